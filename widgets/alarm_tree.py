"""The list in which the alarms stand, with its columns and its letters."""

from __future__ import annotations

from typing import ClassVar

from qtpy.QtCore import QSize, Qt, Signal
from qtpy.QtGui import QFocusEvent, QKeyEvent
from qtpy.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QWidget

from widgets.tokens import Tokens


class AlarmTree(QTreeWidget):
    """The list with its letters; letters typed into fields never come here.

    Signals:
        asked(str): 'acknowledge', 'shelve', 'unshelve' or 'leave'. rested(): the keyboard left it.
    """

    asked = Signal(str)
    rested = Signal()
    _LETTERS: ClassVar[dict[Qt.Key, str]] = {
        Qt.Key.Key_A: "acknowledge", Qt.Key.Key_S: "shelve", Qt.Key.Key_U: "unshelve", Qt.Key.Key_Escape: "leave"}

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        px = tokens.px
        self.setAccessibleName(self.tr("Alarms"))
        self.setHeaderLabels([self.tr("Priority"), self.tr("What is wanted"), self.tr("Number"), self.tr("About"),
                              self.tr("Since"), self.tr("State")])
        self.setIconSize(QSize(px(14), px(14)))
        self.setIndentation(px(16))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setUniformRowHeights(True)
        self.setRootIsDecorated(False)  # a cause folds by Enter
        self.setExpandsOnDoubleClick(False)
        header = self.header()
        header.setStretchLastSection(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column, width in enumerate((100, 152, 152, 0, 104, 192)):
            if width:
                self.setColumnWidth(column, px(width))
            else:
                header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        what = self._LETTERS.get(Qt.Key(event.key()))
        if what is not None and not event.modifiers():
            self.asked.emit(what)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentItem() is not None:
            self.itemActivated.emit(self.currentItem(), 0)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.rested.emit()
