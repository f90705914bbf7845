"""Lists of things with a place (addresses, components, cameras) from .csv, .xlsx, .xls or GeoJSON.

Columns are found by their heading, coordinates brought to CGCS2000 from the system that is stated. A row that cannot
be used becomes a :class:`BadRow`; a file that cannot be used as a whole raises ImportRefused.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from app.domain.import_reason import ImportReason, because
from app.domain.report import cleaned
from app.imports.area_file import document_of, features_of, system_of, text_of
from app.imports.coordinates import CoordinateSystem, system_named
from app.imports.message_file import BadRow
from app.imports.problems import ImportRefused
from app.imports.table_file import tables

MOST_ROWS = 1_000_000
HEADING_ROWS = 10
LONGITUDE = ("经度", "longitude", "lon", "lng", "x", "经度坐标", "x坐标")
LATITUDE = ("纬度", "latitude", "lat", "y", "纬度坐标", "y坐标")
DECIMALS = 8  # of a degree: a millimetre
Headings = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class PointRow:
    """One row: its texts by field, its place in degrees (longitude, latitude), CGCS2000; ``line`` for a street."""

    row: int
    values: Mapping[str, str]
    position: tuple[float, float]
    line: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True, slots=True)
class PointFile:
    """All rows in their order; ``notes`` tell what was assumed about the file."""

    rows: tuple[PointRow | BadRow, ...]
    notes: tuple[str, ...]


@dataclass(slots=True)
class _Raw:
    row: int
    values: dict[str, str]
    points: list[tuple[float, float]]
    why: ImportReason | None = None


def read_points(
    path: Path, headings: Headings, *, columns: Mapping[str, str] | None = None, crs: str = "", encoding: str = ""
) -> PointFile:
    """Read a list. ``columns``: other headings by field; ``crs``: the coordinate system, which a table must state.

    Raises ImportRefused.
    """
    chosen = dict(columns or {})
    known = {**headings, "longitude": LONGITUDE, "latitude": LATITUDE}
    if unknown := set(chosen) - set(known):
        raise ImportRefused(because("no_such_field", fields=", ".join(sorted(unknown)), known=", ".join(known)))
    wanted = {field: (chosen[field],) if field in chosen else usual for field, usual in known.items()}
    notes: list[str] = []
    if not path.is_file():  # before anything is asked of whoever mistyped its name
        raise ImportRefused(because("no_file", path=path))
    if path.suffix.lower() in (".geojson", ".json"):
        raws, system = _features(path, wanted, crs, encoding, notes)
    elif not crs:
        raise ImportRefused(because("system_wanted", name=path.name))
    else:
        system = system_named(crs)
        raws = list(_table(path, wanted, encoding, notes))
    if not raws:
        raise ImportRefused(because("no_row", name=path.name))
    return PointFile(tuple(_placed(raws, system)), tuple(notes))


def _table(path: Path, wanted: Headings, encoding: str, notes: list[str]) -> Iterator[_Raw]:
    seen: list[str] = []
    for sheet, cells_of_rows in tables(path, encoding, notes, MOST_ROWS + HEADING_ROWS):
        rows = iter(enumerate(cells_of_rows, 1))
        found = _heading_row(rows, wanted, seen)
        if found is None:
            continue
        if sheet:
            notes.append(because("sheet", sheet=sheet))
        yield from _table_rows(rows, found, path.name)
        return
    told = ", ".join(word for word in seen[:20] if word) or "nothing"
    raise ImportRefused(because("no_place_columns", name=path.name, found=told))


def _heading_row(
    rows: Iterator[tuple[int, Sequence[object]]], wanted: Headings, seen: list[str]
) -> dict[str, int] | None:
    for number, cells in rows:
        words = [folded(cell) for cell in cells]
        columns = {}
        for field, usual in wanted.items():
            at = next((words.index(folded(word)) for word in usual if folded(word) in words), None)
            if at is not None:
                columns[field] = at
        if "longitude" in columns and "latitude" in columns:
            return columns
        if len(words) > len(seen):
            seen[:] = [str(cell).strip() for cell in cells]
        if number >= HEADING_ROWS:
            break
    return None


def _table_rows(
    rows: Iterator[tuple[int, Sequence[object]]], columns: Mapping[str, int], name: str
) -> Iterator[_Raw]:
    count = 0
    for number, cells in rows:
        values = {field: plain(cells[at]) if at < len(cells) else "" for field, at in columns.items()}
        if not any(values.values()):
            continue
        count += 1
        if count > MOST_ROWS:
            raise ImportRefused(because("too_many_rows", name=name, limit=MOST_ROWS))
        raw = _Raw(number, values, [])
        try:
            raw.points.append((_number(values.pop("longitude")), _number(values.pop("latitude"))))
        except ValueError:
            raw.why = because("no_coordinates")
        yield raw


def _features(
    path: Path, wanted: Headings, crs: str, encoding: str, notes: list[str]
) -> tuple[list[_Raw], CoordinateSystem]:
    text, told = text_of(path, encoding)
    notes.extend(told)
    document = document_of(text, path.name)
    system = system_of(document, crs, notes)
    raws = []
    for number, feature in enumerate(features_of(document, path.name), 1):
        facts = feature.get("properties") if isinstance(feature, dict) else None
        facts = {folded(key): value for key, value in facts.items()} if isinstance(facts, dict) else {}
        values = {}
        for field, usual in wanted.items():
            key = next((folded(word) for word in usual if folded(word) in facts), None)
            values[field] = "" if key is None or facts[key] is None else plain(facts[key])
        raw = _Raw(number, values, [])
        try:
            raw.points = _points_of(feature.get("geometry") if isinstance(feature, dict) else None)
        except (ValueError, TypeError, KeyError, IndexError):
            raw.why = because("no_point")
        raws.append(raw)
    return raws, system


def _points_of(geometry: Any) -> list[tuple[float, float]]:
    found = geometry["coordinates"]
    if geometry["type"] == "Point":
        found = [found]
    elif geometry["type"] == "MultiLineString":
        found = max(found, key=len)
    elif geometry["type"] != "LineString":
        raise ValueError(geometry["type"])
    points = [(float(x), float(y)) for x, y, *_ in found]
    if not points or not all(map(math.isfinite, (number for point in points for number in point))):
        raise ValueError("not finite")
    return points[:2000]


def _placed(raws: Sequence[_Raw], system: CoordinateSystem) -> Iterator[PointRow | BadRow]:
    """Each row with its place in degrees, all transformed at once."""
    numbers = [point for raw in raws for point in raw.points if not raw.why]
    try:
        degrees = system.to_degrees(np.array(numbers, dtype=float).reshape(-1, 2)) if numbers else np.empty((0, 2))
    except ValueError as error:
        raise ImportRefused(because("rows_elsewhere", system=system.name, error=error)) from error
    at = 0
    for raw in raws:
        code = raw.values.get("code", "")
        if raw.why:
            yield BadRow(raw.row, code, raw.why)
            continue
        read, places = raw.points, degrees[at : at + len(raw.points)]
        at += len(raw.points)
        faults = (_fault(point, place, system) for point, place in zip(read, places, strict=True))
        why = next(filter(None, faults), None)
        if why:
            yield BadRow(raw.row, code, why)
            continue
        line = tuple((round(float(x), DECIMALS), round(float(y), DECIMALS)) for x, y in places)
        yield PointRow(raw.row, raw.values, line[len(line) // 2], line if len(line) > 1 else ())


def _fault(point: tuple[float, float], place: Any, system: CoordinateSystem) -> ImportReason | None:
    x, y = point
    if system.in_degrees and not (-180 <= x <= 180 and -90 <= y <= 90):
        if 3 <= x <= 54 and 73 <= y <= 136:
            return because("row_exchanged", x=x, y=y)
        return because("row_projected", x=x, y=y)
    if not np.isfinite(place).all() or not (abs(place[0]) <= 180 and abs(place[1]) <= 90):
        return because("row_elsewhere", x=x, y=y, system=system.name)
    if x == 0 and y == 0:
        return because("row_nowhere")
    return None


def plain(value: object) -> str:
    """A cell as one line of text; spreadsheets make 2549.0 of 2549."""
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        value = int(value)
    if isinstance(value, list | dict):
        return ""
    return cleaned(str(value), keep_lines=False)


def _number(words: str) -> float:
    number = float(unicodedata.normalize("NFKC", words).strip().rstrip("°"))
    if not math.isfinite(number):
        raise ValueError(words)
    return number


def folded(cell: object) -> str:
    """A heading as headings are compared: without spaces, width and case."""
    return "".join(unicodedata.normalize("NFKC", str(cell)).split()).casefold()
