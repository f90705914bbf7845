"""Drafts of areas: shared borders never part, a split that is merged again is what it was, faults are found."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.grid_fault import FaultKind
from app.grids.commands import apply, area_at, corner_at, snapped
from app.grids.draft import Draft, DraftError, begin_draft, changes_of, element_of, next_code, points_of
from app.grids.faults import find_faults

W, S, STEP = 121.37, 28.58, 0.001


def box(west: float, south: float, east: float, north: float) -> dict[str, Any]:
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def told(side: int = 3, level: str = "grid_cell") -> dict[str, Any]:
    """What the server says of side × side squares."""
    areas = [{"code": f"9999{row * side + column + 1:03}", "name": f"格{row * side + column + 1}", "parent_code": "Z01",
              "parent_level": "duty_grid" if level == "grid_cell" else "community", "exclusive": False,
              "provisional": True, "cells": 4, "open_cases": 1,
              "outline": box(W + column * STEP, S + row * STEP, W + (column + 1) * STEP, S + (row + 1) * STEP)}
             for row in range(side) for column in range(side)]
    parents = [{"code": "Z01", "level": areas[0]["parent_level"], "name": "责任网格01"}]
    return {"level": level, "parent": {"outline": box(W, S, W + side * STEP, S + side * STEP)}, "areas": areas,
            "used": [one["code"] for one in areas], "parents": parents}


@pytest.fixture
def draft() -> Draft:
    return begin_draft(told())


def grave(base: Draft, draft: Draft) -> set[FaultKind]:
    return {fault.kind for fault in find_faults(base, draft) if fault.grave}


share = st.floats(0.05, 0.95)


@settings(max_examples=80, deadline=None)
@given(low=share, high=share)
def test_that_a_split_that_is_merged_again_is_what_it_was(low, high):
    draft = begin_draft(told())
    line = [[W + STEP * (1 + low), S + STEP * 0.9], [W + STEP * (1 + high), S + STEP * 2.1]]
    after = apply(draft, {"do": "split", "line": line, "keys": ["9999005"]})
    assert len(after.areas) == 10
    assert grave(draft, after) == set()
    new = next(key for key in after.areas if key not in draft.areas)
    again = apply(after, {"do": "merge", "keys": ["9999005", new]})
    assert not changes_of(draft, again)


@settings(max_examples=80, deadline=None)
@given(moves=st.lists(st.tuples(st.integers(1, 2), st.integers(1, 2), share, share), min_size=1, max_size=5),
       line=st.lists(st.tuples(share, share), min_size=2, max_size=4, unique=True))
def test_that_shared_borders_never_part(moves, line):
    base = draft = begin_draft(told())
    where = {(x, y): (W + x * STEP, S + y * STEP) for x in (1, 2) for y in (1, 2)}
    where = {at: next(p for area in base.areas.values() for p in points_of(area.outline)
                      if abs(p[0] - x) + abs(p[1] - y) < 1e-8) for at, (x, y) in where.items()}
    for x, y, dx, dy in moves:
        to = (W + STEP * (x + (dx - 0.5) * 0.6), S + STEP * (y + (dy - 0.5) * 0.6))
        draft = apply(draft, {"do": "move", "from": where[x, y], "to": to})
        where[x, y] = (round(to[0], 9), round(to[1], 9))
    with suppress(DraftError):
        draft = apply(draft, {"do": "split", "line": [[W + x * 3 * STEP, S + y * 3 * STEP] for x, y in line]})
    union = shapely.union_all([area.shape for area in draft.areas.values()], grid_size=1e-9)
    assert shapely.symmetric_difference(union, base.parent_shape).area < 1e-12
    assert sum(area.shape.area for area in draft.areas.values()) == pytest.approx(base.parent_shape.area, rel=1e-6)
    assert grave(base, draft) == set()


def test_that_a_moved_corner_moves_all_four_neighbours(draft):
    after = apply(draft, {"do": "move", "from": (W + STEP, S + STEP), "to": (W + 1.2 * STEP, S + 1.1 * STEP)})
    assert {area.code for area in changes_of(draft, after).changed} == {"9999001", "9999002", "9999004", "9999005"}


def test_that_an_inserted_corner_is_in_both_neighbours_and_changes_nothing(draft):
    at = (W + STEP, S + 0.5 * STEP)
    after = apply(draft, {"do": "insert", "at": at})
    assert sum((round(at[0], 9), round(at[1], 9)) in points_of(area.outline) for area in after.areas.values()) == 2
    assert not changes_of(draft, after)
    with pytest.raises(DraftError):
        apply(draft, {"do": "insert", "at": (W + 0.5 * STEP, S + 0.5 * STEP)})


def test_that_drawing_fills_what_is_free_or_carves_it_out(draft):
    hole = [[W + 0.2 * STEP, S + 0.2 * STEP], [W + 1.5 * STEP, S + 0.2 * STEP], [W + 1.5 * STEP, S + 0.8 * STEP]]
    with pytest.raises(DraftError) as caught:
        apply(draft, {"do": "draw", "ring": hole})
    assert caught.value.why == "no_room"
    carved = apply(draft, {"do": "draw", "ring": hole, "carve": True, "name": "市场"})
    assert grave(draft, carved) == set()
    assert [area.name for area in changes_of(draft, carved).added] == ["市场"]
    less = draft.with_areas([], ["9999005"])
    ring = [[W + 0.5 * STEP, S + 0.5 * STEP], [W + 2.5 * STEP, S + 0.5 * STEP], [W + 2.5 * STEP, S + 2.5 * STEP],
            [W + 0.5 * STEP, S + 2.5 * STEP]]
    filled = apply(less, {"do": "draw", "ring": ring})
    assert filled.areas["new 1"].shape.area == pytest.approx(STEP**2, rel=1e-6)
    assert filled.areas["new 1"].code == "9999010"


def test_that_what_is_torn_is_found_and_mended(draft):
    gone = draft.with_areas([], ["9999005"])
    gap = find_faults(draft, gone)[0]
    assert (gap.kind, gap.grave) == (FaultKind.GAP, True)
    assert gap.m2 == pytest.approx(10_900, rel=0.02)
    mended = apply(gone, gap.mend)
    assert grave(draft, mended) == set()
    out = apply(draft, {"do": "move", "from": (W, S), "to": (W - STEP, S)})
    fault = next(one for one in find_faults(draft, out) if one.kind is FaultKind.OUTSIDE)
    assert grave(draft, apply(out, fault.mend)) == set()
    over = draft.with_areas([draft.areas["9999005"].with_outline(draft.areas["9999004"].outline)])
    assert {FaultKind.OVERLAP, FaultKind.GAP} <= grave(draft, over)
    crossed = apply(draft, {"do": "move", "from": (W, S), "to": (W + 1.5 * STEP, S + 0.5 * STEP)})
    assert FaultKind.CROSSING in grave(draft, crossed)


def test_that_islands_and_slivers_are_told_but_not_grave(draft):
    line = [[W + 0.001 * STEP, S - STEP], [W + 0.001 * STEP, S + 5 * STEP]]
    after = apply(draft, {"do": "split", "line": line})
    slivers = [fault for fault in find_faults(draft, after) if fault.kind is FaultKind.SLIVER]
    assert len(slivers) == 3
    assert not any(fault.grave for fault in slivers)
    assert len(apply(after, slivers[0].mend).areas) == 11


@pytest.mark.parametrize(("command", "why"), [
    ({"do": "merge", "keys": ["9999001"]}, "select_two"),
    ({"do": "merge", "keys": ["9999001", "9999009"]}, "not_neighbours"),
    ({"do": "split", "line": [[W + 0.2 * STEP, S + 0.2 * STEP], [W + 0.4 * STEP, S + 0.4 * STEP]]}, "not_across"),
    ({"do": "name", "key": "9999001", "code": "X"}, "code_stays"),
    ({"do": "name", "key": "9999001", "name": " "}, "code_or_name"),
    ({"do": "name", "key": "9999001", "exclusive": True}, "not_exclusive"),
    ({"do": "name", "key": "nobody"}, "no_such_area"),
    ({"do": "hang", "keys": ["9999001"], "parent": ["Z99", "duty_grid"]}, "no_such_area"),
    ({"do": "move", "from": (0, 0), "to": (1, 1)}, "no_corner"),
    ({"do": "draw", "ring": [[W, S], [W + STEP, S + STEP], [W + STEP, S], [W, S + STEP]]}, "crosses_itself"),
    ({"do": "draw", "ring": [[W, S], [W, S]]}, "too_few_corners"),
])
def test_that_what_cannot_be_done_is_refused(draft, command, why):
    with pytest.raises(DraftError) as caught:
        apply(draft, command)
    assert caught.value.why == why


def test_that_the_hand_is_held_by_corners_and_borders_nearby(draft):
    corner = (round(W + STEP, 9), round(S + STEP, 9))
    assert snapped(draft, (W + STEP + 2e-5, S + STEP), 5) == corner
    assert snapped(draft, (W + STEP + 2e-5, S + 0.5 * STEP), 5)[0] == pytest.approx(W + STEP, abs=1e-8)
    assert snapped(draft, (W + STEP + 2e-5, S + STEP), 0) != corner
    assert corner_at(draft, (W + STEP + 2e-5, S + STEP), 5) == corner
    assert corner_at(draft, (W + 0.5 * STEP, S + 0.5 * STEP), 5) is None
    assert area_at(draft, (W + 1.5 * STEP, S + 1.5 * STEP)) == "9999005"
    assert area_at(draft, (0, 0)) is None


def test_that_codes_are_counted_on_past_those_that_ever_were(draft):
    assert next_code(draft, "9999001") == "9999010"
    assert next_code(Draft(draft.level, draft.areas, used_codes=frozenset({"9999998"})), "9999001") == "9999999"
    assert next_code(Draft(draft.level, {}), "A-7") == "A-1"


def test_that_an_element_says_what_the_database_needs(draft):
    element = element_of(draft.areas["9999001"])
    assert element["outline"]["type"] == "Polygon"
    assert element["area_m2"] == pytest.approx(10_900, rel=0.02)
