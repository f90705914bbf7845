"""500 positions a second through a gateway for a while, who hears of them, and who is nearest."""

from __future__ import annotations

import json
import random
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, create_engine, text

from app.database.embedded_server import EmbeddedServer
from app.database.engine import connect_raw
from app.database.gateways import create_gateway
from app.database.people import create_person
from app.domain.people import Duty
from tests.benchmarks.room import fresh_room
from tests.benchmarks.table import Row, Say, against, below, percentile
from tests.database.clone import PASSWORD

UNITS, SECONDS, ASKED, SINGLES = 500, 20, 2000, 500
CORNER, SIDE = (121.370, 28.580), 0.003  # the cells of the tiny district
_PUT = text("select taken, repeated, refused from api.field_positions(cast(:fixes as jsonb))")
_FLOOR = text("insert into bench_fix select * from jsonb_to_recordset(cast(:fixes as jsonb)) "
              "as f(worker text, at timestamptz, longitude float8, latitude float8)")
_NEAREST = text("select * from api.nearest_on_duty(:longitude, :latitude, 5, 'vehicle')")


def run(server: EmbeddedServer, say: Say) -> list[Row]:
    """Five rows: batches of a second, fix by fix, notices, growth of the live table, the nearest five."""
    with fresh_room(server) as room:
        with room.owner.begin() as connection:
            _furnish(connection)
        gateway = create_engine(room.url("bench_gateway"))
        taker = create_engine(room.url("bench_taker"))
        listener = connect_raw(room.url("bench_taker"), "bench")
        listener.autocommit = True
        with closing(listener), gateway.connect() as sending, room.owner.connect() as owner:
            with listener.cursor() as cursor:
                cursor.execute("listen gridroom_position")
            taken, floor, behind = _stream(sending, owner)
            listener.poll()
            with listener.cursor() as cursor:
                cursor.execute("select 1")
            notices = len(listener.notifies)
            single = _single(sending)
            size = owner.execute(text("select pg_total_relation_size('gridroom.last_position')")).scalar_one()
        with taker.connect() as asking:
            nearest, empty = _ask(asking)
        gateway.dispose()
        taker.dispose()
    median, worst = percentile(taken, 0.5), percentile(taken, 0.99)
    say(f"{UNITS} positions in one call: {median:.0f} ms (p99 {worst:.0f}); latest start {behind * 1000:.0f} ms late; "
        f"{notices} notices in {SECONDS} s; nearest p99 {percentile(nearest, 0.99):.1f} ms")
    return [
        against(f"{UNITS} positions in one call", median, "ms", percentile(floor, 0.5), None,
                f"p99 {worst:.0f} ms, every second for {SECONDS} s; located, judged, kept and shown; floor: the same "
                "JSON inserted into a bare table"),
        below("positions a second: latest start of a batch", behind * 1000, "ms", 1000,
              f"{UNITS} a second for {SECONDS} s"),
        below("notices of positions", notices / SECONDS, "a second", 2.1, "whoever moved; a listener counted them"),
        against("one position in one call", percentile(single, 0.5), "ms", percentile(empty, 0.5), None,
                f"{1000 / percentile(single, 0.5):.0f} a second on one connection; live table {size / 1024:.0f} kB "
                "after all; floor: select 1"),
        against("nearest 5 of 500 on duty", percentile(nearest, 0.99), "ms", percentile(empty, 0.99), None,
                f"p99, median {percentile(nearest, 0.5):.2f} ms; floor: select 1"),
    ]


def _furnish(connection: Connection) -> None:
    create_person(connection, "bench_taker", PASSWORD, "受理员", (Duty.CALL_TAKER,))
    create_gateway(connection, "bench_gateway", PASSWORD, "平安通")
    connection.execute(text(
        "insert into gridroom.field_unit (kind, code, name) "
        "select 'vehicle', 'V' || n, 'V' || n from generate_series(1, :units) n"), {"units": UNITS})
    connection.exec_driver_sql("insert into gridroom.gateway_unit select 'bench_gateway', unit_id "
                               "from gridroom.field_unit where kind = 'vehicle'")
    connection.exec_driver_sql("create table bench_fix (worker text, at timestamptz, longitude float8, "
                               "latitude float8, primary key (worker, at))")


def _fixes(at: datetime) -> list[dict[str, object]]:
    return [{"worker": f"V{number}", "longitude": round(CORNER[0] + random.random() * SIDE, 6),
             "latitude": round(CORNER[1] + random.random() * SIDE, 6), "at": at.isoformat(), "accuracy": 8.5,
             "speed": 1.2, "heading": 90, "battery": 80} for number in range(1, UNITS + 1)]


def _stream(sending: Connection, owner: Connection) -> tuple[list[float], list[float], float]:
    """(ms of each call, ms of the floor, seconds by which the latest batch began too late)."""
    taken, floor, behind = [], [], 0.0
    began = time.monotonic()
    for second in range(SECONDS):
        wait = began + second - time.monotonic()
        if wait > 0:
            time.sleep(wait)
        behind = max(behind, -wait)
        fixes = json.dumps(_fixes(datetime.now(UTC)))
        started = time.monotonic()
        with sending.begin():
            answer = sending.execute(_PUT, {"fixes": fixes}).one()
        taken.append((time.monotonic() - started) * 1000)
        assert answer == (UNITS, 0, [])
        started = time.monotonic()
        owner.execute(_FLOOR, {"fixes": fixes})
        owner.commit()
        floor.append((time.monotonic() - started) * 1000)
    return taken, floor, behind


def _single(sending: Connection) -> list[float]:
    times = []
    at = datetime.now(UTC) - timedelta(hours=1)
    for number in range(SINGLES):
        started = time.monotonic()
        with sending.begin():
            sending.execute(text("select api.field_position(:worker, 121.3715, 28.5815, :at)"),
                            {"worker": f"V{number % UNITS + 1}", "at": at + timedelta(seconds=number)})
        times.append((time.monotonic() - started) * 1000)
    return times


def _ask(asking: Connection) -> tuple[list[float], list[float]]:
    nearest, empty = [], []
    for _ in range(ASKED):
        place = {"longitude": CORNER[0] + random.random() * SIDE, "latitude": CORNER[1] + random.random() * SIDE}
        started = time.monotonic()
        found = asking.execute(_NEAREST, place).all()
        nearest.append((time.monotonic() - started) * 1000)
        assert len(found) == 5
        started = time.monotonic()
        asking.execute(text("select 1")).all()
        empty.append((time.monotonic() - started) * 1000)
    return nearest, empty
