"""What the change listener says: a topic and an id, never content; who hears it re-reads."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Changed:
    """Something of ``topic`` (a NOTIFY channel) with this ``id`` was committed; 0 when the topic has no ids."""

    topic: str
    id: int


@dataclass(frozen=True, slots=True)
class Resync:
    """Listening again: whatever was known may be stale, read all of it."""


@dataclass(frozen=True, slots=True)
class Lost:
    """The connection is gone; the listener tries again by itself. ``words`` are for the log."""

    words: str


Change = Changed | Resync | Lost
