"""Signing in, the crash window and the journal's window, by click and key."""

from __future__ import annotations

import sys
import threading
from dataclasses import replace
from uuid import uuid4

import pytest
from qtpy.QtCore import Qt, QTimer
from qtpy.QtGui import QGuiApplication
from sqlalchemy import text

from app.background.jobs import Jobs
from app.database.address import person_address
from app.database.engine import make_engine
from app.domain.failures import Refusal, Unreachable
from app.domain.people import Duty
from app.domain.report import ReportDraft
from app.services.session import Session
from app.settings import Settings
from tests.database.clone import PASSWORD
from tests.services.test_session import black_hole  # noqa: F401 - a fixture
from tests.ui.test_main_path import write
from ui.dialogs.journal_dialog import JournalDialog
from ui.dialogs.login_dialog import LoginDialog, OfferedAccount
from ui.dialogs.offline_reports import OfflineReports
from ui.failure_display import FailureDisplay


@pytest.fixture
def login(database, tokens, qtbot):
    """A login window for the test's server."""
    jobs = Jobs()
    session = Session(jobs, lambda url: make_engine(url, "test"))
    accounts = [OfferedAccount("taker", PASSWORD, "受理员一号", frozenset({Duty.CALL_TAKER}))]
    dialog = LoginDialog(tokens, session, lambda _address, login, password: database.url(login).replace(
        PASSWORD, password), address=None, accounts=accounts)
    qtbot.addWidget(dialog)
    dialog.show()
    yield dialog
    session.give_up()
    jobs.shut_down(10)


def test_that_one_click_fills_a_demo_account_and_a_second_signs_in(login, qtbot) -> None:
    qtbot.mouseClick(login.account_buttons[0], Qt.MouseButton.LeftButton)
    assert login.login.text() == "taker"
    with qtbot.waitSignal(login.signed_in) as signed_in:
        qtbot.mouseClick(login.sign_in_button, Qt.MouseButton.LeftButton)
    assert signed_in.args[0].person.login == "taker"
    assert login.password.text() == ""
    signed_in.args[0].engine.dispose()


def test_that_a_wrong_password_is_said_and_the_login_stays(login, qtbot) -> None:
    login.login.setText("taker")
    login.password.setText("wrong")
    qtbot.keyClick(login.password, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "密码不" in login.message.text())
    assert login.login.text() == "taker"
    assert login.sign_in_button.isEnabled()


def test_that_an_empty_form_asks_nobody(login, qtbot) -> None:
    qtbot.mouseClick(login.sign_in_button, Qt.MouseButton.LeftButton)
    assert login.message.text()
    assert not login._session.busy


def test_that_twenty_presses_ask_the_server_once(login, qtbot) -> None:
    login.fill("taker", PASSWORD)
    came = []
    login.signed_in.connect(came.append)
    for _ in range(20):
        login.sign_in()
    qtbot.waitUntil(lambda: bool(came))
    qtbot.waitUntil(lambda: not login._session.busy)
    assert len(came) == 1
    came[0].engine.dispose()


def test_that_what_is_no_address_is_said_and_nothing_is_asked(tokens, qtbot) -> None:
    jobs = Jobs()
    session = Session(jobs, lambda url: make_engine(url, "test"))
    dialog = LoginDialog(tokens, session, person_address, address="desk:port/gridroom")
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.fill("somebody", "secret")
    dialog.sign_in()
    assert "HOST:PORT/DATABASE" in dialog.message.text() or "主机:端口/数据库" in dialog.message.text()
    assert not session.busy
    assert dialog.sign_in_button.isEnabled()
    assert dialog.address.text() == "desk:port/gridroom"
    jobs.shut_down(10)


def test_that_escape_gives_up_waiting_before_it_closes(tokens, qtbot, black_hole) -> None:  # noqa: F811
    jobs = Jobs()
    session = Session(jobs, lambda url: make_engine(url, "test"))
    dialog = LoginDialog(tokens, session, lambda address, login, password: f"postgresql://{login}:{password}@{address}",
                         address=f"127.0.0.1:{black_hole}/gridroom")
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.fill("somebody", "secret")
    dialog.sign_in()
    assert not dialog.sign_in_button.isEnabled()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert dialog.sign_in_button.isEnabled()
    assert dialog.login.text() == "somebody"
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    jobs.shut_down(10)


@pytest.fixture
def failures(tokens, qtbot):
    """The display of failures, installed as the place where uncaught exceptions end."""
    before = sys.excepthook, threading.excepthook
    from datetime import UTC, datetime

    made = FailureDisplay(tokens, None, lambda: datetime.now(UTC))
    made.install()
    yield made
    sys.excepthook, threading.excepthook = before
    if made.window is not None:
        made.window.close()


