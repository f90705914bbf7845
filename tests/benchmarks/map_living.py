"""What lives on the measured map: 30,000 open cases and 500 people who move 500 times a second in all."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from statistics import linear_regression
from typing import Any

import psutil

from app.domain.case import Case, CaseState, Stage
from app.domain.case_pack import pack_cases
from app.domain.position import LivePosition, UnitKind
from tests.benchmarks.table import percentile

CASES, UNITS, EVERY_MS, SECONDS, SAMPLE_SECONDS = 30_000, 500, 100, 10.0, 10.0
WEST, SOUTH, EAST, NORTH = 121.2, 28.4, 121.5366, 28.6992
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
OPEN = [stage for stage in Stage if stage is not Stage.ENDED]


class Still:
    """Nothing lives."""

    painted_at, all_painted = 0.0, True


class Living:
    """The layers, and what is put on them."""

    def __init__(self, view: Any) -> None:
        from widgets.map.case_layer import CaseLayer
        from widgets.map.position_layer import PositionLayer

        self.cases, self.units = CaseLayer(view), PositionLayer(view)
        view.add_layer(self.cases)
        view.add_layer(self.units)
        self.painted_at = 0.0
        self._waiting = {"cases", "people"}
        self._dice = random.Random(7)
        self._told: dict[int, float] = {}
        self._lags: list[float] = []
        self.cases.painted.connect(self._note)
        self.units.painted.connect(self._seen)
        self._people = [self._unit(number) for number in range(UNITS)]
        self.packed = pack_cases(self._case(number) for number in range(1, CASES + 1))

    def show(self, packed: tuple[bytes, int]) -> None:
        """Put everything on the map."""
        self.cases.load(*packed, CASES, NOW)
        self.units.load(self._people, 10, NOW)

    @property
    def all_painted(self) -> bool:
        """Whether cases and people are both on the screen."""
        return not self._waiting

    def move(self, process: psutil.Process, rest: Callable[[int], None], heap: Callable[[], float]) -> dict[str, float]:
        """Move people for some seconds; lag from word to frame, and what grows meanwhile.

        ``heap``: MiB of the page's objects after a collection. ``slope``: MiB a minute by which the page's resident
        memory grew, by the least squares of a sample every ten seconds, the first fifth left out.
        """
        seconds = float(os.environ.get("GRIDROOM_MOVE_SECONDS", SECONDS))
        rest(2000)
        self._lags.clear()  # of the load
        before, samples, began, turn = heap(), [], time.monotonic(), 0
        count = UNITS * EVERY_MS // 1000
        while (passed := time.monotonic() - began) < seconds:
            if passed >= len(samples) * min(SAMPLE_SECONDS, seconds / 10):
                samples.append((passed, process.memory_info().rss / 2**20))
            some = [self._unit((turn * count + number) % UNITS) for number in range(count)]
            self._told[self.units.change(some, NOW)] = time.monotonic()
            turn += 1
            rest(max(1, round((began + turn * EVERY_MS / 1000 - time.monotonic()) * 1000)))
        rest(1500)
        return {"seconds": seconds, "updates": turn * count, "lag_p99": percentile(self._lags, 0.99),
                "lag_worst": max(self._lags), "unpainted": len(self._told),
                "heap": heap() - before, "heap_before": before,
                "slope": _slope(samples[len(samples) // 5:]) * 60, "resident": samples[-1][1] - samples[0][1]}

    def _note(self, _count: int) -> None:
        self._arrive("cases")

    def _arrive(self, who: str) -> None:
        if who in self._waiting:
            self._waiting.discard(who)
            self.painted_at = time.monotonic()

    def _seen(self, mark: int) -> None:
        self._arrive("people")
        told = self._told.pop(mark, None)
        if told is not None:
            self._lags.append((time.monotonic() - told) * 1000)

    def _place(self) -> tuple[float, float]:
        return self._dice.uniform(WEST, EAST), self._dice.uniform(SOUTH, NORTH)

    def _unit(self, number: int) -> LivePosition:
        return LivePosition(number + 1, UnitKind.WORKER, f"u{number}", f"网格员{number}", "", "", self._place(), NOW,
                            5.0, None, None, None, False, True, NOW)

    def _case(self, number: int) -> Case:
        stage = self._dice.choice(OPEN)
        due = NOW + timedelta(minutes=self._dice.uniform(-600, 3000))
        return Case(
            case_id=number, case_number=f"2026-1121-{number:05}", version=1, state=CaseState.REPORTED, stage=stage,
            kind="event", category="", subcategory="占道经营", summary="", place="", area_path="", street="",
            community="", cell_code="", department_id=None, department="", source="hotline", urgency="normal",
            reported_at=NOW, deadline_at=due, near_at=due - timedelta(minutes=60), paused_remaining=None,
            rework_count=0, return_count=0, opened_at=None, changed_after_print=False, imported=False, remind_count=0,
            card=None, reply_due=None, time_request=None, time_approved=False, confirmation=None,
            position=self._place())


def _slope(samples: list[tuple[float, float]]) -> float:
    """By how much the second grows with the first, by least squares."""
    return linear_regression(*zip(*samples, strict=True)).slope
