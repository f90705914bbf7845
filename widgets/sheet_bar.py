"""The controls above a day's sheet: which day, which edition, issue, save, print, and a line on how it stands."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from qtpy.QtCore import QDate, Qt, Signal, Slot
from qtpy.QtWidgets import QComboBox, QDateEdit, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.domain.sheet import Sheet, SheetEntry
from widgets.time_words import moment_words
from widgets.tokens import GAP, Tokens


class SheetBar(QWidget):
    """Two rows: the controls, and what is shown or under way.

    Signals:
        day_chosen(): ``day`` is another one.
        edition_chosen(int): the sheet id of an edition to be shown.
        issue_asked(), save_asked(), print_asked(), today_asked(): by a button.
    """

    day_chosen = Signal()
    edition_chosen = Signal(int)
    issue_asked = Signal()
    save_asked = Signal()
    print_asked = Signal()
    today_asked = Signal()

    def __init__(self, tokens: Tokens, today: date, *, may_issue: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("plain", True)
        self.day_field = QDateEdit(QDate(today.year, today.month, today.day))
        self.day_field.setCalendarPopup(True)
        self.day_field.setDisplayFormat("yyyy-MM-dd ddd")
        self.day_field.setAccessibleName(self.tr("Day of the sheet"))
        self.day_field.setMinimumWidth(tokens.px(168))
        self.before, self.after = QPushButton("‹"), QPushButton("›")
        self.today_button = QPushButton(self.tr("Today"))
        self.editions = QComboBox()
        self.editions.setAccessibleName(self.tr("Editions of the day"))
        self.editions.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.issue_button = QPushButton(self.tr("Issue the sheet  F8"))
        self.issue_button.setProperty("primary", True)
        self.issue_button.setVisible(may_issue)
        self.save_button = QPushButton(self.tr("Save as PDF…"))
        self.print_button = QPushButton(self.tr("Print…"))
        self.state = QLabel()
        self.state.setProperty("role", "quiet")
        self.state.setTextFormat(Qt.TextFormat.PlainText)
        tips = ((self.before, self.tr("The day before  Alt+←")), (self.after, self.tr("The day after  Alt+→")),
                (self.today_button, self.tr("The room's today")), (self.save_button, "Ctrl+S"),
                (self.print_button, "Ctrl+P"))
        for button, tip in tips:
            button.setToolTip(tip)
            button.setAccessibleName(f"{button.text()} {tip}")
        self._arrange(tokens)
        self._connect()

    def _arrange(self, tokens: Tokens) -> None:
        row = QHBoxLayout()
        row.setSpacing(tokens.px(GAP))
        for widget in (self.before, self.day_field, self.after, self.today_button, self.editions):
            row.addWidget(widget)
        row.addStretch(1)
        for widget in (self.save_button, self.print_button, self.issue_button):
            row.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.px(GAP))
        column.addLayout(row)
        column.addWidget(self.state)
        self.editions.hide()

    def _connect(self) -> None:
        self.day_field.dateChanged.connect(self._day_changed)
        self.before.clicked.connect(self.go_back)
        self.after.clicked.connect(self.go_on)
        self.today_button.clicked.connect(self.today_asked)
        self.editions.activated.connect(self._edition_activated)
        self.issue_button.clicked.connect(self.issue_asked)
        self.save_button.clicked.connect(self.save_asked)
        self.print_button.clicked.connect(self.print_asked)

    def day(self) -> date:
        """The day chosen."""
        chosen = self.day_field.date()
        return date(chosen.year(), chosen.month(), chosen.day())

    def set_day(self, day: date) -> None:
        """Choose a day."""
        self.day_field.setDate(QDate(day.year, day.month, day.day))

    @Slot()
    def go_back(self) -> None:
        """Choose the day before."""
        self.day_field.setDate(self.day_field.date().addDays(-1))

    @Slot()
    def go_on(self) -> None:
        """Choose the day after."""
        self.day_field.setDate(self.day_field.date().addDays(1))

    def holds_keyboard(self) -> bool:
        """Whether a button that is switched off while something is under way has the keyboard."""
        return any(button.hasFocus() for button in (self.issue_button, self.save_button, self.print_button))

    def set_busy(self, words: str, *, has_sheet: bool) -> None:
        """Say what is under way, '' for nothing; only without it there is something to issue, save or print."""
        if words:
            self.state.setText(words)
        self.issue_button.setEnabled(not words)
        for button in (self.save_button, self.print_button):
            button.setEnabled(not words and has_sheet)

    def show_nothing(self) -> None:
        """No sheet is shown."""
        self.state.setText("")
        self.editions.hide()

    def show_editions(self, editions: Iterable[SheetEntry], shown: Sheet, now: datetime) -> None:
        """What was issued for the day, the shown one chosen; hidden when there is but one."""
        self.editions.clear()
        for entry in editions:
            words = self.tr("Edition {edition} · {time} · {by} · {prints} prints").format(
                edition=entry.sequence, time=moment_words(entry.issued_at, now), by=entry.issued_by,
                prints=entry.prints)
            self.editions.addItem(f"{entry.scope} · {words}" if entry.scope else words, entry.sheet_id)
            if (entry.sheet_number, entry.sequence) == (shown.sheet_number, shown.sequence):
                self.editions.setCurrentIndex(self.editions.count() - 1)
        self.editions.setVisible(self.editions.count() > 1)

    def show_sheet(self, sheet: Sheet, cases: int, now: datetime) -> None:
        """Number, edition, how many cases, when and by whom, and the beginning of the hash."""
        self.state.setText(self.tr(
            "{number} · edition {edition} · {cases} cases · issued {time} by {by} · {hash}").format(
            number=sheet.sheet_number, edition=sheet.sequence, cases=cases, time=moment_words(sheet.issued_at, now),
            by=sheet.issued_by, hash=sheet.content_hash[:12]))

    @Slot()
    def _day_changed(self) -> None:
        self.day_chosen.emit()

    @Slot(int)
    def _edition_activated(self, row: int) -> None:
        self.edition_chosen.emit(self.editions.itemData(row))
