"""Everything about one case: fields, steps, files and what this person may do next."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, text

from app.database import dispatching
from app.database.aftercare import approvals_of, call_backs_of, hand_overs_of
from app.database.cases import read_board_case
from app.database.field_tasks import tasks_of_case
from app.database.positions import nearest_on_duty
from app.database.similar_cases import read_merging, similar_to_case
from app.domain.appeal import AppealOutcome, OrderAppeal, TimeAppeal
from app.domain.case import Action, CaseState, Stage
from app.domain.case_detail import AllowedAction, Attachment, CaseDetail, CaseStep
from app.domain.confirmation import Confirmer
from app.domain.position import NearbyUnit
from app.domain.supervision import Card, OrderKind, SupervisionOrder
from app.domain.time_request import TimeOutcome, TimeRequest, TimeRequestKind

NEARBY = 8  # people on duty offered for a task
_KNOWN_ACTIONS = frozenset(action.value for action in Action)  # a newer server may allow what this program cannot do

_REASSIGNED_FROM = (CaseState.DISPATCHED, CaseState.ACCEPTED)


def read_case(connection: Connection, case_id: int) -> CaseDetail | None:
    """The case as this person may see it, personal data masked; None when it is not in their sight."""
    case = read_board_case(connection, case_id)
    row = connection.execute(text("select * from api.case_detail where case_id = :id"), {"id": case_id}).one_or_none()
    if case is None or row is None:
        return None
    allowed = _allowed(connection, case_id)
    may_merge = any(one.action is Action.MERGE for one in allowed)
    return CaseDetail(
        case=case, description=row.description, reporter_name=row.reporter_name, reporter_phone=row.reporter_phone,
        keep_secret=row.keep_secret, minor_id=row.minor_id, condition_id=row.condition_id, condition=row.condition,
        closing_condition=row.closing_condition,
        limit_kind=row.limit_kind or "", limit_value=None if row.limit_value is None else float(row.limit_value),
        cell_name=row.cell_name, duty_grid=row.duty_grid, registered_at=row.registered_at,
        dispatched_at=row.dispatched_at, accepted_at=row.accepted_at, handled_at=row.handled_at,
        verified_at=row.verified_at, closed_at=row.closed_at, original_at=row.original_at, origin=row.origin,
        original_id=row.original_id, result=row.result, sheet_number=row.sheet_number,
        steps=_steps(connection, case_id), attachments=_attachments(connection, case_id),
        allowed=allowed, orders=_orders(connection, case_id),
        time_requests=_time_requests(connection, case_id), time_appeals=_time_appeals(connection, case_id),
        confirmers=_confirmers(connection, case_id), merging=read_merging(connection, case_id),
        similar=tuple(similar_to_case(connection, case_id)) if may_merge else (),
        units=dispatching.units(connection, case_id), escalations=dispatching.escalations(connection, case_id),
        proposals=dispatching.proposals(connection, case_id) if case.stage is Stage.TO_DISPATCH
        or case.state in _REASSIGNED_FROM else (),
        nearby=_nearby(connection, case.position, allowed), tasks=tasks_of_case(connection, case_id),
        hand_overs=hand_overs_of(connection, case_id), call_backs=call_backs_of(connection, case_id),
        approvals=approvals_of(connection, case_id), closing_hindrance=row.closing_hindrance,
    )


def _steps(connection: Connection, case_id: int) -> tuple[CaseStep, ...]:
    rows = connection.execute(text("select * from api.case_step_list where case_id = :id order by seq"),
                              {"id": case_id})
    return tuple(
        CaseStep(row.step_id, row.seq, Action(row.action), CaseState(row.from_state) if row.from_state else None,
                 CaseState(row.to_state), row.at, row.by_login, row.by_name, row.by_department, row.receiver,
                 row.remark, row.original_at, dict(row.detail))
        for row in rows)


def _attachments(connection: Connection, case_id: int) -> tuple[Attachment, ...]:
    rows = connection.execute(text("select * from api.attachment_list where case_id = :id order by attachment_id"),
                              {"id": case_id})
    return tuple(
        Attachment(row.attachment_id, row.kind, row.file_name, row.media_type, row.size, row.sha256, row.taken_at,
                   row.added_at, row.added_by, _position(row))
        for row in rows)


def _allowed(connection: Connection, case_id: int) -> tuple[AllowedAction, ...]:
    found = connection.execute(text("select action, to_state, needs, rank from api.allowed_action "
                                   "where case_id = :id order by rank, action"), {"id": case_id}).all()
    rows = [row for row in found if row.action in _KNOWN_ACTIONS]
    likely = min((row.rank for row in rows), default=0)
    return tuple(
        AllowedAction(Action(row.action), CaseState(row.to_state), tuple(row.needs),
                      primary=row.rank == likely and row.rank < 5)
        for row in rows)


def _orders(connection: Connection, case_id: int) -> tuple[SupervisionOrder, ...]:
    rows = connection.execute(text("select * from api.supervision_order_list where case_id = :id "
                                   "order by order_id desc"), {"id": case_id})
    return tuple(
        SupervisionOrder(row.order_id, row.order_number, OrderKind(row.kind), Card(row.card), row.reason, row.demand,
                         row.department, row.reply_by, row.issued_at, row.issued_by, row.reply, row.replied_at,
                         row.replied_by, row.resolution, row.resolved_at, row.resolved_by, row.ended_with_case,
                         row.rule, row.appeal, row.appealed_at, row.appealed_by,
                         OrderAppeal(row.appeal_outcome) if row.appeal_outcome else None, row.appeal_decided_at,
                         row.appeal_decided_by, row.appeal_words)
        for row in rows)


def _time_requests(connection: Connection, case_id: int) -> tuple[TimeRequest, ...]:
    rows = connection.execute(text("select * from api.time_request_list where case_id = :id order by request_no desc"),
                              {"id": case_id})
    return tuple(
        TimeRequest(row.request_no, TimeRequestKind(row.kind), row.reason, row.until, row.department, row.asked_at,
                    row.asked_by, row.approved_at, row.approved_by, TimeOutcome(row.outcome), row.decided_at,
                    row.decided_by, row.decision)
        for row in rows)


def _time_appeals(connection: Connection, case_id: int) -> tuple[TimeAppeal, ...]:
    rows = connection.execute(text("select * from api.time_appeal_list where case_id = :id"), {"id": case_id})
    return tuple(
        TimeAppeal(row.appeal_id, row.reason, row.department, row.due_at, row.stopped_at, row.asked_at, row.asked_by,
                   row.approved_at, row.approved_by, AppealOutcome(row.outcome), row.decided_at, row.decided_by,
                   row.decision)
        for row in rows)


def _confirmers(connection: Connection, case_id: int) -> tuple[Confirmer, ...]:
    rows = connection.execute(text("select login, name from api.confirmer_list where case_id = :id "
                                   "order by name, login"), {"id": case_id})
    return tuple(Confirmer(row.login, row.name) for row in rows)


def _position(row: Any) -> tuple[float, float] | None:
    return None if row.longitude is None else (row.longitude, row.latitude)


def _nearby(
    connection: Connection, position: tuple[float, float] | None, allowed: tuple[AllowedAction, ...]
) -> tuple[NearbyUnit, ...]:
    """Those who could be sent; asked only where this person may send somebody."""
    if position is None or not any(one.action in (Action.ASK_CONFIRMATION, Action.SEND_TASK) for one in allowed):
        return ()
    return tuple(nearest_on_duty(connection, *position, n=NEARBY))
