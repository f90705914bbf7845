"""The engine for one login: short connect limits, keepalives, and a name by which the server knows the workstation."""

from __future__ import annotations

from typing import Any

import psycopg2
from psycopg2.extensions import connection as RawConnection  # noqa: N812
from sqlalchemy import Engine, create_engine
from sqlalchemy.engine import make_url

from app.database.answer_limit import AnswerWatch

CONNECT_SECONDS = 5
ANSWER_SECONDS = 40.0  # at a workstation, for one question; the slowest we know, 30,000 open cases, takes half a second
FEED_ANSWER_SECONDS = 10.0  # of the change feed, which asks for single rows: as long as two silent heartbeats
_SERVERS_SHARE = 0.75  # of it: a server that still works ends the statement by itself, and says so
# A pulled cable is silent: without these the first sign would be the operating system's two hours.
LONGEST_WAIT_SECONDS = 10  # for a row that somebody else has in hand; then it is told, not waited for
LIVELINESS = {
    "connect_timeout": CONNECT_SECONDS,
    "keepalives": 1,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,  # milliseconds
}


def make_engine(url: str, workstation: str, pool_size: int = 4, *, ponders: bool = False,
                answer_seconds: float | None = None) -> Engine:
    """An engine for the person in ``url`` (postgresql://login:password@host/database, several hosts allowed).

    Nothing is connected yet. ``workstation`` is shown as application_name in pg_stat_activity. ``ponders``: for work
    that computes for minutes between reading and writing in one transaction; the server does not end it meanwhile.
    ``answer_seconds``: how long one question may take, a hanging server included; None for work that nobody watches at
    a desk, whose statements may take as long as they need.
    """
    options = f"-c lock_timeout={LONGEST_WAIT_SECONDS}s"
    if ponders:
        options += " -c idle_in_transaction_session_timeout=0"
    arguments: dict[str, Any] = {}
    if answer_seconds is not None:
        options += f" -c statement_timeout={int(answer_seconds * _SERVERS_SHARE * 1000)}"
        arguments["connection_factory"] = AnswerWatch(answer_seconds).connect
    return create_engine(
        make_url(url).set(drivername="postgresql+psycopg2"),
        pool_pre_ping=True,
        pool_size=pool_size,
        max_overflow=2,
        pool_timeout=CONNECT_SECONDS,
        connect_args=LIVELINESS | arguments | {
            "application_name": workstation[:60], "target_session_attrs": "read-write",
            "options": options,
        },
    )


def connect_raw(url: str, workstation: str) -> RawConnection:
    """One psycopg2 connection outside the pool, for the change feed, which keeps it for itself."""
    plain = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    return psycopg2.connect(plain, application_name=f"{workstation[:50]} feed",
                            connection_factory=AnswerWatch(FEED_ANSWER_SECONDS).connect, **LIVELINESS)
