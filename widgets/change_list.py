"""What would change, before and after, beside where it is typed; and the two keys that do it or forget it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from qtpy.QtCore import Qt, Signal
from qtpy.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QSizePolicy,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from widgets.tokens import GAP, ROW, Tokens, tool_tip


class Change(NamedTuple):
    """One difference in words; ``before`` '' is new, ``after`` '' is gone."""

    what: str
    before: str
    after: str


class ChangeList(QWidget):
    """The differences between what holds and what is typed. Nothing is recorded that does not stand here.

    Signals:
        record_asked(): make it so.
        forget_asked(): show again what holds.
    """

    record_asked = Signal()
    forget_asked = Signal()

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("plain", True)
        self.said = QLabel()
        self.said.setWordWrap(True)
        self.said.setProperty("role", "quiet")
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.table = QTableWidget(0, 3)
        self.table.setHorizontalHeaderLabels([self.tr("Changed"), self.tr("Now"), self.tr("Afterwards")])
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.table.setShowGrid(False)
        self.table.setMinimumHeight(tokens.px(3 * ROW))
        self.table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)  # above it one works
        self.table.setAccessibleName(self.tr("What would change"))
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(tokens.px(ROW))
        self.table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.record = QPushButton(self.tr("Record  F8"))
        self.record.setProperty("primary", True)
        self.forget = QPushButton(self.tr("As it was"))
        self.record.clicked.connect(self.record_asked)
        self.forget.clicked.connect(self.forget_asked)
        row = QHBoxLayout()
        row.setSpacing(tokens.px(GAP))
        row.addWidget(self.record)
        row.addWidget(self.forget)
        row.addWidget(self.said, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.px(GAP))
        column.addLayout(row)
        column.addWidget(self.table, 1)
        self.show_changes([])

    def show_changes(self, changes: Sequence[Change] | None) -> None:
        """These; None: something cannot be read and is marked."""
        shown = changes or ()
        self.table.setRowCount(len(shown))
        for row, change in enumerate(shown):
            for column, words in enumerate((change.what, change.before or "–", change.after or "–")):
                item = QTableWidgetItem(words)
                item.setToolTip(tool_tip(words))
                self.table.setItem(row, column, item)
        self.table.horizontalHeader().setVisible(bool(shown))  # the table stays, so the keys above it do not move
        self.record.setEnabled(bool(shown))
        self.forget.setEnabled(changes is None or bool(shown))
        self.said.setText(self.tr("What is marked cannot be read.") if changes is None else
                          self.tr("{n} changes").format(n=len(shown)) if shown else self.tr("Nothing is changed."))

    def say(self, words: str) -> None:
        """A sentence beside the keys."""
        self.said.setText(words)
