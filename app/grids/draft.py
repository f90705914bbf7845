"""A draft of the areas of one level inside one parent.

Borders are shared by their corners: every corner of a neighbour that lies on a border is a corner of that border too,
and a corner that is moved is moved in every ring that has it. So neighbours can neither part nor slide over each other
by a move, a split or a merger. Positions are (longitude, latitude) in degrees, kept to :data:`DECIMALS`.

A draft is never changed: each command (``commands.py``) gives a new one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import shapely

from app.domain.area import AreaLevel, MultiPolygon, Ring
from app.imports.projection import DECIMALS, LocalProjection, outline_of, shape_of

GRID = 10.0**-DECIMALS      # degrees; overlays are computed on this grid
WOVEN = 5e-8                # degrees, 5 mm: a corner this near to a border lies on it
SAME = 2e-8                 # degrees, 2 mm: an outline that differs less was not drawn anew

Point = tuple[float, float]


class DraftError(Exception):
    """A command that cannot be done; ``why`` is a word, ``code`` the area that it is about."""

    def __init__(self, why: str, code: str = "") -> None:
        super().__init__(why)
        self.why, self.code = why, code


@dataclass(frozen=True, slots=True)
class DraftArea:
    """One area of a draft. ``key`` is the same through the draft; ``stands``: the database knows it by its code."""

    key: str
    code: str
    name: str
    parent_code: str
    parent_level: AreaLevel
    outline: MultiPolygon
    stands: bool = False
    exclusive: bool = False
    provisional: bool = False
    cells: int = 0               # grid cells in it as it stands
    open_cases: int = 0          # cases open in it as it stands
    shape: Any = field(default=None, compare=False, repr=False)

    def with_outline(self, outline: MultiPolygon) -> DraftArea:
        """The same area with other borders."""
        return replace(self, outline=outline, shape=shape_of(outline))

    @property
    def m2(self) -> float:
        """Its size."""
        return float(LocalProjection.around(self.shape).to_metres(self.shape).area)


@dataclass(frozen=True, slots=True)
class Draft:
    """All areas of the set by key, the parent's shape (degrees; None: it has no outline), and who may be a parent."""

    level: AreaLevel
    areas: Mapping[str, DraftArea]
    parent_shape: Any = field(compare=False, repr=False, default=None)
    used_codes: frozenset[str] = frozenset()
    parents: Mapping[tuple[str, AreaLevel], str] = field(default_factory=dict)   # (code, level) → name
    serial: int = 0

    def with_areas(self, changed: Iterable[DraftArea], gone: Iterable[str] = (), serial: int | None = None) -> Draft:
        """Some areas put, others gone."""
        areas = dict(self.areas)
        for key in gone:
            areas.pop(key, None)
        for area in changed:
            areas[area.key] = area
        return replace(self, areas=areas, serial=self.serial if serial is None else serial)

    def area(self, key: str) -> DraftArea:
        """That area; raises DraftError when there is none."""
        if key not in self.areas:
            raise DraftError("no_such_area")
        return self.areas[key]


def begin_draft(told: Mapping[str, Any]) -> Draft:
    """The draft in which nothing was drawn yet, from what ``api.area_set`` says."""
    areas = {}
    for one in told["areas"]:
        outline = rounded(one["outline"])
        areas[one["code"]] = DraftArea(
            one["code"], one["code"], one["name"], one["parent_code"], AreaLevel(one["parent_level"]), outline, True,
            bool(one["exclusive"]), bool(one["provisional"]), one["cells"], one["open_cases"], shape_of(outline))
    outline = told["parent"]["outline"]
    parents = {(one["code"], AreaLevel(one["level"])): one["name"] for one in told["parents"]}
    draft = Draft(AreaLevel(told["level"]), areas, None if outline is None else shape_of(rounded(outline)),
                  frozenset(told["used"]), parents)
    return weave(draft, {point for area in areas.values() for point in points_of(area.outline)})


def rounded(geojson: Mapping[str, Any]) -> MultiPolygon:
    """A GeoJSON geometry as rings whose points lie on the grid."""
    polygons = [geojson["coordinates"]] if geojson["type"] == "Polygon" else geojson["coordinates"]
    return tuple(tuple(tuple(on_grid(x, y) for x, y in ring) for ring in polygon) for polygon in polygons)


def on_grid(x: float, y: float) -> Point:
    """A position as it is kept."""
    return round(float(x), DECIMALS), round(float(y), DECIMALS)


def grid_outline(shape: Any) -> MultiPolygon:
    """The polygons of a shape as rings on the grid, without lines and points. Raises DraftError when none is left."""
    parts = shapely.get_parts(shape)
    polygons = parts[shapely.get_dimensions(parts) == 2]
    if not len(polygons) or shapely.area(polygons).sum() == 0:
        raise DraftError("nothing_left")
    return tuple(tuple(tuple(on_grid(x, y) for x, y in ring) for ring in polygon)
                 for polygon in outline_of(shapely.multipolygons(polygons)))


