"""What may be done to a case: the likely next step first and always at the same place, its values asked in place."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from qtpy.QtCore import Qt, QTimer, Signal
from qtpy.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from qtpy.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.domain.case import Action
from app.domain.case_detail import AllowedAction, CaseDetail
from app.domain.catalogue import Subcategory
from app.domain.people import Department
from widgets.action_fields import ActionFields, is_possible
from widgets.field_form import FieldForm
from widgets.kept_words import KeptWords
from widgets.other_actions import BACKWARD, OTHER_KEY, WALK_KEY, OtherActions
from widgets.tokens import Tokens
from widgets.value_fields import ValueField
from widgets.words import action_word

NEXT_KEY = "F8"  # does the next step
# These have their own place in the inspector.
_ELSEWHERE = (Action.NOTE, Action.ATTACH, Action.REPORT, Action.ANSWER_TASK)
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
        self._kept = KeptWords()
        self._busy = False
        self._waiting_need = ""
        self._tight = False
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE)
        self._settle.timeout.connect(self._dress)
        self.setProperty("panel", True)
        self.setProperty("actions", True)
        self._form = FieldForm(tokens, self._room_for_fields)
        self.confirm = _Primary()
        self.confirm.setProperty("primary", True)
        self.confirm.clicked.connect(self.send)
        self._back = QPushButton(self.tr("Back  Esc"))
        self._back.clicked.connect(self.go_back)
        self.others = OtherActions(tokens)
        self.others.action_asked.connect(self.open_action)
        self._arrange()
        QShortcut(QKeySequence(WALK_KEY), self, activated=self.others.walk)
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
        box.addWidget(self._form)
        box.addLayout(row)
        box.addWidget(self.others)

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
        had_focus = self._form.focused_need() if same else ""
        self._rebuild(keep=False)
        if same and stood is not None and self._open is not None and stood.action is not self._open.action:
            self._settle.start()
            self._dress()
        self._form.focus(had_focus)

    def set_busy(self, busy: bool) -> None:
        """While a move is on its way its button says so and a second press does nothing."""
        if busy == self._busy:
            return
        if busy:
            # A disabled field would hand the keyboard to whatever comes next; the panel itself holds it meanwhile.
            self._waiting_need = self._form.focused_need()
            if self._waiting_need:
                self.setFocus()
        self._busy = busy
        self._dress()
        if not busy and self.hasFocus():
            self._form.focus(self._waiting_need)

    def complain(self, parameter: str, why: str, limit: int | None = None) -> bool:
        """Say beside the value what the database did not accept; False when no open value has this name."""
        return self._form.complain(parameter, why, limit)

    def has_words(self) -> bool:
        """True while something was typed for the open case and not sent."""
        self._keep()
        return self._detail is not None and self._detail.case.case_id in self._kept.cases()

    def set_tight(self, tight: bool) -> None:
        """Less height for the fields while something above them needs room."""
        self._tight = tight
        self._form.fit()

    def words_of(self, case_id: int, action: Action) -> dict[str, str]:
        """What is typed for this action of this case, by need."""
        self._keep()
        return self._kept.words_of(case_id, action)

    def cases_with_words(self) -> frozenset[int]:
        """The cases for which something was typed and not sent."""
        self._keep()
        return self._kept.cases()

    def forget_words(self, case_id: int, action: Action) -> None:
        """The words of this action were sent and answered: clear them."""
        self._kept.forget(case_id, action)
        if self._detail is not None and self._detail.case.case_id == case_id:
            self._rebuild(keep=False)

    def fields(self) -> list[ValueField]:
        """The fields of the action that is open."""
        return self._form.fields

    def open_action(self, action: Action) -> bool:
        """Ask for the values of this action; False when it is not allowed now."""
        if self._detail is None or self._busy:
            return False
        wanted = next((one for one in self._offered() if one.action is action), None)
        if wanted is None:
            return False
        self._settle.stop()
        self._keep()
        self._kept.open(self._detail.case.case_id, action)
        self._rebuild(keep=False)
        if self._form.fields:
            self._form.fields[0].setFocus()
        else:
            self.confirm.setFocus()
        return True

    def go_back(self) -> None:
        """Fold an opened action away; its words are kept."""
        if self._detail is not None and not self._busy:
            self._keep()
            self._kept.close(self._detail.case.case_id)
            self._rebuild(keep=False)

    def open_way_back(self) -> None:
        """Open what leads back: return, rework, reject or take back."""
        for one in self._offered():
            if one.action in BACKWARD and self.open_action(one.action):
                return

    def send(self) -> None:
        """Ask for the open action, once, if nothing is missing."""
        if self._busy or self._settle.isActive() or self._open is None or self._detail is None:
            return
        values = self._form.values()
        if values is None:
            return
        self.set_busy(True)
        self.move_asked.emit(self._open.action, values)

    # Inside ---------------------------------------------------------------------------------------------------

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
        self._kept.keep(self._detail.case.case_id, self._open.action, self._form.words())

    def _rebuild(self, keep: bool = True) -> None:
        focused = self._form.focused_need() if keep else ""
        if keep:
            self._keep()
        offered = self._offered()
        self._open = None
        if self._detail is not None and offered:
            wanted = self._kept.opened(self._detail.case.case_id)
            first = offered[0] if offered[0].primary else None
            self._open = next((one for one in offered if one.action is wanted), first)
        self._form.show_fields(self._make_fields())
        open_one = self._open.action if self._open is not None else None
        self.others.show_actions([one.action for one in offered if one.action is not open_one], self._room_beside())
        self._dress()
        self.setVisible(bool(offered))
        self._form.focus(focused)

    def _make_fields(self) -> list[ValueField]:
        if self._open is None or self._detail is None or self._now is None:
            return []
        made = ActionFields(self._tokens, self._detail, self._now, self._departments, self._catalogue).make(self._open)
        words = self._kept.words_of(self._detail.case.case_id, self._open.action)
        for field in made:
            field.restore(words.get(field.need, ""))
            field.sent.connect(self.send)
        return made

    def _room_for_fields(self) -> int:
        """A share of the screen; then the fields scroll and the buttons stay."""
        if self._tight:
            return self._tokens.px(_TIGHT)
        inspector = self.parentWidget()
        return max(self._tokens.px(160), (inspector.height() if inspector is not None else 0) // 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._form.fit()
        self.others.place(self._room_beside())

    def _room_beside(self) -> int:
        return self.width() - 2 * self._tokens.px(_SIDE)

    def _dress(self) -> None:
        """Words and enabled state of the buttons."""
        if self._open is not None:
            word = action_word(self._open.action)
            self.confirm.setText(self.tr("{action}: sending…").format(action=word) if self._busy
                                 else f"{word}  {NEXT_KEY}")
            self.confirm.setAccessibleName(word)
        self.confirm.setVisible(self._open is not None)
        self.confirm.setEnabled(not self._busy and not self._settle.isActive())
        self.others.setEnabled(not self._busy)
        for field in self._form.fields:
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
