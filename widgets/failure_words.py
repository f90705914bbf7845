"""A failure as a sentence that says what happened and what to do, by code and detail, never by parsing text."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from qtpy.QtCore import QCoreApplication

from app.domain.case import Action, CaseState
from app.domain.failures import Failure, LoginRefused, Outdated, Refusal, TookTooLong, Unreachable
from widgets.aftercare_words import hindrance_words
from widgets.field_words import field_word
from widgets.refusal_sentences import ACTS, ELSE, FAMILIES, SENTENCES, UNKNOWN, WRONG
from widgets.time_words import moment_words
from widgets.words import action_word, size_words, state_word, word_of


def complaint_words(field: str, why: str, limit: int | None = None) -> str:
    """``描述: 未填写``: what is wrong with one value."""
    said = QCoreApplication.translate("words", "{field} {reason}").format(
        field=field_word(field), reason=word_of(WRONG, why))
    if limit:
        said += QCoreApplication.translate("words", " (at most {limit})").format(limit=limit)
    return said


def failure_words(failure: Failure, now: datetime) -> str:
    """The sentence for the message bar. ``now`` is the server's time in the room's zone."""
    translate = QCoreApplication.translate
    if isinstance(failure, Refusal):
        return refusal_words(failure.code, failure.detail, now, failure.message)
    if isinstance(failure, TookTooLong):
        return translate("words", "The server took too long and stopped; nothing was changed. Try again.")
    if isinstance(failure, Unreachable):
        return translate("words", "No connection to the server. What you typed is kept; it can be sent again.")
    if isinstance(failure, LoginRefused):
        return translate("words", "Login or password is not right. Check both and try again.")
    if isinstance(failure, Outdated):
        return translate(
            "words", "The server is newer (schema {schema}) than this program ({known}). Update the program."
        ).format(schema=failure.schema, known=failure.known)
    return str(failure)


def refusal_words(code: str, detail: dict[str, Any], now: datetime, message: str = "") -> str:
    """The sentence for a refusal of class GR; ``message`` is shown only when the code is not known here."""
    if code == "GR001":
        return conflict_words(detail, now)
    if code == "GR002" and detail.get("action") == "answer_task":
        return _ended_task_words(detail, now)
    if code == "GR050":
        return hindrance_words(str(detail.get("why")))
    sentences = SENTENCES.get(code, {})
    reason = detail.get("what" if code == "GR005" else "why")
    source = sentences.get(str(reason), sentences.get(ELSE))
    if source is None and code in ("GR004", "GR010"):
        limit = detail.get("limit")
        return complaint_words(str(detail.get("field", "")), str(detail.get("why", "missing")),
                               int(limit) if isinstance(limit, int | float) else None)
    sentence = QCoreApplication.translate("words", source or FAMILIES.get(code[:4], UNKNOWN))
    return sentence.format(code=code, message=message, **_told(detail))


def _told(detail: dict[str, Any]) -> dict[str, str]:
    """What a sentence may name, in words."""
    return {
        "action": _named_action(detail), "state": _named_state(detail),
        "size": _named_size(detail.get("size")), "limit": _named_size(detail.get("limit")),
        "times": str(detail.get("times", "?")),
        "departments": "、".join(map(str, detail.get("departments") or [])),
    }


def _ended_task_words(detail: dict[str, Any], now: datetime) -> str:
    """Why a task takes no answer any more."""
    translate, at = QCoreApplication.translate, detail.get("at")
    when = moment_words(datetime.fromisoformat(at), now) if isinstance(at, str) else ""
    if detail.get("state") == "expired":
        return translate("words", "This task expired {at}; send a new one.").format(at=when)
    if detail.get("state") == "overtaken":
        return translate("words", "This task is no longer needed since {at}: the case went on.").format(at=when)
    return translate("words", "This task was answered {at} by {by}.").format(at=when, by=detail.get("by") or "?")


def conflict_words(detail: dict[str, Any], now: datetime) -> str:
    """Who changed the case meanwhile, when and how (detail of GR001)."""
    at = detail.get("at")
    when = ""
    if isinstance(at, str):
        try:
            when = moment_words(datetime.fromisoformat(at), now)
        except ValueError:
            when = at
    elif isinstance(at, datetime):
        when = moment_words(at, now)
    return QCoreApplication.translate(
        "words", "Changed meanwhile by {by} at {at}: {action}. Your words are kept; look and repeat."
    ).format(by=detail.get("by") or "?", at=when or "?", action=_named_action(detail))


def _named_action(detail: dict[str, Any]) -> str:
    raw = str(detail.get("action", "")).removesuffix("_case").replace("take_back_dispatch", "take_back")
    if raw in set(Action):
        return action_word(Action(raw))
    return word_of(ACTS, raw) or "?"


def _named_state(detail: dict[str, Any]) -> str:
    raw = str(detail.get("state", ""))
    return state_word(CaseState(raw)) if raw in set(CaseState) else raw or "?"


def _named_size(value: object) -> str:
    return size_words(int(value) if isinstance(value, int | float) else 0)
