"""Pictures of a report that is taken down: refused in time, kept with the draft, sent once, taken out again."""

from __future__ import annotations

from uuid import uuid4

import pytest
from sqlalchemy import text

from app.domain.report import MOST_FILES, ReportDraft, ReportFile
from app.services.casework import Casework
from app.services.journal_entry import EntryState
from app.services.local_journal import LocalJournal
from app.services.replay import Replay
from app.services.report_files import ReportFiles


class Desk:
    """A call taker's services as far as files need them."""

    def __init__(self, database, jobs, tmp_path) -> None:
        self.engine = database.engine("taker")
        self.journal = LocalJournal(tmp_path / "journal.sqlite", "taker", "test")
        self.replay = Replay(self.journal, self.engine, jobs)
        self.casework = Casework(self.engine, jobs, self.journal, self.replay)
        self.files = ReportFiles(self.engine, jobs, jobs, self.journal, self.casework)


@pytest.fixture
def desk(database, jobs, tmp_path):
    made = Desk(database, jobs, tmp_path)
    yield made
    jobs.shut_down(10)
    made.journal.close()


def picture(content: bytes = b"\x89PNG one", name: str = "图片.png") -> ReportFile:
    return ReportFile(uuid4(), name, "image/png", content)


def test_that_the_rooms_own_limit_is_asked_and_held(desk, database, qtbot) -> None:
    with database.owner.begin() as connection:
        connection.execute(text("update gridroom.setting set value = '1000' where key = 'largest_attachment'"))
    desk.files.read_limit()
    qtbot.waitUntil(lambda: desk.files._limit == 1000)
    desk.files.add(picture())
    assert len(desk.files.files) == 1
    with qtbot.waitSignal(desk.files.refused) as told:
        desk.files.add(picture(b"x" * 1001))
    assert (told.args[0].why, told.args[0].limit) == ("too_large", 1000)


def test_that_no_more_than_the_most_go_and_one_picture_counts_once(desk, qtbot) -> None:
    for n in range(MOST_FILES):
        desk.files.add(picture(b"picture %d" % n))
        desk.files.add(picture(b"picture %d" % n))
    assert len(desk.files.files) == MOST_FILES
    with qtbot.waitSignal(desk.files.refused) as told:
        desk.files.add(picture(b"one more"))
    assert told.args[0].why == "too_many"


def test_that_files_are_sent_behind_their_report_and_twice_is_once(desk, database, qtbot) -> None:
    draft = ReportDraft(uuid4(), "井盖缺失")
    desk.files.add(picture())
    desk.files.add(picture(b"\x89PNG two", "图片2.png"))
    desk.replay.go_on()
    desk.casework.report(draft)
    for _ in range(2):
        desk.files.send(after=draft.request_id)
    with database.owner.connect() as connection:
        def attached() -> int:
            connection.rollback()
            return connection.execute(text("select count(*) from gridroom.attachment")).scalar_one()
        qtbot.waitUntil(lambda: attached() == 2)
    desk.files.clear()
    qtbot.waitUntil(lambda: desk.journal.draft_files() == [])
    assert desk.journal.counts().refused == 0


def test_that_what_is_taken_out_after_a_refusal_does_not_go_with_the_corrected_report(desk, qtbot) -> None:
    draft = ReportDraft(uuid4(), "井盖缺失", minor_id=987654)
    file = picture()
    desk.files.add(file)
    desk.replay.go_on()
    with qtbot.waitSignal(desk.casework.refused):
        desk.casework.report(draft)
        desk.files.send(after=draft.request_id)
    qtbot.waitUntil(lambda: desk.journal.entry(file.file_id) is not None)
    desk.files.drop(file.file_id)
    qtbot.waitUntil(lambda: desk.journal.entry(file.file_id).state is EntryState.DISCARDED)


def test_that_a_draft_is_gone_on_with_in_its_order(desk, qtbot) -> None:
    kept = [picture(b"%d" % n, f"{n}.png") for n in range(3)]
    for file in kept:
        desk.journal.keep_draft_file(file)
    desk.files.go_on()
    qtbot.waitUntil(lambda: desk.files.files == kept)
    desk.files.drop(kept[1].file_id)
    qtbot.waitUntil(lambda: desk.journal.draft_files() == [kept[0], kept[2]])


def test_that_pictures_of_an_old_draft_do_not_join_a_report_that_was_begun(desk, qtbot) -> None:
    desk.journal.keep_draft_file(picture(b"old"))
    fresh = picture(b"new")
    desk.files.add(fresh)
    desk.files.leave_behind()
    qtbot.waitUntil(lambda: desk.journal.draft_files() == [fresh])
    assert desk.files.files == [fresh]
