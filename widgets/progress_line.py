"""Long work on one line: its name, how far, how fast, how long still, and a way out."""

from __future__ import annotations

from datetime import timedelta

from qtpy.QtCore import QElapsedTimer, Qt, Signal
from qtpy.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from widgets.time_words import duration_words
from widgets.tokens import Tokens

_TELL_AFTER = 1500  # ms of work before a rate is worth telling


class ProgressLine(QWidget):
    """Hidden while nothing runs.

    Signals:
        cancel_asked(): the person wants it stopped; the line stays until ``finish``.
    """

    cancel_asked = Signal()

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("plain", True)
        self._clock = QElapsedTimer()
        self._name = QLabel()
        self._name.setTextFormat(Qt.TextFormat.PlainText)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(tokens.px(120))
        self._told = QLabel()
        self._told.setProperty("role", "quiet")
        self._cancel = QPushButton(self.tr("Cancel"))
        self._cancel.setProperty("flat", True)
        self._cancel.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._cancel.clicked.connect(self._ask_cancel)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.px(8))
        for widget in (self._name, self._bar, self._told, self._cancel):
            row.addWidget(widget)
        self.hide()

    def begin(self, name: str, total: int = 0, cancellable: bool = True) -> None:
        """Work begins; ``total`` 0 means that its end is not known."""
        self._clock.start()
        self._name.setText(name)
        self._told.clear()
        self._bar.setRange(0, total)
        self._bar.setValue(0)
        self._bar.setAccessibleName(name)
        self._cancel.setVisible(cancellable)
        self._cancel.setEnabled(True)
        self.show()

    def advance(self, done: int) -> None:
        """So many are done since ``begin``."""
        self._bar.setValue(done)
        total, spent = self._bar.maximum(), self._clock.elapsed()
        if spent < _TELL_AFTER or not done:
            self._told.setText(self.tr("{done} of {total}").format(done=done, total=total) if total else str(done))
            return
        rate = done * 1000 / spent
        if not total:
            self._told.setText(self.tr("{done}, {rate} a second").format(done=done, rate=f"{rate:.0f}"))
            return
        left = duration_words(timedelta(seconds=(total - done) / rate))
        self._told.setText(self.tr("{done} of {total}, {rate} a second, {left} left").format(
            done=done, total=total, rate=f"{rate:.0f}", left=left))

    def count(self, name: str, done: int, total: int) -> None:
        """So many of the step ``name`` are done; another step is counted anew."""
        if name != self._name.text() or total != self._bar.maximum():
            may_cancel = self._cancel.isEnabled()
            self.begin(name, total)
            self._cancel.setEnabled(may_cancel)
        self.advance(done)

    def finish(self) -> None:
        """The work is over, done or not."""
        self.hide()

    def words(self) -> str:
        """What is told now."""
        return f"{self._name.text()} {self._told.text()}".strip()

    def _ask_cancel(self) -> None:
        self._cancel.setEnabled(False)
        self.cancel_asked.emit()
