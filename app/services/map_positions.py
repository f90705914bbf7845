"""Who is where, for a map: all on duty at first, then what changed; who is nearest; who is in an area."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

from qtpy.QtCore import QObject, QTimer, Signal, Slot
from sqlalchemy import Engine

from app.background.jobs import Job, Jobs
from app.database import map_history, positions
from app.database.failures_from_sql import translated
from app.domain.failures import Failure
from app.domain.position import LivePosition, NearbyUnit

TOPIC = "gridroom_position"
GATHER_MS = 100
AGAIN_MS = 30_000   # the last fix before a silence may go untold (app/database/positions.py)
OVERLAP = timedelta(seconds=5)  # two transactions may become visible in another order than their times


class MapPositions(QObject):
    """Reads nothing before ``look``; whom this person sees is the database's matter.

    Signals:
        all_read(list, float): everybody on duty (LivePosition), and the minutes after which a dot is stale.
        changed(list): LivePositions that changed, those gone off duty too.
        nearest_read(int, list): case id, and the NearbyUnits.
        in_area(int, list): area id, and the ids of those on duty there.
        failed(object): Failure.
    """

    all_read = Signal(list, float)
    changed = Signal(list)
    nearest_read = Signal(int, list)
    in_area = Signal(int, list)
    failed = Signal(object)

    def __init__(self, engine: Engine, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine, self._jobs = engine, jobs
        self._looked_at = self._more = False
        self._newest: datetime | None = None
        self._reading: Job | None = None
        self._gather, self._again = QTimer(self), QTimer(self)
        for timer, milliseconds in ((self._gather, GATHER_MS), (self._again, AGAIN_MS)):
            timer.setSingleShot(True)
            timer.setInterval(milliseconds)
            timer.timeout.connect(self._read)

    def look(self, looked_at: bool) -> None:
        """Somebody looks (then all is read anew), or nobody does."""
        if looked_at == self._looked_at:
            return
        self._looked_at, self._newest = looked_at, None
        if looked_at:
            self._read()
        else:
            self._again.stop()

    @Slot(str, int)
    def hear(self, topic: str, _id: int) -> None:
        """A change of the feed."""
        if topic == TOPIC and self._looked_at and not self._gather.isActive():
            self._gather.start()

    @Slot()
    def read_again(self) -> None:
        """After a loss of the connection."""
        self._newest = None
        self._read()

    def ask_nearest(self, case_id: int, place: tuple[float, float], most: int) -> None:
        """Who on duty is nearest to this place."""
        self._jobs.run(partial(self._fetch_nearest, case_id, place, most), self._show_nearest, self._broke,
                       name="nearest on duty")

    def ask_area(self, area_id: int) -> None:
        """Who on duty is in this area."""
        self._jobs.run(partial(self._fetch_area, area_id), self._show_area, self._broke, name="on duty in area")

    @Slot()
    def _read(self) -> None:
        if not self._looked_at:
            return
        if self._reading is not None:
            self._more = True
            return
        self._reading = self._jobs.run(partial(self._fetch, self._newest), self._show, self._broke, name="positions")

    def _fetch(self, newest: datetime | None) -> tuple[bool, list[LivePosition], float]:
        since = None if newest is None else newest - OVERLAP
        with translated(), self._engine.begin() as connection:
            found = positions.live_positions(connection, since)
            return since is None, found, map_history.stale_minutes(connection) if since is None else 0.0

    def _fetch_nearest(self, case_id: int, place: tuple[float, float], most: int) -> tuple[int, list[NearbyUnit]]:
        with translated(), self._engine.begin() as connection:
            return case_id, positions.nearest_on_duty(connection, *place, n=most)

    def _fetch_area(self, area_id: int) -> tuple[int, list[int]]:
        with translated(), self._engine.begin() as connection:
            return area_id, map_history.units_in(connection, area_id)

    @Slot(object)
    def _show(self, read: tuple[bool, list[LivePosition], float]) -> None:
        self._reading = None
        fresh, found, stale = read
        self._newest = max((one.changed_at for one in found), default=self._newest)
        if fresh:
            self.all_read.emit(found, stale)
        elif found:
            self.changed.emit(found)
        if self._looked_at:
            self._again.start()
        if self._more:
            self._more = False
            self._read()

    @Slot(object)
    def _show_nearest(self, read: tuple[int, list[NearbyUnit]]) -> None:
        self.nearest_read.emit(*read)

    @Slot(object)
    def _show_area(self, read: tuple[int, list[int]]) -> None:
        self.in_area.emit(*read)

    @Slot(object)
    def _broke(self, error: BaseException) -> None:
        self._reading = None
        if not isinstance(error, Failure):
            raise error  # a bug: the exception hook shows and logs it
        self.failed.emit(error)
        if self._looked_at:
            self._again.start()
