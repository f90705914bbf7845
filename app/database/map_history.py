"""What the map shows of time gone by, and who is where (rules: resources/sql/code/57_map_history.sql).

All raise Refusal (GR004 for a period or number out of range, GR007) or Unreachable; the caller begins and commits.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Connection, text

from app.database.failures_from_sql import translated
from app.domain.map_history import RepeatPlace


def case_points(connection: Connection, starts: datetime, ends: datetime, *, open_only: bool = False) -> bytes:
    """Places of the cases reported in the period: longitude, latitude as big-endian float32, eight bytes a case."""
    with translated():
        return bytes(connection.execute(
            text("select api.case_points(:starts, :ends, :open_only)"),
            {"starts": starts, "ends": ends, "open_only": open_only}).scalar_one())


def day_of_cases(connection: Connection, day: date) -> bytes:
    """How a local day went, as the page replays it; the records are told in 57_map_history.sql."""
    with translated():
        return bytes(connection.execute(text("select api.day_of_cases(:day)"), {"day": day}).scalar_one())


def repeat_places(
    connection: Connection, starts: datetime, ends: datetime, metres: float | None = None, fewest: int | None = None
) -> list[RepeatPlace]:
    """Places with many cases in the period, at most 100, those with most first; None: as setting repeat_places says."""
    with translated():
        rows = connection.execute(
            text("select * from api.repeat_places(:starts, :ends, :metres, :fewest)"),
            {"starts": starts, "ends": ends, "metres": metres, "fewest": fewest})
        return [RepeatPlace((row.longitude, row.latitude), row.cases, row.open, row.place, row[5],
                            tuple(row.case_ids), row.bounded) for row in rows]


def repeat_rule(connection: Connection) -> tuple[float, int]:
    """Metres and least number of cases that make a repeat place."""
    with translated():
        rule = connection.execute(text("select value from api.setting where key = 'repeat_places'")).scalar() or {}
    return float(rule.get("metres", 50)), int(rule.get("fewest", 3))


def stale_minutes(connection: Connection) -> float:
    """From what age on a position is no longer trusted."""
    with translated():
        rule = connection.execute(text("select value from api.setting where key = 'positions'")).scalar() or {}
    return float(rule.get("stale_minutes", 10))


def units_in(connection: Connection, area_id: int) -> list[int]:
    """Ids of those on duty in an area."""
    with translated():
        return list(connection.execute(text("select api.units_in(:area_id)"), {"area_id": area_id}).scalars())
