"""Heat, the day replayed, repeat places, who is in an area: as each person may see it."""

from __future__ import annotations

import math
import random
import struct
from datetime import timedelta

import pytest
from sqlalchemy import text

from app.database.map_history import case_points, day_of_cases, repeat_places, units_in
from app.database.server_time import read_server_time
from app.domain.case import Action
from app.domain.failures import Refusal
from tests.database.clone import Clone
from tests.database.desk import act, report
from tests.database.field_room import furnish, place

HERE, THERE = (121.3715, 28.5815), (121.3725, 28.5825)
METRE = 1 / 111195  # in degrees of latitude


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


def beside(east: float, north: float):
    """The point so many metres east and north of HERE."""
    return HERE[0] + east * METRE / math.cos(math.radians(HERE[1])), HERE[1] + north * METRE


def apart(one, other) -> float:
    """Metres between two points near HERE."""
    east = (one[0] - other[0]) * math.cos(math.radians((one[1] + other[1]) / 2))
    return math.hypot(east, one[1] - other[1]) / METRE


def put_cases(database: Clone, points, words: str = "卖芝桥东路117号") -> dict[int, tuple[float, float]]:
    """Reported cases by id."""
    return {report(database, position=point, place=words).case_id: point for point in points}


def test_that_a_chain_of_cases_does_not_grow_into_one_place(database):
    cases = put_cases(database, [beside(40 * n, 3 * n) for n in range(14)])
    found = asked(database, "chief", repeat_places, *day(database), 50, 3)
    assert len(found) > 1
    for one in found:
        assert all(apart(cases[case], one.position) <= 50.002 for case in one.case_ids), one
    told = [case for one in found for case in one.case_ids]
    assert len(told) == len(set(told)) == sum(one.cases for one in found)


def test_that_the_same_address_far_apart_is_two_places(database):
    put_cases(database, [beside(0, 0)] * 3)
    put_cases(database, [beside(400, 0)] * 4)
    found = asked(database, "chief", repeat_places, *day(database))
    assert [(one.cases, one.place) for one in found] == [(4, "卖芝桥东路117号"), (3, "卖芝桥东路117号")]
    assert apart(found[0].position, beside(400, 0)) < 0.1 > apart(found[1].position, beside(0, 0))


@pytest.mark.parametrize(("metres", "cases"), [(49.99, 7), (50.0, 7), (50.01, 6)])
@pytest.mark.parametrize("north", [True, False])
def test_that_a_case_belongs_up_to_the_bound_and_no_farther(database, metres, cases, north):
    put_cases(database, [beside(0, 0)] * 6 + [beside(0, metres) if north else beside(-metres, 0)])
    assert [one.cases for one in asked(database, "chief", repeat_places, *day(database), 50, 3)] == [cases]


def test_that_a_stray_case_between_two_crowds_belongs_to_the_nearer_and_does_not_unite_them(database):
    near = put_cases(database, [beside(0, 0)] * 6 + [beside(38, 0)])
    far = put_cases(database, [beside(80, 0)] * 6)
    found = asked(database, "chief", repeat_places, *day(database), 50, 3)
    assert [set(one.case_ids) for one in found] == [set(near), set(far)]


def test_that_each_crowd_is_found_whole_wherever_the_squares_lie(database):
    dice = random.Random(7)
    crowds = {}
    for number in range(9):
        middle = 260 * (number % 3) + dice.uniform(0, 90), 260 * (number // 3) + dice.uniform(0, 90)
        points = [beside(middle[0] + dice.gauss(0, 4), middle[1] + dice.gauss(0, 4)) for _ in range(3 + number)]
        crowds[number] = set(put_cases(database, points))
    alone = put_cases(database, [beside(900 + 120 * n, 0) for n in range(6)])
    found = asked(database, "chief", repeat_places, *day(database), 50, 3)
    assert [set(one.case_ids) for one in found] == [crowds[number] for number in reversed(range(9))]
    assert not set(alone) & {case for one in found for case in one.case_ids}


def long_ago(database: Clone, case_id: int, reported: float, closed: float | None) -> None:
    """Move a case and its steps back in time: so many days ago."""
    with database.owner.begin() as connection:
        connection.execute(text("set local session_replication_role = replica"))
        values = {"case": case_id, "reported": reported, "closed": closed}
        connection.execute(text("""update gridroom.case_file set reported_at = now() - :reported * interval '1 day',
            closed_at = now() - :closed * interval '1 day' where case_id = :case"""), values)
        connection.execute(text("""update gridroom.case_step set at = now() - :reported * interval '1 day'
            where case_id = :case and seq = 1"""), values)
        connection.execute(text("""update gridroom.case_step
            set at = now() - coalesce(:closed, 0.001) * interval '1 day' where case_id = :case and seq > 1"""), values)


def test_that_a_day_holds_young_old_and_long_open_cases(database):
    spans = {"young": (9, 5), "old": (70, 6), "long_open": (80, None), "over": (70, 9), "later": (6.4, 1)}
    ids = {}
    for name, (reported, closed) in spans.items():
        case = report(database, position=HERE)
        if closed is not None:
            act(database, "taker", Action.REJECT, case, reason="重复")
        ids[name] = case.case_id
        long_ago(database, case.case_id, reported, closed)
    asked_day = (now(database) - timedelta(days=7.9)).date()
    found = struct.iter_unpack(">qdffh", asked(database, "chief", day_of_cases, asked_day))
    assert {one[0] for one in found} == {ids["young"], ids["old"], ids["long_open"]}


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
