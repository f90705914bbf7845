"""How large the areas of a draft are: ground, cells, open cases, households, beside what is usual.

Cells and cases are counted where they lie, so a part that was just drawn has its own. Households are known of an area
that is as it was, of one whose cells all have figures, and of one made of whole areas that have them; never guessed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import shapely

from app.domain.area import AreaLevel
from app.domain.map_figures import AreaPeople, sum_people
from app.grids.draft import Draft, DraftArea, differs

WHOLE = 0.995    # of an old area must lie in a new one for its households to be that one's


@dataclass(frozen=True, slots=True)
class Balance:
    """Of one area; ``households`` None: not known. ``short``, ``long``: below or above what is usual."""

    m2: float
    cells: int
    open_cases: int
    households: int | None
    short: bool = False
    long: bool = False


@dataclass(frozen=True, slots=True)
class Ground:
    """What lies in the set, as ``api.area_set`` says it."""

    cells: Any                                   # array of (longitude, latitude)
    cell_households: Any                         # the same order; NaN: not known
    cases: Any
    households: Mapping[str, int] = field(default_factory=dict)     # by code, of areas of the set as they stand
    usual: Mapping[str, float] = field(default_factory=dict)

    def count(self, base: Draft, area: DraftArea) -> Balance:
        """The balance of one area of a draft that began as ``base``."""
        metres = area.m2
        inside = _inside(area, self.cells)
        cells = 1 if base.level is AreaLevel.GRID_CELL else int(inside.sum())
        households = self._households(base, area, inside)
        short, long = self._unusual(base.level, metres, households, exclusive=area.exclusive)
        return Balance(metres, cells, int(_inside(area, self.cases).sum()), households, short, long)

    def _households(self, base: Draft, area: DraftArea, inside: Any) -> int | None:
        was = base.areas.get(area.key)
        if was is not None and not differs(was, area) and area.code in self.households:
            return self.households[area.code]
        of_cells = self.cell_households[inside] if len(self.cells) else np.array([])
        if len(of_cells) and not np.isnan(of_cells).any():
            return int(of_cells.sum())
        total, ground = 0, 0.0
        for old in base.areas.values():
            if not old.shape.intersects(area.shape):
                continue
            common = shapely.intersection(old.shape, area.shape).area
            if common < (1 - WHOLE) * old.shape.area:
                continue
            if common < WHOLE * old.shape.area or old.code not in self.households:
                return None
            total, ground = total + self.households[old.code], ground + common
        return total if ground >= WHOLE * area.shape.area else None

    def _unusual(self, level: AreaLevel, metres: float, households: int | None, *,
                 exclusive: bool) -> tuple[bool, bool]:
        if level is AreaLevel.GRID_CELL and "cell_m2" in self.usual:
            return metres < self.usual["cell_m2"] / 2, metres > self.usual["cell_m2"] * 2
        if level is AreaLevel.DUTY_GRID and households is not None and not exclusive and "households_to" in self.usual:
            return households < self.usual["households_from"], households > self.usual["households_to"]
        return False, False


def ground_of(told: Mapping[str, Any]) -> Ground:
    """From what the server said when the drawing began; a drawing of an older program knows less."""
    given: dict[str, AreaPeople] = {}
    paths = []
    for path, households in told.get("figures", ()):
        paths.append(path)
        if households is not None:
            given[path.rpartition(".")[2]] = AreaPeople(int(households))
    known = sum_people(given, paths) if given else {}
    inner = told.get("inner", ())
    cells = np.array([(x, y) for x, y, _ in inner]).reshape(-1, 2)
    of_cells = np.array([known[label].households if label in known else np.nan for _, _, label in inner])
    codes = {one["code"]: known[one["label"]].households for one in told["areas"] if one.get("label") in known}
    return Ground(cells, of_cells, np.array(told.get("cases", ())).reshape(-1, 2), codes, told.get("usual", {}))


def _inside(area: DraftArea, places: Any) -> Any:
    if not len(places):
        return np.zeros(0, dtype=bool)
    west, south, east, north = area.shape.bounds
    near = (places[:, 0] >= west) & (places[:, 0] <= east) & (places[:, 1] >= south) & (places[:, 1] <= north)
    near[near] = shapely.intersects_xy(area.shape, places[near, 0], places[near, 1])
    return near
