"""The long faults: fifty kills of the server under load, and of the client. Started by ``pytest -m soak``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.soak.homes import server_home
from tests.soak.killed_server import kill_client_while_reporting, kill_server_under_load

pytestmark = [pytest.mark.soak, pytest.mark.timeout(1800)]


@pytest.fixture
def home() -> Iterator[Path]:
    with server_home() as folder:
        yield folder


def test_that_fifty_kills_of_the_server_lose_and_double_nothing(home: Path) -> None:
    figures = kill_server_under_load(home, kills=50, clients=4, pause_ms=120)
    print(figures)
    assert figures.nothing_wrong(), figures
    assert figures.in_commit >= 40, "the kills hit nobody at work"


def test_that_twenty_kills_of_the_client_lose_and_double_nothing(home: Path) -> None:
    figures = kill_client_while_reporting(home, kills=20)
    print(figures)
    assert figures.nothing_wrong(), figures
