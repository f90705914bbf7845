"""Base maps in a real browser engine: files, servers that hang and come back, shifted tiles, and nobody else asked."""

from __future__ import annotations

import io
import math
import threading
from collections import Counter

import numpy as np
import pytest
from PIL import Image, ImageDraw
from qtpy.QtCore import QTimer

from app.background.jobs import Jobs
from app.domain.area_pack import mercator
from app.domain.base_map import BaseKind, BaseMap, ServerState, Tile, TileSheet, TileUnavailable
from app.imports.coordinates import to_gcj02
from app.settings import Settings
from app.tiles.base_maps import BaseMaps
from tests.tiles.tile_room import make_mbtiles, picture, tile_room
from tests.widgets.map_stage import SOUTH, STEP, WEST, Stage, make_stage, strike
from widgets.map.base_layer import BaseLayer
from widgets.map_view import View

RED, BLUE = (220, 30, 30), (30, 60, 220)
OUTSIDE = (WEST - 1.5 * STEP, SOUTH + 4.2 * STEP)  # beside every area
MIDDLE = (WEST + 4 * STEP, SOUTH + 4 * STEP)


@pytest.fixture(scope="module")
def shared(qapp, tokens):
    stage = make_stage(tokens)
    stage.tiles = Jobs(threads=6)
    stage.base = BaseLayer(stage.tiles.run, stage.view)
    stage.view.add_layer(stage.base)
    yield stage
    strike(stage)
    stage.tiles.shut_down(5)


@pytest.fixture
def stage(shared: Stage, qtbot) -> Stage:
    shared.base.show(BaseMap(BaseKind.NONE), dark=False)
    shared.view.show_view(View(*MIDDLE, 13))
    qtbot.waitUntil(lambda: shared.view.view == View(*MIDDLE, 13), timeout=5000)
    return shared


def tile_at(longitude: float, latitude: float, zoom: int) -> tuple[int, int, int]:
    x, y = mercator(longitude, latitude)
    return zoom, math.floor(x * 2**zoom), math.floor(y * 2**zoom)


def around(longitude: float, latitude: float, zoom: int, by: int = 3) -> list[tuple[int, int, int]]:
    z, x, y = tile_at(longitude, latitude, zoom)
    return [(z, x + dx, y + dy) for dx in range(-by, by + 1) for dy in range(-by, by + 1)]


def show(stage: Stage, qtbot, base: BaseMap, *, dark: bool = False) -> None:
    with qtbot.waitSignal(stage.base.painted, timeout=20_000):
        stage.base.show(base, dark=dark)


def colour(stage: Stage, place: tuple[float, float]) -> tuple[int, int, int]:
    return stage.view.picture().pixelColor(stage.place(*place)).getRgb()[:3]


def alike(one: tuple[int, ...], other: tuple[int, ...], by: int = 12) -> bool:
    return all(abs(a - b) <= by for a, b in zip(one, other, strict=True))


def shown(stage: Stage, qtbot, wanted: tuple[int, int, int], place=OUTSIDE) -> None:
    qtbot.waitUntil(lambda: alike(colour(stage, place), wanted), timeout=8000)


def test_that_a_file_s_tiles_lie_where_they_belong(stage, qtbot, tmp_path):
    here = tile_at(*OUTSIDE, 13)
    tiles = {place: picture(RED if place == here else BLUE) for place in around(*OUTSIDE, 13)}
    maps = BaseMaps(Settings(home=tmp_path))
    base = maps.open(BaseKind.FILE, make_mbtiles(tmp_path / "a.mbtiles", tiles))
    show(stage, qtbot, base)
    shown(stage, qtbot, RED)
    z, x, y = here
    middle = ((x + 1.5) / 2**z * 360 - 180, math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * (y + 0.5) / 2**z)))))
    if middle[0] < WEST:
        shown(stage, qtbot, BLUE, middle)
    assert "试验底图" in stage.ask(qtbot, "document.querySelector('.attribution').textContent")
    maps.close()


def test_that_a_hole_shows_a_part_of_the_coarser_tile(stage, qtbot, tmp_path):
    tiles = dict.fromkeys(around(*OUTSIDE, 11, 1), picture(BLUE))
    tiles |= {(14, 0, 0): picture(RED)}
    maps = BaseMaps(Settings(home=tmp_path))
    show(stage, qtbot, maps.open(BaseKind.FILE, make_mbtiles(tmp_path / "a.mbtiles", tiles)))
    shown(stage, qtbot, BLUE)
    stage.view.show_view(View(*OUTSIDE, 16))
    shown(stage, qtbot, BLUE)
    maps.close()


