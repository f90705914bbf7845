"""Cameras for a map: all at first, then those of which the feed tells; and those near a case."""

from __future__ import annotations

from functools import partial

from qtpy.QtCore import QObject, QTimer, Signal, Slot
from sqlalchemy import Engine

from app.background.jobs import Job, Jobs
from app.database import cameras
from app.database.failures_from_sql import translated
from app.domain.failures import Failure
from app.domain.place import Camera

TOPIC = "gridroom_camera"
GATHER_MS = 100     # what is heard meanwhile is read together
MOST_SINGLY = 50    # more at once: read all
NEAR = 8


class MapCameras(QObject):
    """Reads nothing before ``look``.

    Signals:
        all_read(list): every Camera this person may see.
        changed(object, object): Cameras that changed, ids of those gone.
        near_read(int, list): case id, and the Cameras near it, those that see it first.
        failed(object): Failure; the next ``look`` or change tries again.
    """

    all_read = Signal(list)
    changed = Signal(object, object)
    near_read = Signal(int, list)
    failed = Signal(object)

    def __init__(self, engine: Engine, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine, self._jobs = engine, jobs
        self._looked_at = self._known = False
        self._heard: set[int] = set()
        self._reading: Job | None = None
        self._gather = QTimer(self)
        self._gather.setSingleShot(True)
        self._gather.setInterval(GATHER_MS)
        self._gather.timeout.connect(self._read)

    def look(self, looked_at: bool) -> None:
        """Somebody looks, or nobody does."""
        self._looked_at = looked_at
        self._read()

    @Slot(str, int)
    def hear(self, topic: str, camera_id: int) -> None:
        """A change of the feed."""
        if topic == TOPIC:
            self._heard.add(camera_id)
            if self._looked_at and not self._gather.isActive():
                self._gather.start()

    @Slot()
    def read_again(self) -> None:
        """After a loss of the connection."""
        self._known = False
        self._read()

    def ask_near(self, case_id: int, place: tuple[float, float]) -> None:
        """Which cameras see this place, or lie near it."""
        self._jobs.run(partial(self._fetch_near, case_id, place), self._show_near, self._broke, name="cameras near")

    @Slot()
    def _read(self) -> None:
        if not self._looked_at or self._reading is not None or (self._known and not self._heard):
            return
        ids = sorted(self._heard) if self._known and len(self._heard) <= MOST_SINGLY else None
        self._heard.clear()
        self._reading = self._jobs.run(partial(self._fetch, ids), self._show, self._broke, name="cameras")

    def _fetch(self, ids: list[int] | None) -> tuple[list[int] | None, list[Camera]]:
        with translated(), self._engine.begin() as connection:
            if ids is None:
                return None, cameras.cameras(connection)
            found = [cameras.camera(connection, one) for one in ids]
        return ids, [one for one in found if one is not None]

    def _fetch_near(self, case_id: int, place: tuple[float, float]) -> tuple[int, list[Camera]]:
        with translated(), self._engine.begin() as connection:
            return case_id, cameras.cameras_near(connection, *place, most=NEAR)

    @Slot(object)
    def _show(self, read: tuple[list[int] | None, list[Camera]]) -> None:
        self._reading = None
        ids, found = read
        if ids is None:
            self._known = True
            self.all_read.emit(found)
        else:
            self.changed.emit(found, set(ids) - {one.camera_id for one in found})
        self._read()

    @Slot(object)
    def _show_near(self, read: tuple[int, list[Camera]]) -> None:
        self.near_read.emit(*read)

    @Slot(object)
    def _broke(self, error: BaseException) -> None:
        self._reading = None
        if not isinstance(error, Failure):
            raise error  # a bug: the exception hook shows and logs it
        self._known = False
        self.failed.emit(error)
