"""Two maps in one program, the desk's and the wall's: each with its own view, level, base map and process."""

from __future__ import annotations

import os
import signal

import pytest
from qtpy.QtCore import Qt
from qtpy.QtTest import QTest

from app.background.jobs import Jobs
from app.domain.area import AreaLevel
from app.domain.base_map import BaseKind, BaseMap, Tile, TileSheet
from tests.tiles.tile_room import picture
from tests.widgets.map_stage import SOUTH, STEP, WEST, make_stage, strike
from widgets.map.base_layer import BaseLayer
from widgets.map_view import View

FAR = (WEST - 1.5 * STEP, SOUTH + 4.2 * STEP)


@pytest.fixture
def two(qapp, tokens):
    desk, wall = make_stage(tokens), make_stage(tokens)
    pool = Jobs(threads=4)
    for stage in (desk, wall):
        stage.base = BaseLayer(pool.run, stage.view)
        stage.view.add_layer(stage.base)
    yield desk, wall
    for stage in (desk, wall):
        strike(stage)
    pool.shut_down(5)


def colour(stage) -> tuple[int, int, int]:
    return stage.view.picture().pixelColor(450, 6).getRgb()[:3]  # above every area


def base(color: tuple[int, int, int]) -> BaseMap:
    tile = Tile(picture(color), "image/png")
    return BaseMap(BaseKind.FILE, (TileSheet("file", lambda _z, _x, _y: tile, 1, 18),))


def test_that_two_maps_do_not_know_of_each_other(two, qtbot):
    desk, wall = two
    desk.base.show(base((200, 0, 0)), dark=False)
    wall.base.show(base((0, 0, 200)), dark=False)
    qtbot.waitUntil(lambda: colour(desk)[0] > 150 and colour(wall)[2] > 150, timeout=15_000)
    with qtbot.waitSignal(desk.areas.level_changed, timeout=5000):
        desk.areas.choose_level(AreaLevel.STREET)
    before = wall.view.view
    with qtbot.waitSignal(desk.view.view_changed, timeout=5000):
        QTest.keyClick(desk.hand, Qt.Key.Key_Right)
    assert (desk.areas.level, wall.areas.level) == ("street", "grid_cell")
    assert (desk.view.locked, wall.view.locked) == (True, False)
    assert wall.view.view == before
    wall.view.show_view(View(*FAR, 9))
    moved = desk.view.view
    with qtbot.waitSignals([wall.view.lost, wall.view.ready], timeout=20_000):
        os.kill(wall.view.page.renderProcessPid(), signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
    assert desk.view.page_stands
    assert desk.view.view == moved
    assert wall.view.view.zoom == 9
    qtbot.waitUntil(lambda: colour(wall)[2] > 150, timeout=15_000)
    assert colour(desk)[0] > 150
