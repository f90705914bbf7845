"""A view is saved, chosen, renamed, removed and put back by keyboard, and follows its person to another seat."""

from __future__ import annotations

from uuid import uuid4

import pytest
from qtpy.QtCore import Qt

from app.database import saved_views
from app.domain.case import Action, Stage
from app.domain.saved_view import SavedView
from tests.database.desk import act, report
from ui.pages.board_views import COLUMNS
from widgets.case_filter_model import CaseFilter, Mark
from widgets.case_table_model import Column
from widgets.view_content import from_json


def names(one) -> list[str]:
    return [one.board.shelf.list.item(row).text() for row in range(one.board.shelf.list.count())]


def test_that_a_view_follows_its_person_and_is_renamed_removed_and_put_back(seat, database, qtbot) -> None:
    act(database, "taker", Action.REGISTER, report(database, urgency="urgent"), condition_id=1)
    report(database)
    one = seat("dispatcher")
    one.sit_down(qtbot)
    board, shelf = one.board, one.board.shelf
    wanted = CaseFilter(stage=Stage.TO_DISPATCH, marks=frozenset({Mark.URGENT}))
    board.stages.choose(Stage.TO_DISPATCH)
    board.filter.show_filter(wanted)
    board.table.sort_by(Column.REPORTED, descending=True)
    board.views.show_view(COLUMNS)
    assert board.shown.rowCount() == 1
    qtbot.keyClick(one.window, Qt.Key.Key_V, Qt.KeyboardModifier.AltModifier)
    assert shelf.name.hasFocus()
    shelf.name.setText("紧急待派")
    with qtbot.waitSignal(one.work.views.written):
        qtbot.keyClick(shelf.name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: names(one) == ["紧急待派"])

    other = seat("dispatcher")  # another workstation
    qtbot.waitUntil(lambda: names(other) == ["紧急待派"])
    assert other.board.filter.filter == CaseFilter()
    other.board.view_desk.show_view(other.work.views.views[0])
    assert (other.board.filter.filter, other.board.views.view) == (wanted, COLUMNS)
    assert (other.board.shown.column, other.board.shown.descending) == (Column.REPORTED, True)
    assert other.board.stages.chosen() is Stage.TO_DISPATCH

    one.sit_down(qtbot)
    shelf.list.setFocus()
    qtbot.keyClick(shelf.list, Qt.Key.Key_F2)
    assert shelf.name.text() == "紧急待派"
    shelf.name.setText("紧急")
    qtbot.keyClick(shelf.name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: names(other) == ["紧急"])
    shelf.list.setFocus()
    qtbot.keyClick(shelf.list, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: names(other) == [] and shelf.undo.isVisible())
    shelf.undo.click()
    qtbot.waitUntil(lambda: names(one) == names(other) == ["紧急"])
    qtbot.keyClick(shelf.name, Qt.Key.Key_Escape)
    assert not shelf.isVisible()


def test_that_a_duty_begins_with_the_view_that_its_chief_shares(seat, database, qtbot) -> None:
    with database.engine("chief").begin() as connection:
        saved_views.save_view(connection, uuid4(), SavedView(
            0, "派遣岗", True, "gridroom_dispatcher", {"stage": "to_dispatch", "view": "columns"}))
    one, taker = seat("dispatcher"), seat("taker")
    qtbot.waitUntil(lambda: one.board.filter.filter.stage is Stage.TO_DISPATCH)
    qtbot.waitUntil(lambda: names(taker) == ["派遣岗 · 共享 · 派遣员默认"])
    assert taker.board.filter.filter == CaseFilter()
    taker.board.open_shelf()
    assert not taker.board.shelf.remove.isEnabled()
    assert not taker.board.shelf.shared.isVisible()
    taker.board.shelf._save()
    assert taker.board.shelf.told.text() == "请填写视图名称。"


@pytest.mark.parametrize("content", [
    {}, {"stage": "nowhere", "marks": "urgent", "columns": [1, None, "PLACE", "GONE"], "sort": 7, "department_id": "x"},
    {"marks": ["urgent", "gone", 3], "view": 5, "overdue": "yes", "text": None}])
def test_that_a_broken_view_breaks_nothing(content) -> None:
    found = from_json(content)
    assert (found.filter.stage, found.filter.department_id, found.filter.overdue) == (None, None, False)
    assert (found.sort, found.view) == (Column.DEADLINE, "table")
    assert set(found.columns) <= {Column.PLACE}
