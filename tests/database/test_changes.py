"""The change feed's loop against a real server: LISTEN first, ids only, and back by itself after every loss."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from queue import Queue

import psycopg2
import pytest
from psycopg2.extensions import connection as RawConnection  # noqa: N812
from sqlalchemy import text

from app.database import cases
from app.database.changes import TOPICS, changes
from app.database.engine import connect_raw
from app.domain.case import Action
from app.domain.changes import CasesRead, Change, Changed, Lost, Resync
from tests.database.clone import Clone
from tests.database.desk import act, report


class Listener:
    """The loop on a thread, its items in a queue."""

    def __init__(self, connect: object, heartbeat: float = 0.3, open_reader: object = None) -> None:
        self.items: Queue[Change] = Queue()
        self._wake, inner = socket.socketpair()
        self._inner = inner
        self._thread = threading.Thread(target=self._run, args=(connect, inner, heartbeat, open_reader))
        self._thread.start()

    def _run(self, connect: object, inner: socket.socket, heartbeat: float, open_reader: object) -> None:
        for item in changes(connect, TOPICS, inner, heartbeat, open_reader):  # type: ignore[arg-type]
            self.items.put(item)

    def next(self) -> Change:
        return self.items.get(timeout=20)

    def stop(self) -> None:
        self._wake.send(b"x")
        self._thread.join(10)
        assert not self._thread.is_alive()
        self._wake.close()
        self._inner.close()


@pytest.fixture
def listener(database: Clone) -> Iterator[Listener]:
    started = Listener(lambda: connect_raw(database.url("dispatcher"), "test"))
    assert started.next() == Resync()
    yield started
    started.stop()


def test_that_a_commit_is_heard_with_its_id(database: Clone, listener: Listener) -> None:
    answer = report(database)
    assert listener.next() == Changed("gridroom_case", answer.case_id)


def reading(database: Clone, open_reader: object) -> Iterator[Listener]:
    started = Listener(lambda: connect_raw(database.url("dispatcher"), "test"), open_reader=open_reader)
    try:
        assert started.next() == Resync()
        yield started
    finally:
        started.stop()


def test_that_a_changed_case_comes_with_its_row_and_then_as_a_change(database: Clone) -> None:
    for listener in reading(database, cases.row_reader):
        answer = report(database)
        read = listener.next()
        assert isinstance(read, CasesRead)
        assert read.ids == (answer.case_id,)
        assert [row.case_number for row in read.rows] == [answer.case_number]
        assert listener.next() == Changed("gridroom_case", answer.case_id)
        act(database, "taker", Action.REJECT, answer, reason="重复")
        assert listener.next() == CasesRead((answer.case_id,), ())


def test_that_a_row_nobody_understands_does_not_end_the_listener(database: Clone) -> None:
    def open_reader(_connection: object) -> object:
        def read(_ids: object) -> object:
            raise KeyError("a state of a newer program")
        return read

    for listener in reading(database, open_reader):
        answer = report(database)
        assert listener.next() == CasesRead((answer.case_id,), None)
        assert listener.next() == Changed("gridroom_case", answer.case_id)


def test_that_a_line_that_dies_while_it_reads_is_a_loss_like_any_other(database: Clone) -> None:
    def open_reader(connection: RawConnection) -> object:
        def read(_ids: object) -> object:
            with connection.cursor() as cursor:
                cursor.execute("select pg_terminate_backend(pg_backend_pid())")
            return []
        return read

    for listener in reading(database, open_reader):
        report(database)
        assert isinstance(listener.next(), Lost)
        assert listener.next() == Resync()


def test_that_what_is_no_id_is_not_heard(database: Clone, listener: Listener) -> None:
    with database.engine("wall").begin() as connection:  # PostgreSQL lets anybody notify anything
        for payload in ("abc", "", "-1", "99999999999999999999", "١", "1; drop table x"):
            connection.exec_driver_sql(f"notify gridroom_case, '{payload}'")
    answer = report(database)
    assert listener.next() == Changed("gridroom_case", answer.case_id)


def test_that_nothing_is_heard_before_the_commit_or_after_a_rollback(database: Clone, listener: Listener) -> None:
    with database.engine("taker").connect() as connection:
        connection.execute(text("select api.report_case(gen_random_uuid(), '不作数')"))
        connection.rollback()
    answer = report(database)
    assert listener.next() == Changed("gridroom_case", answer.case_id)


def test_that_a_killed_connection_comes_back_and_asks_for_a_full_read(database: Clone, listener: Listener) -> None:
    with database.owner.begin() as connection:
        killed = connection.execute(text("select count(pg_terminate_backend(pid)) from pg_stat_activity "
                                         "where application_name like '%feed'")).scalar()
    assert killed == 1
    assert isinstance(listener.next(), Lost)
    assert listener.next() == Resync()
    answer = report(database)
    assert listener.next() == Changed("gridroom_case", answer.case_id)


def test_that_an_unreachable_server_is_said_again_and_again_and_stopping_is_quick(database: Clone) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]

    def connect() -> psycopg2.extensions.connection:
        return psycopg2.connect(host="127.0.0.1", port=port, connect_timeout=2)

    gone = Listener(connect)
    assert isinstance(gone.next(), Lost)
    assert isinstance(gone.next(), Lost)
    gone.stop()
