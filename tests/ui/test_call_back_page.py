"""The page of calls back in the real window: a call is chosen, written down by keyboard, and leaves the list."""

from __future__ import annotations

from qtpy.QtCore import QSize, Qt
from qtpy.QtGui import QImage

from app.domain.aftercare import CallBackState
from app.domain.case import Action
from tests.database.aftercare import closed, seen
from ui.theme import apply_theme
from widgets.glyphs import GlyphLabel


def test_that_a_call_is_written_down_and_leaves_the_list(seat, database, qtbot):
    answer = closed(database)
    other = closed(database, description="另一件")
    taker = seat("taker")
    taker.sit_down(qtbot)
    taker.window.show_page("calls")
    page = taker.window.pages["calls"]
    qtbot.waitUntil(lambda: page.table.table.rowCount() == 2)
    page.table.table.selectRow(0)
    qtbot.waitUntil(lambda: page.inspector.shown_case() is not None)
    panel = page.inspector.actions
    assert panel._open.action is Action.CALL_BACK
    fields = {field.need: field for field in panel.fields()}
    fields["reached"].editor.setCurrentIndex(0)
    for need, at in (("responded", 0), ("solved", 1), ("satisfied", 1)):
        fields[need].editor.setCurrentIndex(at)
    qtbot.waitUntil(lambda: not panel._settle.isActive())
    qtbot.keyClick(page.inspector, Qt.Key.Key_F8)
    qtbot.waitUntil(lambda: page.table.table.rowCount() == 1, timeout=10_000)
    detail = seen(database, "taker", answer)
    assert detail.case.call_back is CallBackState.DONE
    assert detail.call_backs[0].asks_for_reopening
    assert page.table._listed[0].case_id == other.case_id
    qtbot.waitUntil(lambda: any("满意 否" in one for one in head_words(page)))


def head_words(page):
    return [one.text for one in page.inspector.body.aftercare.findChildren(GlyphLabel) if not one.isHidden()]


def test_that_only_those_who_call_have_the_page(seat):
    assert "calls" not in seat("works").window.pages
    assert "calls" in seat("chief").window.pages


def test_that_the_page_is_drawn_by_night_and_day(seat, database, qtbot, qapp, tmp_path):
    closed(database)
    for theme in ("night", "day"):
        apply_theme(qapp, theme, QSize(1366, 768))
        taker = seat("taker")
        taker.window.show_page("calls")
        page = taker.window.pages["calls"]
        qtbot.waitUntil(lambda page=page: page.table.table.rowCount() == 1)
        page.table.table.selectRow(0)
        qtbot.waitUntil(lambda page=page: page.inspector.shown_case() is not None)
        file = tmp_path / f"{theme}.png"
        assert taker.window.grab().save(str(file))
        assert QImage(str(file)).width() >= 1366
    apply_theme(qapp, "night", QSize(1366, 768))
