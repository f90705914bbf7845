"""Areas of a file into the database, with what is wrong with their borders told before anything of it is kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TypeVar

from sqlalchemy import Connection

from app.database.areas import MOST_AT_ONCE, AreaDraft, AreasPut, check_areas, put_areas
from app.domain.area import AreaLevel
from app.domain.failures import Refusal
from app.domain.redraw import Acceptance
from app.imports.problems import Progress, silent

MOST = 4 * len(AreaLevel)   # kinds of faults by levels: then all that can be wrong was told
T = TypeVar("T")
WORDS = {"gap": "ground that no area has any more", "outside": "beyond the area around",
         "below": "areas inside that stick out", "overlap": "lie on each other"}


def store_areas(connection: Connection, drafts: Sequence[AreaDraft], from_day: date | None = None,
                reason: str = "", progress: Progress = silent) -> tuple[AreasPut, list[str]]:
    """Put the areas and check their borders; answers what was put and, with a ``reason``, which faults were accepted.

    Raises Refusal GR020: without a reason for the first fault, with one for what nobody may accept; and what
    ``progress`` raises, after which nothing of it is kept.
    """
    return accepting(connection, reason, lambda accepted: _put(connection, drafts, from_day, accepted, progress))


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


def fault_lines(refusal: Refusal) -> list[str]:
    """One sentence for each kind of fault that a refusal names."""
    faults = refusal.detail.get("faults")
    if not isinstance(faults, dict):
        return []
    level = refusal.detail.get("level", "")
    return [f"{level}: {WORDS.get(kind, kind)}: {fault['m2']:,.0f} m² at {', '.join(fault['codes'][:5])}"
            + (f" and {len(fault['codes']) - 5} more" if len(fault["codes"]) > 5 else "")
            for kind, fault in faults.items()]
