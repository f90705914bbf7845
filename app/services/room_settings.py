"""The room's settings as the desk reads and changes them. Every method waits: call it on a worker."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import Connection, Engine

from app.database import gateways, room_settings
from app.database.calendar import known_years, published_days, room_today
from app.database.failures_from_sql import translated
from app.database.gateways import ExpiredPositions, Gateway, GatewayActivity
from app.domain.roster import RosterWeek, ShiftPlan, Watch
from app.domain.shift import Shift

T = TypeVar("T")


class ShiftsRead(NamedTuple):
    """What holds and what is to come; ``seen`` goes back with a change."""

    plans: list[ShiftPlan]
    seen: int
    today: date


class YearRead(NamedTuple):
    """The days of a year that differ from their weekday, and up to which day the calendar is known."""

    year: int
    days: dict[date, tuple[bool, str]]
    known_until: date


class GatewaysRead(NamedTuple):
    """The gateways, how each does by login, and what became of old positions."""

    listed: list[Gateway]
    activity: dict[str, GatewayActivity]
    expired: list[ExpiredPositions]
    keep_days: int


class RoomSettings:
    """Reads and writes under this person's rights. All raise Refusal or Unreachable."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def today(self) -> date:
        """The room's day."""
        return self._run(room_today)

    def settings(self, *keys: str) -> dict[str, Any]:
        """Settings by key."""
        return self._run(lambda connection: room_settings.read_settings(connection, *keys))

    def change(self, changed: dict[str, Any], seen: dict[str, Any]) -> int:
        """Set all of these or none, if each still is what was seen; how many there were."""
        def write(connection: Connection) -> int:
            for key, value in changed.items():
                room_settings.change_seen_setting(connection, key, value, seen[key])
            return len(changed)

        return self._run(write)

    def shifts(self) -> ShiftsRead:
        """The shifts of today and those to come."""
        return self._run(lambda connection: ShiftsRead(
            room_settings.shift_plans(connection), room_settings.newest_plan(connection), room_today(connection)))

    def put_shifts(self, valid_from: date, shifts: list[Shift], seen: int) -> int:
        """Shifts from a day on."""
        return self._run(lambda connection: room_settings.put_shifts(connection, valid_from, shifts, seen))

    def end_shifts(self, plan_id: int) -> None:
        """Take back what does not hold yet."""
        self._run(lambda connection: room_settings.end_shifts(connection, plan_id))

    def roster(self, first_day: date) -> tuple[RosterWeek, RosterWeek, date]:
        """This week, the one before it, and the room's day."""
        return self._run(lambda connection: (
            room_settings.roster_week(connection, first_day),
            room_settings.roster_week(connection, date.fromordinal(first_day.toordinal() - 7)), room_today(connection)))

    def put_roster(self, first_day: date, watches: frozenset[Watch], seen: str) -> int:
        """A week as it shall be."""
        return self._run(lambda connection: room_settings.put_roster(connection, first_day, watches, seen))

    def year(self, year: int) -> YearRead:
        """The days of a year."""
        def read(connection: Connection) -> YearRead:
            known = room_settings.read_settings(connection, "calendar_known_until")["calendar_known_until"]
            return YearRead(year, room_settings.calendar_days(connection, year), date.fromisoformat(known))

        return self._run(read)

    def gateways(self) -> GatewaysRead:
        """All gateways, and how they do."""
        def read(connection: Connection) -> GatewaysRead:
            rule = room_settings.read_settings(connection, "positions")["positions"]
            return GatewaysRead(gateways.list_gateways(connection), gateways.gateway_activity(connection),
                                gateways.expired_positions(connection), int(rule["keep_days"]))

        return self._run(read)

    def set_gateway_active(self, gateway: str, active: bool, reason: str) -> None:
        """Stop it, or let it speak again."""
        self._run(lambda connection: gateways.set_gateway_active(connection, gateway, active, reason))

    def _run(self, work: Callable[[Connection], T]) -> T:
        with translated(), self._engine.begin() as connection:
            return work(connection)


def published_year(year: int) -> dict[date, tuple[bool, str]] | None:
    """The days of a year as this program knows them to be announced; None: it does not know that year."""
    first, last = known_years()
    if not first.year <= year <= last.year:
        return None
    return {day: (is_workday, note) for day, is_workday, note in published_days() if day.year == year}
