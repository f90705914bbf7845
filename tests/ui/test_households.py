"""Households of areas by hand on the map: put, looked back at, taken from a list, and seen in the rates."""

from __future__ import annotations

from datetime import timedelta

import pytest
from qtpy.QtCore import Qt
from qtpy.QtTest import QTest

from tests.database.test_area_figures import GRID, put, shrink
from tests.database.test_redraws import area_id, today
from tests.ui.test_grid_editing import start_of


def open_figures(desk, database, qtbot, code="Z01"):
    page = desk.window.pages["map"]
    with qtbot.waitSignal(page.drawn, timeout=20_000):
        desk.window.show_page("map")
    page.side.show_area(area_id(database, code))
    start = start_of(page)
    QTest.mouseClick(start.entry.figures, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(start.figures.figures.sheet_read, timeout=10_000):
        pass
    return page, start.figures


@pytest.fixture
def administrator(seat, qtbot):
    desk = seat("administrator")
    desk.sit_down(qtbot)
    return desk


def test_that_households_are_put_by_hand_and_each_number_stays_readable(administrator, database, qtbot):
    page, figures = open_figures(administrator, database, qtbot)
    panel = figures.panel
    assert panel.isVisible()
    assert not panel.put.isEnabled()
    for households in ("400", "420"):
        panel.households.clear()
        QTest.keyClicks(panel.households, households + "x")  # letters do not get in
        panel.source.setText("社区台账")
        with qtbot.waitSignal(figures.figures.sheet_read, timeout=10_000):
            QTest.mouseClick(panel.put, Qt.MouseButton.LeftButton)
    assert "420" in panel.holds.text()
    assert panel.past.count() == 2
    assert "400" in panel.past.item(0).text()
    qtbot.waitUntil(lambda: getattr(page.areas.people(page.panel.area), "households", 0) == 420, timeout=10_000)
    panel.households.setText("420")
    with qtbot.waitSignal(figures.figures.put, timeout=10_000) as again:
        QTest.mouseClick(panel.put, Qt.MouseButton.LeftButton)
    assert again.args == [0]


def test_that_a_number_is_taken_back_and_an_old_one_says_that_the_border_moved(administrator, database, qtbot):
    put(database, GRID, day=today(database) - timedelta(days=30))
    shrink(database)
    page, figures = open_figures(administrator, database, qtbot)
    panel = figures.panel
    assert today(database).isoformat() in panel.warning.text()
    qtbot.waitUntil(lambda: page.panel.counted.isVisibleTo(page.panel), timeout=10_000)
    told = {word.text(): figure.text() for word, figure in
            (page.panel._figure(number) for number in range(page.panel._figures.count() // 2))}
    assert (told["户数"], told["每千户上报"]) == ("▲ 400", "无数据")
    assert not panel.put.isEnabled(), "who says so is needed"
    panel.source.setText("社区台账")
    assert panel.put.isEnabled()
    asked = panel.put.text()
    panel.households.clear()
    assert not panel.put.isEnabled(), "people without households"
    panel.population.clear()
    assert panel.put.isEnabled()
    assert panel.put.text() != asked
    with qtbot.waitSignal(figures.figures.sheet_read, timeout=10_000):
        QTest.mouseClick(panel.put, Qt.MouseButton.LeftButton)
    assert f"自 {today(database)} 起未知" in panel.holds.text()
    assert not panel.warning.isVisible()
    assert not panel.put.isEnabled(), "there is nothing more to take back"
    assert "400 → 未知" in panel.past.item(0).text()
    qtbot.waitUntil(lambda: page.areas.people(page.panel.area) is None, timeout=10_000)
    qtbot.waitUntil(lambda: not page.panel.counted.isVisibleTo(page.panel), timeout=10_000)


def test_that_a_list_is_taken_and_its_bad_rows_are_told(administrator, database, qtbot, tmp_path):
    _, figures = open_figures(administrator, database, qtbot)
    file = tmp_path / "台账.csv"
    file.write_text("编码,名称,户数,人口\n999901001001,,1200,3000\nZ99,,5,\nZ01,,<b>many</b>,\n", encoding="utf-8")
    with qtbot.waitSignal(figures.figures.sheet_read, timeout=10_000):
        figures.take(str(file))
    words = figures.panel.said.text()
    assert "Z99" in words
    assert "<b>" in words, "shown as text"
    assert figures.panel.said.textFormat() is Qt.TextFormat.PlainText
    file.write_bytes(b"\xff\xfe\x00broken")
    with qtbot.waitSignal(figures.figures.failed, timeout=10_000):
        figures.take(str(file))
    assert figures.panel.said.isVisible()


def test_that_whoever_is_no_administrator_reads_and_does_not_put(database, seat, qtbot):
    desk = seat("dispatcher")
    desk.sit_down(qtbot)
    _, figures = open_figures(desk, database, qtbot)
    assert not figures.panel.editing.isVisible()
    assert figures.panel.holds.text()
