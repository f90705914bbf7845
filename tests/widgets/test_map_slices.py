"""The map's page divides its work: what is painted when, and that nothing is lost by it."""

from __future__ import annotations

import json
import threading
from datetime import UTC, datetime
from typing import Any

import pytest
from qtpy.QtGui import QColor

from app.domain.area import AreaLevel
from app.domain.area_pack import Outlined, pack_areas
from app.domain.case_pack import pack_cases
from app.domain.map_figures import INDICATORS
from tests.widgets.map_stage import SIDE, Stage, figures, make_stage, square, street, strike
from tests.widgets.sample_cases import make_case
from widgets.map.case_layer import CaseLayer
from widgets.map.position_layer import PositionLayer
from widgets.map.scheme import Answer, at_once
from widgets.map_view import View

PROBE = """
if (!Gridroom.half('probe')) {
  Gridroom.add('probe', {add(api) {
    window.probe = api;
    window.canvases = [api.overlay, api.fields, api.pins, api.dots];
    window.showing = false;  // whether there is something on each of them
    for (const one of canvases) one.add(1, Object.assign(() => {}, {idle: () => !showing}));
  }});
} 1
"""


@pytest.fixture(scope="module")
def shared(qapp, tokens):
    stage = make_stage(tokens)
    yield stage
    strike(stage)


@pytest.fixture
def stage(shared: Stage, qtbot) -> Stage:
    """The shared map, with a layer that gives tests the page's parts."""
    shared.ask(qtbot, PROBE)
    return shared


def told(stage: Stage, qtbot, body: str) -> Any:
    """What a function of this body returns in the page."""
    return json.loads(stage.ask(qtbot, f"JSON.stringify((function () {{ {body} }})())"))


def seen(stage: Stage, longitude: float, latitude: float) -> QColor:
    """What is painted at a place."""
    return stage.view.picture().pixelColor(stage.place(longitude, latitude))


def test_that_no_two_canvases_with_something_on_them_are_painted_in_one_frame(stage, qtbot):
    stage.ask(qtbot, """
        window.turns = []; window.frame = 0; window.counting = true; window.showing = true;
        (function count() { frame++; if (counting) requestAnimationFrame(count); })();
        for (const one of canvases) one._now = function () { turns.push(frame); delete this._now; this._now(); };
        probe.map.panBy([40, 0], {animate: false}); turns.length""")
    qtbot.waitUntil(lambda: stage.ask(qtbot, "turns.length") == 4, timeout=5000)
    turns = told(stage, qtbot, "counting = showing = false; return turns;")
    assert len(set(turns)) == len(turns)


def test_that_a_click_meets_what_the_map_shows_after_the_move(stage, qtbot):
    waiting = told(stage, qtbot, """
        probe.map.panBy([-30, 0], {animate: false});
        window.found = [canvases.filter(one => one._job).length];
        document.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter'}));
        found.push(canvases.filter(one => one._job).length);
        return found;""")
    assert waiting == [4, 0]


def test_that_a_second_move_ends_the_work_for_the_first(stage, qtbot):
    alive = told(stage, qtbot, """
        probe.map.panBy([10, 0], {animate: false}); window.begun = probe.pins._job;
        probe.map.panBy([10, 0], {animate: false});
        return [begun.dead, probe.pins._job.dead, probe.pins._job !== begun];""")
    assert alive == [True, False, True]
    qtbot.waitUntil(lambda: stage.ask(qtbot, "canvases.every(one => !one._job)"), timeout=5000)


def test_that_a_job_that_fails_holds_up_no_other(stage, qtbot, caplog):
    stage.ask(qtbot, """
        window.ran = [];
        Pump.add((function* () { throw new Error('broken on purpose'); })(), true);
        Pump.add((function* () { ran.push('first'); })(), true);
        Pump.add((function* () { ran.push('tile'); })());
        Pump.whenIdle(() => ran.push('idle')); 1""")
    qtbot.waitUntil(lambda: stage.ask(qtbot, "ran.includes('idle')"), timeout=5000)
    assert told(stage, qtbot, "return ran;") == ["first", "tile", "idle"]
    assert "broken on purpose" in caplog.text


