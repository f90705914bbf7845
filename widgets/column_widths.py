"""How wide the board's columns are: fitted to the words, the room that is left shared, or as a hand set them."""

from __future__ import annotations

from datetime import timedelta

from qtpy.QtCore import QObject, Qt, QTimer
from qtpy.QtWidgets import QTableView

from app.domain.case import CaseState
from widgets.case_delegate import CaseDelegate
from widgets.case_table_model import Column
from widgets.time_words import left_words, over_words
from widgets.tokens import Tokens
from widgets.words import state_word

FIRST_COLUMNS = (Column.DEADLINE, Column.NUMBER, Column.SUBCATEGORY, Column.PLACE, Column.STATE, Column.DEPARTMENT,
                 Column.SUMMARY)
_WIDTHS = {  # px at 96 dpi
    Column.DEADLINE: 132, Column.NUMBER: 140, Column.SUBCATEGORY: 108, Column.PLACE: 184, Column.STATE: 72,
    Column.DEPARTMENT: 112, Column.REPORTED: 104, Column.SUMMARY: 240, Column.SOURCE: 96, Column.URGENCY: 64,
    Column.CATEGORY: 96, Column.STREET: 96, Column.COMMUNITY: 112, Column.CELL: 144,
}
_LONGEST_NUMBER = "2026-1121-00000"  # the usual pattern; a city with longer numbers widens the column once
_LONGEST_SPAN = timedelta(hours=8, minutes=58)  # as wide as words about a deadline get
_CUT_FIRST = (Column.SUBCATEGORY, Column.DEPARTMENT)
_ROOM_FOR_BOTH = 320  # px at 96 dpi that place and summary need together


class ColumnWidths(QObject):
    """The columns of one view; place and summary share what room the others leave, until a hand sets widths."""

    def __init__(self, tokens: Tokens, view: QTableView, delegate: CaseDelegate) -> None:
        super().__init__(view)
        self._tokens, self._view, self._delegate = tokens, view, delegate
        self._fitted_width = -1
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self.fit)
        self.fitting = False                        # widths change because they are fitted, not by hand
        self.summary_gave_way = False               # it was hidden for want of room, not by hand
        self.fits = True                            # place and summary share what room the others leave
        self._widths = {column: tokens.px(width) for column, width in _WIDTHS.items()} | {
            Column.NUMBER: delegate.number_width(_LONGEST_NUMBER),
            Column.DEADLINE: max(tokens.px(_WIDTHS[Column.DEADLINE]), delegate.words_width(
                over_words(_LONGEST_SPAN), left_words(_LONGEST_SPAN)) + tokens.px(18)),
            Column.STATE: delegate.words_width(*map(state_word, CaseState)),
        }

    def begin(self) -> None:
        """The first columns at their first widths; the view has its model by now."""
        header = self._view.horizontalHeader()
        header.setSectionsMovable(True)
        header.setHighlightSections(False)
        header.setStretchLastSection(True)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setMinimumSectionSize(self._tokens.px(40))
        for column, width in self._widths.items():
            self._view.setColumnWidth(column, width)
            self._view.setColumnHidden(column, column not in FIRST_COLUMNS)

    def fit(self) -> None:
        """Share the room that the other columns leave between place and summary, until widths are set by hand.

        Where there is no room for both, the place has it all and carries the marks of the summary.
        """
        view, header = self._view, self._view.horizontalHeader()
        self._delegate.marks_column = Column.PLACE if view.isColumnHidden(Column.SUMMARY) else Column.SUMMARY
        fitted = self.fits and not view.isColumnHidden(Column.PLACE)
        # While the last column stretches, a hidden one gives its room back later; stop stretching before that and Qt
        # never does. Asking for the length settles what is due.
        header.length()
        header.setStretchLastSection(not fitted)  # fitted columns leave nothing to stretch into
        if not fitted:
            return
        self._fitted_width = view.viewport().width()
        self.fitting = True
        self._share()
        self.fitting = False
        view.updateGeometries()  # the scroll bar as it is with these widths, now

    def fit_soon(self) -> None:
        """Fit when the view has another width than was fitted: soon, not now, since a scroll bar may come or go in the
        middle of the heading's own reckoning."""
        if self._view.viewport().width() != self._fitted_width:
            self._soon.start()

    def _share(self) -> None:
        view, elastic = self._view, (Column.PLACE, Column.SUMMARY)
        room = view.viewport().width() - sum(self._width(column) for column in Column if column not in elastic)
        if not view.isColumnHidden(Column.SUMMARY) or self.summary_gave_way:
            self.summary_gave_way = room < self._tokens.px(_ROOM_FOR_BOTH)
            view.setColumnHidden(Column.SUMMARY, self.summary_gave_way)
        both = not view.isColumnHidden(Column.SUMMARY)
        self._delegate.marks_column = Column.SUMMARY if both else Column.PLACE
        # On a wide screen the words that are cut first get their share before the long texts do.
        spare = max(0, room - self._tokens.px(2 * _ROOM_FOR_BOTH)) // 2
        for column in _CUT_FIRST:
            if not view.isColumnHidden(column):
                more = min(spare, self._tokens.px(64))
                view.setColumnWidth(column, self._widths[column] + more)
                room -= more
        least = self._tokens.px(96)
        place = max(least, min(room // 2, self._tokens.px(264)) if both else room)
        view.setColumnWidth(Column.PLACE, place)
        if both:
            view.setColumnWidth(Column.SUMMARY, max(least, room - place))

    def rescale(self, by: float) -> None:
        """After widths of another screen were taken back: as wide here as they were there, or as they first were."""
        view = self._view
        for column in Column:
            if view.isColumnHidden(column):
                continue
            view.setColumnWidth(column, self._widths[column] if self.fits else round(view.columnWidth(column) * by))

    def _width(self, column: Column) -> int:
        """The width that a column has to begin with."""
        return 0 if self._view.isColumnHidden(column) else self._widths[column]
