"""What became of a case between two looks at it, field by field, and who did it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.domain.case import Action
from app.domain.case_detail import CaseDetail, CaseStep

# What is compared, in the order in which it is told. Names are those of values and refusals, for the same words.
_FIELDS: dict[str, Callable[[CaseDetail], Any]] = {
    "state": lambda one: one.case.state,
    "department": lambda one: one.case.department,
    "description": lambda one: one.description,
    "place": lambda one: one.case.place,
    "position": lambda one: one.case.position,
    "minor_id": lambda one: one.case.subcategory,
    "condition": lambda one: one.condition,
    "urgency": lambda one: one.case.urgency,
    "deadline": lambda one: one.case.deadline_at,
    "result": lambda one: one.result,
    "card": lambda one: one.case.card,
    "reply_by": lambda one: one.case.reply_due,
    "time_request": lambda one: one.case.time_request,
    "confirmation": lambda one: one.case.confirmation,
    "reminders": lambda one: one.case.remind_count,
    "reporter_name": lambda one: one.reporter_name,
    "reporter_phone": lambda one: one.reporter_phone,
}
_ADDING = (Action.NOTE, Action.ATTACH)                      # these change nothing of the case
_WITH_THE_STATE = ("state", "department", "deadline", "condition", "result", "confirmation")
_BY_ACTION = {"reminders": Action.REMIND, "card": Action.SUPERVISE, "reply_by": Action.SUPERVISE}


@dataclass(frozen=True, slots=True)
class Difference:
    """One field as it was seen and as it is, with the step that changed it last (None when none is known)."""

    field: str
    was: Any
    now: Any
    step: CaseStep | None

    @property
    def at(self) -> datetime | None:
        """When it was changed."""
        return None if self.step is None else self.step.at


def differences(seen: CaseDetail, now: CaseDetail) -> tuple[Difference, ...]:
    """What is not as ``seen`` any more; both are the same case."""
    known = max((step.seq for step in seen.steps), default=0)
    fresh = [step for step in now.steps if step.seq > known and step.action not in _ADDING]
    return tuple(Difference(name, value(seen), value(now), _step_of(name, fresh))
                 for name, value in _FIELDS.items() if value(seen) != value(now))


def _step_of(field: str, fresh: list[CaseStep]) -> CaseStep | None:
    """The last of the fresh steps that says that it changed this field, else the last that can have."""
    named = [step for step in fresh if field in (step.detail.get("changed") or {})]
    if not named and field in _BY_ACTION:
        named = [step for step in fresh if step.action is _BY_ACTION[field]]
    if not named and field in _WITH_THE_STATE:
        named = [step for step in fresh if step.from_state != step.to_state]
    return (named or fresh or [None])[-1]  # type: ignore[list-item]
