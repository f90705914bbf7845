"""The rules of alarms as a table to change, and the limits of the shelf beside it."""

from __future__ import annotations

from typing import Any

from qtpy.QtCore import Qt, Signal, Slot
from qtpy.QtGui import QIntValidator
from qtpy.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from app.domain.people import Duty
from widgets.alarm_words import priority_words, rule_words
from widgets.change_list import Change
from widgets.tokens import GAP, ROW, Tokens, tool_tip
from widgets.words import duty_word
from widgets.wrong_mark import mark_wrong

WHAT, FOR, ON, PRIORITY, AFTER, SOUND = range(6)
SOUNDS = ("", "urgent", "red_card", "order", "new_case")
ALWAYS_ON = "history_broken"
LONGEST_MINUTES = 527_040


class AlarmRuleTable(QTableWidget):
    """One line for each rule: on or off, priority, minutes, sound. For whom it is, is told.

    Signals:
        edited(): something was changed.
    """

    edited = Signal()

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(0, 6, parent)
        self._tokens = tokens
        self._held: list[dict[str, Any]] = []
        self._rows: list[tuple[QCheckBox, QComboBox, QLineEdit, QComboBox]] = []
        self.setAccessibleName(self.tr("Alarm rules"))
        self.setHorizontalHeaderLabels([self.tr("Alarm"), self.tr("For"), self.tr("On"), self.tr("Priority"),
                                        self.tr("After, min"), self.tr("Sound")])
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setShowGrid(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(tokens.px(ROW + 4))
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(WHAT, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(FOR, QHeaderView.ResizeMode.Stretch)
        for column, width in ((ON, 48), (PRIORITY, 104), (AFTER, 96), (SOUND, 128)):
            self.setColumnWidth(column, tokens.px(width))
        self.setMinimumHeight(tokens.px(180))

    def show_rules(self, rules: list[dict[str, Any]]) -> None:
        """Show what holds."""
        self._held = rules
        self._rows = []
        self.setRowCount(0)
        self.setRowCount(len(rules))
        for row, rule in enumerate(rules):
            for column, words in ((WHAT, rule_words(rule["name"])), (FOR, " ".join(
                    duty_word(Duty(f"gridroom_{one}")) for one in rule["duties"]))):
                item = QTableWidgetItem(words)
                item.setToolTip(tool_tip(words))
                self.setItem(row, column, item)
            self._rows.append(self._editors(row, rule))

    def hold(self, rules: list[dict[str, Any]]) -> None:
        """These hold now; what is typed stays, unless there are other rules than before."""
        if [one["name"] for one in rules] == [one["name"] for one in self._held]:
            self._held = rules
        else:
            self.show_rules(rules)

    def take_keyboard(self) -> None:
        """The keyboard goes to the first switch."""
        if self._rows:
            self._rows[0][0].setFocus()

    def rules(self) -> list[dict[str, Any]]:
        """What is typed; what was not changed stays as it came, also what this program does not know."""
        typed = []
        for rule, (on, priority, after, sound) in zip(self._held, self._rows, strict=True):
            made = dict(rule)
            for key, value, usual in (("off", not on.isChecked(), False), ("priority", priority.currentData(), None),
                                      ("after_minutes", _minutes(after), 0), ("sound", sound.currentData(), "")):
                if made.get(key, usual) != value:
                    made[key] = value
            typed.append(made)
        return typed

    def differences(self) -> list[Change]:
        """Rule by rule, what is another."""
        return [Change(rule_words(rule["name"]), self._words(rule), self._words(made))
                for rule, made in zip(self._held, self.rules(), strict=True) if rule != made]

    def editors(self, name: str) -> tuple[QCheckBox, QComboBox, QLineEdit, QComboBox]:
        """Switch, priority, minutes and sound of a rule."""
        return next(parts for rule, parts in zip(self._held, self._rows, strict=True) if rule["name"] == name)

    def _editors(self, row: int, rule: dict[str, Any]) -> tuple[QCheckBox, QComboBox, QLineEdit, QComboBox]:
        name = rule_words(rule["name"])
        on, priority, after, sound = QCheckBox(), QComboBox(), QLineEdit(), QComboBox()
        on.setChecked(not rule.get("off", False))
        for number in (1, 2, 3):
            priority.addItem(priority_words(number), number)
        priority.setCurrentIndex(priority.findData(rule["priority"]))
        minutes = round(float(rule.get("after_minutes", 0)))
        after.setValidator(QIntValidator(0, 60 if rule["name"] == ALWAYS_ON else LONGEST_MINUTES, after))
        after.setPlaceholderText(self.tr("at once"))
        after.setText(str(minutes) if minutes else "")
        for one in SOUNDS:
            sound.addItem(self._sound_word(one), one)
        sound.setCurrentIndex(max(0, sound.findData(rule.get("sound", ""))))
        if rule["name"] == ALWAYS_ON:
            on.setEnabled(False)
            priority.setEnabled(False)
        on.toggled.connect(self._tell)
        after.textChanged.connect(self._tell)
        for box in (priority, sound):
            box.currentIndexChanged.connect(self._tell)
            box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        for column, part in ((ON, on), (PRIORITY, priority), (AFTER, after), (SOUND, sound)):
            part.setFixedHeight(self._tokens.px(ROW))
            part.setAccessibleName(f"{name}: {self.horizontalHeaderItem(column).text()}")
            self.setCellWidget(row, column, part)
        return on, priority, after, sound

    @Slot()
    def _tell(self, *_: object) -> None:
        self.edited.emit()

    def _sound_word(self, sound: str) -> str:
        return {"": self.tr("silent"), "urgent": self.tr("urgent"), "red_card": self.tr("red card"),
                "order": self.tr("order"), "new_case": self.tr("new case")}[sound]

    def _words(self, rule: dict[str, Any]) -> str:
        if rule.get("off"):
            return self.tr("off")
        minutes = round(float(rule.get("after_minutes", 0)))
        after = self.tr("after {n} min").format(n=minutes) if minutes else self.tr("at once")
        return " · ".join((priority_words(rule["priority"]), after, self._sound_word(rule.get("sound", ""))))


class AlarmLimits(QWidget):
    """How long and how often an alarm may be shelved, and when many are a flood.

    Signals:
        edited(): something was changed.
    """

    edited = Signal()

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("plain", True)
        self._held: dict[str, Any] = {}
        names = {"shelve_hours": self.tr("Shelved for at most, hours"), "shelve_times": self.tr("and so often"),
                 "flood_alarms": self.tr("Flood: more alarms than"), "flood_minutes": self.tr("in minutes")}
        self._names = names
        self.fields: dict[str, QLineEdit] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.px(GAP))
        for key, words in names.items():
            field = QLineEdit()
            field.setAccessibleName(words)
            field.setFixedWidth(tokens.px(64))
            field.setAlignment(Qt.AlignmentFlag.AlignRight)
            field.textChanged.connect(self._tell)
            self.fields[key] = field
            row.addWidget(QLabel(words))
            row.addWidget(field)
        row.addStretch(1)

    def show_limits(self, limits: dict[str, Any]) -> None:
        """Show what holds."""
        self._held = limits
        for key, field in self.fields.items():
            field.setText(f"{float(limits.get(key, 3)):g}")

    def hold(self, limits: dict[str, Any]) -> None:
        """These hold now; what is typed stays."""
        self._held = limits

    def limits(self) -> dict[str, Any]:
        """What is typed."""
        made = dict(self._held)
        for key, field in self.fields.items():
            value = float(field.text())
            if float(self._held.get(key, 3)) != value:
                made[key] = int(value) if value == int(value) else value
        return made

    def differences(self) -> list[Change] | None:
        """Limit by limit; None (and marked) while one cannot be read."""
        wrong = [field for field in self.fields.values() if not _is_number(field.text())]
        for field in self.fields.values():
            mark_wrong(field, field in wrong)
        if wrong:
            return None
        made = self.limits()
        return [Change(self._names[key], f"{float(self._held.get(key, 3)):g}", f"{float(made[key]):g}")
                for key in self.fields if made.get(key) != self._held.get(key)]

    def _tell(self, _words: str) -> None:
        self.edited.emit()


def _minutes(field: QLineEdit) -> int:
    return int(field.text()) if field.text().isascii() and field.text().isdigit() else 0


def _is_number(words: str) -> bool:
    try:
        return 0 < float(words) < 1e6
    except ValueError:
        return False
