"""Finished pictures of the board's rows: a row that moves is drawn from its picture, only one that changed is painted.

One committed change moves a row and with it every row between its old place and its new one. Painting two dozen rows
cell by cell takes longer than the whole way from the other workstation's commit; their pictures take a tenth of it.
"""

from __future__ import annotations

from qtpy.QtCore import QPoint, QRect, Qt
from qtpy.QtGui import QPainter, QPaintEvent, QPixmap
from qtpy.QtWidgets import QStyle, QStyleOptionViewItem, QTableView

from app.domain.case import Case
from widgets.case_choice import CaseChoice
from widgets.case_delegate import CaseDelegate
from widgets.case_filter_model import CaseFilterModel
from widgets.case_table_model import CaseRole, Column
from widgets.tokens import Tokens

_SPARE = 16  # pictures kept beyond the rows in sight


class RowPictures:
    """Paints the rows of a view in sight, each from its picture while nothing on it changed.

    All rows are as high as ``CaseDelegate.row_height``; the view scrolls by pixels.
    """

    def __init__(self, tokens: Tokens, view: QTableView, model: CaseFilterModel, delegate: CaseDelegate,
                 choice: CaseChoice) -> None:
        self._tokens, self._view, self._model, self._delegate, self._choice = tokens, view, model, delegate, choice
        self._kept: dict[int, tuple[object, QPixmap]] = {}
        self.painted = 0  # rows that were painted anew, for those who measure

    def paint(self, event: QPaintEvent) -> None:
        """What ``paintEvent`` of the view's viewport does."""
        height, above = self._delegate.row_height(), self._view.verticalOffset()
        first = max(0, (event.rect().top() + above) // height)
        last = min(self._model.rowCount() - 1, (event.rect().bottom() + above) // height)
        columns, left = self._columns(), -self._view.horizontalOffset()
        painter = QPainter(self._view.viewport())
        for row in range(first, last + 1):
            painter.drawPixmap(QPoint(left, row * height - above), self._picture(row, columns, height))
        painter.end()
        self._forget(self._view.viewport().height() // height + _SPARE)

    def _columns(self) -> tuple[tuple[int, int, int], ...]:
        """(column, position, width) in px of what is shown."""
        header = self._view.horizontalHeader()
        return tuple((column, header.sectionPosition(column), header.sectionSize(column)) for column in Column
                     if not header.isSectionHidden(column))

    def _picture(self, row: int, columns: tuple[tuple[int, int, int], ...], height: int) -> QPixmap:
        case = self._model.case_at(row)
        look = self._look(row, case, columns, height)
        kept = self._kept.pop(case.case_id, None)
        if kept is None or kept[0] != look:
            kept = (look, self._drawn(row, columns, height))
        self._kept[case.case_id] = kept  # the last used stand last
        return kept[1]

    def _look(self, row: int, case: Case, columns: tuple[tuple[int, int, int], ...], height: int) -> object:
        """Everything on which the row's picture depends."""
        delegate, view, source = self._delegate, self._view, self._model.sourceModel()
        selected = self._selected(row)
        told = [source.told(case, column, role) for column, role in (
            (Column.DEADLINE, Qt.ItemDataRole.DisplayRole), (Column.REPORTED, Qt.ItemDataRole.DisplayRole),
            (Column.DEADLINE, CaseRole.LIGHT), (Column.DEADLINE, CaseRole.ONLOOKERS))]
        return (case, told, selected, selected and view.hasFocus(), row == delegate.hover_row, delegate.stale,
                delegate.marks_column, columns, height, view.devicePixelRatioF(), self._tokens.theme)

    def _selected(self, row: int) -> bool:
        return self._view.selectionModel().isRowSelected(row) or self._model.case_at(row).case_id in self._choice

    def _drawn(self, row: int, columns: tuple[tuple[int, int, int], ...], height: int) -> QPixmap:
        self.painted += 1
        ratio = self._view.devicePixelRatioF()
        width = max((left + wide for _, left, wide in columns), default=1)
        picture = QPixmap(max(1, round(width * ratio)), max(1, round(height * ratio)))
        picture.setDevicePixelRatio(ratio)
        picture.fill(self._tokens.color("panel"))  # as the table behind it, so that nothing need be blended
        option = QStyleOptionViewItem()
        self._view.initViewItemOption(option)
        option.state &= ~QStyle.StateFlag.State_Selected
        if self._selected(row):
            option.state |= QStyle.StateFlag.State_Selected
        painter = QPainter(picture)
        for column, left, wide in columns:
            option.rect = QRect(left, 0, wide, height)
            painter.setClipRect(option.rect)
            self._delegate.paint(painter, option, self._model.index(row, column))
        painter.end()
        return picture

    def _forget(self, most: int) -> None:
        while len(self._kept) > most:
            del self._kept[next(iter(self._kept))]
