"""Fifty logins writing one transition a second each for a minute, against one session alone in the same run."""

from __future__ import annotations

import random
import threading
import time
from dataclasses import dataclass, field
from uuid import uuid4

from sqlalchemy import Connection, Engine, create_engine

from app.database import cases
from app.database.embedded_server import EmbeddedServer
from app.database.failures_from_sql import translated
from app.database.people import create_person
from app.domain.case import Action, Answer, Move
from app.domain.failures import Failure
from app.domain.people import Duty
from app.domain.report import ReportDraft
from tests.benchmarks.room import fresh_room
from tests.benchmarks.table import Row, Say, against, below, percentile
from tests.database.clone import PASSWORD, Clone

SESSIONS, SECONDS, ALONE = 50, 60, 120
GOAL_RATIO = 20.0
# One case's way, over and over: a report, then these; all of them write and append a step.
WAY = ((Action.REGISTER, {"condition_id": 1}), (Action.DISPATCH, {"department_id": 1}), (Action.TAKE_BACK, {}),
       (Action.DISPATCH, {"department_id": 2}), (Action.VOID, {"reason": "测量"}))


@dataclass
class Seat:
    """One person at work: their connection, their case, and how long every answer took."""

    engine: Engine
    answer: Answer | None = None
    step: int = 0
    milliseconds: list[float] = field(default_factory=list)
    unanswered: list[str] = field(default_factory=list)

    def act(self) -> None:
        """The next transition of this person's case."""
        began = time.monotonic()
        try:
            with translated(), self.engine.begin() as connection:
                self.answer = self._next(connection)
            self.milliseconds.append((time.monotonic() - began) * 1000)
        except Failure as failure:
            self.unanswered.append(str(failure))
            self.answer = None

    def _next(self, connection: Connection) -> Answer:
        if self.answer is None or self.step == len(WAY):
            self.step = 0
            return cases.report(connection, ReportDraft(uuid4(), "井盖缺失", position=(121.3715, 28.5815)))
        action, values = WAY[self.step]
        self.step += 1
        return cases.move(connection, Move(uuid4(), action, self.answer.case_id, self.answer.version, values))


def run(server: EmbeddedServer, say: Say) -> list[Row]:
    """Two rows."""
    with fresh_room(server) as room:
        seats = _seats(room)
        # Once round for everybody: a connection's first call of each function compiles it, and seats stay connected.
        for seat in seats:
            for _ in range(len(WAY) + 1):
                seat.act()
        cold = [value for seat in seats for value in seat.milliseconds]
        alone = Seat(seats[0].engine)
        for seat in (*seats, alone):
            seat.milliseconds.clear()
        for _ in range(ALONE // 2):
            alone.act()
        say(f"first calls: median {percentile(cold, 0.5):.0f} ms, p99 {percentile(cold, 0.99):.0f} ms")
        say(f"one session alone: median {percentile(alone.milliseconds, 0.5):.1f} ms")
        _work_together(seats, say)
        for _ in range(ALONE // 2):
            alone.act()
        for seat in seats:
            seat.engine.dispose()
    times = [value for seat in seats for value in seat.milliseconds]
    unanswered = [words for seat in seats for words in seat.unanswered]
    wanted = SESSIONS * SECONDS
    floor = percentile(alone.milliseconds, 0.5)
    note = (f"{len(times)} answers in {SECONDS} s, median {percentile(times, 0.5):.1f} ms, "
            f"longest {max(times):.0f} ms; first calls on a connection: p99 {percentile(cold, 0.99):.0f} ms; "
            f"floor: median of one session alone, before and after")
    return [against("50 sessions, one transition a second each: p99", percentile(times, 0.99), "ms", floor, GOAL_RATIO,
                    note),
            below("50 sessions: transitions without an answer", wanted - len(times), "of 3000", 0,
                  "; ".join(sorted(set(unanswered)))[:200])]


def _seats(room: Clone) -> list[Seat]:
    logins = [f"bench_seat{number}" for number in range(SESSIONS)]
    with room.owner.begin() as connection:
        for login in logins:
            create_person(connection, login, PASSWORD, login, (Duty.CALL_TAKER, Duty.DISPATCHER, Duty.DUTY_CHIEF))
    seats = [Seat(create_engine(room.url(login), pool_size=1)) for login in logins]
    for seat in seats:
        seat.engine.connect().close()
    return seats


def _work_together(seats: list[Seat], say: Say) -> None:
    start = time.monotonic() + 0.5
    threads = [threading.Thread(target=_work, args=(seat, start + random.random())) for seat in seats]
    for thread in threads:
        thread.start()
    for second in range(20, SECONDS + 1, 20):
        threading.Event().wait(max(0.0, start + second - time.monotonic()))
        say(f"{second} s: {sum(len(seat.milliseconds) for seat in seats)} answers")
    for thread in threads:
        thread.join()


def _work(seat: Seat, start: float) -> None:
    """One transition a second by the clock, whatever the one before took: a slow server is not spared."""
    for number in range(SECONDS):
        threading.Event().wait(max(0.0, start + number - time.monotonic()))
        seat.act()
