"""The case in the inspector follows every change, and a department's first look is noted."""

from __future__ import annotations

import pytest

from app.database import people
from app.domain.case import Action, CaseState
from app.services.dispatch_tally import DispatchTally, Tally
from app.services.open_case import OpenCase
from app.services.server_clock import ServerClock
from tests.services.conftest import move, report


@pytest.fixture
def open_case(database, jobs, follow, qtbot):
    def make(login: str) -> OpenCase:
        engine = database.engine(login)
        with engine.begin() as connection:
            person = people.who_am_i(connection)
        made = OpenCase(engine, jobs, person)
        feed = follow(login)
        feed.changed.connect(made.hear)
        with qtbot.waitSignal(feed.resynced):
            feed.start()
        return made

    return make


def test_that_the_detail_is_read_again_when_somebody_else_moves_the_case(database, open_case, qtbot) -> None:
    taker = database.engine("taker")
    shown = open_case("chief")
    answer = report(taker, "井盖缺失\n第二行", minor_id=1, reporter_phone="13800001234")
    with qtbot.waitSignal(shown.detail_ready) as ready:
        shown.show(answer.case_id)
    assert ready.args[0].description == "井盖缺失\n第二行"
    assert "13800001234" not in ready.args[0].reporter_phone
    with qtbot.waitSignal(shown.detail_ready) as ready:
        move(taker, Action.REGISTER, answer, condition_id=1)
    assert ready.args[0].case.state is CaseState.REGISTERED
    assert [step.action for step in ready.args[0].steps] == [Action.REPORT, Action.REGISTER]


def test_that_the_departments_first_look_is_noted_and_nobody_elses(database, open_case, qtbot) -> None:
    taker, dispatcher = database.engine("taker"), database.engine("dispatcher")
    registered = move(taker, Action.REGISTER, report(taker, minor_id=1), condition_id=1)
    dispatched = move(dispatcher, Action.DISPATCH, registered, department_id=1)
    desk, works = open_case("dispatcher"), open_case("works")
    with qtbot.waitSignal(desk.detail_ready) as ready:
        desk.show(dispatched.case_id)
    assert ready.args[0].case.opened_at is None
    with qtbot.waitSignal(desk.detail_ready) as seen:
        works.show(dispatched.case_id)
    assert seen.args[0].case.opened_at is not None


def test_that_a_number_is_found_and_an_unknown_one_is_named(database, open_case, qtbot) -> None:
    shown = open_case("taker")
    answer = report(database.engine("taker"))
    with qtbot.waitSignal(shown.found) as found:
        shown.find(answer.case_number)
    assert found.args == [answer.case_id]
    with qtbot.waitSignal(shown.not_found) as missing:
        shown.find("2026-0101-99999")
    assert missing.args == ["2026-0101-99999"]


def test_that_a_case_that_is_not_ours_is_gone_and_not_a_fault(database, open_case, qtbot) -> None:
    shown = open_case("sanitation")
    answer = report(database.engine("taker"))
    with qtbot.waitSignal(shown.gone) as gone:
        shown.show(answer.case_id)
    assert gone.args == [answer.case_id]


def test_that_only_the_case_asked_for_last_is_shown(database, open_case, qtbot) -> None:
    taker = database.engine("taker")
    shown = open_case("taker")
    answers = [report(taker, f"第 {number} 件") for number in range(5)]
    details: list = []
    shown.detail_ready.connect(details.append)
    for answer in answers:
        shown.show(answer.case_id)
    qtbot.waitUntil(lambda: bool(details))
    qtbot.waitUntil(lambda: not shown._jobs.running)
    assert [detail.case.case_id for detail in details] == [answers[-1].case_id]


def test_that_a_department_that_looks_on_hears_why_the_case_left_it(database, open_case, qtbot) -> None:
    taker, dispatcher = database.engine("taker"), database.engine("dispatcher")
    answer = move(taker, Action.REGISTER, report(taker), condition_id=1)
    answer = move(dispatcher, Action.DISPATCH, answer, department_id=1)
    shown = open_case("works")
    with qtbot.waitSignal(shown.detail_ready):
        shown.show(answer.case_id)
    with qtbot.waitSignal(shown.gone), qtbot.waitSignal(shown.left) as told:
        move(dispatcher, Action.REASSIGN, answer, department_id=2, reason="属环卫管养")
    (left,) = told.args
    assert (left.case_id, left.why, left.now_with) == (answer.case_id, "属环卫管养", "市容环卫中心")


def test_that_the_tally_counts_what_was_dispatched_and_what_came_back(database, jobs, qtbot) -> None:
    taker, dispatcher, works = (database.engine(login) for login in ("taker", "dispatcher", "works"))
    with dispatcher.begin() as connection:
        person = people.who_am_i(connection)
    tally = DispatchTally(dispatcher, jobs, person, ServerClock())
    answer = move(taker, Action.REGISTER, report(taker), condition_id=1)
    answer = move(dispatcher, Action.DISPATCH, answer, department_id=1)
    move(works, Action.RETURN, answer, reason="非本单位职责")
    with qtbot.waitSignal(tally.counted) as counted:
        tally.read()
    assert counted.args == [Tally(dispatched=1, returned=1)]
