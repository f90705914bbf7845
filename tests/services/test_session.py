"""Signing in against a real server, a wrong address, and an address that swallows every packet."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator

import pytest
from sqlalchemy import text

from app.database.engine import CONNECT_SECONDS, make_engine
from app.domain.failures import LoginRefused, Outdated, Refusal, Unreachable
from app.domain.people import Duty
from app.services.session import Session
from tests.pulse import Pulse


@pytest.fixture
def black_hole() -> Iterator[int]:
    """A port that answers no connection: its queue is full, so the system drops what comes."""
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    listener.listen(0)
    fillers = []
    for _ in range(4):
        filler = socket.socket()
        filler.setblocking(False)
        filler.connect_ex(listener.getsockname())
        fillers.append(filler)
    yield listener.getsockname()[1]
    for one in (*fillers, listener):
        one.close()


@pytest.fixture
def session(jobs) -> Session:
    return Session(jobs, lambda url: make_engine(url, "test"))


def test_that_a_person_is_known_with_their_duties_and_the_servers_time(database, session, qtbot) -> None:
    with qtbot.waitSignal(session.signed_in) as signed_in:
        session.sign_in(database.url("works"))
    door = signed_in.args[0]
    assert (door.person.name, door.person.duties) == ("市政公用联络员", frozenset({Duty.DEPARTMENT}))
    assert door.person.department == "市政公用中心"
    assert door.time.zone == "Asia/Shanghai"
    door.engine.dispose()


def test_that_a_wrong_password_is_no_unreachable_server(database, session, qtbot) -> None:
    with qtbot.waitSignal(session.refused) as refused:
        session.sign_in(database.url("taker").replace("for-tests-only", "wrong"))
    assert isinstance(refused.args[0], LoginRefused)


def test_that_a_closed_port_is_told_at_once(session, qtbot) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with qtbot.waitSignal(session.refused) as refused:
        session.sign_in(f"postgresql+psycopg2://a:b@127.0.0.1:{port}/gridroom")
    assert isinstance(refused.args[0], Unreachable)


def test_that_a_black_hole_is_told_within_the_limit_and_the_window_stays_alive(session, black_hole, qtbot) -> None:
    pulse, began = Pulse(), time.monotonic()
    with qtbot.waitSignal(session.refused, timeout=(CONNECT_SECONDS + 5) * 1000) as refused:
        session.sign_in(f"postgresql+psycopg2://a:b@127.0.0.1:{black_hole}/gridroom")
    assert isinstance(refused.args[0], Unreachable)
    assert time.monotonic() - began > 1, "the port answered: it was no black hole"
    assert pulse.longest_gap() < 0.5


def test_that_waiting_can_be_given_up(session, black_hole, qtbot, jobs) -> None:
    session.sign_in(f"postgresql+psycopg2://a:b@127.0.0.1:{black_hole}/gridroom")
    session.give_up()
    assert not session.busy
    with qtbot.assertNotEmitted(session.refused):
        qtbot.waitUntil(lambda: jobs.running == 0, timeout=(CONNECT_SECONDS + 5) * 1000)


def test_that_an_inactive_person_is_refused(database, session, qtbot) -> None:
    with database.owner.begin() as connection:
        connection.execute(text("update gridroom.person set active = false where login = 'taker'"))
    with qtbot.waitSignal(session.refused) as refused:
        session.sign_in(database.url("taker"))
    assert isinstance(refused.args[0], Refusal)


def test_that_a_newer_breaking_schema_turns_an_old_program_away(database, session, qtbot) -> None:
    with database.owner.begin() as connection:
        connection.execute(text("insert into public.gridroom_schema_stamp (number, name, breaking, checksum)"
                                " values (9999, '9999_future.sql', true, '')"))
    with qtbot.waitSignal(session.refused) as refused:
        session.sign_in(database.url("taker"))
    assert isinstance(refused.args[0], Outdated)
    assert refused.args[0].schema == 9999
