"""What comes beside and after handling: kinds of handling, hand-overs, call-backs (docs/trade.md §1.3, §8)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class HandlingKind(StrEnum):
    """The four kinds of handling; each demands something before the case may be closed."""

    GENERAL = "general"        # 一般: on the spot and registered
    COORDINATE = "coordinate"  # 协调: at the community desk, the result told to the person
    EMERGENCY = "emergency"    # 突发: urgent, with reports from the spot
    APPROVAL = "approval"      # 审批: information only, goes up its ladder


class ClosingKind(StrEnum):
    """How a case came to be closed; only NORMAL counts as such."""

    NORMAL = "normal"
    ANSWERED = "answered"          # 直接答复
    SELF_HANDLED = "self_handled"  # 自行处置
    FORCED = "forced"              # 强制结案
    INFORMED = "informed"          # 告知性结案


class CallBackState(StrEnum):
    """Whether whoever reported is still to be called back."""

    DUE = "due"
    DONE = "done"
    UNREACHED = "unreached"    # tried often enough, given up


class YesNo(StrEnum):
    """An answer of a call-back."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Service(StrEnum):
    """Whom a matter can be handed over to (应急转入)."""

    POLICE = "110"
    FIRE = "119"
    AMBULANCE = "120"


class Channel(StrEnum):
    """How they were told."""

    PHONE = "phone"
    RADIO = "radio"
    IN_PERSON = "in_person"
    PLATFORM = "platform"


@dataclass(frozen=True, slots=True)
class HandOver:
    """One hand-over to an emergency service. Times are aware."""

    hand_over_no: int
    service: Service
    told: str                        # person or desk there
    channel: Channel
    words: str
    told_at: datetime
    written_by: str
    receipt_due: datetime            # they are to confirm by then
    reference: str                   # their number for it
    reply: str
    confirmed_at: datetime | None    # None: no receipt yet
    confirmed_by: str


@dataclass(frozen=True, slots=True)
class CallBack:
    """One attempt to call back whoever reported."""

    call_back_no: int
    round: int                       # how often the case had been reopened by then
    reached: bool
    responded: YesNo                 # 响应
    solved: YesNo                    # 解决
    satisfied: YesNo                 # 满意
    words: str
    called_at: datetime
    called_by: str

    @property
    def asks_for_reopening(self) -> bool:
        """Not solved, or not satisfied."""
        return YesNo.NO in (self.solved, self.satisfied)


@dataclass(frozen=True, slots=True)
class Approval:
    """One rung of an approval matter's ladder: 1 community defines, 2 town audits, 3 county approves, 4 notice."""

    approval_no: int
    rung: int
    passed: bool
    office: str
    words: str
    written_at: datetime
    written_by: str


@dataclass(frozen=True, slots=True)
class CallBackDue:
    """A closed case whose reporter is still to be called; name and telephone masked."""

    case_id: int
    case_number: str
    closing_kind: ClosingKind | None  # None: the main case lies out of this person's sight
    closed_at: datetime
    attempts: int
    reopen_count: int
    reporter_name: str
    reporter_phone: str
    source: str
    place: str
    subcategory: str
    department: str
    summary: str
    last_called_at: datetime | None
    is_part: bool                    # of another case: it was merged
