"""A plan in the database: whole, findable, replaced by the next cut, undone by a cancel."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely
from sqlalchemy import text

from app.database.areas import AreaDraft, area_outlines, areas, find_area, locate, put_areas, rings_of
from app.domain.area import Area, AreaLevel
from app.domain.failures import Refusal
from app.imports.area_file import AreaFileOptions, read_area_file
from app.imports.cell_store import plan_district, store_plan
from app.imports.problems import Cancelled
from app.imports.projection import shape_of
from tests.database.clone import Clone
from tests.database.desk import report
from tests.imports.made_files import box_ring, feature, write_geojson

# About 1 km², clear of the tiny district of the template.
OUTLINE = box_ring(121.50, 28.50, 0.0102, 0.009)


def district(database: Clone, tmp_path: Path, code: str = "331099") -> Area:
    """A district that has an outline and nothing inside."""
    path = write_geojson(tmp_path / "d.geojson", feature("新区", [OUTLINE], code=code))
    file = read_area_file(path, AreaFileOptions())
    with database.engine("administrator").begin() as connection:
        put_areas(connection, file.drafts)
        found = find_area(connection, AreaLevel.DISTRICT, "新区")
        assert found is not None
        return found


def cut(database: Clone, area: Area, size: float = 100.0) -> tuple[Any, Any, int]:
    with database.engine("administrator").begin() as connection:
        plan = plan_district(connection, area, size=size)
        return (plan, *store_plan(connection, plan, area))


def current(database: Clone, level: AreaLevel) -> list[Area]:
    with database.engine("taker").connect() as connection:
        return [area for area in areas(connection, level) if area.code.startswith("331099")]


def test_that_every_stored_cell_is_found_where_it_lies(database: Clone, tmp_path: Path) -> None:
    area = district(database, tmp_path)
    plan, stored, ended = cut(database, area)
    assert (stored.added, ended) == (len(plan.areas()), 0)
    assert len(current(database, AreaLevel.GRID_CELL)) == len(plan.cells) > 90
    with database.engine("taker").connect() as connection:
        for cell in plan.cells[::7]:
            found = locate(connection, *cell.centre)
            assert found.cell_code == cell.code
            assert found.district == "新区"
            assert found.duty_grid.startswith("社区")
            assert found.area_path.count(".") == 4


def test_that_random_points_lie_where_shapely_says(database: Clone, tmp_path: Path) -> None:
    area = district(database, tmp_path)
    plan, *_ = cut(database, area, size=40.0)
    random = np.random.default_rng(11)
    points = np.column_stack([random.uniform(121.499, 121.512, 2_000), random.uniform(28.499, 28.510, 2_000)])
    tree = shapely.STRtree([cell.shape for cell in plan.cells])
    point, cell = tree.query(shapely.points(points), predicate="intersects")
    expected = {int(p): plan.cells[int(c)].code for p, c in zip(point, cell, strict=True)}
    with database.owner.connect() as connection:
        rows = connection.execute(
            text("select p.no - 1 as no, a.code"
                 " from unnest(cast(:xs as float8[]), cast(:ys as float8[])) with ordinality p(x, y, no)"
                 " left join gridroom.area a on a.area_id = gridroom.locate_cell(point(p.x, p.y))"),
            {"xs": points[:, 0].tolist(), "ys": points[:, 1].tolist()}).all()
    differ = [row.no for row in rows if row.code != expected.get(row.no)]
    edges = shapely.union_all([cell.shape.boundary for cell in plan.cells])
    # The database counts a tenth of a metre beside an edge as on it.
    assert all(edges.distance(shapely.Point(points[number])) < 2e-6 for number in differ)
    assert len(differ) < 40
    assert sum(row.code is not None for row in rows) > 1_000


def test_that_the_same_cut_again_changes_nothing(database: Clone, tmp_path: Path) -> None:
    area = district(database, tmp_path)
    plan, *_ = cut(database, area)
    _, stored, ended = cut(database, area)
    assert (stored.added, stored.changed, stored.unchanged, ended) == (0, 0, len(plan.areas()), 0)


def test_that_another_size_replaces_the_first_cut(database: Clone, tmp_path: Path) -> None:
    area = district(database, tmp_path)
    first, *_ = cut(database, area, size=50.0)
    second, _, ended = cut(database, area, size=150.0)
    assert len(first.cells) > len(second.cells)
    assert ended > 0
    codes = {cell.code for cell in second.cells}
    assert {cell.code for cell in current(database, AreaLevel.GRID_CELL)} == codes
    with database.engine("taker").connect() as connection:
        outlines = dict(area_outlines(connection, AreaLevel.GRID_CELL))
    mine = [shape_of(outlines[cell.area_id]) for cell in current(database, AreaLevel.GRID_CELL)]
    assert shapely.union_all(mine).area == pytest.approx(shapely.Polygon(OUTLINE).area, rel=1e-6)
    assert len(current(database, AreaLevel.DUTY_GRID)) == len(second.duty_grids)


def test_that_a_case_filed_today_keeps_today_from_being_cut_anew(database: Clone, tmp_path: Path) -> None:
    area = district(database, tmp_path)
    cut(database, area)
    report(database, position=(121.505, 28.505))
    before = current(database, AreaLevel.GRID_CELL)
    with pytest.raises(Refusal) as caught:
        cut(database, area, size=140.0)
    assert (caught.value.code, caught.value.detail["why"]) == ("GR020", "cases_filed_since")
    assert current(database, AreaLevel.GRID_CELL) == before


def test_that_a_later_cut_leaves_old_cases_in_their_old_cells(database: Clone, tmp_path: Path) -> None:
    area = district(database, tmp_path)
    with database.engine("administrator").begin() as connection:
        store_plan(connection, plan_district(connection, area), area, date(2024, 3, 1))
    answer = report(database, position=(121.505, 28.505))
    with database.engine("taker").connect() as connection:
        before = locate(connection, 121.505, 28.505)
    cut(database, area, size=140.0)
    with database.owner.connect() as connection:
        case = connection.execute(
            text("select c.cell_id, a.valid_to, o.outline from gridroom.case_file c"
                 " join gridroom.area a on a.area_id = c.cell_id join gridroom.area_outline o on o.area_id = a.area_id"
                 " where c.case_id = :id"), {"id": answer.case_id}).one()
    assert case.cell_id == before.cell_id
    assert case.valid_to is not None, "the version has ended, and its outline is still there"
    assert shape_of(rings_of(case.outline)).covers(shapely.Point(121.505, 28.505))
    with database.engine("taker").connect() as connection:
        now = locate(connection, 121.505, 28.505)
    assert now.cell_id not in (None, before.cell_id)


def test_that_a_cancelled_store_leaves_nothing(database: Clone, tmp_path: Path) -> None:
    area = district(database, tmp_path)

    def stop(done: int, total: int, words: str) -> None:
        if words == "storing" and done > 0:
            raise Cancelled("enough")

    with pytest.raises(Cancelled), database.engine("administrator").begin() as connection:
        store_plan(connection, plan_district(connection, area), area, progress=stop)
    assert current(database, AreaLevel.GRID_CELL) == []
    assert current(database, AreaLevel.STREET) == []


def test_that_drawn_streets_and_communities_are_cut_inside(database: Clone, tmp_path: Path) -> None:
    area = district(database, tmp_path)
    west = {"type": "Polygon", "coordinates": [box_ring(121.50, 28.50, 0.005, 0.009)]}
    corner = {"type": "Polygon", "coordinates": [box_ring(121.50, 28.50, 0.005, 0.0047)]}
    with database.engine("administrator").begin() as connection:
        place = (121.502, 28.502)
        put_areas(connection, [
            AreaDraft(AreaLevel.STREET, "331099001", "西街道", west, place, 5e5, "331099"),
            AreaDraft(AreaLevel.COMMUNITY, "331099001005", "南社区", corner, place, 2.5e5, "331099001"),
        ])
    plan, *_ = cut(database, area)
    assert [street.code for street in plan.streets] == ["331099901"]
    assert {area.code for area in plan.communities} == {"331099001701", "331099901001"}
    with database.engine("taker").connect() as connection:
        found = locate(connection, 121.503, 28.5031)
        assert (found.cell_code[:12], found.community, found.street) == ("331099001005", "南社区", "西街道")
        assert locate(connection, 121.503, 28.508).cell_code.startswith("331099001701")
        assert locate(connection, 121.508, 28.505).cell_code.startswith("331099901001")
    _, stored, ended = cut(database, area)
    assert (stored.added, stored.changed, ended) == (0, 0, 0)
