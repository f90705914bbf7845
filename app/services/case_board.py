"""The live set of open cases: reads them all once, then only what changed, and says what to show.

Every workstation learns of a change on the same way, its own changes included: the feed hears an id and reads it again
under this person's own rights; a row that comes back is put, one that does not is gone (closed, or out of sight).
"""

from __future__ import annotations

import gc
import time
from collections.abc import Iterable
from datetime import datetime
from functools import partial
from typing import Any

from qtpy.QtCore import QObject, QTimer, Signal, Slot
from sqlalchemy import Engine

from app.background.jobs import Job, Jobs
from app.database.server_time import ServerTime
from app.domain.case import Case, DeadlineLight, Stage, StageCount
from app.domain.failures import Unreachable
from app.services.board_reader import BoardReader
from app.services.server_clock import ServerClock

CASE_TOPIC = "gridroom_case"
FIRST_ROWS = 200      # enough to fill the tallest screen before the rest is there
CHUNK = 3000          # rows handed to the table in one turn of the event loop
COALESCE_MS = 20      # at least so far apart: changes that come meanwhile are read in one query
TELL_COUNTS_MS = 100  # counts are told at most so often while cases change
STEADY_MS = 15_000    # the server counts again even when nothing changes: cases fall overdue by themselves
PATIENCE_MS = 8000    # an answer that takes longer is no answer: a server can hang and keep its sockets open
RETRY_MS = 2000       # after a query that failed although the feed goes on


