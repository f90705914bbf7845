"""Is it a case already? What is proposed, why, in which order, to whom, and what it never tells."""

from __future__ import annotations

import math
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from app.database.failures_from_sql import translated
from app.database.similar_cases import similar_cases, similar_to_case
from app.domain.case import Action, Answer
from app.domain.people import Duty
from app.domain.similar_case import Probe, SimilarCase
from tests.database.clone import PEOPLE, Clone
from tests.database.desk import act, dispatched, report
from tests.database.test_case_functions import expect_refusal

HERE = (121.3715, 28.5815)
METRE_NORTH = 1 / (6371008.8 * math.pi / 180)  # degrees of latitude


def north(metres: float) -> tuple[float, float]:
    return HERE[0], HERE[1] + metres * METRE_NORTH


def ask(database: Clone, login: str = "taker", position: tuple[float, float] | None = HERE,
        **values: Any) -> list[SimilarCase]:
    with database.engine(login).connect() as connection:
        return similar_cases(connection, Probe(position, **values))


def age(database: Clone, answer: Answer, **past: float) -> None:
    """The case was reported, and ended if it has ended, so long ago."""
    with database.owner.begin() as connection:
        connection.execute(text(
            "update gridroom.case_file set reported_at = now() - cast(:past as interval), "
            "closed_at = case when closed_at is not null then now() - cast(:past as interval) end "
            "where case_id = :id"), {"past": timedelta(**past), "id": answer.case_id})


def test_that_each_reason_is_told_with_stage_owner_and_countdown(database: Clone) -> None:
    standing = dispatched(database, reporter_phone="138 0000-0001", minor_id=1, place="卖芝桥东路117号")
    (found,) = ask(database, position=north(20), minor_id=1, reporter_phone="+86 13800000001",
                   place="卖芝桥东路117号", description="井盖没有了")
    assert (found.case_number, found.stage, found.department) == (standing.case_number, "to_handle", "市政公用中心")
    assert found.deadline_at == standing.deadline_at
    assert found.metres == pytest.approx(20, abs=0.01)
    assert (found.same_class, found.same_caller) == (True, True)
    assert (found.summary, found.place, found.version) == ("卖芝桥东路井盖缺失", "卖芝桥东路117号", standing.version)


def test_that_similar_words_are_a_reason_without_a_place_on_the_map(database: Clone) -> None:
    standing = report(database, description="卖芝桥东路117号门口路灯不亮，晚上很黑", place="卖芝桥东路117号")
    report(database, description="双水路菜场门口占道经营", place="双水路菜场")
    (found,) = ask(database, position=None, description="卖芝桥东路117号门口的路灯坏了不亮", place="卖芝桥东路117号")
    assert found.case_id == standing.case_id
    assert found.alike is not None
    assert found.alike >= 0.4
    assert found.metres is None
    # The same words at a place that is known to be another one tell of another lamp.
    assert ask(database, position=north(600), description="卖芝桥东路117号门口的路灯坏了不亮",
               place="卖芝桥东路117号") == []
    assert ask(database, position=None, description="灯") == []


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(metres=st.floats(0, 120), bearing=st.floats(0, 2 * math.pi))
@example(metres=49.99, bearing=0.0)
@example(metres=50.01, bearing=0.0)
@example(metres=49.99, bearing=math.pi / 2)
@example(metres=50.01, bearing=math.pi / 4)
def test_that_what_lies_within_the_distance_is_found_and_nothing_beyond(
        standing: Clone, metres: float, bearing: float) -> None:
    point = (HERE[0] + metres * math.sin(bearing) * METRE_NORTH / math.cos(math.radians(HERE[1])),
             HERE[1] + metres * math.cos(bearing) * METRE_NORTH)
    found = ask(standing, position=point)
    if abs(metres - 50) > 0.005:
        assert [one.metres is not None for one in found] == ([True] if metres < 50 else [])
    for one in found:
        assert one.metres == pytest.approx(metres, abs=0.005)


@pytest.fixture
def standing(database: Clone) -> Clone:
    """A room with one case at HERE."""
    report(database)
    return database


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(hours=st.floats(0, 400), ended=st.booleans())
@example(hours=23.999, ended=True)
@example(hours=24.001, ended=True)
@example(hours=167.999, ended=False)
@example(hours=168.001, ended=False)
def test_that_what_ended_counts_for_a_day_and_what_is_open_for_a_week(
        two: tuple[Clone, Answer, Answer], hours: float, ended: bool) -> None:
    database, still, gone = two
    age(database, still, hours=hours if not ended else 1000)
    age(database, gone, hours=hours if ended else 1000)
    found = ask(database, position=north(5))
    limit = 24 if ended else 168
    if abs(hours - limit) > 0.0005:
        assert [one.case_id for one in found] == ([(gone if ended else still).case_id] if hours < limit else [])
    for one in found:
        assert one.is_open is not ended
        assert (one.ended_at is not None) is ended


@pytest.fixture
def two(database: Clone) -> tuple[Clone, Answer, Answer]:
    """A room with an open case and one that was answered, both at HERE."""
    still, gone = report(database), report(database)
    return database, still, act(database, "taker", Action.ANSWER, gone, reply="已答复")


def test_that_another_class_is_another_trouble_until_a_city_says_otherwise(database: Clone) -> None:
    report(database, minor_id=1)
    assert ask(database, minor_id=2) == []
    assert [one.same_class for one in ask(database, minor_id=None)] == [False]
    with database.engine("administrator").begin() as connection:
        connection.execute(text("""select api.change_setting('duplicates', '{"metres": 15, "same_minor": false}')"""))
    assert [one.same_class for one in ask(database, minor_id=2)] == [False]
    assert ask(database, position=north(20)) == []


