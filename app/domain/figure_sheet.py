"""Households and population of one area, and how they came to be what they are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from app.domain.area import AreaLevel


@dataclass(frozen=True, slots=True)
class FigureStep:
    """One figure that was put; None: it was, or is since then, not known."""

    at: datetime
    by: str
    was_households: int | None
    was_population: int | None
    households: int | None
    population: int | None


@dataclass(frozen=True, slots=True)
class FigureSheet:
    """``households`` None: not known of this area itself; with ``valid_from``: since then. ``outdated_on``: the border
    in which they were counted ended then. ``below``, ``below_known``: areas just inside, and those of them with figures
    of their own that hold."""

    level: AreaLevel
    code: str
    name: str
    today: date
    households: int | None
    population: int | None
    valid_from: date | None
    source: str
    outdated_on: date | None
    below: int
    below_known: int
    steps: tuple[FigureStep, ...]
