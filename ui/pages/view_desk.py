"""Joins the shelf of saved views with the board that they describe."""

from __future__ import annotations

from dataclasses import replace

from qtpy.QtCore import QObject, Signal, Slot

from app.domain.failures import Failure
from app.domain.people import Duty
from app.domain.saved_view import SavedView
from ui.pages.board_views import BoardViews
from ui.workstation import Workstation
from widgets.board_filter import BoardFilter
from widgets.case_filter_model import CaseFilterModel
from widgets.failure_words import failure_words
from widgets.stage_list import StageList
from widgets.view_content import ViewContent, as_json, from_json
from widgets.view_shelf import ViewShelf

MAY_SHARE = frozenset((Duty.DUTY_CHIEF, Duty.ADMINISTRATOR))  # the database decides; this only hides the box


class ViewDesk(QObject):
    """Takes the board's look into a view and gives it back.

    Signals:
        shown(str): the board stands as the view of this name says.
    """

    shown = Signal(str)

    def __init__(self, workstation: Workstation, shelf: ViewShelf, views: BoardViews, board_filter: BoardFilter,
                 stages: StageList, model: CaseFilterModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work, self._shelf, self._views = workstation, shelf, views
        self._filter, self._stages, self._model = board_filter, stages, model
        self._first = True   # nothing of this person is remembered here: their duty's view comes first
        kept = workstation.views
        kept.changed.connect(self._show_list)
        kept.written.connect(shelf.show_written)
        kept.failed.connect(self._failed)
        shelf.chosen.connect(self.show_view)
        shelf.save_asked.connect(self._save)
        shelf.rename_asked.connect(kept.save)
        shelf.remove_asked.connect(kept.remove)
        shelf.restore_asked.connect(kept.restore)

    def keep_as_it_is(self) -> None:
        """The board was remembered as this person left it: no first view takes its place."""
        self._first = False

    @Slot(object)
    def show_view(self, view: SavedView) -> None:
        """Look at the board like this."""
        content = from_json(view.content)
        self._stages.choose(content.filter.stage)
        self._filter.show_filter(content.filter)
        if content.columns:
            self._views.table.set_columns(content.columns)
        self._views.table.sort_by(content.sort, descending=content.descending)
        self._views.show_view(content.view)
        self.shown.emit(view.name)

    @Slot(object)
    def _show_list(self, views: list[SavedView]) -> None:
        self._shelf.show_views(views)
        if self._first:
            self._first = False
            for view in views:
                if view.for_duty in self._work.person.duties:
                    self.show_view(view)
                    return

    @Slot(object)
    def _save(self, view: SavedView) -> None:
        content = ViewContent(self._filter.filter, self._model.column, self._model.descending,
                              tuple(self._views.table.columns()), self._views.view)
        self._work.views.save(replace(view, content=as_json(content)))

    @Slot(object)
    def _failed(self, failure: Failure) -> None:
        self._shelf.say(failure_words(failure, self._work.clock.now()))
