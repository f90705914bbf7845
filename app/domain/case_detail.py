"""Everything about one case: its history, its files, what may be done to it now, and what stands beside it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from app.domain.aftercare import Approval, CallBack, HandOver
from app.domain.appeal import TimeAppeal
from app.domain.case import Action, Case, CaseState
from app.domain.confirmation import Confirmer
from app.domain.dispatching import CaseUnit, DispatchProposal, Escalation
from app.domain.field_task import FieldTask
from app.domain.position import NearbyUnit
from app.domain.similar_case import NOT_MERGED, Merging, SimilarCase
from app.domain.supervision import SupervisionOrder
from app.domain.time_request import TimeRequest


@dataclass(frozen=True, slots=True)
class CaseStep:
    """One line of the history (案件流转记录)."""

    step_id: int
    seq: int
    action: Action
    from_state: CaseState | None
    to_state: CaseState
    at: datetime
    by_login: str
    by_name: str
    by_department: str
    receiver: str                    # department that receives the case with this step, else ''
    remark: str
    original_at: datetime | None     # when it really happened, if recorded later (import, local journal)
    detail: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that belongs to a case; the bytes are fetched on demand."""

    attachment_id: int
    kind: str                        # near, far, reference, handle_before, handle_after, document, audio
    file_name: str
    media_type: str
    size: int                        # bytes
    sha256: str                      # hexadecimal
    taken_at: datetime | None
    added_at: datetime
    added_by: str
    position: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class AllowedAction:
    """A move this person may make on this case now, in the order in which to offer it."""

    action: Action
    to_state: CaseState
    needs: tuple[str, ...]           # mandatory values: 'reason', 'department', 'condition', 'closing_condition', …
    primary: bool                    # the likely next one


@dataclass(frozen=True, slots=True)
class CaseDetail:
    """Everything about one case that this person may see; personal data comes masked."""

    case: Case
    description: str
    reporter_name: str               # masked
    reporter_phone: str              # masked
    keep_secret: bool
    minor_id: int | None
    condition_id: int | None
    condition: str                   # 立案条件
    closing_condition: str           # 结案条件, as the catalogue proposes it or as chosen
    limit_kind: str                  # LimitKind value, '' while none
    limit_value: float | None
    cell_name: str
    duty_grid: str
    registered_at: datetime | None
    dispatched_at: datetime | None
    accepted_at: datetime | None
    handled_at: datetime | None
    verified_at: datetime | None
    closed_at: datetime | None
    original_at: datetime | None
    origin: str                      # 'desk', 'journal', 'import:<name>'
    original_id: str
    result: str                      # what the department did
    sheet_number: str                # last printed sheet with this case, else ''
    steps: tuple[CaseStep, ...]
    attachments: tuple[Attachment, ...]
    allowed: tuple[AllowedAction, ...]
    orders: tuple[SupervisionOrder, ...] = ()  # the newest first
    time_requests: tuple[TimeRequest, ...] = ()  # the newest first
    time_appeals: tuple[TimeAppeal, ...] = ()  # one at most
    confirmers: tuple[Confirmer, ...] = ()  # whom this person may ask to confirm it, or send
    similar: tuple[SimilarCase, ...] = ()  # what it may be a second report of, for whom may merge it
    merging: Merging = NOT_MERGED  # reports in it, or the case that it is part of
    units: tuple[CaseUnit, ...] = ()  # who was told, the first first
    escalations: tuple[Escalation, ...] = ()  # the way up, the first first
    proposals: tuple[DispatchProposal, ...] = ()  # whom to dispatch to, for those who may; the best first
    nearby: tuple[NearbyUnit, ...] = ()  # those of them on duty near the place, those of its duty grid first
    tasks: tuple[FieldTask, ...] = ()  # for field staff, the newest first
    hand_overs: tuple[HandOver, ...] = ()  # the newest first
    call_backs: tuple[CallBack, ...] = ()  # the newest first
    approvals: tuple[Approval, ...] = ()  # the lowest rung first
    closing_hindrance: str = ""      # reporter_not_told, not_tracked or approval_open
