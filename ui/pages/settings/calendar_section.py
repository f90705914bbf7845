"""Holidays and make-up workdays of a year: typed, pasted or from a file; tried on the open cases, then entered."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from qtpy.QtCore import Slot
from qtpy.QtWidgets import QCheckBox, QComboBox, QFileDialog, QHBoxLayout, QLabel, QPlainTextEdit, QPushButton

from app.background.jobs import Jobs
from app.domain.calendar_lines import read_days, written
from app.domain.rules import RuleEffect
from app.imports.problems import ImportRefused
from app.imports.text_file import decoded, reads_as_chinese
from app.services.room_settings import RoomSettings, YearRead, published_year
from app.services.server_clock import ServerClock
from app.services.time_rules import TimeRules
from ui.pages.settings.section import SettingsSection
from widgets.change_list import Change
from widgets.rule_effect_view import RuleEffectView
from widgets.tokens import GAP, Tokens
from widgets.wrong_mark import mark_wrong

LARGEST = 1_000_000     # bytes of a file of days


class CalendarSection(SettingsSection):
    """F8 once shows what the days would do to open cases, F8 again enters them."""

    def __init__(self, room: RoomSettings, rules: TimeRules, jobs: Jobs, clock: ServerClock, tokens: Tokens) -> None:
        super().__init__(jobs, tokens, self.tr("Calendar"), self.tr(
            "Days that are not as their weekday says, one a line: 2027-02-14 班 春节调休上班 (a workday), "
            "2027-01-01 休 元旦 (a day off). Deadlines in working hours and days follow them, those of open cases "
            "too."))
        self._room, self._rules, self._clock = room, rules, clock
        self._held: YearRead | None = None
        self._asked: dict[str, Any] | None = None       # the change whose effect is shown or awaited
        self._effect: RuleEffect | None = None
        self.year = QComboBox()
        this_year = clock.now().year
        for year in range(this_year - 1, this_year + 4):
            self.year.addItem(str(year), year)
        self.year.setCurrentIndex(1)
        self.year.setAccessibleName(self.tr("Year"))
        self.known = QLabel()
        self.known.setProperty("role", "quiet")
        self.announced = QPushButton(self.tr("As announced"))
        self.announced.setToolTip(self.tr("The days that this program knows to be announced for the year"))
        self.file = QPushButton(self.tr("From a file…"))
        self.text = QPlainTextEdit()
        self.text.setAccessibleName(self.tr("Days of the year"))
        self.text.setTabChangesFocus(True)
        self.text.setMinimumHeight(tokens.px(120))
        self.whole = QCheckBox(self.tr("With these, all days of the year are known"))
        self.effect = RuleEffectView(tokens)
        self.effect.setMinimumHeight(tokens.px(64))
        row = QHBoxLayout()
        row.setSpacing(tokens.px(GAP))
        for part in (self.year, self.announced, self.file, self.known):
            row.addWidget(part)
        row.addStretch(1)
        self.body.addLayout(row)
        self.body.addWidget(self.text, 2)
        self.body.addWidget(self.whole)
        self.body.addWidget(self.effect, 1)
        self.year.currentIndexChanged.connect(self.forget)
        self.text.textChanged.connect(self.look)
        self.whole.toggled.connect(self.look)
        self.announced.clicked.connect(self._fill_announced)
        self.file.clicked.connect(self._ask_file)

    def fetch(self) -> Callable[[], Any]:
        return partial(self._room.year, self.year.currentData())

    def show_held(self, held: Any) -> None:
        if held.year != self.year.currentData():
            return  # another year was asked for meanwhile
        self._held = held
        self._drop_effect()
        self.whole.blockSignals(True)
        self.whole.setChecked(False)
        self.whole.setVisible(held.known_until < date(held.year, 12, 31))
        self.whole.blockSignals(False)
        self.text.blockSignals(True)
        self.text.setPlainText(written(held.days))
        self.text.blockSignals(False)
        self.announced.setEnabled(published_year(held.year) is not None)
        self.known.setText(self.tr("The calendar is known until {day}").format(day=held.known_until.isoformat()))

    def hold(self, held: Any) -> None:
        if held.year == self.year.currentData():
            self._held = held
            self._drop_effect()

    def take_keyboard(self) -> None:
        self.year.setFocus()

    def differences(self) -> list[Change] | None:
        if self._held is None:
            return []
        days, bad = read_days(self.text.toPlainText(), self._held.year)
        mark_wrong(self.text, bool(bad))
        if bad:
            return None
        changes = [Change(day.isoformat(), self._words(self._held.days.get(day)), self._words(days.get(day)))
                   for day in sorted(set(days) | set(self._held.days)) if days.get(day) != self._held.days.get(day)]
        if self._declares():
            changes.append(Change(self.tr("Calendar is known until"), self._held.known_until.isoformat(),
                                  f"{self._held.year}-12-31"))
        return changes

    @Slot()
    def look(self) -> None:
        changes = self.differences()
        if self._asked is not None and self._change() != self._asked:
            self._drop_effect()
        self.changes.show_changes(changes)
        self.changes.record.setText(self.tr("Enter them, for open cases too  F8") if self._effect is not None
                                    else self.tr("Show what it would do  F8"))
        if changes is None and self._held is not None:
            _days, bad = read_days(self.text.toPlainText(), self._held.year)
            self.changes.say(self.tr(
                "Line {n} cannot be read: a day of the year, 班 or 休, its name.").format(n=bad[0]))

    @Slot()
    def record(self) -> None:
        """First what it would do, then do it."""
        self.look()
        if not self.differences() or self._saving:
            return
        if self._effect is not None and self._asked is not None:
            self.save(partial(self._rules.change, self._asked, True, self._effect.fingerprint))
        elif self._asked is None:
            self._asked = self._change()
            self.effect.clear(self.tr("Trying it on the open cases…"))
            self._jobs.run(partial(self._try, self._asked), self._show_effect, self._not_tried,
                           name="calendar: preview")

    def _change(self) -> dict[str, Any]:
        assert self._held is not None
        days, _bad = read_days(self.text.toPlainText(), self._held.year)
        changed: list[dict[str, Any]] = []
        for day in sorted(set(days) | set(self._held.days)):
            if days.get(day) != self._held.days.get(day):
                is_workday, note = days.get(day, (None, ""))
                changed.append({"day": day.isoformat(), "is_workday": is_workday, "note": note})
        change: dict[str, Any] = {"rule": "calendar_days", "value": changed}
        if self._declares():
            change["known_until"] = f"{self._held.year}-12-31"
        return change

    def _declares(self) -> bool:
        return self.whole.isChecked() and self._held is not None and self._held.known_until < date(
            self._held.year, 12, 31)

    def _words(self, day: tuple[bool, str] | None) -> str:
        if day is None:
            return self.tr("as its weekday says")
        word = self.tr("workday") if day[0] else self.tr("day off")
        return f"{word} {day[1]}".strip()

    def _drop_effect(self) -> None:
        self._asked = self._effect = None
        self.effect.clear()

    # On a worker thread ---------------------------------------------------------------------------------------------
    def _try(self, change: dict[str, Any]) -> tuple[dict[str, Any], RuleEffect]:
        return change, self._rules.preview(change)

    @staticmethod
    def _read_file(file: str) -> str:
        path = Path(file)
        if path.stat().st_size > LARGEST:
            raise ImportRefused(f"{path.name} is larger than 1 MB: a year has at most some hundred lines")
        data = path.read_bytes()
        try:
            return decoded(data, path.name)
        except ImportRefused:
            if not reads_as_chinese(data) or not data.strip():
                raise
            return decoded(data, path.name, "gbk")

    # Back on the GUI thread -----------------------------------------------------------------------------------------
    @Slot(object)
    def _show_effect(self, answer: tuple[dict[str, Any], RuleEffect]) -> None:
        change, effect = answer
        if change is self._asked:
            self._effect = effect
            self.effect.show_effect(effect, self._clock.now())
            self.look()

    @Slot(object)
    def _not_tried(self, error: BaseException) -> None:
        self._drop_effect()
        self.look()
        self.failed.emit(error)

    @Slot()
    def _fill_announced(self) -> None:
        self.text.setPlainText(written(published_year(self.year.currentData()) or {}))

    @Slot()
    def _ask_file(self) -> None:
        dialog = QFileDialog(self, self.tr("A file of days"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(self.tr("Text or CSV (*.csv *.txt)"))
        dialog.fileSelected.connect(self.take_file)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(str)
    def take_file(self, file: str) -> None:
        """Put the lines of a file into the field; nothing is entered by that."""
        self._jobs.run(partial(self._read_file, file), self._take_text, self._not_read_file, name="calendar: file")

    @Slot(object)
    def _take_text(self, text: str) -> None:
        self.text.setPlainText(text.strip())

    @Slot(object)
    def _not_read_file(self, error: BaseException) -> None:
        if not isinstance(error, ImportRefused | OSError):
            raise error  # a bug: the exception hook shows and logs it
        self.changes.say(self.tr("The file cannot be read: {why}").format(why=error))
