"""The board as columns, one for each stage: arrows within and between them, the same choice as in the table."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from qtpy.QtCore import QSize, Qt, Signal
from qtpy.QtGui import QAccessible, QAccessibleEvent, QFocusEvent, QKeyEvent, QKeySequence
from qtpy.QtWidgets import QHBoxLayout, QWidget

from app.domain.case import Stage
from widgets.case_card import CaseCard
from widgets.case_choice import CaseChoice
from widgets.case_filter_model import CaseFilterModel
from widgets.case_table_model import CaseTableModel, Column
from widgets.stage_column import StageColumn
from widgets.stage_list import BOARD_STAGES
from widgets.stage_lists import StageLists
from widgets.tokens import Tokens

_UP_AND_DOWN = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_ASIDE = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class StageColumns(QWidget):
    """What ``CaseTable`` is in rows, in columns.

    Signals:
        case_selected(object): the case that became current by hand or key; None when it left the list.
        case_opened(object): double click or Enter. case_peeked(object): Space.
    """

    case_selected = Signal(object)
    case_opened = Signal(object)
    case_peeked = Signal(object)

    def __init__(self, tokens: Tokens, model: CaseFilterModel, choice: CaseChoice,
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        source = model.sourceModel()
        assert isinstance(source, CaseTableModel)
        self._tokens, self._source, self.choice = tokens, source, choice
        self.lists = StageLists(model, self)
        card = CaseCard(tokens, source)
        self.columns = {stage: StageColumn(tokens, stage, self.lists, card, choice, self) for stage in BOARD_STAGES}
        self._current: int | None = None
        self._where: tuple[Stage, int] | None = None  # of the current case, kept when it leaves
        self._told: list[list[tuple[int, str]]] = []
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Cases by stage"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.px(2))
        for column in self.columns.values():
            row.addWidget(column, 1)
            column.pressed.connect(self._pressed)
            column.opened.connect(self._open)
        self.lists.changing.connect(self._hold)
        self.lists.changed.connect(self._release)
        self.lists.repainted.connect(self._repaint)
        self.lists.arrived.connect(self._arrived)
        self.lists.left.connect(self._left)
        choice.changed.connect(self.repaint_cards)

    # For the page -----------------------------------------------------------------------------------------------

    def set_active(self, active: bool) -> None:
        """Keep the columns in step (they are shown), or do not (the table is)."""
        self.lists.set_active(active)

    def show_stages(self, stages: Iterable[Stage]) -> None:
        """Only these columns, each with more room."""
        wanted = set(stages)
        for stage, column in self.columns.items():
            column.setVisible(stage in wanted)

    def set_now(self, _now: datetime) -> None:
        """The server's time, which the model knows already: repaint what tells it anew."""
        told = [column.told() for column in self.columns.values()] if self.isVisible() else []
        if told != self._told:
            self._told = told
            self.repaint_cards()

    def set_stale(self, stale: bool) -> None:
        """Grey the cards while there is no connection; they stay readable."""
        for column in self.columns.values():
            column.stale = stale
        self.repaint_cards()

    def set_empty_text(self, text: str) -> None:
        """What stands in a column without cards."""
        for column in self.columns.values():
            column.empty_text = text
        self.repaint_cards()

    def select_case(self, case_id: int) -> bool:
        """Make this case current and visible; False when it is not in the list. Emits nothing."""
        found = self.lists.place_of(case_id)
        self._set_current(None if found is None else case_id)
        if found is not None:
            self.columns[found[0]].show_place(found[1])
        return found is not None

    def selected_case_id(self) -> int | None:
        """The current case; None while it is not in the list (a filter may bring it back)."""
        return self._current if self._current is not None and self.lists.place_of(self._current) else None

    def repaint_cards(self) -> None:
        """Paint all columns again."""
        for column in self.columns.values():
            column.update()

    def minimumSizeHint(self) -> QSize:
        return QSize(self._tokens.px(480), self._tokens.px(240))

    # Keeping in step ----------------------------------------------------------------------------------------------

    def _of(self, stage: Stage | None) -> Iterable[StageColumn]:
        return self.columns.values() if stage is None else (self.columns[stage],)

    def _hold(self, stage: Stage | None) -> None:
        for column in self._of(stage):
            column.hold()

    def _release(self, stage: Stage | None) -> None:
        for column in self._of(stage):
            column.release()
        if self._current is not None:
            found = self.lists.place_of(self._current)
            self._where = found or self._where

    def _left(self, case_id: int) -> None:
        if case_id == self._current:  # another one would be moved by the next key, and nobody chose that one
            self._set_current(None)
            self.case_selected.emit(None)

    def _repaint(self, stage: Stage) -> None:
        self.columns[stage].update()

    def _arrived(self, stage: Stage, case_id: int) -> None:
        self.columns[stage].arrived(case_id)

    # The hand -----------------------------------------------------------------------------------------------------

    def _set_current(self, case_id: int | None) -> None:
        self._current = case_id
        if case_id is not None:
            self._where = self.lists.place_of(case_id)
        for column in self.columns.values():
            column.current = case_id
        self.repaint_cards()

    def _go(self, stage: Stage, place: int, *, stretch: bool = False) -> None:
        case = self.lists.case_at(stage, place)
        if stretch:
            self._stretch(stage, place)
        else:
            self.choice.pick(case.case_id)
        changed = case.case_id != self._current
        self._set_current(case.case_id)
        self.columns[stage].show_place(place)
        if changed:
            self.setAccessibleDescription(" · ".join(filter(None, (
                case.case_number, case.subcategory, case.place, self._source.words(case, Column.DEADLINE)))))
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))
            self.case_selected.emit(case.case_id)

    def _stretch(self, stage: Stage, place: int) -> None:
        """Shift stretches within a column; from another column it begins here."""
        if self.choice.anchor is None:
            self.choice.pick(self._current)
        anchor = self.lists.place_of(self.choice.anchor) if self.choice.anchor is not None else None
        start = anchor[1] if anchor is not None and anchor[0] is stage else place
        first, last = sorted((start, place))
        self.choice.stretch(self.lists.ids(stage, first, last))

    def _pressed(self, case_id: int, modifiers: Qt.KeyboardModifier) -> None:
        self.setFocus()
        found = self.lists.place_of(case_id)
        if found is None:
            return
        if modifiers & Qt.KeyboardModifier.ControlModifier:
            self.choice.toggle(case_id, self._current)
            self._set_current(case_id)
            self.case_selected.emit(case_id)
        else:
            self._go(*found, stretch=bool(modifiers & Qt.KeyboardModifier.ShiftModifier))

    def _open(self, case_id: int) -> None:
        self.case_opened.emit(case_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        stretch = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.matches(QKeySequence.StandardKey.SelectAll):
            shown = [stage for stage in BOARD_STAGES if not self.columns[stage].isHidden()]
            self.choice.everything(case_id for stage in shown
                                   for case_id in self.lists.ids(stage, 0, self.lists.count(stage) - 1))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.selected_case_id() is not None:
            self.case_opened.emit(self._current)
        elif key == Qt.Key.Key_Space and self.selected_case_id() is not None:
            self.case_peeked.emit(self._current)
        elif key in _ASIDE:
            self._aside(_ASIDE[key])
        elif key in _UP_AND_DOWN or key in (Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self._along(key, stretch)
        else:
            super().keyPressEvent(event)

    def _along(self, key: Qt.Key, stretch: bool) -> None:
        """Within the column of the current case, or of where it was."""
        stage, place = self._where or (next(iter(self._filled()), Stage.TO_REGISTER), -1)
        count = self.lists.count(stage)
        if not count:
            self._aside(1)
            return
        page = self.columns[stage].cards_in_sight()
        steps = {Qt.Key.Key_Home: -count, Qt.Key.Key_End: count, Qt.Key.Key_PageUp: -page, Qt.Key.Key_PageDown: page}
        gone = self.selected_case_id() is None and place >= 0  # the gap that it left: its neighbour moved up into it
        by = 0 if gone and key in _UP_AND_DOWN else _UP_AND_DOWN.get(key) or steps.get(key, 0)
        self._go(stage, max(0, min(count - 1, place + by)), stretch=stretch)

    def _aside(self, by: int) -> None:
        """Into the next column that holds a card, at the same height."""
        filled = self._filled()
        if not filled:
            return
        stage, place = self._where or (filled[0], 0)
        order = [one for one in BOARD_STAGES if one in filled or one is stage]
        target = order[max(0, min(len(order) - 1, order.index(stage) + by))]
        if target is stage and not self.lists.count(stage):
            return
        height = place - self.columns[stage].first_place()
        wanted = place if target is stage else max(0, height) + self.columns[target].first_place()
        self._go(target, max(0, min(self.lists.count(target) - 1, wanted)))

    def _filled(self) -> list[Stage]:
        return [stage for stage in BOARD_STAGES if self.lists.count(stage) and not self.columns[stage].isHidden()]

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._show_focus(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._show_focus(False)

    def _show_focus(self, focused: bool) -> None:
        for column in self.columns.values():
            column.focused = focused
        self.repaint_cards()
