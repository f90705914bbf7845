"""Areas drawn anew from a day on: all or nothing, in versions, refused to whoever may not or was overtaken."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shapely.geometry import Polygon
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from app.database.areas import locate
from app.database.redraws import (
    area_days,
    areas_on,
    begin_planned_redraws,
    read_area_set,
    redraw_areas,
    redraws,
    tell_drawing,
    undo_redraw,
    withdraw_redraw,
)
from app.domain.area import AreaLevel
from app.domain.failures import Refusal
from app.domain.people import Duty
from app.domain.redraw import RedrawAnswer
from tests.database.clone import PEOPLE, Clone
from tests.database.desk import report

MIDDLE = (121.3715, 28.5815)
CELL = "999901001001005"
WEST_HALF, EAST_HALF = (121.3712, 28.5815), (121.3718, 28.5815)


def box(west: float, south: float, east: float, north: float) -> dict[str, Any]:
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def element(code: str, outline: dict[str, Any], parent: str = "Z01", **values: Any) -> dict[str, Any]:
    ring = outline["coordinates"][0]
    centre = [(ring[0][0] + ring[2][0]) / 2, (ring[0][1] + ring[2][1]) / 2]
    return {"code": code, "name": values.pop("name", f"网格{code}"), "parent_code": parent, "outline": outline,
            "centre": centre, "area_m2": 5000.0, **values}


def halves() -> list[dict[str, Any]]:
    """The middle cell cut in two: the west keeps the code."""
    return [element(CELL, box(121.371, 28.581, 121.3715, 28.582)),
            element("999901001001010", box(121.3715, 28.581, 121.372, 28.582))]


def area_id(database: Clone, code: str) -> int:
    return one(database, "select area_id from gridroom.area where code = :code and valid_to is null", code=code)


def one(database: Clone, query: str, **values: Any) -> Any:
    with database.owner.begin() as connection:
        return connection.execute(text(query), values).scalar()


def today(database: Clone) -> date:
    return one(database, "select gridroom.now_local()::date")


def seen(database: Clone, parent: str = "Z01", level: AreaLevel = AreaLevel.GRID_CELL) -> str:
    with database.engine("administrator").begin() as connection:
        return read_area_set(connection, area_id(database, parent), level)["seen"]


def redraw(database: Clone, drawn: list[dict[str, Any]], ended: tuple[str, ...] = (), day: date | None = None,
           stamp: str | None = None, login: str = "administrator", parent: str = "Z01",
           level: AreaLevel = AreaLevel.GRID_CELL, request: UUID | None = None) -> RedrawAnswer:
    stamp = seen(database, parent, level) if stamp is None else stamp
    with database.engine(login).begin() as connection:
        return redraw_areas(connection, request or uuid4(), area_id(database, parent), level,
                            day or today(database), drawn, ended, stamp)


def refused(database: Clone, *args: Any, **values: Any) -> dict[str, Any]:
    with pytest.raises(Refusal) as caught:
        redraw(database, *args, **values)
    assert caught.value.code == "GR020"
    return caught.value.detail


def age_areas(database: Clone) -> None:
    """As if what was drawn today had been drawn five days ago."""
    one(database, "update gridroom.area set valid_to = valid_to - 5, valid_from = valid_from"
                  " - case when valid_from > '2021-01-01' then 5 else 0 end returning 1")


def cell_at(database: Clone, place: tuple[float, float]) -> str:
    with database.engine("taker").begin() as connection:
        return locate(connection, *place).cell_code


def cell_of_case(database: Clone, case_id: int) -> str:
    return one(database, "select a.code from gridroom.case_file c join gridroom.area a on a.area_id = c.cell_id"
                         " where c.case_id = :case_id", case_id=case_id)


def test_that_a_split_cell_holds_new_reports_and_old_cases_keep_theirs(database):
    report(database, position=EAST_HALF)
    old = one(database, "select cell_id from gridroom.case_file where case_id = 1")
    answer = redraw(database, halves())
    assert (answer.state, answer.changed, answer.added, answer.ended) == ("done", 1, 1, 0)
    assert (cell_at(database, WEST_HALF), cell_at(database, EAST_HALF)) == (CELL, "999901001001010")
    report(database, position=EAST_HALF)
    assert one(database, "select cell_id from gridroom.case_file where case_id = 1") == old
    assert cell_of_case(database, 2) == "999901001001010"
    assert one(database, "select valid_to from gridroom.area where area_id = :id", id=old) == today(database)


def test_that_a_day_to_come_makes_a_plan_that_takes_effect_on_that_day_and_not_earlier(database):
    tomorrow = today(database) + timedelta(days=1)
    answer = redraw(database, halves(), day=tomorrow)
    assert (answer.state, answer.from_day) == ("planned", tomorrow)
    with database.engine("dispatcher").begin() as connection:
        assert begin_planned_redraws(connection) == 0
    assert cell_at(database, EAST_HALF) == CELL
    assert refused(database, halves())["why"] == "planned"
    one(database, "update gridroom.area_redraw set from_day = gridroom.now_local()::date returning 1")
    with database.engine("dispatcher").begin() as connection:  # anybody who is there on that day
        assert begin_planned_redraws(connection) == 1
        assert begin_planned_redraws(connection) == 0
    assert cell_at(database, EAST_HALF) == "999901001001010"
    with database.engine("administrator").begin() as connection:
        assert [(found.state, found.asked_by) for found in redraws(connection)] == [("done", "管理员")]


def test_that_a_plan_that_was_overtaken_says_so_and_can_be_dropped(database):
    redraw(database, halves(), day=today(database) + timedelta(days=1))
    one(database, "update gridroom.area set name = '改名' where code = :code returning 1", code=CELL)
    one(database, "update gridroom.area_redraw set from_day = gridroom.now_local()::date returning 1")
    with database.engine("works").begin() as connection:
        assert begin_planned_redraws(connection) == 0
    with database.engine("administrator").begin() as connection:
        failed = redraws(connection)[0]
        assert (failed.state, failed.why["why"]) == ("failed", "redrawn")
        withdraw_redraw(connection, failed.redraw_id)
        assert redraws(connection)[0].state == "withdrawn"
    assert cell_at(database, EAST_HALF) == CELL


def test_that_undoing_restores_outlines_in_a_further_version(database):
    report(database, position=MIDDLE)
    first = redraw(database, halves())
    with database.engine("administrator").begin() as connection:
        answer = undo_redraw(connection, uuid4(), first.redraw_id)
    assert (answer.state, answer.changed, answer.ended) == ("done", 1, 1)
    assert cell_at(database, EAST_HALF) == CELL
    with database.engine("administrator").begin() as connection:
        told = redraws(connection)
    assert (told[0].undoes, told[1].undone_by) == (first.redraw_id, answer.redraw_id)
    with database.engine("administrator").begin() as connection, pytest.raises(Refusal) as caught:
        undo_redraw(connection, uuid4(), first.redraw_id)
    assert caught.value.detail["why"] == "undone_already"


def test_that_undoing_on_a_later_day_ends_what_the_redraw_brought(database):
    redraw(database, halves())
    age_areas(database)
    report(database, position=EAST_HALF)
    with database.engine("administrator").begin() as connection:
        undo_redraw(connection, uuid4(), 1)
    assert cell_at(database, EAST_HALF) == CELL
    assert cell_of_case(database, 1) == "999901001001010"
    assert one(database, "select count(*) from gridroom.area where code = :code", code=CELL) == 3
    labels = one(database, "select count(distinct path) from gridroom.area where code = :code", code=CELL)
    assert labels == 1


def test_that_merging_duty_grids_hands_their_cells_over(database):
    north = element("Z02", box(121.37, 28.582, 121.373, 28.583), "999901001001", name="责任网格02")
    south = element("Z01", box(121.37, 28.58, 121.373, 28.582), "999901001001", name="责任网格01")
    level = AreaLevel.DUTY_GRID
    answer = redraw(database, [south, north], parent="999901001001", level=level)
    assert answer.moved == 3
    with database.engine("taker").begin() as connection:
        assert locate(connection, 121.3715, 28.5825).duty_grid == "责任网格02"
        assert locate(connection, 121.3715, 28.5805).duty_grid == "责任网格01"
    age_areas(database)
    whole = element("Z01", box(121.37, 28.58, 121.373, 28.583), "999901001001", name="责任网格01")
    answer = redraw(database, [whole], ("Z02",), parent="999901001001", level=level)
    assert (answer.changed, answer.ended, answer.moved) == (1, 1, 3)
    with database.engine("taker").begin() as connection:
        assert locate(connection, 121.3715, 28.5825).duty_grid == "责任网格01"


def test_that_an_exclusive_grid_is_cut_out_of_a_community(database):
    left = element("Z01", box(121.37, 28.58, 121.372, 28.583), "999901001001", name="责任网格01")
    market = element("Z09", box(121.372, 28.58, 121.373, 28.583), "999901001001", name="市场", exclusive=True)
    redraw(database, [left, market], parent="999901001001", level=AreaLevel.DUTY_GRID)
    assert one(database, "select exclusive from gridroom.area where code = 'Z09' and valid_to is null")
    cell = element("X1", box(121.37, 28.58, 121.371, 28.581), exclusive=True)
    assert refused(database, [cell])["why"] == "not_exclusive"


@pytest.mark.parametrize(("drawn", "ended", "why"), [
    ([element(CELL, box(121.3705, 28.581, 121.372, 28.582))], (), "overlap"),
    ([element(CELL, box(121.371, 28.581, 121.372, 28.582)), element("N", box(121.3712, 28.5812, 121.3713, 28.5813))],
     (), "overlap"),
    ([element(CELL, {"type": "Polygon", "coordinates": [
        [[121.371, 28.581], [121.372, 28.582], [121.372, 28.581], [121.371, 28.582], [121.371, 28.581]]]})], (),
     "crosses_itself"),
    ([], (), "nothing_drawn"),
    ([], ("nowhere",), "not_in_set"),
    ([element(CELL, box(121.371, 28.581, 121.372, 28.582), "999901")], (), "outside_parent"),
    ([halves()[0] | {"outline": {"type": "Polygon", "coordinates": [[["a", "b"], [1, 2], [3, 4], [1, 1]]]}}], (),
     "outline_unreadable"),
    ([element("", box(121.371, 28.581, 121.372, 28.582))], (), "code_missing"),
])
def test_that_a_broken_drawing_is_refused_whole(database, drawn, ended, why):
    assert refused(database, drawn, ended)["why"] == why
    assert one(database, "select count(*) from gridroom.area where valid_to is null") == 13




def test_that_a_code_that_was_ended_is_not_given_to_another_area(database):
    redraw(database, halves())
    age_areas(database)
    whole = element(CELL, box(121.371, 28.581, 121.372, 28.582))
    redraw(database, [whole], ("999901001001010",))
    age_areas(database)
    assert refused(database, halves())["why"] == "code_used"


def test_that_a_past_day_and_an_old_view_are_refused(database):
    assert refused(database, halves(), day=today(database) - timedelta(days=1))["why"] == "past_date"
    stamp = seen(database)
    redraw(database, halves(), stamp=stamp)
    renamed = element("999901001001002", box(121.371, 28.58, 121.372, 28.581), name="新名")
    told = refused(database, [renamed], stamp=stamp)
    assert (told["why"], told["by"]) == ("redrawn", "管理员")


def test_that_a_set_is_told_though_the_area_around_was_redrawn_or_merged(database):
    """A drawing that was begun goes on in the area that has the middle of the one that ended."""
    level = AreaLevel.DUTY_GRID
    south = element("Z01", box(121.37, 28.58, 121.373, 28.582), "999901001001", name="责任网格01")
    north = element("Z02", box(121.37, 28.582, 121.373, 28.583), "999901001001", name="责任网格02")
    first = area_id(database, "Z01")
    redraw(database, [south, north], parent="999901001001", level=level)
    ended = area_id(database, "Z02")

    def told(parent: int) -> dict[str, Any]:
        with database.engine("administrator").begin() as connection:
            return read_area_set(connection, parent, AreaLevel.GRID_CELL)

    assert first != area_id(database, "Z01")
    assert told(first)["parent"]["area_id"] == area_id(database, "Z01")
    assert len(told(first)["areas"]) == 6
    age_areas(database)
    whole = element("Z01", box(121.37, 28.58, 121.373, 28.583), "999901001001", name="责任网格01")
    redraw(database, [whole], ("Z02",), parent="999901001001", level=level)
    assert (told(ended)["parent"]["code"], len(told(ended)["areas"])) == ("Z01", 9)
    with pytest.raises(Refusal) as caught, database.engine("administrator").begin() as connection:
        redraw_areas(connection, uuid4(), ended, AreaLevel.GRID_CELL, today(database), halves(), (), "x")
    assert (caught.value.code, caught.value.detail) == ("GR020", {
        "why": "parent_gone", "code": "责任网格02", "other": "责任网格01"})
    with pytest.raises(Refusal, match="no such area"):
        told(987654)


def test_that_the_same_request_is_done_once(database):
    request, stamp = uuid4(), seen(database)
    first = redraw(database, halves(), stamp=stamp, request=request)
    again = redraw(database, halves(), stamp=stamp, request=request)
    assert (first.repeated, again.repeated, again.redraw_id) == (False, True, first.redraw_id)
    with pytest.raises(Refusal) as caught:
        redraw(database, halves(), request=request, parent="999901001001")
    assert caught.value.code == "GR006"


def test_that_of_two_editors_at_once_one_wins(database):
    stamp = seen(database)

    def attempt(_number: int) -> str:
        try:
            return redraw(database, halves(), stamp=stamp).state
        except Refusal as refusal:
            return str(refusal.detail["why"])

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(attempt, range(2))) == ["done", "redrawn"]


@pytest.mark.parametrize("login", sorted(set(PEOPLE) - {"administrator"}))
def test_that_nobody_else_redraws(database, login):
    stamp = seen(database)
    with pytest.raises(Refusal) as caught:
        redraw(database, halves(), stamp=stamp, login=login)
    assert caught.value.code == "GR003"
    calls = ["select api.undo_redraw(gen_random_uuid(), 1)", "select api.withdraw_redraw(1)"]
    by_hand = ["select gridroom.carry_out_redraw(1)", "select gridroom.begin_redraws()",
               "delete from gridroom.area_ring", "select gridroom.end_areas('{1}', '2030-01-01')",
               "insert into gridroom.area_redraw (level) values ('x')",
               "update gridroom.area_redraw set state = 'planned'"]
    for call in calls + by_hand:
        with database.engine(login).begin() as connection, pytest.raises(DBAPIError) as refusal:
            connection.execute(text(call))
        assert ("only an administrator" if call in calls else "permission denied") in str(refusal.value)
    with database.engine(login).begin() as connection:
        assert redraws(connection) == []


def test_that_a_second_who_draws_there_is_told_and_the_silent_are_forgotten(database):
    database.login("administrator2", "管理员二号", (Duty.ADMINISTRATOR,))
    cells, street = (area_id(database, "Z01"), AreaLevel.GRID_CELL), (area_id(database, "999901"), AreaLevel.STREET)
    one_seat, other_seat = uuid4(), uuid4()

    def tell(login: str, seat: UUID, where: tuple[int, AreaLevel] | None) -> list[str]:
        with database.engine(login).begin() as connection:
            return [found.name for found in tell_drawing(connection, seat, where)]

    assert tell("administrator", one_seat, cells) == []
    assert tell("administrator2", other_seat, street) == []
    assert tell("administrator2", other_seat, (area_id(database, "999901"), AreaLevel.GRID_CELL)) == ["管理员"]
    assert tell("administrator", one_seat, cells) == ["管理员二号"]
    assert tell("administrator2", other_seat, None) == []
    assert tell("administrator", one_seat, cells) == []
    one(database, "update gridroom.area_drawing set told_at = told_at - interval '1 minute' returning 1")
    assert tell("administrator2", other_seat, cells) == []
    with pytest.raises(Refusal) as caught:
        tell("taker", uuid4(), cells)
    assert caught.value.code == "GR003"


def test_that_the_clock_of_the_server_divides_old_grids_from_new_ones(database):
    """The room's zone is moved over midnight; nothing else knows what day it is."""
    def zone(name: str) -> None:
        one(database, "update gridroom.setting set value = to_jsonb(cast(:name as text)) where key = 'time_zone'"
                      " returning 1", name=name)

    zone("Etc/GMT+12")
    before = today(database)
    redraw(database, halves(), day=before + timedelta(days=1))
    report(database, position=EAST_HALF)
    zone("Etc/GMT-14")
    assert today(database) > before
    with database.engine("taker").begin() as connection:
        assert begin_planned_redraws(connection) == 1
    report(database, position=EAST_HALF)
    assert [cell_of_case(database, number) for number in (1, 2)] == [CELL, "999901001001010"]


