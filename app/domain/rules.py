"""Rules of time that a city changes, and what a change would do to open cases (docs/decisions/0044)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.domain.case import Stage


@dataclass(frozen=True, slots=True)
class MovedCase:
    """One open case whose deadline the change would move. Times are aware; None: paused, or no clock."""

    case_id: int
    case_number: str
    stage: Stage
    before: datetime | None
    after: datetime | None


@dataclass(frozen=True, slots=True)
class RuleEffect:
    """What a change does to open cases: carried out by the server and taken back, so it is what will happen."""

    moved: int
    newly_overdue: int
    no_longer_overdue: int
    cards_now: int                  # cards that would be due at once
    fingerprint: str                # of what was shown; ``change_rule`` takes it back
    cases: tuple[MovedCase, ...]    # the nearest new deadline first
