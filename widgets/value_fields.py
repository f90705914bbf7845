"""The values that a move asks for, each typed or picked in place: what all fields share, text, choice, date.

Every field knows the name of the SQL parameter it fills, gives its ``value()`` (None while missing) and its
``draft()``, a plain text that ``restore`` takes back, so that unsent words survive.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from qtpy.QtCore import QDateTime, Qt, Signal
from qtpy.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateTimeEdit,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from app.domain.case_detail import CaseDetail
from widgets.failure_words import complaint_words
from widgets.field_words import field_word
from widgets.growing_text import GrowingText
from widgets.tokens import Tokens
from widgets.wrong_mark import mark_wrong

# need → SQL parameter; others alike
PARAMETERS = {"department": "department_id", "condition": "condition_id", "into_case": "into_number",
              "settled_by": "worker", "call_words": "words"}


class ValueField(QWidget):
    """A label, an editor and, when something is wrong, why.

    Signals:
        changed(): the draft is another one.
        sent(): Ctrl+Enter inside the editor.
    """

    changed = Signal()
    sent = Signal()

    def __init__(self, tokens: Tokens, need: str, *, optional: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tokens = tokens
        self.need = need
        self.parameter = PARAMETERS.get(need, need)
        self.optional = optional
        self.setProperty("plain", True)
        self.label = QLabel(field_word(need) + (self.tr(" (optional)") if optional else ""))
        self.label.setProperty("role", "label")
        self.wrong = QLabel()
        self.wrong.setProperty("role", "overdue")
        self.wrong.setWordWrap(True)
        self.wrong.hide()
        self.changed.connect(self._mended)
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(tokens.px(2))
        self.box.addWidget(self.label)

    def value(self) -> Any:
        """What goes into ``Move.values``; None while missing."""
        raise NotImplementedError

    def draft(self) -> str:
        """The words so far; '' when untouched."""
        raise NotImplementedError

    def restore(self, draft: str) -> None:
        """Take back what ``draft`` gave."""
        raise NotImplementedError

    def prepare(self, detail: CaseDetail) -> None:
        """Fill in what the case itself proposes."""

    def complain(self, why: str, limit: int | None = None) -> None:
        """Say beside the field what is wrong; '' takes it away."""
        self.wrong.setText(complaint_words(self.need, why, limit) if why else "")
        self.wrong.setVisible(bool(why))
        self.mark(bool(why))
        if why:
            self.setFocus()

    def _mended(self) -> None:
        """What was missing is there: the complaint goes as soon as it is no longer true."""
        if self.wrong.text() and self.value() is not None:
            self.complain("")

    def mark(self, is_wrong: bool) -> None:
        """Ring the editor in the colour of what needs attention, or not."""
        editor = self.focusProxy()
        if editor is not None:
            mark_wrong(editor, is_wrong)

    def finish(self, editor: QWidget) -> None:
        """Put the editor under the label; called once by every kind of field."""
        editor.setAccessibleName(field_word(self.need))
        self.label.setBuddy(editor)
        self.box.addWidget(editor)
        self.box.addWidget(self.wrong)
        self.setFocusProxy(editor)


def open_list() -> QComboBox:
    """A list of choices into which one may type as well; what is typed does not become a choice."""
    made = QComboBox()
    made.setEditable(True)
    made.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    return made


def collected(fields: Iterable[ValueField]) -> dict[str, Any] | None:
    """The values of the fields by SQL parameter; None when one is missing: its field says so and is focused."""
    values: dict[str, Any] = {}
    for field in fields:
        value = field.value()
        if value is None and not field.optional:
            field.complain("empty")
            return None
        field.complain("")
        if value is not None:
            values[field.parameter] = value
    return values


def typed_words(fields: Iterable[ValueField]) -> dict[str, str]:
    """The drafts of the fields by need; untouched fields are left out."""
    return {field.need: field.draft() for field in fields if field.draft()}


class TextField(ValueField):
    """A reason, a result, a reply, a remark."""

    def __init__(self, tokens: Tokens, need: str, *, optional: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(tokens, need, optional=optional, parent=parent)
        self.editor = GrowingText(tokens, 1 if optional else 2)
        self.editor.textChanged.connect(self.changed)
        self.editor.sent.connect(self.sent)
        self.finish(self.editor)

    def value(self) -> str | None:
        return self.editor.toPlainText().strip() or None

    def draft(self) -> str:
        return self.editor.toPlainText()

    def restore(self, draft: str) -> None:
        if self.editor.toPlainText() != draft:
            self.editor.setPlainText(draft)


class ChoiceField(ValueField):
    """One of a few values, each under its word; nothing is chosen beforehand unless there is only one."""

    def __init__(self, tokens: Tokens, need: str, choices: Iterable[tuple[str, Any]], *, optional: bool = False,
                 parent: QWidget | None = None) -> None:
        super().__init__(tokens, need, optional=optional, parent=parent)
        self.editor = QComboBox()
        self.editor.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        for words, value in choices:
            self.editor.addItem(words, value)
        self.editor.setPlaceholderText(self.tr("Choose"))
        self._first = 0 if self.editor.count() == 1 and not optional else -1
        self.editor.setCurrentIndex(self._first)
        self.editor.currentIndexChanged.connect(self.changed)
        self.finish(self.editor)

    def value(self) -> Any:
        return self.editor.currentData()

    def draft(self) -> str:
        return "" if self.editor.currentIndex() == self._first else self.editor.currentText()

    def restore(self, draft: str) -> None:
        if draft:
            self.editor.setCurrentIndex(self.editor.findText(draft))


class UntilField(ValueField):
    """A future moment in the room's zone, first ``ahead`` of now (a week); an optional one is asked for by a tick."""

    def __init__(self, tokens: Tokens, now: datetime, need: str = "until", *, optional: bool = False,
                 ahead: timedelta = timedelta(days=7), parent: QWidget | None = None) -> None:
        super().__init__(tokens, need, optional=optional, parent=parent)
        self._zone = now.tzinfo
        self._touched = False
        self.editor = QDateTimeEdit()
        self.editor.setDisplayFormat("yyyy-MM-dd HH:mm")
        self.editor.setCalendarPopup(True)
        self.editor.setDateTime(_naive(now + ahead))
        self.editor.setMinimumDateTime(_naive(now))
        self.editor.dateTimeChanged.connect(self._changed)
        self.wanted = QCheckBox(field_word(need))
        self.wanted.setAccessibleName(field_word(need))
        if optional:
            self.label.hide()
            self.editor.setEnabled(False)
            self.wanted.toggled.connect(self.editor.setEnabled)
            self.wanted.toggled.connect(self._changed)
            self.box.addWidget(self.wanted)
        self.finish(self.editor)
        if optional:
            self.setFocusProxy(self.wanted)

    def _changed(self) -> None:
        self._touched = True
        self.changed.emit()

    def value(self) -> datetime | None:
        if self.optional and not self.wanted.isChecked():
            return None
        shown = self.editor.dateTime()
        day, time = shown.date(), shown.time()
        return datetime(day.year(), day.month(), day.day(), time.hour(), time.minute(), tzinfo=self._zone)

    def draft(self) -> str:
        unset = self.optional and not self.wanted.isChecked()
        return "" if unset or not self._touched else self.editor.dateTime().toString(Qt.DateFormat.ISODate)

    def restore(self, draft: str) -> None:
        if draft:
            self.wanted.setChecked(True)
            self.editor.setDateTime(QDateTime.fromString(draft, Qt.DateFormat.ISODate))


def _naive(at: datetime) -> QDateTime:
    """The same figures as Qt's date and time; the zone is kept by the field."""
    return QDateTime(at.year, at.month, at.day, at.hour, at.minute, 0)
