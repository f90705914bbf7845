"""The list of whom to call back follows what happens, while somebody looks at it."""

from __future__ import annotations

from app.background.jobs import Jobs
from app.domain.case import Action
from app.services.call_backs import CallBacks
from app.services.case_board import CASE_TOPIC
from tests.database.aftercare import closed
from tests.database.clone import Clone
from tests.database.desk import act


def test_that_a_call_leaves_the_list_when_it_was_made(database: Clone, jobs: Jobs, qtbot) -> None:
    first, second = closed(database), closed(database, description="另一件")
    calls = CallBacks(database.engine("taker"), jobs)
    with qtbot.waitSignal(calls.listed, timeout=10_000) as listed:
        calls.watch(True)
    assert [one.case_id for one in listed.args[0]] == [first.case_id, second.case_id]
    act(database, "taker", Action.CALL_BACK, first, reached=True, solved="yes")
    with qtbot.waitSignal(calls.listed, timeout=10_000) as listed:
        calls.hear(CASE_TOPIC, first.case_id)
        calls.hear(CASE_TOPIC, second.case_id)
    assert [one.case_id for one in listed.args[0]] == [second.case_id]


def test_that_nobody_asks_while_nobody_looks(database: Clone, jobs: Jobs, qtbot) -> None:
    calls = CallBacks(database.engine("taker"), jobs)
    with qtbot.assertNotEmitted(calls.listed, wait=600):
        calls.hear(CASE_TOPIC, 1)
        calls.read()


def test_that_who_may_see_nothing_is_told_of_no_list(database: Clone, jobs: Jobs, qtbot) -> None:
    closed(database)
    engine = database.engine("taker")
    calls = CallBacks(engine, jobs)
    with database.owner.begin() as connection:
        connection.exec_driver_sql("revoke select on api.call_back_due from gridroom_person")
    with qtbot.waitSignal(calls.unreachable, timeout=10_000):
        calls.watch(True)
