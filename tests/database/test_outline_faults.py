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
    ({"type": "Polygon", "coordinates": [[["NaN", 28.581], [121.372, 28.581], [121.372, 28.582], ["NaN", 28.581]]]},
     "outline_unreadable"),
])
def test_that_nobody_puts_a_broken_outline_past_the_program(database, outline, why):
    with pytest.raises(DBAPIError) as caught:
        by_hand(database, cell(outline))
    assert told(caught.value)["why"] == why
    assert one(database, "select count(*) from gridroom.area where valid_to is null") == 13
    assert one(database, "select count(*) from gridroom.area_check") == 0


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
