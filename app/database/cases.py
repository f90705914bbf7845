"""Cases: reading the board and one case, and asking for every move. The rules are in resources/sql/code/2*."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg2.extensions import connection as RawConnection  # noqa: N812
from sqlalchemy import Connection, text

from app.database.case_moves import STATEMENTS, call, values_of
from app.database.failures_from_sql import translated
from app.domain.aftercare import CallBackState, ClosingKind, HandlingKind
from app.domain.appeal import AppealOutcome
from app.domain.case import Answer, Case, CaseState, Move, Stage, StageCount
from app.domain.confirmation import Confirmation
from app.domain.report import ReportDraft
from app.domain.supervision import Card
from app.domain.time_request import TimeRequestKind

# The board's row has the fields of Case in their order, the position last as two numbers; _case() reads by place, which
# is half the work for 30,000 rows.
_FIELDS = tuple(one.name for one in fields(Case) if one.name != "position")
_COLUMNS = f"select {', '.join(_FIELDS)}, longitude, latitude "
_BOARD = _COLUMNS + "from api.case_board"
_BY_DEADLINE = " order by deadline_at nulls last, case_id"
WHOLE_BOARD = _BOARD + " where is_open" + _BY_DEADLINE
# The inner select names ids only, so that the planner drops the view's joins there: 18 ms instead of 110 of 30,000.
FIRST_BOARD = (_BOARD + " where case_id in (select case_id from api.case_board where is_open" + _BY_DEADLINE  # noqa: S608  (constant text)
               + " limit :limit offset :offset)" + _BY_DEADLINE)
BOARD_ROWS = _COLUMNS + "from api.board_rows(cast(:ids as bigint[]))"
# The same for the change feed, which asks after every change: prepared once for its connection, and asked by the
# driver's own cursor. To parse fifty columns anew and SQLAlchemy's way to the driver were two thirds of the time.
PREPARE_ROWS = f"prepare gridroom_board_rows(bigint[]) as {_COLUMNS}from api.board_rows($1)"
EXECUTE_ROWS = "execute gridroom_board_rows(%s)"
PORTION = 500  # rows; some 5 ms
_STATES: dict[str, CaseState] = {state.value: state for state in CaseState}
_STAGES: dict[str, Stage] = {stage.value: stage for stage in Stage}
_REQUESTS: dict[str, TimeRequestKind | None] = {"": None} | {kind.value: kind for kind in TimeRequestKind}
_CONFIRMATIONS: dict[str, Confirmation | None] = {"": None} | {one.value: one for one in Confirmation}
_APPEALS: dict[str, AppealOutcome | None] = {"": None} | {one.value: one for one in AppealOutcome}
_HANDLINGS: dict[str, HandlingKind | None] = {"": None} | {kind.value: kind for kind in HandlingKind}
_CLOSINGS: dict[str, ClosingKind | None] = {"": None} | {kind.value: kind for kind in ClosingKind}
_CALL_BACKS: dict[str, CallBackState | None] = {"": None} | {one.value: one for one in CallBackState}
_CARDS: dict[str, Card | None] = {"": None} | {card.value: card for card in Card}

# Words of the database that are enums here, by their place in the row.
_WORDS: dict[str, dict[str, Any]] = {
    "state": _STATES, "stage": _STAGES, "card": _CARDS, "time_request": _REQUESTS, "confirmation": _CONFIRMATIONS,
    "time_appeal": _APPEALS, "handling_kind": _HANDLINGS, "closing_kind": _CLOSINGS, "call_back": _CALL_BACKS}
_CONVERTED = tuple((_FIELDS.index(name), words) for name, words in _WORDS.items())

_OF_REPORT = ("description", "source", "place", "longitude", "latitude", "minor_id", "urgency", "reporter_name",
              "reporter_phone", "keep_secret", "origin", "original_id", "original_at")
_REPORT = call("report_case", ("request_id", *_OF_REPORT))
_REPORT_MERGED = call("report_and_merge", ("request_id", "into_case", *_OF_REPORT))
_ATTACH = call("attach_file", (
    "request_id", "case_id", "kind", "file_name", "media_type", "bytes", "taken_at", "longitude", "latitude"))


def read_board(connection: Connection, limit: int | None = None, offset: int = 0) -> list[Case]:
    """The open cases that this person sees, nearest deadline first; ``limit`` for one screenful from ``offset`` on."""
    statement = WHOLE_BOARD if limit is None else FIRST_BOARD
    rows = connection.execute(text(statement), {} if limit is None else {"limit": limit, "offset": offset})
    # In portions: the driver converts each in one go, and nobody else in this process gets a turn meanwhile.
    return [_case(row) for portion in rows.partitions(PORTION) for row in portion]


def read_board_cases(connection: Connection, case_ids: Iterable[int]) -> list[Case]:
    """Those of the cases that are open and in this person's sight; what is missing has left the board."""
    return [_case(row) for row in connection.execute(text(BOARD_ROWS), {"ids": list(case_ids)})]


def row_reader(connection: RawConnection) -> Callable[[Sequence[int]], list[Case]]:
    """``read_board_cases`` for the change feed's own connection. Raises, and what it returns raises, psycopg2.Error."""
    cursor = connection.cursor()
    cursor.execute(PREPARE_ROWS)

    def read(case_ids: Sequence[int]) -> list[Case]:
        cursor.execute(EXECUTE_ROWS, (list(case_ids),))
        return [_case(row) for row in cursor.fetchall()]

    return read


def read_board_case(connection: Connection, case_id: int) -> Case | None:
    """One case as a board row, open or ended; None when it is not in this person's sight."""
    row = connection.execute(text(_BOARD + " where case_id = :id"), {"id": case_id}).one_or_none()
    return None if row is None else _case(row)