def test_that_outlines_are_shown_though_the_grades_that_follow_cannot_be_read(stage, qtbot):
    bright = SIDE * SIDE - 1
    qtbot.waitUntil(lambda: stage.color(*stage.cell(bright)).lightness() > 100, timeout=5000)
    with qtbot.waitSignal(stage.areas.failed, timeout=10_000):
        stage.areas.show_outlines(AreaLevel.GRID_CELL, street())  # one area of which nothing is known
        stage.areas.send("grades", level="grid_cell", serial=999_999)
    qtbot.waitUntil(lambda: stage.color(*stage.cell(bright)).lightness() < 80, timeout=5000)


def test_that_boxes_of_pixels_have_soft_edges_that_neighbours_share(stage, qtbot):
    rows = told(stage, qtbot, """
          const p = new Pixels(6), red = Pixels.color('#ff0000'), blue = Pixels.color('#0000ff');
          p.box(1, 1, 2.75, 3, red, 200);
          p.box(2.75, 1, 4, 3, blue, 200);
          p.box(-5, 4.5, 90, 90, red, 200);
          p.box(3, 3, 3, 5, red, 200);
          const at = (x, y) => Array.from(p.image.data.slice(4 * (6 * y + x), 4 * (6 * y + x) + 4));
          return [at(1, 1), at(2, 2), at(3, 2), at(0, 4), at(5, 5), at(4, 1), at(3, 3)];
        """)
    assert rows == [[255, 0, 0, 200], [255, 0, 0, 200], [0, 0, 255, 200], [255, 0, 0, 100], [255, 0, 0, 200],
                    [0, 0, 0, 0], [0, 0, 0, 0]]


def test_that_a_sheet_that_is_full_begins_anew_and_keeps_what_was_given(stage, qtbot):
    answer = told(stage, qtbot, """
          const sheet = new Sheet(), drawn = [], red = c => { c.fillStyle = '#ff0000'; c.fillRect(0, 0, 16, 16); };
          sheet.clear(64);
          for (let i = 0; i < 40; i++) drawn.push(sheet.make(i, 8, red));
          const inside = drawn.every(one => one.x + one.wide <= 64 && one.y + one.wide <= one.canvas.height);
          const kept = one => one.canvas.getContext('2d').getImageData(one.x + 4, one.y + 4, 1, 1).data[0];
          return [inside, kept(drawn[0]), kept(drawn[39]), sheet.get(0) === undefined, sheet.get(39) === drawn[39]];
        """)
    assert answer == [True, 255, 255, True, True]


def test_that_painted_is_told_when_the_frame_is_over(stage, qtbot):
    stage.ask(qtbot, """
        window.order = [];
        const box = document.createElement('div');
        document.body.append(box);
        new ResizeObserver(() => order.push('laid out')).observe(box);  // it hears once of the beginning, too
        requestAnimationFrame(() => Pump.frame(() => {
            order.length = 0;
            Pump.afterFrame(() => { order.push('told'); });
            box.style.height = '7px';
            Promise.resolve().then(() => order.push('drawn'));
        })); 1""")
    qtbot.waitUntil(lambda: stage.ask(qtbot, "order.includes('told')"), timeout=5000)
    assert told(stage, qtbot, "return order;") == ["drawn", "laid out", "told"]


def test_that_nothing_is_told_of_a_canvas_that_could_not_be_painted(stage, qtbot):
    stage.ask(qtbot, """
        window.heard = []; window.turns = 0;
        probe.map._animatingZoom = true;
        probe.pins.again();
        probe.pins.painted(() => heard.push('pins'));
        (function turn() { if (++turns < 4) requestAnimationFrame(turn); })(); 1""")
    qtbot.waitUntil(lambda: stage.ask(qtbot, "turns") == 4, timeout=5000)
    assert told(stage, qtbot, "return heard;") == []
    stage.ask(qtbot, "probe.map._animatingZoom = false; probe.pins.again(); 1")
    qtbot.waitUntil(lambda: told(stage, qtbot, "return heard;") == ["pins"], timeout=5000)


def test_that_people_who_were_loaded_are_told_as_painted(stage, qtbot):
    layer = PositionLayer(stage.view)
    stage.view.add_layer(layer)
    heard: list[int] = []
    layer.painted.connect(heard.append)
    mark = layer.load([], 10, datetime(2026, 11, 22, tzinfo=UTC))
    qtbot.waitUntil(lambda: mark in heard, timeout=5000)
    assert layer.load([], 10, datetime(2026, 11, 22, tzinfo=UTC)) == mark + 1


