"""The shown cases by stage, each list in the board's order, kept in step case by case."""

from __future__ import annotations

import sys
from bisect import bisect_left, bisect_right, insort
from datetime import datetime
from typing import Any

from qtpy.QtCore import QModelIndex, QObject, Signal

from app.domain.case import Case, Stage
from widgets.case_filter_model import CaseFilterModel
from widgets.case_table_model import Column
from widgets.stage_list import BOARD_STAGES

_LAST_ID = sys.maxsize


class StageLists(QObject):
    """What the columns show. Nothing is kept while ``active`` is off: a table that is shown instead pays nothing.

    Signals:
        changing(object): the list of this ``Stage`` is about to change; None: all of them.
        changed(object): it has changed.
        repainted(object): a case of this stage looks different at the same place.
        arrived(object, int): a case came into this stage's column, from another one or new.
        left(int): a case left the columns.
    """

    changing = Signal(object)
    changed = Signal(object)
    repainted = Signal(object)
    arrived = Signal(object, int)
    left = Signal(int)

    def __init__(self, model: CaseFilterModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.model = model
        self._active = False
        self._lists: dict[Stage, list[tuple[Any, int]]] = {stage: [] for stage in BOARD_STAGES}
        self._stage_of: dict[int, Stage] = {}
        self._key_of: dict[int, Any] = {}  # of what is in the lists
        model.modelAboutToBeReset.connect(self._about_to_build)
        model.modelReset.connect(self._build)
        model.layoutAboutToBeChanged.connect(self._about_to_build)
        model.layoutChanged.connect(self._build)
        model.rowsInserted.connect(self._inserted)
        model.rowsAboutToBeRemoved.connect(self._about_to_remove)
        model.rowsMoved.connect(self._moved)
        model.dataChanged.connect(self._data_changed)

    def set_active(self, active: bool) -> None:
        """Begin or stop keeping the lists."""
        if active != self._active:
            self._active = active
            self._about_to_build()
            self._build()

    def count(self, stage: Stage) -> int:
        """How many cases of this stage are shown."""
        return len(self._lists[stage])

    def case_at(self, stage: Stage, place: int) -> Case:
        """The case at this place of the column, 0 at the top."""
        entries = self._lists[stage]
        found = self.model.case(entries[len(entries) - 1 - place if self.model.descending else place][1])
        assert found is not None
        return found

    def place_of(self, case_id: int) -> tuple[Stage, int] | None:
        """Column and place of a case; None when it is not shown."""
        known = self._known(case_id)
        if known is None:
            return None
        stage, entry = known
        place = bisect_left(self._lists[stage], entry)
        return stage, len(self._lists[stage]) - 1 - place if self.model.descending else place

    def ids(self, stage: Stage, first: int, last: int) -> list[int]:
        """The case ids from place ``first`` to ``last``, both included."""
        return [self.case_at(stage, place).case_id for place in range(first, last + 1)]

    # Keeping in step ------------------------------------------------------------------------------------------

    def _about_to_build(self) -> None:
        self.changing.emit(None)

    def _build(self, *_: object) -> None:
        lists: dict[Stage, list[tuple[Any, int]]] = {stage: [] for stage in Stage}
        self._stage_of, self._key_of = {}, {}
        if self._active:
            self._stage_of, self._key_of = self.model.stages(), self.model.keys()
            stage_of = self._stage_of
            for entry in self.model.entries():  # no object is made for a case: 30,000 would wake the collector
                lists[stage_of[entry[1]]].append(entry)
            for _key, case_id in lists[Stage.ENDED]:
                del self._key_of[case_id]
        self._lists = lists
        self.changed.emit(None)

    def _known(self, case_id: int) -> tuple[Stage, tuple[Any, int]] | None:
        if case_id not in self._key_of:
            return None
        return self._stage_of[case_id], (self._key_of[case_id], case_id)

    def late(self, stage: Stage, now: datetime) -> int:
        """How many shown cases of this stage are overdue."""
        if self.model.column is Column.DEADLINE:  # the lists stand in that very order
            return bisect_right(self._lists[stage], (now.timestamp(), _LAST_ID))
        found = (self.model.case(case_id) for _key, case_id in self._lists[stage])
        return sum(case is not None and case.deadline_at is not None and case.paused_remaining is None
                   and case.deadline_at <= now for case in found)

    def _inserted(self, _parent: QModelIndex, first: int, last: int) -> None:
        for row in range(first, last + 1):
            self._put(self.model.case_at(row))

    def _about_to_remove(self, _parent: QModelIndex, first: int, last: int) -> None:
        for row in range(first, last + 1):
            case_id = self.model.case_at(row).case_id
            if case_id in self._key_of:
                self._take_out(case_id)
                self.left.emit(case_id)

    def _moved(self, _parent: QModelIndex, start: int, _end: int, _to: QModelIndex, row: int) -> None:
        self._put(self.model.case_at(row - 1 if row > start else row))

    def _data_changed(self, first: QModelIndex, last: QModelIndex) -> None:
        for row in range(first.row(), last.row() + 1):
            self._put(self.model.case_at(row))

    def _put(self, case: Case) -> None:
        if not self._active or case.stage is Stage.ENDED:
            return
        entry = self.model.entry(case.case_id)
        known = self._known(case.case_id)
        if known == (case.stage, entry):
            self.repainted.emit(case.stage)
            return
        self._take_out(case.case_id)
        self.changing.emit(case.stage)
        insort(self._lists[case.stage], entry)
        self._stage_of[case.case_id], self._key_of[case.case_id] = case.stage, entry[0]
        self.changed.emit(case.stage)
        if known is None or known[0] is not case.stage:
            self.arrived.emit(case.stage, case.case_id)

    def _take_out(self, case_id: int) -> None:
        known = self._known(case_id)
        if known is None:
            return
        stage, entry = known
        self.changing.emit(stage)
        del self._key_of[case_id]
        del self._lists[stage][bisect_left(self._lists[stage], entry)]
        self.changed.emit(stage)
