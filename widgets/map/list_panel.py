"""A list at the right of the map: cases of a cluster, repeat places, cameras and people near a case."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from qtpy.QtCore import Qt, Signal, Slot
from qtpy.QtWidgets import QLabel, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from widgets.tokens import Tokens

KEY = Qt.ItemDataRole.UserRole


class Line(NamedTuple):
    """One entry: what it is, and what is told of it below."""

    key: str
    words: str
    detail: str = ""


class ListPanel(QWidget):
    """Title, a note, entries to click.

    Signals:
        chosen(str): the key of an entry, by mouse or Enter.
        closed(): back to what was shown before.
    """

    chosen = Signal(str)
    closed = Signal()

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        px = tokens.px
        self.back, self.title, self.note = QPushButton(self.tr("‹ Back")), QLabel(), QLabel()
        self.back.setProperty("flat", True)
        self.back.clicked.connect(self.closed)
        self.title.setProperty("role", "section")
        self.note.setProperty("role", "quiet")
        for label in (self.title, self.note):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setContentsMargins(px(12), 0, px(12), 0)
        self.list = QListWidget()
        self.list.setWordWrap(True)
        self.list.setSpacing(px(4))
        self.list.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemClicked.connect(self._tell)
        self.list.itemActivated.connect(self._tell)
        self.below = QVBoxLayout()
        self.below.setContentsMargins(px(12), 0, px(12), px(8))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(6))
        box.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        box.addWidget(self.title)
        box.addWidget(self.note)
        rows = QVBoxLayout()
        rows.setContentsMargins(px(6), 0, px(6), 0)  # words below words
        rows.addWidget(self.list)
        box.addLayout(rows, 1)
        box.addLayout(self.below)

    def show_lines(self, title: str, note: str, lines: Sequence[Line]) -> None:
        """Show these entries in place of those before; the chosen one stays chosen where it is still there."""
        current = self.list.currentItem()
        kept = current.data(KEY) if current is not None else None
        self.title.setText(title)
        self.note.setText(note)
        self.note.setVisible(bool(note))
        self.list.clear()
        for line in lines:
            item = QListWidgetItem(f"{line.words}\n{line.detail}" if line.detail else line.words)
            item.setData(KEY, line.key)
            self.list.addItem(item)
            if line.key == kept:
                self.list.setCurrentItem(item)

    def keys(self) -> list[str]:
        """The keys of what is listed."""
        return [str(self.list.item(at).data(KEY)) for at in range(self.list.count())]

    @Slot(QListWidgetItem)
    def _tell(self, item: QListWidgetItem) -> None:
        self.chosen.emit(str(item.data(KEY)))
