"""One move for many cases, in portions on a worker thread: progress, calling off, and taking the whole batch back."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID, uuid4

from qtpy.QtCore import QObject, Signal, Slot
from sqlalchemy import Engine

from app.background.jobs import Job, Jobs
from app.database import batches
from app.database.failures_from_sql import translated
from app.domain.batch import Batch, BatchAction, BatchItem, BatchResult
from app.domain.case import Action, CaseState
from app.domain.failures import Failure, Refusal, Unreachable

PORTION = 25  # cases in one transaction: nobody waits longer for one of them


@dataclass(frozen=True, slots=True)
class BatchUndo:
    """A batch of dispatches that can still be taken back, as far as nobody has opened them."""

    cases: tuple[tuple[int, int], ...]  # (case id, version after the dispatch)
    department_id: int


@dataclass(frozen=True, slots=True)
class _Carried:
    result: BatchResult
    failure: Exception | None = None


class Batchwork(QObject):
    """Moves many cases at a time.

    Signals:
        offered(object, object): the case ids that were asked about, and the list of BatchAction possible for all.
        progressed(int, int): so many of so many cases have their answer.
        finished(object): BatchResult.
        refused(object): a Refusal of the batch as a whole.
        unreachable(object): BatchResult so far; asking again is safe.
        undo_changed(object): BatchUndo or None.
    """

    offered = Signal(object, object)
    progressed = Signal(int, int)
    finished = Signal(object)
    refused = Signal(object)
    unreachable = Signal(object)
    undo_changed = Signal(object)

    def __init__(self, engine: Engine, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine, self._jobs = engine, jobs
        self._asking: Job | None = None
        self._under_way: Batch | None = None
        self._stop = threading.Event()
        self._unanswered: dict[str, UUID] = {}
        self._undo: BatchUndo | None = None

    @property
    def busy(self) -> bool:
        """Whether a batch is under way."""
        return self._under_way is not None

    @property
    def undo(self) -> BatchUndo | None:
        """What ``take_back`` would take back."""
        return self._undo

    def ask_offer(self, case_ids: Iterable[int]) -> None:
        """Ask what may be done to all of these; the answer to an earlier question is dropped."""
        if self._asking is not None:
            self._asking.cancel()
        ids = tuple(case_ids)
        self._asking = self._jobs.run(partial(self._fetch_offer, ids), self._offer, self._no_offer, name="batch: offer")

    def start(self, action: Action, cases: Iterable[tuple[int, int]], values: dict[str, Any]) -> Batch | None:
        """Begin; None while another batch is under way. The same wish after a broken line keeps its id."""
        if self._under_way is not None:
            return None
        listed = tuple(sorted(cases))
        wish = _wish(action, listed, values)
        batch = Batch(self._unanswered.get(wish) or uuid4(), action, listed, dict(values))
        self._under_way = batch
        self._stop.clear()
        self._jobs.run_long(partial(self._carry_out, batch), self._carried, self._broke, self._progress,
                            name=f"batch: {action}")
        return batch

    def cancel(self) -> None:
        """Ask for no more cases; those that have their answer keep it."""
        self._stop.set()

    def take_back(self) -> Batch | None:
        """Take the last batch of dispatches back: compensating steps, each for itself."""
        if self._undo is None:
            return None
        return self.start(Action.TAKE_BACK, self._undo.cases, {})

    # On a worker thread -----------------------------------------------------------------------------------------

    def _fetch_offer(self, case_ids: tuple[int, ...]) -> tuple[tuple[int, ...], list[BatchAction]]:
        with translated(), self._engine.begin() as connection:
            return case_ids, batches.allowed_for_all(connection, case_ids)

    def _carry_out(self, batch: Batch, job: Job) -> _Carried:
        items: list[BatchItem] = []
        failure: Exception | None = None
        for start in range(0, len(batch.cases), PORTION):
            if self._stop.is_set():
                break
            try:
                with translated(), self._engine.begin() as connection:
                    answered = batches.move_cases(connection, batch, batch.cases[start:start + PORTION])
                items += answered
            except Failure as error:
                failure = error
                break
            job.progress(len(items), len(batch.cases))
        answered_ids = {item.case_id for item in items}
        left = tuple(case_id for case_id, _ in batch.cases if case_id not in answered_ids)
        return _Carried(BatchResult(batch, tuple(items), left), failure)

    # Back on the GUI thread -------------------------------------------------------------------------------------

    @Slot(object)
    def _offer(self, offer: tuple[tuple[int, ...], list[BatchAction]]) -> None:
        self._asking = None
        self.offered.emit(list(offer[0]), offer[1])

    @Slot(object)
    def _no_offer(self, error: BaseException) -> None:
        self._asking = None
        if not isinstance(error, Failure):
            raise error  # a bug: the exception hook shows and logs it

    @Slot(object)
    def _progress(self, done: tuple[int, int]) -> None:
        self.progressed.emit(*done)

    @Slot(object)
    def _carried(self, carried: _Carried) -> None:
        result, self._under_way = carried.result, None
        wish = _wish(result.batch.action, result.batch.cases, result.batch.values)
        if isinstance(carried.failure, Unreachable):
            self._unanswered[wish] = result.batch.batch_id
        else:
            self._unanswered.pop(wish, None)
        self._remember(result)
        if carried.failure is None:
            self.finished.emit(result)
        elif isinstance(carried.failure, Refusal):
            self.refused.emit(carried.failure)
        else:
            self.unreachable.emit(result)

    def _remember(self, result: BatchResult) -> None:
        if result.batch.action is Action.DISPATCH:
            sent = tuple((one.case_id, one.version) for one in result.done if one.state is CaseState.DISPATCHED)
            if sent:
                self._undo = BatchUndo(sent, int(result.batch.values["department_id"]))
        elif result.batch.action is Action.TAKE_BACK and self._undo is not None:
            settled = {item.case_id for item in result.items}  # taken back, or refused for good
            left = tuple(one for one in self._undo.cases if one[0] not in settled)
            self._undo = BatchUndo(left, self._undo.department_id) if left else None
        self.undo_changed.emit(self._undo)

    @Slot(object)
    def _broke(self, error: BaseException) -> None:
        self._under_way = None
        raise error  # a bug: the exception hook shows and logs it


def _wish(action: Action, cases: tuple[tuple[int, int], ...], values: dict[str, Any]) -> str:
    return json.dumps([action, cases, values], sort_keys=True, default=str)
