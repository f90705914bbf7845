"""Households and population of areas from a spreadsheet: one row an area, named by its code or its name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection

from app.database.areas import areas
from app.database.map_areas import FiguresDraft
from app.domain.area import Area, AreaLevel
from app.imports.problems import ImportRefused, Problem
from app.imports.table_file import cell, tables

MOST_ROWS = 50_000
HEADING_ROWS = 10  # the heading is looked for this far down
# What a heading may be called → the field.
HEADINGS = {
    "编码": "code", "代码": "code", "区域编码": "code", "网格编码": "code", "code": "code",
    "名称": "name", "区域": "name", "区域名称": "name", "街道": "name", "社区": "name", "网格": "name",
    "网格名称": "name", "name": "name",
    "户数": "households", "总户数": "households", "households": "households",
    "人口": "population", "人口数": "population", "总人口": "population", "常住人口": "population",
    "population": "population",
}
_COUNT = re.compile(r"[0-9]{1,9}|[0-9]{1,3}(,[0-9]{3}){1,2}")


@dataclass(frozen=True, slots=True)
class FigureFile:
    """What a file holds: the rows that name an area, and those that were left out and why."""

    drafts: tuple[FiguresDraft, ...]
    bad: tuple[Problem, ...]
    notes: tuple[str, ...]


def read_figures(connection: Connection, file: Path, level: AreaLevel | None = None, encoding: str = "") -> FigureFile:
    """Read a .xlsx, .xls or .csv; ``level`` None: whatever level has an area of that code or name.

    Raises ImportRefused when no sheet has a heading 户数 and one of 编码, 名称.
    """
    known = _Known(level_areas for one in AreaLevel if level in (None, one) for level_areas in areas(connection, one))
    notes: list[str] = []
    drafts: dict[tuple[AreaLevel, str], FiguresDraft] = {}
    bad: list[Problem] = []
    seen = 0
    for where, cells in _rows(file, encoding, notes):
        seen += 1
        try:
            area = known.area(cells.get("code", ""), cells.get("name", ""))
            households = _count(cells.get("households", ""), "户数")
            population = _count(cells["population"], "人口") if cells.get("population") else None
            if (area.level, area.code) in drafts:
                raise LookupError(f"{area.name} stands twice; the first row counts")
            drafts[area.level, area.code] = FiguresDraft(area.level, area.code, households, population)
        except LookupError as error:
            bad.append(Problem(where, str(error.args[0])))
    if not seen:
        raise ImportRefused(f"{file.name}: no row below a heading 户数 with 编码 or 名称 beside it")
    return FigureFile(tuple(drafts.values()), tuple(bad), tuple(notes))


class _Known:
    """The current areas by code and by name."""

    def __init__(self, found: Iterable[Area]) -> None:
        self._by_code: dict[str, list[Area]] = {}
        self._by_name: dict[str, list[Area]] = {}
        for area in found:
            self._by_code.setdefault(area.code, []).append(area)
            self._by_name.setdefault(area.name, []).append(area)

    def area(self, code: str, name: str) -> Area:
        """The one area that is meant; a code decides, and a name beside it must not contradict. Raises LookupError."""
        found = self._by_code.get(code, []) if code else self._by_name.get(name, [])
        if code and len(found) > 1:
            found = [one for one in found if one.name == name] or found
        if not found:
            raise LookupError(f"{code or name or 'a row without 编码 and 名称'} is no current area")
        if len(found) > 1:
            raise LookupError(f"{code or name} means more than one area: give the code, or --level")
        return found[0]


def _count(words: str, what: str) -> int:
    if _COUNT.fullmatch(words) is None:
        raise LookupError(f"{what} {words[:40] or '(empty)'} is no count")
    return int(words.replace(",", ""))


def _rows(file: Path, encoding: str, notes: list[str]) -> Iterator[tuple[str, dict[str, str]]]:
    """(where, field → words) of each row below a heading, on every sheet that has one; empty rows are passed over."""
    for sheet, rows in tables(file, encoding, notes, MOST_ROWS):
        columns: dict[int, str] = {}
        for number, raw in enumerate(rows, 1):
            if number > MOST_ROWS:
                raise ImportRefused(f"{file.name}: at most {MOST_ROWS:,} rows are read")
            if not columns:
                if number > HEADING_ROWS:
                    break
                columns = _columns(raw)
                continue
            found = {field: words for at, field in columns.items() if (words := _plain(cell(raw, at)))}
            if found:
                yield f"{sheet} row {number}".strip(), found


def _columns(raw: Sequence[object]) -> dict[int, str]:
    named: dict[str, int] = {}
    for at, value in enumerate(raw):
        field = HEADINGS.get(_plain(str(value)).casefold())
        if field is not None:
            named.setdefault(field, at)
    return {at: field for field, at in named.items()} if "households" in named and {"code", "name"} & set(named) else {}


def _plain(value: str) -> str:
    return "" if value == "None" else " ".join(unicodedata.normalize("NFKC", value).split())
