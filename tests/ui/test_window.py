"""The window itself: small, remembered, and plain about what it cannot do."""

from __future__ import annotations

from pathlib import Path

from qtpy.QtCore import Qt

import ui.main_window
from app.domain.case import Stage
from tests.ui.test_main_path import file_report
from widgets.case_table_model import Column


def test_that_the_main_window_stays_small() -> None:
    assert len(Path(ui.main_window.__file__).read_text(encoding="utf-8").splitlines()) <= 200


def test_that_a_person_finds_panels_and_columns_as_they_left_them(seat, qtbot) -> None:
    first = seat("taker")
    first.board.panels.setSizes([260, 700, 340])
    before = first.board.panels.sizes()
    first.board.table.view.setColumnHidden(Column.STREET, False)
    first.window.close()
    other = seat("dispatcher")
    again = seat("taker")
    assert again.board.panels.sizes() == before
    assert not again.board.table.view.isColumnHidden(Column.STREET)
    assert other.board.table.view.isColumnHidden(Column.STREET)
    assert other.board.panels.sizes() != before


def test_that_an_empty_board_says_what_was_checked_and_when(seat, qtbot) -> None:
    taker = seat("taker")
    words = taker.board.table._empty.text()
    assert "0" in words
    assert taker.work.board.last_data.strftime("%H:%M:%S") in words
    file_report(taker, qtbot, "one case")
    qtbot.waitUntil(lambda: taker.board.shown.rowCount() == 1 and not taker.board.reporting)
    taker.board.filter.set_stage(Stage.TO_VERIFY)
    assert taker.board.shown.rowCount() == 0
    assert "1" in taker.board.table._empty.text()


def test_that_whoever_only_reads_is_not_offered_a_report(seat, qtbot) -> None:
    wall = seat("wall")
    wall.sit_down(qtbot)
    assert not wall.board.report_button.isVisible()
    qtbot.keyClick(wall.window, Qt.Key.Key_F4)
    assert not wall.board.reporting


def test_that_a_draft_survives_the_end_of_the_program(seat, qtbot) -> None:
    taker = seat("taker")
    taker.window.report()
    form = taker.board.form
    with qtbot.waitSignal(form.draft_changed):
        qtbot.keyClicks(form.description, "half a report")
    qtbot.waitUntil(lambda: taker.work.journal.draft() is not None)
    request = form.draft().request_id
    taker.leave()
    again = seat("taker")
    qtbot.waitUntil(lambda: again.board.form.description.toPlainText() == "half a report")
    assert again.board.form.draft().request_id == request


def test_that_the_department_sees_no_column_for_itself(seat) -> None:
    works, chief = seat("works"), seat("chief")
    assert works.board.table.view.isColumnHidden(Column.DEPARTMENT)
    assert not chief.board.table.view.isColumnHidden(Column.DEPARTMENT)
