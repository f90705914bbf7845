"""The words of alarms: what each rule means and asks for, its priority and its cause."""

from __future__ import annotations

from qtpy.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from app.domain.alarm import CRITICAL, HIGH
from app.domain.case import Action
from widgets.words import word_of

LINK_LOST, JOURNAL_REFUSED = "link_lost", "journal_refused"  # known to this workstation only

_RULES = {
    "urgent_report": QT_TRANSLATE_NOOP("words", "Urgent report, to be registered"),
    "urgent_dispatch": QT_TRANSLATE_NOOP("words", "Urgent case, to be dispatched"),
    "receipt_missing": QT_TRANSLATE_NOOP("words", "Handed to 110/119/120, no receipt"),
    "red_card": QT_TRANSLATE_NOOP("words", "Red card, reply wanted"),
    "leader_order": QT_TRANSLATE_NOOP("words", "Leader's order, reply wanted"),
    "yellow_card": QT_TRANSLATE_NOOP("words", "Yellow card, reply wanted"),
    "dispatch_overdue": QT_TRANSLATE_NOOP("words", "Dispatching is overdue"),
    "register_overdue": QT_TRANSLATE_NOOP("words", "Registering is overdue"),
    "escalation_unread": QT_TRANSLATE_NOOP("words", "Handed up, no receipt"),
    "whistle": QT_TRANSLATE_NOOP("words", "Whistled for, answer wanted"),
    "confirm_overdue": QT_TRANSLATE_NOOP("words", "Confirming is overdue"),
    "verify_overdue": QT_TRANSLATE_NOOP("words", "Verifying is overdue"),
    "handle_overdue": QT_TRANSLATE_NOOP("words", "Handling is overdue"),
    "returned": QT_TRANSLATE_NOOP("words", "Returned, to be dispatched again"),
    "task_overdue": QT_TRANSLATE_NOOP("words", "Field task without an answer"),
    "request_waits": QT_TRANSLATE_NOOP("words", "Request for time, first approval"),
    "grant_waits": QT_TRANSLATE_NOOP("words", "Request for time, final approval"),
    "appeal_waits": QT_TRANSLATE_NOOP("words", "Appeal against overtime, first look"),
    "appeal_grant_waits": QT_TRANSLATE_NOOP("words", "Appeal against overtime, final decision"),
    "order_appeal_waits": QT_TRANSLATE_NOOP("words", "Appeal against an order, to be decided"),
    "order_replied": QT_TRANSLATE_NOOP("words", "Order was answered, to be lifted"),
    "call_back_overdue": QT_TRANSLATE_NOOP("words", "Call back is overdue"),
    "history_broken": QT_TRANSLATE_NOOP("words", "History was changed, to be looked into"),
    "calendar_ends": QT_TRANSLATE_NOOP("words", "The calendar of workdays ends soon"),
    LINK_LOST: QT_TRANSLATE_NOOP("words", "No connection to the server"),
    JOURNAL_REFUSED: QT_TRANSLATE_NOOP("words", "Kept reports were refused, to be corrected"),
}
_CAUSES = {
    "urgent": QT_TRANSLATE_NOOP("words", "Urgent"),
    "order": QT_TRANSLATE_NOOP("words", "Cards and orders"),
    "overdue": QT_TRANSLATE_NOOP("words", "Time limit passed"),
    "receipt": QT_TRANSLATE_NOOP("words", "No receipt"),
    "returned": QT_TRANSLATE_NOOP("words", "Came back"),
    "field": QT_TRANSLATE_NOOP("words", "Field tasks"),
    "decision": QT_TRANSLATE_NOOP("words", "Decisions"),
    "call_back": QT_TRANSLATE_NOOP("words", "Calls back"),
    "system": QT_TRANSLATE_NOOP("words", "System"),
    "shelved": QT_TRANSLATE_NOOP("words", "Shelved"),
}
# At which action the case is opened.
ACTIONS = {
    "urgent_report": Action.REGISTER, "register_overdue": Action.REGISTER, "confirm_overdue": Action.CONFIRM,
    "urgent_dispatch": Action.DISPATCH, "dispatch_overdue": Action.DISPATCH, "returned": Action.DISPATCH,
    "receipt_missing": Action.CONFIRM_HAND_OVER, "red_card": Action.REPLY_TO_ORDER,
    "yellow_card": Action.REPLY_TO_ORDER, "leader_order": Action.REPLY_TO_ORDER,
    "escalation_unread": Action.RECEIVE_ESCALATION,
    "whistle": Action.ANSWER_WHISTLE, "verify_overdue": Action.VERIFY, "task_overdue": Action.ANSWER_TASK,
    "request_waits": Action.APPROVE_REQUEST, "appeal_waits": Action.APPROVE_APPEAL,
    "appeal_grant_waits": Action.GRANT_APPEAL, "order_appeal_waits": Action.DECIDE_ORDER_APPEAL,
    "order_replied": Action.RESOLVE_ORDER, "call_back_overdue": Action.CALL_BACK,
}


def rule_words(rule: str) -> str:
    """What is the matter and what is wanted; a rule of a newer server by its name."""
    return word_of(_RULES, rule)


def cause_words(cause: str) -> str:
    """The heading under which alarms of one cause stand."""
    return word_of(_CAUSES, cause)


def priority_words(priority: int) -> str:
    """Critical, high, low."""
    translate = QCoreApplication.translate
    if priority == CRITICAL:
        return translate("words", "critical")
    return translate("words", "high") if priority == HIGH else translate("words", "low")


def priority_glyph(priority: int, rule: str = "") -> str:
    """The glyph, which is the colour too: an order keeps its own."""
    if rule == "leader_order":
        return "order"
    return "overdue" if priority == CRITICAL else "behind" if priority == HIGH else "near"
