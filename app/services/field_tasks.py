"""Tasks for field staff at this workstation: the answers that were pasted, and the list of those that wait."""

from __future__ import annotations

from functools import partial
from uuid import UUID, uuid4

from qtpy.QtCore import QObject, QTimer, Signal, Slot
from sqlalchemy import Engine

from app.background.jobs import Jobs
from app.database import field_tasks
from app.database.failures_from_sql import translated
from app.domain.case import Answer
from app.domain.failures import Failure, Refusal
from app.domain.field_task import FieldTask
from app.services.case_board import CASE_TOPIC

SETTLE_MS = 300  # many cases change at once; the list is read once for all of them


class FieldTasks(QObject):
    """Sends answers, each once, and reads the open tasks while somebody looks at them.

    Signals:
        answered(object): the Answer to the words that were sent.
        refused(object): the Refusal; the words are still where they were typed.
        unreachable(): no answer came; the same words again ask for it and are not done twice.
        listed(object): list of FieldTask that are open, the next due first; while ``watch`` is on.
    """

    answered = Signal(object)
    refused = Signal(object)
    unreachable = Signal()
    listed = Signal(object)

    def __init__(self, engine: Engine, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine, self._jobs = engine, jobs
        self._unanswered: dict[str, UUID] = {}
        self._watched = False
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MS)
        self._settle.timeout.connect(self.read)

    def answer(self, words: str) -> None:
        """Close the task whose code stands in ``words``."""
        request_id = self._unanswered.setdefault(words, uuid4())
        self._jobs.run(partial(self._send, request_id, words), self._taken, self._broke, name="field task: answer")

    def watch(self, watched: bool) -> None:
        """Whether the list is looked at; it is read at once and after every change."""
        self._watched = watched
        if watched:
            self.read()

    @Slot()
    def read(self) -> None:
        """Read the open tasks."""
        if self._watched:
            self._jobs.run(self._fetch, self._show, self._not_read, name="field tasks")

    @Slot(str, int)
    def hear(self, topic: str, _id: int) -> None:
        """A change of the feed."""
        if topic == CASE_TOPIC and self._watched and not self._settle.isActive():
            self._settle.start()

    # On worker threads ------------------------------------------------------------------------------------------
    def _send(self, request_id: UUID, words: str) -> tuple[str, Answer | Failure]:
        try:
            with translated(), self._engine.begin() as connection:
                return words, field_tasks.answer_task(connection, request_id, words)
        except Failure as failure:
            return words, failure

    def _fetch(self) -> list[FieldTask]:
        with translated(), self._engine.connect() as connection:
            return field_tasks.open_tasks(connection)

    # Back on the GUI thread -------------------------------------------------------------------------------------
    @Slot(object)
    def _taken(self, outcome: tuple[str, Answer | Failure]) -> None:
        words, said = outcome
        if isinstance(said, Answer):
            self._unanswered.pop(words, None)
            self.answered.emit(said)
        elif isinstance(said, Refusal):
            self._unanswered.pop(words, None)
            self.refused.emit(said)
        else:
            self.unreachable.emit()

    @Slot(object)
    def _show(self, tasks: list[FieldTask]) -> None:
        self.listed.emit(tasks)

    @Slot(object)
    def _not_read(self, error: BaseException) -> None:
        if not isinstance(error, Failure):
            raise error  # a bug: the exception hook shows and logs it

    @Slot(object)
    def _broke(self, error: BaseException) -> None:
        raise error  # a bug: the exception hook shows and logs it
