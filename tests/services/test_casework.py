"""What a person does is carried out once: pressed often, cut off, or taken down while the server is away."""

from __future__ import annotations

from uuid import uuid4

import pytest
from sqlalchemy import create_engine, text

from app.background.jobs import Jobs
from app.domain.case import Action, CaseState
from app.domain.report import ReportDraft
from app.services.case_board import CaseBoard
from app.services.casework import Casework
from app.services.journal_entry import JournalCounts
from app.services.local_journal import LocalJournal
from app.services.replay import Replay
from app.services.server_clock import ServerClock
from tests.services.conftest import move, report


class Seat:
    """One person's casework with its journal."""

    def __init__(self, database, jobs, tmp_path, login: str) -> None:
        self.engine = database.engine(login)
        self.journal = LocalJournal(tmp_path / f"{login}.sqlite", login, "test")
        self.disk = Jobs(threads=1)
        self.replay = Replay(self.journal, self.engine, jobs, disk=self.disk)
        self.casework = Casework(self.engine, jobs, self.journal, self.replay, disk=self.disk)


@pytest.fixture
def seat(database, jobs, tmp_path):
    seats: list[Seat] = []

    def make(login: str) -> Seat:
        seats.append(Seat(database, jobs, tmp_path, login))
        return seats[-1]

    yield make
    jobs.shut_down(10)
    for one in seats:
        one.disk.shut_down(10)
        one.journal.close()


def draft(description: str = "井盖缺失", **values) -> ReportDraft:
    return ReportDraft(request_id=uuid4(), description=description, **values)


def count(database, what: str) -> int:
    with database.owner.begin() as connection:
        return connection.execute(text(f"select count(*) from gridroom.{what}")).scalar_one()


def test_that_twenty_presses_of_the_same_button_send_one_report(database, seat, qtbot) -> None:
    taker, one = seat("taker"), draft()
    taker.replay.go_on()
    with qtbot.waitSignal(taker.casework.done) as done:
        taken = [taker.casework.report(one) for _ in range(20)]
    assert taken == [True] + [False] * 19
    assert done.args[0] == one.request_id
    taker.casework.report(one)  # and once more after the answer
    qtbot.waitUntil(lambda: not taker.casework._jobs.running and not taker.disk.running)
    assert count(database, "case_file") == 1
    assert count(database, "case_step") == 1


def test_that_a_report_of_a_known_case_waits_in_the_journal_and_becomes_part_of_it(database, seat, qtbot) -> None:
    main, ended = report(database.engine("chief")), report(database.engine("chief"))
    taker, same, late = seat("taker"), draft(same_as=main.case_id), draft(same_as=ended.case_id)
    with qtbot.waitSignals([taker.casework.kept, taker.casework.kept]):  # no connection
        taker.casework.report(same)
        taker.casework.report(late)
    move(database.engine("chief"), Action.ANSWER, ended, reply="已答复")
    answers = []
    taker.casework.done.connect(lambda what, answer: answers.append((what, answer.state)))
    taker.replay.applied.connect(lambda entry, answer: answers.append((entry.request_id, answer.state)))
    taker.replay.go_on()
    qtbot.waitUntil(lambda: {same.request_id, late.request_id} <= {what for what, _ in answers})
    # Nothing is lost: what the second one was about has ended while it waited, so it is a case of its own.
    assert dict(answers) == {same.request_id: CaseState.MERGED, late.request_id: CaseState.REPORTED}
    assert taker.journal.refused() == []


def test_that_twenty_presses_of_the_same_move_make_one_step(database, seat, qtbot) -> None:
    taker = seat("taker")
    answer = report(taker.engine, minor_id=1)
    with qtbot.waitSignal(taker.casework.done) as done:
        moves = [taker.casework.move(Action.REGISTER, answer.case_id, answer.version, {"condition_id": 1})
                 for _ in range(20)]
    assert len({one.request_id for one in moves}) == 1
    assert done.args[1].state is CaseState.REGISTERED
    taker.casework.move(Action.REGISTER, answer.case_id, answer.version, {"condition_id": 1})
    qtbot.waitUntil(lambda: not taker.casework._jobs.running and not taker.disk.running)
    assert count(database, "case_step") == 2


def test_that_a_refusal_arrives_with_its_code_and_the_move_can_be_asked_again(database, seat, qtbot) -> None:
    taker = seat("taker")
    answer = report(taker.engine, minor_id=1)
    with qtbot.waitSignal(taker.casework.refused) as refused:
        taker.casework.move(Action.REJECT, answer.case_id, answer.version, {"reason": " "})
    assert (refused.args[1].code, refused.args[1].detail["field"]) == ("GR010", "reason")
    with qtbot.waitSignal(taker.casework.done):
        taker.casework.move(Action.REJECT, answer.case_id, answer.version, {"reason": "重复"})


def test_that_a_stale_version_names_who_changed_the_case(database, seat, qtbot) -> None:
    taker = seat("taker")
    answer = report(taker.engine, minor_id=1)
    move(database.engine("chief"), Action.REGISTER, answer, condition_id=1)
    with qtbot.waitSignal(taker.casework.refused) as refused:
        taker.casework.move(Action.REGISTER, answer.case_id, answer.version, {"condition_id": 1})
    assert refused.args[1].code == "GR001"
    assert refused.args[1].detail["by"] == "值班长"


