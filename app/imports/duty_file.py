"""The table of duties (权责清单) from a spreadsheet, or from the units that the filing standard names."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection

from app.database.areas import areas
from app.database.catalogue import subcategories
from app.database.dispatching import DutyRow, put_duty
from app.database.people import departments
from app.domain.area import AreaLevel
from app.domain.catalogue import Subcategory
from app.domain.failures import Refusal
from app.domain.people import Department
from app.imports.problems import ImportRefused, Problem, Progress, silent
from app.imports.text_file import decoded
from app.imports.workbook import sheets_of

MOST_ROWS = 50_000
MOST_PROBLEMS = 200
# What a heading may be called → the field; 小类, 大类, 主办 are what a list must have at least one of each of.
HEADINGS = {
    "大类": "major", "大类名称": "major", "小类": "minor", "小类名称": "minor", "立案条件序号": "seq",
    "区域": "area", "街道": "area", "社区": "area", "权属单位": "owner", "产权单位": "owner",
    "主办": "main", "主办单位": "main",
    "责任单位": "main", "协办": "assisting", "协办单位": "assisting", "备注": "note",
}
T = TypeVar("T")
_BETWEEN = re.compile(r"[、，,;；/\n]+")


@dataclass(frozen=True, slots=True)
class DutiesStored:
    """What an import did; ``unnamed``: conditions whose units name no department, or more than one."""

    new: int
    changed: int
    unchanged: int
    unnamed: tuple[Problem, ...] = ()


def store_duties(connection: Connection, file: Path, progress: Progress = silent, encoding: str = "") -> DutiesStored:
    """Put every row of a .xlsx, .xls or .csv; the same file again changes nothing. The caller commits, or rolls back.

    Raises ImportRefused naming the rows that cannot stand, Refusal GR003 without an administrator's rights.
    """
    book = _Book(connection)
    problems: list[Problem] = []
    rows: list[tuple[str, DutyRow]] = []
    for where, cells in _rows(file, encoding):
        try:
            rows.append((where, book.row(cells)))
        except LookupError as error:
            problems.append(Problem(where, str(error.args[0])))
    if not rows and not problems:
        problems.append(Problem(file.name, "no row with a class (大类 or 小类) and a main unit (主办单位)"))
    return DutiesStored(*_put(connection, rows, problems, progress))


def store_standard(connection: Connection, progress: Progress = silent) -> DutiesStored:
    """Rows from the responsible units of the filing standard, as far as they name just one department."""
    known = [one for one in departments(connection) if one.active]
    rows, unnamed = [], []
    for minor in subcategories(connection):
        for condition in minor.conditions:
            units = [unit.strip() for unit in _BETWEEN.split(condition.responsible_units) if len(unit.strip()) > 1]
            found = [one for one in known if any(unit in one.name or one.name in unit for unit in units)]
            where = f"{minor.category}/{minor.name} {condition.seq}"
            if len(found) == 1:
                rows.append((where, DutyRow(minor.kind, minor.major_code, minor.code, found[0].code, (), condition.seq,
                                            source="standard", note=condition.responsible_units)))
            elif units:
                unnamed.append(Problem(where, "、".join(units)))
    return DutiesStored(*_put(connection, rows, [], progress), tuple(unnamed))


def _put(connection: Connection, rows: Sequence[tuple[str, DutyRow]], problems: list[Problem],
         progress: Progress) -> tuple[int, int, int]:
    done: Counter[str] = Counter()
    for number, (where, row) in enumerate(rows):
        progress(number, len(rows), where)
        if len(problems) >= MOST_PROBLEMS:
            break
        try:
            with connection.begin_nested():
                done[put_duty(connection, row)] += 1
        except Refusal as refusal:
            if refusal.code == "GR003":
                raise
            problems.append(Problem(where, refusal.message))
    if problems:
        raise ImportRefused("the table of duties was not taken over", problems[:MOST_PROBLEMS])
    progress(len(rows), len(rows), "")
    return done["new"], done["changed"], done["unchanged"]


class _Book:
    """What the names in a list can mean here."""

    def __init__(self, connection: Connection) -> None:
        self._minors: dict[str, list[Subcategory]] = {}
        self._majors: dict[str, set[tuple[str, str]]] = {}
        for one in subcategories(connection):
            self._minors.setdefault(one.name, []).append(one)
            self._majors.setdefault(one.category, set()).add((one.kind, one.major_code))
        self._areas: dict[str, list[tuple[str, str]]] = {}
        for level in (AreaLevel.STREET, AreaLevel.COMMUNITY, AreaLevel.DUTY_GRID):
            for area in areas(connection, level):
                for name in (area.name, area.code):
                    self._areas.setdefault(name, []).append((level.value, area.code))
        self._departments: dict[str, Department] = {}
        for department in departments(connection):
            self._departments |= {department.name: department, department.code: department}

    def row(self, cells: dict[str, str]) -> DutyRow:
        """Raises LookupError with what is not known, or means more than one thing."""
        kind, major, minor = self._class(cells.get("major", ""), cells.get("minor", ""))
        level, code = "", ""
        if cells.get("area"):
            found = self._areas.get(cells["area"], [])
            level, code = _only(found, cells["area"])
        seq = cells.get("seq", "")
        if seq and not seq.isdigit():
            raise LookupError(f"{seq} is no number of a filing condition")
        assisting = tuple(self._department(name) for name in _BETWEEN.split(cells.get("assisting", "")) if name.strip())
        return DutyRow(kind, major, minor, self._department(cells.get("main", "")), assisting,
                       int(seq) if seq else None, level, code, cells.get("owner", ""), cells.get("note", ""), "list")

    def _class(self, major: str, minor: str) -> tuple[str, str, str]:
        if not minor:
            kind, code = _only(sorted(self._majors.get(major, ())), major or "大类")
            return kind, code, ""
        found = [one for one in self._minors.get(minor, []) if major in ("", one.category)]
        one = _only(found, minor)
        return one.kind, one.major_code, one.code

    def _department(self, name: str) -> str:
        found = self._departments.get(name.strip())
        if found is None:
            raise LookupError(f"no department is called {name.strip() or '(empty)'}")
        return found.code


def _only(found: Sequence[T], name: str) -> T:
    if len(found) != 1:
        raise LookupError(f"{name} is not known here" if not found else f"{name} means more than one thing here")
    return found[0]


def _rows(file: Path, encoding: str) -> Iterator[tuple[str, dict[str, str]]]:
    """(where, field → words) of each row below a heading; rows without any of them are passed over."""
    for name, rows in _tables(file, encoding):
        columns: dict[int, str] = {}
        for number, raw in enumerate(rows, 1):
            if number > MOST_ROWS:
                raise ImportRefused(f"a table of duties has at most {MOST_ROWS:,} rows")
            cells = ["" if cell is None else " ".join(_whole(cell).split()) for cell in raw]
            if not columns:
                named = {at: HEADINGS[cell] for at, cell in enumerate(cells) if cell in HEADINGS}
                columns = named if "main" in named.values() and {"major", "minor"} & set(named.values()) else {}
                continue
            found = {field: cells[at] for at, field in columns.items() if at < len(cells) and cells[at]}
            if found:
                yield f"{name} {number}".strip(), found


def _tables(file: Path, encoding: str) -> Iterator[tuple[str, Iterator[Sequence[object]]]]:
    if file.suffix.lower() != ".csv":
        yield from sheets_of(file, MOST_ROWS)
        return
    try:
        lines = decoded(file.read_bytes(), file.name, encoding).splitlines(keepends=True)
    except OSError as error:
        raise ImportRefused(f"{file.name} cannot be read: {error.strerror}") from error
    try:
        yield "", iter(list(csv.reader(lines, strict=True)))
    except csv.Error as error:
        raise ImportRefused(f"{file.name} is no table: {error}") from error


def _whole(cell: object) -> str:
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
