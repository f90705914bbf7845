"""Areas of one level should not lie on one another: where they do, a point belongs to the one that was there first."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import shapely
from sqlalchemy import Connection

from app.database.areas import area_outlines, areas
from app.domain.area import AreaLevel
from app.domain.import_reason import ImportReason, because
from app.imports.projection import LocalProjection, shape_of

TOLD_SHARE = 0.01     # of the smaller of the two: borders drawn twice never agree to the metre
MOST_TOLD = 20


def overlaps_of(connection: Connection, level: AreaLevel, codes: Collection[str]) -> list[ImportReason]:
    """One sentence for each pair of current areas of ``level`` that overlap, at least one of them among ``codes``.

    Cells and duty grids are not compared: make-cells cuts them without overlap.
    """
    if level in (AreaLevel.DUTY_GRID, AreaLevel.GRID_CELL):
        return []
    named = {area.area_id: area for area in areas(connection, level)}
    outlines = [(named[area_id], shape_of(rings)) for area_id, rings in area_outlines(connection, level)]
    if len(outlines) < 2:
        return []
    shapes = np.array([shape for _, shape in outlines], dtype=object)
    told: list[ImportReason] = []
    for one, other in zip(*shapely.STRtree(shapes).query(shapes, predicate="intersects"), strict=True):
        first, second = outlines[one][0], outlines[other][0]
        if one >= other or not {first.code, second.code} & set(codes):
            continue
        metres = LocalProjection.around(shapes[one])
        common = metres.to_metres(shapely.intersection(shapes[one], shapes[other])).area
        smaller = min(metres.to_metres(shapes[one]).area, metres.to_metres(shapes[other]).area)
        if common > TOLD_SHARE * smaller:
            told.append(because("overlap", first=first.name, second=second.name, km2=common / 1e6))
    if len(told) > MOST_TOLD:
        told[MOST_TOLD:] = [because("more_overlaps", count=len(told) - MOST_TOLD)]
    return told
