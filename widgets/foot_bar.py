"""The bar at the foot: what can be taken back, what is on its way, the counts of this shift."""

from __future__ import annotations

from collections.abc import Iterable

from qtpy.QtCore import Qt, Signal
from qtpy.QtGui import QKeySequence, QShortcut
from qtpy.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from widgets.alarm_light import AlarmLight
from widgets.elided_label import ElidedLabel
from widgets.progress_line import ProgressLine
from widgets.queue_line import QueueLine
from widgets.tokens import Tokens


class FootBar(QFrame):
    """Undo at the left, waiting reports and long work in the middle, counts at the right.

    Signals:
        undo_asked(): Ctrl+Z outside text fields, or the button.
    """

    undo_asked = Signal()

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("bar", True)
        self.setFixedHeight(tokens.px(36))
        self._undo = QPushButton(self.tr("Take back  Ctrl+Z"))
        self._undo.setProperty("flat", True)
        self._undo.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._undo.clicked.connect(self.undo_asked)
        self._words = ElidedLabel(tokens)
        self._counts = QLabel()
        self._counts.setProperty("role", "quiet")
        self._counts.setTextFormat(Qt.TextFormat.PlainText)
        self.queue = QueueLine(tokens)
        self.progress = ProgressLine(tokens)
        self.alarms = AlarmLight(tokens)
        row = QHBoxLayout(self)
        row.setContentsMargins(tokens.px(8), 0, tokens.px(16), 0)
        row.setSpacing(tokens.px(12))
        row.addWidget(self._undo)
        row.addWidget(self._words, 1)
        row.addWidget(self.queue)
        row.addWidget(self.progress)
        row.addWidget(self.alarms)
        row.addWidget(self._counts)
        self._shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self)
        self._shortcut.activated.connect(self.undo_asked)  # as a keyword it would be called, and a signal cannot be
        self.show_undo("")

    def show_undo(self, words: str) -> None:
        """What Ctrl+Z would take back: ``已派遣 00417 → 市政公用 (对方未打开)``; '' when nothing can be."""
        self._words.setText(words)
        self._undo.setVisible(bool(words))
        self._shortcut.setEnabled(bool(words))

    def show_counts(self, counts: Iterable[tuple[str, int]]) -> None:
        """Words and numbers of this shift: ``本班 已派 41  回退 1``."""
        self._counts.setText("   ".join(f"{word} {number}" for word, number in counts))
