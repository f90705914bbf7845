"""What a search over all years found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.domain.case import Case


class FoundBy(StrEnum):
    """Why a case was found."""

    NUMBER = "number"  # its number, or the end of it
    CALLER = "caller"  # the telephone number of who reported it
    WORDS = "words"    # every given word stands in its place, description or result


@dataclass(frozen=True, slots=True)
class Found:
    """One case, open or ended, as the board would show it."""

    case: Case
    by: FoundBy


@dataclass(frozen=True, slots=True)
class SearchAnswer:
    """The newest first. ``back_to``: the search got no further back than this, None: all years. ``more``: there may be
    older ones; ask again with ``before`` the last case."""

    words: str
    found: tuple[Found, ...]
    back_to: datetime | None
    more: bool
