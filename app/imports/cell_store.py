"""A plan of cells goes into the database: all of it, or nothing (the caller commits)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Connection

from app.database.areas import (
    MOST_AT_ONCE,
    AreaDraft,
    AreasPut,
    area_outline,
    areas_below,
    close_areas,
    made_below,
    put_areas,
)
from app.domain.area import Area, AreaLevel
from app.domain.redraw import Acceptance
from app.imports.grid_cells import CellPlan, DrawnArea, PlannedArea, cut_cells
from app.imports.problems import Progress, silent
from app.imports.projection import geojson_of

INNER_FIRST = (AreaLevel.GRID_CELL, AreaLevel.DUTY_GRID, AreaLevel.COMMUNITY, AreaLevel.STREET)


def plan_district(
    connection: Connection, district: Area, *, size: float = 100.0, progress: Progress = silent
) -> CellPlan:
    """Cut a stored district inside the streets and communities that are drawn for it.

    Raises ImportRefused (see :func:`app.imports.grid_cells.cut_cells`).
    """
    drawn = {
        level: _drawn(connection, district, level) for level in (AreaLevel.STREET, AreaLevel.COMMUNITY)
    }
    return cut_cells(
        area_outline(connection, district.area_id), district.code, size=size,
        streets=drawn[AreaLevel.STREET], communities=drawn[AreaLevel.COMMUNITY], progress=progress,
    )


def store_plan(
    connection: Connection, plan: CellPlan, district: Area, from_day: date | None = None, progress: Progress = silent,
    accepted: Acceptance | None = None,
) -> tuple[AreasPut, int]:
    """Store a plan and end what an earlier cut made and this one does not; answers (what was put, how many ended).

    ``progress`` is told after every few thousand areas and may raise Cancelled; the caller then rolls back.
    Raises Refusal GR003 or GR020, e.g. ``cases_filed_since`` when cells that began today are cut anew today.
    """
    planned = plan.areas()
    stored = AreasPut()
    for level in (AreaLevel.STREET, AreaLevel.COMMUNITY, AreaLevel.DUTY_GRID, AreaLevel.GRID_CELL):
        of_level = [area for area in planned if area.level is level]
        for start in range(0, len(of_level), MOST_AT_ONCE):
            progress(stored.added + stored.changed + stored.unchanged, len(planned), "storing")
            stored += put_areas(connection, _drafts(of_level[start : start + MOST_AT_ONCE]), from_day, accepted)
    progress(len(planned), len(planned), "storing")
    kept = {(area.level, area.code) for area in planned}
    ended = 0
    for level in INNER_FIRST:
        made = made_below(connection, district, level)
        gone = [area_id for code, area_id in made.items() if (level, code) not in kept]
        if gone:
            ended += close_areas(connection, gone, from_day, accepted)
    return stored, ended


def _drawn(connection: Connection, district: Area, level: AreaLevel) -> list[DrawnArea]:
    """Streets or communities that a person drew, with the code of what they lie in."""
    made = made_below(connection, district, level)
    upper = {area.area_id: area.code for area in areas_below(connection, district, AreaLevel.STREET)}
    return [
        DrawnArea(area.code, area.name, area_outline(connection, area.area_id), upper.get(area.parent_id or 0, ""))
        for area in areas_below(connection, district, level)
        if area.code not in made
    ]


def _drafts(areas: Sequence[PlannedArea]) -> list[AreaDraft]:
    return [
        AreaDraft(
            area.level, area.code, area.name, outline, area.centre, area.area_m2, area.parent_code, area.parent_level,
            area.provisional,
        )
        for area, outline in zip(areas, geojson_of([area.shape for area in areas]), strict=True)
    ]
