"""A line over the top of the map that says what is not as it should be: still reading, server gone, page lost."""

from __future__ import annotations

from qtpy.QtCore import Qt
from qtpy.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from widgets.tokens import Tokens


class StateLine(QFrame):
    """Hidden while there is nothing to say; ``again`` is there when a person is to bring the map back. No signals."""

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = self._held = ""
        self.setProperty("panel", True)
        self._label = QLabel()
        self._label.setWordWrap(True)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self.again = QPushButton(self.tr("Show the map again"))
        self.again.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(tokens.px(12), tokens.px(4), tokens.px(12), tokens.px(4))
        row.addWidget(self._label, 1)
        row.addWidget(self.again)
        self.hide()

    def text(self) -> str:
        """What it says."""
        return self._label.text()

    def tell(self, words: str) -> None:
        """Say this; '' is nothing to say."""
        self._words = words
        self._show()

    def hold(self, words: str) -> None:
        """Say this, whatever else is told, until ``hold("")``."""
        self._held = words
        self._show()

    def _show(self) -> None:
        words = self._held or self._words
        self._label.setText(words)
        self._label.setProperty("role", "behind" if self._held else "quiet")
        self._label.style().polish(self._label)
        self.setVisible(bool(words))