class CaseBoard(QObject):
    """The open cases that this person may see.

    Signals:
        reset(list): forget every row, here are the first ones (by deadline).
        cases_put(list): more rows, or newer versions of rows; put each.
        case_put(object): one row is new or has changed.
        case_gone(int): this case id is no longer on the board.
        counted(list): open and overdue cases of each stage.
        as_of(object): everything shown held at this server time.
        completed(int): the whole board has been read; so many rows.
        stalled(): the server does not answer (in time); what is shown stays as it is. ``as_of`` says it does again.
    """

    reset = Signal(list)
    cases_put = Signal(list)
    case_put = Signal(object)
    case_gone = Signal(int)
    counted = Signal(list)
    as_of = Signal(object)
    completed = Signal(int)
    stalled = Signal()

    def __init__(self, engine: Engine, jobs: Jobs, clock: ServerClock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._reader, self._jobs, self._clock = BoardReader(engine), jobs, clock
        self._rows: dict[int, Case] = {}
        self._changed: set[int] = set()
        self._chunks: list[list[Case]] = []
        self._reading: Job | None = None      # of the whole board
        self._rereading: Job | None = None    # of changed rows
        self._reread_at = 0.0
        self._complete = False
        self._last: datetime | None = None
        self._gather = self._timer(COALESCE_MS, self._read_changed)
        self._tell = self._timer(TELL_COUNTS_MS, self._tell_counts)
        self._counts: dict[Stage, StageCount] = {}
        self._hand_over = self._timer(0, self._put_chunk)
        self._retry = self._timer(RETRY_MS, self.read_all)
        self._steady = self._timer(STEADY_MS, self._count)
        self._patience = self._timer(PATIENCE_MS, self.stalled)

    def case(self, case_id: int) -> Case | None:
        """The row of a case, if it is on the board."""
        return self._rows.get(case_id)

    def cases(self) -> list[Case]:
        """Every row known now."""
        return list(self._rows.values())

    @property
    def complete(self) -> bool:
        """Whether the whole board has been read since the last (re)connection."""
        return self._complete

    @property
    def last_data(self) -> datetime | None:
        """Server time of the newest reading; None before the first."""
        return self._last

    @Slot()
    def read_all(self) -> None:
        """Read everything again: at the start and after every loss of the connection."""
        for job in (self._reading, self._rereading):
            if job is not None:
                job.cancel()
        self._rereading = None
        self._retry.stop()
        self._chunks.clear()
        self._hand_over.stop()
        self._changed.clear()
        self._complete = False
        self._reading = self._jobs.run(
            partial(self._reader.first, FIRST_ROWS), self._show_first, self._failed, name="board: first rows")

    @Slot(str, int)
    def hear(self, topic: str, case_id: int) -> None:
        """A change of the feed; everything but cases is somebody else's."""
        if topic == CASE_TOPIC:
            self._changed.add(case_id)
            self._read_changed()

    @Slot(object, object)
    def take(self, ids: tuple[int, ...], rows: tuple[Case, ...] | None) -> None:
        """What the feed read of changed cases; None: it could not, ask for them.

        While something is being read that may be older, they are asked for once more after it: a case that left would
        come back with it.
        """
        if rows is None or self._reading is not None or self._rereading is not None:
            self._changed.update(ids)
            self._read_changed()
            return
        self._changed.difference_update(ids)
        self._put(ids, rows)

    def _timer(self, milliseconds: int, slot: Any) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(slot)
        return timer

    # Back on the GUI thread -------------------------------------------------------------------------------------
    @Slot(object)
    def _show_first(self, read: tuple[list[Case], list[StageCount], ServerTime]) -> None:
        rows, counts, reading = read
        self._clock.set(reading)
        self._rows = {case.case_id: case for case in rows}
        self.reset.emit(rows)
        self._take_counts(counts)
        self._held_at()
        if len(rows) < FIRST_ROWS:
            self._finish()
        else:
            self._reading = self._jobs.run(
                self._reader.everything, self._show_rest, self._failed, name="board: all rows")

    @Slot(object)
    def _show_rest(self, read: tuple[list[Case], ServerTime]) -> None:
        rows, reading = read
        self._clock.set(reading)
        present = {case.case_id for case in rows}
        for gone in [case_id for case_id in self._rows if case_id not in present]:
            self._drop(gone)
        self._chunks = [rows[start:start + CHUNK] for start in range(0, len(rows), CHUNK)]
        self._put_chunk()

    @Slot()
    def _put_chunk(self) -> None:
        if not self._chunks:
            self._finish()
            return
        # What the feed brought meanwhile is newer than these rows.
        chunk = [case for case in self._chunks.pop(0) if self._newer(case)]
        self._rows.update((case.case_id, case) for case in chunk)
        if chunk:
            self.cases_put.emit(chunk)
        self._hand_over.start()

    def _finish(self) -> None:
        self._reading = None
        self._complete = True
        # Rows hold no cycles: without this every full run of the collector looks at all of them, 50 ms for 30,000.
        gc.freeze()
        self._held_at()
        self.completed.emit(len(self._rows))
        self._steady.start()
        self._read_changed()

    @Slot()
    def _read_changed(self) -> None:
        """Read what has changed: at once after a rest, together when much changes."""
        if self._reading is not None or self._rereading is not None or not self._changed or self._gather.isActive():
            return  # read after the present reading, which may be older than the change
        rest = COALESCE_MS - (time.monotonic() - self._reread_at) * 1000
        if rest > 1:
            self._gather.start(int(rest))
            return
        ids = sorted(self._changed)
        self._changed.clear()
        self._reread_at = time.monotonic()
        self._rereading = self._jobs.run(partial(self._reader.changed, ids), self._show_changed, self._failed,
                                         name="board: changed rows")

    @Slot(object)
    def _show_changed(self, read: tuple[list[int], list[Case]]) -> None:
        self._rereading = None
        self._put(*read)
        self._read_changed()

    def _put(self, ids: Iterable[int], rows: Iterable[Case]) -> None:
        """These cases stand like this now; who is missing, or has ended, is gone."""
        found = {case.case_id: case for case in rows if case.stage is not Stage.ENDED}
        for case_id in ids:
            case = found.get(case_id)
            if case is None:
                self._drop(case_id)
            elif self._newer(case):
                self._recount(self._rows.get(case_id), case)
                self._rows[case_id] = case
                self.case_put.emit(case)
        self._held_at()
        if not self._tell.isActive():
            self._tell.start()

    def _newer(self, case: Case) -> bool:
        """Whether ``case`` tells more than the row we have; a late answer must not put an old version back."""
        known = self._rows.get(case.case_id)
        return known is None or (case.version >= known.version and case != known)

    def _drop(self, case_id: int) -> None:
        known = self._rows.pop(case_id, None)
        if known is not None:
            self._recount(known, None)
            self.case_gone.emit(case_id)

    def _recount(self, before: Case | None, after: Case | None) -> None:
        """Keep the counts in step with one row: asking the server after every change would cost it sixty counts."""
        now = self._clock.now()
        for case, by in ((before, -1), (after, 1)):
            if case is not None:
                count = self._counts.get(case.stage, StageCount(case.stage, 0, 0))
                late = by * (case.light(now) is DeadlineLight.OVERDUE)
                self._counts[case.stage] = StageCount(
                    case.stage, max(0, count.open_count + by), max(0, count.overdue_count + late))

    @Slot()
    def _tell_counts(self) -> None:
        self.counted.emit(list(self._counts.values()))

    def _take_counts(self, counts: list[StageCount]) -> None:
        self._counts = {count.stage: count for count in counts}
        self._tell_counts()

    @Slot()
    def _count(self) -> None:
        self._patience.start()
        self._jobs.run(self._reader.counts, self._show_counts, self._failed, name="board: counts")

    @Slot(object)
    def _show_counts(self, read: tuple[list[StageCount], ServerTime]) -> None:
        counts, reading = read
        self._clock.set(reading)
        self._take_counts(counts)
        self._held_at()
        self._steady.start()

    def _held_at(self) -> None:
        self._patience.stop()
        self._last = self._clock.now()
        self.as_of.emit(self._last)

    @Slot(object)
    def _failed(self, error: BaseException) -> None:
        self._reading = self._rereading = None
        if not isinstance(error, Unreachable):
            raise error  # a bug: the exception hook shows and logs it
        self.stalled.emit()
        self._retry.start()
