"""The local journal: what was taken down here is on this disk before anybody tries to send it.

One SQLite file, one row per request id, every commit flushed to the disk (``synchronous = FULL``), so that a process
killed at any instant and a power cut lose nothing that a person was told is kept. The rows are sent in the order they
were taken down; the request id makes sending twice harmless. What a row held is erased once it has been applied:
personal data stays here no longer than it must.

The one place outside ``app/database`` that speaks SQL: this file never leaves the workstation and is no shared record.
"""

from __future__ import annotations

import json
import os
import sqlite3
import threading
from collections.abc import Callable, Collection
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from uuid import UUID

from app.domain.case import Answer
from app.domain.failures import Refusal
from app.domain.report import ReportDraft, ReportFile
from app.services.journal_entry import (
    Entry,
    EntryState,
    JournalCounts,
    body_of,
    draft_from,
    entry_from,
    file_from,
    json_of,
)

TABLES = """
create table if not exists entry (
    seq integer primary key autoincrement,
    request_id text not null unique,
    kind text not null check (kind in ('report', 'note', 'attach')),
    login text not null,
    server text not null,
    case_id integer,          -- of a note or a file to a case that the server knows
    after text,               -- request id of the report that this note or file belongs to
    body text not null,
    bytes blob,
    taken_at text not null,
    state text not null default 'queued' check (state in ('queued', 'applied', 'refused', 'discarded')),
    case_number text not null default '',
    refusal text not null default '',
    discard_reason text not null default '',
    changed_at text not null
);
create table if not exists draft (   -- what is being typed: one report a person
    login text not null,
    server text not null,
    body text not null,
    primary key (login, server)
);
create table if not exists draft_file (  -- pictures that were pasted into it
    login text not null,
    server text not null,
    file_id text not null,
    body text not null,
    bytes blob not null,
    primary key (login, server, file_id)
);
create index if not exists entry_open on entry (state, login, seq);
"""
FORGET_AFTER = timedelta(days=30)  # what was applied or discarded is not listed any longer


