"""Logging: one rotating file under the home folder, one logger per room (``gridroom.database``, ``gridroom.ui`` …).

Passwords and personal data do not belong in a log line; :class:`HidePasswords` takes out what slips in with an address.
"""

from __future__ import annotations

import contextlib
import logging
import os
import re
import sys
from logging.handlers import RotatingFileHandler
from pathlib import Path

LARGEST = 2_000_000  # bytes of one file
KEPT = 5             # older files beside the one in use
_PASSWORD = re.compile(r"(://[^/\s:@]+:)[^/\s@]+(@)|(password=)('[^']*'|\S+)", re.IGNORECASE)


class HidePasswords(logging.Formatter):
    """The usual line with the password of any address in it replaced by ``***``, in tracebacks too."""

    def format(self, record: logging.LogRecord) -> str:
        """The finished line."""
        return _PASSWORD.sub(lambda found: f"{found[1] or found[3]}***{found[2] or ''}", super().format(record))


def start_log(folder: Path, name: str = "gridroom", *, to_screen: bool = False) -> Path:
    """Send every ``gridroom.*`` logger to ``folder/<name>-<process id>.log`` and return that file.

    One file per process, because several workstations may run on one machine and rotation of a shared file loses lines.
    Files of processes long gone are removed, the newest ten stay. Raises OSError when the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if os.name == "posix":
        folder.chmod(0o700)
    _forget_old(folder, name)
    file = folder / f"{name}-{os.getpid()}.log"
    written = RotatingFileHandler(file, maxBytes=LARGEST, backupCount=KEPT, encoding="utf-8", delay=True)
    handlers: list[logging.Handler] = [written]
    if to_screen:
        handlers.append(logging.StreamHandler(sys.stderr))
    root = logging.getLogger("gridroom")
    for old in list(root.handlers):
        root.removeHandler(old)
        old.close()
    for handler in handlers:
        handler.setFormatter(HidePasswords("%(asctime)s %(levelname)s %(name)s: %(message)s"))
        root.addHandler(handler)
    root.setLevel(logging.INFO)
    root.propagate = False
    return file


def _forget_old(folder: Path, name: str, kept: int = 10) -> None:
    aged = []
    for file in folder.glob(f"{name}-*.log*"):
        with contextlib.suppress(FileNotFoundError):  # another workstation may be tidying up too
            aged.append((file.stat().st_mtime, file))
    for _, file in sorted(aged, reverse=True)[kept:]:
        with contextlib.suppress(OSError):            # on Windows a file in use stays
            file.unlink()
