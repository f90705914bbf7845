"""The command bar at a real workstation: proposes, carries out by Enter, gives the keyboard back, says what can be."""

from __future__ import annotations

from qtpy.QtCore import Qt

from app.domain.case import Action, CaseState, Stage
from app.domain.command import SuggestionKind
from tests.database.desk import act, report
from tests.ui.test_main_path import open_first

ENTER = Qt.Key.Key_Return


def commands(one, words: str) -> list[str]:
    return [suggestion.words for suggestion in one.window.commands.suggestions(words)]


def say(one, qtbot, words: str) -> None:
    """``/``, the words, Enter, as by hand; Chinese comes from an input method."""
    line = one.window.top.command
    one.window.top.focus_command()
    line.setText(words)
    line.textEdited.emit(words)
    assert line.suggestions()
    qtbot.keyClick(line, ENTER)


def test_that_slash_opens_the_list_and_escape_gives_the_keyboard_back_where_it_was(seat, qtbot) -> None:
    taker = seat("taker")
    taker.sit_down(qtbot)
    view = taker.board.table.view
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Slash)
    line = taker.window.top.command
    assert line.hasFocus()
    shown = line.suggestions()
    assert [one.key for one in shown if one.words == "新上报"] == ["F4"]
    assert "退出登录" in [one.words for one in shown]
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    assert view.hasFocus()
    assert line.suggestions() == []
    taker.window.report()
    form = taker.board.form
    form.place.setFocus()
    taker.window.top.focus_command()
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    assert form.place.hasFocus()


def test_that_arrows_and_initials_and_english_choose_a_command(seat, qtbot) -> None:
    chief = seat("chief")
    chief.sit_down(qtbot)
    assert commands(chief, "新报")[0] == commands(chief, "xsb")[0] == "新上报"
    say(chief, qtbot, "/xba")
    qtbot.waitUntil(lambda: chief.board.reporting)
    say(chief, qtbot, "map")
    assert chief.window.pages["map"].isVisible()
    line = chief.window.top.command
    chief.window.top.focus_command()
    qtbot.keyClicks(line, "/sheet")
    assert line.suggestions()[0].words == "每日派遣单"
    qtbot.keyClick(line, Qt.Key.Key_Down)
    qtbot.keyClick(line, Qt.Key.Key_Up)
    qtbot.keyClick(line, ENTER)
    assert chief.window.pages["sheet"].isVisible()
    say(chief, qtbot, "待派遣")
    assert chief.board.filter.filter.stage is Stage.TO_DISPATCH


def test_that_a_department_typed_behind_the_action_stands_in_its_field_and_f8_sends(seat, database, qtbot) -> None:
    act(database, "taker", Action.REGISTER, report(database), condition_id=1)
    dispatcher = seat("dispatcher")
    inspector = open_first(dispatcher, qtbot, CaseState.REGISTERED)
    say(dispatcher, qtbot, "/派遣 市政")
    field = next(one for one in inspector.actions.fields() if one.need == "department")
    assert field.editor.currentText() == "市政公用中心"
    assert inspector.shown_case().case.state is CaseState.REGISTERED  # a command fills, F8 sends
    qtbot.keyClick(dispatcher.window, Qt.Key.Key_F8)
    qtbot.waitUntil(lambda: inspector.shown_case().case.state is CaseState.DISPATCHED)
    say(dispatcher, qtbot, "/备注 已电话告知")
    assert inspector.body.note.words.toPlainText() == "已电话告知"
    assert inspector.body.note.words.hasFocus()


def test_that_what_is_not_possible_is_said_with_what_is(seat, database, qtbot) -> None:
    report(database)
    taker = seat("taker")
    assert commands(taker, "/结案")[0] == "结案：没有打开的案件"
    open_first(taker, qtbot, CaseState.REPORTED)
    told = taker.window.commands.suggestions("/结案")[0]
    assert told.kind is SuggestionKind.NOTE
    assert "立案" in told.words
    line = taker.window.top.command
    taker.window.top.focus_command()
    line.setText("/区域 没有这里")
    line.textEdited.emit(line.text())
    assert [one.kind for one in line.suggestions()] == [SuggestionKind.NOTE]
    qtbot.keyClick(line, ENTER)
    assert line.text() == "/区域 没有这里"  # nothing happened, nothing is lost
    assert taker.board.inspector.actions.open_action(Action.REJECT)


def test_that_numbers_areas_departments_and_words_lead_where_they_say(seat, database, qtbot) -> None:
    made = report(database, description="井盖缺失")
    taker = seat("taker")
    taker.sit_down(qtbot)
    qtbot.waitUntil(lambda: len(taker.work.board.cases()) == 1)
    say(taker, qtbot, made.case_number[-4:])
    qtbot.waitUntil(lambda: taker.board.inspector.shown_case() is not None)
    street = taker.work.book.streets[0]
    say(taker, qtbot, f"/区域 {street.name}")
    assert taker.board.filter.filter.area_path == street.path
    say(taker, qtbot, "显示全部")
    assert taker.board.filter.filter.is_empty()
    say(taker, qtbot, "szgy")
    assert taker.board.filter.filter.department_id is not None
    rows = taker.window.commands.suggestions("井盖")
    assert [one.kind for one in rows] == [SuggestionKind.SEARCH] * 2
    rows[1].run()
    page = taker.window.pages["search"]
    qtbot.waitUntil(lambda: page.list.source.rowCount() == 1)


def test_that_hostile_words_are_words(seat, qtbot) -> None:
    taker = seat("taker")
    for words in ("", "/", "//", "<b>x</b>", "{0}", "%s", "\x00", "(" * 300, "派遣 " * 50, "区域", "0" * 300, "😀"):
        assert isinstance(taker.window.commands.suggestions(words), list)