class LocalJournal:
    """The journal of one person at one server. Every method may be called from any thread; none needs Qt."""

    def __init__(self, file: Path, login: str, server: str,
                 now: Callable[[], datetime] | None = None) -> None:
        """Open or create ``file``; ``now`` tells the server's time. Raises sqlite3.Error or OSError when the disk
        will not have it."""
        self.login, self.server = login, server
        self._now = now or partial(datetime.now, UTC)
        file.parent.mkdir(parents=True, exist_ok=True)
        if not file.exists():
            os.close(os.open(file, os.O_CREAT | os.O_RDWR, 0o600))  # personal data: for this user only
        self._lock = threading.Lock()
        self._db = sqlite3.connect(file, timeout=10, check_same_thread=False, isolation_level=None)
        self._db.row_factory = sqlite3.Row
        self._db.execute("pragma journal_mode = wal")
        self._db.execute("pragma synchronous = full")
        self._db.execute("pragma secure_delete = on")
        self._db.executescript(TABLES)
        old = (self._now() - FORGET_AFTER).isoformat()
        self._db.execute("delete from entry where state in ('applied', 'discarded') and changed_at < ?", (old,))

    def close(self) -> None:
        """Close the file; nothing is pending in memory, ever."""
        with self._lock:
            self._db.close()

    def keep_report(self, draft: ReportDraft) -> None:
        """Put a report on the disk. The same request id again replaces the words, unless they were applied."""
        self._keep(draft.request_id, "report", body_of(draft))

    def keep_note(self, request_id: UUID, case_id: int | None, note: str, *, after: UUID | None = None) -> None:
        """Put a note on the disk: to the case ``case_id``, or to the case that the report ``after`` will become."""
        self._keep(request_id, "note", json_of({"note": note}), case_id=case_id, after=after)

    def keep_file(self, request_id: UUID, case_id: int | None, *, kind: str, file_name: str, media_type: str,
                  data: bytes, taken_at: datetime | None = None, position: tuple[float, float] | None = None,
                  after: UUID | None = None) -> None:
        """Put evidence on the disk, bytes and all. ``position`` is (longitude, latitude), CGCS2000/WGS-84."""
        body = {"kind": kind, "file_name": file_name, "media_type": media_type, "position": position,
                "taken_at": taken_at.isoformat() if taken_at else None}
        self._keep(request_id, "attach", json_of(body), case_id=case_id, after=after, data=data)

    def save_draft(self, draft: ReportDraft | None) -> None:
        """Keep the report that is being typed, in the place of the one before; None forgets it."""
        with self._lock:
            if draft is None:
                self._db.execute("delete from draft where login = ? and server = ?", (self.login, self.server))
            else:
                self._db.execute("insert or replace into draft (login, server, body) values (?, ?, ?)",
                                 (self.login, self.server, body_of(draft)))

    def draft(self) -> ReportDraft | None:
        """The report that was being typed when the program ended, if any."""
        with self._lock:
            row = self._db.execute("select body from draft where login = ? and server = ?",
                                   (self.login, self.server)).fetchone()
        return draft_from(json.loads(row["body"])) if row else None

    def keep_draft_file(self, file: ReportFile) -> None:
        """Keep a file beside the report that is being typed."""
        body = json_of({"file_name": file.file_name, "media_type": file.media_type, "kind": file.kind,
                      "taken_at": file.taken_at.isoformat() if file.taken_at else None})
        with self._lock:
            self._db.execute("insert or replace into draft_file (login, server, file_id, body, bytes)"
                             " values (?, ?, ?, ?, ?)",
                             (self.login, self.server, str(file.file_id), body, file.data))

    def drop_draft_file(self, file_id: UUID) -> None:
        """Forget one file of the report that is being typed."""
        with self._lock:
            self._db.execute("delete from draft_file where login = ? and server = ? and file_id = ?",
                             (self.login, self.server, str(file_id)))

    def draft_files(self) -> list[ReportFile]:
        """The files of the report that is being typed, in the order in which they came."""
        with self._lock:
            rows = self._db.execute("select file_id, body, bytes from draft_file where login = ? and server = ?"
                                    " order by rowid", (self.login, self.server)).fetchall()
        return [file_from(row) for row in rows]

    def waiting(self) -> list[Entry]:
        """This person's queued rows for this server, in the order in which they were taken down."""
        return self._entries(EntryState.QUEUED)

    def next_to_send(self, stuck: Collection[UUID] = ()) -> Entry | None:
        """The oldest queued row that can be sent; a note or a file stays behind the report that it belongs to.

        One row and not all of them: after a long night a thousand wait, and each is asked for in turn.
        """
        rows = self._entries(EntryState.QUEUED, "and (kind = 'report' or case_id is not null)", len(stuck) + 1)
        return next((entry for entry in rows if entry.request_id not in stuck), None)

    def refused(self) -> list[Entry]:
        """This person's refused rows, oldest first."""
        return self._entries(EntryState.REFUSED)

    def entry(self, request_id: UUID) -> Entry | None:
        """The row of this request, if there is one."""
        with self._lock:
            row = self._db.execute("select * from entry where request_id = ?", (str(request_id),)).fetchone()
        return entry_from(row) if row else None

    def data(self, request_id: UUID) -> bytes:
        """The bytes of a file that waits; empty for anything else."""
        with self._lock:
            row = self._db.execute("select bytes from entry where request_id = ?", (str(request_id),)).fetchone()
        return bytes(row["bytes"]) if row and row["bytes"] is not None else b""

    def mark_applied(self, request_id: UUID, answer: Answer) -> None:
        """The server has it: erase the words, keep the number, and tell what waited for it where to go."""
        with self._lock, self._db:
            self._db.execute("begin immediate")
            self._db.execute(
                "update entry set state = 'applied', case_id = ?, case_number = ?, refusal = '', body = '{}',"
                " bytes = null, changed_at = ? where request_id = ?",
                (answer.case_id, answer.case_number, self._now().isoformat(), str(request_id)))
            self._db.execute("update entry set case_id = ? where after = ? and case_id is null",
                             (answer.case_id, str(request_id)))
        with self._lock:
            self._db.execute("pragma wal_checkpoint(truncate)")  # the erased words leave the log file too

    def mark_refused(self, request_id: UUID, refusal: Refusal) -> None:
        """The server said no; the words stay for correction."""
        said = json.dumps({"code": refusal.code, "message": refusal.message, "detail": refusal.detail},
                          ensure_ascii=False, default=str)
        with self._lock:
            self._db.execute(
                "update entry set refusal = ?, state = 'refused', changed_at = ?"
                " where request_id = ? and state <> 'applied'", (said, self._now().isoformat(), str(request_id)))

    def discard(self, request_id: UUID, reason: str) -> None:
        """Give a refused or queued row up, with a reason; raises ValueError without one. Its words stay readable.

        Notes and files that wait for it go with it.
        """
        if not reason.strip():
            raise ValueError("a row is discarded with a reason only")
        with self._lock:
            self._db.execute(
                "update entry set discard_reason = ?, state = 'discarded', changed_at = ?"
                " where (request_id = ? or after = ?) and state <> 'applied'",
                (reason.strip(), self._now().isoformat(), str(request_id), str(request_id)))

    def counts(self) -> JournalCounts:
        """Rows of this person at this server by state, and those that wait for other people."""
        with self._lock:
            rows = self._db.execute(
                "select state, login = ? and server = ? as mine, count(*) as n from entry group by 1, 2",
                (self.login, self.server)).fetchall()
        mine = {row["state"]: row["n"] for row in rows if row["mine"]}
        others = sum(row["n"] for row in rows if not row["mine"] and row["state"] in ("queued", "refused"))
        return JournalCounts(mine.get("queued", 0), mine.get("applied", 0), mine.get("refused", 0), others)

    def _keep(self, request_id: UUID, kind: str, body: str, *, case_id: int | None = None,
              after: UUID | None = None, data: bytes | None = None) -> None:
        now = self._now().isoformat()
        with self._lock:
            self._db.execute(
                "insert into entry (request_id, kind, login, server, case_id, after, body, bytes, taken_at, changed_at)"
                " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                " on conflict (request_id) do update set body = excluded.body, bytes = excluded.bytes, refusal = '',"
                " state = 'queued', changed_at = excluded.changed_at where state in ('queued', 'refused')",
                (str(request_id), kind, self.login, self.server, case_id, str(after) if after else None,
                 body, data, now, now))
            if case_id is None and after is not None:
                self._db.execute(
                    "update entry set case_id = (select case_id from entry where request_id = ?) where request_id = ?",
                    (str(after), str(request_id)))

    def _entries(self, state: EntryState, narrowed: str = "", limit: int = -1) -> list[Entry]:
        with self._lock:
            rows = self._db.execute(
                "select seq, request_id, kind, login, server, case_id, after, body, taken_at, state, case_number,"  # noqa: S608
                " refusal, discard_reason from entry where login = ? and server = ? and state = ?"
                f" {narrowed} order by seq limit ?",  # our own words only
                (self.login, self.server, str(state), limit)).fetchall()
        return [entry_from(row) for row in rows]
