"""An answer pasted at a workstation closes its task once, and the list of open tasks follows by the change feed."""

from __future__ import annotations

from uuid import uuid4

from app.database import field_tasks
from app.domain.case import Action, CaseState
from app.services.field_tasks import FieldTasks
from tests.services.conftest import move, report


def asked(taker):
    answer = move(taker, Action.ASK_CONFIRMATION, report(taker, position=(121.3715, 28.5815)), worker="worker")
    with taker.connect() as connection:
        return field_tasks.tasks_of_case(connection, answer.case_id)[0]


def test_that_a_pasted_answer_is_taken_or_refused_in_words_to_show(database, jobs, qtbot) -> None:
    taker = database.engine("taker")
    task = asked(taker)
    tasks = FieldTasks(taker, jobs)
    with qtbot.waitSignal(tasks.refused) as refused:
        tasks.answer(f"{task.code} 好")
    assert (refused.args[0].code, refused.args[0].detail["field"]) == ("GR004", "task_result")
    with qtbot.waitSignal(tasks.answered) as answered:
        tasks.answer(f"{task.code} 存在")
    assert (answered.args[0].case_id, answered.args[0].state) == (task.case_id, CaseState.REPORTED)
    with qtbot.waitSignal(tasks.refused) as refused:
        tasks.answer(f"{task.code} 存在")
    assert refused.args[0].code == "GR002"


def test_that_an_answer_without_a_server_is_told_and_not_done_twice(database, jobs, qtbot) -> None:
    taker = database.engine("taker")
    task = asked(taker)
    tasks = FieldTasks(taker, jobs)
    with database.owner.begin() as connection:
        connection.exec_driver_sql("alter role taker connection limit 0")
    try:
        taker.dispose()
        with qtbot.waitSignal(tasks.unreachable):
            tasks.answer(f"{task.code} 存在")
    finally:  # logins belong to the whole server
        with database.owner.begin() as connection:
            connection.exec_driver_sql("alter role taker connection limit -1")
    with qtbot.waitSignal(tasks.answered) as answered:
        tasks.answer(f"{task.code} 存在")
    assert answered.args[0].repeated is False


def test_that_the_list_follows_while_it_is_watched(database, jobs, follow, qtbot) -> None:
    taker, chief = database.engine("taker"), database.engine("chief")
    tasks = FieldTasks(chief, jobs)
    feed = follow("chief")
    feed.changed.connect(tasks.hear)
    with qtbot.waitSignal(feed.resynced):
        feed.start()
    with qtbot.waitSignal(tasks.listed) as listed:
        tasks.watch(True)
    assert listed.args[0] == []
    with qtbot.waitSignal(tasks.listed, check_params_cb=lambda found: len(found) == 1):
        task = asked(taker)
    with qtbot.waitSignal(tasks.listed, check_params_cb=lambda found: not found), taker.begin() as connection:
        field_tasks.answer_task(connection, uuid4(), f"{task.code} 不存在")
