"""The shifts from a day on and who is on duty in them (值班表)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.domain.shift import Shift

WEEK = 7


@dataclass(frozen=True, slots=True)
class ShiftPlan:
    """The shifts of every day from ``valid_from`` on, until another plan begins. ``holds``: it is today's."""

    plan_id: int
    valid_from: date
    shifts: tuple[Shift, ...]
    made_by: str
    made_at: datetime
    holds: bool


@dataclass(frozen=True, slots=True, order=True)
class Watch:
    """One person in one shift; ``day`` is the one on which it begins. ``leads``: answers for the shift (带班)."""

    day: date
    shift: str
    login: str
    leads: bool = False


@dataclass(frozen=True, slots=True)
class RosterWeek:
    """Seven days as they are in the database; ``stamp`` says which state of them was seen."""

    first_day: date
    watches: frozenset[Watch]
    names: dict[str, str]            # login → name, of everybody on it and everybody who may be put on it
    people: tuple[str, ...]          # logins that may be put on it; empty for who only reads
    shifts: dict[date, tuple[str, ...]]   # the names of the shifts of each day, in their order
    stamp: str


def monday_of(day: date) -> date:
    """The Monday of this day's week."""
    return day - timedelta(days=day.weekday())


def copied_week(watches: Iterable[Watch], to_first_day: date, names: dict[date, tuple[str, ...]],
                people: Iterable[str], not_before: date) -> frozenset[Watch]:
    """The same week again, seven days later: only into shifts that there are then, with people who are still here,
    and on no day before ``not_before``."""
    here = set(people)
    moved = (Watch(one.day + timedelta(days=WEEK), one.shift, one.login, one.leads) for one in watches)
    return frozenset(one for one in moved if to_first_day <= one.day < to_first_day + timedelta(days=WEEK)
                     and one.day >= not_before and one.login in here and one.shift in names.get(one.day, ()))


def gaps(week: RosterWeek, watches: Iterable[Watch], from_day: date) -> list[tuple[date, str]]:
    """Shifts from that day on in which nobody is on duty."""
    filled = {(one.day, one.shift) for one in watches}
    return [(day, shift) for day, shifts in sorted(week.shifts.items()) if day >= from_day
            for shift in shifts if (day, shift) not in filled]
