"""A picture of any page with the data as it is, drawn without a display: for the tour, the tests and the README."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from qtpy.QtCore import QEventLoop, QSize, QTimer
from qtpy.QtGui import QImage
from qtpy.QtWidgets import QWidget

from app import demo
from app.background.garbage import GarbageOnThisThread
from app.background.jobs import Jobs
from app.cli.connection import read_password
from app.database.address import person_address
from app.database.embedded_server import EmbeddedServer
from app.database.engine import ANSWER_SECONDS, make_engine
from app.domain.failures import Failure
from app.services.server_start import ServerStart
from app.services.session import Session, SignedIn
from app.settings import Settings
from ui.dialogs.login_dialog import LoginDialog
from ui.failure_display import FailureDisplay
from ui.main_window import MainWindow
from ui.start import log_file, make_application, offered_accounts
from ui.theme import apply_theme
from ui.workstation import Workstation

log = logging.getLogger("gridroom.ui")
LONGEST_SECONDS = 60.0
SETTLE_MS = 400          # after the last answer, for texts and outlines that follow it
BOARD, REPORT, LOGIN, CASE, MAP = "board", "report", "login", "case", "map"
DEMO_SEAT = {BOARD: "paiqian1", CASE: "paiqian1", REPORT: "shoulian1", "sheet": "paiqian1",
             "settings": "admin1", "rules": "admin1"}


def take_picture(settings: Settings, page: str, size: tuple[int, int], file: Path, login: str | None = None) -> int:
    """Draw ``page`` at ``size`` px (device ratio 1; everything scales with the size) and write ``file``.

    Pages: login, board, case (the first case open), report (the form), and every page of the rail. ``login`` is a demo
    account, or one whose password ``GRIDROOM_PASSWORD`` or the terminal gives. Raises Failure.
    """
    app = make_application(settings)
    tokens = apply_theme(app, settings.theme, QSize(*size))
    garbage, jobs = GarbageOnThisThread(), Jobs()
    server = None if settings.database_url else EmbeddedServer(settings.home)
    try:
        if server is not None:
            start = ServerStart(server, jobs)
            _wait(start.ready, start.failed, start.begin)
        session = Session(jobs, partial(make_engine, workstation=settings.workstation, answer_seconds=ANSWER_SECONDS))
        if page == LOGIN:
            dialog = LoginDialog(tokens, session, _no_url, accounts=offered_accounts() if server else [],
                                 address=None if server else "")
            save_picture(dialog, dialog.sizeHint(), file)
            dialog.close()
        else:
            url = _url(settings, server, login or DEMO_SEAT.get(page, "paiqian1"))
            door = _wait(session.signed_in, session.refused, lambda: session.sign_in(url))
            _draw_page(settings, tokens, jobs, door, page, size, file)
    finally:
        jobs.shut_down(3)
        garbage.stop()
        if server is not None:
            server.let_go()
    print(file)
    return 0


def save_picture(widget: QWidget, size: QSize, file: Path) -> None:
    """Show ``widget`` at ``size`` and write what it looks like. Raises Failure when the file cannot be written."""
    widget.resize(size)
    widget.show()
    settle(SETTLE_MS)
    image = QImage(widget.size(), QImage.Format.Format_RGB32)
    widget.render(image)
    file.parent.mkdir(parents=True, exist_ok=True)
    if not image.save(str(file)):
        raise Failure(f"the picture {file} cannot be written")


def settle(milliseconds: int) -> None:
    """Let the event loop turn for so long."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def _draw_page(settings: Settings, tokens: Any, jobs: Jobs, door: SignedIn, page: str, size: tuple[int, int],
               file: Path) -> None:
    work = Workstation(door, jobs, settings)
    window = MainWindow(work, tokens, FailureDisplay(tokens, log_file(), work.clock.now), remembers=False)
    known = (LOGIN, CASE, REPORT, *window.pages)
    try:
        if page not in known:
            raise Failure(f"there is no page {page!r}; pages are {', '.join(known)}")
        window.setMinimumSize(1, 1)
        window.resize(*size)
        window.show()
        _wait(work.board.completed, None, work.start)
        settle(SETTLE_MS)
        if page == REPORT:
            window.report()
        elif page == CASE and window.board.shown.rowCount():
            chosen = window.board.shown.case_at(min(2, window.board.shown.rowCount() - 1))
            _wait(work.case.detail_ready, None, lambda: window.open_case(chosen.case_id))
        elif page == MAP:
            _wait(window.pages[MAP].drawn, None, lambda: window.show_page(MAP))
            settle(SETTLE_MS)
        elif page in window.pages:
            window.show_page(page)
        save_picture(window, QSize(*size), file)
    finally:
        window.close()
        work.stop()


def _url(settings: Settings, server: EmbeddedServer | None, login: str) -> str:
    password = next((one.password for one in demo.demo_accounts() if one.login == login), None) if server else None
    if password is None or os.environ.get("GRIDROOM_PASSWORD"):
        password = read_password(None, f"Password of {login}: ")
    if server is not None:
        return server.person_url(login, password)
    return person_address(settings.database_url or "", login, password)


def _wait(came: Any, failed: Any, begin: Callable[[], object]) -> Any:
    """Begin something and wait for its signal; returns what it brought, raises what ``failed`` brought."""
    outcome: list[tuple[bool, Any]] = []
    loop = QEventLoop()

    def good(*values: Any) -> None:
        outcome.append((True, values[0] if values else None))
        loop.quit()

    def bad(error: Any) -> None:
        outcome.append((False, error))
        loop.quit()

    came.connect(good)
    if failed is not None:
        failed.connect(bad)
    QTimer.singleShot(int(LONGEST_SECONDS * 1000), loop.quit)
    begin()
    if not outcome:
        loop.exec()
    if not outcome:
        raise Failure(f"nothing came within {LONGEST_SECONDS:.0f} seconds")
    succeeded, value = outcome[0]
    if not succeeded:
        raise value
    return value


def _no_url(_address: str, _login: str, _password: str) -> str:
    return ""
