"""Days of a year as people write them down: ``2027-02-14 班 春节调休上班``, one a line, also with commas or tabs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

Days = Mapping[date, tuple[bool, str]]   # day → (is a workday, its name)
_LINE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?[\s,，;；]+([^\s,，;；]+)(?:[\s,，;；]+(.*))?")
_OFF, _WORK = ("休", "休息", "放假", "节假日", "off"), ("班", "上班", "调休上班", "补班", "work")
LONGEST = 100


def read_days(text: str, year: int) -> tuple[dict[date, tuple[bool, str]], list[int]]:
    """The days, and the numbers of the lines that are none of that year; a heading in the first line is passed over."""
    days: dict[date, tuple[bool, str]] = {}
    bad: list[int] = []
    for number, line in enumerate(text.splitlines(), start=1):
        words = line.strip().strip(",，")
        found = _LINE.fullmatch(words)
        if not words or (number == 1 and found is None and not words[:1].isdigit()):
            continue
        kind = found[4].casefold() if found else ""
        try:
            day = date(int(found[1]), int(found[2]), int(found[3])) if found else None
        except ValueError:
            day = None
        if found is None or day is None or day.year != year or day in days or kind not in _OFF + _WORK \
                or len(found[5] or "") > LONGEST:
            bad.append(number)
            continue
        days[day] = (kind in _WORK, (found[5] or "").strip())
    return days, bad


def written(days: Days) -> str:
    """The same again as text."""
    return "\n".join(f"{day.isoformat()} {'班' if is_workday else '休'} {name}".rstrip()
                     for day, (is_workday, name) in sorted(days.items()))
