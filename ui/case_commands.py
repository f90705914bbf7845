"""The command bar's commands on the open case: what is allowed now, and words that go into the action's first field."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from qtpy.QtCore import QCoreApplication

from app.domain.case import Action
from app.domain.case_detail import AllowedAction
from app.domain.command import Suggestion, SuggestionKind, match_rank
from app.domain.people import Department
from widgets.case_inspector import CaseInspector
from widgets.department_field import DepartmentField
from widgets.value_fields import TextField
from widgets.words import action_word

_ELSEWHERE = (Action.ATTACH, Action.REPORT, Action.ANSWER_TASK)


def case_commands(inspector: CaseInspector, head: str, rest: str) -> Iterator[Suggestion]:
    """The actions whose word begins with ``head``; ``rest`` goes with them. Nothing is sent by it: F8 does."""
    detail = inspector.shown_case()
    for one in sorted(detail.allowed, key=lambda one: not one.primary) if detail is not None else ():
        if one.action in _ELSEWHERE or detail is None:
            continue
        word = action_word(one.action)
        rank = match_rank(head, word, (one.action.value,))
        if rank is None or (rest and rank == 3):
            continue
        ending = detail.case.case_number[-5:]
        yield Suggestion(
            SuggestionKind.ACTION, f"{word} {rest}".strip(), partial(open_action, inspector, one, rest),
            detail=ending, key="F8" if one.primary else "", aliases=(one.action.value, word))


def impossible_words(inspector: CaseInspector, head: str) -> str:
    """Why an action that ``head`` names is not offered, and what is possible instead; '' when it names none."""
    named = next((action for action in Action if head and match_rank(head, action_word(action)) in (0, 1)
                  and action_word(action) == head), None)
    if named is None:
        return ""
    detail = inspector.shown_case()
    if detail is None:
        return QCoreApplication.translate("commands", "{action}: no case is open").format(action=head)
    possible = "、".join(action_word(one.action) for one in detail.allowed if one.action not in _ELSEWHERE)
    return QCoreApplication.translate("commands", "{action} is not possible now; possible: {actions}").format(
        action=head, actions=possible or "–")


def open_action(inspector: CaseInspector, asked: AllowedAction, rest: str) -> None:
    """Ask for the action's values with ``rest`` in its first field; what stands there already is not overwritten."""
    if asked.action is Action.NOTE:
        before = inspector.body.note.words.toPlainText().rstrip()
        inspector.body.note.words.setPlainText("\n".join(filter(None, (before, rest))))
        inspector.body.note.words.moveCursor(inspector.body.note.words.textCursor().MoveOperation.End)
        inspector.body.note.words.setFocus()
        return
    actions = inspector.actions
    if not actions.open_action(asked.action) or not rest:
        return
    for field in actions.fields():
        if isinstance(field, DepartmentField) and not field.draft():
            named = named_department(rest, field.departments())
            field.restore(named.name if named is not None else rest)
            return
        if isinstance(field, TextField) and not field.draft():
            field.restore(rest)
            return


def named_department(words: str, departments: tuple[Department, ...]) -> Department | None:
    """The one department in use that the words name best; None when none does or several do alike."""
    ranked = sorted(((rank, one.department_id, one) for one in departments
                     if one.active and (rank := match_rank(words, one.name)) is not None), key=lambda one: one[:2])
    if not ranked or (len(ranked) > 1 and ranked[0][0] == ranked[1][0]):
        return None
    return ranked[0][2]
