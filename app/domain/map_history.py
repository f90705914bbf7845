"""Periods and places of the past that the map shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum


class Period(StrEnum):
    """What "recently" means."""

    TODAY = "today"
    WEEK = "week"        # today and the six days before
    MONTH = "month"      # today and the 29 days before
    CHOSEN = "chosen"    # from one day to another, both included


@dataclass(frozen=True, slots=True)
class Span:
    """From the beginning of ``first`` to the end of ``last``, local days."""

    first: date
    last: date

    def times(self, now: datetime) -> tuple[datetime, datetime]:
        """Its bounds in the time zone of ``now``."""
        zone = now.tzinfo
        return (datetime.combine(self.first, time.min, zone),
                datetime.combine(self.last + timedelta(days=1), time.min, zone))


def span_of(period: Period, now: datetime, first: date | None = None, last: date | None = None) -> Span:
    """The days of a period; for ``CHOSEN`` the two given, in whichever order."""
    today = now.date()
    if period is Period.CHOSEN and first is not None and last is not None:
        return Span(min(first, last), max(first, last))
    return Span(today - timedelta(days={Period.WEEK: 6, Period.MONTH: 29}.get(period, 0)), today)


@dataclass(frozen=True, slots=True)
class RepeatPlace:
    """重复点位: a place to which cases come again and again."""

    position: tuple[float, float]    # (longitude, latitude) in degrees
    cases: int
    open: int
    place: str                       # the words most of its cases have, '' when none has any
    class_name: str                  # its most frequent class
    case_ids: tuple[int, ...]        # the newest 200, newest first
    bounded: bool                    # more crowds than the server looks at: of the lesser ones some may be missing
