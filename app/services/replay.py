"""Sends what the local journal keeps: in order, one at a time, each under its request id, so that nothing doubles."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from functools import partial
from uuid import UUID

from qtpy.QtCore import QObject, Signal, Slot
from sqlalchemy import Connection, Engine

from app.background.jobs import Job, Jobs
from app.database import cases
from app.database.failures_from_sql import translated
from app.domain.case import Action, Answer, Move
from app.domain.failures import Failure, Refusal, Unreachable
from app.domain.report import ReportDraft
from app.services.journal_entry import Entry, JournalCounts, draft_of
from app.services.local_journal import LocalJournal

Outcome = tuple[Entry, Answer | Exception]


class Replay(QObject):
    """The only sender of journal rows, for a report that was just taken down as for one of last night.

    Signals:
        applied(object, object): Entry and the server's Answer.
        refused(object, object): Entry and the Refusal; the row stays for correction.
        waits(object): Entry that could not be sent now; it stays queued.
        counted(object): JournalCounts after anything changed.
    """

    applied = Signal(object, object)
    refused = Signal(object, object)
    waits = Signal(object)
    counted = Signal(object)

    def __init__(self, journal: LocalJournal, engine: Engine, jobs: Jobs, parent: QObject | None = None, *,
                 disk: Jobs | None = None) -> None:
        """``jobs`` speak with the server, ``disk`` (default: the same) with the journal only."""
        super().__init__(parent)
        self.journal = journal
        self._engine, self._jobs, self._disk = engine, jobs, disk or jobs
        self._connected = False
        self._sending: Job | None = None
        self._again = False
        self._fresh: set[UUID] = set()   # taken down while the server was there: no late report
        self._stuck: set[UUID] = set()   # broke the program: not tried again before the next start

    @Slot()
    def go_on(self) -> None:
        """The server is there (again): send everything that waits."""
        self._connected = True
        self.send()

    @Slot()
    def hold(self) -> None:
        """The server is away: keep, do not send."""
        self._connected = False
        self._fresh.clear()

    def taken(self, request_id: UUID) -> None:
        """A row was just put into the journal: send it if the server is there."""
        if self._connected:
            self._fresh.add(request_id)
        self.send()
        self.recount()

    def send(self) -> None:
        """Send what waits, oldest first, until all is answered or the server is away."""
        if self._sending is not None:
            self._again = True
        elif self._connected:
            self._sending = self._jobs.run(self._send_next, self._answered, self._broke, name="journal: send")
        else:
            self._disk.run(self.journal.waiting, self._tell_waiting, self._broke, name="journal: waiting")

    @Slot()
    def recount(self) -> None:
        """Count the rows again."""
        self._disk.run(self.journal.counts, self._tell_counts, self._broke, name="journal: count")

    def discard(self, request_id: UUID, reason: str) -> None:
        """Give a row up with a reason."""
        self._disk.run(partial(self.journal.discard, request_id, reason), self._discarded, self._broke,
                       name="journal: discard")

    # On a worker thread -----------------------------------------------------------------------------------------
    def _send_next(self) -> Outcome | None:
        """Send the oldest row that can be sent; None when there is none."""
        entry = self.journal.next_to_send(self._stuck)
        if entry is None:
            return None
        try:
            with translated(), self._engine.begin() as connection:
                answer = self._carry_out(connection, entry)
        except Refusal as refusal:
            self.journal.mark_refused(entry.request_id, refusal)
            return entry, refusal
        except Unreachable as away:
            return entry, away
        except Exception as bug:
            return entry, bug
        self.journal.mark_applied(entry.request_id, answer)
        return entry, answer

    def _carry_out(self, connection: Connection, entry: Entry) -> Answer:
        if entry.kind == "report":
            return cases.report(connection, self._late(entry))
        assert entry.case_id is not None
        if entry.kind == "note":
            return cases.move(connection, Move(entry.request_id, Action.NOTE, entry.case_id, 0, dict(entry.body)))
        body = entry.body
        taken_at = datetime.fromisoformat(body["taken_at"]) if body["taken_at"] else None
        position = tuple(body["position"]) if body["position"] else None
        return cases.attach(connection, entry.request_id, entry.case_id, body["kind"], body["file_name"],
                            body["media_type"], self.journal.data(entry.request_id), taken_at, position)

    def _late(self, entry: Entry) -> ReportDraft:
        """The report; one that had to wait says so, and when it was taken down."""
        draft = draft_of(entry)
        if entry.request_id in self._fresh:
            return draft
        return replace(draft, origin="journal", original_at=draft.original_at or entry.taken_at)

    # Back on the GUI thread -------------------------------------------------------------------------------------
    @Slot(object)
    def _answered(self, outcome: Outcome | None) -> None:
        self._sending = None
        if outcome is None:
            if self._again:
                self._again = False
                self.send()
            return
        entry, said = outcome
        if isinstance(said, Unreachable):
            self.hold()
            self.waits.emit(entry)
        else:
            self._fresh.discard(entry.request_id)
            if isinstance(said, Answer):
                self.applied.emit(entry, said)
            elif isinstance(said, Refusal):
                self.refused.emit(entry, said)
            else:
                self._stuck.add(entry.request_id)
            self.send()  # the others do not wait behind one that broke
        self.recount()
        if isinstance(said, Exception) and not isinstance(said, Failure):
            raise said  # a bug: the exception hook shows and logs it

    @Slot(object)
    def _tell_waiting(self, entries: list[Entry]) -> None:
        for entry in entries:
            self.waits.emit(entry)

    @Slot(object)
    def _tell_counts(self, counts: JournalCounts) -> None:
        self.counted.emit(counts)

    @Slot(object)
    def _discarded(self, _nothing: object) -> None:
        self.recount()

    @Slot(object)
    def _broke(self, error: BaseException) -> None:
        self._sending = None
        raise error  # the journal itself cannot be read: a broken disk, or a bug
