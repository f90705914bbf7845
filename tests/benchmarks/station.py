"""A workstation process that is measured: the board's service and table as the program has them, painted into memory.

``python -m tests.benchmarks.station URL LOGIN``. It says one JSON object a line; times are ``time.monotonic_ns()``,
which all processes of a machine share. Words on its input: ``scroll SECONDS``, ``read`` (the whole board anew),
``memory``, ``stop``.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from functools import partial
from pathlib import Path
from typing import Any

import psutil
from qtpy.QtCore import QCoreApplication, QEvent, QObject, QPoint, QPointF, Qt, QTimer, Signal, Slot
from qtpy.QtGui import QKeyEvent, QWheelEvent
from qtpy.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget

from app.background.change_feed import ChangeFeed
from app.background.jobs import Jobs
from app.database.cases import row_reader
from app.database.changes import TOPICS, changes
from app.database.engine import connect_raw, make_engine
from app.domain.case import Case, StageCount
from app.services.case_board import CaseBoard
from app.services.server_clock import ServerClock
from ui.theme import apply_theme
from widgets.case_filter_model import CaseFilterModel
from widgets.case_table import CaseTable
from widgets.case_table_model import CaseTableModel

WIDTH, HEIGHT = 1366, 768
TICK_MS = 5
KEYS = (Qt.Key.Key_PageDown, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_PageDown, Qt.Key.Key_Up, Qt.Key.Key_PageDown)


def say(**facts: Any) -> None:
    """One line to whoever measures."""
    print(json.dumps(facts), flush=True)


class EventLoopWatch(QObject):
    """How long the event loop was not free: a precise timer's lateness, in milliseconds.

    ``lateness`` leaves out what Linux tells of the GUI thread's waiting, ready to run, for a processor that others
    had; ``wall`` does not. Waiting for Python's lock, for the disk or for anything else of our own counts in both.
    """

    def __init__(self) -> None:
        super().__init__()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._tick)
        self._file = Path(f"/proc/self/task/{threading.get_native_id()}/schedstat")
        self._told = self._file.exists()
        self._last = self._waited = 0.0
        self.lateness: list[float] = []
        self.wall: list[float] = []

    def start(self) -> None:
        """Forget the past and watch."""
        self.lateness, self.wall = [], []
        self._last, self._waited = time.monotonic(), self._waiting()
        self._timer.start()

    def facts(self) -> dict[str, float]:
        """The longest and the 99th of a hundred stretches since ``start``, and the longest by the clock."""
        self._tick()
        return {"longest": max(self.lateness), "p99": sorted(self.lateness)[int(len(self.lateness) * 0.99)],
                "wall": max(self.wall)}

    @Slot()
    def _tick(self) -> None:
        now, waited = time.monotonic(), self._waiting()
        late = (now - self._last) * 1000 - TICK_MS
        self.wall.append(late)
        self.lateness.append(max(0.0, late - (waited - self._waited)))
        self._last, self._waited = now, waited

    def _waiting(self) -> float:
        """Milliseconds that this thread has stood ready while no processor was free, since it began."""
        return int(self._file.read_text("ascii").split()[1]) / 1e6 if self._told else 0.0


class Station(QObject):
    """One measured workstation.

    Signals:
        asked(str): a line came on the input.
    """

    asked = Signal(str)

    def __init__(self, app: QApplication, url: str, login: str) -> None:
        super().__init__()
        tokens = apply_theme(app)
        self.engine = make_engine(url, f"bench {login}")
        self.jobs, self.clock, self.watch = Jobs(), ServerClock(), EventLoopWatch()
        self.board = CaseBoard(self.engine, self.jobs, self.clock)
        self.feed = ChangeFeed(partial(changes, partial(connect_raw, url, "bench"), TOPICS,
                                       open_reader=row_reader))
        self.model = CaseTableModel()
        self.shown = CaseFilterModel(self.model)
        self.table = CaseTable(tokens, self.shown)
        self.counts = QLabel()
        self.window = QWidget()
        box = QVBoxLayout(self.window)
        box.addWidget(self.counts)
        box.addWidget(self.table)
        self.window.resize(WIDTH, HEIGHT)
        self._fresh: dict[int, Case] = {}
        self._await: str = ""
        self._painting = False
        self._scroll_until = 0.0
        self._step = 0
        self._scroller = QTimer(self)
        self._scroller.setInterval(16)
        self._scroller.timeout.connect(self._scroll_on)
        self.table.view.viewport().installEventFilter(self)
        self.board.reset.connect(self._reset)
        self.board.cases_put.connect(self._put_many)
        self.board.case_put.connect(self._put)
        self.board.case_gone.connect(self.model.remove)
        self.board.counted.connect(self._counted)
        self.board.completed.connect(self._completed)
        self.feed.resynced.connect(self._read)
        self.feed.cases_read.connect(self.board.take)
        self.asked.connect(self._obey)
        self.window.show()

    def start(self) -> None:
        """Connect, listen, read."""
        self._began = time.monotonic_ns()
        self.watch.start()
        self.feed.start()

    def close(self) -> None:
        """Everything down."""
        self.feed.stop()
        self.jobs.wait_idle(2)
        self.jobs.shut_down()
        self.engine.dispose()
        self.window.close()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the view paint, then note the time: the moment after the row stands in the picture."""
        if event.type() is not QEvent.Type.Paint or self._painting:
            return False
        self._painting = True
        QCoreApplication.sendEvent(watched, event)
        self._painting = False
        self._painted(time.monotonic_ns())
        return True

    def _painted(self, at: int) -> None:
        if self._fresh:
            seen = self.table.view.viewport().rect()
            for case_id, case in list(self._fresh.items()):
                row = self.shown.row_of(case_id)
                if row is not None and seen.intersects(self.table.view.visualRect(self.shown.index(row, 0))):
                    del self._fresh[case_id]
                    say(painted=case_id, version=case.version, at=at)
        if self._await:
            say(shown=self._await, at=at, began=self._began, rows=self.shown.rowCount(), counts=self.counts.text(),
                **self.watch.facts())
            self._await = ""
            self.watch.start()

    @Slot()
    def _read(self) -> None:
        self.board.read_all()

    @Slot(list)
    def _reset(self, rows: list[Case]) -> None:
        self.model.set_now(self.clock.now())
        self.shown.set_now(self.clock.now())
        self.model.replace_all(rows)

    @Slot(list)
    def _counted(self, counts: list[StageCount]) -> None:
        first = not self.counts.text()
        self.counts.setText(" · ".join(f"{count.stage} {count.open_count}/{count.overdue_count}" for count in counts))
        if first:
            self._await = "first"
            self.table.view.viewport().update()

    @Slot(list)
    def _put_many(self, rows: list[Case]) -> None:
        self.model.put_all(rows)

    @Slot(object)
    def _put(self, case: Case) -> None:
        self._fresh[case.case_id] = case
        self.model.put(case)

    @Slot(int)
    def _completed(self, _rows: int) -> None:
        self._await = "all"
        self.table.view.viewport().update()

    @Slot(str)
    def _obey(self, line: str) -> None:
        word, *values = line.split()
        if word == "scroll":
            self._scroll_until = time.monotonic() + float(values[0])
            self.table.view.setFocus()
            self.watch.start()
            self._scroller.start()
        elif word == "memory":
            say(memory=psutil.Process().memory_info().rss)
        elif word == "read":
            self.counts.clear()
            self._began = time.monotonic_ns()
            self.watch.start()
            self.board.read_all()
        elif word == "stop":
            QCoreApplication.quit()

    @Slot()
    def _scroll_on(self) -> None:
        """Keys and wheel in turn, some sixty a second, as a hand in a hurry does; back to the top at the end."""
        view = self.table.view
        self._step += 1
        if view.verticalScrollBar().value() >= view.verticalScrollBar().maximum():
            view.scrollToTop()
        if self._step % 40 < 20:
            key = KEYS[self._step % len(KEYS)]
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QCoreApplication.sendEvent(view, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier))
        else:
            middle = QPointF(view.viewport().rect().center())
            QCoreApplication.sendEvent(view.viewport(), QWheelEvent(
                middle, view.viewport().mapToGlobal(middle), QPoint(), QPoint(0, -360), Qt.MouseButton.NoButton,
                Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False))
        if time.monotonic() > self._scroll_until:
            self._scroller.stop()
            say(scrolled=self._step, **self.watch.facts())
            self.watch.start()


def main(arguments: list[str]) -> int:
    """One station until it is told to stop."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    url, login = arguments
    sys.setswitchinterval(0.0005)  # as ui/start.py does
    app = QApplication([])
    station = Station(app, url, login)
    say(ready=time.monotonic_ns())

    def listen() -> None:
        for line in sys.stdin:
            station.asked.emit(line.strip())

    threading.Thread(target=listen, daemon=True).start()
    station.start()
    app.exec()
    station.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
