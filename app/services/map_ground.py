"""Streets and water for a map, read once somebody looks at them, and packed where they were read."""

from __future__ import annotations

from qtpy.QtCore import QObject, Signal, Slot
from sqlalchemy import Engine

from app.background.jobs import Job, Jobs
from app.database.failures_from_sql import translated
from app.database.map_ground import read_ground
from app.domain.failures import Failure
from app.domain.map_ground import ground_bytes


class MapGround(QObject):
    """Reads what lies under a map.

    Signals:
        ready(object): the bytes for the map's page.
    """

    ready = Signal(object)

    def __init__(self, engine: Engine, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine, self._jobs = engine, jobs
        self._reading: Job | None = None
        self._wanted = False

    @Slot()
    def read(self) -> None:
        """Read (again), from now on also after each loss of the connection."""
        self._wanted = True
        if self._reading is None:
            self._reading = self._jobs.run(self._fetch, self._show, self._broke, name="map ground")

    @Slot()
    def read_again(self) -> None:
        """The connection is back."""
        if self._wanted:
            self.read()

    def _fetch(self) -> bytes:
        with translated(), self._engine.begin() as connection:
            return ground_bytes(read_ground(connection))

    @Slot(object)
    def _show(self, data: bytes) -> None:
        self._reading = None
        self.ready.emit(data)

    @Slot(object)
    def _broke(self, error: BaseException) -> None:
        self._reading = None
        if not isinstance(error, Failure):
            raise error  # a bug: the exception hook shows and logs it