def test_that_a_plan_is_taken_back_before_its_day(database):
    answer = redraw(database, halves(), day=today(database) + timedelta(days=3))
    with database.engine("administrator").begin() as connection:
        withdraw_redraw(connection, answer.redraw_id)
    one(database, "update gridroom.area_redraw set from_day = gridroom.now_local()::date returning 1")
    with database.engine("taker").begin() as connection:
        assert begin_planned_redraws(connection) == 0
    redraw(database, halves())


def test_that_areas_are_told_as_they_stood_on_a_day(database):
    redraw(database, halves())
    parent, now = area_id(database, "Z01"), today(database)
    with database.engine("taker").begin() as connection:
        before = areas_on(connection, parent, AreaLevel.GRID_CELL, now - timedelta(days=1))
        after = areas_on(connection, parent, AreaLevel.GRID_CELL, now)
        days = area_days(connection, parent, AreaLevel.GRID_CELL)
        assert areas_on(connection, parent, AreaLevel.GRID_CELL, date(1990, 1, 1)) == []
    assert (len(before), len(after)) == (9, 10)
    assert [(found.day, found.begun, found.ended) for found in days] == [(now, 2, 1), (date(2020, 1, 1), 9, 0)]


_corner = st.tuples(st.integers(0, 40), st.integers(0, 40))
_corners = st.lists(_corner, min_size=3, max_size=7, unique=True)
OVERLAP = text("select m2 from gridroom.common_m2(array[cast(:a as jsonb), cast(:b as jsonb)], '{1}', '{2}')")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=_corners, second=_corners)
def test_that_the_area_under_two_outlines_is_what_geometry_says(database, first, second):
    shapes = [Polygon(corners) for corners in (first, second)]
    shapes = [shape if shape.is_valid else shape.convex_hull for shape in shapes]
    if any(shape.geom_type != "Polygon" or shape.area == 0 for shape in shapes):
        return
    drawn, standing = ({"type": "Polygon", "coordinates": [
        [[121 + x / 1e4, 28 + y / 1e4] for x, y in shape.exterior.coords]]} for shape in shapes)
    with database.owner.begin() as connection:
        found = connection.execute(OVERLAP, {"a": json.dumps(drawn), "b": json.dumps(standing)}).scalar() or 0.0
    scale = (111_320 / 1e4) ** 2 * 0.8829
    assert found == pytest.approx(shapes[0].intersection(shapes[1]).area * scale, rel=0.01, abs=1.0)
