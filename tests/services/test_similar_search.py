"""Asked while somebody types: the newest words count, a change elsewhere is heard, a lost line is told."""

from __future__ import annotations

import pytest
from qtpy.QtTest import QSignalSpy

from app.database.engine import make_engine
from app.domain.case import Action
from app.domain.similar_case import Probe
from app.services.case_board import CASE_TOPIC
from app.services.similar_search import SimilarSearch
from tests.services.conftest import move, report

HERE = (121.3715, 28.5815)


@pytest.fixture
def search(database, jobs):
    return SimilarSearch(database.engine("taker"), jobs)


def test_that_only_the_newest_words_are_answered(database, search, qtbot):
    standing = report(database.engine("taker"), position=HERE)
    told = QSignalSpy(search.found)
    search.ask(Probe((0.0, 0.0)))
    search.ask(Probe(None, description="井盖缺失在路口很危险"))
    with qtbot.waitSignal(search.found) as answer:
        search.ask(Probe(HERE))
    assert [one.case_number for one in answer.args[0]] == [standing.case_number]
    assert told.count() == 1
    search.ask(Probe(HERE))  # the same again asks nothing
    with qtbot.waitSignal(search.found) as answer:
        search.ask(Probe(None, description="井"))
    assert answer.args[0] == []


def test_that_a_case_made_or_closed_elsewhere_is_heard(database, search, follow, qtbot):
    feed = follow("taker")
    feed.changed.connect(search.hear)
    with qtbot.waitSignal(feed.resynced):
        feed.start()
    search.ask(Probe(HERE, description="井盖没有了"))
    with qtbot.waitSignal(search.found, timeout=10_000) as answer:
        standing = report(database.engine("chief"), position=HERE)
    assert [one.is_open for one in answer.args[0]] == [True]
    with qtbot.waitSignal(search.found, timeout=10_000) as answer:
        move(database.engine("chief"), Action.ANSWER, standing, reply="已答复")
    assert [one.is_open for one in answer.args[0]] == [False]


def test_that_an_answer_that_says_the_same_is_not_told_again(database, search, qtbot):
    report(database.engine("taker"), position=HERE)
    with qtbot.waitSignal(search.found):
        search.ask(Probe(HERE))
    told = QSignalSpy(search.found)
    search.ask_again()
    search.hear("gridroom_catalogue", 0)
    qtbot.waitUntil(lambda: not search._pause.isActive() and search._job is None)
    assert told.count() == 0


def test_that_a_server_that_is_away_is_told_and_asked_again_when_it_is_back(database, jobs, qtbot):
    url = database.url("taker")
    search = SimilarSearch(make_engine(url.replace("127.0.0.1:", "127.0.0.1:1"), "test"), jobs)
    with qtbot.waitSignal(search.unknown, timeout=15_000):
        search.ask(Probe(HERE))
    report(database.engine("taker"), position=HERE)
    search._engine = database.engine("taker")
    with qtbot.waitSignal(search.found):
        search.ask_again()
    search.hear(CASE_TOPIC, 1)
    with qtbot.waitSignal(search.found) as answer:
        search.clear()
    assert answer.args[0] == []
    assert not search._pause.isActive()
