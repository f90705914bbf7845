"""The words of the trade for a case, the people and the areas, translated for the screen.

Source words are English; resources/translations holds the Chinese ones (terms: ARCHITECTURE.md, Words). Other tables:
``time_words``, ``field_words``, ``request_words``, ``dispatch_words``, ``aftercare_words``, ``refusal_sentences``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from qtpy.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from app.domain.area import AreaLevel
from app.domain.case import Action, Case, CaseState, Stage
from app.domain.people import Duty
from app.domain.presence import Onlooker

_STATES = {
    CaseState.REPORTED: QT_TRANSLATE_NOOP("words", "To be registered"),
    CaseState.CONFIRMING: QT_TRANSLATE_NOOP("words", "Being confirmed"),
    CaseState.SELF_HANDLED: QT_TRANSLATE_NOOP("words", "Settled on the spot"),
    CaseState.REGISTERED: QT_TRANSLATE_NOOP("words", "To be dispatched"),
    CaseState.DISPATCHED: QT_TRANSLATE_NOOP("words", "To be accepted"),
    CaseState.RETURNED: QT_TRANSLATE_NOOP("words", "Returned"),
    CaseState.DISPUTED: QT_TRANSLATE_NOOP("words", "Disputed"),
    CaseState.ESCALATED: QT_TRANSLATE_NOOP("words", "Escalated"),
    CaseState.ACCEPTED: QT_TRANSLATE_NOOP("words", "Being handled"),
    CaseState.IN_REWORK: QT_TRANSLATE_NOOP("words", "In rework"),
    CaseState.HANDLED: QT_TRANSLATE_NOOP("words", "To be verified"),
    CaseState.VERIFIED: QT_TRANSLATE_NOOP("words", "To be closed"),
    CaseState.SUSPENDED: QT_TRANSLATE_NOOP("words", "Suspended"),
    CaseState.DEFERRED: QT_TRANSLATE_NOOP("words", "Deferred"),
    CaseState.CLOSED: QT_TRANSLATE_NOOP("words", "Closed"),
    CaseState.REJECTED: QT_TRANSLATE_NOOP("words", "Rejected"),
    CaseState.VOIDED: QT_TRANSLATE_NOOP("words", "Voided"),
    CaseState.MERGED: QT_TRANSLATE_NOOP("words", "Merged"),
}
_STAGES = {
    Stage.TO_REGISTER: QT_TRANSLATE_NOOP("words", "To register"),
    Stage.TO_DISPATCH: QT_TRANSLATE_NOOP("words", "To dispatch"),
    Stage.TO_HANDLE: QT_TRANSLATE_NOOP("words", "To handle"),
    Stage.TO_VERIFY: QT_TRANSLATE_NOOP("words", "To verify"),
    Stage.TO_CLOSE: QT_TRANSLATE_NOOP("words", "To close"),
    Stage.ENDED: QT_TRANSLATE_NOOP("words", "Ended"),
}
_ACTIONS = {
    Action.REPORT: QT_TRANSLATE_NOOP("words", "Report"),
    Action.REJECT: QT_TRANSLATE_NOOP("words", "Reject"),
    Action.REGISTER: QT_TRANSLATE_NOOP("words", "Register"),
    Action.ASK_CONFIRMATION: QT_TRANSLATE_NOOP("words", "Have it confirmed"),
    Action.CONFIRM: QT_TRANSLATE_NOOP("words", "Confirm"),
    Action.ANSWER: QT_TRANSLATE_NOOP("words", "Answer directly"),
    Action.DISPATCH: QT_TRANSLATE_NOOP("words", "Dispatch"),
    Action.TAKE_BACK: QT_TRANSLATE_NOOP("words", "Take back"),
    Action.REASSIGN: QT_TRANSLATE_NOOP("words", "Reassign"),
    Action.CHANGE_ASSISTING: QT_TRANSLATE_NOOP("words", "Change who assists"),
    Action.SEND_BACK: QT_TRANSLATE_NOOP("words", "Send back to registering"),
    Action.DISPUTE: QT_TRANSLATE_NOOP("words", "Mark as disputed"),
    Action.SETTLE_DISPUTE: QT_TRANSLATE_NOOP("words", "Decide who owns it"),
    Action.ESCALATE: QT_TRANSLATE_NOOP("words", "Hand up"),
    Action.RECEIVE_ESCALATION: QT_TRANSLATE_NOOP("words", "Receipt of the level"),
    Action.RETURN_FROM_LEVEL: QT_TRANSLATE_NOOP("words", "Answer of the level"),
    Action.WHISTLE: QT_TRANSLATE_NOOP("words", "Whistle"),
    Action.ANSWER_WHISTLE: QT_TRANSLATE_NOOP("words", "Answer the whistle"),
    Action.ACCEPT_PART: QT_TRANSLATE_NOOP("words", "Accept our part"),
    Action.FINISH_PART: QT_TRANSLATE_NOOP("words", "Our part is done"),
    Action.RETURN_PART: QT_TRANSLATE_NOOP("words", "Not our part"),
    Action.ACCEPT: QT_TRANSLATE_NOOP("words", "Accept"),
    Action.RETURN: QT_TRANSLATE_NOOP("words", "Return"),
    Action.HANDLE: QT_TRANSLATE_NOOP("words", "Handled"),
    Action.VERIFY: QT_TRANSLATE_NOOP("words", "Verified"),
    Action.REWORK: QT_TRANSLATE_NOOP("words", "Send to rework"),
    Action.CLOSE: QT_TRANSLATE_NOOP("words", "Close case"),
    Action.VOID: QT_TRANSLATE_NOOP("words", "Void"),
    Action.SUSPEND: QT_TRANSLATE_NOOP("words", "Suspend"),
    Action.RESUME: QT_TRANSLATE_NOOP("words", "Resume"),
    Action.MERGE: QT_TRANSLATE_NOOP("words", "Merge"),
    Action.UNMERGE: QT_TRANSLATE_NOOP("words", "Take out again"),
    Action.REMIND: QT_TRANSLATE_NOOP("words", "Remind"),
    Action.SUPERVISE: QT_TRANSLATE_NOOP("words", "Supervise"),
    Action.REPLY_TO_ORDER: QT_TRANSLATE_NOOP("words", "Reply to the order"),
    Action.RESOLVE_ORDER: QT_TRANSLATE_NOOP("words", "Lift the order"),
    Action.ASK_EXTENSION: QT_TRANSLATE_NOOP("words", "Ask for extension"),
    Action.ASK_DEFERRAL: QT_TRANSLATE_NOOP("words", "Ask for deferral"),
    Action.WITHDRAW_REQUEST: QT_TRANSLATE_NOOP("words", "Withdraw request"),
    Action.APPROVE_REQUEST: QT_TRANSLATE_NOOP("words", "Approve request"),
    Action.GRANT_EXTENSION: QT_TRANSLATE_NOOP("words", "Grant extension"),
    Action.GRANT_DEFERRAL: QT_TRANSLATE_NOOP("words", "Grant deferral"),
    Action.REFUSE_REQUEST: QT_TRANSLATE_NOOP("words", "Refuse request"),
    Action.APPEAL_ORDER: QT_TRANSLATE_NOOP("words", "Appeal against an order"),
    Action.DECIDE_ORDER_APPEAL: QT_TRANSLATE_NOOP("words", "Decide the appeal"),
    Action.APPEAL_TIME: QT_TRANSLATE_NOOP("words", "Appeal against overtime"),
    Action.APPROVE_APPEAL: QT_TRANSLATE_NOOP("words", "Pass the appeal on"),
    Action.GRANT_APPEAL: QT_TRANSLATE_NOOP("words", "Grant the appeal"),
    Action.REFUSE_APPEAL: QT_TRANSLATE_NOOP("words", "Refuse the appeal"),
    Action.RULE: QT_TRANSLATE_NOOP("words", "A changed rule moved the deadline"),
    Action.SEND_TASK: QT_TRANSLATE_NOOP("words", "Send a field task"),
    Action.ANSWER_TASK: QT_TRANSLATE_NOOP("words", "Field task answered"),
    Action.SELF_HANDLE: QT_TRANSLATE_NOOP("words", "Settled on the spot"),
    Action.AUDIT_PASS: QT_TRANSLATE_NOOP("words", "Audit passed"),
    Action.AUDIT_FAIL: QT_TRANSLATE_NOOP("words", "Audit failed"),
    Action.SET_HANDLING: QT_TRANSLATE_NOOP("words", "Kind of handling"),
    Action.TELL_REPORTER: QT_TRANSLATE_NOOP("words", "Tell the reporter"),
    Action.TRACK: QT_TRANSLATE_NOOP("words", "Report from the spot"),
    Action.APPROVE_RUNG: QT_TRANSLATE_NOOP("words", "Next approval"),
    Action.HAND_OVER: QT_TRANSLATE_NOOP("words", "Hand over 110/119/120"),
    Action.CONFIRM_HAND_OVER: QT_TRANSLATE_NOOP("words", "They confirmed"),
    Action.FORCE_CLOSE: QT_TRANSLATE_NOOP("words", "Close by force"),
    Action.INFORM_CLOSE: QT_TRANSLATE_NOOP("words", "Close with information"),
    Action.CALL_BACK: QT_TRANSLATE_NOOP("words", "Call back"),
    Action.REOPEN: QT_TRANSLATE_NOOP("words", "Reopen"),
    Action.REOPEN_REPORT: QT_TRANSLATE_NOOP("words", "Reopen as a report"),
    Action.AMEND: QT_TRANSLATE_NOOP("words", "Amend"),
    Action.NOTE: QT_TRANSLATE_NOOP("words", "Note"),
    Action.ATTACH: QT_TRANSLATE_NOOP("words", "Attach"),
}
_DUTIES = {
    Duty.CALL_TAKER: QT_TRANSLATE_NOOP("words", "Call taker"),
    Duty.DISPATCHER: QT_TRANSLATE_NOOP("words", "Dispatcher"),
    Duty.DUTY_CHIEF: QT_TRANSLATE_NOOP("words", "Duty chief"),
    Duty.DEPARTMENT: QT_TRANSLATE_NOOP("words", "Responsible department"),
    Duty.INSPECTOR: QT_TRANSLATE_NOOP("words", "Inspector"),
    Duty.GRID_WORKER: QT_TRANSLATE_NOOP("words", "Grid worker"),
    Duty.ASSESSOR: QT_TRANSLATE_NOOP("words", "Assessor"),
    Duty.WALL: QT_TRANSLATE_NOOP("words", "Wall display"),
    Duty.ADMINISTRATOR: QT_TRANSLATE_NOOP("words", "Administrator"),
    Duty.SECURITY_AUDITOR: QT_TRANSLATE_NOOP("words", "Security auditor"),
}
_SOURCES = {
    "hotline": QT_TRANSLATE_NOOP("words", "12345 hotline"),
    "public": QT_TRANSLATE_NOOP("words", "Public report"),
    "patrol": QT_TRANSLATE_NOOP("words", "Grid patrol"),
    "leader": QT_TRANSLATE_NOOP("words", "Leader's instruction"),
    "video": QT_TRANSLATE_NOOP("words", "Video patrol"),
    "department": QT_TRANSLATE_NOOP("words", "Passed on by a department"),
    "import": QT_TRANSLATE_NOOP("words", "Imported"),
}
_KINDS = {
    "component": QT_TRANSLATE_NOOP("words", "Component"),
    "event": QT_TRANSLATE_NOOP("words", "Event"),
}
_URGENCIES = {
    "normal": QT_TRANSLATE_NOOP("words", "Ordinary"),
    "urgent": QT_TRANSLATE_NOOP("words", "Urgent"),
}
_ATTACHMENTS = {
    "near": QT_TRANSLATE_NOOP("words", "Close view"),
    "far": QT_TRANSLATE_NOOP("words", "Wide view"),
    "reference": QT_TRANSLATE_NOOP("words", "Reference"),
    "handle_before": QT_TRANSLATE_NOOP("words", "Before handling"),
    "handle_after": QT_TRANSLATE_NOOP("words", "After handling"),
    "document": QT_TRANSLATE_NOOP("words", "Document"),
    "audio": QT_TRANSLATE_NOOP("words", "Recording"),
}
_LEVELS = {
    AreaLevel.DISTRICT: QT_TRANSLATE_NOOP("words", "District"),
    AreaLevel.STREET: QT_TRANSLATE_NOOP("words", "Street"),
    AreaLevel.COMMUNITY: QT_TRANSLATE_NOOP("words", "Community"),
    AreaLevel.DUTY_GRID: QT_TRANSLATE_NOOP("words", "Duty grid"),
    AreaLevel.GRID_CELL: QT_TRANSLATE_NOOP("words", "Grid cell"),
}


def word_of(words: Mapping[Any, str], code: object) -> str:
    """The translated word of a code, or the code itself when a newer server sends one this program does not know.

    ``words`` holds source words marked for the context ``words``.
    """
    source = words.get(code)
    return QCoreApplication.translate("words", source) if source is not None else str(code)


def state_word(state: CaseState) -> str:
    """待受理, 待派遣, …"""
    return word_of(_STATES, state)


def stage_word(stage: Stage) -> str:
    """The column of the board."""
    return word_of(_STAGES, stage)


def action_word(action: Action) -> str:
    """The word on the button and in the history."""
    return word_of(_ACTIONS, action)


def duty_word(duty: Duty) -> str:
    """受理员, 派遣员, …"""
    return word_of(_DUTIES, duty)


def source_word(source: str) -> str:
    """Where a report came from."""
    return word_of(_SOURCES, source)


def kind_word(kind: str) -> str:
    """部件 or 事件; empty while unknown."""
    return word_of(_KINDS, kind) if kind else ""


def urgency_word(urgency: str) -> str:
    """一般 or 紧急."""
    return word_of(_URGENCIES, urgency)


def attachment_word(kind: str) -> str:
    """近景, 远景, 处置前, …"""
    return word_of(_ATTACHMENTS, kind)


def level_word(level: AreaLevel) -> str:
    """区, 街道, 社区, 责任网格, 单元网格."""
    return word_of(_LEVELS, level)


def onlooker_words(one: Onlooker) -> str:
    """``派遣员二号 正在看 · 有未发送的文字``."""
    translate = QCoreApplication.translate
    if one.looks and one.has_words:
        return translate("words", "{name} looks at it and has unsent words").format(name=one.name)
    if one.has_words:
        return translate("words", "{name} has unsent words for it").format(name=one.name)
    return translate("words", "{name} looks at it").format(name=one.name)


def size_words(size: int) -> str:
    """A file size in KB or MB."""
    return f"{size / 1_048_576:.1f} MB" if size >= 1_048_576 else f"{max(1, round(size / 1024))} KB"


def class_words(case: Case) -> str:
    """What the case is about: the minor class, or that it has none yet."""
    return case.subcategory or QCoreApplication.translate("words", "no class yet")
