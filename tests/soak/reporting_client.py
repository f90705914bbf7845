"""A client process that reports without pause: the services of the program as they are, without a window.

``python -m tests.soak.reporting_client URL JOURNAL LOGIN PAUSE_MS``. It reports every PAUSE_MS (0: only sends what its
journal holds), says ``told <request id> <case number>`` for every report that the server acknowledged, and after the
word ``stop`` on its input ends when nothing waits any more, with one line of figures in JSON.
"""

from __future__ import annotations

import json
import sys
import threading
import traceback
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from qtpy.QtCore import QCoreApplication, QObject, QTimer, Signal, Slot

from app.background.change_feed import ChangeFeed
from app.background.jobs import Jobs
from app.database.changes import TOPICS, changes
from app.database.engine import connect_raw, make_engine
from app.domain.case import Answer
from app.domain.report import ReportDraft
from app.services.casework import Casework
from app.services.journal_entry import JournalCounts
from app.services.local_journal import LocalJournal
from app.services.replay import Replay

RECOUNT_MS = 200


class ReportingClient(QObject):
    """Reports, hears what became of it, and ends when all is answered.

    Signals:
        stop_asked(): the word came on the input (or the input was closed).
    """

    stop_asked = Signal()

    def __init__(self, url: str, journal: Path, login: str, pause_ms: int) -> None:
        super().__init__()
        self.engine = make_engine(url, f"soak {login}")
        self.jobs, self.disk = Jobs(), Jobs(threads=1)
        self.journal = LocalJournal(journal, login, "soak")
        self.replay = Replay(self.journal, self.engine, self.jobs, disk=self.disk)
        self.casework = Casework(self.engine, self.jobs, self.journal, self.replay, disk=self.disk)
        self.feed = ChangeFeed(partial(changes, partial(connect_raw, url, "soak"), TOPICS))
        self.feed.resynced.connect(self.replay.go_on)
        self.feed.lost.connect(self.replay.hold)
        self.replay.applied.connect(self._applied)
        self.replay.waits.connect(self._waited)
        self.replay.counted.connect(self._counted)
        self.stop_asked.connect(self._stop)
        self.figures = {"asked": 0, "told": 0, "repeated": 0, "waited": 0, "not_kept": 0}
        self.casework.not_kept.connect(self._not_kept)
        self._waiting: set[UUID] = set()
        self._stopping = False
        self._report = self._timer(max(1, pause_ms), self._report_one)
        self._recount = self._timer(RECOUNT_MS, self.replay.recount)
        if pause_ms:
            self._report.start()
        self.feed.start()

    def _timer(self, milliseconds: int, slot: Any) -> QTimer:
        timer = QTimer(self)
        timer.setInterval(milliseconds)
        timer.timeout.connect(slot)
        return timer

    @Slot()
    def _report_one(self) -> None:
        asked = uuid4()
        self.figures["asked"] += 1
        # The description carries the id, so that doubling shows even if the request table were wrong.
        self.casework.report(ReportDraft(asked, f"井盖缺失 {asked}", place="卖芝桥东路", position=(121.3715, 28.5815)))

    @Slot(object, object)
    def _applied(self, entry: Any, answer: Answer) -> None:
        self.figures["told"] += 1
        self.figures["repeated"] += answer.repeated
        print(f"told {entry.request_id} {answer.case_number}", flush=True)

    @Slot(object)
    def _waited(self, entry: Any) -> None:
        self._waiting.add(entry.request_id)
        self.figures["waited"] = len(self._waiting)

    @Slot(object, str)
    def _not_kept(self, _request_id: UUID, _why: str) -> None:
        self.figures["not_kept"] += 1

    @Slot()
    def _stop(self) -> None:
        self._report.stop()
        self._stopping = True
        self._recount.start()

    @Slot(object)
    def _counted(self, counts: JournalCounts) -> None:
        if self._stopping and counts.queued == 0 and self.jobs.running + self.disk.running <= 1:
            self.figures["refused"] = counts.refused
            QCoreApplication.quit()

    def close(self) -> None:
        """Stop listening and close everything."""
        self.feed.stop()
        for house in (self.jobs, self.disk):
            house.wait_idle(2)
            house.shut_down()
        self.journal.close()
        self.engine.dispose()


def main(arguments: list[str]) -> int:
    """One client until it is told to stop."""
    url, journal, login, pause = arguments
    app = QCoreApplication([])
    bugs: list[str] = []

    def keep_bug(kind: type[BaseException], error: BaseException, trace: Any) -> None:
        bugs.append(repr(error))
        traceback.print_exception(kind, error, trace)

    sys.excepthook = keep_bug
    client = ReportingClient(url, Path(journal), login, int(pause))

    def listen() -> None:
        for line in sys.stdin:
            if line.strip() == "stop":
                break
        client.stop_asked.emit()

    threading.Thread(target=listen, daemon=True).start()
    app.exec()
    client.close()
    print(json.dumps(client.figures | {"bugs": bugs}, ensure_ascii=False), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
