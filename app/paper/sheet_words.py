"""The words on the daily dispatch sheet. Paper goes to Chinese departments and is Chinese in every language."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime

from app.domain.sheet import Sheet, SheetLine

TITLE = "每日派遣单"
WEEKDAYS = ("一", "二", "三", "四", "五", "六", "日")
COLUMNS = ("序号", "扫码办理", "案件编号 / 派遣", "类别", "地点 / 网格", "问题描述", "时限 / 截止 / 电话")
URGENT = "紧急"
CONTINUED = "(续)"
CONTINUES = "下页续"
UNKNOWN = "—"
SECRET = "保密"
SIGNERS = ("派遣员", "值班长")
RECEIVER = "接收单位"
SIGN_HINT = "签名 / 时间"


def day_words(day: date) -> str:
    """2026年11月21日 星期六"""
    return f"{day.year}年{day.month}月{day.day}日 星期{WEEKDAYS[day.weekday()]}"


def moment_words(moment: datetime) -> str:
    """2026-11-21 21:14:07, in the zone that the moment carries (the room's)."""
    return f"{moment:%Y-%m-%d %H:%M:%S}"


def due_words(due: datetime | None, day: date) -> str:
    """11-23 周一 17:00; the year too where it is not the sheet's; a dash while no clock runs."""
    if due is None:
        return UNKNOWN
    year = "" if due.year == day.year else f"{due:%Y}-"
    return f"{year}{due:%m-%d} 周{WEEKDAYS[due.weekday()]} {due:%H:%M}"


def dispatched_words(line: SheetLine, day: date) -> str:
    """Clock time of the dispatch, with the date where it is not the sheet's."""
    moment = line.dispatched_at
    return f"{moment:%H:%M}" if moment.date() == day else f"{moment:%m-%d %H:%M}"


def mark_words(line: SheetLine) -> list[str]:
    """发回重办 1 次, 另有 2 件反映: what is out of the ordinary about a case beside its urgency."""
    words = [f"发回重办 {line.reopened} 次"] if line.reopened else []
    return [*words, f"另有 {line.reports} 件反映"] if line.reports else words


def phone_words(masked: str) -> str:
    """The masked number; 保密 where all of it is kept secret, a dash where none was left."""
    if masked and set(masked) == {"*"}:
        return SECRET
    return masked or UNKNOWN


def count_words(lines: tuple[SheetLine, ...] | list[SheetLine]) -> str:
    """12 件, 其中紧急 2 件"""
    urgent = sum(line.urgent for line in lines)
    return f"{len(lines)} 件" + (f", 其中紧急 {urgent} 件" if urgent else "")


def all_lines(sheet: Sheet) -> list[SheetLine]:
    """Every line of the sheet in printed order."""
    return [line for section in sheet.sections for line in section.lines]


def edition_words(sheet: Sheet) -> str:
    """第 2 版; which content of that day's sheet this is."""
    return f"第 {sheet.sequence} 版"


def replaced_words(sheet: Sheet) -> str:
    """What this edition does to the one before it; empty for the first."""
    return f"▲ 本版代替第 {sheet.sequence - 1} 版, 前版作废" if sheet.sequence > 1 else ""


def total_words(sheet: Sheet) -> str:
    """合计 23 件, 其中紧急 3 件, 涉及 5 个部门。"""
    return f"合计 {count_words(all_lines(sheet))}, 涉及 {len(sheet.sections)} 个部门。"


def nothing_words(sheet: Sheet) -> str:
    """The sentence of an empty day: that it is empty, and when that was looked up."""
    whose = f"{sheet.scope}没有收到" if sheet.scope else "没有"
    return f"{day_words(sheet.day)}, {whose}派遣案件。核对时间 {moment_words(sheet.issued_at)}。"


def missing_words(counts: Counter[int]) -> str:
    """The footnote on characters that no font has; names at most twelve of them by code point."""
    named = [f"U+{code:04X}" + (f" ×{count}" if count > 1 else "") for code, count in sorted(counts.items())]
    shown = ", ".join(named[:12]) + (" 等" if len(named) > 12 else "")
    return f"〓 表示字库中没有的字, 本单共 {counts.total()} 处: {shown}。原字以系统中的案件为准。"
