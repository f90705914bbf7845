"""印后变更: the cases that no longer are as the paper says, beside the sheet."""

from __future__ import annotations

from collections.abc import Iterable

from qtpy.QtCore import Qt, Signal, Slot
from qtpy.QtWidgets import QFrame, QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from app.domain.sheet import SheetLine
from widgets.tokens import GAP, Tokens


class ChangedCases(QFrame):
    """A notice that hides itself while paper and cases agree.

    Signals:
        case_asked(int): open this case.
    """

    case_asked = Signal(int)

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("notice", "behind")
        self.setMinimumWidth(tokens.px(216))
        self.setMaximumWidth(tokens.px(264))
        self.head = QLabel()
        self.head.setProperty("role", "behind")
        self.head.setWordWrap(True)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Cases changed after printing"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setWordWrap(True)
        self.list.setSpacing(tokens.px(GAP // 4))
        self.list.itemActivated.connect(self._chosen)
        self.list.itemClicked.connect(self._chosen)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[tokens.px(GAP)] * 4)
        column.addWidget(self.head)
        column.addWidget(self.list, 1)
        column.addStretch(0)
        self.hide()

    def show_changed(self, lines: Iterable[SheetLine], *, current: bool | None) -> None:
        """List the changed ``lines``; ``current`` False: issuing the sheet again would give another one."""
        self.list.clear()
        for line in lines:
            item = QListWidgetItem(f"▲ {line.case_number}\n{line.place[:60]}".strip())
            item.setData(Qt.ItemDataRole.UserRole, line.case_id)
            self.list.addItem(item)
        count = self.list.count()
        if count:
            words = self.tr("Changed after printing: {count}").format(count=count)
        else:
            words = self.tr("Cases have come or gone since this sheet was issued.")
        self.head.setText(f"▲ {words}")
        self.list.setVisible(count > 0)
        self.setVisible(count > 0 or current is False)

    @Slot(QListWidgetItem)
    def _chosen(self, item: QListWidgetItem) -> None:
        self.case_asked.emit(item.data(Qt.ItemDataRole.UserRole))
