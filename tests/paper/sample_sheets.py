"""Sheets made by hand: rendering needs no database."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date, datetime, timedelta, timezone

from app.domain.sheet import Sheet, SheetLine, SheetSection

ROOM = timezone(timedelta(hours=8))
DAY = date(2026, 11, 21)
DEPARTMENTS = ("市政公用中心", "市容环卫中心", "园林绿化中心")


def line(number: int, description: str = "井盖缺失, 行人绕行。", **changes: object) -> SheetLine:
    """One case dispatched that day."""
    began = datetime(2026, 11, 21, 8, 0, tzinfo=ROOM) + timedelta(minutes=2 * number)
    facts = {
        "case_id": number, "case_number": f"2026-1121-{number:05}", "version": 3, "category": "公用设施 · 上水井盖",
        "place": "卖芝桥东路 117 号", "cell_code": "331004001001001", "duty_grid": "路南-01",
        "description": description, "limit_text": "2 紧急工作时", "dispatched_at": began,
        "deadline_at": began + timedelta(hours=2), "reporter_phone": "138****1234", "urgent": False,
    }
    return SheetLine(**(facts | changes))


def sheet(lines: Sequence[SheetLine], departments: int = 1, **changes: object) -> Sheet:
    """An issued sheet with these lines dealt out to the departments, first come first."""
    share = -(-len(lines) // departments) if lines else 1
    sections = tuple(
        SheetSection(number + 1, DEPARTMENTS[number], tuple(lines[number * share:(number + 1) * share]))
        for number in range(departments) if lines[number * share:(number + 1) * share]
    )
    facts = {
        "sheet_number": "PQ-20261121", "sequence": 1, "content_hash": hashlib.sha256(b"a sample").hexdigest(),
        "day": DAY, "district": "示范区", "scope": "", "issued_at": datetime(2026, 11, 21, 21, 14, 7, tzinfo=ROOM),
        "issued_by": "派遣员一号", "sections": sections,
    }
    return Sheet(**(facts | changes))
