"""What a file holds, before anybody decides how to read it: how many rows, which columns, which coordinate system."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from app.domain.file_import import ImportKind, Recognised
from app.domain.import_reason import because
from app.imports import register_rows
from app.imports.area_file import (
    CODE_PROPERTIES,
    LARGEST_FILE,
    MOST_FEATURES,
    NAME_PROPERTIES,
    PARENT_PROPERTIES,
    document_of,
    features_of,
    text_of,
)
from app.imports.point_file import HEADING_ROWS, LATITUDE, LONGITUDE, MOST_ROWS, Headings, folded
from app.imports.problems import ImportRefused
from app.imports.shape_file import document_of_shapes, is_shape_file
from app.imports.table_file import tables

PLACE_FIELDS: Headings = {"longitude": LONGITUDE, "latitude": LATITUDE}
HEADINGS: dict[ImportKind, Headings] = {
    ImportKind.AREA: {"name": NAME_PROPERTIES, "code": CODE_PROPERTIES, "parent": PARENT_PROPERTIES},
    ImportKind.PLACE: {**register_rows.PLACE_HEADINGS, **PLACE_FIELDS},
    ImportKind.COMPONENT: {**register_rows.COMPONENT_HEADINGS, **PLACE_FIELDS},
    ImportKind.CAMERA: {**register_rows.CAMERA_HEADINGS, **PLACE_FIELDS},
}
LOOKED_AT = 1_000     # features of which the properties are told
MOST_HEADINGS = 200


def recognise(kind: ImportKind, path: Path, encoding: str = "") -> Recognised:
    """Look at a file. Raises ImportRefused for what cannot be read; what is no area or point shows when tried."""
    if not path.is_file():
        raise ImportRefused(because("no_file", path=path))
    wanted = HEADINGS[kind]
    notes: list[str] = []
    if is_shape_file(path) and kind is ImportKind.AREA:
        document = document_of_shapes(path, encoding, LARGEST_FILE, MOST_FEATURES, notes)
        return _of_features(document, path.name, wanted, notes)
    if kind is ImportKind.AREA or path.suffix.lower() in (".geojson", ".json"):
        text, told = text_of(path, encoding)
        return _of_features(document_of(text, path.name), path.name, wanted, [*notes, *told])
    return _of_table(path, encoding, wanted, notes)


def _of_features(document: dict[str, Any], name: str, wanted: Headings, notes: list[str]) -> Recognised:
    features = features_of(document, name)
    seen: dict[str, None] = {}
    for feature in features[:LOOKED_AT]:
        properties = feature.get("properties") if isinstance(feature, dict) else None
        if isinstance(properties, dict):
            seen.update(dict.fromkeys(map(str, properties)))
    member = document.get("crs")
    facts = member.get("properties") if isinstance(member, dict) else None
    system = str(facts.get("name", "")) if isinstance(facts, dict) else ""
    columns = {field: heading for field, heading in _found(wanted, tuple(seen)).items()
               if field not in PLACE_FIELDS}    # the place of a feature is its geometry
    return Recognised(len(features), tuple(seen)[:MOST_HEADINGS], columns, system, tuple(notes))


def _of_table(path: Path, encoding: str, wanted: Headings, notes: list[str]) -> Recognised:
    """The sheet with the row that has the most of the wanted headings in it."""
    best: tuple[int, tuple[str, ...], int, str] = (-1, (), 0, "")
    for sheet, cells_of_rows in tables(path, encoding, notes, MOST_ROWS + HEADING_ROWS):
        rows: Iterator[Sequence[object]] = iter(cells_of_rows)
        top = [tuple(" ".join(str(cell).split()) for cell in cells) for cells in islice(rows, HEADING_ROWS)]
        if not top:
            continue
        counts = [sum(map(bool, _found(wanted, one).values())) for one in top]
        at = counts.index(max(counts))
        if counts[at] > best[0]:
            below = sum(1 for cells in top[at + 1:] if any(cells))
            below += sum(1 for cells in rows if any(str(cell).strip() for cell in cells))
            best = (counts[at], top[at], below, sheet)
    count, headings, below, sheet = best
    if count < 0:
        raise ImportRefused(because("no_row", name=path.name))
    if sheet:
        notes.append(because("sheet", sheet=sheet))
    told = tuple(dict.fromkeys(word for word in headings if word))[:MOST_HEADINGS]
    return Recognised(below, told, _found(wanted, headings), "", tuple(notes))


def _found(wanted: Headings, headings: Sequence[str]) -> Mapping[str, str]:
    here = {folded(heading): heading for heading in reversed(headings)}
    return {field: next((here[folded(word)] for word in usual if folded(word) in here), "")
            for field, usual in wanted.items()}
