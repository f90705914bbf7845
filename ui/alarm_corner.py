"""Where the alarms meet the window: the page, its key F7, the number in the foot bar, and the way into the case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qtpy.QtCore import QObject, Slot
from qtpy.QtGui import QKeySequence, QShortcut

from app.domain.alarm import Alarm
from ui.pages.alarm_page import AlarmPage
from widgets.alarm_words import ACTIONS

if TYPE_CHECKING:
    from ui.main_window import MainWindow

PAGE = "alarms"


class AlarmCorner(QObject):
    """Joins the window with its page of alarms; a wall has neither page nor number. Signals: none."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        page = window.pages.get(PAGE)
        self.page = page if isinstance(page, AlarmPage) else None
        light = window.foot.alarms
        light.setVisible(self.page is not None)
        if self.page is None:
            return
        self.page.bell.told.connect(light.show_alarms)
        self.page.case_asked.connect(self.open_case)
        self.page.journal_asked.connect(window.show_journal)
        self.page.left.connect(self.leave)
        light.clicked.connect(self.show_page)
        QShortcut(QKeySequence("F7"), window).activated.connect(self.show_page)

    @Slot()
    def show_page(self) -> None:
        """The alarms, the keyboard in their list."""
        self._window.show_page(PAGE)

    @Slot()
    def leave(self) -> None:
        """Back to the board."""
        self._window.show_page("board")
        self._window.board.views.setFocus()

    @Slot(object)
    def open_case(self, alarm: Alarm) -> None:
        """The case of this alarm, at what is wanted."""
        if alarm.case_id is not None:
            self._window.show_page("board")
            self._window.board.open_case_at(alarm.case_id, ACTIONS.get(alarm.rule))

    def end(self) -> None:
        """The window closes: no sound outlives it."""
        if self.page is not None:
            self.page.sounds.end()
