"""Only the newest words are answered, off the GUI thread, and a server that is gone is no error."""

from __future__ import annotations

import pytest

from app.background.jobs import Jobs
from app.database.embedded_server import EmbeddedServer
from app.database.engine import make_engine
from app.database.places import PlaceDraft, put_places
from app.domain.place import PlaceKind
from app.services.place_search import PlaceSearch
from tests.database.clone import Clone


@pytest.fixture
def search(database: Clone, jobs: Jobs) -> PlaceSearch:
    with database.engine("administrator").begin() as connection:
        put_places(
            connection,
            "x",
            [
                PlaceDraft("1", PlaceKind.DOOR_PLATE, "银安街117号", (121.3715, 28.5815)),
                PlaceDraft("2", PlaceKind.POI, "区人民医院", (121.3725, 28.5825)),
            ],
        )
    return PlaceSearch(database.engine("taker"), jobs)


def test_that_only_the_newest_words_are_answered(search: PlaceSearch, qtbot) -> None:
    answers = []
    search.found.connect(lambda words, found: answers.append((words, [place.name for place in found])))
    for words in ("银", "银安", "银安街1", "人民医院"):
        search.find(words)
    qtbot.waitUntil(lambda: bool(answers), timeout=10_000)
    search.find("银安街117")
    qtbot.waitUntil(lambda: len(answers) == 2, timeout=10_000)
    assert answers == [("人民医院", ["区人民医院"]), ("银安街117", ["银安街117号"])]


def test_that_empty_words_ask_nothing_and_take_back_what_was_asked(search: PlaceSearch, qtbot) -> None:
    with qtbot.assertNotEmitted(search.found, wait=400):
        search.find("银安")
        search.find("  ")


def test_that_a_point_gets_its_address(search: PlaceSearch, qtbot) -> None:
    with qtbot.waitSignal(search.addressed, timeout=10_000) as told:
        search.address(121.3716, 28.5816)
    assert told.args[0].address == "银安街117号"


def test_that_a_server_that_is_gone_is_told_once_asked(server: EmbeddedServer, jobs: Jobs, qtbot) -> None:
    gone = make_engine("postgresql+psycopg2://taker:x@127.0.0.1:1/none", "test")
    search = PlaceSearch(gone, jobs)
    with qtbot.waitSignal(search.unavailable, timeout=10_000):
        search.find("银安")
    gone.dispose()
