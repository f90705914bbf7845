"""Several reports of one trouble: merged, each keeps what is its own; taken out again, everything is as it was."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text

from app.database import cases
from app.database.case_detail import read_case
from app.database.history import broken_links
from app.domain.case import Action, Answer, CaseState, Move
from app.domain.case_detail import CaseDetail
from app.domain.failures import Refusal
from app.domain.report import ReportDraft
from tests.database.clone import PEOPLE, Clone
from tests.database.desk import act, dispatched, report
from tests.database.test_case_functions import disclosed, expect_refusal

MERGERS = ("taker", "dispatcher", "chief")


def seen(database: Clone, login: str, answer: Answer) -> CaseDetail:
    with database.engine(login).connect() as connection:
        detail = read_case(connection, answer.case_id)
    assert detail is not None
    return detail


def merged(database: Clone, one: Answer, into: Answer, login: str = "dispatcher", **values: Any) -> Answer:
    return act(database, login, Action.MERGE, one, into_case=into.case_id, **values)


def may(database: Clone, login: str, answer: Answer) -> set[Action]:
    return {one.action for one in seen(database, login, answer).allowed}


def clocks(database: Clone, answer: Answer) -> list[Any]:
    with database.owner.connect() as connection:
        return list(connection.execute(text(
            "select clock_id, name, started_at, stopped_at, due_at, was_overdue, p.paused_at, p.resumed_at "
            "from gridroom.case_clock left join gridroom.clock_pause p using (clock_id) where case_id = :id "
            "order by clock_id, p.paused_at"), {"id": answer.case_id}).all())


def sound(database: Clone) -> None:
    with database.engine("chief").connect() as connection:
        assert broken_links(connection) == []


def test_that_each_report_keeps_its_caller_its_number_and_its_words(database: Clone) -> None:
    main = dispatched(database, reporter_name="陈女士", reporter_phone="13800000001")
    second = report(database, description="老人被井盖绊倒", reporter_name="林先生", reporter_phone="13900000002")
    third = report(database, description="井盖还没修", keep_secret=True, reporter_phone="13700000003")
    merged(database, second, main, "taker", reason="同一处井盖")
    answer = merged(database, third, main)
    assert answer.state is CaseState.MERGED
    detail = seen(database, "taker", main)
    assert detail.merging.report_count == 2
    assert [(one.case_number, one.summary, one.reporter_name, one.reporter_phone)
            for one in detail.merging.reports] == [
        (second.case_number, "老人被井盖绊倒", "林**", "139****0002"), (third.case_number, "井盖还没修", "", "***")]
    assert [step.detail.get("report") for step in detail.steps if step.action is Action.MERGE] == [
        second.case_number, third.case_number]
    part = seen(database, "taker", second)
    assert (part.merging.main_case_id, part.merging.main_case_number) == (main.case_id, main.case_number)
    assert (part.steps[-1].detail["into"], part.steps[-1].remark) == (main.case_number, "同一处井盖")
    assert disclosed(database, "taker", second.case_id, "回访") == ("林先生", "13900000002")
    sound(database)


def test_that_a_merged_case_is_on_no_board_and_in_no_count(database: Clone) -> None:
    main, second = dispatched(database), dispatched(database)
    answer = merged(database, second, main)
    assert answer.deadline_at is None
    for login in ("dispatcher", "works"):
        with database.engine(login).connect() as connection:
            assert [case.case_id for case in cases.read_board(connection)] == [main.case_id]
            assert sum(count.open_count for count in cases.stage_counts(connection)) == 1
    assert all(clock.stopped_at is not None for clock in clocks(database, second))
    # What was dispatched today and merged stands on no sheet any more, as if it had been taken back.
    with database.owner.connect() as connection:
        stands = dict(connection.execute(text(
            "select case_id, gridroom.dispatch_stands(c) from gridroom.case_file c")).all())
    assert stands == {main.case_id: True, second.case_id: False}


@pytest.mark.parametrize("state", ["reported", "registered", "returned", "dispatched", "accepted"])
def test_that_unmerging_gives_back_state_and_clocks_as_if_nothing_had_been(database: Clone, state: str) -> None:
    main = dispatched(database)
    one = report(database)
    if state != "reported":
        one = act(database, "taker", Action.REGISTER, one, condition_id=1)
    if state in ("dispatched", "returned", "accepted"):
        one = act(database, "dispatcher", Action.DISPATCH, one, department_id=1)
    if state == "accepted":
        one = act(database, "works", Action.ACCEPT, one)
    if state == "returned":
        one = act(database, "works", Action.RETURN, one, reason="非本单位职责")
    before, ledger = seen(database, "dispatcher", one), clocks(database, one)
    gone = merged(database, one, main)
    answer = act(database, "dispatcher", Action.UNMERGE, gone, reason="是另一个井盖")
    after = seen(database, "dispatcher", one)
    assert clocks(database, one) == ledger
    assert after.case == replace(before.case, version=answer.version)
    assert (answer.state.value, answer.deadline_at) == (state, before.case.deadline_at)
    assert (after.closed_at, after.merging.main_case_id) == (None, None)
    assert seen(database, "dispatcher", main).merging.report_count == 0
    assert seen(database, "dispatcher", main).steps[-1].remark == "是另一个井盖"
    sound(database)


def test_that_a_pause_that_the_merging_ended_goes_on_too(database: Clone) -> None:
    one = act(database, "taker", Action.ASK_CONFIRMATION, report(database), worker="worker")
    ledger = clocks(database, one)
    with database.owner.begin() as connection:  # no state with a pause may be merged today; a city may add one
        connection.execute(text("insert into gridroom.transition values "
                                "('merge', 'confirming', 'merged', '{gridroom_duty_chief}', '{}', false, 6)"))
    gone = merged(database, one, report(database), "chief")
    assert clocks(database, one) != ledger
    act(database, "chief", Action.UNMERGE, gone, reason="误并")
    assert clocks(database, one) == ledger


def test_that_a_report_is_taken_out_of_a_case_that_has_ended(database: Clone) -> None:
    main, one = report(database), report(database)
    gone = merged(database, one, main)
    act(database, "taker", Action.ANSWER, main, reply="已答复")
    with database.engine("taker").connect() as connection:
        owed = connection.execute(text("select case_number, main_ended, main_state from api.merged_report_list")).one()
    assert tuple(owed) == (one.case_number, True, "closed")
    assert act(database, "taker", Action.UNMERGE, gone, reason="来电人说不是同一处").state is CaseState.REPORTED
    sound(database)


def test_that_what_cannot_be_merged_says_why(database: Clone) -> None:
    main, one = dispatched(database), report(database)
    ended = act(database, "taker", Action.ANSWER, report(database), reply="已答复")
    part = merged(database, report(database), main)
    for into, why in ((one.case_id, "itself"), (ended.case_id, "ended"), (part.case_id, "merged"),
                      (4_000_000, "unknown"), (None, "empty")):
        with pytest.raises(Refusal) as refused:
            act(database, "taker", Action.MERGE, one, into_case=into)
        assert (refused.value.code, refused.value.detail["why"]) == ("GR004", why)
    with pytest.raises(Refusal) as refused:
        merged(database, main, one)
    assert (refused.value.code, refused.value.detail["why"]) == ("GR024", "has_reports")
    ordered = act(database, "chief", Action.SUPERVISE, report(database), order_kind="leader", card="red", reason="批示",
                  demand="今日办结")
    with pytest.raises(Refusal) as refused:
        merged(database, ordered, main)
    assert (refused.value.code, refused.value.detail["why"]) == ("GR024", "order")
    for answer in (main, ordered):
        assert Action.MERGE not in may(database, "dispatcher", answer)
    assert {Action.MERGE} <= may(database, "dispatcher", one)
    assert {Action.UNMERGE} <= may(database, "taker", part)
    for wrong in ("2020-0101-00001", "00", "井盖", " "):
        with expect_refusal("GR004", "into_case"):
            act(database, "taker", Action.MERGE, one, into_number=wrong)
    with pytest.raises(Refusal) as refused:
        merged(database, one, main, into_version=main.version - 1)
    assert refused.value.detail["why"] == "changed"
    with expect_refusal("GR001"):
        merged(database, replace(one, version=0), main)
    with expect_refusal("GR010", "reason"):
        act(database, "taker", Action.UNMERGE, part, reason=" ")


@pytest.mark.parametrize("login", sorted(PEOPLE))
def test_that_only_the_desk_merges_and_takes_apart(database: Clone, login: str) -> None:
    main, one = dispatched(database), report(database)
    gone = merged(database, report(database), main)
    if login in MERGERS:
        merged(database, one, main, login)
        act(database, login, Action.UNMERGE, gone, reason="误并")
        return
    for move in (Move(uuid4(), Action.MERGE, one.case_id, one.version, {"into_case": main.case_id}),
                 Move(uuid4(), Action.UNMERGE, gone.case_id, gone.version, {"reason": "误并"})):
        with pytest.raises(Refusal) as refused, database.engine(login).begin() as connection:
            cases.move(connection, move)
        assert refused.value.code in ("GR003", "GR005")
    with pytest.raises(Refusal), database.engine(login).begin() as connection:
        cases.report(connection, ReportDraft(uuid4(), "又一件", same_as=main.case_id))
    assert seen(database, "chief", main).merging.report_count == 1


def test_that_who_dispatches_decides_what_lies_with_a_department(database: Clone) -> None:
    main, one = report(database), dispatched(database)
    with expect_refusal("GR003"):
        merged(database, one, main, "taker")
    assert Action.MERGE not in may(database, "taker", one)
    merged(database, one, main, "dispatcher")


def test_that_of_two_who_merge_each_into_the_other_exactly_one_wins(database: Clone) -> None:
    for _ in range(8):
        one, other = report(database), report(database)
        gate = threading.Barrier(2)
        said: list[str] = []

        def merge(mine: Answer, into: Answer, login: str, gate: threading.Barrier = gate,
                  said: list[str] = said) -> None:
            engine = database.engine(login)
            with engine.connect() as connection:
                connection.execute(text("select 1"))
                connection.rollback()
                gate.wait(10)
                try:
                    with connection.begin():
                        cases.move(connection, Move(uuid4(), Action.MERGE, mine.case_id, mine.version,
                                                    {"into_case": into.case_id}))
                    said.append("")
                except Refusal as refusal:
                    said.append(str(refusal.detail.get("why", refusal.code)))

        threads = [threading.Thread(target=merge, args=way) for way in ((one, other, "taker"), (other, one, "chief"))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(20)
        assert sorted(said) in (["", "merged"], ["", "has_reports"]), said
        states = {seen(database, "chief", answer).case.state for answer in (one, other)}
        assert states == {CaseState.MERGED, CaseState.REPORTED}
    sound(database)


@pytest.mark.parametrize("digits", [None, 3])
def test_that_the_main_case_is_named_by_its_number_or_its_last_digits(database: Clone, digits: int | None) -> None:
    main = report(database)
    one = report(database)
    act(database, "taker", Action.MERGE, one, into_number=main.case_number[-digits:] if digits else main.case_number)
    assert seen(database, "taker", one).merging.main_case_id == main.case_id


def test_that_asking_twice_merges_once(database: Clone) -> None:
    main, one = report(database), report(database)
    wish = Move(uuid4(), Action.MERGE, one.case_id, one.version, {"into_case": main.case_id})
    with database.engine("taker").begin() as connection:
        first = cases.move(connection, wish)
    with database.engine("taker").begin() as connection:
        again = cases.move(connection, wish)
    assert again == replace(first, repeated=True)
    assert seen(database, "taker", main).merging.report_count == 1


def also(database: Clone, into: int, request_id: UUID | None = None, login: str = "taker") -> Answer:
    with database.engine(login).begin() as connection:
        return cases.report(connection, ReportDraft(request_id or uuid4(), "同一处井盖又有人反映", same_as=into,
                                                    reporter_phone="13900000009"))


def test_that_a_report_known_to_be_the_same_is_made_and_merged_in_one_go(database: Clone) -> None:
    main, request_id = dispatched(database), uuid4()
    answer = also(database, main.case_id, request_id)
    assert answer.state is CaseState.MERGED
    again = also(database, main.case_id, request_id)
    assert again == replace(answer, repeated=True)
    detail = seen(database, "taker", main)
    assert [one.case_number for one in detail.merging.reports] == [answer.case_number]
    with database.engine("taker").connect() as connection:  # one commit: without it neither half is there
        cases.report(connection, ReportDraft(uuid4(), "没有提交", same_as=main.case_id))
        connection.rollback()
    assert seen(database, "taker", main) == detail
    sound(database)


def test_that_a_report_is_never_lost_for_what_became_of_the_main_case(database: Clone) -> None:
    main, other = report(database), report(database)
    moved = merged(database, main, other)
    assert also(database, main.case_id).state is CaseState.MERGED  # it follows
    assert seen(database, "taker", other).merging.report_count == 2
    ended = act(database, "taker", Action.ANSWER, report(database), reply="已答复")
    for gone in (ended.case_id, 4_000_000):
        request_id = uuid4()
        alone = also(database, gone, request_id)
        assert alone.state is CaseState.REPORTED
        assert also(database, gone, request_id) == replace(alone, repeated=True)
    act(database, "taker", Action.UNMERGE, moved, reason="误并")
    sound(database)


@pytest.mark.parametrize("tamper", [
    "update gridroom.case_file set merged_into = {third} where case_id = {part}",
    "update gridroom.case_file set report_count = 2 where case_id = {main}",
    "update gridroom.case_file set merged_into = {main}, state = 'merged' where case_id = {third}",
    "update gridroom.case_file set merged_into = null, state = 'reported' where case_id = {part}",
])
def test_that_a_merging_changed_behind_the_functions_shows(database: Clone, tamper: str) -> None:
    main, third = report(database), report(database)
    part = merged(database, report(database), main)
    sound(database)
    with database.owner.begin() as connection:
        connection.exec_driver_sql(tamper.format(main=main.case_id, third=third.case_id, part=part.case_id))
    with database.engine("chief").connect() as connection:
        assert broken_links(connection) != []


def test_that_a_person_with_psql_reaches_the_relation_by_no_other_way(database: Clone) -> None:
    main, one = report(database), report(database)
    for login in sorted(PEOPLE):
        for attempt in ("update gridroom.case_file set merged_into = 1", "select gridroom.lock_two(1, 2)",
                        "update api.case_merging set report_count = 5", "delete from api.merged_report_list",
                        "select gridroom.run_clocks_on(1, now())"):
            with database.engine(login).connect() as connection, pytest.raises(Exception, match=r"permission|cannot"):
                connection.execute(text(attempt))
    assert seen(database, "chief", main).merging == seen(database, "chief", one).merging
