"""The one case that is open in the inspector: read in full, read again whenever it changes."""

from __future__ import annotations

from functools import partial

from qtpy.QtCore import QObject, Signal, Slot
from sqlalchemy import Engine

from app.background.jobs import Job, Jobs
from app.database import case_detail, cases, dispatching
from app.database.failures_from_sql import translated
from app.domain.case import CaseState
from app.domain.case_detail import CaseDetail
from app.domain.dispatching import LeftCase
from app.domain.failures import Failure, Refusal
from app.domain.people import Duty, Person
from app.services.case_board import CASE_TOPIC


class OpenCase(QObject):
    """Reads the case that somebody looks at.

    Signals:
        opened(int): a case id is being read; what was shown belongs to another one.
        detail_ready(object): CaseDetail, at first and after every change.
        gone(int): the case is not, or no longer, ours to see.
        left(object): after ``gone``, the LeftCase that says why it is no longer this department's.
        found(int): the case id of a number that was looked for.
        not_found(str): no case has this number, or it is not ours to see.
        attachment_ready(int, bytes): the bytes of an attachment.
        unreachable(): the server could not be asked; what is shown stays.
    """

    opened = Signal(int)
    detail_ready = Signal(object)
    gone = Signal(int)
    left = Signal(object)
    found = Signal(int)
    not_found = Signal(str)
    attachment_ready = Signal(int, bytes)
    unreachable = Signal()

    def __init__(self, engine: Engine, jobs: Jobs, person: Person, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine, self._jobs, self._person = engine, jobs, person
        self._case_id: int | None = None
        self._reading: Job | None = None
        self._again = False
        self.detail: CaseDetail | None = None

    @property
    def case_id(self) -> int | None:
        """The case that is open, or is being opened."""
        return self._case_id

    def show(self, case_id: int) -> None:
        """Open this case; the answer to an earlier one is dropped."""
        if case_id == self._case_id and self.detail is not None:
            return
        self._cancel()
        self._case_id, self.detail = case_id, None
        self.opened.emit(case_id)
        self._read()

    def close(self) -> None:
        """Nothing is open any more."""
        self._cancel()
        self._case_id, self.detail = None, None

    def find(self, case_number: str) -> None:
        """Look a case number up; answers with ``found`` or ``not_found``."""
        self._jobs.run(partial(self._fetch_number, case_number), self._show_number, self._failed, name="find case")

    def fetch_attachment(self, attachment_id: int) -> None:
        """Fetch the bytes of an attachment."""
        self._jobs.run(partial(self._fetch_bytes, attachment_id), self._show_bytes, self._failed, name="attachment")

    @Slot(str, int)
    def hear(self, topic: str, case_id: int) -> None:
        """A change of the feed."""
        if topic == CASE_TOPIC and case_id == self._case_id:
            self._read()

    @Slot()
    def read_again(self) -> None:
        """After a loss of the connection: whatever is open may be stale."""
        if self._case_id is not None:
            self._read()

    def _cancel(self) -> None:
        if self._reading is not None:
            self._reading.cancel()
        self._reading, self._again = None, False

    def _read(self) -> None:
        if self._case_id is None:
            return
        if self._reading is not None:
            self._again = True  # it changed while it was read
            return
        self._reading = self._jobs.run(partial(self._fetch, self._case_id), self._show, self._failed, name="open case")

    # On a worker thread -----------------------------------------------------------------------------------------
    def _fetch(self, case_id: int) -> tuple[int, CaseDetail | None, LeftCase | None]:
        # One snapshot for row, steps and allowed moves: a move that commits in between must not show in half of them.
        one_snapshot = {"isolation_level": "REPEATABLE READ"}
        with translated(), self._engine.connect().execution_options(**one_snapshot) as connection, connection.begin():
            detail = case_detail.read_case(connection, case_id)
            left = None if detail is not None or Duty.DEPARTMENT not in self._person.duties else next(
                (one for one in dispatching.left_cases(connection) if one.case_id == case_id), None)
        if detail is not None and self._first_look(detail):
            with translated(), self._engine.begin() as connection:
                cases.mark_opened(connection, case_id)
        return case_id, detail, left

    def _first_look(self, detail: CaseDetail) -> bool:
        """Whether this look is the department's first: from then on the dispatch cannot be taken back."""
        return (Duty.DEPARTMENT in self._person.duties and detail.case.state is CaseState.DISPATCHED
                and detail.case.department_id == self._person.department_id and detail.case.opened_at is None)

    def _fetch_number(self, case_number: str) -> tuple[str, int | None]:
        with translated(), self._engine.begin() as connection:
            return case_number, cases.find_case(connection, case_number)

    def _fetch_bytes(self, attachment_id: int) -> tuple[int, bytes]:
        with translated(), self._engine.begin() as connection:
            return attachment_id, cases.attachment_bytes(connection, attachment_id)

    # Back on the GUI thread -------------------------------------------------------------------------------------
    @Slot(object)
    def _show(self, read: tuple[int, CaseDetail | None, LeftCase | None]) -> None:
        self._reading = None
        case_id, detail, left = read
        if detail is None:
            self._case_id, self.detail = None, None
            self.gone.emit(case_id)
            if left is not None:
                self.left.emit(left)
            return
        if detail != self.detail:  # nothing moves under the hand when nothing changed
            self.detail = detail
            self.detail_ready.emit(detail)
        if self._again:
            self._again = False
            self._read()

    @Slot(object)
    def _show_number(self, answer: tuple[str, int | None]) -> None:
        case_number, case_id = answer
        if case_id is None:
            self.not_found.emit(case_number)
        else:
            self.found.emit(case_id)

    @Slot(object)
    def _show_bytes(self, answer: tuple[int, bytes]) -> None:
        self.attachment_ready.emit(*answer)

    @Slot(object)
    def _failed(self, error: BaseException) -> None:
        self._reading = None
        if isinstance(error, Refusal) and self._case_id is not None:
            case_id, self._case_id = self._case_id, None
            self.gone.emit(case_id)
        elif isinstance(error, Failure):
            self.unreachable.emit()
        else:
            raise error  # a bug: the exception hook shows and logs it
