"""The top of the search page: the line, what narrows the answer, and one sentence about what was looked at."""

from __future__ import annotations

from collections.abc import Iterable

from qtpy.QtCore import QSignalBlocker, Qt, Signal
from qtpy.QtGui import QKeyEvent
from qtpy.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from app.domain.people import Department
from widgets.found_list import FoundFilter
from widgets.tokens import Tokens

_MONTH, _YEAR = 31, 366  # days


class SearchBox(QWidget):
    """Typing asks, Enter asks now, ↓ goes into the list, Esc leaves.

    Signals:
        typed(str): the words, at every key.
        entered(str): Enter.
        down(): ↓: into the list.
        left(): Esc; the words stay.
        filter_changed(object): the FoundFilter.
    """

    typed = Signal(str)
    entered = Signal(str)
    down = Signal()
    left = Signal()
    filter_changed = Signal(object)

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("plain", True)
        self.line = _Line()
        self.line.setMaxLength(200)
        self.line.setPlaceholderText(self.tr("Words, case number or its end, telephone number: all years"))
        self.line.setAccessibleName(self.tr("Search all years"))
        self.state, self.department, self.street, self.period = QComboBox(), QComboBox(), QComboBox(), QComboBox()
        for words, value in ((self.tr("Open and ended"), None), (self.tr("Open"), True), (self.tr("Ended"), False)):
            self.state.addItem(words, value)
        self.department.addItem(self.tr("All departments"), None)
        self.street.addItem(self.tr("All subdistricts"), "")
        for words, days in ((self.tr("All years"), None), (self.tr("Last month"), _MONTH),
                            (self.tr("Last year"), _YEAR)):
            self.period.addItem(words, days)
        row = QHBoxLayout()
        row.setSpacing(tokens.px(8))
        for box, name in ((self.state, self.tr("State")), (self.department, self.tr("Department")),
                          (self.street, self.tr("Subdistrict")), (self.period, self.tr("Reported"))):
            box.setAccessibleName(name)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(6)
            box.currentIndexChanged.connect(self._changed)
            row.addWidget(box, 1)
        self.told = QLabel()
        self.told.setProperty("role", "quiet")
        self.told.setTextFormat(Qt.TextFormat.PlainText)
        self.told.setWordWrap(True)
        self.told.setMinimumHeight(2 * self.told.fontMetrics().lineSpacing())  # nothing moves when it has two lines
        layout = QVBoxLayout(self)
        layout.setContentsMargins(tokens.px(16), tokens.px(12), tokens.px(16), tokens.px(4))
        layout.setSpacing(tokens.px(8))
        layout.addWidget(self.line)
        layout.addLayout(row)
        layout.addWidget(self.told)
        self.line.textEdited.connect(self.typed)
        self.line.returnPressed.connect(lambda: self.entered.emit(self.line.text()))
        self.line.down.connect(self.down)
        self.line.left.connect(self.left)
        self.setFocusProxy(self.line)

    def set_book(self, departments: Iterable[Department], streets: Iterable[str]) -> None:
        """What may be chosen; what is chosen stays."""
        for box, items in ((self.department, [(one.name, one.department_id) for one in departments]),
                           (self.street, [(name, name) for name in streets])):
            chosen = box.currentData()
            with QSignalBlocker(box):
                while box.count() > 1:
                    box.removeItem(1)
                for words, value in items:
                    box.addItem(words, value)
                box.setCurrentIndex(max(0, box.findData(chosen)))

    def say(self, words: str) -> None:
        """What was looked at, how far, or why not."""
        self.told.setText(words)

    @property
    def wanted(self) -> FoundFilter:
        """What is shown of what was found."""
        return FoundFilter(self.state.currentData(), self.department.currentData(), self.street.currentData(),
                           self.period.currentData())

    def _changed(self) -> None:
        self.filter_changed.emit(self.wanted)


class _Line(QLineEdit):
    """Signals: down(), left(): ↓ and Esc."""

    down = Signal()
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.down.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
