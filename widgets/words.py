"""The words of the trade for every enum and code of ``app.domain``, translated for the screen.

Source words are English; resources/translations holds the Chinese ones (terms: domain.md, style.md §4).
Times are shown in the zone of ``now``; pass the server's time in the room's zone.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from qtpy.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from app.domain.appeal import AppealOutcome, OrderAppeal
from app.domain.area import AreaLevel
from app.domain.case import Action, Case, CaseState, DeadlineLight, Stage
from app.domain.catalogue import FilingCondition, LimitKind
from app.domain.confirmation import Confirmation
from app.domain.field_task import TaskKind, TaskOutcome
from app.domain.people import Duty
from app.domain.presence import Onlooker
from app.domain.supervision import Card, OrderKind
from app.domain.time_request import TimeOutcome, TimeRequestKind

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
_LIMITS = {
    LimitKind.URGENT_HOUR: QT_TRANSLATE_NOOP("words", "{n} urgent hours"),
    LimitKind.WORK_HOUR: QT_TRANSLATE_NOOP("words", "{n} working hours"),
    LimitKind.WORK_DAY: QT_TRANSLATE_NOOP("words", "{n} working days"),
    LimitKind.NATURAL_DAY: QT_TRANSLATE_NOOP("words", "{n} calendar days"),
}
_ONE_LIMIT = {
    LimitKind.URGENT_HOUR: QT_TRANSLATE_NOOP("words", "1 urgent hour"),
    LimitKind.WORK_HOUR: QT_TRANSLATE_NOOP("words", "1 working hour"),
    LimitKind.WORK_DAY: QT_TRANSLATE_NOOP("words", "1 working day"),
    LimitKind.NATURAL_DAY: QT_TRANSLATE_NOOP("words", "1 calendar day"),
}
_LIMIT_KINDS = {
    LimitKind.URGENT_HOUR: QT_TRANSLATE_NOOP("words", "urgent hours (always counting)"),
    LimitKind.WORK_HOUR: QT_TRANSLATE_NOOP("words", "working hours"),
    LimitKind.WORK_DAY: QT_TRANSLATE_NOOP("words", "working days"),
    LimitKind.NATURAL_DAY: QT_TRANSLATE_NOOP("words", "calendar days"),
}
_CLOCKS = {
    "register": QT_TRANSLATE_NOOP("words", "Registering"),
    "confirm": QT_TRANSLATE_NOOP("words", "Confirming"),
    "dispatch": QT_TRANSLATE_NOOP("words", "Dispatching"),
    "verify": QT_TRANSLATE_NOOP("words", "Verifying"),
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
_LEVELS = {
    AreaLevel.DISTRICT: QT_TRANSLATE_NOOP("words", "District"),
    AreaLevel.STREET: QT_TRANSLATE_NOOP("words", "Street"),
    AreaLevel.COMMUNITY: QT_TRANSLATE_NOOP("words", "Community"),
    AreaLevel.DUTY_GRID: QT_TRANSLATE_NOOP("words", "Duty grid"),
    AreaLevel.GRID_CELL: QT_TRANSLATE_NOOP("words", "Grid cell"),
}
_FIELDS = {
    "description": QT_TRANSLATE_NOOP("words", "Description"),
    "source": QT_TRANSLATE_NOOP("words", "Source"),
    "place": QT_TRANSLATE_NOOP("words", "Place"),
    "position": QT_TRANSLATE_NOOP("words", "Position"),
    "longitude": QT_TRANSLATE_NOOP("words", "Longitude"),
    "latitude": QT_TRANSLATE_NOOP("words", "Latitude"),
    "minor_id": QT_TRANSLATE_NOOP("words", "Class"),
    "urgency": QT_TRANSLATE_NOOP("words", "Urgency"),
    "reporter_name": QT_TRANSLATE_NOOP("words", "Reporter"),
    "reporter_phone": QT_TRANSLATE_NOOP("words", "Telephone"),
    "keep_secret": QT_TRANSLATE_NOOP("words", "Keep the reporter secret"),
    "reason": QT_TRANSLATE_NOOP("words", "Reason"),
    "remark": QT_TRANSLATE_NOOP("words", "Remark"),
    "department": QT_TRANSLATE_NOOP("words", "Department"),
    "department_id": QT_TRANSLATE_NOOP("words", "Department"),
    "condition": QT_TRANSLATE_NOOP("words", "Filing condition"),
    "condition_id": QT_TRANSLATE_NOOP("words", "Filing condition"),
    "closing_condition": QT_TRANSLATE_NOOP("words", "Closing condition"),
    "until": QT_TRANSLATE_NOOP("words", "Until"),
    "result": QT_TRANSLATE_NOOP("words", "Result of handling"),
    "reply": QT_TRANSLATE_NOOP("words", "Reply"),
    "note": QT_TRANSLATE_NOOP("words", "Note"),
    "words": QT_TRANSLATE_NOOP("words", "Words of the reminder"),
    "worker": QT_TRANSLATE_NOOP("words", "Who is to go there"),
    "task_kind": QT_TRANSLATE_NOOP("words", "Kind of task"),
    "code": QT_TRANSLATE_NOOP("words", "Task code"),
    "task_result": QT_TRANSLATE_NOOP("words", "The result in the answer"),
    "confirmation": QT_TRANSLATE_NOOP("words", "What was found"),
    "finding": QT_TRANSLATE_NOOP("words", "On the spot"),
    "order_kind": QT_TRANSLATE_NOOP("words", "Kind of order"),
    "card": QT_TRANSLATE_NOOP("words", "Card"),
    "demand": QT_TRANSLATE_NOOP("words", "What is to be done"),
    "reply_by": QT_TRANSLATE_NOOP("words", "The department is to reply by"),
    "order_id": QT_TRANSLATE_NOOP("words", "Supervision order"),
    "upheld": QT_TRANSLATE_NOOP("words", "Decision"),
    "resolution": QT_TRANSLATE_NOOP("words", "Why it is lifted"),
    "into_case": QT_TRANSLATE_NOOP("words", "Same as the case"),
    "assisting": QT_TRANSLATE_NOOP("words", "Assisting departments"),
    "departments": QT_TRANSLATE_NOOP("words", "Departments"),
    "cause": QT_TRANSLATE_NOOP("words", "Why it comes back"),
    "to_level": QT_TRANSLATE_NOOP("words", "To which level"),
    "agreed_by": QT_TRANSLATE_NOOP("words", "Who of the street agreed"),
    "receive_by": QT_TRANSLATE_NOOP("words", "To be received by"),
    "receiver": QT_TRANSLATE_NOOP("words", "Received there by"),
    "receipt_number": QT_TRANSLATE_NOOP("words", "Receipt number"),
    "appear_by": QT_TRANSLATE_NOOP("words", "To be there by"),
    "whistle_answer": QT_TRANSLATE_NOOP("words", "Answer"),
    "handling_kind": QT_TRANSLATE_NOOP("words", "Kind of handling"),
    "told_words": QT_TRANSLATE_NOOP("words", "What was said"),
    "decision": QT_TRANSLATE_NOOP("words", "Decision"),
    "office": QT_TRANSLATE_NOOP("words", "Which office decided"),
    "decision_words": QT_TRANSLATE_NOOP("words", "Their words"),
    "service": QT_TRANSLATE_NOOP("words", "Whom"),
    "told": QT_TRANSLATE_NOOP("words", "Person or desk there"),
    "channel": QT_TRANSLATE_NOOP("words", "How they were told"),
    "told_at": QT_TRANSLATE_NOOP("words", "When they were told"),
    "reference": QT_TRANSLATE_NOOP("words", "Their reference number"),
    "hand_over_no": QT_TRANSLATE_NOOP("words", "Which hand-over"),
    "reached": QT_TRANSLATE_NOOP("words", "The reporter was"),
    "responded": QT_TRANSLATE_NOOP("words", "Did anybody contact them"),
    "solved": QT_TRANSLATE_NOOP("words", "Is it solved"),
    "satisfied": QT_TRANSLATE_NOOP("words", "Are they satisfied"),
    "pictures": QT_TRANSLATE_NOOP("words", "Pictures before and after"),
    "call_words": QT_TRANSLATE_NOOP("words", "What they said"),
    "settled_by": QT_TRANSLATE_NOOP("words", "Whose work it was"),
    "changes": QT_TRANSLATE_NOOP("words", "Changes"),
    "view_name": QT_TRANSLATE_NOOP("words", "Name of the view"),
    "file_name": QT_TRANSLATE_NOOP("words", "File name"),
    "kind": QT_TRANSLATE_NOOP("words", "Kind"),
}


_ROUGH = 10  # from so many hours or days on, the smaller part tells nothing


def _word(words: dict, key: object) -> str:
    """The translated word, or the code itself when a newer server sends one this program does not know."""
    source = words.get(key)
    return QCoreApplication.translate("words", source) if source is not None else str(key)


def state_word(state: CaseState) -> str:
    """待受理, 待派遣, …"""
    return _word(_STATES, state)


def stage_word(stage: Stage) -> str:
    """The column of the board."""
    return _word(_STAGES, stage)


def action_word(action: Action) -> str:
    """The word on the button and in the history."""
    return _word(_ACTIONS, action)


def duty_word(duty: Duty) -> str:
    """受理员, 派遣员, …"""
    return _word(_DUTIES, duty)


def source_word(source: str) -> str:
    """Where a report came from."""
    return _word(_SOURCES, source)


def kind_word(kind: str) -> str:
    """部件 or 事件; empty while unknown."""
    return _word(_KINDS, kind) if kind else ""


def urgency_word(urgency: str) -> str:
    """一般 or 紧急."""
    return _word(_URGENCIES, urgency)


def order_kind_word(kind: OrderKind) -> str:
    """超时督办, 领导督办, 重点督办."""
    return _word(_ORDER_KINDS, kind)


def card_word(card: Card) -> str:
    """督办提醒, 黄牌, 红牌."""
    return _word(_CARDS, card)


def request_word(kind: TimeRequestKind) -> str:
    """申请延期, 申请缓办."""
    return _word(_REQUESTS, kind)


def outcome_word(outcome: TimeOutcome) -> str:
    """待审, 已同意, 未同意, 已撤回."""
    return _word(_OUTCOMES, outcome)


def confirmation_word(confirmation: Confirmation) -> str:
    """核实存在, 核实不存在, 无法核实."""
    return _word(_CONFIRMATIONS, confirmation)


def appeal_word(outcome: AppealOutcome) -> str:
    """What came of an appeal against overtime."""
    return _word(_APPEALS, outcome)


def order_appeal_word(outcome: OrderAppeal) -> str:
    """What came of an appeal against a supervision order."""
    return _word(_ORDER_APPEALS, outcome)


def task_kind_word(kind: TaskKind) -> str:
    """现场核实, 现场核查, 突发先行处置."""
    return _word(_TASK_KINDS, kind)


def task_outcome_word(outcome: TaskOutcome) -> str:
    """待反馈, 存在, 通过, …"""
    return _word(_TASK_OUTCOMES, outcome)


def attachment_word(kind: str) -> str:
    """近景, 远景, 处置前, …"""
    return _word(_ATTACHMENTS, kind)


def level_word(level: AreaLevel) -> str:
    """区, 街道, 社区, 责任网格, 单元网格."""
    return _word(_LEVELS, level)


def field_word(name: str) -> str:
    """The label of a value by the name it has in ``Move.values``, ``ReportDraft`` or a refusal's detail."""
    return _word(_FIELDS, name)


