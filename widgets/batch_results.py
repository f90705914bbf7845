"""What became of each case of a batch that was not done: refused with its reason, or not asked any more."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from qtpy.QtCore import Qt, Signal
from qtpy.QtWidgets import QListWidget, QListWidgetItem, QWidget

from app.domain.batch import BatchItem, BatchResult
from app.domain.failures import Refusal
from widgets.failure_words import refusal_words

_BUSY_ELSEWHERE = ("55P03", "40P01")  # lock and deadlock: the case is in somebody's hand at this moment


class BatchResults(QListWidget):
    """A line for each; hidden when everything was done.

    Signals:
        case_asked(int): show this case.
    """

    case_asked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWordWrap(True)
        self.setAccessibleName(self.tr("What came of each case"))
        self.itemActivated.connect(self._ask_case)
        self.itemClicked.connect(self._ask_case)

    def show_result(self, result: BatchResult, numbers: Mapping[int, str], now: datetime | None) -> None:
        """``numbers`` by case id; ``now`` is the server's time, None before it is known."""
        self.clear()
        for item in result.refused:
            self._add(item.case_id, f"✖ {numbers.get(item.case_id, '')}  {self._reason(item, now)}")
        for case_id in result.not_asked:
            self._add(case_id, f"○ {numbers.get(case_id, '')}  " + self.tr("not asked, unchanged"))
        self.setVisible(bool(self.count()))

    def _add(self, case_id: int, words: str) -> None:
        item = QListWidgetItem(words)
        item.setData(Qt.ItemDataRole.UserRole, case_id)
        self.addItem(item)

    def _reason(self, item: BatchItem, now: datetime | None) -> str:
        refusal = item.refusal
        assert isinstance(refusal, Refusal)
        if refusal.code in _BUSY_ELSEWHERE or now is None:
            return self.tr("Somebody else has this case in hand just now; ask again.")
        return refusal_words(refusal.code, refusal.detail, now, refusal.message)

    def _ask_case(self, item: QListWidgetItem) -> None:
        self.case_asked.emit(item.data(Qt.ItemDataRole.UserRole))
