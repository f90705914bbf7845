"""Kill the server (-9) while clients report, over and over, then count what was lost and what was doubled."""

from __future__ import annotations

import random
import sqlite3
import threading
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import create_engine, text

from app.database.embedded_server import EmbeddedServer
from app.database.engine import make_engine
from app.database.history import broken_links
from app.database.people import create_person
from app.domain.people import Duty
from tests.database.clone import PASSWORD, make_template
from tests.soak.client_process import ClientProcess, wait_for_all

UNDER_LOAD_SECONDS = (0.05, 0.6)   # so long after everybody works again the next kill falls
PATIENCE_SECONDS = 60.0
# Every commit takes 20 ms, so that at nearly every instant one of them is under way.
SLOW_COMMITS = {"commit_delay": "20000", "commit_siblings": "0"}
WAIT_FOR_COMMIT = """
do $$ begin
    for attempt in 1..2000 loop
        perform pg_stat_clear_snapshot();
        exit when exists (select from pg_stat_activity where state = 'active' and query = 'COMMIT');
        perform pg_sleep(0.001);
    end loop;
end $$"""


@dataclass(frozen=True, slots=True)
class Figures:
    """What was found afterwards; the first seven must all be zero, ``repeated`` shows that the kills hit."""

    lost: int                # reports in a journal that are no case
    doubled: int             # reports that are more than one case
    unknown: int             # cases that no journal knows
    told_wrong: int          # numbers told to a person that are not those of the case
    still_waiting: int
    bugs: int
    broken_links: int
    gaps: int                # case numbers missing in the day's sequence
    kills: int
    reports: int
    in_commit: int           # kills just before which a COMMIT was seen under way
    waited: int              # reports that had to wait for the server to come back
    repeated: int            # of those, commits that had happened though the answer never came
    seconds: float

    def nothing_wrong(self) -> bool:
        """Whether all that must be zero is."""
        return not any((self.lost, self.doubled, self.unknown, self.told_wrong, self.still_waiting, self.bugs,
                        self.broken_links, self.gaps))


def kill_server_under_load(home: Path, kills: int, clients: int, pause_ms: int,
                           say: Callable[[str], None] = print) -> Figures:
    """Run ``clients`` processes against a server of its own under ``home`` and kill the server ``kills`` times.

    The server keeps its promises as shipped (fsync on). Raises TimeoutError when the clients do not come back.
    """
    began = time.monotonic()
    server = EmbeddedServer(home, values=SLOW_COMMITS)
    server.start()
    in_commit = 0
    processes: list[ClientProcess] = []
    try:
        database = make_template(server)
        logins = _takers(server, database, clients)
        for login in logins:
            url = server.person_url(login, PASSWORD, database)
            processes.append(ClientProcess(url, home / f"{login}.sqlite", login, pause_ms))
        moment = random.Random(kills)
        for kill in range(1, kills + 1):
            if not wait_for_all(processes, 3, PATIENCE_SECONDS):
                raise TimeoutError("a client does not get through: " + processes[0].errors()[-2000:])
            threading.Event().wait(moment.uniform(*UNDER_LOAD_SECONDS))
            in_commit += _commit_seen(server)
            server.crash()
            server.start()
            say(f"kill {kill} of {kills}: {sum(len(client.told) for client in processes)} reports told so far, "
                f"{time.monotonic() - began:.0f} s")
        for client in processes:
            client.finish(PATIENCE_SECONDS * 10)
        return _count(server, database, processes, kills, in_commit, time.monotonic() - began)
    finally:
        for client in processes:
            client.end_anyhow()
        server.stop()


def kill_client_while_reporting(home: Path, kills: int, say: Callable[[str], None] = print) -> Figures:
    """Kill the reporting client (-9) ``kills`` times; each time the next one finds the same journal."""
    began = time.monotonic()
    server = EmbeddedServer(home)
    server.start()
    lives: list[ClientProcess] = []
    try:
        database = make_template(server)
        login = _takers(server, database, 1)[0]
        url, journal = server.person_url(login, PASSWORD, database), home / "journal.sqlite"
        moment = random.Random(kills)
        for life in range(1, kills + 2):
            lives.append(ClientProcess(url, journal, login, 10))
            if not lives[-1].wait_told(5, PATIENCE_SECONDS):
                raise TimeoutError("the client does not get through: " + lives[-1].errors()[-2000:])
            if life <= kills:
                threading.Event().wait(moment.uniform(0, 0.3))
                lives[-1].kill()
                say(f"client killed {life} of {kills}")
        lives[-1].finish(PATIENCE_SECONDS)
        return _count(server, database, lives, kills, 0, time.monotonic() - began)
    finally:
        for client in lives:
            client.end_anyhow()
        server.stop()


def _commit_seen(server: EmbeddedServer) -> bool:
    """Wait until a client's COMMIT is under way; False when none was seen within some two seconds."""
    engine = create_engine(server.owner_url("postgres"))
    with engine.connect() as connection:
        connection.exec_driver_sql(WAIT_FOR_COMMIT)
        seen = connection.execute(
            text("select count(*) from pg_stat_activity where state = 'active' and query = 'COMMIT'")).scalar_one()
    engine.dispose()
    return bool(seen)


def _takers(server: EmbeddedServer, database: str, number: int) -> list[str]:
    engine = create_engine(server.owner_url(database))
    logins = [f"soak_taker{n}" for n in range(1, number + 1)]
    with engine.begin() as connection:
        for login in logins:
            create_person(connection, login, PASSWORD, f"受理员{login[-1]}", (Duty.CALL_TAKER,))
    engine.dispose()
    return logins


def _count(server: EmbeddedServer, database: str, clients: list[ClientProcess], kills: int, in_commit: int,
           seconds: float) -> Figures:
    owner = create_engine(server.owner_url(database))
    with owner.connect() as connection:
        found: dict[str, list[str]] = {}
        for description, number in connection.execute(text("select description, case_number from gridroom.case_file")):
            found.setdefault(description.split()[-1], []).append(number)
        answered = set(connection.execute(text("select request_id::text from gridroom.request")).scalars())
        counted = text("select sum(last) from gridroom.number_counter where scope = 'case'")
        last = connection.execute(counted).scalar_one()
    owner.dispose()
    auditor = make_engine(server.person_url("auditor", PASSWORD, database), "soak")
    with auditor.connect() as connection:
        broken = broken_links(connection)
    auditor.dispose()
    journalled: dict[str, str] = {}
    for file in {client.journal for client in clients}:
        with closing(sqlite3.connect(file)) as journal:
            journalled |= dict(journal.execute("select request_id, state from entry where kind = 'report'").fetchall())
    told = {request_id: number for client in clients for request_id, number in client.told.items()}
    return Figures(
        lost=len(journalled.keys() - (found.keys() & answered)), doubled=sum(len(n) > 1 for n in found.values()),
        unknown=len(found.keys() - journalled.keys()),
        told_wrong=sum(found.get(request_id) != [number] for request_id, number in told.items())
        + sum(len(client.told_differently) for client in clients),
        still_waiting=sum(state != "applied" for state in journalled.values()),
        bugs=sum(len(client.figures.get("bugs", ())) for client in clients),
        broken_links=len(broken), gaps=int(last) - sum(len(numbers) for numbers in found.values()),
        kills=kills, reports=len(journalled),
        in_commit=in_commit, waited=sum(client.figures.get("waited", 0) for client in clients),
        repeated=sum(client.figures.get("repeated", 0) for client in clients), seconds=round(seconds, 1))
