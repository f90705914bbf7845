"""The columns show what the table shows, keep hold of cards under the hand, and choose cases like the table does."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from qtpy.QtCore import QPoint, Qt

from app.domain.batch import MOST_CASES
from app.domain.case import CaseState, DeadlineLight, Stage
from tests.widgets.sample_cases import NOW, make_case, many_cases
from ui.pages.board_views import COLUMNS, TABLE, BoardViews
from widgets.case_filter_model import CaseFilter, CaseFilterModel
from widgets.case_table_model import CaseTableModel, Column
from widgets.stage_list import BOARD_STAGES

SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def board(tokens, qtbot):
    """Views with their models, the columns shown."""
    source = CaseTableModel()
    shown = CaseFilterModel(source)
    views = BoardViews(tokens, shown)
    views.source, views.shown = source, shown
    views.set_now(NOW)
    views.resize(1000, 600)
    views.show_view(COLUMNS)
    qtbot.addWidget(views)
    views.show()
    qtbot.waitExposed(views)
    views.columns.setFocus()
    return views


def as_shown(board) -> dict[Stage, list[int]]:
    lists = board.columns.lists
    return {stage: lists.ids(stage, 0, lists.count(stage) - 1) for stage in BOARD_STAGES}


def as_it_must_be(board) -> dict[Stage, list[int]]:
    """The rows of the table, dealt out to the columns."""
    rows = [board.shown.case_at(row) for row in range(board.shown.rowCount())]
    return {stage: [case.case_id for case in rows if case.stage is stage] for stage in BOARD_STAGES}


def test_that_the_columns_keep_in_step_with_every_change(board) -> None:
    board.source.replace_all(many_cases(300))
    assert as_shown(board) == as_it_must_be(board)
    for number, case in enumerate(many_cases(80)):
        later = replace(case, version=9, deadline_at=case.deadline_at + timedelta(minutes=number * 31 % 700 - 300))
        other = make_case(case.case_id, list(CaseState)[number % 14])
        board.source.put(replace(later, state=other.state, stage=other.stage))
    board.source.put_all([make_case(n, CaseState.HANDLED) for n in range(1000, 1030)])
    for gone in (5, 17, 80, 299):
        board.source.remove(gone)
    assert as_shown(board) == as_it_must_be(board)
    board.shown.sort(Column.NUMBER, Qt.SortOrder.DescendingOrder)
    board.source.put(make_case(2000, CaseState.VERIFIED))
    board.source.put(replace(make_case(8, CaseState.REPORTED), version=20))
    assert as_shown(board) == as_it_must_be(board)
    board.shown.set_filter(CaseFilter(text="井盖"))
    board.source.put(replace(make_case(8, CaseState.REPORTED), version=21, subcategory="", summary="", place=""))
    assert as_shown(board) == as_it_must_be(board)
    lists = board.columns.lists
    assert all(lists.place_of(case_id) == (stage, place) for stage, ids in as_shown(board).items()
               for place, case_id in enumerate(ids))


def test_that_the_overdue_are_counted_in_any_order(board) -> None:
    board.source.replace_all(many_cases(300))
    wanted = {stage: sum(case.light(NOW) is DeadlineLight.OVERDUE for case in board.source.cases if case.stage is stage)
              for stage in BOARD_STAGES}
    for column in (Column.DEADLINE, Column.NUMBER):
        board.shown.sort(column, Qt.SortOrder.DescendingOrder)
        assert {stage: one.late(NOW) for stage, one in board.columns.columns.items()} == wanted
    assert sum(wanted.values()) > 20


def test_that_arrows_move_within_and_between_columns(board, qtbot) -> None:
    board.source.replace_all(many_cases(60))
    chosen = []
    board.case_selected.connect(chosen.append)
    deal = as_shown(board)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_End, Qt.Key.Key_Home, Qt.Key.Key_Left):
        qtbot.keyClick(board.columns, key)
    register, dispatch = deal[Stage.TO_REGISTER], deal[Stage.TO_DISPATCH]
    assert chosen == [register[0], register[1], dispatch[1], dispatch[-1], dispatch[0], register[0]]


def test_that_no_arrow_stops_at_an_empty_column(board, qtbot) -> None:
    board.source.replace_all([make_case(1, CaseState.REPORTED), make_case(2, CaseState.VERIFIED)])
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Right):
        qtbot.keyClick(board.columns, key)
    assert board.columns.selected_case_id() == 2
    board.source.replace_all([])
    qtbot.keyClick(board.columns, Qt.Key.Key_Down)
    qtbot.keyClick(board.columns, Qt.Key.Key_Right)
    assert board.columns.selected_case_id() is None


def test_that_the_current_card_stays_where_it_is_and_what_comes_above_is_counted(board, qtbot) -> None:
    board.source.replace_all([make_case(n, deadline_at=NOW + timedelta(minutes=n)) for n in range(10, 60)])
    board.select_case(30)
    column = board.columns.columns[Stage.TO_DISPATCH]
    before = column._top_of(board.columns.lists.place_of(30)[1])
    for n in range(1, 8):
        board.source.put(make_case(n, deadline_at=NOW + timedelta(minutes=n)))
    assert column._top_of(board.columns.lists.place_of(30)[1]) == before
    assert column.new_above() == 7
    board.source.remove(12)
    assert column._top_of(board.columns.lists.place_of(30)[1]) == before
    qtbot.mouseClick(column._new_button, Qt.MouseButton.LeftButton)
    assert (column.new_above(), column.bar.value()) == (0, 0)


def test_that_a_current_case_that_ended_leaves_no_other_current(board, qtbot) -> None:
    board.source.replace_all(many_cases(60))
    qtbot.keyClick(board.columns, Qt.Key.Key_Down)
    chosen = []
    board.case_selected.connect(chosen.append)
    board.source.remove(board.columns.selected_case_id())
    assert (chosen, board.columns.selected_case_id()) == ([None], None)
    first = as_shown(board)[Stage.TO_REGISTER][0]
    qtbot.keyClick(board.columns, Qt.Key.Key_Down)  # goes on from the gap
    assert board.columns.selected_case_id() == first


def test_that_both_views_share_the_current_case_and_the_choice(board, qtbot) -> None:
    board.source.replace_all(many_cases(60))
    qtbot.keyClick(board.columns, Qt.Key.Key_Down)
    qtbot.keyClick(board.columns, Qt.Key.Key_Down, SHIFT)
    first, second = as_shown(board)[Stage.TO_REGISTER][:2]
    assert set(board.choice.ids()) == {first, second}
    qtbot.keyClick(board, Qt.Key.Key_1, CTRL)
    assert (board.view, board.table.selected_case_id()) == (TABLE, second)
    assert set(board.choice.ids()) == {first, second}
    qtbot.keyClick(board, Qt.Key.Key_2, CTRL)
    assert (board.view, board.columns.selected_case_id()) == (COLUMNS, second)
    qtbot.keyClick(board.columns, Qt.Key.Key_Down)
    assert len(board.choice) == 0


def test_that_the_mouse_chooses_cards_with_ctrl_and_shift(board, qtbot) -> None:
    board.source.replace_all([make_case(n, deadline_at=NOW + timedelta(minutes=n)) for n in range(1, 20)])
    column = board.columns.columns[Stage.TO_DISPATCH]

    def click(place: int, *modifiers) -> None:
        qtbot.mouseClick(column, Qt.MouseButton.LeftButton, *modifiers, pos=QPoint(30, column._top_of(place) + 20))

    click(0)
    click(2, CTRL)
    assert board.choice.ids() == [1, 3]
    click(4, SHIFT)
    assert board.choice.ids() == [3, 4, 5]
    click(4, CTRL)
    assert board.choice.ids() == [3, 4]
    click(1)
    assert board.choice.ids() == []


def test_that_rows_are_chosen_with_keys_and_mouse(board, qtbot) -> None:
    board.source.replace_all([make_case(n, deadline_at=NOW + timedelta(minutes=n)) for n in range(1, 20)])
    board.show_view(TABLE)
    view = board.table.view
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Down)
    for _ in range(2):
        qtbot.keyClick(view, Qt.Key.Key_Down, SHIFT)
    assert board.choice.ids() == [1, 2, 3]
    qtbot.keyClick(view, Qt.Key.Key_Up, SHIFT)
    assert board.choice.ids() == [1, 2]
    where = view.visualRect(board.shown.index(6, 0)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, CTRL, where)
    assert board.choice.ids() == [1, 2, 7]
    board.source.put(make_case(50, deadline_at=NOW))  # rows move, the choice is by case
    assert board.choice.ids() == [1, 2, 7]
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert board.choice.ids() == []


def test_that_everything_means_what_the_filter_shows_up_to_a_limit(board, qtbot) -> None:
    board.source.replace_all(many_cases(MOST_CASES + 40))
    board.shown.set_filter(CaseFilter(stage=Stage.TO_CLOSE))
    board.show_filter(board.shown.filter)
    qtbot.keyClick(board.columns, Qt.Key.Key_A, CTRL)
    assert len(board.choice) == board.shown.rowCount() > 5
    board.shown.set_filter(CaseFilter())
    board.show_filter(board.shown.filter)
    with qtbot.waitSignal(board.choice.limited) as told:
        qtbot.keyClick(board.columns, Qt.Key.Key_A, CTRL)
    assert (told.args, len(board.choice)) == ([MOST_CASES + 40], MOST_CASES)
    assert str(MOST_CASES) in board.told.text()
    board.choice.drop([board.choice.ids()[0]])
    assert len(board.choice) == MOST_CASES - 1
