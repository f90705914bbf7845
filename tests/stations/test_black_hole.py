"""What a workstation sees when nothing comes back: neither an answer nor a refusal."""

from __future__ import annotations

import socket
import sys
import threading
import time
from collections.abc import Iterator
from functools import partial
from queue import Queue

import pytest
from sqlalchemy import Connection, text

from app.database.changes import changes
from app.database.embedded_server import EmbeddedServer
from app.database.engine import CONNECT_SECONDS, connect_raw, make_engine
from app.database.failures_from_sql import translated
from app.domain.changes import Change, Lost, Resync
from app.domain.failures import TookTooLong, Unreachable
from tests.database.clone import PASSWORD, make_template
from tests.soak.black_hole import stopped, swallowing_address
from tests.soak.homes import server_home

HEARTBEAT = 0.5
PATIENCE = 20.0
ANSWER_SECONDS = 1.0


@pytest.fixture
def chief_url() -> Iterator[tuple[EmbeddedServer, str]]:
    """A server of this test alone, which may be made to stand still, and an address of the chief there."""
    with server_home() as home:
        server = EmbeddedServer(home)
        server.start()
        try:
            yield server, server.person_url("chief", PASSWORD, make_template(server))
        finally:
            server.stop()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux drops packets for a full queue")
def test_that_an_address_which_swallows_packets_is_unreachable_after_the_connect_limit() -> None:
    with swallowing_address() as (host, port):
        engine = make_engine(f"postgresql://somebody:secret@{host}:{port}/gridroom", "test")
        began = time.monotonic()
        with pytest.raises(Unreachable), translated():
            engine.connect()
        waited = time.monotonic() - began
    print(f"unreachable after {waited:.1f} s")
    assert CONNECT_SECONDS - 1 <= waited <= CONNECT_SECONDS + 3


def test_that_a_server_which_stands_still_is_told_as_lost_and_found_again(chief_url) -> None:
    server, url = chief_url
    wake, waker = socket.socketpair()
    said: Queue[Change] = Queue()

    def follow() -> None:
        for change in changes(partial(connect_raw, url, "test"), ["gridroom_case"], wake, HEARTBEAT):
            said.put(change)

    following = threading.Thread(target=follow)
    following.start()
    try:
        assert isinstance(said.get(timeout=PATIENCE), Resync)
        with stopped(server):
            began = time.monotonic()
            assert isinstance(said.get(timeout=PATIENCE), Lost)
            print(f"told as lost after {time.monotonic() - began:.1f} s")
        while not isinstance(said.get(timeout=PATIENCE), Resync):
            pass
    finally:
        waker.send(b"x")
        following.join(PATIENCE)
        wake.close()
        waker.close()
    assert not following.is_alive()


def test_that_a_new_connection_to_a_server_which_stands_still_gives_up(chief_url) -> None:
    server, url = chief_url
    with stopped(server):
        began = time.monotonic()
        with pytest.raises(Unreachable), translated():
            make_engine(url, "test").connect()
        assert time.monotonic() - began <= CONNECT_SECONDS + 3


@pytest.mark.parametrize("ask", [lambda open_now: open_now.execute(text("select 1")), Connection.commit],
                         ids=["select", "commit"])
def test_that_a_question_to_a_server_which_stands_still_ends_in_its_time(chief_url, ask) -> None:
    server, url = chief_url
    engine = make_engine(url, "test", answer_seconds=ANSWER_SECONDS)
    with engine.connect() as connection:
        connection.execute(text("select 1"))
        with stopped(server):
            began = time.monotonic()
            with pytest.raises(Unreachable, match="did not answer within"), translated():
                ask(connection)
            waited = time.monotonic() - began
    assert waited >= ANSWER_SECONDS
    print(f"given up after {waited:.1f} s")
    with translated(), engine.connect() as connection:  # the line that was cut is not used again
        assert connection.execute(text("select 1")).scalar_one() == 1
    engine.dispose()


def test_that_work_of_many_questions_may_take_longer_than_one_answer(chief_url) -> None:
    _server, url = chief_url
    engine = make_engine(url, "test", answer_seconds=ANSWER_SECONDS)
    with engine.begin() as connection:
        began = time.monotonic()
        while time.monotonic() - began < 1.5 * ANSWER_SECONDS:
            connection.execute(text("select 1"))
    engine.dispose()


def test_that_a_statement_without_end_is_ended_by_the_server(chief_url) -> None:
    _server, url = chief_url
    engine = make_engine(url, "test", answer_seconds=ANSWER_SECONDS)
    with engine.connect() as connection:
        with pytest.raises(TookTooLong), translated():
            connection.execute(text("select count(*) from generate_series(1, 1000000000000)"))
        connection.rollback()
        assert connection.execute(text("select 1")).scalar_one() == 1  # the line itself is whole
    engine.dispose()
