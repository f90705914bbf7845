"""The running PostgreSQL over one data folder: is it there, is it ready, is what is left of it dead."""

from __future__ import annotations

import contextlib
import logging
import time
from pathlib import Path

import psutil

from app.database.server_account import ServerNotStarted

_log = logging.getLogger("gridroom.database")


class ServerProcess:
    """Reads ``postmaster.pid`` and looks at the process behind it; a file alone proves nothing."""

    def __init__(self, data: Path, socket_folder: Path) -> None:
        self.data = data
        self.socket_folder = socket_folder

    def ready(self) -> psutil.Process | None:
        """The postmaster once it takes connections, else None. Costs a fraction of a millisecond."""
        lines = self._pid_file()
        return self._living(lines[0]) if len(lines) > 7 and lines[7].strip() == "ready" else None

    def settle(self, seconds: float) -> psutil.Process | None:
        """Wait while it is neither ready nor gone (it starts, recovers or shuts down); then as :meth:`ready`.

        Raises :class:`ServerNotStarted` when that takes longer than ``seconds``.
        """
        until = time.monotonic() + seconds
        while True:
            lines = self._pid_file()
            process = self._living(lines[0]) if lines else None
            if process is None:
                return None
            if len(lines) > 7 and lines[7].strip() == "ready":
                return process
            if time.monotonic() > until:
                raise ServerNotStarted(
                    f"the database in {self.data} (process {process.pid}) is neither starting nor stopping to an end")
            time.sleep(0.02)

    def kill(self) -> None:
        """Kill it with all its processes, and wait until they are gone."""
        lines = self._pid_file()
        postmaster = self._living(lines[0]) if lines else None
        if postmaster is None:
            return
        family = [postmaster]
        with contextlib.suppress(psutil.NoSuchProcess):
            family += postmaster.children(recursive=True)
        for process in family:
            with contextlib.suppress(psutil.NoSuchProcess):
                process.kill()
        # A killed process whose new parent does not collect it stays as a zombie: dead enough.
        until = time.monotonic() + 10
        while not all(_is_dead(process) for process in family) and time.monotonic() < until:
            time.sleep(0.002)

    def forget_dead(self) -> None:
        """Remove what a server that is gone left behind: zombies and reused process numbers mislead PostgreSQL itself.

        Call it only under the lock and after :meth:`settle` found nothing alive.
        """
        if self._pid_file():
            _log.warning("the database in %s was not shut down; it recovers now", self.data)
            (self.data / "postmaster.pid").unlink(missing_ok=True)
        for left in self.socket_folder.glob(".s.PGSQL.*"):
            left.unlink(missing_ok=True)

    def _living(self, process_id: str) -> psutil.Process | None:
        """The living process of that number, if it is a PostgreSQL over our data folder (numbers are used again)."""
        with contextlib.suppress(psutil.NoSuchProcess, ValueError):
            process = psutil.Process(int(process_id))
            if _is_dead(process) or not process.name().startswith("postgres"):
                return None
            with contextlib.suppress(psutil.AccessDenied):
                named = any(Path(word) == self.data for word in process.cmdline())  # Windows writes it with slashes
                return process if named else None
            return process
        return None

    def _pid_file(self) -> list[str]:
        try:
            # The folder's name in it may be in another code page (Windows); only numbers and the state are read.
            return (self.data / "postmaster.pid").read_text(encoding="utf-8", errors="replace").splitlines()
        except (FileNotFoundError, NotADirectoryError):
            return []
        except PermissionError as error:
            raise ServerNotStarted(f"{self.data} belongs to another user; choose another GRIDROOM_HOME") from error


def _is_dead(process: psutil.Process) -> bool:
    try:
        return bool(process.status() == psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return True
