"""Reading hand-overs, call-backs and approvals of a case, and whom to call back. Rules: resources/sql/code/29_*."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, text

from app.database.failures_from_sql import translated
from app.domain.aftercare import (
    Approval,
    CallBack,
    CallBackDue,
    Channel,
    ClosingKind,
    HandOver,
    Service,
    YesNo,
)


def hand_overs_of(connection: Connection, case_id: int) -> tuple[HandOver, ...]:
    """To whom the case was handed over, the newest first."""
    return tuple(
        HandOver(row.hand_over_no, Service(row.service), row.told, Channel(row.channel), row.words, row.told_at,
                 row.written_by, row.receipt_due, row.reference, row.reply, row.confirmed_at, row.confirmed_by)
        for row in _rows(connection, "select * from api.hand_over_list where case_id = :id order by hand_over_no desc",
                         case_id))


def call_backs_of(connection: Connection, case_id: int) -> tuple[CallBack, ...]:
    """Every attempt to call back, the newest first."""
    return tuple(
        CallBack(row.call_back_no, row.round, row.reached, YesNo(row.responded), YesNo(row.solved),
                 YesNo(row.satisfied), row.words, row.called_at, row.called_by)
        for row in _rows(connection, "select * from api.call_back_list where case_id = :id order by call_back_no desc",
                         case_id))


def approvals_of(connection: Connection, case_id: int) -> tuple[Approval, ...]:
    """The rungs of the ladder that were decided, the lowest first."""
    return tuple(
        Approval(row.approval_no, row.rung, row.passed, row.office, row.words, row.written_at, row.written_by)
        for row in _rows(connection, "select * from api.approval_list where case_id = :id order by rung", case_id))


def call_backs_due(connection: Connection, limit: int = 500) -> list[CallBackDue]:
    """Closed cases whose reporter is still to be called, in this person's sight, the longest waiting first."""
    with translated():
        rows = connection.execute(text("select * from api.call_back_due order by closed_at, case_id limit :limit"),
                                  {"limit": limit}).all()
    return [
        CallBackDue(row.case_id, row.case_number, ClosingKind(row.closing_kind) if row.closing_kind else None,
                    row.closed_at, row.call_back_count,
                    row.reopen_count, row.reporter_name, row.reporter_phone, row.source, row.place, row.subcategory,
                    row.department, row.summary, row.last_called_at, row.is_part)
        for row in rows]


def _rows(connection: Connection, statement: str, case_id: int) -> Sequence[Row[Any]]:
    return connection.execute(text(statement), {"id": case_id}).all()
