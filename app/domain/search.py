"""What a search over all years found."""

from __future__ import annotations

import re
import unicodedata
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


# Below this many digits a number is no telephone; the database has the same rule in gridroom.phone_key.
_LEAST_DIGITS = 7
_CASE_NUMBER = re.compile(r"20\d{2}-\d{4}-\d+")  # as a city numbers its cases unless it chose otherwise
_BETWEEN = re.compile(r"[\s,，、;；]+")


def is_caller_number(words: str) -> bool:
    """Whether looking for ``words`` looks for a caller, which is recorded."""
    plain = unicodedata.normalize("NFKC", words).strip()
    if _CASE_NUMBER.fullmatch(plain) or not re.fullmatch(r"[-+() 0-9]+", plain):
        return False
    return sum(one.isdigit() for one in plain) >= _LEAST_DIGITS


def marked_parts(text: str, words: str) -> list[tuple[str, bool]]:
    """``text`` in parts: (part, whether it is one of the looked-for words), for marking what was found."""
    keys = sorted({key.casefold() for key in _BETWEEN.split(words.strip()) if key}, key=len, reverse=True)
    folded = text.casefold()
    if not keys or len(folded) != len(text):  # some letter became two: nothing is marked rather than the wrong thing
        return [(text, False)] if text else []
    parts: list[tuple[str, bool]] = []
    end = 0
    for found in re.finditer("|".join(map(re.escape, keys)), folded):
        parts += [(text[end:found.start()], False), (text[found.start():found.end()], True)]
        end = found.end()
    parts.append((text[end:], False))
    return [part for part in parts if part[0]]
