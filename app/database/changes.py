"""The LISTEN loop as a plain generator: after every connect LISTEN first, then Resync, then ids as they come."""

from __future__ import annotations

import logging
import random
import re
import select
import socket
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing

import psycopg2
from psycopg2 import sql
from psycopg2.extensions import connection as RawConnection  # noqa: N812

from app.domain.case import Case
from app.domain.changes import CasesRead, Change, Changed, Lost, Resync

log = logging.getLogger("gridroom.feed")
CASE_TOPIC = "gridroom_case"
TOPICS = (CASE_TOPIC, "gridroom_area", "gridroom_catalogue", "gridroom_camera", "gridroom_position",
          "gridroom_schema", "gridroom_view", "gridroom_presence", "gridroom_alarm")
HEARTBEAT_SECONDS = 5.0
REST_SECONDS = 0.02  # between two readings of changed cases: what changes meanwhile is read in one
# Any login may NOTIFY anything: what is no id says nothing, and one that Qt's int cannot carry is none of ours.
_IS_ID = re.compile(r"[0-9]{1,9}")
Reader = Callable[[Sequence[int]], list[Case]]
FIRST_DELAY_SECONDS, LONGEST_DELAY_SECONDS = 0.1, 10.0


def changes(
    connect: Callable[[], RawConnection],
    topics: Sequence[str],
    wake: socket.socket,
    heartbeat: float = HEARTBEAT_SECONDS,
    open_reader: Callable[[RawConnection], Reader] | None = None,
) -> Iterator[Change]:
    """Changed, Resync and Lost for ever, until ``wake`` (the readable end of a socketpair) has something to read.

    With ``open_reader`` changed cases are read here as well and come as CasesRead before their Changed: the line on
    which the notice came is awake on both sides, another one would have to be woken first. A lost connection is tried
    again with growing, jittered delays. Never raises for a database failure.
    """
    delay = FIRST_DELAY_SECONDS
    while True:
        try:
            with closing(connect()) as connection:
                connection.autocommit = True
                with connection.cursor() as cursor:
                    for topic in topics:
                        cursor.execute(sql.SQL("listen {}").format(sql.Identifier(topic)))
                read = None if open_reader is None else open_reader(connection)
                delay = FIRST_DELAY_SECONDS
                yield Resync()  # after LISTEN, so nothing falls between
                yield from _heard(connection, wake, heartbeat, read)
                return
        except (psycopg2.Error, OSError) as error:
            yield Lost(str(error).strip())
            if select.select([wake], [], [], delay * random.uniform(0.5, 1))[0]:
                return
            delay = min(delay * 2, LONGEST_DELAY_SECONDS)


def _heard(connection: RawConnection, wake: socket.socket, heartbeat: float, read: Reader | None) -> Iterator[Change]:
    """What one connection says until somebody wakes us; raises what the driver raises when it is lost."""
    waiting: set[int] = set()  # cases to be read
    due = 0.0  # when the next reading may begin
    while True:
        patience = 0.0 if connection.notifies else max(0.0, due - time.monotonic()) if waiting else heartbeat
        ready, _, _ = select.select([connection, wake], [], [], patience)
        if wake in ready:
            return
        if not ready and patience == heartbeat:
            _notice_dead_server(connection, heartbeat)
        connection.poll()
        while connection.notifies:
            notice = connection.notifies.pop(0)
            if not _IS_ID.fullmatch(notice.payload):
                continue
            if read is not None and notice.channel == CASE_TOPIC:
                waiting.add(int(notice.payload))
            else:
                yield Changed(notice.channel, int(notice.payload))
        if waiting and read is not None and time.monotonic() >= due:
            due = time.monotonic() + REST_SECONDS
            ids = tuple(sorted(waiting))
            waiting.clear()
            yield CasesRead(ids, _rows(read, ids))
            for case_id in ids:
                yield Changed(CASE_TOPIC, case_id)


def _rows(read: Reader, ids: tuple[int, ...]) -> tuple[Case, ...] | None:
    try:
        return tuple(read(ids))
    except (psycopg2.Error, OSError):
        raise  # a loss: whoever connects again reads everything
    except Exception:  # a bug must not end the listener; who asks for these cases meets it and tells it
        log.exception("changed cases could not be understood")
        return None


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
