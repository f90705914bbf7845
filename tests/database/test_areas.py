"""Where a point lies, and how outlines come in, in versions."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from typing import Any

import psycopg2
import pytest
from sqlalchemy import text

from app.database.areas import (
    AreaDraft,
    AreasPut,
    area_outline,
    areas,
    areas_below,
    cell_outlines_near,
    close_areas,
    find_area,
    locate,
    made_below,
    put_areas,
)
from app.database.case_detail import read_case
from app.domain.area import AreaLevel, Located
from app.domain.failures import Refusal
from app.domain.redraw import Acceptance
from tests.database.clone import Clone
from tests.database.desk import report

INSIDE = (121.3715, 28.5815)        # the middle cell, …005
DAY_ONE = date(2024, 3, 1)
DAY_TWO = date(2025, 7, 1)


def square(west: float, south: float, width: float, height: float | None = None) -> list[list[float]]:
    """A closed ring."""
    north, east = south + (height or width), west + width
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def draft(level: AreaLevel, code: str, *rings: list[list[float]], parent: str = "", **values: Any) -> AreaDraft:
    """An area with one polygon."""
    west, south = rings[0][0]
    centre = (west + 0.00001, south + 0.00001)
    return AreaDraft(level, code, values.pop("name", f"区域{code}"), {"type": "Polygon", "coordinates": list(rings)},
                     centre, 10_000.0, parent, **values)


ANYWHERE = Acceptance("试验用图形, 不论邻界", dict.fromkeys(("gap", "outside", "below", "overlap"), 1000000000000.0))


def put(database: Clone, *drafts: AreaDraft, day: date | None = None, login: str = "administrator") -> AreasPut:
    """These tests lay outlines where it suits them; what may lie where: test_outline_faults.py."""
    with database.engine(login).begin() as connection:
        return put_areas(connection, drafts, day, ANYWHERE)


def where(database: Clone, longitude: float, latitude: float, login: str = "taker") -> Located:
    with database.engine(login).connect() as connection:
        return locate(connection, longitude, latitude)


def rows(database: Clone, query: str, **values: Any) -> list[Any]:
    with database.owner.connect() as connection:
        return list(connection.execute(text(query), values))


def refused(database: Clone, *drafts: AreaDraft, day: date | None = None) -> dict[str, Any]:
    with pytest.raises(Refusal) as caught:
        put(database, *drafts, day=day)
    assert caught.value.code == "GR020"
    return caught.value.detail


def test_that_a_point_is_named_by_cell_and_everything_above(database: Clone) -> None:
    found = where(database, *INSIDE)
    assert (found.cell_code, found.duty_grid, found.community) == ("999901001001005", "责任网格01", "一号社区")
    assert (found.street, found.district) == ("一号街道", "测试区")
    assert found.area_path.split(".")[-1] == str(found.cell_id)


def test_that_outside_is_one_row_of_nothing(database: Clone) -> None:
    assert where(database, 100.0, 30.0) == Located(None, "", "", "", "", "", "")


@pytest.mark.parametrize("place", [(28.58, 121.37), (float("nan"), 28.0), (181.0, 0.0)])
def test_that_what_is_no_place_is_refused(database: Clone, place: tuple[float, float]) -> None:
    with pytest.raises(Refusal) as caught:
        where(database, *place)
    assert (caught.value.code, caught.value.detail["field"]) == ("GR004", "position")


def test_that_a_point_on_a_shared_edge_or_corner_lies_in_one_cell_only(database: Clone) -> None:
    on_edges = [(121.371, 28.5805), (121.371, 28.581), (121.372, 28.582), (121.3715, 28.581)]
    for place in on_edges:
        touching = rows(database, "select area_id from gridroom.area_ring"
                                  " where level = 'grid_cell' and ring @> point(:x, :y)", x=place[0], y=place[1])
        assert len(touching) in (2, 4)
        assert where(database, *place).cell_id == min(row.area_id for row in touching)


def test_that_locating_uses_the_index(database: Clone) -> None:
    corners = [(110 + number % 50 * 0.001, 30 + number // 50 * 0.001) for number in range(2_000)]
    many = [draft(AreaLevel.GRID_CELL, f"9{number:06}", square(*corner, 0.001), parent="Z01")
            for number, corner in enumerate(corners)]
    put(database, *many)
    raw = database.owner.raw_connection().driver_connection
    assert isinstance(raw, psycopg2.extensions.connection)
    with raw.cursor() as cursor:  # SQLAlchemy would take the notices away
        cursor.execute("analyze gridroom.area_ring; load 'auto_explain'; set auto_explain.log_min_duration = 0;"
                       "set auto_explain.log_nested_statements = on; set client_min_messages = log;"
                       "set plan_cache_mode = force_generic_plan")
        cursor.execute("select gridroom.locate_cell(point(110.0105, 30.0105))")
    plan = "".join(raw.notices)
    assert "area_ring_cell" in plan
    assert "Seq Scan on area_ring r" not in plan


def test_that_a_hole_is_outside_and_what_fills_it_is_found(database: Clone) -> None:
    ring = draft(AreaLevel.GRID_CELL, "H1", square(121.40, 28.60, 0.01), square(121.404, 28.604, 0.002), parent="Z01")
    put(database, ring)
    assert where(database, 121.401, 28.601).cell_code == "H1"
    assert where(database, 121.405, 28.605).cell_code == ""
    put(database, draft(AreaLevel.GRID_CELL, "H2", square(121.404, 28.604, 0.002), parent="Z01"))
    assert where(database, 121.405, 28.605).cell_code == "H2"


def test_that_all_islands_of_an_area_are_found(database: Clone) -> None:
    islands = {"type": "MultiPolygon", "coordinates": [[square(122.0, 28.0, 0.1)], [square(122.5, 28.0, 0.1)]]}
    put(database, AreaDraft(AreaLevel.DISTRICT, "999902", "群岛区", islands, (122.05, 28.05), 1e8))
    assert where(database, 122.05, 28.05).district == "群岛区"
    assert where(database, 122.55, 28.05).district == "群岛区"
    assert where(database, 122.3, 28.05).district == ""
    with database.engine("taker").connect() as connection:
        stored = find_area(connection, AreaLevel.DISTRICT, "群岛区")
        assert stored is not None
        assert len(area_outline(connection, stored.area_id)) == 2


def test_that_a_changed_outline_begins_a_version_and_an_unchanged_one_does_not(database: Clone) -> None:
    first = draft(AreaLevel.GRID_CELL, "V1", square(121.5, 28.5, 0.001), parent="Z01")
    assert put(database, first, day=DAY_ONE) == AreasPut(1, 0, 0)
    assert put(database, first, day=DAY_TWO) == AreasPut(0, 0, 1)
    moved = draft(AreaLevel.GRID_CELL, "V1", square(121.6, 28.5, 0.001), parent="Z01")
    assert put(database, moved, day=DAY_TWO) == AreasPut(0, 1, 0)
    versions = rows(database, "select area_id, valid_from, valid_to, path::text from gridroom.area"
                              " where code = 'V1' order by area_id")
    assert [(row.valid_from, row.valid_to) for row in versions] == [(DAY_ONE, DAY_TWO), (DAY_TWO, None)]
    assert versions[0].path == versions[1].path, "the label of an area outlives its versions"
    assert where(database, 121.5005, 28.5005).cell_code == ""
    assert where(database, 121.6005, 28.5005).cell_id == versions[1].area_id


def test_that_an_old_case_keeps_its_cell_and_its_place_in_the_tree(database: Clone) -> None:
    before = where(database, *INSIDE)
    answer = report(database)
    put(database, draft(AreaLevel.GRID_CELL, "999901001001005", square(121.371, 28.581, 0.0005), parent="Z01"))
    with database.engine("taker").connect() as connection:
        detail = read_case(connection, answer.case_id)
        assert detail is not None
        assert detail.case.area_path == before.area_path
    kept = rows(database, "select cell_id from gridroom.case_file where case_id = :id", id=answer.case_id)
    assert kept[0].cell_id == before.cell_id
    assert where(database, 121.3712, 28.5812).area_path == before.area_path


def test_that_a_redrawn_street_takes_its_parts_along(database: Clone) -> None:
    put(database, draft(AreaLevel.STREET, "999901001", square(121.370, 28.580, 0.003), parent="999901", name="新街道"))
    found = where(database, *INSIDE)
    assert (found.street, found.community) == ("新街道", "一号社区")
    with database.engine("taker").connect() as connection:
        street = find_area(connection, AreaLevel.STREET, "新街道")
        assert street is not None
        assert len(areas_below(connection, street, AreaLevel.GRID_CELL)) == 9


def test_that_an_area_moved_to_another_parent_moves_its_parts(database: Clone) -> None:
    put(database, draft(AreaLevel.STREET, "999901002", square(121.40, 28.58, 0.003), parent="999901", name="二号街道"))
    put(database, draft(AreaLevel.COMMUNITY, "999901001001", square(121.370, 28.580, 0.003), parent="999901002",
                        name="一号社区"))
    found = where(database, *INSIDE)
    assert found.street == "二号街道"
    with database.engine("taker").connect() as connection:
        street = find_area(connection, AreaLevel.STREET, "二号街道")
        assert street is not None
        assert found.area_path.startswith(street.path + ".")


def test_that_without_a_parent_the_area_around_is_taken(database: Clone) -> None:
    put(database, draft(AreaLevel.GRID_CELL, "P1", square(121.3701, 28.5801, 0.0001)))
    around = rows(database, "select u.code from gridroom.area a join gridroom.area u on u.area_id = a.parent_id"
                            " where a.code = 'P1'")
    assert around == [("Z01",)]
    assert refused(database, draft(AreaLevel.STREET, "P2", square(10.0, 50.0, 0.1)))["why"] == "parent_missing"


def test_that_a_correction_on_the_same_day_is_written_in_place_until_a_case_lies_there(database: Clone) -> None:
    cell = draft(AreaLevel.GRID_CELL, "S1", square(121.45, 28.58, 0.001), parent="Z01")
    put(database, cell)
    wider = draft(AreaLevel.GRID_CELL, "S1", square(121.45, 28.58, 0.002), parent="Z01")
    assert put(database, wider) == AreasPut(0, 1, 0)
    assert len(rows(database, "select from gridroom.area where code = 'S1'")) == 1
    assert where(database, 121.4515, 28.5815).cell_code == "S1"
    report(database, position=(121.4515, 28.5815))
    assert refused(database, cell)["why"] == "cases_filed_since"
    assert where(database, 121.4515, 28.5815).cell_code == "S1"


@pytest.mark.parametrize(("change", "why"), [
    ({"code": ""}, "code_missing"), ({"name": " "}, "name_missing"), ({"name": "长" * 201}, "text_too_long"),
    ({"outline": {"type": "Point", "coordinates": [1, 2]}}, "outline_missing"),
    ({"outline": {"type": "Polygon", "coordinates": []}}, "outline_missing"),
    ({"outline": {"type": "Polygon", "coordinates": [[["a", 1], [2, 2], [3, 3], ["a", 1]]]}}, "outline_unreadable"),
    ({"outline": {"type": "Polygon", "coordinates": [square(500000.0, 3170000.0, 100.0)]}}, "out_of_range"),
    ({"centre": (500000.0, 10.0)}, "out_of_range"),
    ({"area_m2": 0.0}, "area_missing"), ({"area_m2": -1.0}, "area_missing"),
])
def test_that_a_bad_area_is_refused_with_its_reason(database: Clone, change: dict[str, Any], why: str) -> None:
    good = draft(AreaLevel.GRID_CELL, "B1", square(121.37, 28.58, 0.001), parent="Z01")
    values = {name: getattr(good, name) for name in good.__slots__} | change
    assert refused(database, good, AreaDraft(**values | ({"code": "B2"} if "code" not in change else {})))["why"] == why
    assert rows(database, "select from gridroom.area where code like 'B%'") == [], "all or nothing"


def test_that_impossible_days_and_doubled_codes_are_refused(database: Clone) -> None:
    cell = draft(AreaLevel.GRID_CELL, "D1", square(121.37, 28.58, 0.001), parent="Z01")
    assert refused(database, cell, day=datetime.now(UTC).date() + timedelta(days=2))["why"] == "future_date"
    assert refused(database, cell, cell)["why"] == "code_twice"
    put(database, cell, day=DAY_TWO)
    wider = draft(AreaLevel.GRID_CELL, "D1", square(121.37, 28.58, 0.002), parent="Z01")
    assert refused(database, wider, day=DAY_ONE)["why"] == "before_standing_version"


def test_that_areas_are_ended_inner_ones_first_and_unused_new_ones_vanish(database: Clone) -> None:
    put(database, draft(AreaLevel.GRID_CELL, "E1", square(121.45, 28.58, 0.001), parent="Z01"))
    with database.engine("administrator").begin() as connection:
        district = areas(connection, AreaLevel.DISTRICT)[0]
        made = made_below(connection, district, AreaLevel.GRID_CELL)
        duty_grid = made_below(connection, district, AreaLevel.DUTY_GRID)["Z01"]
        with pytest.raises(Refusal) as caught, connection.begin_nested():
            close_areas(connection, [duty_grid])
        assert caught.value.detail["why"] == "has_parts"
        assert close_areas(connection, made.values(), None, ANYWHERE) == 10
        assert close_areas(connection, [duty_grid], None, ANYWHERE) == 1
    assert where(database, *INSIDE).cell_code == ""
    assert where(database, *INSIDE).community == "一号社区"
    assert rows(database, "select count(*) from gridroom.area where level = 'grid_cell'") == [(9,)]


def test_that_only_an_administrator_changes_areas(database: Clone) -> None:
    for login in ("taker", "dispatcher", "chief", "works", "wall", "auditor"):
        with pytest.raises(Refusal) as caught:
            put(database, draft(AreaLevel.GRID_CELL, "X", square(121.37, 28.58, 0.001), parent="Z01"), login=login)
        assert caught.value.code == "GR003"
        with pytest.raises(Refusal) as caught, database.engine(login).begin() as connection:
            close_areas(connection, [1])
        assert caught.value.code == "GR003"
        with pytest.raises(psycopg2.errors.InsufficientPrivilege):
            database.engine(login).raw_connection().cursor().execute("delete from gridroom.area_ring")


def test_that_everybody_reads_areas(database: Clone) -> None:
    for login in ("wall", "works", "worker"):
        with database.engine(login).connect() as connection:
            assert len(areas(connection, AreaLevel.GRID_CELL)) == 9
            assert len(cell_outlines_near(connection, *INSIDE, 20)) == 1
            near = cell_outlines_near(connection, *INSIDE, 80)
        assert len(near) == 9
        assert near[0][0].code == "999901001001005"
        assert near[0][1][0][0][0] == (121.371, 28.581)


def test_that_one_import_is_told_once(database: Clone) -> None:
    listening = database.owner.raw_connection()
    listening.cursor().execute("listen gridroom_area")
    listening.commit()
    cells = [draft(AreaLevel.GRID_CELL, f"N{number:05}", square(121.5 + number * 0.001, 28.5, 0.001), parent="Z01")
             for number in range(2_500)]
    put(database, *cells)
    listening.cursor().execute("select 1")
    raw = listening.dbapi_connection
    assert isinstance(raw, psycopg2.extensions.connection)
    raw.poll()
    district = rows(database, "select area_id from gridroom.area where level = 'district'")[0].area_id
    assert [(notice.channel, notice.payload) for notice in raw.notifies] == [("gridroom_area", str(district))]
    put(database, *cells)
    raw.poll()
    assert len(raw.notifies) == 1, "what did not change is not told"
    listening.close()


def test_that_a_case_outside_every_cell_still_belongs_to_its_district(database: Clone) -> None:
    put(database, draft(AreaLevel.DISTRICT, "999901", square(121.0, 28.0, 1.0), name="测试区"))
    answer = report(database, position=(121.9, 28.9))
    with database.engine("taker").connect() as connection:
        detail = read_case(connection, answer.case_id)
        assert detail is not None
        assert (detail.case.cell_code, detail.case.area_path) == ("", areas(connection, AreaLevel.DISTRICT)[0].path)


def test_that_two_imports_at_once_go_one_after_the_other(database: Clone) -> None:
    cell = draft(AreaLevel.GRID_CELL, "T1", square(121.45, 28.58, 0.001), parent="Z01")
    with ThreadPoolExecutor(1) as other_desk, database.engine("administrator").connect() as first:
        put_areas(first, [cell], None, ANYWHERE)
        second = other_desk.submit(put, database, cell)
        with database.owner.connect() as watching:
            waiting = text("select count(*) from pg_stat_activity where wait_event = 'advisory'"
                           " and datname = current_database()")
            while not watching.execute(waiting).scalar_one():
                watching.rollback()
        first.commit()
        assert second.result(timeout=20) == AreasPut(0, 0, 1)


def test_that_who_drew_and_redrew_is_on_record(database: Clone) -> None:
    cell = draft(AreaLevel.GRID_CELL, "R1", square(121.45, 28.58, 0.001), parent="Z01", name="旧")
    put(database, cell)
    put(database, cell)
    put(database, draft(AreaLevel.GRID_CELL, "R1", square(121.45, 28.58, 0.002), parent="Z01", name="新"))
    with database.engine("administrator").begin() as connection:
        mine = find_area(connection, AreaLevel.GRID_CELL, "R1")
        assert mine is not None
        close_areas(connection, [mine.area_id], None, ANYWHERE)
    steps = rows(database, "select by_login, subject_key, old, new from gridroom.configuration_step"
                           " where subject = 'areas' and new -> 'accepted' is null order by step_id")
    assert [step.by_login for step in steps] == ["administrator"] * 3, "what changes nothing leaves no step"
    assert steps[0].new["added"] == 1
    assert steps[1].old[0]["name"] == "旧"
    assert steps[1].old[0]["outline"] == cell.outline
    assert (steps[2].new["ended"], steps[2].new["removed"]) == (0, 1)