def test_that_bytes_at_hand_are_answered_without_another_thread(stage, qtbot, caplog):
    threads: list[str] = []

    def provider(path: str, _query: dict[str, str]) -> Answer | None:
        threads.append(threading.current_thread().name)
        if path == "broken":
            raise ValueError("broken on purpose")
        return Answer(b"12345") if path == "here" else None

    stage.view.serve("handy/", provider, at_once)
    stage.ask(qtbot, """
        window.answers = {};
        for (const path of ['here', 'nowhere', 'broken']) {
          fetch('handy/' + path).then(async one => { answers[path] = one.ok ? await one.text() : one.status; },
            () => { answers[path] = 'failed'; });
        } 1""")
    qtbot.waitUntil(lambda: len(told(stage, qtbot, "return answers;")) == 3, timeout=5000)
    assert told(stage, qtbot, "return answers;") == {"here": "12345", "nowhere": 404, "broken": 400}
    assert threads == [threading.main_thread().name] * 3
    assert "broken on purpose" in caplog.text


def test_that_areas_of_every_size_are_found_where_they_lie(stage, qtbot):
    sizes = [0.0005, 0.003, 0.02, 0.11]
    shapes = [square(5000 + at, f"区{at}", 121.2 + at * 0.37 % 0.3, 28.4 + at * 0.23 % 0.2, sizes[at % 4])
              for at in range(300)]
    with qtbot.waitSignal(stage.areas.painted, timeout=10_000):
        stage.areas.show_outlines(AreaLevel.COMMUNITY, pack_areas([*shapes, Outlined(1, "空", (121.3, 28.5), ())]))
    wrong = told(stage, qtbot, """
        const pack = probe.outlines('community'), b = pack.box, wrong = [];
        const w = Math.max(...pack.xy.filter((v, i) => i % 2 === 0)), h = Math.max(...pack.xy.filter((v, i) => i % 2));
        for (let turn = 0; turn < 400; turn++) {
          const x = w * (turn * 0.618 % 1.1 - 0.05), y = h * (turn * 0.414 % 1.1 - 0.05);
          const e = x + w * (turn % 7) / 20, t = y + h * (turn % 5) / 30;
          const all = [];
          for (let i = 0; i < pack.count; i++) {
            if (b[4 * i + 2] < b[4 * i]) continue;
            if (b[4 * i] <= e && b[4 * i + 2] >= x && b[4 * i + 1] <= t && b[4 * i + 3] >= y) all.push(i);
          }
          const found = pack.within(x, y, e, t).sort((p, q) => p - q);
          if (found.join() !== all.join()) wrong.push(turn);
        }
        return [wrong, pack.index.get(5007), pack.names[7], pack.names.length, pack.boxlike[7], pack.boxlike[300]];""")
    assert wrong == [[], 7, "区7", 301, 1, 0]


def test_that_small_cells_of_any_shape_have_their_colours(tokens, qtbot):
    """Boxes go from pixels onto the tile; among others, and with the borders of a level above, all is drawn aside."""
    stage = make_stage(tokens)
    try:
        half = Outlined(9001, "三角", (121.397, 28.603),
                        ((((121.39, 28.60), (121.40, 28.60), (121.40, 28.61), (121.39, 28.60)),),))
        boxes = [square(9000, "方", 121.37, 28.58, 0.01), square(9002, "方", 121.38, 28.58, 0.01)]
        stage.view.show_view(View(121.39, 28.60, 11))
        stage.areas.choose_level(AreaLevel.GRID_CELL)
        for above in (pack_areas([]), street()):
            stage.areas.show_outlines(AreaLevel.STREET, above, more=True)
            for cells in (boxes, [*boxes, half]):
                stage.areas.show_outlines(AreaLevel.GRID_CELL, pack_areas(cells))
                with qtbot.waitSignal(stage.areas.painted, timeout=9000, check_params_cb=lambda *of: of[0] == "grades"):
                    stage.areas.show_figures(
                        INDICATORS[0], {AreaLevel.GRID_CELL: figures([1, 9, 5][:len(cells)])}, "14:05")
                qtbot.waitUntil(lambda: seen(stage, 121.385, 28.585).lightness()
                                > seen(stage, 121.375, 28.585).lightness() + 30, timeout=5000)
                if half in cells:
                    qtbot.waitUntil(lambda: seen(stage, 121.398, 28.603).lightness()
                                    > seen(stage, 121.392, 28.608).lightness() + 15, timeout=5000)
    finally:
        strike(stage)


