"""What can be done to a draft. A command is plain JSON, so that a draft is kept as the list of its commands.

{"do": "move", "from": [x, y], "to": [x, y]} · {"do": "insert", "at": [x, y]} · {"do": "remove", "at": [x, y]} ·
{"do": "draw", "ring": [[x, y], …], "name": "", "carve": false} ·
{"do": "split", "line": [[x, y], …], "keys": [] (any)} · {"do": "merge", "keys": [first keeps code and name, …]} ·
{"do": "name", "key", "code", "name", "exclusive"} · {"do": "hang", "keys", "parent": [code, level]} ·
{"do": "give", "to": key, "shape": rings} · {"do": "take", "from": key, "shape": rings}
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import shapely

from app.domain.area import AreaLevel, Ring
from app.grids.draft import (
    GRID,
    Draft,
    DraftArea,
    DraftError,
    Point,
    grid_outline,
    next_code,
    on_grid,
    points_of,
    weave,
)
from app.imports.projection import LocalProjection, shape_of

Command = Mapping[str, Any]


def apply(draft: Draft, command: Command) -> Draft:
    """The draft after the command. Raises DraftError; the draft stays what it was."""
    try:
        return _DOING[command["do"]](draft, command)
    except shapely.errors.GEOSException as error:
        raise DraftError("crosses_itself") from error


def snapped(draft: Draft, at: Point, metres: float, leave: Point | None = None) -> Point:
    """The nearest corner within ``metres``, else the nearest place on a border within it, else ``at`` itself.

    ``leave`` is the corner that is being moved: it does not hold itself.
    """
    place = on_grid(*at)
    if metres <= 0:
        return place
    reach = metres / 111_320 / max(float(np.cos(np.radians(at[1]))), 0.01)
    window = shapely.box(at[0] - reach, at[1] - reach, at[0] + reach, at[1] + reach)
    metric = LocalProjection.around(window)
    here = metric.to_metres(shapely.Point(at))
    shapes = [area.shape for area in draft.areas.values()]
    if draft.parent_shape is not None:
        shapes.append(draft.parent_shape)
    near = [shape for shape in shapes if shape.intersects(window)]
    corners = {on_grid(x, y) for shape in near for x, y in shapely.get_coordinates(shapely.clip_by_rect(
        shapely.multipoints(shapely.get_coordinates(shape)), *window.bounds)).tolist()} - {leave}
    best = min(((metric.to_metres(shapely.Point(corner)).distance(here), corner) for corner in corners), default=None)
    if best is not None and best[0] <= metres:
        return best[1]
    if leave is not None:
        return place  # a corner that is moved goes where the hand put it, unless another corner holds it
    best_edge: tuple[float, Point] | None = None
    for shape in near:
        border = shape.boundary
        point = border.interpolate(border.project(shapely.Point(at)))
        distance = metric.to_metres(point).distance(here)
        if distance <= metres and (best_edge is None or distance < best_edge[0]):
            best_edge = distance, on_grid(point.x, point.y)
    return best_edge[1] if best_edge else place


def corner_at(draft: Draft, at: Point, metres: float) -> Point | None:
    """The corner of an area within ``metres`` of a place."""
    found = snapped(draft, at, metres)
    window = shapely.Point(found).buffer(GRID * 100)
    held = any(found in points_of(area.outline) for area in draft.areas.values() if area.shape.intersects(window))
    return found if held else None


def area_at(draft: Draft, at: Point) -> str | None:
    """The key of the area in which a place lies."""
    place = shapely.Point(at)
    return next((area.key for area in draft.areas.values() if area.shape.intersects(place)), None)


def _move(draft: Draft, command: Command) -> Draft:
    start, end = on_grid(*command["from"]), on_grid(*command["to"])
    changed = [_replaced(area, start, end) for area in draft.areas.values() if start in points_of(area.outline)]
    if not changed:
        raise DraftError("no_corner")
    # The corner may have come to lie on a border, and corners may lie on the borders that came with it.
    return weave(draft.with_areas(changed), [end])


def _replaced(area: DraftArea, start: Point, end: Point | None) -> DraftArea:
    polygons = []
    for polygon in area.outline:
        rings = []
        for ring in polygon:
            kept: list[Point] = []
            for point in (end if point == start else point for point in ring[:-1]):
                if point is not None and (not kept or point != kept[-1]):
                    kept.append(point)
            while len(kept) > 1 and kept[0] == kept[-1]:
                kept.pop()
            if len(kept) < 3:
                raise DraftError("too_few_corners", area.code)
            rings.append((*kept, kept[0]))
        polygons.append(tuple(rings))
    return area.with_outline(tuple(polygons))


def _insert(draft: Draft, command: Command) -> Draft:
    woven = weave(draft, [on_grid(*command["at"])])
    if woven is draft:
        raise DraftError("no_border")
    return woven


def _remove(draft: Draft, command: Command) -> Draft:
    at = on_grid(*command["at"])
    changed = [_replaced(area, at, None) for area in draft.areas.values() if at in points_of(area.outline)]
    if not changed:
        raise DraftError("no_corner")
    return draft.with_areas(changed)


def _draw(draft: Draft, command: Command) -> Draft:
    ring = [on_grid(*point) for point in command["ring"]]
    if len(set(ring)) < 3:
        raise DraftError("too_few_corners")
    shape = shapely.Polygon(ring)
    if not shape.is_valid:
        raise DraftError("crosses_itself")
    if draft.parent_shape is not None:
        shape = shapely.intersection(shape, draft.parent_shape, grid_size=GRID)
    touched = [area for area in draft.areas.values() if area.shape.intersects(shape)]
    changed = []
    if command.get("carve"):
        for area in touched:
            rest = shapely.difference(area.shape, shape, grid_size=GRID)
            if rest.area == 0:
                raise DraftError("covers_whole", area.code)
            if area.shape.area - rest.area > 0:
                changed.append(area.with_outline(grid_outline(rest)))
    elif touched:
        taken = shapely.union_all([area.shape for area in touched], grid_size=GRID)
        shape = shapely.difference(shape, taken, grid_size=GRID)
    if shape.area == 0:
        raise DraftError("no_room")
    like = touched[0] if touched else next(iter(draft.areas.values()), None)
    (parent_code, parent_level), _ = next(iter(draft.parents.items()))
    outline = grid_outline(shape)
    code = next_code(draft, max((area.code for area in draft.areas.values()), default=f"{parent_code}000"))
    made = DraftArea(f"new {draft.serial + 1}", code, command.get("name") or code,
                     like.parent_code if like else parent_code, like.parent_level if like else parent_level, outline,
                     shape=shape_of(outline))
    return _woven(draft, draft.with_areas([*changed, made], serial=draft.serial + 1), [*changed, made])


def _split(draft: Draft, command: Command) -> Draft:
    points = [on_grid(*point) for point in command["line"]]
    if len(set(points)) < 2:
        raise DraftError("too_few_corners")
    line = shapely.LineString(points)
    keys = command.get("keys") or [area.key for area in draft.areas.values() if area.shape.crosses(line)]
    after, made, split_any = draft, [], False
    for key in keys:
        area = draft.area(key)
        pieces, rest = _pieces(area, line)
        if len(pieces) < 2:
            continue
        split_any = True
        pieces.sort(key=lambda piece: piece.area, reverse=True)
        largest = area.with_outline(grid_outline(shapely.multipolygons([pieces[0], *rest])))
        made.append(largest)
        after = after.with_areas([largest])
        for piece in pieces[1:]:
            code, outline = next_code(after, area.code), grid_outline(piece)
            part = replace(area, key=f"new {after.serial + 1}", code=code, name=f"{area.name}（{after.serial + 1}）",
                           stands=False, outline=outline, shape=shape_of(outline), cells=0, open_cases=0)
            made.append(part)
            after = after.with_areas([part], serial=after.serial + 1)
    if not split_any:
        raise DraftError("not_across")
    return _woven(draft, after, made)


def _pieces(area: DraftArea, line: Any) -> tuple[list[Any], list[Any]]:
    """The pieces into which the line cuts the area, and the parts that it does not cross."""
    pieces: list[Any] = []
    rest: list[Any] = []
    for part in shapely.get_parts(area.shape):
        drawn = shapely.union(part.boundary, line, grid_size=GRID)
        found = [one for one in shapely.get_parts(shapely.polygonize(shapely.get_parts(drawn)))
                 if part.contains(one.point_on_surface())]
        (pieces if len(found) > 1 else rest).extend(found if len(found) > 1 else [part])
    return pieces, rest


def _merge(draft: Draft, command: Command) -> Draft:
    keys: Sequence[str] = command["keys"]
    if len(set(keys)) < 2:
        raise DraftError("select_two")
    areas = [draft.area(key) for key in dict.fromkeys(keys)]
    shape = shapely.union_all([area.shape for area in areas], grid_size=GRID)
    if len(shapely.get_parts(shape)) > sum(len(area.outline) for area in areas) - len(areas) + 1:
        raise DraftError("not_neighbours")
    # What stands keeps its code and its past; of several the one that was chosen first.
    first = next((area for area in areas if area.stands), areas[0])
    merged = first.with_outline(grid_outline(shape))
    merged = replace(merged, cells=sum(area.cells for area in areas), open_cases=sum(area.open_cases for area in areas))
    after = draft.with_areas([merged], [area.key for area in areas if area is not first])
    return _woven(draft, after, [merged])


def _name(draft: Draft, command: Command) -> Draft:
    area = draft.area(command["key"])
    code, name = str(command.get("code", area.code)).strip(), str(command.get("name", area.name)).strip()
    if area.stands and code != area.code:
        raise DraftError("code_stays", area.code)
    if not code or not name or len(code) > 40 or len(name) > 200:
        raise DraftError("code_or_name", area.code)
    exclusive = bool(command.get("exclusive", area.exclusive))
    if exclusive and draft.level is not AreaLevel.DUTY_GRID:
        raise DraftError("not_exclusive", area.code)
    return draft.with_areas([replace(area, code=code, name=name, exclusive=exclusive)])


def _hang(draft: Draft, command: Command) -> Draft:
    code, level = str(command["parent"][0]), AreaLevel(command["parent"][1])
    if (code, level) not in draft.parents:
        raise DraftError("no_such_area", code)
    return draft.with_areas([replace(draft.area(key), parent_code=code, parent_level=level) for key in command["keys"]])


def _give(draft: Draft, command: Command) -> Draft:
    area = draft.area(command["to"])
    return _put(draft, area, shapely.union(area.shape, _shape(command["shape"]), grid_size=GRID))


def _take(draft: Draft, command: Command) -> Draft:
    area = draft.area(command["from"])
    return _put(draft, area, shapely.difference(area.shape, _shape(command["shape"]), grid_size=GRID))


def _put(draft: Draft, area: DraftArea, shape: Any) -> Draft:
    changed = area.with_outline(grid_outline(shape))
    return _woven(draft, draft.with_areas([changed]), [changed])


def _shape(polygons: Sequence[Sequence[Ring]]) -> Any:
    return shape_of(tuple(tuple(tuple(on_grid(x, y) for x, y in ring) for ring in polygon) for polygon in polygons))


def _woven(before: Draft, after: Draft, made: Sequence[DraftArea]) -> Draft:
    """New corners become corners of the neighbours' borders, and the neighbours' corners those of new borders."""
    box = shapely.box(*shapely.total_bounds([area.shape for area in made])).buffer(GRID * 10)
    around = {point for area in after.areas.values() if area.shape.intersects(box) for point in points_of(area.outline)}
    return weave(after, around)


_DOING: dict[str, Callable[[Draft, Command], Draft]] = {
    "move": _move, "insert": _insert, "remove": _remove, "draw": _draw, "split": _split, "merge": _merge,
    "name": _name, "hang": _hang, "give": _give, "take": _take,
}
