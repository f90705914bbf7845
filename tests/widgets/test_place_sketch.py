"""The sketch of the place: north is up, the pin in its cell, nothing breaks on odd outlines."""

from __future__ import annotations

import pytest

from widgets.place_sketch import PlaceSketch

HERE = (121.3735, 28.5822)


def box(west, south, east, north):
    return ((((west, south), (east, south), (east, north), (west, north)),),)


@pytest.fixture
def sketch(tokens, qtbot):
    shown = PlaceSketch(tokens)
    qtbot.addWidget(shown)
    shown.resize(356, 150)
    return shown


def test_that_north_is_up_and_east_is_right(sketch):
    sketch.show_place(HERE, "银安街")
    pin, north, east = sketch._at(*HERE), sketch._at(HERE[0], HERE[1] + 0.001), sketch._at(HERE[0] + 0.001, HERE[1])
    assert north.y() < pin.y()
    assert north.x() == pytest.approx(pin.x())
    assert east.x() > pin.x()
    # A thousandth of a degree of latitude is 111 m; the sketch is 360 m wide.
    assert pin.y() - north.y() == pytest.approx(111.32 * 356 / 360, rel=1e-3)


def test_that_the_cell_with_the_pin_stands_out(sketch, tokens):
    around = box(HERE[0] - 0.0005, HERE[1] - 0.0005, HERE[0] + 0.0005, HERE[1] + 0.0005)
    sketch.show_place(HERE)
    sketch.show_outlines([("017", around)])
    holding = sketch.grab().toImage().pixelColor(178 + 20, 75 + 20)
    assert holding == tokens.fill("focus")
    # A hole around the pin: the pin is outside.
    hole = box(HERE[0] - 0.0004, HERE[1] - 0.0004, HERE[0] + 0.0004, HERE[1] + 0.0004)[0][0]
    sketch.show_outlines([("017", ((around[0][0], hole),))])
    assert sketch.grab().toImage().pixelColor(178 + 20, 75 + 20) == tokens.color("bg")


def test_that_another_place_takes_the_outlines_away(sketch):
    sketch.show_place(HERE)
    sketch.show_outlines([("017", box(121.3, 28.5, 121.4, 28.6))])
    sketch.show_place((121.4, 28.6))
    assert sketch._outlines == []


def test_that_no_position_is_said(sketch):
    sketch.show_place(None)
    assert sketch.accessibleName() == "没有坐标"
    sketch.grab()
    sketch.show_place((179.9999, 89.9), "x")
    sketch.show_outlines([("empty", ()), ("far", box(-10, -10, -9, -9))])
    sketch.grab()
