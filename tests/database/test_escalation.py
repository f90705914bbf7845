"""A case goes up level by level with receipts; a street whistles for departments."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from app.domain.case import Action, Answer, CaseState
from app.domain.dispatching import Level, UnitAnswer
from app.domain.people import Duty
from tests.database.clone import PEOPLE, Clone
from tests.database.desk import act, dispatched
from tests.database.test_case_functions import expect_refusal
from tests.database.test_dispatching import broken, detail, offered, registered, seen

SOON = datetime.now(UTC) + timedelta(hours=2)
STREET, COMMUNITY = "999901001", "999901001001"


def escalated(database: Clone, level: str = "city", **values: str) -> Answer:
    return act(database, "dispatcher", Action.ESCALATE, registered(database), to_level=level, reason="跨区", **values)


def test_that_every_level_gives_a_receipt_before_the_next_and_the_answer_comes_down(database: Clone) -> None:
    answer = escalated(database, "street")
    assert (answer.state, detail(database, "dispatcher", answer).case.level) == (CaseState.ESCALATED, "street")
    with expect_refusal("GR041"):
        act(database, "dispatcher", Action.ESCALATE, answer, to_level="city", reason="再上报")
    with expect_refusal("GR041"):
        act(database, "dispatcher", Action.RETURN_FROM_LEVEL, answer, reply="已协调")
    answer = act(database, "dispatcher", Action.RECEIVE_ESCALATION, answer, receiver="街道值班室")
    with expect_refusal("GR041"):
        act(database, "dispatcher", Action.RECEIVE_ESCALATION, answer, receiver="街道值班室")
    with expect_refusal("GR010", "agreed_by"):
        act(database, "dispatcher", Action.ESCALATE, answer, to_level="district", reason="街道难协调")
    answer = act(database, "dispatcher", Action.ESCALATE, answer, to_level="district", reason="街道难协调",
                 agreed_by="街道主任")
    answer = act(database, "chief", Action.RECEIVE_ESCALATION, answer, receiver="区政府办")
    answer = act(database, "chief", Action.RETURN_FROM_LEVEL, answer, reply="由市政牵头")
    case = detail(database, "dispatcher", answer)
    assert (answer.state, case.case.level) == (CaseState.REGISTERED, "")
    assert [(one.from_level, one.to_level, one.receiver, one.answer) for one in case.escalations] == [
        (Level.DUTY_GRID, Level.STREET, "街道值班室", ""), (Level.STREET, Level.DISTRICT, "区政府办", "由市政牵头")]
    assert act(database, "dispatcher", Action.DISPATCH, answer, department_id=1).state is CaseState.DISPATCHED
    assert broken(database) == []


def test_that_a_case_goes_up_and_never_down_or_beyond_the_city(database: Clone) -> None:
    answer = registered(database)
    for level in ("", "duty_grid", "moon", None):
        with expect_refusal("GR004", "to_level"):
            act(database, "dispatcher", Action.ESCALATE, answer, to_level=level, reason="上报")
    answer = act(database, "dispatcher", Action.ESCALATE, answer, to_level="city", reason="跨区")
    with expect_refusal("GR010", "receipt_number"):
        act(database, "dispatcher", Action.RECEIVE_ESCALATION, answer, receiver="市中心")
    answer = act(database, "dispatcher", Action.RECEIVE_ESCALATION, answer, receiver="市中心", receipt_number="SJ-7")
    assert Action.ESCALATE not in offered(database, "dispatcher", answer)
    with expect_refusal("GR004", "to_level"):
        act(database, "dispatcher", Action.ESCALATE, answer, to_level="city", reason="跨区")


def test_that_each_level_has_a_clock_until_the_receipt_and_one_until_the_answer(database: Clone) -> None:
    answer = escalated(database)
    assert answer.deadline_at is not None
    received = act(database, "dispatcher", Action.RECEIVE_ESCALATION, answer, receiver="市中心", receipt_number="1")
    assert received.deadline_at is not None
    assert received.deadline_at > answer.deadline_at
    with database.owner.connect() as connection:
        running = connection.execute(text("select name from gridroom.case_clock where stopped_at is null")).scalars()
        assert list(running) == ["level"]


def test_that_people_of_a_level_receive_and_hand_on_to_the_next_only(database: Clone) -> None:
    database.login("community", "社区书记", (Duty.GRID_WORKER,), area_code=COMMUNITY)
    database.login("street", "街道干部", (Duty.GRID_WORKER,), area_code=STREET)
    answer = registered(database)
    with expect_refusal("GR004", "to_level"):
        act(database, "community", Action.ESCALATE, answer, to_level="district", reason="越级")
    answer = act(database, "community", Action.ESCALATE, answer, to_level="street", reason="社区解决不了")
    with expect_refusal("GR003"):
        act(database, "community", Action.RECEIVE_ESCALATION, answer, receiver="我自己")
    answer = act(database, "street", Action.RECEIVE_ESCALATION, answer, receiver="街道干部")
    step = detail(database, "chief", answer).steps[-1]
    assert step.detail["typed_in"] is False
    with expect_refusal("GR003"):
        act(database, "community", Action.RETURN_FROM_LEVEL, answer, reply="我来答")
    assert act(database, "street", Action.RETURN_FROM_LEVEL, answer, reply="街道已协调").state is CaseState.REGISTERED


@pytest.mark.parametrize("login", sorted(set(PEOPLE) - {"dispatcher", "chief", "worker"}))
def test_that_nobody_else_hands_a_case_up(database: Clone, login: str) -> None:
    answer = registered(database)
    with expect_refusal("GR005" if PEOPLE[login][2] else "GR003"):
        act(database, login, Action.ESCALATE, answer, to_level="city", reason="上报")


def test_that_a_receipt_changed_behind_the_functions_shows(database: Clone) -> None:
    escalated(database)
    with database.owner.begin() as connection:
        connection.execute(text("update gridroom.case_escalation set receive_by = receive_by + interval '1 day'"))
    assert [row.problem for row in broken(database)] == ["the way up is missing or was changed"]


def test_that_a_street_whistles_and_every_department_answers_for_itself(database: Clone) -> None:
    database.login("street", "街道干部", (Duty.GRID_WORKER,), area_code=STREET)
    answer = dispatched(database)
    assert seen(database, "sanitation", answer) is None
    answer = act(database, "street", Action.WHISTLE, answer, departments=[1, 2], demand="现场联合整治", appear_by=SOON)
    case = detail(database, "sanitation", answer)
    assert case.case.whistle_due == SOON
    assert case.units[-1].demand == "现场联合整治"
    assert not case.units[-1].typed_in
    assert Action.ANSWER_WHISTLE in offered(database, "works", answer)
    with expect_refusal("GR010", "remark"):
        act(database, "sanitation", Action.ANSWER_WHISTLE, answer, whistle_answer="refused")
    with expect_refusal("GR004", "whistle_answer"):
        act(database, "sanitation", Action.ANSWER_WHISTLE, answer, whistle_answer="later")
    answer = act(database, "works", Action.ANSWER_WHISTLE, answer, whistle_answer="arrived")
    with expect_refusal("GR003"):
        act(database, "works", Action.ANSWER_WHISTLE, answer, whistle_answer="arrived")
    answer = act(database, "sanitation", Action.ANSWER_WHISTLE, answer, whistle_answer="refused", remark="无此职责")
    assert seen(database, "sanitation", answer) is None
    case = detail(database, "works", answer)
    assert case.case.whistle_due is None
    assert case.case.state is CaseState.DISPATCHED
    assert [unit.answer for unit in case.units[1:]] == [UnitAnswer.ARRIVED, UnitAnswer.REFUSED]
    with database.engine("chief").connect() as connection:
        rows = list(connection.execute(text(
            "select department, whistled, arrived, refused, overdue from api.whistle_count order by 1")))
    assert [tuple(row) for row in rows] == [("市容环卫中心", 1, 0, 1, 0), ("市政公用中心", 1, 1, 0, 0)]
    assert broken(database) == []


def test_that_a_whistle_needs_departments_a_demand_and_a_time(database: Clone) -> None:
    answer = dispatched(database)
    good = {"departments": [2], "demand": "到场", "appear_by": SOON}
    for wrong, code, field in (
            ({"departments": []}, "GR004", "departments"), ({"departments": [77]}, "GR004", "departments"),
            ({"demand": " "}, "GR010", "demand"), ({"appear_by": None}, "GR004", "appear_by"),
            ({"appear_by": datetime.now(UTC)}, "GR004", "appear_by")):
        with expect_refusal(code, field):
            act(database, "chief", Action.WHISTLE, answer, **(good | wrong))
    answer = act(database, "chief", Action.WHISTLE, answer, **good)
    assert detail(database, "chief", answer).units[-1].typed_in
    with expect_refusal("GR004", "departments"):
        act(database, "chief", Action.WHISTLE, answer, **good)
    for login in ("taker", "inspector", "assessor", "wall", "administrator", "works", "auditor"):
        with expect_refusal("GR003"):
            act(database, login, Action.WHISTLE, answer, **good)
