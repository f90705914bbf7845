"""Coordinate systems of incoming files, and the way from each to CGCS2000 degrees (longitude, latitude).

CGCS2000 and WGS-84 differ by less than a metre's thousandth here and count as one. GCJ-02 and BD-09 are the shifted
systems of public Chinese maps; their forward formulas and constants are published (docs/trade.md §10), the way back is
found by iteration, to better than a millimetre. Systems on other datums (Beijing 1954, Xi'an 1980) need parameters
that only the local surveying office has, so they are refused rather than shifted by a guess.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyproj

from app.domain.import_reason import because
from app.imports.problems import ImportRefused

SEMI_MAJOR = 6378245.0                  # Krasovsky, as GCJ-02 uses it
ECCENTRICITY_SQUARED = 0.00669342162296594323
BD_ANGLE = np.pi * 3000.0 / 180.0
CHINA = (72.004, 0.8293, 137.8347, 55.8271)  # west, south, east, north: no shift outside
ROUNDS = 12                             # each gains two to three decimal places
# EPSG codes on CGCS2000 or WGS-84: geographic; Gauss-Krüger 6° and 3° zones; web Mercator; UTM.
KNOWN_EPSG = (range(4326, 4327), range(4490, 4555), range(3857, 3858), range(32601, 32661))
DEGREE_NAMES = {"CGCS2000", "WGS84", "WGS-84", "CRS84", "OGC:CRS84", "EPSG:4326", "EPSG:4490"}

ToDegrees = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class CoordinateSystem:
    """A system by its name; ``to_degrees`` takes and gives an (n, 2) array, x or longitude first."""

    name: str
    in_degrees: bool
    to_degrees: ToDegrees


def system_named(words: str) -> CoordinateSystem:
    """The system that a person or a file names: 'CGCS2000', 'WGS-84', 'EPSG:4528', a urn, 'GCJ-02', 'BD-09'.

    Raises ImportRefused for a system that cannot be brought to CGCS2000 without local parameters.
    """
    name = words.strip().upper()
    epsg = re.fullmatch(r"(?:URN:OGC:DEF:CRS:)?EPSG:(?:[\d.]*:)?(\d{4,6})|(\d{4,6})", name)
    if epsg:
        name = f"EPSG:{epsg[1] or epsg[2]}"
    elif re.fullmatch(r"URN:OGC:DEF:CRS:OGC:[\d.]*:CRS84", name):
        name = "CRS84"
    if name in DEGREE_NAMES:
        return CoordinateSystem(name, True, lambda xy: xy)
    if name in ("GCJ02", "GCJ-02"):
        return CoordinateSystem("GCJ-02", True, from_gcj02)
    if name in ("BD09", "BD-09"):
        return CoordinateSystem("BD-09", True, from_bd09)
    if epsg and any(int(name[5:]) in known for known in KNOWN_EPSG):
        return CoordinateSystem(name, False, _projected(name))
    raise ImportRefused(because("system_unknown", system=words))


def _projected(name: str) -> ToDegrees:
    system = pyproj.CRS.from_user_input(name)
    way = pyproj.Transformer.from_crs(system, system.geodetic_crs, always_xy=True)
    return lambda xy: np.column_stack(way.transform(xy[:, 0], xy[:, 1]))


def to_gcj02(xy: Any) -> Any:
    """CGCS2000 degrees → GCJ-02 degrees, an (n, 2) array; unchanged outside China."""
    longitude, latitude = xy[:, 0], xy[:, 1]
    x, y = longitude - 105.0, latitude - 35.0
    root = np.sqrt(np.abs(x))
    wave = 20.0 * np.sin(6.0 * np.pi * x) + 20.0 * np.sin(2.0 * np.pi * x)
    north = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root + (
        wave
        + 20.0 * np.sin(np.pi * y) + 40.0 * np.sin(np.pi * y / 3.0)
        + 160.0 * np.sin(np.pi * y / 12.0) + 320.0 * np.sin(np.pi * y / 30.0)
    ) * 2.0 / 3.0
    east = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root + (
        wave
        + 20.0 * np.sin(np.pi * x) + 40.0 * np.sin(np.pi * x / 3.0)
        + 150.0 * np.sin(np.pi * x / 12.0) + 300.0 * np.sin(np.pi * x / 30.0)
    ) * 2.0 / 3.0
    angle = np.radians(latitude)
    curve = 1.0 - ECCENTRICITY_SQUARED * np.sin(angle) ** 2
    d_latitude = np.degrees(north * curve * np.sqrt(curve) / (SEMI_MAJOR * (1.0 - ECCENTRICITY_SQUARED)))
    d_longitude = np.degrees(east * np.sqrt(curve) / (SEMI_MAJOR * np.cos(angle)))
    west, south, far_east, far_north = CHINA
    inside = (longitude >= west) & (longitude <= far_east) & (latitude >= south) & (latitude <= far_north)
    return np.where(inside[:, None], xy + np.column_stack([d_longitude, d_latitude]), xy)


def from_gcj02(xy: Any) -> Any:
    """GCJ-02 degrees → CGCS2000 degrees."""
    return _undone(to_gcj02, xy, xy)


def to_bd09(xy: Any) -> Any:
    """CGCS2000 degrees → BD-09 degrees."""
    return _gcj02_to_bd09(to_gcj02(xy))


def from_bd09(xy: Any) -> Any:
    """BD-09 degrees → CGCS2000 degrees."""
    return from_gcj02(_undone(_gcj02_to_bd09, xy, xy - np.array([0.0065, 0.006])))


def _gcj02_to_bd09(xy: Any) -> Any:
    x, y = xy[:, 0], xy[:, 1]
    radius = np.hypot(x, y) + 0.00002 * np.sin(y * BD_ANGLE)
    angle = np.arctan2(y, x) + 0.000003 * np.cos(x * BD_ANGLE)
    return np.column_stack([radius * np.cos(angle) + 0.0065, radius * np.sin(angle) + 0.006])


def _undone(shift: Callable[[Any], Any], target: Any, guess: Any) -> Any:
    """The place that ``shift`` moves to ``target``: the shift is small and smooth, so each round closes in."""
    for _ in range(ROUNDS):
        guess = guess + (target - shift(guess))
    return guess
