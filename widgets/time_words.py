"""Moments, durations, limits and deadlines as the room says them.

Times are shown in the zone of ``now``; pass the server's time in the room's zone.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from qtpy.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from app.domain.case import Case, DeadlineLight
from app.domain.catalogue import FilingCondition, LimitKind
from widgets.words import word_of

_LIMITS = {
    LimitKind.URGENT_HOUR: QT_TRANSLATE_NOOP("words", "{n} urgent hours"),
    LimitKind.WORK_HOUR: QT_TRANSLATE_NOOP("words", "{n} working hours"),
    LimitKind.WORK_DAY: QT_TRANSLATE_NOOP("words", "{n} working days"),
    LimitKind.NATURAL_DAY: QT_TRANSLATE_NOOP("words", "{n} calendar days"),
}
_ONE_LIMIT = {
    LimitKind.URGENT_HOUR: QT_TRANSLATE_NOOP("words", "1 urgent hour"),
    LimitKind.WORK_HOUR: QT_TRANSLATE_NOOP("words", "1 working hour"),
    LimitKind.WORK_DAY: QT_TRANSLATE_NOOP("words", "1 working day"),
    LimitKind.NATURAL_DAY: QT_TRANSLATE_NOOP("words", "1 calendar day"),
}
_LIMIT_KINDS = {
    LimitKind.URGENT_HOUR: QT_TRANSLATE_NOOP("words", "urgent hours (always counting)"),
    LimitKind.WORK_HOUR: QT_TRANSLATE_NOOP("words", "working hours"),
    LimitKind.WORK_DAY: QT_TRANSLATE_NOOP("words", "working days"),
    LimitKind.NATURAL_DAY: QT_TRANSLATE_NOOP("words", "calendar days"),
}
_CLOCKS = {
    "register": QT_TRANSLATE_NOOP("words", "Registering"),
    "confirm": QT_TRANSLATE_NOOP("words", "Confirming"),
    "dispatch": QT_TRANSLATE_NOOP("words", "Dispatching"),
    "verify": QT_TRANSLATE_NOOP("words", "Verifying"),
}
_ROUGH = 10  # from so many hours or days on, the smaller part tells nothing


def moment_words(at: datetime | None, now: datetime) -> str:
    """``14:05`` today, ``昨天 14:05``, ``11-03 14:05``, with the year when it is another one; empty for ``None``."""
    if at is None:
        return ""
    local = at.astimezone(now.tzinfo)
    clock = f"{local:%H:%M}"
    days = (now.date() - local.date()).days
    translate = QCoreApplication.translate
    if days == 0:
        return clock
    if days == 1:
        return translate("words", "yesterday {clock}").format(clock=clock)
    if days == -1:
        return translate("words", "tomorrow {clock}").format(clock=clock)
    if local.year == now.year:
        return f"{local:%m-%d} {clock}"
    return f"{local:%Y-%m-%d} {clock}"


def duration_words(span: timedelta, *, rough: bool = False) -> str:
    """``1 小时 20 分``: never seconds, and from ten hours or days on only those; less than a minute counts as one.

    ``rough`` tells the largest part alone.
    """
    minutes = max(1, int(abs(span.total_seconds()) // 60))
    days, rest = divmod(minutes, 24 * 60)
    hours, left = divmod(rest, 60)
    translate = QCoreApplication.translate
    if 0 < days < _ROUGH and hours and not rough:
        return translate("words", "{d} d {h} h").format(d=days, h=hours)
    if days:
        return translate("words", "{d} d").format(d=days)
    if 0 < hours < _ROUGH and left and not rough:
        return translate("words", "{h} h {m} min").format(h=hours, m=left)
    if hours:
        return translate("words", "{h} h").format(h=hours)
    return translate("words", "{m} min").format(m=left)


def over_words(span: timedelta) -> str:
    """``超 3 小时``."""
    return QCoreApplication.translate("words", "{span} over").format(span=duration_words(span))


def left_words(span: timedelta) -> str:
    """``剩 1 小时 20 分``."""
    return QCoreApplication.translate("words", "{span} left").format(span=duration_words(span))


def remaining_words(case: Case, now: datetime) -> str:
    """How the deadline stands: ``剩 1 小时 20 分``, ``超 3 小时``, ``暂停 · 剩 5 小时``; empty when no clock runs."""
    light = case.light(now)
    translate = QCoreApplication.translate
    if light is DeadlineLight.PAUSED and case.paused_remaining is not None:
        return translate("words", "paused, {left} left").format(left=duration_words(case.paused_remaining, rough=True))
    if case.deadline_at is None:
        return ""
    span = case.deadline_at - now
    return over_words(span) if light is DeadlineLight.OVERDUE else left_words(span)


def rough_words(case: Case, now: datetime) -> str:
    """``remaining_words`` where there is little room: the largest part of the time alone, and no word for paused."""
    translate = QCoreApplication.translate
    span = case.paused_remaining
    if span is None and case.deadline_at is not None:
        span = case.deadline_at - now
    if span is None:
        return ""
    words = duration_words(span, rough=True)
    late = case.light(now) is DeadlineLight.OVERDUE
    source = translate("words", "{span} over") if late else translate("words", "{span} left")
    return source.format(span=words)


def limit_words(kind: LimitKind | str, value: float) -> str:
    """A limit as the standards write it: ``2 紧急工作时``."""
    if value == 1:
        return word_of(_ONE_LIMIT, kind)
    return word_of(_LIMITS, kind).format(n=f"{value:g}")


def limit_kind_word(kind: LimitKind) -> str:
    """The kind of a limit without its number (docs/trade.md §1.4)."""
    return word_of(_LIMIT_KINDS, kind)


def condition_words(condition: FilingCondition) -> str:
    """A filing condition with its limit, for a list to choose from."""
    return f"{condition.condition} · {limit_words(condition.limit_kind, condition.limit_value)}"


def clock_word(name: str) -> str:
    """What a clock of the loop counts; the name itself where a city has one of its own."""
    return word_of(_CLOCKS, name) if name in _CLOCKS else name


def clock_rank(name: str) -> tuple[int, str]:
    """Clocks in the order of the loop, then those that a city has of its own."""
    return (list(_CLOCKS).index(name) if name in _CLOCKS else len(_CLOCKS), name)
