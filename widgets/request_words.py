"""The words of what is asked of somebody about a case, and of what came of it.

Supervision orders and their cards, requests for more time, appeals, confirmations and tasks in the field.
"""

from __future__ import annotations

from qtpy.QtCore import QT_TRANSLATE_NOOP

from app.domain.appeal import AppealOutcome, OrderAppeal
from app.domain.confirmation import Confirmation
from app.domain.field_task import TaskKind, TaskOutcome
from app.domain.supervision import Card, OrderKind
from app.domain.time_request import TimeOutcome, TimeRequestKind
from widgets.words import word_of

_ORDER_KINDS = {
    OrderKind.TIMEOUT: QT_TRANSLATE_NOOP("words", "Overdue case"),
    OrderKind.LEADER: QT_TRANSLATE_NOOP("words", "Leader's order"),
    OrderKind.IMPORTANT: QT_TRANSLATE_NOOP("words", "Important case"),
}
_CARDS = {
    Card.REMINDER: QT_TRANSLATE_NOOP("words", "Supervision reminder"),
    Card.YELLOW: QT_TRANSLATE_NOOP("words", "Yellow card"),
    Card.RED: QT_TRANSLATE_NOOP("words", "Red card"),
}
_REQUESTS = {
    TimeRequestKind.EXTENSION: QT_TRANSLATE_NOOP("words", "extension asked"),
    TimeRequestKind.DEFERRAL: QT_TRANSLATE_NOOP("words", "deferral asked"),
}
_OUTCOMES = {
    TimeOutcome.PENDING: QT_TRANSLATE_NOOP("words", "undecided"),
    TimeOutcome.GRANTED: QT_TRANSLATE_NOOP("words", "granted"),
    TimeOutcome.REFUSED: QT_TRANSLATE_NOOP("words", "refused"),
    TimeOutcome.WITHDRAWN: QT_TRANSLATE_NOOP("words", "withdrawn"),
}
_CONFIRMATIONS = {
    Confirmation.EXISTS: QT_TRANSLATE_NOOP("words", "confirmed"),
    Confirmation.ABSENT: QT_TRANSLATE_NOOP("words", "not found there"),
    Confirmation.UNABLE: QT_TRANSLATE_NOOP("words", "could not be confirmed"),
}
_APPEALS = {
    AppealOutcome.PENDING: QT_TRANSLATE_NOOP("words", "appeal undecided"),
    AppealOutcome.GRANTED: QT_TRANSLATE_NOOP("words", "overtime not counted (appeal granted)"),
    AppealOutcome.REFUSED: QT_TRANSLATE_NOOP("words", "appeal refused"),
    AppealOutcome.WITHDRAWN: QT_TRANSLATE_NOOP("words", "appeal over, the case was taken up again"),
}
_ORDER_APPEALS = {
    OrderAppeal.PENDING: QT_TRANSLATE_NOOP("words", "undecided"),
    OrderAppeal.UPHELD: QT_TRANSLATE_NOOP("words", "upheld, the order does not count"),
    OrderAppeal.DISMISSED: QT_TRANSLATE_NOOP("words", "dismissed, the order stands"),
}
_TASK_KINDS = {
    TaskKind.CONFIRM: QT_TRANSLATE_NOOP("words", "Confirm on the spot"),
    TaskKind.VERIFY: QT_TRANSLATE_NOOP("words", "Verify on the spot"),
    TaskKind.URGENT: QT_TRANSLATE_NOOP("words", "Go there at once"),
}
_TASK_OUTCOMES = {
    TaskOutcome.OPEN: QT_TRANSLATE_NOOP("words", "waits for an answer"),
    TaskOutcome.EXISTS: QT_TRANSLATE_NOOP("words", "it is there"),
    TaskOutcome.ABSENT: QT_TRANSLATE_NOOP("words", "it is not there"),
    TaskOutcome.PASSED: QT_TRANSLATE_NOOP("words", "passed"),
    TaskOutcome.FAILED: QT_TRANSLATE_NOOP("words", "not passed"),
    TaskOutcome.DONE: QT_TRANSLATE_NOOP("words", "done"),
    TaskOutcome.UNABLE: QT_TRANSLATE_NOOP("words", "could not be done"),
    TaskOutcome.OVERTAKEN: QT_TRANSLATE_NOOP("words", "no longer needed"),
    TaskOutcome.EXPIRED: QT_TRANSLATE_NOOP("words", "expired without an answer"),
}


def order_kind_word(kind: OrderKind) -> str:
    """超时督办, 领导督办, 重点督办."""
    return word_of(_ORDER_KINDS, kind)


def card_word(card: Card) -> str:
    """督办提醒, 黄牌, 红牌."""
    return word_of(_CARDS, card)


def request_word(kind: TimeRequestKind) -> str:
    """申请延期, 申请缓办."""
    return word_of(_REQUESTS, kind)


def outcome_word(outcome: TimeOutcome) -> str:
    """待审, 已同意, 未同意, 已撤回."""
    return word_of(_OUTCOMES, outcome)


def confirmation_word(confirmation: Confirmation) -> str:
    """核实存在, 核实不存在, 无法核实."""
    return word_of(_CONFIRMATIONS, confirmation)


def appeal_word(outcome: AppealOutcome) -> str:
    """What came of an appeal against overtime."""
    return word_of(_APPEALS, outcome)


def order_appeal_word(outcome: OrderAppeal) -> str:
    """What came of an appeal against a supervision order."""
    return word_of(_ORDER_APPEALS, outcome)


def task_kind_word(kind: TaskKind) -> str:
    """现场核实, 现场核查, 突发先行处置."""
    return word_of(_TASK_KINDS, kind)


def task_outcome_word(outcome: TaskOutcome) -> str:
    """待反馈, 存在, 通过, …"""
    return word_of(_TASK_OUTCOMES, outcome)
