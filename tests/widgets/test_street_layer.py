"""Streets and water drawn under the map, and their names."""

from __future__ import annotations

import json
from random import Random

import pytest

from app.domain.map_ground import Ground, StreetLine, Water, ground_bytes
from tests.widgets.map_stage import HOSTILE, SIDE, SOUTH, STEP, WEST, make_stage, strike
from widgets.map.street_layer import StreetLayer
from widgets.map_view import View
from widgets.tokens import NIGHT

EAST, NORTH = WEST - 2 * STEP, SOUTH + SIDE * STEP
LAKE = ((EAST, NORTH), (EAST + STEP, NORTH), (EAST + STEP, NORTH + STEP), (EAST, NORTH + STEP), (EAST, NORTH))
ISLAND = tuple((EAST + STEP / 4 + (x - EAST) / 2, NORTH + STEP / 4 + (y - NORTH) / 2) for x, y in LAKE)


@pytest.fixture(scope="module")
def stage(qapp, tokens):
    stage = make_stage(tokens)
    stage.streets = StreetLayer(tokens, stage.view)
    stage.view.add_layer(stage.streets)
    yield stage
    strike(stage)


def colour(stage, longitude: float, latitude: float) -> str:
    return stage.view.picture().pixelColor(stage.place(longitude, latitude)).name()


def show(stage, qtbot, ground: Ground, view: View) -> None:
    stage.view.show_view(view)
    with qtbot.waitSignal(stage.streets.painted, timeout=10_000):
        stage.streets.show_ground(ground_bytes(ground))
        stage.streets.set_shown(True)


def test_that_water_and_streets_are_drawn_and_put_away(stage, qtbot):
    road = ((EAST - STEP, NORTH - STEP), (EAST + STEP, NORTH - STEP))
    show(stage, qtbot, Ground((StreetLine("一号路", road),), (Water("湖", LAKE[0], ((LAKE, ISLAND),)),)),
         View(EAST, NORTH, 15))
    ground = NIGHT.bg.lower()
    wet, dry, on_road = (EAST + 0.1 * STEP, NORTH + STEP / 2), (EAST + STEP / 2, NORTH + STEP / 2), (
        EAST - 0.8 * STEP, NORTH - STEP)
    colors = stage.streets._colors()
    qtbot.waitUntil(lambda: colour(stage, *wet) == colors["water"], timeout=5000)
    assert colour(stage, *dry) == ground
    qtbot.waitUntil(lambda: colour(stage, *on_road) == colors["road"], timeout=5000)
    stage.streets.set_shown(False)
    qtbot.waitUntil(lambda: colour(stage, *wet) == ground, timeout=5000)


def test_that_no_two_names_collide(stage, qtbot):
    dice = Random(7)
    middle = (WEST - 0.2, SOUTH + 0.04)
    streets = []
    for number in range(300):
        x, y = middle[0] + dice.uniform(-0.03, 0.03), middle[1] + dice.uniform(-0.02, 0.02)
        end = x + dice.uniform(-0.02, 0.02), y + dice.uniform(-0.02, 0.02)
        streets.append(StreetLine(f"第{number}号大街", ((x, y), end)))
    show(stage, qtbot, Ground(tuple(streets)), View(*middle, 15))
    qtbot.waitUntil(lambda: stage.ask(qtbot, "Gridroom.half('streets').placed.length") > 10, timeout=5000)
    placed = json.loads(stage.ask(qtbot, "JSON.stringify(Gridroom.half('streets').placed)"))
    for at, one in enumerate(placed):
        for other in placed[at + 1:]:
            assert not any(a[0] < b[2] and a[2] > b[0] and a[1] < b[3] and a[3] > b[1] for a in one for b in other)


def test_that_names_of_people_are_written_and_never_run(stage, qtbot):
    streets = tuple(StreetLine(name, ((WEST, SOUTH - 0.01 * at), (WEST + 0.1, SOUTH - 0.01 * at)))
                    for at, name in enumerate(HOSTILE[:4], start=1))
    show(stage, qtbot, Ground(streets), View(WEST + 0.05, SOUTH - 0.02, 14))
    assert stage.ask(qtbot, "typeof window.pwned") == "undefined"


def test_that_a_killed_page_has_its_streets_again(stage, qtbot):
    show(stage, qtbot, Ground((), (Water("湖", LAKE[0], ((LAKE,),)),)), View(EAST, NORTH, 15))
    with qtbot.waitSignals([stage.view.ready, stage.streets.painted], timeout=20_000):
        stage.view.load_again()
    qtbot.waitUntil(lambda: colour(stage, EAST + STEP / 2, NORTH + STEP / 2) == stage.streets._colors()["water"],
                    timeout=5000)
