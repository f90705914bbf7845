"""What may be done to a case: the likely next step first and always at the same place, its values asked in place."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from qtpy.QtCore import QEvent, QObject, Qt, QTimer, Signal
from qtpy.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from qtpy.QtWidgets import (
    QApplication,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.domain.case import Action, AllowedAction, CaseDetail
from app.domain.catalogue import Subcategory
from app.domain.people import Department
from widgets.action_fields import ActionFields, is_possible
from widgets.button_walk import ButtonWalk
from widgets.layouts import empty_layout
from widgets.tokens import Tokens
from widgets.value_fields import ValueField
from widgets.words import action_word

NEXT_KEY, OTHER_KEY = "F8", "F9"     # F8 does the next step, F9 opens the way back (return, rework, reject)
WALK_KEY = "F3"                      # puts the keyboard on the other actions: arrows, Enter
_BACKWARD = (Action.RETURN, Action.REWORK, Action.REJECT, Action.TAKE_BACK)
# These have their own place in the inspector.
_ELSEWHERE = (Action.NOTE, Action.ATTACH, Action.REPORT, Action.ANSWER_TASK)
_PER_ROW = 4  # other actions beside one another, where there is room
_SIDE = 12    # px at 96 dpi left and right of everything
_TIGHT = 140  # px at 96 dpi for the fields while something above them needs room
_SETTLE = 400  # ms in which the button of a step that just came up does nothing: a second press meant the step before


class ActionPanel(QFrame):
    """The buttons and the values of the one action that is open; words are kept per case until they are sent.

    Signals:
        move_asked(object, object): the ``Action`` and its values by the name of the SQL parameter. Emitted once; the
            panel stays busy until ``set_busy(False)`` or another case is shown.
    """

    move_asked = Signal(object, object)

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._departments: tuple[Department, ...] = ()
        self._catalogue: tuple[Subcategory, ...] = ()
        self._detail: CaseDetail | None = None
        self._now: datetime | None = None
        self._open: AllowedAction | None = None
        self._fields: list[ValueField] = []
        self._drafts: dict[int, dict[Action, dict[str, str]]] = {}
        self._opened: dict[int, Action] = {}
        self._busy = False
        self._waiting_need = ""
        self._tight = False
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE)
        self._settle.timeout.connect(self._dress)
        self.setProperty("panel", True)
        self.setProperty("actions", True)
        self._form = QWidget()
        self._form.setProperty("plain", True)
        self._form_box = QVBoxLayout(self._form)
        self._form_box.setContentsMargins(0, 0, 0, 0)
        self._form_box.setSpacing(tokens.px(6))
        self._form.installEventFilter(self)
        self._room = QScrollArea()
        self._room.setWidgetResizable(True)
        self._room.setFrameShape(QFrame.Shape.NoFrame)
        self._room.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._room.setWidget(self._form)
        self.confirm = _Primary()
        self.confirm.setProperty("primary", True)
        self.confirm.clicked.connect(self.send)
        self._back = QPushButton(self.tr("Back  Esc"))
        self._back.clicked.connect(self.go_back)
        self._others = QWidget()
        self._others.setProperty("plain", True)
        self._others.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)  # the panel's width decides
        self._other_buttons: list[QPushButton] = []
        self._other_grid = QGridLayout(self._others)
        self._other_grid.setContentsMargins(0, 0, 0, 0)
        self._other_grid.setSpacing(tokens.px(6))
        self._per_row = 1
        self._walk = ButtonWalk(lambda: self._per_row, self)
        self._arrange()
        QShortcut(QKeySequence(WALK_KEY), self, activated=self._walk.begin)
        QShortcut(QKeySequence(NEXT_KEY), self, activated=self.send).setAutoRepeat(False)
        QShortcut(QKeySequence(OTHER_KEY), self, activated=self.open_way_back)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self, activated=self.go_back)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.hide()

    def _arrange(self) -> None:
        px = self._tokens.px
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.addWidget(self.confirm, 1)
        row.addWidget(self._back)
        box = QVBoxLayout(self)
        box.setContentsMargins(px(_SIDE), px(8), px(_SIDE), px(12))
        box.setSpacing(px(8))
        box.addWidget(self._room)
        box.addLayout(row)
        box.addWidget(self._others)

    # For the inspector ----------------------------------------------------------------------------------------

    def set_departments(self, departments: Iterable[Department]) -> None:
        """Who may be dispatched to."""
        self._departments = tuple(departments)
        self._rebuild()

    def set_catalogue(self, catalogue: Iterable[Subcategory]) -> None:
        """The classes with their filing conditions."""
        self._catalogue = tuple(catalogue)
        self._rebuild()

    def show_case(self, detail: CaseDetail | None, now: datetime) -> None:
        """The moves that this person may make on this case now; words of the case that leaves are kept.

        A panel that waits for the answer about this very case goes on waiting; see ``set_busy``.
        """
        self._keep()
        before, stood = self._detail, self._open
        same = before is not None and detail is not None and before.case.case_id == detail.case.case_id
        if same and before == detail:
            return
        self._detail, self._now = detail, now
        self._settle.stop()
        if not same:
            self._busy = False
        had_focus = self._focused_need() if same else ""
        self._rebuild(keep=False)
        if same and stood is not None and self._open is not None and stood.action is not self._open.action:
            self._settle.start()
            self._dress()
        self._focus(had_focus)

    def set_busy(self, busy: bool) -> None:
        """While a move is on its way its button says so and a second press does nothing."""
        if busy == self._busy:
            return
        if busy:
            # A disabled field would hand the keyboard to whatever comes next; the panel itself holds it meanwhile.
            self._waiting_need = self._focused_need()
            if self._waiting_need:
                self.setFocus()
        self._busy = busy
        self._dress()
        if not busy and self.hasFocus():
            self._focus(self._waiting_need)

    def complain(self, parameter: str, why: str, limit: int | None = None) -> bool:
        """Say beside the value what the database did not accept; False when no open value has this name."""
        for field in self._fields:
            if parameter in (field.parameter, field.need):
                field.complain(why, limit)
                return True
        return False

    def has_words(self) -> bool:
        """True while something was typed for the open case and not sent."""
        self._keep()
        return self._detail is not None and bool(self._drafts.get(self._detail.case.case_id))

    def set_tight(self, tight: bool) -> None:
        """Less height for the fields while something above them needs room."""
        self._tight = tight
        self._fit_room()

    def words_of(self, case_id: int, action: Action) -> dict[str, str]:
        """What is typed for this action of this case, by need."""
        self._keep()
        return dict(self._drafts.get(case_id, {}).get(action, {}))

    def cases_with_words(self) -> frozenset[int]:
        """The cases for which something was typed and not sent."""
        self._keep()
        return frozenset(self._drafts)

    def forget_words(self, case_id: int, action: Action) -> None:
        """The words of this action were sent and answered: clear them."""
        self._drafts.get(case_id, {}).pop(action, None)
        if self._opened.get(case_id) is action:
            self._opened.pop(case_id)
        if self._detail is not None and self._detail.case.case_id == case_id:
            self._rebuild(keep=False)

    def fields(self) -> list[ValueField]:
        """The fields of the action that is open."""
        return self._fields

    def open_action(self, action: Action) -> bool:
        """Ask for the values of this action; False when it is not allowed now."""
        if self._detail is None or self._busy:
            return False
        wanted = next((one for one in self._offered() if one.action is action), None)
        if wanted is None:
            return False
        self._settle.stop()
        self._keep()
        self._opened[self._detail.case.case_id] = action
        self._rebuild(keep=False)
        if self._fields:
            self._fields[0].setFocus()
        else:
            self.confirm.setFocus()
        return True

    def go_back(self) -> None:
        """Fold an opened action away; its words are kept."""
        if self._detail is not None and not self._busy:
            self._keep()
            self._opened.pop(self._detail.case.case_id, None)
            self._rebuild(keep=False)

    def open_way_back(self) -> None:
        """Open what leads back: return, rework, reject or take back."""
        for one in self._offered():
            if one.action in _BACKWARD and self.open_action(one.action):
                return

    def send(self) -> None:
        """Ask for the open action, once, if nothing is missing."""
        if self._busy or self._settle.isActive() or self._open is None or self._detail is None:
            return
        values: dict[str, Any] = {}
        for field in self._fields:
            value = field.value()
            if value is None and not field.optional:
                field.complain("empty")
                return
            field.complain("")
            if value is not None:
                values[field.parameter] = value
        self.set_busy(True)
        self.move_asked.emit(self._open.action, values)

    # Inside ---------------------------------------------------------------------------------------------------

    def _focused_need(self) -> str:
        """The need whose field holds the keyboard, '' when none does."""
        focused = QApplication.focusWidget()
        return next((field.need for field in self._fields
                     if focused is not None and (field is focused or field.isAncestorOf(focused))), "")

    def _focus(self, need: str) -> None:
        """Give the keyboard back to the field that was made anew under the hand."""
        for field in self._fields:
            if need and field.need == need:
                field.setFocus()

    def _offered(self) -> list[AllowedAction]:
        if self._detail is None:
            return []
        return sorted((one for one in self._detail.allowed
                       if one.action not in _ELSEWHERE and is_possible(one.action, self._detail)),
                      key=lambda one: not one.primary)

    def _keep(self) -> None:
        """Note the words that stand in the open fields."""
        if self._detail is None or self._open is None:
            return
        words = {field.need: field.draft() for field in self._fields if field.draft()}
        of_case = self._drafts.setdefault(self._detail.case.case_id, {})
        if words:
            of_case[self._open.action] = words
        else:
            of_case.pop(self._open.action, None)
        if not of_case:
            self._drafts.pop(self._detail.case.case_id)

    def _rebuild(self, keep: bool = True) -> None:
        focused = self._focused_need() if keep else ""
        if keep:
            self._keep()
        offered = self._offered()
        self._open = None
        if self._detail is not None and offered:
            wanted = self._opened.get(self._detail.case.case_id)
            first = offered[0] if offered[0].primary else None
            self._open = next((one for one in offered if one.action is wanted), first)
        self._fields = self._make_fields()
        self._fill_form()
        self._fill_others(offered)
        self._dress()
        self.setVisible(bool(offered))
        self._focus(focused)

    def _make_fields(self) -> list[ValueField]:
        if self._open is None or self._detail is None or self._now is None:
            return []
        made = ActionFields(self._tokens, self._detail, self._now, self._departments, self._catalogue).make(self._open)
        words = self._drafts.get(self._detail.case.case_id, {}).get(self._open.action, {})
        for field in made:
            field.restore(words.get(field.need, ""))
            field.sent.connect(self.send)
        return made

    def _fill_form(self) -> None:
        empty_layout(self._form_box)
        for field in self._fields:
            self._form_box.addWidget(field)
            field.show()  # at once, not at the next turn of the event loop
        self._room.setVisible(bool(self._fields))
        self._fit_room()

    def _fit_room(self) -> None:
        """As high as the fields need, up to a share of the screen; then they scroll and the buttons stay."""
        inspector = self.parentWidget()
        most = max(self._tokens.px(160), (inspector.height() if inspector is not None else 0) // 2)
        if self._tight:
            most = self._tokens.px(_TIGHT)
        self._room.setFixedHeight(min(self._form.sizeHint().height(), most))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The form says when its fields need another height."""
        if watched is self._form and event.type() == QEvent.Type.LayoutRequest:
            self._fit_room()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_room()
        self._place_others()

    def _fill_others(self, offered: list[AllowedAction]) -> None:
        empty_layout(self._other_grid)
        shown_key = False
        others = [one for one in offered if self._open is None or one.action is not self._open.action]
        self._other_buttons = []
        for one in others:
            key = f"  {OTHER_KEY}" if one.action in _BACKWARD and not shown_key else ""
            shown_key = shown_key or bool(key)
            if not self._other_buttons and not key and len(others) > 1:
                key = f"  {WALK_KEY}"
            button = QPushButton(action_word(one.action) + key)
            button.setAccessibleName(action_word(one.action))
            button.clicked.connect(lambda _checked=False, action=one.action: self.open_action(action))
            button.setProperty("small", True)
            self._other_buttons.append(button)
        self._place_others()
        for button in self._other_buttons:
            button.show()
        self._walk.set_buttons(self._other_buttons)
        self._others.setVisible(bool(others))

    def _place_others(self) -> None:
        """As many buttons to a row as have room for their words; English ones are longer."""
        gap = self._other_grid.horizontalSpacing()
        for button in self._other_buttons:
            button.ensurePolished()
        widest = max((button.sizeHint().width() for button in self._other_buttons), default=0)
        room = self.width() - 2 * self._tokens.px(_SIDE)
        per_row = max(1, min(_PER_ROW, (room + gap) // (widest + gap)))
        self._per_row = per_row
        for at, button in enumerate(self._other_buttons):
            self._other_grid.addWidget(button, at // per_row, at % per_row)

    def _dress(self) -> None:
        """Words and enabled state of the buttons."""
        if self._open is not None:
            word = action_word(self._open.action)
            self.confirm.setText(self.tr("{action}: sending…").format(action=word) if self._busy
                                 else f"{word}  {NEXT_KEY}")
            self.confirm.setAccessibleName(word)
        self.confirm.setVisible(self._open is not None)
        self.confirm.setEnabled(not self._busy and not self._settle.isActive())
        self._others.setEnabled(not self._busy)
        for field in self._fields:
            field.setEnabled(not self._busy)
        self._back.setVisible(self._open is not None and not self._open.primary)
        self._back.setEnabled(not self._busy)


class _Primary(QPushButton):
    """Enter presses it like Space, once: an Enter that is held means the step before. Signals: none of its own."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self.click()
            return
        super().keyPressEvent(event)