def test_that_reports_notes_and_evidence_taken_without_a_server_arrive_in_order(database, seat, qtbot) -> None:
    taker, one = seat("taker"), draft("夜间 路灯不亮")
    note, photo = uuid4(), uuid4()
    with qtbot.waitSignals([taker.casework.kept] * 3):
        taker.casework.report(one)
        taker.casework.note(note, None, "再次来电", after=one.request_id)
        taker.casework.attach(photo, None, kind="near", file_name="近景.jpg", media_type="image/jpeg",
                              data=b"\xff\xd8\xff", after=one.request_id)
    assert count(database, "case_file") == 0
    assert taker.journal.counts() == JournalCounts(queued=3)
    done: list = []
    taker.casework.done.connect(lambda what, _answer: done.append(what))
    taker.replay.go_on()
    qtbot.waitUntil(lambda: len(done) == 3)
    assert done == [one.request_id, note, photo]
    with database.owner.begin() as connection:
        row = connection.execute(text("select origin, original_at is not null as late from gridroom.case_file")).one()
        steps = connection.execute(text("select action from gridroom.case_step order by seq")).scalars().all()
    assert (row.origin, row.late) == ("journal", True)
    assert steps == ["report", "note", "attach"]
    assert taker.journal.counts() == JournalCounts(applied=3)


def test_that_a_report_sent_at_once_is_no_late_report(database, seat, qtbot) -> None:
    taker = seat("taker")
    taker.replay.go_on()
    with qtbot.waitSignal(taker.casework.done):
        taker.casework.report(draft())
    with database.owner.begin() as connection:
        row = connection.execute(text("select origin, original_at from gridroom.case_file")).one()
    assert tuple(row) == ("desk", None)


def test_that_a_refused_row_waits_for_correction_and_does_not_hold_up_the_others(database, seat, qtbot) -> None:
    taker, wrong, right = seat("taker"), draft(source="rumour"), draft("second")
    taker.casework.report(wrong)
    taker.casework.report(right)
    qtbot.waitUntil(lambda: taker.journal.counts().queued == 2)
    with qtbot.waitSignals([taker.casework.refused, taker.casework.done]):
        taker.replay.go_on()
    [entry] = taker.journal.refused()
    assert entry.request_id == wrong.request_id
    assert entry.refusal["detail"]["field"] == "source"
    with qtbot.waitSignal(taker.casework.done):
        taker.casework.report(ReportDraft(request_id=wrong.request_id, description="corrected"))
    assert count(database, "case_file") == 2


def test_that_a_broken_disk_does_not_stop_a_report_while_the_server_is_there(database, seat, qtbot) -> None:
    taker = seat("taker")
    taker.journal.close()
    with qtbot.waitSignal(taker.casework.done):
        taker.casework.report(draft())
    assert count(database, "case_file") == 1


def test_that_neither_disk_nor_server_is_said_plainly(database, seat, qtbot) -> None:
    taker = seat("taker")
    taker.journal.close()
    taker.casework._engine = create_engine("postgresql+psycopg2://nobody:x@127.0.0.1:1/nothing")
    with qtbot.waitSignal(taker.casework.not_kept, timeout=10_000):
        taker.casework.report(draft())


def test_that_a_move_whose_answer_was_cut_off_is_asked_again_under_the_same_request(database, seat, qtbot) -> None:
    taker = seat("taker")
    answer = report(taker.engine, minor_id=1)
    away = create_engine("postgresql+psycopg2://nobody:x@127.0.0.1:1/nothing")
    here, taker.casework._engine = taker.casework._engine, away
    with qtbot.waitSignal(taker.casework.unreachable, timeout=10_000) as cut:
        taker.casework.move(Action.REGISTER, answer.case_id, answer.version, {"condition_id": 1})
    taker.casework._engine = here
    with qtbot.waitSignal(taker.casework.done) as done:
        taker.casework.move(Action.REGISTER, answer.case_id, answer.version, {"condition_id": 1})
    assert done.args[0].request_id == cut.args[0].request_id


def test_that_the_last_dispatch_is_taken_back_until_the_department_has_opened_it(
        database, jobs, follow, seat, qtbot) -> None:
    desk, taker = seat("dispatcher"), database.engine("taker")
    board = CaseBoard(desk.engine, jobs, ServerClock())
    board.case_put.connect(desk.casework.hear_case)
    feed = follow("dispatcher")
    feed.changed.connect(board.hear)
    feed.resynced.connect(board.read_all)
    with qtbot.waitSignal(board.completed):
        feed.start()
    first = move(taker, Action.REGISTER, report(taker, minor_id=1), condition_id=1)
    with qtbot.waitSignal(desk.casework.undo_changed) as offered:
        desk.casework.move(Action.DISPATCH, first.case_id, first.version, {"department_id": 1})
    assert offered.args[0].case_id == first.case_id
    with qtbot.waitSignal(desk.casework.done) as back:
        assert desk.casework.take_back_last("派错") is not None
    assert back.args[1].state is CaseState.REGISTERED
    assert desk.casework.undo is None
    with qtbot.waitSignal(desk.casework.done) as again:
        desk.casework.move(Action.DISPATCH, first.case_id, back.args[1].version, {"department_id": 1})
    assert desk.casework.undo is not None
    with qtbot.waitSignal(desk.casework.undo_changed) as gone, database.engine("works").begin() as connection:
        connection.execute(text("select api.open_case(:id)"), {"id": again.args[1].case_id})
    assert gone.args == [None]
    assert desk.casework.take_back_last() is None
