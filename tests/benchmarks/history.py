"""Proving the history of 100,000 steps, against fetching them and hashing their bytes once in Python."""

from __future__ import annotations

import hashlib
import time
from uuid import uuid4

from sqlalchemy import create_engine, text

from app.database import cases
from app.database.embedded_server import EmbeddedServer
from app.database.history import broken_links
from app.domain.report import ReportDraft
from tests.benchmarks.room import fresh_room
from tests.benchmarks.table import Row, Say, against
from tests.database.clone import PASSWORD

STEPS, CASES = 100_000, 500


def run(server: EmbeddedServer, say: Say) -> list[Row]:
    """One row."""
    with fresh_room(server) as room:
        with room.engine("taker").begin() as connection:
            for number in range(CASES):
                cases.report(connection, ReportDraft(uuid4(), f"卖芝桥东路{number}号井盖缺失"))
        began = time.monotonic()
        _fill(server, room.name, say)
        say(f"{STEPS:,} steps written in {time.monotonic() - began:.0f} s")
        with room.owner.connect() as owner, room.engine("auditor").connect() as auditor:
            steps = owner.execute(text("select count(*) from gridroom.case_step")).scalar_one()
            taken, floors = [], []
            for _ in range(3):
                began = time.monotonic()
                fetched = owner.execute(text("select convert_to(s::text, 'UTF8') from gridroom.case_step s "
                                             "order by case_id, seq"))
                for row in fetched:
                    hashlib.sha256(row[0]).digest()
                floors.append(time.monotonic() - began)
                began = time.monotonic()
                broken = broken_links(auditor)
                taken.append(time.monotonic() - began)
            if broken:
                raise AssertionError(f"the history does not hold: {broken[:3]}")
    return [against("verify_history over 100,000 steps", min(taken), "s", min(floors), None,
                    f"{steps:,} steps; floor: the same steps fetched, and hashed once in Python")]


def _fill(server: EmbeddedServer, database: str, say: Say) -> None:
    engine = create_engine(server.person_url("chief", PASSWORD, database))
    per_case = (STEPS - CASES) // CASES
    with engine.connect() as connection:
        ids = list(connection.execute(text("select case_id from api.case_board")).scalars())
        connection.commit()
        for number, case_id in enumerate(ids):
            # By the function itself, many in one transaction: every step is a real one, hashes and all.
            with connection.begin():
                connection.execute(text("select count(*) from generate_series(1, :notes) n, lateral "
                                        "api.add_note(gen_random_uuid(), :case_id, '现场已放置警示标志，' || n) a"),
                                   {"notes": per_case, "case_id": case_id})
            if number % 100 == 99:
                say(f"{(number + 1) * per_case:,} notes")
    engine.dispose()
