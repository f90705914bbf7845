"""The statutory calendar: holidays and make-up workdays (调休) as published, kept in ``gridroom.calendar_day``.

The package ``chinesecalendar`` knows the days that the State Council has announced; the announcement for a year comes
in the autumn before it. Only days that differ from "Monday to Friday are workdays" are stored. A day that a city set
itself (``api.put_calendar_day``) is never overwritten. Up to which day the calendar is known stands in the setting
``calendar_known_until``; after that day Monday to Friday count as workdays until somebody enters the real days, and
the deadlines are computed again then.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from chinese_calendar.constants import Holiday, holidays, workdays
from sqlalchemy import Connection, text

WARN_DAYS = 60
MAKE_UP_NOTE = "{holiday}调休上班"

_PUT_PUBLISHED = """
insert into gridroom.calendar_day as c (day, is_workday, note, source)
select day, is_workday, note, 'package'
from unnest(cast(:days as date[]), cast(:flags as boolean[]), cast(:notes as text[])) as p(day, is_workday, note)
on conflict (day) do update set is_workday = excluded.is_workday, note = excluded.note
where c.source = 'package' and (c.is_workday, c.note) is distinct from (excluded.is_workday, excluded.note)
returning xmax = 0"""

_CITY_DIFFERS = """
select c.day
from gridroom.calendar_day c
join unnest(cast(:days as date[]), cast(:flags as boolean[]), cast(:notes as text[])) as p(day, is_workday, note)
    using (day)
where c.source = 'city' and c.is_workday <> p.is_workday
order by c.day"""

_EXTEND_KNOWN = """
insert into gridroom.setting as s (key, value) values ('calendar_known_until', to_jsonb(cast(:until as text)))
on conflict (key) do update set value = excluded.value, changed_at = now(), changed_by = session_user
where s.value #>> '{}' < excluded.value #>> '{}'"""


@dataclass(frozen=True, slots=True)
class CalendarFilled:
    """What :func:`fill_calendar` did; ``known_until`` is the last day whose status has been announced."""

    known_from: date
    known_until: date
    added: int
    corrected: int
    kept: tuple[date, ...]           # days that the city set otherwise than the published calendar has them


@dataclass(frozen=True, slots=True)
class CalendarEnds:
    """The warning that the announced calendar ends soon or has ended (``days_left`` ≤ 0)."""

    known_until: date
    days_left: int


def published_days() -> Iterator[tuple[date, bool, str]]:
    """(day, is it a workday, what it is called in Chinese) for each day that breaks the weekday rule."""
    for day, name in sorted({**holidays, **workdays}.items()):
        is_workday = day in workdays
        if is_workday != (day.weekday() < 5):
            chinese = Holiday(name).chinese
            yield day, is_workday, MAKE_UP_NOTE.format(holiday=chinese) if is_workday else chinese


def known_years() -> tuple[date, date]:
    """First and last day that the installed calendar package knows."""
    return date(min(holidays).year, 1, 1), date(max(holidays).year, 12, 31)


def fill_calendar(connection: Connection) -> CalendarFilled:
    """Store the published calendar; asked twice it changes nothing the second time.

    ``connection`` is the owner's (superuser). Raises Refusal GR004 when the corrected calendar leaves a running
    deadline without enough workdays.
    """
    days, workday_flags, notes = (list(column) for column in zip(*published_days(), strict=True))
    published = {"days": days, "flags": workday_flags, "notes": notes}
    written = connection.execute(text(_PUT_PUBLISHED), published).scalars().all()
    kept = connection.execute(text(_CITY_DIFFERS), published).scalars().all()
    known_from, known_until = known_years()
    connection.execute(text(_EXTEND_KNOWN), {"until": known_until.isoformat()})
    if written:
        connection.execute(text("select gridroom.recompute_deadlines()"))
    return CalendarFilled(known_from, known_until, sum(written), len(written) - sum(written), tuple(kept))


def calendar_ends(connection: Connection, today: date, warn_days: int = WARN_DAYS) -> CalendarEnds | None:
    """The warning to show when the announced calendar ends within ``warn_days`` of ``today``, else None.

    Every person may ask: it reads ``api.setting``. ``today`` is the room's day, not the computer's.
    """
    value = connection.execute(
        text("select value #>> '{}' from api.setting where key = 'calendar_known_until'")
    ).scalar_one_or_none()
    known_until = date.fromisoformat(value) if value else date.min
    if known_until - today > timedelta(days=warn_days):
        return None
    return CalendarEnds(known_until, (known_until - today).days)


def room_today(connection: Connection) -> date:
    """The room's day, by the server's clock and the setting ``time_zone``; every person may ask."""
    today: date = connection.execute(text(
        "select (clock_timestamp() at time zone (select value #>> '{}' from api.setting where key = 'time_zone'))::date"
    )).scalar_one()
    return today
