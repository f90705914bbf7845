"""Appeals (申诉): of a department against its overtime, once for each closed case (docs/trade.md §1.3 row 25)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class AppealOutcome(StrEnum):
    """What came of an appeal against overtime."""

    PENDING = "pending"
    GRANTED = "granted"      # 不计超时: counted out of every statistic, kept as the fact it is
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"  # the case was taken up again


class OrderAppeal(StrEnum):
    """What came of an appeal against a supervision order."""

    PENDING = "pending"
    UPHELD = "upheld"        # 申诉成立: the order ended and does not count
    DISMISSED = "dismissed"  # the order stands


@dataclass(frozen=True, slots=True)
class TimeAppeal:
    """One appeal against overtime. Times are aware."""

    appeal_id: int
    reason: str
    department: str
    due_at: datetime                # when handling was due
    stopped_at: datetime            # when it ended
    asked_at: datetime
    asked_by: str
    approved_at: datetime | None    # first look
    approved_by: str
    outcome: AppealOutcome
    decided_at: datetime | None
    decided_by: str
    decision: str                   # words of whoever granted or refused it
