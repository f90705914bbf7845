"""Messages become cases through the same functions as the desk's, one savepoint a row, restartable at any row.

Request ids are made of the source and the message's own number, so a second run, by the same person, finds what the
first one did and doubles nothing. Recorded times are the server's; the message's own times stand beside them.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID, uuid5

from sqlalchemy import Connection

from app.database.cases import move, report
from app.database.failures_from_sql import translated
from app.domain.case import Action, Answer, Move
from app.domain.failures import Refusal
from app.domain.report import ReportDraft
from app.imports.message_file import BadRow, Message
from app.imports.problems import Progress, silent

NAMESPACE = UUID("9f1c7a52-53f1-5d0e-9d4e-4f5a3b6c2d10")  # of request ids made here; never changed
MOST_IN_ONE_COMMIT = 100
SECONDS_IN_ONE_COMMIT = 0.25   # case numbers are locked until the commit: the desk must not wait for an import
NO_RIGHT = ("GR003", "GR007")


class Outcome(StrEnum):
    """What became of a row."""

    ANSWERED = "answered"      # a case, closed with its reply
    OPEN = "open"              # a case that waits for the desk
    REPEATED = "repeated"      # was there already; nothing done
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class RowResult:
    """One line of the report about an import."""

    row: int
    original_id: str
    outcome: Outcome
    case_number: str
    why: str


def store_messages(
    connection: Connection, rows: Sequence[Message | BadRow], origin: str, *, leave_open: bool = False,
    tell: Callable[[RowResult], None], progress: Progress = silent, stopped: Callable[[], bool] = lambda: False,
) -> int:
    """Store rows in their order and commit every few; answers how many rows were gone through.

    ``origin`` is 'import:<name>'. ``tell`` hears of each row once it is committed. When ``stopped`` says so it ends at
    the next row. Raises Refusal GR003/GR007 (no right to do this at all) and Unreachable; what was told is stored.
    """
    done = 0
    while done < len(rows) and not stopped():
        progress(done, len(rows), "storing")
        with translated(), connection.begin():  # the server may also go away between two functions
            results = _store_some(connection, rows[done : done + MOST_IN_ONE_COMMIT], origin, leave_open, stopped)
        for result in results:
            tell(result)
        done += len(results)
    progress(done, len(rows), "storing")
    return done


def request_id_of(origin: str, original_id: str, action: Action) -> UUID:
    """The request id of one act on one message: always the same."""
    return uuid5(NAMESPACE, f"{origin}\n{original_id}\n{action}")


def _store_some(
    connection: Connection, rows: Sequence[Message | BadRow], origin: str, leave_open: bool, stopped: Callable[[], bool]
) -> list[RowResult]:
    began = time.monotonic()
    results: list[RowResult] = []
    for row in rows:
        if results and (stopped() or time.monotonic() - began > SECONDS_IN_ONE_COMMIT):
            break
        if isinstance(row, BadRow):
            results.append(RowResult(row.row, row.original_id, Outcome.REFUSED, "", row.why))
        else:
            results.append(_store_row(connection, row, origin, leave_open))
    return results


def _store_row(connection: Connection, message: Message, origin: str, leave_open: bool) -> RowResult:
    draft = ReportDraft(
        request_id_of(origin, message.original_id, Action.REPORT), message.description, source="public",
        place=message.place, reporter_name=message.reporter_name, reporter_phone=message.reporter_phone,
        origin=origin, original_id=message.original_id, original_at=message.written_at,
    )
    wants_answer = bool(message.reply) and not leave_open
    try:
        with connection.begin_nested():
            taken = report(connection, draft)
            closed = _answer(connection, message, origin, taken) if wants_answer else None
    except Refusal as refusal:
        if refusal.code in NO_RIGHT:
            raise
        return _refused(message, refusal)
    notes = "; ".join(message.notes)
    number = taken.case_number
    if taken.repeated and (closed is None or closed.repeated):
        return RowResult(message.row, message.original_id, Outcome.REPEATED, number, "was imported before")
    if closed is not None:
        return RowResult(message.row, message.original_id, Outcome.ANSWERED, number, notes)
    if not message.reply and not leave_open:
        notes = "; ".join(filter(None, (notes, "there is no reply: left open")))
    return RowResult(message.row, message.original_id, Outcome.OPEN, number, notes)


def _answer(connection: Connection, message: Message, origin: str, taken: Answer) -> Answer:
    values = {"reply": message.reply, "original_at": message.replied_at}
    request_id = request_id_of(origin, message.original_id, Action.ANSWER)
    return move(connection, Move(request_id, Action.ANSWER, taken.case_id, taken.version, values))


def _refused(message: Message, refusal: Refusal) -> RowResult:
    if refusal.code == "GR006" or refusal.detail.get("why") == "exists":
        why, outcome = "was imported before, by somebody else", Outcome.REPEATED
    elif refusal.code in ("GR001", "GR002"):
        why, outcome = "is a case that has been worked on since: the reply was not recorded", Outcome.REFUSED
    else:
        why, outcome = f"{refusal.message} ({refusal.code})", Outcome.REFUSED
    return RowResult(message.row, message.original_id, outcome, "", why)
