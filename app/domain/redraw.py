"""Redrawing areas: what was asked, what it did, and how areas stood on a day (docs/decisions/0049)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from app.domain.area import AreaLevel, MultiPolygon


@dataclass(frozen=True, slots=True)
class Acceptance:
    """Faults of borders that somebody lets stand: why, and by kind (gap, outside, below, overlap) the square metres
    that they saw. What is more than that is refused again (docs/decisions/0062)."""

    reason: str
    m2: Mapping[str, float]

    def element(self) -> dict[str, Any]:
        """As the functions of schema api take it."""
        return {"reason": self.reason, "m2": dict(self.m2)}


def sizes_seen(before: Mapping[str, float], detail: Mapping[str, Any]) -> dict[str, float]:
    """The square metres by kind that a person has seen, after one more refusal (its detail) of what may stand with a
    reason; those of before when nobody may let it stand."""
    if not detail.get("acceptable"):
        return dict(before)
    sizes = {kind: float(one["m2"]) for kind, one in detail["faults"].items()}
    return {kind: max(m2, sizes.get(kind, 0.0)) for kind, m2 in (dict(before) | sizes).items()}


@dataclass(frozen=True, slots=True)
class Drawer:
    """Somebody who draws at the same place; ``same``: this very login, at another seat."""

    name: str
    since: datetime
    same: bool


@dataclass(frozen=True, slots=True)
class RedrawAnswer:
    """What the database says to a redraw; ``state`` is done or planned, ``moved`` counts areas below that now belong to
    another one, ``repeated``: it had been asked before with the same request id."""

    redraw_id: int
    state: str
    from_day: date
    changed: int
    added: int
    ended: int
    moved: int
    repeated: bool


@dataclass(frozen=True, slots=True)
class Redraw:
    """One redraw of the past, or a plan. ``state``: planned, done, failed (``why`` says why), withdrawn."""

    redraw_id: int
    level: AreaLevel
    parent_name: str
    from_day: date
    took_effect: date | None
    state: str
    why: Mapping[str, Any]
    changed: int
    added: int
    ended: int
    moved: int
    undoes: int | None
    undone_by: int | None
    asked_by: str
    asked_at: datetime
    reason: str = ""             # why faults were let stand; "": there was none
    faults: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class AreaOn:
    """An area as it was on some day; ``label`` is the same in all its versions."""

    label: str
    code: str
    name: str
    exclusive: bool
    valid_from: date
    valid_to: date | None
    outline: MultiPolygon
