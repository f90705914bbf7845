"""The open cases on the map: as the board has them, and the chosen one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from qtpy.QtCore import QObject, Signal, Slot

from app.background.jobs import Job, Jobs
from app.domain.case import Case
from app.domain.case_detail import CaseDetail
from app.domain.case_pack import pack_cases
from app.services.case_board import CaseBoard
from app.services.open_case import OpenCase
from app.services.server_clock import ServerClock
from widgets.time_words import remaining_words
from widgets.words import class_words, stage_word

if TYPE_CHECKING:
    from widgets.map.case_layer import CaseLayer


class MapCases(QObject):
    """Hands the board's cases to the layer: all at once packed on a worker, then each change as the board tells it.

    Signals:
        case_asked(object): open this case.
        closing_asked(): the chosen pin was clicked again: back to what was shown before.
        several_asked(object): list these Cases, which lie at one place.
    """

    case_asked = Signal(object)
    closing_asked = Signal()
    several_asked = Signal(object)

    def __init__(self, layer: CaseLayer, board: CaseBoard, case: OpenCase, clock: ServerClock, jobs: Jobs,
                 parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.layer, self._board, self._case, self._clock, self._jobs = layer, board, case, clock, jobs
        self._packing: Job | None = None
        self._meanwhile: set[int] = set()   # changed while the pack was made
        self._again = False
        board.completed.connect(self.load)
        board.case_put.connect(self._put)
        board.cases_put.connect(self._put_many)
        board.case_gone.connect(self._remove)
        case.opened.connect(self._choose)
        case.detail_ready.connect(self._show_detail)
        case.gone.connect(self._forget)
        layer.full_asked.connect(self.load)
        layer.clicked.connect(self._clicked)
        layer.tip_asked.connect(self._tell_tip)
        layer.several.connect(self._tell_several)
        self.load()
        if case.case_id is not None:
            self._choose(case.case_id)

    @Slot()
    def load(self, *_: object) -> None:
        """Pack all that the board has and show it."""
        if self._packing is not None:
            self._again = True
            return
        cases = self._board.cases()
        self._meanwhile.clear()
        self._packing = self._jobs.run(partial(_packed, cases), self._loaded, self._broke, name="map: cases")

    @Slot(object)
    def _loaded(self, packed: tuple[bytes, int, int]) -> None:
        self._packing = None
        self.layer.load(*packed, self._clock.now())
        for case_id in self._meanwhile:
            case = self._board.case(case_id)
            if case is None:
                self.layer.remove(case_id)
            else:
                self.layer.put(case)
        self._meanwhile.clear()
        if self._again:
            self._again = False
            self.load()

    @Slot(object)
    def _broke(self, error: BaseException) -> None:
        self._packing = None
        raise error  # a bug: the exception hook shows and logs it

    @Slot(object)
    def _put(self, case: Case) -> None:
        if self._packing is not None:
            self._meanwhile.add(case.case_id)
        self.layer.put(case)
        if case.case_id == self.layer.selected:
            self.layer.select(case)

    @Slot(list)
    def _put_many(self, cases: list[Case]) -> None:
        if self._board.complete:  # while the board is read for the first time all of it comes at the end
            for case in cases:
                self._put(case)

    @Slot(int)
    def _remove(self, case_id: int) -> None:
        if self._packing is not None:
            self._meanwhile.add(case_id)
        self.layer.remove(case_id)

    # The chosen case ------------------------------------------------------------------------------------------------
    @Slot(int)
    def _choose(self, case_id: int) -> None:
        detail = self._case.detail
        known = self._board.case(case_id)
        self.layer.select(known or (detail.case if detail is not None else None))

    @Slot(object)
    def _show_detail(self, detail: CaseDetail) -> None:
        self.layer.select(detail.case)  # also one that is closed, or of an earlier year

    @Slot(int)
    def _forget(self, _case_id: int) -> None:
        self.layer.select(None)

    @Slot(int)
    def _clicked(self, case_id: int) -> None:
        if case_id == self.layer.selected:
            self.layer.select(None)
            self.closing_asked.emit()
        elif self._board.case(case_id) is not None:
            self._choose(case_id)
            self.case_asked.emit(case_id)

    @Slot(int)
    def _tell_tip(self, case_id: int) -> None:
        case = self._board.case(case_id)
        if case is not None:
            self.layer.tell_tip(case_id, tip_lines(case, self._clock))

    @Slot(object)
    def _tell_several(self, case_ids: list[int]) -> None:
        found = [case for case in map(self._board.case, case_ids) if case is not None]
        if found:
            self.several_asked.emit(found)


def tip_lines(case: Case, clock: ServerClock) -> list[str]:
    """What stands beside the pointer on a case."""
    lines = [case.case_number, class_words(case), case.place,
             " · ".join(part for part in (stage_word(case.stage), remaining_words(case, clock.now())) if part)]
    return [line for line in lines if line]


def _packed(cases: list[Case]) -> tuple[bytes, int, int]:
    data, count = pack_cases(cases)
    return data, count, len(cases)
