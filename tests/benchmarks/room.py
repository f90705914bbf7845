"""What is measured: a server as the program runs it, nothing switched off, and people in a fresh database."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import create_engine, text

from app.database.embedded_server import EmbeddedServer
from app.database.server_account import find_account
from app.settings import Settings
from tests.database.clone import Clone, clone_database, make_template


def bench_home() -> Path:
    """Where the measured cluster lies: GRIDROOM_BENCH_HOME, which keeps it from run to run, else ``bench`` in the
    program's home folder."""
    kept = os.environ.get("GRIDROOM_BENCH_HOME")
    return Path(kept).expanduser().absolute() if kept else Settings.load().home / "bench"


@contextmanager
def running_server() -> Iterator[EmbeddedServer]:
    """The server of the benchmarks with the program's own configuration, fsync and all; stopped at the end."""
    server = EmbeddedServer(bench_home())
    server.start()
    try:
        yield server
    finally:
        server.stop()


@contextmanager
def fresh_room(server: EmbeddedServer) -> Iterator[Clone]:
    """A fresh database with a tiny district and the people of the tests; dropped at the end."""
    _clear(server)
    clone = clone_database(server, make_template(server))
    try:
        yield clone
    finally:
        clone.drop()
        _clear(server)


def postgres_version(server: EmbeddedServer) -> str:
    """The server's version, ``18.1``."""
    engine = create_engine(server.owner_url("postgres"))
    with engine.connect() as connection:
        version = str(connection.execute(text("show server_version")).scalar_one())
    engine.dispose()
    return version.split()[0]


def run_as(server: EmbeddedServer) -> dict[str, int]:
    """Arguments for subprocess so that PostgreSQL's own programs run as whoever owns the data."""
    account = find_account()
    return {} if account.uid is None or account.gid is None else {"user": account.uid, "group": account.gid}


def _clear(server: EmbeddedServer) -> None:
    """Remove the databases that this or a broken run left."""
    engine = create_engine(server.owner_url("postgres"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for (name,) in connection.execute(text("select datname from pg_database")).all():
            if re.fullmatch(r"(clone|template)_\d+(_\d+)?", name):
                connection.exec_driver_sql(f'drop database if exists "{name}" with (force)')
    engine.dispose()
