"""Forced and informed closing, calling back, reopening: who, how often, whose time, and what the third one brings."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from app.database import cases
from app.database.aftercare import call_backs_due
from app.database.history import broken_links
from app.domain.aftercare import CallBackState, ClosingKind, YesNo
from app.domain.case import Action, Answer, CaseState, Move
from app.domain.failures import Refusal
from app.domain.supervision import Card, OrderKind
from tests.database.aftercare import closed, seen, settled, unbroken
from tests.database.clone import PEOPLE, Clone
from tests.database.desk import act, dispatched, handled, report
from tests.database.test_case_functions import expect_refusal
from tests.database.test_deadlines import HOURS, Oracle, ask, limits, moments, owner  # noqa: F401  (a fixture)

UNHAPPY: dict[str, Any] = {"reached": True, "responded": "yes", "solved": "no", "satisfied": "no", "words": "又坏了"}
AGAIN = {"reason": "来电人不满意, 井盖又松动"}


def due(database: Clone, login: str = "taker") -> list[int]:
    with database.engine(login).connect() as connection:
        return [one.case_id for one in call_backs_due(connection)]


@pytest.mark.parametrize(("action", "values", "kind"), [
    (Action.FORCE_CLOSE, {"reason": "权属不清, 区里统一处理"}, ClosingKind.FORCED),
    (Action.INFORM_CLOSE, {"reason": "超出职责", "reply": "已告知属私有产权"}, ClosingKind.INFORMED)])
def test_that_the_duty_chief_alone_closes_unverified_and_it_stays_marked(
        database: Clone, action: Action, values: dict[str, Any], kind: ClosingKind) -> None:
    answer = handled(database)
    for login in set(PEOPLE) - {"chief"}:
        with pytest.raises(Refusal) as no:
            act(database, login, action, answer, **values)
        assert no.value.code == ("GR005" if login == "sanitation" else "GR003"), login
    with expect_refusal("GR010", "reason"):
        act(database, "chief", action, answer, **values | {"reason": ""})
    answer = act(database, "chief", action, answer, **values)
    detail = seen(database, "chief", answer)
    assert (answer.state, detail.case.closing_kind) == (CaseState.CLOSED, kind)
    assert detail.result == values.get("reply", "已更换井盖")
    with expect_refusal("GR002"):
        act(database, "chief", action, report(database), **values)
    assert unbroken(database)


def test_that_a_forced_closing_needs_nothing_more_and_leaves_no_clock(database: Clone) -> None:
    answer = act(database, "taker", Action.REGISTER, report(database), condition_id=1, handling_kind="coordinate")
    answer = act(database, "chief", Action.FORCE_CLOSE, answer, reason="反映人已失联")
    with database.owner.connect() as connection:
        running = connection.exec_driver_sql("select count(*) from gridroom.case_clock where stopped_at is null")
        assert running.scalar() == 0


def test_that_those_who_left_a_number_and_the_leaders_are_called_back(database: Clone) -> None:
    hotline = closed(database)
    silent = closed(database, reporter_phone="")
    leader = closed(database, reporter_phone="", source="leader")
    patrol = closed(database, source="patrol")
    answered = act(database, "taker", Action.ANSWER, report(database, reporter_phone="13800000001"), reply="已答复")
    assert due(database) == [hotline.case_id, leader.case_id]
    assert not {silent.case_id, patrol.case_id, answered.case_id} & set(due(database))
    with database.engine("taker").connect() as connection:
        assert call_backs_due(connection)[0].reporter_phone == "138****0001"
    assert due(database, "sanitation") == []


def test_that_every_merged_report_has_its_own_caller_and_its_own_call(database: Clone) -> None:
    main = handled(database, reporter_phone="13800000001")
    second = report(database, reporter_phone="13900000002")
    silent = report(database, description="同一处, 未留电话")
    for one in (second, silent):
        act(database, "taker", Action.MERGE, one, into_case=main.case_id)
    assert due(database) == []
    with database.engine("inspector").connect() as connection:
        version = cases.read_board_cases(connection, [main.case_id])[0].version
    main = act(database, "inspector", Action.VERIFY, replace(main, version=version))
    main = act(database, "chief", Action.CLOSE, main, closing_condition="恢复")
    assert set(due(database)) == {main.case_id, second.case_id}
    with database.engine("taker").connect() as connection:
        part = next(one for one in call_backs_due(connection) if one.case_id == second.case_id)
        part_version = connection.execute(text("select version from api.case_board where case_id = :id"),
                                          {"id": second.case_id}).scalar_one()
    assert (part.is_part, part.closing_kind, part.department) == (True, ClosingKind.NORMAL, "市政公用中心")
    act(database, "taker", Action.CALL_BACK, replace(second, version=part_version), **UNHAPPY)
    assert due(database) == [main.case_id]
    act(database, "taker", Action.REOPEN, main, **AGAIN)
    assert due(database) == []
    assert unbroken(database)


def test_that_three_vain_attempts_are_kept_and_end_it(database: Clone) -> None:
    answer = closed(database)
    for attempt in (1, 2, 3):
        assert due(database) == [answer.case_id], attempt
        answer = act(database, "taker", Action.CALL_BACK, answer, reached=False, words="无人接听")
    assert due(database) == []
    detail = seen(database, "chief", answer)
    assert (detail.case.call_back, detail.case.call_back_count) == (CallBackState.UNREACHED, 3)
    assert [(one.reached, one.solved) for one in detail.call_backs] == [(False, YesNo.UNKNOWN)] * 3
    act(database, "chief", Action.CALL_BACK, answer, reached=True, responded="yes", solved="yes", satisfied="yes")
    assert unbroken(database)


@pytest.mark.parametrize("wrong", [{"reached": None}, {"reached": False, "solved": "yes"}, {"solved": "maybe"},
                                   {"reached": True, "responded": "", "solved": "", "satisfied": "", "words": ""}])
def test_that_a_call_says_what_came_of_it(database: Clone, wrong: dict[str, Any]) -> None:
    with expect_refusal("GR004"):
        act(database, "taker", Action.CALL_BACK, closed(database), **UNHAPPY | wrong)


def test_that_only_the_desk_calls_back_and_reopens(database: Clone) -> None:
    answer = closed(database)
    for login in set(PEOPLE) - {"taker", "chief"}:
        for action, values in ((Action.CALL_BACK, UNHAPPY), (Action.REOPEN, AGAIN)):
            with pytest.raises(Refusal) as no:
                act(database, login, action, answer, **values)
            assert no.value.code == ("GR005" if login == "sanitation" else "GR003"), login


def test_that_a_dissatisfied_caller_brings_the_case_back_to_the_same_department(database: Clone) -> None:
    answer = act(database, "taker", Action.CALL_BACK, closed(database), **UNHAPPY)
    detail = seen(database, "taker", answer)
    assert detail.call_backs[0].asks_for_reopening
    answer = act(database, "taker", Action.REOPEN, answer, **AGAIN)
    assert answer.state is CaseState.IN_REWORK
    assert answer.deadline_at is not None
    detail = seen(database, "works", answer)
    assert (detail.case.reopen_count, detail.case.closing_kind, detail.closed_at) == (1, None, None)
    assert detail.steps[-1].receiver == "市政公用中心"
    with database.engine("works").connect() as connection:
        assert [case.case_id for case in cases.read_board(connection)] == [answer.case_id]
    answer = act(database, "works", Action.HANDLE, answer, result="重新加固")
    answer = act(database, "inspector", Action.VERIFY, answer)
    answer = act(database, "chief", Action.CLOSE, answer, closing_condition="恢复")
    assert due(database) == [answer.case_id]  # each closing asks again
    act(database, "taker", Action.CALL_BACK, answer, reached=True, solved="yes")
    assert [one.round for one in seen(database, "taker", answer).call_backs] == [1, 0]
    assert unbroken(database)


def test_that_what_never_lay_with_a_department_is_a_report_again(database: Clone) -> None:
    answer = act(database, "taker", Action.AUDIT_PASS, settled(database), closing_condition="清除")
    with expect_refusal("GR002"):
        act(database, "taker", Action.REOPEN, answer, **AGAIN)
    assert {one.action for one in seen(database, "taker", answer).allowed} >= {Action.REOPEN_REPORT}
    answer = act(database, "taker", Action.REOPEN_REPORT, answer, **AGAIN)
    assert answer.state is CaseState.REPORTED
    assert answer.deadline_at is not None
    with expect_refusal("GR002"):
        act(database, "taker", Action.REOPEN_REPORT, closed(database), **AGAIN)
    assert unbroken(database)


def test_that_a_department_that_had_sent_it_back_does_not_get_it_again(database: Clone) -> None:
    answer = act(database, "works", Action.RETURN, dispatched(database), reason="非本单位职责")
    answer = act(database, "chief", Action.FORCE_CLOSE, answer, reason="无责任主体")
    answer = act(database, "taker", Action.REOPEN_REPORT, answer, **AGAIN)
    assert seen(database, "taker", answer).case.department_id is None


def reopened(database: Clone, answer: Answer) -> Answer:
    return act(database, "taker", Action.REOPEN, answer, **AGAIN)


def closed_again(database: Clone, answer: Answer) -> Answer:
    answer = act(database, "works", Action.HANDLE, answer, result="重新加固")
    answer = act(database, "inspector", Action.VERIFY, answer)
    return act(database, "chief", Action.CLOSE, answer, closing_condition="恢复")


def test_that_the_third_reopening_gives_an_order_by_the_same_commit(database: Clone) -> None:
    answer = closed(database)
    for _ in range(2):
        answer = closed_again(database, reopened(database, answer))
    assert seen(database, "chief", answer).orders == ()
    answer = reopened(database, answer)
    detail = seen(database, "works", answer)
    (order,) = detail.orders
    assert (order.kind, order.card, order.department) == (OrderKind.IMPORTANT, Card.YELLOW, "市政公用中心")
    assert "第3次" in order.reason
    assert AGAIN["reason"] in order.reason
    assert (detail.case.card, detail.case.reply_due) == (Card.YELLOW, order.reply_by)
    assert detail.steps[-1].detail["order_number"] == order.order_number
    act(database, "works", Action.REPLY_TO_ORDER, answer, order_id=order.order_id, reply="已换新井盖")
    assert unbroken(database)


def test_that_pressing_twice_reopens_once(database: Clone) -> None:
    answer = closed(database)
    move = Move(uuid4(), Action.REOPEN, answer.case_id, answer.version, AGAIN)
    engine = database.engine("taker")
    answers: list[Answer] = []

    def press() -> None:
        with engine.begin() as connection:
            answers.append(cases.move(connection, move))

    presses = [threading.Thread(target=press) for _ in range(5)]
    for thread in presses:
        thread.start()
    for thread in presses:
        thread.join()
    assert sorted(one.repeated for one in answers) == [False] + [True] * 4
    assert seen(database, "taker", answer).case.reopen_count == 1


def test_that_of_two_at_once_one_reopens_and_the_other_hears_who(database: Clone) -> None:
    answer = closed(database)
    reopened(database, answer)
    with pytest.raises(Refusal) as no:
        act(database, "chief", Action.CALL_BACK, answer, **UNHAPPY)
    assert (no.value.code, no.value.detail["by"], no.value.detail["action"]) == ("GR001", "受理员一号", "reopen")


@pytest.mark.parametrize("table", ["call_back", "approval"])
def test_that_attempts_and_rungs_are_never_changed(database: Clone, table: str) -> None:
    act(database, "taker", Action.CALL_BACK, closed(database), **UNHAPPY)
    for statement in (f"delete from gridroom.{table}", f"update gridroom.{table} set words = ''",
                      f"truncate gridroom.{table}"):
        if table == "approval" and not statement.startswith("truncate"):
            continue  # no row, no trigger for each row
        with database.owner.connect() as connection, pytest.raises(Exception, match="append-only"):
            connection.exec_driver_sql(statement)


@pytest.mark.parametrize(("fault", "problem"), [
    ("update gridroom.case_file set closing_kind = 'normal'", "how it was closed was changed"),
    ("update gridroom.case_file set handling_kind = 'general'", "the kind of handling was changed"),
    ("alter table gridroom.call_back disable trigger all; update gridroom.call_back set solved = 'yes'",
     "the call-back is missing or was changed")])
def test_that_what_was_changed_behind_the_functions_shows(database: Clone, fault: str, problem: str) -> None:
    answer = act(database, "chief", Action.FORCE_CLOSE, handled(database), reason="强制")
    act(database, "taker", Action.CALL_BACK, answer, **UNHAPPY)
    with database.owner.begin() as connection:
        connection.exec_driver_sql(fault)
    with database.engine("auditor").connect() as connection:
        assert [row.problem for row in broken_links(connection)] == [problem]


def test_that_a_wall_learns_nothing_of_what_was_said(database: Clone) -> None:
    answer = act(database, "taker", Action.CALL_BACK, closed(database), **UNHAPPY)
    assert seen(database, "wall", answer).call_backs[0].words == ""
    closed(database)
    with database.engine("wall").connect() as connection:
        assert [(one.reporter_phone, one.summary) for one in call_backs_due(connection)] == [("", "")]


quarters = st.integers(1, 20 * 24 * 4).map(lambda n: timedelta(minutes=15 * n))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(started=moments, limit=limits, spans=st.tuples(quarters, quarters, quarters))
def test_that_a_reopened_case_has_the_time_that_was_left(owner, started: datetime, limit: tuple[str, float],  # noqa: F811
                                                         spans: tuple[timedelta, timedelta, timedelta]) -> None:
    """Handled, closed, reopened at any moment: what lies between handling and reopening counts for nobody."""
    kind, value = limit
    handled_at = started + spans[0]
    closed_at = handled_at + spans[1]
    reopened_at = closed_at + spans[2]
    with owner.begin_nested() as point:
        case = ask(owner, "insert into gridroom.case_file (case_number, state, description, source) "
                          "values ('O', 'in_rework', '', 'hotline') returning case_id")
        clock = ask(owner, "select gridroom.start_clock(:case, 'handle', :kind, :value, :at)",
                    case=case, kind=kind, value=value, at=started)
        run = owner.execute
        run(text("select gridroom.pause_clock(:clock, :at, null, 'handled')"), {"clock": clock, "at": handled_at})
        run(text("select gridroom.stop_clock(:clock, :at)"), {"clock": clock, "at": closed_at})
        run(text("select gridroom.reopen_clock(f, :at) from gridroom.case_file f where case_id = :case"),
            {"case": case, "at": reopened_at})
        found = ask(owner, "select deadline_at from gridroom.case_file where case_id = :case", case=case)
        point.rollback()
    oracle = Oracle(kind)
    used = oracle.between(started, handled_at)
    whole = timedelta(hours=HOURS[kind] * value)
    expected = oracle.add(started, whole) if used >= whole else oracle.add(reopened_at, whole - used)
    assert found == expected


@pytest.mark.parametrize("action", [Action.DISPUTE, Action.ESCALATE])
def test_that_what_lies_with_nobody_or_higher_up_can_be_handed_over_and_closed(database: Clone, action: Action) -> None:
    answer = act(database, "taker", Action.REGISTER, report(database, reporter_phone="13800000001"), condition_id=1)
    if action is Action.DISPUTE:
        answer = act(database, "dispatcher", Action.DISPATCH, answer, department_id=1)
        answer = act(database, "works", Action.RETURN, answer, reason="非本单位职责")
        answer = act(database, "dispatcher", Action.DISPUTE, answer, reason="两家都说不是")
    else:
        answer = act(database, "dispatcher", Action.ESCALATE, answer, to_level="city", reason="跨区")
    answer = act(database, "chief", Action.HAND_OVER, answer, service="110", told="指挥中心", told_words="围观人多")
    answer = act(database, "chief", Action.FORCE_CLOSE, answer, reason="区里统一处理")
    answer = act(database, "taker", Action.REOPEN_REPORT, answer, **AGAIN)
    assert seen(database, "chief", answer).case.receipt_due is not None  # still nobody confirmed
    assert unbroken(database)
