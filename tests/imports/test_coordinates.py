"""Coordinate systems: known places, and there and back again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from app.imports.coordinates import from_bd09, from_gcj02, system_named, to_bd09, to_gcj02
from app.imports.problems import ImportRefused

METRES_IN_A_DEGREE = 111_320
Shift = Callable[[Any], Any]


def places() -> np.ndarray:
    """Ten thousand places all over China."""
    random = np.random.default_rng(7)
    return np.column_stack([random.uniform(75, 135, 10_000), random.uniform(18, 53, 10_000)])


def test_that_the_shifts_meet_the_published_example() -> None:
    shifted = to_gcj02(np.array([[116.404, 39.915]]))
    assert shifted == pytest.approx(np.array([[116.41024449916938, 39.91640428150164]]), abs=1e-9)
    assert to_bd09(from_gcj02(np.array([[116.404, 39.915]]))) == pytest.approx(
        np.array([[116.41036949371029, 39.92133699351021]]), abs=1e-8)


@pytest.mark.parametrize(("there", "back", "least", "most"), [
    (to_gcj02, from_gcj02, 20, 1_200), (to_bd09, from_bd09, 500, 2_500),
])
def test_that_there_and_back_is_within_a_millimetre(there: Shift, back: Shift, least: int, most: int) -> None:
    start = places()
    moved = there(start)
    shift = np.hypot(*((moved - start) * METRES_IN_A_DEGREE).T)
    assert shift.min() > least, "it does move"
    assert shift.max() < most
    assert np.abs(back(moved) - start).max() * METRES_IN_A_DEGREE < 0.001


def test_that_nothing_is_shifted_outside_china() -> None:
    abroad = np.array([[2.35, 48.85], [-70.0, -30.0]])
    assert (to_gcj02(abroad) == abroad).all()
    assert (from_gcj02(abroad) == abroad).all()


@pytest.mark.parametrize("name", [
    "CGCS2000", "cgcs2000", "EPSG:4490", "4490", "urn:ogc:def:crs:EPSG::4490", "WGS-84", "EPSG:4326",
    "urn:ogc:def:crs:OGC:1.3:CRS84", "urn:ogc:def:crs:EPSG:6.9:4326",
])
def test_that_degrees_stay_as_they_are(name: str) -> None:
    system = system_named(name)
    assert system.in_degrees
    start = np.array([[121.37, 28.58]])
    assert system.to_degrees(start) == pytest.approx(start, abs=1e-12)


@pytest.mark.parametrize(("name", "easting"), [("EPSG:4549", 500_000.0), ("EPSG:4528", 40_500_000.0)])
def test_that_gauss_krueger_comes_to_degrees(name: str, easting: float) -> None:
    found = system_named(name).to_degrees(np.array([[easting, 3_162_907.6]]))
    assert found[0][0] == pytest.approx(120.0, abs=1e-9), "the central meridian"
    assert found[0][1] == pytest.approx(28.58, abs=0.01)


@pytest.mark.parametrize("name", ["EPSG:2327", "EPSG:4610", "EPSG:4214", "EPSG:99999", "西安80", "", "EPSG:"])
def test_that_other_systems_are_refused_rather_than_guessed(name: str) -> None:
    with pytest.raises(ImportRefused, match="known are CGCS2000"):
        system_named(name)
