"""Finished pictures of the board's rows: a row that moves is drawn from its picture, only one that changed is painted.

One committed change moves a row and with it every row between its old place and its new one. Painting two dozen rows
cell by cell takes longer than the whole way from the other workstation's commit; their pictures take a tenth of it.
"""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from qtpy.QtCore import QPoint, QRect, Qt
from qtpy.QtGui import QPainter, QPaintEvent, QPixmap
from qtpy.QtWidgets import QStyle, QStyleOptionViewItem, QTableView

from app.domain.case import Case
from widgets.case_choice import CaseChoice
from widgets.case_delegate import CaseDelegate
from widgets.case_filter_model import CaseFilterModel
from widgets.case_table_model import CaseRole, CaseTableModel, Column
from widgets.tokens import Tokens

_SPARE = 16  # pictures kept beyond the rows in sight
_TIMED = ((Column.DEADLINE, Qt.ItemDataRole.DisplayRole), (Column.REPORTED, Qt.ItemDataRole.DisplayRole),
          (Column.DEADLINE, CaseRole.LIGHT))


class _Frame(NamedTuple):
    """What the rows of one painting share; ``look`` is what a picture of theirs depends on besides its case."""

    columns: tuple[tuple[int, int, int], ...]
    height: int
    focused: bool
    hover_row: int
    look: tuple[object, ...]


class RowPictures:
    """Paints the rows of a view in sight, each from its picture while nothing on it changed.

    All rows are as high as ``CaseDelegate.row_height``; the view scrolls by pixels.
    """

    def __init__(self, tokens: Tokens, view: QTableView, model: CaseFilterModel, delegate: CaseDelegate,
                 choice: CaseChoice) -> None:
        self._tokens, self._view, self._model, self._delegate, self._choice = tokens, view, model, delegate, choice
        source = model.sourceModel()
        assert isinstance(source, CaseTableModel)
        self._source = source
        self._kept: dict[int, tuple[object, QPixmap]] = {}
        self._told: dict[int, tuple[Case, datetime | None, tuple[object, ...]]] = {}
        self.painted = 0  # rows that were painted anew, for those who measure

    def paint(self, event: QPaintEvent) -> None:
        """What ``paintEvent`` of the view's viewport does."""
        height, above = self._delegate.row_height(), self._view.verticalOffset()
        first = max(0, (event.rect().top() + above) // height)
        last = min(self._model.rowCount() - 1, (event.rect().bottom() + above) // height)
        columns, left = self._columns(), -self._view.horizontalOffset()
        frame = self._frame(columns, height)
        chosen = {index.row() for index in self._view.selectionModel().selectedRows()}
        painter = QPainter(self._view.viewport())
        for row in range(first, last + 1):
            case = self._model.case_at(row)
            selected = row in chosen or case.case_id in self._choice
            painter.drawPixmap(QPoint(left, row * height - above), self._picture(row, case, selected, frame))
        painter.end()
        self._forget(self._view.viewport().height() // height + _SPARE)

    def _columns(self) -> tuple[tuple[int, int, int], ...]:
        """(column, position, width) in px of what is shown."""
        header = self._view.horizontalHeader()
        return tuple((column, header.sectionPosition(column), header.sectionSize(column)) for column in Column
                     if not header.isSectionHidden(column))

    def _frame(self, columns: tuple[tuple[int, int, int], ...], height: int) -> _Frame:
        """What all rows of one painting have in common."""
        delegate, view = self._delegate, self._view
        return _Frame(columns, height, view.hasFocus(), delegate.hover_row,
                      (delegate.stale, delegate.marks_column, columns, height, view.devicePixelRatioF(),
                       self._tokens.theme))

    def _picture(self, row: int, case: Case, selected: bool, frame: _Frame) -> QPixmap:
        look = (case, self._words(case), self._source.told(case, Column.DEADLINE, CaseRole.ONLOOKERS), selected,
                selected and frame.focused, row == frame.hover_row, frame.look)
        kept = self._kept.pop(case.case_id, None)
        if kept is None or kept[0] != look:
            kept = (look, self._drawn(row, selected, frame))
        self._kept[case.case_id] = kept  # the last used stand last
        return kept[1]

    def _words(self, case: Case) -> tuple[object, ...]:
        """What of the row time itself changes, made anew only for another case or another second."""
        now = self._source.now
        known = self._told.get(case.case_id)
        if known is not None and known[0] is case and known[1] is now:
            return known[2]
        told = tuple(self._source.told(case, column, role) for column, role in _TIMED)
        self._told[case.case_id] = (case, now, told)
        return told

    def _drawn(self, row: int, selected: bool, frame: _Frame) -> QPixmap:
        self.painted += 1
        ratio, height = self._view.devicePixelRatioF(), frame.height
        width = max((left + wide for _, left, wide in frame.columns), default=1)
        picture = QPixmap(max(1, round(width * ratio)), max(1, round(height * ratio)))
        picture.setDevicePixelRatio(ratio)
        picture.fill(self._tokens.color("panel"))  # as the table behind it, so that nothing need be blended
        option = QStyleOptionViewItem()
        self._view.initViewItemOption(option)
        option.state &= ~QStyle.StateFlag.State_Selected
        if selected:
            option.state |= QStyle.StateFlag.State_Selected
        painter = QPainter(picture)
        for column, left, wide in frame.columns:
            option.rect = QRect(left, 0, wide, height)
            painter.setClipRect(option.rect)
            self._delegate.paint(painter, option, self._model.index(row, column))
        painter.end()
        return picture

    def _forget(self, most: int) -> None:
        while len(self._kept) > most:
            case_id = next(iter(self._kept))
            del self._kept[case_id]
            self._told.pop(case_id, None)
