"""Everything that a person does to cases: each wish gets one request id and is carried out once.

Reports, notes and evidence go through the local journal first and are sent by ``Replay``; whatever happens then, they
are kept. Moves need the server's answer: when it is away they are refused plainly, and a move whose answer was cut off
keeps its request id, so that pressing again asks whether it was carried out instead of doing it twice.
"""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID, uuid4

from qtpy.QtCore import QObject, QTimer, Signal, Slot
from sqlalchemy import Engine

from app.background.jobs import Jobs
from app.database import cases
from app.database.failures_from_sql import translated
from app.domain.case import Action, Answer, Case, CaseState, Move
from app.domain.failures import Failure, Refusal, Unreachable
from app.domain.report import ReportDraft
from app.services.journal_entry import Entry
from app.services.local_journal import LocalJournal
from app.services.replay import Replay

LONGEST_UNDO = 20
PATIENCE_MS = 3000  # for the answer to a report that is on the disk already


@dataclass(frozen=True, slots=True)
class Undo:
    """A dispatch that can still be taken back."""

    case_id: int
    case_number: str
    version: int
    department_id: int


@dataclass(frozen=True, slots=True)
class _Sent:
    """A move on its way, or the failure that it met."""

    move: Move
    failure: Exception | None = None
    answer: Answer | None = None


