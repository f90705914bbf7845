"""The one door to background work: nothing that may wait is ever done on the GUI thread.

``Jobs.run(work, done, failed)`` runs ``work`` on one of a few threads and calls ``done(result)`` or ``failed(error)``
on the thread in which this object lives (the GUI thread). Both must be bound methods of QObjects: measured with
PySide6, a lambda or a partial connected to a worker's signal runs on the worker's thread, which is a crash waiting.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from collections.abc import Callable
from queue import SimpleQueue
from types import MethodType
from typing import Any

from qtpy import shiboken
from qtpy.QtCore import QEventLoop, QObject, QTimer, Signal, Slot

log = logging.getLogger("gridroom.jobs")

Receiver = Callable[[Any], Any]


def bound_method(name: str, receiver: object) -> MethodType:
    """``receiver`` itself when it is a bound method of a QObject; raises TypeError when it is anything else."""
    if isinstance(receiver, MethodType) and isinstance(receiver.__self__, QObject):
        return receiver
    raise TypeError(f"{name} must be a bound method of a QObject, not {receiver!r}")


class Job:
    """One piece of work on its way: what it is called, how far it is, and a flag to call it off.

    The work itself sees it only if it asks for it (``Jobs.run_long``).
    """

    def __init__(self, name: str, jobs: Jobs, progressed: MethodType | None) -> None:
        self.name = name
        self._jobs = jobs
        self._progressed = progressed
        self._cancelled = threading.Event()

    @property
    def cancelled(self) -> bool:
        """Whether somebody called this work off; long work looks at it between its steps."""
        return self._cancelled.is_set()

    def cancel(self) -> None:
        """Call the work off: not begun yet, it never begins; begun, neither ``done`` nor ``failed`` is called."""
        self._cancelled.set()

    def progress(self, done: int, total: int) -> None:
        """Say from the worker's thread that ``done`` of ``total`` steps are behind it."""
        if self._progressed is not None:
            self._jobs._deliver_later(self, self._progressed, (done, total))


class Jobs(QObject):
    """A small pool of threads that brings every result back to the thread it was made in.

    Signals:
        counted(int): how many pieces of work wait or run, each time that changes.
    """

    counted = Signal(int)
    _mail = Signal()
    _idle = Signal()

    def __init__(self, threads: int = 4, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: SimpleQueue[tuple[Job, Callable[[], Any], MethodType, MethodType] | None] = SimpleQueue()
        self._delivered: deque[tuple[Job, MethodType, Any, bool]] = deque()
        self._alive: list[Job] = []
        self._open = True
        self._door = threading.Lock()  # held while a worker emits, so that nobody emits into a closed house
        self._mail.connect(self._deliver_next)
        # Daemons: a thread that hangs in a dead network must not keep the process from ending.
        self._threads = [
            threading.Thread(target=self._labour, name=f"gridroom-job-{number}", daemon=True)
            for number in range(threads)
        ]
        for thread in self._threads:
            thread.start()

    @property
    def running(self) -> int:
        """Pieces of work that wait or run."""
        return len(self._alive)

    def names(self) -> list[str]:
        """Names of the pieces of work that wait or run, oldest first."""
        return [job.name for job in self._alive]

    def run(self, work: Callable[[], Any], done: Receiver, failed: Receiver, *, name: str = "") -> Job:
        """Run ``work()`` in the background, then ``done(result)`` or ``failed(error)`` here.

        ``done`` and ``failed`` must be bound methods of QObjects (TypeError otherwise). When their object has been
        deleted meanwhile, the result is dropped.
        """
        job = Job(name or getattr(work, "__name__", "work"), self, None)
        return self._enqueue(job, work, done, failed)

    def run_long(self, work: Callable[[Job], Any], done: Receiver, failed: Receiver,
                 progressed: Receiver, *, name: str) -> Job:
        """Like ``run`` for work that takes its ``Job``: it reports ``job.progress(done, total)``, which arrives at
        ``progressed((done, total))``, and stops by itself when ``job.cancelled``."""
        job = Job(name, self, bound_method("progressed", progressed))
        return self._enqueue(job, lambda: work(job), done, failed)

    def wait_idle(self, seconds: float) -> bool:
        """Let results come in until nothing waits or runs, for at most ``seconds``; for the end of a session."""
        if self._alive:
            loop, limit = QEventLoop(), QTimer()
            limit.setSingleShot(True)
            limit.timeout.connect(loop.quit)
            limit.start(int(seconds * 1000))
            self._idle.connect(loop.quit)
            loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
            self._idle.disconnect(loop.quit)
        return not self._alive

    def shut_down(self, seconds: float = 3.0) -> list[str]:
        """Take no more work, drop what has not begun, wait at most ``seconds`` for what runs.

        Returns the names of what still runs after that; its result goes nowhere.
        """
        self._open = False
        for job in self._alive:
            job.cancel()
        for _ in self._threads:
            self._waiting.put(None)
        end = time.monotonic() + seconds
        for thread in self._threads:
            thread.join(max(0.0, end - time.monotonic()))
        late = [thread.name for thread in self._threads if thread.is_alive()]
        with self._door:
            self._threads = []
        if late:
            log.warning("work still running at shut-down: %s", ", ".join(self.names()))
            return self.names()
        return []

    def _enqueue(self, job: Job, work: Callable[[], Any], done: Receiver, failed: Receiver) -> Job:
        parcel = (job, work, bound_method("done", done), bound_method("failed", failed))
        if not self._open:
            job.cancel()
            return job
        self._alive.append(job)
        self._waiting.put(parcel)
        self.counted.emit(self.running)
        return job

    def _labour(self) -> None:
        """One worker thread: take, work, hand back."""
        while (parcel := self._waiting.get()) is not None:
            job, work, done, failed = parcel
            receiver: MethodType = done
            result: Any = None
            if not job.cancelled:
                try:
                    result = work()
                except BaseException as error:  # the worker must outlive whatever the work raised
                    receiver, result = failed, error
            self._deliver_later(job, receiver, result, last=True)
            del parcel, job, work, done, failed, receiver, result  # an idle worker keeps nothing alive

    def _deliver_later(self, job: Job, receiver: MethodType, result: Any, *, last: bool = False) -> None:
        self._delivered.append((job, receiver, result, last))
        with self._door:
            if self._threads and shiboken.isValid(self):
                self._mail.emit()  # queued: this thread is not ours

    @Slot()
    def _deliver_next(self) -> None:
        """On our own thread: hand over one result. One signal, one result, so one slot's error spoils no other."""
        job, receiver, result, last = self._delivered.popleft()
        if last:
            self._alive.remove(job)
            self.counted.emit(self.running)
        try:
            if not job.cancelled and shiboken.isValid(receiver.__self__):
                receiver(result)
        finally:
            if not self._alive:
                self._idle.emit()
