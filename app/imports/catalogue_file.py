"""A city's own catalogue (立案、处置和结案标准) from a .csv or .xlsx file, and the one that comes with the program.

Columns are known by their heading, in any order: the program's own (kind, major_code, …, seq, limit_kind,
limit_value) or those of the published standards (大类代码, 大类名称, 小类代码, 小类名称, 立案条件, 处置时限,
结案条件, 处置单位 or 责任主体). There a class stands once, in merged cells, so blank cells mean "as above"; 部件 or
事件 is the name of the sheet or stands in the title above the heading. What is read here goes in by
:mod:`app.imports.catalogue_store`.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from app.domain.catalogue import LimitKind
from app.imports.problems import ImportRefused, Problem
from app.imports.workbook import sheets_of
from app.resource_files import resource_path

SEED_CATALOGUE = resource_path("sql", "seed", "catalogue.csv")
MOST_ROWS = 20_000
MOST_PROBLEMS = 200

HEADINGS = {
    "kind": "kind", "类别": "kind", "部件事件": "kind",
    "major_code": "major_code", "大类代码": "major_code", "大类编码": "major_code",
    "major_name": "major_name", "大类名称": "major_name", "大类": "major_name",
    "minor_code": "minor_code", "小类代码": "minor_code", "小类编码": "minor_code",
    "minor_name": "minor_name", "小类名称": "minor_name", "小类": "minor_name",
    "seq": "seq", "序号": "seq",
    "condition": "condition", "立案条件": "condition",
    "limit": "limit", "处置时限": "limit", "时限": "limit",
    "limit_kind": "limit_kind", "limit_value": "limit_value",
    "closing_condition": "closing_condition", "结案条件": "closing_condition",
    "responsible_units": "responsible_units", "处置单位": "responsible_units", "责任主体": "responsible_units",
}
NEEDED = ("major_code", "major_name", "minor_code", "minor_name", "condition", "closing_condition")
KINDS = {"部件": "component", "事件": "event", "component": "component", "event": "event"}
# 小时 and 天 are office time in the published standards (docs/trade.md §1.4); 紧急… counts nights and holidays too.
LIMIT_WORDS = {
    "紧急工作时": LimitKind.URGENT_HOUR, "紧急工作日": LimitKind.NATURAL_DAY, "自然日": LimitKind.NATURAL_DAY,
    "工作时": LimitKind.WORK_HOUR, "工作日": LimitKind.WORK_DAY, "小时": LimitKind.WORK_HOUR, "天": LimitKind.WORK_DAY,
}
LIMIT = re.compile(r"(\d+(?:\.\d+)?)\s*个?(" + "|".join(LIMIT_WORDS) + ")")


@dataclass(frozen=True, slots=True)
class CatalogueRow:
    """One filing condition with its class, complete; ``where`` names its row in the file."""

    where: str
    kind: str                        # 'component' | 'event'
    major_code: str
    major_name: str
    minor_code: str
    minor_name: str
    seq: int
    condition: str
    limit_kind: LimitKind
    limit_value: float
    closing_condition: str
    responsible_units: str


@dataclass(frozen=True, slots=True)
class CatalogueFile:
    """A file as read; ``notes`` are words that the catalogue has no place for."""

    rows: tuple[CatalogueRow, ...]
    notes: tuple[Problem, ...]


@dataclass(slots=True)
class _Reading:
    """The rows so far, and what stands above the present row."""

    rows: list[CatalogueRow] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    columns: dict[str, int] = field(default_factory=dict)
    above: dict[str, str] = field(default_factory=dict)
    last_seq: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    taken: set[tuple[str, str, str, int]] = field(default_factory=set)
    names: dict[tuple[str, ...], str] = field(default_factory=dict)


def read_catalogue(file: Path) -> CatalogueFile:
    """The filing conditions of a .csv or .xlsx file.

    Raises ImportRefused, naming each row that is wrong (at most 200), for a file that is not a catalogue as a whole.
    """
    reading = _Reading()
    count = 0
    for name, rows in _tables(file):
        kind = _kind_named(name)
        reading.above, reading.columns = {"kind": kind} if kind else {}, {}
        for number, cells in enumerate(rows, 1):
            count += 1
            if count > MOST_ROWS:
                raise ImportRefused(f"a catalogue has at most {MOST_ROWS:,} rows")
            _read_row(reading, f"{name} {number}".strip(), [_plain(cell) for cell in cells])
        if not reading.columns:
            missing = Problem(name or file.name, "no heading with 大类代码, 小类代码, 立案条件, 处置时限, 结案条件")
            reading.problems.append(missing)
    if not reading.problems and not reading.rows:
        reading.problems.append(Problem(file.name, "no filing condition in it"))
    if reading.problems:
        raise ImportRefused("the catalogue was not taken over", reading.problems[:MOST_PROBLEMS])
    return CatalogueFile(tuple(reading.rows), tuple(reading.notes))


def _tables(file: Path) -> Iterator[tuple[str, Iterator[Sequence[object]]]]:
    """(sheet name, rows) of each table in the file; a .csv has one without a name."""
    if file.suffix.lower() != ".csv":
        yield from sheets_of(file)
        return
    try:
        content = file.read_bytes()
    except OSError as error:
        raise ImportRefused(f"{file.name} cannot be read: {error.strerror}") from error
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            lines = content.decode(encoding).splitlines(keepends=True)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise ImportRefused(f"{file.name} is neither UTF-8 nor GB 18030")
    yield "", _csv_rows(lines)


def _csv_rows(lines: Sequence[str]) -> Iterator[Sequence[object]]:
    reader = csv.reader(lines, strict=True)
    try:
        yield from reader
    except csv.Error as error:
        raise ImportRefused(f"line {reader.line_num}: {error}") from error


def _plain(cell: object) -> str:
    """The text of a cell on one line; a whole number that a spreadsheet made a float is whole again."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return "" if cell is None else " ".join(str(cell).split())


