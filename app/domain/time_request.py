"""More time for handling: what a department asks for, who decided it, and how (docs/trade.md §1.3 rows 11 and 12)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class TimeRequestKind(StrEnum):
    """What is asked for."""

    EXTENSION = "extension"  # 延期: the limit once more
    DEFERRAL = "deferral"    # 缓办: the clock rests until a day


class TimeOutcome(StrEnum):
    """What came of it."""

    PENDING = "pending"
    GRANTED = "granted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"  # by the department, or because the case moved on


@dataclass(frozen=True, slots=True)
class TimeRequest:
    """One request on a case, at most one of them pending. Times are aware."""

    request_no: int
    kind: TimeRequestKind
    reason: str
    until: datetime | None          # of a deferral
    department: str
    asked_at: datetime
    asked_by: str
    approved_at: datetime | None    # first approval
    approved_by: str
    outcome: TimeOutcome
    decided_at: datetime | None
    decided_by: str
    decision: str                   # words of whoever granted, refused or withdrew it
