"""Holds a reporting client's process: what it was told, when it ends, and a hard end for it."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


class ClientProcess:
    """One ``tests.soak.reporting_client`` as a child process."""

    def __init__(self, url: str, journal: Path, login: str, pause_ms: int) -> None:
        self.journal = journal
        self.told: dict[str, str] = {}           # request id → case number that the person was shown
        self.told_differently: list[str] = []    # the same report with two numbers would be a lie
        self.figures: dict[str, Any] = {}
        self._heard = threading.Condition()
        self._errors = (journal.parent / f"{journal.stem}.stderr").open("a", encoding="utf-8")
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.soak.reporting_client", url, str(journal), login, str(pause_ms)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._errors, text=True, encoding="utf-8", cwd=ROOT)
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def wait_told(self, at_least: int, seconds: float) -> bool:
        """Wait until so many reports were acknowledged in all; False when they were not within ``seconds``."""
        with self._heard:
            return self._heard.wait_for(lambda: len(self.told) >= at_least, seconds)

    def finish(self, seconds: float) -> dict[str, Any]:
        """Ask it to stop reporting and send the rest; its figures. Raises TimeoutExpired when it does not end."""
        assert self._process.stdin is not None
        self._process.stdin.write("stop\n")
        self._process.stdin.close()
        self._process.wait(seconds)
        self._end()
        return self.figures

    def kill(self) -> None:
        """SIGKILL: no handler, no flush, no good-bye."""
        self._process.kill()
        self._process.wait(10)
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._end()

    def end_anyhow(self) -> None:
        """For a ``finally``: nothing of it may outlive the test."""
        if self._process.poll() is None:
            self.kill()

    def errors(self) -> str:
        """What it wrote to its error stream."""
        return (self.journal.parent / f"{self.journal.stem}.stderr").read_text(encoding="utf-8")

    def _end(self) -> None:
        self._reader.join(10)
        assert self._process.stdout is not None
        self._process.stdout.close()
        self._errors.close()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            if line.startswith("told "):
                _, request_id, number = line.split()
                with self._heard:
                    if self.told.setdefault(request_id, number) != number:
                        self.told_differently.append(request_id)
                    self._heard.notify_all()
            elif line.startswith("{"):
                self.figures = json.loads(line)


def wait_for_all(clients: list[ClientProcess], more: int, seconds: float) -> bool:
    """Wait until each of them was told ``more`` reports beyond what it knows now."""
    wanted = [len(client.told) + more for client in clients]
    end = time.monotonic() + seconds
    return all(client.wait_told(count, max(0.0, end - time.monotonic()))
               for client, count in zip(clients, wanted, strict=True))
