"""The local journal: nothing that a person was told is kept may be lost, whatever happens to the process."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest

from app.domain.case import Answer, CaseState
from app.domain.failures import Refusal
from app.domain.report import ReportDraft
from app.services.journal_entry import EntryState, JournalCounts, draft_of
from app.services.local_journal import LocalJournal


@pytest.fixture
def file(tmp_path):
    return tmp_path / "home" / "journal.sqlite"


@pytest.fixture
def journal(file):
    made = LocalJournal(file, "shoulian1", "room")
    yield made
    made.close()


def draft(**values) -> ReportDraft:
    values.setdefault("description", "井盖缺失")
    return ReportDraft(request_id=uuid4(), **values)


def answer(case_id: int = 7) -> Answer:
    return Answer(case_id, f"2026-1121-{case_id:05}", 1, CaseState.REPORTED, 1, datetime.now(UTC), None, False)


def test_that_a_report_comes_back_as_it_was_taken_down(journal) -> None:
    taken = draft(place="卖芝桥东路 117 号", position=(121.37, 28.58), urgency="urgent", reporter_phone="13800001234",
                  keep_secret=True, original_at=datetime(2026, 11, 21, 3, 10, tzinfo=UTC),
                  description="a\n'\";--<b>\u202e")
    journal.keep_report(taken)
    [entry] = journal.waiting()
    assert draft_of(entry) == taken


def test_that_rows_wait_in_the_order_in_which_they_were_taken_down(journal) -> None:
    drafts = [draft(description=f"第 {number} 件") for number in range(5)]
    for one in drafts:
        journal.keep_report(one)
    journal.keep_report(drafts[0])  # saved again: keeps its place
    assert [entry.request_id for entry in journal.waiting()] == [one.request_id for one in drafts]


def test_that_evidence_waits_for_its_report_and_then_knows_the_case(journal) -> None:
    report, photo = draft(), uuid4()
    journal.keep_report(report)
    journal.keep_file(photo, None, kind="near", file_name="近景.jpg", media_type="image/jpeg", data=b"\xff\xd8\x00",
                      after=report.request_id)
    assert journal.waiting()[1].case_id is None
    journal.mark_applied(report.request_id, answer(41))
    [entry] = journal.waiting()
    assert (entry.request_id, entry.case_id, journal.data(photo)) == (photo, 41, b"\xff\xd8\x00")


def test_that_evidence_taken_after_its_report_was_applied_knows_the_case_at_once(journal) -> None:
    report = draft()
    journal.keep_report(report)
    journal.mark_applied(report.request_id, answer(41))
    journal.keep_note(uuid4(), None, "来电人补充", after=report.request_id)
    assert journal.waiting()[0].case_id == 41


def test_that_words_are_erased_from_the_disk_once_applied(journal, file) -> None:
    report = draft(reporter_phone="13800001234", description="投诉人不愿透露")
    journal.keep_report(report)
    journal.mark_applied(report.request_id, answer())
    kept = journal.entry(report.request_id)
    assert kept is not None
    assert (kept.state, kept.case_number, kept.body) == (EntryState.APPLIED, "2026-1121-00007", {})
    journal.close()
    assert b"13800001234" not in file.read_bytes()


def test_that_a_refused_row_keeps_its_reason_and_can_be_corrected(journal) -> None:
    report = draft(description="x" * 30_000)
    journal.keep_report(report)
    journal.mark_refused(report.request_id, Refusal("GR010", "text too long", {"field": "description", "limit": 20000}))
    [entry] = journal.refused()
    assert entry.refusal == {"code": "GR010", "message": "text too long",
                             "detail": {"field": "description", "limit": 20000}}
    journal.keep_report(ReportDraft(request_id=report.request_id, description="短"))
    assert journal.counts() == JournalCounts(queued=1)
    assert journal.refused() == []


def test_that_a_row_is_discarded_with_a_reason_only_and_never_after_it_was_applied(journal) -> None:
    first, second = draft(), draft()
    journal.keep_report(first)
    journal.keep_report(second)
    with pytest.raises(ValueError, match="reason"):
        journal.discard(first.request_id, "  ")
    journal.discard(first.request_id, "重复")
    journal.mark_applied(second.request_id, answer())
    journal.discard(second.request_id, "误")
    journal.mark_refused(second.request_id, Refusal("GR004", "late", {}))
    assert journal.entry(first.request_id).state == EntryState.DISCARDED
    assert journal.entry(second.request_id).state == EntryState.APPLIED
    assert journal.counts() == JournalCounts(applied=1)


def test_that_another_persons_rows_are_counted_but_not_sent_under_this_login(journal, file) -> None:
    journal.keep_report(draft())
    other = LocalJournal(file, "paiqian1", "room")
    assert other.waiting() == []
    assert other.counts() == JournalCounts(others=1)
    other.close()


def test_that_every_row_is_flushed_to_the_disk_before_it_counts_as_kept(journal) -> None:
    """A power cut cannot be played in a test; that SQLite waits for the disk at every commit can be asked."""
    assert journal._db.execute("pragma synchronous").fetchone()[0] == 2  # full
    assert journal._db.execute("pragma journal_mode").fetchone()[0] == "wal"


def test_that_the_file_is_closed_to_other_users(journal, file) -> None:
    if sys.platform != "win32":
        assert file.stat().st_mode & 0o077 == 0


WRITER = """
import sys
from pathlib import Path
from uuid import UUID
from app.domain.report import ReportDraft
from app.services.local_journal import LocalJournal
journal = LocalJournal(Path(sys.argv[1]), "shoulian1", "room")
number = 0
while True:
    number += 1
    journal.keep_report(ReportDraft(request_id=UUID(int=number), description=f"{number}"))
    print(number, flush=True)   # told to the person: kept
"""


def test_that_a_process_killed_at_any_instant_loses_no_row_it_had_confirmed(tmp_path) -> None:
    for round_ in range(3):
        file = tmp_path / f"{round_}.sqlite"
        writer = subprocess.Popen([sys.executable, "-c", WRITER, str(file)], stdout=subprocess.PIPE, text=True)
        assert writer.stdout is not None
        told = 0
        for line in writer.stdout:
            told = int(line)
            if told == 20 + 7 * round_:
                writer.send_signal(signal.SIGTERM if sys.platform == "win32" else signal.SIGKILL)
                break
        told = max([told, *(int(line) for line in writer.stdout.read().split())])
        writer.wait()
        writer.stdout.close()
        journal = LocalJournal(file, "shoulian1", "room")
        kept = [entry.request_id for entry in journal.waiting()]
        assert kept[:told] == [UUID(int=number) for number in range(1, told + 1)]
        assert len(kept) <= told + 1  # the one whose confirmation was cut off may be there too
        assert sqlite3.connect(file).execute("pragma integrity_check").fetchone() == ("ok",)
        journal.close()
