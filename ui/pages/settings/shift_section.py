"""The shifts of the room: names and beginnings, from a day on."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, time
from functools import partial
from typing import Any

from qtpy.QtCore import QDate, Qt, Slot
from qtpy.QtWidgets import QDateEdit, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.background.jobs import Jobs
from app.domain.roster import ShiftPlan
from app.domain.shift import Shift
from app.services.room_settings import RoomSettings, ShiftsRead
from ui.pages.settings.section import SettingsSection
from widgets.change_list import Change
from widgets.tokens import GAP, Tokens
from widgets.wrong_mark import mark_wrong

_TIME = re.compile(r"([01]?\d|2[0-3])[:：]([0-5]\d)")


class ShiftLine(QWidget):
    """Name and beginning of one shift."""

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("plain", True)
        self.name, self.starts, self.ends = QLineEdit(), QLineEdit(), QLabel()
        self.name.setAccessibleName(self.tr("Name of the shift"))
        self.name.setMaxLength(12)
        self.name.setFixedWidth(tokens.px(160))
        self.starts.setAccessibleName(self.tr("Begins at"))
        self.starts.setFixedWidth(tokens.px(88))
        self.ends.setProperty("role", "quiet")
        self.remove = QPushButton(self.tr("Remove"))
        self.remove.setProperty("flat", True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.px(GAP))
        for part in (self.name, self.starts, self.ends):
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(self.remove)

    def shift(self) -> Shift | None:
        """What is typed; None (and marked) while it cannot be read."""
        found = _TIME.fullmatch(self.starts.text().strip())
        name = self.name.text().strip()
        mark_wrong(self.name, not name)
        mark_wrong(self.starts, found is None)
        return Shift(name, time(int(found[1]), int(found[2]))) if found and name else None


class ShiftSection(SettingsSection):
    """Each shift lasts until the next one begins, around the clock."""

    def __init__(self, room: RoomSettings, jobs: Jobs, tokens: Tokens) -> None:
        super().__init__(jobs, tokens, self.tr("Shifts"), self.tr(
            "Each lasts until the next one begins. What was worked keeps its name: a change holds from a day on."))
        self._room = room
        self._held: ShiftsRead | None = None
        self._shown: ShiftPlan | None = None
        self.lines: list[ShiftLine] = []
        self._rows = QVBoxLayout()
        self.add = QPushButton(self.tr("Another shift"))
        self.add.clicked.connect(self._add_empty)
        self.day = QDateEdit()
        self.day.setCalendarPopup(True)
        self.day.setDisplayFormat("yyyy-MM-dd")
        self.day.setAccessibleName(self.tr("Holds from"))
        self.day.dateChanged.connect(self._day_chosen)
        from_row = QHBoxLayout()
        from_row.setSpacing(tokens.px(GAP))
        from_row.addWidget(self.add)
        from_row.addSpacing(tokens.px(24))
        from_row.addWidget(QLabel(self.tr("Holds from")))
        from_row.addWidget(self.day)
        from_row.addStretch(1)
        self._coming = QVBoxLayout()
        for part in (self._rows, from_row, self._coming):
            self.body.addLayout(part)
        self.body.addStretch(1)

    def fetch(self) -> Callable[[], Any]:
        return self._room.shifts

    def show_held(self, held: Any) -> None:
        self._held = held
        self.day.blockSignals(True)
        self.day.setMinimumDate(_qdate(held.today))
        self.day.setDate(_qdate(held.today).addDays(1))
        self.day.blockSignals(False)
        self._fill()
        while self._coming.count():
            self._coming.takeAt(0).widget().deleteLater()
        for plan in held.plans[1:]:
            self._coming.addWidget(self._line_of(plan))

    def hold(self, held: Any) -> None:
        self._held = held

    def _fill(self) -> None:
        """The shifts that hold on the chosen day."""
        for line in self.lines:
            line.hide()
            line.deleteLater()
        self._shown = self._plan_on(self._day())
        self.lines = []
        for shift in self._shown.shifts:
            self._add(shift)

    @Slot()
    def _day_chosen(self) -> None:
        """What was typed stays; what was only shown gives way to what holds on that day."""
        typed = [line.shift() for line in self.lines]
        if self._shown is not None and None not in typed and self._words(typed) == self._words(self._shown.shifts):
            self._fill()
        self.look()

    def take_keyboard(self) -> None:
        if self.lines:
            self.lines[0].name.setFocus()

    def differences(self) -> list[Change] | None:
        if self._held is None:
            return []
        shifts = [line.shift() for line in self.lines]
        known = [one for one in shifts if one is not None]
        self._tell_ends(known)
        twice = {one.starts for one in known if sum(other.starts == one.starts for other in known) > 1}
        for line, one in zip(self.lines, shifts, strict=True):
            if one is not None and one.starts in twice:
                mark_wrong(line.starts, True)
        if len(known) < len(shifts) or twice or not shifts:
            return None
        before, after = self._words(self._plan_on(self._day()).shifts), self._words(known)
        return [] if before == after else [Change(
            self.tr("Shifts from {day} on").format(day=self._day().isoformat()), before, after)]

    def saving(self) -> Callable[[], Any]:
        assert self._held is not None
        shifts = [shift for line in self.lines if (shift := line.shift()) is not None]
        return partial(self._room.put_shifts, self._day(), sorted(shifts, key=lambda one: one.starts), self._held.seen)

    def _plan_on(self, day: date) -> ShiftPlan:
        assert self._held is not None
        return [plan for plan in self._held.plans if plan.valid_from <= day or plan.holds][-1]

    def _day(self) -> date:
        chosen = self.day.date()
        return date(chosen.year(), chosen.month(), chosen.day())

    @staticmethod
    def _words(shifts: Any) -> str:
        return "  ".join(f"{one.name} {one.starts:%H:%M}" for one in sorted(shifts, key=lambda one: one.starts))

    def _tell_ends(self, known: list[Shift]) -> None:
        starts = sorted(one.starts for one in known)
        for line in self.lines:
            one = line.shift()
            if one is None or len(starts) < 1:
                line.ends.setText("")
                continue
            after = [other for other in starts if other > one.starts]
            line.ends.setText(self.tr("until {time}").format(time=f"{(after or starts)[0]:%H:%M}"))

    @Slot()
    def _add_empty(self) -> None:
        self._add(None).name.setFocus()
        self.look()

    def _add(self, shift: Shift | None) -> ShiftLine:
        line = ShiftLine(self._tokens)
        if shift is not None:
            line.name.setText(shift.name)
            line.starts.setText(f"{shift.starts:%H:%M}")
        line.name.textChanged.connect(self.look)
        line.starts.textChanged.connect(self.look)
        line.remove.clicked.connect(partial(self._remove, line))
        self.lines.append(line)
        self._rows.addWidget(line)
        return line

    def _remove(self, line: ShiftLine, _checked: bool = False) -> None:
        self.lines.remove(line)
        line.hide()
        line.deleteLater()
        self.add.setFocus(Qt.FocusReason.OtherFocusReason)
        self.look()

    def _line_of(self, plan: ShiftPlan) -> QWidget:
        line = QWidget()
        line.setProperty("plain", True)
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        words = QLabel(self.tr("From {day} on: {shifts}").format(day=plan.valid_from.isoformat(),
                                                                shifts=self._words(plan.shifts)))
        words.setProperty("role", "near")
        words.setTextFormat(Qt.TextFormat.PlainText)
        back = QPushButton(self.tr("Take back"))
        back.clicked.connect(partial(self._take_back, plan.plan_id))
        row.addWidget(words)
        row.addWidget(back)
        row.addStretch(1)
        return line

    def _take_back(self, plan_id: int, _checked: bool = False) -> None:
        self.save(partial(self._room.end_shifts, plan_id))


def _qdate(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
