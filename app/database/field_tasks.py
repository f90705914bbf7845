"""Tasks for field staff: the list and the answer pasted back. Sending one is a move (``Action.SEND_TASK``)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, text

from app.database.failures_from_sql import translated
from app.domain.case import Answer, CaseState
from app.domain.field_task import FieldTask, TaskKind, TaskOutcome

_LIST = ("select task_id, code, kind, case_id, case_number, worker, asked, words, asked_at, asked_by, due_at, "
         "ended_at, outcome, answer, answered_by from api.field_task_list ")


def tasks_of_case(connection: Connection, case_id: int) -> tuple[FieldTask, ...]:
    """Every task of a case, newest first."""
    rows = connection.execute(text(_LIST + "where case_id = :id order by task_id desc"), {"id": case_id})
    return tuple(_task(row) for row in rows)


def open_tasks(connection: Connection) -> list[FieldTask]:
    """The tasks that wait for an answer, in this person's sight, the next due first."""
    return [_task(row) for row in connection.execute(text(_LIST + "where outcome = '' order by due_at, task_id"))]


def answer_task(connection: Connection, request_id: UUID, words: str) -> Answer:
    """Close the task whose code stands in ``words`` with the result that they tell; makes the case's step.

    Raises Refusal: GR004 (field ``code`` or ``task_result``; why ``empty``, ``mistyped``, ``ambiguous``), GR005 no
    such code, GR002 answered, overtaken or expired, GR003 no right to this result.
    """
    with translated():
        row = connection.execute(text("select * from api.answer_field_task(:request_id, :words)"),
                                 {"request_id": request_id, "words": words}).one()
    return Answer(row.case_id, row.case_number, row.version, CaseState(row.state), row.step_seq, row.at,
                  row.deadline_at, row.repeated)


def _task(row: Row[Any]) -> FieldTask:
    values: list[Any] = list(row)
    values[2], values[12] = TaskKind(values[2]), TaskOutcome(values[12])
    return FieldTask(*values)
