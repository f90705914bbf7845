"""What a report may be about already, asked again and again while it is taken down."""

from __future__ import annotations

from functools import partial

from qtpy.QtCore import QObject, QTimer, Signal, Slot
from sqlalchemy import Engine

from app.background.jobs import Job, Jobs
from app.database import similar_cases
from app.database.failures_from_sql import translated
from app.domain.failures import Failure
from app.domain.similar_case import Probe, SimilarCase
from app.services.case_board import CASE_TOPIC

TYPING_MS = 150    # after the form's own pause in typing: several fields may be filled at once
CHANGED_MS = 1000  # a room changes many cases a second; the answer is asked again once


class SimilarSearch(QObject):
    """Answers for the newest words alone; answers to older ones are dropped.

    Signals:
        found(object): list of SimilarCase, the likeliest first, at every answer that differs from the last.
        unknown(): the server could not be asked; what was found before may no longer hold.
    """

    found = Signal(object)
    unknown = Signal()

    def __init__(self, engine: Engine, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine, self._jobs = engine, jobs
        self._probe: Probe | None = None
        self._job: Job | None = None
        self._told: list[SimilarCase] | None = []
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self._ask)

    def ask(self, probe: Probe) -> None:
        """Ask for this, after a pause; nothing to compare is answered at once."""
        if probe == self._probe:
            return
        self._forget()
        self._probe = probe
        if probe.tells_anything():
            self._pause.start(TYPING_MS)
        else:
            self._tell([])

    def clear(self) -> None:
        """Nothing is taken down any more."""
        self._forget()
        self._probe = None
        self._tell([])

    @Slot(str, int)
    def hear(self, topic: str, _case_id: int) -> None:
        """A change of the feed: one of the cases may have been closed, merged, or just been made at another desk."""
        if topic == CASE_TOPIC and self._probe is not None and self._probe.tells_anything() \
                and not self._pause.isActive():
            self._pause.start(CHANGED_MS)

    @Slot()
    def ask_again(self) -> None:
        """After a loss of the connection."""
        if self._probe is not None and self._probe.tells_anything():
            self._pause.start(TYPING_MS)

    def _forget(self) -> None:
        self._pause.stop()
        if self._job is not None:
            self._job.cancel()
            self._job = None

    @Slot()
    def _ask(self) -> None:
        if self._probe is None:
            return
        if self._job is not None:
            self._job.cancel()
        self._job = self._jobs.run(partial(self._fetch, self._probe), self._show, self._failed, name="similar cases")

    def _fetch(self, probe: Probe) -> list[SimilarCase]:
        with translated(), self._engine.begin() as connection:
            return similar_cases.similar_cases(connection, probe)

    def _tell(self, found: list[SimilarCase]) -> None:
        if found != self._told:  # nothing moves under the hand when nothing changed
            self._told = found
            self.found.emit(found)

    @Slot(object)
    def _show(self, found: list[SimilarCase]) -> None:
        self._job = None
        self._tell(found)

    @Slot(object)
    def _failed(self, error: BaseException) -> None:
        self._job = None
        if not isinstance(error, Failure):
            raise error  # a bug: the exception hook shows and logs it
        self._told = None
        self.unknown.emit()
