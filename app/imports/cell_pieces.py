"""The geometry of cutting, in metres: squares over one container, border slivers joined, who is whose neighbour."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely

GRAIN = 0.0001             # metres; every cut is rounded to it, so that neighbours share their corners exactly
SLIVER_SHARE = 0.1         # of a full cell: what is smaller joins its neighbour
SHARED_EDGE = 0.5          # metres of common border that make two cells neighbours


@dataclass(frozen=True, slots=True)
class Pieces:
    """The cells of one container: outlines, grid row (from the south) and column (from the west), size in m²."""

    shapes: Any                # array of geometries
    rows: Any                  # array of int
    columns: Any
    areas: Any
    full: Any                  # array of bool: an uncut square


def cut_container(container: Any, size: float) -> Pieces:
    """Squares of ``size`` metres aligned to the projection's grid, cut by ``container``; no piece is a sliver.

    Slivers under :data:`SLIVER_SHARE` join the piece with which they share the longest edge, islets the nearest piece.
    """
    pieces = _squares(container, size)
    roots = _sliver_roots(pieces, size * size * SLIVER_SHARE)
    if roots is None:
        return pieces
    order = np.argsort(roots, kind="stable")
    kept, starts = np.unique(roots[order], return_index=True)
    shapes = np.empty(len(kept), dtype=object)
    full = pieces.full[kept].copy()
    for number, group in enumerate(np.split(order, starts[1:])):
        if len(group) == 1:
            shapes[number] = pieces.shapes[group[0]]
        else:
            shapes[number] = shapely.union_all(pieces.shapes[group], grid_size=GRAIN)
            full[number] = False
    return Pieces(shapes, pieces.rows[kept], pieces.columns[kept], shapely.area(shapes), full)


def _squares(container: Any, size: float) -> Pieces:
    """Every part by itself: islands may lie a thousand kilometres apart, with no square between them."""
    cut = [_squares_of_part(part, size) for part in shapely.get_parts(container)]
    return Pieces(*(np.concatenate(columns) for columns in zip(*cut, strict=True)))


def _squares_of_part(part: Any, size: float) -> tuple[Any, Any, Any, Any, Any]:
    west, south, east, north = shapely.bounds(part)
    columns = np.arange(np.floor(west / size), np.ceil(east / size) + 1, dtype=int)
    rows = np.arange(np.floor(south / size), np.ceil(north / size) + 1, dtype=int)
    column, row = (grid.ravel() for grid in np.meshgrid(columns, rows))
    edges = [np.round(index * size, 3) for index in (column, row, column + 1, row + 1)]
    boxes = shapely.box(*edges)
    shapely.prepare(part)
    whole = shapely.covers(part, boxes)
    cut = ~whole & shapely.intersects(part, boxes)
    pieces, origin = shapely.get_parts(shapely.intersection(boxes[cut], part, grid_size=GRAIN), return_index=True)
    solid = (shapely.get_dimensions(pieces) == 2) & (shapely.area(pieces) > 0)
    pieces, origin = pieces[solid], np.flatnonzero(cut)[origin[solid]]
    shapes = np.concatenate([boxes[whole], pieces])
    index = np.concatenate([np.flatnonzero(whole), origin])
    full = np.zeros(len(shapes), dtype=bool)
    full[: int(whole.sum())] = True
    return shapes, row[index], column[index], shapely.area(shapes), full


def _sliver_roots(pieces: Pieces, least: float) -> Any:
    """For each piece the piece it belongs to after joining; None when nothing is to join."""
    slivers = np.flatnonzero(pieces.areas < least)
    if len(slivers) == 0 or len(pieces.shapes) == 1:
        return None
    roots = list(range(len(pieces.shapes)))
    weight = pieces.areas.copy()

    def root_of(piece: int) -> int:
        while roots[piece] != piece:
            piece = roots[piece]
        return piece

    def join(small: int, big: int) -> None:
        one, other = root_of(small), root_of(big)
        if one != other:
            if weight[one] > weight[other]:
                one, other = other, one
            roots[one] = other
            weight[other] += weight[one]

    tree = shapely.STRtree(pieces.shapes)
    near, beside = tree.query(pieces.shapes[slivers], predicate="intersects")
    near = slivers[near]
    shared = shapely.length(shapely.intersection(pieces.shapes[near], pieces.shapes[beside]))
    touching = (near != beside) & (shared > 0)
    best: dict[int, tuple[float, int]] = {}
    for small, big, length in zip(near[touching], beside[touching], shared[touching], strict=True):
        best[int(small)] = max(best.get(int(small), (0.0, -1)), (float(length), int(big)))
    for small in sorted(best, key=lambda piece: -pieces.areas[piece]):
        join(small, best[small][1])
    alone = [int(piece) for piece in slivers if weight[root_of(int(piece))] < least]
    stout = [piece for piece in range(len(roots)) if weight[root_of(piece)] >= least]
    if alone and stout:
        for small, big in zip(alone, shapely.STRtree(pieces.shapes[stout]).nearest(pieces.shapes[alone]), strict=True):
            join(small, stout[int(big)])
    elif alone:
        for small in alone[1:]:
            join(small, alone[0])
    return np.array([root_of(piece) for piece in range(len(roots))])


def neighbours_of(pieces: Pieces) -> list[list[int]]:
    """For each cell the cells with which it shares an edge."""
    found: list[list[int]] = [[] for _ in pieces.shapes]
    number = {
        (int(row), int(column)): int(cell)
        for cell, (row, column) in enumerate(zip(pieces.rows, pieces.columns, strict=True))
        if pieces.full[cell]
    }
    for (row, column), cell in number.items():
        for other in (number.get((row, column + 1)), number.get((row + 1, column))):
            if other is not None:
                found[cell].append(other)
                found[other].append(cell)
    irregular = np.flatnonzero(~pieces.full)
    if len(irregular):
        one, other = shapely.STRtree(pieces.shapes).query(pieces.shapes[irregular], predicate="intersects")
        one = irregular[one]
        pairs = (one != other) & (pieces.full[other] | (one < other))
        one, other = one[pairs], other[pairs]
        shared = shapely.length(shapely.intersection(pieces.shapes[one], pieces.shapes[other])) >= SHARED_EDGE
        for a, b in zip(one[shared].tolist(), other[shared].tolist(), strict=True):
            found[a].append(b)
            found[b].append(a)
    return found


def places_of(pieces: Pieces) -> list[tuple[float, float]]:
    """The middle of each cell."""
    middles = shapely.centroid(pieces.shapes)
    return list(zip(shapely.get_x(middles).tolist(), shapely.get_y(middles).tolist(), strict=True))


@dataclass(frozen=True, slots=True)
class Ground:
    """One container, cut: its cells, who is whose neighbour, and where their middles lie."""

    pieces: Pieces
    neighbours: list[list[int]]
    places: list[tuple[float, float]]

    @classmethod
    def of(cls, container: Any, size: float) -> Ground:
        """Cut ``container`` (metres) into cells of ``size`` metres."""
        pieces = cut_container(container, size)
        return cls(pieces, neighbours_of(pieces), places_of(pieces))

    def numbered(self, members: Sequence[int]) -> list[int]:
        """``members`` in the order of their serial numbers: rows from north to south, each from west to east (DB11)."""
        rows, columns, places = self.pieces.rows, self.pieces.columns, self.places
        return sorted(members, key=lambda cell: (-rows[cell], columns[cell], places[cell][0]))

    def united(self, members: Sequence[int]) -> Any:
        """The outline of several cells together."""
        return shapely.union_all(self.pieces.shapes[list(members)], grid_size=GRAIN)
