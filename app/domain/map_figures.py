"""What an area's colour says on the map: counts, the indicators computed from them, and the grades.

An indicator is a row of ``INDICATORS``: another one is added there (and its word in ``widgets/map/words.py``); nothing
else knows how many there are. Counts come from ``api.area_counts`` (resources/sql/code/34_map_areas.sql).
"""

from __future__ import annotations

import math
import sys
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

GRADES = 5
NO_GRADE = 255  # of an area about which nothing can be said
FEWEST_ANSWERS = 3  # two voices are no rate


@dataclass(frozen=True, slots=True)
class AreaCounts:
    """Cases of one area with all below it. ``reported``, ``due`` and ``ended`` are of the last ``days`` days:
    reported then; of those registered, and of those closed. ``answered``: reporters called back then who said whether
    they are satisfied; ``satisfied``: those who are. ``near`` (nearly due) and ``ordered`` (with an open order of the
    leaders) are known from the board alone."""

    open: int = 0
    overdue: int = 0
    reported: int = 0
    registered: int = 0
    closed: int = 0
    answered: int = 0
    satisfied: int = 0
    near: int = 0
    ordered: int = 0

    @property
    def satisfaction(self) -> float | None:
        """Percent satisfied of those who said; None while fewer than FEWEST_ANSWERS did."""
        return 100 * self.satisfied / self.answered if self.answered >= FEWEST_ANSWERS else None

    def __add__(self, other: AreaCounts) -> AreaCounts:
        return AreaCounts(self.open + other.open, self.overdue + other.overdue, self.reported + other.reported,
                          self.registered + other.registered, self.closed + other.closed,
                          self.answered + other.answered, self.satisfied + other.satisfied,
                          self.near + other.near, self.ordered + other.ordered)

    def __sub__(self, other: AreaCounts) -> AreaCounts:
        return AreaCounts(self.open - other.open, self.overdue - other.overdue, self.reported - other.reported,
                          self.registered - other.registered, self.closed - other.closed,
                          self.answered - other.answered, self.satisfied - other.satisfied,
                          self.near - other.near, self.ordered - other.ordered)


@dataclass(frozen=True, slots=True)
class AreaFacts:
    """What an indicator may divide by."""

    area_m2: float = 0.0
    households: int | None = None


@dataclass(frozen=True, slots=True)
class AreaPeople:
    """Who lives in an area. ``summed``: nobody gave figures of it, they are those of all areas in it together.
    ``outdated``: the border moved after they were counted, so they are of another area and no rate stands on them."""

    households: int
    population: int | None = None
    summed: bool = False
    outdated: bool = False


def sum_people(given: Mapping[str, AreaPeople], paths: Iterable[str]) -> dict[str, AreaPeople]:
    """People by label: as given, else the sum of the areas just below, if each of them has figures; else nothing.

    Figures that are outdated give way to such a sum, and are in none.

    ``paths`` are those of all current areas. A sum of only some of the areas below would make every rate too high.
    """
    below: dict[str, list[str]] = {}
    for path in sorted(paths, key=lambda one: one.count("."), reverse=True):  # the innermost first
        parent, _dot, label = path.rpartition(".")
        below.setdefault(parent.rpartition(".")[2], []).append(label)
    people = dict(given)
    for parent, labels in below.items():
        found = [people[label] for label in labels if label in people and not people[label].outdated]
        if parent and (parent not in people or people[parent].outdated) and len(found) == len(labels):
            counts = [one.population for one in found]
            known = [one for one in counts if one is not None]
            people[parent] = AreaPeople(sum(one.households for one in found),
                                        sum(known) if len(known) == len(counts) else None, summed=True)
    return people


class Unit(StrEnum):
    """How a value is written."""

    CASES = "cases"
    PERCENT = "percent"
    PERCENT_SATISFIED = "percent_satisfied"
    PER_KM2 = "per_km2"
    PER_1000_HOUSEHOLDS = "per_1000_households"


class Cut(StrEnum):
    """How the bounds of the grades are found."""

    QUANTILES = "quantiles"  # each grade holds about as many areas
    EQUAL = "equal"          # each grade is equally wide


@dataclass(frozen=True, slots=True)
class Indicator:
    """One thing the map can be coloured by.

    ``value`` answers None where nothing can be said. ``zero_is_none``: zero is the ordinary case and stays uncoloured.
    ``abnormal``: high values are trouble and take the colour of it.
    """

    key: str
    unit: Unit
    value: Callable[[AreaCounts, AreaFacts], float | None]
    cut: Cut = Cut.QUANTILES
    zero_is_none: bool = True
    abnormal: bool = False


