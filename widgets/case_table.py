"""The board's table: nothing moves under the hand, and a row is the same case before and after every change."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from qtpy.QtCore import QByteArray, QModelIndex, QPoint, Qt, Signal
from qtpy.QtGui import QAction
from qtpy.QtWidgets import QApplication, QLabel, QMenu, QPushButton, QVBoxLayout, QWidget

from widgets.case_choice import CaseChoice
from widgets.case_filter_model import CaseFilterModel
from widgets.case_table_model import CaseTableModel, Column, column_word
from widgets.case_view import CaseView
from widgets.column_widths import FIRST_COLUMNS
from widgets.tokens import Tokens

__all__ = ["FIRST_COLUMNS", "CaseTable"]
_FITTED, _BY_HAND = b"f", b"h"   # first byte of a saved layout: were the widths set by hand
_COMPACT, _ROOMY = b"c", b"r"    # second byte: rows of 26 px or of 32


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

    def __init__(self, tokens: Tokens, model: CaseFilterModel, parent: QWidget | None = None, *,
                 choice: CaseChoice | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._model = model
        self._source = model.sourceModel()
        assert isinstance(self._source, CaseTableModel)
        self.choice = CaseChoice(self) if choice is None else choice  # an empty one is falsy
        self.view = CaseView(tokens, model, self.choice, self)
        self.view.setAccessibleName(self.tr("Cases"))
        self._new_above: set[int] = set()
        self._known: set[int] = set()               # cases that have ever stood here
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
        """Make this case current and visible; False when it is not in the list. Emits nothing.

        A case that is not in the list leaves no other row current: the next key would seem to act on that one.
        """
        row = self._model.row_of(case_id)
        if row is None:
            self.view.set_none_current_quietly()
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
        self.view.widths.summary_gave_way = False
        self.view.widths.fit()

    def columns(self) -> list[Column]:
        """The columns that are shown, or would be with more room."""
        gave_way = self.view.widths.summary_gave_way
        return [column for column in Column if not self.view.isColumnHidden(column)
                or (gave_way and column is Column.SUMMARY)]

    def sort_by(self, column: Column, *, descending: bool) -> None:
        """Order the rows, and say so in the heading."""
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self.view.sortByColumn(column, order)

    def save_layout(self) -> bytes:
        """Columns, widths and order, for ``restore_layout``."""
        gave_way = self.view.widths.summary_gave_way
        if gave_way:  # a column hidden for want of room here is not hidden by choice
            self.view.setColumnHidden(Column.SUMMARY, False)
        state = bytes(self.view.horizontalHeader().saveState().data())
        self.view.setColumnHidden(Column.SUMMARY, gave_way or self.view.isColumnHidden(Column.SUMMARY))
        density = _COMPACT if self.view.delegate.compact else _ROOMY
        widths = _FITTED if self.view.widths.fits else _BY_HAND
        return widths + density + f"{self._tokens.scale:05.2f}".encode() + state

    def restore_layout(self, state: bytes) -> bool:
        """False when ``state`` is not one of ours; the columns stay as they are then."""
        kind, density, scale, columns = state[:1], state[1:2], state[2:7], state[7:]
        if kind not in (_FITTED, _BY_HAND) or density not in (_COMPACT, _ROOMY) \
                or not scale.replace(b".", b"").isdigit():
            return False
        if not self.view.horizontalHeader().restoreState(QByteArray(columns)):
            return False
        self.view.widths.summary_gave_way = False
        self.view.widths.fits = kind == _FITTED
        self.view.widths.rescale(self._tokens.scale / float(scale))
        self.view.widths.fit()
        self.set_compact(density == _COMPACT)
        return True

    def new_above(self) -> int:
        """How many cases came in above what is visible."""
        return len(self._new_above)

    def show_new(self) -> None:
        """Go to the top, where the new ones are."""
        self.view.scrollToTop()

    # Inside -------------------------------------------------------------------------------------------------

    def _section_resized(self) -> None:
        # A hand on the heading, not one that drags a panel's edge and so has the columns fitted anew.
        by_hand = self.view.horizontalHeader().viewport().underMouse() and not self.view.widths.fitting
        if by_hand and QApplication.mouseButtons() & Qt.MouseButton.LeftButton:
            self.view.widths.fits = False  # widths set by hand stay as they were set
            self.layout_changed.emit()

    def _open_index(self, index: QModelIndex) -> None:
        self.case_opened.emit(self._model.case_at(index.row()).case_id)

    def _choose_columns(self, at: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for column in Column:
            choice = menu.addAction(column_word(column))
            choice.setCheckable(True)
            gave_way = column is Column.SUMMARY and self.view.widths.summary_gave_way
            choice.setChecked(gave_way or not self.view.isColumnHidden(column))
            choice.setEnabled(column not in (Column.DEADLINE, Column.NUMBER))  # without these no row is a case
            choice.setData(column)
        menu.addSeparator()
        compact = menu.addAction(self.tr("Compact rows"))
        compact.setCheckable(True)
        compact.setChecked(self.view.delegate.compact)
        menu.triggered.connect(self._toggle_column)
        menu.popup(self.view.horizontalHeader().mapToGlobal(at))

    def _toggle_column(self, choice: QAction) -> None:
        if choice.data() is None:
            self.set_compact(choice.isChecked())
            self.layout_changed.emit()
            return
        self.view.setColumnHidden(choice.data(), not choice.isChecked())
        if choice.data() == Column.SUMMARY:
            self.view.widths.summary_gave_way = False
        self.view.widths.fit()
        self.layout_changed.emit()

    def _rows_inserted(self, _parent: QModelIndex, first: int, last: int) -> None:
        top = self.view.top_row()
        for row in range(first, last + 1):
            case_id = self._model.case_at(row).case_id
            self._known.add(case_id)
            if row < top:
                self._new_above.add(case_id)
        self._refresh_empty()
        self._place_overlays()

    def _was_reset(self) -> None:
        """The list is another one: a filter, or everything read again after the server was away. What came meanwhile
        is as new as what comes one by one."""
        fresh = {case.case_id for case in self._source.cases} - self._known
        if self._known:
            self._new_above |= fresh
        self._known |= fresh
        self._keep_new_above()
        self._told = []
        self._refresh_empty()
        self._place_overlays()

    def _scrolled(self) -> None:
        if self._new_above:
            self._keep_new_above()
            self._place_overlays()

    def _keep_new_above(self) -> None:
        top = self.view.top_row()
        rows = {case_id: self._model.row_of(case_id) for case_id in self._new_above}
        self._new_above = {case_id for case_id, row in rows.items() if row is not None and row < top}

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
