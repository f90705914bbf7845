"""The case: its states, its moves, and the rows that every board, window and sheet show.

The database decides which move is legal (table ``gridroom.transition``); the enums here only name the same
words, and a test compares the two. Terms: docs/trade.md §1, ARCHITECTURE.md (Words).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from app.domain.aftercare import CallBackState, ClosingKind, HandlingKind
from app.domain.appeal import AppealOutcome
from app.domain.confirmation import Confirmation
from app.domain.supervision import Card
from app.domain.time_request import TimeRequestKind


class CaseState(StrEnum):
    """Where a case stands in the closed loop (docs/trade.md §1.3)."""

    REPORTED = "reported"      # 待受理
    CONFIRMING = "confirming"  # 核实中
    SELF_HANDLED = "self_handled"  # 自行处置, to be audited
    REGISTERED = "registered"  # 待派遣
    DISPATCHED = "dispatched"  # 待签收
    RETURNED = "returned"      # 已退回, waits for another dispatch
    DISPUTED = "disputed"      # 责任争议, to be coordinated
    ESCALATED = "escalated"    # 已上报, with a higher level
    ACCEPTED = "accepted"      # 处置中
    IN_REWORK = "in_rework"    # 返工中
    HANDLED = "handled"        # 待核查
    VERIFIED = "verified"      # 待结案
    SUSPENDED = "suspended"    # 挂账
    DEFERRED = "deferred"      # 缓办
    CLOSED = "closed"          # 已结案
    REJECTED = "rejected"      # 不予立案
    VOIDED = "voided"          # 作废
    MERGED = "merged"          # 并案, part of another case


class Stage(StrEnum):
    """The column of the board in which a state is counted; ``ENDED`` is not on the board."""

    TO_REGISTER = "to_register"  # 待受理: reported, confirming
    TO_DISPATCH = "to_dispatch"  # 待派遣: registered, returned, disputed, escalated
    TO_HANDLE = "to_handle"      # 待处置: dispatched, accepted, in_rework, suspended, deferred
    TO_VERIFY = "to_verify"      # 待核查: handled, self_handled
    TO_CLOSE = "to_close"        # 待结案: verified
    ENDED = "ended"


class Action(StrEnum):
    """What a person may do to a case; each is one function of schema api (app/database/cases.py)."""

    REPORT = "report"
    REJECT = "reject"
    REGISTER = "register"
    ASK_CONFIRMATION = "ask_confirmation"  # 委托核实
    CONFIRM = "confirm"        # 核实
    ANSWER = "answer"          # 直接答复: an inquiry answered at once, closed
    DISPATCH = "dispatch"
    TAKE_BACK = "take_back"    # the dispatcher's undo, until the department has opened the case
    REASSIGN = "reassign"      # 改派: to another department, although this one has looked
    CHANGE_ASSISTING = "change_assisting"  # 协办单位
    SEND_BACK = "send_back"    # the dispatcher hands it back to whoever registered it
    DISPUTE = "dispute"        # 责任争议
    SETTLE_DISPUTE = "settle_dispute"      # the duty chief decides the owner
    ESCALATE = "escalate"      # 逐级上报
    RECEIVE_ESCALATION = "receive_escalation"
    RETURN_FROM_LEVEL = "return_from_level"
    WHISTLE = "whistle"        # 吹哨
    ANSWER_WHISTLE = "answer_whistle"      # 报到
    ACCEPT_PART = "accept_part"            # an assisting department, for its own part
    FINISH_PART = "finish_part"
    RETURN_PART = "return_part"
    ACCEPT = "accept"
    RETURN = "return"
    HANDLE = "handle"
    VERIFY = "verify"
    REWORK = "rework"
    CLOSE = "close"
    VOID = "void"
    SUSPEND = "suspend"
    RESUME = "resume"
    REMIND = "remind"          # 催办
    SUPERVISE = "supervise"    # 督办: a supervision order
    REPLY_TO_ORDER = "reply_to_order"
    RESOLVE_ORDER = "resolve_order"
    ASK_EXTENSION = "ask_extension"      # 延期申请
    ASK_DEFERRAL = "ask_deferral"        # 缓办申请
    WITHDRAW_REQUEST = "withdraw_request"
    APPROVE_REQUEST = "approve_request"  # first approval (初审)
    GRANT_EXTENSION = "grant_extension"  # final approval (终审)
    GRANT_DEFERRAL = "grant_deferral"
    REFUSE_REQUEST = "refuse_request"
    MERGE = "merge"            # 并案: into another case; the same word stands in both histories
    UNMERGE = "unmerge"
    APPEAL_ORDER = "appeal_order"        # 督办申诉
    DECIDE_ORDER_APPEAL = "decide_order_appeal"
    APPEAL_TIME = "appeal_time"          # 超时申诉
    APPROVE_APPEAL = "approve_appeal"    # first look (初审)
    GRANT_APPEAL = "grant_appeal"        # 终审: the overtime does not count
    REFUSE_APPEAL = "refuse_appeal"
    RULE = "rule"              # a changed rule moved its deadline; nobody does this to one case
    SEND_TASK = "send_task"      # 派外勤任务: verify (核查) or urgent (突发); a confirm task is ASK_CONFIRMATION
    ANSWER_TASK = "answer_task"  # the step of an answer that moves nothing
    SELF_HANDLE = "self_handle"          # 自行处置: settled on the spot
    AUDIT_PASS = "audit_pass"            # 审核通过: that settles it
    AUDIT_FAIL = "audit_fail"
    SET_HANDLING = "set_handling"        # 处置方式: one of four kinds
    TELL_REPORTER = "tell_reporter"      # 告知反映人
    TRACK = "track"                      # 现场跟踪
    APPROVE_RUNG = "approve_rung"        # 逐级审批
    HAND_OVER = "hand_over"              # 应急转入 110/119/120
    CONFIRM_HAND_OVER = "confirm_hand_over"
    FORCE_CLOSE = "force_close"          # 强制结案
    INFORM_CLOSE = "inform_close"        # 告知性结案
    CALL_BACK = "call_back"              # 回访
    REOPEN = "reopen"                    # 发回重办
    REOPEN_REPORT = "reopen_report"      # the same for what never lay with a department
    AMEND = "amend"
    NOTE = "note"
    ATTACH = "attach"


class DeadlineLight(StrEnum):
    """How a deadline looks: nothing, near (at most a quarter of the limit left), overdue, paused."""

    NONE = "none"
    NEAR = "near"
    OVERDUE = "overdue"
    PAUSED = "paused"


@dataclass(frozen=True, slots=True)
class Case:
    """One row of the board. Times are aware; ``position`` is (longitude, latitude) in degrees, CGCS2000/WGS-84."""

    case_id: int
    case_number: str
    version: int
    state: CaseState
    stage: Stage
    kind: str                        # 'component' (部件), 'event' (事件) or '' while unknown
    category: str                    # 大类 name, '' while unknown
    subcategory: str                 # 小类 name, '' while unknown
    summary: str                     # first line of the description, at most 80 characters
    place: str
    area_path: str                   # ltree of area ids, '' when outside every area
    street: str
    community: str
    cell_code: str
    department_id: int | None
    department: str
    source: str
    urgency: str                     # 'normal' | 'urgent'
    reported_at: datetime
    deadline_at: datetime | None     # of the clock that runs now; None: none runs
    near_at: datetime | None         # from here on at most a quarter of the limit is left
    paused_remaining: timedelta | None  # working time left while suspended
    rework_count: int
    return_count: int
    opened_at: datetime | None       # when the department first opened it
    changed_after_print: bool        # 印后变更
    imported: bool
    remind_count: int                # 催办 so far
    card: Card | None                # of the gravest open supervision order
    reply_due: datetime | None       # the first reply that an open order still waits for
    time_request: TimeRequestKind | None  # the pending request for more time
    time_approved: bool              # it has its first approval
    confirmation: Confirmation | None  # what was found on the spot before registering
    time_appeal: AppealOutcome | None = None  # of the appeal against its overtime
    order_appeal: bool = False       # an appeal against one of its orders is pending
    open_parts: int = 0              # parts of assisting departments that are not done
    whistle_due: datetime | None = None  # when the first department that was whistled is to answer
    level: str = ""                  # to which level it went up: community, street, district, city; else ''
    handling_kind: HandlingKind | None = None
    closing_kind: ClosingKind | None = None
    call_back: CallBackState | None = None
    call_back_count: int = 0         # attempts since it was closed
    reopen_count: int = 0            # 发回重办 so far
    hand_overs: str = ""             # emergency services that were told, '110 120'
    receipt_due: datetime | None = None  # the first of their receipts that is still missing
    position: tuple[float, float] | None = None

    def light(self, now: datetime) -> DeadlineLight:
        """The deadline's light at the server time ``now``."""
        if self.paused_remaining is not None:
            return DeadlineLight.PAUSED
        if self.deadline_at is None:
            return DeadlineLight.NONE
        if now >= self.deadline_at:
            return DeadlineLight.OVERDUE
        if self.near_at is not None and now >= self.near_at:
            return DeadlineLight.NEAR
        return DeadlineLight.NONE


@dataclass(frozen=True, slots=True)
class StageCount:
    """Open and overdue cases of one stage, as this person may see them."""

    stage: Stage
    open_count: int
    overdue_count: int


@dataclass(frozen=True, slots=True)
class Move:
    """A wish to move a case: ``values`` holds what the action needs, by the name of the SQL parameter."""

    request_id: UUID
    action: Action
    case_id: int
    version: int
    values: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the database answered to a write; the same request id always gives the same answer."""

    case_id: int
    case_number: str
    version: int
    state: CaseState
    step_seq: int
    at: datetime
    deadline_at: datetime | None
    repeated: bool                   # True when this request had already been carried out
