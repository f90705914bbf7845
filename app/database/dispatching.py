"""Who has a case, its way up, whom to dispatch it to, and how often that was right (resources/sql/code/23…37)."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import Connection, text

from app.database.failures_from_sql import translated
from app.domain.dispatching import (
    CaseUnit,
    DispatchProposal,
    Escalation,
    LeftCase,
    Level,
    ProposalSource,
    UnitAnswer,
    UnitEnd,
    UnitPart,
)


def units(connection: Connection, case_id: int) -> tuple[CaseUnit, ...]:
    """Everybody who was told of the case, the first first."""
    rows = connection.execute(text("select * from api.case_unit_list where case_id = :id order by unit_no"),
                              {"id": case_id})
    return tuple(
        CaseUnit(row.unit_no, row.department_id, row.department, UnitPart(row.part), row.told_at, row.told_by,
                 row.demand, row.due_at, row.typed_in, UnitAnswer(row.answer) if row.answer else None, row.answered_at,
                 row.answered_by, row.answer_words, row.done_at, row.done_by, row.done_words, row.ended_at,
                 row.ended_by, UnitEnd(row.ended_how) if row.ended_how else None, row.ended_why)
        for row in rows)


def escalations(connection: Connection, case_id: int) -> tuple[Escalation, ...]:
    """The way up of the case, the first step first."""
    rows = connection.execute(text("select * from api.escalation_list where case_id = :id order by escalation_no"),
                              {"id": case_id})
    return tuple(
        Escalation(row.escalation_no, Level(row.from_level), Level(row.to_level), row.sent_at, row.sent_by, row.reason,
                   row.agreed_by, row.receive_by, row.received_at, row.received_by, row.receiver, row.receipt_number,
                   row.returned_at, row.returned_by, row.answer)
        for row in rows)


def proposals(connection: Connection, case_id: int) -> tuple[DispatchProposal, ...]:
    """Whom to dispatch the case to, the best first; nothing for those who do not dispatch."""
    rows = connection.execute(text("select * from api.dispatch_proposals(:id) order by rank"), {"id": case_id})
    return tuple(
        DispatchProposal(row.department_id, row.department, tuple(row.assisting), ProposalSource(row.source),
                         float(row.confidence), dict(row.why))
        for row in rows)


def left_cases(connection: Connection) -> list[LeftCase]:
    """What left this person's department in the last thirty days, the newest first."""
    rows = connection.execute(text("select * from api.left_case order by left_at desc"))
    return [LeftCase(row.case_id, row.case_number, row.subcategory, UnitPart(row.part), row.left_at, row.left_by,
                     UnitEnd(row.how), row.why, row.now_with) for row in rows]


def my_dispatches(connection: Connection, since: datetime) -> tuple[int, int]:
    """How many cases this person dispatched since then, and how many of them came back as not theirs."""
    row = connection.execute(text("select * from api.my_dispatches(:since)"), {"since": since}).one()
    return row.dispatched, row.returned


class DutyRow(NamedTuple):
    """A row for the table of duties, by codes and names as people write them."""

    kind: str
    major_code: str
    minor_code: str                 # '' for the whole major class
    department: str                 # code or name
    assisting: tuple[str, ...] = ()
    seq: int | None = None          # of the filing condition; None: every one
    area_level: str = ""
    area_code: str = ""
    owner: str = ""
    note: str = ""
    source: str = "desk"            # desk | standard | list
    valid_from: date | None = None  # None: today


def put_duty(connection: Connection, row: DutyRow) -> str:
    """'new', 'changed' or 'unchanged'. Administrators only (GR003); GR004 or GR005 for what is not known here."""
    with translated():
        put: str = connection.execute(text(
            "select api.put_duty(:kind, :major_code, :minor_code, :department, cast(:assisting as text[]), "
            "cast(:seq as integer), :area_level, :area_code, :owner, :note, :source, cast(:valid_from as date))"),
            row._asdict() | {"assisting": list(row.assisting)}).scalar_one()
    return put


def end_duty(connection: Connection, duty_no: int, reason: str) -> None:
    """End a row from today on. Administrators only (GR003)."""
    with translated():
        connection.execute(text("select api.end_duty(:duty_no, :reason)"), {"duty_no": duty_no, "reason": reason})
