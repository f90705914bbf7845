"""The LISTEN loop as a plain generator: after every connect LISTEN first, then Resync, then ids as they come."""

from __future__ import annotations

import random
import re
import select
import socket
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing

import psycopg2
from psycopg2 import sql
from psycopg2.extensions import connection as RawConnection  # noqa: N812

from app.domain.changes import Change, Changed, Lost, Resync

TOPICS = ("gridroom_case", "gridroom_area", "gridroom_catalogue", "gridroom_camera", "gridroom_position",
          "gridroom_schema", "gridroom_view", "gridroom_presence", "gridroom_alarm")
HEARTBEAT_SECONDS = 5.0
# Any login may NOTIFY anything: what is no id says nothing, and one that Qt's int cannot carry is none of ours.
_IS_ID = re.compile(r"[0-9]{1,9}")
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
                        if _IS_ID.fullmatch(notice.payload):
                            yield Changed(notice.channel, int(notice.payload))
        except (psycopg2.Error, OSError) as error:
            yield Lost(str(error).strip())
            if select.select([wake], [], [], delay * random.uniform(0.5, 1))[0]:
                return
            delay = min(delay * 2, LONGEST_DELAY_SECONDS)


def _notice_dead_server(connection: RawConnection, heartbeat: float) -> None:
    # A server that hangs keeps its socket open and its kernel acknowledges everything, so neither keepalives nor the
    # server's own timeouts help: a heartbeat that takes as long as the silence before it is a loss, and is cut off.
    guard = threading.Timer(heartbeat, _cut, (connection.fileno(),))
    guard.daemon = True
    guard.start()
    try:
        with connection.cursor() as cursor:
            cursor.execute("select 1")
    finally:
        guard.cancel()


def _cut(descriptor: int) -> None:
    with socket.fromfd(descriptor, socket.AF_INET, socket.SOCK_STREAM) as same:
        same.shutdown(socket.SHUT_RDWR)  # the driver, which waits in its own code, finds the connection closed
