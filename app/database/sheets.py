"""Dispatch sheets: issuing the one of a day, and reading what was issued (rules: sql/code/40_sheets.sql)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, text

from app.database.failures_from_sql import translated
from app.domain.failures import Refusal
from app.domain.sheet import Sheet, SheetEntry, SheetLine, SheetSection


def issue_sheet(connection: Connection, request_id: UUID, day: date) -> Sheet:
    """The sheet of ``day`` for this person's scope, issued now; unchanged content is the same sheet again.

    The same ``request_id`` again gives the same sheet and counts as no further print. The caller commits.
    Raises Refusal GR003 (no right), GR004, GR006, GR030 (the day has not come).
    """
    statement = text("select api.issue_sheet(:request_id, :day)")
    with translated():
        return _sheet(connection.execute(statement, {"request_id": request_id, "day": day}).scalar_one())


def sheets(connection: Connection, day: date) -> list[SheetEntry]:
    """Every edition issued for ``day`` that this person may see, newest first within a scope."""
    with translated():
        rows = connection.execute(text(
            "select sheet_id, day, scope_name, sheet_number, sequence, content_hash, issued_at, issued_by, cases, "
            "prints from api.sheet_list where day = :day order by scope, sequence desc"), {"day": day})
        return [SheetEntry(*row) for row in rows]


def read_sheet(connection: Connection, sheet_id: int) -> Sheet:
    """An issued edition as it stands. Raises Refusal GR005 when it is not in this person's sight."""
    with translated():
        found = connection.execute(text("select sheet from api.sheet_content where sheet_id = :id"),
                                   {"id": sheet_id}).scalar_one_or_none()
    if found is None:
        raise Refusal("GR005", "no such sheet for this login", {"what": "sheet"})
    return _sheet(found)


def changed_after_print(connection: Connection, sheet_number: str, sequence: int) -> frozenset[int]:
    """Case ids on this edition that no longer are as it says (印后变更)."""
    with translated():
        return frozenset(connection.execute(text(
            "select l.case_id from api.sheet_line_list l join api.sheet_list s using (sheet_id) "
            "where s.sheet_number = :number and s.sequence = :sequence and l.changed"),
            {"number": sheet_number, "sequence": sequence}).scalars())


def is_current(connection: Connection, sheet_number: str, sequence: int) -> bool | None:
    """Whether issuing this edition again would change nothing; None for a sheet of somebody else's scope."""
    with translated():
        current: bool | None = connection.execute(text(
            "select api.sheet_is_current(sheet_id) from api.sheet_list "
            "where sheet_number = :number and sequence = :sequence"),
            {"number": sheet_number, "sequence": sequence}).scalar_one_or_none()
    return current


def room_day(connection: Connection) -> date:
    """The room's day now, by the server's clock."""
    with translated():
        day: date = connection.execute(text(
            "select (clock_timestamp() at time zone coalesce("
            "(select value #>> '{}' from api.setting where key = 'time_zone'), 'Asia/Shanghai'))::date")).scalar_one()
    return day


def _sheet(answer: dict[str, Any]) -> Sheet:
    content = answer["content"]
    return Sheet(
        sheet_number=answer["sheet_number"],
        sequence=answer["sequence"],
        content_hash=answer["content_hash"],
        day=date.fromisoformat(content["day"]),
        district=content["district"],
        scope=content["scope_name"],
        issued_at=datetime.fromisoformat(answer["issued_at"]),
        issued_by=answer["issued_by"],
        sections=tuple(
            SheetSection(section["department_id"], section["department"],
                         tuple(_line(facts, answer["versions"]) for facts in section["lines"]))
            for section in content["sections"]
        ),
    )


def _line(facts: dict[str, Any], versions: dict[str, int]) -> SheetLine:
    due = facts["deadline_at"]
    return SheetLine(
        case_id=facts["case_id"],
        case_number=facts["case_number"],
        version=versions[str(facts["case_id"])],
        category=facts["category"],
        place=facts["place"],
        cell_code=facts["cell_code"],
        duty_grid=facts["duty_grid"],
        description=facts["description"],
        limit_text=facts["limit_text"],
        dispatched_at=datetime.fromisoformat(facts["dispatched_at"]),
        deadline_at=None if due is None else datetime.fromisoformat(due),
        reporter_phone=facts["reporter_phone"],
        urgent=facts["urgent"],
        assisting=tuple(facts.get("assisting", ())),
        reports=facts.get("reports", 0),
        reopened=facts.get("reopened", 0),
    )
