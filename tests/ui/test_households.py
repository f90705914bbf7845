"""Households of areas by hand on the map: put, looked back at, taken from a list, and seen in the rates."""

from __future__ import annotations

import pytest
from qtpy.QtCore import Qt
from qtpy.QtTest import QTest

from tests.ui.test_grid_editing import start_of


def open_figures(desk, database, qtbot, code="Z01"):
    page = desk.window.pages["map"]
    with qtbot.waitSignal(page.drawn, timeout=20_000):
        desk.window.show_page("map")
    with database.owner.begin() as connection:
        area = connection.exec_driver_sql(f"select area_id from gridroom.area where code = '{code}'").scalar()
    page.side.show_area(area)
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
