"""Whether outlines lie beside where their areas are known: GCJ-02 that was declared as WGS-84 (shift_check.py).

Areas are known by their code. Where too few are (a room begins with one district, and then its first streets), the
corners of boxes tell: of the same area as it is known, and of the whole file beside an outer area that it fills.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import shapely
from sqlalchemy import Connection, text

from app.database.areas import AreaDraft
from app.database.failures_from_sql import translated
from app.domain.area import AreaLevel
from app.domain.import_reason import because
from app.imports.problems import ImportRefused
from app.imports.shift_check import FEWEST, Shift, find_shift

MOST_COMPARED = 5_000
FILLED = 0.02       # degrees between the corners of a file and of an outer area that it fills; GCJ-02 is at most 0.007
KNOWN = text("select code, longitude, latitude from api.area where valid_to is null and level = :level"
             " and longitude is not null and code = any(:codes)")
OUTLINES = text("select a.code, a.level, o.outline from api.area a join api.area_outline o using (area_id)"
                " where a.valid_to is null and (a.level = :level and a.code = any(:codes) or a.level = any(:outer))")
OUTER = (AreaLevel.DISTRICT, AreaLevel.STREET)  # some ten areas; communities are as small as the error

Box = tuple[float, float, float, float]


def check_area_shift(connection: Connection, level: AreaLevel, drafts: Sequence[AreaDraft], *,
                     despite_shift: bool) -> list[str]:
    """Notes about it. Raises ImportRefused when every outline moved as one of the published shifts moves it, unless
    ``despite_shift``. What is not known, by code or by what it fills, proves nothing."""
    step = max(1, len(drafts) // MOST_COMPARED)
    read = {draft.code: draft.centre for draft in drafts[::step]}
    with translated():
        rows = connection.execute(KNOWN, {"level": level, "codes": list(read)})
        known = {row.code: (row.longitude, row.latitude) for row in rows}
    compared, shift = find_shift(read, known)
    if compared < FEWEST and drafts:
        compared, shift = _shift_of_boxes(connection, level, drafts)
    if shift is None:
        return [] if compared >= FEWEST else [because("level_unchecked", level=level.value)]
    if shift.fault and not despite_shift:
        raise ImportRefused(because("shift_refused", shift=shift.told))
    return [shift.told]


def _shift_of_boxes(connection: Connection, level: AreaLevel, drafts: Sequence[AreaDraft]
                    ) -> tuple[int, Shift | None]:
    boxes = {draft.code: _box(draft.outline) for draft in drafts}
    west, south, east, north = zip(*boxes.values(), strict=True)
    whole = (min(west), min(south), max(east), max(north))
    outer = [one.value for one in OUTER if tuple(AreaLevel).index(one) < tuple(AreaLevel).index(level)]
    with translated():
        rows = connection.execute(OUTLINES, {"level": level, "codes": list(boxes), "outer": outer}).all()
    read: dict[str, tuple[float, float]] = {}
    known: dict[str, tuple[float, float]] = {}
    for row in rows:
        here, there = boxes[row.code] if row.level == level else whole, _box(row.outline)
        if row.level == level or max(abs(one - other) for one, other in zip(here, there, strict=True)) < FILLED:
            read |= _corners(f"{row.level} {row.code}", here)
            known |= _corners(f"{row.level} {row.code}", there)
    compared, shift = find_shift(read, known)
    # Of another error than a published one corners say nothing: somebody drew the area anew, or fills it in part.
    return (0, None) if shift is not None and not shift.fault else (compared, shift)


def _box(outline: Mapping[str, Any]) -> Box:
    west, south, east, north = shapely.bounds(shapely.from_geojson(json.dumps(outline)))
    return float(west), float(south), float(east), float(north)


def _corners(key: str, box: Box) -> dict[str, tuple[float, float]]:
    return {f"{key} {number}": (float(x), float(y))
            for number, (x, y) in enumerate(np.array(box)[[[0, 1], [2, 1], [2, 3], [0, 3]]])}
