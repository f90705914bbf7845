"""The big room: 30,000 open cases among 3,300,000, made once by the owner and kept for later runs."""

from __future__ import annotations

import hashlib
import time
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, text

from app.database.embedded_server import EmbeddedServer
from app.database.people import create_person
from app.domain.people import Duty
from app.imports.catalogue_store import load_seed_catalogue
from tests.benchmarks.table import Say
from tests.database.clone import PASSWORD

DATABASE = "big_room"
TOTAL, OPEN, STEP, DEPARTMENTS = 3_300_000, 30_000, 100_000, 40
LOGIN = "big_dispatcher"
GENERATE = Path(__file__).with_name("big_room.sql")

# 12 streets of 10 communities of 16 duty grids of 18 cells: 34,560 cells without outlines, which no board reads.
AREAS = """
insert into gridroom.area (level, code, name, path, valid_from) values ('district', '999902', '大区', '', '2020-01-01');
insert into gridroom.area (level, code, name, parent_id, path, valid_from)
    select 'street', '999902' || lpad(n::text, 3, '0'), n || '号街道', area_id, '', '2020-01-01'
    from gridroom.area, generate_series(1, 12) n where level = 'district';
insert into gridroom.area (level, code, name, parent_id, path, valid_from)
    select 'community', code || lpad(n::text, 3, '0'), n || '号社区', area_id, '', '2020-01-01'
    from gridroom.area, generate_series(1, 10) n where level = 'street';
insert into gridroom.area (level, code, name, parent_id, path, valid_from)
    select 'duty_grid', code || 'Z' || lpad(n::text, 2, '0'), '责任网格' || n, area_id, '', '2020-01-01'
    from gridroom.area, generate_series(1, 16) n where level = 'community';
insert into gridroom.area (level, code, name, parent_id, path, valid_from)
    select 'grid_cell', k.code || lpad((substr(g.code, 14)::int * 18 + n)::text, 3, '0'), '单元网格' || n,
           g.area_id, '', '2020-01-01'
    from gridroom.area g join gridroom.area k on k.area_id = g.parent_id, generate_series(1, 18) n
    where g.level = 'duty_grid';
with recursive tree as (
    select area_id, area_id::text as path from gridroom.area where parent_id is null
    union all select a.area_id, t.path || '.' || a.area_id from gridroom.area a join tree t on a.parent_id = t.area_id)
update gridroom.area a set path = tree.path::ltree from tree where tree.area_id = a.area_id;
insert into gridroom.department (code, name) select 'D' || n, '第' || n || '责任单位' from generate_series(1, 40) n;
create table bench_cell as select row_number() over (order by area_id) - 1 as n, area_id, path,
    121.2 + (row_number() over (order by area_id) % 186) * 0.001 as x,
    28.4 + (row_number() over (order by area_id) / 186) * 0.001 as y from gridroom.area where level = 'grid_cell';
alter table bench_cell add primary key (n);
create table bench_condition as select row_number() over (order by condition_id) - 1 as n, *
    from gridroom.filing_condition;
"""
# Rebuilt afterwards in one sweep each, as a restore would.
LATE_INDEXES = ("case_file_open_deadline", "case_file_open_department", "case_file_open_stage", "case_file_area",
                "case_file_cell", "case_file_dispatched", "case_file_reported", "case_file_original",
                "case_file_open_seen_by", "case_file_past_handling",
                "case_file_open_position", "case_file_ended", "case_file_caller",
                "case_file_where", "case_file_long_lived")


def big_room(server: EmbeddedServer, say: Say) -> Engine:
    """The owner's engine of the big room, which is made when it is not there yet or was made otherwise."""
    engine = create_engine(server.owner_url(DATABASE))
    wanted = hashlib.sha256(GENERATE.read_bytes() + AREAS.encode()).hexdigest()[:16]
    with create_engine(server.owner_url("postgres"), isolation_level="AUTOCOMMIT").connect() as connection:
        there = connection.execute(text("select from pg_database where datname = :d"), {"d": DATABASE}).first()
        if there is None or _made_as(engine) != wanted:
            engine.dispose()
            connection.exec_driver_sql(f"drop database if exists {DATABASE} with (force)")
            server.ready_database(DATABASE)
            _make(engine, wanted, say)
    server.ready_database(DATABASE)
    with engine.connect() as connection:
        size = connection.execute(text("select pg_database_size(current_database())")).scalar_one()
    say(f"the big room takes {size / 2**30:.1f} GiB of disk under {server.home}")
    return engine


def _made_as(engine: Engine) -> str | None:
    with engine.connect() as connection:
        if connection.execute(text("select to_regclass('public.bench_made')")).scalar() is None:
            return None
        return str(connection.execute(text("select stamp from bench_made")).scalar())


def _make(engine: Engine, stamp: str, say: Say) -> None:
    began = time.monotonic()
    with engine.begin() as connection:
        load_seed_catalogue(connection)
        with connection.connection.cursor() as cursor:
            cursor.execute(AREAS)
        create_person(connection, LOGIN, PASSWORD, "派遣员", (Duty.CALL_TAKER, Duty.DISPATCHER, Duty.DUTY_CHIEF))
        counts = {"cells": connection.execute(text("select count(*) from bench_cell")).scalar_one(),
                  "conditions": connection.execute(text("select count(*) from bench_condition")).scalar_one()}
    definitions = _drop_late_indexes(engine)
    generate = text(GENERATE.read_text(encoding="utf-8"))
    for first in range(1, TOTAL + 1, STEP):
        with engine.begin() as connection:
            connection.exec_driver_sql("set local session_replication_role = replica")  # no triggers, no notices
            connection.exec_driver_sql("set local synchronous_commit = off")
            connection.execute(generate, counts | {"first": first, "last": first + STEP - 1, "total": TOTAL,
                                                   "departments": DEPARTMENTS})
        if (first - 1) % (STEP * 5) == 0:
            say(f"{first + STEP - 1:,} of {TOTAL:,} cases made, {time.monotonic() - began:.0f} s")
    with engine.begin() as connection:
        for definition in definitions:
            connection.exec_driver_sql(definition)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("vacuum (analyze) gridroom.case_file")
        connection.exec_driver_sql("analyze")
    with engine.begin() as connection:
        _check(connection)
        connection.exec_driver_sql("create table bench_made (stamp text)")
        connection.execute(text("insert into bench_made values (:stamp)"), {"stamp": stamp})
    say(f"made in {time.monotonic() - began:.0f} s")


def _drop_late_indexes(engine: Engine) -> list[str]:
    with engine.begin() as connection:
        rows = connection.execute(text("select indexdef, indexname from pg_indexes where schemaname = 'gridroom' "
                                       "and indexname = any(:names)"), {"names": list(LATE_INDEXES)}).all()
        for row in rows:
            connection.exec_driver_sql(f"drop index gridroom.{row.indexname}")
    return [row.indexdef for row in rows]


def _check(connection: Connection) -> None:
    found = connection.execute(text("select count(*), count(*) filter (where is_open) from gridroom.case_file")).one()
    if tuple(found) != (TOTAL, OPEN):
        raise AssertionError(f"the big room has {found[1]:,} open of {found[0]:,} cases")
