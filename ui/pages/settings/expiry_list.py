"""What became of positions whose time was over: on which day how many were removed, from when to when."""

from __future__ import annotations

from datetime import datetime

from qtpy.QtCore import Qt
from qtpy.QtWidgets import QAbstractItemView, QHeaderView, QLabel, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from app.database.gateways import ExpiredPositions
from widgets.tokens import GAP, ROW, Tokens, tool_tip

ROWS_SHOWN = 4      # more are reached by scrolling


class ExpiryList(QWidget):
    """A small table under a line that says how long positions are kept; the line alone while nothing was removed."""

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self.setProperty("plain", True)
        head = QLabel(self.tr("Removed positions"))
        head.setProperty("role", "section")
        self.rule = QLabel()
        self.rule.setProperty("role", "quiet")
        self.rule.setWordWrap(True)
        self.table = QTableWidget(0, 3)
        self.table.setAccessibleName(self.tr("Removed positions"))
        self.table.setHorizontalHeaderLabels([self.tr("Removed on"), self.tr("How many"), self.tr("From – to")])
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setShowGrid(False)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(tokens.px(ROW))
        self.table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.table.horizontalHeader().setHighlightSections(False)
        self.table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.table.setFixedHeight(tokens.px(ROW) * ROWS_SHOWN + self.table.horizontalHeader().sizeHint().height()
                                  + 2 * self.table.frameWidth())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, tokens.px(2 * GAP), 0, 0)
        column.setSpacing(tokens.px(GAP))
        for part in (head, self.rule, self.table):
            column.addWidget(part)

    def show_removals(self, removals: list[ExpiredPositions], keep_days: int, now: datetime) -> None:
        """Fill in, the newest first; ``now`` in the room's zone."""
        self.setVisible(keep_days > 0)  # read at all
        rule = self.tr("Positions are kept for {n} days. When their time is over they are removed; this record stays.")
        if not removals:
            rule = self.tr("Positions are kept for {n} days. None has been removed yet.")
        self.rule.setText(rule.format(n=keep_days))
        self.table.setVisible(bool(removals))
        self.table.setRowCount(len(removals))
        for number, one in enumerate(removals):
            until = one.until.astimezone(now.tzinfo)
            begins = f"{one.since.astimezone(now.tzinfo):%Y-%m-%d %H:%M}" if one.since else self.tr("the beginning")
            cells = (f"{one.day:%Y-%m-%d}", self._how_many(one), f"{begins} – {until:%Y-%m-%d %H:%M}")
            for column, told in enumerate(cells):
                item = QTableWidgetItem(told)
                item.setToolTip(tool_tip(told))
                self.table.setItem(number, column, item)

    def _how_many(self, one: ExpiredPositions) -> str:
        months = self.tr("all of {months}").format(months=", ".join(one.months)) if one.months else ""
        if not months:
            return self.tr("{n} positions").format(n=f"{one.fixes:,}")
        return self.tr("{n} positions and {months}").format(n=f"{one.fixes:,}", months=months) if one.fixes else months
