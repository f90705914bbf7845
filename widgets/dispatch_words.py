"""The words of dispatching: parts, answers, how a case left, levels, and why a department is proposed."""

from __future__ import annotations

from datetime import datetime

from qtpy.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from app.domain.dispatching import DispatchProposal, LeftCase, Level, ProposalSource, UnitAnswer, UnitEnd, UnitPart
from widgets.time_words import moment_words
from widgets.words import word_of

_PARTS = {
    UnitPart.MAIN: QT_TRANSLATE_NOOP("words", "Main unit"),
    UnitPart.ASSIST: QT_TRANSLATE_NOOP("words", "Assists"),
    UnitPart.PARTY: QT_TRANSLATE_NOOP("words", "Concerned"),
    UnitPart.WHISTLED: QT_TRANSLATE_NOOP("words", "Whistled"),
}
_ANSWERS = {
    UnitAnswer.ACCEPTED: QT_TRANSLATE_NOOP("words", "accepted"),
    UnitAnswer.ARRIVED: QT_TRANSLATE_NOOP("words", "Arrived"),
    UnitAnswer.REFUSED: QT_TRANSLATE_NOOP("words", "Does not come"),
}
_ENDS = {
    UnitEnd.TAKEN_BACK: QT_TRANSLATE_NOOP("words", "taken back"),
    UnitEnd.RETURNED_WRONG: QT_TRANSLATE_NOOP("words", "returned: not theirs"),
    UnitEnd.RETURNED: QT_TRANSLATE_NOOP("words", "returned"),
    UnitEnd.REASSIGNED: QT_TRANSLATE_NOOP("words", "reassigned"),
    UnitEnd.RELEASED: QT_TRANSLATE_NOOP("words", "released"),
    UnitEnd.SETTLED: QT_TRANSLATE_NOOP("words", "settled"),
    UnitEnd.REFUSED: QT_TRANSLATE_NOOP("words", "refused"),
    UnitEnd.SENT_BACK: QT_TRANSLATE_NOOP("words", "sent back to registering"),
}
_LEVELS = {
    Level.DUTY_GRID: QT_TRANSLATE_NOOP("words", "Grid level"),
    Level.COMMUNITY: QT_TRANSLATE_NOOP("words", "Community level"),
    Level.STREET: QT_TRANSLATE_NOOP("words", "Street level"),
    Level.DISTRICT: QT_TRANSLATE_NOOP("words", "District level"),
    Level.CITY: QT_TRANSLATE_NOOP("words", "City level"),
}
_CAUSES = {
    "wrong_department": QT_TRANSLATE_NOOP("words", "Not our duty"),
    "other": QT_TRANSLATE_NOOP("words", "Another reason"),
}


def _said(source: str) -> str:
    return QCoreApplication.translate("words", source)


def unit_part_word(part: UnitPart) -> str:
    """``主办``, ``协办``."""
    return word_of(_PARTS, part)


def unit_answer_word(answer: UnitAnswer) -> str:
    """``已报到``."""
    return word_of(_ANSWERS, answer)


def unit_end_word(how: UnitEnd) -> str:
    """How a case left a department."""
    return word_of(_ENDS, how)


def escalation_level_word(level: Level) -> str:
    """``街道``: a level of the way up."""
    return word_of(_LEVELS, level)


def return_cause_word(cause: str) -> str:
    """``非本单位职责``."""
    return word_of(_CAUSES, cause)


def left_words(left: LeftCase, now: datetime) -> str:
    """``2026-1121-00417 (污水井盖) 14:05 由派遣员一号改派: 属环卫管养``, with who has it now."""
    words = _said(QT_TRANSLATE_NOOP("words", "{number} {subcategory}: {how} by {by} at {at}")).format(
        number=left.case_number, subcategory=left.subcategory, how=unit_end_word(left.how), by=left.left_by,
        at=moment_words(left.left_at, now))
    if left.why:
        words += f"\n{left.why}"
    if left.now_with:
        words += "\n" + _said(QT_TRANSLATE_NOOP("words", "Now with {department}")).format(department=left.now_with)
    return words


def proposal_words(proposal: DispatchProposal) -> str:
    """Why this department: the row of the table of duties, the counts of the past, the words of the standard."""
    why = proposal.why
    if proposal.source is ProposalSource.DUTY:
        parts = [str(why.get("class") or why.get("category") or ""), str(why.get("condition") or ""),
                 str(why.get("area") or ""), str(why.get("owner") or "")]
        words = _said(QT_TRANSLATE_NOOP("words", "Table of duties: {row}")).format(
            row=" · ".join(part for part in parts if part))
    elif proposal.source is ProposalSource.PAST:
        words = _said(QT_TRANSLATE_NOOP(
            "words", "Handled {n} of {all} here in a year, {near} in this community")).format(
                n=why.get("in_street", 0), all=why.get("of_all", 0), near=why.get("in_community", 0))
        if why.get("returned"):
            words += _said(QT_TRANSLATE_NOOP("words", ", returned {n}")).format(n=why["returned"])
    else:
        words = _said(QT_TRANSLATE_NOOP("words", "Filing standard: {units}")).format(units=why.get("units", ""))
    if why.get("returned_here"):
        words += _said(QT_TRANSLATE_NOOP("words", " · returned this case: {why}")).format(why=why["returned_here"])
    return words
