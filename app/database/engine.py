"""The engine for one login: short connect limits, keepalives, and a name by which the server knows the workstation."""

from __future__ import annotations

import psycopg2
from psycopg2.extensions import connection as RawConnection  # noqa: N812
from sqlalchemy import Engine, create_engine
from sqlalchemy.engine import make_url

CONNECT_SECONDS = 5
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


def make_engine(url: str, workstation: str, pool_size: int = 4, *, ponders: bool = False) -> Engine:
    """An engine for the person in ``url`` (postgresql://login:password@host/database, several hosts allowed).

    Nothing is connected yet. ``workstation`` is shown as application_name in pg_stat_activity. ``ponders``: for work
    that computes for minutes between reading and writing in one transaction; the server does not end it meanwhile.
    """
    options = f"-c lock_timeout={LONGEST_WAIT_SECONDS}s"
    if ponders:
        options += " -c idle_in_transaction_session_timeout=0"
    return create_engine(
        make_url(url).set(drivername="postgresql+psycopg2"),
        pool_pre_ping=True,
        pool_size=pool_size,
        max_overflow=2,
        pool_timeout=CONNECT_SECONDS,
        connect_args=LIVELINESS | {
            "application_name": workstation[:60], "target_session_attrs": "read-write",
            "options": options,
        },
    )


def connect_raw(url: str, workstation: str) -> RawConnection:
    """One psycopg2 connection outside the pool, for the change feed, which keeps it for itself."""
    plain = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    return psycopg2.connect(plain, application_name=f"{workstation[:50]} feed", **LIVELINESS)
