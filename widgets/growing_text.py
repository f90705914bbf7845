"""An editor for a few lines of words."""

from __future__ import annotations

from typing import Any

from qtpy.QtCore import Qt, Signal
from qtpy.QtGui import QKeyEvent
from qtpy.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from widgets.tokens import Tokens


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
