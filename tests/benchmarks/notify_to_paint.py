"""Commit of a dispatch → the row painted on another workstation, against a bare NOTIFY under the same listeners.

Both are timed from just before COMMIT is sent. The floor writes one row beside its NOTIFY: a transaction that writes
nothing waits for no disk, and a dispatch without its durable commit would be no dispatch. Both floors are told.
"""

from __future__ import annotations

import json
import threading
import time
from contextlib import ExitStack
from uuid import uuid4

from sqlalchemy import Connection, text

from app.database import cases
from app.database.embedded_server import EmbeddedServer
from app.domain.case import Action, Answer, Move
from app.domain.report import ReportDraft
from tests.benchmarks.child import Child
from tests.benchmarks.room import fresh_room
from tests.benchmarks.table import Row, Say, against, percentile
from tests.database.clone import Clone

CLIENTS = 20
SAMPLES = 300
IN_TURN, STILL = 20, 180       # cases that are dispatched in turn, at the top; cases that only stand on the board
PAUSE_SECONDS = 0.03           # so that no sample meets the echo of the one before
GOAL_P50, GOAL_P99 = 4.0, 8.0


def run(server: EmbeddedServer, say: Say) -> list[Row]:
    """The two rows of this promise."""
    with fresh_room(server) as room, ExitStack() as open_now:
        turn = _fill(room)
        dispatcher = open_now.enter_context(room.engine("dispatcher").connect())
        owner = open_now.enter_context(room.owner.connect())
        owner.execute(text("create table bench_written (n integer)"))
        owner.commit()
        url = room.url("chief")
        crowd = open_now.enter_context(Child("tests.benchmarks.listeners", "crowd", str(CLIENTS - 1), url))
        raw = open_now.enter_context(Child("tests.benchmarks.listeners", "raw", url, "bench_raw"))
        station = open_now.enter_context(Child("tests.benchmarks.station", url, "chief"))
        for child in (crowd, raw):
            child.line()
        while '"all"' not in station.line():
            pass
        say(f"{CLIENTS} clients listen; {SAMPLES} dispatches and as many bare notices, in turn")
        painted, bare, written = [], [], []
        for sample in range(SAMPLES + 20):
            _rest()
            bare.append(_notice(owner, raw, sample, write=False))
            _rest()
            answer = turn[sample % IN_TURN]
            painted.append(_move(dispatcher, station, answer, Action.DISPATCH, turn, sample, department_id=1))
            _rest()
            written.append(_notice(owner, raw, sample, write=True))
            _rest()
            _move(dispatcher, station, turn[sample % IN_TURN], Action.TAKE_BACK, turn, sample)
            if sample % 100 == 99:
                say(f"{sample + 1}: painted {percentile(painted, 0.5):.1f} ms, bare notice "
                    f"{percentile(bare, 0.5):.2f} ms, notice with a written row {percentile(written, 0.5):.2f} ms")
        painted, bare, written = painted[20:], bare[20:], written[20:]
    rows = []
    for share, goal in ((0.5, GOAL_P50), (0.99, GOAL_P99)):
        figure, floor = percentile(painted, share), percentile(written, share)
        note = (f"{CLIENTS} clients, {SAMPLES} samples; floor: one row and a NOTIFY committed → other socket readable; "
                f"a NOTIFY that writes nothing, and so waits for no disk, takes {percentile(bare, share):.2f} ms")
        rows.append(against(f"dispatch → painted elsewhere, p{share * 100:g}", figure, "ms", floor, goal, note))
    return rows


def _fill(room: Clone) -> list[Answer]:
    """The board: cases under way with far deadlines, and the ones that are dispatched in turn, registered."""
    with room.engine("taker").connect() as taker, room.engine("dispatcher").connect() as dispatcher:
        for number in range(STILL):
            answer = _register(taker, number, condition_id=3)
            with dispatcher.begin():
                cases.move(dispatcher, Move(uuid4(), Action.DISPATCH, answer.case_id, answer.version,
                                            {"department_id": 2}))
        return [_register(taker, number, condition_id=1) for number in range(IN_TURN)]


def _register(taker: Connection, number: int, condition_id: int) -> Answer:
    with taker.begin():
        place = f"卖芝桥东路{number}号"
        draft = ReportDraft(uuid4(), f"{place}井盖缺失，影响通行", place=place, position=(121.3715, 28.5815))
        answer = cases.report(taker, draft)
    with taker.begin():
        return cases.move(taker, Move(uuid4(), Action.REGISTER, answer.case_id, answer.version,
                                      {"condition_id": condition_id}))


def _move(dispatcher: Connection, station: Child, before: Answer, action: Action, turn: list[Answer], sample: int,
          **values: object) -> float:
    """Milliseconds from just before COMMIT is sent until the station's picture shows the new version."""
    with dispatcher.begin() as transaction:
        answer = cases.move(dispatcher, Move(uuid4(), action, before.case_id, before.version, values))
        began = time.monotonic_ns()
        transaction.commit()
    turn[sample % IN_TURN] = answer
    while True:
        said = json.loads(station.line())
        if said.get("painted") == answer.case_id and said["version"] >= answer.version:
            return (said["at"] - began) / 1e6


def _notice(owner: Connection, raw: Child, sample: int, *, write: bool) -> float:
    """Milliseconds from just before COMMIT is sent until the other socket is readable."""
    payload = f"{sample}{'w' if write else ''}"
    with owner.begin() as transaction:
        if write:
            owner.execute(text("insert into bench_written values (:n)"), {"n": sample})
        owner.execute(text("select pg_notify('bench_raw', :payload)"), {"payload": payload})
        began = time.monotonic_ns()
        transaction.commit()
    while True:
        said, at = raw.line().split()
        if said == payload:
            return (int(at) - began) / 1e6


def _rest() -> None:
    threading.Event().wait(PAUSE_SECONDS)
