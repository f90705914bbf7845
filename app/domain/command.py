"""What the command bar proposes, and how words are matched: by a part, an alias, or the first letters of the pinyin."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache

# The simplified characters of GB/T 2312 level 1 stand in the order of their pinyin: where each initial begins.
_INITIALS = (
    (0xB0A1, "a"), (0xB0C5, "b"), (0xB2C1, "c"), (0xB4EE, "d"), (0xB6EA, "e"), (0xB7A2, "f"), (0xB8C1, "g"),
    (0xB9FE, "h"), (0xBBF7, "j"), (0xBFA6, "k"), (0xC0AC, "l"), (0xC2E8, "m"), (0xC4C3, "n"), (0xC5B6, "o"),
    (0xC5BE, "p"), (0xC6DA, "q"), (0xC8BB, "r"), (0xC8F6, "s"), (0xCBFA, "t"), (0xCDDA, "w"), (0xCEF4, "x"),
    (0xD1B9, "y"), (0xD4D1, "z"))
_END = 0xD7FA


class SuggestionKind(StrEnum):
    """What a suggestion leads to."""

    COMMAND = "command"
    ACTION = "action"        # a move of the open case
    CASE = "case"
    VIEW = "view"
    AREA = "area"
    DEPARTMENT = "department"
    SEARCH = "search"
    NOTE = "note"            # says what is possible; cannot be chosen


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One row of the list: what it says, what it adds in quiet words, its key, and what happens when it is chosen."""

    kind: SuggestionKind
    words: str
    run: Callable[[], object] = field(compare=False)
    detail: str = ""
    key: str = ""
    aliases: tuple[str, ...] = ()


@lru_cache(maxsize=8192)  # every name of the room is asked for at every key
def initials(words: str) -> str:
    """The first letters of the pinyin of ``words``, as far as its characters are common: ``市政公用`` → ``szgy``."""
    return "".join(map(_initial, words))


def match_rank(typed: str, words: str, aliases: Iterable[str] = ()) -> int | None:
    """How well ``typed`` names ``words``: 0 exactly, 1 its beginning, 2 an alias or its first letters, 3 a part of it;
    None when it does not."""
    wanted, name = typed.casefold().strip(), words.casefold()
    if not wanted:
        return 1
    if wanted == name:
        return 0
    if name.startswith(wanted):
        return 1
    if any(alias.casefold().startswith(wanted) for alias in aliases):
        return 2
    if wanted.isascii() and wanted.isalpha() and initials(words).startswith(wanted):
        return 2
    return 3 if wanted in name else None


def matching(typed: str, offered: Iterable[Suggestion]) -> list[Suggestion]:
    """Those that ``typed`` names, the best first, otherwise as they were offered."""
    ranked = [(rank, one) for one in offered if (rank := match_rank(typed, one.words, one.aliases)) is not None]
    return [one for _rank, one in sorted(ranked, key=lambda pair: pair[0])]


def _initial(character: str) -> str:
    if character.isascii():
        return character.casefold() if character.isalnum() else ""
    try:
        high, low = character.encode("gb2312")
    except (UnicodeEncodeError, ValueError):
        return ""
    code = high << 8 | low
    if not _INITIALS[0][0] <= code < _END:
        return ""
    return next(letter for begin, letter in reversed(_INITIALS) if code >= begin)
