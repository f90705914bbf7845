"""Tasks for field staff: a text with a short code for a worker's group, and the answer that comes back with it."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.domain.people import Duty

# Who sends tasks and takes their answers in, and so sees codes and texts (api.field_task_list).
TASK_SENDERS = frozenset({Duty.CALL_TAKER, Duty.DISPATCHER, Duty.DUTY_CHIEF, Duty.INSPECTOR})
_ALPHABET = "ACDEFGHJKMNPRTUWXY34679"  # gridroom.code_alphabet: none is mistaken for another, and their number is prime


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


def task_code(words: str) -> str:
    """The code with which ``words`` begin, as gridroom.is_task_code knows one; '' when they begin with none.

    Whether an open task has it, only the server knows.
    """
    head = next(iter(unicodedata.normalize("NFKC", words).upper().split()), "")
    if len(head) not in (4, 5) or set(head) - set(_ALPHABET) or head.isdecimal():
        return ""
    total = sum((at + 1) * _ALPHABET.index(letter) for at, letter in enumerate(head[:-1], start=1))
    return head if head[-1] == _ALPHABET[total % len(_ALPHABET)] else ""
