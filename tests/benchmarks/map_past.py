"""What the map asks of the past among 3,300,000 cases: heat, a day played again, repeat places, figures of areas."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import Connection, Engine, create_engine, text

from app.database.embedded_server import EmbeddedServer
from app.database.map_areas import area_counts
from app.database.map_history import case_points, day_of_cases, repeat_places
from tests.benchmarks.big_room import DATABASE, LOGIN, TOTAL, big_room
from tests.benchmarks.table import Row, Say, against, percentile
from tests.database.clone import PASSWORD

ROUNDS = 7
GOAL_MS = 300
YEAR, MONTH, LONG_AGO = 365, 30, 1_095  # days
# The big room is made without steps; a day is played again by them. Those of two months and of two years long past.
STEPS = """
insert into gridroom.case_step (case_id, seq, action, from_state, to_state, at, by_login, by_name, by_department,
                                remark, detail, request_id, version, hash)
select c.case_id, m.seq, m.action, m.was, m.state, m.at, '', '', '', '', '{}', gen_random_uuid(), m.seq, ''
from gridroom.case_file c
cross join lateral (
    select row_number() over (order by s.at, s.nth) as seq, s.*
    from (values (1, 'report_case', '', 'reported', c.reported_at),
                 (2, 'register_case', 'reported', 'registered', c.registered_at),
                 (3, 'dispatch_case', 'registered', 'dispatched', c.dispatched_at),
                 (4, 'accept_case', 'dispatched', 'accepted', c.accepted_at),
                 (5, 'handle_case', 'accepted', 'handled', c.handled_at),
                 (6, 'verify_case', 'handled', 'verified', c.verified_at),
                 (7, 'close_case', 'verified', 'closed', c.closed_at)) s(nth, action, was, state, at)
    where s.at is not null) m
where c.reported_at >= now() - interval '60 days'
   or c.reported_at between now() - interval '1130 days' and now() - interval '1065 days'
order by m.at
"""
# What any answer has to do at least: read where the cases of the period were, from the index alone.
FLOOR = text("select count(*), sum(position[0]) from gridroom.case_file "
             "where reported_at >= :starts and reported_at < :ends and position is not null")


def run(server: EmbeddedServer, say: Say) -> list[Row]:
    """Seven rows, each the median and against the cases of the same period counted in the index."""
    owner = big_room(server, say)
    _furnish(owner, say)
    desk = create_engine(server.person_url(LOGIN, PASSWORD, DATABASE))
    rows: list[Row] = []
    with desk.connect() as asking, owner.connect() as direct:
        now: datetime = direct.execute(text("select now()")).scalar_one()
        spans = {days: (now - timedelta(days=days), now) for days in (MONTH, YEAR)}
        for days, (starts, ends) in spans.items():
            words = "a month" if days == MONTH else "a year"
            rows.append(_row(f"heat of {words}", lambda a=starts, b=ends: case_points(asking, a, b), asking, direct,
                             (starts, ends), lambda answer: f"{len(answer) // 8:,} cases", say))
            rows.append(_row(f"repeat places of {words}", lambda a=starts, b=ends: repeat_places(asking, a, b), asking,
                             direct, (starts, ends), lambda answer: f"{len(answer)} places", say))
        for words, days in (("yesterday", 1), ("a day three years ago", LONG_AGO)):
            day = (now - timedelta(days=days)).date()
            rows.append(_row(f"{words} played again", lambda d=day: day_of_cases(asking, d), asking, direct,
                             (now - timedelta(days=days), now - timedelta(days=days - 1)),
                             lambda answer: f"{len(answer) // 26:,} stages of cases", say))
        rows.append(_row("figures of all areas", lambda: area_counts(asking), asking, direct, spans[MONTH],
                         lambda answer: f"{len(answer):,} paths with cases; page adds them up for every level", say))
    desk.dispose()
    return rows


def _row(name: str, ask: Callable[[], object], asking: Connection, direct: Connection, span: tuple[datetime, datetime],
         told: Callable[..., str], say: Say) -> Row:
    answer = ask()
    asking.rollback()
    times, floors = [], []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        answer = ask()
        times.append((time.perf_counter() - began) * 1000)
        asking.rollback()
        began = time.perf_counter()
        cases = direct.execute(FLOOR, {"starts": span[0], "ends": span[1]}).one()[0]
        floors.append((time.perf_counter() - began) * 1000)
        direct.rollback()
    figure = percentile(times, 0.5)
    note = f"{told(answer)}; floor: {cases:,} cases counted in the index; worst of {ROUNDS} {max(times):.0f} ms"
    say(f"{name}: {figure:.0f} ms, floor {percentile(floors, 0.5):.0f} ms; {note}")
    row = against(f"{TOTAL:,} cases: {name}", figure, "ms", percentile(floors, 0.5), None, note)
    return replace(row, goal=f"≤ {GOAL_MS} ms", holds=figure <= GOAL_MS)


def _furnish(owner: Engine, say: Say) -> None:
    with owner.begin() as connection:
        if connection.execute(text("select exists (select from gridroom.case_step)")).scalar_one():
            return
        began = time.monotonic()
        connection.exec_driver_sql("set local session_replication_role = replica; set local synchronous_commit = off")
        with connection.connection.cursor() as cursor:
            cursor.execute(STEPS)
            say(f"{cursor.rowcount:,} steps made in {time.monotonic() - began:.0f} s")
    with owner.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("vacuum (analyze) gridroom.case_step")
        connection.exec_driver_sql("vacuum (analyze) gridroom.case_file")
