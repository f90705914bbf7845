"""The side of the map that shows how areas were drawn on a day, and the redraws, which can be undone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from qtpy.QtCore import QDate, QSignalBlocker, Qt, Signal, Slot
from qtpy.QtWidgets import (
    QDateEdit,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.domain.redraw import Redraw
from widgets.grid_end import FEWEST
from widgets.grid_words import past_why_words, redraw_state_word
from widgets.tokens import Tokens
from widgets.words import level_word


class GridPast(QWidget):
    """A day, the days on which something changed, and the redraws of all areas.

    Signals:
        day_asked(object): date.
        undo_asked(object, str): Redraw to be undone, or a plan to be withdrawn; why faults that come back with it may
            stand ("": none are to).
        leave_asked(): put it away.
    """

    day_asked = Signal(object)
    undo_asked = Signal(object, str)
    leave_asked = Signal()

    def __init__(self, tokens: Tokens, may_undo: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens, self._may_undo = tokens, may_undo
        self._redraws: list[Redraw] = []
        self.setAccessibleName(self.tr("Borders of a day"))
        self.title, self.told, self.said, self.days_title, self.redraws_title = (QLabel() for _ in range(5))
        self.title.setProperty("role", "section")
        self.said.setProperty("role", "behind")
        for text in (self.days_title, self.redraws_title):
            text.setProperty("role", "label")
        for text in (self.title, self.told, self.said, self.days_title, self.redraws_title):
            text.setWordWrap(True)
            text.setTextFormat(Qt.TextFormat.PlainText)
        self.days_title.setText(self.tr("Days on which borders changed"))
        self.redraws_title.setText(self.tr("Redraws"))
        self.day = QDateEdit()
        self.day.setDisplayFormat("yyyy-MM-dd")
        self.day.setCalendarPopup(True)
        self.day.dateChanged.connect(self._ask_day)
        self.days, self.redraws = QListWidget(), QListWidget()
        for one in (self.days, self.redraws):
            one.setProperty("choices", True)
        self.days.currentItemChanged.connect(self._take_day)
        self.redraws.currentRowChanged.connect(self._choose)
        self.reason = QLineEdit()
        self.reason.setMaxLength(500)
        self.reason.setPlaceholderText(self.tr("Why it may stand as it was; kept under your name"))
        self.reason.setAccessibleName(self.tr("Reason"))
        self.reason.setVisible(False)
        self.reason.textChanged.connect(self._enable)
        self.undo, self.leave = QPushButton(), QPushButton(self.tr("Put away"))
        self.undo.clicked.connect(self._ask_undo)
        self.leave.clicked.connect(self.leave_asked)
        self._arrange()

    def _arrange(self) -> None:
        px = self._tokens.px
        day = QHBoxLayout()
        day.addWidget(QLabel(self.tr("Day")))
        day.addWidget(self.day, 1)
        end = QHBoxLayout()
        end.addWidget(self.leave)
        end.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(px(12), px(12), px(12), px(12))
        box.setSpacing(px(8))
        box.addWidget(self.title)
        box.addLayout(day)
        box.addWidget(self.told)
        box.addWidget(self.said)
        box.addWidget(self.days_title)
        box.addWidget(self.days, 1)
        for widget in (self.redraws_title, self.redraws, self.undo):
            if widget is self.undo:
                box.addWidget(self.reason)
            box.addWidget(widget, 2 if widget is self.redraws else 0)
            widget.setVisible(self._may_undo)
        box.addLayout(end)

    # For the page ---------------------------------------------------------------------------------------------------
    def show_set(self, title: str, today: date) -> None:
        """Which areas; the day is today."""
        self.title.setText(title)
        with QSignalBlocker(self.day):
            self.day.setMaximumDate(QDate(today.year + 2, 12, 31))
            self.day.setDate(QDate(today.year, today.month, today.day))
        self.told.setText("")
        self.tell("")
        self._choose(-1)
        self._ask_day()

    def tell(self, words: str) -> None:
        """What was refused or done."""
        self.said.setText(words)
        self.said.setVisible(bool(words))

    def show_days(self, days: Sequence[tuple[date, int, int]]) -> None:
        """(day, how many began, how many ended), newest first."""
        with QSignalBlocker(self.days):
            self.days.clear()
            for day, begun, ended in days:
                item = QListWidgetItem(self.tr("{day}: {begun} begun, {ended} ended").format(
                    day=day.isoformat(), begun=begun, ended=ended))
                item.setData(Qt.ItemDataRole.UserRole, day.isoformat())
                self.days.addItem(item)

    def show_day(self, day: date, counts: dict[str, int]) -> None:
        """What differs from today: how many areas were other, are gone, or came later."""
        different = self.tr("otherwise drawn {changed} · no more today {gone} · came later {new}").format(
            changed=counts.get("changed", 0), gone=counts.get("gone", 0), new=counts.get("new", 0))
        standing = self.tr("{day}: {n} areas").format(day=day.isoformat(), n=counts.get("all", 0))
        self.told.setText(f"{standing}\n{different}")

    def show_redraws(self, redraws: Sequence[Redraw]) -> None:
        """All redraws, newest first."""
        self._redraws = list(redraws)
        with QSignalBlocker(self.redraws):
            self.redraws.clear()
            for one in redraws:
                self.redraws.addItem(self._words(one))
        self._choose(self.redraws.currentRow())

    def ask_reason(self) -> None:
        """Undoing the chosen redraw brings back a fault that may stand with a reason."""
        self.reason.setVisible(True)
        self.reason.setFocus()
        self._enable()

    def _words(self, one: Redraw) -> str:
        day = (one.took_effect or one.from_day).isoformat()
        kind = self.tr("undoing") if one.undoes else self.tr("redraw")
        state = self.tr("undone") if one.undone_by else redraw_state_word(one.state)
        counts = self.tr("{changed} changed, {added} new, {ended} ended").format(
            changed=one.changed, added=one.added, ended=one.ended)
        why = f"\n{past_why_words(str(one.why.get('why', '')), one.why)}" if one.state == "failed" else ""
        return f"{day} {one.parent_name} · {level_word(one.level)} · {kind} · {state}\n{counts} · {one.asked_by}{why}"

    # Behind it ------------------------------------------------------------------------------------------------------
    @Slot()
    def _ask_day(self) -> None:
        chosen = self.day.date()
        self.day_asked.emit(date(chosen.year(), chosen.month(), chosen.day()))

    @Slot(QListWidgetItem, QListWidgetItem)
    def _take_day(self, item: QListWidgetItem | None, _before: object = None) -> None:
        if item is not None:
            self.day.setDate(QDate.fromString(item.data(Qt.ItemDataRole.UserRole), Qt.DateFormat.ISODate))

    @Slot(int)
    def _choose(self, _row: int) -> None:
        """Another redraw is chosen, or none: it has no reason yet."""
        self.reason.clear()
        self.reason.setVisible(False)
        self._enable()

    @Slot()
    def _enable(self) -> None:
        row = self.redraws.currentRow()
        one = self._redraws[row] if 0 <= row < len(self._redraws) else None
        plan = one is not None and one.state in ("planned", "failed")
        self.undo.setText(self.tr("Withdraw the plan") if plan else self.tr("Undo this redraw from today on"))
        explained = self.reason.isHidden() or len(self.reason.text().strip()) >= FEWEST
        undoable = one is not None and (plan or (one.state == "done" and one.undone_by is None))
        self.undo.setEnabled(undoable and explained)

    @Slot()
    def _ask_undo(self) -> None:
        row = self.redraws.currentRow()
        if 0 <= row < len(self._redraws):
            self.undo_asked.emit(self._redraws[row], self.reason.text().strip())
