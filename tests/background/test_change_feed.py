"""The change feed against a real server: it hears commits, survives cut connections and ends when told."""

from __future__ import annotations

import socket
import time
from functools import partial

import pytest
from sqlalchemy import text

from app.background.change_feed import ChangeFeed
from app.database.changes import TOPICS, changes
from app.database.engine import connect_raw


@pytest.fixture
def feed(database, qapp):
    made = ChangeFeed(partial(changes, partial(connect_raw, database.url("wall"), "test"), TOPICS))
    yield made
    assert made.stop(10)


def notify(database, topic: str, payload: int) -> None:
    with database.owner.begin() as connection:
        connection.execute(text("select pg_notify(:topic, :payload)"), {"topic": topic, "payload": str(payload)})


def test_that_a_commit_arrives_with_its_topic_and_id(database, feed, qtbot) -> None:
    with qtbot.waitSignal(feed.resynced):
        feed.start()
    with qtbot.waitSignal(feed.changed) as changed:
        notify(database, "gridroom_case", 41)
    assert changed.args == ["gridroom_case", 41]


def test_that_a_cut_connection_is_told_and_mended(database, feed, qtbot) -> None:
    with qtbot.waitSignal(feed.resynced):
        feed.start()
    with qtbot.waitSignals([feed.lost, feed.resynced], order="strict", timeout=10_000), \
            database.owner.begin() as connection:
        connection.execute(text("select pg_terminate_backend(pid) from pg_stat_activity"
                                " where application_name like '% feed' and datname = current_database()"))
    with qtbot.waitSignal(feed.changed):
        notify(database, "gridroom_area", 7)


def test_that_it_ends_at_once_when_told_and_can_be_told_twice(database, feed, qtbot) -> None:
    with qtbot.waitSignal(feed.resynced):
        feed.start()
    began = time.monotonic()
    assert feed.stop(5)
    assert time.monotonic() - began < 1
    assert not feed.isRunning()
    assert feed.stop(5)


def test_that_a_broken_listener_says_so_instead_of_going_silent(qtbot, qapp) -> None:
    def breaks(wake: socket.socket):
        raise ZeroDivisionError("listener")
        yield

    feed = ChangeFeed(breaks)
    with qtbot.waitSignal(feed.failed) as failed:
        feed.start()
    assert isinstance(failed.args[0], ZeroDivisionError)
    assert feed.stop(5)
