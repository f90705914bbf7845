"""Where a point lies, while it is still being typed."""

from __future__ import annotations

from functools import partial

from qtpy.QtCore import QObject, QTimer, Signal, Slot
from sqlalchemy import Engine

from app.background.jobs import Job, Jobs
from app.database import areas
from app.database.failures_from_sql import translated
from app.domain.area import Area, Located, MultiPolygon
from app.domain.failures import Failure

TYPING_MS = 250       # a pause in typing: only then is the server asked
NEAR_METRES = 400.0   # outlines of cells within this distance are shown around a point

Outlines = list[tuple[Area, MultiPolygon]]


class Places(QObject):
    """Answers "which cell is this in" for the newest point asked; answers to older points are dropped.

    Signals:
        located(object): the Located of the newest point.
        outlines(object): list of (Area, MultiPolygon) of cells around the newest point asked with ``around``.
        unknown(): the server could not be asked.
    """

    located = Signal(object)
    outlines = Signal(object)
    unknown = Signal()

    def __init__(self, engine: Engine, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine, self._jobs = engine, jobs
        self._point: tuple[float, float] | None = None
        self._asked: list[Job] = []
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(TYPING_MS)
        self._pause.timeout.connect(self._ask)

    def locate(self, longitude: float, latitude: float) -> None:
        """Ask for this point (degrees, CGCS2000/WGS-84) after a pause in typing."""
        self._forget()
        self._point = (longitude, latitude)
        self._pause.start()

    def around(self, longitude: float, latitude: float) -> None:
        """Ask for the cells around this point now."""
        self._asked.append(self._jobs.run(
            partial(self._fetch_outlines, longitude, latitude), self._show_outlines, self._failed, name="cells near"))

    def _forget(self) -> None:
        for job in self._asked:
            job.cancel()
        self._asked.clear()

    @Slot()
    def _ask(self) -> None:
        if self._point is not None:
            self._asked.append(self._jobs.run(
                partial(self._fetch, *self._point), self._show, self._failed, name="locate"))

    def _fetch(self, longitude: float, latitude: float) -> Located:
        with translated(), self._engine.begin() as connection:
            return areas.locate(connection, longitude, latitude)

    def _fetch_outlines(self, longitude: float, latitude: float) -> Outlines:
        with translated(), self._engine.begin() as connection:
            return areas.cell_outlines_near(connection, longitude, latitude, NEAR_METRES)

    @Slot(object)
    def _show(self, found: Located) -> None:
        self.located.emit(found)

    @Slot(object)
    def _show_outlines(self, found: Outlines) -> None:
        self.outlines.emit(found)

    @Slot(object)
    def _failed(self, error: BaseException) -> None:
        if not isinstance(error, Failure):
            raise error
        self.unknown.emit()
