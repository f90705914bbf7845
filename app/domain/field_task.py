"""Tasks for field staff: a text with a short code for a worker's group, and the answer that comes back with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class TaskKind(StrEnum):
    """What the worker is to do."""

    CONFIRM = "confirm"  # 核实: is it there? before registering
    VERIFY = "verify"    # 核查: is it mended? after handling
    URGENT = "urgent"    # 突发: go there at once


class TaskOutcome(StrEnum):
    """What became of it."""

    OPEN = ""
    EXISTS = "exists"
    ABSENT = "absent"
    PASSED = "passed"
    FAILED = "failed"
    DONE = "done"
    UNABLE = "unable"
    OVERTAKEN = "overtaken"  # the case went on without an answer
    EXPIRED = "expired"      # a day after it was due


@dataclass(frozen=True, slots=True)
class FieldTask:
    """One task. ``code`` and ``words`` are empty for who sends none."""

    task_id: int
    code: str
    kind: TaskKind
    case_id: int
    case_number: str
    worker: str | None               # login; None when a duty grid was asked
    asked: str                       # name of the worker or the duty grid
    words: str                       # the text to copy into the group
    asked_at: datetime
    asked_by: str
    due_at: datetime
    ended_at: datetime | None
    outcome: TaskOutcome
    answer: str
    answered_by: str

    @property
    def is_open(self) -> bool:
        """Whether an answer is still waited for."""
        return self.outcome is TaskOutcome.OPEN
