"""Searching all years while somebody types: off the GUI thread, only the newest question is answered, page by page."""

from __future__ import annotations

from functools import partial

from qtpy.QtCore import QObject, QTimer, Signal, Slot
from sqlalchemy import Engine

from app.background.jobs import Job, Jobs
from app.database.failures_from_sql import translated
from app.database.search import search_cases
from app.domain.failures import Failure, Refusal
from app.domain.search import SearchAnswer, is_caller_number

TYPING_MS = 250


class CaseSearch(QObject):
    """One list of found cases.

    Signals:
        begun(str): these words are being looked for; what was found before belongs to others.
        answered(object): SearchAnswer, the first page.
        went_on(object): SearchAnswer, the next older page.
        refused(object): the Refusal of the newest words.
        unreachable(): the server could not be asked.
    """

    begun = Signal(str)
    answered = Signal(object)
    went_on = Signal(object)
    refused = Signal(object)
    unreachable = Signal()

    def __init__(self, engine: Engine, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine, self._jobs = engine, jobs
        self._words = ""
        self._job: Job | None = None
        self._last: SearchAnswer | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(TYPING_MS)
        self._pause.timeout.connect(self._ask)

    @property
    def has_older(self) -> bool:
        """Whether there may be cases older than those that were found."""
        return self._last is not None and self._last.more and self._job is None

    @property
    def is_asking(self) -> bool:
        """Whether an answer is awaited."""
        return self._job is not None or self._pause.isActive()

    def type(self, words: str) -> None:
        """These words stand in the line now; they are asked after a pause."""
        self.forget()
        self._words = words.strip()
        if self._words:
            self._pause.start()

    def ask(self, words: str) -> None:
        """Look for these now."""
        self.forget()
        self._words = words.strip()
        if self._words:
            self._ask()

    def older(self) -> None:
        """The next page, once."""
        last = self._last
        if last is None or not last.more or not last.found or self._job is not None:
            return
        work = partial(self._fetch, last.words, last.found[-1].case.case_id)
        self._job = self._jobs.run(work, self._show_older, self._failed, name="search: older")

    def forget(self) -> None:
        """Whatever was asked is of no interest any more; no answer comes."""
        self._pause.stop()
        if self._job is not None:
            self._job.cancel()
            self._job = None
        self._last = None

    @Slot()
    def _ask(self) -> None:
        self._pause.stop()
        self.begun.emit(self._words)
        self._job = self._jobs.run(partial(self._fetch, self._words), self._show, self._failed, name="search")

    def _fetch(self, words: str, before: int | None = None) -> SearchAnswer:
        if is_caller_number(words):  # the server tells what is on record
            with translated(), self._engine.begin() as connection:
                search_cases(connection, words, before=before)
        with translated(), self._engine.begin() as connection:
            return search_cases(connection, words, before=before)

    @Slot(object)
    def _show(self, answer: SearchAnswer) -> None:
        self._job, self._last = None, answer
        self.answered.emit(answer)

    @Slot(object)
    def _show_older(self, answer: SearchAnswer) -> None:
        self._job, self._last = None, answer
        self.went_on.emit(answer)

    @Slot(object)
    def _failed(self, error: BaseException) -> None:
        self._job = None
        if isinstance(error, Refusal):
            self.refused.emit(error)
        elif isinstance(error, Failure):
            self.unreachable.emit()
        else:
            raise error  # a bug: the exception hook shows and logs it
