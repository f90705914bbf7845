"""What each move is called in the database, which values it takes, and the statement that asks for it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import TextClause, bindparam, text

from app.domain.case import Action, Move

# What each action's function is called and which values it takes after request, case and version.
MOVES: dict[Action, tuple[str, tuple[str, ...]]] = {
    Action.REJECT: ("reject_case", ("reason",)),
    Action.REGISTER: ("register_case", ("condition_id", "remark", "handling_kind")),
    Action.ANSWER: ("answer_case", ("reply", "original_at")),
    Action.ASK_CONFIRMATION: ("ask_confirmation", ("worker", "remark")),
    Action.CONFIRM: ("confirm_case", ("confirmation", "finding")),
    Action.DISPATCH: ("dispatch_case", ("department_id", "remark", "assisting")),
    Action.REASSIGN: ("reassign_case", ("department_id", "reason", "assisting")),
    Action.CHANGE_ASSISTING: ("change_assisting", ("assisting", "reason")),
    Action.SEND_BACK: ("send_back_case", ("reason",)),
    Action.DISPUTE: ("dispute_case", ("reason", "departments")),
    Action.SETTLE_DISPUTE: ("settle_dispute", ("department_id", "reason", "assisting")),
    Action.ESCALATE: ("escalate_case", ("to_level", "reason", "agreed_by", "receive_by")),
    Action.RECEIVE_ESCALATION: ("receive_escalation", ("receiver", "receipt_number")),
    Action.RETURN_FROM_LEVEL: ("return_from_level", ("reply",)),
    Action.WHISTLE: ("whistle_case", ("departments", "demand", "appear_by")),
    Action.ANSWER_WHISTLE: ("answer_whistle", ("whistle_answer", "remark")),
    Action.ACCEPT_PART: ("accept_part", ("remark",)),
    Action.FINISH_PART: ("finish_part", ("result",)),
    Action.RETURN_PART: ("return_part", ("reason",)),
    Action.TAKE_BACK: ("take_back_dispatch", ("reason",)),
    Action.ACCEPT: ("accept_case", ("remark",)),
    Action.RETURN: ("return_case", ("reason", "cause")),
    Action.HANDLE: ("handle_case", ("result",)),
    Action.VERIFY: ("verify_case", ("remark",)),
    Action.REWORK: ("rework_case", ("reason",)),
    Action.CLOSE: ("close_case", ("closing_condition", "remark")),
    Action.VOID: ("void_case", ("reason",)),
    Action.SUSPEND: ("suspend_case", ("until", "reason")),
    Action.RESUME: ("resume_case", ("remark",)),
    Action.REMIND: ("remind_case", ("words",)),
    Action.SUPERVISE: ("supervise_case", ("order_kind", "card", "reason", "demand", "reply_by")),
    Action.REPLY_TO_ORDER: ("reply_to_order", ("order_id", "reply")),
    Action.RESOLVE_ORDER: ("resolve_order", ("order_id", "resolution")),
    Action.ASK_EXTENSION: ("ask_extension", ("reason",)),
    Action.ASK_DEFERRAL: ("ask_deferral", ("until", "reason")),
    Action.WITHDRAW_REQUEST: ("withdraw_request", ("remark",)),
    Action.APPROVE_REQUEST: ("approve_request", ("remark",)),
    Action.GRANT_EXTENSION: ("grant_extension", ("remark",)),
    Action.GRANT_DEFERRAL: ("grant_deferral", ("remark",)),
    Action.REFUSE_REQUEST: ("refuse_request", ("reason",)),
    Action.MERGE: ("merge_case", ("into_case", "into_number", "reason", "into_version")),
    Action.UNMERGE: ("unmerge_case", ("reason",)),
    Action.APPEAL_ORDER: ("appeal_order", ("order_id", "reason")),
    Action.DECIDE_ORDER_APPEAL: ("decide_order_appeal", ("order_id", "upheld", "reason")),
    Action.APPEAL_TIME: ("appeal_time", ("reason",)),
    Action.APPROVE_APPEAL: ("approve_appeal", ("remark",)),
    Action.GRANT_APPEAL: ("grant_appeal", ("remark",)),
    Action.REFUSE_APPEAL: ("refuse_appeal", ("reason",)),
    Action.SEND_TASK: ("send_field_task", ("task_kind", "worker", "remark")),
    Action.SELF_HANDLE: ("self_handle_case", ("result", "worker")),
    Action.AUDIT_PASS: ("pass_self_handled", ("closing_condition", "remark")),
    Action.AUDIT_FAIL: ("fail_self_handled", ("reason",)),
    Action.SET_HANDLING: ("set_handling", ("handling_kind", "remark")),
    Action.TELL_REPORTER: ("tell_reporter", ("told_words",)),
    Action.TRACK: ("track_case", ("finding",)),
    Action.APPROVE_RUNG: ("approve_rung", ("decision", "office", "decision_words")),
    Action.HAND_OVER: ("hand_over_case", ("service", "told", "told_words", "channel", "told_at", "reference", "reply")),
    Action.CONFIRM_HAND_OVER: ("confirm_hand_over", ("hand_over_no", "reply", "reference")),
    Action.FORCE_CLOSE: ("force_close_case", ("reason",)),
    Action.INFORM_CLOSE: ("inform_close_case", ("reason", "reply")),
    Action.CALL_BACK: ("call_back", ("reached", "responded", "solved", "satisfied", "words")),
    Action.REOPEN: ("reopen_case", ("reason",)),
    Action.REOPEN_REPORT: ("reopen_report", ("reason",)),
    Action.AMEND: ("amend_case", ("changes", "reason")),
    Action.NOTE: ("add_note", ("note",)),
}
WITHOUT_VERSION = (Action.NOTE,)
CASTS = {"changes": "jsonb", "until": "timestamptz", "original_at": "timestamptz", "condition_id": "integer",
          "department_id": "integer", "order_id": "bigint", "reply_by": "timestamptz", "into_case": "bigint",
          "into_version": "integer", "upheld": "boolean", "receive_by": "timestamptz",
          "appear_by": "timestamptz", "assisting": "integer[]", "departments": "integer[]", "hand_over_no": "bigint",
          "told_at": "timestamptz", "reached": "boolean"}


def call(function: str, names: Sequence[str]) -> TextClause:
    """The statement that calls a function of schema api with the values of these names."""
    arguments = ", ".join(f"{name} => cast(:{name} as {CASTS[name]})" if name in CASTS else f"{name} => :{name}"
                          for name in names)
    return text(f"select * from api.{function}({arguments})")  # noqa: S608  (names from this module only)


STATEMENTS = {
    action: call(function, ("request_id", "case_id", *(() if action in WITHOUT_VERSION else ("version",)), *names))
    for action, (function, names) in MOVES.items()
}
STATEMENTS[Action.AMEND] = STATEMENTS[Action.AMEND].bindparams(bindparam("changes"))


def values_of(wanted: Move) -> dict[str, Any]:
    """The values of a move by the name of their parameter; words that are missing are empty."""
    values: dict[str, Any] = {"request_id": wanted.request_id, "case_id": wanted.case_id}
    if wanted.action not in WITHOUT_VERSION:
        values["version"] = wanted.version
    for name in MOVES[wanted.action][1]:
        value = wanted.values.get(name)
        if name == "changes":
            value = json.dumps(value or {})
        elif value is None and name not in CASTS:
            value = ""
        values[name] = value
    return values
