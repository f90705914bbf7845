"""Spreadsheets (.xlsx, .xls, .ods) opened with care: a file from outside may be broken, locked, or a zip bomb."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import python_calamine

from app.imports.problems import ImportRefused

MOST_UNPACKED_BYTES = 400_000_000


def sheets_of(file: Path) -> Iterator[tuple[str, Iterator[Sequence[object]]]]:
    """(name, rows) of each sheet; empty cells are ''. Row 1 is the first row of the sheet even when that is empty.

    Raises ImportRefused for what is no spreadsheet, is locked by a password, or unpacks to over 400 MB.
    """
    _check_size(file)
    try:
        with python_calamine.CalamineWorkbook.from_path(str(file)) as workbook:
            for name in workbook.sheet_names:
                yield name, iter(workbook.get_sheet_by_name(name).to_python(skip_empty_area=False))
    except python_calamine.PasswordError as error:
        raise ImportRefused(f"{file.name} is locked by a password") from error
    except (python_calamine.CalamineError, OSError) as error:
        raise ImportRefused(f"{file.name} is no spreadsheet that can be read: {error}") from error


def _check_size(file: Path) -> None:
    try:
        if not zipfile.is_zipfile(file):
            return  # .xls is no zip file; calamine says what it is
        with zipfile.ZipFile(file) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
    except (OSError, zipfile.BadZipFile) as error:
        raise ImportRefused(f"{file.name} is no spreadsheet that can be read: {error}") from error
    if unpacked > MOST_UNPACKED_BYTES:
        raise ImportRefused(f"{file.name} unpacks to {unpacked / 1e6:,.0f} MB, which no catalogue or list needs")
