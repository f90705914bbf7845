"""What borders may not do, tried by hand as an administrator with psql would, and by everybody else."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import shapely
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from app.database.redraws import redraw_areas
from app.domain.area import AreaLevel
from app.domain.failures import Refusal
from app.domain.redraw import Acceptance
from app.imports.projection import LocalProjection
from tests.database.clone import PEOPLE, Clone
from tests.database.test_redraws import (
    CELL,
    age_areas,
    area_id,
    box,
    element,
    halves,
    one,
    redraw,
    refused,
    seen,
    today,
)

PUT = text("select * from api.put_areas(cast(:areas as jsonb), null, cast(:accepted as jsonb))")
REDRAW = text("select api.redraw_areas(gen_random_uuid(), :parent, 'grid_cell', null, cast(:areas as jsonb), :ended,"
              " :seen, cast(:accepted as jsonb))")


def by_hand(database: Clone, *elements: dict[str, Any], login: str = "administrator", accepted: Any = None) -> None:
    """One transaction of somebody who knows SQL."""
    with database.engine(login).begin() as connection:
        connection.execute(PUT, {"areas": json.dumps(elements), "accepted": json.dumps(accepted)})


def told(error: DBAPIError) -> dict[str, Any]:
    assert error.orig.pgcode == "GR020"
    answer: dict[str, Any] = json.loads(error.orig.diag.message_detail)
    return answer


def cell(outline: dict[str, Any], code: str = CELL) -> dict[str, Any]:
    return {"level": "grid_cell", "code": code, "name": "格", "parent_code": "Z01", "outline": outline,
            "centre": [121.3715, 28.5815], "area_m2": 5000.0}


def ring(*corners: tuple[float, float]) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": [[*([121.37 + x / 1000, 28.58 + y / 1000] for x, y in corners)]]}


@pytest.mark.parametrize(("outline", "why"), [
    (box(121.3705, 28.581, 121.372, 28.582), "overlap"),
    (box(121.371, 28.581, 121.3715, 28.582), "gap"),
    (ring((1, 1), (2, 2), (2, 1), (1, 2), (1, 1)), "crosses_itself"),
    (ring((1, 1), (2, 1), (1.5, 1.5), (2, 2), (1, 2), (1.5, 1.5), (1, 1)), "crosses_itself"),   # a waist of one point
    (ring((1, 1), (2, 1), (2, 2), (1, 2)), "outline_unreadable"),                            # not closed
    (ring((1, 1), (2, 2), (1, 1)), "outline_unreadable"),                                    # there and back
    ({"type": "Polygon", "coordinates": [[["NaN", 28.581], [121.372, 28.581], [121.372, 28.582], ["NaN", 28.581]]]},
     "outline_unreadable"),
])
def test_that_nobody_puts_a_broken_outline_past_the_program(database, outline, why):
    with pytest.raises(DBAPIError) as caught:
        by_hand(database, cell(outline))
    assert told(caught.value)["why"] == why
    assert one(database, "select count(*) from gridroom.area where valid_to is null") == 13
    assert one(database, "select count(*) from gridroom.area_check") == 0


METRE = 1 / 111_320   # of latitude, in degrees


@pytest.mark.parametrize(("metres", "by_file", "stands"), [
    (0.005, False, True), (0.05, False, False),    # 0.5 and 5 m² beside a cell of 100 m
    (0.05, True, True), (3.0, True, False)])       # a file rounds its corners, but not to a metre
def test_that_a_hair_is_no_overlap_and_a_file_rounds_its_corners(database, metres, by_file, stands):
    wide = box(121.371, 28.581 - metres * METRE, 121.372, 28.582)
    if by_file and stands:
        by_hand(database, cell(wide))
    elif by_file:
        with pytest.raises(DBAPIError) as caught:
            by_hand(database, cell(wide))
        assert told(caught.value)["why"] == "overlap"
    elif stands:
        redraw(database, [element(CELL, wide)])
    else:
        assert refused(database, [element(CELL, wide)])["why"] == "overlap"


def test_that_a_large_area_has_a_millionth_of_its_size(database):
    """Two of some 110 km² that lie on each other by 50 m² along 11 km, and by 500."""
    sides = [box(122.0, 28.0, 122.1, 28.1), box(122.1 - 0.005 * METRE, 28.0, 122.2, 28.1),
             box(122.0, 28.1 - 0.05 * METRE, 122.1, 28.2)]
    by_hand(database, *({"level": "district", "code": f"N{at}", "name": "大区", "outline": side,
                         "centre": [side["coordinates"][0][0][0] + 0.05, side["coordinates"][0][0][1] + 0.05],
                         "area_m2": 1.1e8} for at, side in enumerate(sides)))
    found = one(database, "select jsonb_object_agg(code || other, m2) from gridroom.area_faults('district', array("
                          "select area_id from gridroom.area where code ~ '^N'), '[]', '{}', 0)")
    assert set(found) == {"N0N2"}
    assert found["N0N2"] == pytest.approx(0.05 * 9_830, rel=0.02)


def test_that_what_one_transaction_does_twice_is_judged_by_what_stood_before(database):
    """A first call takes half of a cell, a second a little more, and only that little is accepted."""
    first, second = (element(CELL, box(121.371, 28.581, east, 28.582)) | {"level": "grid_cell"}
                     for east in (121.3715, 121.37145))
    twice = text(f"{PUT.text}; {PUT.text.replace(':areas', ':again')}")
    accepted = json.dumps({"reason": "少一点点", "m2": {"gap": 1000}})
    with pytest.raises(DBAPIError) as caught, database.engine("administrator").begin() as connection:
        connection.execute(twice, {"areas": json.dumps([first]), "again": json.dumps([second]), "accepted": accepted})
    assert told(caught.value)["total"] == pytest.approx(0.55 * 111.32 ** 2 * 0.878, rel=0.02)


def test_that_nothing_waits_after_a_commit_and_a_fault_inside_is_told_once(database):
    west, east = (one_half | {"level": "grid_cell"} for one_half in halves())
    by_hand(database, west, east)
    assert one(database, "select count(*) from gridroom.area_check") == 0
    street = element("999901001", box(121.37, 28.58, 121.372, 28.583), "999901", name="一号街道") | {"level": "street"}
    inside = element("999901001001", box(121.37, 28.58, 121.3725, 28.583), "999901001", name="一号社区") | {
        "level": "community"}
    with pytest.raises(DBAPIError) as caught:
        by_hand(database, street, accepted={"reason": "边界未定", "m2": {"gap": 1e9}})
    assert told(caught.value)["why"] == "below"
    by_hand(database, street, inside,
            accepted={"reason": "边界未定", "m2": {"gap": 1e9, "outside": 1e9, "below": 1e9}})
    said = one(database, "select jsonb_object_agg(subject_key, new -> 'accepted' -> 'faults') from"
                         " gridroom.configuration_step where new -> 'accepted' is not null")
    assert set(said["street"]) == {"gap"}, "the community was put too: it is told at its own level"


def test_that_who_stuck_out_before_is_told_of_what_is_worse_only(database):
    wide = [element("999901001001001", box(121.3695, 28.58, 121.371, 28.581))]
    redraw_accepting(database, wide, Acceptance("河岸回填", {"outside": 6000}))
    narrow = [element("Z01", box(121.3705, 28.58, 121.373, 28.583), "999901001001", name="责任网格01")]
    with database.engine("administrator").begin() as connection:
        redraw_areas(connection, uuid4(), area_id(database, "999901001001"), AreaLevel.DUTY_GRID, today(database),
                     narrow, (), seen(database, "999901001001", AreaLevel.DUTY_GRID),
                     Acceptance("河岸未定", {"gap": 2e4, "below": 5e4}))
    age_areas(database)
    pair = [element("999901001001001", box(121.3695, 28.58, 121.3708, 28.581)),
            element("999901001001002", box(121.3708, 28.58, 121.372, 28.581))]
    redraw(database, pair)     # it sticks out as before, not by more
    wider = [element("Z01", box(121.3705, 28.58, 121.3735, 28.583), "999901001001", name="责任网格01")]
    with database.engine("administrator").begin() as connection:
        redraw_areas(connection, uuid4(), area_id(database, "999901001001"), AreaLevel.DUTY_GRID, today(database),
                     wider, (), seen(database, "999901001001", AreaLevel.DUTY_GRID),
                     Acceptance("河岸未定", {"outside": 2e4}))
    faults = one(database, "select faults from gridroom.area_redraw order by redraw_id desc limit 1")
    assert set(faults) == {"outside"}


def test_that_an_area_beyond_its_parent_is_refused_and_an_honest_one_is_not(database):
    outside = element("N1", box(121.373, 28.58, 121.374, 28.581)) | {"level": "grid_cell"}
    with pytest.raises(DBAPIError) as caught:
        by_hand(database, outside)
    detail = told(caught.value)
    assert (detail["why"], detail["code"], detail["acceptable"]) == ("outside", "N1", True)
    assert detail["m2"] == pytest.approx(111.32 ** 2 * 0.878, rel=0.01)
    west, east = (one_half | {"level": "grid_cell"} for one_half in halves())
    by_hand(database, west, east)
    assert one(database, "select count(*) from gridroom.area where level = 'grid_cell' and valid_to is null") == 10


def test_that_what_several_calls_do_is_judged_together(database):
    """A file comes in pieces: between them old and new lie on each other."""
    west, east = (one_half | {"level": "grid_cell"} for one_half in halves())
    with database.engine("administrator").begin() as connection:
        for piece in (west, east):  # after the first alone there is a gap
            connection.execute(PUT, {"areas": json.dumps([piece]), "accepted": None})
    close = text("set constraints all deferred; select api.close_areas(array[:id])")
    with pytest.raises(DBAPIError) as caught, database.engine("administrator").begin() as connection:
        connection.execute(close, {"id": area_id(database, "999901001001010")})
    assert told(caught.value)["why"] == "gap"


def test_that_a_hole_in_a_street_is_told_of_the_communities_inside(database):
    smaller = element("999901001", box(121.37, 28.58, 121.372, 28.583), "999901", name="一号街道") | {"level": "street"}
    detail = refused(database, [smaller], parent="999901", level=AreaLevel.STREET)
    assert detail["why"] == "gap"
    assert set(detail["faults"]) == {"gap", "below"}
    assert detail["faults"]["below"]["codes"] == ["999901001001"]


def test_that_a_fault_is_accepted_with_a_reason_its_size_and_a_name_and_never_more(database):
    half = halves()[:1]
    detail = refused(database, half)
    assert (detail["why"], detail["acceptable"]) == ("gap", True)
    parent, stamp = area_id(database, "Z01"), seen(database)
    values = {"parent": parent, "areas": json.dumps(half), "ended": [], "seen": stamp}

    def ask(accepted: Any) -> None:
        with database.engine("administrator").begin() as connection:
            connection.execute(REDRAW, values | {"accepted": json.dumps(accepted)})

    for accepted, why in (({"reason": "工地围挡", "m2": {"gap": 100}}, "gap"),
                          ({"reason": " ", "m2": {"gap": 1e9}}, None),
                          ({"reason": "好", "m2": {"gap": 1e9}}, "reason_missing"),
                          ({"reason": "工地围挡", "m2": {"outside": 1e9}}, "gap"),
                          ({"reason": "工地围挡", "m2": {"everything": 1e9}}, "reason_missing"),
                          ({"reason": "工地围挡", "m2": {"gap": "1e9"}}, "reason_missing"),
                          ({"reason": "工地围挡"}, "reason_missing")):
        with pytest.raises(DBAPIError) as caught:
            ask(accepted)
        assert why is None or told(caught.value)["why"] == why
    ask({"reason": "工地围挡, 完工后并入", "m2": {"gap": detail["m2"]}})
    assert one(database, "select accepted ->> 'reason' from gridroom.area_redraw") == "工地围挡, 完工后并入"
    assert one(database, "select faults -> 'gap' -> 'codes' from gridroom.area_redraw") == [CELL]
    assert one(database, "select by_login from gridroom.configuration_step where new -> 'accepted' is not null"
               ) == "administrator"


def test_that_an_overlap_in_a_redraw_is_accepted_from_nobody(database):
    wide = [element(CELL, box(121.3705, 28.581, 121.372, 28.582))]
    with pytest.raises(Refusal) as caught:
        redraw_accepting(database, wide, Acceptance("两家都管", {"overlap": 1e9}))
    assert (caught.value.detail["why"], caught.value.detail["acceptable"]) == ("overlap", False)


def redraw_accepting(database: Clone, drawn: list[dict[str, Any]], accepted: Acceptance, **values: Any) -> Any:
    with database.engine("administrator").begin() as connection:
        return redraw_areas(connection, uuid4(), area_id(database, "Z01"), AreaLevel.GRID_CELL,
                            values.get("day", today(database)), drawn, (), seen(database), accepted)


def test_that_a_plan_is_tried_before_it_is_planned(database):
    tomorrow = today(database) + timedelta(days=1)
    assert refused(database, halves()[:1], day=tomorrow)["why"] == "gap"
    assert one(database, "select count(*) from gridroom.area_redraw") == 0
    answer = redraw_accepting(database, halves()[:1], Acceptance("工地围挡", {"gap": 6000}), day=tomorrow)
    assert answer.state == "planned"
    assert one(database, "select count(*) from gridroom.area where level = 'grid_cell' and valid_to is null") == 9
    assert one(database, "select count(*) from gridroom.area_check") == 0


def test_that_a_name_is_changed_where_old_borders_are_bad(database):
    """An old fault is no fault of whoever does not touch it."""
    redraw_accepting(database, halves()[:1], Acceptance("工地围挡", {"gap": 6000}))
    age_areas(database)
    redraw(database, [halves()[0] | {"name": "改名"}])
    assert one(database, "select name from gridroom.area where valid_to is null and code = :code", code=CELL) == "改名"


@pytest.mark.parametrize("login", sorted(set(PEOPLE) - {"administrator"}))
def test_that_nobody_else_puts_accepts_or_skips_the_check(database, login):
    accepted = {"reason": "随便写写", "m2": {"gap": 1e12, "overlap": 1e12}}
    with pytest.raises(DBAPIError, match="only an administrator"):
        by_hand(database, cell(box(121.3705, 28.581, 121.372, 28.582)), login=login, accepted=accepted)
    for statement in ("delete from gridroom.area_check",
                      "insert into gridroom.area_check (level) values ('x')",
                      "select gridroom.check_put_areas()", "alter table gridroom.area_check disable trigger all",
                      "update gridroom.area_redraw set accepted = '{}'", "set session_replication_role = replica"):
        with database.engine(login).begin() as connection, \
                pytest.raises(DBAPIError, match=r"permission denied|must be"):
            connection.execute(text(statement))


def test_that_an_administrator_by_hand_reaches_neither_the_check_nor_the_tables(database):
    for statement in ("delete from gridroom.area_check",
                      "select gridroom.put_areas_of_level('[]', 'street', now()::date)",
                      "alter table gridroom.area_check disable trigger all", "set session_replication_role = replica",
                      "update gridroom.area_outline set outline = '{}'",
                      "select gridroom.end_areas('{1}', '2030-01-01')"):
        with database.engine("administrator").begin() as connection, \
                pytest.raises(DBAPIError, match=r"permission denied|must be"):
            connection.execute(text(statement))


@pytest.mark.parametrize("south", [0.0, 18.2, 28.5, 53.4])
def test_that_ground_is_measured_as_the_drawing_program_measures_it(database, south):
    square = box(121.5, south, 121.51, south + 0.01)
    shape = shapely.from_geojson(json.dumps(square))
    here = LocalProjection.around(shape).to_metres(shape).area
    found = one(database, "select m2 from gridroom.common_m2(array[cast(:outline as jsonb)], '{1}', '{1}')",
                outline=json.dumps(square))
    assert found == pytest.approx(here, rel=2e-4)


def test_that_holes_and_islands_are_measured(database):
    outer, hole, island = (shapely.from_geojson(json.dumps(box(*corners))) for corners in (
        (121.5, 28.5, 121.51, 28.51), (121.503, 28.503, 121.506, 28.507), (121.52, 28.5, 121.525, 28.51)))
    shape = shapely.union_all([shapely.difference(outer, hole), island])
    other = shapely.from_geojson(json.dumps(box(121.505, 28.504, 121.522, 28.506)))
    found = one(database, "select array_agg(m2 order by pair) from gridroom.common_m2(array[cast(:one as jsonb),"
                          " cast(:other as jsonb)], '{1,1}', '{1,2}')",
                one=shapely.to_geojson(shape), other=shapely.to_geojson(other))
    here = LocalProjection.around(shape)
    assert found == [pytest.approx(here.to_metres(one_shape).area, rel=5e-4)
                     for one_shape in (shape, shapely.intersection(shape, other))]
