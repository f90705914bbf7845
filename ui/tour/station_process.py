"""One workstation of the tour as the director sees it: a process that takes orders and answers, a line each.

The protocol is JSON, one object a line: ``{"do": "press", ...}`` goes in, ``{"ok": true, ...}`` or
``{"ok": false, "why": "..."}`` comes back, in order. Whatever else the program prints goes to its own log file.
"""

from __future__ import annotations

import contextlib
import json
import os
import queue
import subprocess
import sys
import threading
from pathlib import Path
from typing import IO, Any

from app.domain.failures import Failure

ROOT = Path(__file__).resolve().parents[2]

# The monitor of a station where there is none: Qt's own idea of one is too small for our window and its lists.
SCREEN = {"synchronousWindowSystemEvents": False, "windowFrameMargins": False, "screens": [
    {"name": "desk", "x": 0, "y": 0, "width": 1920, "height": 1080, "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}]}


class TourBroken(Failure):
    """Something that the tour was to show did not happen; the message says what, and at which station."""


class StationProcess:
    """A running workstation. Orders may be sent to several stations before their answers are awaited."""

    def __init__(self, name: str, home: Path, log: Path) -> None:
        """Starts the program with ``home`` as its GRIDROOM_HOME and working folder; ``log`` takes what it prints."""
        self.name = name
        self.log = log
        environment = os.environ | {"GRIDROOM_HOME": str(home), "PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1"}
        environment["PYTHONPATH"] = os.pathsep.join(filter(None, (str(ROOT), environment.get("PYTHONPATH"))))
        for foreign in ("GRIDROOM_DATABASE_URL", "QT_SCALE_FACTOR", "PYTEST_CURRENT_TEST"):
            environment.pop(foreign, None)
        home.mkdir(parents=True, exist_ok=True)
        if environment.get("QT_QPA_PLATFORM", "").startswith("offscreen"):
            (home / "screen.json").write_text(json.dumps(SCREEN), "utf-8")
            environment["QT_QPA_PLATFORM"] = "offscreen:configfile=screen.json"  # a drive's colon would be misread
        self._said: IO[bytes] = log.open("wb")
        # A session of its own: Ctrl+C goes to the director alone, who ends the stations in order.
        apart: dict[str, Any] = ({"creationflags": 0x00000200} if sys.platform == "win32"
                                 else {"start_new_session": True})
        self._process = subprocess.Popen([sys.executable, "-m", "ui.tour.station"], cwd=home, env=environment,
                                         stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._said, **apart)
        self._answers: queue.SimpleQueue[dict[str, Any] | None] = queue.SimpleQueue()
        self._reader = threading.Thread(target=self._read, name=f"tour-{name}", daemon=True)
        self._reader.start()

    @property
    def process_id(self) -> int:
        """The system's number of the process."""
        return self._process.pid

    def tell(self, order: str, **values: Any) -> None:
        """Send an order; ``answer`` takes what comes back."""
        line = json.dumps({"do": order} | values, ensure_ascii=False, default=str) + "\n"
        try:
            assert self._process.stdin is not None
            self._process.stdin.write(line.encode())
            self._process.stdin.flush()
        except OSError as error:
            raise TourBroken(f"the station {self.name} is gone: {self.last_words()}") from error

    def answer(self, seconds: float = 20.0) -> dict[str, Any]:
        """The answer to the oldest order that has none yet. Raises :class:`TourBroken` for a no, or for silence."""
        try:
            said = self._answers.get(timeout=seconds)
        except queue.Empty:
            raise TourBroken(f"the station {self.name} did not answer within {seconds:.0f} s") from None
        if said is None:
            raise TourBroken(f"the station {self.name} ended: {self.last_words()}")
        if not said.pop("ok"):
            raise TourBroken(f"at the station {self.name}: {said['why']}")
        return said

    def ask(self, order: str, /, *, seconds: float = 20.0, **values: Any) -> dict[str, Any]:
        """Send an order and wait for its answer."""
        self.tell(order, **values)
        return self.answer(seconds)

    def stop(self, seconds: float = 8.0) -> int | None:
        """Let it end by itself (its input closes), and end it when it does not. Returns its exit code."""
        if self._process.stdin is not None and not self._process.stdin.closed:
            with contextlib.suppress(OSError):  # it may be gone already
                self._process.stdin.close()
        try:
            code: int | None = self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait(5)
            code = None
        self._reader.join(2)
        if self._process.stdout is not None:
            self._process.stdout.close()
        self._said.close()
        return code

    def last_words(self) -> str:
        """The last line that the station wrote into its log."""
        lines = self.log.read_text("utf-8", errors="replace").strip().splitlines()
        return lines[-1] if lines else "it said nothing"

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            try:
                said = json.loads(line)
            except ValueError:
                continue  # something printed by a library; only our own lines are JSON
            if isinstance(said, dict) and "ok" in said:
                self._answers.put(said)
        self._answers.put(None)
