"""Settled on the spot and audited; the four kinds of handling and what each demands before it may be closed."""

from __future__ import annotations

from uuid import uuid4

import pytest
from sqlalchemy import text

from app.database.failures_from_sql import translated
from app.domain.aftercare import ClosingKind, HandlingKind
from app.domain.case import Action, Answer, CaseState, Stage
from app.domain.failures import Refusal
from app.domain.people import Duty
from tests.database.aftercare import seen, settled, unbroken, with_pictures
from tests.database.clone import PEOPLE, Clone
from tests.database.desk import act, report
from tests.database.test_case_functions import expect_refusal

WITHOUT_PICTURES = "update gridroom.setting set value = 'false' where key = 'self_handled_needs_pictures'"
CLOSING = {"closing_condition": "清除"}


def test_that_what_a_worker_settled_is_audited_and_counts_as_settled_on_the_spot(database: Clone) -> None:
    answer = settled(database)
    detail = seen(database, "taker", answer)
    assert (detail.case.state, detail.case.stage) == (CaseState.SELF_HANDLED, Stage.TO_VERIFY)
    assert (detail.allowed[0].action, detail.allowed[0].primary) == (Action.AUDIT_PASS, True)
    assert detail.case.deadline_at is not None
    assert detail.steps[-1].detail["typed_in"] is False
    answer = act(database, "taker", Action.AUDIT_PASS, answer, **CLOSING)
    detail = seen(database, "taker", answer)
    assert (answer.state, detail.case.closing_kind) == (CaseState.CLOSED, ClosingKind.SELF_HANDLED)
    assert answer.deadline_at is None
    assert unbroken(database)


def test_that_a_failed_audit_sends_it_on_as_any_report(database: Clone) -> None:
    answer = act(database, "chief", Action.AUDIT_FAIL, settled(database), reason="照片不是同一处")
    assert answer.state is CaseState.REPORTED
    assert answer.deadline_at is not None
    act(database, "taker", Action.REGISTER, answer, condition_id=1)
    void = act(database, "chief", Action.VOID, settled(database, description="另一件"), reason="重复")
    assert void.state is CaseState.VOIDED
    with expect_refusal("GR010", "reason"):
        act(database, "taker", Action.AUDIT_FAIL, settled(database, description="第三件"), reason=" ")


def test_that_only_workers_and_the_desk_settle_and_only_the_desk_audits(database: Clone) -> None:
    reported = with_pictures(database, report(database))
    for login in set(PEOPLE) - {"worker", "taker", "chief"}:
        with pytest.raises(Refusal) as no:
            act(database, login, Action.SELF_HANDLE, reported, result="做完了")
        assert no.value.code == ("GR005" if PEOPLE[login][2] else "GR003"), login
    answer = act(database, "worker", Action.SELF_HANDLE, reported, result="做完了")
    for login in set(PEOPLE) - {"taker", "chief"}:
        for action, values in ((Action.AUDIT_PASS, CLOSING), (Action.AUDIT_FAIL, {"reason": "不符"})):
            with pytest.raises(Refusal) as no:
                act(database, login, action, answer, **values)
            assert no.value.code == ("GR005" if PEOPLE[login][2] else "GR003"), login


def test_that_nobody_audits_their_own_work(database: Clone) -> None:
    database.login("both", "兼职", [Duty.GRID_WORKER, Duty.CALL_TAKER])
    answer = with_pictures(database, report(database))
    answer = act(database, "both", Action.SELF_HANDLE, answer, result="做完了")
    assert Action.AUDIT_PASS not in {one.action for one in seen(database, "both", answer).allowed}
    for action, values in ((Action.AUDIT_PASS, CLOSING), (Action.AUDIT_FAIL, {"reason": "不符"})):
        with expect_refusal("GR003", "own_work"):
            act(database, "both", action, answer, **values)
    act(database, "taker", Action.AUDIT_PASS, answer, **CLOSING)


@pytest.mark.parametrize(("kinds", "missing"), [(("near",), "handle_after"), (("handle_after",), "handle_before")])
def test_that_both_pictures_are_wanted(database: Clone, kinds: tuple[str, ...], missing: str) -> None:
    answer = with_pictures(database, report(database), *kinds)
    with expect_refusal("GR004", missing):
        act(database, "worker", Action.SELF_HANDLE, answer, result="做完了")
    with database.owner.begin() as connection:
        connection.exec_driver_sql(WITHOUT_PICTURES)
    act(database, "worker", Action.SELF_HANDLE, answer, result="做完了")


def test_that_the_desk_types_in_whose_work_it_was(database: Clone) -> None:
    answer = with_pictures(database, report(database))
    for worker in ("", "taker", "nobody"):
        with expect_refusal("GR004", "worker"):
            act(database, "taker", Action.SELF_HANDLE, answer, result="做完了", worker=worker)
    with expect_refusal("GR004", "worker"):
        act(database, "worker", Action.SELF_HANDLE, answer, result="做完了", worker="taker")
    answer = act(database, "taker", Action.SELF_HANDLE, answer, result="做完了", worker="worker")
    step = seen(database, "taker", answer).steps[-1]
    assert (step.by_login, step.detail["worker"], step.detail["typed_in"]) == ("taker", "worker", True)


def test_that_a_hand_held_reports_it_all_at_once_and_once(database: Clone) -> None:
    asked = uuid4()
    ask = text("select * from api.report_self_handled(:id, '占道杂物', '已清走', :before, :after, "
               "longitude => 121.3715, latitude => 28.5815)")
    answers = []
    for _ in range(2):
        with database.engine("worker").begin() as connection:
            answers.append(connection.execute(ask, {"id": asked, "before": b"before", "after": b"after"}).one())
    assert [one.repeated for one in answers] == [False, True]
    assert answers[0].case_id == answers[1].case_id
    with database.engine("worker").begin() as connection, expect_refusal("GR004", "handle_after"), translated():
        connection.execute(ask, {"id": uuid4(), "before": b"before", "after": None})
    with database.owner.connect() as connection:
        states = connection.exec_driver_sql("select state from gridroom.case_file").scalars().all()
    assert states == ["self_handled"]
    assert unbroken(database)


