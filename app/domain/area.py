"""Areas: district → street → community → duty grid → grid cell (docs/trade.md §3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class AreaLevel(StrEnum):
    """Levels of the area tree, outermost first."""

    DISTRICT = "district"
    STREET = "street"
    COMMUNITY = "community"
    DUTY_GRID = "duty_grid"
    GRID_CELL = "grid_cell"


@dataclass(frozen=True, slots=True)
class Area:
    """One version of one area; ``path`` is the ltree of area ids from the district down to itself."""

    area_id: int
    level: AreaLevel
    code: str
    name: str
    parent_id: int | None
    path: str
    valid_from: date
    valid_to: date | None            # first day on which it no longer holds


# Rings of one polygon: the first is the outer border, the others are holes; points are (longitude, latitude).
Ring = tuple[tuple[float, float], ...]
Polygon = tuple[Ring, ...]
MultiPolygon = tuple[Polygon, ...]


@dataclass(frozen=True, slots=True)
class Located:
    """Where a point lies. Empty texts: the point is outside every area of that level."""

    cell_id: int | None
    cell_code: str
    duty_grid: str
    community: str
    street: str
    district: str
    area_path: str


@dataclass(frozen=True, slots=True)
class PlacedArea:
    """A current area as the map knows it, without its outline; ``label`` is the last part of its path, the same in all
    its versions; ``box`` is west, south, east, north in degrees."""

    area_id: int
    name: str
    level: AreaLevel
    path: str
    label: str
    area_m2: float
    box: tuple[float, float, float, float]

    def holds(self, path: str) -> bool:
        """Whether what was filed under ``path`` lies in this area."""
        return path == self.path or path.startswith(self.path + ".")


@dataclass(frozen=True, slots=True)
class AreaVersion:
    """One version of an area; ``valid_to`` is the first day on which it no longer holds, None: it holds."""

    area_id: int
    code: str
    name: str
    provisional: bool                # cut by make-cells, not drawn by the district
    valid_from: date
    valid_to: date | None
    area_m2: float | None
