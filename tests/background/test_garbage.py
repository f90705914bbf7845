"""Cyclic garbage that holds QObjects dies on the GUI thread, however much the workers allocate."""

from __future__ import annotations

import gc
import threading

from qtpy.QtCore import QObject, QTimer

from app.background.garbage import GarbageOnThisThread


class Knot(QObject):
    """A QObject in a cycle with a running timer: destroying it elsewhere is a crash."""

    died_on: set[int]

    def __init__(self, died_on: set[int]) -> None:
        super().__init__()
        self.myself = self
        self.died_on = died_on
        self.timer = QTimer(self)
        self.timer.start(1000)

    def __del__(self) -> None:
        self.died_on.add(threading.get_ident())


def test_that_workers_collect_nothing_and_this_thread_collects_all(qtbot) -> None:
    died_on: set[int] = set()
    garbage = GarbageOnThisThread()
    try:
        for _ in range(50):
            Knot(died_on)

        def allocate() -> None:
            for _ in range(200):
                [[] for _ in range(1000)]

        workers = [threading.Thread(target=allocate) for _ in range(3)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        assert died_on == set()
        garbage._full_at -= 3600
        gc.collect(0)
        gc.collect(1)
        qtbot.waitUntil(lambda: died_on == {threading.get_ident()})
    finally:
        garbage.stop()
    assert gc.isenabled()
