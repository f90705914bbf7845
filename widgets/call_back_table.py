"""The table of whom to call back, the longest waiting first; what is chosen stays chosen when the list is read anew."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from qtpy.QtCore import Qt, Signal
from qtpy.QtWidgets import QAbstractItemView, QHeaderView, QLabel, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from app.domain.aftercare import CallBackDue
from widgets.aftercare_words import closing_word
from widgets.time_words import moment_words
from widgets.tokens import Tokens, tool_tip
from widgets.words import source_word


class CallBackTable(QWidget):
    """One line a call; the telephone is masked, the case itself discloses it for a reason.

    Signals:
        case_chosen(int): the id of the case in the chosen line.
    """

    case_chosen = Signal(int)

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._listed: list[CallBackDue] = []
        self.setProperty("plain", True)
        self.heading = QLabel()
        self.heading.setProperty("role", "section")
        columns = (self.tr("Closed"), self.tr("Number"), self.tr("What"), self.tr("How it ended"), self.tr("Reporter"),
                   self.tr("Attempts"))
        self.table = QTableWidget(0, len(columns))
        self.table.setHorizontalHeaderLabels(columns)
        self.table.setAccessibleName(self.tr("Calls to make"))
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(tokens.px(32))
        self.table.setShowGrid(False)
        self.table.setTabKeyNavigation(False)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        header = self.table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        self.table.itemSelectionChanged.connect(self._chosen)
        box = QVBoxLayout(self)
        box.setContentsMargins(tokens.px(16), tokens.px(12), tokens.px(8), tokens.px(12))
        box.setSpacing(tokens.px(8))
        box.addWidget(self.heading)
        box.addWidget(self.table, 1)

    def show_calls(self, calls: Iterable[CallBackDue], now: datetime) -> None:
        """Show these at the server time ``now``; the chosen one stays chosen, silently."""
        chosen = self.chosen()
        self._listed = list(calls)
        self.heading.setText(self.tr("To call back: {n}, checked {at}").format(
            n=len(self._listed), at=f"{now:%H:%M:%S}"))
        self.table.blockSignals(True)
        self.table.setRowCount(len(self._listed))
        self.table.clearSelection()
        for row, one in enumerate(self._listed):
            for column, words in enumerate(self._words(one, now)):
                item = QTableWidgetItem(words)
                item.setToolTip(tool_tip(words))
                self.table.setItem(row, column, item)
            if one.case_id == chosen:
                self.table.selectRow(row)
        self.table.blockSignals(False)

    def chosen(self) -> int | None:
        """The id of the chosen case."""
        rows = self.table.selectionModel().selectedRows()
        return self._listed[rows[0].row()].case_id if rows and rows[0].row() < len(self._listed) else None

    def _words(self, one: CallBackDue, now: datetime) -> tuple[str, ...]:
        ended = closing_word(one.closing_kind) if one.closing_kind is not None else ""
        if one.is_part:
            ended = self.tr("with its main case")
        again = self.tr("reopened {n}").format(n=one.reopen_count) if one.reopen_count else ""
        last = moment_words(one.last_called_at, now)
        who = (one.reporter_name, one.reporter_phone or source_word(one.source))  # both *** when kept secret: told once
        return (moment_words(one.closed_at, now), one.case_number,
                " · ".join(part for part in (one.subcategory, one.place or one.summary) if part),
                " · ".join(part for part in (ended, again, one.department) if part),
                " ".join(part for part in dict.fromkeys(who) if part),
                f"{one.attempts} · {last}" if one.attempts else "0")

    def _chosen(self) -> None:
        case_id = self.chosen()
        if case_id is not None:
            self.case_chosen.emit(case_id)
