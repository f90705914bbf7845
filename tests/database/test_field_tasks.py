"""Tasks for field staff: the code, the text, the answer pasted back, and the answer through a gateway."""

from __future__ import annotations

import itertools
import random
import string
import threading
from datetime import timedelta
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from app.database import cases, field_tasks
from app.database.case_detail import read_case
from app.database.history import broken_links
from app.domain.case import Action, Answer, CaseState
from app.domain.case_detail import CaseDetail
from app.domain.confirmation import Confirmation
from app.domain.failures import Refusal
from app.domain.field_task import FieldTask, TaskKind, TaskOutcome
from app.domain.people import Duty
from tests.database.clone import PEOPLE, Clone
from tests.database.desk import act, handled, report
from tests.database.field_room import ask, furnish, now, place
from tests.database.test_case_functions import expect_refusal

ALPHABET = "ACDEFGHJKMNPRTUWXY34679"
SENDERS = ("taker", "dispatcher", "chief", "inspector")


def seen(database: Clone, login: str, answer: Answer) -> CaseDetail:
    with database.engine(login).connect() as connection:
        detail = read_case(connection, answer.case_id)
    assert detail is not None
    return detail


def task_of(database: Clone, answer: Answer, login: str = "chief") -> FieldTask:
    return seen(database, login, answer).tasks[0]


def asked(database: Clone, **values: object) -> tuple[Answer, FieldTask]:
    answer = act(database, "taker", Action.ASK_CONFIRMATION, report(database, **values), worker="worker")
    return answer, task_of(database, answer)


def to_verify(database: Clone) -> tuple[Answer, FieldTask]:
    answer = act(database, "inspector", Action.SEND_TASK, handled(database), task_kind="verify", worker="worker")
    return answer, task_of(database, answer)


def urgent(database: Clone) -> tuple[Answer, FieldTask]:
    answer = act(database, "dispatcher", Action.SEND_TASK, report(database), task_kind="urgent", worker="worker",
                 remark="先围挡")
    return answer, task_of(database, answer)


def paste(database: Clone, words: str, login: str = "taker", request_id: object = None) -> Answer:
    with database.engine(login).begin() as connection:
        return field_tasks.answer_task(connection, request_id or uuid4(), words)  # type: ignore[arg-type]


# Codes ----------------------------------------------------------------------------------------------------------------

def test_that_every_wrong_letter_and_every_swap_in_a_code_shows(database: Clone) -> None:
    with database.owner.connect() as connection:
        made = [connection.execute(text("select gridroom.new_task_code()")).scalar_one() for _ in range(30)]
        assert all(len(code) == 4 for code in made)
        wrong = set()
        for code in made:
            for at, letter in itertools.product(range(4), ALPHABET):
                wrong.add(code[:at] + letter + code[at + 1:])
            for at in range(3):
                wrong.add(code[:at] + code[at + 1] + code[at] + code[at + 2:])
            wrong.discard(code)
        pairs = {w for w in wrong if any(_near(w, code) for code in made)}
        found = connection.execute(text("select count(*) filter (where gridroom.is_task_code(w)) from unnest(:w) w"),
                                   {"w": sorted(pairs)}).scalar_one()
        assert found == 0


def _near(word: str, code: str) -> bool:
    return word != code and (sum(a != b for a, b in zip(word, code, strict=True)) == 1 or any(
        code[:at] + code[at + 1] + code[at] + code[at + 2:] == word for at in range(3)))


