"""The live board: what others commit appears, what leaves our sight goes, and a lost connection costs nothing."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from app.domain.case import Action, CaseState, Stage
from app.services import case_board
from app.services.case_board import CaseBoard
from app.services.server_clock import ServerClock
from tests.services.conftest import move, report


@pytest.fixture
def board(database, jobs, follow, qtbot):
    """The dispatcher's board, listening and read."""
    made = CaseBoard(database.engine("dispatcher"), jobs, ServerClock())
    feed = follow("dispatcher")
    feed.resynced.connect(made.read_all)
    feed.cases_read.connect(made.take)
    with qtbot.waitSignal(made.completed):
        feed.start()
    return made


def numbers(board: CaseBoard) -> list[str]:
    return sorted(case.case_number for case in board.cases())


def test_that_a_report_of_another_person_appears_and_a_closed_case_leaves(database, board, qtbot) -> None:
    taker, chief = database.engine("taker"), database.engine("chief")
    with qtbot.waitSignal(board.case_put) as put:
        answer = report(taker, place="卖芝桥东路", minor_id=1)
    assert put.args[0].case_number == answer.case_number
    assert put.args[0].state is CaseState.REPORTED
    with qtbot.waitSignal(board.case_gone) as gone:
        move(chief, Action.REJECT, answer, reason="重复")
    assert gone.args == [answer.case_id]
    assert board.cases() == []


def test_that_counts_follow_the_changes(database, board, qtbot) -> None:
    with qtbot.waitSignal(board.counted, timeout=5000) as counted:
        report(database.engine("taker"))
    assert {count.stage: count.open_count for count in counted.args[0]}[Stage.TO_REGISTER] == 1


def test_that_a_case_sent_to_another_department_leaves_the_first_ones_board(database, jobs, follow, qtbot) -> None:
    taker, dispatcher = database.engine("taker"), database.engine("dispatcher")
    works = CaseBoard(database.engine("works"), jobs, ServerClock())
    feed = follow("works")
    feed.cases_read.connect(works.take)
    feed.resynced.connect(works.read_all)
    with qtbot.waitSignal(works.completed):
        feed.start()
    registered = move(taker, Action.REGISTER, report(taker, minor_id=1), condition_id=1)
    assert works.cases() == []
    with qtbot.waitSignal(works.case_put):
        dispatched = move(dispatcher, Action.DISPATCH, registered, department_id=1)
    with qtbot.waitSignal(works.case_gone):
        move(dispatcher, Action.TAKE_BACK, dispatched, reason="派错")


def test_that_what_was_committed_while_the_feed_was_cut_is_there_after_it(database, board, qtbot) -> None:
    with qtbot.waitSignal(board.completed, timeout=10_000):
        with database.owner.begin() as connection:
            connection.execute(text("select pg_terminate_backend(pid) from pg_stat_activity"
                                    " where application_name like '% feed' and datname = current_database()"))
        answer = report(database.engine("taker"))
    assert numbers(board) == [answer.case_number]


def test_that_a_case_that_left_while_the_board_was_read_does_not_come_back_with_it(database, jobs, qtbot) -> None:
    answer = report(database.engine("taker"))
    board = CaseBoard(database.engine("dispatcher"), jobs, ServerClock())
    with qtbot.waitSignal(board.completed):
        board.read_all()
        while not jobs._house.delivered:  # the rows have been read, and nobody has looked at them yet
            pass
        move(database.engine("chief"), Action.REJECT, answer, reason="重复")
        board.take((answer.case_id,), ())
    qtbot.waitUntil(lambda: board.cases() == [])


def test_that_rows_which_the_feed_did_not_understand_are_asked_for(database, board, qtbot) -> None:
    answer = report(database.engine("taker"))
    qtbot.waitUntil(lambda: numbers(board) == [answer.case_number])
    board._rows.clear()
    with qtbot.waitSignal(board.case_put) as put:
        board.take((answer.case_id,), None)
    assert put.args[0].case_number == answer.case_number


def test_that_many_changes_at_once_are_all_shown(database, board, qtbot) -> None:
    taker = database.engine("taker")
    answers = [report(taker, f"第 {number} 件") for number in range(60)]
    qtbot.waitUntil(lambda: len(board.cases()) == 60, timeout=10_000)
    assert numbers(board) == sorted(answer.case_number for answer in answers)


def test_that_a_long_board_comes_first_screenful_first_and_then_whole(database, jobs, qtbot, monkeypatch) -> None:
    monkeypatch.setattr(case_board, "FIRST_ROWS", 10)
    monkeypatch.setattr(case_board, "CHUNK", 7)
    taker = database.engine("taker")
    answers = [report(taker, f"第 {number} 件") for number in range(40)]
    board = CaseBoard(database.engine("dispatcher"), jobs, ServerClock())
    first: list[list] = []
    chunks: list[list] = []
    board.reset.connect(first.append)
    board.cases_put.connect(chunks.append)
    with qtbot.waitSignal(board.completed) as completed:
        board.read_all()
    assert completed.args == [40]
    assert [len(rows) for rows in first] == [10]
    assert sum(len(rows) for rows in chunks) == 30
    assert all(len(rows) <= 7 for rows in chunks)
    deadlines = [case.deadline_at for case in first[0]]
    assert deadlines == sorted(deadlines)
    assert numbers(board) == sorted(answer.case_number for answer in answers)


def test_that_an_empty_board_says_when_it_was_checked(board) -> None:
    assert board.complete
    assert board.cases() == []
    assert board.last_data is not None
    assert str(board.last_data.tzinfo) == "Asia/Shanghai"


def test_that_a_server_that_is_away_leaves_the_rows_as_they_are(database, board, jobs, qtbot) -> None:
    answer = report(database.engine("taker"))
    qtbot.waitUntil(lambda: numbers(board) == [answer.case_number])
    board._reader._engine.dispose()
    with database.owner.begin() as connection:
        connection.execute(text("alter role dispatcher connection limit 0"))
    try:
        with qtbot.waitSignal(board.stalled, timeout=10_000):
            board.read_all()
        assert numbers(board) == [answer.case_number]
        assert not board.complete
    finally:
        board._retry.stop()
        with database.owner.begin() as connection:
            connection.execute(text("alter role dispatcher connection limit -1"))
