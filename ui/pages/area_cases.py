"""The open cases of one area, kept as the board has them; of the whole only those that somebody should look at."""

from __future__ import annotations

from qtpy.QtCore import QObject, QTimer, Slot

from app.domain.area import PlacedArea
from app.domain.case import Case, DeadlineLight
from app.services.case_board import CaseBoard
from app.services.server_clock import ServerClock
from widgets.area_panel import AreaPanel

AGAIN_MS = 15_000   # cases become nearly due and overdue by themselves
GRAVE = (DeadlineLight.OVERDUE, DeadlineLight.NEAR)


class AreaCases(QObject):
    """Puts the cases here into the panel's list: all at once when an area is chosen, then one by one as they change.

    Signals: none.
    """

    def __init__(self, board: CaseBoard, clock: ServerClock, panel: AreaPanel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._board, self._clock, self._panel = board, clock, panel
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(AGAIN_MS)
        self._again.timeout.connect(self._look_again)
        board.case_put.connect(self._put)
        board.cases_put.connect(self._put_many)
        board.case_gone.connect(self._remove)
        board.reset.connect(self._read)

    def show_area(self, _area: PlacedArea) -> None:
        """The panel shows another area (or the same one anew)."""
        self._read()

    @Slot()
    def _read(self, *_: object) -> None:
        panel = self._panel
        if panel.area is None:
            return
        here = [case for case in self._board.cases() if self._belongs(case)]
        if {case.case_id for case in here} != {case.case_id for case in panel.model.cases}:
            panel.cases.set_now(self._clock.now())
            panel.model.replace_all(here)
        else:
            panel.model.put_all(here)
        if panel.whole:
            self._again.start()
        self._tell()

    @Slot()
    def _look_again(self) -> None:
        """Cases became nearly due or overdue by themselves: only those come, the others stay where they are."""
        panel = self._panel
        if not panel.whole:
            return
        here = {case.case_id: case for case in self._board.cases() if self._belongs(case)}
        shown = {case.case_id for case in panel.model.cases}
        panel.model.put_all([case for case_id, case in here.items() if case_id not in shown])
        for case_id in shown - here.keys():
            panel.model.remove(case_id)
        self._again.start()
        self._tell()

    def _belongs(self, case: Case) -> bool:
        panel = self._panel
        if panel.area is None or not panel.area.holds(case.area_path):
            return False
        return not panel.whole or case.card is not None or case.light(self._clock.now()) in GRAVE

    @Slot(object)
    def _put(self, case: Case) -> None:
        if self._panel.area is None:
            return
        if self._belongs(case):
            self._panel.model.put(case)
        else:
            self._panel.model.remove(case.case_id)  # it was elsewhere before
        self._tell()

    @Slot(list)
    def _put_many(self, cases: list[Case]) -> None:
        for case in cases:
            self._put(case)

    @Slot(int)
    def _remove(self, case_id: int) -> None:
        if self._panel.area is not None:
            self._panel.model.remove(case_id)
            self._tell()

    def _tell(self) -> None:
        count, checked = self._panel.model.rowCount(), self._board.last_data
        time = f"{checked:%H:%M:%S}" if checked else "–"
        if self._panel.whole:
            self._panel.tell_cases(self.tr("To be looked at: {n} overdue, nearly due or with an order").format(n=count))
            none = self.tr("None is overdue, nearly due or with an order, checked {time}.")
        else:
            self._panel.tell_cases(self.tr("{n} open cases here").format(n=count))
            none = self.tr("0 open cases here, checked {time}.")
        self._panel.cases.set_empty_text(none.format(time=time))
