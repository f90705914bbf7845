"""Editors of the rules of time: each fills itself from what holds now and says what change was made.

A change is the JSON that ``api.change_rule`` takes (resources/sql/code/38_rule_changes.sql); ``change()`` gives None
and marks the field while something cannot be read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from qtpy.QtCore import QDate, Qt
from qtpy.QtWidgets import QComboBox, QDateEdit, QFormLayout, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from app.domain.catalogue import LimitKind, Subcategory
from widgets.class_search import ClassSearch
from widgets.time_words import clock_rank, clock_word, condition_words, limit_kind_word
from widgets.tokens import GAP, Tokens
from widgets.wrong_mark import mark_wrong

ALWAYS_OPEN_TOO = ("card_rules", "hours_per_work_day", "office_hours", "calendar_day")
_HOURS = re.compile(r"(\d{1,2}:\d{2})\s*[-–—~至]\s*(\d{1,2}:\d{2})")


def number_in(line: QLineEdit) -> float | None:
    """The positive number in a line, None (and the line marked) while there is none; full-width digits are digits."""
    try:
        value = float(line.text().strip())
    except ValueError:
        value = 0.0
    mark_wrong(line, not value > 0)
    return value if value > 0 else None


class LimitLine(QWidget):
    """A number and one of the four kinds of limits (docs/trade.md §1.4)."""

    def __init__(self, tokens: Tokens, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("plain", True)
        self.number, self.kind = QLineEdit(), QComboBox()
        self.number.setFixedWidth(tokens.px(96))
        self.number.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.number.setAccessibleName(name)
        self.kind.setAccessibleName(name)
        for kind in LimitKind:
            self.kind.addItem(limit_kind_word(kind), kind.value)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.px(GAP))
        row.addWidget(self.number)
        row.addWidget(self.kind)
        self.minutes = QLabel()
        self.minutes.setProperty("role", "quiet")
        row.addWidget(self.minutes)
        row.addStretch(1)
        self.number.textChanged.connect(self._tell_minutes)
        self.kind.currentIndexChanged.connect(self._tell_minutes)

    def show_limit(self, kind: str, value: float) -> None:
        """Show what holds."""
        self.number.setText(f"{value:g}")
        self.kind.setCurrentIndex(max(0, self.kind.findData(kind)))

    def _tell_minutes(self) -> None:
        """Nobody thinks in quarters of an hour: less than one is told in minutes beside it."""
        try:
            hours = float(self.number.text().strip())
        except ValueError:
            hours = 0.0
        in_hours = self.kind.currentData() in (LimitKind.URGENT_HOUR.value, LimitKind.WORK_HOUR.value)
        self.minutes.setText(self.tr("= {n} minutes").format(n=f"{hours * 60:g}") if in_hours and 0 < hours < 1 else "")

    def limit(self) -> tuple[str, float] | None:
        """(kind, value), or None while the number cannot be read."""
        value = number_in(self.number)
        return None if value is None else (str(self.kind.currentData()), value)


class StageLimits(QWidget):
    """One limit for each clock that the setting names."""

    rule = "stage_limits"

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._lines: dict[str, LimitLine] = {}
        self._form = QFormLayout(self)
        self._form.setContentsMargins(0, 0, 0, 0)

    def show_rules(self, settings: dict[str, Any], _catalogue: Iterable[Subcategory]) -> None:
        """Fill in what holds."""
        held = dict(settings.get(self.rule) or {})
        limits = {name: held[name] for name in sorted(held, key=clock_rank)}
        if list(limits) != list(self._lines):
            while self._form.rowCount():
                self._form.removeRow(0)
            self._lines = {name: LimitLine(self._tokens, clock_word(name)) for name in limits}
            for name, line in self._lines.items():
                self._form.addRow(clock_word(name), line)
        for name, limit in limits.items():
            self._lines[name].show_limit(str(limit.get("kind")), float(limit.get("value", 0)))

    def change(self) -> dict[str, Any] | None:
        """What was made of it."""
        limits = {name: line.limit() for name, line in self._lines.items()}
        if None in limits.values():
            return None
        return {"rule": self.rule, "value": {
            name: {"kind": limit[0], "value": limit[1]} for name, limit in limits.items() if limit is not None}}


class ConditionLimit(QWidget):
    """The limit of one filing condition: class by typing, then its condition."""

    rule = "condition"

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.minor = ClassSearch(tokens)
        self.condition = QComboBox()
        self.condition.setAccessibleName(self.tr("Filing condition"))
        self.limit = LimitLine(tokens, self.tr("Time limit"))
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.addRow(self.tr("Class"), self.minor)
        form.addRow(self.tr("Filing condition"), self.condition)
        form.addRow(self.tr("Time limit"), self.limit)
        self.minor.class_chosen.connect(self._class_chosen)
        self.condition.currentIndexChanged.connect(self._condition_chosen)

    def show_rules(self, _settings: dict[str, Any], catalogue: Iterable[Subcategory]) -> None:
        """Take the catalogue; the class that is chosen stays."""
        self.minor.set_catalogue(catalogue)
        chosen = self.minor.chosen()
        self._class_chosen(chosen.minor_id if chosen else None)

    def change(self) -> dict[str, Any] | None:
        """What was made of it."""
        limit, condition = self.limit.limit(), self.condition.currentData()
        mark_wrong(self.minor, condition is None)
        if limit is None or condition is None:
            return None
        return {"rule": self.rule, "condition_id": condition.condition_id, "limit_kind": limit[0],
                "limit_value": limit[1]}

    def _class_chosen(self, _minor_id: int | None) -> None:
        self.condition.clear()
        chosen = self.minor.chosen()
        for one in chosen.conditions if chosen else ():
            self.condition.addItem(condition_words(one), one)

    def _condition_chosen(self, _row: int) -> None:
        one = self.condition.currentData()
        if one is not None:
            self.limit.show_limit(one.limit_kind.value, float(one.limit_value))


class DayHours(QWidget):
    """How many office hours make one working day."""

    rule = "hours_per_work_day"

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hours = QLineEdit()
        self.hours.setFixedWidth(tokens.px(96))
        self.hours.setAlignment(Qt.AlignmentFlag.AlignRight)
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.addRow(self.tr("Office hours in one working day"), self.hours)

    def show_rules(self, settings: dict[str, Any], _catalogue: Iterable[Subcategory]) -> None:
        """Fill in what holds."""
        self.hours.setText(f"{float(settings.get(self.rule) or 8):g}")

    def change(self) -> dict[str, Any] | None:
        """What was made of it."""
        value = number_in(self.hours)
        return None if value is None else {"rule": self.rule, "value": value}


class OfficeHours(QWidget):
    """The hours of the day in which office time counts, as one line of text."""

    rule = "office_hours"

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hours = QLineEdit()
        hint = QLabel(self.tr("for example 08:00–12:00, 14:00–18:00"))
        hint.setProperty("role", "faint")
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.addRow(self.tr("Office hours"), self.hours)
        form.addRow("", hint)

    def show_rules(self, settings: dict[str, Any], _catalogue: Iterable[Subcategory]) -> None:
        """Fill in what holds."""
        self.hours.setText(", ".join(f"{one['starts']}–{one['ends']}" for one in settings.get(self.rule) or ()))

    def change(self) -> dict[str, Any] | None:
        """What was made of it."""
        found = _HOURS.findall(self.hours.text())
        left = _HOURS.sub("", self.hours.text()).strip(" ,，;；、")
        mark_wrong(self.hours, not found or bool(left))
        if not found or left:
            return None
        return {"rule": self.rule, "value": [{"starts": starts, "ends": ends} for starts, ends in found]}


class CalendarDay(QWidget):
    """One day that is a holiday or a make-up workday."""

    rule = "calendar_day"

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.day, self.kind, self.note = QDateEdit(QDate.currentDate()), QComboBox(), QLineEdit()
        self.day.setCalendarPopup(True)
        self.day.setDisplayFormat("yyyy-MM-dd")
        self.kind.addItem(self.tr("Day off"), False)
        self.kind.addItem(self.tr("Workday (also on a weekend)"), True)
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.addRow(self.tr("Day"), self.day)
        form.addRow(self.tr("Counts as"), self.kind)
        form.addRow(self.tr("Name of the day"), self.note)

    def show_rules(self, _settings: dict[str, Any], _catalogue: Iterable[Subcategory]) -> None:
        """Nothing to fill in: the day is chosen."""

    def change(self) -> dict[str, Any] | None:
        """What was made of it."""
        return {"rule": self.rule, "day": self.day.date().toString("yyyy-MM-dd"),
                "is_workday": bool(self.kind.currentData()), "note": self.note.text().strip()}


def titled(words: str, explained: str, editor: QWidget, tokens: Tokens) -> QWidget:
    """An editor with its title and what the rule is for above it."""
    framed = QWidget()
    framed.setProperty("plain", True)
    column = QVBoxLayout(framed)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(tokens.px(GAP))
    head, said = QLabel(words), QLabel(explained)
    head.setProperty("role", "section")
    said.setProperty("role", "quiet")
    said.setWordWrap(True)
    editor.setProperty("plain", True)
    for one in (head, said, editor):
        column.addWidget(one)
    column.addStretch(1)
    return framed