def limit_words(kind: LimitKind | str, value: float) -> str:
    """A limit as the standards write it: ``2 紧急工作时``."""
    if value == 1:
        return _word(_ONE_LIMIT, kind)
    return _word(_LIMITS, kind).format(n=f"{value:g}")


def limit_kind_word(kind: LimitKind) -> str:
    """The kind of a limit without its number (domain.md §1.4)."""
    return _word(_LIMIT_KINDS, kind)


def clock_word(name: str) -> str:
    """What a clock of the loop counts; the name itself where a city has one of its own."""
    return _word(_CLOCKS, name) if name in _CLOCKS else name


def clock_rank(name: str) -> tuple[int, str]:
    """Clocks in the order of the loop, then those that a city has of its own."""
    return (list(_CLOCKS).index(name) if name in _CLOCKS else len(_CLOCKS), name)


def condition_words(condition: FilingCondition) -> str:
    """A filing condition with its limit, for a list to choose from."""
    return f"{condition.condition} · {limit_words(condition.limit_kind, condition.limit_value)}"


def onlooker_words(one: Onlooker) -> str:
    """``派遣员二号 正在看 · 有未发送的文字``."""
    translate = QCoreApplication.translate
    if one.looks and one.has_words:
        return translate("words", "{name} looks at it and has unsent words").format(name=one.name)
    if one.has_words:
        return translate("words", "{name} has unsent words for it").format(name=one.name)
    return translate("words", "{name} looks at it").format(name=one.name)


