"""What needs an action now, asked of 30,000 open cases of which thousands are overdue: the list, and who rings."""

from __future__ import annotations

import time

from sqlalchemy import Connection, text

from app.database import alarms
from app.database.embedded_server import EmbeddedServer
from app.database.engine import make_engine
from tests.benchmarks.big_room import DATABASE, LOGIN, big_room
from tests.benchmarks.table import Row, Say, against, below, percentile
from tests.database.clone import PASSWORD

SAMPLES = 60
GOAL_MS = 50.0
# A room that answers its alarms: forty of the overdue ones are left. The flood is measured as the room is made.
_QUIET = text("""update gridroom.case_file set deadline_at = now() + interval '1 day'
    where is_open and deadline_at <= now() and case_id not in (
        select case_id from gridroom.case_file where is_open and deadline_at <= now() order by case_id limit 40)""")
_CALM = text("update gridroom.case_file set urgency = 'normal' where is_open and urgency = 'urgent'")


def run(server: EmbeddedServer, say: Say) -> list[Row]:
    """Two rows: as the room is made, with thousands overdue, and as a room that answers them. Nothing is kept."""
    owner = big_room(server, say)
    with owner.connect() as connection:
        connection.execute(text("set session authorization " + LOGIN))
        flood, floor, count = _measure(connection)
        connection.execute(text("reset session authorization"))
        connection.execute(_QUIET)
        connection.execute(_CALM)
        connection.execute(text("set session authorization " + LOGIN))
        quiet, quiet_floor, few = _measure(connection)
        connection.rollback()
    owner.dispose()
    engine = make_engine(server.person_url(LOGIN, PASSWORD, DATABASE), "bench alarms")
    with engine.connect() as connection:
        began = time.perf_counter()
        rung = len(alarms.ring(connection))
        first = (time.perf_counter() - began) * 1000
        again = []
        for _ in range(SAMPLES):
            began = time.perf_counter()
            alarms.ring(connection)
            again.append((time.perf_counter() - began) * 1000)
        connection.rollback()
    engine.dispose()
    say(f"{rung} rang at the first sign-in, {first:.0f} ms once")
    return [
        against("alarm list, 30,000 open, answered room", percentile(quiet, 0.5), "ms", percentile(quiet_floor, 0.5), 2,
                f"median; {few} stand; floor: the counts of the stages"),
        against("alarm list, 30,000 open, nothing answered", percentile(flood, 0.5), "ms", percentile(floor, 0.5), 2,
                f"median; {count} stand, 100 of a rule are listed"),
        below("alarm list, 30,000 open, p95", percentile(quiet, 0.95), "ms", GOAL_MS, "answered room"),
        below("who rings, nothing answered", percentile(again, 0.95), "ms", GOAL_MS, f"p95, {rung} had rung before"),
    ]


def _measure(connection: Connection) -> tuple[list[float], list[float], int]:
    """Times of the list and, sample by sample beside it, of the counts that every board asks for; how many stand."""
    took, counts = [], []
    for _ in range(SAMPLES):
        began = time.perf_counter()
        connection.execute(text("select * from api.stage_count")).all()
        counts.append((time.perf_counter() - began) * 1000)
        began = time.perf_counter()
        listed = alarms.read_alarms(connection)
        took.append((time.perf_counter() - began) * 1000)
    return took, counts, sum({one.rule: one.of_rule for one in listed}.values())
