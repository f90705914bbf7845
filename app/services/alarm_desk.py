"""This person's alarms, kept in step: read, rung once, acknowledged, shelved, measured."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from uuid import UUID, uuid4

from qtpy.QtCore import QObject, QTimer, Signal, Slot
from sqlalchemy import Connection, Engine

from app.background.jobs import Jobs
from app.database import alarms
from app.database.failures_from_sql import translated
from app.domain.alarm import Alarm, AlarmRate, Ring
from app.domain.failures import Failure, Unreachable
from app.domain.shift import Shift
from app.services.case_board import CASE_TOPIC

ALARM_TOPIC, SETTING_TOPIC = "gridroom_alarm", "gridroom_catalogue"
SETTLE_MS = 1500       # after a change: one question for a burst of them
EVERY_MS = 30_000      # time itself makes alarms


@dataclass(frozen=True, slots=True)
class _Read:
    alarms: list[Alarm]
    rings: list[Ring]
    shifts: list[Shift]
    leader: str


@dataclass(frozen=True, slots=True)
class AlarmAct:
    """What this person does to some alarms: 'acknowledge', 'shelve' or 'unshelve'."""

    what: str
    keys: tuple[str, ...]
    until: datetime | None = None
    reason: str = ""
    request_id: UUID = field(default_factory=uuid4)


@dataclass(frozen=True, slots=True)
class _Done:
    act: AlarmAct
    count: int = 0
    failure: Failure | None = None


class AlarmDesk(QObject):
    """Reads after changes and every half minute. The server remembers what rang, so connecting anew rings nothing.

    Signals:
        listed(object): the list of Alarm as it is now.
        rang(object): the list of Ring that are to be told now; never empty.
        shifts_read(object): the list of Shift, when they or who leads the running one (``leader``) changed.
        acted(object, int): an AlarmAct that was done, and to how many alarms.
        failed(object, object): an AlarmAct that was not, and the Failure.
        rated(object): the list of AlarmRate that was asked for.
    """

    listed = Signal(object)
    rang = Signal(object)
    shifts_read = Signal(object)
    acted = Signal(object, int)
    failed = Signal(object, object)
    rated = Signal(object)

    def __init__(self, engine: Engine, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine, self._jobs = engine, jobs
        self._reading = self._again = self._rating = False
        self._acting: AlarmAct | None = None
        self.alarms: list[Alarm] = []
        self.shifts: list[Shift] = []
        self.leader = ""
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MS)
        self._settle.timeout.connect(self.read)
        self._every = QTimer(self)
        self._every.setInterval(EVERY_MS)
        self._every.timeout.connect(self.read)

    def start(self) -> None:
        """Read every half minute from now on; the first time when the line is there."""
        self._every.start()

    def stop(self) -> None:
        """Read no more."""
        self._every.stop()
        self._settle.stop()

    @Slot()
    def read(self) -> None:
        """Read now; once more when it is asked for meanwhile."""
        if self._reading:
            self._again = True
            return
        self._reading = True
        self._jobs.run(self._fetch, self._show, self._not_read, name="alarms")

    @Slot(str, int)
    def hear(self, topic: str, _id: int) -> None:
        """A change of the feed."""
        if topic == ALARM_TOPIC:
            self.read()
        elif topic in (CASE_TOPIC, SETTING_TOPIC) and not self._settle.isActive():
            self._settle.start()

    def do(self, act: AlarmAct) -> None:
        """Do it; while the answer is awaited a second press asks nothing."""
        if self._acting is None:
            self._acting = act
            self._jobs.run(partial(self._send, act), self._done, self._broke, name=f"alarms: {act.what}")

    @Slot()
    def ask_rate(self) -> None:
        """Measure; ``rated`` tells. When the server is away nothing is told."""
        if not self._rating:
            self._rating = True
            self._jobs.run(self._measure, self._tell_rate, self._not_rated, name="alarm rate")

    # On worker threads ------------------------------------------------------------------------------------------

    def _fetch(self) -> _Read:
        with translated(), self._engine.begin() as connection:
            rings = alarms.ring(connection)
            return _Read(alarms.read_alarms(connection), rings, alarms.read_shifts(connection),
                         alarms.read_leader(connection))

    def _send(self, act: AlarmAct) -> _Done:
        try:
            with translated(), self._engine.begin() as connection:
                return _Done(act, _carry_out(connection, act))
        except Failure as failure:
            return _Done(act, failure=failure)

    def _measure(self) -> list[AlarmRate]:
        with translated(), self._engine.connect() as connection:
            return alarms.read_rate(connection)

    # Back on the GUI thread -------------------------------------------------------------------------------------

    @Slot(object)
    def _show(self, read: _Read) -> None:
        self._reading = False
        self.alarms = read.alarms
        if (read.shifts, read.leader) != (self.shifts, self.leader):
            self.shifts, self.leader = read.shifts, read.leader
            self.shifts_read.emit(read.shifts)
        self.listed.emit(read.alarms)
        if read.rings:
            self.rang.emit(read.rings)
        if self._again:
            self._again = False
            self.read()

    @Slot(object)
    def _not_read(self, error: BaseException) -> None:
        self._reading = self._again = False
        if not isinstance(error, Failure):
            raise error  # a bug; what the server cannot tell now is asked again with the next change

    @Slot(object)
    def _done(self, done: _Done) -> None:
        self._acting = None
        if done.failure is not None:
            self.failed.emit(done.act, done.failure)
        else:
            self.acted.emit(done.act, done.count)
        if not isinstance(done.failure, Unreachable):
            self.read()

    @Slot(object)
    def _broke(self, error: BaseException) -> None:
        self._acting = None
        raise error  # a bug: the exception hook shows and logs it

    @Slot(object)
    def _tell_rate(self, rates: list[AlarmRate]) -> None:
        self._rating = False
        self.rated.emit(rates)

    @Slot(object)
    def _not_rated(self, error: BaseException) -> None:
        self._rating = False
        if not isinstance(error, Failure):
            raise error


def _carry_out(connection: Connection, act: AlarmAct) -> int:
    if act.what == "acknowledge":
        return alarms.acknowledge(connection, act.request_id, act.keys)
    if act.what == "unshelve":
        return alarms.unshelve(connection, act.request_id, act.keys)
    if act.until is None:
        raise ValueError("an alarm is shelved until a time")
    return alarms.shelve(connection, act.request_id, act.keys, act.until, act.reason)
