"""A short-lived home folder for a server of its own; pytest's own folders are closed to the server's user."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def server_home() -> Iterator[Path]:
    """A fresh folder, removed at the end."""
    folder = Path(tempfile.mkdtemp(prefix="gridroom-soak-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
