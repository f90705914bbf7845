"""Words of drawing areas anew: faults, refusals, tools, states."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from qtpy.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from app.domain.grid_fault import Fault, FaultKind

_FAULTS = {
    FaultKind.CROSSING: QT_TRANSLATE_NOOP("grids", "Border crosses itself"),
    FaultKind.OVERLAP: QT_TRANSLATE_NOOP("grids", "Overlap"),
    FaultKind.GAP: QT_TRANSLATE_NOOP("grids", "Gap"),
    FaultKind.OUTSIDE: QT_TRANSLATE_NOOP("grids", "Outside"),
    FaultKind.CODE_TWICE: QT_TRANSLATE_NOOP("grids", "Code twice"),
    FaultKind.SLIVER: QT_TRANSLATE_NOOP("grids", "Sliver"),
    FaultKind.ISLANDS: QT_TRANSLATE_NOOP("grids", "Several parts"),
    FaultKind.HOLE: QT_TRANSLATE_NOOP("grids", "Hole"),
}
_MENDS = {
    "give": QT_TRANSLATE_NOOP("grids", "Fill it from the neighbour"),
    "take": QT_TRANSLATE_NOOP("grids", "Cut it off"),
    "merge": QT_TRANSLATE_NOOP("grids", "Join it to the neighbour"),
}
_REFUSED = {
    "no_such_area": QT_TRANSLATE_NOOP("grids", "There is no such area in the drawing."),
    "crosses_itself": QT_TRANSLATE_NOOP("grids", "A border would cross itself."),
    "no_corner": QT_TRANSLATE_NOOP("grids", "There is no corner of a border."),
    "no_border": QT_TRANSLATE_NOOP("grids", "There is no border."),
    "too_few_corners": QT_TRANSLATE_NOOP("grids", "More corners are needed."),
    "covers_whole": QT_TRANSLATE_NOOP("grids", "It would cover {code} wholly. Merge them instead."),
    "no_room": QT_TRANSLATE_NOOP("grids", "Nothing is free there. Take it from the neighbours, or split one."),
    "nothing_left": QT_TRANSLATE_NOOP("grids", "Nothing would be left of it."),
    "not_across": QT_TRANSLATE_NOOP("grids", "The line cuts no area in two. Begin and end outside of it."),
    "select_two": QT_TRANSLATE_NOOP("grids", "Choose two or more areas: Shift and click."),
    "not_neighbours": QT_TRANSLATE_NOOP("grids", "These areas do not touch each other."),
    "code_stays": QT_TRANSLATE_NOOP("grids", "{code} has its code from before: it keeps it."),
    "code_or_name": QT_TRANSLATE_NOOP("grids", "Code and name are needed, and not too long."),
    "not_exclusive": QT_TRANSLATE_NOOP("grids", "Only duty grids can be exclusive."),
    "not_array": QT_TRANSLATE_NOOP("grids", "The drawing cannot be read."),
    # of the database (GR020)
    "redrawn": QT_TRANSLATE_NOOP("grids", "These areas were changed meanwhile{by}. Your drawing is kept here; do it "
                                          "again on the borders of now, below."),
    "parent_gone": QT_TRANSLATE_NOOP("grids", "{code} ended meanwhile; its ground belongs to {other} now. Your drawing "
                                              "is kept here; do it again there, below."),
    "parent_lost": QT_TRANSLATE_NOOP("grids", "{code} ended meanwhile, and no area like it has its ground. Your "
                                              "drawing is kept on this machine."),
    "redrawn_since": QT_TRANSLATE_NOOP("grids", "These areas were changed since then{by}."),
    "planned": QT_TRANSLATE_NOOP("grids", "A redraw of these areas is planned for {from_day}. Withdraw it first."),
    "past_date": QT_TRANSLATE_NOOP("grids", "Areas begin today or later."),
    "overlap": QT_TRANSLATE_NOOP("grids", "{code} and {other} overlap by {m2} m². That is never let stand; take "
                                          "it off one."),
    "gap": QT_TRANSLATE_NOOP("grids", "Nobody would have {total} m² of the ground of {code}. Give it to a "
                                      "neighbour, or say below why it stays free."),
    "outside": QT_TRANSLATE_NOOP("grids", "{code} lies {m2} m² beyond the area around it. Cut it off, or say "
                                          "below why it may."),
    "below": QT_TRANSLATE_NOOP("grids", "{code} inside {other} would stick out by {m2} m². Redraw it next, and "
                                        "say below that you will."),
    "reason_missing": QT_TRANSLATE_NOOP("grids", "A reason of four characters or more is needed."),
    "code_used": QT_TRANSLATE_NOOP("grids", "The code {code} belonged to another area. Take another one."),
    "outside_parent": QT_TRANSLATE_NOOP("grids", "{code} would belong to an area outside of the drawing."),
    "nothing_drawn": QT_TRANSLATE_NOOP("grids", "Nothing was drawn."),
    "too_many": QT_TRANSLATE_NOOP("grids", "Too many areas at once; at most {limit}."),
    "too_many_points": QT_TRANSLATE_NOOP("grids", "{code} has too many corners; at most {limit}."),
    "cases_filed_since": QT_TRANSLATE_NOOP("grids", "Cases lie in an area that began today. Take a later day."),
    "before_standing_version": QT_TRANSLATE_NOOP("grids", "{code} holds only from {valid_from} on. Take a later day."),
    "has_parts": QT_TRANSLATE_NOOP("grids", "{code} still has areas below it that no other area takes."),
    "undone_already": QT_TRANSLATE_NOOP("grids", "This was undone already."),
    "not_done": QT_TRANSLATE_NOOP("grids", "This never took effect."),
    "outline_unreadable": QT_TRANSLATE_NOOP("grids", "An outline cannot be read."),
}
_STATES = {
    "planned": QT_TRANSLATE_NOOP("grids", "planned"), "done": QT_TRANSLATE_NOOP("grids", "done"),
    "failed": QT_TRANSLATE_NOOP("grids", "not carried out"), "withdrawn": QT_TRANSLATE_NOOP("grids", "withdrawn"),
}


def fault_words(fault: Fault) -> str:
    """One line of the list of faults."""
    words = QCoreApplication.translate("grids", _FAULTS[fault.kind])
    size = f" {fault.m2:,.0f} m²" if fault.m2 >= 1 else ""
    return f"{words} {' · '.join(fault.codes)}{size}".rstrip()


def mend_words(fault: Fault) -> str:
    """What mending would do; empty when it is left to the hand."""
    return QCoreApplication.translate("grids", _MENDS[fault.mend["do"]]) if fault.mend else ""


def why_words(why: str, detail: Mapping[str, Any]) -> str:
    """Why a drawing is refused, here or by the database; empty when the word is not known."""
    if why == "parent_gone" and not detail.get("other"):
        why = "parent_lost"
    if why not in _REFUSED:
        return ""
    told = {name: str(detail.get(name, ""))
            for name in ("code", "other", "m2", "total", "from_day", "limit", "valid_from")}
    by = detail.get("by")
    told["by"] = QCoreApplication.translate("grids", " by {name}").format(name=by) if by else ""
    return QCoreApplication.translate("grids", _REFUSED[why]).format(**told)


def past_why_words(why: str, detail: Mapping[str, Any]) -> str:
    """The same of a redraw of the past, or of a plan: there is no drawing that could be done again."""
    return why_words("redrawn_since" if why == "redrawn" else why, detail)


def redraw_state_word(state: str) -> str:
    """planned, done, …"""
    return QCoreApplication.translate("grids", _STATES[state])


def day_words(day: date) -> str:
    """A day as it is written everywhere."""
    return day.isoformat()
