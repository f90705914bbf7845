"""The map's page divides its work: what is painted when, and that nothing is lost by it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from app.domain.area import AreaLevel
from tests.widgets.map_stage import SIDE, Stage, make_stage, street, strike

PROBE = """
if (!Gridroom.half('probe')) {
  Gridroom.add('probe', {add(api) {
    window.probe = api;
    window.canvases = [api.overlay, api.fields, api.pins, api.dots];
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


def test_that_no_two_canvases_are_painted_in_one_frame(stage, qtbot):
    stage.ask(qtbot, """
        window.turns = []; window.frame = 0; window.counting = true;
        (function count() { frame++; if (counting) requestAnimationFrame(count); })();
        for (const one of canvases) one._now = function () { turns.push(frame); delete this._now; this._now(); };
        probe.map.panBy([40, 0], {animate: false}); turns.length""")
    qtbot.waitUntil(lambda: stage.ask(qtbot, "turns.length") == 4, timeout=5000)
    turns = told(stage, qtbot, "counting = false; return turns;")
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
