"""Joins the inspector and the board with what this seat tells of itself and hears of others."""

from __future__ import annotations

from qtpy.QtCore import QObject, QTimer, Slot

from app.domain.presence import Onlooker
from ui.pages.board_views import BoardViews
from ui.workstation import Workstation
from widgets.case_inspector import CaseInspector
from widgets.case_table_model import CaseTableModel

LOOK_MS = 200  # so often it is looked whether words stand somewhere


class PresenceDesk(QObject):
    """Who is at which case, on the rows and in the inspector. Signals: none."""

    def __init__(self, workstation: Workstation, inspector: CaseInspector, model: CaseTableModel, views: BoardViews,
                 parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._presence, self._inspector, self._model, self._views = workstation.presence, inspector, model, views
        self._watch = QTimer(self)
        self._watch.setInterval(LOOK_MS)
        self._watch.timeout.connect(self._look_for_words)
        self._watch.start()
        workstation.case.opened.connect(self._opened)
        workstation.case.detail_ready.connect(self._show_here)
        workstation.case.gone.connect(self._closed)
        self._presence.changed.connect(self._show)

    @Slot(int)
    def _opened(self, case_id: int) -> None:
        self._presence.look(case_id)

    @Slot(int)
    def _closed(self, _case_id: int) -> None:
        self._presence.look(None)

    @Slot()
    def _look_for_words(self) -> None:
        self._presence.set_words(self._inspector.cases_with_words())

    @Slot(object)
    def _show(self, news: dict[int, tuple[Onlooker, ...]]) -> None:
        self._model.set_onlookers(news)
        self._views.repaint_rows()
        self._show_here()

    @Slot()
    def _show_here(self) -> None:
        shown = self._inspector.shown_case()
        self._inspector.show_onlookers(() if shown is None else self._presence.onlookers(shown.case.case_id))
