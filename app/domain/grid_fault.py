"""What can be wrong with areas that are drawn anew."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from app.domain.area import MultiPolygon


class FaultKind(StrEnum):
    """Kinds of faults."""

    CROSSING = "crossing"        # a border crosses itself
    OVERLAP = "overlap"
    GAP = "gap"                  # a place of the parent that no area has
    OUTSIDE = "outside"          # beyond the parent
    CODE_TWICE = "code_twice"
    SLIVER = "sliver"            # too small or too thin
    ISLANDS = "islands"          # in several parts
    HOLE = "hole"


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: of which areas, where (shape in degrees), how large, and the command that would mend it safely.

    ``grave``: the drawing cannot become what holds before this is mended, or let stand with a reason.
    """

    kind: FaultKind
    keys: tuple[str, ...]
    codes: tuple[str, ...]
    shape: MultiPolygon
    m2: float
    grave: bool
    mend: dict[str, Any] | None

    @property
    def acceptable(self) -> bool:
        """Whether the database lets it stand with a reason (33_outline_faults.sql)."""
        return self.kind in (FaultKind.GAP, FaultKind.OUTSIDE)
