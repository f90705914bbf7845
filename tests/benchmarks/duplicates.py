"""Is this report a case already? Asked of 3,300,000 cases as the desk asks it, between one key and the next."""

from __future__ import annotations

import random
import time

from sqlalchemy import Connection, text

from app.database.embedded_server import EmbeddedServer
from app.database.engine import make_engine
from app.database.similar_cases import similar_cases
from app.domain.similar_case import Probe
from tests.benchmarks.big_room import DATABASE, LOGIN, TOTAL, big_room
from tests.benchmarks.table import Row, Say, against, below, percentile
from tests.database.clone import PASSWORD

SAMPLES = 400
GOAL_MS = 30.0
_RECENT = text("""select description, place, longitude, latitude
    from api.case_board b join api.case_detail using (case_id)
    where b.reported_at > now() - interval '36 h' order by md5(case_id::text) limit :n""")
_FLOOR = text("select case_id from api.case_board where case_number = :number")


def run(server: EmbeddedServer, say: Say) -> list[Row]:
    """Two rows: as a caller's words, place and number stand in the form, and the same without a place on the map."""
    big_room(server, say).dispose()
    engine = make_engine(server.person_url(LOGIN, PASSWORD, DATABASE), "bench duplicates")
    chance = random.Random(24)
    with engine.connect() as connection:
        recent = connection.execute(_RECENT, {"n": SAMPLES}).all()
        minors = list(connection.execute(text("select distinct minor_id from api.catalogue")).scalars())
        connection.rollback()
        whole, placeless, floor, found = [], [], [], 0
        for row in recent:
            probe = Probe((row.longitude + chance.uniform(-4e-4, 4e-4), row.latitude + chance.uniform(-4e-4, 4e-4)),
                          chance.choice(minors), row.place, row.description, f"1380{chance.randrange(10**7):07}")
            milliseconds, answers = _timed(connection, probe)
            whole.append(milliseconds)
            found += bool(answers)
            placeless.append(_timed(connection, Probe(None, None, row.place, row.description, probe.reporter_phone))[0])
            began = time.monotonic()
            with connection.begin():
                connection.execute(_FLOOR, {"number": "20260101-50001"}).all()
            floor.append((time.monotonic() - began) * 1000)
    engine.dispose()
    say(f"{found} of {len(recent)} had somebody before them; p50 {percentile(whole, 0.5):.1f} ms, without a place "
        f"{percentile(placeless, 0.5):.1f} ms")
    note = f"{len(recent)} reports, {TOTAL:,} cases; p50 {percentile(whole, 0.5):.1f} ms"
    return [
        below("duplicate check on intake, p95", percentile(whole, 0.95), "ms", GOAL_MS, note),
        below("duplicate check without a place on the map, p95", percentile(placeless, 0.95), "ms", GOAL_MS,
              f"by words and number alone; p50 {percentile(placeless, 0.5):.1f} ms"),
        against("duplicate check on intake, median", percentile(whole, 0.5), "ms", percentile(floor, 0.5), None,
                "one case by its number"),
    ]


def _timed(connection: Connection, probe: Probe) -> tuple[float, int]:
    began = time.monotonic()
    with connection.begin():
        answers = similar_cases(connection, probe)
    return (time.monotonic() - began) * 1000, len(answers)
