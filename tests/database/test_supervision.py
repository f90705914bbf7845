"""Reminders and supervision orders: who may press a case, what the board shows, and that none is lost or rewritten."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from app.database import cases
from app.database.case_detail import read_case
from app.database.history import broken_links
from app.domain.case import Action, Answer, Case, Move
from app.domain.case_detail import CaseDetail
from app.domain.failures import Refusal
from app.domain.supervision import Card, OrderKind
from tests.database.clone import PEOPLE, Clone
from tests.database.desk import act, broken_cases, dispatched, forge, handled, report
from tests.database.test_case_functions import expect_refusal

ORDER: dict[str, Any] = {"order_kind": "timeout", "card": "yellow", "reason": "超时一天仍未到场",
                         "demand": "今晚修复并书面说明"}
SOON = timedelta(hours=4)


def seen(database: Clone, login: str, answer: Answer) -> CaseDetail:
    with database.engine(login).connect() as connection:
        detail = read_case(connection, answer.case_id)
    assert detail is not None
    return detail


def row(database: Clone, login: str, answer: Answer) -> Case:
    with database.engine(login).connect() as connection:
        (case,) = cases.read_board_cases(connection, [answer.case_id])
    return case


def ordered(database: Clone, answer: Answer, **values: Any) -> Answer:
    """The duty chief gives an order that wants a reply in four hours."""
    return act(database, "chief", Action.SUPERVISE, answer, **(ORDER | {"reply_by": datetime.now(UTC) + SOON} | values))


def order_id(database: Clone, answer: Answer, place: int = 0) -> int:
    return seen(database, "chief", answer).orders[place].order_id


def test_that_reminders_are_counted_with_who_and_when_and_move_nothing(database: Clone) -> None:
    before = dispatched(database)
    answer = act(database, "taker", Action.REMIND, before, words="来电人又打来, 老人已绊倒")
    answer = act(database, "chief", Action.REMIND, answer, words="请一小时内到场")
    assert (answer.state, answer.deadline_at) == (before.state, before.deadline_at)
    assert row(database, "works", answer).remind_count == 2
    steps = [step for step in seen(database, "works", answer).steps if step.action is Action.REMIND]
    assert [(step.by_login, step.remark, step.receiver, step.detail["count"]) for step in steps] == [
        ("taker", "来电人又打来, 老人已绊倒", "市政公用中心", 1), ("chief", "请一小时内到场", "市政公用中心", 2)]
    with expect_refusal("GR010", "words"):
        act(database, "dispatcher", Action.REMIND, answer, words=" ")


@pytest.mark.parametrize(("action", "values", "able"), [
    (Action.REMIND, {"words": "请尽快"}, {"taker", "dispatcher", "chief"}),
    (Action.SUPERVISE, ORDER, {"chief"}),
    (Action.REPLY_TO_ORDER, {"reply": "已到场"}, {"works"}),
    (Action.RESOLVE_ORDER, {"resolution": "已修复"}, {"chief"}),
])
def test_that_only_the_right_people_press_a_case(database: Clone, action: Action, values: dict, able: set[str]) -> None:
    answer = ordered(database, dispatched(database))
    values = values | {"order_id": order_id(database, answer)}
    for login in PEOPLE:
        offered = {one.action for one in seen(database, login, answer).allowed} if login != "sanitation" else set()
        assert (action in offered) == (login in able), login
        if login not in able:
            with pytest.raises(Refusal) as no:
                act(database, login, action, answer, **values)
            assert no.value.code == ("GR005" if login == "sanitation" else "GR003"), login
    act(database, next(iter(able)), action, answer, **values)


def test_that_an_order_stands_on_the_board_until_it_is_answered_and_resolved(database: Clone) -> None:
    answer = act(database, "works", Action.ACCEPT, dispatched(database))
    assert row(database, "works", answer).card is None
    answer = ordered(database, answer)
    shown = row(database, "works", answer)
    assert shown.card is Card.YELLOW
    assert shown.reply_due is not None
    (order,) = seen(database, "works", answer).orders
    assert (order.kind, order.card, order.demand, order.department) == (
        OrderKind.TIMEOUT, Card.YELLOW, ORDER["demand"], "市政公用中心")
    assert order.waits_for_reply
    answer = act(database, "works", Action.REPLY_TO_ORDER, answer, order_id=order.order_id, reply="备件已到, 今晚更换")
    assert (row(database, "works", answer).card, row(database, "works", answer).reply_due) == (Card.YELLOW, None)
    with expect_refusal("GR004", "not_waiting"):
        act(database, "works", Action.REPLY_TO_ORDER, answer, order_id=order.order_id, reply="再说一遍")
    answer = act(database, "chief", Action.RESOLVE_ORDER, answer, order_id=order.order_id, resolution="已修复, 解除")
    assert row(database, "works", answer).card is None
    (order,) = seen(database, "chief", answer).orders
    assert (order.reply, order.replied_by, order.resolution, order.resolved_by) == (
        "备件已到, 今晚更换", "市政公用联络员", "已修复, 解除", "值班长")
    with expect_refusal("GR004", "unknown"):
        act(database, "chief", Action.RESOLVE_ORDER, answer, order_id=order.order_id, resolution="再解除一次")
    allowed = {one.action for one in seen(database, "chief", answer).allowed}
    assert Action.SUPERVISE in allowed
    assert Action.RESOLVE_ORDER not in allowed


def test_that_several_orders_stand_side_by_side_and_the_gravest_shows(database: Clone) -> None:
    answer = ordered(database, dispatched(database), card="red", order_kind="leader")
    answer = ordered(database, answer, card="reminder", reply_by=None)
    mild, grave = seen(database, "chief", answer).orders
    assert (mild.card, grave.card) == (Card.REMINDER, Card.RED)
    assert mild.order_number[:-3] == grave.order_number[:-3]
    assert (int(grave.order_number[-3:]), int(mild.order_number[-3:])) == (1, 2)
    assert row(database, "chief", answer).card is Card.RED
    with expect_refusal("GR004", "not_waiting"):
        act(database, "works", Action.REPLY_TO_ORDER, answer, order_id=mild.order_id, reply="收到")
    answer = act(database, "chief", Action.RESOLVE_ORDER, answer, order_id=grave.order_id, resolution="领导同意解除")
    assert row(database, "chief", answer).card is Card.REMINDER


def test_that_a_reply_is_asked_of_a_department_and_within_reason(database: Clone) -> None:
    fresh = report(database)
    with expect_refusal("GR004", "nobody"):
        ordered(database, fresh)
    assert seen(database, "chief", ordered(database, fresh, reply_by=None)).orders[0].department == ""
    answer = dispatched(database)
    for wrong in (datetime.now(UTC) - SOON, datetime.now(UTC) + timedelta(days=400)):
        with expect_refusal("GR004", "out_of_range"):
            ordered(database, answer, reply_by=wrong)
    for field, value in (("order_kind", "x"), ("card", "green"), ("card", "")):
        with expect_refusal("GR004", field):
            ordered(database, answer, **{field: value})
    for field in ("reason", "demand"):
        with expect_refusal("GR010", field):
            ordered(database, answer, **{field: " "})


def test_that_an_order_of_another_case_cannot_be_answered(database: Clone) -> None:
    first, second = ordered(database, dispatched(database)), ordered(database, dispatched(database))
    with expect_refusal("GR004", "unknown"):
        act(database, "works", Action.REPLY_TO_ORDER, first, order_id=order_id(database, second), reply="答错了案件")


def test_that_a_returned_case_keeps_its_order_for_the_next_department(database: Clone) -> None:
    answer = ordered(database, dispatched(database, department_id=1))
    answer = act(database, "works", Action.RETURN, answer, reason="非本单位职责")
    answer = act(database, "dispatcher", Action.DISPATCH, answer, department_id=2)
    answer = act(database, "sanitation", Action.REPLY_TO_ORDER, answer, order_id=order_id(database, answer),
                 reply="马上办")
    assert seen(database, "sanitation", answer).orders[0].replied_by == "环卫联络员"


def test_that_an_ended_case_ends_its_orders_and_shows_what_was_never_answered(database: Clone) -> None:
    answer = act(database, "inspector", Action.VERIFY, ordered(database, handled(database)))
    answer = act(database, "chief", Action.CLOSE, answer, closing_condition="恢复")
    detail = seen(database, "chief", answer)
    (order,) = detail.orders
    assert (order.ended_with_case, order.replied_at, order.resolved_by) == (True, None, "值班长")
    assert detail.case.card is None
    with database.engine("chief").connect() as connection:
        assert broken_links(connection) == []


def test_that_the_same_press_gives_one_order(database: Clone) -> None:
    answer = dispatched(database)
    move = Move(uuid4(), Action.SUPERVISE, answer.case_id, answer.version, ORDER | {"reply_by": None})
    for repeated in (False, True):
        with database.engine("chief").begin() as connection:
            assert cases.move(connection, move).repeated is repeated
    assert len(seen(database, "chief", answer).orders) == 1


def test_that_history_shows_an_order_edited_removed_or_made_behind_the_functions(database: Clone) -> None:
    edited, removed, smuggled = (ordered(database, dispatched(database)) for _ in range(3))
    for statement, wanted in (
        ("update gridroom.supervision_order set demand = 'x' where case_id = :id", edited),
        ("delete from gridroom.supervision_order where case_id = :id", removed),
        ("insert into gridroom.supervision_order (order_number, case_id, kind, card, reason, demand, issued_at)"
         " values ('x', :id, 'leader', 'red', 'x', 'x', now())", smuggled),
    ):
        forge(database, statement, wanted.case_id)
    assert broken_cases(database) == {
        edited.case_id: "the order is missing or was changed",
        removed.case_id: "the order is missing or was changed",
        smuggled.case_id: "an order stands beside the history"}


def test_that_a_wall_sees_the_card_and_none_of_the_words(database: Clone) -> None:
    answer = ordered(database, dispatched(database))
    (order,) = seen(database, "wall", answer).orders
    assert (order.card, order.reason, order.demand) == (Card.YELLOW, "", "")
