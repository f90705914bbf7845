"""Main and assisting units, reassigning, the way back, disputes: who may, who sees, whose clock."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import text

from app.database import cases, dispatching
from app.database.case_detail import read_case
from app.domain.case import Action, Answer, CaseState, Move
from app.domain.case_detail import CaseDetail
from app.domain.dispatching import UnitAnswer, UnitEnd, UnitPart
from app.domain.failures import Refusal
from app.domain.people import Duty
from tests.database.clone import PEOPLE, Clone
from tests.database.desk import act, dispatched, report
from tests.database.test_case_functions import expect_refusal


def seen(database: Clone, login: str, answer: Answer) -> CaseDetail | None:
    with database.engine(login).connect() as connection:
        return read_case(connection, answer.case_id)


def detail(database: Clone, login: str, answer: Answer) -> CaseDetail:
    found = seen(database, login, answer)
    assert found is not None
    return found


def offered(database: Clone, login: str, answer: Answer) -> set[Action]:
    return {one.action for one in detail(database, login, answer).allowed}


def registered(database: Clone, **values: Any) -> Answer:
    return act(database, "taker", Action.REGISTER, report(database, **values), condition_id=1)


def joint(database: Clone) -> Answer:
    """A case of which works is the main unit and sanitation assists."""
    return act(database, "dispatcher", Action.DISPATCH, registered(database), department_id=1, assisting=[2, 2, 1])


def broken(database: Clone) -> list[Any]:
    with database.owner.connect() as connection:
        return list(connection.execute(text("select * from gridroom.broken_links()")))


def test_that_an_assisting_department_has_its_own_part_on_the_common_clock(database: Clone) -> None:
    answer = joint(database)
    due = answer.deadline_at
    assert [(unit.department_id, unit.part) for unit in detail(database, "sanitation", answer).units] == [
        (1, UnitPart.MAIN), (2, UnitPart.ASSIST)]
    assert {Action.ACCEPT_PART, Action.FINISH_PART, Action.RETURN_PART} <= offered(database, "sanitation", answer)
    assert Action.ACCEPT not in offered(database, "sanitation", answer)
    assert not {Action.ACCEPT_PART, Action.FINISH_PART} & offered(database, "works", answer)
    answer = act(database, "sanitation", Action.ACCEPT_PART, answer, remark="已派人")
    answer = act(database, "works", Action.ACCEPT, answer)
    assert answer.deadline_at == due
    assert Action.HANDLE not in offered(database, "works", answer)
    with expect_refusal("GR040"):
        act(database, "works", Action.HANDLE, answer, result="已更换井盖")
    answer = act(database, "sanitation", Action.FINISH_PART, answer, result="已清扫周边")
    part = detail(database, "works", answer).units[1]
    assert (part.answer, part.done_words, part.done_by) == (UnitAnswer.ACCEPTED, "已清扫周边", "环卫联络员")
    assert answer.deadline_at == due
    answer = act(database, "works", Action.HANDLE, answer, result="已更换井盖")
    assert answer.state is CaseState.HANDLED
    assert broken(database) == []


def test_that_an_assisting_department_sees_no_longer_than_it_takes_part(database: Clone) -> None:
    answer = dispatched(database)
    assert seen(database, "sanitation", answer) is None
    answer = act(database, "dispatcher", Action.CHANGE_ASSISTING, answer, assisting=[2], reason="需清扫")
    assert detail(database, "sanitation", answer).case.open_parts == 1
    answer = act(database, "dispatcher", Action.CHANGE_ASSISTING, answer, assisting=[], reason="不再需要")
    assert seen(database, "sanitation", answer) is None
    with expect_refusal("GR005"):
        act(database, "sanitation", Action.FINISH_PART, answer, result="已清扫")
    with database.engine("sanitation").connect() as connection:
        (left,) = dispatching.left_cases(connection)
        assert connection.execute(text("select count(*) from api.case_unit_list")).scalar() == 0
    assert (left.case_number, left.how, left.why, left.left_by, left.now_with) == (
        answer.case_number, UnitEnd.RELEASED, "不再需要", "派遣员一号", "市政公用中心")
    with database.engine("works").connect() as connection:
        assert dispatching.left_cases(connection) == []


def test_that_a_part_that_is_returned_leaves_the_assisting_department_and_blocks_nobody(database: Clone) -> None:
    answer = act(database, "works", Action.ACCEPT, joint(database))
    with expect_refusal("GR010", "reason"):
        act(database, "sanitation", Action.RETURN_PART, answer, reason=" ")
    answer = act(database, "sanitation", Action.RETURN_PART, answer, reason="不在保洁范围")
    assert seen(database, "sanitation", answer) is None
    assert act(database, "works", Action.HANDLE, answer, result="已更换").state is CaseState.HANDLED


@pytest.mark.parametrize("login", sorted(set(PEOPLE) - {"sanitation"}))
def test_that_nobody_else_does_the_part_of_an_assisting_department(database: Clone, login: str) -> None:
    answer = joint(database)
    for action, values in ((Action.ACCEPT_PART, {}), (Action.FINISH_PART, {"result": "好了"}),
                           (Action.RETURN_PART, {"reason": "不是"})):
        with expect_refusal("GR003"):
            act(database, login, action, answer, **values)


def test_that_who_assisted_may_not_judge_the_work(database: Clone) -> None:
    database.login("both", "环卫核查员", (Duty.DEPARTMENT, Duty.INSPECTOR), "D2")
    answer = act(database, "sanitation", Action.FINISH_PART, joint(database), result="已清扫")
    answer = act(database, "works", Action.ACCEPT, answer)
    answer = act(database, "works", Action.HANDLE, answer, result="已更换")
    assert Action.VERIFY not in offered(database, "both", answer)
    with expect_refusal("GR003"):
        act(database, "both", Action.VERIFY, answer)


def test_that_an_assisting_department_never_learns_who_reported(database: Clone) -> None:
    answer = joint(database)
    with pytest.raises(Refusal) as no, database.engine("sanitation").begin() as connection:
        cases.disclose_reporter(connection, answer.case_id, "想知道")
    assert no.value.code == "GR003"


def test_that_reassigning_starts_the_clock_afresh_and_tells_the_old_department(database: Clone) -> None:
    answer = dispatched(database)
    with database.engine("works").begin() as connection:
        cases.mark_opened(connection, answer.case_id)
    with expect_refusal("GR008"):
        act(database, "dispatcher", Action.TAKE_BACK, answer)
    with expect_refusal("GR004", "department_id"):
        act(database, "dispatcher", Action.REASSIGN, answer, department_id=1, reason="改派")
    with expect_refusal("GR010", "reason"):
        act(database, "dispatcher", Action.REASSIGN, answer, department_id=2, reason="")
    moved = act(database, "dispatcher", Action.REASSIGN, answer, department_id=2, reason="属环卫管养")
    assert moved.state is CaseState.DISPATCHED
    assert moved.deadline_at is not None
    assert answer.deadline_at is not None
    assert moved.deadline_at > answer.deadline_at
    assert detail(database, "sanitation", moved).case.opened_at is None
    assert seen(database, "works", moved) is None
    with database.engine("works").connect() as connection:
        (left,) = dispatching.left_cases(connection)
    assert (left.how, left.why, left.now_with) == (UnitEnd.REASSIGNED, "属环卫管养", "市容环卫中心")
    assert broken(database) == []


@pytest.mark.parametrize("login", sorted(set(PEOPLE) - {"dispatcher", "chief"}))
def test_that_only_the_room_reassigns_sends_back_and_disputes(database: Clone, login: str) -> None:
    answer = dispatched(database)
    code = "GR005" if login == "sanitation" else "GR003"
    with expect_refusal(code):
        act(database, login, Action.REASSIGN, answer, department_id=2, reason="改派")
    with expect_refusal(code):
        act(database, login, Action.CHANGE_ASSISTING, answer, assisting=[2], reason="加")
    answer = act(database, "works", Action.RETURN, answer, reason="非本单位职责")
    for action in (Action.SEND_BACK, Action.DISPUTE):
        with expect_refusal(code):
            act(database, login, action, answer, reason="不清楚")


def test_that_a_returned_case_goes_out_again_or_back_to_registering_and_never_on(database: Clone) -> None:
    answer = act(database, "works", Action.RETURN, dispatched(database), reason="非本单位职责")
    assert {Action.DISPATCH, Action.SEND_BACK} <= offered(database, "dispatcher", answer)
    assert not {Action.CLOSE, Action.VERIFY, Action.REGISTER} & offered(database, "dispatcher", answer)
    back = act(database, "dispatcher", Action.SEND_BACK, answer, reason="类别登记有误")
    case = detail(database, "taker", back)
    assert (back.state, case.case.department_id, case.condition_id) == (CaseState.REPORTED, None, 1)
    assert case.steps[-1].detail["to"] == "受理员一号"
    assert case.case.deadline_at is not None  # the clock of registering runs
    assert seen(database, "works", back) is None
    again = act(database, "taker", Action.REGISTER, back, condition_id=4)
    assert act(database, "dispatcher", Action.DISPATCH, again, department_id=2).state is CaseState.DISPATCHED
    assert broken(database) == []


def test_that_two_departments_that_return_it_propose_a_dispute(database: Clone) -> None:
    answer = act(database, "works", Action.RETURN, dispatched(database), reason="非本单位职责")
    assert detail(database, "dispatcher", answer).allowed[0].action is Action.DISPATCH
    answer = act(database, "dispatcher", Action.DISPATCH, answer, department_id=2)
    answer = act(database, "sanitation", Action.RETURN, answer, reason="也不是我们")
    first = detail(database, "dispatcher", answer).allowed[0]
    assert (first.action, first.primary) == (Action.DISPUTE, True)


def test_that_the_duty_chief_decides_a_dispute_and_the_same_unit_goes_on_with_its_time(database: Clone) -> None:
    answer = act(database, "works", Action.RETURN, dispatched(database), reason="非本单位职责")
    answer = act(database, "dispatcher", Action.DISPUTE, answer, reason="权属不清", departments=[1, 2])
    assert (answer.state, detail(database, "sanitation", answer).case.department) == (CaseState.DISPUTED, "")
    act(database, "sanitation", Action.NOTE, answer, note="井盖标识为市政")
    with database.owner.connect() as connection:
        clocks = list(connection.execute(text(
            "select name from gridroom.case_clock where stopped_at is null order by 1")).scalars())
    assert clocks == ["dispute", "handle"]
    for login in sorted(set(PEOPLE) - {"chief"}):
        with expect_refusal("GR003"):
            act(database, login, Action.SETTLE_DISPUTE, answer, department_id=1, reason="我说了算")
    with expect_refusal("GR010", "reason"):
        act(database, "chief", Action.SETTLE_DISPUTE, answer, department_id=1, reason="")
    settled = act(database, "chief", Action.SETTLE_DISPUTE, answer, department_id=1, reason="标识为市政, 由市政办理")
    assert settled.state is CaseState.DISPATCHED
    assert settled.deadline_at is not None
    assert seen(database, "sanitation", settled) is None
    with database.owner.connect() as connection:
        assert connection.execute(text("select count(*) from gridroom.case_clock where name = 'handle'")).scalar() == 1
    assert broken(database) == []


def test_that_of_two_who_dispatch_at_once_one_wins_and_nothing_is_told_twice(database: Clone) -> None:
    answer = registered(database)
    engines = {login: database.engine(login) for login in ("dispatcher", "chief")}

    def send(login: str, department: int) -> str:
        try:
            with engines[login].begin() as connection:
                cases.move(connection, Move(uuid4(), Action.DISPATCH, answer.case_id, answer.version,
                                            {"department_id": department, "assisting": [3 - department]}))
            return ""
        except Refusal as no:
            return no.code

    with ThreadPoolExecutor(2) as pool:
        outcome = sorted(pool.map(send, ("dispatcher", "chief"), (1, 2)))
    assert outcome == ["", "GR001"]
    with database.owner.connect() as connection:
        assert connection.execute(text("select count(*) from gridroom.case_unit")).scalar() == 2


def test_that_a_unit_changed_behind_the_functions_shows(database: Clone) -> None:
    answer = joint(database)
    with database.owner.begin() as connection:
        connection.execute(text("update gridroom.case_unit set demand = '别的' where part = 'assist'"))
    assert [(row.case_id, row.problem) for row in broken(database)] == [
        (answer.case_id, "a unit of the case is missing or was changed")]


def test_that_units_and_ways_up_can_be_removed_by_nobody(database: Clone) -> None:
    joint(database)
    with pytest.raises(Exception, match="append-only"), database.owner.begin() as connection:
        connection.execute(text("delete from gridroom.case_unit"))


@pytest.mark.parametrize(("values", "field"), [
    ({"department_id": 99}, "department_id"), ({"department_id": None}, "department_id"),
    ({"department_id": 1, "assisting": [99]}, "assisting"), ({"department_id": 1, "assisting": [None]}, "assisting")])
def test_that_a_department_that_does_not_exist_is_refused(database: Clone, values: dict[str, Any], field: str) -> None:
    with expect_refusal("GR004", field):
        act(database, "dispatcher", Action.DISPATCH, registered(database), **values)


def test_that_accuracy_counts_what_came_back_as_not_theirs(database: Clone) -> None:
    start = datetime.fromisoformat("2020-01-01T00:00:00+08:00")
    first, second, third = dispatched(database), dispatched(database), dispatched(database)
    act(database, "works", Action.RETURN, first, reason="非本单位职责")
    act(database, "works", Action.RETURN, second, reason="材料不全", cause="other")
    act(database, "dispatcher", Action.TAKE_BACK, third)
    with database.engine("dispatcher").connect() as connection:
        assert dispatching.my_dispatches(connection, start) == (2, 1)
        (row,) = connection.execute(text("select * from api.dispatch_accuracy"))
    assert (row.login, row.dispatched, row.returned, float(row.accuracy)) == ("dispatcher", 2, 1, 0.5)
    with database.engine("chief").connect() as connection:
        assert dispatching.my_dispatches(connection, start) == (0, 0)
        assert connection.execute(text("select count(*) from api.dispatch_accuracy")).scalar() == 1
