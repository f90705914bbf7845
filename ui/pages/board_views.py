"""The middle of the board: the same cases as a table or as columns by stage, with one choice and one current case."""

from __future__ import annotations

from datetime import datetime

from qtpy.QtCore import QByteArray, Qt, Signal, Slot
from qtpy.QtGui import QKeySequence, QShortcut
from qtpy.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from widgets.case_choice import CaseChoice
from widgets.case_filter_model import CaseFilter, CaseFilterModel
from widgets.case_table import CaseTable
from widgets.elided_label import ElidedLabel
from widgets.stage_columns import StageColumns
from widgets.stage_list import BOARD_STAGES
from widgets.tokens import Tokens

TABLE, COLUMNS = "table", "columns"


class BoardViews(QWidget):
    """Table and columns of one model, one of them shown.

    Signals:
        case_selected(object), case_opened(object), case_peeked(object): of the shown view; see ``CaseTable``.
        views_asked(): the list of saved views is wanted.
        view_changed(): table or columns were chosen by hand.
    """

    case_selected = Signal(object)
    case_opened = Signal(object)
    case_peeked = Signal(object)
    views_asked = Signal()
    view_changed = Signal()

    def __init__(self, tokens: Tokens, model: CaseFilterModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.choice = CaseChoice(self)
        self.table = CaseTable(tokens, model, choice=self.choice)
        self.columns = StageColumns(tokens, model, self.choice)
        self._stack = QStackedWidget()
        self._buttons = QButtonGroup(self)
        self.told = ElidedLabel(tokens)
        self.told.setProperty("role", "quiet")
        bar = QHBoxLayout()
        bar.setContentsMargins(tokens.px(4), tokens.px(4), tokens.px(8), tokens.px(4))
        bar.setSpacing(tokens.px(6))
        for key, view, words, keys in ((TABLE, self.table, self.tr("Table"), "Ctrl+1"),
                                       (COLUMNS, self.columns, self.tr("Columns"), "Ctrl+2")):
            self._stack.addWidget(view)
            button = QPushButton(words)
            button.setCheckable(True)
            button.setToolTip(keys)
            button.setProperty("view", key)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._buttons.addButton(button)
            bar.addWidget(button)
            view.case_selected.connect(self.case_selected)
            view.case_opened.connect(self.case_opened)
            view.case_peeked.connect(self.case_peeked)
            QShortcut(QKeySequence(keys), self).activated.connect(button.click)
        self._buttons.buttonClicked.connect(self._choose)
        self.views_button = QPushButton(self.tr("Views  Alt+V"))
        self.views_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.views_button.clicked.connect(self.views_asked)
        QShortcut(QKeySequence("Alt+V"), self).activated.connect(self.views_asked)
        bar.addWidget(self.views_button)
        bar.addWidget(self.told, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(bar)
        box.addWidget(self._stack, 1)
        self.show_view(TABLE)
        self.choice.changed.connect(self._tell_choice)
        self.choice.limited.connect(self._tell_limit)

    @property
    def view(self) -> str:
        """``table`` or ``columns``."""
        return COLUMNS if self._stack.currentWidget() is self.columns else TABLE

    def show_view(self, view: str) -> None:
        """Show the table or the columns; the current case stays current."""
        shown, other = (self.columns, self.table) if view == COLUMNS else (self.table, self.columns)
        case_id = other.selected_case_id() if self._stack.currentWidget() is other else shown.selected_case_id()
        had_focus = other.hasFocus() or self.table.view.hasFocus()
        self.columns.set_active(shown is self.columns)
        self._stack.setCurrentWidget(shown)
        self.setFocusProxy(shown)
        for button in self._buttons.buttons():
            button.setChecked(button.property("view") == self.view)
        if case_id is not None:
            shown.select_case(case_id)
        if had_focus:
            shown.setFocus()

    def select_case(self, case_id: int) -> bool:
        """Make this case current in the shown view; False when it is not in the list."""
        shown = self.columns if self.view == COLUMNS else self.table
        self.choice.pick(case_id)
        return shown.select_case(case_id)

    def set_now(self, now: datetime) -> None:
        """The server's time."""
        self.table.set_now(now)
        self.columns.set_now(now)

    def set_stale(self, stale: bool) -> None:
        """Grey what is shown while there is no connection."""
        self.table.set_stale(stale)
        self.columns.set_stale(stale)

    def set_empty_text(self, words: str) -> None:
        """What stands where no case does."""
        self.table.set_empty_text(words)
        self.columns.set_empty_text(words)

    def show_filter(self, wanted: CaseFilter) -> None:
        """A chosen stage has the whole width."""
        self.columns.show_stages(BOARD_STAGES if wanted.stage is None else (wanted.stage,))

    def repaint_rows(self) -> None:
        """Something beside the cases changed: who looks at them."""
        self.table.view.viewport().update()
        self.columns.repaint_cards()

    def save_view(self) -> bytes:
        """Which of the two is shown, for ``restore_view``."""
        return self.view.encode()

    def restore_view(self, state: bytes) -> None:
        """Take back what ``save_view`` gave."""
        self.show_view(QByteArray(state).data().decode("ascii", "replace"))

    @Slot(object)
    def _choose(self, button: QPushButton) -> None:
        self.show_view(str(button.property("view")))
        self.setFocus()
        self.view_changed.emit()

    @Slot()
    def _tell_choice(self) -> None:
        self.told.setText(self.tr("{n} chosen").format(n=len(self.choice)) if self.choice.many else "")

    @Slot(int)
    def _tell_limit(self, asked: int) -> None:
        self.told.setText(self.tr("{n} chosen, the first of {all}: more do not go in one batch").format(
            n=len(self.choice), all=asked))