def test_that_the_night_turns_streets_round_and_only_dims_pictures(stage, qtbot):
    white = picture((250, 250, 250))
    read = lambda _z, _x, _y: Answered(white)  # noqa: E731
    for kind, low, high in ((BaseKind.VECTOR, 0, 70), (BaseKind.IMAGE, 110, 170)):
        show(stage, qtbot, BaseMap(kind, (TileSheet("s", read, 1, 18),)), dark=True)
        qtbot.waitUntil(lambda low=low, high=high: low <= colour(stage, OUTSIDE)[1] <= high, timeout=5000)
    show(stage, qtbot, BaseMap(BaseKind.VECTOR, (TileSheet("s", read, 1, 18),)), dark=False)
    shown(stage, qtbot, (250, 250, 250))


class Answered:
    """A tile that is one picture."""

    def __init__(self, data: bytes) -> None:
        self.data, self.media_type = data, "image/png"


def test_that_a_server_that_hangs_is_told_and_comes_back_by_itself(stage, qtbot, tmp_path):
    with tile_room(lambda _path: (200, picture(RED))) as room:
        room.held.clear()
        maps = BaseMaps(Settings(home=tmp_path, gcj02_tiles=room.address + "/{z}/{x}/{y}"), rest_seconds=0.3,
                        seconds=1.0)
        stage.base.show(maps.open(BaseKind.SHIFTED), dark=False)
        qtbot.waitUntil(lambda: maps.news(BaseKind.SHIFTED).state is ServerState.SILENT, timeout=10_000)
        # The map is as usable as ever: areas are hit, the view moves.
        with qtbot.waitSignal(stage.areas.area_clicked, timeout=2000):
            stage.click(stage.place(*stage.cell(27)))
        stage.base.tell_trouble("底图不应答 <b>")
        qtbot.waitUntil(lambda: stage.ask(qtbot, "document.querySelector('.attribution').textContent")
                        .startswith("底图不应答 <b>"), timeout=5000)
        room.held.set()
        again = QTimer()
        again.timeout.connect(stage.base.again)
        again.start(400)
        shown(stage, qtbot, RED)
        again.stop()
        assert maps.news(BaseKind.SHIFTED).state is ServerState.ANSWERS
        stage.base.show(BaseMap(BaseKind.NONE), dark=False)
        stage.tiles.wait_idle(5)
        maps.close()


BUSY = "Object.values(Gridroom.half('base').tiles._tiles).filter(tile => tile.el.job.busy).length"
MISSING = BUSY.replace("tile.el.job.busy", "(tile.el.failed || tile.el.job.busy)")


def heard(stage: Stage, qtbot, words: str) -> None:
    """The page took in every command up to now."""
    stage.base.tell_trouble(words)
    qtbot.waitUntil(lambda: words in stage.ask(qtbot, "document.querySelector('.attribution').textContent"),
                    timeout=5000)


class Slow:
    """A sheet whose readers wait at a gate; who came before it was opened then gets no tile."""

    def __init__(self) -> None:
        self.gate, self.asked = threading.Event(), []

    def read(self, *place: int) -> Tile:
        self.asked.append(place)
        early = not self.gate.is_set()
        self.gate.wait(20)
        if early:
            raise TileUnavailable("too early")
        return Tile(picture(RED), "image/png")


def test_that_a_tile_on_its_way_is_asked_for_again_when_it_comes_to_nothing(stage, qtbot):
    slow = Slow()
    stage.base.show(BaseMap(BaseKind.VECTOR, (TileSheet("s", slow.read, 13, 18),)), dark=False)
    try:
        qtbot.waitUntil(lambda: len(slow.asked) >= 6, timeout=10_000)
        stage.base.again()  # the server is back; those who asked before do not know yet that they get nothing
        heard(stage, qtbot, "told after it")
    finally:
        slow.gate.set()
    shown(stage, qtbot, RED)
    qtbot.waitUntil(lambda: stage.ask(qtbot, MISSING) == 0, timeout=10_000)


def test_that_a_tile_that_fails_for_ever_is_asked_for_once_more_and_one_that_is_not_there_never(stage, qtbot):
    asked: list[tuple[int, int, int]] = []

    def read(*place: int) -> None:
        asked.append(place)
        if place[1] % 2:
            raise TileUnavailable("never")

    show(stage, qtbot, BaseMap(BaseKind.VECTOR, (TileSheet("s", read, 13, 18),)))
    first = Counter(asked)
    for time in range(3):
        stage.base.again(once=True)
        heard(stage, qtbot, f"told the {time}. time")
        qtbot.waitUntil(lambda: stage.ask(qtbot, BUSY) == 0, timeout=10_000)
    assert len(first) > 8
    assert Counter(asked) == {place: 2 if place[1] % 2 else 1 for place in first}