def duration_words(span: timedelta, *, rough: bool = False) -> str:
    """``1 小时 20 分``: never seconds, and from ten hours or days on only those; less than a minute counts as one.

    ``rough`` tells the largest part alone.
    """
    minutes = max(1, int(abs(span.total_seconds()) // 60))
    days, rest = divmod(minutes, 24 * 60)
    hours, left = divmod(rest, 60)
    translate = QCoreApplication.translate
    if 0 < days < _ROUGH and hours and not rough:
        return translate("words", "{d} d {h} h").format(d=days, h=hours)
    if days:
        return translate("words", "{d} d").format(d=days)
    if 0 < hours < _ROUGH and left and not rough:
        return translate("words", "{h} h {m} min").format(h=hours, m=left)
    if hours:
        return translate("words", "{h} h").format(h=hours)
    return translate("words", "{m} min").format(m=left)


def remaining_words(case: Case, now: datetime) -> str:
    """How the deadline stands: ``剩 1 小时 20 分``, ``超 3 小时``, ``暂停 · 剩 5 小时``; empty when no clock runs."""
    light = case.light(now)
    translate = QCoreApplication.translate
    if light is DeadlineLight.PAUSED and case.paused_remaining is not None:
        return translate("words", "paused, {left} left").format(left=duration_words(case.paused_remaining, rough=True))
    if case.deadline_at is None:
        return ""
    span = case.deadline_at - now
    return over_words(span) if light is DeadlineLight.OVERDUE else left_words(span)


def rough_words(case: Case, now: datetime) -> str:
    """``remaining_words`` where there is little room: the largest part of the time alone, and no word for paused."""
    translate = QCoreApplication.translate
    span = case.paused_remaining
    if span is None and case.deadline_at is not None:
        span = case.deadline_at - now
    if span is None:
        return ""
    words = duration_words(span, rough=True)
    late = case.light(now) is DeadlineLight.OVERDUE
    source = translate("words", "{span} over") if late else translate("words", "{span} left")
    return source.format(span=words)


def over_words(span: timedelta) -> str:
    """``超 3 小时``."""
    return QCoreApplication.translate("words", "{span} over").format(span=duration_words(span))


def left_words(span: timedelta) -> str:
    """``剩 1 小时 20 分``."""
    return QCoreApplication.translate("words", "{span} left").format(span=duration_words(span))


def moment_words(at: datetime | None, now: datetime) -> str:
    """``14:05`` today, ``昨天 14:05``, ``11-03 14:05``, with the year when it is another one; empty for ``None``."""
    if at is None:
        return ""
    local = at.astimezone(now.tzinfo)
    clock = f"{local:%H:%M}"
    days = (now.date() - local.date()).days
    translate = QCoreApplication.translate
    if days == 0:
        return clock
    if days == 1:
        return translate("words", "yesterday {clock}").format(clock=clock)
    if days == -1:
        return translate("words", "tomorrow {clock}").format(clock=clock)
    if local.year == now.year:
        return f"{local:%m-%d} {clock}"
    return f"{local:%Y-%m-%d} {clock}"


def size_words(size: int) -> str:
    """A file size in KB or MB."""
    return f"{size / 1_048_576:.1f} MB" if size >= 1_048_576 else f"{max(1, round(size / 1024))} KB"


def class_words(case: Case) -> str:
    """What the case is about: the minor class, or that it has none yet."""
    return case.subcategory or QCoreApplication.translate("words", "no class yet")