def test_that_a_fault_in_a_slot_opens_a_window_with_a_report_to_copy_and_the_program_goes_on(failures, qtbot) -> None:
    with qtbot.waitSignal(failures.crashed), qtbot.captureExceptions() as caught:
        QTimer.singleShot(0, lambda: 1 // 0)
        qtbot.waitUntil(lambda: bool(caught))
        failures.caught(*caught[0][:2], caught[0][2])  # pytest-qt stands in the hook's place here
    window = failures.window
    assert "ZeroDivisionError" in window.report.toPlainText()
    qtbot.mouseClick(window.copy_button, Qt.MouseButton.LeftButton)
    assert "ZeroDivisionError" in QGuiApplication.clipboard().text()
    assert "Gridroom" in QGuiApplication.clipboard().text()
    qtbot.mouseClick(window.go_on_button, Qt.MouseButton.LeftButton)
    assert not window.isVisible()


def test_that_a_fault_on_another_thread_is_shown_on_this_one(failures, qtbot) -> None:
    with qtbot.waitSignal(failures.crashed) as crashed:
        thread = threading.Thread(target=lambda: [][1])
        thread.start()
        thread.join()
    assert "IndexError" in crashed.args[0]


def test_that_refusals_and_losses_are_sentences_and_no_crash(failures, qtbot) -> None:
    with qtbot.waitSignal(failures.refused) as refused:
        failures.show(Refusal("GR003", "no right", {"action": "dispatch"}))
    assert "派遣" in refused.args[0]
    with qtbot.waitSignal(failures.unreachable):
        failures.show(Unreachable("away"))
    assert failures.window is None


def test_that_a_thousand_faults_are_one_window(failures, qtbot) -> None:
    for number in range(1000):
        failures.caught(ValueError, ValueError(number), None)
    qtbot.waitUntil(lambda: failures.window is not None and failures.window._count == 1000)
    assert failures.window.report.blockCount() < 200


def test_that_a_refused_report_is_corrected_in_the_form_or_discarded_with_a_reason(seat, tokens, qtbot) -> None:
    taker = seat("taker")
    wrong = [ReportDraft(uuid4(), f"from nowhere {number}", source="rumour") for number in range(2)]
    for draft in wrong:
        with qtbot.waitSignal(taker.work.casework.refused):
            taker.work.casework.report(draft)
    assert taker.window.messages.words()
    dialog = JournalDialog(tokens, taker.work, taker.window)
    dialog.correct_asked.connect(taker.board.report_desk.correct)
    dialog.open()
    qtbot.waitUntil(lambda: dialog.rows.count() == 2)
    assert not dialog.discard_button.isEnabled()
    dialog.rows.setCurrentRow(0)
    dialog.reason.setFocus()
    write(dialog.reason, "重复来电")
    qtbot.mouseClick(dialog.discard_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.rows.count() == 1)
    with qtbot.waitSignal(dialog.destroyed):
        qtbot.mouseClick(dialog.correct_button, Qt.MouseButton.LeftButton)
    form = taker.board.form
    assert form.draft().description == "from nowhere 1"
    form.show_draft(replace(form.draft(), source="hotline"))
    with qtbot.waitSignal(taker.work.casework.done):
        form.send()
    assert taker.work.journal.refused() == []


def test_that_reports_taken_while_nobody_can_sign_in_are_sent_after_the_next_sign_in(
        tokens, qtbot, seat, tmp_path, database) -> None:
    settings = Settings(home=tmp_path / "taker", workstation="seat of taker")
    settings.home.mkdir()
    alone = OfflineReports(tokens, settings, "taker")
    alone.show()
    for words in ("first of the night", "second of the night"):
        qtbot.waitUntil(lambda: alone.form.send_button.isEnabled())
        alone.form.description.setPlainText(words)
        alone.form.send()
    qtbot.waitUntil(lambda: "2" in alone.waiting.text())
    with qtbot.waitSignal(alone.destroyed):
        alone.close()
    other = seat("dispatcher")
    assert other.work.board.cases() == []
    taker = seat("taker")
    qtbot.waitUntil(lambda: len(taker.work.board.cases()) == 2, timeout=10_000)
    assert {case.summary for case in taker.work.board.cases()} == {"first of the night", "second of the night"}
    with database.owner.begin() as connection:
        late = connection.execute(text("select count(*) from gridroom.case_file where origin = 'journal'")).scalar()
    assert late == 2


def test_that_the_way_without_the_server_is_offered_only_when_it_is_away(tokens, qtbot) -> None:
    jobs = Jobs()
    session = Session(jobs, lambda url: make_engine(url, "test"))
    dialog = LoginDialog(tokens, session, lambda address, login, password: f"postgresql://{login}:{password}@{address}",
                         address="127.0.0.1:1/gridroom")
    qtbot.addWidget(dialog)
    dialog.show()
    assert not dialog.reports_button.isVisible()
    dialog.fill("somebody", "secret")
    dialog.sign_in()
    qtbot.waitUntil(dialog.reports_button.isVisible)
    with qtbot.waitSignal(dialog.reports_asked) as asked:
        qtbot.mouseClick(dialog.reports_button, Qt.MouseButton.LeftButton)
    assert asked.args == ["somebody"]
    jobs.shut_down(10)