def test_that_open_codes_never_meet_and_ended_ones_rest(database: Clone) -> None:
    answer = report(database)
    with database.owner.begin() as connection:
        insert = text("insert into gridroom.field_task (code, kind, case_id, worker, asked, words, asked_at, due_at, "
                      "ended_at, outcome) select :code, 'urgent', :id, 'worker', '', '', now(), now(), "
                      "case when :old then now() - interval '13 days' end, case when :old then 'done' else '' end")
        used = set()
        # Nearly all of the four-letter codes are taken: new ones get a fifth letter instead of meeting one.
        heads = ["".join(one) for one in itertools.product(ALPHABET, repeat=3)]
        random.Random(7).shuffle(heads)
        checked = connection.execute(text(
            "select h || gridroom.code_check(h) from unnest(:h) h "
            "where gridroom.is_task_code(h || gridroom.code_check(h))"),
            {"h": heads}).scalars().all()
        connection.execute(insert, [{"code": code, "id": answer.case_id, "old": number % 2 == 0}
                                    for number, code in enumerate(checked)])
        for _ in range(10):
            code = connection.execute(text("select gridroom.new_task_code()")).scalar_one()
            assert code not in checked
            assert len(code) == 5
            used.add(code)
        connection.execute(text("update gridroom.field_task set ended_at = now() - interval '15 days' "
                                "where outcome = 'done'"))
        assert len(connection.execute(text("select gridroom.new_task_code()")).scalar_one()) == 4


# The text -------------------------------------------------------------------------------------------------------------

def test_that_the_text_says_place_task_limit_and_code_and_nothing_of_the_reporter(database: Clone) -> None:
    answer = report(database, description="王先生 13812345678 说井盖缺失", reporter_name="王先生",
                    reporter_phone="13812345678", place="卖芝桥东路 117 号 (13812345678)", minor_id=1)
    answer = act(database, "taker", Action.ASK_CONFIRMATION, answer, worker="worker", remark="到后打 13900001111")
    task = task_of(database, answer)
    assert "王" not in task.words
    assert "138" not in task.words
    assert "139" not in task.words
    for part in ("【核实】" + task.code, "卖芝桥东路 117 号", "公用设施 · 上水井盖", "责任网格01",
                 "121.371500,28.581500", f"{task.code} 存在 / 不存在 / 无法核实"):
        assert part in task.words, part
    assert answer.deadline_at == task.due_at
    assert f"{task.due_at:%H:%M} 前" in task.words


@pytest.mark.parametrize("login", list(PEOPLE))
def test_that_only_who_sends_reads_the_codes(database: Clone, login: str) -> None:
    answer, task = asked(database)
    with database.engine(login).connect() as connection:
        found = field_tasks.tasks_of_case(connection, answer.case_id)
    if login in ("works", "sanitation"):
        assert found == ()
    elif login in SENDERS:
        assert (found[0].code, found[0].words) == (task.code, task.words)
    else:
        assert (found[0].code, found[0].words) == ("", "")
        assert found[0].asked == ("" if login == "wall" else "网格员一号")


# Who may send ---------------------------------------------------------------------------------------------------------

@pytest.mark.parametrize("login", list(PEOPLE))
def test_that_verify_and_urgent_tasks_are_sent_by_whose_they_are(database: Clone, login: str) -> None:
    def sent(kind: str, answer: Answer) -> str:
        try:
            act(database, login, Action.SEND_TASK, answer, task_kind=kind, worker="worker")
        except Refusal as no:
            return no.code
        return ""

    verify, urgent_one = sent("verify", handled(database)), sent("urgent", report(database))
    assert (verify == "") == (login in ("inspector", "chief"))
    assert (urgent_one == "") == (login in SENDERS)
    assert {verify, urgent_one} <= {"", "GR003", "GR005"}


def test_that_a_confirm_task_is_the_same_as_asking_for_confirmation(database: Clone) -> None:
    answer = report(database)
    request = uuid4()
    with database.engine("taker").begin() as connection:
        first = cases.move(connection, cases.Move(request, Action.SEND_TASK, answer.case_id, answer.version,
                                                  {"task_kind": "confirm", "worker": "worker"}))
        again = cases.move(connection, cases.Move(request, Action.SEND_TASK, answer.case_id, answer.version,
                                                  {"task_kind": "confirm", "worker": "worker"}))
    assert (first.state, again.repeated) == (CaseState.CONFIRMING, True)
    detail = seen(database, "taker", answer)
    assert (detail.steps[-1].action, len(detail.tasks)) == (Action.ASK_CONFIRMATION, 1)
    assert detail.steps[-1].detail["task"] == detail.tasks[0].code


