"""What the change listener says: a topic and an id, never content; who hears it re-reads."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.case import Case


@dataclass(frozen=True, slots=True)
class Changed:
    """Something of ``topic`` (a NOTIFY channel) with this ``id`` was committed; 0 when the topic has no ids."""

    topic: str
    id: int


@dataclass(frozen=True, slots=True)
class CasesRead:
    """These cases were committed and read on the listener's own line; who is missing in ``rows`` has left our sight.

    ``rows`` None: they could not be understood; whoever shows them asks by itself. A Changed for each id follows.
    """

    ids: tuple[int, ...]
    rows: tuple[Case, ...] | None


@dataclass(frozen=True, slots=True)
class Resync:
    """Listening again: whatever was known may be stale, read all of it."""


@dataclass(frozen=True, slots=True)
class Lost:
    """The connection is gone; the listener tries again by itself. ``words`` are for the log."""

    words: str


Change = Changed | CasesRead | Resync | Lost
