"""Where somebody went: asked with a reason, which is recorded."""

from __future__ import annotations

from qtpy.QtCore import Qt, Signal, Slot
from qtpy.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from widgets.tokens import Tokens

HOURS = (2, 4, 8, 24)


class TrackPanel(QWidget):
    """Who, how far back, why.

    Signals:
        asked(str, int, str): code of the worker or vehicle, hours back, reason.
        closed(): back to what was shown before.
    """

    asked = Signal(str, int, str)
    closed = Signal()

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        px = tokens.px
        self._code = ""
        self.back, self.read = QPushButton(self.tr("‹ Back")), QPushButton(self.tr("Read the track"))
        self.back.setProperty("flat", True)
        self.back.clicked.connect(self.closed)
        self.name, self.facts, self.note, self.answer = QLabel(), QLabel(), QLabel(), QLabel()
        self.name.setProperty("role", "section")
        self.facts.setProperty("role", "quiet")
        self.note.setProperty("role", "label")
        self.note.setText(self.tr("Why is it read? The reason is recorded with your name."))
        for label in (self.name, self.facts, self.note, self.answer):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.hours, self.reason = QComboBox(), QLineEdit()
        for hours in HOURS:
            self.hours.addItem(self.tr("the last {n} hours").format(n=hours), hours)
        self.reason.setMaxLength(200)
        self.reason.setAccessibleName(self.tr("Reason"))
        self.reason.setPlaceholderText(self.tr("Reason"))
        self.reason.returnPressed.connect(self._ask)
        self.read.clicked.connect(self._ask)
        inside = QVBoxLayout()
        inside.setContentsMargins(px(12), 0, px(12), px(12))
        inside.setSpacing(px(8))
        for widget in (self.name, self.facts, self.hours, self.note, self.reason, self.read, self.answer):
            inside.addWidget(widget)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        box.addLayout(inside)
        box.addStretch(1)

    def show_unit(self, code: str, lines: list[str], *, may_read: bool) -> None:
        """Show this worker or vehicle; ``may_read``: whether this person may ask for tracks."""
        if code != self._code:
            self.tell("")
            self.reason.clear()
        self._code = code
        self.name.setText(lines[0] if lines else "")
        self.facts.setText("\n".join(lines[1:]))
        for widget in (self.hours, self.note, self.reason, self.read):
            widget.setVisible(may_read)

    @property
    def code(self) -> str:
        """Who is shown; '' before anybody was."""
        return self._code

    def tell(self, words: str) -> None:
        """What came of it."""
        self.answer.setText(words)

    @Slot()
    def _ask(self) -> None:
        reason = self.reason.text().strip()
        if not reason:
            self.tell(self.tr("Without a reason no track is read."))
            self.reason.setFocus()
            return
        self.tell("")
        self.asked.emit(self._code, self.hours.currentData(), reason)
