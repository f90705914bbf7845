"""What an administrator or duty chief sets at the desk (resources/sql/code/39_room_settings.sql)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, time, timedelta
from typing import Any

from sqlalchemy import Connection, text

from app.database.failures_from_sql import translated
from app.domain.roster import WEEK, RosterWeek, ShiftPlan, Watch
from app.domain.shift import Shift


def read_settings(connection: Connection, *keys: str) -> dict[str, Any]:
    """Settings by key, as JSON."""
    rows = connection.execute(text("select key, value from api.setting where key = any(:keys)"), {"keys": list(keys)})
    return {row.key: row.value for row in rows}


def change_seen_setting(connection: Connection, key: str, value: Any, seen: Any) -> int:
    """Set ``key`` if it still is ``seen``; how many deadlines moved. Raises Refusal GR003, GR004, GR015."""
    with translated():
        moved: int = connection.execute(
            text("select api.change_seen_setting(:key, cast(:value as jsonb), cast(:seen as jsonb))"),
            {"key": key, "value": json.dumps(value), "seen": json.dumps(seen)}).scalar_one()
    return moved


def shift_plans(connection: Connection) -> list[ShiftPlan]:
    """What holds and what is to come, the first day first."""
    rows = connection.execute(text(
        "select * from api.shift_plans() p where holds or valid_from > (select max(valid_from) from api.shift_plans() "
        "where holds)"))
    return [ShiftPlan(row.plan_id, row.valid_from,
                      tuple(Shift(one["name"], time.fromisoformat(one["starts"])) for one in row.shifts),
                      row.made_by, row.made_at, row.holds) for row in rows]


def newest_plan(connection: Connection) -> int:
    """The number that ``put_shifts`` takes as seen."""
    seen: int = connection.execute(text("select api.newest_shift_plan()")).scalar_one()
    return seen


def put_shifts(connection: Connection, valid_from: date, shifts: Iterable[Shift], seen: int) -> int:
    """Shifts from that day on; the number of the plan. Raises Refusal GR003, GR004, GR015."""
    value = [{"name": one.name, "starts": f"{one.starts:%H:%M}"} for one in shifts]
    with translated():
        made: int = connection.execute(
            text("select api.put_shifts(:valid_from, cast(:shifts as jsonb), :seen)"),
            {"valid_from": valid_from, "shifts": json.dumps(value), "seen": seen}).scalar_one()
    return made


def end_shifts(connection: Connection, plan_id: int) -> None:
    """Take back a plan that does not hold yet. Raises Refusal GR003, GR005."""
    with translated():
        connection.execute(text("select api.end_shifts(:plan_id)"), {"plan_id": plan_id})


def roster_week(connection: Connection, first_day: date) -> RosterWeek:
    """The seven days from ``first_day`` on."""
    span = {"first": first_day, "last": first_day + timedelta(days=WEEK - 1)}
    rows = connection.execute(text("select * from api.roster where day between :first and :last"), span).all()
    people = connection.execute(text("select login, name from api.roster_person order by name")).all()
    shifts: dict[date, list[str]] = {}
    for row in connection.execute(text("select day, name from api.shifts_between(:first, :last) order by day, starts"),
                                  span):
        shifts.setdefault(row.day, []).append(row.name)
    stamp: str = connection.execute(text("select api.roster_stamp(:first)"), span).scalar_one()
    return RosterWeek(
        first_day, frozenset(Watch(row.day, row.shift, row.login, row.leads) for row in rows),
        {row.login: row.name for row in (*rows, *people)}, tuple(row.login for row in people),
        {day: tuple(names) for day, names in shifts.items()}, stamp)


def put_roster(connection: Connection, first_day: date, watches: Iterable[Watch], seen: str) -> int:
    """The seven days as they shall be; how many entries came or went. Raises Refusal GR003, GR004, GR005, GR015."""
    entries = [{"day": one.day.isoformat(), "shift": one.shift, "login": one.login, "leads": one.leads}
               for one in sorted(watches)]
    with translated():
        count: int = connection.execute(
            text("select api.put_roster(:first_day, cast(:entries as jsonb), :seen)"),
            {"first_day": first_day, "entries": json.dumps(entries), "seen": seen}).scalar_one()
    return count


def calendar_days(connection: Connection, year: int) -> dict[date, tuple[bool, str]]:
    """The days of a year that differ from "Monday to Friday are workdays": day → (is a workday, its name)."""
    rows = connection.execute(text(
        "select day, is_workday, note from api.calendar_day where day between :first and :last "
        "and is_workday <> (extract(isodow from day) < 6) order by day"),
        {"first": date(year, 1, 1), "last": date(year, 12, 31)})
    return {row.day: (row.is_workday, row.note) for row in rows}
