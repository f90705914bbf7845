"""What the tests of the services share: jobs, engines of people, and steps of the loop taken directly."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from uuid import uuid4

import pytest
from sqlalchemy import Engine

from app.background.change_feed import ChangeFeed
from app.background.jobs import Jobs
from app.database import cases
from app.database.changes import TOPICS, changes
from app.database.engine import connect_raw
from app.domain.case import Action, Answer, Move
from app.domain.report import ReportDraft
from tests.background.conftest import garbage_on_this_thread  # noqa: F401 - a fixture that acts by itself


@pytest.fixture
def jobs(qapp) -> Iterator[Jobs]:
    made = Jobs(threads=4)
    yield made
    assert made.shut_down(10) == []


@pytest.fixture
def follow(database) -> Iterator[Callable[[str], ChangeFeed]]:
    """Start a change feed for a login; stopped at the end."""
    feeds: list[ChangeFeed] = []

    def start(login: str) -> ChangeFeed:
        feed = ChangeFeed(partial(changes, partial(connect_raw, database.url(login), "test"), TOPICS,
                                  open_reader=cases.row_reader))
        feeds.append(feed)
        return feed

    yield start
    ended = [feed.stop(10) for feed in feeds]
    assert all(ended)


def report(engine: Engine, description: str = "井盖缺失", **values) -> Answer:
    """Report a case at once."""
    with engine.begin() as connection:
        return cases.report(connection, ReportDraft(request_id=uuid4(), description=description, **values))


def move(engine: Engine, action: Action, before: Answer, **values) -> Answer:
    """Move a case at once."""
    with engine.begin() as connection:
        return cases.move(connection, Move(uuid4(), action, before.case_id, before.version, values))
