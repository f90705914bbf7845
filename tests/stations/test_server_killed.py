"""The short version of tests/soak: the server dies four times under load, the client twice, and nothing is lost."""

from __future__ import annotations

from tests.soak.homes import server_home
from tests.soak.killed_server import kill_client_while_reporting, kill_server_under_load


def test_that_a_server_killed_under_load_loses_and_doubles_no_report() -> None:
    with server_home() as home:
        figures = kill_server_under_load(home, kills=4, clients=2, pause_ms=120)
    print(figures)
    assert figures.nothing_wrong(), figures
    assert figures.in_commit >= 2, "the kills hit nobody at work"


def test_that_a_client_killed_while_reporting_finds_everything_in_its_journal() -> None:
    with server_home() as home:
        figures = kill_client_while_reporting(home, kills=2)
    print(figures)
    assert figures.nothing_wrong(), figures
