"""Tables from outside, .xlsx, .xls or .csv: rows of cells, and columns found by their headings."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from app.domain.import_reason import because
from app.imports.problems import ImportRefused
from app.imports.text_file import CHINESE, decoded, reads_as_chinese
from app.imports.workbook import sheets_of

LARGEST_CSV = 256 * 1024 * 1024  # bytes
LONGEST_CELL = 1_000_000         # characters that a CSV cell may have and still be named row by row
HEADING_ROWS = 10                # the heading is looked for this far down
MOST_ROWS = 1_048_576            # what a sheet can hold


@dataclass(frozen=True, slots=True)
class Table:
    """The rows under a heading. ``headings`` as written; ``first_row`` is the number of the first row below, from 1."""

    headings: tuple[str, ...]
    rows: Iterator[Sequence[object]]
    first_row: int
    notes: tuple[str, ...] = ()

    def column(self, heading: str) -> int:
        """Which column has this heading."""
        return [_same(one) for one in self.headings].index(_same(heading))


def read_table(path: Path, wanted: Sequence[str], encoding: str = "") -> Table:
    """The first sheet that has all ``wanted`` headings within its first rows; its rows are read as they are asked for.

    Raises ImportRefused that names the headings which are there when one is missing or stands twice.
    """
    notes: list[str] = []
    found: list[str] = []
    for sheet, rows in tables(path, encoding, notes, MOST_ROWS):
        for number, cells in enumerate(islice(rows, HEADING_ROWS), 1):
            here = [_same(cell) for cell in cells]
            if all(_same(one) in here for one in wanted):
                twice = next((one for one in wanted if here.count(_same(one)) > 1), None)
                if twice is not None:
                    times = here.count(_same(twice))
                    raise ImportRefused(
                        because("heading_twice", name=path.name, heading=twice, times=times, row=number))
                if sheet:
                    notes.append(because("sheet", sheet=sheet))
                return Table(tuple(str(cell).strip() for cell in cells), rows, number + 1, tuple(notes))
            if sum(map(bool, here)) > len(found):
                found = [str(cell).strip() for cell in cells if str(cell).strip()]
    known = {_same(one) for one in found}
    lacking = ", ".join(one for one in wanted if _same(one) not in known) or ", ".join(wanted)
    listed = ", ".join(one[:40] for one in found[:40]) or "nothing"
    raise ImportRefused(because("no_column", name=path.name, lacking=lacking, found=listed))


def cell(row: Sequence[object], column: int) -> str:
    """The cell's text; '' where the row is shorter."""
    value = row[column] if column < len(row) else ""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _same(heading: object) -> str:
    return "".join(unicodedata.normalize("NFKC", str(heading)).split()).casefold()


def tables(
    path: Path, encoding: str, notes: list[str], most_rows: int
) -> Iterator[tuple[str, Iterator[Sequence[object]]]]:
    """(sheet, rows) of each sheet of an .xlsx or .xls, of a .csv one without a name; what was assumed is added to
    ``notes``. Raises ImportRefused."""
    if path.suffix.lower() in (".csv", ".txt", ".tsv"):
        yield "", _csv_rows(_csv_text(path, encoding, notes), path.name)
    else:
        yield from sheets_of(path, most_rows)


def _csv_text(path: Path, encoding: str, notes: list[str]) -> str:
    try:
        size = path.stat().st_size
        if size > LARGEST_CSV:
            raise ImportRefused(because("too_large", name=path.name, size=size / 2**20, limit=LARGEST_CSV / 2**20))
        data = path.read_bytes()
    except OSError as error:
        raise ImportRefused(because("unreadable", path=path, error=error.strerror)) from error
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return decoded(data, path.name)
    if not encoding and not _is_utf8(data) and reads_as_chinese(data):
        encoding = CHINESE  # what Chinese spreadsheets write by default: accepted, and said
        notes.append(because("read_as_gbk"))
    if b"\0" in data:
        notes.append(because("nul_left_out", count=data.count(bytes(1))))
        data = data.replace(b"\0", b"")
    return decoded(data, path.name, encoding)


def _csv_rows(text: str, name: str) -> Iterator[Sequence[object]]:
    first = text.split("\n", 1)[0]
    separator = max(",\t;", key=first.count)
    before = csv.field_size_limit(LONGEST_CELL)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    except csv.Error as error:
        raise ImportRefused(because("no_csv", name=name, error=error)) from error
    finally:
        csv.field_size_limit(before)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
