"""The demo's roster: from yesterday to the end of next week every shift has somebody who leads it."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import Connection

from app.database.calendar import room_today
from app.database.room_settings import put_roster, roster_week
from app.domain.roster import WEEK, Watch, monday_of

# The shifts of a day in their order; who stands first leads.
_CREWS = (("zhiban1", "shoulian1", "paiqian1", "hecha1"), ("paiqian2", "shoulian2"), ("zuoxi1",))


def put_demo_roster(connection: Connection) -> None:
    """Fill the days that may still be changed; ``connection`` is an administrator's."""
    today = room_today(connection)
    yesterday = today - timedelta(days=1)
    for first_day in dict.fromkeys((monday_of(yesterday), monday_of(today), monday_of(today) + timedelta(days=WEEK))):
        week = roster_week(connection, first_day)
        put_roster(connection, first_day, (
            Watch(day, shift, login, leads=login == crew[0])
            for day, shifts in week.shifts.items() if day >= yesterday
            for shift, crew in zip(shifts, _CREWS, strict=False) for login in crew), week.stamp)
