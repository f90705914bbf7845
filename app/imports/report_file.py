"""The file that says row by row what was left out, for whoever mends the list in a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from app.domain.failures import Failure
from app.domain.import_reason import because

FORMULA_SIGNS = ("=", "+", "-", "@", "\t")  # a spreadsheet would carry out what begins so


@contextmanager
def report_file(path: Path) -> Iterator[TextIO]:
    """A file for the row-by-row report, in which spreadsheets see UTF-8."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        stream = path.open("w", encoding="utf-8-sig", newline="")  # with a mark: spreadsheets then read it as UTF-8
    except OSError as error:
        raise Failure(because("report_unwritten", path=path, error=error.strerror)) from error
    with stream:
        yield stream


def harmless(words: str) -> str:
    """The words as a cell that no spreadsheet carries out."""
    return f"'{words}" if words.startswith(FORMULA_SIGNS) else words
