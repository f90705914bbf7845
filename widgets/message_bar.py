"""Refusals and notices: said in place, kept until put away or replaced, never in the way of the hand."""

from __future__ import annotations

from qtpy.QtCore import Qt, Signal
from qtpy.QtGui import QAccessible, QAccessibleEvent
from qtpy.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from widgets.tokens import Tokens

_MOST = 3  # notices at a time; the oldest goes


class MessageBar(QWidget):
    """Up to three notices, the newest on top. Nothing here ever takes the keyboard by itself.

    Signals:
        action_asked(str): the key of the notice whose button was pressed.
        dismissed(str): the key of the notice that was put away.
    """

    action_asked = Signal(str)
    dismissed = Signal(str)

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._notices: dict[str, _Notice] = {}
        self.setAccessibleName(self.tr("Messages"))
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(tokens.px(2))
        self.hide()

    def tell(self, words: str, kind: str = "behind", key: str = "", action: str = "") -> None:
        """Say this. ``kind``: 'behind' for a refusal, 'overdue' for a loss or a fault, 'near' for a notice, 'link'
        for good news. A notice with the same ``key`` is replaced. ``action`` is the word on an extra button.
        """
        key = key or words
        if key in self._notices:
            self._remove(key)
        while len(self._notices) >= _MOST:
            self._remove(next(iter(self._notices)))
        notice = _Notice(self._tokens, words, kind, action)
        notice.action.clicked.connect(lambda: self.action_asked.emit(key))
        notice.close_button.clicked.connect(lambda: self._dismiss(key))
        self._notices[key] = notice
        self._box.insertWidget(0, notice)
        self.show()
        QAccessible.updateAccessibility(QAccessibleEvent(notice, QAccessible.Event.Alert))

    def withdraw(self, key: str) -> None:
        """What was said under this key no longer holds."""
        if key in self._notices:
            self._remove(key)
            self.setVisible(bool(self._notices))

    def words(self) -> list[str]:
        """What is said now, newest first."""
        return [notice.words for notice in reversed(self._notices.values())]

    def _dismiss(self, key: str) -> None:
        self.withdraw(key)
        self.dismissed.emit(key)

    def _remove(self, key: str) -> None:
        notice = self._notices.pop(key)
        self._box.removeWidget(notice)
        notice.hide()
        notice.deleteLater()


class _Notice(QFrame):
    """One notice. Signals: none; its buttons are connected by the bar."""

    def __init__(self, tokens: Tokens, words: str, kind: str, action: str) -> None:
        super().__init__()
        self.words = words
        self.setProperty("notice", kind)
        self.setAccessibleName(words)
        label = QLabel(words)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.action = QPushButton(action)
        self.action.setVisible(bool(action))
        self.close_button = QPushButton(self.tr("Put away"))
        for button in (self.action, self.close_button):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keyboard where it was
        row = QHBoxLayout(self)
        row.setContentsMargins(tokens.px(12), tokens.px(6), tokens.px(8), tokens.px(6))
        row.setSpacing(tokens.px(8))
        row.addWidget(label, 1)
        row.addWidget(self.action)
        row.addWidget(self.close_button)
