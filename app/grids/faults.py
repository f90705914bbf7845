"""What is wrong with a draft, as shapes to be shown, with a mending where one is safe.

Grave faults must be mended before the draft becomes what holds. What stood before the drawing began and was not touched
is told, but is not grave: old imports overlap and have gaps.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import numpy as np
import shapely

from app.domain.area import AreaLevel
from app.domain.grid_fault import Fault, FaultKind
from app.grids.draft import GRID, Draft, DraftArea, differs
from app.imports.projection import LocalProjection, outline_of

TOLERANCE_M2 = 1.0          # the database's (33_outline_checks.sql)
SLIVER_M2 = {AreaLevel.GRID_CELL: 200.0}
OTHER_SLIVER_M2 = 1_000.0
THIN = 0.02                 # 4π·area/length² of a shape that is rather a line


def find_faults(base: Draft, draft: Draft) -> list[Fault]:
    """The faults, grave ones first, larger ones before smaller."""
    areas = list(draft.areas.values())
    if not areas:
        return []
    metric = LocalProjection.around(shapely.box(*shapely.total_bounds([area.shape for area in areas])))
    drawn = {area.key for area in areas if area.key not in base.areas or differs(base.areas[area.key], area)}
    crossing = [area for area in areas if area.key in drawn and not area.shape.is_valid]
    faults = list(_codes(areas))
    faults += [_fault(FaultKind.CROSSING, (area,), shapely.Point(_where(area)).buffer(2e-5), metric, grave=True)
               for area in crossing]
    whole = [area for area in areas if area not in crossing and area.shape.is_valid]
    faults += _overlaps(whole, drawn, metric)
    faults += _outside(base, draft, whole, drawn, metric)
    if not crossing:
        faults += _gaps(base, draft, whole, metric)
    faults += _single(draft, whole, drawn, metric)
    return sorted(faults, key=lambda one: (not one.grave, -one.m2))


def _fault(kind: FaultKind, areas: tuple[DraftArea, ...], shape: Any, metric: LocalProjection, *, grave: bool,
           mend: dict[str, Any] | None = None) -> Fault:
    outline = outline_of(_polygons(shape))
    return Fault(kind, tuple(area.key for area in areas), tuple(area.code for area in areas), outline,
                 float(metric.to_metres(shape).area), grave, mend)


def _polygons(shape: Any) -> Any:
    parts = shapely.get_parts(shape)
    return shapely.multipolygons(parts[shapely.get_dimensions(parts) == 2])


def _codes(areas: list[DraftArea]) -> Iterator[Fault]:
    counted = Counter(area.code for area in areas)
    for code, count in counted.items():
        if count > 1:
            twice = [area for area in areas if area.code == code]
            keys = tuple(area.key for area in twice)
            yield Fault(FaultKind.CODE_TWICE, keys, (code,), twice[-1].outline, 0.0, True, None)


def _where(area: DraftArea) -> tuple[float, float]:
    words = shapely.is_valid_reason(area.shape)
    if "[" in words:
        x, y = words[words.index("[") + 1:words.index("]")].split()[:2]
        return float(x), float(y)
    point = area.shape.representative_point()
    return point.x, point.y


def _overlaps(areas: list[DraftArea], drawn: set[str], metric: LocalProjection) -> Iterator[Fault]:
    shapes = np.array([area.shape for area in areas], dtype=object)
    if len(shapes) < 2:
        return
    one, other = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    keep = one < other
    one, other = one[keep], other[keep]
    common = shapely.intersection(shapes[one], shapes[other])
    found = shapely.area(common) > 1e-12
    sizes = shapely.area(metric.to_metres(common[found]))
    for first, second, shape, size in zip(one[found], other[found], common[found], sizes, strict=True):
        if size > TOLERANCE_M2:
            pair = (areas[first], areas[second])
            larger = max(pair, key=lambda area: area.shape.area)
            yield _fault(FaultKind.OVERLAP, pair, shape, metric, grave=bool({a.key for a in pair} & drawn),
                         mend={"do": "take", "from": larger.key, "shape": outline_of(_polygons(shape))})


def _outside(base: Draft, draft: Draft, areas: list[DraftArea], drawn: set[str],
             metric: LocalProjection) -> Iterator[Fault]:
    if draft.parent_shape is None:
        return
    shapely.prepare(draft.parent_shape)
    for area in areas:
        if draft.parent_shape.covers(area.shape):
            continue
        beyond = shapely.difference(area.shape, draft.parent_shape)
        size = metric.to_metres(beyond).area
        if size <= TOLERANCE_M2:
            continue
        was = base.areas.get(area.key)
        before = metric.to_metres(shapely.difference(was.shape, draft.parent_shape)).area if was else 0.0
        grave = area.key in drawn and size > before + TOLERANCE_M2
        yield _fault(FaultKind.OUTSIDE, (area,), beyond, metric, grave=grave,
                     mend={"do": "take", "from": area.key, "shape": outline_of(_polygons(beyond))})


def _gaps(base: Draft, draft: Draft, areas: list[DraftArea], metric: LocalProjection) -> Iterator[Fault]:
    """Places of the parent (without one: enclosed by the areas) that no area has; new ones are grave."""
    before = _uncovered(base, [area for area in base.areas.values() if area.shape.is_valid])
    now = _uncovered(draft, areas)
    shapes = np.array([area.shape for area in areas], dtype=object)
    tree = shapely.STRtree(shapes)
    for gap in shapely.get_parts(now):
        if shapely.get_dimensions(gap) != 2 or metric.to_metres(gap).area <= TOLERANCE_M2:
            continue
        new = shapely.difference(gap, before)
        near = [areas[at] for at in tree.query(gap, predicate="intersects")]
        rim = gap.boundary.buffer(GRID * 20)
        to = _longest(near, rim)
        yield _fault(FaultKind.GAP, (), gap, metric, grave=metric.to_metres(new).area > TOLERANCE_M2,
                     mend=None if to is None else {"do": "give", "to": to.key, "shape": outline_of(_polygons(gap))})


def _longest(areas: list[DraftArea], border: Any) -> DraftArea | None:
    """The area with the longest stretch along a border."""
    return max(areas, key=lambda area: float(area.shape.boundary.intersection(border).length), default=None)


def _uncovered(draft: Draft, areas: list[DraftArea]) -> Any:
    covered = shapely.union_all([area.shape for area in areas], grid_size=GRID)
    around = draft.parent_shape
    if around is None:
        around = shapely.multipolygons([shapely.Polygon(part.exterior) for part in shapely.get_parts(covered)])
    return _polygons(shapely.difference(around, covered, grid_size=GRID))


def _single(draft: Draft, areas: list[DraftArea], drawn: set[str], metric: LocalProjection) -> Iterator[Fault]:
    smallest = SLIVER_M2.get(draft.level, OTHER_SLIVER_M2)
    tree = shapely.STRtree([area.shape for area in areas])
    for area in areas:
        if area.key not in drawn:
            continue
        if len(area.outline) > 1:
            yield _fault(FaultKind.ISLANDS, (area,), area.shape, metric, grave=False)
        if any(len(polygon) > 1 for polygon in area.outline):
            holes = shapely.multipolygons([shapely.Polygon(ring) for polygon in area.outline for ring in polygon[1:]])
            yield _fault(FaultKind.HOLE, (area,), holes, metric, grave=False)
        ground = metric.to_metres(area.shape)
        if ground.area < smallest or 4 * np.pi * ground.area < THIN * ground.length**2:
            near = [areas[at] for at in tree.query(area.shape, predicate="intersects") if areas[at].key != area.key]
            to = _longest(near, area.shape.boundary)
            yield _fault(FaultKind.SLIVER, (area,), area.shape, metric, grave=False,
                         mend=None if to is None else {"do": "merge", "keys": [to.key, area.key]})
