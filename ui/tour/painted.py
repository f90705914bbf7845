"""When a row was first on the screen: noted right after the board's table was painted."""

from __future__ import annotations

import time

from qtpy.QtCore import QEvent, QObject, QTimer, Slot

from widgets.case_table import CaseTable
from widgets.case_table_model import CaseRole


class PaintedRows(QObject):
    """Watches the board's table of one station.

    A row counts when it lies in the visible part of the table while that is painted; the time (seconds since 1970, of
    this machine's clock) is read after the paint, in the next turn of the event loop.
    """

    def __init__(self, table: CaseTable, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._view = table.view
        self._painted: dict[tuple[str, int], float] = {}  # (case number, version) → when
        self._left: dict[str, float] = {}
        self._ever: set[str] = set()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._note)
        self._view.viewport().installEventFilter(self)

    def painted_at(self, case_number: str, version: int) -> float | None:
        """When this version of the case, or a newer one, was first seen on the screen."""
        times = [at for (number, of), at in self._painted.items() if number == case_number and of >= version]
        return min(times, default=None)

    def left_at(self, case_number: str) -> float | None:
        """When the case was first seen no more, after it had been seen."""
        return self._left.get(case_number)

    def ever_seen(self) -> set[str]:
        """Every case number that was ever painted here."""
        return set(self._ever)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and not self._soon.isActive():
            self._soon.start()
        return False

    @Slot()
    def _note(self) -> None:
        now = time.time()
        view, model = self._view, self._view.model()
        visible = view.viewport().rect()
        here = set()
        for row in range(model.rowCount()):
            index = model.index(row, 0)
            case = index.data(CaseRole.CASE)
            here.add(case.case_number)
            if visible.intersects(view.visualRect(index)):
                self._painted.setdefault((case.case_number, case.version), now)
                self._ever.add(case.case_number)
        for number in self._ever - here:
            self._left.setdefault(number, now)
        for number in here & set(self._left):
            del self._left[number]