def points_of(outline: MultiPolygon) -> set[Point]:
    """The corners of an outline."""
    return {point for polygon in outline for ring in polygon for point in ring}


def weave(draft: Draft, points: Iterable[Point]) -> Draft:
    """Make each of the points a corner of every border on which it lies."""
    chosen = list(points)
    if not chosen:
        return draft
    near = _near(draft, chosen)
    sides = [(area.key, p, r, s) for area in near for p, polygon in enumerate(area.outline)
             for r, ring in enumerate(polygon) for s in range(len(ring) - 1)]
    if not sides:
        return draft
    ends = np.array([draft.areas[key].outline[p][r][s:s + 2] for key, p, r, s in sides])
    tree = shapely.STRtree(shapely.linestrings(ends))
    found: dict[tuple[str, int, int, int], list[tuple[float, Point]]] = {}
    for at, side in zip(*tree.query(shapely.points(chosen), predicate="dwithin", distance=WOVEN), strict=True):
        point, (start, end) = chosen[at], ends[side]
        if min(np.hypot(*(start - point)), np.hypot(*(end - point))) > WOVEN:
            found.setdefault(sides[side], []).append((float(np.hypot(*(start - point))), point))
    if not found:
        return draft
    changed = []
    for key in {side[0] for side in found}:
        area = draft.areas[key]
        changed.append(area.with_outline(tuple(
            tuple(_with_corners(ring, [found.get((key, p, r, s), ()) for s in range(len(ring) - 1)])
                  for r, ring in enumerate(polygon)) for p, polygon in enumerate(area.outline))))
    return draft.with_areas(changed)


def _near(draft: Draft, points: list[Point]) -> list[DraftArea]:
    areas = list(draft.areas.values())
    if not areas:
        return []
    boxes = shapely.bounds([area.shape for area in areas]) + np.array([-WOVEN, -WOVEN, WOVEN, WOVEN])
    places = np.array(points)
    (west, south), (east, north) = places.min(axis=0), places.max(axis=0)
    keep = (boxes[:, 0] <= east) & (boxes[:, 2] >= west) & (boxes[:, 1] <= north) & (boxes[:, 3] >= south)
    return [area for area, kept in zip(areas, keep, strict=True) if kept]


def _with_corners(ring: Ring, more: list[Any]) -> Ring:
    woven: list[Point] = []
    for start, corners in zip(ring, more, strict=False):
        woven.append(start)
        woven.extend(point for _, point in sorted(set(corners)))
    woven.append(ring[-1])
    return tuple(woven)


def next_code(draft: Draft, like: str) -> str:
    """A code that no area has or had: the end of ``like`` counted on, with as many digits or more."""
    taken = draft.used_codes | {area.code for area in draft.areas.values()}
    stem = like.rstrip("0123456789")
    digits = like[len(stem):]
    keep, tail = digits[:-3], digits[-3:]
    same = [int(code[len(stem + keep):]) for code in taken
            if code.startswith(stem + keep) and code[len(stem + keep):].isdigit() and len(code) <= len(like) + 1]
    number = max(same, default=0) + 1
    while f"{stem}{keep}{number:0{len(tail)}}" in taken:
        number += 1
    return f"{stem}{keep}{number:0{len(tail)}}"


@dataclass(frozen=True, slots=True)
class DraftChanges:
    """What a draft comes to against what stands: areas as they will be, and the codes of those that end."""

    added: tuple[DraftArea, ...]
    changed: tuple[DraftArea, ...]
    ended: tuple[DraftArea, ...]

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.ended)


def changes_of(base: Draft, draft: Draft) -> DraftChanges:
    """New, changed and ended areas, by code. Corners that only lie on a border do not count."""
    added = [area for area in draft.areas.values() if area.key not in base.areas]
    changed = [area for area in draft.areas.values() if area.key in base.areas and differs(base.areas[area.key], area)]
    ended = [area for area in base.areas.values() if area.key not in draft.areas]

    def by_code(areas: list[DraftArea]) -> tuple[DraftArea, ...]:
        return tuple(sorted(areas, key=lambda one: one.code))

    return DraftChanges(by_code(added), by_code(changed), by_code(ended))


def differs(one: DraftArea, other: DraftArea) -> bool:
    """Whether an area was drawn anew, or given another name, parent or mark."""
    if (one.name, one.parent_code, one.parent_level, one.exclusive) != (
            other.name, other.parent_code, other.parent_level, other.exclusive):
        return True
    return one.outline != other.outline and bool(
        shapely.hausdorff_distance(one.shape.boundary, other.shape.boundary) > SAME)


def element_of(area: DraftArea) -> dict[str, Any]:
    """An area as ``api.redraw_areas`` takes it."""
    centre = area.shape.point_on_surface()
    single = len(area.outline) == 1
    return {
        "code": area.code, "name": area.name, "parent_code": area.parent_code, "parent_level": area.parent_level.value,
        "exclusive": area.exclusive, "centre": [centre.x, centre.y], "area_m2": area.m2,
        "outline": {"type": "Polygon" if single else "MultiPolygon",
                    "coordinates": area.outline[0] if single else area.outline},
    }
