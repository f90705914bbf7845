"""The board's table: nothing moves under the hand, and a row is the same case before and after every change."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from qtpy.QtCore import QByteArray, QEvent, QModelIndex, QPoint, Qt, Signal
from qtpy.QtGui import QCursor, QKeyEvent, QMouseEvent, QResizeEvent
from qtpy.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QLabel,
    QMenu,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from widgets.case_delegate import CaseDelegate
from widgets.case_filter_model import CaseFilterModel
from widgets.case_table_model import CaseTableModel, Column, column_word
from widgets.tokens import Tokens

_WIDTHS = {
    Column.DEADLINE: 132, Column.NUMBER: 140, Column.SUBCATEGORY: 108, Column.PLACE: 184, Column.STATE: 72,
    Column.DEPARTMENT: 112, Column.REPORTED: 104, Column.SUMMARY: 240, Column.SOURCE: 96, Column.URGENCY: 64,
    Column.CATEGORY: 96, Column.STREET: 96, Column.COMMUNITY: 112, Column.CELL: 144,
}
FIRST_COLUMNS = (Column.DEADLINE, Column.NUMBER, Column.SUBCATEGORY, Column.PLACE, Column.STATE, Column.DEPARTMENT,
                 Column.SUMMARY)


class CaseTable(QWidget):
    """The list of cases with its empty state and its button for new rows above.

    Signals:
        case_selected(object): the case id of the row that became current by hand or key; None when the current case
            left the list, so that a page may say so, while the inspector keeps showing it.
        case_opened(object): double click or Enter on a case.
        case_peeked(object): Space on a case.
        layout_changed(): columns were hidden, shown, moved or resized; ``save_layout`` has the new state.
    """

    case_selected = Signal(object)
    case_opened = Signal(object)
    case_peeked = Signal(object)
    layout_changed = Signal()

    def __init__(self, tokens: Tokens, model: CaseFilterModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._model = model
        self._source = model.sourceModel()
        assert isinstance(self._source, CaseTableModel)
        self.view = _View(tokens, model, self)
        self.view.setAccessibleName(self.tr("Cases"))
        self._new_above: set[int] = set()
        self._told: list[tuple[int, str]] = []
        self._empty = QLabel(self.view.viewport())
        self._empty.setProperty("role", "quiet")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        self._empty.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._new_button = QPushButton(self.view)
        self._new_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # new rows never take the keyboard
        self._new_button.hide()
        self._new_button.clicked.connect(self.show_new)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.view)
        self.setFocusProxy(self.view)
        self._connect()
        self._refresh_empty()

    def _connect(self) -> None:
        header = self.view.horizontalHeader()
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._choose_columns)
        header.sectionResized.connect(self._section_resized)
        header.sectionMoved.connect(self.layout_changed)
        self.view.doubleClicked.connect(self._open_index)
        self.view.opened.connect(self.case_opened)
        self.view.peeked.connect(self.case_peeked)
        self.view.chosen.connect(self.case_selected)
        self.view.resized.connect(self._place_overlays)
        self.view.verticalScrollBar().valueChanged.connect(self._scrolled)
        self._model.rowsInserted.connect(self._rows_inserted)
        self._model.rowsRemoved.connect(self._refresh_empty)
        self._model.modelReset.connect(self._was_reset)

    # For the page -------------------------------------------------------------------------------------------

    def set_now(self, now: datetime) -> None:
        """The server's time: only the deadline cells whose words changed are painted again."""
        before = self._source.now
        self._source.set_now(now)
        self._model.set_now(now)
        if before is None or before.date() != now.date():
            self.view.viewport().update()
        told = self.view.told_deadlines()
        if told != self._told:
            self._told = told
            self.view.repaint_column(Column.DEADLINE)

    def set_empty_text(self, text: str) -> None:
        """What stands where no case does: what was checked and when, ``0 件, 于 03:12:04 核对``."""
        self._empty.setText(text)
        self._place_overlays()

    def set_stale(self, stale: bool) -> None:
        """Grey the rows while there is no connection; they stay readable."""
        self.view.delegate.stale = stale
        self.view.viewport().update()

    def set_compact(self, compact: bool) -> None:
        """Rows of 26 px instead of 32."""
        self.view.delegate.compact = compact
        self.view.verticalHeader().setDefaultSectionSize(self.view.delegate.row_height())

    def select_case(self, case_id: int) -> bool:
        """Make this case current and visible; False when it is not in the list. Emits nothing."""
        row = self._model.row_of(case_id)
        if row is None:
            return False
        self.view.set_current_quietly(row)
        self.view.scrollTo(self._model.index(row, 0))
        return True

    def selected_case_id(self) -> int | None:
        """The current case, or None."""
        current = self.view.currentIndex()
        return self._model.case_at(current.row()).case_id if current.isValid() else None

    def set_columns(self, columns: Iterable[Column]) -> None:
        """Show exactly these columns."""
        wanted = set(columns)
        for column in Column:
            self.view.setColumnHidden(column, column not in wanted)
        self.view.fit_columns()

    def save_layout(self) -> bytes:
        """Columns, widths and order, for ``restore_layout``."""
        return bytes(self.view.horizontalHeader().saveState().data())

    def restore_layout(self, state: bytes) -> bool:
        """False when ``state`` is not one of ours; the columns stay as they are then."""
        self.view.fits = False
        return bool(self.view.horizontalHeader().restoreState(QByteArray(state)))

    def new_above(self) -> int:
        """How many cases came in above what is visible."""
        return len(self._new_above)

    def show_new(self) -> None:
        """Go to the top, where the new ones are."""
        self.view.scrollToTop()

    # Inside -------------------------------------------------------------------------------------------------

    def _section_resized(self) -> None:
        if QApplication.mouseButtons() & Qt.MouseButton.LeftButton:
            self.view.fits = False  # widths set by hand stay as they were set
            self.layout_changed.emit()

    def _open_index(self, index: QModelIndex) -> None:
        self.case_opened.emit(self._model.case_at(index.row()).case_id)

    def _choose_columns(self, at: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for column in Column:
            choice = menu.addAction(column_word(column))
            choice.setCheckable(True)
            choice.setChecked(not self.view.isColumnHidden(column))
            choice.setEnabled(column not in (Column.DEADLINE, Column.NUMBER))  # without these no row is a case
            choice.setData(column)
        menu.triggered.connect(self._toggle_column)
        menu.popup(self.view.horizontalHeader().mapToGlobal(at))

    def _toggle_column(self, choice: object) -> None:
        self.view.setColumnHidden(choice.data(), not choice.isChecked())  # type: ignore[attr-defined]
        self.view.fit_columns()
        self.layout_changed.emit()

    def _rows_inserted(self, _parent: QModelIndex, first: int, last: int) -> None:
        top = self.view.top_row()
        for row in range(first, last + 1):
            if row < top:
                self._new_above.add(self._model.case_at(row).case_id)
        self._refresh_empty()
        self._place_overlays()

    def _was_reset(self) -> None:
        self._new_above.clear()
        self._told = []
        self._refresh_empty()
        self._place_overlays()

    def _scrolled(self) -> None:
        if self._new_above:
            top = self.view.top_row()
            rows = {case_id: self._model.row_of(case_id) for case_id in self._new_above}
            self._new_above = {case_id for case_id, row in rows.items() if row is not None and row < top}
            self._place_overlays()

    def _refresh_empty(self) -> None:
        self._empty.setVisible(self._model.rowCount() == 0)

    def _place_overlays(self) -> None:
        viewport = self.view.viewport()
        margin = self._tokens.px(24)
        self._empty.setGeometry(viewport.rect().adjusted(margin, margin, -margin, -margin))
        self._new_button.setVisible(bool(self._new_above))
        if self._new_above:
            self._new_button.setText(self.tr("{n} new ↑").format(n=len(self._new_above)))
            self._new_button.adjustSize()
            left = viewport.x() + (viewport.width() - self._new_button.width()) // 2
            self._new_button.move(left, viewport.y() + self._tokens.px(4))
            self._new_button.raise_()


class _View(QTableView):
    """The table view that keeps hold of rows by case.

    Signals:
        opened(object), peeked(object), chosen(object): case ids by key or hand; resized().
    """

    opened = Signal(object)
    peeked = Signal(object)
    chosen = Signal(object)
    resized = Signal()

    def __init__(self, tokens: Tokens, model: CaseFilterModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self._quiet = False
        self._held: tuple[int, int] | None = None   # (case id, y in the viewport) of what must not move
        self._current_id: int | None = None
        self._gap_row = -1                          # where the current case stood when it left
        self._tokens = tokens
        self.fits = True                            # place and summary share what room the others leave
        self.delegate = CaseDelegate(tokens)
        self.setItemDelegate(self.delegate)
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
        self._dress_columns(tokens)

    def _dress_columns(self, tokens: Tokens) -> None:
        header = self.horizontalHeader()
        header.setSectionsMovable(True)
        header.setHighlightSections(False)
        header.setStretchLastSection(True)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setMinimumSectionSize(tokens.px(40))
        for column, width in _WIDTHS.items():
            self.setColumnWidth(column, tokens.px(width))
            self.setColumnHidden(column, column not in FIRST_COLUMNS)
        self.setColumnWidth(Column.NUMBER, self.delegate.number_width("2026-1121-00000"))
        self.setSortingEnabled(True)
        header.setSortIndicator(Column.DEADLINE, Qt.SortOrder.AscendingOrder)

    # Geometry -----------------------------------------------------------------------------------------------

    def fit_columns(self) -> None:
        """Share the room that the other columns leave between place and summary, until widths are set by hand."""
        if not self.fits or self.isColumnHidden(Column.PLACE):
            return
        elastic = [column for column in (Column.PLACE, Column.SUMMARY) if not self.isColumnHidden(column)]
        taken = sum(self.columnWidth(column) for column in Column if column not in elastic)
        share = max(self._tokens.px(96), (self.viewport().width() - taken) // len(elastic))
        for column in elastic:
            self.setColumnWidth(column, min(share, self._tokens.px(360)))

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
            self._gap_row = first
            self._current_id = None
            self._quiet = True
            self.setCurrentIndex(QModelIndex())
            self.clearSelection()
            self._quiet = False
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
        super().keyPressEvent(event)

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
        self.fit_columns()
        self.resized.emit()

    def _hover(self, row: int) -> None:
        old, self.delegate.hover_row = self.delegate.hover_row, row
        if old == row:
            return
        height, width = self.delegate.row_height(), self.viewport().width()
        for one in (old, row):
            if one >= 0:
                self.viewport().update(0, self.rowViewportPosition(one), width, height)
