"""What may be done to all chosen cases, its values asked in place, how far it is, and what came of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime

from qtpy.QtCore import Qt, Signal
from qtpy.QtGui import QKeySequence, QShortcut
from qtpy.QtWidgets import (
    QApplication,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.domain.batch import BatchAction, BatchResult
from app.domain.case import Action, Case
from app.domain.people import Department
from widgets.action_panel import NEXT_KEY
from widgets.batch_results import BatchResults
from widgets.department_field import DepartmentField
from widgets.layouts import empty_layout
from widgets.progress_line import ProgressLine
from widgets.tokens import Tokens
from widgets.value_fields import TextField, UntilField, ValueField, collected, typed_words
from widgets.words import action_word, state_word

_WITH_REMARK = (Action.DISPATCH, Action.ACCEPT, Action.RESUME)
_PER_ROW = 3


class BatchPanel(QFrame):
    """Stands where the inspector stands while several cases are chosen.

    Signals:
        asked(object, object): ``Action`` and its values for all chosen cases.
        cancel_asked(): ask for no more of them.
        case_asked(int): show this case.
        left(): the keyboard goes back to the board.
    """

    asked = Signal(object, object)
    cancel_asked = Signal()
    case_asked = Signal(int)
    left = Signal()

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._departments: tuple[Department, ...] = ()
        self._now: datetime | None = None
        self._cases: dict[int, Case] = {}
        self._offered: list[BatchAction] = []
        self._open: BatchAction | None = None
        self._fields: list[ValueField] = []
        self._drafts: dict[Action, dict[str, str]] = {}
        self._busy = False
        self.setProperty("panel", True)
        self.setMinimumWidth(tokens.px(300))
        self.setAccessibleName(self.tr("Chosen cases"))
        self.title, self.states, self.told = QLabel(), QLabel(), QLabel()
        self.title.setProperty("role", "section")
        self.states.setProperty("role", "quiet")
        for label in (self.states, self.told):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.buttons, self.form = QWidget(), QWidget()
        for part in (self.buttons, self.form):
            part.setProperty("plain", True)
        self._grid, self._form_box = QGridLayout(self.buttons), QVBoxLayout(self.form)
        self.confirm, self.back = QPushButton(), QPushButton(self.tr("Back  Esc"))
        self.confirm.setProperty("primary", True)
        self.progress = ProgressLine(tokens)
        self.results = BatchResults()
        self._arrange()
        self.confirm.clicked.connect(self.send)
        self.back.clicked.connect(self.go_back)
        self.progress.cancel_asked.connect(self.cancel_asked)
        self.results.case_asked.connect(self.case_asked)
        QShortcut(QKeySequence(NEXT_KEY), self, activated=self.next_step).setAutoRepeat(False)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self, activated=self.go_back)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._rebuild()

    def _arrange(self) -> None:
        px = self._tokens.px
        for layout in (self._grid, self._form_box):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(px(6))
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.addWidget(self.confirm, 1)
        row.addWidget(self.back)
        box = QVBoxLayout(self)
        box.setContentsMargins(px(12), px(10), px(12), px(12))
        box.setSpacing(px(8))
        for part in (self.title, self.states, self.buttons, self.form):
            box.addWidget(part)
        box.addLayout(row)
        box.addWidget(self.progress)
        box.addWidget(self.told)
        box.addWidget(self.results, 1)
        box.addStretch(0)

    # For the page -----------------------------------------------------------------------------------------------

    def set_departments(self, departments: Iterable[Department]) -> None:
        """Who may be dispatched to."""
        self._departments = tuple(departments)
        self._rebuild()

    def set_now(self, now: datetime) -> None:
        """The server's time."""
        self._now = now

    def show_choice(self, cases: Sequence[Case]) -> None:
        """These are chosen; what may be done to all of them follows by ``show_offer``."""
        same = self._cases.keys() == {case.case_id for case in cases}
        self._cases = {case.case_id: case for case in cases}
        self.title.setText(self.tr("{n} cases chosen").format(n=len(cases)))
        counted = Counter(case.state for case in cases)
        self.states.setText(" · ".join(f"{state_word(state)} {count}" for state, count in counted.most_common()))
        if not same and not self._busy:
            self.told.clear()
            self.results.clear()
            self.results.hide()

    def show_offer(self, offered: list[BatchAction]) -> None:
        """What may be done to every one of them."""
        if offered != self._offered:
            self._offered = offered
            self._rebuild()
        if not offered and not self._busy and not self.results.count():
            self.told.setText(self.tr("Nothing can be done to all of these at once. Choose cases in the same state."))

    def set_busy(self, busy: bool, words: str = "", total: int = 0) -> None:
        """A batch is under way; a second press does nothing."""
        self._busy = busy
        focused = QApplication.focusWidget()
        if busy and focused is not None and self.isAncestorOf(focused):
            self.setFocus()  # a disabled field would hand the keyboard to whatever comes next
        if busy:
            self.told.clear()
            self.results.clear()
            self.progress.begin(words, total)
        else:
            self.progress.finish()
        self._dress()

    def show_progress(self, done: int) -> None:
        """So many have their answer."""
        self.progress.advance(done)

    def show_result(self, result: BatchResult, numbers: dict[int, str]) -> None:
        """What came of it: how many, and each that was refused with its reason. ``numbers`` by case id."""
        done, refused = len(result.done), result.refused
        words = [self.tr("{action}: {n} done").format(action=action_word(result.batch.action), n=done)]
        if refused:
            words.append(self.tr("{n} refused, as they stood").format(n=len(refused)))
        if result.not_asked:
            words.append(self.tr("{n} not asked").format(n=len(result.not_asked)))
        self.told.setText(" · ".join(words))
        self.results.show_result(result, numbers, self._now)
        if not refused and not result.not_asked:
            self._drafts.pop(result.batch.action, None)
            self._open = None
        self._rebuild(keep=False)
        if self.hasFocus():
            self.left.emit()

    def say(self, words: str) -> None:
        """A sentence about the batch as a whole."""
        self.told.setText(words)

    def open_action(self, action: Action) -> None:
        """Ask for the values of this action."""
        if self._busy:
            return
        self._keep()
        self._open = next((one for one in self._offered if one.action is action), None)
        self._rebuild(keep=False)
        if self._fields:
            self._fields[0].setFocus()
        else:
            self.confirm.setFocus()

    def next_step(self) -> None:
        """F8: open the likely action, or do the open one."""
        if self._open is not None:
            self.send()
        elif self._offered:
            self.open_action(self._offered[0].action)

    def go_back(self) -> None:
        """Fold the open action, its words are kept; folded already, the keyboard goes back to the board."""
        if self._open is None or self._busy:
            self.left.emit()
            return
        self._keep()
        self._open = None
        self._rebuild(keep=False)
        self.buttons.setFocus()

    def send(self) -> None:
        """Ask for the open action, once, if nothing is missing."""
        if self._busy or self._open is None:
            return
        values = collected(self._fields)
        if values is None:
            return
        self._keep()
        self.asked.emit(self._open.action, values)

    def has_words(self) -> bool:
        """True while something is typed and not sent."""
        self._keep()
        return any(self._drafts.values())

    # Inside -----------------------------------------------------------------------------------------------------

    def _keep(self) -> None:
        if self._open is not None:
            self._drafts[self._open.action] = typed_words(self._fields)

    def _rebuild(self, keep: bool = True) -> None:
        if keep:
            self._keep()
        if self._open is not None:
            self._open = next((one for one in self._offered if one.action is self._open.action), None)
        empty_layout(self._grid)
        for place, one in enumerate(self._offered):
            button = QPushButton(action_word(one.action))
            button.setCheckable(True)
            button.setChecked(self._open is not None and self._open.action is one.action)
            button.clicked.connect(lambda _checked=False, action=one.action: self.open_action(action))
            self._grid.addWidget(button, place // _PER_ROW, place % _PER_ROW)
        empty_layout(self._form_box)
        self._fields = self._make_fields()
        for field in self._fields:
            field.sent.connect(self.send)
            self._form_box.addWidget(field)
        self.form.setVisible(bool(self._fields))
        self._dress()

    def _make_fields(self) -> list[ValueField]:
        if self._open is None or self._now is None:
            return []
        fields = [self._field(need) for need in self._open.needs]
        if self._open.action in _WITH_REMARK:
            fields.append(TextField(self._tokens, "remark", optional=True))
        elif self._open.action is Action.TAKE_BACK:
            fields.append(TextField(self._tokens, "reason", optional=True))
        words = self._drafts.get(self._open.action, {})
        for field in fields:
            if words.get(field.need):
                field.restore(words[field.need])
        return fields

    def _field(self, need: str) -> ValueField:
        if need == "department":
            return DepartmentField(self._tokens, self._departments)
        if need == "until":
            assert self._now is not None
            return UntilField(self._tokens, self._now)
        return TextField(self._tokens, need)

    def _dress(self) -> None:
        opened = self._open is not None
        self.confirm.setVisible(opened)
        self.back.setVisible(opened)
        if self._open is not None:
            self.confirm.setText(self.tr("{action} {n} cases  {key}").format(
                action=action_word(self._open.action), n=len(self._cases), key=NEXT_KEY))
        for part in (self.confirm, self.back, self.buttons, self.form):
            part.setEnabled(not self._busy)
