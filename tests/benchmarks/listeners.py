"""Processes at the other end of a notice: a crowd of workstations, and the bare listener that is the floor.

``python -m tests.benchmarks.listeners crowd COUNT URL`` holds COUNT change-feed connections, each of which re-reads a
changed case as a workstation does. One thread serves them all: in the room their computing is done on
their own machines, and only the server's share of it belongs on this one.
``python -m tests.benchmarks.listeners raw URL TOPIC`` prints payload and time of every notice, nothing else.
"""

from __future__ import annotations

import os
import select
import sys
import time

import psycopg2
from sqlalchemy.engine import make_url

from app.database.cases import EXECUTE_ROWS, PREPARE_ROWS
from app.database.changes import CASE_TOPIC, TOPICS


class Listener:
    """One workstation of the crowd: its feed's connection, on which it listens and reads, without waiting for it."""

    def __init__(self, url: str) -> None:
        self.connection = psycopg2.connect(url, application_name="bench crowd feed", async_=True)
        _wait(self.connection)
        self.cursor = self.connection.cursor()
        for statement in (*(f"listen {topic}" for topic in (*TOPICS, "bench_raw")), PREPARE_ROWS):
            self.cursor.execute(statement)
            _wait(self.connection)
        self.changed: set[int] = set()
        self.reading = False

    def hear(self) -> None:
        """Take in what came, notices and rows, and read what changed: together, when a reading was under way."""
        if self.connection.poll() == psycopg2.extensions.POLL_OK and self.reading:
            self.cursor.fetchall()
            self.reading = False
        for notice in self.connection.notifies:
            if notice.channel == CASE_TOPIC:
                self.changed.add(int(notice.payload))
        self.connection.notifies.clear()
        if self.changed and not self.reading:
            self.cursor.execute(EXECUTE_ROWS, (list(self.changed),))
            self.changed.clear()
            self.reading = True


def crowd(count: int, url: str) -> None:
    """Listen and re-read for ever, with what the processors leave: in the room each has a machine of its own."""
    if hasattr(os, "nice"):
        os.nice(19)
    everyone = [Listener(url) for _ in range(count)]
    by_socket = {one.connection.fileno(): one for one in everyone}
    print("ready", flush=True)
    while True:
        for socket in select.select([*by_socket], [], [])[0]:
            by_socket[socket].hear()


def raw(url: str, topic: str) -> None:
    """The floor: a socket that becomes readable."""
    connection = psycopg2.connect(url)
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(f"listen {topic}")
    print("ready", flush=True)
    while True:
        select.select([connection], [], [])
        at = time.monotonic_ns()
        connection.poll()
        for notice in connection.notifies:
            if notice.channel == topic:
                print(notice.payload, at, flush=True)
        connection.notifies.clear()


def _wait(connection: psycopg2.extensions.connection) -> None:
    while (state := connection.poll()) != psycopg2.extensions.POLL_OK:
        reading = [connection] if state == psycopg2.extensions.POLL_READ else []
        writing = [connection] if state == psycopg2.extensions.POLL_WRITE else []
        select.select(reading, writing, [])


if __name__ == "__main__":
    what, *rest = sys.argv[1:]
    url = make_url(rest[-1] if what == "crowd" else rest[0]).set(drivername="postgresql")
    plain = url.render_as_string(hide_password=False)
    try:
        if what == "crowd":
            crowd(int(rest[0]), plain)
        else:
            raw(plain, rest[1])
    except (KeyboardInterrupt, psycopg2.OperationalError):
        pass  # told to stop, or the database is gone
