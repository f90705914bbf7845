"""Whom to call back: the list is read while somebody looks at it, and again after changes."""

from __future__ import annotations

from qtpy.QtCore import QObject, QTimer, Signal, Slot
from sqlalchemy import Engine

from app.background.jobs import Jobs
from app.database.aftercare import call_backs_due
from app.database.failures_from_sql import translated
from app.domain.aftercare import CallBackDue
from app.domain.failures import Failure
from app.services.case_board import CASE_TOPIC

SETTLE_MS = 300  # many cases change at once; the list is read once for all of them


class CallBacks(QObject):
    """The closed cases whose reporter is still to be called, in this person's sight.

    Signals:
        listed(object): list of CallBackDue, the longest waiting first; while ``watch`` is on.
        unreachable(): the list could not be read now.
    """

    listed = Signal(object)
    unreachable = Signal()

    def __init__(self, engine: Engine, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine, self._jobs = engine, jobs
        self._watched = self._reading = self._again = False
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MS)
        self._settle.timeout.connect(self.read)

    def watch(self, watched: bool) -> None:
        """Whether the list is looked at; then it is read at once and after every change."""
        self._watched = watched
        self.read()

    @Slot()
    def read(self) -> None:
        """Read the list; once more when it is asked for meanwhile."""
        if not self._watched:
            return
        if self._reading:
            self._again = True
            return
        self._reading = True
        self._jobs.run(self._fetch, self._show, self._failed, name="call-backs")

    @Slot(str, int)
    def hear(self, topic: str, _id: int) -> None:
        """A change of the feed."""
        if topic == CASE_TOPIC and self._watched and not self._settle.isActive():
            self._settle.start()

    def _fetch(self) -> list[CallBackDue]:
        with translated(), self._engine.connect() as connection:
            return call_backs_due(connection)

    @Slot(object)
    def _show(self, found: list[CallBackDue]) -> None:
        self._reading = False
        self.listed.emit(found)
        if self._again:
            self._again = False
            self.read()

    @Slot(object)
    def _failed(self, error: BaseException) -> None:
        self._reading = self._again = False
        if not isinstance(error, Failure):
            raise error  # a bug: the exception hook shows and logs it
        self.unreachable.emit()
