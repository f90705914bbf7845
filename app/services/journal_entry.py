"""What stands in the local journal: a row as it was taken down, and how words become a row and a row words."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from app.domain.report import ReportDraft, ReportFile


class EntryState(StrEnum):
    """What became of a row."""

    QUEUED = "queued"        # on this disk only, or its answer has not come yet
    APPLIED = "applied"      # the server has it
    REFUSED = "refused"      # the server said no: correct it or discard it with a reason
    DISCARDED = "discarded"  # given up by a person who gave a reason


@dataclass(frozen=True, slots=True)
class Entry:
    """One row: a report, a note or a file, as it was taken down."""

    seq: int
    request_id: UUID
    kind: str                        # 'report', 'note' or 'attach'
    login: str
    server: str
    case_id: int | None
    after: UUID | None               # the report it belongs to, while that has no case id
    body: dict[str, Any]
    taken_at: datetime
    state: EntryState
    case_number: str
    refusal: dict[str, Any]          # code, message, detail; empty while not refused
    discard_reason: str


@dataclass(frozen=True, slots=True)
class JournalCounts:
    """How many rows of this person wait, were applied and were refused; ``others`` wait for somebody else's login."""

    queued: int = 0
    applied: int = 0
    refused: int = 0
    others: int = 0


def draft_of(entry: Entry) -> ReportDraft:
    """The report as it was taken down. It says when that was, and that it came through the journal."""
    return draft_from(entry.body)


def json_of(body: dict[str, Any]) -> str:
    """What is stored, as text."""
    return json.dumps(body, ensure_ascii=False)


def body_of(draft: ReportDraft) -> str:
    """A report as it is stored."""
    body = asdict(draft)
    body["request_id"] = str(draft.request_id)
    body["original_at"] = draft.original_at.isoformat() if draft.original_at else None
    return json_of(body)


def draft_from(stored: dict[str, Any]) -> ReportDraft:
    """The report that ``body_of`` stored."""
    body = dict(stored)
    body["request_id"] = UUID(body["request_id"])
    body["position"] = tuple(body["position"]) if body["position"] else None
    body["original_at"] = datetime.fromisoformat(body["original_at"]) if body["original_at"] else None
    return ReportDraft(**body)


def file_from(row: sqlite3.Row) -> ReportFile:
    """A file of the report that is being typed, from its row."""
    body = json.loads(row["body"])
    taken_at = datetime.fromisoformat(body["taken_at"]) if body["taken_at"] else None
    return ReportFile(UUID(row["file_id"]), body["file_name"], body["media_type"], bytes(row["bytes"]), body["kind"],
                      taken_at)


def entry_from(row: sqlite3.Row) -> Entry:
    """A row of the journal."""
    return Entry(
        seq=row["seq"], request_id=UUID(row["request_id"]), kind=row["kind"], login=row["login"],
        server=row["server"], case_id=row["case_id"], after=UUID(row["after"]) if row["after"] else None,
        body=json.loads(row["body"]), taken_at=datetime.fromisoformat(row["taken_at"]),
        state=EntryState(row["state"]), case_number=row["case_number"],
        refusal=json.loads(row["refusal"]) if row["refusal"] else {}, discard_reason=row["discard_reason"])
