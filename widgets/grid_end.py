"""The end of a drawing: what it comes to, from which day on it holds, why a fault may stand, and the ways out."""

from __future__ import annotations

from datetime import date

from qtpy.QtCore import QDate, Qt, Signal, Slot
from qtpy.QtWidgets import QDateEdit, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from widgets.tokens import Tokens

FEWEST = 4  # characters of a reason; the database wants as many


class GridEnd(QWidget):
    """Below the faults.

    Signals:
        commit_asked(object, str): date, and the reason why faults may stand ("": none are to).
        rebase_asked(): do the drawing again on the borders of now.
        leave_asked(): put the drawing away, it is kept.
        discard_asked(): throw the drawing away.
    """

    commit_asked = Signal(object, str)
    rebase_asked = Signal()
    leave_asked = Signal()
    discard_asked = Signal()

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("plain", True)
        self._ready = False
        self.changes = QLabel()
        self.changes.setWordWrap(True)
        self.changes.setTextFormat(Qt.TextFormat.PlainText)
        self.reason = QLineEdit()
        self.reason.setMaxLength(500)
        self.reason.setPlaceholderText(self.tr("Why it may stand as it is; kept under your name"))
        self.reason.setAccessibleName(self.tr("Reason"))
        self.reason.textChanged.connect(self._enable)
        self.reason.setVisible(False)
        self.rebase = self._button(self.tr("Do it again on the borders of now"), self.rebase_asked)
        self.rebase.setVisible(False)
        self.day = QDateEdit()
        self.day.setDisplayFormat("yyyy-MM-dd")
        self.day.setCalendarPopup(True)
        self.day.setToolTip(self.tr("New reports find the new areas from this day on; old cases keep theirs"))
        self.commit = QPushButton(self.tr("Let it hold"))
        self.commit.setProperty("primary", True)
        self.commit.clicked.connect(self._ask)
        self.leave = self._button(self.tr("Put away"), self.leave_asked)
        self.leave.setToolTip(self.tr("The drawing is kept on this machine"))
        self.discard = self._button(self.tr("Discard"), self.discard_asked)
        self.discard.setToolTip(self.tr("Throw the drawing away; what holds stays as it is"))
        self._arrange(tokens)

    def _arrange(self, tokens: Tokens) -> None:
        end = QHBoxLayout()
        end.addWidget(QLabel(self.tr("From")))
        end.addWidget(self.day, 1)
        end.addWidget(self.commit)
        away = QHBoxLayout()
        away.addWidget(self.leave)
        away.addWidget(self.discard)
        away.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(tokens.px(8))
        for widget in (self.changes, self.reason, self.rebase):
            box.addWidget(widget)
        box.addLayout(end)
        box.addLayout(away)

    def _button(self, words: str, signal: object) -> QPushButton:
        button = QPushButton(words)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(signal)
        return button

    def show_day(self, today: date) -> None:
        """A drawing was begun; it holds today or later."""
        self.day.setMinimumDate(QDate(today.year, today.month, today.day))
        self.day.setDate(QDate(today.year, today.month, today.day))
        self.ask_reason(False)
        self.offer_rebase(False)

    def show_changes(self, words: str, *, ready: bool) -> None:
        """What the drawing comes to; ``ready``: it may become what holds."""
        self.changes.setText(words)
        self._ready = ready
        self._enable()

    def ask_reason(self, wanted: bool) -> None:
        """A fault was refused that may stand with a reason; or the drawing is another by now."""
        if not wanted:
            self.reason.clear()
        self.reason.setVisible(wanted)
        if wanted:
            self.reason.setFocus()
        self._enable()

    def offer_rebase(self, wanted: bool) -> None:
        """The areas were drawn anew by somebody else meanwhile."""
        self.rebase.setVisible(wanted)

    @Slot()
    def _enable(self) -> None:
        asked = not self.reason.isHidden()
        self.commit.setEnabled(self._ready and (not asked or len(self.reason.text().strip()) >= FEWEST))

    @Slot()
    def _ask(self) -> None:
        day = self.day.date()
        self.commit_asked.emit(date(day.year(), day.month(), day.day()), self.reason.text().strip())
