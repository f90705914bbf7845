"""What the services tell the board: the cases, how many there are of each stage, and how old all of it is."""

from __future__ import annotations

from datetime import datetime

from qtpy.QtCore import QObject, Slot

from app.domain.case import Case, StageCount
from ui.pages.board_views import BoardViews
from ui.workstation import Workstation
from widgets.board_filter import BoardFilter
from widgets.case_filter_model import CaseFilterModel
from widgets.case_table_model import CaseTableModel
from widgets.stage_list import StageList


class BoardFeed(QObject):
    """Puts the cases into the model and keeps true what stands beside them; an empty board is never ambiguous."""

    def __init__(self, workstation: Workstation, model: CaseTableModel, shown: CaseFilterModel, stages: StageList,
                 narrowed: BoardFilter, views: BoardViews, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work, self._model, self._shown = workstation, model, shown
        self._stages, self._filter, self._views = stages, narrowed, views
        self._lost_since: datetime | None = None
        board = workstation.board
        board.reset.connect(self._reset)
        board.cases_put.connect(self._put_many)
        board.case_put.connect(self._put)
        board.case_gone.connect(self._remove)
        board.counted.connect(self._count)
        board.as_of.connect(self._as_of)
        workstation.lost.connect(self._lost)
        workstation.back.connect(self._back)
        workstation.book.changed.connect(self._show_book)
        self._show_book()
        self._tell_empty()

    def tell(self) -> None:
        """The list was narrowed or widened: say how many are shown and, where none is, why."""
        self._tell_shown()
        self._tell_empty()

    @Slot(list)
    def _reset(self, cases: list[Case]) -> None:
        self._model.replace_all(cases)
        self._tell_shown()

    @Slot(list)
    def _put_many(self, cases: list[Case]) -> None:
        self._model.put_all(cases)
        self._tell_shown()

    @Slot(object)
    def _put(self, case: Case) -> None:
        self._model.put(case)
        self._tell_shown()

    @Slot(int)
    def _remove(self, case_id: int) -> None:
        self._model.remove(case_id)
        self._views.choice.drop((case_id,))
        self._tell_shown()

    @Slot(list)
    def _count(self, counts: list[StageCount]) -> None:
        self._stages.show_counts(counts)

    @Slot(object)
    def _as_of(self, _at: datetime) -> None:
        self._tell_empty()

    @Slot(object)
    def _lost(self, last_data: datetime | None) -> None:
        self._lost_since = last_data or self._work.clock.now()
        self._views.set_stale(True)
        self._tell_empty()

    @Slot()
    def _back(self) -> None:
        self._lost_since = None
        self._views.set_stale(False)

    @Slot()
    def _show_book(self) -> None:
        book = self._work.book
        self._filter.set_areas([*book.streets, *book.communities])
        self._filter.set_departments(book.departments)

    def _tell_shown(self) -> None:
        self._filter.show_shown(self._shown.rowCount(), self._model.rowCount())

    def _tell_empty(self) -> None:
        """What was looked at, and when."""
        last = self._work.board.last_data
        if self._lost_since is not None:
            words = self.tr("No connection. Last data {time}.").format(time=f"{self._lost_since:%H:%M:%S}")
        elif last is None:
            words = self.tr("Reading the cases…")
        elif self._model.rowCount():
            words = self.tr("None of {n} open cases is what you look for. Checked {time}.").format(
                n=self._model.rowCount(), time=f"{last:%H:%M:%S}")
        else:
            words = self.tr("0 open cases, checked {time}.").format(time=f"{last:%H:%M:%S}")
        self._views.set_empty_text(words)
