"""Who else is at a case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Onlooker:
    """One person at one seat who looks at a case, or has words for it that are not sent yet."""

    seat: UUID
    login: str
    name: str
    looks: bool
    has_words: bool
    since: datetime
