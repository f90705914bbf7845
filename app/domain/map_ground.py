"""Streets and water as they are drawn where no base map is chosen, and as they travel to the map's page."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from app.domain.area import MultiPolygon

DECIMALS = 7  # of a degree: a centimetre


@dataclass(frozen=True, slots=True)
class StreetLine:
    """A street's middle line, (longitude, latitude) in degrees."""

    name: str
    line: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Water:
    """A river, lake or canal; ``position`` is where its name stands."""

    name: str
    position: tuple[float, float]
    outline: MultiPolygon


@dataclass(frozen=True, slots=True)
class Ground:
    """What lies under everything."""

    streets: tuple[StreetLine, ...] = ()
    water: tuple[Water, ...] = ()


def ground_bytes(ground: Ground) -> bytes:
    """For resources/map/street_layer.js: ``{"streets": [[name, [x, y, x, y, …]], …], "water": [[name, [x, y],
    [ring, …]], …]}``, rings flat as lines are, holes among them (even-odd)."""
    told: dict[str, Any] = {
        "streets": [[street.name, _flat(street.line)] for street in ground.streets if len(street.line) > 1],
        "water": [[one.name, [round(part, DECIMALS) for part in one.position],
                   [_flat(ring) for polygon in one.outline for ring in polygon]] for one in ground.water],
    }
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def _flat(points: Iterable[tuple[float, float]]) -> list[float]:
    return [round(part, DECIMALS) for point in points for part in point]
