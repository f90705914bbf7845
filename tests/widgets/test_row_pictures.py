"""A row drawn from its picture looks as if painted now, and only what changed is painted."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from qtpy.QtGui import QImage

from app.domain.case import CaseState
from tests.widgets.sample_cases import NOW, many_cases
from widgets.case_filter_model import CaseFilterModel
from widgets.case_table import CaseTable
from widgets.case_table_model import CaseTableModel, Column
from widgets.tokens import NIGHT


@pytest.fixture
def table(qtbot) -> CaseTable:
    model = CaseTableModel()
    shown = CaseFilterModel(model)
    made = CaseTable(NIGHT, shown)
    qtbot.addWidget(made)
    made.resize(1100, 600)
    model.set_now(NOW)
    shown.set_now(NOW)
    model.replace_all(many_cases(60))
    made.show()
    qtbot.waitExposed(made)
    return made


def picture(table: CaseTable) -> QImage:
    return table.view.viewport().grab().toImage()


def painted_anew(table: CaseTable) -> int:
    """Rows that the next picture had to paint."""
    before = table.view.pictures.painted
    picture(table)
    return table.view.pictures.painted - before


def unlike(table: CaseTable) -> bool:
    """Whether kept pictures show anything else than freshly painted rows do."""
    kept = picture(table)
    table.view.pictures._kept.clear()
    return kept != picture(table)


def model_of(table: CaseTable) -> CaseTableModel:
    return table.view.model().sourceModel()


def test_that_a_second_look_paints_nothing(table: CaseTable) -> None:
    picture(table)
    assert table.view.pictures.painted >= table.view.viewport().height() // table.view.delegate.row_height()
    assert painted_anew(table) == 0


def test_that_a_row_that_moves_is_painted_once_and_its_neighbours_not_at_all(table: CaseTable) -> None:
    picture(table)
    model = model_of(table)
    top = table.view.model().case_at(0)
    model.put(replace(top, version=top.version + 1, deadline_at=NOW + timedelta(days=30)))
    assert painted_anew(table) <= 2  # a row that came into sight at the bottom may be the second
    assert not unlike(table)


def test_that_whatever_can_change_a_row_changes_its_picture(table: CaseTable, qtbot) -> None:
    view, model = table.view, model_of(table)
    case = view.model().case_at(3)

    def change_state() -> None:
        model.put(replace(case, version=case.version + 1, state=CaseState.RETURNED, place="另一处"))

    def select() -> None:
        view.selectRow(2)

    def later() -> None:
        model.set_now(NOW + timedelta(hours=9))
        view.model().set_now(NOW + timedelta(hours=9))

    def widen() -> None:
        view.setColumnWidth(Column.STATE, view.columnWidth(Column.STATE) + 30)

    def hide() -> None:
        view.setColumnHidden(Column.DEPARTMENT, True)

    def hover() -> None:
        qtbot.mouseMove(view.viewport(), view.visualRect(view.model().index(5, 0)).center())

    def scroll() -> None:
        view.verticalScrollBar().setValue(137)

    def lose_the_server() -> None:
        table.set_stale(True)

    def pack() -> None:
        table.set_compact(True)

    for change in (change_state, select, later, widen, hide, hover, scroll, lose_the_server, pack):
        before = picture(table)
        change()
        assert picture(table) != before, change.__name__
        assert not unlike(table), change.__name__


def test_that_pictures_of_rows_long_out_of_sight_are_not_kept(table: CaseTable) -> None:
    for value in range(0, table.view.verticalScrollBar().maximum(), 60):
        table.view.verticalScrollBar().setValue(value)
        picture(table)
    in_sight = table.view.viewport().height() // table.view.delegate.row_height()
    assert len(table.view.pictures._kept) <= in_sight + 16