def test_that_nobody_is_sent_who_is_not_there(database: Clone) -> None:
    for wrong in ("inspector", "nobody", "postgres"):
        with expect_refusal("GR004", "worker"):
            act(database, "chief", Action.SEND_TASK, report(database), task_kind="urgent", worker=wrong)
    with expect_refusal("GR004", "task_kind"):
        act(database, "chief", Action.SEND_TASK, report(database), task_kind="stroll", worker="worker")
    with expect_refusal("GR002"):
        act(database, "chief", Action.SEND_TASK, report(database), task_kind="verify", worker="worker")
    grid = act(database, "chief", Action.SEND_TASK, report(database), task_kind="urgent", worker="")
    assert (task_of(database, grid).asked, task_of(database, grid).worker) == ("责任网格01", None)


# Answers --------------------------------------------------------------------------------------------------------------

@pytest.mark.parametrize(("words", "found"), [
    ("{code} 存在 照片已发", Confirmation.EXISTS), ("已到, {code}不存在", Confirmation.ABSENT),
    ("{code}。未发现", Confirmation.ABSENT), ("核实 {code} 无法核实, 大门锁着", Confirmation.UNABLE),
    ("{lower} 属实", Confirmation.EXISTS), ("{wide} 确有", Confirmation.EXISTS)])
def test_that_a_pasted_answer_confirms(database: Clone, words: str, found: Confirmation) -> None:
    answer, task = asked(database)
    wide = task.code.translate({ord(c): ord(c) + 0xFEE0 for c in string.ascii_uppercase + string.digits})
    said = words.format(code=task.code, lower=task.code.lower(), wide=wide)
    done = paste(database, said)
    detail = seen(database, "taker", answer)
    assert (done.case_id, done.state, detail.case.confirmation) == (answer.case_id, CaseState.REPORTED, found)
    assert (detail.steps[-1].remark, detail.steps[-1].by_login) == (said, "taker")
    task = detail.tasks[0]
    assert (task.outcome.value, task.answer, task.answered_by) == (found.value, said, "受理员一号")
    with database.engine("chief").connect() as connection:
        assert broken_links(connection) == []


@pytest.mark.parametrize(("words", "state", "outcome"), [
    ("{code} 通过 已更换", CaseState.VERIFIED, TaskOutcome.PASSED),
    ("{code} 不通过 井盖仍松动", CaseState.IN_REWORK, TaskOutcome.FAILED),
    ("{code} 无法核查, 施工围挡", CaseState.HANDLED, TaskOutcome.UNABLE)])
def test_that_a_pasted_answer_verifies_or_sends_to_rework(
    database: Clone, words: str, state: CaseState, outcome: TaskOutcome
) -> None:
    answer, task = to_verify(database)
    assert paste(database, words.format(code=task.code), "inspector").state is state
    assert task_of(database, answer).outcome is outcome


def test_that_an_urgent_task_is_answered_without_moving_the_case(database: Clone) -> None:
    answer, task = urgent(database)
    assert "先围挡" in task.words
    assert task.due_at - task.asked_at == pytest.approx(timedelta(minutes=30), abs=timedelta(seconds=1))
    done = paste(database, f"{task.code} 已到场 已围挡", "dispatcher")
    assert (done.state, done.version) == (CaseState.REPORTED, answer.version + 1)
    step = seen(database, "chief", answer).steps[-1]
    assert (step.action, step.detail["outcome"], step.detail["late"]) == (Action.ANSWER_TASK, "done", False)


def test_that_words_without_one_code_and_one_result_change_nothing(database: Clone) -> None:
    answer, task = asked(database)
    _, other = asked(database)
    wrong_letter = next(task.code[:3] + one for one in ALPHABET if one != task.code[3])
    for words, code, why in (
            ("存在", "GR004", "empty"), ("", "GR010", "empty"), (f"{wrong_letter} 存在", "GR004", "mistyped"),
            (f"{task.code} {other.code} 存在", "GR004", "ambiguous"), (task.code, "GR004", "empty"),
            (f"{task.code} 好像存在又不存在", "GR004", "ambiguous"), (f"{task.code} 通过", "GR004", "empty"),
            (f"{task.code}{task.code} 存在", "GR004", "empty"), ("存" * 2001, "GR010", "too_long")):
        with expect_refusal(code, why):
            paste(database, words)
    assert task_of(database, answer).is_open


