"""The table view of the board, which keeps hold of rows by case while everything around them changes."""

from __future__ import annotations

from qtpy.QtCore import QEvent, QModelIndex, Qt, Signal
from qtpy.QtGui import (
    QCursor,
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPaintEvent,
    QResizeEvent,
)
from qtpy.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from widgets.case_choice import CaseChoice
from widgets.case_delegate import CaseDelegate
from widgets.case_filter_model import CaseFilterModel
from widgets.case_table_model import Column
from widgets.column_widths import ColumnWidths
from widgets.row_pictures import RowPictures
from widgets.tokens import Tokens

_CHOOSING = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier
_STRETCHING = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Home, Qt.Key.Key_End)


class CaseView(QTableView):
    """The table view that keeps hold of rows by case.

    Signals:
        opened(object), peeked(object), chosen(object): case ids by key or hand; resized().
    """

    opened = Signal(object)
    peeked = Signal(object)
    chosen = Signal(object)
    resized = Signal()

    def __init__(self, tokens: Tokens, model: CaseFilterModel, choice: CaseChoice, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self.choice = choice
        self._quiet = False
        self._held: tuple[int, int] | None = None   # (case id, y in the viewport) of what must not move
        self._current_id: int | None = None
        self._gap_row = -1                          # where the current case stood when it left
        self.delegate = CaseDelegate(tokens)
        self.widths = ColumnWidths(tokens, self, self.delegate)
        self.setItemDelegate(self.delegate)
        self.pictures = RowPictures(tokens, self, model, self.delegate, choice)
        choice.changed.connect(self.viewport().update)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setCornerButtonEnabled(False)
        # Before the view listens, so that what must not move is noted while the old rows still stand.
        model.rowsAboutToBeInserted.connect(self._hold)
        model.rowsAboutToBeRemoved.connect(self._about_to_remove)
        model.rowsAboutToBeMoved.connect(self._hold)
        model.layoutAboutToBeChanged.connect(self._hold)
        model.modelAboutToBeReset.connect(self._hold)
        self.setModel(model)
        for changed in (model.rowsInserted, model.rowsRemoved, model.rowsMoved, model.layoutChanged):
            changed.connect(self._release)
        model.modelReset.connect(self._release_after_reset)
        vertical = self.verticalHeader()
        vertical.hide()
        vertical.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        vertical.setMinimumSectionSize(1)
        vertical.setDefaultSectionSize(self.delegate.row_height())
        self.widths.begin()
        self.setSortingEnabled(True)
        self.horizontalHeader().setSortIndicator(Column.DEADLINE, Qt.SortOrder.AscendingOrder)

    # Geometry -----------------------------------------------------------------------------------------------

    def top_row(self) -> int:
        """The first row that can be seen whole."""
        height = self.delegate.row_height()
        return -(-self.verticalScrollBar().value() // height)

    def told_deadlines(self) -> list[tuple[int, str]]:
        """(case id, light and words) of the visible rows."""
        height = self.delegate.row_height()
        first = self.verticalScrollBar().value() // height
        last = min(self._model.rowCount(), first + self.viewport().height() // height + 2)
        source = self._model.sourceModel()
        return [
            (case.case_id, f"{case.light(source.now)} {source.words(case, Column.DEADLINE)}")
            for case in (self._model.case_at(row) for row in range(first, last))
        ]

    def repaint_column(self, column: Column) -> None:
        """Paint one column of the visible rows again."""
        rect = self.viewport().rect()
        rect.setLeft(self.columnViewportPosition(column))
        rect.setWidth(self.columnWidth(column))
        self.viewport().update(rect)

    # Nothing moves under the hand ------------------------------------------------------------------------------

    def _hold(self, *_: object) -> None:
        """Note the row that must stay where it is: under the pointer, else the current one, else the top one."""
        if self._held is not None:
            return
        row = self._anchor_row()
        if row is None or row >= self._model.rowCount():
            return
        y = row * self.delegate.row_height() - self.verticalScrollBar().value()
        self._held = (self._model.case_at(row).case_id, y)

    def _anchor_row(self) -> int | None:
        viewport = self.viewport()
        pointer = viewport.mapFromGlobal(QCursor.pos())
        if self.underMouse() and viewport.rect().contains(pointer):
            under = self.rowAt(pointer.y())
            if under >= 0:
                return under
        current = self.currentIndex()
        if current.isValid() and viewport.rect().intersects(self.visualRect(current)):
            return current.row()
        return self.top_row() if self.verticalScrollBar().value() > 0 else None

    def _release(self, *_: object) -> None:
        held, self._held = self._held, None
        if held is None:
            return
        row = self._model.row_of(held[0])
        if row is None:
            return
        self.updateGeometries()
        self.verticalScrollBar().setValue(row * self.delegate.row_height() - held[1])

    def _release_after_reset(self) -> None:
        if self._current_id is not None:
            row = self._model.row_of(self._current_id)
            if row is not None:
                self.set_current_quietly(row)
        self._release()

    def _about_to_remove(self, _parent: QModelIndex, first: int, last: int) -> None:
        current = self.currentIndex()
        if current.isValid() and first <= current.row() <= last:
            # Qt would make the neighbour current, and the next key would act on a case nobody chose.
            self.set_none_current_quietly()
            self._gap_row = first
            self.chosen.emit(None)
        self._hold()

    # Choosing -------------------------------------------------------------------------------------------------

    def set_current_quietly(self, row: int) -> None:
        """Make a row current without telling anybody and without scrolling."""
        self._quiet = True
        self.setAutoScroll(False)
        self.setCurrentIndex(self._model.index(row, 0))
        self.setAutoScroll(True)
        self._quiet = False
        self._current_id = self._model.case_at(row).case_id

    def set_none_current_quietly(self) -> None:
        """Let go of the current row without telling anybody; the arrow keys go on from where it was."""
        self._gap_row = max(self.currentIndex().row(), 0)
        self._current_id = None
        self._quiet = True
        self.setCurrentIndex(QModelIndex())
        self.clearSelection()
        self._quiet = False

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:
        super().currentChanged(current, previous)
        if self._quiet or not current.isValid():
            return
        case_id = self._model.case_at(current.row()).case_id
        if case_id != self._current_id:
            self._current_id = case_id
            self.chosen.emit(case_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        current = self.currentIndex()
        key = event.key()
        if not current.isValid() and key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and self._model.rowCount():
            row = max(0, min(self._gap_row, self._model.rowCount() - 1))
            self.setCurrentIndex(self._model.index(row, 0))
            return
        if current.isValid() and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(self._model.case_at(current.row()).case_id)
            return
        if current.isValid() and key == Qt.Key.Key_Space:
            self.peeked.emit(self._model.case_at(current.row()).case_id)
            return
        if event.matches(QKeySequence.StandardKey.SelectAll):
            self.choice.everything(self._model.case_at(row).case_id for row in range(self._model.rowCount()))
            return
        if current.isValid() and event.modifiers() & Qt.KeyboardModifier.ShiftModifier and key in _STRETCHING:
            self._stretch(event)
            return
        super().keyPressEvent(event)
        if self.currentIndex() != current and not event.modifiers() & _CHOOSING:
            self.choice.pick(self._current_id)

    def _stretch(self, event: QKeyEvent) -> None:
        """Shift with an arrow: the current row moves on and everything from the anchor to it is chosen."""
        if self.choice.anchor is None or self._model.row_of(self.choice.anchor) is None:
            self.choice.pick(self._current_id)
        plain = QKeyEvent(event.type(), event.key(), event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier)
        super().keyPressEvent(plain)
        self._choose_to(self.currentIndex().row())

    def _choose_to(self, row: int) -> None:
        anchor = self._model.row_of(self.choice.anchor) if self.choice.anchor is not None else None
        first, last = sorted((row if anchor is None else anchor, row))
        self.choice.stretch(self._model.case_at(one).case_id for one in range(first, last + 1))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Ctrl takes one more, Shift everything from the anchor on, a plain click one alone."""
        index = self.indexAt(event.position().toPoint())
        wanted = event.modifiers() & _CHOOSING if event.button() == Qt.MouseButton.LeftButton else None
        if not index.isValid() or not wanted:
            super().mousePressEvent(event)
            if index.isValid() and event.button() == Qt.MouseButton.LeftButton:
                self.choice.pick(self._model.case_at(index.row()).case_id)
            return
        if wanted & Qt.KeyboardModifier.ShiftModifier:
            if self.choice.anchor is None:
                self.choice.pick(self._current_id)
            self._choose_to(index.row())
        else:
            self.choice.toggle(self._model.case_at(index.row()).case_id, self._current_id)
        self.setCurrentIndex(index)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Without a current case Qt would take the first one: a case that nobody chose would open."""
        if self.currentIndex().isValid():
            super().focusInEvent(event)
        else:
            QWidget.focusInEvent(self, event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        self.pictures.paint(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters are page shortcuts, not a search for a row."""

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._hover(self.rowAt(int(event.position().y())))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.widths.fit_soon()
        self.resized.emit()

    def _hover(self, row: int) -> None:
        old, self.delegate.hover_row = self.delegate.hover_row, row
        if old == row:
            return
        height, width = self.delegate.row_height(), self.viewport().width()
        for one in (old, row):
            if one >= 0:
                self.viewport().update(0, self.rowViewportPosition(one), width, height)