def _closure(counts: AreaCounts, _facts: AreaFacts) -> float | None:
    return 100 * counts.closed / counts.registered if counts.registered else None


def _per_km2(counts: AreaCounts, facts: AreaFacts) -> float | None:
    return counts.reported / (facts.area_m2 / 1e6) if facts.area_m2 > 0 else None


def _per_household(counts: AreaCounts, facts: AreaFacts) -> float | None:
    return 1000 * counts.reported / facts.households if facts.households else None


INDICATORS: tuple[Indicator, ...] = (
    Indicator("open", Unit.CASES, lambda counts, _facts: float(counts.open)),
    Indicator("overdue", Unit.CASES, lambda counts, _facts: float(counts.overdue), abnormal=True),
    Indicator("closure", Unit.PERCENT, _closure, Cut.EQUAL, zero_is_none=False),
    Indicator("satisfaction", Unit.PERCENT_SATISFIED, lambda counts, _facts: counts.satisfaction, Cut.EQUAL,
              zero_is_none=False),
    Indicator("density", Unit.PER_KM2, _per_km2),
    Indicator("households", Unit.PER_1000_HOUSEHOLDS, _per_household),
)


def bounds_of(values: Sequence[float | None], cut: Cut, *, zero_is_none: bool) -> tuple[float, ...]:
    """Upper bounds of at most five grades, ascending and different; none without values.

    A value belongs to the first grade whose bound it does not exceed; the last bound is the largest value.
    """
    known = sorted(value for value in values if value is not None and not (zero_is_none and value == 0))
    if not known:
        return ()
    low, high, different = known[0], known[-1], sorted(set(known))
    if cut is Cut.QUANTILES and len(different) <= GRADES:
        return tuple(different)  # few different values: each is a grade of its own
    if cut is Cut.EQUAL:
        cuts = [low + (high - low) * (number + 1) / GRADES for number in range(GRADES)]
    else:
        cuts = [known[max(0, -(-len(known) * (number + 1) // GRADES) - 1)] for number in range(GRADES)]
    cuts[-1] = high
    return tuple(sorted(set(cuts)))


def grade_of(value: float | None, bounds: Sequence[float], *, zero_is_none: bool) -> int:
    """0…4, or NO_GRADE; a value past the last bound (it came after the bounds) belongs to the last grade.

    Fewer than five grades are spread so that the lowest keeps the faintest and the highest the strongest colour.
    """
    if value is None or not bounds or (zero_is_none and value == 0):
        return NO_GRADE
    at = min(bisect_left(bounds, value), len(bounds) - 1)
    return at if len(bounds) >= GRADES else grade_place(at, len(bounds))


def grade_place(at: int, count: int) -> int:
    """Which of the five colours grade ``at`` of ``count`` grades takes."""
    return GRADES - 1 if count == 1 else round(at * (GRADES - 1) / (count - 1))


@dataclass(frozen=True, slots=True)
class Coloured:
    """One level coloured: for each area of its pack, in the pack's order, a grade and a value (NaN: none)."""

    grades: bytes
    values: array[float]
    bounds: tuple[float, ...] = ()

    def value_bytes(self) -> bytes:
        """The values as little-endian float32."""
        if sys.byteorder == "big":
            turned = array("f", self.values)
            turned.byteswap()
            return turned.tobytes()
        return self.values.tobytes()

    def different(self, before: Coloured) -> list[int]:
        """Places at which grade or value is another than before; both are of the same pack."""
        mine, theirs, found = self.values.tobytes(), before.values.tobytes(), []
        for start in range(0, len(self.grades), _BLOCK):  # most blocks are equal, and that is seen at one stroke
            end = start + _BLOCK
            if self.grades[start:end] != before.grades[start:end] \
                    or mine[4 * start:4 * end] != theirs[4 * start:4 * end]:
                found += [at for at in range(start, min(end, len(self.grades)))
                          if self.grades[at] != before.grades[at]
                          or mine[4 * at:4 * at + 4] != theirs[4 * at:4 * at + 4]]
        return found


_BLOCK = 256


def coloured(indicator: Indicator, figures: Sequence[tuple[AreaCounts, AreaFacts]],
             bounds: tuple[float, ...] | None = None) -> Coloured:
    """Colour areas by ``indicator``; with ``bounds`` of before the grades keep their meaning."""
    values = [indicator.value(counts, facts) for counts, facts in figures]
    if bounds is None:
        bounds = bounds_of(values, indicator.cut, zero_is_none=indicator.zero_is_none)
    grades = bytes(grade_of(value, bounds, zero_is_none=indicator.zero_is_none) for value in values)
    return Coloured(grades, array("f", [math.nan if value is None else value for value in values]), bounds)
