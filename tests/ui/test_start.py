"""The program as it opens on a fresh machine: server, demo, sign-in, window, the next person, and the end."""

from __future__ import annotations

import shutil
import sys
import tempfile
import threading
from pathlib import Path

import pytest
from qtpy.QtCore import Qt
from sqlalchemy import text

from app.settings import Settings
from ui.start import Program, make_application


@pytest.fixture
def program(qapp, tokens):
    """A program on a home of its own."""
    hooks = sys.excepthook, threading.excepthook
    home = Path(tempfile.mkdtemp(prefix="gridroom-start-"))
    app = make_application(Settings(home=home))
    app.setQuitOnLastWindowClosed(False)
    made = Program(app, Settings(home=home, workstation="test"))
    app.setQuitOnLastWindowClosed(False)
    yield made
    for window in (made.login, made.window, made.starting):
        if window is not None:
            window.close()
    made.end()
    sys.excepthook, threading.excepthook = hooks
    shutil.rmtree(home, ignore_errors=True)


@pytest.mark.timeout(240)
def test_that_a_fresh_machine_comes_to_a_window_with_cases_and_the_next_person_can_sign_in(program, qtbot) -> None:
    program.begin()
    assert program.starting.isVisible()
    assert program.starting.line.text()
    qtbot.waitUntil(lambda: program.login is not None and program.login.isVisible(), timeout=180_000)
    assert program.starting is None

    buttons = {button.text(): button for button in program.login.account_buttons}
    qtbot.mouseClick(buttons["派遣员一号"], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(program.login.sign_in_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: program.window is not None and program.window.board.shown.rowCount() > 10, timeout=20_000)
    first = program.window
    with program.workstation.engine.connect() as connection:  # nobody at a desk waits for a statement without end
        assert connection.execute(text("select current_setting('statement_timeout')")).scalar_one() == "30s"

    qtbot.mouseClick(first.leave_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: program.window is None and program.login.isVisible(), timeout=20_000)
    program.login.fill("shizheng1", buttons and program.login._accounts[0].password)
    qtbot.keyClick(program.login.password, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: program.window is not None and program.window.board.shown.rowCount() > 0, timeout=20_000)
    departments = {case.department for case in program.workstation.board.cases()}
    assert departments == {"市政公用中心"}


def test_that_a_server_that_cannot_start_is_said_and_can_be_tried_again(program, qtbot) -> None:
    folder = program.server.folder
    folder.write_text("a file where a folder should be", encoding="utf-8")
    program.begin()
    qtbot.waitUntil(lambda: program.starting.again_button.isVisible(), timeout=30_000)
    assert program.starting.line.text()
    assert program.login is None
