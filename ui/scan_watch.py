"""Hears a QR scanner: it types ``gridroom:case:NUMBER`` and Enter wherever the keyboard happens to be."""

from __future__ import annotations

from qtpy.QtCore import QEvent, QObject, Qt, Signal
from qtpy.QtGui import QKeyEvent
from qtpy.QtWidgets import QAbstractSpinBox, QApplication, QComboBox, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

PREFIX = "gridroom:case:"
LONGEST = len(PREFIX) + 60
TEXT_FIELDS = (QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox, QComboBox)


def scanned_number(text: str) -> str | None:
    """The case number in what a scanner typed; None when it is something else."""
    words = text.strip()
    return words[len(PREFIX):].strip() or None if words.lower().startswith(PREFIX) else None


def looks_like_number(words: str) -> bool:
    """Whether the words are digits and dashes only, at least three of them: a case number or its end."""
    return len(words) >= 3 and all(character.isdigit() or character == "-" for character in words)


class ScanWatch(QObject):
    """Collects what is typed outside text fields as long as it can still become a scan, and swallows only that.

    Watches the window, which gets every key that nobody wanted, and lists, which want letters for themselves. (A
    filter on the whole application would run Python code at every paint.) Inside text fields nothing is touched; the
    command box understands a scan by itself.

    Signals:
        scanned(str): a case number.
    """

    scanned = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._typed = ""

    def watch(self, *widgets: QWidget) -> None:
        """Listen here too."""
        for widget in widgets:
            widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Qt's own: True swallows the key."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if isinstance(QApplication.focusWidget(), TEXT_FIELDS):
            self._typed = ""
            return False
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            number, self._typed = scanned_number(self._typed), ""
            if number is None:
                return False
            self.scanned.emit(number)
            return True
        if event.key() in (Qt.Key.Key_Shift, Qt.Key.Key_unknown):
            return False  # a scanner presses Shift for the colon
        typed = self._typed + event.text()
        head = typed.lower()[:len(PREFIX)]
        if not event.text() or len(typed) > LONGEST or not PREFIX.startswith(head):
            self._typed = ""
            return False
        self._typed = typed
        return True
