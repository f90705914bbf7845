"""The board's table: nothing moves under the hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from qtpy.QtCore import QPoint, Qt
from qtpy.QtWidgets import QMenu

from tests.widgets.sample_cases import NOW, make_case, many_cases
from widgets.case_filter_model import CaseFilter, CaseFilterModel
from widgets.case_table import CaseTable
from widgets.case_table_model import CaseTableModel, Column


@pytest.fixture
def board(tokens, qtbot):
    source = CaseTableModel()
    shown = CaseFilterModel(source)
    table = CaseTable(tokens, shown)
    table.set_now(NOW)
    qtbot.addWidget(table)
    table.resize(900, 400)
    source.replace_all(many_cases(300))
    table.show()
    qtbot.waitExposed(table)
    return table, source, shown


def y_of(table, shown, case_id):
    return table.view.rowViewportPosition(shown.row_of(case_id))


def test_that_new_cases_above_do_not_move_what_is_looked_at(board, qtbot):
    table, source, shown = board
    table.view.verticalScrollBar().setValue(2000)
    seen = shown.case_at(table.view.top_row()).case_id
    before = y_of(table, shown, seen)
    for case_id in range(901, 908):
        source.put(make_case(case_id, deadline_at=NOW - timedelta(days=9)))
    assert y_of(table, shown, seen) == before
    assert table.new_above() == 7
    button = table._new_button
    assert button.isVisible()
    assert "新 7 件" in button.text()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert table.view.verticalScrollBar().value() == 0
    assert table.new_above() == 0
    assert not button.isVisible()


def test_that_a_case_without_a_place_says_what_it_is_about_where_the_description_has_no_room(board, qtbot):
    table, source, shown = board
    source.put(make_case(1, place="", summary="路口的灯不亮"))
    cell = shown.index(shown.row_of(1), Column.PLACE)
    assert table.view.isColumnHidden(Column.SUMMARY)
    assert table.view.delegate.words_of(cell) == "路口的灯不亮"
    table.resize(2400, 400)
    qtbot.waitUntil(lambda: not table.view.isColumnHidden(Column.SUMMARY))
    assert table.view.delegate.words_of(cell) == ""
    assert table.view.delegate.words_of(cell.siblingAtColumn(Column.SUMMARY)) == "路口的灯不亮"


def test_that_the_current_case_stays_current_through_every_change(board):
    table, source, shown = board
    chosen = shown.case_at(40).case_id
    assert table.select_case(chosen)
    shown.sort(Column.PLACE, Qt.SortOrder.DescendingOrder)
    assert table.selected_case_id() == chosen
    source.put(replace(source.case(chosen), version=9, place="zzz"))
    assert table.selected_case_id() == chosen
    source.remove(shown.case_at(0).case_id if shown.case_at(0).case_id != chosen else shown.case_at(1).case_id)
    assert table.selected_case_id() == chosen
    shown.set_filter(CaseFilter(stage=source.case(chosen).stage))
    assert table.selected_case_id() == chosen
    shown.set_filter(CaseFilter())
    assert table.selected_case_id() == chosen
    source.replace_all(source.cases)
    assert table.selected_case_id() == chosen


def test_that_a_case_that_leaves_does_not_hand_the_key_to_its_neighbour(board, qtbot):
    table, source, shown = board
    chosen, next_one = shown.case_at(3).case_id, shown.case_at(4).case_id
    table.select_case(chosen)
    with qtbot.waitSignal(table.case_selected) as said:
        source.remove(chosen)
    assert said.args == [None]
    assert table.selected_case_id() is None
    with qtbot.waitSignal(table.case_selected) as said:
        qtbot.keyClick(table.view, Qt.Key.Key_Down)
    assert said.args == [next_one]


def test_that_no_row_looks_chosen_while_a_case_beside_the_list_is_open(board, qtbot):
    table, _, shown = board
    table.select_case(shown.case_at(5).case_id)
    with qtbot.assertNotEmitted(table.case_selected):
        assert not table.select_case(987_654)
    assert table.selected_case_id() is None
    assert not table.view.selectionModel().hasSelection()
    with qtbot.waitSignal(table.case_selected) as chosen:
        qtbot.keyClick(table.view, Qt.Key.Key_Down)
    assert chosen.args == [shown.case_at(5).case_id]


def test_that_keys_and_clicks_open_and_peek(board, qtbot):
    table, _source, shown = board
    at = QPoint(60, table.view.rowViewportPosition(2) + 5)
    with qtbot.waitSignal(table.case_selected) as said:
        qtbot.mouseClick(table.view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert said.args == [shown.case_at(2).case_id]
    for signal, key in ((table.case_opened, Qt.Key.Key_Return), (table.case_peeked, Qt.Key.Key_Space)):
        with qtbot.waitSignal(signal) as said:
            qtbot.keyClick(table.view, key)
        assert said.args == [shown.case_at(2).case_id]
    with qtbot.waitSignal(table.case_opened):
        qtbot.mouseDClick(table.view.viewport(), Qt.MouseButton.LeftButton, pos=at)


def test_that_time_passing_repaints_only_changed_deadlines(board):
    table, _source, _shown = board
    table.set_now(NOW)
    painted = []
    table.view.repaint_column = painted.append
    table.set_now(NOW + timedelta(seconds=1))
    quiet = list(painted)
    table.set_now(NOW + timedelta(minutes=1))
    assert len(quiet) <= 1
    assert painted[len(quiet):] == [Column.DEADLINE]


def test_that_an_empty_board_says_what_was_checked(tokens, qtbot):
    table = CaseTable(tokens, CaseFilterModel(CaseTableModel()))
    qtbot.addWidget(table)
    table.set_empty_text("0 件, 于 03:12:04 核对")
    table.show()
    assert table._empty.isVisible()
    assert "03:12:04" in table._empty.text()
    table._source.put(make_case(1))
    assert not table._empty.isVisible()


def test_that_the_columns_are_remembered(board, tokens, qtbot):
    table, _source, shown = board
    table.set_columns([Column.DEADLINE, Column.NUMBER, Column.CELL])
    table.set_compact(True)
    other = CaseTable(tokens, shown)
    qtbot.addWidget(other)
    assert other.restore_layout(table.save_layout())
    assert not other.view.isColumnHidden(Column.CELL)
    assert other.view.isColumnHidden(Column.PLACE)
    assert other.view.rowHeight(0) == 26
    assert not other.restore_layout(b"nonsense")


def test_that_the_heading_s_menu_shows_columns_and_compact_rows(board, qtbot):
    table, _source, _shown = board
    table._choose_columns(QPoint(5, 5))
    menu = table.findChild(QMenu)
    choices = {choice.text(): choice for choice in menu.actions() if choice.text()}
    assert not choices["时限"].isEnabled()
    with qtbot.waitSignal(table.layout_changed):
        choices["单元网格"].trigger()
    assert not table.view.isColumnHidden(Column.CELL)
    with qtbot.waitSignal(table.layout_changed):
        choices["紧凑行距"].trigger()
    assert table.view.rowHeight(0) == 26
    menu.close()


def test_that_every_row_is_as_high_as_the_others(board):
    table, _source, shown = board
    assert {table.view.rowHeight(row) for row in range(shown.rowCount())} == {32}
    table.set_compact(True)
    assert {table.view.rowHeight(row) for row in range(shown.rowCount())} == {26}


def test_that_rows_can_be_read_out(board):
    _table, _source, shown = board
    said = shown.index(0, Column.NUMBER).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said.startswith("案件编号: 2026-1121-")


def test_that_the_current_row_stays_put_when_a_case_comes_in_above_it(board):
    table, source, shown = board
    chosen = shown.case_at(3).case_id
    table.select_case(chosen)
    before = y_of(table, shown, chosen)
    source.put(make_case(901, deadline_at=NOW - timedelta(days=9)))
    assert y_of(table, shown, chosen) == before
    assert table.new_above() == 1


def test_that_what_came_while_the_server_was_away_is_told_like_any_other_new_case(board):
    table, source, shown = board
    chosen = shown.case_at(3).case_id
    table.select_case(chosen)
    before = y_of(table, shown, chosen)
    came = [make_case(case_id, deadline_at=NOW - timedelta(days=9)) for case_id in (901, 902)]
    source.replace_all([*source.cases, *came])  # as after a reconnect: everything read anew
    assert y_of(table, shown, chosen) == before
    assert table.new_above() == 2
    source.replace_all(source.cases[:])
    assert table.new_above() == 2  # still above, still not looked at
    table.show_new()
    assert table.new_above() == 0


def test_that_the_row_under_the_pointer_stays_put(board, qtbot, monkeypatch):
    table, source, shown = board
    pointed = shown.case_at(5).case_id
    viewport = table.view.viewport()
    at = QPoint(60, table.view.rowViewportPosition(5) + 8)
    monkeypatch.setattr("widgets.case_view.QCursor.pos", lambda: viewport.mapToGlobal(at))
    monkeypatch.setattr(table.view, "underMouse", lambda: True)
    table.select_case(shown.case_at(1).case_id)
    before = y_of(table, shown, pointed)
    source.put(make_case(901, deadline_at=NOW - timedelta(days=9)))
    first = shown.case_at(1).case_id
    source.put(replace(source.case(first), version=9, deadline_at=NOW + timedelta(days=90)))
    source.put(make_case(902, deadline_at=NOW - timedelta(days=8)))
    assert y_of(table, shown, pointed) == before


def test_that_the_keyboard_coming_in_chooses_no_case(board, qtbot):
    table, _source, shown = board
    with qtbot.assertNotEmitted(table.case_selected):
        table.view.setFocus()
    assert table.selected_case_id() is None
    with qtbot.waitSignal(table.case_selected) as said:
        qtbot.keyClick(table.view, Qt.Key.Key_Down)
    assert said.args == [shown.case_at(0).case_id]


def test_that_an_untouched_board_at_its_top_shows_what_is_new(board):
    table, source, shown = board
    source.put(make_case(901, deadline_at=NOW - timedelta(days=9)))
    assert table.view.verticalScrollBar().value() == 0
    assert table.new_above() == 0
    assert table.view.rowViewportPosition(shown.row_of(901)) == 0


def test_that_a_row_under_the_pointer_stays_there_also_at_the_top(board, qtbot):
    table, source, shown = board
    under = shown.case_at(2).case_id
    qtbot.mouseMove(table.view.viewport(), table.view.visualRect(shown.index(2, 0)).center())
    before = y_of(table, shown, under)
    source.put(make_case(901, deadline_at=NOW - timedelta(days=9)))
    assert y_of(table, shown, under) == before
    assert table.new_above() == 1
