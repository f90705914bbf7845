"""Writing a finished PDF: whole or not at all, so that nobody prints half a file."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from app.domain.failures import Failure
from app.domain.sheet import Sheet


class FileNotWritten(Failure):
    """The file could not be written; what stood there before still does."""


def suggested_name(sheet: Sheet) -> str:
    """PQ-20261121-v2.pdf"""
    return f"{sheet.sheet_number}-v{sheet.sequence}.pdf"


def write_pdf(target: Path, data: bytes) -> None:
    """Put ``data`` at ``target``, replacing what is there in one step. Raises FileNotWritten with one sentence."""
    unfinished = target.with_name(f".{target.name}.{os.getpid()}.new")
    try:
        with unfinished.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(target)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        with contextlib.suppress(OSError, ValueError):
            unfinished.unlink()
        raise FileNotWritten(f"{target} cannot be written: {getattr(error, 'strerror', None) or error}") from error
