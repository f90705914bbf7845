"""One move for many cases: what is refused is named, the rest stands, and pressing twice does it once."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import text

from app.database import batches, case_detail
from app.database import cases as cases_of
from app.database.failures_from_sql import translated
from app.domain.batch import MOST_CASES, Batch, BatchItem
from app.domain.case import Action, Answer, CaseState, Move
from app.domain.failures import Refusal
from tests.database.clone import Clone
from tests.database.desk import act, dispatched, report


def registered(database: Clone) -> Answer:
    return act(database, "taker", Action.REGISTER, report(database), condition_id=1)


def asked(database: Clone, login: str, action: Action, on: list[Answer], batch_id=None, **values) -> list[BatchItem]:
    batch = Batch(batch_id or uuid4(), action, tuple((one.case_id, one.version) for one in on), values)
    with database.engine(login).begin() as connection:
        return batches.move_cases(connection, batch, batch.cases)


def test_that_what_is_refused_is_named_and_the_rest_stands(database: Clone) -> None:
    cases = [registered(database) for _ in range(3)]
    moved_on = act(database, "chief", Action.DISPATCH, cases[1], department_id=2)
    items = asked(database, "dispatcher", Action.DISPATCH, cases, department_id=1)
    assert [item.refusal.code if item.refusal else item.answer.state for item in items] == [
        CaseState.DISPATCHED, "GR001", CaseState.DISPATCHED]
    assert items[1].refusal.detail["by"] == "值班长"
    with database.engine("chief").connect() as connection:
        left = case_detail.read_case(connection, cases[1].case_id).case
    assert (left.version, left.department_id) == (moved_on.version, 2)


def test_that_a_case_in_somebody_s_hand_is_named_within_the_time_of_one_answer(database: Clone) -> None:
    cases = [registered(database) for _ in range(2)]
    batch = Batch(uuid4(), Action.DISPATCH, tuple((one.case_id, one.version) for one in cases), {"department_id": 1})
    with database.engine("chief").connect() as holding, database.engine("dispatcher").begin() as connection:
        cases_of.move(holding, Move(uuid4(), Action.VOID, cases[0].case_id, cases[0].version, {"reason": "误报"}))
        connection.execute(text("set local statement_timeout = '8s'"))  # a move of one would wait for ten
        held, done = batches.move_cases(connection, batch, batch.cases)
    assert held.refusal.code == "55P03"
    assert done.answer.state is CaseState.DISPATCHED


def test_that_every_step_of_a_batch_carries_its_id_and_its_chain_holds(database: Clone) -> None:
    cases, batch_id = [registered(database) for _ in range(2)], uuid4()
    asked(database, "dispatcher", Action.DISPATCH, cases, batch_id, department_id=1)
    single = act(database, "dispatcher", Action.DISPATCH, registered(database), department_id=1)
    with database.engine("chief").connect() as connection:
        marks = [case_detail.read_case(connection, one.case_id).steps[-1].detail.get("batch")
                 for one in (*cases, single)]
        assert marks == [str(batch_id), str(batch_id), None]
        assert connection.execute(text("select count(*) from api.verify_history()")).scalar() == 0


def test_that_pressing_twice_does_it_once(database: Clone) -> None:
    cases, batch_id = [registered(database) for _ in range(2)], uuid4()
    first = asked(database, "dispatcher", Action.DISPATCH, cases, batch_id, department_id=1)
    again = asked(database, "dispatcher", Action.DISPATCH, [*cases, cases[0]], batch_id, department_id=1)
    assert [item.answer.version for item in again] == [item.answer.version for item in first]
    assert all(item.answer.repeated for item in again)


def test_that_a_batch_is_taken_back_as_far_as_nobody_has_opened_it(database: Clone) -> None:
    cases = [registered(database) for _ in range(3)]
    sent = [item.answer for item in asked(database, "dispatcher", Action.DISPATCH, cases, department_id=1)]
    with database.engine("works").begin() as connection:
        connection.execute(text("select api.open_case(:id)"), {"id": cases[2].case_id})
    back = asked(database, "dispatcher", Action.TAKE_BACK, sent)
    assert [item.refusal.code if item.refusal else item.answer.state for item in back] == [
        CaseState.REGISTERED, CaseState.REGISTERED, "GR008"]


@pytest.mark.parametrize(("login", "action", "values", "code"), [
    ("works", Action.ACCEPT, {}, ""),
    ("sanitation", Action.ACCEPT, {}, "GR005"),                # not theirs, so not there
    ("taker", Action.NOTE, {"note": "已电话通知"}, ""),
    ("taker", Action.NOTE, {"note": ""}, "GR010"),
    ("assessor", Action.NOTE, {"note": "越权"}, "GR003"),
    ("wall", Action.REMIND, {"words": "越权"}, "GR003"),
    ("chief", Action.REMIND, {"words": "请尽快"}, ""),
    ("works", Action.RETURN, {"reason": "非本单位职责"}, ""),
    ("works", Action.RETURN, {}, "GR010"),                     # a value that is missing is refused, not a fault
    ("dispatcher", Action.SUSPEND, {"reason": "等资金", "until": datetime.now(UTC) + timedelta(days=9)}, ""),
    ("dispatcher", Action.DISPATCH, {"department_id": 1}, "GR002"),
])
def test_that_each_case_of_a_batch_obeys_the_rules_of_one(
        database: Clone, login: str, action: Action, values: dict, code: str) -> None:
    (item,) = asked(database, login, action, [dispatched(database)], **values)
    assert (item.refusal.code if item.refusal else "") == code


@pytest.mark.parametrize(("action", "moves", "vals"), [
    ("dispatch", [], {}), ("dispatch", {"case_id": 1}, {}), ("report", [{"case_id": 1, "version": 1}], {}),
    ("disclose_reporter", [{"case_id": 1, "version": 1}], {}), ("; drop table x", [{"case_id": 1}], {}),
    ("dispatch", [{"case_id": "x"}], {}), ("dispatch", [{"case_id": 1, "version": 1}], {"department_id": "1; drop"}),
    ("dispatch", [{"case_id": n, "version": 1} for n in range(MOST_CASES + 1)], {"department_id": 1}),
    ("dispatch", [{"case_id": 1, "version": 1}], [1]), ("suspend", [{"case_id": 1, "version": 1}], {"until": "morgen"}),
])
def test_that_garbage_is_refused_whole(database: Clone, action: str, moves: object, vals: object) -> None:
    report(database)
    with database.engine("chief").begin() as connection, pytest.raises(Refusal) as no, translated():
        connection.execute(text("select * from api.move_cases(gen_random_uuid(), :a, cast(:m as jsonb), "
                                "cast(:v as jsonb))"),
                           {"a": action, "m": json.dumps(moves), "v": json.dumps(vals)})
    assert no.value.code == "GR004"


def test_that_a_case_that_is_missing_or_without_version_is_named(database: Clone) -> None:
    one = registered(database)
    with database.engine("dispatcher").begin() as connection:
        moves = json.dumps([{"case_id": one.case_id}, {"case_id": 999_999, "version": 1}])
        rows = connection.execute(text("select case_id, code from api.move_cases(gen_random_uuid(), 'dispatch', "
                                       "cast(:m as jsonb), '{\"department_id\": 1}')"), {"m": moves}).all()
    assert [tuple(row) for row in rows] == [(one.case_id, "GR004"), (999_999, "GR005")]


def test_that_only_what_may_be_done_to_all_is_offered(database: Clone) -> None:
    waiting, sent = registered(database), dispatched(database)
    with database.engine("dispatcher").connect() as connection:
        alone = [one.action for one in batches.allowed_for_all(connection, [waiting.case_id])]
        both = [one.action for one in batches.allowed_for_all(connection, [waiting.case_id, sent.case_id])]
        assert alone[0] is Action.DISPATCH
        assert Action.DISPATCH not in both
        assert {Action.REMIND, Action.NOTE} <= set(both)
        assert batches.allowed_for_all(connection, [waiting.case_id, 999_999]) == []  # not seen, so nothing
    with database.engine("wall").connect() as connection:
        assert batches.allowed_for_all(connection, [waiting.case_id]) == []
