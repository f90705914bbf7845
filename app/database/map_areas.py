"""Areas as the map needs them: outlines with names, figures by area, and what is told of one (34_map_areas.sql).

Row security holds for every figure: it counts the cases that this person may see. All raise Unreachable.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, text

from app.database.areas import rings_of
from app.database.failures_from_sql import translated
from app.domain.area import AreaLevel, AreaVersion
from app.domain.area_pack import Outlined
from app.domain.map_figures import AreaCounts, AreaPeople

OUTLINES = text(
    "select a.area_id, a.level, a.name, a.path, a.longitude, a.latitude, a.area_m2, cast(o.outline as text) as outline"
    " from api.area a join api.area_outline o using (area_id) where a.valid_to is null order by a.level, a.area_id"
)


@dataclass(frozen=True, slots=True)
class MapArea:
    """A current area with its outline; ``label`` is the last part of its path, the same in all its versions."""

    level: AreaLevel
    label: str
    path: str
    area_m2: float
    outlined: Outlined


@dataclass(frozen=True, slots=True)
class FiguresDraft:
    """Figures of one area, to be put."""

    level: AreaLevel
    code: str
    households: int | None       # None: not known (any more)
    population: int | None = None


def read_map_areas(connection: Connection) -> Iterator[MapArea]:
    """Every current area with its outline, by level and id; some tens of megabytes pass for 35,000 cells."""
    with translated():
        rows = connection.execute(OUTLINES)
        for row in rows:
            outlined = Outlined(row.area_id, row.name, (row.longitude, row.latitude), rings_of(json.loads(row.outline)))
            yield MapArea(AreaLevel(row.level), row.path.rpartition(".")[2], row.path, row.area_m2, outlined)


def area_counts(connection: Connection) -> dict[str, AreaCounts]:
    """Cases by the path on which they lie (not rolled up); '' holds those outside every area."""
    with translated():
        rows = connection.execute(text("select * from api.area_counts()"))
        return {row.area_path: AreaCounts(row.open, row.overdue, row.reported, row.registered, row.closed,
                                          row.answered, row.satisfied)
                for row in rows}


def area_people(connection: Connection) -> dict[str, AreaPeople]:
    """Households and population that hold today, as given, by the area's stable label."""
    with translated():
        rows = connection.execute(text("select label, households, population, outdated from api.area_figures"))
        return {row.label: AreaPeople(row.households, row.population, outdated=row.outdated) for row in rows}


def put_area_figures(connection: Connection, source: str, drafts: Sequence[FiguresDraft],
                     from_day: date | None = None) -> tuple[int, int, int]:
    """Put figures from a day on (None: today): how many are new, changed, unchanged. All, or none.

    Raises Refusal GR003 (administrators only), GR004, GR005 (no such area; ``item`` counts from 1).
    """
    elements = [{"level": one.level.value, "code": one.code, "households": one.households,
                 "population": one.population} for one in drafts]
    with translated():
        row = connection.execute(
            text("select * from api.put_area_figures(:source, cast(:elements as jsonb), :from_day)"),
            {"source": source, "elements": json.dumps(elements), "from_day": from_day}).one()
    return row.added, row.changed, row.unchanged


def area_versions(connection: Connection, area_id: int) -> list[AreaVersion]:
    """The versions of the area of which ``area_id`` is one, newest first; empty when there is no such area."""
    with translated():
        rows = connection.execute(text("select * from api.area_versions(:area_id)"), {"area_id": area_id})
        return [AreaVersion(row.area_id, row.code, row.name, row.provisional, row.valid_from, row.valid_to,
                            row.area_m2) for row in rows]
