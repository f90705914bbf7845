"""The page of field tasks and the command bar's answers, by keyboard in the real window."""

from __future__ import annotations

import pytest
from qtpy.QtCore import QSize, Qt
from qtpy.QtGui import QGuiApplication, QImage
from sqlalchemy import text

from app.database import field_tasks
from app.domain.case import Action
from app.domain.field_task import TASK_SENDERS, task_code
from app.domain.people import Duty
from tests.database.clone import PEOPLE
from tests.database.desk import act, report
from tests.ui.test_commands import commands, say
from ui.theme import apply_theme

CTRL = Qt.KeyboardModifier.ControlModifier
ENTER = Qt.Key.Key_Return


def asked(database, **values):
    """A task to look whether something is there."""
    answer = act(database, "taker", Action.ASK_CONFIRMATION, report(database, **values), worker="worker")
    with database.engine("taker").connect() as connection:
        return field_tasks.tasks_of_case(connection, answer.case_id)[0]


def open_page(one, qtbot, count):
    one.sit_down(qtbot)
    one.window.show_page("tasks")
    page = one.window.pages["tasks"]
    qtbot.waitUntil(lambda: page.table.table.rowCount() == count and bool(page.table.heading.text()))
    return page


def give(page, qtbot, words):
    page.answer.line.setText(words)
    qtbot.keyClick(page.answer.line, ENTER)


def cells(page, row):
    return [page.table.table.item(row, column).text() for column in range(page.table.table.columnCount())]


def test_that_the_overdue_stand_first_and_a_pasted_answer_takes_its_task_away(seat, database, qtbot):
    first, late = asked(database, place="银安街 12 号"), asked(database)
    with database.owner.begin() as connection:
        connection.execute(text("update gridroom.field_task set due_at = now() - interval '5 minutes' "
                                "where task_id = :id"), {"id": late.task_id})
    taker = seat("taker")
    page = open_page(taker, qtbot, 2)
    assert page.answer.line.hasFocus()
    assert cells(page, 0)[:2] == ["超 5 分", late.code]
    assert cells(page, 1)[1:6] == [first.code, "现场核实", first.case_number, "银安街 12 号", "网格员一号"]
    give(page, qtbot, f"{late.code} 好")
    qtbot.waitUntil(lambda: not page.answer.wrong.isHidden())
    assert page.answer.line.text() == f"{late.code} 好"
    give(page, qtbot, f"{late.code} 存在\n照片已发")
    qtbot.waitUntil(lambda: page.table.table.rowCount() == 1, timeout=10_000)
    assert page.answer.line.text() == ""
    assert late.case_number in page.taken.text()
    asked(database)  # of another seat: it comes by itself
    qtbot.waitUntil(lambda: page.table.table.rowCount() == 2, timeout=10_000)


def test_that_text_is_copied_again_and_enter_opens_the_case(seat, database, qtbot):
    task = asked(database)
    chief = seat("chief")
    page = open_page(chief, qtbot, 1)
    qtbot.keyClick(page.answer.line, Qt.Key.Key_Down)
    assert page.table.table.hasFocus()
    QGuiApplication.clipboard().clear()
    qtbot.keyClick(page.table.table, Qt.Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == task.words
    assert task.code in page.table.copied.text()
    qtbot.keyClick(page.table.table, ENTER)
    qtbot.waitUntil(lambda: chief.board.inspector.shown_case() is not None, timeout=10_000)
    assert chief.board.inspector.shown_case().case.case_id == task.case_id
    assert chief.board.isVisible()


def test_that_an_empty_list_says_so(seat, qtbot):
    page = open_page(seat("inspector"), qtbot, 0)
    qtbot.waitUntil(lambda: "0" in page.table.heading.text())
    assert page.table.empty.isVisible()
    assert not page.table.copy_button.isEnabled()
    qtbot.keyClick(page.answer.line, Qt.Key.Key_Down)
    assert page.answer.line.hasFocus()


@pytest.mark.parametrize("login", PEOPLE)
def test_that_who_sends_tasks_has_the_page_and_nobody_else(seat, login):
    one = seat(login)
    sends = bool(set(PEOPLE[login][1]) & TASK_SENDERS)
    assert ("tasks" in one.window.pages) is sends
    assert bool(commands(one, "回填")[:1] and "A7K3" in commands(one, "回填")[0]) is sends


def test_that_an_answer_is_given_in_the_command_bar_from_anywhere(seat, database, qtbot):
    one, other = asked(database), asked(database)
    taker = seat("taker")
    taker.sit_down(qtbot)
    say(taker, qtbot, f"/回填 {one.code.lower()} 存在 照片已发")
    qtbot.waitUntil(lambda: any(one.case_number in words for words in taker.window.messages.words()), timeout=10_000)
    taker.window.show_page("sheet")
    assert commands(taker, f"{other.code} 不存在")[0] == f"{other.code} 不存在"
    say(taker, qtbot, f"{other.code} 好")  # tells no result: refused in words, and kept
    qtbot.waitUntil(lambda: any("没有回填" in words for words in taker.window.messages.words()), timeout=10_000)
    assert taker.window.pages["tasks"].answer.line.text() == f"{other.code} 好"
    say(taker, qtbot, f"{other.code} 不存在")
    qtbot.waitUntil(lambda: any(other.case_number in words for words in taker.window.messages.words()), timeout=10_000)
    with database.engine("taker").connect() as connection:
        assert field_tasks.open_tasks(connection) == []


def test_that_a_code_is_known_as_the_server_knows_it(database):
    with database.owner.connect() as connection:
        codes = connection.execute(text("""
            select c, gridroom.is_task_code(upper(c))
            from (select string_agg(substr('ACDEFGHJKMNPRTUWXY34679BIO0', floor(random() * 27)::int + 1, 1), '') as c
                  from generate_series(1, 20000) n group by n / 4) made
            union all
            select h || gridroom.code_check(h), gridroom.is_task_code(h || gridroom.code_check(h))
            from unnest(array['A7K', 'AAAA', '346', 'XYA3', 'C4PM']) h""")).all()
    assert any(valid for _code, valid in codes)
    for code, valid in codes:
        assert bool(task_code(f"{code} 存在")) is bool(valid), code
    assert task_code("") == ""


def test_that_duties_are_those_of_the_list(database):
    with database.owner.connect() as connection:
        named = connection.execute(text(
            "select duties from gridroom.transition where action = 'send_task' limit 1")).scalar()
    assert {Duty(one) for one in named} == TASK_SENDERS


def test_that_the_page_is_drawn_by_night_and_day(seat, database, qtbot, qapp, tmp_path):
    asked(database)
    for theme in ("night", "day"):
        apply_theme(qapp, theme, QSize(1366, 768))
        taker = seat("taker")
        open_page(taker, qtbot, 1)
        file = tmp_path / f"{theme}.png"
        assert taker.window.grab().save(str(file))
        assert QImage(str(file)).width() >= 1366
    apply_theme(qapp, "night", QSize(1366, 768))
