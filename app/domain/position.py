"""People and vehicles in the field: where they are, where they went, who is nearest (docs/decisions/0037)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class UnitKind(StrEnum):
    """Who or what has a position."""

    WORKER = "worker"    # 网格员
    VEHICLE = "vehicle"  # 车辆


@dataclass(frozen=True, slots=True)
class LivePosition:
    """A dot of the map. Off duty there is no place any more; a wall display gets neither code nor name."""

    unit_id: int
    kind: UnitKind
    code: str                        # login of a worker, code of a vehicle; '' on a wall
    name: str
    department: str
    area: str                        # the unit's own area, '' for the whole district
    position: tuple[float, float] | None  # (longitude, latitude) in degrees, CGCS2000/WGS-84
    at: datetime | None              # by the device
    accuracy: float | None           # metres
    speed: float | None              # metres a second
    heading: float | None            # degrees from north
    battery: int | None              # per cent
    stale: bool                      # older than setting stale_minutes
    on_duty: bool                    # False: take the dot away
    changed_at: datetime             # by the server; ask next for what changed since


@dataclass(frozen=True, slots=True)
class Fix:
    """One point of a track."""

    at: datetime
    position: tuple[float, float]
    accuracy: float | None
    speed: float | None
    heading: float | None
    cell_code: str                   # '' outside every cell


@dataclass(frozen=True, slots=True)
class NearbyUnit:
    """Somebody on duty near a place."""

    unit_id: int
    code: str
    name: str
    area: str
    metres: float
    at: datetime                     # of the position
    stale: bool
    own_grid: bool                   # the place lies in this worker's duty grid
    position: tuple[float, float]


@dataclass(frozen=True, slots=True)
class PatrolDay:
    """What a worker walked on one local day inside their own area (docs/trade.md §4: twice a day, two hours each)."""

    code: str
    name: str
    area: str
    first_at: datetime | None
    last_at: datetime | None
    minutes: float
    patrols: int
    long_patrols: int                # at least setting patrol_minutes
    rule_met: bool
    cells_walked: int
    cells_of_area: int


@dataclass(frozen=True, slots=True)
class WalkedCell:
    """Minutes that a grid cell was walked on a day."""

    cell_id: int
    cell_code: str
    minutes: float


@dataclass(frozen=True, slots=True)
class TrackReading:
    """Somebody read where somebody was."""

    reading_id: int
    at: datetime
    by_name: str
    name: str
    what: str                        # 'track' | 'cells'
    starts: datetime
    ends: datetime
    reason: str
