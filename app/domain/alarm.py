"""Alarms (EEMUA 191): what needs an action of this person now, and how many of them a desk had."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

CRITICAL, HIGH, LOW = 1, 2, 3     # priorities; about 5 : 15 : 80 of all alarms
STEADY_PER_HOUR = 6.0             # EEMUA 191: one in ten minutes is acceptable for an operator
FLOOD_IN_TEN_MINUTES = 10         # more are a flood
FLOOD_SHARE = 0.01                # acceptable share of time in flood


@dataclass(frozen=True, slots=True)
class Alarm:
    """One alarm as everybody sees it who has it. Times are aware."""

    key: str                       # rule and subject, 'red_card:17'
    rule: str
    priority: int
    cause: str
    of_rule: int                   # how many of its rule there are; the list holds at most 100 of each
    case_id: int | None
    case_number: str
    subject: str                   # the subclass of the case
    place: str
    department: str
    since: datetime
    state: str                     # 'new', 'acknowledged', 'shelved'
    acknowledged_at: datetime | None = None
    acknowledged_by: str = ""
    shelved_until: datetime | None = None
    shelved_by: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Ring:
    """An alarm that is to be told to this person now, for the first and only time."""

    key: str
    rule: str
    priority: int
    cause: str
    sound: str                     # '' or the kind of sound
    case_id: int | None
    since: datetime
    fresh: bool                    # False: it stood already when this person came
    chatters: bool                 # it came and went so often that it makes no sound
    flood: bool                    # more came in the last minutes than anybody can answer


@dataclass(frozen=True, slots=True)
class AlarmRate:
    """How many alarms one had (scope 'mine'), or an operator of the room on average ('room'), in the last hours."""

    scope: str
    hours: int
    operator_hours: float
    alarms: int
    per_hour: float | None         # None: nobody sat here
    peak: int                      # the most in ten minutes for one operator
    flood_share: float | None      # of the time
    standing: int                  # one's own that stand longer than a day
    top: tuple[tuple[str, int], ...] = ()  # rules and how many alarms each made


def order_of(alarm: Alarm) -> tuple[bool, int, datetime, str]:
    """Unanswered before answered, grave before light, the oldest first."""
    return alarm.state != "new", alarm.priority, alarm.since, alarm.key
