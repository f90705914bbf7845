"""A lock between processes and threads that the system itself lets go when its holder dies."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from types import TracebackType

from app.domain.failures import Failure

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl


class StillLocked(Failure):
    """Somebody else kept the lock for longer than one wanted to wait."""


class FileLock:
    """An exclusive lock on a file that stays behind, empty. Each object is one holder, also inside one process."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._handle: int | None = None

    def try_acquire(self) -> bool:
        """Take the lock if nobody has it; tells whether it is ours now. Raises OSError when the file cannot be made."""
        if self._handle is not None:
            return True
        handle = os.open(self.file, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            if sys.platform == "win32":
                msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
            else:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(handle)
            return False
        self._handle = handle
        return True

    def acquire(self, seconds: float) -> None:
        """Wait for the lock; raises :class:`StillLocked` after ``seconds``."""
        until = time.monotonic() + seconds
        while not self.try_acquire():
            if time.monotonic() >= until:
                raise StillLocked(f"{self.file} is still locked after {seconds:.0f} s")
            time.sleep(0.01)

    def release(self) -> None:
        """Let go; does nothing when the lock is not ours."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    def __enter__(self) -> FileLock:
        """Wait up to two minutes: the longest honest reason is a first start on a slow disk."""
        self.acquire(120)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let go."""
        self.release()
