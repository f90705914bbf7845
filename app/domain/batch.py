"""One move for many cases: what was asked, and what came of it case by case (docs/decisions/0028)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from app.domain.case import Action, Answer
from app.domain.failures import Refusal

MOST_CASES = 500  # in one batch; the database takes no more (resources/sql/code/64_batches.sql)

# Each of these is a judgement of one case, or adds to one: no button does it to many.
NOT_FOR_MANY = frozenset((
    Action.REPORT, Action.ATTACH, Action.AMEND, Action.CONFIRM, Action.VERIFY, Action.CLOSE, Action.HANDLE,
    Action.REPLY_TO_ORDER, Action.RESOLVE_ORDER, Action.APPROVE_REQUEST, Action.GRANT_EXTENSION,
    Action.GRANT_DEFERRAL))
# Values that make sense when they are the same for all.
SHARED_NEEDS = frozenset(("department", "reason", "words", "note", "until"))


@dataclass(frozen=True, slots=True)
class BatchAction:
    """A move that this person may make on every one of the chosen cases."""

    action: Action
    needs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Batch:
    """A wish to move many cases; ``cases`` are (case id, version that was seen)."""

    batch_id: UUID
    action: Action
    cases: tuple[tuple[int, int], ...]
    values: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class BatchItem:
    """What became of one case: the answer, or the refusal that left it as it was."""

    case_id: int
    answer: Answer | None = None
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True)
class BatchResult:
    """What became of all of them. ``not_asked``: called off, or the server went away, before their turn."""

    batch: Batch
    items: tuple[BatchItem, ...]
    not_asked: tuple[int, ...] = ()

    @property
    def done(self) -> tuple[Answer, ...]:
        """The answers of those that were moved."""
        return tuple(item.answer for item in self.items if item.answer is not None)

    @property
    def refused(self) -> tuple[BatchItem, ...]:
        """Those that stand as they stood."""
        return tuple(item for item in self.items if item.refusal is not None)
