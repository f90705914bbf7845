"""How a case that a report may be about is told: where it stands, how its deadline stands, and why it is proposed."""

from __future__ import annotations

from datetime import datetime

from qtpy.QtCore import QCoreApplication

from app.domain.case import CaseState, DeadlineLight
from app.domain.similar_case import SimilarCase
from widgets.time_words import duration_words, left_words, moment_words, over_words
from widgets.words import state_word


def light_of(similar: SimilarCase, now: datetime) -> DeadlineLight:
    """The deadline's light at the server time ``now``, as on the board."""
    if similar.paused_remaining is not None:
        return DeadlineLight.PAUSED
    if similar.deadline_at is None:
        return DeadlineLight.NONE
    if now >= similar.deadline_at:
        return DeadlineLight.OVERDUE
    return DeadlineLight.NEAR if similar.near_at is not None and now >= similar.near_at else DeadlineLight.NONE


def countdown_words(similar: SimilarCase, now: datetime) -> str:
    """``剩 1 小时 20 分``, ``超 3 小时``; when it has ended: since when. Empty where neither is known."""
    translate = QCoreApplication.translate
    if similar.ended_at is not None:
        return translate("words", "ended {at}").format(at=moment_words(similar.ended_at, now))
    if similar.paused_remaining is not None:
        return translate("words", "paused, {left} left").format(
            left=duration_words(similar.paused_remaining, rough=True))
    if similar.deadline_at is None:
        return ""
    span = similar.deadline_at - now
    return over_words(span) if light_of(similar, now) is DeadlineLight.OVERDUE else left_words(span)


def standing_words(similar: SimilarCase) -> str:
    """``处置中 · 市政公用中心``."""
    state = state_word(CaseState(similar.state)) if similar.state in set(CaseState) else similar.state
    return " · ".join(part for part in (state, similar.department) if part)


def reason_words(similar: SimilarCase) -> tuple[str, ...]:
    """Why it is proposed, the strongest reason first; nothing for a case out of sight, whose reasons are not told."""
    translate = QCoreApplication.translate
    told = []
    if similar.metres is not None:
        told.append(translate("words", "{metres} m away").format(metres=round(similar.metres)))
    if similar.same_caller:
        told.append(translate("words", "same caller"))
    if similar.same_class:
        told.append(translate("words", "same class"))
    if similar.alike is not None:
        told.append(translate("words", "words alike"))
    return tuple(told)
