"""Areas: district → street → community → duty grid → grid cell, kept in versions (resources/sql/code/30, 32).

Coordinates are (longitude, latitude) in degrees, CGCS2000/WGS-84. All functions raise Refusal (GR003 no right, GR004
place out of range, GR020 area refused) or Unreachable; the caller begins and commits.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, text

from app.database.failures_from_sql import translated
from app.domain.area import Area, AreaLevel, Located, MultiPolygon
from app.domain.redraw import Acceptance

MOST_AT_ONCE = 2_000  # areas in one call of api.put_areas: a few hundred kilobytes of JSON, a tenth of a second

CURRENT_AREAS = text("select a.* from api.area a where a.valid_to is null and a.level = :level order by a.code")
ONE_CURRENT_AREA = text(
    "select a.* from api.area a"
    " where a.valid_to is null and a.level = :level and (a.name = :wanted or a.code = :wanted)"
)
CURRENT_BELOW = text(
    "select a.* from api.area a"
    " where a.valid_to is null and a.level = :level and cast(a.path as ltree) <@ cast(:path as ltree) order by a.code"
)
MADE_BELOW = text(
    "select a.code, a.area_id from api.area a where a.valid_to is null and a.level = :level"
    " and cast(a.path as ltree) <@ cast(:path as ltree) and (a.provisional or a.level in ('duty_grid', 'grid_cell'))"
)
CELLS_NEAR = text(
    "select a.*, n.outline from api.cells_near(:longitude, :latitude, :metres) n join api.area a using (area_id)"
)


@dataclass(frozen=True, slots=True)
class AreaDraft:
    """An area as an import knows it, before the database gives it an id.

    ``outline`` is a GeoJSON geometry (Polygon or MultiPolygon), ``centre`` a point inside it, ``area_m2`` its size.
    Without ``parent_code`` the database takes the innermost outer area in which the centre lies.
    """

    level: AreaLevel
    code: str
    name: str
    outline: dict[str, Any]
    centre: tuple[float, float]
    area_m2: float
    parent_code: str = ""
    parent_level: AreaLevel | None = None
    provisional: bool = False         # cut by make-cells, not drawn by the district
    exclusive: bool | None = None     # of a duty grid (专属网格); None: as it stands


@dataclass(frozen=True, slots=True)
class AreasPut:
    """How many areas an import added, opened a new version of, and left as they were."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0

    def __add__(self, other: AreasPut) -> AreasPut:
        return AreasPut(self.added + other.added, self.changed + other.changed, self.unchanged + other.unchanged)


def areas(connection: Connection, level: AreaLevel) -> list[Area]:
    """The current areas of one level, by code; e.g. the streets for a filter."""
    with translated():
        return [_area(row) for row in connection.execute(CURRENT_AREAS, {"level": level})]


def areas_below(connection: Connection, area: Area, level: AreaLevel) -> list[Area]:
    """The current areas of one level inside ``area`` (itself included when it is of that level), by code."""
    with translated():
        return [_area(row) for row in connection.execute(CURRENT_BELOW, {"level": level, "path": area.path})]


def made_below(connection: Connection, area: Area, level: AreaLevel) -> dict[str, int]:
    """Code → id of the current areas of one level inside ``area`` that make-cells cut: provisional streets and
    communities, and all duty grids and cells."""
    with translated():
        rows = connection.execute(MADE_BELOW, {"level": level, "path": area.path})
        return {row.code: row.area_id for row in rows}


def find_area(connection: Connection, level: AreaLevel, wanted: str) -> Area | None:
    """The current area of that name or code; None when there is none or the name is not unique."""
    with translated():
        rows = connection.execute(ONE_CURRENT_AREA, {"level": level, "wanted": wanted}).all()
    return _area(rows[0]) if len(rows) == 1 else None


def locate(connection: Connection, longitude: float, latitude: float) -> Located:
    """Where a point lies; empty texts outside every area. Raises Refusal GR004 for what is no place on Earth."""
    with translated():
        row = connection.execute(
            text("select * from api.locate(:longitude, :latitude)"), {"longitude": longitude, "latitude": latitude}
        ).one()
    return Located(
        row.cell_id, row.cell_code, row.duty_grid, row.community, row.street, row.district, row.area_path
    )


