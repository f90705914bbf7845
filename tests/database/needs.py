"""A value for everything that a move of the transition table may ask for, so that tests can make any move."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, text

from app.database import cases
from app.database.case_moves import MOVES
from app.domain.case import Action, Answer, Move
from app.domain.report import ReportDraft

_OPEN_ORDER = "select min(order_id) from api.supervision_order_list where case_id = :id and resolved_at is null"
_WAITING_ORDER = _OPEN_ORDER + " and reply_by is not null and replied_at is null"
_WAITING_HAND_OVER = "select min(hand_over_no) from api.hand_over_list where case_id = :id and confirmed_at is null"

# need → (SQL parameter, value). A new need of the table gets its line here.
VALUES_BY_NEED: dict[str, tuple[str, Any]] = {
    "description": ("description", "又一件"), "condition": ("condition_id", 1), "reply": ("reply", "已答复"),
    "reason": ("reason", "理由充分"), "worker": ("worker", "worker"), "confirmation": ("confirmation", "exists"),
    "finding": ("finding", "现场属实"), "department": ("department_id", 1), "result": ("result", "已处置"),
    "closing_condition": ("closing_condition", "恢复原状"), "until": ("until", datetime.now(UTC) + timedelta(days=20)),
    "changes": ("changes", {"place": "更正后的地点"}), "note": ("note", "已电话告知"), "words": ("words", "请尽快办理"),
    "order_kind": ("order_kind", "timeout"), "card": ("card", "yellow"), "demand": ("demand", "今日办结"),
    "resolution": ("resolution", "已督促到位"),
    "into_case": ("into_case", None),  # looked up: another open case
    "handling_kind": ("handling_kind", "general"), "told_words": ("told_words", "结果已告知"),
    "decision": ("decision", "refused"), "office": ("office", "一号街道"),
    "decision_words": ("decision_words", "不符条件"),
    "service": ("service", "119"), "told": ("told", "消防指挥中心"), "reached": ("reached", False),
    "hand_over_no": ("hand_over_no", None),  # looked up
    "order_id": ("order_id", None),  # looked up: it is another one for each case
    "file": ("file", None),          # ``make_move`` attaches bytes of its own
    "upheld": ("upheld", True), "to_level": ("to_level", "street"), "receiver": ("receiver", "街道值班室"),
    "whistle_answer": ("whistle_answer", "arrived"), "departments": ("departments", [1]),
    "appear_by": ("appear_by", datetime.now(UTC) + timedelta(hours=2)),
}
# Beyond what is needed: tried first, left out where the database does not take it.
_OPTIONAL: dict[Action, dict[str, Any]] = {
    Action.APPROVE_RUNG: {"decision": "passed"},
    Action.REASSIGN: {"department_id": 2},
    Action.CHANGE_ASSISTING: {"assisting": [2]},
    Action.SET_HANDLING: {"handling_kind": "approval"},
    Action.SELF_HANDLE: {"worker": "worker"},
    Action.SUPERVISE: {"reply_by": datetime.now(UTC) + timedelta(hours=4)},
}


# Moves that nobody makes by a function of the usual form: a changed rule, and tasks for field staff.
OF_ANOTHER_FORM = ("rule", "send_task", "answer_task")


def unknown_needs(action: str, needs: list[str]) -> str:
    """A sentence that says what to add, '' when every need has its value."""
    if action in OF_ANOTHER_FORM:
        return ""
    if action not in set(Action):
        return f"the transition table has the move {action!r}, which app.domain.case.Action does not name"
    missing = [need for need in needs if need not in VALUES_BY_NEED]
    if missing:
        return (f"the move {action!r} needs {', '.join(missing)}: add a line for it to VALUES_BY_NEED in "
                "tests/database/needs.py")
    if action not in (Action.REPORT, Action.ATTACH) and Action(action) not in MOVES:
        return f"the move {action!r} has no line in app.database.case_moves.MOVES"
    return ""


def variants(connection: Connection, action: Action, needs: list[str], case_id: int) -> Iterator[dict[str, Any]]:
    """Values for the move, the fullest first."""
    values = dict(VALUES_BY_NEED[need] for need in needs)
    if "order_id" in values:
        wanted = _WAITING_ORDER if action is Action.REPLY_TO_ORDER else _OPEN_ORDER
        values["order_id"] = connection.execute(text(wanted), {"id": case_id}).scalar() or 0
    if "into_case" in values:
        values["into_case"] = _another_case(connection, case_id)
    if "hand_over_no" in values:
        values["hand_over_no"] = connection.execute(text(_WAITING_HAND_OVER), {"id": case_id}).scalar() or 0
    if action in _OPTIONAL:
        yield values | _OPTIONAL[action]
    if action is Action.ESCALATE:  # from where it is, one level up
        yield from (values | {"to_level": level} for level in ("community", "street", "district", "city"))
    yield values


def _another_case(connection: Connection, case_id: int) -> int:
    """An open case that this one can become a part of."""
    found = connection.execute(text("select min(case_id) from api.case_board where is_open and case_id <> :id"),
                               {"id": case_id}).scalar()
    return int(found) if found else cases.report(connection, ReportDraft(uuid4(), "同一处")).case_id


def make_move(connection: Connection, action: Action, case_id: int, version: int, values: dict[str, Any]) -> Answer:
    """Carry the move out, a file included. Raises Refusal."""
    if action is Action.ATTACH:
        return cases.attach(connection, uuid4(), case_id, "near", "现场.jpg", "image/jpeg", uuid4().bytes)
    return cases.move(connection, Move(uuid4(), action, case_id, version, values))
