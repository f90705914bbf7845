"""Households and population of one area, and how they came to be what they are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from app.domain.area import AreaLevel


@dataclass(frozen=True, slots=True)
class FigureStep:
    """One figure that was put; ``was_…`` None: there was none."""

    at: datetime
    by: str
    was_households: int | None
    was_population: int | None
    households: int
    population: int | None


@dataclass(frozen=True, slots=True)
class FigureSheet:
    """``households`` None: nobody gave any of this area itself. ``redrawn_on``: from when its borders are, where they
    were others before. ``below``, ``below_known``: areas just inside, and those of them with figures of their own."""

    level: AreaLevel
    code: str
    name: str
    today: date
    households: int | None
    population: int | None
    valid_from: date | None
    source: str
    redrawn_on: date | None
    below: int
    below_known: int
    steps: tuple[FigureStep, ...]

    @property
    def counted_before_redraw(self) -> bool:
        """Whether the borders moved after the households were counted."""
        return self.redrawn_on is not None and self.valid_from is not None and self.valid_from < self.redrawn_on