def test_that_an_answered_overtaken_or_expired_code_is_told_so(database: Clone) -> None:
    answer, task = asked(database)
    paste(database, f"{task.code} 存在")
    with expect_refusal("GR002", "answered"):
        paste(database, f"{task.code} 不存在")
    answer, task = to_verify(database)
    act(database, "chief", Action.REWORK, answer, reason="照片不清")
    assert task_of(database, answer).outcome is TaskOutcome.FAILED
    answer, task = urgent(database)
    act(database, "taker", Action.REJECT, answer, reason="重复")
    with expect_refusal("GR002", "overtaken"):
        paste(database, f"{task.code} 已到场")
    answer, task = urgent(database)
    with database.owner.begin() as connection:
        connection.execute(text("update gridroom.field_task set due_at = now() - interval '25 hours' "
                                "where code = :code"), {"code": task.code})
    with expect_refusal("GR002", "expired"):
        paste(database, f"{task.code} 已到场")
    assert task_of(database, answer).outcome is TaskOutcome.EXPIRED


def test_that_a_late_answer_is_taken_and_called_late(database: Clone) -> None:
    answer, task = urgent(database)
    with database.owner.begin() as connection:
        connection.execute(text("update gridroom.field_task set due_at = now() - interval '1 hour' where code = :code"),
                           {"code": task.code})
    paste(database, f"{task.code} 已到场")
    assert seen(database, "chief", answer).steps[-1].detail["late"] is True


@pytest.mark.parametrize("login", [one for one in PEOPLE if one not in ("taker", "chief")])
def test_that_who_may_not_confirm_cannot_by_a_code(database: Clone, login: str) -> None:
    answer, task = asked(database)
    if login == "worker":  # was asked
        assert paste(database, f"{task.code} 存在", login).state is CaseState.REPORTED
        return
    with pytest.raises(Refusal) as no:
        paste(database, f"{task.code} 存在", login)
    assert no.value.code in (("GR004", "GR005") if login in ("works", "sanitation") else ("GR003",)), login
    assert task_of(database, answer).is_open


def test_that_pressing_twice_answers_once(database: Clone) -> None:
    _, task = asked(database)
    request = uuid4()
    first = paste(database, f"{task.code} 存在", request_id=request)
    again = paste(database, f"{task.code} 存在", request_id=request)
    assert (first.repeated, again.repeated, again.step_seq) == (False, True, first.step_seq)


def test_that_of_two_answers_at_once_one_is_taken(database: Clone) -> None:
    for _ in range(3):
        answer, task = asked(database)
        outcomes: list[str] = []
        gate = threading.Barrier(2)

        def say(login: str, words: str, gate: threading.Barrier = gate, outcomes: list[str] = outcomes) -> None:
            gate.wait()
            try:
                paste(database, words, login)
                outcomes.append("")
            except Refusal as no:
                outcomes.append(no.code)

        both = [threading.Thread(target=say, args=one) for one in (
            ("taker", f"{task.code} 存在"), ("chief", f"{task.code} 不存在"))]
        for one in both:
            one.start()
        for one in both:
            one.join()
        assert sorted(outcomes) == ["", "GR002"]
        assert len([step for step in seen(database, "chief", answer).steps if step.action is Action.CONFIRM]) == 1


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(words=st.text(max_size=60))
def test_that_no_text_breaks_the_reading(reading: Clone, words: str) -> None:
    if "\x00" in words:
        return
    with pytest.raises(Refusal):
        paste(reading, words.encode("utf-8", "ignore").decode())


@pytest.fixture
def reading(database: Clone) -> Clone:
    asked(database)
    return database


