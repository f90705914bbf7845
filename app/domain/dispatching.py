"""Who has a case and in which part, the way up, and whom to dispatch to (docs/trade.md §1.3 rows 6–10)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any


class UnitPart(StrEnum):
    """In which part a department was told of a case."""

    MAIN = "main"              # 主办
    ASSIST = "assist"          # 协办
    PARTY = "party"            # concerned in a dispute
    WHISTLED = "whistled"      # 吹哨


class UnitAnswer(StrEnum):
    """What an assisting or whistled department answered."""

    ACCEPTED = "accepted"      # 已签收
    ARRIVED = "arrived"        # 已报到
    REFUSED = "refused"        # 未报到


class UnitEnd(StrEnum):
    """How a case left a department."""

    TAKEN_BACK = "taken_back"
    RETURNED_WRONG = "returned_wrong"  # not theirs: counts against the accuracy of dispatching
    RETURNED = "returned"
    REASSIGNED = "reassigned"
    RELEASED = "released"
    SETTLED = "settled"
    REFUSED = "refused"
    SENT_BACK = "sent_back"


class Level(StrEnum):
    """The levels of the trade, from the lowest up (网格→社区→街道→区→市)."""

    DUTY_GRID = "duty_grid"
    COMMUNITY = "community"
    STREET = "street"
    DISTRICT = "district"
    CITY = "city"


RETURN_CAUSES = ("wrong_department", "other")


def levels_above(level: str) -> list[Level]:
    """The levels to which a case can go up from here; '' stands below all of them."""
    order = list(Level)
    return order[order.index(Level(level)) + 1 if level else 1:]


@dataclass(frozen=True, slots=True)
class CaseUnit:
    """A department that was told of a case, and what came of it. Times are aware."""

    unit_no: int
    department_id: int
    department: str
    part: UnitPart
    told_at: datetime
    told_by: str
    demand: str                     # what is asked of it, beside the case itself
    due_at: datetime | None         # of a whistle: when to be there
    typed_in: bool                  # the room wrote down what a street said
    answer: UnitAnswer | None
    answered_at: datetime | None
    answered_by: str
    answer_words: str
    done_at: datetime | None        # of a part: reported done
    done_by: str
    done_words: str
    ended_at: datetime | None       # the case left it
    ended_by: str
    ended_how: UnitEnd | None
    ended_why: str

    @property
    def assists(self) -> bool:
        """Whether it takes part beside the main unit now."""
        return self.part is UnitPart.ASSIST and self.ended_at is None

    @property
    def sent_it_back(self) -> bool:
        """Whether it said that the case is not its own."""
        return self.ended_how is UnitEnd.RETURNED_WRONG


@dataclass(frozen=True, slots=True)
class Escalation:
    """One step of the way up, with its receipt and the answer that came down. Times are aware."""

    escalation_no: int
    from_level: Level
    to_level: Level
    sent_at: datetime
    sent_by: str
    reason: str
    agreed_by: str                  # who of the street agreed
    receive_by: datetime
    received_at: datetime | None
    received_by: str                # who wrote the receipt down
    receiver: str                   # who received it there
    receipt_number: str             # of the city
    returned_at: datetime | None
    returned_by: str
    answer: str


class ProposalSource(StrEnum):
    """Where a proposal comes from."""

    DUTY = "duty"              # 权责清单
    PAST = "past"              # who handled such cases here
    STANDARD = "standard"      # the units that the filing standard names


@dataclass(frozen=True, slots=True)
class DispatchProposal:
    """A department to dispatch to, with why; ``confidence`` from 0 to 1."""

    department_id: int
    department: str
    assisting: tuple[int, ...]
    source: ProposalSource
    confidence: float
    why: dict[str, Any] = field(default_factory=dict)

    @property
    def sent_it_back(self) -> bool:
        """Whether this department returned this very case: told, and never what a key takes."""
        return bool(self.why.get("returned_here"))


@dataclass(frozen=True, slots=True)
class LeftCase:
    """What a department no longer has, and why: no more of the case than its name."""

    case_id: int
    case_number: str
    subcategory: str
    part: UnitPart
    left_at: datetime
    left_by: str
    how: UnitEnd
    why: str
    now_with: str                   # department, '' while it is with the room