def marked(z: int, x: int, y: int) -> bytes:
    """A tile of a GCJ-02 map with a cross wherever one of the marks lies."""
    image = Image.new("RGB", (256, 256), (240, 240, 240))
    draw = ImageDraw.Draw(image)
    for mark in MARKS:
        share = mercator(*to_gcj02(np.array([mark]))[0])
        px, py = share[0] * 2**z * 256 - x * 256, share[1] * 2**z * 256 - y * 256
        draw.rectangle((px - 3, py - 3, px + 3, py + 3), fill=(200, 0, 0))
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()


MARKS = [(WEST - 0.004 * STEP - 0.1 + at * 0.0011, SOUTH - 0.1 + at * 0.0007) for at in range(8)]


@pytest.mark.parametrize("zoom", [15, 16, 17, 18, 19])
def test_that_shifted_tiles_agree_with_our_places_within_a_pixel_or_two(stage, qtbot, zoom):
    sheet = TileSheet("tiles", lambda z, x, y: Answered(marked(z, x, y)), 3, 18, shifted=True)
    stage.view.show_view(View(*MARKS[4], zoom))
    show(stage, qtbot, BaseMap(BaseKind.SHIFTED, (sheet,)))
    wrong = []

    def measured() -> bool:
        image, wrong[:] = stage.view.picture(), []
        for mark in MARKS:
            at = stage.place(*mark)
            if abs(at.x() - image.width() / 2) > 230 or abs(at.y() - image.height() / 2) > 230:
                continue  # the legend and the scale lie there
            red = [(x, y) for x in range(at.x() - 12, at.x() + 13) for y in range(at.y() - 12, at.y() + 13)
                   if image.pixelColor(x, y).red() > 150 and image.pixelColor(x, y).green() < 90]
            if not red:
                return False
            middle = [sum(point[axis] for point in red) / len(red) for axis in (0, 1)]
            wrong.append(math.hypot(middle[0] - at.x(), middle[1] - at.y()))
        return bool(wrong)

    qtbot.waitUntil(measured, timeout=8000)
    print(max(wrong))
    assert max(wrong) <= (2.0 if zoom <= 18 else 3.0)


def test_that_the_page_shifts_as_the_import_does(stage, qtbot):
    for place in ((121.45, 28.58), (104.0, 30.6), (87.6, 43.8), (72.5, 40.0), (140.0, 35.0)):
        stage.ask(qtbot, "1")
        found = stage.ask(qtbot, f"Gridroom.half('base').shifted({place[0]}, {place[1]}).join(' ')")
        wanted = to_gcj02(np.array([place]))[0]
        assert [float(part) for part in found.split()] == pytest.approx(wanted, abs=1e-9)


def test_that_only_the_configured_server_is_asked_and_only_for_tiles(stage, qtbot, tmp_path):
    with tile_room(lambda _path: (200, picture(BLUE))) as ours, tile_room() as other:
        maps = BaseMaps(Settings(home=tmp_path, tianditu_key="abc", tianditu_address=ours.address))
        for attempt in (f"fetch('{other.address}/f').catch(() => 0)", f"new Image().src = '{other.address}/i.png'",
                        f"new WebSocket('{other.address.replace('http', 'ws')}/w')",
                        f"navigator.sendBeacon('{other.address}/b')",
                        "document.head.append(Object.assign(document.createElement('style'), "
                        f"{{textContent: '@import url({other.address}/c.css);'}}))",
                        "document.head.append(Object.assign(document.createElement('link'), "
                        f"{{rel: 'stylesheet', href: '{other.address}/l.css'}}))",
                        "document.head.append(Object.assign(document.createElement('script'), "
                        f"{{src: '{other.address}/s.js'}}))",
                        f"fetch('{ours.address}/page').catch(() => 0)",
                        f"new Image().src = '{ours.address}/9/9/9.png'"):
            stage.ask(qtbot, f"try {{ {attempt} }} catch (e) {{}} 1")
        show(stage, qtbot, maps.open(BaseKind.VECTOR))
        shown(stage, qtbot, BLUE)
        assert other.asked == []
        assert ours.asked
        assert all("_w/wmts?SERVICE=WMTS&REQUEST=GetTile" in path for path in ours.asked)
        maps.close()