@pytest.mark.parametrize("rule", ['{"metres": -1}', '{"metres": "50"}', '{"metres": 50, "colour": 1}', '[]',
                                  '{"hours": 1e9}', '{"same_minor": 1}', '{"alike": 2}', '{"most": 1000}'])
def test_that_a_rule_that_means_nothing_is_refused(database: Clone, rule: str) -> None:
    with expect_refusal("GR004"), database.engine("administrator").begin() as connection, translated():
        connection.execute(text("select api.change_setting('duplicates', cast(:rule as jsonb))"), {"rule": rule})


def test_that_the_likeliest_comes_first_and_ended_ones_last(database: Clone) -> None:
    ended = act(database, "taker", Action.ANSWER, report(database, minor_id=1), reply="已答复")
    far = report(database, position=north(45), minor_id=1, description="东边路口的井")
    near = report(database, position=north(3), minor_id=1, description="东边路口的井")
    assert [one.case_id for one in ask(database, minor_id=1)] == [near.case_id, far.case_id, ended.case_id]


def test_that_a_report_that_is_part_of_a_case_proposes_that_case_once(database: Clone) -> None:
    main, part = report(database), report(database)
    act(database, "taker", Action.MERGE, part, into_case=main.case_id)
    (found,) = ask(database)
    assert (found.case_id, found.report_count) == (main.case_id, 1)
    with database.engine("taker").connect() as connection:
        assert similar_to_case(connection, main.case_id) == []
        assert similar_to_case(connection, part.case_id) == []


def test_that_a_case_that_stands_is_compared_by_what_stands_in_it(database: Clone) -> None:
    one = report(database, position=None, reporter_phone="13800000001", description="东门的灯")
    other = report(database, position=None, reporter_phone="13800000001", description="河道里漂着木板")
    with database.engine("taker").connect() as connection:
        (found,) = similar_to_case(connection, other.case_id)
    assert (found.case_id, found.same_caller) == (one.case_id, True)
    with database.engine("works").connect() as connection:
        assert similar_to_case(connection, other.case_id) == []


@pytest.mark.parametrize("login", sorted(PEOPLE))
def test_that_the_callers_number_is_compared_for_the_desk_alone(database: Clone, login: str) -> None:
    report(database, position=None, reporter_phone="13800000001")
    found = ask(database, login, position=None, reporter_phone="13800000001")
    assert bool(found) is (login in ("taker", "dispatcher", "chief"))


def test_that_a_secret_caller_is_never_compared(database: Clone) -> None:
    report(database, position=None, reporter_phone="13800000001", keep_secret=True)
    assert ask(database, position=None, reporter_phone="13800000001") == []


def test_that_a_case_out_of_sight_is_told_by_number_stage_and_department_alone(database: Clone) -> None:
    standing = dispatched(database, reporter_phone="13800000001")
    database.login("elsewhere", "外片受理员", (Duty.CALL_TAKER,), area_code="999901001001001")
    for login in ("elsewhere", "sanitation"):
        (found,) = ask(database, login, position=north(2), reporter_phone="13800000001")
        assert found == SimilarCase(
            None, standing.case_number, "dispatched", "to_handle", "市政公用中心", None, "", "", "", None, None, None,
            None, None, 0, None, False, False, None)
        # That the same person called about something there is nobody's business here.
        assert ask(database, login, position=None, reporter_phone="13800000001") == []


def test_that_a_wall_and_those_who_take_nothing_down_are_told_nothing(database: Clone) -> None:
    report(database)
    for login in ("wall", "assessor", "auditor"):
        assert ask(database, login) == []


@pytest.mark.parametrize(("one", "other", "same"), [
    ("13800000001", "138-0000 0001", True), ("13800000001", "+8613800000001", True),
    ("13800000001", "008613800000001", True),
    ("13800000001", "１３８００００００００１", False), ("13800000001", "１３８０００００００１", True),
    ("0576-82440000", "057682440000", True), ("110", "110", False), ("13800000001", "13800000002", False),
    ("8613800", "8613800", True), ("内线", "内线", False)])
def test_that_numbers_are_compared_as_they_are_dialled(database: Clone, one: str, other: str, same: bool) -> None:
    report(database, position=None, reporter_phone=one, description="东门的灯")
    assert bool(ask(database, position=None, reporter_phone=other)) is same


@pytest.mark.parametrize("probe", [
    {"position": (181.0, 0.0)}, {"position": (math.nan, math.nan)}, {"position": (0.0, 90.0)},
    {"position": (-180.0, -90.0)},
    {"position": None}, {"description": "%_\\'\";--" * 500}, {"place": "💡" * 400}, {"reporter_phone": "1" * 4000},
    {"minor_id": -7}])
def test_that_garbage_is_like_nothing(standing: Clone, probe: dict[str, Any]) -> None:
    found = ask(standing, **probe)
    assert all(one.case_number for one in found)


def test_that_the_same_words_of_another_place_tell_of_another_trouble(database: Clone) -> None:
    words = "门口路灯不亮，晚上很黑，老人小孩容易摔倒，请尽快派人维修"
    report(database, position=None, description=words, place="卖芝桥东路117号")
    for place, found in (("卖芝桥东路117号", 1), ("金清镇河滨公园", 0), ("", 1)):
        assert len(ask(database, position=None, description=words, place=place)) == found
