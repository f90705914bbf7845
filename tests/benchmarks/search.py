"""A search over 3,300,000 cases of all years against the least that any search must do: count in the index alone."""

from __future__ import annotations

import time

from sqlalchemy import Connection, create_engine, text

from app.database.cases import read_any_cases
from app.database.embedded_server import EmbeddedServer
from app.database.search import search_cases
from app.domain.search import SearchAnswer
from tests.benchmarks.big_room import DATABASE, LOGIN, TOTAL, big_room
from tests.benchmarks.table import Row, Say, against, percentile
from tests.database.clone import PASSWORD

ROUNDS = 4
WORDS = ("井盖", "井盖缺失", "卖芝桥东路", "路灯不亮 金清", "老人小孩", "消防栓漏水 双水", "117号", "沿街晾挂 螺洋大道",
         "不存在的词", "台州路88号", "公交站牌倾斜", "新安街 油烟扰民")
# What an ideal search would have to do at least: find fifty by the index and never look at the words themselves.
FLOOR = text("""select array_agg(case_id) from (
    select case_id from gridroom.case_file where case_id < :before order by case_id desc limit 50) f""")


def run(server: EmbeddedServer, say: Say) -> list[Row]:
    """p95 of a page of fifty as the desk asks for it, rows and all, against fifty rows by index read the same way."""
    owner = big_room(server, say)
    with owner.begin() as connection:
        missing = connection.execute(text("select count(*) from gridroom.case_words")).scalar_one() != TOTAL
        if missing:
            _fill(connection, say)
    if missing:
        with owner.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("vacuum (analyze) gridroom.case_words")
    desk = create_engine(server.person_url(LOGIN, PASSWORD, DATABASE))
    spent: list[float] = []
    plain: list[float] = []
    with desk.connect() as connection, owner.connect() as direct:
        for word in WORDS:
            _ask(connection, word)
        for _ in range(ROUNDS):
            for word in WORDS:
                began = time.perf_counter()
                answer = _ask(connection, word)
                spent.append(time.perf_counter() - began)
                before = answer.found[0].case.case_id if answer.found else TOTAL
                began = time.perf_counter()
                _floor(connection, direct, before)
                plain.append(time.perf_counter() - began)
    desk.dispose()
    worst = max(zip(spent, WORDS * ROUNDS, strict=True))
    note = f"p50 {percentile(spent, 0.5) * 1000:.1f} ms; slowest {worst[1]} {worst[0] * 1000:.0f} ms"
    return [against(f"search over {TOTAL:,} cases, a page of 50, p95", percentile(spent, 0.95) * 1000, "ms",
                    percentile(plain, 0.95) * 1000, 5, note)]


def _ask(connection: Connection, word: str) -> SearchAnswer:
    answer = search_cases(connection, word)
    connection.rollback()
    return answer


def _floor(connection: Connection, direct: Connection, before: int) -> None:
    ids = direct.execute(FLOOR, {"before": before}).scalar_one()
    read_any_cases(connection, ids)
    connection.rollback()


def _fill(connection: Connection, say: Say) -> None:
    """The big room is made without triggers: its words are made here, the index afterwards in one sweep."""
    began = time.monotonic()
    definition = connection.execute(text("select indexdef from pg_indexes where indexname = 'case_words_pairs'")
                                    ).scalar_one()
    connection.exec_driver_sql("drop index gridroom.case_words_pairs")
    connection.exec_driver_sql("set local maintenance_work_mem = '512MB'")
    connection.exec_driver_sql("""insert into gridroom.case_words (case_id, key)
        select c.case_id, gridroom.search_key(concat_ws(' ', c.place, c.description, c.result))
        from gridroom.case_file c on conflict do nothing""")
    say(f"words of {TOTAL:,} cases in {time.monotonic() - began:.0f} s")
    connection.exec_driver_sql(definition)
    say(f"and their index after {time.monotonic() - began:.0f} s")
