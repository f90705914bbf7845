"""A board of 30,000 open cases out of 3,300,000: first picture, whole board, scrolling, memory."""

from __future__ import annotations

import json
import subprocess
import threading
import time
from uuid import uuid4

from sqlalchemy import Connection, Engine

from app.database import cases
from app.database.embedded_server import EmbeddedServer
from app.database.engine import make_engine
from app.domain.case import Action, Answer, Move
from app.domain.report import ReportDraft
from app.services.case_board import FIRST_ROWS
from tests.benchmarks.big_room import DATABASE, LOGIN, OPEN, big_room
from tests.benchmarks.child import Child
from tests.benchmarks.room import run_as
from tests.benchmarks.table import Row, Say, against, below, percentile
from tests.database.clone import PASSWORD

ROUNDS = 5
SCROLL_SECONDS = 15
CHANGES_A_SECOND = 10
GOAL_RATIO, GOAL_BLOCK_MS, GOAL_MEMORY_MIB = 3.0, 50.0, 400.0
WITHOUT = "with the waiting for a processor that others had"
WHOLE = cases.WHOLE_BOARD
FIRST = cases.FIRST_BOARD.replace(":limit", str(FIRST_ROWS)).replace(":offset", "0") + "; select * from api.stage_count"


def run(server: EmbeddedServer, say: Say) -> list[Row]:
    """Five rows."""
    owner = big_room(server, say)
    url = server.person_url(LOGIN, PASSWORD, DATABASE)
    _psql(server, WHOLE)  # what a server that has been up for a minute has in memory
    first, whole, first_floor, whole_floor, memory, loading, loading_wall = [], [], [], [], [], [], []
    for number in range(ROUNDS):
        first_floor.append(_psql(server, FIRST))
        whole_floor.append(_psql(server, WHOLE))
        with Child("tests.benchmarks.station", url, LOGIN) as station:
            shown = _shown(station)
            first.append((shown["first"]["at"] - shown["first"]["began"]) / 1e6)
            whole.append((shown["all"]["at"] - shown["all"]["began"]) / 1e6)
            loading.append(max(shown["first"]["longest"], shown["all"]["longest"]))
            loading_wall.append(max(shown["first"]["wall"], shown["all"]["wall"]))
            if shown["all"]["rows"] < OPEN:
                raise AssertionError(f"the station shows {shown['all']['rows']} rows")
            if number == ROUNDS - 1:
                still = _scroll(station)
                say(f"scrolled at rest: {still}")
                moving = _scroll_while_changing(server, url, station)
                say(f"scrolled while {CHANGES_A_SECOND} cases a second changed: {moving}")
            station.tell("memory")
            memory.append(_wait(station, "memory")["memory"] / 2**20)
        say(f"first picture {first[-1]:.0f} ms (psql {first_floor[-1]:.0f}), whole board {whole[-1]:.0f} ms "
            f"(psql {whole_floor[-1]:.0f}), {memory[-1]:.0f} MiB, longest block while loading {loading[-1]:.0f} ms")
    owner.dispose()
    middle = 0.5
    return [
        against("30,000 open: first picture and stage counts", percentile(first, middle), "ms",
                percentile(first_floor, middle), GOAL_RATIO, f"psql fetches the same {FIRST_ROWS} rows and counts"),
        against("30,000 open: whole board painted", percentile(whole, middle), "ms",
                percentile(whole_floor, middle), GOAL_RATIO, "psql writes the same rows to a file"),
        below("30,000 open: longest block while loading", percentile(loading, middle), "ms", GOAL_BLOCK_MS,
              f"by the clock {percentile(loading_wall, middle):.0f} ms, {WITHOUT}"),
        below("30,000 open: longest block while scrolling", still["longest"], "ms", GOAL_BLOCK_MS,
              f"keys and wheel for {SCROLL_SECONDS} s, p99 {still['p99']:.0f} ms; by the clock "
              f"{still['wall']:.0f} ms, {WITHOUT}"),
        below("30,000 open: longest block scrolling amid changes", moving["longest"], "ms", GOAL_BLOCK_MS,
              f"{CHANGES_A_SECOND} changes a second, p99 {moving['p99']:.0f} ms; by the clock "
              f"{moving['wall']:.0f} ms, {WITHOUT}"),
        below("30,000 open: memory of the client", max(memory), "MiB", GOAL_MEMORY_MIB, "resident, after scrolling"),
    ]


def _psql(server: EmbeddedServer, statements: str) -> float:
    """Milliseconds of a whole psql as this login, its result written to a file."""
    url = server.person_url(LOGIN, PASSWORD, DATABASE).replace("+psycopg2", "")
    command = [str(server.binary("psql")), "--no-psqlrc", "--no-align", "--tuples-only", "--output",
               str(server.folder / "log" / "bench_rows.txt")]  # the account that runs psql may write there
    began = time.monotonic()
    subprocess.run([*command, "--command", statements, url], check=True, cwd=server.folder / "log", **run_as(server))
    return (time.monotonic() - began) * 1000


def _shown(station: Child) -> dict[str, dict[str, float]]:
    """What the station said of its first picture and of the whole board."""
    found: dict[str, dict[str, float]] = {}
    while "all" not in found or "first" not in found:
        said = json.loads(station.line(120))
        if "shown" in said:
            found[said["shown"]] = said
    return found


def _wait(station: Child, word: str) -> dict[str, float]:
    while True:
        said = json.loads(station.line(120))
        if word in said:
            return said


def _scroll(station: Child) -> dict[str, float]:
    station.tell(f"scroll {SCROLL_SECONDS}")
    return _wait(station, "scrolled")


def _scroll_while_changing(server: EmbeddedServer, url: str, station: Child) -> dict[str, float]:
    """Scroll while another person reports, registers and dispatches; their cases are voided at the end."""
    engine = make_engine(url, "bench changes")
    stop = threading.Event()
    changing = threading.Thread(target=_change, args=(engine, stop))
    changing.start()
    try:
        return _scroll(station)
    finally:
        stop.set()
        changing.join()
        engine.dispose()


def _change(engine: Engine, stop: threading.Event) -> None:
    with engine.connect() as connection:
        while not stop.is_set():
            began = time.monotonic()
            with connection.begin():
                answer = cases.report(connection, ReportDraft(uuid4(), "卖芝桥东路井盖缺失", place="卖芝桥东路"))
            for action, values in ((Action.REGISTER, {"condition_id": 1}), (Action.DISPATCH, {"department_id": 1}),
                                   (Action.TAKE_BACK, {}), (Action.VOID, {"reason": "测量"})):
                stop.wait(1 / CHANGES_A_SECOND - (time.monotonic() - began))
                began = time.monotonic()
                answer = _moved(connection, answer, action, values)


def _moved(connection: Connection, answer: Answer, action: Action, values: dict[str, object]) -> Answer:
    with connection.begin():
        return cases.move(connection, Move(uuid4(), action, answer.case_id, answer.version, values))
