"""Figures of areas summed up from the cells to the district, and coloured: pure, for a worker."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from app.domain.area import AreaLevel, PlacedArea
from app.domain.case import Case, DeadlineLight
from app.domain.map_figures import AreaCounts, AreaFacts, AreaPeople, Coloured, Indicator, coloured

_NOTHING = AreaCounts()


@dataclass(frozen=True, slots=True)
class Figures:
    """All levels coloured by one indicator. ``fresh``: the bounds of the grades are new; else only values changed."""

    indicator: Indicator
    levels: Mapping[AreaLevel, Coloured]
    fresh: bool
    at: datetime


def colour_levels(by_level: Mapping[AreaLevel, Sequence[PlacedArea]], recent: dict[str, AreaCounts],
                  people: Mapping[str, AreaPeople], board: Sequence[Case] | None, now: datetime, indicator: Indicator,
                  bounds: Mapping[AreaLevel, tuple[float, ...]] | None) -> tuple[dict[str, AreaCounts], Figures]:
    """On a worker: sum up from the cells to the district, then colour each level. ``board`` None: it is not read yet;
    ``bounds`` None: cut them anew."""
    sums = sum_up(recent if board is None else with_board(recent, board, now))
    levels = {
        level: coloured(indicator, [(sums.get(one.label, _NOTHING), _facts(one, people)) for one in areas],
                        bounds.get(level) if bounds else None)
        for level, areas in by_level.items() if areas
    }
    return sums, Figures(indicator, levels, bounds is None, now)


def _facts(area: PlacedArea, people: Mapping[str, AreaPeople]) -> AreaFacts:
    known = people.get(area.label)
    return AreaFacts(area.area_m2, known.households if known is not None and not known.outdated else None)


def with_board(recent: Mapping[str, AreaCounts], board: Iterable[Case], now: datetime) -> dict[str, AreaCounts]:
    """The figures of the last days, with what is open, overdue, nearly due or ordered as the board has it now."""
    opened: dict[str, list[int]] = {}
    for case in board:
        row = opened.setdefault(case.area_path, [0, 0, 0, 0])
        light = case.light(now)
        row[0] += 1
        row[1] += light is DeadlineLight.OVERDUE
        row[2] += light is DeadlineLight.NEAR
        row[3] += case.card is not None
    counts = {path: replace(old, open=0, overdue=0) for path, old in recent.items()}
    for path, (open_, overdue, near, ordered) in opened.items():
        counts[path] = replace(counts.get(path, _NOTHING), open=open_, overdue=overdue, near=near, ordered=ordered)
    return counts


def sum_up(by_path: Mapping[str, AreaCounts]) -> dict[str, AreaCounts]:
    """Figures by label: each area with everything below it."""
    sums: dict[str, AreaCounts] = {}
    for path, counts in by_path.items():
        for label in path.split(".") if path else ():
            sums[label] = sums[label] + counts if label in sums else counts
    return sums
