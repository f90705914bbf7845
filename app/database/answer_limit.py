"""No question to the server waits for ever: a line on which an answer is overdue is cut by this side.

A server that works too long on a statement ends it by itself (``statement_timeout``, see ``engine.py``). One that
stands still, or whose disk does, ends nothing, and its kernel acknowledges whatever it is sent, so that neither
keepalives nor ``tcp_user_timeout`` notice. The limit is for each question by itself: work of many questions may take as
long as it needs.
"""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any
from weakref import WeakSet

import psycopg2
from psycopg2.extensions import connection as RawConnection  # noqa: N812
from psycopg2.extensions import cursor as RawCursor  # noqa: N812

LOOKS = 20  # how often within the limit overdue answers are looked for: so exactly the limit is kept


class NoAnswer(psycopg2.OperationalError):
    """The line was cut because the server did not answer in time. Whether it did what was asked is not known."""


class AnswerWatch:
    """Watches the connections of one engine. Its thread runs while there are any."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._lock = threading.Lock()
        self._watched: WeakSet[WatchedConnection] = WeakSet()
        self._thread: threading.Thread | None = None

    def connect(self, dsn: str) -> WatchedConnection:
        """What psycopg2 calls to make a connection (``connection_factory``)."""
        made = WatchedConnection(dsn)
        made.cursor_factory = WatchedCursor
        with self._lock:
            self._watched.add(made)
            if self._thread is None:
                self._thread = threading.Thread(target=self._look, name="gridroom-answers", daemon=True)
                self._thread.start()
        return made

    def _look(self) -> None:
        pause = threading.Event()
        while True:
            pause.wait(self.seconds / LOOKS)
            with self._lock:
                watched = [one for one in self._watched if not one.closed]
                if not watched:
                    self._thread = None
                    return
            for one in watched:
                one.cut_if_overdue(self.seconds)
            del one, watched  # a connection that nobody else holds any more must not wait for the next look


class WatchedConnection(RawConnection):
    """A connection that knows since when it has been waiting for an answer."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._asked_at: float | None = None
        self._limit = 0.0  # of the question that was cut off
        self._guard = threading.Lock()  # the end of a question and its cutting exclude each other

    @contextmanager
    def asking(self) -> Iterator[None]:
        """Around each question and its answer. Raises NoAnswer when the line had to be cut."""
        self._asked_at = time.monotonic()
        try:
            yield
        except psycopg2.Error as error:
            if self._limit:
                raise NoAnswer(f"the server did not answer within {self._limit:g} s") from error
            raise
        finally:
            with self._guard:
                self._asked_at = None

    def cut_if_overdue(self, seconds: float) -> None:
        """From the watch's thread: cut the line when its answer has been awaited for longer than ``seconds``."""
        with self._guard:
            if self._asked_at is None or self._limit or time.monotonic() - self._asked_at < seconds:
                return
            self._limit = seconds
            with suppress(OSError), socket.fromfd(self.fileno(), socket.AF_INET, socket.SOCK_STREAM) as same:
                same.shutdown(socket.SHUT_RDWR)  # the driver, which waits in its own code, finds the line closed

    def commit(self) -> None:
        """As the driver's, watched."""
        with self.asking():
            super().commit()

    def rollback(self) -> None:
        """As the driver's, watched."""
        with self.asking():
            super().rollback()


class WatchedCursor(RawCursor):
    """A cursor whose every question is watched; all rows come with the answer, so fetching asks nothing."""

    connection: WatchedConnection

    def execute(self, query: Any, vars: Any = None) -> None:
        """As the driver's, watched."""
        with self.connection.asking():
            super().execute(query, vars)

    def executemany(self, query: Any, vars_list: Any) -> None:
        """As the driver's, watched as one question."""
        with self.connection.asking():
            super().executemany(query, vars_list)