@pytest.mark.parametrize("moving", [True, False])
def test_that_a_moving_map_draws_one_canvas_a_frame_and_a_resting_one_all(moving, stage, qtbot):
    """What has nothing to show takes no frame from others, in either."""
    stage.ask(qtbot, """
        window.turns = []; window.frame = 0; window.counting = true;
        (function count() { frame++; if (MOVES) Pump.moving(); if (counting) requestAnimationFrame(count); })();
        setTimeout(() => {  // when it rests, it has done so for a while
          Pump.add((function* () { turns.push(frame); return Pump.IDLE; })(), true);
          Pump.add((function* () { turns.push(frame); })(), true);
          Pump.add((function* () { turns.push(frame); })(), true);
        }, MOVES ? 0 : 400); 1""".replace("MOVES", "true" if moving else "false"))
    qtbot.waitUntil(lambda: stage.ask(qtbot, "turns.length") == 3, timeout=5000)
    first, second, third = told(stage, qtbot, "counting = false; return turns;")
    assert first == second
    assert third > second if moving else third == second


def test_that_places_are_where_the_map_library_has_them(stage, qtbot):
    stage.ask(qtbot, """
        window.far = null;
        probe.overlay.add(1, (context, place, size, origin) => {
          far = [[121.37, 28.58], [121.4, 28.6], [-179.9, -84], [10, 89.9], [179.99, 0]].map(([x, y]) => {
            const one = place(x, y), other = probe.map.latLngToLayerPoint([y, x]).subtract(probe.overlay._bounds.min);
            return Math.max(Math.abs(one.x - other.x), Math.abs(one.y - other.y));
          });
        });
        probe.overlay.again(); 1""")
    qtbot.waitUntil(lambda: stage.ask(qtbot, "far !== null"), timeout=5000)
    assert max(told(stage, qtbot, "return far;")) <= 1  # the last bit of a rounded sum


def test_that_a_rehearsal_leaves_nothing_behind_and_ends_before_what_is_real(stage, qtbot):
    qtbot.waitUntil(lambda: stage.ask(qtbot, "Rehearsal.over"), timeout=10_000)
    stage.view.add_layer(CaseLayer(stage.view))
    cases = stage.view.layer("cases")
    qtbot.waitUntil(lambda: stage.ask(qtbot, "!!Gridroom.half('cases') && Rehearsal.over"), timeout=10_000)
    script = """
        const half = Gridroom.half('cases'), size = probe.map.getSize(), found = [];
        for (const _ of half.rehearse());
        for (let x = 0; x < size.x; x += 7) {
          for (let y = 0; y < size.y; y += 7) {
            const hit = half.hit(probe.map.containerPointToLatLng([x, y]));
            if (hit) found.push(hit.body.id || 0);
          }
        }
        const before = probe.outlines('grid_cell');
        for (const _ of Gridroom.half('areas').rehearse());
        return [[...new Set(found)], before === probe.outlines('grid_cell')];"""
    assert told(stage, qtbot, script) == [[], True]
    middle = stage.view.view
    case = make_case(7, position=(middle.longitude, middle.latitude))
    with qtbot.waitSignal(cases.painted, timeout=10_000):
        cases.load(*pack_cases([case]), 1, datetime(2026, 11, 22, tzinfo=UTC))
    assert told(stage, qtbot, script) == [[7], True]


def test_that_made_up_areas_are_a_pack_like_any_other(stage, qtbot):
    answer = told(stage, qtbot, """
        const pack = new AreaPack(Rehearsal.areas(5, 1000.5)), b = pack.box;
        const middle = i => pack.at((b[4 * i] + b[4 * i + 2]) / 2, (b[4 * i + 1] + b[4 * i + 3]) / 2);
        const whole = pack.boxlike.every(one => one === 1);
        return [pack.count, pack.names, [0, 7, 24].map(middle), whole, pack.at(-5, -5)];""")
    assert answer == [25, [], [0, 7, 24], True, -1]
