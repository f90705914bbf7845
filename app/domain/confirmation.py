"""Confirming on the spot before a report is registered (核实, docs/trade.md §1.3 row 2)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Confirmation(StrEnum):
    """What was found."""

    EXISTS = "exists"  # 存在
    ABSENT = "absent"  # 不存在
    UNABLE = "unable"  # 无法核实


@dataclass(frozen=True, slots=True)
class Confirmer:
    """A grid worker who can be asked about a case."""

    login: str
    name: str
