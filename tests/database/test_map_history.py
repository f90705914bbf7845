"""Heat, the day replayed, repeat places, who is in an area: as each person may see it."""

from __future__ import annotations

import struct
from datetime import timedelta

import pytest

from app.database.map_history import case_points, day_of_cases, repeat_places, units_in
from app.database.server_time import read_server_time
from app.domain.case import Action
from app.domain.failures import Refusal
from tests.database.clone import Clone
from tests.database.desk import act, report
from tests.database.field_room import furnish, place

HERE, THERE = (121.3715, 28.5815), (121.3725, 28.5825)


def now(database: Clone):
    with database.engine("chief").begin() as connection:
        return read_server_time(connection).at


def asked(database: Clone, login: str, what, *arguments, **named):
    with database.engine(login).begin() as connection:
        return what(connection, *arguments, **named)


def day(database: Clone):
    at = now(database)
    return at - timedelta(days=1), at + timedelta(days=1)


def test_that_points_are_those_of_the_period_and_of_open_cases_when_asked(database):
    first = report(database, position=HERE)
    report(database, position=THERE)
    act(database, "taker", Action.REJECT, first, reason="重复")
    span = day(database)
    assert len(asked(database, "chief", case_points, *span)) == 16
    opened = asked(database, "chief", case_points, *span, open_only=True)
    assert struct.unpack(">2f", opened) == pytest.approx(THERE, abs=1e-5)
    assert asked(database, "chief", case_points, span[0] - timedelta(days=9), span[0]) == b""


def test_that_everybody_gets_only_what_they_may_see(database):
    for _ in range(3):
        report(database, position=HERE)
    far = database.login("far", "外区值班长", (), None)
    span = day(database)
    for login in ("works", far):
        assert asked(database, login, case_points, *span) == b""
        assert asked(database, login, day_of_cases, now(database).date()) == b""
        assert asked(database, login, repeat_places, *span) == []


def test_that_a_day_tells_each_change_of_stage_in_its_order(database):
    case = report(database, position=HERE)
    case = act(database, "taker", Action.REGISTER, case, condition_id=1)
    act(database, "dispatcher", Action.DISPATCH, case, department_id=1)
    found = list(struct.iter_unpack(">qdffh", asked(database, "chief", day_of_cases, now(database).date())))
    assert [one[4] for one in found] == [0, 1, 2]
    assert [one[1] for one in found] == sorted(one[1] for one in found)
    assert all(0 < one[1] < 86400 and one[0] == case.case_id for one in found)
    tomorrow = list(struct.iter_unpack(">qdffh", asked(
        database, "chief", day_of_cases, now(database).date() + timedelta(days=1))))
    assert [(one[1], one[4]) for one in tomorrow] == [(0.0, 2)]  # as it stands when that day begins


def test_that_places_count_what_lies_within_reach_and_no_more(database):
    metre = 1 / 111195
    for east, north in ((0, 0), (20, 0), (0, 20), (300, 0), (310, 0)):
        report(database, position=(HERE[0] + east * metre / 0.878, HERE[1] + north * metre), place="卖芝桥东路")
    found = asked(database, "chief", repeat_places, *day(database), 50, 3)
    assert [(one.cases, one.open, one.place, len(one.case_ids)) for one in found] == [(3, 3, "卖芝桥东路", 3)]
    assert found[0].position == pytest.approx(HERE, abs=3e-4)
    assert [one.cases for one in asked(database, "chief", repeat_places, *day(database), 50, 2)] == [3, 2]
    assert [one.cases for one in asked(database, "chief", repeat_places, *day(database), 600, 2)] == [5]


@pytest.mark.parametrize("wrong", [{"metres": 0}, {"metres": float("nan")}, {"fewest": 1}, {"metres": 1e9}])
def test_that_senseless_bounds_are_refused(database, wrong):
    with pytest.raises(Refusal) as refused:
        asked(database, "chief", repeat_places, *day(database), **wrong)
    assert refused.value.code == "GR004"


def test_that_a_period_that_ends_before_it_begins_is_refused(database):
    with pytest.raises(Refusal) as refused:
        asked(database, "chief", case_points, *reversed(day(database)))
    assert refused.value.code == "GR004"


def test_that_those_in_an_area_are_those_on_duty_there_for_who_may_see_them(database):
    furnish(database)
    place(database, "worker", HERE)
    with database.owner.begin() as connection:
        cell = connection.exec_driver_sql(
            "select area_id from gridroom.area where code = '999901001001005'").scalar_one()
        other = connection.exec_driver_sql(
            "select area_id from gridroom.area where code = '999901001001001'").scalar_one()
    assert len(asked(database, "chief", units_in, cell)) == 1
    assert asked(database, "chief", units_in, other) == []
    assert asked(database, "works", units_in, cell) == []
