"""Examples of classes: the words of filed cases, for those who may learn from them."""

from __future__ import annotations

import json

import pytest

from app.database.catalogue import change_setting
from app.database.class_examples import class_examples
from app.database.failures_from_sql import translated
from app.domain.case import Action
from app.domain.failures import Refusal
from app.domain.people import Duty
from tests.database.clone import Clone
from tests.database.desk import act, report


def filed(database: Clone, words: str, condition_id: int = 1) -> None:
    act(database, "taker", Action.REGISTER, report(database, description=words), condition_id=condition_id)


def examples(database: Clone, login: str, per_class: int = 40) -> list[tuple[int, str]]:
    with database.engine(login).begin() as connection:
        return [(one.minor_id, one.text) for one in class_examples(connection, per_class)]


def test_that_registered_cases_teach_their_class_newest_first_and_reports_do_not(database: Clone) -> None:
    filed(database, "井盖不见了")
    filed(database, "路灯不亮", condition_id=4)
    report(database, description="还没有立案", minor_id=1)
    assert examples(database, "taker") == [(2, "路灯不亮"), (1, "井盖不见了")]


def test_that_a_voided_case_teaches_nothing(database: Clone) -> None:
    answer = act(database, "taker", Action.REGISTER, report(database, description="误立"), condition_id=1)
    act(database, "chief", Action.VOID, answer, reason="误立")
    assert examples(database, "taker") == []


def test_that_a_frequent_class_does_not_crowd_out_the_others(database: Clone) -> None:
    filed(database, "路灯不亮", condition_id=4)
    for number in range(4):
        filed(database, f"井盖 {number}")
    assert examples(database, "taker", per_class=2) == [(1, "井盖 3"), (1, "井盖 2"), (2, "路灯不亮")]
    assert examples(database, "taker", per_class=-5) == []


@pytest.mark.parametrize(("login", "seen"), [
    ("taker", 1), ("dispatcher", 1), ("chief", 1), ("works", 0), ("worker", 0), ("wall", 0), ("assessor", 0),
    ("auditor", 0), ("administrator", 0)])
def test_that_only_the_desk_learns_from_citizens_words(database: Clone, login: str, seen: int) -> None:
    filed(database, "井盖不见了")
    assert len(examples(database, login)) == seen


def test_that_nobody_learns_from_cases_of_another_area(database: Clone) -> None:
    filed(database, "井盖不见了")
    database.login("elsewhere", "外区受理员", (Duty.CALL_TAKER,), area_code="999901001001009")
    assert examples(database, "elsewhere") == []


@pytest.mark.parametrize("value", ['{"a": 1}', '[1]', '[" "]', '"塌陷"', '["' + "长" * 31 + '"]'])
def test_that_urgent_words_are_short_words(database: Clone, value: str) -> None:
    with pytest.raises(Refusal) as refused, translated(), database.engine("administrator").begin() as connection:
        change_setting(connection, "urgent_words", json.loads(value))
    assert refused.value.code == "GR004"
