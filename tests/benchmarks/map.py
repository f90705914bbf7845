"""35,000 cells on the map: first paint, frames, memory against plain Leaflet in the same run; recolouring."""

from __future__ import annotations

import json
from typing import Any

from app.database.embedded_server import EmbeddedServer
from tests.benchmarks.child import Child
from tests.benchmarks.table import Row, Say, against, below, percentile

ROUNDS = 3
CELLS = "34,969 cells, 1600 × 900 px, software rendering"
WAIT_SECONDS = 180.0


def run(_server: EmbeddedServer, say: Say) -> list[Row]:
    """Six rows."""
    plain, ours = [], []
    for _ in range(ROUNDS):  # one beside the other, so that a busy moment meets both
        plain.append(_measure("plain"))
        ours.append(_measure("tiles"))
        say(f"plain: {_short(plain[-1])}")
        say(f"ours:  {_short(ours[-1])}")
    recolour = [one for found in ours for one in found["recolour"]]
    return [
        against("map: 35,000 cells, first paint", _middle(ours, "first"), "ms", _middle(plain, "first"), 0.2,
                f"{CELLS}; ours from Python's command, bytes fetched, until all tiles are painted; floor: "
                "L.geoJSON on one canvas, data already in the page"),
        below("map: longest task while zooming and panning", max(one["longest"] for one in ours), "ms", 50,
              f"{sum(one['long'] for one in ours)} tasks over 50 ms; plain Leaflet: longest "
              f"{max(one['longest'] for one in plain):.0f} ms, {sum(one['long'] for one in plain)} of them"),
        against("map: p99 frame while zooming and panning", _middle(ours, "p99"), "ms", _middle(plain, "p99"), 1 / 3,
                f"worst {max(one['worst'] for one in ours):.0f} ms; plain "
                f"{max(one['worst'] for one in plain):.0f} ms"),
        against("map: memory that the cells take in the page", _middle(ours, "memory"), "MiB",
                _middle(plain, "memory"), None, "growth of the resident page process after the tour"),
        below("map: all cells recoloured", percentile(recolour, 0.5), "ms", 100,
              f"from Python's command until Python knows every tile is painted; worst of {len(recolour)}: "
              f"{max(recolour):.0f} ms"),
    ]


def _measure(mode: str) -> dict[str, Any]:
    with Child("tests.benchmarks.map_station", mode) as station:
        return json.loads(station.line(WAIT_SECONDS))


def _middle(found: list[dict[str, Any]], key: str) -> float:
    return percentile([one[key] for one in found], 0.5)


def _short(found: dict[str, Any]) -> str:
    return ", ".join(f"{key} {value:.0f}" for key, value in found.items() if isinstance(value, int | float))