# Through a gateway ----------------------------------------------------------------------------------------------------

def answer_by_gateway(database: Clone, worker: str, code: str, result: str, words: str = "", request: object = None,
                      gateway: str = "pat") -> str:
    return str(ask(database, gateway, "select (api.field_answer_task(:r, :worker, :code, :result, :words)).state",
                   r=request or uuid4(), worker=worker, code=code, result=result, words=words))


def test_that_a_worker_answers_through_the_gateway_and_the_step_names_both(database: Clone) -> None:
    furnish(database)
    answer, task = asked(database)
    request = uuid4()
    for _twice in range(2):
        assert answer_by_gateway(database, "worker", task.code.lower(), "exists", "井盖缺失", request) == "reported"
    detail = seen(database, "chief", answer)
    step = detail.steps[-1]
    assert (step.action, step.by_login, step.by_name) == (Action.CONFIRM, "worker", "网格员一号")
    assert step.remark == "井盖缺失"
    assert step.detail["gateway"] == "pat"
    assert (detail.case.confirmation, detail.tasks[0].outcome) == (Confirmation.EXISTS, TaskOutcome.EXISTS)
    answer, task = to_verify(database)
    assert answer_by_gateway(database, "worker", task.code, "failed", "仍松动") == "in_rework"
    answer, task = urgent(database)
    assert answer_by_gateway(database, "worker", task.code, "done") == "reported"
    assert seen(database, "chief", answer).steps[-1].remark == "已到场"
    with database.engine("chief").connect() as connection:
        assert broken_links(connection) == []


def test_that_the_gateway_lists_the_tasks_of_a_worker_and_of_their_grid(database: Clone) -> None:
    furnish(database)
    _, task = asked(database)
    act(database, "chief", Action.SEND_TASK, report(database), task_kind="urgent", worker="")
    with database.engine("pat").connect() as connection:
        rows = connection.execute(text("select * from api.field_tasks('worker')")).all()
        assert [(row.code, row.kind, row.longitude) for row in rows] == [(task.code, "confirm", 121.3715)]
        rows = connection.execute(text("select * from api.field_tasks('second')")).all()
        assert [row.kind for row in rows] == ["urgent"]
    assert answer_by_gateway(database, "second", rows[0].code, "unable", "道路封闭") == "reported"


def test_that_only_who_was_asked_answers_through_a_gateway(database: Clone) -> None:
    furnish(database)
    database.login("third", "网格员三号", [Duty.GRID_WORKER])
    database.gateway("cgt", ["third"], "城管通")
    answer, task = asked(database)
    for worker, gateway in (("second", "pat"), ("third", "cgt"), ("worker", "cgt"), ("JA1234", "pat"),
                            ("taker", "pat")):
        with expect_refusal("GR005"):
            answer_by_gateway(database, worker, task.code, "exists", gateway=gateway)
    for code, result, wanted in ((task.code, "passed", "GR004"), (task.code, "", "GR004"), ("AAAA", "exists", "GR"),
                                 ("x" * 10_000_000, "exists", "GR010")):
        with pytest.raises(Refusal) as no:
            answer_by_gateway(database, "worker", code, result)
        assert no.value.code.startswith(wanted)
    with pytest.raises(Refusal):  # a variable set by hand makes nobody a worker
        ask(database, "taker", "select set_config('gridroom.worker', 'worker', false); "
            "select (api.confirm_case(:r, :c, :v, 'exists', 'x')).state", r=uuid4(), c=answer.case_id, v=1)
    assert task_of(database, answer).is_open


def test_that_a_variable_set_by_hand_makes_nobody_somebody_else(database: Clone) -> None:
    furnish(database)
    answer, _ = asked(database)
    with database.engine("taker").begin() as connection:
        connection.execute(text("select set_config('gridroom.worker', 'worker', false)"))
        cases.move(connection, cases.Move(uuid4(), Action.CONFIRM, answer.case_id, answer.version,
                                          {"confirmation": "exists", "finding": "x"}))
    step = seen(database, "chief", answer).steps[-1]
    assert (step.by_login, "gateway" in step.detail) == ("taker", False)


