"""The words of what comes beside and after handling: kinds of handling and closing, call-backs, hand-overs, ladders."""

from __future__ import annotations

from typing import Any

from qtpy.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from app.domain.aftercare import CallBack, CallBackState, Channel, ClosingKind, HandlingKind, Service, YesNo
from widgets.words import word_of

_HANDLINGS = {
    HandlingKind.GENERAL: QT_TRANSLATE_NOOP("words", "General: on the spot"),
    HandlingKind.COORDINATE: QT_TRANSLATE_NOOP("words", "Coordinated: told when done"),
    HandlingKind.EMERGENCY: QT_TRANSLATE_NOOP("words", "Emergency: tracked on the spot"),
    HandlingKind.APPROVAL: QT_TRANSLATE_NOOP("words", "Approval: level by level"),
}
_SHORT_HANDLINGS = {
    HandlingKind.GENERAL: QT_TRANSLATE_NOOP("words", "general"),
    HandlingKind.COORDINATE: QT_TRANSLATE_NOOP("words", "coordinated"),
    HandlingKind.EMERGENCY: QT_TRANSLATE_NOOP("words", "emergency"),
    HandlingKind.APPROVAL: QT_TRANSLATE_NOOP("words", "approval"),
}
_CLOSINGS = {
    ClosingKind.NORMAL: QT_TRANSLATE_NOOP("words", "closed after verification"),
    ClosingKind.ANSWERED: QT_TRANSLATE_NOOP("words", "answered directly"),
    ClosingKind.SELF_HANDLED: QT_TRANSLATE_NOOP("words", "settled on the spot"),
    ClosingKind.FORCED: QT_TRANSLATE_NOOP("words", "closed by force"),
    ClosingKind.INFORMED: QT_TRANSLATE_NOOP("words", "closed with information"),
}
_CALL_BACKS = {
    CallBackState.DUE: QT_TRANSLATE_NOOP("words", "to be called back"),
    CallBackState.DONE: QT_TRANSLATE_NOOP("words", "called back"),
    CallBackState.UNREACHED: QT_TRANSLATE_NOOP("words", "could not be reached"),
}
_YES_NO = {
    YesNo.YES: QT_TRANSLATE_NOOP("words", "Yes"),
    YesNo.NO: QT_TRANSLATE_NOOP("words", "No"),
    YesNo.UNKNOWN: QT_TRANSLATE_NOOP("words", "Not said"),
}
_SERVICES = {
    Service.POLICE: QT_TRANSLATE_NOOP("words", "110 police"),
    Service.FIRE: QT_TRANSLATE_NOOP("words", "119 fire brigade"),
    Service.AMBULANCE: QT_TRANSLATE_NOOP("words", "120 ambulance"),
}
_CHANNELS = {
    Channel.PHONE: QT_TRANSLATE_NOOP("words", "by telephone"),
    Channel.RADIO: QT_TRANSLATE_NOOP("words", "by radio"),
    Channel.IN_PERSON: QT_TRANSLATE_NOOP("words", "in person"),
    Channel.PLATFORM: QT_TRANSLATE_NOOP("words", "by their platform"),
}
_RUNGS = {
    1: QT_TRANSLATE_NOOP("words", "community defines"),
    2: QT_TRANSLATE_NOOP("words", "town audits"),
    3: QT_TRANSLATE_NOOP("words", "county approves"),
    4: QT_TRANSLATE_NOOP("words", "notice is given"),
}
_DECISIONS = {
    "passed": QT_TRANSLATE_NOOP("words", "Passed"),
    "refused": QT_TRANSLATE_NOOP("words", "Refused"),
}
_HINDRANCES = {
    "reporter_not_told": QT_TRANSLATE_NOOP(
        "words", "A coordinated matter is closed when its reporter was told the result."),
    "not_tracked": QT_TRANSLATE_NOOP("words", "An emergency is closed when somebody reported from the spot."),
    "approval_open": QT_TRANSLATE_NOOP("words", "An approval matter is closed when its ladder is through or refused."),
    "approval": QT_TRANSLATE_NOOP("words", "An approval matter goes up its ladder; it is not dispatched."),
    "over": QT_TRANSLATE_NOOP("words", "This ladder is finished; nothing is left to approve."),
}


def handling_word(kind: HandlingKind) -> str:
    """One of the four kinds, with what it means."""
    return word_of(_HANDLINGS, kind)


def short_handling_word(kind: HandlingKind) -> str:
    """一般, 协调, 突发, 审批."""
    return word_of(_SHORT_HANDLINGS, kind)


def closing_word(kind: ClosingKind) -> str:
    """How a case was closed."""
    return word_of(_CLOSINGS, kind)


def call_back_word(state: CallBackState) -> str:
    """待回访, 已回访, 未接通."""
    return word_of(_CALL_BACKS, state)


def yes_no_word(answer: YesNo) -> str:
    """是, 否, 未答."""
    return word_of(_YES_NO, answer)


def service_word(service: Service) -> str:
    """110 公安, 119 消防, 120 急救."""
    return word_of(_SERVICES, service)


def channel_word(channel: Channel) -> str:
    """电话, 电台, 当面, 平台."""
    return word_of(_CHANNELS, channel)


def rung_word(rung: int) -> str:
    """社区界定, 镇街审核, 区县审批, 公示告知."""
    return word_of(_RUNGS, rung)


def decision_word(decision: str) -> str:
    """通过 or 不通过."""
    return word_of(_DECISIONS, decision)


def hindrance_words(why: str) -> str:
    """What the kind of handling still demands, as a sentence; '' when nothing."""
    return word_of(_HINDRANCES, why) if why else ""


def call_back_words(one: CallBack) -> str:
    """``有人联系 是 · 已解决 否 · 满意 否``, or that nobody was reached."""
    translate = QCoreApplication.translate
    if not one.reached:
        return translate("words", "not reached")
    return translate("words", "contacted: {responded} · solved: {solved} · satisfied: {satisfied}").format(
        responded=yes_no_word(one.responded), solved=yes_no_word(one.solved), satisfied=yes_no_word(one.satisfied))


def aftercare_choices(need: str) -> list[tuple[str, Any]] | None:
    """Words and values of what is chosen here; None when the value is typed or somebody else's."""
    if need == "handling_kind":
        return [(handling_word(kind), kind.value) for kind in HandlingKind]
    if need == "service":
        return [(service_word(one), one.value) for one in Service]
    if need == "channel":
        return [(channel_word(one), one.value) for one in Channel]
    if need == "decision":
        return [(decision_word(one), one) for one in _DECISIONS]
    if need == "reached":
        return [(QCoreApplication.translate("words", "Reached"), True),
                (QCoreApplication.translate("words", "Not reached"), False)]
    if need in ("responded", "solved", "satisfied"):
        return [(yes_no_word(one), one.value) for one in YesNo]
    return None
