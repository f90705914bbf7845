"""Whom to dispatch to, asked over 3,300,000 cases: the table of duties, then a year of handling in the street."""

from __future__ import annotations

import time

from sqlalchemy import text

from app.database import dispatching
from app.database.embedded_server import EmbeddedServer
from app.database.engine import make_engine
from tests.benchmarks.big_room import DATABASE, LOGIN, TOTAL, big_room
from tests.benchmarks.table import Row, Say, below, percentile
from tests.database.clone import PASSWORD

SAMPLES = 300
GOAL_MS = 100.0
_DUTIES = text("""insert into gridroom.duty_entry (valid_from, kind, major_code, minor_id, department_id)
    select '2020-01-01', m.kind, m.major_code, m.minor_id, 1 + m.minor_id % 40 from gridroom.catalogue_minor m
    where not exists (select from gridroom.duty_entry)""")


def run(server: EmbeddedServer, say: Say) -> list[Row]:
    """One row: proposals for open cases that wait to be dispatched."""
    owner = big_room(server, say)
    with owner.begin() as connection:
        connection.execute(_DUTIES)
    owner.dispose()
    engine = make_engine(server.person_url(LOGIN, PASSWORD, DATABASE), "bench dispatching")
    took, found = [], 0
    with engine.connect() as connection:
        waiting = list(connection.execute(text(
            "select case_id from api.case_board where is_open and stage = 'to_dispatch' order by md5(case_id::text) "
            "limit :n"), {"n": SAMPLES}).scalars())
        for case_id in waiting:
            began = time.perf_counter()
            proposals = dispatching.proposals(connection, case_id)
            took.append((time.perf_counter() - began) * 1000)
            found += len(proposals) > 1
        connection.rollback()
    engine.dispose()
    say(f"{found} of {len(waiting)} had more than the table of duties to say; p50 {percentile(took, 0.5):.1f} ms")
    return [below("whom to dispatch to, p95", percentile(took, 0.95), "ms", GOAL_MS,
                  f"{len(waiting)} cases, {TOTAL:,} in the room; p50 {percentile(took, 0.5):.1f} ms")]
