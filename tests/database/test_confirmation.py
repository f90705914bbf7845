"""Confirming before registering: who is asked, who may answer, what the clocks do, and that the answer stays."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import text

from app.database.case_detail import read_case
from app.database.history import broken_links
from app.domain.case import Action, Answer, CaseState, Stage
from app.domain.case_detail import CaseDetail
from app.domain.confirmation import Confirmation, Confirmer
from app.domain.failures import Refusal
from app.domain.people import Duty
from tests.database.clone import PEOPLE, Clone
from tests.database.desk import act, report
from tests.database.test_case_functions import expect_refusal

FOUND = {"confirmation": "exists", "finding": "井盖确已缺失, 已摆放警示桩"}


def seen(database: Clone, login: str, answer: Answer) -> CaseDetail:
    with database.engine(login).connect() as connection:
        detail = read_case(connection, answer.case_id)
    assert detail is not None
    return detail


def asked(database: Clone, worker: str = "worker") -> Answer:
    return act(database, "taker", Action.ASK_CONFIRMATION, report(database), worker=worker, remark="请看是否在保修期")


def test_that_the_worker_who_was_asked_answers_and_the_case_comes_back(database: Clone) -> None:
    answer = asked(database)
    assert answer.state is CaseState.CONFIRMING
    detail = seen(database, "worker", answer)
    assert detail.case.stage is Stage.TO_REGISTER
    assert (detail.allowed[0].action, detail.allowed[0].primary) == (Action.CONFIRM, True)
    assert (detail.steps[-1].detail["asked"], detail.steps[-1].remark) == ("网格员一号", "请看是否在保修期")
    answer = act(database, "worker", Action.CONFIRM, answer, **FOUND)
    detail = seen(database, "taker", answer)
    assert (detail.case.state, detail.case.confirmation) == (CaseState.REPORTED, Confirmation.EXISTS)
    assert (detail.steps[-1].by_login, detail.steps[-1].remark) == ("worker", FOUND["finding"])
    assert detail.steps[-1].detail["typed_in"] is False
    assert detail.allowed[0].action is Action.REGISTER
    with database.engine("chief").connect() as connection:
        assert broken_links(connection) == []


@pytest.mark.parametrize("login", ["taker", "chief"])
def test_that_the_desk_types_in_what_it_was_told_and_the_step_says_so(database: Clone, login: str) -> None:
    answer = act(database, login, Action.CONFIRM, asked(database), confirmation="unable", finding="电话里说大门锁着")
    detail = seen(database, login, answer)
    assert detail.case.confirmation is Confirmation.UNABLE
    assert detail.steps[-1].detail["typed_in"] is True
    # Once more, then; the old finding no longer counts.
    again = act(database, login, Action.ASK_CONFIRMATION, answer, worker="worker")
    assert seen(database, login, again).case.confirmation is None


def test_that_only_who_was_asked_and_the_desk_may_answer(database: Clone) -> None:
    database.login("colleague", "网格员二号", [Duty.GRID_WORKER])
    answer = asked(database)
    for login in [*PEOPLE, "colleague"]:
        if login in ("worker", "taker", "chief"):
            continue
        with pytest.raises(Refusal) as no:
            act(database, login, Action.CONFIRM, answer, **FOUND)
        assert no.value.code == ("GR005" if login in ("works", "sanitation") else "GR003"), login
    assert Action.CONFIRM not in {one.action for one in seen(database, "colleague", answer).allowed}
    with expect_refusal("GR003", "not_asked"):
        act(database, "colleague", Action.CONFIRM, answer, **FOUND)


@pytest.mark.parametrize("login", [one for one in PEOPLE if one not in ("taker", "chief")])
def test_that_only_the_desk_asks(database: Clone, login: str) -> None:
    with pytest.raises(Refusal) as no:
        act(database, login, Action.ASK_CONFIRMATION, report(database), worker="worker")
    assert no.value.code in ("GR003", "GR005")


def test_that_the_duty_grid_is_asked_and_any_of_its_workers_answers(database: Clone) -> None:
    answer = act(database, "taker", Action.ASK_CONFIRMATION, report(database))
    with database.owner.connect() as connection:
        grid, other = connection.execute(text(
            "select g.code, (select min(o.code) from gridroom.area o "
            "where o.level = 'community' and not g.path <@ o.path) "
            "from gridroom.case_file c join gridroom.area a on a.area_id = c.cell_id "
            "join gridroom.area g on g.area_id = a.parent_id where c.case_id = :id"), {"id": answer.case_id}).one()
    assert seen(database, "taker", answer).steps[-1].detail["asked"] == seen(database, "taker", answer).duty_grid
    database.login("of_grid", "本网格网格员", [Duty.GRID_WORKER], area_code=grid)
    if other is not None:
        database.login("of_other", "别处网格员", [Duty.GRID_WORKER], area_code=other)
        with expect_refusal("GR005"):
            act(database, "of_other", Action.CONFIRM, answer, **FOUND)
    with expect_refusal("GR003", "not_asked"):  # sees everything and belongs to no grid
        act(database, "worker", Action.CONFIRM, answer, **FOUND)
    assert act(database, "of_grid", Action.CONFIRM, answer, **FOUND).state is CaseState.REPORTED


def test_that_nobody_is_asked_who_cannot_answer(database: Clone) -> None:
    database.login("gone", "离岗网格员", [Duty.GRID_WORKER])
    with database.owner.begin() as connection:
        connection.execute(text("update gridroom.person set active = false where login = 'gone'"))
    fresh = report(database)
    for wrong in ("inspector", "gone", "nobody", "postgres"):
        with expect_refusal("GR004", "worker"):
            act(database, "taker", Action.ASK_CONFIRMATION, fresh, worker=wrong)
    with expect_refusal("GR004", "worker"):  # no place, no grid
        act(database, "taker", Action.ASK_CONFIRMATION, report(database, position=None))
    assert seen(database, "taker", fresh).confirmers == (Confirmer("worker", "网格员一号"),)
    assert seen(database, "worker", fresh).confirmers == ()


def test_that_the_register_clock_rests_and_thirty_minutes_run(database: Clone) -> None:
    fresh = report(database)
    answer = act(database, "taker", Action.ASK_CONFIRMATION, fresh, worker="worker")
    assert fresh.deadline_at is not None
    assert answer.deadline_at is not None
    assert answer.deadline_at - answer.at == timedelta(minutes=30)
    back = act(database, "worker", Action.CONFIRM, answer, **FOUND)
    assert back.deadline_at is not None
    assert back.deadline_at - fresh.deadline_at == back.at - answer.at
    registered = act(database, "taker", Action.REGISTER, back, condition_id=1)
    with database.owner.connect() as connection:
        assert connection.execute(text(
            "select array_agg(name order by clock_id) from gridroom.case_clock "
            "where case_id = :id and stopped_at is not null"),
            {"id": registered.case_id}).scalar() == ["register", "confirm"]


def test_that_a_city_that_set_its_limits_earlier_still_gives_thirty_minutes(database: Clone) -> None:
    with database.owner.begin() as connection:
        connection.execute(text("update gridroom.setting set value = value - 'confirm' where key = 'stage_limits'"))
    answer = asked(database)
    assert answer.deadline_at is not None
    assert answer.deadline_at - answer.at == timedelta(minutes=30)


def test_that_a_finding_is_one_of_three_and_has_words(database: Clone) -> None:
    answer = asked(database)
    for wrong in ("", "maybe"):
        with expect_refusal("GR004", "confirmation"):
            act(database, "worker", Action.CONFIRM, answer, confirmation=wrong, finding="x")
    with expect_refusal("GR010", "finding"):
        act(database, "worker", Action.CONFIRM, answer, confirmation="absent", finding=" ")


def test_that_nothing_is_registered_while_it_is_being_confirmed(database: Clone) -> None:
    answer = asked(database)
    for action, values in ((Action.REGISTER, {"condition_id": 1}), (Action.REJECT, {"reason": "x"})):
        with expect_refusal("GR002", "confirming"):
            act(database, "taker", action, answer, **values)


def test_that_a_finding_changed_behind_the_functions_shows(database: Clone) -> None:
    answer = act(database, "worker", Action.CONFIRM, asked(database), confirmation="absent", finding="无此情况")
    with database.owner.begin() as connection:
        connection.execute(text("update gridroom.case_file set confirmation = 'exists' where case_id = :id"),
                           {"id": answer.case_id})
    with database.engine("auditor").connect() as connection:
        assert [found.problem for found in broken_links(connection)] == ["the confirmation was changed"]
