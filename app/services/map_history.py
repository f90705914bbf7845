"""The past for a map: each question is one query on a worker; of several of a kind only the newest is answered."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from typing import Any, NamedTuple

from qtpy.QtCore import QObject, Signal, Slot
from sqlalchemy import Connection, Engine

from app.background.jobs import Job, Jobs
from app.database import map_history, positions
from app.database.failures_from_sql import translated
from app.domain.failures import Failure
from app.domain.map_history import RepeatPlace
from app.domain.position import Fix, PatrolDay, WalkedCell


class Places(NamedTuple):
    """Repeat places, and the rule by which they were found."""

    places: list[RepeatPlace]
    metres: float
    fewest: int


class MapHistory(QObject):
    """Asks what was.

    Signals:
        points_read(object): bytes of api.case_points.
        places_read(object): Places.
        day_read(object, object): the date and bytes of api.day_of_cases.
        track_read(str, list): code, and the Fixes.
        patrols_read(list, list): PatrolDays and WalkedCells.
        failed(str, object): which question ("points", "places", "day", "track", "patrols"), Failure.
    """

    points_read = Signal(object)
    places_read = Signal(object)
    day_read = Signal(object, object)
    track_read = Signal(str, list)
    patrols_read = Signal(list, list)
    failed = Signal(str, object)

    def __init__(self, engine: Engine, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine, self._jobs = engine, jobs
        self._asked: dict[str, Job] = {}

    def ask_points(self, starts: datetime, ends: datetime, *, open_only: bool) -> None:
        """Where the cases of the period were."""
        self._ask("points", partial(map_history.case_points, starts=starts, ends=ends, open_only=open_only))

    def ask_places(self, starts: datetime, ends: datetime) -> None:
        """Where they come again and again."""
        self._ask("places", partial(_places, starts, ends))

    def ask_day(self, day: date) -> None:
        """How a day went."""
        self._ask("day", partial(_day, day))

    def ask_track(self, code: str, starts: datetime, ends: datetime, reason: str) -> None:
        """Where somebody went; recorded with the reason."""
        self._ask("track", partial(_track, code, starts, ends, reason))

    def ask_patrols(self, day: date) -> None:
        """Who walked how long, and which cells."""
        self._ask("patrols", partial(_patrols, day))

    def _ask(self, kind: str, read: Callable[[Connection], Any]) -> None:
        if kind in self._asked:
            self._asked[kind].cancel()
        self._asked[kind] = self._jobs.run(partial(self._fetch, kind, read), self._show, self._broke,
                                           name=f"map: {kind}")

    def _fetch(self, kind: str, read: Callable[[Connection], Any]) -> tuple[str, Any]:
        try:
            with translated(), self._engine.begin() as connection:
                value = read(connection)
            if kind == "track" and not value[1]:  # the reading is on record now: the server tells
                with translated(), self._engine.begin() as connection:
                    value = read(connection)
            return kind, value
        except Failure as failure:
            return kind, failure

    @Slot(object)
    def _show(self, answer: tuple[str, Any]) -> None:
        kind, value = answer
        self._asked.pop(kind, None)
        if isinstance(value, Failure):
            self.failed.emit(kind, value)
        elif kind == "points":
            self.points_read.emit(value)
        elif kind == "places":
            self.places_read.emit(value)
        elif kind == "day":
            self.day_read.emit(*value)
        elif kind == "track":
            self.track_read.emit(*value)
        else:
            self.patrols_read.emit(*value)

    @Slot(object)
    def _broke(self, error: BaseException) -> None:
        raise error  # a bug: the exception hook shows and logs it


def _places(starts: datetime, ends: datetime, connection: Connection) -> Places:
    return Places(map_history.repeat_places(connection, starts, ends), *map_history.repeat_rule(connection))


def _day(day: date, connection: Connection) -> tuple[date, bytes]:
    return day, map_history.day_of_cases(connection, day)


def _track(code: str, starts: datetime, ends: datetime, reason: str, connection: Connection) -> tuple[str, list[Fix]]:
    return code, positions.track(connection, code, starts, ends, reason)


def _patrols(day: date, connection: Connection) -> tuple[list[PatrolDay], list[WalkedCell]]:
    return positions.patrol_coverage(connection, day), positions.cells_walked(connection, day)
