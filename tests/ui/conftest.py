"""Whole workstations for the tests: the real window, the real services, a real server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from qtpy import shiboken
from qtpy.QtCore import QSize

from app.background.jobs import Jobs
from app.database import people
from app.database.engine import make_engine
from app.database.server_time import read_server_time
from app.services.session import SignedIn
from app.settings import Settings
from tests.background.conftest import garbage_on_this_thread  # noqa: F401 - a fixture that acts by itself
from ui.failure_display import FailureDisplay
from ui.language import install_translation
from ui.main_window import MainWindow
from ui.theme import apply_theme
from ui.workstation import Workstation


@dataclass
class Seat:
    """One person at one workstation."""

    work: Workstation
    window: MainWindow
    failures: FailureDisplay
    jobs: Jobs

    @property
    def board(self):
        """The board page."""
        return self.window.board

    def sit_down(self, qtbot) -> None:
        """Bring this window to the front: shortcuts belong to the active window."""
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)

    def leave(self) -> None:
        """Close the window and everything behind it; twice is as good as once."""
        if not shiboken.isValid(self.window):
            return
        self.window.close()
        self.work.stop()
        self.jobs.shut_down(10)
        self.window.deleteLater()


@pytest.fixture(scope="session")
def tokens(qapp):
    install_translation(qapp, "zh_CN")
    return apply_theme(qapp, "night", QSize(1366, 768))


@pytest.fixture
def seat(database, qtbot, tokens, tmp_path) -> Iterator[Callable[..., Seat]]:
    """Sign a person in: ``seat("taker")``, with settings by name; closed at the end."""
    seats: list[Seat] = []

    def sign_in(login: str, *, url: str | None = None, wait: bool = True, **values: str) -> Seat:
        url = url or database.url(login)
        engine = make_engine(url, f"test {login}")
        with engine.begin() as connection:
            door = SignedIn(engine, people.who_am_i(connection), read_server_time(connection), url)
        jobs = Jobs()
        settings = Settings(home=tmp_path / login, workstation=f"seat of {login}", **values)
        settings.home.mkdir(exist_ok=True)
        work = Workstation(door, jobs, settings)
        failures = FailureDisplay(tokens, None, work.clock.now)
        window = MainWindow(work, tokens, failures)
        made = Seat(work, window, failures, jobs)
        seats.append(made)
        window.resize(1366, 768)
        window.show()
        if wait:
            with qtbot.waitSignals([work.board.completed, work.book.changed], timeout=15_000):
                work.start()
        else:
            work.start()
        return made

    yield sign_in
    for made in seats:
        made.leave()
