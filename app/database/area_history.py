"""Areas as they held on a day, with their outlines, for an export. Raises Unreachable; the caller begins."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, text

from app.database.areas import rings_of
from app.database.failures_from_sql import translated
from app.domain.area import AreaLevel, MultiPolygon

ON_DAY = text("""
    select a.code, a.name, coalesce(p.code, '') as parent_code, a.provisional, a.exclusive, a.valid_from, a.valid_to,
           coalesce(a.area_m2, 0) as area_m2, o.outline
    from api.area a join api.area_outline o using (area_id) left join api.area p on p.area_id = a.parent_id
    where a.level = :level and a.valid_from <= :day and (a.valid_to is null or a.valid_to > :day)
    order by a.code""")


@dataclass(frozen=True, slots=True)
class AreaOnDay:
    """One area as it held then; ``valid_to`` is the first day on which it no longer did."""

    level: AreaLevel
    code: str
    name: str
    parent_code: str
    provisional: bool
    valid_from: date
    valid_to: date | None
    area_m2: float
    outline: MultiPolygon
    exclusive: bool = False


def areas_on(connection: Connection, level: AreaLevel, day: date) -> list[AreaOnDay]:
    """Every area of a level that held on that day, by code."""
    with translated():
        rows = connection.execute(ON_DAY, {"level": level, "day": day})
        return [AreaOnDay(level, row.code, row.name, row.parent_code, row.provisional, row.valid_from, row.valid_to,
                          float(row.area_m2), rings_of(row.outline), row.exclusive) for row in rows]
