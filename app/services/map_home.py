"""The part of the map that is shown first and by ★, when the room has set one: read after changes."""

from __future__ import annotations

from typing import Any

from qtpy.QtCore import QObject, Signal, Slot
from sqlalchemy import Engine

from app.background.jobs import Jobs
from app.database.failures_from_sql import translated
from app.database.room_settings import read_settings
from app.domain.failures import Failure

SETTING_TOPIC, KEY, WHOLE = "gridroom_catalogue", "map_home", "district"
Box = tuple[float, float, float, float]     # west, south, east, north in degrees


def box_of(value: Any) -> Box | None:
    """The box of setting ``map_home``; None: the whole district."""
    return (value["west"], value["south"], value["east"], value["north"]) if isinstance(value, dict) else None


class MapHome(QObject):
    """The room's own view.

    Signals:
        changed(): ``box`` is another.
    """

    changed = Signal()

    def __init__(self, engine: Engine, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine, self._jobs = engine, jobs
        self._reading = self._again = False
        self.box: Box | None = None

    @Slot()
    def read(self) -> None:
        """Read it; once more when it is asked for meanwhile."""
        if self._reading:
            self._again = True
            return
        self._reading = True
        self._jobs.run(self._fetch, self._show, self._not_read, name="map home")

    @Slot(str, int)
    def hear(self, topic: str, _id: int) -> None:
        """A change of the feed."""
        if topic == SETTING_TOPIC:
            self.read()

    # On a worker thread ---------------------------------------------------------------------------------------------
    def _fetch(self) -> Box | None:
        with translated(), self._engine.begin() as connection:
            return box_of(read_settings(connection, KEY).get(KEY))

    # Back on the GUI thread -----------------------------------------------------------------------------------------
    @Slot(object)
    def _show(self, box: Box | None) -> None:
        self._reading = False
        if box != self.box:
            self.box = box
            self.changed.emit()
        if self._again:
            self._again = False
            self.read()

    @Slot(object)
    def _not_read(self, error: BaseException) -> None:
        self._reading = self._again = False
        if not isinstance(error, Failure):
            raise error  # a bug; what the server cannot tell now is read when it is back
