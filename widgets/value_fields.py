"""The values that a move asks for, each typed or picked in place: text, department, condition, closing words, date.

Every field knows the name of the SQL parameter it fills, gives its ``value()`` (None while missing) and its
``draft()``, a plain text that ``restore`` takes back, so that unsent words survive.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Any

from qtpy.QtCore import QDateTime, Qt, Signal
from qtpy.QtGui import QKeyEvent
from qtpy.QtWidgets import (
    QCheckBox,
    QComboBox,
    QCompleter,
    QDateTimeEdit,
    QLabel,
    QPlainTextEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.domain.case import CaseDetail
from app.domain.catalogue import Subcategory
from app.domain.people import Department
from widgets.class_search import ClassSearch
from widgets.failure_words import complaint_words
from widgets.field_words import field_word
from widgets.time_words import condition_words
from widgets.tokens import Tokens, tool_tip

# need → SQL parameter; others alike
_MOST_REASONS = 3  # proposals that say why below the line; the others stand on top of the list
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
        if editor is not None and editor.property("wrong") != is_wrong:
            editor.setProperty("wrong", is_wrong)
            editor.style().unpolish(editor)
            editor.style().polish(editor)

    def finish(self, editor: QWidget) -> None:
        """Put the editor under the label; called once by every kind of field."""
        editor.setAccessibleName(field_word(self.need))
        self.label.setBuddy(editor)
        self.box.addWidget(editor)
        self.box.addWidget(self.wrong)
        self.setFocusProxy(editor)


class GrowingText(QPlainTextEdit):
    """A text of a few lines that grows with its words up to a limit; Tab leaves it, Ctrl+Enter sends.

    Signals:
        sent(): Ctrl+Enter.
    """

    sent = Signal()

    def __init__(self, tokens: Tokens, least: int = 2, most: int = 6, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens, self._least, self._most = tokens, least, most
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(self._grow)
        self._grow()

    def _grow(self) -> None:
        lines = max(self._least, min(self._most, int(self.document().size().height())))
        margins = self.contentsMargins()
        height = lines * self.fontMetrics().lineSpacing() + 2 * round(self.document().documentMargin())
        self.setFixedHeight(height + margins.top() + margins.bottom() + self._tokens.px(10))

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        self._grow()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) \
                and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.sent.emit()
            return
        super().keyPressEvent(event)


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


def likely_department(responsible_units: str, departments: Iterable[Department]) -> Department | None:
    """The one active department that the catalogue's words name, wholly or by its short form; None when not just one.

    The words list units such as ``市政公用、园林``; a department is called ``市政公用中心``.
    """
    units = [unit.strip() for unit in re.split(r"[、，,;；/\s]+", responsible_units) if len(unit.strip()) > 1]
    found = [one for one in departments if one.active and any(unit in one.name or one.name in unit for unit in units)]
    return found[0] if len(found) == 1 else None


class DepartmentField(ValueField):
    """Picking the department by list or by typing a part of its name; Enter in the empty line takes the proposal."""

    def __init__(self, tokens: Tokens, departments: Iterable[Department], parent: QWidget | None = None) -> None:
        super().__init__(tokens, "department", parent=parent)
        self._departments = tuple(departments)
        self._proposed: Department | None = None
        self._reasons = QLabel()
        self._reasons.setProperty("role", "quiet")
        self._reasons.setTextFormat(Qt.TextFormat.PlainText)
        self._reasons.setWordWrap(True)
        self._reasons.hide()
        self.editor = QComboBox()
        self.editor.setEditable(True)
        self.editor.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.editor.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        for one in self._departments:
            if one.active:
                self.editor.addItem(one.name, one.department_id)
        proposals = QCompleter(self.editor.model(), self.editor)
        proposals.setFilterMode(Qt.MatchFlag.MatchContains)
        proposals.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.editor.setCompleter(proposals)
        self.editor.setCurrentIndex(-1)
        self.editor.setEditText("")
        line = self.editor.lineEdit()
        line.setPlaceholderText(self.tr("Type a part of the name"))
        line.setAccessibleName(field_word("department"))
        line.returnPressed.connect(self._take_proposal)
        self.editor.editTextChanged.connect(self.changed)
        self.finish(self.editor)
        self.box.insertWidget(2, self._reasons)

    def value(self) -> int | None:
        row = self.editor.findText(self.editor.currentText().strip(), Qt.MatchFlag.MatchExactly)
        return None if row < 0 else int(self.editor.itemData(row))

    def draft(self) -> str:
        return self.editor.currentText()

    def restore(self, draft: str) -> None:
        row = self.editor.findText(draft, Qt.MatchFlag.MatchExactly)
        self.editor.setCurrentIndex(row)
        if row < 0:
            self.editor.setEditText(draft)

    def departments(self) -> tuple[Department, ...]:
        """All that were given, those out of use too."""
        return self._departments

    def likely(self) -> int | None:
        """The department that is chosen or, while the line is empty, the one that Enter takes."""
        if self.editor.currentText().strip():
            return self.value()
        return self._proposed.department_id if self._proposed is not None else None

    def propose(self, responsible_units: str, not_again: int | None = None) -> None:
        """Show the department that the catalogue makes responsible; ``not_again`` is one that returned the case."""
        self._proposed = likely_department(responsible_units, (
            one for one in self._departments if one.department_id != not_again))
        if self._proposed is not None:
            self.editor.lineEdit().setPlaceholderText(
                self.tr("{name}?  Enter takes it").format(name=self._proposed.name))

    def propose_these(self, proposals: Iterable[tuple[int, str]], not_again: Collection[int | None] = ()) -> bool:
        """Show these departments, the best first, as first choices with why; False when none of them is in use.

        Enter in the empty line takes the first; the list opens with all of them on top. ``not_again`` are those that
        returned the case: each may be chosen, but never by Enter alone.
        """
        active = {one.department_id: one for one in self._departments if one.active}
        known = [(active[department_id], why) for department_id, why in proposals if department_id in active]
        if not known:
            return False
        for place, (one, _why) in enumerate(known):
            row = self.editor.findData(one.department_id)
            self.editor.removeItem(row)
            self.editor.insertItem(place, one.name, one.department_id)
        self.editor.setCurrentIndex(-1)
        self.editor.setEditText("")
        self._proposed = next((one for one, _why in known if one.department_id not in not_again), None)
        if self._proposed is not None:
            self.editor.lineEdit().setPlaceholderText(
                self.tr("{name}?  Enter takes it").format(name=self._proposed.name))
        self._reasons.setText("\n".join(f"{one.name}: {why}" for one, why in known[:_MOST_REASONS]))
        self._reasons.show()
        return True

    def _take_proposal(self) -> None:
        if self._proposed is not None and not self.editor.currentText().strip():
            self.restore(self._proposed.name)


class ConditionField(ValueField):
    """The filing condition: first the class by typing, then one of its conditions with its limit."""

    def __init__(self, tokens: Tokens, catalogue: Iterable[Subcategory], parent: QWidget | None = None) -> None:
        super().__init__(tokens, "condition", parent=parent)
        self.search = ClassSearch(tokens)
        self.search.set_catalogue(catalogue)
        self.search.class_chosen.connect(self._class_chosen)
        self.editor = QComboBox()
        self.editor.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.editor.setPlaceholderText(self.tr("Choose the filing condition"))
        self.editor.currentIndexChanged.connect(self._condition_chosen)
        self.box.addWidget(self.search)
        self.finish(self.editor)
        self._touched = False

    def prepare(self, detail: CaseDetail) -> None:
        self.search.choose(detail.minor_id)
        self._class_chosen(detail.minor_id)
        if detail.condition_id is not None:
            self.editor.setCurrentIndex(self.editor.findData(detail.condition_id))
        self._touched = False

    def value(self) -> int | None:
        return self.editor.currentData()

    def draft(self) -> str:
        chosen = self.search.chosen()
        if not self._touched or chosen is None:
            return ""
        return f"{chosen.minor_id} {self.editor.currentData() or ''}".strip()

    def restore(self, draft: str) -> None:
        numbers = [int(part) for part in draft.split()]
        if not numbers:
            return
        self.search.choose(numbers[0])
        self._class_chosen(numbers[0])
        if len(numbers) > 1:
            self.editor.setCurrentIndex(self.editor.findData(numbers[1]))
        self._touched = True

    def _class_chosen(self, minor_id: int | None) -> None:
        self._touched = True
        self.editor.clear()
        chosen = self.search.chosen() if minor_id is not None else None
        for one in chosen.conditions if chosen is not None else ():
            self.editor.addItem(condition_words(one), one.condition_id)
            self.editor.setItemData(self.editor.count() - 1, tool_tip(one.condition), Qt.ItemDataRole.ToolTipRole)
        # A class with one condition needs no second choice; with several the person decides.
        self.editor.setCurrentIndex(0 if self.editor.count() == 1 else -1)
        self.changed.emit()

    def _condition_chosen(self) -> None:
        self._touched = True
        self.editor.setToolTip(tool_tip(self.editor.currentText()))
        self.changed.emit()


class ClosingField(ValueField):
    """The closing condition: what the catalogue proposes, or own words."""

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(tokens, "closing_condition", parent=parent)
        self.editor = QComboBox()
        self.editor.setEditable(True)
        self.editor.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.editor.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._proposed = ""
        self.editor.editTextChanged.connect(self.changed)
        self.finish(self.editor)

    def prepare(self, detail: CaseDetail) -> None:
        self._proposed = detail.closing_condition
        self.editor.clear()
        parts = [part.strip() for part in detail.closing_condition.replace("，", "、").split("、") if part.strip()]
        self.editor.addItems([detail.closing_condition] if detail.closing_condition else [])
        self.editor.addItems([part for part in parts if part != detail.closing_condition])
        self.editor.setEditText(detail.closing_condition)

    def value(self) -> str | None:
        return self.editor.currentText().strip() or None

    def draft(self) -> str:
        text = self.editor.currentText()
        return "" if text == self._proposed else text

    def restore(self, draft: str) -> None:
        if draft:
            self.editor.setEditText(draft)


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
