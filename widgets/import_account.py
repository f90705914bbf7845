"""What an import did or would do: the counts, why it went no further, what was left out, what was noted."""

from __future__ import annotations

from datetime import datetime

from qtpy.QtCore import Qt
from qtpy.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.domain.file_import import ImportAccount
from widgets.import_words import import_failure_words, left_out_words, reason_words
from widgets.tokens import GAP, ROW, Tokens, tool_tip

SHOWN = 20        # refusals in words; all of them stand in the file
NOTES = 8


class AccountView(QWidget):
    """A sentence, notes, and the first of what was left out.

    Signals: none.
    """

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("plain", True)
        self.said, self.notes = QLabel(), QLabel()
        for label in (self.said, self.notes):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.notes.setProperty("role", "quiet")
        self.table = table_of(tokens, [self.tr("Where"), self.tr("Code of it"), self.tr("Why it is left out")])
        self.table.setAccessibleName(self.tr("What is left out"))
        self.table.setMinimumHeight(tokens.px(ROW * 3))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.px(GAP))
        column.addWidget(self.said)
        column.addWidget(self.notes)
        column.addWidget(self.table, 1)
        column.addStretch()     # sentences stand together, also without a table below
        self.clear()

    def clear(self) -> None:
        """Nothing was tried."""
        for part in (self.said, self.notes, self.table):
            part.hide()
        self.table.setRowCount(0)

    def say(self, words: str) -> None:
        """One sentence and nothing else."""
        self.clear()
        self.said.setText(words)
        self.said.show()

    def show_account(self, account: ImportAccount, now: datetime) -> None:
        """All of it; the words of a file are text, never markup."""
        self.say(self._summary(account, now))
        notes = [reason_words(note) for note in (*account.faults, *account.notes)]
        if len(notes) > NOTES:
            notes[NOTES:] = [self.tr("… and {n} more notes").format(n=len(notes) - NOTES)]
        if account.report:
            notes.append(self.tr("All {n} that are left out: {file}").format(
                n=f"{len(account.left_out):,}", file=account.report))
        self.notes.setText("\n".join(notes))
        self.notes.setVisible(bool(notes))
        shown = account.left_out[:SHOWN]
        self.table.setVisible(bool(shown))
        fill(self.table, [left_out_words(one) for one in shown])

    def _summary(self, account: ImportAccount, now: datetime) -> str:
        if account.refusal is not None:
            return import_failure_words(account.refusal, account, now)
        if account.stopped and not account.stored:
            return self.tr("Stopped. Nothing was stored.")
        told = self.tr("{added} new, {changed} changed, {unchanged} unchanged, {bad} left out").format(
            added=f"{account.added:,}", changed=f"{account.changed:,}", unchanged=f"{account.unchanged:,}",
            bad=f"{len(account.left_out):,}")
        if account.stopped:
            return self.tr("Stopped after {done} of {total} rows, which stand: {told}. Import the file again to go "
                           "on.").format(done=f"{account.done:,}", total=f"{account.total:,}", told=told)
        return (self.tr("Stored: {told}.") if account.stored else self.tr("Tried, nothing is stored: {told}.")).format(
            told=told)


def table_of(tokens: Tokens, headings: list[str]) -> QTableWidget:
    """A table to look at: the last column takes what room there is."""
    table = QTableWidget(0, len(headings))
    table.setHorizontalHeaderLabels(headings)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setShowGrid(False)
    table.setTabKeyNavigation(False)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(tokens.px(ROW))
    table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    table.horizontalHeader().setMaximumSectionSize(tokens.px(280))
    table.horizontalHeader().setStretchLastSection(True)
    return table


def fill(table: QTableWidget, rows: list[tuple[str, ...]]) -> None:
    """These rows, as text."""
    table.setRowCount(len(rows))
    for number, row in enumerate(rows):
        for column, words in enumerate(row):
            item = QTableWidgetItem(words)
            item.setToolTip(tool_tip(words))
            table.setItem(number, column, item)
