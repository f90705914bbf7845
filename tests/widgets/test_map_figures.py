"""What the map's colours mean, and the bytes that carry outlines to it."""

from __future__ import annotations

import json
import math
import struct

import pytest

from app.domain.area_pack import UNIT, Outlined, mercator, pack_areas
from app.domain.map_figures import (
    GRADES,
    INDICATORS,
    NO_GRADE,
    AreaCounts,
    AreaFacts,
    Cut,
    bounds_of,
    coloured,
    grade_of,
)

SQUARE = ((121.0, 28.0), (121.1, 28.0), (121.1, 28.1), (121.0, 28.1), (121.0, 28.0))


def test_that_quantiles_hold_about_as_many_each():
    bounds = bounds_of([float(value) for value in range(1, 101)], Cut.QUANTILES, zero_is_none=True)
    assert bounds == (20, 40, 60, 80, 100)


def test_that_equal_grades_are_equally_wide():
    assert bounds_of([0.0, 50.0, 100.0], Cut.EQUAL, zero_is_none=False) == (20, 40, 60, 80, 100)


def test_that_few_different_values_are_a_grade_each():
    bounds = bounds_of([0.0, 1.0, 1.0, 1.0, 2.0], Cut.QUANTILES, zero_is_none=True)
    assert bounds == (1, 2)
    assert [grade_of(value, bounds, zero_is_none=True) for value in (None, 0.0, 1.0, 2.0, 9.0)] == [
        NO_GRADE, NO_GRADE, 0, GRADES - 1, GRADES - 1]


@pytest.mark.parametrize("values", [[], [None], [0.0, 0.0], [None, 0.0]])
def test_that_without_figures_nothing_is_coloured(values):
    assert bounds_of(values, Cut.QUANTILES, zero_is_none=True) == ()
    assert grade_of(3.0, (), zero_is_none=True) == NO_GRADE


def test_that_every_indicator_answers_for_nothing_and_for_much():
    for indicator in INDICATORS:
        for counts in (AreaCounts(), AreaCounts(9, 8, 7, 6, 5)):
            for facts in (AreaFacts(), AreaFacts(1e6, 300)):
                value = indicator.value(counts, facts)
                assert value is None or math.isfinite(value)


def test_that_a_change_names_only_what_changed():
    before = coloured(INDICATORS[0], [(AreaCounts(open=at % 7), AreaFacts()) for at in range(1000)])
    after = coloured(INDICATORS[0], [(AreaCounts(open=60 if at == 700 else at % 7), AreaFacts()) for at in range(1000)],
                     before.bounds)
    assert after.different(before) == [700]
    assert after.different(after) == []


def test_that_a_pack_brings_every_point_back_to_a_centimetre():
    pack = pack_areas([Outlined(7, "名", (121.05, 28.05), ((SQUARE,),))])
    magic, areas, rings, points, names, _, x0, y0, unit = struct.unpack_from("<4sIIIIIddd", pack.data)
    assert (magic, areas, rings, points, unit) == (b"GRA1", 1, 1, 4, UNIT)
    at = 48 + 4 * (areas + areas + 1 + rings + 1 + 2 * areas)
    steps = struct.unpack_from(f"<{2 * points}i", pack.data, at)
    for number, (longitude, latitude) in enumerate(SQUARE[:-1]):
        x, y = mercator(longitude, latitude)
        assert x0 + steps[2 * number] * unit == pytest.approx(x, abs=unit)
        assert y0 + steps[2 * number + 1] * unit == pytest.approx(y, abs=unit)
    assert json.loads(pack.data[-names:]) == ["名"]
    assert pack.box == pytest.approx((121.0, 28.0, 121.1, 28.1))


def test_that_broken_rings_are_left_out_of_a_pack():
    broken = (((math.nan, 28.0), (121.0, math.inf), (121.0, 28.0)), (), ((121.0, 28.0), (121.1, 28.0)))
    pack = pack_areas([Outlined(1, "", (121.0, 28.0), (broken,)), Outlined(2, "好", (121.05, 28.05), ((SQUARE,),))])
    assert pack.area_ids == (1, 2)
    assert struct.unpack_from("<III", pack.data, 4) == (2, 1, 4)
    assert pack_areas([]).box is None