def _kind_named(words: str) -> str | None:
    """'component' or 'event' when the words name one of them and not both."""
    named = {kind for word, kind in KINDS.items() if word in words}
    return named.pop() if len(named) == 1 else None


def _read_row(reading: _Reading, where: str, cells: list[str]) -> None:
    headings = {HEADINGS[cell]: place for place, cell in enumerate(cells) if cell in HEADINGS}
    if len(headings) >= 5:
        lacking = [name for name in NEEDED if name not in headings]
        if lacking or not ("limit" in headings or {"limit_kind", "limit_value"} <= set(headings)):
            reading.problems.append(Problem(where, f"columns are missing: {', '.join(lacking or ['limit'])}"))
        reading.columns = headings
        return
    filled = [cell for cell in cells if cell and not cell.startswith("Unnamed:")]
    if not filled:
        return
    if len(filled) == 1 and _kind_named(filled[0]) and not _cell(reading, cells, "condition"):
        reading.above = {"kind": _kind_named(filled[0]) or ""}  # a title above the next part
        return
    if reading.columns:
        _read_condition(reading, where, cells)


def _cell(reading: _Reading, cells: list[str], name: str) -> str:
    place = reading.columns.get(name)
    return cells[place] if place is not None and place < len(cells) else ""


def _read_condition(reading: _Reading, where: str, cells: list[str]) -> None:
    values = {name: _cell(reading, cells, name) for name in reading.columns}
    _fill_from_above(reading, values)
    if not values["condition"] and not values["closing_condition"] and not _limit_words(values):
        return  # the rest of a merged cell
    key = (values.get("kind", ""), values["major_code"], values["minor_code"])
    limit = _limit(values)
    lacking = [name for name in ("kind", *NEEDED) if not values.get(name)]
    problems = [f"{name} is missing" for name in lacking]
    if limit is None:
        words = _limit_words(values)
        problems.append(f"{words!r} is no time limit" if words else "the limit is missing")
    seq = reading.last_seq[key] + 1
    if values.get("seq"):
        try:
            seq = int(values["seq"])
        except ValueError:
            problems.append(f"{values['seq']!r} is no number")
    if (*key, seq) in reading.taken:
        problems.append(f"condition {seq} of {'/'.join(key)} stands here twice")
    minor_name = reading.names.setdefault(key, values["minor_name"])
    if values["minor_name"] != minor_name:
        problems.append(f"{'/'.join(key)} is both {minor_name} and {values['minor_name']}")
    if problems or limit is None:
        reading.problems += [Problem(where, why) for why in problems]
        return
    reading.last_seq[key] = seq
    reading.taken.add((*key, seq))
    kind, value, beside = limit
    if beside:
        reading.notes.append(Problem(where, f"not kept beside the limit: {beside}"))
    major_name = reading.names.setdefault(key[:2], values["major_name"])
    if values["major_name"] != major_name:
        note = f"{'/'.join(key[:2])} is called {values['major_name']} here and {major_name} above, which was kept"
        if not any(earlier.why == note for earlier in reading.notes):
            reading.notes.append(Problem(where, note))
    reading.rows.append(
        CatalogueRow(
            where, *key[:2], major_name, key[2], values["minor_name"], seq, values["condition"], kind,
            float(value), values["closing_condition"], values.get("responsible_units", ""),
        )
    )


def _fill_from_above(reading: _Reading, values: dict[str, str]) -> None:
    """Complete a row from the merged cells above it, and remember what it says for the rows below."""
    above = reading.above
    if values.get("kind"):
        values["kind"] = KINDS.get(values["kind"], "")
    for name in ("major_code", "minor_code"):
        if values[name].isdecimal():
            values[name] = values[name].zfill(2)  # 1 in a spreadsheet is 01 in the standard
    if values["major_code"]:
        above = {"kind": above.get("kind", "")}
    elif values["minor_code"]:
        above = {name: above.get(name, "") for name in ("kind", "major_code", "major_name")}
    for name in ("kind", "major_code", "major_name", "minor_code", "minor_name", "responsible_units"):
        values[name] = values.get(name) or above.get(name, "")
        above[name] = values[name]
    reading.above = above


def _limit_words(values: dict[str, str]) -> str:
    return values.get("limit") or " ".join(filter(None, (values.get("limit_value"), values.get("limit_kind"))))


def _limit(values: dict[str, str]) -> tuple[LimitKind, Decimal, str] | None:
    """(kind, value, words beside them) of a row's time limit."""
    if values.get("limit_kind") and values.get("limit_value"):
        try:
            return LimitKind(values["limit_kind"]), Decimal(values["limit_value"]), ""
        except (ValueError, ArithmeticError):
            return None
    words = values.get("limit", "")
    found = LIMIT.search(words)
    if found is None or LIMIT.search(words, found.end()):
        return None
    return LIMIT_WORDS[found[2]], Decimal(found[1]), (words[: found.start()] + words[found.end() :]).strip()
