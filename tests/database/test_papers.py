"""The printed forms in the database: what stands on them, by which commit, for whom, and that they stay."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import psycopg2
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from app.database import cases, papers
from app.database.history import broken_links
from app.domain.case import Action, Answer, Move
from app.domain.failures import Refusal
from app.domain.paper import CasePaper, Paper, PaperKind
from tests.database.clone import PEOPLE, Clone
from tests.database.desk import act, dispatched, handled, report
from tests.database.test_cards_and_appeals import dispatched_ago, given

REPORTER = {"reporter_name": "欧阳建国", "reporter_phone": "13800001234"}
ORDER = {"order_kind": "leader", "card": "red", "reason": "群众三次反映", "demand": "今日内办结", "reply_by": None}


@contextmanager
def refused(code: str, why: str = "") -> Iterator[None]:
    with pytest.raises(Refusal) as told:
        yield
    assert (told.value.code, str(told.value.detail.get("why", ""))) == (code, why)


def issue(database: Clone, login: str, case: Answer, kind: PaperKind, subject: str = "",
          request: UUID | None = None) -> Paper:
    with database.engine(login).begin() as connection:
        return papers.issue_paper(connection, request or uuid4(), case.case_id, kind, subject)


def listed(database: Clone, login: str, case: Answer) -> list[CasePaper]:
    with database.engine(login).begin() as connection:
        return papers.case_papers(connection, case.case_id)


def order_of(database: Clone, case: Answer) -> CasePaper:
    (found,) = [one for one in listed(database, "chief", case) if one.kind is PaperKind.ORDER]
    return found


def request_of(database: Clone, case: Answer) -> CasePaper:
    (found,) = [one for one in listed(database, "chief", case) if one.kind is PaperKind.REQUEST]
    return found


def count(database: Clone, table: str) -> int:
    with database.owner.connect() as connection:
        return int(connection.execute(text(f"select count(*) from gridroom.{table}")).scalar_one())


def supervised(database: Clone, case: Answer, **changes: Any) -> Answer:
    return act(database, "chief", Action.SUPERVISE, case, **(ORDER | changes))


def test_that_unchanged_content_is_the_same_paper_and_changed_content_the_next_edition(database: Clone) -> None:
    case = dispatched(database, **REPORTER)
    for kind, number in ((PaperKind.FLOW, "LZ-"), (PaperKind.DISPATCH, "PD-")):
        first, again = issue(database, "dispatcher", case, kind), issue(database, "chief", case, kind)
        assert first == again
        assert (first.paper_number, first.sequence) == (number + case.case_number, 1)
    entry = next(one for one in listed(database, "works", case) if one.kind is PaperKind.DISPATCH)
    assert (entry.prints, entry.current, entry.printed_by) == (2, True, "值班长")
    case = act(database, "dispatcher", Action.AMEND, case, changes={"place": "路口"}, reason="补充")
    assert [one.current for one in listed(database, "dispatcher", case)] == [False, False]
    second = issue(database, "works", case, PaperKind.DISPATCH)
    assert (second.sequence, second.content["place"], second.issued_by) == (2, "路口", "市政公用联络员")
    with database.engine("chief").begin() as connection:
        assert papers.read_paper(connection, first.paper_id).sequence == 1
        assert len(papers.editions(connection, case.case_id, PaperKind.DISPATCH)) == 2


def test_that_the_hash_is_of_the_content_and_the_same_request_counts_once(database: Clone) -> None:
    case, request = dispatched(database), uuid4()
    first = issue(database, "dispatcher", case, PaperKind.FLOW, request=request)
    assert issue(database, "dispatcher", case, PaperKind.FLOW, request=request) == first
    assert count(database, "paper_print") == 1
    with database.owner.connect() as connection:
        said = connection.execute(text("select content::text from gridroom.paper")).scalar_one()
    assert hashlib.sha256(said.encode()).hexdigest() == first.content_hash
    with refused("GR006"):
        issue(database, "chief", case, PaperKind.FLOW, request=request)


def test_that_no_reporter_stands_on_paper_unless_the_room_allows_it_and_a_secret_one_never(database: Clone) -> None:
    open_case, secret = dispatched(database, **REPORTER), dispatched(database, keep_secret=True, **REPORTER)
    said = [json.dumps(issue(database, "dispatcher", case, kind).content, ensure_ascii=False)
            for case in (open_case, secret) for kind in (PaperKind.FLOW, PaperKind.DISPATCH)]
    assert [words for words in said if "欧阳" in words or "1380000" in words or "1234" in words] == []
    with database.engine("administrator").begin() as connection:
        connection.execute(text("select api.change_setting('paper_reporter', '\"masked\"')"))
    shown = [issue(database, "dispatcher", case, PaperKind.DISPATCH).content["reporter"]
             for case in (open_case, secret)]
    assert shown == [{"shown": "masked", "name": "欧**", "phone": "138****1234"}, {"shown": "secret"}]
    with pytest.raises(DBAPIError), database.engine("administrator").begin() as connection:
        connection.execute(text("select api.change_setting('paper_reporter', '\"clear\"')"))


def test_that_an_order_and_its_paper_are_one_commit(database: Clone) -> None:
    case = dispatched(database)
    with database.engine("chief").connect() as connection:
        cases.move(connection, Move(uuid4(), Action.SUPERVISE, case.case_id, case.version, ORDER))
        connection.rollback()
    assert (count(database, "supervision_order"), count(database, "paper")) == (0, 0)
    given_order = supervised(database, case)
    entry = order_of(database, given_order)
    assert (entry.sequence, entry.prints, entry.what, entry.current) == (1, 0, "red", True)
    with database.engine("works").begin() as connection:
        paper = papers.read_paper(connection, entry.paper_id or 0)
        shown = text("select detail from api.case_step_list where action = 'supervise'")
        detail = connection.execute(shown).scalar_one()
    assert "papers" not in detail
    said = paper.content
    assert (said["order_number"], said["card"], said["reason"], said["demand"], said["given_by"], said["ordered"]) == (
        paper.paper_number, "red", "群众三次反映", "今日内办结", "值班长", said["department"])
    with database.owner.connect() as connection:
        told = connection.execute(text(
            "select detail -> 'papers' from gridroom.case_step where action = 'supervise'")).scalar_one()
    assert told == {f"{paper.paper_number}/1": paper.content_hash}


def test_that_a_client_killed_before_its_commit_leaves_neither_order_nor_paper(database: Clone) -> None:
    case = dispatched(database)
    connection = psycopg2.connect(database.url("chief").replace("postgresql+psycopg2", "postgresql"))
    with connection.cursor() as cursor:
        cursor.execute("select (api.supervise_case(%s, %s, %s, 'leader', 'red', '原因', '要求', null)).version",
                       (str(uuid4()), case.case_id, case.version))
        cursor.execute("select pg_backend_pid()")
        (backend,) = cursor.fetchone()
    with database.owner.begin() as owner:
        owner.execute(text("select pg_terminate_backend(:pid, 10000)"), {"pid": backend})
    connection.close()
    assert (count(database, "supervision_order"), count(database, "paper")) == (0, 0)
    assert order_of(database, supervised(database, case)).sequence == 1


def test_that_whoever_prints_an_order_later_prints_what_was_ordered(database: Clone) -> None:
    case = supervised(database, dispatched(database), reply_by=datetime.now(UTC) + timedelta(hours=4))
    number = order_of(database, case).subject
    case = act(database, "dispatcher", Action.AMEND, case, changes={"place": "另一路口"}, reason="补充")
    printed = issue(database, "works", case, PaperKind.ORDER, number)
    assert (printed.sequence, printed.content["place"]) == (1, "")
    with database.owner.connect() as connection:
        order_id = connection.execute(text("select order_id from gridroom.supervision_order")).scalar_one()
    case = act(database, "works", Action.ACCEPT, case)
    case = act(database, "works", Action.REPLY_TO_ORDER, case, order_id=order_id, reply="已到场")
    assert order_of(database, case).sequence == 2
    case = act(database, "chief", Action.RESOLVE_ORDER, case, order_id=order_id, resolution="已办结")
    paper = issue(database, "chief", case, PaperKind.ORDER, number)
    assert paper.sequence == 3
    assert (paper.content["reply"], paper.content["replied_by"], paper.content["resolution"]) == (
        "已到场", "市政公用联络员", "已办结")


def test_that_a_card_by_rule_and_an_order_that_ends_with_its_case_are_on_paper_too(database: Clone) -> None:
    case = dispatched_ago(database, timedelta(days=1, hours=1))
    assert given(database) == 1
    entry = order_of(database, case)
    with database.engine("chief").begin() as connection:
        said = papers.read_paper(connection, entry.paper_id or 0).content
    assert (said["by_rule"], said["given_by"], said["card"]) == (True, "", "yellow")
    with database.owner.connect() as connection:
        version = connection.execute(text("select version from gridroom.case_file")).scalar_one()
    with database.engine("chief").begin() as connection:
        cases.move(connection, Move(uuid4(), Action.VOID, case.case_id, version, {"reason": "误报"}))
    ended = issue(database, "chief", case, PaperKind.ORDER, entry.subject)
    assert (ended.sequence, ended.content["ended_with_case"]) == (2, True)


def test_that_a_request_is_on_paper_by_the_commit_that_asks_and_completed_by_those_that_decide(database: Clone) -> None:
    case = act(database, "works", Action.ACCEPT, dispatched(database))
    before = case.deadline_at
    case = act(database, "works", Action.ASK_EXTENSION, case, reason="等备件")
    asked = request_of(database, case)
    case = act(database, "dispatcher", Action.APPROVE_REQUEST, case, remark="情况属实")
    case = act(database, "chief", Action.GRANT_EXTENSION, case, remark="同意")
    after = issue(database, "works", case, PaperKind.REQUEST, asked.subject)
    assert (asked.sequence, after.sequence, after.paper_number) == (1, 3, f"YQ-{case.case_number}-1")
    said = after.content
    assert before is not None
    assert datetime.fromisoformat(said["due_before"]) == before.replace(microsecond=0)
    later = datetime.fromisoformat(said["deadline_at"]) - datetime.fromisoformat(said["due_before"])
    assert later == timedelta(hours=2)
    told = ("asked_by", "approved_by", "approved_words", "decided_by", "decision", "outcome")
    assert [said[name] for name in told] == ["市政公用联络员", "派遣员一号", "情况属实", "值班长", "同意", "granted"]


def test_that_deferral_and_suspension_have_their_papers(database: Clone) -> None:
    week = datetime.now(UTC) + timedelta(days=7)
    case = act(database, "works", Action.ACCEPT, dispatched(database))
    case = act(database, "works", Action.ASK_DEFERRAL, case, reason="雨季", until=week)
    assert request_of(database, case).paper_number == f"HB-{case.case_number}-1"
    other = act(database, "dispatcher", Action.SUSPEND, dispatched(database), reason="资金未到位", until=week)
    entry = request_of(database, other)
    assert (entry.paper_number, entry.what, entry.sequence) == (f"GZ-{other.case_number}-1", "suspension", 1)
    paper = issue(database, "chief", other, PaperKind.REQUEST, entry.subject)
    assert (paper.content["reason"], paper.content["decided_by"]) == ("资金未到位", "派遣员一号")
    with database.owner.connect() as connection:  # what was suspended before there were papers says the same
        again = connection.execute(text("select gridroom.paper_content('request', :id, :subject)"),
                                   {"id": other.case_id, "subject": entry.subject}).scalar_one()
    assert again == paper.content


def test_that_two_who_print_at_once_print_one_edition(database: Clone) -> None:
    case = handled(database)
    logins = ["dispatcher", "chief", "works", "inspector"]
    with ThreadPoolExecutor(len(logins)) as pool:
        printed = list(pool.map(lambda login: issue(database, login, case, PaperKind.FLOW), logins))
    assert {one.sequence for one in printed} == {1}
    assert len({one.paper_id for one in printed}) == 1
    assert count(database, "paper_print") == 4


def test_that_printing_and_moving_at_once_wait_for_each_other(database: Clone) -> None:
    case = dispatched(database)

    def move_or_print(number: int) -> None:
        if number % 2:
            issue(database, "dispatcher", case, PaperKind.FLOW)
        else:
            with database.engine("chief").begin() as connection:
                version = connection.execute(text("select version from api.case_board where case_id = :id"),
                                             {"id": case.case_id}).scalar_one()
                try:
                    cases.move(connection, Move(uuid4(), Action.SUPERVISE, case.case_id, version, ORDER))
                except Refusal as refusal:
                    assert refusal.code == "GR001"  # noqa: PT017

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(move_or_print, range(12)))
    with database.engine("auditor").begin() as connection:
        assert broken_links(connection) == []


MAY = {
    PaperKind.FLOW: {"taker", "dispatcher", "chief", "works", "inspector", "worker"},
    PaperKind.DISPATCH: {"dispatcher", "chief", "works"},
    PaperKind.ORDER: {"dispatcher", "chief", "works"},
}


@pytest.mark.parametrize("login", list(PEOPLE))
def test_that_each_duty_issues_by_hand_what_it_may_and_no_more(database: Clone, login: str) -> None:
    case = supervised(database, dispatched(database))
    number = order_of(database, case).subject
    for kind, may in MAY.items():
        subject = number if kind is PaperKind.ORDER else ""
        if login in may:
            assert issue(database, login, case, kind, subject).kind is kind
        else:  # another department is told of its right only, never of the case
            with pytest.raises(Refusal) as told:
                issue(database, login, case, kind, subject)
            assert told.value.code == ("GR005" if login == "sanitation" else "GR003")
    entries = listed(database, login, case)
    assert bool(entries) == (login not in ("wall", "sanitation"))
    with database.engine(login).begin() as connection:
        seen = connection.execute(text("select count(*) from api.paper_content")).scalar_one()
    assert bool(seen) == (login not in ("wall", "sanitation"))


@pytest.mark.parametrize("login", list(PEOPLE))
def test_that_nobody_reaches_or_changes_a_paper_by_hand(database: Clone, login: str) -> None:
    supervised(database, dispatched(database))
    for statement in ("select * from gridroom.paper", "update gridroom.paper set content = '{}'",
                      "delete from gridroom.paper_print", "update gridroom.paper_kind set duties = '{gridroom_wall}'",
                      "select gridroom.paper_content('flow', 1, '')",
                      "select gridroom.freeze_paper('flow', null, '', '{}', '')",
                      "update api.paper_list set issued_by = 'x'"):
        with pytest.raises(DBAPIError), database.engine(login).begin() as connection:
            connection.execute(text(statement))


def test_that_not_even_the_owner_changes_a_paper_and_a_changed_one_is_found(database: Clone) -> None:
    supervised(database, dispatched(database))
    for statement in ("update gridroom.paper set content = '{}'", "delete from gridroom.paper",
                      "truncate gridroom.paper cascade"):
        with pytest.raises(DBAPIError), database.owner.begin() as connection:
            connection.execute(text(statement))
    with database.owner.begin() as connection:
        connection.exec_driver_sql("alter table gridroom.paper disable trigger user")
        connection.exec_driver_sql("""update gridroom.paper set content = content || '{"demand": "不急"}'""")
    with database.engine("auditor").begin() as connection:
        (problem,) = broken_links(connection)
    assert problem.problem == "the paper is missing or was changed"


def test_that_what_cannot_be_printed_is_refused_with_its_reason(database: Clone) -> None:
    fresh = report(database)
    with refused("GR031", "not_dispatched"):
        issue(database, "dispatcher", fresh, PaperKind.DISPATCH)
    for kind, subject in ((PaperKind.ORDER, "DB-none"), (PaperKind.ORDER, ""), (PaperKind.REQUEST, "T999"),
                          (PaperKind.REQUEST, "Sx"), (PaperKind.REQUEST, "S99999999999999999999"),
                          (PaperKind.FLOW, "x"), (PaperKind.REQUEST, "'; drop table gridroom.paper; --")):
        with refused("GR031", "unknown"):
            issue(database, "dispatcher", fresh, kind, subject)
    with refused("GR005"):
        issue(database, "dispatcher", Answer(999, "", 1, fresh.state, 1, fresh.at, None, False), PaperKind.FLOW)
    with database.engine("dispatcher").begin() as connection, pytest.raises(DBAPIError, match="unknown kind"):
        connection.execute(text("select api.issue_paper(gen_random_uuid(), 1, 'poster')"))
    assert issue(database, "worker", fresh, PaperKind.FLOW).content["state"] == "reported"


def test_that_a_slip_whose_dispatch_was_taken_back_is_out_of_date_and_stays_readable(database: Clone) -> None:
    case = dispatched(database)
    slip = issue(database, "dispatcher", case, PaperKind.DISPATCH)
    case = act(database, "dispatcher", Action.TAKE_BACK, case)
    entry = next(one for one in listed(database, "dispatcher", case) if one.kind is PaperKind.DISPATCH)
    assert (entry.current, entry.paper_id) == (False, slip.paper_id)
    with refused("GR031", "not_dispatched"):
        issue(database, "dispatcher", case, PaperKind.DISPATCH)


def test_that_the_flow_slip_tells_the_whole_way_with_its_late_steps(database: Clone) -> None:
    case = handled(database)
    case = act(database, "inspector", Action.VERIFY, case)
    case = act(database, "chief", Action.CLOSE, case, closing_condition="井盖完好")
    said = issue(database, "taker", case, PaperKind.FLOW).content
    assert [step["action"] for step in said["steps"]] == [
        "report", "register", "dispatch", "accept", "handle", "verify", "close"]
    assert (said["result"], said["closing_condition"], said["closing_kind"], said["handler"], said["state"]) == (
        "已更换井盖", "井盖完好", "normal", "市政公用联络员", "closed")
    assert not any(step["late"] for step in said["steps"])
    with database.owner.begin() as connection:
        connection.exec_driver_sql("update gridroom.case_clock set was_overdue = true where name = 'register'")
    late = issue(database, "taker", case, PaperKind.FLOW).content["steps"]
    assert [step["action"] for step in late if step["late"]] == ["register"]
