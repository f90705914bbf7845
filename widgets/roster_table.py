"""A week of the roster: shifts down, days across, names in the cells; who is on duty in the chosen cell beside it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from qtpy.QtCore import QEvent, QSignalBlocker, QSize, Qt, Signal, Slot
from qtpy.QtGui import QKeyEvent, QResizeEvent
from qtpy.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.domain.roster import WEEK, RosterWeek, Watch
from widgets.tokens import COMPACT_ROW, GAP, Tokens, tool_tip

CELL, LINE, HEAD = 56, 18, 40     # px at 96 dpi: a cell, one name in it, the head of a day


class RosterTable(QWidget):
    """Arrows choose a cell, Enter goes to its people, Space puts one on duty or takes them off, L makes them lead.

    Signals:
        edited(): somebody was put on duty or taken off.
    """

    edited = Signal()

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self.setProperty("plain", True)
        self._week: RosterWeek | None = None
        self._today = date.min
        self._shifts: list[str] = []
        self.watches: frozenset[Watch] = frozenset()
        self.table = QTableWidget(0, WEEK)
        self.table.setAccessibleName(self.tr("Roster of the week"))
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setTabKeyNavigation(False)
        self.table.setWordWrap(True)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.table.horizontalHeader().setMinimumHeight(tokens.px(HEAD))
        self.table.verticalHeader().setDefaultSectionSize(tokens.px(CELL))
        self.table.verticalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        self.title = QLabel()
        self.title.setProperty("role", "quiet")
        self.people = _People()
        self.people.setProperty("choices", True)
        self.people.setFixedWidth(tokens.px(200))
        self.people.setAccessibleName(self.tr("Who is on duty"))
        keys = QLabel(self.tr("Enter people · Space on duty · L leads"))
        keys.setProperty("role", "faint")
        side = QVBoxLayout()
        side.setSpacing(tokens.px(4))
        for part in (self.title, self.people, keys):
            side.addWidget(part)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.px(GAP))
        row.addWidget(self.table, 1)
        row.addLayout(side)
        self.table.currentCellChanged.connect(self._show_people)
        self.table.itemActivated.connect(self._enter)
        self.people.itemChanged.connect(self._ticked)
        self.people.leads_asked.connect(self._lead)
        self.people.left.connect(self.table.setFocus)

    def show_week(self, week: RosterWeek, watches: Iterable[Watch], today: date) -> None:
        """Show these watches of the week; the chosen cell stays chosen, in another week it is where there is work."""
        other = self._week is None or self._week.first_day != week.first_day
        self._week, self._today, self.watches = week, today, frozenset(watches)
        row, column = max(0, self.table.currentRow()), max(0, self.table.currentColumn())
        if other:
            days = (today - week.first_day).days
            column = days if 0 <= days < WEEK else 0
        named: dict[str, None] = {}
        for day in sorted(week.shifts):
            named.update(dict.fromkeys(week.shifts[day]))
        named.update(dict.fromkeys(sorted({one.shift for one in self.watches})))
        self._shifts = list(named)
        if other:
            row = next((n for n, name in enumerate(self._shifts) if name in week.shifts.get(self._day(column), ())
                        and not self._in_cell(n, column)), 0)
        with QSignalBlocker(self.table):
            self.table.setRowCount(len(self._shifts))
            self.table.setVerticalHeaderLabels(self._shifts)
            self.table.setHorizontalHeaderLabels([self._day_words(self._day(n), "\n") for n in range(WEEK)])
            for r in range(len(self._shifts)):
                for c in range(WEEK):
                    self.table.setItem(r, c, QTableWidgetItem())
                    self._fill(r, c)
                self._fit(r)
            if self._shifts:
                self.table.setCurrentCell(min(row, len(self._shifts) - 1), column)
        self._show_people()

    def changeEvent(self, event: QEvent) -> None:
        """The other theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and getattr(self, "_week", None) is not None:
            for row in range(len(self._shifts)):
                for column in range(WEEK):
                    self._fill(row, column)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for row in range(self.table.rowCount()):
            self._fit(row)

    def changeable(self, day: date) -> bool:
        """Whether the roster of that day may still be changed: a night that began yesterday may."""
        return day >= self._today - timedelta(days=1)

    # Inside ---------------------------------------------------------------------------------------------------------
    def _day(self, column: int) -> date:
        assert self._week is not None
        return self._week.first_day + timedelta(days=column)

    def _day_words(self, day: date, between: str = " ") -> str:
        names = (self.tr("Mon"), self.tr("Tue"), self.tr("Wed"), self.tr("Thu"), self.tr("Fri"), self.tr("Sat"),
                 self.tr("Sun"))
        name = names[day.weekday()]
        if day == self._today:
            name = self.tr("{day} today").format(day=name)
        return f"{name}{between}{day:%m-%d}"

    def _in_cell(self, row: int, column: int) -> list[Watch]:
        assert self._week is not None
        here = [one for one in self.watches if one.day == self._day(column) and one.shift == self._shifts[row]]
        return sorted(here, key=lambda one: (not one.leads, self._week.names.get(one.login, one.login)))  # type: ignore[union-attr]

    def _fill(self, row: int, column: int) -> None:
        assert self._week is not None
        item, day, here = self.table.item(row, column), self._day(column), self._in_cell(row, column)
        if here:
            words = "\n".join(("★" if one.leads else "") + self._week.names.get(one.login, one.login) for one in here)
        elif self._shifts[row] not in self._week.shifts.get(day, ()):
            words = "–"
        else:
            words = self.tr("▲ nobody") if day >= self._today else "–"
        item.setText(words)
        item.setToolTip(tool_tip(words))
        item.setForeground(self._tokens.color(
            "text" if here else "behind" if words != "–" else "faint"))

    def _fit(self, row: int) -> None:
        """A line for each name, more for one that is wider than its column."""
        metrics = self.table.fontMetrics()
        wide = [max(1, self.table.columnWidth(column) - self._tokens.px(20)) for column in range(WEEK)]
        lines = max(sum(-(-metrics.horizontalAdvance(words) // wide[column])
                        for words in self.table.item(row, column).text().split("\n")) for column in range(WEEK))
        self.table.setRowHeight(row, self._tokens.px(max(CELL, LINE * lines + 12)))

    @Slot()
    def _show_people(self, *_: object) -> None:
        row, column = self.table.currentRow(), self.table.currentColumn()
        week = self._week
        with QSignalBlocker(self.people):
            self.people.clear()
            self.title.setText("")
            if week is None or row < 0 or column < 0:
                return
            here = {one.login: one for one in self._in_cell(row, column)}
            day, shift = self._day(column), self._shifts[row]
            self.title.setText(f"{self._day_words(day)} {shift}")
            may = bool(week.people) and self.changeable(day)
            for login in [*week.people, *sorted(set(here) - set(week.people))]:
                if not may and login not in here:
                    continue
                leads = login in here and here[login].leads
                item = QListWidgetItem(("★" if leads else "") + week.names.get(login, login))
                item.setData(Qt.ItemDataRole.UserRole, login)
                item.setSizeHint(QSize(0, self._tokens.px(COMPACT_ROW)))
                item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
                              | (Qt.ItemFlag.ItemIsUserCheckable if may else Qt.ItemFlag.NoItemFlags))
                item.setCheckState(Qt.CheckState.Checked if login in here else Qt.CheckState.Unchecked)
                self.people.addItem(item)

    @Slot()
    def _enter(self) -> None:
        if self.people.count():
            self.people.setCurrentRow(max(0, self.people.currentRow()))
            self.people.setFocus()

    @Slot(QListWidgetItem)
    def _ticked(self, item: QListWidgetItem) -> None:
        day, shift = self._day(self.table.currentColumn()), self._shifts[self.table.currentRow()]
        login = str(item.data(Qt.ItemDataRole.UserRole))
        kept = {one for one in self.watches if (one.day, one.shift, one.login) != (day, shift, login)}
        if item.checkState() is Qt.CheckState.Checked:
            kept.add(Watch(day, shift, login))
        self._take(kept)

    @Slot(str)
    def _lead(self, login: str) -> None:
        day, shift = self._day(self.table.currentColumn()), self._shifts[self.table.currentRow()]
        assert self._week is not None
        if not self._week.people or not self.changeable(day):
            return
        led = Watch(day, shift, login, leads=True) in self.watches
        kept = {Watch(one.day, one.shift, one.login) if (one.day, one.shift) == (day, shift) else one
                for one in self.watches if (one.day, one.shift, one.login) != (day, shift, login)}
        kept.add(Watch(day, shift, login, leads=not led))
        self._take(kept)

    def _take(self, watches: Iterable[Watch]) -> None:
        self.watches = frozenset(watches)
        row = self.people.currentRow()
        self._fill(self.table.currentRow(), self.table.currentColumn())
        self._fit(self.table.currentRow())
        self._show_people()
        self.people.setCurrentRow(row)
        self.edited.emit()


class _People(QListWidget):
    """The people of a cell.

    Signals:
        leads_asked(str): L on this login. left(): Esc.
    """

    leads_asked = Signal(str)
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """L and Esc; everything else is the list's own."""
        item = self.currentItem()
        if event.key() == Qt.Key.Key_L and item is not None:
            self.leads_asked.emit(str(item.data(Qt.ItemDataRole.UserRole)))
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
