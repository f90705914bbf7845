"""Which days are meant: today, 7 days, 30 days, or from one day to another."""

from __future__ import annotations

from datetime import datetime

from qtpy.QtCore import QDate, QSignalBlocker, Signal, Slot
from qtpy.QtWidgets import QComboBox, QDateEdit, QVBoxLayout, QWidget

from app.domain.map_history import Period, Span, span_of
from widgets.tokens import Tokens


class PeriodBox(QWidget):
    """A choice of days.

    Signals:
        changed(): other days are meant.
    """

    changed = Signal()

    def __init__(self, tokens: Tokens, today: datetime, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("plain", True)
        self.period, self.first, self.last = QComboBox(), QDateEdit(), QDateEdit()
        for period, words in ((Period.TODAY, self.tr("Today")), (Period.WEEK, self.tr("7 days")),
                              (Period.MONTH, self.tr("30 days")), (Period.CHOSEN, self.tr("From … to …"))):
            self.period.addItem(words, period.value)
        self.period.setAccessibleName(self.tr("Period"))
        day = QDate(today.year, today.month, today.day)
        for edit, name, days in ((self.first, self.tr("First day"), -29), (self.last, self.tr("Last day"), 0)):
            edit.setDisplayFormat("yyyy-MM-dd")
            edit.setCalendarPopup(True)
            edit.setDateRange(QDate(2000, 1, 1), day.addYears(1))
            edit.setDate(day.addDays(days))
            edit.setAccessibleName(name)
            edit.dateChanged.connect(self._tell)
        self.choose(Period.WEEK)
        self.period.currentIndexChanged.connect(self._tell)
        box = QVBoxLayout(self)
        box.setContentsMargins(tokens.px(22), 0, 0, 0)
        box.setSpacing(tokens.px(4))
        for widget in (self.period, self.first, self.last):
            box.addWidget(widget)
        self._show_days()

    def choose(self, period: Period) -> None:
        """Mark a period without telling anybody."""
        with QSignalBlocker(self.period):
            self.period.setCurrentIndex(self.period.findData(period.value))

    def span(self, now: datetime) -> Span:
        """The days that are meant at this moment."""
        return span_of(Period(self.period.currentData()), now, self.first.date().toPython(),
                       self.last.date().toPython())

    def _show_days(self) -> None:
        chosen = self.period.currentData() == Period.CHOSEN.value
        self.first.setVisible(chosen)
        self.last.setVisible(chosen)

    @Slot()
    def _tell(self, *_: object) -> None:
        self._show_days()
        self.changed.emit()
