"""Handing a matter over to 110, 119 or 120: who was told, whether they confirmed, and that the case goes on."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text

from app.database.history import broken_links
from app.domain.aftercare import Service
from app.domain.case import Action, Answer, CaseState
from app.domain.failures import Refusal
from tests.database.aftercare import closed, seen, unbroken
from tests.database.clone import PEOPLE, Clone
from tests.database.desk import act, dispatched, report
from tests.database.test_case_functions import expect_refusal

TOLD: dict[str, Any] = {"service": "119", "told": "消防指挥中心 3 号台", "told_words": "沿街店铺起火, 有人被困"}


def test_that_several_services_are_told_and_the_case_goes_on(database: Clone) -> None:
    answer = act(database, "taker", Action.HAND_OVER, report(database), **TOLD)
    assert answer.state is CaseState.REPORTED
    answer = act(database, "taker", Action.HAND_OVER, answer, **TOLD | {"service": "120", "told": "急救中心"})
    detail = seen(database, "chief", answer)
    assert detail.case.hand_overs == "119 120"
    assert detail.case.receipt_due == min(one.receipt_due for one in detail.hand_overs)
    assert detail.hand_overs[1].receipt_due - detail.hand_overs[1].told_at == timedelta(minutes=10)
    for one in detail.hand_overs:
        answer = act(database, "chief", Action.CONFIRM_HAND_OVER, answer, hand_over_no=one.hand_over_no, reply="已出警",
                     reference=f"A-{one.service}")
    detail = seen(database, "chief", answer)
    assert detail.case.receipt_due is None
    assert {(one.service, one.reference, one.confirmed_by) for one in detail.hand_overs} == {
        (Service.FIRE, "A-119", "值班长"), (Service.AMBULANCE, "A-120", "值班长")}
    act(database, "taker", Action.REGISTER, answer, condition_id=1)
    assert unbroken(database)


def test_that_who_answered_at_once_owes_no_receipt_and_late_writing_keeps_the_true_time(database: Clone) -> None:
    earlier = datetime.now(UTC) - timedelta(minutes=20)
    answer = act(database, "dispatcher", Action.HAND_OVER, dispatched(database), **TOLD, reference="F-77",
                 told_at=earlier)
    detail = seen(database, "dispatcher", answer)
    assert (detail.case.receipt_due, detail.hand_overs[0].told_at) == (None, earlier)
    assert detail.steps[-1].original_at == earlier
    with expect_refusal("GR004", "hand_over_no"):
        act(database, "chief", Action.CONFIRM_HAND_OVER, answer, hand_over_no=detail.hand_overs[0].hand_over_no,
            reply="再次")


@pytest.mark.parametrize("wrong", [{"service": "12345"}, {"service": None}, {"channel": "pigeon"},
                                   {"told_at": datetime.now(UTC) + timedelta(hours=1)}])
def test_that_nonsense_is_refused(database: Clone, wrong: dict[str, Any]) -> None:
    with expect_refusal("GR004", next(iter(wrong))):
        act(database, "taker", Action.HAND_OVER, report(database), **TOLD | wrong)


def test_that_only_the_desk_hands_over_and_only_open_cases(database: Clone) -> None:
    answer = dispatched(database)
    for login in set(PEOPLE) - {"taker", "dispatcher", "chief"}:
        with pytest.raises(Refusal) as no:
            act(database, login, Action.HAND_OVER, answer, **TOLD)
        assert no.value.code == ("GR005" if login == "sanitation" else "GR003"), login
    with expect_refusal("GR002"):
        act(database, "chief", Action.HAND_OVER, closed(database), **TOLD)


def test_that_another_cases_hand_over_is_not_confirmed(database: Clone) -> None:
    first = act(database, "taker", Action.HAND_OVER, report(database), **TOLD)
    other = act(database, "taker", Action.HAND_OVER, report(database, description="另一件"), **TOLD)
    number = seen(database, "taker", first).hand_overs[0].hand_over_no
    with expect_refusal("GR004", "hand_over_no"):
        act(database, "taker", Action.CONFIRM_HAND_OVER, other, hand_over_no=number, reply="已接")


def test_that_a_wall_sees_that_but_not_what(database: Clone) -> None:
    answer: Answer = act(database, "taker", Action.HAND_OVER, report(database), **TOLD)
    one = seen(database, "wall", answer).hand_overs[0]
    assert (one.service, one.told, one.words) == (Service.FIRE, "", "")


def test_that_a_changed_or_slipped_in_hand_over_shows(database: Clone) -> None:
    act(database, "taker", Action.HAND_OVER, report(database), **TOLD)
    with database.owner.begin() as connection:
        connection.execute(text("update gridroom.hand_over set told = '没人'"))
    with database.engine("auditor").connect() as connection:
        assert "the hand-over is missing or was changed" in {row.problem for row in broken_links(connection)}
