"""Supervision (督办): formal orders that press a case, from a reminder up to a red card (docs/trade.md §1.3 row 21)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.domain.appeal import OrderAppeal


class OrderKind(StrEnum):
    """Why an order is given."""

    TIMEOUT = "timeout"        # 超时督办
    LEADER = "leader"          # 领导督办
    IMPORTANT = "important"    # 重点督办


class Card(StrEnum):
    """How grave an order is, from the mildest on."""

    REMINDER = "reminder"      # 督办提醒
    YELLOW = "yellow"          # 黄牌
    RED = "red"                # 红牌


@dataclass(frozen=True, slots=True)
class SupervisionOrder:
    """One order on a case; a case may have several. Times are aware."""

    order_id: int
    order_number: str
    kind: OrderKind
    card: Card
    reason: str
    demand: str                     # what is to be done
    department: str                 # who had the case when it was given, '' while the centre had it
    reply_by: datetime | None       # None: no reply is wanted
    issued_at: datetime
    issued_by: str
    reply: str
    replied_at: datetime | None
    replied_by: str
    resolution: str
    resolved_at: datetime | None    # None: open
    resolved_by: str
    ended_with_case: bool           # nobody resolved it: the case ended
    rule: str = ""                  # the rule of setting 'card_rules' that gave it, '' when a person did
    appeal: str = ""                # why the department thinks it is wrong
    appealed_at: datetime | None = None
    appealed_by: str = ""
    appeal_outcome: OrderAppeal | None = None  # None: nobody appealed
    appeal_decided_at: datetime | None = None
    appeal_decided_by: str = ""
    appeal_words: str = ""          # of whoever decided

    @property
    def waits_for_reply(self) -> bool:
        """Whether the department still owes a reply."""
        return self.reply_by is not None and self.replied_at is None and self.resolved_at is None
