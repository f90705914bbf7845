"""More time for handling: asked in time, decided by two people of other houses, and kept exactly by the clock."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import text

from app.database import cases
from app.database.case_detail import read_case
from app.database.history import broken_links
from app.domain.case import Action, Answer, CaseState, Move, Stage
from app.domain.case_detail import CaseDetail
from app.domain.failures import Refusal
from app.domain.people import Duty
from app.domain.time_request import TimeOutcome, TimeRequestKind
from tests.database.clone import PEOPLE, Clone
from tests.database.desk import act, broken_cases, dispatched, forge
from tests.database.test_case_functions import expect_refusal

LIMIT = timedelta(hours=2)  # of filing condition 1
IN_A_WEEK = datetime.now(UTC) + timedelta(days=7)


def accepted(database: Clone, **values: Any) -> Answer:
    return act(database, "works", Action.ACCEPT, dispatched(database, **values))


def seen(database: Clone, login: str, answer: Answer) -> CaseDetail:
    with database.engine(login).connect() as connection:
        detail = read_case(connection, answer.case_id)
    assert detail is not None
    return detail


def asked(database: Clone, answer: Answer | None = None) -> Answer:
    return act(database, "works", Action.ASK_EXTENSION, answer or accepted(database), reason="等备件")


def extended(database: Clone, answer: Answer) -> Answer:
    answer = act(database, "dispatcher", Action.APPROVE_REQUEST, asked(database, answer), remark="情况属实")
    return act(database, "chief", Action.GRANT_EXTENSION, answer)


def deferred(database: Clone, until: datetime = IN_A_WEEK) -> Answer:
    answer = act(database, "works", Action.ASK_DEFERRAL, accepted(database), until=until, reason="汛期后施工")
    answer = act(database, "dispatcher", Action.APPROVE_REQUEST, answer)
    return act(database, "chief", Action.GRANT_DEFERRAL, answer)


def make_overdue(database: Clone, answer: Answer) -> None:
    """The clock began three hours ago."""
    with database.owner.begin() as connection:
        clock = connection.execute(text(
            "update gridroom.case_clock k set started_at = started_at - interval '3 hours' from gridroom.case_file f "
            "where f.clock_id = k.clock_id and f.case_id = :id returning k.clock_id"),
            {"id": answer.case_id}).scalar_one()
        connection.execute(text("select gridroom.show_clock(:clock)"), {"clock": clock})


def let_the_day_come(database: Clone, answer: Answer, ago: timedelta) -> datetime:
    """As if the pause had begun earlier and its end were ``ago``; returns that end."""
    with database.owner.begin() as connection:
        return connection.execute(text(
            "update gridroom.clock_pause p set until = clock_timestamp() - cast(:ago as interval), "
            "paused_at = paused_at - interval '2 days' from gridroom.case_file f "
            "where f.clock_id = p.clock_id and p.resumed_at is null and f.case_id = :id returning p.until"),
            {"id": answer.case_id, "ago": ago}).scalar_one()


def test_that_an_extension_is_the_limit_once_more_and_at_most_twice(database: Clone) -> None:
    answer = first = accepted(database)
    assert first.deadline_at is not None
    for granted in (1, 2):
        answer = extended(database, answer)
        assert answer.deadline_at == first.deadline_at + granted * LIMIT
        assert answer.state is CaseState.ACCEPTED
    with expect_refusal("GR013", "enough"):
        asked(database, answer)
    assert Action.ASK_EXTENSION not in {one.action for one in seen(database, "works", answer).allowed}
    # The extended clock goes on through suspension and rework like any other.
    answer = act(database, "works", Action.HANDLE, answer, result="已修复")
    answer = act(database, "inspector", Action.REWORK, answer, reason="仍松动")
    assert answer.deadline_at is not None
    assert timedelta(0) <= answer.deadline_at - first.deadline_at - 2 * LIMIT < timedelta(seconds=20)


def test_that_a_refusal_has_its_reason_and_does_not_count(database: Clone) -> None:
    answer = accepted(database)
    due = answer.deadline_at
    for _ in range(3):
        answer = asked(database, answer)
        with expect_refusal("GR010", "reason"):
            act(database, "chief", Action.REFUSE_REQUEST, answer, reason=" ")
        answer = act(database, "dispatcher", Action.REFUSE_REQUEST, answer, reason="备件库存充足")
    assert answer.deadline_at == due
    assert [one.outcome for one in seen(database, "works", answer).time_requests] == [TimeOutcome.REFUSED] * 3
    assert seen(database, "works", answer).time_requests[0].decision == "备件库存充足"
    extended(database, answer)


def test_that_a_request_shows_on_the_board_until_it_is_decided(database: Clone) -> None:
    answer = asked(database)
    case = seen(database, "dispatcher", answer).case
    assert (case.time_request, case.time_approved) == (TimeRequestKind.EXTENSION, False)
    assert seen(database, "dispatcher", answer).allowed[0].action is Action.APPROVE_REQUEST
    with expect_refusal("GR013", "not_approved"):
        act(database, "chief", Action.GRANT_EXTENSION, answer)
    with expect_refusal("GR013", "pending"):
        asked(database, answer)
    answer = act(database, "dispatcher", Action.APPROVE_REQUEST, answer, remark="属实")
    assert seen(database, "chief", answer).case.time_approved
    assert seen(database, "chief", answer).allowed[0].action is Action.GRANT_EXTENSION
    with expect_refusal("GR013", "approved"):
        act(database, "dispatcher", Action.APPROVE_REQUEST, answer)
    with expect_refusal("GR013", "none"):
        act(database, "chief", Action.GRANT_DEFERRAL, answer)
    answer = act(database, "chief", Action.GRANT_EXTENSION, answer, remark="同意")
    detail = seen(database, "works", answer)
    assert (detail.case.time_request, detail.case.time_approved) == (None, False)
    (request,) = detail.time_requests
    assert (request.asked_by, request.approved_by, request.decided_by, request.decision, request.outcome) == (
        "市政公用联络员", "派遣员一号", "值班长", "同意", TimeOutcome.GRANTED)


@pytest.mark.parametrize(("action", "values", "able"), [
    (Action.ASK_EXTENSION, {"reason": "等备件"}, "works"),
    (Action.ASK_DEFERRAL, {"reason": "汛期", "until": IN_A_WEEK}, "works"),
    (Action.APPROVE_REQUEST, {}, "dispatcher"),
    (Action.GRANT_EXTENSION, {}, "chief"),
    (Action.WITHDRAW_REQUEST, {}, "works"),
])
def test_that_only_the_right_person_asks_and_decides(database: Clone, action: Action, values: dict, able: str) -> None:
    answer = accepted(database)
    if action not in (Action.ASK_EXTENSION, Action.ASK_DEFERRAL):
        answer = asked(database, answer)
    if action is Action.GRANT_EXTENSION:
        answer = act(database, "dispatcher", Action.APPROVE_REQUEST, answer)
    for login in PEOPLE:
        if login != "sanitation":
            offered = {one.action for one in seen(database, login, answer).allowed}
            assert (action in offered) == (login == able), login
        if login != able:
            with pytest.raises(Refusal) as no:
                act(database, login, action, answer, **values)
            assert no.value.code == ("GR005" if login == "sanitation" else "GR003"), login
    act(database, able, action, answer, **values)


def test_that_two_people_decide_and_none_of_the_asking_department(database: Clone) -> None:
    database.login("alone", "夜班值守", [Duty.DISPATCHER, Duty.DUTY_CHIEF])
    database.login("inside", "部门派驻", [Duty.DISPATCHER, Duty.DUTY_CHIEF, Duty.DEPARTMENT], department="D1")
    answer = asked(database)
    for action in (Action.APPROVE_REQUEST, Action.REFUSE_REQUEST):
        with expect_refusal("GR003", "own_request"):
            act(database, "inside", action, answer, reason="x")
    answer = act(database, "alone", Action.APPROVE_REQUEST, answer)
    with expect_refusal("GR003", "same_person"):
        act(database, "alone", Action.GRANT_EXTENSION, answer)
    with expect_refusal("GR003", "own_request"):
        act(database, "inside", Action.GRANT_EXTENSION, answer)
    act(database, "chief", Action.GRANT_EXTENSION, answer)


def test_that_nobody_asks_once_it_is_overdue_and_what_was_asked_in_time_may_still_be_granted(database: Clone) -> None:
    late, in_time = accepted(database), asked(database)
    make_overdue(database, late)
    for action, values in ((Action.ASK_EXTENSION, {}), (Action.ASK_DEFERRAL, {"until": IN_A_WEEK})):
        with expect_refusal("GR013", "overdue"):
            act(database, "works", action, late, reason="来不及", **values)
    offered = {one.action for one in seen(database, "works", late).allowed}
    assert not offered & {Action.ASK_EXTENSION, Action.ASK_DEFERRAL}
    make_overdue(database, in_time)
    answer = act(database, "dispatcher", Action.APPROVE_REQUEST, in_time)
    answer = act(database, "chief", Action.GRANT_EXTENSION, answer)
    assert answer.deadline_at is not None
    assert answer.deadline_at > datetime.now(UTC)


@pytest.mark.parametrize(("login", "action", "values"), [
    ("works", Action.HANDLE, {"result": "已修复"}), ("works", Action.RETURN, {"reason": "非本单位职责"}),
    ("chief", Action.SUSPEND, {"reason": "等资金", "until": IN_A_WEEK}),
])
def test_that_a_request_is_withdrawn_when_the_case_moves_on(database: Clone, login: str, action: Action, values: dict,
                                                            ) -> None:
    answer = act(database, "dispatcher", Action.APPROVE_REQUEST, asked(database))
    answer = act(database, login, action, answer, **values)
    detail = seen(database, "chief", answer)
    assert (detail.case.time_request, detail.case.time_approved) == (None, False)
    assert [one.outcome for one in detail.time_requests] == [TimeOutcome.WITHDRAWN]
    with database.engine("chief").connect() as connection:
        assert broken_links(connection) == []


def test_that_a_note_or_a_reminder_leaves_the_request_pending(database: Clone) -> None:
    answer = act(database, "taker", Action.REMIND, asked(database), words="请尽快")
    assert seen(database, "chief", answer).case.time_request is TimeRequestKind.EXTENSION


def test_that_a_deferral_rests_the_clock_and_gives_back_what_was_left(database: Clone) -> None:
    answer = deferred(database)
    detail = seen(database, "works", answer)
    case = detail.case
    assert (case.state, case.stage, case.deadline_at) == (CaseState.DEFERRED, Stage.TO_HANDLE, None)
    assert detail.case.paused_remaining is not None
    assert LIMIT - timedelta(seconds=20) < detail.case.paused_remaining <= LIMIT
    answer = act(database, "dispatcher", Action.RESUME, answer)
    assert answer.state is CaseState.ACCEPTED
    assert answer.deadline_at is not None
    for wrong in (None, datetime.now(UTC), datetime.now(UTC) + timedelta(days=400)):
        with expect_refusal("GR004", "until"):
            act(database, "works", Action.ASK_DEFERRAL, answer, until=wrong, reason="x")


def test_that_the_day_comes_by_itself_once_and_counts_from_the_promised_moment(database: Clone) -> None:
    """A deferred and a suspended case; anybody's workstation notices, two at once do no harm."""
    suspended = act(database, "chief", Action.SUSPEND, accepted(database), until=IN_A_WEEK, reason="等")
    both = [deferred(database), suspended]
    with database.engine("taker").begin() as connection:
        assert cases.resume_due(connection) == 0
    ends = [let_the_day_come(database, one, timedelta(minutes=30)) for one in both]
    counts: list[int] = []

    def notice(login: str) -> None:
        with database.engine(login).begin() as connection:
            counts.append(cases.resume_due(connection))

    noticing = [threading.Thread(target=notice, args=[login]) for login in ("wall", "sanitation", "taker")]
    for one in noticing:
        one.start()
    for one in noticing:
        one.join(30)
    assert sum(counts) == 2
    for answer, end in zip(both, ends, strict=True):
        detail = seen(database, "chief", answer)
        assert detail.case.state is CaseState.ACCEPTED
        assert detail.steps[-1].detail["automatic"] is True
        assert detail.case.deadline_at is not None
        assert LIMIT - timedelta(seconds=20) < detail.case.deadline_at - end <= LIMIT
    with database.engine("chief").connect() as connection:
        assert cases.resume_due(connection) == 0
        assert broken_links(connection) == []


