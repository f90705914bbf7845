"""Grouping neighbours: a set of cells becomes groups of about the same size, each in one piece where that is possible.

Used three times: cells into provisional streets and communities, and into the duty grids (责任网格) that one grid
worker walks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import hypot

Place = tuple[float, float]


@dataclass(frozen=True, slots=True)
class GroupSize:
    """How many cells a group is to have; fewer than ``least`` only where nothing else is near."""

    target: int
    least: int
    most: int


def connected_groups(
    members: Sequence[int], neighbours: Sequence[Sequence[int]], places: Sequence[Place], size: GroupSize
) -> list[list[int]]:
    """Split ``members`` into connected groups of at most ``size.most``; pieces apart by water stay apart if big enough.

    ``neighbours[i]`` are the cells that share an edge with cell i, ``places[i]`` its middle in metres.
    """
    groups: list[list[int]] = []
    waiting = _components(members, neighbours)
    while waiting:
        group = waiting.pop()
        parts = max(1, round(len(group) / size.target))
        if len(group) > size.most:
            parts = max(2, parts)
        if parts == 1:
            groups.append(group)
        else:
            waiting.extend(_halves(group, neighbours, places, parts))
    return _joined(groups, neighbours, places, size)


def _components(members: Sequence[int], neighbours: Sequence[Sequence[int]]) -> list[list[int]]:
    """The connected pieces of ``members``, the biggest first."""
    unseen = set(members)
    pieces = []
    for start in members:
        if start not in unseen:
            continue
        unseen.discard(start)
        piece = [start]
        for cell in piece:  # grows while it is walked
            for other in neighbours[cell]:
                if other in unseen:
                    unseen.discard(other)
                    piece.append(other)
        pieces.append(piece)
    return sorted(pieces, key=len, reverse=True)


def _halves(
    group: list[int], neighbours: Sequence[Sequence[int]], places: Sequence[Place], parts: int
) -> tuple[list[int], list[int]]:
    """Cut a connected group across its longer side, in proportion to the number of parts to come.

    Both halves are connected: what a cut leaves loose on one side hangs on the other, for the whole was connected.
    """
    xs = [places[cell][0] for cell in group]
    ys = [places[cell][1] for cell in group]
    axis = 0 if max(xs) - min(xs) >= max(ys) - min(ys) else 1
    ordered = sorted(group, key=lambda cell: (places[cell][axis], places[cell][1 - axis], cell))
    cut = max(1, len(group) * (parts // 2) // parts)
    one, *loose = _components(ordered[:cut], neighbours)
    other, *back = _components([*ordered[cut:], *(cell for piece in loose for cell in piece)], neighbours)
    return [*one, *(cell for piece in back for cell in piece)], other


def _joined(
    groups: list[list[int]], neighbours: Sequence[Sequence[int]], places: Sequence[Place], size: GroupSize
) -> list[list[int]]:
    """Small groups join a neighbour, else the nearest group, as long as that does not grow too big."""
    group_of = {cell: number for number, group in enumerate(groups) for cell in group}
    middles = [_middle(group, places) for group in groups]
    for number in sorted(range(len(groups)), key=lambda n: (len(groups[n]), n)):
        small = groups[number]
        if not small or len(small) >= size.least:
            continue
        beside = {group_of[other] for cell in small for other in neighbours[cell] if other in group_of} - {number}
        room = [n for n in beside if len(groups[n]) + len(small) <= size.most]
        if not room and not beside:
            room = [
                n for n, group in enumerate(groups) if group and n != number and len(group) + len(small) <= size.most
            ]
        if not room:
            continue
        here = middles[number]
        best = min(room, key=lambda n: (hypot(middles[n][0] - here[0], middles[n][1] - here[1]), n))
        groups[best].extend(small)
        groups[number] = []
        group_of.update((cell, best) for cell in small)
        middles[best] = _middle(groups[best], places)
    return [group for group in groups if group]


def _middle(group: Sequence[int], places: Sequence[Place]) -> Place:
    return sum(places[c][0] for c in group) / len(group), sum(places[c][1] for c in group) / len(group)
