"""The printed forms of one case (docs/trade.md §7) as the database froze them; drawing them adds nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any


class PaperKind(StrEnum):
    """What is printed of a case."""

    FLOW = "flow"          # 网格排查事件流转单
    DISPATCH = "dispatch"  # 派遣单
    ORDER = "order"        # 督办单
    REQUEST = "request"    # 延期 / 缓办 / 挂账申请表


@dataclass(frozen=True, slots=True)
class Paper:
    """One edition. The same content keeps number, edition, hash and issue time, so a reprint is the same bytes."""

    paper_id: int
    kind: PaperKind
    case_id: int
    subject: str                     # '' · an order's number · 'T' and a request's number · 'S' and a suspension's step
    paper_number: str
    sequence: int                    # 1 for the first content, then 2, 3 …
    content_hash: str                # SHA-256 of the content, hexadecimal
    issued_at: datetime
    issued_by: str
    content: dict[str, Any]          # codes and texts as sql/code/41_paper_contents.sql names them


@dataclass(frozen=True, slots=True)
class CasePaper:
    """A paper that a case has or could have, with how its newest edition stands. Times are aware."""

    kind: PaperKind
    subject: str
    paper_number: str                # '' where the paper was never issued and its number is not known before
    what: str                        # of an order its card, of a request its kind, else ''
    paper_id: int | None             # None: never issued
    sequence: int | None
    content_hash: str | None
    issued_at: datetime | None
    issued_by: str | None
    prints: int                      # of the newest edition
    printed_at: datetime | None      # for the last time
    printed_by: str
    current: bool | None             # whether it still says what is; None: never issued
    may_issue: bool
