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
from dataclasses import dataclass
from functools import partial
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

    def __init__(self, name: str, house: _House, progressed: MethodType | None) -> None:
        self.name = name
        self._house = house
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
            self._house.hand_back((self, self._progressed, (done, total)))


@dataclass(slots=True)
class _Parcel:
    """One piece of work with whoever waits for it; ``carry_out`` adds what came of it."""

    job: Job
    work: Callable[[], Any]
    done: MethodType
    failed: MethodType
    receiver: MethodType | None = None
    result: Any = None

    def carry_out(self) -> None:
        """On the worker: do the work, note the result and for whom it is."""
        self.receiver = self.done
        if self.job.cancelled:
            return
        try:
            self.result = self.work()
        except BaseException as error:  # the worker must outlive whatever the work raised
            self.receiver, self.result = self.failed, error


# A worker passes parcels on in a box of one and keeps nothing of them. Otherwise the last reference to a QObject
# might be the worker's, and the QObject would be destroyed on a thread that is not its own.
_Box = list[_Parcel]


class _House:
    """What the workers share. Plain Python: no worker ever holds on to a QObject."""

    def __init__(self, jobs: Jobs) -> None:
        self.waiting: SimpleQueue[_Box | None] = SimpleQueue()
        self.delivered: deque[_Box | tuple[Job, MethodType, tuple[int, int]]] = deque()
        self._door = threading.Lock()  # held while a worker rings, so that nobody rings at a closed house
        self._jobs: Jobs | None = jobs

    def labour(self) -> None:
        """One worker thread: take, work, hand back."""
        while (box := self.waiting.get()) is not None:
            box[0].carry_out()
            self.hand_back(box)
            del box

    def hand_back(self, mail: _Box | tuple[Job, MethodType, tuple[int, int]]) -> None:
        """Put mail out and ring; after ``close`` it is dropped."""
        with self._door:
            if self._jobs is not None and shiboken.isValid(self._jobs):
                self.delivered.append(mail)
                self._jobs._mail.emit()  # queued: this thread is not the receiver's

    def close(self) -> None:
        """Nobody rings any more."""
        with self._door:
            self._jobs = None


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
        self._house = _House(self)
        self._alive: list[Job] = []
        self._open = True
        self._mail.connect(self._deliver_next)
        # Daemons: a thread that hangs in a dead network must not keep the process from ending.
        self._threads = [
            threading.Thread(target=self._house.labour, name=f"gridroom-job-{number}", daemon=True)
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
        job = Job(name or getattr(work, "__name__", "work"), self._house, None)
        return self._enqueue(job, work, done, failed)

    def run_long(self, work: Callable[[Job], Any], done: Receiver, failed: Receiver,
                 progressed: Receiver, *, name: str) -> Job:
        """Like ``run`` for work that takes its ``Job``: it reports ``job.progress(done, total)``, which arrives at
        ``progressed((done, total))``, and stops by itself when ``job.cancelled``."""
        job = Job(name, self._house, bound_method("progressed", progressed))
        return self._enqueue(job, partial(work, job), done, failed)

    def wait_idle(self, seconds: float) -> bool:
        """Let results come in until nothing waits or runs, for at most ``seconds``; for the end of a session."""
        if self._alive:
            loop, limit = QEventLoop(), QTimer()
            limit.setSingleShot(True)
            limit.timeout.connect(loop.quit)
            limit.start(int(seconds * 1000))
            self._idle.connect(loop.quit)
            # A loop that is told to quit finishes its round first, and what else is due in it may begin new work.
            while self._alive and limit.isActive():
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
            self._house.waiting.put(None)
        end = time.monotonic() + seconds
        for thread in self._threads:
            thread.join(max(0.0, end - time.monotonic()))
        late = [thread.name for thread in self._threads if thread.is_alive()]
        self._house.close()
        self._threads = []
        if late:
            log.warning("work still running at shut-down: %s", ", ".join(self.names()))
            return self.names()
        return []

    def _enqueue(self, job: Job, work: Callable[[], Any], done: Receiver, failed: Receiver) -> Job:
        parcel = _Parcel(job, work, bound_method("done", done), bound_method("failed", failed))
        if not self._open:
            job.cancel()
            return job
        self._alive.append(job)
        self._house.waiting.put([parcel])
        del parcel
        self.counted.emit(self.running)
        return job

    @Slot()
    def _deliver_next(self) -> None:
        """On our own thread: hand over one result. One signal, one result, so one slot's error spoils no other."""
        mail = self._house.delivered.popleft()
        if isinstance(mail, tuple):
            self._call(*mail)
            return
        parcel = mail.pop()
        self._alive.remove(parcel.job)
        self.counted.emit(self.running)
        assert parcel.receiver is not None
        try:
            self._call(parcel.job, parcel.receiver, parcel.result)
        finally:
            if not self._alive:
                self._idle.emit()

    @staticmethod
    def _call(job: Job, receiver: MethodType, value: Any) -> None:
        if not job.cancelled and shiboken.isValid(receiver.__self__):
            receiver(value)
