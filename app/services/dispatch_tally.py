"""How many cases this person dispatched this shift and how many came back as not theirs; for departments, what left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from qtpy.QtCore import QObject, QTimer, Signal, Slot
from sqlalchemy import Engine

from app.background.jobs import Jobs
from app.database import dispatching
from app.database.failures_from_sql import translated
from app.domain.failures import Failure
from app.domain.people import Duty, Person
from app.domain.shift import Shift, shift_at
from app.services.case_board import CASE_TOPIC
from app.services.server_clock import ServerClock

REST_MS = 1500  # after a change: one question for a burst of them
_LEFT_FOR = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Tally:
    """Numbers for the foot of the window; ``left`` counts the cases that left this department within a day."""

    dispatched: int = 0
    returned: int = 0
    left: int = 0


class DispatchTally(QObject):
    """Asks again, a little later, whenever a case changed; asks nothing for people who neither dispatch nor handle.

    Signals:
        counted(object): the Tally.
    """

    counted = Signal(object)

    def __init__(self, engine: Engine, jobs: Jobs, person: Person, clock: ServerClock,
                 parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine, self._jobs, self._clock = engine, jobs, clock
        self.dispatches = bool(person.duties & {Duty.DISPATCHER, Duty.DUTY_CHIEF})
        self.handles = Duty.DEPARTMENT in person.duties
        self._asking = False
        self._shifts: list[Shift] = []
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self.read)

    @Slot()
    def read(self) -> None:
        """Ask now."""
        if self._asking or not (self.dispatches or self.handles):
            return
        self._asking = True
        self._jobs.run(self._fetch, self._show, self._failed, name="dispatch tally")

    @Slot(str, int)
    def hear(self, topic: str, _id: int) -> None:
        """A change of the feed."""
        if topic == CASE_TOPIC and not self._rest.isActive():
            self._rest.start()

    @Slot(object)
    def set_shifts(self, shifts: list[Shift]) -> None:
        """What is counted is this shift; without shifts it is the day."""
        self._shifts = shifts
        self.read()

    def _fetch(self) -> Tally:
        now = self._clock.now()
        shift = shift_at(self._shifts, now)
        since = shift.starts if shift is not None else now.replace(hour=0, minute=0, second=0, microsecond=0)
        with translated(), self._engine.begin() as connection:
            sent, back = dispatching.my_dispatches(connection, since) if self.dispatches else (0, 0)
            left = dispatching.left_cases(connection) if self.handles else []
        return Tally(sent, back, sum(one.left_at > now - _LEFT_FOR for one in left))

    @Slot(object)
    def _show(self, tally: Tally) -> None:
        self._asking = False
        self.counted.emit(tally)

    @Slot(object)
    def _failed(self, error: BaseException) -> None:
        self._asking = False
        if not isinstance(error, Failure):
            raise error  # a bug; what the server cannot tell now is asked again with the next change
