"""The faults of a drawing as a list: each is shown on the map when it is chosen, and mended where that is safe."""

from __future__ import annotations

from collections.abc import Sequence

from qtpy.QtCore import QSignalBlocker, Qt, Signal, Slot
from qtpy.QtWidgets import QLabel, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from app.domain.grid_fault import Fault
from widgets.grid_words import fault_words, mend_words
from widgets.tokens import Tokens


class GridFaults(QWidget):
    """List and mending.

    Signals:
        fault_chosen(object): Fault to be shown, asked again: the view before it.
        mend_asked(object): Fault to be mended.
    """

    fault_chosen = Signal(object)
    mend_asked = Signal(object)

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("plain", True)
        self._tokens = tokens
        self._faults: list[Fault] = []
        self.title = QLabel()
        self.title.setProperty("role", "label")
        self.list = QListWidget()
        self.list.setProperty("choices", True)
        self.list.setAccessibleName(self.tr("Faults"))
        self.list.setMinimumHeight(tokens.px(72))
        self.list.itemClicked.connect(self._choose)
        self.list.itemActivated.connect(self._choose)
        self.list.currentRowChanged.connect(self._offer)
        self.mend = QPushButton()
        self.mend.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.mend.clicked.connect(self._ask)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(tokens.px(8))
        box.addWidget(self.title)
        box.addWidget(self.list, 1)
        box.addWidget(self.mend)

    def show_faults(self, faults: Sequence[Fault]) -> None:
        """The faults as they are now; the chosen one stays chosen when it is still there."""
        row = self.list.currentRow()
        self._faults = list(faults)
        with QSignalBlocker(self.list):
            self.list.clear()
            for fault in faults:
                item = QListWidgetItem(("✖ " if fault.grave else "▲ ") + fault_words(fault))
                item.setForeground(self._tokens.color("overdue" if fault.grave else "behind"))
                self.list.addItem(item)
            self.list.setCurrentRow(min(row, len(faults) - 1))
        grave = sum(fault.grave for fault in faults)
        self.title.setText(self.tr("Faults: {n}, grave {grave}").format(n=len(faults), grave=grave)
                           if faults else self.tr("No gaps, overlaps or crossings"))
        self._offer(self.list.currentRow())

    @Slot(int)
    def _offer(self, row: int) -> None:
        words = mend_words(self._faults[row]) if 0 <= row < len(self._faults) else ""
        self.mend.setText(words)
        self.mend.setVisible(bool(words))

    @Slot()
    def _ask(self) -> None:
        row = self.list.currentRow()
        if 0 <= row < len(self._faults):
            self.mend_asked.emit(self._faults[row])

    @Slot(QListWidgetItem)
    def _choose(self, item: QListWidgetItem) -> None:
        self.fault_chosen.emit(self._faults[self.list.row(item)])
