"""The closed loop as PostgreSQL enforces it: every move, its right, its state, its reason, and asking twice."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text

from app.database import cases
from app.database.case_detail import read_case
from app.database.failures_from_sql import translated
from app.database.history import broken_links
from app.domain.case import Action, CaseState, Move, Stage
from app.domain.failures import Refusal, Unreachable
from app.domain.people import Duty
from app.domain.report import ReportDraft
from tests.database.clone import Clone
from tests.database.desk import act, dispatched, handled, report


def expect_refusal(code: str, what: str | None = None) -> pytest.RaisesExc[Refusal]:
    """Expects a refusal with this code, and this value somewhere in its detail."""
    return pytest.raises(Refusal, check=lambda e: e.code == code and (what is None or what in e.detail.values()))


def test_that_the_main_line_runs_from_report_to_close(database: Clone) -> None:
    answer = handled(database)
    assert answer.state is CaseState.HANDLED
    answer = act(database, "inspector", Action.VERIFY, answer)
    answer = act(database, "chief", Action.CLOSE, answer, closing_condition="恢复")
    assert (answer.state, answer.version) == (CaseState.CLOSED, 7)
    with database.engine("chief").connect() as connection:
        detail = read_case(connection, answer.case_id)
        assert broken_links(connection) == []
    assert detail is not None
    assert [step.action.value for step in detail.steps] == [
        "report", "register", "dispatch", "accept", "handle", "verify", "close"]
    assert [step.by_login for step in detail.steps] == [
        "taker", "taker", "dispatcher", "works", "works", "inspector", "chief"]
    assert detail.steps[2].receiver == "市政公用中心"
    assert detail.case.cell_code == "999901001001005"
    assert detail.case.street == "一号街道"
    assert {one.action for one in detail.allowed} == {Action.NOTE, Action.ATTACH, Action.CALL_BACK, Action.REOPEN}
    assert not any(one.primary for one in detail.allowed)


def test_that_the_same_request_twice_gives_the_first_answer_and_one_case(database: Clone) -> None:
    draft = ReportDraft(uuid4(), "同一条")
    with database.engine("taker").begin() as connection:
        first = cases.report(connection, draft)
    with database.engine("taker").begin() as connection:
        second = cases.report(connection, draft)
        assert connection.execute(text("select count(*) from api.case_board")).scalar() == 1
    assert second.repeated
    assert (second.case_number, second.step_seq) == (first.case_number, first.step_seq)


def test_that_a_request_id_cannot_be_used_for_something_else(database: Clone) -> None:
    draft = ReportDraft(uuid4(), "一")
    with database.engine("taker").begin() as connection:
        answer = cases.report(connection, draft)
    with database.engine("taker").begin() as connection, expect_refusal("GR006"):
        cases.move(connection, Move(draft.request_id, Action.REGISTER, answer.case_id, 1, {"condition_id": 1}))
    with database.engine("dispatcher").begin() as connection, expect_refusal("GR006"):
        cases.report(connection, draft)


def test_that_twenty_presses_at_once_make_one_case(database: Clone) -> None:
    draft = ReportDraft(uuid4(), "按了二十下")
    engine = database.engine("taker")
    numbers: list[str] = []

    def press() -> None:
        with engine.begin() as connection:
            numbers.append(cases.report(connection, draft).case_number)

    presses = [threading.Thread(target=press) for _ in range(6)]
    for thread in presses:
        thread.start()
    for thread in presses:
        thread.join(30)
    for _ in range(14):
        press()
    assert len(numbers) == 20
    assert len(set(numbers)) == 1


def test_that_of_two_people_on_one_case_one_wins_and_the_other_is_told_who(database: Clone) -> None:
    answer = act(database, "taker", Action.REGISTER, report(database), condition_id=1)
    act(database, "dispatcher", Action.DISPATCH, answer, department_id=2)
    with expect_refusal("GR001") as stale:
        act(database, "chief", Action.DISPATCH, answer, department_id=1)
    assert stale.value.detail["by"] == "派遣员一号"
    assert stale.value.detail["action"] == "dispatch"
    assert stale.value.detail["now_version"] == 3


def test_that_an_action_of_a_newer_server_does_not_close_the_case_to_this_program(database: Clone) -> None:
    fresh = report(database)
    with database.owner.begin() as connection:
        connection.execute(text("insert into gridroom.transition (action, from_state, to_state, duties, needs, "
                                "own_department, rank) values ('foresee', 'reported', '=', '{gridroom_call_taker}', "
                                "'{}', false, 0)"))
    with database.engine("taker").connect() as connection:
        allowed = read_case(connection, fresh.case_id).allowed
    assert [one.action for one in allowed if one.primary] == [Action.REGISTER]


def test_that_a_picture_may_come_from_a_clock_that_is_wrong_but_not_from_no_calendar(database: Clone) -> None:
    fresh = report(database)
    with database.engine("taker").begin() as connection:
        cases.attach(connection, uuid4(), fresh.case_id, "near", "a.jpg", "image/jpeg", b"a",
                     taken_at=datetime.now(UTC) + timedelta(days=400))
    for moment in ("4000-01-01 BC", "infinity", "-infinity"):
        with expect_refusal("GR004", "taken_at"), database.engine("taker").connect() as connection, translated():
            connection.execute(text("select api.attach_file(gen_random_uuid(), :id, 'near', 'x', 'x', 'x', :moment)"),
                               {"id": fresh.case_id, "moment": moment})


def test_that_a_report_left_open_elsewhere_is_told_and_not_waited_for(database: Clone) -> None:
    with database.engine("worker").connect() as left_open, database.engine("taker").connect() as waiting:
        cases.report(left_open, ReportDraft(uuid4(), "一直不提交"))
        assert waiting.execute(text("show lock_timeout")).scalar() == "10s"
        waiting.execute(text("set lock_timeout = '100ms'"))
        with pytest.raises(Unreachable, match="did not answer in time"):
            cases.report(waiting, ReportDraft(uuid4(), "等"))
    assert report(database).case_id


def test_that_moves_out_of_order_are_refused_by_state(database: Clone) -> None:
    fresh = report(database)
    with expect_refusal("GR002", "reported"):
        act(database, "dispatcher", Action.DISPATCH, fresh, department_id=1)
    with expect_refusal("GR002", "reported"):
        act(database, "chief", Action.CLOSE, fresh, closing_condition="恢复")


@pytest.mark.parametrize(("login", "action", "values"), [
    ("dispatcher", Action.REGISTER, {"condition_id": 1}),
    ("works", Action.REJECT, {"reason": "x"}),
    ("taker", Action.VOID, {"reason": "x"}),
    ("assessor", Action.NOTE, {"note": "x"}),
    ("wall", Action.ANSWER, {"reply": "x"}),
])
def test_that_a_duty_cannot_do_what_is_not_its_own(database: Clone, login: str, action: Action, values: dict) -> None:
    fresh = report(database)
    with pytest.raises(Refusal) as no:
        act(database, login, action, fresh, **values)
    assert no.value.code in ("GR003", "GR005")  # a department does not even see it


@pytest.mark.parametrize(("action", "values"), [
    (Action.REJECT, {"reason": "  "}), (Action.ANSWER, {"reply": ""}), (Action.REGISTER, {"condition_id": None}),
])
def test_that_mandatory_words_are_mandatory(database: Clone, action: Action, values: dict) -> None:
    with pytest.raises(Refusal) as no:
        act(database, "taker", action, report(database), **values)
    assert no.value.code in ("GR010", "GR004")


def test_that_a_return_needs_a_reason_and_goes_back_to_the_dispatcher(database: Clone) -> None:
    answer = dispatched(database)
    with expect_refusal("GR010", "reason"):
        act(database, "works", Action.RETURN, answer, reason="")
    answer = act(database, "works", Action.RETURN, answer, reason="非本单位职责")
    with database.engine("dispatcher").connect() as connection:
        detail = read_case(connection, answer.case_id)
    assert detail is not None
    assert detail.case.stage is Stage.TO_DISPATCH
    assert detail.case.return_count == 1
    assert detail.allowed[0].action is Action.DISPATCH
    assert detail.allowed[0].primary


def test_that_a_return_gives_the_same_department_no_new_time_and_another_one_its_whole_limit(database: Clone) -> None:
    first = dispatched(database, department_id=1)
    assert first.deadline_at is not None
    returned = act(database, "works", Action.RETURN, first, reason="地址不清")
    assert returned.deadline_at == first.deadline_at  # the citizen's clock runs on
    again = act(database, "dispatcher", Action.DISPATCH, returned, department_id=1)
    assert again.deadline_at == first.deadline_at
    returned = act(database, "works", Action.RETURN, again, reason="非本单位职责")
    other = act(database, "dispatcher", Action.DISPATCH, returned, department_id=2)
    assert other.deadline_at is not None
    assert other.deadline_at == other.at + timedelta(hours=2)


def test_that_only_the_department_that_has_the_case_handles_it(database: Clone) -> None:
    answer = dispatched(database, department_id=1)
    with expect_refusal("GR005"):
        act(database, "sanitation", Action.ACCEPT, answer)


def test_that_seeing_another_departments_case_does_not_make_it_ones_own(database: Clone) -> None:
    database.login("everywhere", "派遣兼环卫", [Duty.DEPARTMENT, Duty.DISPATCHER], department="D2")
    answer = dispatched(database, department_id=1)
    with database.engine("everywhere").connect() as connection:
        detail = read_case(connection, answer.case_id)
    assert detail is not None  # seen as a dispatcher
    assert Action.ACCEPT not in {one.action for one in detail.allowed}
    for action, values in ((Action.ACCEPT, {}), (Action.RETURN, {"reason": "不是我们的"})):
        with expect_refusal("GR003", "other_department"):
            act(database, "everywhere", action, answer, **values)


def test_that_who_handled_a_case_may_not_judge_it(database: Clone) -> None:
    database.login("both", "处置兼核查", [Duty.DEPARTMENT, Duty.INSPECTOR], department="D1")
    with expect_refusal("GR003", "own_work"):
        act(database, "both", Action.VERIFY, handled(database))


def test_that_rework_goes_back_to_the_same_department_with_the_time_that_was_left(database: Clone) -> None:
    first = dispatched(database)
    answer = act(database, "works", Action.HANDLE, act(database, "works", Action.ACCEPT, first), result="好了")
    with expect_refusal("GR010", "reason"):
        act(database, "inspector", Action.REWORK, answer, reason="")
    answer = act(database, "inspector", Action.REWORK, answer, reason="井盖仍松动")
    assert answer.state is CaseState.IN_REWORK
    assert first.deadline_at is not None
    assert answer.deadline_at is not None
    assert timedelta(0) <= answer.deadline_at - first.deadline_at < timedelta(seconds=20)
    with database.engine("works").connect() as connection:
        case = cases.read_board_case(connection, answer.case_id)
    assert case is not None
    assert case.rework_count == 1
    assert case.department == "市政公用中心"


def test_that_a_dispatch_is_taken_back_until_the_department_has_looked(database: Clone) -> None:
    answer = dispatched(database)
    taken_back = act(database, "dispatcher", Action.TAKE_BACK, answer)
    assert taken_back.state is CaseState.REGISTERED
    again = act(database, "dispatcher", Action.DISPATCH, taken_back, department_id=1)
    with database.engine("works").begin() as connection:
        cases.mark_opened(connection, again.case_id)
    with expect_refusal("GR008"):
        act(database, "dispatcher", Action.TAKE_BACK, again)


def test_that_the_key_of_the_next_step_never_undoes_the_last_one(database: Clone) -> None:
    answer = dispatched(database)
    with database.engine("dispatcher").connect() as connection:
        detail = read_case(connection, answer.case_id)
    assert detail is not None
    assert Action.TAKE_BACK in {one.action for one in detail.allowed}
    assert not any(one.primary for one in detail.allowed)


def test_that_somebody_elses_look_does_not_count_as_the_departments(database: Clone) -> None:
    answer = dispatched(database)
    for login in ("chief", "sanitation", "dispatcher"):
        with database.engine(login).begin() as connection:
            cases.mark_opened(connection, answer.case_id)
    assert act(database, "dispatcher", Action.TAKE_BACK, answer).state is CaseState.REGISTERED


def test_that_a_suspension_stops_the_clock_and_gives_the_time_back(database: Clone) -> None:
    answer = act(database, "works", Action.ACCEPT, dispatched(database))
    until = datetime.now(UTC) + timedelta(days=3)
    with expect_refusal("GR004", "until"):
        act(database, "chief", Action.SUSPEND, answer, until=until + timedelta(days=400), reason="等待管线改造")
    paused = act(database, "chief", Action.SUSPEND, answer, until=until, reason="等待管线改造")
    assert paused.deadline_at is None
    with database.engine("works").connect() as connection:
        case = cases.read_board_case(connection, answer.case_id)
    assert case is not None
    assert case.paused_remaining is not None
    assert timedelta(hours=1, minutes=59) < case.paused_remaining <= timedelta(hours=2)
    resumed = act(database, "chief", Action.RESUME, paused)
    assert resumed.state is CaseState.ACCEPTED
    assert resumed.deadline_at is not None


def test_that_an_amendment_names_what_was_and_what_is(database: Clone) -> None:
    answer = report(database, place="旧地址", reporter_phone="13800000001")
    answer = act(database, "taker", Action.AMEND, answer, reason="听错了",
                 changes={"place": "新地址", "reporter_phone": "13800000002"})
    with database.engine("chief").connect() as connection:
        detail = read_case(connection, answer.case_id)
        assert broken_links(connection) == []
    assert detail is not None
    changed = detail.steps[-1].detail["changed"]
    assert changed == {"place": {"was": "旧地址", "is": "新地址"}, "reporter_phone": {}}
    for wrong in ({}, {"state": "closed"}, {"longitude": "x", "latitude": 2}, {"keep_secret": "vielleicht"}):
        with expect_refusal("GR004"):
            act(database, "taker", Action.AMEND, answer, reason="x", changes=wrong)


def test_that_notes_and_files_do_not_make_a_colleagues_view_stale(database: Clone) -> None:
    answer = report(database)
    with database.engine("worker").begin() as connection:
        cases.move(connection, Move(uuid4(), Action.NOTE, answer.case_id, 0, {"note": "已在现场"}))
        cases.attach(connection, uuid4(), answer.case_id, "near", "近景.jpg", "image/jpeg", b"\xff\xd8picture")
    assert act(database, "taker", Action.REGISTER, answer, condition_id=1).version == 2


def test_that_a_file_is_kept_once_whole_and_within_the_limit(database: Clone) -> None:
    answer = report(database)
    engine = database.engine("taker")
    with engine.begin() as connection:
        cases.attach(connection, uuid4(), answer.case_id, "near", "a.jpg", "image/jpeg", b"\x00bytes\xff")
    with engine.begin() as connection, expect_refusal("GR012"):
        cases.attach(connection, uuid4(), answer.case_id, "far", "b.jpg", "image/jpeg", b"\x00bytes\xff")
    with engine.begin() as connection, expect_refusal("GR004", "empty"):
        cases.attach(connection, uuid4(), answer.case_id, "far", "b.jpg", "image/jpeg", b"")
    with engine.begin() as connection, expect_refusal("GR011"):
        cases.attach(connection, uuid4(), answer.case_id, "far", "b.jpg", "image/jpeg", bytes(20 * 1024 * 1024 + 1))
    with engine.connect() as connection:
        detail = read_case(connection, answer.case_id)
        assert detail is not None
        assert cases.attachment_bytes(connection, detail.attachments[0].attachment_id) == b"\x00bytes\xff"


def disclosed(database: Clone, login: str, case_id: int, reason: str) -> tuple[str, str] | None:
    """What is told once the reading is on record."""
    with database.engine(login).begin() as connection:
        assert cases.disclose_reporter(connection, case_id, reason) is None
    with database.engine(login).begin() as connection:
        return cases.disclose_reporter(connection, case_id, reason)


def test_that_personal_data_is_masked_and_reading_it_is_recorded(database: Clone) -> None:
    answer = dispatched(database, reporter_name="王某某", reporter_phone="13800000001", keep_secret=True)
    with database.engine("works").begin() as connection:
        detail = read_case(connection, answer.case_id)
        assert detail is not None
        assert (detail.reporter_name, detail.reporter_phone) == ("***", "***")
    with database.engine("works").begin() as connection, expect_refusal("GR003"):
        cases.disclose_reporter(connection, answer.case_id, "想看看")
    with database.engine("taker").begin() as connection, expect_refusal("GR010", "reason"):
        cases.disclose_reporter(connection, answer.case_id, " ")
    assert disclosed(database, "taker", answer.case_id, "回访") == ("王某某", "13800000001")
    with database.engine("auditor").connect() as connection:
        row = connection.execute(text("select login, reason from api.disclosure_list")).one()
    assert (row.login, row.reason) == ("taker", "回访")


def test_that_nobody_reads_personal_data_and_rolls_the_record_back(database: Clone) -> None:
    answer = report(database, reporter_name="王某某", reporter_phone="13800000001")
    with database.engine("taker").connect() as connection:
        for _ in range(3):
            with connection.begin_nested():  # a savepoint is no other transaction
                assert cases.disclose_reporter(connection, answer.case_id, "好奇") is None
        connection.rollback()
        assert cases.disclose_reporter(connection, answer.case_id, "好奇") is None
        connection.rollback()
    assert disclosed(database, "taker", answer.case_id, "回访") == ("王某某", "13800000001")
    with database.engine("chief").begin() as connection:  # what somebody else gave as their reason opens nothing
        assert cases.disclose_reporter(connection, answer.case_id, "回访") is None


@pytest.mark.parametrize("words", ["<script>alert(1)</script>", "'; drop table gridroom.case_file; --", "a\u202eb",
                                   "<b>&amp;</b> %s :x {0}", "井" * 20_000, "\t缩进\n换行"])
def test_that_any_words_a_person_may_write_come_back_as_written(database: Clone, words: str) -> None:
    answer = report(database, description=words)
    with database.engine("chief").connect() as connection:
        detail = read_case(connection, answer.case_id)
    assert detail is not None
    assert detail.description == words.strip()


@pytest.mark.parametrize(("words", "why"), [
    ("", "empty"), (" \u3000\n", "empty"), ("井" * 20_001, "too_long"), ("bell\x07", "control_characters")])
def test_that_words_nobody_can_mean_are_refused_with_the_reason(database: Clone, words: str, why: str) -> None:
    with expect_refusal("GR010", why):
        report(database, description=words)


def test_that_numbers_follow_the_rule_without_gaps(database: Clone) -> None:
    with database.owner.begin() as connection:
        connection.execute(text("update gridroom.setting set value = :v where key = 'case_number'"),
                           {"v": '{"pattern": "{DISTRICT}{YYYY}{MM}{DD}{SEQ:4}"}'})
    numbers = [report(database).case_number for _ in range(3)]
    today = datetime.now(UTC).astimezone(ZoneInfo("Asia/Shanghai")).strftime("%Y%m%d")
    assert numbers == [f"999901{today}{serial:04}" for serial in (1, 2, 3)]


def test_that_history_shows_every_kind_of_edit_behind_the_functions(database: Clone) -> None:
    answers = [report(database, description=f"案件{n}") for n in range(6)]
    with database.engine("taker").begin() as connection:
        cases.attach(connection, uuid4(), answers[5].case_id, "near", "a.jpg", "image/jpeg", b"picture")
    answers[4] = act(database, "taker", Action.REGISTER, answers[4], condition_id=1)
    ids = [answer.case_id for answer in answers]
    with database.owner.begin() as connection:
        def run(statement: str, case_id: int | None = None) -> None:
            connection.execute(text(statement), {"id": case_id})

        run("set session_replication_role = replica")  # what only the server's owner can do: no triggers
        run("update gridroom.case_step set remark = 'x' where case_id = :id", ids[0])
        run("delete from gridroom.case_step where case_id = :id", ids[1])
        run("update gridroom.case_file set description = 'x' where case_id = :id", ids[2])
        run("delete from gridroom.case_step where case_id = :id and seq = 1", ids[4])
        run("update gridroom.attachment set bytes = 'y' where case_id = :id", ids[5])
    with database.engine("auditor").connect() as connection:
        broken = {row.case_id: row.problem for row in broken_links(connection)}
    assert broken == {
        ids[0]: "the step was changed", ids[1]: "the last steps are missing",
        ids[2]: "the case was edited without a step", ids[4]: "a step is missing before this one",
        ids[5]: "the file is missing or was changed"}
    with database.engine("taker").connect() as connection, expect_refusal("GR003"):
        broken_links(connection)