def test_that_a_coordinated_matter_is_not_closed_before_the_reporter_was_told(database: Clone) -> None:
    answer = act(database, "taker", Action.REGISTER, report(database), condition_id=1, handling_kind="coordinate")
    assert Action.CLOSE not in {one.action for one in seen(database, "taker", answer).allowed}
    with expect_refusal("GR050", "reporter_not_told"):
        act(database, "taker", Action.CLOSE, answer, **CLOSING)
    answer = act(database, "worker", Action.TELL_REPORTER, answer, told_words="社区已调解, 双方同意错时装修")
    assert Action.CLOSE in {one.action for one in seen(database, "taker", answer).allowed}
    answer = act(database, "taker", Action.CLOSE, answer, **CLOSING)
    assert seen(database, "taker", answer).case.closing_kind is ClosingKind.NORMAL
    with expect_refusal("GR002"):  # nobody handled it, and nothing else brought it about
        act(database, "taker", Action.CLOSE, act(database, "taker", Action.REGISTER, report(database), condition_id=1),
            **CLOSING)
    assert unbroken(database)


def test_that_an_emergency_is_urgent_and_tracked(database: Clone) -> None:
    answer = report(database)
    answer = act(database, "taker", Action.SET_HANDLING, answer, handling_kind="emergency")
    assert seen(database, "taker", answer).case.urgency == "urgent"
    with expect_refusal("GR004", "emergency"):
        act(database, "taker", Action.AMEND, answer, changes={"urgency": "normal"}, reason="不急")
    with expect_refusal("GR050", "not_tracked"):
        act(database, "taker", Action.ANSWER, answer, reply="已知悉")
    answer = act(database, "worker", Action.TRACK, answer, finding="已到场, 水位下降")
    act(database, "taker", Action.ANSWER, answer, reply="积水已退")
    assert unbroken(database)


def rung(database: Clone, answer: Answer, decision: str, office: str, words: str) -> Answer:
    """What the next level said, written down by the call taker."""
    return act(database, "taker", Action.APPROVE_RUNG, answer, decision=decision, office=office, decision_words=words)


def test_that_an_approval_matter_goes_up_its_ladder_and_to_nobody_else(database: Clone) -> None:
    answer = act(database, "taker", Action.REGISTER, report(database), condition_id=1, handling_kind="approval")
    with expect_refusal("GR050", "approval"):
        act(database, "dispatcher", Action.DISPATCH, answer, department_id=1)
    with expect_refusal("GR050", "approval_open"):
        act(database, "taker", Action.CLOSE, answer, **CLOSING)
    for office in ("社区居委会", "一号街道", "区民政局"):
        answer = rung(database, answer, "passed", office, "同意")
    with expect_refusal("GR004", "decision"):  # a notice is given, not refused
        rung(database, answer, "refused", "公示", "不公示")
    answer = rung(database, answer, "passed", "三级公示", "已公示")
    with expect_refusal("GR050", "over"):
        rung(database, answer, "passed", "再来", "同意")
    rungs = seen(database, "taker", answer).approvals
    assert [(one.rung, one.office, one.written_by) for one in rungs] == [
        (1, "社区居委会", "受理员一号"), (2, "一号街道", "受理员一号"), (3, "区民政局", "受理员一号"),
        (4, "三级公示", "受理员一号")]
    act(database, "taker", Action.CLOSE, answer, **CLOSING)
    assert unbroken(database)


def test_that_a_refused_rung_ends_the_ladder_and_a_new_one_starts_below(database: Clone) -> None:
    answer = act(database, "taker", Action.REGISTER, report(database), condition_id=1, handling_kind="approval")
    answer = rung(database, answer, "refused", "社区", "不符条件")
    answer = act(database, "chief", Action.SET_HANDLING, answer, handling_kind="general")
    dispatched = act(database, "dispatcher", Action.DISPATCH, answer, department_id=1)
    with expect_refusal("GR004", "dispatched"):
        act(database, "chief", Action.SET_HANDLING, dispatched, handling_kind="approval")
    answer = act(database, "dispatcher", Action.TAKE_BACK, dispatched)
    answer = act(database, "chief", Action.SET_HANDLING, answer, handling_kind="approval")
    detail = seen(database, "taker", answer)
    assert (detail.approvals, detail.case.handling_kind) == ((), HandlingKind.APPROVAL)
    assert unbroken(database)


@pytest.mark.parametrize("kind", ["", "general", "sonstwie", None])
def test_that_only_another_known_kind_is_set(database: Clone, kind: str | None) -> None:
    answer = act(database, "taker", Action.SET_HANDLING, report(database), handling_kind="general")
    with expect_refusal("GR004", "handling_kind"):
        act(database, "taker", Action.SET_HANDLING, answer, handling_kind=kind)


def test_that_a_department_speaks_about_its_own_cases_only(database: Clone) -> None:
    database.login("far", "联络员与考核员", [Duty.DEPARTMENT, Duty.ASSESSOR], "D2")
    answer = act(database, "taker", Action.REGISTER, report(database), condition_id=1, handling_kind="emergency")
    answer = act(database, "dispatcher", Action.DISPATCH, answer, department_id=1)
    with expect_refusal("GR003", "other_department"):
        act(database, "far", Action.TRACK, answer, finding="路过")
    act(database, "works", Action.TRACK, answer, finding="抢修车已到")
