"""Areas of a file into the database, with what is wrong with their borders told before anything of it is kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TypeVar

from sqlalchemy import Connection

from app.database.areas import MOST_AT_ONCE, AreaDraft, AreasPut, check_areas, put_areas
from app.database.places import record_import
from app.domain.area import AreaLevel
from app.domain.failures import Refusal
from app.domain.import_reason import ImportReason, because
from app.domain.redraw import Acceptance
from app.imports.problems import Progress, silent

MOST = 4 * len(AreaLevel)   # kinds of faults by levels: then all that can be wrong was told
T = TypeVar("T")
FAULTS = {"gap": "gap", "outside": "outside", "below": "below", "overlap": "lie_on"}


def store_areas(connection: Connection, drafts: Sequence[AreaDraft], from_day: date | None = None,
                reason: str = "", progress: Progress = silent) -> tuple[AreasPut, list[str]]:
    """Put the areas and check their borders; answers what was put and, with a ``reason``, which faults were accepted.

    Raises Refusal GR020: without a reason for the first fault, with one for what nobody may accept; and what
    ``progress`` raises, after which nothing of it is kept.
    """
    return accepting(connection, reason, lambda accepted: _put(connection, drafts, from_day, accepted, progress))


def record_areas(connection: Connection, source: str, file: str, stored: AreasPut, reason: str = "") -> None:
    """Leave the line that every import leaves, in the transaction that stores the areas."""
    record_import(connection, "area", source, {
        "file": file, "rows": stored.added + stored.changed + stored.unchanged, "added": stored.added,
        "changed": stored.changed, "unchanged": stored.unchanged, "left_out": 0, "reason": reason})


def accepting(connection: Connection, reason: str, work: Callable[[Acceptance | None], T]) -> tuple[T, list[str]]:
    """Do ``work`` and check the borders; with a reason again, until every fault that there is was seen and accepted."""
    seen: dict[str, float] = {}
    told: list[str] = []
    while True:
        try:
            with connection.begin_nested():
                done = work(Acceptance(reason, seen) if reason else None)
                check_areas(connection)
            return done, told
        except Refusal as refusal:
            faults = refusal.detail.get("faults")
            if not reason or not refusal.detail.get("acceptable") or not isinstance(faults, dict) or len(told) > MOST:
                raise
            told += fault_lines(refusal)
            for kind, fault in faults.items():
                seen[kind] = max(seen.get(kind, 0.0), float(fault["m2"]))


def _put(connection: Connection, drafts: Sequence[AreaDraft], from_day: date | None, accepted: Acceptance | None,
         progress: Progress) -> AreasPut:
    stored = AreasPut()
    for start in range(0, len(drafts), MOST_AT_ONCE):
        progress(start, len(drafts), "storing")
        stored += put_areas(connection, drafts[start:start + MOST_AT_ONCE], from_day, accepted)
    progress(len(drafts), len(drafts), "checking borders")
    return stored


def fault_lines(refusal: Refusal) -> list[ImportReason]:
    """One sentence for each kind of fault that a refusal names."""
    faults = refusal.detail.get("faults")
    if not isinstance(faults, dict):
        return []
    return [because(FAULTS.get(kind, "other_fault"), level=refusal.detail.get("level", ""), kind=kind, m2=fault["m2"],
                    codes=_named(fault["codes"])) for kind, fault in faults.items()]


def _named(codes: Sequence[str]) -> str:
    first = ", ".join(codes[:5])
    return because("and_more", codes=first, more=len(codes) - 5) if len(codes) > 5 else first