def area_outline(connection: Connection, area_id: int) -> MultiPolygon:
    """The outline of one version of an area; empty when there is none."""
    with translated():
        row = connection.execute(
            text("select outline from api.area_outline where area_id = :area_id"), {"area_id": area_id}
        ).one_or_none()
    return () if row is None else rings_of(row.outline)


def area_outlines(connection: Connection, level: AreaLevel) -> list[tuple[int, MultiPolygon]]:
    """(area id, outline) of every current area of a level; some tens of megabytes for 35,000 cells."""
    with translated():
        rows = connection.execute(
            text("select o.area_id, o.outline from api.area_outline o join api.area a using (area_id)"
                 " where a.valid_to is null and o.level = :level order by o.area_id"),
            {"level": level},
        )
        return [(row.area_id, rings_of(row.outline)) for row in rows]


def cell_outlines_near(
    connection: Connection, longitude: float, latitude: float, metres: float
) -> list[tuple[Area, MultiPolygon]]:
    """The current cells within about ``metres`` (at most 50,000) of a place, nearest first, at most 2,000."""
    with translated():
        rows = connection.execute(CELLS_NEAR, {"longitude": longitude, "latitude": latitude, "metres": metres})
        return [(_area(row), rings_of(row.outline)) for row in rows]


def put_areas(connection: Connection, drafts: Sequence[AreaDraft], from_day: date | None = None,
              accepted: Acceptance | None = None) -> AreasPut:
    """Store areas that hold from ``from_day`` (default: today) on; outer levels before inner ones.

    A changed area closes its version and opens another; unchanged ones stay untouched. Needs an administrator. Borders
    are checked by ``check_areas``, at the latest at the commit.
    """
    answer = AreasPut()
    for start in range(0, len(drafts), MOST_AT_ONCE):
        elements = json.dumps([_element(draft) for draft in drafts[start : start + MOST_AT_ONCE]], ensure_ascii=False)
        with translated():
            row = connection.execute(
                text("select * from api.put_areas(cast(:areas as jsonb), :from_day, cast(:accepted as jsonb))"),
                {"areas": elements, "from_day": from_day, "accepted": _accepted(accepted)},
            ).one()
        answer += AreasPut(row.added, row.changed, row.unchanged)
    return answer


def check_areas(connection: Connection) -> None:
    """Check now the borders of all that this transaction put and ended so far; what follows is checked at each call.

    Raises Refusal GR020 gap, outside, below, overlap, crosses_itself or outline_unreadable (33_outline_faults.sql).
    """
    with translated():
        connection.execute(text("set constraints all immediate"))


def close_areas(connection: Connection, area_ids: Iterable[int], from_day: date | None = None,
                accepted: Acceptance | None = None) -> int:
    """End areas that no longer exist and answer how many were ended. Needs an administrator.

    Raises Refusal GR020 ``has_parts`` when other current areas lie below one of them.
    """
    with translated():
        return int(
            connection.execute(
                text("select api.close_areas(:area_ids, :from_day, cast(:accepted as jsonb))"),
                {"area_ids": list(area_ids), "from_day": from_day, "accepted": _accepted(accepted)},
            ).scalar_one()
        )


def _accepted(accepted: Acceptance | None) -> str | None:
    return None if accepted is None else json.dumps(accepted.element(), ensure_ascii=False)


def rings_of(outline: dict[str, Any]) -> MultiPolygon:
    """A GeoJSON Polygon or MultiPolygon as plain rings."""
    polygons = [outline["coordinates"]] if outline["type"] == "Polygon" else outline["coordinates"]
    return tuple(
        tuple(tuple((float(x), float(y)) for x, y in ring) for ring in polygon) for polygon in polygons
    )


def _element(draft: AreaDraft) -> dict[str, Any]:
    return {
        "level": draft.level,
        "code": draft.code,
        "name": draft.name,
        "parent_code": draft.parent_code,
        "parent_level": draft.parent_level,
        "provisional": draft.provisional,
        "exclusive": draft.exclusive,
        "outline": draft.outline,
        "centre": draft.centre,
        "area_m2": draft.area_m2,
    }


def _area(row: Row[Any]) -> Area:
    return Area(
        row.area_id, AreaLevel(row.level), row.code, row.name, row.parent_id, row.path, row.valid_from, row.valid_to
    )
