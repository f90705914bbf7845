"""One line on which alarms are shelved: why, and for how long. Enter does it, Esc folds it away with its words kept."""

from __future__ import annotations

from qtpy.QtCore import Qt, Signal
from qtpy.QtGui import QKeySequence, QShortcut
from qtpy.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from widgets.tokens import Tokens

MINUTES = (30, 60, 120, 240, 480)
LONGEST_REASON = 200


class AlarmShelf(QFrame):
    """A place on the panel, not a dialog.

    Signals:
        wanted(object, int, str): keys, minutes, reason. left(): Esc.
    """

    wanted = Signal(object, int, str)
    left = Signal()

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys: tuple[str, ...] = ()
        self.setProperty("plain", True)
        self.what = QLabel()
        self.what.setTextFormat(Qt.TextFormat.PlainText)
        self.reason = QLineEdit()
        self.reason.setMaxLength(LONGEST_REASON)
        self.reason.setPlaceholderText(self.tr("Why it can wait"))
        self.reason.setAccessibleName(self.tr("Reason for shelving"))
        self.minutes = QComboBox()
        self.minutes.setAccessibleName(self.tr("For how long"))
        for one in MINUTES:
            words = self.tr("{n} minutes").format(n=one) if one < 60 else self.tr("{n} hours").format(n=one // 60)
            self.minutes.addItem(words, one)
        self.minutes.setCurrentIndex(1)
        self.confirm = QPushButton(self.tr("Shelve  Enter"))
        self.confirm.setProperty("primary", True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.px(8))
        row.addWidget(self.what)
        row.addWidget(self.reason, 1)
        row.addWidget(self.minutes)
        row.addWidget(self.confirm)
        self.reason.returnPressed.connect(self._want)
        self.confirm.clicked.connect(self._want)
        QShortcut(QKeySequence("Esc"), self, activated=self.left.emit).setContext(
            Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def open(self, keys: tuple[str, ...], words: str) -> None:
        """Ask for these alarms; what was typed before is still there."""
        self._keys = keys
        self.what.setText(self.tr("Shelve {n} alarms").format(n=len(keys)) if len(keys) > 1
                          else self.tr("Shelve: {what}").format(what=words))
        self.show()
        self.reason.setFocus()

    def clear(self) -> None:
        """It was done."""
        self.reason.clear()

    def _want(self) -> None:
        reason = self.reason.text().strip()
        if not reason:
            self.reason.setProperty("wrong", True)
            self.reason.style().polish(self.reason)
            self.reason.setFocus()
            return
        self.reason.setProperty("wrong", False)
        self.reason.style().polish(self.reason)
        self.wanted.emit(self._keys, self.minutes.currentData(), reason)
