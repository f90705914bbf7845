"""Spreadsheets (.xlsx, .xlsm, .xls) opened with care: a file from outside may be broken, locked, or a bomb.

A .xlsx is a zip of XML. Before the reader sees it, every entry is unpacked once and thrown away: real sizes are counted
(the directory may lie), and the table's real extent is taken from the cells (two lone cells in opposite corners would
make the reader ask for hundreds of gigabytes).
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import python_calamine

from app.domain.import_reason import because
from app.imports.problems import ImportRefused

MOST_UNPACKED_BYTES = 400_000_000
MOST_ENTRIES = 2_000
MOST_CELLS = 12_000_000       # rows × columns that the cells of one sheet span
PART = 1 << 20                # bytes unpacked at a time
OVERLAP = 64                  # bytes of the part before, so that no reference is cut in two
REFERENCE = re.compile(rb"""<(?:\w{1,9}:)?c\s[^>]{0,40}?\br\s?=\s?["']([A-Z]{1,3})(\d{1,7})["']""")
SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")


def sheets_of(file: Path, most_rows: int = 1_048_576) -> Iterator[tuple[str, Iterator[Sequence[object]]]]:
    """(name, rows) of each sheet; empty cells are ''.

    Rows count from the first of the sheet, columns from the first that is used.
    Raises ImportRefused for what is no spreadsheet, is damaged, is locked by a password, or unpacks to too much or
    more than ``most_rows`` rows.
    """
    _check(file, most_rows)
    try:
        with python_calamine.CalamineWorkbook.from_path(str(file)) as workbook:
            for name in workbook.sheet_names:
                # Row by row: a large sheet is never a list of lists.
                yield name, workbook.get_sheet_by_name(name).iter_rows()
    except python_calamine.PasswordError as error:
        raise ImportRefused(because("locked", name=file.name)) from error
    except (python_calamine.CalamineError, OSError) as error:
        raise ImportRefused(because("no_spreadsheet", name=file.name, error=error)) from error


def _check(file: Path, most_rows: int) -> None:
    try:
        with file.open("rb") as stream:
            start = stream.read(8)
        if not start:
            raise ImportRefused(because("empty", name=file.name))
        if not start.startswith(b"PK"):
            return  # .xls is no zip file; the reader says what it is
        with zipfile.ZipFile(file) as archive:
            _check_archive(archive, file.name, most_rows)
    except zipfile.BadZipFile as error:
        raise ImportRefused(because("damaged_or_cut", name=file.name, error=error)) from error
    except (zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise ImportRefused(because("damaged_or_locked", name=file.name, error=error)) from error
    except OSError as error:
        raise ImportRefused(because("unreadable", path=file, error=error.strerror)) from error


def _check_archive(archive: zipfile.ZipFile, name: str, most_rows: int) -> None:
    entries = archive.infolist()
    if len(entries) > MOST_ENTRIES:
        raise ImportRefused(because("many_parts", name=name, count=len(entries), limit=MOST_ENTRIES))
    declared = sum(entry.file_size for entry in entries)
    if declared > MOST_UNPACKED_BYTES:
        packed = sum(entry.compress_size for entry in entries)
        raise ImportRefused(because("unpacks_large", name=name, packed=packed / 1e6, size=declared / 1e6,
                                    limit=MOST_UNPACKED_BYTES / 1e6))
    if not any(SHEET.fullmatch(entry.filename) for entry in entries):
        raise ImportRefused(because("no_workbook", name=name))
    unpacked = 0
    for entry in entries:
        is_sheet = SHEET.fullmatch(entry.filename) is not None
        rows = columns = 0
        rest = b""
        with archive.open(entry) as stream:
            while part := stream.read(PART):
                unpacked += len(part)
                if unpacked > MOST_UNPACKED_BYTES:
                    raise ImportRefused(because("unpacks_lying", name=name, limit=MOST_UNPACKED_BYTES / 1e6,
                                                size=declared / 1e6))
                if is_sheet:
                    rows, columns = _extent(rest + part, rows, columns)
                    rest = part[-OVERLAP:]
                    if rows * columns > MOST_CELLS:
                        raise ImportRefused(
                            because("many_cells", name=name, rows=rows, columns=columns, limit=MOST_CELLS))
        if rows > most_rows:
            raise ImportRefused(because("rows_at_once", name=name, rows=rows, limit=most_rows))


def _extent(xml: bytes, rows: int, columns: int) -> tuple[int, int]:
    letters = set()
    for column, row in REFERENCE.findall(xml):
        letters.add(column)
        rows = max(rows, int(row))
    return rows, max([columns, *(_column_number(word) for word in letters)])


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
