"""Outlines of many areas as one block of bytes: what the map's page reads at one stroke (resources/map/area_pack.js).

Little endian, every part on a multiple of four:

==========  =====================================================================================================
offset 0    the four letters ``GRA1``
4           uint32 n: how many areas; 8 uint32 r: rings of all of them; 12 uint32 p: points of all rings
16          uint32 m: bytes of the names; 20 uint32 0
24          float64 x0, 32 float64 y0: the north-west corner, as shares of the Mercator world's width (EPSG:3857: x from
            180° W eastward, y from 85.05° N southward)
40          float64 unit: share of the world's width in one step, 2⁻³² (9 mm at the equator)
48          int32 id[n]
            uint32 first_ring[n + 1]: number of each area's first ring; its last entry is r
            uint32 first_point[r + 1]: number of each ring's first point; its last entry is p
            int32 middle[2 n]: x, y of a point inside each area, for its label, in steps from the corner
            int32 xy[2 p]: x, y of every point in steps from the corner; the closing point is not repeated
            m bytes: the names as a JSON array in UTF-8
==========  =====================================================================================================

Holes are rings like others: filled by the even-odd rule they stay empty.
"""

from __future__ import annotations

import json
import math
import struct
import sys
from array import array
from collections.abc import Iterable
from dataclasses import dataclass

from app.domain.area import MultiPolygon

MAGIC = b"GRA1"
UNIT = 2.0**-32
MOST_LATITUDE = 85.0511287798066


@dataclass(frozen=True, slots=True)
class Outlined:
    """One area on its way into a pack; ``middle`` is a point inside, (longitude, latitude) in degrees."""

    area_id: int
    name: str
    middle: tuple[float, float]
    outline: MultiPolygon


@dataclass(frozen=True, slots=True)
class AreaPack:
    """The bytes, and what Python itself asks of them: ids in their order, and the box (west, south, east, north)."""

    data: bytes
    area_ids: tuple[int, ...]
    box: tuple[float, float, float, float] | None


def pack_areas(areas: Iterable[Outlined]) -> AreaPack:
    """Pack areas in the order given. Points that are no numbers, and rings of fewer than three, are left out.

    Call it on a worker thread: some tenths of a second for 35,000 cells.
    """
    chosen = list(areas)
    west, north, east, south = math.inf, math.inf, -math.inf, -math.inf
    flat = array("d")                       # x, y of every point as shares of the world
    first_ring, first_point, points = array("I", [0]), array("I", [0]), 0
    for area in chosen:
        for polygon in area.outline:
            for ring in polygon:
                shares = [mercator(x, y) for x, y in (ring[:-1] if len(ring) > 1 and ring[0] == ring[-1] else ring)
                          if math.isfinite(x) and math.isfinite(y)]
                if len(shares) < 3:
                    continue
                for x, y in shares:
                    flat.append(x)
                    flat.append(y)
                    west, east = min(west, x), max(east, x)
                    north, south = min(north, y), max(south, y)
                points += len(shares)
                first_point.append(points)
        first_ring.append(len(first_point) - 1)
    if not points:
        west = north = east = south = 0.0
    middles = array("i")
    for area in chosen:
        x, y = mercator(*area.middle)
        middles.extend((_steps(x - west), _steps(y - north)))
    xy = array("i", (_steps(share - (north if at % 2 else west)) for at, share in enumerate(flat)))
    names = json.dumps([area.name for area in chosen], ensure_ascii=False).encode()
    head = struct.pack("<4sIIIIIddd", MAGIC, len(chosen), len(first_point) - 1, points, len(names), 0,
                       west, north, UNIT)
    parts = (array("i", [area.area_id for area in chosen]), first_ring, first_point, middles, xy)
    return AreaPack(head + b"".join(_little(part) for part in parts) + names, tuple(a.area_id for a in chosen),
                    (*_degrees(west, south), *_degrees(east, north)) if points else None)


def mercator(longitude: float, latitude: float) -> tuple[float, float]:
    """Shares of the Mercator world's width and height, from its north-west corner."""
    sine = math.sin(math.radians(max(-MOST_LATITUDE, min(MOST_LATITUDE, latitude))))
    return (longitude + 180) / 360, 0.5 - math.log((1 + sine) / (1 - sine)) / (4 * math.pi)


def _degrees(x: float, y: float) -> tuple[float, float]:
    return x * 360 - 180, math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * y))))


def _steps(share: float) -> int:
    return max(-(2**31), min(2**31 - 1, round(share / UNIT)))


def _little(part: array[int]) -> bytes:
    if sys.byteorder == "big":
        part.byteswap()
    return part.tobytes()
