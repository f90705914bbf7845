"""Cutting a district: nothing is lost, nothing lies twice, codes are unique, whatever the outline looks like."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from itertools import pairwise
from math import cos, pi, sin
from pathlib import Path

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import Polygon

from app.domain.area import AreaLevel
from app.imports.area_file import AreaFileOptions, read_area_file
from app.imports.cell_pieces import SLIVER_SHARE
from app.imports.grid_cells import DUTY_GRID_CELLS, CellPlan, DrawnArea, cut_cells
from app.imports.problems import Cancelled, ImportRefused
from app.imports.projection import LocalProjection, outline_of

METRE = 1 / 111_320  # of latitude, in degrees; near enough to draw with
LONGITUDE, LATITUDE = 121.37, 28.58


def blob(radii: list[float], east: float = 0.0, north: float = 0.0) -> Polygon:
    """A star-shaped outline around a place ``east``, ``north`` metres from the middle; radii in metres."""
    step = 2 * pi / len(radii)
    return Polygon([
        (LONGITUDE + (east + radius * cos(step * k)) * METRE / cos(LATITUDE * pi / 180),
         LATITUDE + (north + radius * sin(step * k)) * METRE) for k, radius in enumerate(radii)])


def box(west: float, south: float, east: float, north: float) -> Polygon:
    """A box in metres around the middle."""
    scale = METRE / cos(LATITUDE * pi / 180)
    return shapely.box(LONGITUDE + west * scale, LATITUDE + south * METRE, LONGITUDE + east * scale,
                       LATITUDE + north * METRE)


def check_whole(plan: CellPlan, district: Polygon, drawn: tuple[DrawnArea, ...] = ()) -> None:
    """What must hold for every plan."""
    projection = LocalProjection.around(district)
    cells = projection.to_metres(np.array([cell.shape for cell in plan.cells], dtype=object))
    assert shapely.is_valid(cells).all()
    whole = projection.to_metres(shapely.segmentize(district, 0.002))
    # A part in a million, or a tenth of a millimetre along the border of what is smaller than a village.
    allowed = max(1e-6 * whole.area, 1e-4 * whole.length)
    assert plan.cover_error * whole.area < allowed
    assert abs(shapely.area(cells).sum() - whole.area) < allowed, "nothing lost, nothing twice"
    together = shapely.union_all(cells, grid_size=0.0001)
    assert together.symmetric_difference(whole).area < 5 * allowed
    tree = shapely.STRtree(cells)
    one, other = tree.query(cells, predicate="intersects")
    pairs = one < other
    overlap = shapely.area(shapely.intersection(cells[one[pairs]], cells[other[pairs]]))
    assert overlap.max(initial=0) < 0.5, "square metres: neighbours only touch"
    codes = Counter((area.level, area.code) for area in plan.areas())
    assert set(codes.values()) == {1}
    check_tree(plan, drawn)


def check_tree(plan: CellPlan, drawn: tuple[DrawnArea, ...]) -> None:
    """Each cell in its duty grid, each duty grid in its community; all named, numbered and of a fair size."""
    of_code = {(area.level, area.code): area for area in plan.areas()}
    outlines = {area.code: shapely.multipolygons([Polygon(p[0], p[1:]) for p in area.outline]) for area in drawn}
    cells_in: defaultdict[str, list[str]] = defaultdict(list)
    for cell in plan.cells:
        duty_grid = of_code[AreaLevel.DUTY_GRID, cell.parent_code]
        community = duty_grid.parent_code
        around = outlines.get(community) or of_code[AreaLevel.COMMUNITY, community].shape
        assert cell.shape.difference(around).area < 1e-4 * cell.shape.area, "a cell lies in its community"
        assert cell.shape.difference(duty_grid.shape).area < 1e-4 * cell.shape.area
        assert cell.code.startswith(plan.district_code)
        assert len(cell.code) == 15
        assert shapely.contains_xy(cell.shape, *cell.centre)
        cells_in[duty_grid.code].append(cell.code)
    assert max(map(len, cells_in.values())) <= DUTY_GRID_CELLS.most
    assert set(cells_in) == {duty_grid.code for duty_grid in plan.duty_grids}
    for level, upper in ((AreaLevel.COMMUNITY, AreaLevel.STREET),):
        for area in plan.communities:
            if (upper, area.parent_code) in of_code:
                assert area.shape.difference(of_code[upper, area.parent_code].shape).area < 1e-4 * area.shape.area
            assert (level, area.code) in of_code


@settings(max_examples=30, deadline=None)
@given(radii=st.lists(st.floats(60, 900), min_size=3, max_size=14), size=st.sampled_from([60.0, 100.0, 137.5]),
       hole=st.floats(0, 0.9), island=st.floats(5, 200))
def test_that_any_outline_is_cut_without_loss(radii: list[float], size: float, hole: float, island: float) -> None:
    outer = blob(radii)
    district = outer.difference(blob([hole * min(radii)] * 5)) if hole > 0.05 else outer
    district = district.union(blob([island] * 6, east=1_500, north=300))
    check_whole(cut_cells(outline_of(district), "331004", size=size), district)


@settings(max_examples=15, deadline=None)
@given(cuts=st.lists(st.floats(-700, 700), min_size=1, max_size=4, unique=True), tilt=st.floats(-200, 200))
def test_that_drawn_communities_keep_their_borders(cuts: list[float], tilt: float) -> None:
    district = box(-800, -400, 800, 400)
    edges = [-900.0, *sorted(cuts), 900.0]
    drawn = []
    for number, (west, east) in enumerate(pairwise(edges), 1):
        strip = box(west, -500, east, 500)
        if west > -900 and east < 900:
            moved = box(west + tilt, -500, east + tilt, 500)
            strip = Polygon([*strip.exterior.coords[:2], *moved.exterior.coords[2:4]])
        part = strip.intersection(district)
        if part.area > 0 and part.geom_type == "Polygon":
            drawn.append(DrawnArea(f"{number:03}", f"第{number}社区", outline_of(part), "001"))
    street = DrawnArea("001", "一号街道", outline_of(district))
    plan = cut_cells(outline_of(district), "331004", streets=[street], communities=drawn)
    # Tilted strips overlap or leave gaps: the first drawn wins, the rest of the street gets provisional communities.
    assert plan.cover_error < 1e-6
    assert not plan.streets
    assert {len(cell.code) for cell in plan.cells} == {15}
    assert len({cell.code for cell in plan.cells}) == len(plan.cells)
    for cell in plan.cells:
        assert cell.code.startswith("331004001")


def test_that_cells_are_numbered_from_west_to_east_and_north_to_south() -> None:
    plan = cut_cells(outline_of(box(-350, -250, 350, 250)), "331004")
    middles = [(cell.code, *cell.centre) for cell in plan.cells]
    assert [code for code, _, _ in middles] == [f"331004901001{number:03}" for number in range(1, len(middles) + 1)]
    assert middles[0][2] > middles[-1][2], "the first is the northernmost"
    for (_, x, y), (_, next_x, next_y) in pairwise(middles):
        assert next_x > x or next_y < y - 20 * METRE


def test_that_slivers_join_their_neighbours() -> None:
    plan = cut_cells(outline_of(blob([777.0] * 31)), "331004")
    assert min(cell.area_m2 for cell in plan.cells) >= SLIVER_SHARE * 10_000
    assert max(cell.area_m2 for cell in plan.cells) < 15_000
    full = sum(abs(cell.area_m2 - 10_000) < 1 for cell in plan.cells)
    assert full / len(plan.cells) > 0.6


def test_that_an_islet_joins_the_nearest_cell_and_a_lone_islet_is_one_cell() -> None:
    plan = cut_cells(outline_of(box(0, 0, 300, 300).union(box(350, 100, 360, 110))), "331004")
    assert any(cell.shape.geom_type == "MultiPolygon" for cell in plan.cells)
    lone = cut_cells(outline_of(box(3, 3, 9, 9)), "331004")
    assert [round(cell.area_m2) for cell in lone.cells] == [36]


def test_that_islands_far_apart_are_cut_without_the_sea_between() -> None:
    far = shapely.box(112.0, 16.8, 112.005, 16.805)  # 1,600 km away: 200 million squares lie between
    plan = cut_cells(outline_of(box(0, 0, 500, 500).union(far)), "331004")
    assert 40 < len(plan.cells) < 120
    assert plan.cover_error < 1e-6


def test_that_a_district_without_an_outline_is_told() -> None:
    with pytest.raises(ImportRefused, match="has no outline"):
        cut_cells((), "331004")


def test_that_duty_grids_are_in_one_piece_wherever_the_ground_is() -> None:
    plan = cut_cells(outline_of(blob([2_500.0, 900.0] * 7)), "331004")
    apart = [grid.code for grid in plan.duty_grids if grid.shape.geom_type != "Polygon"]
    assert apart == []
    sizes = Counter(cell.parent_code for cell in plan.cells)
    assert max(sizes.values()) <= 25
    assert min(sizes.values()) >= 9


def test_that_the_same_outline_gives_the_same_plan() -> None:
    outline = outline_of(blob([900.0, 500.0, 700.0, 300.0]))
    first, second = ([(cell.code, cell.shape.wkb) for cell in cut_cells(outline, "331004").cells] for _ in range(2))
    assert first == second


def test_that_a_full_code_of_a_drawn_community_is_kept_and_a_large_one_gets_longer_serials() -> None:
    district = box(0, 0, 3_300, 3_300)
    drawn = DrawnArea("331004001007", "大社区", outline_of(district), "331004001")
    street = DrawnArea("331004001", "一号街道", outline_of(district))
    plan = cut_cells(outline_of(district), "331004", streets=[street], communities=[drawn])
    assert len(plan.cells) > 999
    assert {cell.code[:12] for cell in plan.cells} == {"331004001007"}
    assert {len(cell.code) for cell in plan.cells} == {16}
    assert "4 digits" in plan.notes[0]


def test_that_provisional_numbers_stay_clear_of_drawn_ones() -> None:
    district = box(0, 0, 1_000, 500)
    street = DrawnArea("331004701", "街道", outline_of(box(0, 0, 500, 500)))
    plan = cut_cells(outline_of(district), "331004", streets=[street], communities=[])
    assert {area.code for area in plan.streets} == {"331004901"}
    assert {area.code for area in plan.communities} == {"331004701701", "331004901001"}


@pytest.mark.parametrize(("code", "size", "words"), [
    ("33100", 100.0, "6 digits"), ("路桥", 100.0, "6 digits"), ("331004", 1.0, "10 to 5000 metres"),
    ("331004", float("nan"), "10 to 5000 metres"), ("331004", 9_999.0, "10 to 5000 metres"),
])
def test_that_impossible_wishes_are_refused(code: str, size: float, words: str) -> None:
    with pytest.raises(ImportRefused, match=words):
        cut_cells(outline_of(box(0, 0, 100, 100)), code, size=size)


def test_that_too_many_cells_are_counted_before_they_are_made() -> None:
    with pytest.raises(ImportRefused, match="more than 1,000,000"):
        cut_cells(outline_of(shapely.box(100, 30, 102, 32)), "331004")


def test_that_progress_can_stop_the_work() -> None:
    def stop(done: int, total: int, words: str) -> None:
        raise Cancelled("enough")

    with pytest.raises(Cancelled):
        cut_cells(outline_of(box(0, 0, 300, 300)), "331004", progress=stop)


def test_that_the_real_district_is_cut_whole(real_data: Path) -> None:
    file = read_area_file(real_data / "taizhou_districts.geojson",
                          AreaFileOptions(codes={"路桥区": "331004"}, only=frozenset({"路桥区"})))
    district = shapely.from_geojson(json.dumps(file.drafts[0].outline))
    plan = cut_cells(outline_of(district), "331004")
    assert 30_000 < len(plan.cells) < 40_000
    check_whole(plan, district)