def test_that_a_worker_reports_with_a_picture_through_the_gateway(database: Clone) -> None:
    furnish(database)
    request = uuid4()
    report_it = ("select (api.field_report(:r, 'worker', '路灯不亮', 121.3715, 28.5815, '桥头', 'component/01/37', "
                 "'urgent', :own)).case_id")
    case_id = ask(database, "pat", report_it, r=request, own="PAT-1")
    assert ask(database, "pat", report_it, r=request, own="PAT-1") == case_id
    with expect_refusal("GR004", "original_id"):
        ask(database, "pat", report_it, r=uuid4(), own="PAT-1")
    attach = ("select (api.field_attach(:r, :worker, :c, 'near', '1.jpg', 'image/jpeg', :bytes, now(), 121.3715, "
              "28.5815)).step_seq")
    picture = uuid4()
    for _twice in range(2):
        assert ask(database, "pat", attach, r=picture, worker="worker", c=case_id, bytes=b"\xff\xd8picture") == 2
    with database.engine("taker").connect() as connection:
        detail = read_case(connection, case_id)
    assert detail is not None
    assert (detail.case.subcategory, detail.case.source, detail.case.urgency) == ("路灯", "patrol", "urgent")
    assert [(step.action, step.by_login, step.detail["gateway"]) for step in detail.steps] == [
        (Action.REPORT, "worker", "pat"), (Action.ATTACH, "worker", "pat")]
    assert detail.attachments[0].added_by == "网格员一号"
    with expect_refusal("GR005"):  # somebody else's case
        ask(database, "pat", attach, r=uuid4(), worker="second", c=case_id, bytes=b"x")
    with expect_refusal("GR005"):
        ask(database, "pat", attach, r=uuid4(), worker="worker", c=report(database).case_id, bytes=b"x")
    with expect_refusal("GR011"):
        ask(database, "pat", attach, r=uuid4(), worker="worker", c=case_id, bytes=b"x" * 21_000_000)
    with database.engine("chief").connect() as connection:
        assert broken_links(connection) == []


@pytest.mark.parametrize(("change", "code"), [
    ({"d": ""}, "GR010"), ({"d": "x" * 20_001}, "GR010"), ({"lon": 0.0, "lat": 0.0}, "GR004"),
    ({"s": "component/9/9"}, "GR004"),
    ({"u": "soon"}, "GR004"), ({"w": "JA1234"}, "GR005"), ({"w": "taker"}, "GR005"), ({"d": "坏\u0007字"}, "GR010")])
def test_that_a_report_that_cannot_be_is_refused(database: Clone, change: dict[str, object], code: str) -> None:
    furnish(database)
    values = {"w": "worker", "d": "路灯不亮", "lon": 121.3715, "lat": 28.5815, "s": "", "u": "normal"} | change
    with expect_refusal(code):
        ask(database, "pat", "select (api.field_report(:r, :w, :d, :lon, :lat, '', :s, :u)).case_id",
            r=uuid4(), **values)


# With the case --------------------------------------------------------------------------------------------------------

def test_that_an_opened_case_shows_whom_to_send(database: Clone) -> None:
    furnish(database)
    place(database, "worker", at=now() - timedelta(minutes=2))
    detail = seen(database, "taker", report(database))
    assert [(one.code, one.own_grid) for one in detail.nearby] == [("worker", False)]
    assert {one.login for one in detail.confirmers} == {"worker", "second"}
    assert seen(database, "assessor", report(database)).nearby == ()


def test_that_open_tasks_are_listed_by_when_they_are_due(database: Clone) -> None:
    urgent(database)
    asked(database)
    to_verify(database)
    with database.engine("chief").connect() as connection:
        listed = field_tasks.open_tasks(connection)
    assert {one.kind for one in listed} == set(TaskKind)
    assert listed == sorted(listed, key=lambda one: one.due_at)
    with database.engine("works").connect() as connection:
        assert [one.code for one in field_tasks.open_tasks(connection)] == [""]
