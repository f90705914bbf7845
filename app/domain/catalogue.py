"""The catalogue of components (部件) and events (事件) with their filing conditions (docs/trade.md §2)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class LimitKind(StrEnum):
    """The four kinds of time limit (docs/trade.md §1.4)."""

    URGENT_HOUR = "urgent_hour"  # 紧急工作时: continuous hours
    WORK_HOUR = "work_hour"      # 工作时: office hours only
    WORK_DAY = "work_day"        # 工作日: no weekends or holidays
    NATURAL_DAY = "natural_day"  # 自然日 / 紧急工作日: continuous days


@dataclass(frozen=True, slots=True)
class FilingCondition:
    """One filing condition (立案条件) of a minor class, its limit and what closes it."""

    condition_id: int
    minor_id: int
    seq: int
    condition: str
    limit_kind: LimitKind
    limit_value: float
    closing_condition: str
    responsible_units: str


@dataclass(frozen=True, slots=True)
class Subcategory:
    """A minor class (小类) with its filing conditions."""

    minor_id: int
    kind: str                        # 'component' | 'event'
    major_code: str
    category: str                    # 大类 name
    code: str
    name: str
    disabled: bool
    conditions: tuple[FilingCondition, ...] = ()


@dataclass(frozen=True, slots=True)
class FiledText:
    """The words of a case and the class under which it was filed."""

    minor_id: int
    text: str


@dataclass(frozen=True, slots=True)
class ProposedClass:
    """A class that a text speaks for: how likely (0 to 1), and the words of the text that say so."""

    minor: Subcategory
    confidence: float
    why: tuple[str, ...]


def urgent_words_in(text: str, urgent: tuple[str, ...]) -> str:
    """The entry of ``urgent`` (the city's setting ``urgent_words``) that the text holds with all its words, or ''.

    The words of an entry are separated by spaces. The longest entry is the reason that is told.
    """
    held = [entry for entry in urgent if (words := entry.split()) and all(word in text for word in words)]
    return max(held, key=len, default="")
