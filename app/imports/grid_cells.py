"""Cut a district into grid cells (单元网格) of about 10,000 m², grouped into duty grids (责任网格).

Codes follow DB11 and GB/T 30428.1: 6 digits district (GB/T 2260) + 3 street + 3 community + 3 serial, the serial from
west to east and north to south inside a community (docs/trade.md §3). Where streets or communities are not drawn yet,
provisional ones are cut; their own numbers (901… for streets, 701… for communities of a drawn street) stay clear of
the numbers that GB/T 10114 and the statistics bureau give out.

:func:`cut_cells` is pure; :mod:`app.imports.cell_store` puts its plan into the database.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import shapely

from app.domain.area import AreaLevel, MultiPolygon
from app.imports.cell_groups import GroupSize, connected_groups
from app.imports.cell_pieces import GRAIN, SLIVER_SHARE, Ground
from app.imports.problems import ImportRefused, Progress, silent
from app.imports.projection import CHORD_DEGREES, LocalProjection, shape_of

STREET_CELLS = GroupSize(target=3_000, least=800, most=6_000)
COMMUNITY_CELLS = GroupSize(target=250, least=80, most=500)
DUTY_GRID_CELLS = GroupSize(target=16, least=9, most=25)
FIRST_PROVISIONAL_STREET = 901
FIRST_PROVISIONAL_COMMUNITY = 701   # under a drawn street; under a provisional one they start at 001
SMALLEST_SIZE, LARGEST_SIZE = 10.0, 5_000.0
MOST_CELLS = 1_000_000


@dataclass(frozen=True, slots=True)
class DrawnArea:
    """A street or community that the district has drawn. ``parent_code``: of the street, for a community."""

    code: str
    name: str
    outline: MultiPolygon
    parent_code: str = ""


@dataclass(frozen=True, slots=True)
class PlannedArea:
    """An area of the plan. ``shape`` is shapely, in degrees; ``centre`` lies inside it."""

    level: AreaLevel
    code: str
    name: str
    parent_code: str
    parent_level: AreaLevel
    shape: Any
    centre: tuple[float, float]
    area_m2: float
    provisional: bool


@dataclass(frozen=True, slots=True)
class CellPlan:
    """What a cut gives. ``cover_error`` is |sum of the cells / district - 1|, measured in metres."""

    district_code: str
    size: float
    streets: tuple[PlannedArea, ...]       # provisional ones only
    communities: tuple[PlannedArea, ...]   # provisional ones only
    duty_grids: tuple[PlannedArea, ...]
    cells: tuple[PlannedArea, ...]
    district_m2: float
    cover_error: float
    notes: tuple[str, ...]

    def areas(self) -> tuple[PlannedArea, ...]:
        """All of them, outer levels first."""
        return (*self.streets, *self.communities, *self.duty_grids, *self.cells)


@dataclass(slots=True)
class _Container:
    """A part of the district that is cut by itself, in metres; the names say what is drawn already."""

    shape: Any
    street: DrawnArea | None = None
    community: DrawnArea | None = None


@dataclass(slots=True)
class _Draft:
    """A plan in the making, in metres."""

    district_code: str
    projection: LocalProjection
    taken: set[str]                        # codes of drawn streets and communities
    areas: dict[AreaLevel, list[tuple[str, str, str, AreaLevel, Any, bool]]] = field(
        default_factory=lambda: {level: [] for level in AreaLevel}
    )
    notes: list[str] = field(default_factory=list)
    communities_made: int = 0
    streets_made: int = 0

    def add(
        self, level: AreaLevel, code: str, name: str, parent: tuple[str, AreaLevel], shape: Any, provisional: bool
    ) -> None:
        self.areas[level].append((code, name, *parent, shape, provisional))

    def planned(self, level: AreaLevel) -> tuple[PlannedArea, ...]:
        """The areas of one level, in degrees."""
        rows = self.areas[level]
        if not rows:
            return ()
        shapes = np.array([row[4] for row in rows], dtype=object)
        places = shapely.get_coordinates(self.projection.to_degrees(shapely.point_on_surface(shapes))).tolist()
        in_degrees = self.projection.to_degrees(shapes)
        found = []
        for row, shape, (x, y), area_m2 in zip(rows, in_degrees, places, shapely.area(shapes), strict=True):
            code, name, parent_code, parent_level, _, provisional = row
            found.append(
                PlannedArea(level, code, name, parent_code, parent_level, shape, (x, y), float(area_m2), provisional)
            )
        return tuple(found)


def cut_cells(
    district: MultiPolygon,
    district_code: str,
    *,
    size: float = 100.0,
    streets: Sequence[DrawnArea] = (),
    communities: Sequence[DrawnArea] = (),
    progress: Progress = silent,
) -> CellPlan:
    """Cut ``district`` (degrees) into squares of ``size`` metres, clipped at its border and at drawn communities.

    Border pieces under a tenth of a square join their neighbour. Raises ImportRefused for an impossible size or code.
    """
    if not re.fullmatch(r"\d{6}", district_code):
        raise ImportRefused(f"a district code has 6 digits (GB/T 2260), not {district_code!r}")
    if not SMALLEST_SIZE <= size <= LARGEST_SIZE:
        raise ImportRefused(f"a cell is {SMALLEST_SIZE:g} to {LARGEST_SIZE:g} metres wide, not {size:g}")
    outline = shape_of(district)
    if outline.is_empty:
        raise ImportRefused(f"the district {district_code} has no outline")
    projection = LocalProjection.around(outline)
    whole = _in_metres(projection, outline)
    if whole.area / size**2 > MOST_CELLS:
        raise ImportRefused(f"{whole.area / size**2:,.0f} cells are more than {MOST_CELLS:,}: choose a larger size")
    draft = _Draft(district_code, projection, {drawn.code for drawn in (*streets, *communities)})
    containers = _containers(whole, projection, streets, communities, size)
    for number, container in enumerate(containers):
        progress(number, len(containers), "cutting")
        _cut(draft, container, size)
    progress(len(containers), len(containers), "cutting")
    cells = draft.planned(AreaLevel.GRID_CELL)
    covered = sum(cell.area_m2 for cell in cells)
    return CellPlan(
        district_code, size, draft.planned(AreaLevel.STREET), draft.planned(AreaLevel.COMMUNITY),
        draft.planned(AreaLevel.DUTY_GRID), cells, float(whole.area), abs(covered / whole.area - 1), tuple(draft.notes),
    )


def _in_metres(projection: LocalProjection, shape: Any) -> Any:
    return shapely.set_precision(projection.to_metres(shapely.segmentize(shape, CHORD_DEGREES)), GRAIN)


def _containers(
    whole: Any, projection: LocalProjection, streets: Sequence[DrawnArea], communities: Sequence[DrawnArea], size: float
) -> list[_Container]:
    """Drawn communities first, then what is left of each drawn street, then what is left of the district."""
    street_of = {street.code: street for street in streets}
    found: list[_Container] = []
    rest = whole

    def take(shape: Any, street: DrawnArea | None, community: DrawnArea | None) -> Any:
        part = _solid(shapely.intersection(shape, rest, grid_size=GRAIN))
        if part.area > 0:
            found.append(_Container(part, street, community))
        return _solid(shapely.difference(rest, shape, grid_size=GRAIN))

    for community in communities:
        street = street_of.get(community.parent_code)
        rest = take(_in_metres(projection, shape_of(community.outline)), street, community)
    drawn = len(found)
    for drawn_street in streets:
        rest = take(_in_metres(projection, shape_of(drawn_street.outline)), drawn_street, None)
    if rest.area > 0:
        found.append(_Container(rest))
    # Gaps between carelessly drawn neighbours are no places of their own: the container beside takes them in.
    gaps = []
    for container in found[drawn:]:
        parts = shapely.get_parts(container.shape)
        small = shapely.area(parts) < SLIVER_SHARE * size**2
        gaps.extend(parts[small])
        container.shape = shapely.multipolygons(parts[~small])
    found = [container for container in found if container.shape.area > 0] or [_Container(whole)]
    for gap in gaps:
        nearest = min(found, key=lambda container: float(shapely.distance(container.shape, gap)))
        nearest.shape = _solid(shapely.union(nearest.shape, gap, grid_size=GRAIN))
    return found


def _solid(shape: Any) -> Any:
    """The polygons of ``shape`` without the points and lines that an overlay may leave."""
    parts = shapely.get_parts(shape)
    return shapely.multipolygons(parts[shapely.get_dimensions(parts) == 2])


def _cut(draft: _Draft, container: _Container, size: float) -> None:
    ground = Ground.of(container.shape, size)
    everything = list(range(len(ground.places)))
    if container.community is not None:
        code = _below(_street_code(draft, container.street), container.community.code)
        _number_cells(draft, ground, everything, code, container.community)
    elif container.street is not None:
        _make_communities(draft, ground, everything, container.street, FIRST_PROVISIONAL_COMMUNITY)
    else:
        streets = connected_groups(everything, ground.neighbours, ground.places, STREET_CELLS)
        for members in _from_north(streets, ground.places):
            draft.streets_made += 1
            code = _free_code(draft, draft.district_code, FIRST_PROVISIONAL_STREET)
            street = DrawnArea(code, f"片区{draft.streets_made:02}", ())
            shape = _make_communities(draft, ground, members, street, 1)
            draft.add(AreaLevel.STREET, code, street.name, (draft.district_code, AreaLevel.DISTRICT), shape, True)


def _make_communities(draft: _Draft, ground: Ground, members: Sequence[int], street: DrawnArea, first: int) -> Any:
    """Provisional communities of one street, numbered from ``first``; answers the outline of all of them."""
    street_code = _street_code(draft, street)
    shapes = []
    groups = connected_groups(members, ground.neighbours, ground.places, COMMUNITY_CELLS)
    for group in _from_north(groups, ground.places):
        draft.communities_made += 1
        code = _free_code(draft, street_code, first)
        community = DrawnArea(code, f"社区{draft.communities_made:03}", ())
        shape = _number_cells(draft, ground, group, code, community)
        draft.add(AreaLevel.COMMUNITY, code, community.name, (street.code, AreaLevel.STREET), shape, True)
        shapes.append(shape)
    return shapely.union_all(shapes, grid_size=GRAIN)


def _number_cells(draft: _Draft, ground: Ground, members: Sequence[int], code: str, community: DrawnArea) -> Any:
    """Serial numbers and duty grids of one community; answers the outline of its cells."""
    ordered = ground.numbered(members)
    digits = max(3, len(str(len(ordered))))
    if digits > 3:
        draft.notes.append(f"{community.name}: {len(ordered):,} cells need serial numbers of {digits} digits")
    serial = {cell: number for number, cell in enumerate(ordered, 1)}
    groups = connected_groups(members, ground.neighbours, ground.places, DUTY_GRID_CELLS)
    duty_of: dict[int, str] = {}
    shapes = []
    for number, group in enumerate(sorted(groups, key=lambda cells: min(serial[cell] for cell in cells)), 1):
        duty_code = f"{code}-{number:02}"
        duty_of.update((cell, duty_code) for cell in group)
        shapes.append(ground.united(group))
        name = f"{community.name}网格{number:02}"
        draft.add(AreaLevel.DUTY_GRID, duty_code, name, (community.code, AreaLevel.COMMUNITY), shapes[-1], False)
    for cell in ordered:
        own = f"{serial[cell]:0{digits}}"
        draft.add(AreaLevel.GRID_CELL, code + own, f"{community.name}-{own}", (duty_of[cell], AreaLevel.DUTY_GRID),
                  ground.pieces.shapes[cell], False)
    return shapely.union_all(shapes, grid_size=GRAIN)


def _from_north(groups: list[list[int]], places: Sequence[tuple[float, float]]) -> list[list[int]]:
    """Groups in the order in which they are numbered: their middles from north to south, then west to east."""

    def middle(group: Sequence[int]) -> tuple[float, float]:
        return -sum(places[c][1] for c in group) / len(group), sum(places[c][0] for c in group) / len(group)

    return sorted(groups, key=middle)


def _street_code(draft: _Draft, street: DrawnArea | None) -> str:
    return _below(draft.district_code, street.code if street is not None else "000")


def _below(parent_code: str, code: str) -> str:
    """The full code: drawn areas may bring it whole or only its own last digits."""
    return code if code.startswith(parent_code) else parent_code + code


def _free_code(draft: _Draft, parent_code: str, first: int) -> str:
    number = first
    while (code := f"{parent_code}{number:03}") in draft.taken:
        number += 1
    if number > 999:
        raise ImportRefused(f"no number is left below {parent_code}: choose a larger size or draw the communities")
    draft.taken.add(code)
    return code
