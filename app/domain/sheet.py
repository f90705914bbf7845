"""The daily dispatch sheet (每日派遣单) as the database issued it; rendering adds nothing to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One case on the sheet, as it was when the sheet was issued; texts are already masked."""

    case_id: int
    case_number: str
    version: int
    category: str                    # 大类 · 小类
    place: str
    cell_code: str
    duty_grid: str
    description: str
    limit_text: str
    dispatched_at: datetime
    deadline_at: datetime | None
    reporter_phone: str              # masked
    urgent: bool
    assisting: tuple[str, ...] = ()  # 协办单位
    reports: int = 0                 # further reports of the same trouble, merged into it
    reopened: int = 0                # 发回重办 so far


@dataclass(frozen=True, slots=True)
class SheetSection:
    """The lines of one department, in order of dispatch."""

    department_id: int
    department: str
    lines: tuple[SheetLine, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """An issued sheet. The same content keeps number, sequence, hash and issue time, so a reprint is the same bytes."""

    sheet_number: str
    sequence: int                    # 1 for the first content of that day, then 2, 3 … as cases on it change
    content_hash: str                # SHA-256 of the content, hexadecimal
    day: date
    district: str
    scope: str                       # '' for all departments, else the department's name
    issued_at: datetime
    issued_by: str
    sections: tuple[SheetSection, ...]


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """One issued edition in the list of a day's sheets."""

    sheet_id: int
    day: date
    scope: str                       # as in Sheet
    sheet_number: str
    sequence: int
    content_hash: str
    issued_at: datetime
    issued_by: str
    cases: int                       # lines on it
    prints: int                      # how often it was issued with this content
