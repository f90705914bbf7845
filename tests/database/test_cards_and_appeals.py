"""Cards that a rule gives, appeals against orders and overtime: each once, by the right people, kept as it was."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text

from app.database import cases
from app.database.case_detail import read_case
from app.database.history import broken_links
from app.domain.appeal import AppealOutcome, OrderAppeal
from app.domain.case import Action, Answer
from app.domain.case_detail import CaseDetail
from app.domain.failures import Refusal
from app.domain.supervision import Card
from tests.database.clone import PEOPLE, Clone
from tests.database.desk import act, dispatched

ALWAYS_OPEN = """
    delete from gridroom.office_hours;
    insert into gridroom.office_hours values ('00:00', '23:59:59');
    update gridroom.setting set value = '24' where key = 'hours_per_work_day';
    insert into gridroom.calendar_day (day, is_workday)
    select current_date + n, true from generate_series(-40, 400) n on conflict (day) do update set is_workday = true"""


def seen(database: Clone, login: str, answer: Answer) -> CaseDetail:
    with database.engine(login).connect() as connection:
        detail = read_case(connection, answer.case_id)
    assert detail is not None
    return detail


def dispatched_ago(database: Clone, ago: timedelta, answer: Answer | None = None) -> Answer:
    """A case whose department has had it for so long, on a calendar where every day counts in full."""
    answer = answer or dispatched(database)
    with database.owner.begin() as connection:
        connection.exec_driver_sql(ALWAYS_OPEN)
        connection.execute(text("""
            update gridroom.case_clock set started_at = started_at - :ago
            where case_id = :id and stopped_at is null"""),
            {"ago": ago, "id": answer.case_id})
        connection.execute(text("""select gridroom.show_clock(clock_id) from gridroom.case_clock
                                   where case_id = :id and stopped_at is null"""), {"id": answer.case_id})
    return answer


def given(database: Clone, login: str = "wall") -> int:
    with database.engine(login).begin() as connection:
        return cases.issue_cards(connection)


def latest(database: Clone, answer: Answer) -> Answer:
    """The same case at the version that it has now."""
    case = seen(database, "chief", answer).case
    return Answer(case.case_id, case.case_number, case.version, case.state, 0, case.reported_at, case.deadline_at,
                  False)


def rules(database: Clone, answer: Answer) -> list[tuple[str, Card]]:
    return [(order.rule, order.card) for order in reversed(seen(database, "works", answer).orders)]


def test_that_nobody_gets_a_card_before_its_day_and_everybody_on_it(database: Clone) -> None:
    young = dispatched_ago(database, timedelta(hours=23, minutes=50))
    old = dispatched_ago(database, timedelta(days=1, minutes=5))
    assert given(database) >= 1
    assert ("accept", Card.YELLOW) in rules(database, old)
    assert ("accept", Card.YELLOW) not in rules(database, young)
    detail = seen(database, "works", old)
    (order,) = [one for one in detail.orders if one.rule == "accept"]
    assert (order.department, order.demand) == ("市政公用中心", "立即签收并安排处置")
    assert order.reply_by is not None
    assert order.reply_by - order.issued_at == timedelta(hours=24)
    assert detail.steps[-1].detail["automatic"] is True
    assert given(database) == 0  # once, however often it is asked
    with database.engine("chief").connect() as connection:
        assert broken_links(connection) == []


def test_that_two_days_without_a_signature_are_a_red_card_and_signing_ends_the_threat(database: Clone) -> None:
    answer = dispatched_ago(database, timedelta(days=2, minutes=5))
    while given(database):
        pass
    assert rules(database, answer) == [("accept_late", Card.RED)]  # the gravest, and nothing milder after it
    assert seen(database, "wall", answer).case.card is Card.RED
    signed = dispatched(database)
    signed = act(database, "works", Action.ACCEPT, signed)
    dispatched_ago(database, timedelta(days=3), signed)
    while given(database):
        pass
    assert [rule for rule, _ in rules(database, signed) if rule.startswith("accept")] == []
    assert rules(database, signed) == [("overdue", Card.REMINDER)]


def test_that_a_long_limit_of_its_own_keeps_a_case_from_the_card_for_finishing(database: Clone) -> None:
    answer = act(database, "works", Action.ACCEPT, dispatched(database))
    with database.owner.begin() as connection:
        connection.execute(text("update gridroom.case_clock set limit_kind = 'natural_day', limit_value = 30 "
                                "where case_id = :id and stopped_at is null"), {"id": answer.case_id})
    dispatched_ago(database, timedelta(days=8), answer)
    assert given(database) == 0
    dispatched_ago(database, timedelta(days=23), answer)
    while given(database):
        pass
    assert [rule for rule, _ in rules(database, answer)] == ["finish_late"]


def test_that_a_suspended_case_gets_no_card_and_its_pause_does_not_count(database: Clone) -> None:
    answer = act(database, "works", Action.ACCEPT, dispatched(database))
    with database.owner.connect() as connection:
        until = connection.exec_driver_sql("select now() + interval '30 days'").scalar_one()
    answer = act(database, "chief", Action.SUSPEND, answer, until=until, reason="等资金")
    with database.owner.begin() as connection:
        connection.exec_driver_sql(ALWAYS_OPEN)
        connection.execute(text("""
            update gridroom.case_clock set started_at = started_at - interval '9 days' where case_id = :id;
            update gridroom.clock_pause set paused_at = paused_at - interval '9 days' + interval '1 minute';
            select gridroom.show_clock(clock_id) from gridroom.case_clock
            where case_id = :id and stopped_at is null"""),
            {"id": answer.case_id})
    assert given(database) == 0
    act(database, "chief", Action.RESUME, answer)
    assert given(database) == 0


def test_that_twenty_workstations_that_notice_at_once_give_one_card(database: Clone) -> None:
    answer = dispatched_ago(database, timedelta(days=1, minutes=5))
    with ThreadPoolExecutor(8) as room:
        counts = list(room.map(lambda login: given(database, login), ["taker", "dispatcher", "chief", "wall"] * 2))
    assert sum(counts) == len(rules(database, answer))
    assert len(rules(database, answer)) == len(set(rules(database, answer)))


@pytest.mark.parametrize("bad", [
    "5", '[{"name": "x"}]',
    '[{"name": "a", "when": "dispatched", "kind": "moon", "value": 1, "card": "red", "words": "w", "demand": "d"}]',
    '[{"name": "a", "when": "dispatched", "card": "red", "words": "w", "demand": "d", "reply_hours": 1}]',
    '[{"name": "a", "when": "handling", "card": "red", "words": "w", "demand": "d", "reply_hours": "soon"}]',
])
def test_that_rules_which_no_clock_could_follow_are_refused(database: Clone, bad: str) -> None:
    with database.engine("administrator").begin() as connection, pytest.raises(Exception, match="card_rules") as no:
        connection.execute(text("select api.change_setting('card_rules', cast(:value as jsonb))"), {"value": bad})
    assert getattr(no.value.orig, "pgcode", "") == "GR004"


def appealed(database: Clone) -> tuple[Answer, int]:
    answer = act(database, "chief", Action.SUPERVISE, dispatched(database), order_kind="timeout", card="yellow",
                 reason="超时", demand="今日办结")
    order = seen(database, "works", answer).orders[0].order_id
    return act(database, "works", Action.APPEAL_ORDER, answer, order_id=order, reason="派遣时间有误"), order


@pytest.mark.parametrize(("upheld", "card", "outcome"), [(True, None, OrderAppeal.UPHELD),
                                                        (False, Card.YELLOW, OrderAppeal.DISMISSED)])
def test_that_an_appeal_against_an_order_is_decided_once(database: Clone, upheld: bool, card: Card | None,
                                                         outcome: OrderAppeal) -> None:
    answer, order = appealed(database)
    assert seen(database, "chief", answer).case.order_appeal
    answer = act(database, "chief", Action.DECIDE_ORDER_APPEAL, answer, order_id=order, upheld=upheld, reason="已查实")
    detail = seen(database, "works", answer)
    assert (detail.case.card, detail.orders[0].appeal_outcome, detail.case.order_appeal) == (card, outcome, False)
    with pytest.raises(Refusal) as no:
        act(database, "works", Action.APPEAL_ORDER, answer, order_id=order, reason="再申诉")
    assert no.value.code == "GR004"
    with database.engine("chief").connect() as connection:
        assert broken_links(connection) == []
    with database.owner.begin() as connection:
        connection.execute(text("update gridroom.supervision_order set appeal_words = '' where order_id = :id"),
                           {"id": order})
    with database.engine("chief").connect() as connection:
        assert broken_links(connection) != []


@contextmanager
def refused(code: str) -> Iterator[None]:
    with pytest.raises(Refusal) as no:
        yield
    assert no.value.code == code


def closed_late(database: Clone) -> Answer:
    answer = act(database, "works", Action.ACCEPT, dispatched(database))
    with database.owner.begin() as connection:
        connection.execute(text("update gridroom.case_clock set started_at = started_at - interval '90 days' "
                                "where case_id = :id and name = 'handle'"), {"id": answer.case_id})
    answer = act(database, "works", Action.HANDLE, answer, result="已修复")
    answer = act(database, "inspector", Action.VERIFY, answer)
    return act(database, "chief", Action.CLOSE, answer, closing_condition="恢复")


def was_overdue(database: Clone, answer: Answer) -> tuple[bool, bool, bool]:
    with database.engine("assessor").connect() as connection:
        row = connection.execute(text("select was_overdue, exempt, counts_as_overdue from api.handling_time "
                                      "where case_id = :id"), {"id": answer.case_id}).one()
    return row.was_overdue, row.exempt, row.counts_as_overdue


def test_that_overtime_that_was_appealed_for_is_not_counted_and_not_forgotten(database: Clone) -> None:
    answer = closed_late(database)
    assert was_overdue(database, answer) == (True, False, True)
    answer = act(database, "works", Action.APPEAL_TIME, answer, reason="当日全区停电")
    with refused("GR014"):
        act(database, "chief", Action.GRANT_APPEAL, answer)
    answer = act(database, "dispatcher", Action.APPROVE_APPEAL, answer, remark="情况属实")
    offered = {one.action for one in seen(database, "taker", answer).allowed}
    assert offered >= {Action.GRANT_APPEAL, Action.REFUSE_APPEAL}
    answer = act(database, "taker", Action.GRANT_APPEAL, answer)
    assert was_overdue(database, answer) == (True, True, False)
    detail = seen(database, "works", answer)
    assert (detail.case.time_appeal, detail.time_appeals[0].outcome) == (AppealOutcome.GRANTED, AppealOutcome.GRANTED)
    with refused("GR014"):
        act(database, "works", Action.APPEAL_TIME, answer, reason="再来一次")
    with database.engine("chief").connect() as connection:
        assert broken_links(connection) == []
    with database.owner.begin() as connection:  # somebody forges the statistic
        connection.execute(text("update gridroom.case_clock set exempt = false where case_id = :id"),
                           {"id": answer.case_id})
    with database.engine("chief").connect() as connection:
        assert [row.problem for row in broken_links(connection)] == [
            "the appeal against overtime is missing or was changed"]


def test_that_a_case_in_time_has_nothing_to_appeal_against(database: Clone) -> None:
    answer = act(database, "works", Action.ACCEPT, dispatched(database))
    answer = act(database, "works", Action.HANDLE, answer, result="好")
    answer = act(database, "inspector", Action.VERIFY, answer)
    answer = act(database, "chief", Action.CLOSE, answer, closing_condition="恢复")
    assert Action.APPEAL_TIME not in {one.action for one in seen(database, "works", answer).allowed}
    with refused("GR014"):
        act(database, "works", Action.APPEAL_TIME, answer, reason="试试")


@pytest.mark.parametrize(("action", "values", "able"), [
    (Action.APPEAL_TIME, {"reason": "停电"}, {"works"}),
    (Action.APPROVE_APPEAL, {}, {"dispatcher"}),
    (Action.GRANT_APPEAL, {}, {"taker", "chief"}),
    (Action.REFUSE_APPEAL, {"reason": "理由不足"}, {"dispatcher", "taker", "chief"}),
])
def test_that_only_the_right_people_appeal_and_decide(database: Clone, action: Action, values: dict[str, Any],
                                                     able: set[str]) -> None:
    answer = closed_late(database)
    if action is not Action.APPEAL_TIME:
        answer = act(database, "works", Action.APPEAL_TIME, answer, reason="停电")
    if action is Action.GRANT_APPEAL:
        answer = act(database, "dispatcher", Action.APPROVE_APPEAL, answer)
    for login in sorted(set(PEOPLE) - able):
        with pytest.raises(Refusal) as no:
            act(database, login, action, answer, **values)
        assert no.value.code == ("GR005" if login == "sanitation" else "GR003"), login
    act(database, sorted(able)[0], action, answer, **values)


def test_that_the_dues_of_cards_are_those_that_the_ledger_says(database: Clone) -> None:
    """Office hours, two pauses and a holiday, against a count of minutes one by one."""
    answer = act(database, "works", Action.ACCEPT, dispatched(database))
    with database.owner.begin() as connection:
        connection.execute(text("""
            insert into gridroom.calendar_day (day, is_workday) values ('2026-03-04', false)
                on conflict (day) do update set is_workday = false;
            update gridroom.case_clock set started_at = '2026-03-02 16:30+08', limit_kind = 'work_hour', limit_value = 4
            where case_id = :id and stopped_at is null;
            insert into gridroom.clock_pause (clock_id, paused_at, resumed_at, reason)
            select clock_id, p.starts, p.ends, '' from gridroom.case_clock, (values
                (timestamptz '2026-03-03 09:00+08', timestamptz '2026-03-03 10:30+08'),
                (timestamptz '2026-03-05 15:00+08', timestamptz '2026-03-06 09:15+08')) p(starts, ends)
            where case_id = :id and stopped_at is null"""), {"id": answer.case_id})
        dues = dict(connection.execute(text("""
            select d.rule ->> 'name', d.due from gridroom.case_clock k, gridroom.card_dues(k, 'accepted') d
            where k.case_id = :id and k.stopped_at is null"""), {"id": answer.case_id}).all())
        minutes = connection.execute(text("""
            select array_agg(m order by m) from generate_series(timestamptz '2026-03-02 16:30+08',
                timestamptz '2026-03-31 00:00+08', interval '1 minute') m
            left join gridroom.calendar_day c on c.day = (m at time zone 'Asia/Shanghai')::date
            where coalesce(c.is_workday, extract(isodow from m at time zone 'Asia/Shanghai') < 6)
              and extract(hour from m at time zone 'Asia/Shanghai') in (8, 9, 10, 11, 14, 15, 16, 17)
              and not (m >= '2026-03-03 09:00+08' and m < '2026-03-03 10:30+08')
              and not (m >= '2026-03-05 15:00+08' and m < '2026-03-06 09:15+08')""")).scalar_one()
    minute = timedelta(minutes=1)
    assert dues["overdue"] == minutes[4 * 60 - 1] + minute
    assert dues["finish"] == minutes[5 * 8 * 60 - 1] + minute
    assert dues["finish_late"] == minutes[7 * 8 * 60 - 1] + minute
