"""What can be wrong with a file from outside, told so that a person can mend it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.domain.failures import Failure

# done, total, what is being done; raise Cancelled to stop.
Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, and where: a row, a feature, a place on the map."""

    where: str
    why: str

    def __str__(self) -> str:
        return f"{self.where}: {self.why}"


class ImportRefused(Failure):
    """The file or the wish cannot be carried out as it is; nothing was stored. ``problems`` names each place."""

    def __init__(self, message: str, problems: Sequence[Problem] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.problems = tuple(problems)


class Cancelled(Failure):
    """Somebody stopped the work; what was promised whole was not stored."""


def silent(done: int, total: int, words: str) -> None:
    """Progress that tells nobody."""