def read_any_cases(connection: Connection, case_ids: Iterable[int]) -> list[Case]:
    """Those of the cases that are in this person's sight, open or ended."""
    return [_case(row) for row in connection.execute(text(_BOARD + " where case_id = any (cast(:ids as bigint[]))"),
                                                     {"ids": list(case_ids)})]


def stage_counts(connection: Connection) -> list[StageCount]:
    """Open and overdue cases by stage, in this person's sight; stages without a case are there with zeros."""
    found = {row.stage: row for row in connection.execute(text("select * from api.stage_count"))}
    counted = [stage for stage in Stage if stage is not Stage.ENDED]
    return [
        StageCount(stage, found[stage].open_count, found[stage].overdue_count) if stage in found
        else StageCount(stage, 0, 0)
        for stage in counted
    ]


def find_case(connection: Connection, case_number: str) -> int | None:
    """The id of the case with this number (or whose number ends in these digits, when that is only one)."""
    row = connection.execute(text("select case_id from api.case_board where case_number = :number"),
                             {"number": case_number.strip()}).one_or_none()
    if row is not None:
        return int(row.case_id)
    ending = case_number.strip()
    if not ending.isdigit() or len(ending) < 3:
        return None
    rows = connection.execute(text("select case_id from api.case_board "
                                   "where is_open and right(case_number, :n) = :ending limit 2"),
                              {"n": len(ending), "ending": ending}).all()
    return int(rows[0].case_id) if len(rows) == 1 else None


def report(connection: Connection, draft: ReportDraft) -> Answer:
    """Make a case of a report. The same ``draft.request_id`` again gives the first answer.

    One that is ``same_as`` another becomes part of that case at once; when that has ended meanwhile it is a case of its
    own, and the state in the answer says which.

    Raises Refusal (GR003, GR004, GR010) or Unreachable.
    """
    longitude, latitude = draft.position or (None, None)
    values = {
        "request_id": draft.request_id, "description": draft.description, "source": draft.source, "place": draft.place,
        "longitude": longitude, "latitude": latitude, "minor_id": draft.minor_id, "urgency": draft.urgency,
        "reporter_name": draft.reporter_name, "reporter_phone": draft.reporter_phone, "keep_secret": draft.keep_secret,
        "origin": draft.origin, "original_id": draft.original_id, "original_at": draft.original_at,
    }
    if draft.same_as is not None:
        return _ask(connection, _REPORT_MERGED, values | {"into_case": draft.same_as})
    return _ask(connection, _REPORT, values)


def move(connection: Connection, wanted: Move) -> Answer:
    """Carry out one move. Raises Refusal (GR001 when the case was changed meanwhile) or Unreachable."""
    return _ask(connection, STATEMENTS[wanted.action], values_of(wanted))


def attach(
    connection: Connection, request_id: UUID, case_id: int, kind: str, file_name: str, media_type: str, data: bytes,
    taken_at: datetime | None = None, position: tuple[float, float] | None = None,
) -> Answer:
    """Add a file to a case; its SHA-256 becomes part of the history. Raises Refusal GR011, GR012, GR004."""
    longitude, latitude = position or (None, None)
    return _ask(connection, _ATTACH, {
        "request_id": request_id, "case_id": case_id, "kind": kind, "file_name": file_name, "media_type": media_type,
        "bytes": data, "taken_at": taken_at, "longitude": longitude, "latitude": latitude})


def attachment_bytes(connection: Connection, attachment_id: int) -> bytes:
    """The file itself. Raises Refusal GR005 when it is not in this person's sight."""
    with translated():
        data = connection.execute(text("select api.attachment_bytes(:id)"), {"id": attachment_id}).scalar_one()
    return bytes(data)


def mark_opened(connection: Connection, case_id: int) -> None:
    """The department has looked at the case: its dispatch can no longer be taken back."""
    with translated():
        connection.execute(text("select api.open_case(:id)"), {"id": case_id})


def resume_due(connection: Connection) -> int:
    """Let every suspended or deferred case whose day has come go on; how many did. Safe to ask at any time."""
    with translated():
        resumed: int = connection.execute(text("select api.resume_due()")).scalar_one()
    return resumed


def end_blockers(connection: Connection) -> int:
    """End the sessions that have held up others for minutes; how many were ended. Safe to ask at any time."""
    with translated():
        ended: int = connection.execute(text("select api.end_blockers()")).scalar_one()
    return ended


def issue_cards(connection: Connection) -> int:
    """Give every card that a rule says is due now; how many were given. Safe to ask at any time."""
    with translated():
        given: int = connection.execute(text("select api.issue_cards()")).scalar_one()
    return given


def disclose_reporter(connection: Connection, case_id: int, reason: str) -> tuple[str, str] | None:
    """Name and phone in clear. The first call only records the reading and its reason, and answers None; in the next
    transaction, within ten minutes, the same call tells. Raises Refusal GR003, GR005, GR010.
    """
    with translated():
        row = connection.execute(text("select * from api.disclose_reporter(:id, :reason)"),
                                 {"id": case_id, "reason": reason}).one_or_none()
    return None if row is None else (row.reporter_name, row.reporter_phone)


def _ask(connection: Connection, statement: Any, values: dict[str, Any]) -> Answer:
    with translated():
        row = connection.execute(statement, values).one()
    return Answer(row.case_id, row.case_number, row.version, CaseState(row.state), row.step_seq, row.at,
                  row.deadline_at, row.repeated)


def _case(row: Sequence[Any]) -> Case:
    head: list[Any] = list(row)
    latitude, longitude = head.pop(), head.pop()
    for place, words in _CONVERTED:
        head[place] = words[head[place]]
    head.append(None if longitude is None else (longitude, latitude))
    return Case(*head)
