"""Report and dispatch, one at a time, against the commit of a bare one-row INSERT beside them."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, text

from app.database import cases
from app.database.embedded_server import EmbeddedServer
from app.domain.case import Action, Move
from app.domain.report import ReportDraft
from tests.benchmarks.room import fresh_room
from tests.benchmarks.table import Row, Say, against, percentile

SAMPLES = 400


def run(server: EmbeddedServer, say: Say) -> list[Row]:
    """Two rows: medians, the floor measured between the samples."""
    with fresh_room(server) as room:
        # The floor goes the same way, over TCP as a person, so that only the work differs.
        with room.owner.begin() as connection:
            connection.execute(text("create table public.bench_bare (n integer)"))
            connection.execute(text("grant insert on public.bench_bare to gridroom_person"))
        taker, dispatcher = room.engine("taker").connect(), room.engine("dispatcher").connect()
        with taker, dispatcher:
            bare, reported, dispatched = [], [], []
            for sample in range(SAMPLES + 20):
                bare.append(_timed(taker, _insert)[0])
                draft = ReportDraft(uuid4(), f"卖芝桥东路{sample}号井盖缺失", place=f"卖芝桥东路{sample}号",
                                    position=(121.3715, 28.5815))
                milliseconds, answer = _timed(taker, partial(cases.report, draft=draft))
                reported.append(milliseconds)
                with taker.begin():
                    answer = cases.move(taker, Move(uuid4(), Action.REGISTER, answer.case_id, answer.version,
                                                    {"condition_id": 1}))
                wanted = Move(uuid4(), Action.DISPATCH, answer.case_id, answer.version, {"department_id": 1})
                dispatched.append(_timed(dispatcher, partial(cases.move, wanted=wanted))[0])
    floor = percentile(bare[20:], 0.5)
    say(f"bare insert {floor:.2f} ms")
    note = f"{SAMPLES} samples against begin, INSERT of one row, commit; everything durable"
    return [against("report_case with commit, median", percentile(reported[20:], 0.5), "ms", floor, None, note),
            against("dispatch_case with commit, median", percentile(dispatched[20:], 0.5), "ms", floor, None, note)]


def _insert(connection: Connection) -> None:
    connection.execute(text("insert into public.bench_bare values (1)"))


def _timed(connection: Connection, work: Callable[[Connection], Any]) -> tuple[float, Any]:
    """Milliseconds of one transaction around ``work``, and what it answered."""
    began = time.monotonic()
    with connection.begin():
        answer = work(connection)
    return (time.monotonic() - began) * 1000, answer
