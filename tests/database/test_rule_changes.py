"""A changed rule: what it would do is shown, happens only as shown, and every case it moves says so."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text

from app.database.case_detail import read_case
from app.database.history import broken_links
from app.database.rules import change_rule, preview_rule
from app.domain.case import Action
from app.domain.failures import Refusal
from tests.database.clone import PEOPLE, Clone
from tests.database.desk import act, dispatched, report

SLOWER = {"rule": "stage_limits", "value": {"register": {"kind": "urgent_hour", "value": 1},
                                           "confirm": {"kind": "urgent_hour", "value": 0.5},
                                           "dispatch": {"kind": "urgent_hour", "value": 0.25},
                                           "verify": {"kind": "urgent_hour", "value": 0.5}}}


def wait(database: Clone, seconds: float) -> None:
    """Until so much time has passed on the server; its owner alone may sleep there."""
    with database.owner.connect() as connection:
        connection.execute(text("select pg_sleep(:seconds)"), {"seconds": seconds})


def deadline(database: Clone, case_id: int) -> Any:
    with database.engine("chief").connect() as connection:
        detail = read_case(connection, case_id)
    assert detail is not None
    return detail.case.deadline_at


def test_that_looking_changes_nothing_and_confirming_does_what_was_shown(database: Clone) -> None:
    waiting, elsewhere = report(database), dispatched(database)
    before = deadline(database, waiting.case_id)
    with database.engine("administrator").begin() as connection:
        effect = preview_rule(connection, SLOWER)
    assert [(one.case_id, one.after - one.before) for one in effect.cases] == [(waiting.case_id, timedelta(minutes=45))]
    assert (effect.moved, effect.newly_overdue) == (1, 0)
    assert deadline(database, waiting.case_id) == before
    with database.engine("administrator").begin() as connection:
        assert change_rule(connection, SLOWER, to_open=True, seen=effect.fingerprint) == 1
    assert deadline(database, waiting.case_id) == before + timedelta(minutes=45)
    with database.engine("chief").connect() as connection:
        detail = read_case(connection, waiting.case_id)
        assert detail is not None
        assert (detail.steps[-1].action, detail.steps[-1].by_login) == (Action.RULE, "administrator")
        assert detail.steps[-1].detail["deadline_before"] != detail.steps[-1].detail["deadline_after"]
        other = read_case(connection, elsewhere.case_id)
        assert other is not None
        assert other.steps[-1].action is Action.DISPATCH
        assert broken_links(connection) == []


def test_that_a_rule_for_new_cases_leaves_open_ones_alone(database: Clone) -> None:
    waiting = report(database)
    before = deadline(database, waiting.case_id)
    with database.engine("administrator").begin() as connection:
        assert change_rule(connection, SLOWER, to_open=False, seen="") == 0
    assert deadline(database, waiting.case_id) == before
    later = report(database)
    assert deadline(database, later.case_id) - before > timedelta(minutes=44)


def test_that_a_condition_gives_its_open_cases_the_new_limit(database: Clone) -> None:
    answer = dispatched(database)
    before = deadline(database, answer.case_id)
    change = {"rule": "condition", "condition_id": 1, "limit_kind": "urgent_hour", "limit_value": 0.001}
    with database.engine("administrator").begin() as connection:
        wait(database, 4)  # longer than the new limit of 3.6 s: it will be overdue
        effect = preview_rule(connection, change)
        assert (effect.moved, effect.newly_overdue, effect.cards_now) == (1, 1, 1)
        change_rule(connection, change, to_open=True, seen=effect.fingerprint)
    assert deadline(database, answer.case_id) < before
    with database.engine("works").connect() as connection:
        detail = read_case(connection, answer.case_id)
    assert detail is not None
    assert (detail.limit_kind, detail.limit_value) == ("urgent_hour", 0.001)
    with database.engine("chief").connect() as connection:
        assert broken_links(connection) == []


def test_that_what_hurts_more_than_was_shown_is_refused(database: Clone) -> None:
    change = {"rule": "stage_limits", "value": SLOWER["value"] | {"register": {"kind": "urgent_hour", "value": 0.0001}}}
    with database.engine("administrator").begin() as connection:
        effect = preview_rule(connection, change)
    report(database)
    with database.engine("administrator").begin() as connection:
        wait(database, 0.5)
        with pytest.raises(Refusal) as no:
            change_rule(connection, change, to_open=True, seen=effect.fingerprint)
    assert no.value.code == "GR015"


@pytest.mark.parametrize("change", [
    {"rule": "moon"}, {}, {"rule": "stage_limits", "value": {"register": {"kind": "moon", "value": 1}}},
    {"rule": "stage_limits", "value": 5},
    {"rule": "condition", "condition_id": "x", "limit_kind": "work_day", "limit_value": 1},
    {"rule": "condition", "condition_id": 1, "limit_kind": "work_day", "limit_value": -1},
    {"rule": "condition", "condition_id": 99999, "limit_kind": "work_day", "limit_value": 1},
    {"rule": "calendar_day", "day": "2026-02-30", "is_workday": True}, {"rule": "office_hours", "value": []},
    {"rule": "hours_per_work_day", "value": "many"}, {"rule": "card_rules", "value": {}},
])
def test_that_a_rule_nobody_could_follow_is_refused_in_words(database: Clone, change: dict[str, Any]) -> None:
    report(database)
    for ask in (lambda one: preview_rule(one, change), lambda one: change_rule(one, change, to_open=True, seen="")):
        with database.engine("administrator").begin() as connection, pytest.raises(Refusal) as no:
            ask(connection)
        assert no.value.code in ("GR004", "GR005", "GR010"), json.dumps(change)


def test_that_office_hours_hold_for_open_cases_too_and_nobody_else_changes_a_rule(database: Clone) -> None:
    hours = {"rule": "office_hours", "value": [{"starts": "09:00", "ends": "12:00"}]}
    with database.engine("administrator").begin() as connection, pytest.raises(Refusal) as no:
        change_rule(connection, hours, to_open=False, seen="")
    assert (no.value.code, no.value.detail["why"]) == ("GR004", "always")
    for login in sorted(set(PEOPLE) - {"administrator"}):
        with database.engine(login).begin() as connection, pytest.raises(Refusal) as no:
            preview_rule(connection, hours)
        assert no.value.code == "GR003"
        with database.engine(login).begin() as connection, pytest.raises(Refusal) as no:
            change_rule(connection, hours, to_open=True, seen="")
        assert no.value.code == "GR003"
    act(database, "works", Action.ACCEPT, dispatched(database))
    with database.engine("administrator").begin() as connection:
        effect = preview_rule(connection, hours)
        change_rule(connection, hours, to_open=True, seen=effect.fingerprint)
        assert connection.execute(text("select count(*) from api.office_hours")).scalar_one() == 1
