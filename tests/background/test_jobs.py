"""Background work: where results arrive, what happens to receivers that are gone, and how it all ends."""

from __future__ import annotations

import sys
import threading
import time
from functools import partial

import pytest
from qtpy.QtCore import QObject, QThread, Signal, Slot

from app.background.jobs import Jobs


class Desk(QObject):
    """A receiver that notes what came and on which thread."""

    came = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.results: list[object] = []
        self.errors: list[BaseException] = []
        self.progress: list[tuple[int, int]] = []
        self.threads: set[bool] = set()

    @Slot(object)
    def done(self, result: object) -> None:
        self.results.append(result)
        self.threads.add(QThread.currentThread() == self.thread())
        self.came.emit()

    @Slot(object)
    def failed(self, error: BaseException) -> None:
        self.errors.append(error)
        self.threads.add(QThread.currentThread() == self.thread())
        self.came.emit()

    @Slot(object)
    def progressed(self, step: tuple[int, int]) -> None:
        self.progress.append(step)


@pytest.fixture
def jobs(qapp):
    made = Jobs(threads=3)
    yield made
    assert made.shut_down(5) == []


def test_that_results_and_errors_arrive_on_the_thread_of_their_receiver(qtbot, jobs) -> None:
    desk = Desk()
    here = threading.get_ident()
    jobs.run(threading.get_ident, desk.done, desk.failed)
    jobs.run(lambda: 1 // 0, desk.done, desk.failed)
    qtbot.waitUntil(lambda: len(desk.results) == 1 and len(desk.errors) == 1)
    assert desk.results[0] != here
    assert isinstance(desk.errors[0], ZeroDivisionError)
    assert desk.threads == {True}


@pytest.mark.parametrize("receiver", [lambda result: None, partial(print), print, [].append])
def test_that_a_receiver_that_would_run_on_the_worker_is_refused(jobs, receiver) -> None:
    desk = Desk()
    with pytest.raises(TypeError, match="bound method of a QObject"):
        jobs.run(time.time, receiver, desk.failed)
    with pytest.raises(TypeError, match="bound method of a QObject"):
        jobs.run(time.time, desk.done, receiver)
    assert jobs.running == 0


def test_that_a_receiver_deleted_meanwhile_is_no_crash(qtbot, jobs) -> None:
    gone, stays, gate = Desk(), Desk(), threading.Event()
    jobs.run(gate.wait, gone.done, gone.failed)
    gone.deleteLater()
    qtbot.waitSignal(gone.destroyed).wait()
    gate.set()
    jobs.run(lambda: "after", stays.done, stays.failed)
    qtbot.waitUntil(lambda: stays.results == ["after"] and jobs.running == 0)
    assert gone.results == []


def test_that_cancelled_work_reports_nothing_and_waiting_work_never_begins(qtbot, jobs) -> None:
    desk, gate, begun = Desk(), threading.Event(), []
    blockers = [jobs.run(gate.wait, desk.done, desk.failed, name="blocker") for _ in range(3)]
    late = jobs.run(partial(begun.append, 1), desk.done, desk.failed, name="late")
    assert jobs.names() == ["blocker"] * 3 + ["late"]
    late.cancel()
    blockers[0].cancel()
    gate.set()
    qtbot.waitUntil(lambda: jobs.running == 0)
    assert begun == []
    assert desk.results == [True, True]


def test_that_long_work_tells_its_progress_before_its_result(qtbot, jobs) -> None:
    desk = Desk()

    def work(job) -> str:
        for step in range(1, 4):
            job.progress(step, 3)
        return "ready"

    jobs.run_long(work, desk.done, desk.failed, desk.progressed, name="steps")
    qtbot.waitUntil(lambda: desk.results == ["ready"])
    assert desk.progress == [(1, 3), (2, 3), (3, 3)]


def test_that_shutting_down_waits_for_what_runs_only_up_to_its_limit(qtbot, qapp) -> None:
    jobs, desk, begun, gate = Jobs(threads=1), Desk(), threading.Event(), threading.Event()
    jobs.run(lambda: (begun.set(), gate.wait()), desk.done, desk.failed, name="stuck")
    assert begun.wait(5)
    began = time.monotonic()
    assert jobs.shut_down(0.2) == ["stuck"]
    assert time.monotonic() - began < 2
    gate.set()
    jobs.run(time.time, desk.done, desk.failed)  # taken by nobody
    qapp.processEvents()
    assert desk.results == []


def test_that_two_thousand_small_jobs_all_come_back_once(qtbot, jobs) -> None:
    desk = Desk()
    for number in range(2000):
        jobs.run(partial(int, number), desk.done, desk.failed)
    qtbot.waitUntil(lambda: jobs.running == 0, timeout=20_000)
    assert sorted(desk.results) == list(range(2000))


class Bell(QObject):
    """Emits the two values whose references PySide6 6.12.0 loses on Python 3.11."""

    rung = Signal(object)
    lit = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.heard = 0

    @Slot(object)
    def hear(self, _value: object) -> None:
        self.heard += 1


def test_that_none_and_true_keep_their_references_through_thousands_of_signals(qapp) -> None:
    """PySide6 6.12.0 drops one reference a call and aborts the process after thousands: never ship it."""
    bell = Bell()
    bell.rung.connect(bell.hear)
    bell.lit.connect(bell.hear)
    before = sys.getrefcount(None), sys.getrefcount(True), sys.getrefcount(False)
    for _ in range(5000):
        bell.rung.emit(None)
        bell.lit.emit(True)
        bell.lit.emit(False)
    after = sys.getrefcount(None), sys.getrefcount(True), sys.getrefcount(False)
    assert bell.heard == 15_000
    if before[0] < 2**31:  # from Python 3.12 on these objects are immortal and the numbers stand still
        assert all(abs(late - early) < 1000 for early, late in zip(before, after, strict=True)), (before, after)


class Mortal(QObject):
    """Notes the thread on which it dies."""

    died_on: list[int] = []

    @Slot(object)
    def forget(self, _value: object) -> None:
        pass

    def work(self) -> None:
        pass

    def __del__(self) -> None:
        self.died_on.append(threading.get_ident())


def test_that_whoever_asked_never_dies_on_a_workers_thread(qtbot, jobs) -> None:
    """The worker's would otherwise be the last reference when everybody else has let go meanwhile."""
    Mortal.died_on.clear()
    for _ in range(300):
        mortal = Mortal()
        jobs.run(mortal.work, mortal.forget, mortal.forget)
        del mortal
    qtbot.waitUntil(lambda: jobs.running == 0)
    qtbot.waitUntil(lambda: len(Mortal.died_on) == 300)
    assert set(Mortal.died_on) == {threading.get_ident()}