class Casework(QObject):
    """Reports, moves, notes, evidence, disclosure and the undo of a dispatch.

    Signals:
        done(object, object): the Move, or the request id of a report, note or file; and the Answer.
        refused(object, object): the same, and the Refusal.
        unreachable(object): the Move whose answer did not come. Pressing again is safe.
        kept(object): request id of a report, note or file that waits in the journal.
        not_kept(object, str): request id of what neither the server nor the disk would take, and why.
        undo_changed(object): the Undo that Ctrl+Z would take back now, or None.
        disclosed(int, str, str): case id, reporter's name and telephone in clear (the act is recorded).
    """

    done = Signal(object, object)
    refused = Signal(object, object)
    unreachable = Signal(object)
    kept = Signal(object)
    not_kept = Signal(object, str)
    undo_changed = Signal(object)
    disclosed = Signal(int, str, str)

    def __init__(self, engine: Engine, jobs: Jobs, journal: LocalJournal, replay: Replay,
                 parent: QObject | None = None, *, disk: Jobs | None = None) -> None:
        """``jobs`` speak with the server, ``disk`` (default: the same) with the journal: what is to be kept never waits
        for a server that hangs. Give it one thread, then rows stand in the order in which they were asked for."""
        super().__init__(parent)
        self._engine, self._jobs, self._journal, self._replay = engine, jobs, journal, replay
        self._disk = disk or jobs
        self._under_way: dict[tuple[int, Action], Move] = {}
        self._unanswered: dict[str, UUID] = {}
        self._carried_out: dict[tuple[int, Action], int] = {}
        self._keeping: set[UUID] = set()
        self._undo: list[Undo] = []
        replay.applied.connect(self._applied)
        replay.refused.connect(self._not_applied)
        replay.waits.connect(self._waits)

    # Moves ------------------------------------------------------------------------------------------------------
    def move(self, action: Action, case_id: int, version: int, values: dict[str, Any] | None = None) -> Move:
        """Ask for a move of the case as this person sees it (``version``).

        Asking again while the answer is awaited, or after it came for this version, asks nothing.
        """
        key = (case_id, action)
        if key in self._under_way:
            return self._under_way[key]
        values = values or {}
        wish = _wish(action, case_id, version, values)
        move = Move(self._unanswered.get(wish) or uuid4(), action, case_id, version, values)
        if self._carried_out.get(key) == version:
            return move
        self._under_way[key] = move
        self._jobs.run(partial(self._send, move), self._answered, self._broke, name=f"case: {action}")
        return move

    def under_way(self, case_id: int) -> bool:
        """Whether an answer for this case is awaited."""
        return any(key[0] == case_id for key in self._under_way)

    def disclose(self, case_id: int, reason: str) -> None:
        """Read the reporter's name and telephone in clear; the server records who, when and why."""
        self._jobs.run(partial(self._fetch_reporter, case_id, reason), self._tell_reporter, self._not_disclosed,
                       name="case: disclose")

    # Reports, notes, evidence: kept first -------------------------------------------------------------------------
    def report(self, draft: ReportDraft) -> bool:
        """Keep the report on this disk, then send it. False when this request is on its way already."""
        draft = draft.clean()
        return self._keep(draft.request_id, partial(self._journal.keep_report, draft), partial(self._report, draft))

    def note(self, request_id: UUID, case_id: int | None, note: str, *, after: UUID | None = None) -> bool:
        """Keep and send a note to a case, or to the case that the report ``after`` will become."""
        return self._keep(request_id, partial(self._journal.keep_note, request_id, case_id, note, after=after))

    def attach(self, request_id: UUID, case_id: int | None, *, kind: str, file_name: str, media_type: str,
               data: bytes, taken_at: datetime | None = None, position: tuple[float, float] | None = None,
               after: UUID | None = None) -> bool:
        """Keep and send evidence. ``position`` is (longitude, latitude), CGCS2000/WGS-84."""
        return self._keep(request_id, partial(
            self._journal.keep_file, request_id, case_id, kind=kind, file_name=file_name, media_type=media_type,
            data=data, taken_at=taken_at, position=position, after=after))

    # Undo -------------------------------------------------------------------------------------------------------
    @property
    def undo(self) -> Undo | None:
        """The dispatch that ``take_back_last`` would take back."""
        return self._undo[-1] if self._undo else None

    def take_back_last(self, reason: str = "") -> Move | None:
        """Take the last dispatch back: a new step in the history, never an erased one."""
        if self.undo is None:
            return None
        return self.move(Action.TAKE_BACK, self.undo.case_id, self.undo.version, {"reason": reason})

    @Slot(object)
    def hear_case(self, case: Case) -> None:
        """A newer row of the board: a dispatch that the department has opened cannot be taken back."""
        left = [undo for undo in self._undo if undo.case_id != case.case_id or (
            case.version <= undo.version and case.opened_at is None)]
        if left != self._undo:
            self._undo = left
            self.undo_changed.emit(self.undo)

    # On worker threads ------------------------------------------------------------------------------------------
    def _send(self, move: Move) -> _Sent:
        try:
            with translated(), self._engine.begin() as connection:
                return _Sent(move, answer=cases.move(connection, move))
        except Exception as error:
            return _Sent(move, failure=error)

    def _report(self, draft: ReportDraft) -> Answer:
        with translated(), self._engine.begin() as connection:
            return cases.report(connection, draft)

    def _write(self, request_id: UUID, keep: Any, send: Any) -> tuple[UUID, Answer | Failure | None, str]:
        """Keep on disk; when the disk will not, send a report directly. (id, what the server said, disk's words)."""
        try:
            keep()
        except (sqlite3.Error, OSError) as broken:
            if send is None:
                return request_id, None, str(broken)
            try:
                return request_id, send(), str(broken)
            except Failure as failure:
                return request_id, failure, str(broken)
        return request_id, None, ""

    def _fetch_reporter(self, case_id: int, reason: str) -> tuple[int, str, str]:
        with translated(), self._engine.begin() as connection:
            told = cases.disclose_reporter(connection, case_id, reason)
        if told is None:  # recorded now; the server tells what is on record
            with translated(), self._engine.begin() as connection:
                told = cases.disclose_reporter(connection, case_id, reason)
        name, phone = told or ("", "")
        return case_id, name, phone

    # Back on the GUI thread -------------------------------------------------------------------------------------
    def _keep(self, request_id: UUID, keep: Any, send: Any = None) -> bool:
        if request_id in self._keeping:
            return False
        self._keeping.add(request_id)
        self._disk.run(partial(self._write, request_id, keep, send), self._written, self._broke, name="journal: keep")
        return True

    @Slot(object)
    def _written(self, outcome: tuple[UUID, Answer | Failure | None, str]) -> None:
        request_id, said, disk = outcome
        if not disk:
            self._replay.taken(request_id)
            # It is safe on the disk: whoever waits for the server's answer waits no longer than this.
            QTimer.singleShot(PATIENCE_MS, self, partial(self._lose_patience, request_id))
            return
        self._keeping.discard(request_id)
        if isinstance(said, Answer):
            self.done.emit(request_id, said)
        elif isinstance(said, Refusal):
            self.refused.emit(request_id, said)
        else:
            self.not_kept.emit(request_id, disk)

    @Slot(object, object)
    def _applied(self, entry: Entry, answer: Answer) -> None:
        self._keeping.discard(entry.request_id)
        self.done.emit(entry.request_id, answer)

    @Slot(object, object)
    def _not_applied(self, entry: Entry, refusal: Refusal) -> None:
        self._keeping.discard(entry.request_id)
        self.refused.emit(entry.request_id, refusal)

    @Slot(object)
    def _waits(self, entry: Entry) -> None:
        self._lose_patience(entry.request_id)

    def _lose_patience(self, request_id: UUID) -> None:
        if request_id in self._keeping:
            self._keeping.discard(request_id)
            self.kept.emit(request_id)

    @Slot(object)
    def _answered(self, sent: _Sent) -> None:
        move, failure, answer = sent.move, sent.failure, sent.answer
        key, wish = (move.case_id, move.action), _wish(move.action, move.case_id, move.version, move.values)
        self._under_way.pop(key, None)
        if answer is not None:
            self._unanswered.pop(wish, None)
            self._carried_out[key] = move.version
            self._remember(move, answer)
            self.done.emit(move, answer)
        elif isinstance(failure, Refusal):
            self._unanswered.pop(wish, None)
            self._forget(move)
            self.refused.emit(move, failure)
        elif isinstance(failure, Unreachable):
            self._unanswered[wish] = move.request_id
            self.unreachable.emit(move)
        elif failure is not None:
            raise failure  # a bug: the exception hook shows and logs it

    def _remember(self, move: Move, answer: Answer) -> None:
        """Keep the undo list in step with what was just done."""
        self._undo = [undo for undo in self._undo if undo.case_id != move.case_id]
        if move.action is Action.DISPATCH and answer.state is CaseState.DISPATCHED:
            self._undo.append(Undo(answer.case_id, answer.case_number, answer.version, move.values["department_id"]))
            del self._undo[:-LONGEST_UNDO]
        self.undo_changed.emit(self.undo)

    def _forget(self, move: Move) -> None:
        """A take-back that was refused will be refused again."""
        if move.action is Action.TAKE_BACK:
            self._undo = [undo for undo in self._undo if undo.case_id != move.case_id]
            self.undo_changed.emit(self.undo)

    @Slot(object)
    def _tell_reporter(self, reporter: tuple[int, str, str]) -> None:
        self.disclosed.emit(*reporter)

    @Slot(object)
    def _not_disclosed(self, error: BaseException) -> None:
        if isinstance(error, Refusal):
            self.refused.emit(None, error)
        elif isinstance(error, Unreachable):
            self.unreachable.emit(None)
        else:
            raise error

    @Slot(object)
    def _broke(self, error: BaseException) -> None:
        raise error  # a bug: the exception hook shows and logs it


def _wish(action: Action, case_id: int, version: int, values: dict[str, Any]) -> str:
    """The same wish in the same words has the same key, and so the same request id."""
    return json.dumps([action, case_id, version, values], sort_keys=True, default=str)
