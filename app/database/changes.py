"""The LISTEN loop as a plain generator: after every connect LISTEN first, then Resync, then ids as they come."""

from __future__ import annotations

import random
import select
import socket
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing

import psycopg2
from psycopg2 import sql
from psycopg2.extensions import connection as RawConnection  # noqa: N812

from app.domain.changes import Change, Changed, Lost, Resync

TOPICS = ("gridroom_case", "gridroom_area", "gridroom_catalogue", "gridroom_schema")
HEARTBEAT_SECONDS = 5.0
FIRST_DELAY_SECONDS, LONGEST_DELAY_SECONDS = 0.1, 10.0


def changes(
    connect: Callable[[], RawConnection],
    topics: Sequence[str],
    wake: socket.socket,
    heartbeat: float = HEARTBEAT_SECONDS,
) -> Iterator[Change]:
    """Changed, Resync and Lost for ever, until ``wake`` (the readable end of a socketpair) has something to read.

    A lost connection is tried again with growing, jittered delays. Never raises for a database failure.
    """
    delay = FIRST_DELAY_SECONDS
    while True:
        try:
            with closing(connect()) as connection:
                connection.autocommit = True
                with connection.cursor() as cursor:
                    for topic in topics:
                        cursor.execute(sql.SQL("listen {}").format(sql.Identifier(topic)))
                delay = FIRST_DELAY_SECONDS
                yield Resync()  # after LISTEN, so nothing falls between
                while True:
                    ready, _, _ = select.select([connection, wake], [], [], heartbeat)
                    if wake in ready:
                        return
                    if not ready:
                        _notice_dead_server(connection, heartbeat)
                    connection.poll()
                    while connection.notifies:
                        notice = connection.notifies.pop(0)
                        yield Changed(notice.channel, int(notice.payload or 0))
        except (psycopg2.Error, OSError) as error:
            yield Lost(str(error).strip())
            if select.select([wake], [], [], delay * random.uniform(0.5, 1))[0]:
                return
            delay = min(delay * 2, LONGEST_DELAY_SECONDS)


def _notice_dead_server(connection: RawConnection, heartbeat: float) -> None:
    # A server that hangs keeps its socket open: a heartbeat that takes as long as the silence before it is a loss.
    with connection.cursor() as cursor:
        cursor.execute("set statement_timeout = %s", (int(heartbeat * 1000),))
        cursor.execute("select 1")