def test_that_who_resumes_late_by_hand_gives_away_no_time(database: Clone) -> None:
    answer = deferred(database)
    end = let_the_day_come(database, answer, timedelta(minutes=30))
    answer = act(database, "chief", Action.RESUME, answer)
    assert answer.deadline_at is not None
    assert answer.deadline_at - end <= LIMIT


def test_that_a_stranger_resumes_nothing(database: Clone) -> None:
    with database.owner.connect() as connection, pytest.raises(Exception, match="not an active person"):
        cases.resume_due(connection)


def test_that_the_same_press_asks_once(database: Clone) -> None:
    answer = accepted(database)
    move = Move(uuid4(), Action.ASK_EXTENSION, answer.case_id, answer.version, {"reason": "等备件"})
    for repeated in (False, True):
        with database.engine("works").begin() as connection:
            assert cases.move(connection, move).repeated is repeated
    assert len(seen(database, "works", answer).time_requests) == 1


def test_that_history_shows_a_request_edited_removed_or_made_behind_the_functions(database: Clone) -> None:
    edited, removed = asked(database), asked(database)
    smuggled = accepted(database)
    for statement, wanted in (
        ("update gridroom.time_request set reason = 'x' where case_id = :id", edited),
        ("delete from gridroom.time_request where case_id = :id", removed),
        ("insert into gridroom.time_request (case_id, kind, clock_id, department_id, reason, asked_at)"
         " select case_id, 'extension', clock_id, 1, 'x', now() from gridroom.case_file where case_id = :id", smuggled),
    ):
        forge(database, statement, wanted.case_id)
    assert broken_cases(database) == {
        edited.case_id: "the request for time is missing or was changed",
        removed.case_id: "the request for time is missing or was changed",
        smuggled.case_id: "a request for time stands beside the history"}
