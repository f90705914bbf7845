"""Areas: district → street → community → duty grid → grid cell (domain.md §3)."""

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
