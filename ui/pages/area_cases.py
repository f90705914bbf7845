"""The open cases of one area, kept as the board has them."""

from __future__ import annotations

from qtpy.QtCore import QObject, Slot

from app.domain.area import PlacedArea
from app.domain.case import Case
from app.services.case_board import CaseBoard
from app.services.server_clock import ServerClock
from widgets.area_panel import AreaPanel


class AreaCases(QObject):
    """Puts the cases here into the panel's list: all at once when an area is chosen, then one by one as they change.

    Signals: none.
    """

    def __init__(self, board: CaseBoard, clock: ServerClock, panel: AreaPanel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._board, self._clock, self._panel = board, clock, panel
        board.case_put.connect(self._put)
        board.cases_put.connect(self._put_many)
        board.case_gone.connect(self._remove)
        board.reset.connect(self._read)

    def show_area(self, _area: PlacedArea) -> None:
        """The panel shows another area (or the same one anew)."""
        self._read()

    @Slot()
    def _read(self, *_: object) -> None:
        area, panel = self._panel.area, self._panel
        if area is None:
            return
        here = [case for case in self._board.cases() if area.holds(case.area_path)]
        if {case.case_id for case in here} != {case.case_id for case in panel.model.cases}:
            panel.cases.set_now(self._clock.now())
            panel.model.replace_all(here)
        else:
            panel.model.put_all(here)
        self._tell()

    @Slot(object)
    def _put(self, case: Case) -> None:
        area = self._panel.area
        if area is None:
            return
        if area.holds(case.area_path):
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
        self._panel.tell_cases(self.tr("{n} open cases here").format(n=count))
        self._panel.cases.set_empty_text(self.tr("0 open cases here, checked {time}.").format(time=time))
