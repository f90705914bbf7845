"""35,000 cells on the map: first paint, frames, memory against plain Leaflet in the same run; recolouring.

The same with cells cut from an outline: a drawn district, and with GRIDROOM_BENCH_OUTLINE=FILE#NAME one of a file.
"""

from __future__ import annotations

import json
import os
from typing import Any

from app.database.embedded_server import EmbeddedServer
from tests.benchmarks.child import Child
from tests.benchmarks.map_ground import DRAWN, SQUARES
from tests.benchmarks.table import Row, Say, against, below, percentile

ROUNDS, CUT_ROUNDS = 3, 2
CELLS = "34,969 cells, 1600 × 900 px, software rendering"
WAIT_SECONDS, LONG_SECONDS = 180.0, 120


def run(_server: EmbeddedServer, say: Say) -> list[Row]:
    """Rows of the cells alone, then of everything on them."""
    plain, ours, full = [], [], []
    for _ in range(ROUNDS):  # one beside the other, so that a busy moment meets both
        plain.append(_measure("plain", SQUARES))
        ours.append(_measure("tiles", SQUARES))
        say(f"plain: {_short(plain[-1])}")
        full.append(_measure("live", SQUARES))
        say(f"ours:  {_short(ours[-1])}")
        say(f"full:  {_short(full[-1])}; {full[-1]['moves']}")
    recolour = [one for found in ours for one in found["recolour"]]
    return [
        against("map: 35,000 cells, first paint", _middle(ours, "first"), "ms", _middle(plain, "first"), 0.2,
                f"{CELLS}; both from Python's word, data fetched, until Python hears that all is painted; floor: "
                f"L.geoJSON on one canvas, {_middle(plain, 'drawn'):.0f} ms of it with the data in the page"),
        below("map: longest task while zooming and panning", max(_longest(one) for one in ours), "ms", 50,
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
        *_full_rows(plain, full),
        *_cut_rows(DRAWN, "the drawn district", say),
        *(_cut_rows(real, real.rsplit("#", 1)[-1], say) if (real := os.environ.get("GRIDROOM_BENCH_OUTLINE")) else ()),
    ]


def _cut_rows(kind: str, name: str, say: Say) -> list[Row]:
    """Cells as the program cuts them from an outline, many of them with borders of the district."""
    plain, ours = [], []
    for _ in range(CUT_ROUNDS):
        plain.append(_measure("plain", kind))
        ours.append(_measure("tiles", kind))
        say(f"{name}, plain: {_short(plain[-1])}")
        say(f"{name}, ours:  {_short(ours[-1])}")
    return [
        against(f"map, cells cut from {name}: first paint", _middle(ours, "first"), "ms", _middle(plain, "first"), 0.2,
                f"{ours[0]['cells']:,} cells; floor: plain Leaflet with the same cells"),
        against(f"map, cells cut from {name}: p99 frame", _middle(ours, "p99"), "ms", _middle(plain, "p99"), 1 / 3,
                f"worst {max(one['worst'] for one in ours):.0f} ms; plain "
                f"{max(one['worst'] for one in plain):.0f} ms"),
        below(f"map, cells cut from {name}: longest task", max(_longest(one) for one in ours), "ms", 50,
              f"{sum(one['long'] for one in ours)} tasks over 50 ms; plain: longest "
              f"{max(_longest(one) for one in plain):.0f} ms"),
    ]


def _longest(one: dict[str, Any]) -> float:
    """The longest task of the first paint and of the tour."""
    return max(one["longest"], one["first_longest"])


def _full_rows(plain: list[dict[str, Any]], full: list[dict[str, Any]]) -> list[Row]:
    """35,000 cells, 30,000 cases and 500 people against plain Leaflet with the cells alone."""
    moves = [one["moves"] for one in full]
    return [
        against("map with cases and people: first paint", _middle(full, "first"), "ms", _middle(plain, "first"), 0.2,
                "cells, 30,000 case pins, 500 people; floor: plain Leaflet with the cells alone"),
        below("map with cases and people: longest task", max(_longest(one) for one in full), "ms", 50,
              f"{sum(one['long'] for one in full)} tasks over 50 ms in {len(full)} tours"),
        against("map with cases and people: p99 frame", _middle(full, "p99"), "ms", _middle(plain, "p99"), 1 / 3,
                f"worst {max(one['worst'] for one in full):.0f} ms"),
        against("map with cases and people: memory", _middle(full, "memory"), "MiB", _middle(plain, "memory"), None,
                "growth of the resident page process after the tour"),
        below("map: 500 position updates a second, lag p99", max(one["lag_p99"] for one in moves), "ms", 1000,
              f"from Python's word to the painted frame, {moves[0]['seconds']:.0f} s each, worst "
              f"{max(one['lag_worst'] for one in moves):.0f} ms (5 minutes: GRIDROOM_MOVE_SECONDS=300)"),
        below("map: growth of the page's objects while they move", max(one["heap"] for one in moves), "MiB", 1,
              f"after a forced collection, end less beginning ({moves[0]['heap_before']:.1f} MiB)"),
        below("map: resident memory while they move, slope", max(one["slope"] for one in moves), "MiB a minute",
              2 if moves[0]["seconds"] >= LONG_SECONDS else None,
              f"sampled every 10 s, the first fifth left out; last less first sample {moves[-1]['resident']:.1f} MiB; "
              f"judged from {LONG_SECONDS} s on"),
    ]


def _measure(mode: str, kind: str) -> dict[str, Any]:
    with Child("tests.benchmarks.map_station", mode, kind) as station:
        return json.loads(station.line(WAIT_SECONDS + float(os.environ.get("GRIDROOM_MOVE_SECONDS", 0))))


def _middle(found: list[dict[str, Any]], key: str) -> float:
    return percentile([one[key] for one in found], 0.5)


def _short(found: dict[str, Any]) -> str:
    return ", ".join(f"{key} {value:.0f}" for key, value in found.items() if isinstance(value, int | float))
