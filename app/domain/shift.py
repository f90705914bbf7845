"""The shifts of the room: each lasts until the next one starts, around the clock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta


@dataclass(frozen=True, slots=True)
class Shift:
    """One shift of every day, by the room's own clock."""

    name: str
    starts: time


@dataclass(frozen=True, slots=True)
class RunningShift:
    """The shift that a moment lies in."""

    name: str
    starts: datetime
    ends: datetime


def shift_at(shifts: Sequence[Shift], now: datetime) -> RunningShift | None:
    """The shift that ``now`` (aware, in the room's zone) lies in; None while none is known."""
    if not shifts:
        return None
    in_order = sorted(shifts, key=lambda one: one.starts)
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    moments = [(midnight + timedelta(days=day, hours=one.starts.hour, minutes=one.starts.minute), one.name)
               for day in (-1, 0, 1) for one in in_order]
    before = [index for index, (starts, _name) in enumerate(moments) if starts <= now][-1]
    return RunningShift(moments[before][1], moments[before][0], moments[before + 1][0])
