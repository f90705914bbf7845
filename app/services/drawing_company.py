"""Who draws at the same place: this seat tells that it draws, every 15 seconds, and hears who else does."""

from __future__ import annotations

from functools import partial
from uuid import uuid4

from qtpy.QtCore import QObject, QTimer, Signal, Slot
from sqlalchemy import Engine

from app.background.jobs import Jobs
from app.database import redraws
from app.database.failures_from_sql import translated
from app.domain.area import AreaLevel
from app.domain.failures import Failure
from app.domain.redraw import Drawer

AGAIN_MS = 15_000    # a seat that was silent for three of these is dead


class DrawingCompany(QObject):
    """Told while a drawing stands.

    Signals:
        read(object): list of Drawer who draw there too, as often as it was asked.
    """

    read = Signal(object)

    def __init__(self, engine: Engine, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine, self._jobs = engine, jobs
        self._seat = uuid4()
        self._where: tuple[int, AreaLevel] | None = None
        self._again = QTimer(self)
        self._again.setInterval(AGAIN_MS)
        self._again.timeout.connect(self.ask)

    def start(self, parent: int, level: AreaLevel) -> None:
        """This seat draws areas of ``level`` inside ``parent``."""
        self._where = (parent, level)
        self._again.start()
        self.ask()

    def stop(self) -> None:
        """This seat draws no more."""
        if self._where is not None:
            self._where = None
            self._again.stop()
            self.ask()

    @Slot()
    def ask(self) -> None:
        """Tell and hear now."""
        self._jobs.run(partial(self._tell, self._where), self._heard, self._broke, name="grids: company")

    def _tell(self, where: tuple[int, AreaLevel] | None) -> list[Drawer]:
        with translated(), self._engine.begin() as connection:
            return redraws.tell_drawing(connection, self._seat, where)

    @Slot(object)
    def _heard(self, found: list[Drawer]) -> None:
        if self._where is not None:
            self.read.emit(found)

    @Slot(object)
    def _broke(self, error: BaseException) -> None:
        if not isinstance(error, Failure):
            raise error  # a bug: the exception hook shows and logs it
