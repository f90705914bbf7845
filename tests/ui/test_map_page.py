"""The map page with a real server and a real browser engine, moved by real events."""

from __future__ import annotations

import json

import pytest
from qtpy.QtCore import QPoint, Qt
from qtpy.QtGui import QImage
from qtpy.QtTest import QTest
from sqlalchemy.engine import make_url

from app.database.map_areas import FiguresDraft, put_area_figures
from app.domain.area import AreaLevel
from app.domain.area_pack import mercator
from app.domain.case import Action, DeadlineLight
from tests.database.aftercare import closed
from tests.database.desk import act, report
from tests.ui.relay import Relay
from ui.pages.area_here import AreaHere
from ui.picture import settle


@pytest.fixture
def desk(database, seat, qtbot):
    """A dispatcher who looks at the map of the tiny district, one case in its middle cell."""
    report(database, position=(121.3715, 28.5815))
    desk = seat("dispatcher")
    desk.sit_down(qtbot)
    page = desk.window.pages["map"]
    with qtbot.waitSignal(page.drawn, timeout=20_000):
        QTest.keyClick(desk.window, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    return desk


def place(view, longitude: float, latitude: float) -> QPoint:
    """Where the map shows a place."""
    world = 256 * 2 ** view.view.zoom
    (x, y), (cx, cy) = mercator(longitude, latitude), mercator(view.view.longitude, view.view.latitude)
    return QPoint(int(view.width() / 2 + (x - cx) * world), int(view.height() / 2 + (y - cy) * world))


def click(view, longitude: float, latitude: float) -> None:
    QTest.mouseClick(view.focusProxy(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
                     place(view, longitude, latitude))


def choose_cells(page, qtbot) -> None:
    if page.layer.level != "grid_cell":
        with qtbot.waitSignal(page.layer.level_changed, timeout=5000):
            page.tools.level.setCurrentIndex(page.tools.level.findData(AreaLevel.GRID_CELL))


def test_that_the_browser_starts_with_the_page_and_not_before(database, seat):
    desk = seat("dispatcher")
    assert desk.window.pages["map"].view is None
    assert desk.window.pages["map"].save_state()


def test_that_the_whole_district_stands_beside_the_map_until_an_area_is_chosen(desk, database, qtbot):
    page = desk.window.pages["map"]
    panel = page.panel
    assert (panel.whole, panel.name.text(), page.layer.selected) == (True, "测试区", None)
    assert {"在办": "1", "超时": "0", "即将超时": "0", "督办": "0", "结案率": "无数据", "户数": "无数据",
            "单元网格": "9"}.items() <= figures(page).items()
    assert "数据时间" in panel.as_of.text()
    assert panel.hint.isVisible()
    qtbot.waitUntil(lambda: "此处在岗：0" in panel.here.text() and "此处摄像机：0" in panel.here.text(), timeout=5000)
    assert panel.model.rowCount() == 0  # the one case is neither late nor ordered
    with database.owner.begin() as connection:
        connection.exec_driver_sql("update gridroom.case_file set deadline_at = now() - interval '1 hour'")
    for case in desk.work.board.cases():
        desk.work.board.hear("gridroom_case", case.case_id)
    report(database, position=(121.3705, 28.5805))
    qtbot.waitUntil(lambda: figures(page)["超时"] == "✖ 1", timeout=10_000)
    qtbot.waitUntil(lambda: panel.model.rowCount() == 1, timeout=5000)
    assert figures(page)["在办"] == "2"


def test_that_a_case_that_falls_due_by_itself_comes_and_nothing_else_moves(desk, database, qtbot):
    page, board = desk.window.pages["map"], desk.work.board
    due = report(database, position=(121.3705, 28.5805))
    with database.owner.begin() as connection:
        connection.exec_driver_sql("update gridroom.case_file set deadline_at = now() + interval '1 second', "
                                   f"near_at = null where case_id = {due.case_id}")
    qtbot.waitUntil(lambda: board.case(due.case_id) is not None, timeout=5000)
    board.hear("gridroom_case", due.case_id)
    qtbot.waitUntil(lambda: board.case(due.case_id).light(desk.work.clock.now()) is DeadlineLight.OVERDUE, timeout=5000)
    page.side.cases._again.timeout.emit()  # as it does by itself every quarter of a minute
    shown = [case.case_id for case in page.panel.model.cases]
    assert shown == [due.case_id]
    page.panel.cases.select_case(due.case_id)
    page.side.cases._again.timeout.emit()
    assert page.panel.cases.selected_case_id() == due.case_id


def test_that_a_click_beside_the_areas_gives_the_whole_back(desk, qtbot):
    page = desk.window.pages["map"]
    choose_cells(page, qtbot)
    with qtbot.waitSignal(page.areas.versions_ready, timeout=5000):
        click(page.view, 121.3718, 28.5818)
    assert not page.panel.whole
    assert not page.panel.hint.isVisible()
    with qtbot.waitSignal(page.view.missed, timeout=5000):
        QTest.mouseClick(page.view.focusProxy(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
                         QPoint(6, 40))
    assert page.panel.whole
    assert page.panel.name.text() == "测试区"
    assert page.layer.selected is None


def test_that_what_is_not_read_yet_is_not_counted_as_none(desk, qtbot):
    page = desk.window.pages["map"]
    here = AreaHere(page.live.units.cameras, page.live.units.positions, page)  # nothing was read for it
    here.show_area(page.panel.area, page.panel)
    assert page.panel.here.text() == "此处在岗：尚未读到\n此处摄像机：尚未读到"


def test_that_layers_and_legend_fold_and_it_is_remembered(desk, seat, qtbot):
    page = desk.window.pages["map"]
    assert not page.live.panel.isVisible()  # on a screen as small as this
    wide = page.view.width()
    QTest.mouseClick(page.tools.layers, Qt.MouseButton.LeftButton)
    assert page.live.panel.isVisible()
    qtbot.waitUntil(lambda: page.view.width() < wide, timeout=5000)
    QTest.keyClick(page.view.focusProxy(), Qt.Key.Key_L)
    qtbot.waitUntil(lambda: page.view.legend_folded, timeout=5000)
    other = seat("chief").window.pages["map"]
    other.restore_state(page.save_state())
    with qtbot.waitSignal(other.drawn, timeout=20_000):
        other.window().show_page("map")
    assert other.live.panel.isVisible()
    assert other.view.legend_folded


def test_that_a_level_can_be_chosen_at_any_zoom(desk, qtbot):
    page = desk.window.pages["map"]
    for level in (AreaLevel.STREET, AreaLevel.GRID_CELL, AreaLevel.DISTRICT):
        with qtbot.waitSignal(page.layer.level_changed, timeout=5000):
            page.tools.level.setCurrentIndex(page.tools.level.findData(level))
        assert page.layer.level == level.value


def test_that_a_click_tells_the_cell_its_figures_and_its_cases(desk, qtbot):
    page = desk.window.pages["map"]
    choose_cells(page, qtbot)
    with qtbot.waitSignal(page.areas.versions_ready, timeout=5000):
        click(page.view, 121.3718, 28.5818)
    assert page.panel.name.text() == "单元网格5"
    assert page.panel.model.rowCount() == 1
    assert "1" in page.panel.cases_title.text()
    assert "2020-01-01" in page.panel.versions.text()
    with qtbot.waitSignal(desk.work.case.detail_ready, timeout=5000):
        page.panel.case_asked.emit(page.panel.model.case_at(0).case_id)
    assert page.inspector.isVisible()
    assert page.inspector.shown_case() is not None
    QTest.mouseClick(page.back, Qt.MouseButton.LeftButton)
    assert page.panel.isVisible()


def test_that_a_new_case_colours_its_cell_and_stands_in_the_list(desk, database, qtbot):
    page = desk.window.pages["map"]
    choose_cells(page, qtbot)
    with qtbot.waitSignal(page.areas.versions_ready, timeout=5000):
        click(page.view, 121.3705, 28.5805)
    assert page.panel.model.rowCount() == 0
    with qtbot.waitSignal(page.layer.painted, timeout=10_000, check_params_cb=lambda what, _ms: what == "some"):
        report(database, position=(121.3705, 28.5805))
    qtbot.waitUntil(lambda: page.panel.model.rowCount() == 1, timeout=5000)
    assert page.areas.counts(page.panel.area).open == 1


def test_that_the_path_leads_up_to_the_district(desk, qtbot):
    page = desk.window.pages["map"]
    choose_cells(page, qtbot)
    with qtbot.waitSignal(page.areas.versions_ready, timeout=5000):
        click(page.view, 121.3718, 28.5818)
    with qtbot.waitSignal(page.areas.versions_ready, timeout=5000):
        page.panel.area_asked.emit(page.areas.above(page.panel.area)[0].area_id)
    assert page.panel.name.text() == "测试区"
    assert page.areas.counts(page.panel.area).open == 1


def test_that_showing_an_area_twice_gives_the_view_before(desk, qtbot):
    page = desk.window.pages["map"]
    choose_cells(page, qtbot)
    with qtbot.waitSignal(page.areas.versions_ready, timeout=5000):
        click(page.view, 121.3718, 28.5818)
    before = page.view.view
    with qtbot.waitSignal(page.view.view_changed, timeout=5000):
        QTest.mouseClick(page.panel.show_button, Qt.MouseButton.LeftButton)
    assert page.view.view != before
    with qtbot.waitSignal(page.view.view_changed, timeout=5000):
        QTest.mouseClick(page.panel.show_button, Qt.MouseButton.LeftButton)
    assert page.view.view == before


def test_that_indicator_and_view_are_remembered(desk, seat, qtbot):
    page = desk.window.pages["map"]
    page.tools.indicator.setCurrentIndex(page.tools.indicator.findData("density"))
    with qtbot.waitSignal(page.view.view_changed, timeout=5000):
        QTest.keyClick(page.view.focusProxy(), Qt.Key.Key_Right)
    kept, view = page.save_state(), page.view.view
    other = seat("chief").window.pages["map"]
    other.restore_state(kept)
    assert other.tools.indicator.currentData() == "density"
    with qtbot.waitSignal(other.drawn, timeout=20_000):
        other.window().show_page("map")
    assert other.view.view == view
    for garbage in (b"", b"\xff", b"[]", b'{"indicator": "no such thing"}', b'{"indicator": 7}'):
        other.restore_state(garbage)
    assert other.tools.indicator.currentData() == "density"


def test_that_a_view_that_cannot_be_is_not_remembered(database, seat, qtbot):
    page = seat("dispatcher").window.pages["map"]
    page.restore_state(json.dumps({"indicator": "open", "view": [None, 28.5, 12]}).encode())
    with qtbot.waitSignal(page.drawn, timeout=20_000):
        page.window().show_page("map")
    assert page.view.view.longitude == pytest.approx(121.3715, abs=0.01)  # the whole district


def test_that_the_picture_and_the_page_show_the_map(desk, qtbot, tmp_path):
    page = desk.window.pages["map"]
    settle(100)
    page.pictures.save(str(tmp_path / "map.png"))
    picture = QImage(str(tmp_path / "map.png"))
    assert picture.width() == page.view.width()
    assert len({picture.pixel(x, picture.height() // 2) for x in range(0, picture.width(), 3)}) > 3
    with qtbot.waitSignal(page.said):
        page.pictures.save(str(tmp_path / "no such folder" / "map.png"))


def test_that_a_room_without_areas_says_what_to_do(database, seat, qtbot):
    with database.owner.begin() as connection:
        connection.exec_driver_sql("delete from gridroom.area_ring; delete from gridroom.area_outline;")
    desk = seat("dispatcher")
    page = desk.window.pages["map"]
    with qtbot.waitSignals([page.areas.outlines_ready, page.areas.figures_ready], timeout=10_000):
        desk.window.show_page("map")
    qtbot.waitUntil(lambda: page.view.page_stands, timeout=10_000)
    assert "gridroom import areas" in page.state.text()
    assert page.state.isVisible()


def test_that_the_map_goes_into_a_window_of_its_own_and_comes_back(desk, database, qtbot):
    page = desk.window.pages["map"]
    choose_cells(page, qtbot)
    with qtbot.waitSignal(page.view.view_changed, timeout=5000):  # a person's view stays in any window
        QTest.keyClick(page.view.focusProxy(), Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    before = page.view.view
    QTest.mouseClick(page.away.button, Qt.MouseButton.LeftButton)
    window = page.away.window
    qtbot.waitUntil(lambda: window.isVisible() and page.view.window() is window)
    settle(200)
    assert page.view.view == pytest.approx(before, abs=1e-4)
    desk.window.show_page("board")
    with qtbot.waitSignal(page.areas.versions_ready, timeout=5000):
        click(page.view, 121.3712, 28.5812)  # beside the case's pin
    assert page.panel.name.text() == "单元网格5"
    with qtbot.waitSignal(page.layer.painted, timeout=10_000, check_params_cb=lambda what, _ms: what == "some"):
        report(database, position=(121.3705, 28.5805))  # alive although its page is not shown
    window.close()
    assert page.view.window() is desk.window
    assert not page.away.is_open
    desk.window.show_page("map")
    QTest.mouseClick(page.away.button, Qt.MouseButton.LeftButton)
    QTest.mouseClick(page.away.back, Qt.MouseButton.LeftButton)
    assert page.view.window() is desk.window
    assert page.view.isVisible()
    settle(200)
    page.away.open()
    desk.window.close()
    assert page.away.window is None
    assert not window.isVisible()


def test_that_areas_go_into_a_file_from_the_page(desk, qtbot, tmp_path):
    page = desk.window.pages["map"]
    choose_cells(page, qtbot)
    page.tools.export_asked.emit()
    panel = page.export.panel
    assert panel.isVisible()
    assert panel.level.currentData() == "grid_cell"
    for name in ("网格.geojson", "网格.shp"):
        with qtbot.waitSignal(page.said, timeout=10_000) as said:
            page.export.write(str(tmp_path / name))
        assert "9" in said.args[0]
        assert name in said.args[0]
        assert (tmp_path / name).stat().st_size > 1000
    with qtbot.waitSignal(page.said, timeout=10_000):
        page.export.write(str(tmp_path / "no folder" / "a.shp"))
    assert "没有写入" in panel.status.text()
    assert panel.shapes.isEnabled()


def test_that_households_and_satisfaction_stand_in_the_panel_and_colour_the_map(database, seat, qtbot):
    with database.engine("administrator").begin() as connection:
        put_area_figures(connection, "台账", [FiguresDraft(AreaLevel.DUTY_GRID, "Z01", 400, 1000)])
    for satisfied in ("yes", "yes", "no"):
        act(database, "taker", Action.CALL_BACK, closed(database), reached=True, responded="yes", solved="yes",
            satisfied=satisfied, remark="回访")
    wall = seat("wall")  # numbers of many people: walls show them too
    page = wall.window.pages["map"]
    with qtbot.waitSignal(page.drawn, timeout=20_000):
        wall.window.show_page("map")
    with qtbot.waitSignal(page.areas.figures_ready, timeout=10_000,
                          check_params_cb=lambda figures: figures.indicator.key == "households"):
        page.tools.indicator.setCurrentIndex(page.tools.indicator.findData("households"))
    with qtbot.waitSignal(page.areas.figures_ready, timeout=10_000) as told:
        page.tools.indicator.setCurrentIndex(page.tools.indicator.findData("satisfaction"))
    assert list(told.args[0].levels[AreaLevel.COMMUNITY].values) == [pytest.approx(66.67, abs=0.01)]
    cells = list(told.args[0].levels[AreaLevel.GRID_CELL].values)
    assert (len(cells), sum(value == value for value in cells)) == (9, 1)  # NaN: no figure
    choose_cells(page, qtbot)
    with qtbot.waitSignal(page.areas.versions_ready, timeout=5000):
        click(page.view, 121.3705, 28.5805)
    assert figures(page)["户数"] == figures(page)["回访满意率"] == "无数据"
    with qtbot.waitSignal(page.areas.versions_ready, timeout=5000):
        page.panel.area_asked.emit(page.areas.above(page.panel.area)[1].area_id)
    assert page.panel.name.text() == "一号街道"
    assert {"户数（合计）": "400", "人口": "1,000", "每千户上报": "7.5", "回访满意率": "66.7% · 2/3"}.items() \
        <= figures(page).items()


def figures(page) -> dict[str, str]:
    """What the panel tells, by its words."""
    told = [page.panel._figure(number) for number in range(page.panel._figures.count() // 2)]
    return {word.text(): figure.text() for word, figure in told}


def test_that_the_browser_goes_with_the_window_and_none_comes_after_it(desk, qtbot):
    from qtpy.QtWebEngineCore import QWebEnginePage

    view = desk.window.pages["map"].view
    assert view.findChildren(QWebEnginePage)
    desk.window.close()
    assert not desk.window.isVisible()
    assert view.findChildren(QWebEnginePage) == []


def test_that_the_map_is_grey_and_says_of_when_it_is_while_the_server_is_away(database, seat, qtbot):
    url = make_url(database.url("dispatcher"))
    relay = Relay(url.host, url.port)
    try:
        desk = seat("dispatcher", url=url.set(port=relay.port).render_as_string(hide_password=False))
        page = desk.window.pages["map"]
        with qtbot.waitSignal(page.drawn, timeout=20_000):
            desk.window.show_page("map")
        grey = "document.getElementById('map').classList.contains('stale')"
        assert ask(page, qtbot, grey) is False
        stood = page.view.geometry()
        with qtbot.waitSignal(desk.work.lost, timeout=20_000) as lost:
            relay.swallow()  # or the next attempt to connect would bring the server back in the midst of what follows
            relay.cut()
        told = f"{lost.args[0]:%H:%M:%S}"
        assert page.state.isVisible()
        assert told in page.state.text()
        assert told in page.panel.as_of.text()
        assert ask(page, qtbot, grey) is True
        qtbot.waitUntil(lambda: page.state.height() > 20)
        assert page.view.geometry().y() == stood.y()  # it lies over the map, which does not move under the hand
        assert page.state.isAncestorOf(page.childAt(page.state.mapTo(page, page.state.rect().center())))
        legend = "document.querySelector('.legend').textContent"
        qtbot.waitUntil(lambda: "（断线前）" in ask(page, qtbot, legend), timeout=5000)
        assert "实时" not in ask(page, qtbot, legend)
        with qtbot.waitSignal(page.areas.figures_ready, timeout=20_000):
            page.areas.choose("overdue")  # counted anew, of what was read then
        assert told in page.panel.as_of.text()
        assert told in page.state.text()
        with qtbot.waitSignal(desk.work.back, timeout=30_000):
            relay.flow()
        qtbot.waitUntil(lambda: "（实时）" in ask(page, qtbot, legend), timeout=5000)
        assert told not in page.state.text()
        assert ask(page, qtbot, grey) is False
    finally:
        relay.end()


def ask(page, qtbot, script: str):
    answers: list[object] = []
    page.view.page.runJavaScript(script, answers.append)
    qtbot.waitUntil(lambda: bool(answers), timeout=10_000)
    return answers[0]
