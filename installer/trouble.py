"""What stops the set-up, in words for the person at the keyboard."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

MEBIBYTE = 1024 * 1024


class Trouble(Exception):  # noqa: N818  it is not an error of the program
    """The set-up cannot go on; the message says why and what to do."""


def check_space(folder: Path, needed: int, purpose: str) -> None:
    """Raise :class:`Trouble` unless ``needed`` MiB are free on the disk of ``folder``."""
    free = shutil.disk_usage(folder).free // MEBIBYTE
    if free < needed:
        raise Trouble(f"The disk that holds {folder} is full: {free} MB are free, {purpose} needs {needed} MB.\n"
                      "Make room there and start this again; nothing that is finished is done twice.")


def is_root() -> bool:
    """Whether packages of the system may be installed by us."""
    return os.name == "posix" and os.geteuid() == 0
