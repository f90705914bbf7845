"""The base map of the map page: chosen, remembered, refused, and a server that hangs."""

from __future__ import annotations

import json
import threading

import pytest
from qtpy.QtCore import QObject, Qt, Slot
from qtpy.QtTest import QTest

from app.domain.base_map import BaseKind
from app.tiles.base_maps import BaseMaps
from tests.tiles.tile_room import make_mbtiles, picture, tile_room

GREEN = (20, 180, 60)


def open_map(desk, qtbot):
    desk.sit_down(qtbot)
    page = desk.window.pages["map"]
    with qtbot.waitSignal(page.drawn, timeout=20_000):
        QTest.keyClick(desk.window, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    return page


def greenish(page) -> bool:
    """Whether the base map is seen beside the areas; not in the corners, where other things stand."""
    color = page.view.picture().pixelColor(page.view.width() // 2, 12)
    return color.green() > color.red() + 40


@pytest.fixture
def whole_world(tmp_path):
    tiles = {(z, x, y): picture(GREEN) for z in range(4) for x in range(1 << z) for y in range(1 << z)}
    return make_mbtiles(tmp_path / "world.mbtiles", tiles)


def far(page, qtbot) -> None:
    """So far out that beside the district there is nothing but base map."""
    with qtbot.waitSignal(page.view.view_changed, timeout=5000):
        page.view.show_view(page.view.view._replace(zoom=6))


def test_that_a_file_is_shown_refused_and_remembered(database, seat, qtbot, tmp_path, whole_world):
    page = open_map(seat("dispatcher"), qtbot)
    assert page.base.kind is BaseKind.STREETS
    far(page, qtbot)
    QTest.mouseClick(page.base.button, Qt.MouseButton.LeftButton)
    assert page.base.panel.isVisible()
    (tmp_path / "letter.mbtiles").write_text("尊敬的同志" * 100, encoding="utf-8")
    with qtbot.waitSignal(page.said, timeout=5000) as said:
        page.base.take_file(str(tmp_path / "letter.mbtiles"))
    assert "letter.mbtiles 不是 MBTiles 文件" in said.args[0]
    assert page.base.panel.status.text() == said.args[0]
    assert page.base.kind is BaseKind.STREETS
    page.base.panel.dark.setChecked(False)
    page.base.take_file(str(whole_world))
    qtbot.waitUntil(lambda: greenish(page), timeout=10_000)
    assert page.base.kind is BaseKind.FILE
    page.base.panel.opacity.setValue(30)
    kept = json.loads(page.save_state())
    assert kept["base"] == {"chosen": {"night": "file"}, "file": str(whole_world), "opacity": 30, "dark": False}
    other = seat("chief").window.pages["map"]
    other.restore_state(json.dumps(kept).encode())
    assert other.base.kind is BaseKind.FILE
    assert other.base.state() == kept["base"]
    for garbage in ([], {"chosen": {"night": "no such map"}}, {"chosen": 7, "file": 7, "opacity": "x"}):
        other.restore_state(json.dumps({**kept, "base": garbage}).encode())
    other.restore_state(json.dumps(kept).encode())
    whole_world.unlink()
    with qtbot.waitSignal(other.said, timeout=20_000) as said:
        other.window().show_page("map")
    assert "找不到底图文件 world.mbtiles" in said.args[0]


class Waiting(QObject):
    """Holds the thread of the local journal until the test is over."""

    def __init__(self) -> None:
        super().__init__()
        self.over = threading.Event()

    @Slot(object)
    def done(self, _answer: object) -> None:
        """It went on."""


def test_that_a_base_map_and_the_journal_of_reports_wait_for_nothing_of_each_other(database, seat, qtbot, whole_world):
    desk = seat("dispatcher")
    page, waiting = open_map(desk, qtbot), Waiting()
    far(page, qtbot)
    desk.work.disk.run(waiting.over.wait, waiting.done, waiting.done, name="the journal's disk is slow")
    page.base.take_file(str(whole_world))
    try:
        qtbot.waitUntil(lambda: greenish(page), timeout=5000)
    finally:
        waiting.over.set()


def test_that_a_hanging_server_is_told_of_and_comes_back_by_itself(database, seat, qtbot):
    with tile_room(lambda _path: (200, picture(GREEN))) as room:
        room.held.clear()
        desk = seat("dispatcher", gcj02_tiles=room.address + "/{z}/{x}/{y}?key=hidden", gcj02_attribution="地图公司")
        page = desk.window.pages["map"]
        page.base.maps = BaseMaps(desk.work.settings, rest_seconds=1.0, seconds=2.0)
        assert page.base.kind is BaseKind.SHIFTED
        open_map(desk, qtbot)
        far(page, qtbot)
        page.base.panel.dark.setChecked(False)
        qtbot.waitUntil(lambda: "没有应答" in page.base.layer.trouble, timeout=30_000)
        assert page.base.layer.trouble == page.base.panel.status.text()
        assert "hidden" not in page.base.layer.trouble
        with qtbot.waitSignal(page.view.view_changed, timeout=2000):
            QTest.keyClick(page.view.focusProxy(), Qt.Key.Key_Plus)
        room.held.set()
        qtbot.waitUntil(lambda: greenish(page), timeout=45_000)
        qtbot.waitUntil(lambda: page.base.layer.trouble == "", timeout=5000)
        desk.leave()
