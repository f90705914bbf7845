"""What a changed rule would do to open cases: how many move, whom it would hurt, and each case before and after."""

from __future__ import annotations

from datetime import datetime

from qtpy.QtCore import Qt
from qtpy.QtWidgets import QAbstractItemView, QHeaderView, QLabel, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from app.domain.rules import RuleEffect
from widgets.time_words import moment_words
from widgets.tokens import GAP, Tokens
from widgets.words import stage_word

MOST_ROWS = 500  # the nearest deadlines; the numbers above count all


class RuleEffectView(QWidget):
    """One sentence and a table; empty until something is shown.

    Signals: none.
    """

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("plain", True)
        self.said = QLabel()
        self.said.setWordWrap(True)
        self.hurt = QLabel()
        self.hurt.setProperty("role", "overdue")
        self.hurt.setWordWrap(True)
        self.table = QTableWidget(0, 4)
        self.table.setHorizontalHeaderLabels([self.tr("Case"), self.tr("Stage"), self.tr("Due now"),
                                              self.tr("Due afterwards")])
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setAccessibleName(self.tr("Open cases whose deadline would move"))
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.table.setShowGrid(False)
        self.table.verticalHeader().setDefaultSectionSize(tokens.px(32))
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.px(GAP))
        column.addWidget(self.said)
        column.addWidget(self.hurt)
        column.addWidget(self.table, 1)
        self.clear()

    def clear(self, words: str = "") -> None:
        """Show nothing but ``words``."""
        self.said.setText(words)
        self.hurt.hide()
        self.table.setRowCount(0)
        self.table.hide()

    def show_effect(self, effect: RuleEffect, now: datetime) -> None:
        """Show what the server found; ``now`` is its time in the room's zone."""
        if not effect.moved:
            self.clear(self.tr("No open case would move."))
            return
        self.said.setText(self.tr("{n} open cases would move; {m} would no longer be overdue.").format(
            n=f"{effect.moved:,}", m=f"{effect.no_longer_overdue:,}"))
        self.hurt.setText(self.tr("✖ {n} would be overdue at once, {m} cards would be given at once.").format(
            n=f"{effect.newly_overdue:,}", m=f"{effect.cards_now:,}"))
        self.hurt.setVisible(bool(effect.newly_overdue or effect.cards_now))
        shown = effect.cases[:MOST_ROWS]
        self.table.setRowCount(len(shown))
        for row, case in enumerate(shown):
            for column, words in enumerate((case.case_number, stage_word(case.stage), self._due(case.before, now),
                                            self._due(case.after, now))):
                item = QTableWidgetItem(words)
                item.setTextAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
                self.table.setItem(row, column, item)
        self.table.show()

    def _due(self, at: datetime | None, now: datetime) -> str:
        return self.tr("paused") if at is None else moment_words(at, now)
