"""Streets of the address book and water, for the map (resources/sql/code/52_place_search.sql, 53_water.sql).

All raise Unreachable; ``put_water`` also Refusal (GR003 no right, GR004 value). The caller begins and commits.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, text

from app.database.areas import rings_of
from app.database.failures_from_sql import translated
from app.domain.map_ground import Ground, StreetLine, Water


@dataclass(frozen=True, slots=True)
class WaterDraft:
    """Water as an import knows it; ``outline`` is a GeoJSON Polygon or MultiPolygon in degrees."""

    code: str
    name: str
    position: tuple[float, float]
    outline: dict[str, Any]


def read_ground(connection: Connection) -> Ground:
    """All streets whose line is known, and all water."""
    with translated():
        streets = connection.execute(text("select name, line from api.street_line order by place_id"))
        water = connection.execute(text("select * from api.water_outline order by water_id"))
        return Ground(
            tuple(StreetLine(row.name, tuple((x, y) for x, y in row.line)) for row in streets),
            tuple(Water(row.name, (row.longitude, row.latitude), rings_of(row.outline)) for row in water))


def put_water(connection: Connection, source: str, drafts: Sequence[WaterDraft]) -> tuple[int, int, int, int]:
    """Make a list be exactly this: (added, changed, unchanged, removed). Needs an administrator."""
    elements = [{"code": one.code, "name": one.name, "longitude": one.position[0], "latitude": one.position[1],
                 "outline": one.outline} for one in drafts]
    with translated():
        row = connection.execute(text("select * from api.put_water(:source, cast(:elements as jsonb))"),
                                 {"source": source, "elements": json.dumps(elements, ensure_ascii=False)}).one()
    return row.added, row.changed, row.unchanged, row.removed
