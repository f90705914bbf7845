"""A failure as a sentence that says what happened and what to do, by code and detail, never by parsing text."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from qtpy.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from app.domain.case import Action, CaseState
from app.domain.failures import Failure, LoginRefused, Outdated, Refusal, Unreachable
from widgets.aftercare_words import hindrance_words
from widgets.words import action_word, field_word, moment_words, size_words, state_word

_WHY = {
    "empty": QT_TRANSLATE_NOOP("words", "is missing"),
    "missing": QT_TRANSLATE_NOOP("words", "is missing"),
    "too_short": QT_TRANSLATE_NOOP("words", "is too short, at least two characters"),
    "too_long": QT_TRANSLATE_NOOP("words", "is too long"),
    "out_of_range": QT_TRANSLATE_NOOP("words", "lies outside what is possible"),
    "unknown": QT_TRANSLATE_NOOP("words", "is not known here"),
    "inactive": QT_TRANSLATE_NOOP("words", "is no longer in use"),
    "control_characters": QT_TRANSLATE_NOOP("words", "contains characters that cannot be kept"),
    "malformed": QT_TRANSLATE_NOOP("words", "cannot be read"),
    "exists": QT_TRANSLATE_NOOP("words", "exists already"),
    "future": QT_TRANSLATE_NOOP("words", "lies in the future"),
    "registered": QT_TRANSLATE_NOOP("words", "follows from the filing condition once the case is registered"),
    "nobody": QT_TRANSLATE_NOOP("words", "is not possible, no department has the case"),
    "appealed": QT_TRANSLATE_NOOP("words", "was appealed against already"),
    "not_appealed": QT_TRANSLATE_NOOP("words", "has no appeal to decide"),
    "always": QT_TRANSLATE_NOOP("words", "must include the open cases, this rule holds for them too"),
    "not_waiting": QT_TRANSLATE_NOOP("words", "waits for no reply"),
    "itself": QT_TRANSLATE_NOOP("words", "is this case itself"),
    "ended": QT_TRANSLATE_NOOP("words", "has ended already"),
    "merged": QT_TRANSLATE_NOOP("words", "is part of another case itself"),
    "changed": QT_TRANSLATE_NOOP("words", "was changed meanwhile"),
    "same": QT_TRANSLATE_NOOP("words", "is the one that has the case"),
    "not_next": QT_TRANSLATE_NOOP("words", "is not the next one up"),
    "mistyped": QT_TRANSLATE_NOOP("words", "is mistyped, its last letter does not fit"),
    "ambiguous": QT_TRANSLATE_NOOP("words", "is not clear, the words can mean two things"),
    "far_away": QT_TRANSLATE_NOOP("words", "lies far from the district"),
    "emergency": QT_TRANSLATE_NOOP("words", "stays urgent: the case is an emergency"),
    "dispatched": QT_TRANSLATE_NOOP("words", "cannot be this any more, the case was dispatched"),
    "not_reached": QT_TRANSLATE_NOOP("words", "and was not reached: then there are no answers"),
    "past": QT_TRANSLATE_NOOP("words", "lies in the past"),
}


# Acts that are no move of a case, by the name that a refusal gives them.
_ACTS = {
    "share_view": QT_TRANSLATE_NOOP("words", "keep views for everybody"),
    "save_view": QT_TRANSLATE_NOOP("words", "save the view"),
    "disclose": QT_TRANSLATE_NOOP("words", "show the reporter in clear"),
    "issue_sheet": QT_TRANSLATE_NOOP("words", "issue the dispatch sheet"),
    "verify_history": QT_TRANSLATE_NOOP("words", "check the history"),
}

_NOT_MERGED = {
    "has_reports": QT_TRANSLATE_NOOP("words", "Other reports are part of this case. Take them out first, or merge the "
                                              "other case into this one."),
    "order": QT_TRANSLATE_NOOP("words", "A supervision order stands on this case; the duty chief has to resolve it "
                                        "first."),
}

_NO_TIME = {
    "overdue": QT_TRANSLATE_NOOP("words", "More time must be asked for before the case is overdue."),
    "enough": QT_TRANSLATE_NOOP("words", "The case was extended twice already."),
    "pending": QT_TRANSLATE_NOOP("words", "A request for more time waits already."),
    "none": QT_TRANSLATE_NOOP("words", "There is no such request to decide any more."),
    "not_approved": QT_TRANSLATE_NOOP("words", "The dispatcher has not approved the request yet."),
    "approved": QT_TRANSLATE_NOOP("words", "The request has its first approval already."),
}
_WAY_UP = {
    "not_received": QT_TRANSLATE_NOOP("words", "The level has not received the case yet: write the receipt first."),
    "received": QT_TRANSLATE_NOOP("words", "The level has received the case already."),
}

_NO_APPEAL = {
    "in_time": QT_TRANSLATE_NOOP("words", "The case was handled in time; there is nothing to appeal against."),
    "enough": QT_TRANSLATE_NOOP("words", "A case is appealed for once, and this one was."),
    "none": QT_TRANSLATE_NOOP("words", "There is no such appeal to decide any more."),
    "not_approved": QT_TRANSLATE_NOOP("words", "The dispatcher has not passed the appeal on yet."),
    "approved": QT_TRANSLATE_NOOP("words", "The appeal has been passed on already."),
}


def complaint_words(field: str, why: str, limit: int | None = None) -> str:
    """``描述: 未填写``: what is wrong with one value."""
    source = _WHY.get(why)
    reason = QCoreApplication.translate("words", source) if source is not None else why
    said = QCoreApplication.translate("words", "{field} {reason}").format(field=field_word(field), reason=reason)
    if limit:
        said += QCoreApplication.translate("words", " (at most {limit})").format(limit=limit)
    return said


def failure_words(failure: Failure, now: datetime) -> str:
    """The sentence for the message bar. ``now`` is the server's time in the room's zone."""
    translate = QCoreApplication.translate
    if isinstance(failure, Refusal):
        return refusal_words(failure.code, failure.detail, now, failure.message)
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
    translate = QCoreApplication.translate
    if code == "GR001":
        return conflict_words(detail, now)
    if code == "GR002" and detail.get("action") == "answer_task":
        return _ended_task_words(detail, now)
    if code == "GR002":
        return translate("words", "“{action}” is not possible while the case is “{state}”.").format(
            action=_named_action(detail), state=_named_state(detail))
    if code == "GR003" and detail.get("why") == "own_work":
        return translate("words", "Who handled a case may not verify or close it; somebody else has to.")
    if code == "GR003" and detail.get("why") == "other_department":
        return translate("words", "The case lies with another department now.")
    if code == "GR003" and detail.get("why") == "own_request":
        return translate("words", "Your own department asked for it; somebody else has to decide.")
    if code == "GR003" and detail.get("why") == "same_person":
        return translate("words", "Two people decide about more time; the first approval was yours.")
    if code == "GR003" and detail.get("why") == "no_part":
        return translate("words", "Your department has no such part in this case, or has answered already.")
    if code == "GR003" and detail.get("why") == "other_level":
        return translate("words", "The level at which the case is gives the receipt and the answer.")
    if code == "GR003" and detail.get("why") == "not_street":
        return translate("words", "A street whistles for cases that lie in it.")
    if code == "GR003" and detail.get("why") == "not_asked":
        return translate("words", "Somebody else was asked to confirm this case.")
    if code == "GR003":
        return translate("words", "Your duties do not include “{action}”. Ask the duty chief.").format(
            action=_named_action(detail))
    if code == "GR004" and detail.get("why") == "critical":
        return translate("words", "A critical alarm is acknowledged, never shelved.")
    if code == "GR004" and detail.get("why") == "shelved_often":
        return translate(
            "words", "This alarm was shelved {times} times already; it stays until its cause is gone."
        ).format(times=detail.get("times", "?"))
    if code in ("GR004", "GR010"):
        limit = detail.get("limit")
        return complaint_words(str(detail.get("field", "")), str(detail.get("why", "missing")),
                               int(limit) if isinstance(limit, int | float) else None)
    if code == "GR005" and detail.get("what") == "task":
        return translate("words", "No task with this code. Look at the code again.")
    if code == "GR005":
        return translate("words", "Not found, or not in your area or department.")
    if code == "GR006":
        return translate("words", "This request was already used for something else. Open the case again and repeat.")
    if code == "GR007":
        return translate("words", "This account is not active. Ask the administrator.")
    if code == "GR008":
        return translate("words", "The department has already opened the case; it can only be returned by them.")
    if code == "GR011":
        return translate("words", "The file is {size}; at most {limit} can be attached.").format(
            size=size_words(int(detail.get("size", 0))), limit=size_words(int(detail.get("limit", 0))))
    if code == "GR012":
        return translate("words", "This file is already attached to the case.")
    if code == "GR013":
        return translate("words", _NO_TIME.get(str(detail.get("why")), _NO_TIME["none"]))
    if code == "GR024":
        return translate("words", _NOT_MERGED.get(str(detail.get("why")), _NOT_MERGED["has_reports"]))
    if code == "GR014":
        return translate("words", _NO_APPEAL.get(str(detail.get("why")), _NO_APPEAL["none"]))
    if code == "GR015":
        return translate("words", "Rules or open cases have changed since this was shown. Nothing was changed; "
                                  "look at the effect again.")
    if code == "GR040":
        return translate(
            "words", "Not done yet: the part of {departments}. The dispatcher can change who assists."
        ).format(departments="、".join(map(str, detail.get("departments") or [])))
    if code == "GR041":
        return translate("words", _WAY_UP.get(str(detail.get("why")), _WAY_UP["not_received"]))
    if code == "GR050":
        return hindrance_words(str(detail.get("why")))
    if code.startswith("GR02"):
        return translate("words", "The import was refused: {message}").format(message=message)
    if code == "GR030" and detail.get("why") == "future":
        return translate("words", "That day has not come yet; a sheet is issued for a day that has begun.")
    if code == "GR031":
        return translate("words", "The case lies with no department: there is no dispatch slip to print.") \
            if detail.get("why") == "not_dispatched" else translate("words", "There is no such paper of this case.")
    if code.startswith("GR03"):
        return translate("words", "The sheet cannot be issued: {message}").format(message=message)
    return translate("words", "The server refused ({code}): {message}").format(code=code, message=message)


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
    source = _ACTS.get(raw)
    return QCoreApplication.translate("words", source) if source is not None else raw or "?"


def _named_state(detail: dict[str, Any]) -> str:
    raw = str(detail.get("state", ""))
    return state_word(CaseState(raw)) if raw in set(CaseState) else raw or "?"
