"""Who else is at a case: tells where this seat is, hears where the others are (docs/decisions/0029)."""

from __future__ import annotations

import time
from functools import partial
from uuid import uuid4

from qtpy.QtCore import QObject, QTimer, Signal, Slot
from sqlalchemy import Engine

from app.background.jobs import Job, Jobs
from app.database import presence
from app.database.failures_from_sql import translated
from app.domain.failures import Failure
from app.domain.presence import Onlooker

TOPIC = "gridroom_presence"
REST_MS = 400        # a hand that runs down the list tells where it stops, and at most so often on the way
GATHER_MS = 50       # what is heard meanwhile is read in one question
HEARTBEAT_MS = 15_000
MOST_WORDS = 200     # the database takes no more

Onlookers = dict[int, tuple[Onlooker, ...]]


class Presence(QObject):
    """This seat among the others.

    Signals:
        changed(object): by case id, who else is there now (an empty tuple: nobody).
    """

    changed = Signal(object)

    def __init__(self, engine: Engine, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine, self._jobs = engine, jobs
        self.seat = uuid4()
        self._looks: int | None = None
        self._words: frozenset[int] = frozenset()
        self._told: tuple[int | None, frozenset[int]] = (None, frozenset())
        self._told_at = 0.0
        self._telling: Job | None = None
        self._leaving = False
        self._heard: set[int] = set()
        self._reading: Job | None = None
        self._known: Onlookers = {}
        self._rest = self._timer(REST_MS, self._tell, single=True)
        self._gather = self._timer(GATHER_MS, self._read, single=True)
        self._heartbeat = self._timer(HEARTBEAT_MS, self._beat, single=False)

    def onlookers(self, case_id: int) -> tuple[Onlooker, ...]:
        """Who else is at this case."""
        return self._known.get(case_id, ())

    def look(self, case_id: int | None) -> None:
        """This seat shows this case now; nothing any more once it leaves."""
        if case_id != self._looks and not self._leaving:
            self._looks = case_id
            self._soon()

    def set_words(self, case_ids: frozenset[int]) -> None:
        """This seat has unsent words for these cases; nothing any more once it leaves."""
        if case_ids != self._words and not self._leaving:
            self._words = case_ids
            self._soon()

    @Slot()
    def resync(self) -> None:
        """Connected (again): the others are read anew, and hear where this seat is."""
        if self._leaving:
            return
        self._heartbeat.start()
        self._told = (None, frozenset({-1}))  # whatever it was told before may be forgotten there
        self._tell()
        self._heard.clear()
        if self._reading is not None:
            self._reading.cancel()  # what it read is older, and might come later than what is read now
        self._reading = self._jobs.run(partial(self._fetch, None), self._show_all, self._not_read, name="presence: all")

    @Slot(str, int)
    def hear(self, topic: str, case_id: int) -> None:
        """A change of the feed."""
        if topic == TOPIC:
            self._heard.add(case_id)
            if not self._gather.isActive():
                self._gather.start()

    def leave(self) -> None:
        """This seat closes: say so while there is still somebody to say it. For good: the window may still tell of
        its words while it waits for the last answers, and that would bring this seat back to life for the others."""
        self._heartbeat.stop()
        self._rest.stop()
        self._leaving = True
        self._looks, self._words = None, frozenset()
        if self._told != (None, frozenset()):
            self._tell()

    def _timer(self, milliseconds: int, slot: object, *, single: bool) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(single)
        timer.setInterval(milliseconds)
        timer.timeout.connect(slot)
        return timer

    def _soon(self) -> None:
        """At once after a rest, else when the hand comes to rest."""
        if time.monotonic() - self._told_at > REST_MS / 1000 and self._telling is None:
            self._tell()
        else:
            self._rest.start()

    @Slot()
    def _beat(self) -> None:
        self._told = (None, frozenset({-1}))
        self._tell()

    @Slot()
    def _tell(self) -> None:
        wanted = (self._looks, self._words)
        if self._telling is not None or wanted == self._told:
            return  # after the answer what differs by then is told
        self._told, self._told_at = wanted, time.monotonic()
        self._telling = self._jobs.run(partial(self._send, *wanted), self._was_told, self._not_told,
                                       name="presence: tell")

    # On worker threads ------------------------------------------------------------------------------------------

    def _send(self, looks: int | None, words: frozenset[int]) -> None:
        with translated(), self._engine.begin() as connection:
            presence.tell_presence(connection, self.seat, looks, sorted(words)[:MOST_WORDS])

    def _fetch(self, case_ids: tuple[int, ...] | None) -> tuple[tuple[int, ...], Onlookers]:
        with translated(), self._engine.begin() as connection:
            found = presence.onlookers(connection, case_ids)
        others = {case_id: tuple(one for one in people if one.seat != self.seat) for case_id, people in found.items()}
        return case_ids or (), others

    # Back on the GUI thread -------------------------------------------------------------------------------------

    @Slot(object)
    def _was_told(self, _nothing: object) -> None:
        self._telling = None
        if (self._looks, self._words) == self._told:
            return
        if self._leaving:
            self._tell()
        else:
            self._rest.start()

    @Slot(object)
    def _not_told(self, error: BaseException) -> None:
        self._telling = None
        self._told = (None, frozenset({-1}))
        self._forgive(error)

    @Slot()
    def _read(self) -> None:
        if self._reading is not None or not self._heard:
            return
        ids = tuple(self._heard)
        self._heard.clear()
        self._reading = self._jobs.run(partial(self._fetch, ids), self._show, self._not_read, name="presence: read")

    @Slot(object)
    def _show(self, read: tuple[tuple[int, ...], Onlookers]) -> None:
        ids, found = read
        self._put({case_id: found.get(case_id, ()) for case_id in ids})

    @Slot(object)
    def _show_all(self, read: tuple[tuple[int, ...], Onlookers]) -> None:
        self._put(dict.fromkeys(self._known, ()) | read[1])

    def _put(self, now: Onlookers) -> None:
        self._reading = None
        news = {case_id: people for case_id, people in now.items() if people != self._known.get(case_id, ())}
        for case_id, people in news.items():
            if people:
                self._known[case_id] = people
            else:
                self._known.pop(case_id, None)
        if news:
            self.changed.emit(news)
        if self._heard:
            self._gather.start()

    @Slot(object)
    def _not_read(self, error: BaseException) -> None:
        self._reading = None
        if self._heard:
            self._gather.start()
        self._forgive(error)

    @staticmethod
    def _forgive(error: BaseException) -> None:
        if not isinstance(error, Failure):
            raise error  # a bug: the exception hook shows and logs it
