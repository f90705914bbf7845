"""The moves beside the likely one: small buttons in rows, each with its key where it has one."""

from __future__ import annotations

from collections.abc import Sequence

from qtpy.QtCore import Signal
from qtpy.QtWidgets import QGridLayout, QPushButton, QSizePolicy, QWidget

from app.domain.case import Action
from widgets.button_walk import ButtonWalk
from widgets.layouts import empty_layout
from widgets.tokens import Tokens
from widgets.words import action_word

OTHER_KEY = "F9"  # opens the way back (return, rework, reject)
WALK_KEY = "F3"   # puts the keyboard on the other actions: arrows, Enter
BACKWARD = (Action.RETURN, Action.REWORK, Action.REJECT, Action.TAKE_BACK)
_PER_ROW = 4      # buttons beside one another, where there is room


class OtherActions(QWidget):
    """As many buttons to a row as have room for their words.

    Signals:
        action_asked(object): the ``Action`` whose values are to be asked for.
    """

    action_asked = Signal(object)

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("plain", True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)  # the panel's width decides
        self.buttons: list[QPushButton] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(tokens.px(6))
        self._per_row = 1
        self._walk = ButtonWalk(lambda: self._per_row, self)

    def show_actions(self, actions: Sequence[Action], room: int) -> None:
        """Show these, in this order, in ``room`` px of width; hidden when there are none."""
        empty_layout(self._grid)
        shown_key = False
        self.buttons = []
        for action in actions:
            key = f"  {OTHER_KEY}" if action in BACKWARD and not shown_key else ""
            shown_key = shown_key or bool(key)
            if not self.buttons and not key and len(actions) > 1:
                key = f"  {WALK_KEY}"
            button = QPushButton(action_word(action) + key)
            button.setAccessibleName(action_word(action))
            button.clicked.connect(lambda _checked=False, action=action: self.action_asked.emit(action))
            button.setProperty("small", True)
            self.buttons.append(button)
        self.place(room)
        for button in self.buttons:
            button.show()
        self._walk.set_buttons(self.buttons)
        self.setVisible(bool(self.buttons))

    def place(self, room: int) -> None:
        """Lay the buttons out for ``room`` px of width; English words are longer."""
        gap = self._grid.horizontalSpacing()
        for button in self.buttons:
            button.ensurePolished()
        widest = max((button.sizeHint().width() for button in self.buttons), default=0)
        self._per_row = max(1, min(_PER_ROW, (room + gap) // (widest + gap)))
        for at, button in enumerate(self.buttons):
            self._grid.addWidget(button, at // self._per_row, at % self._per_row)

    def walk(self) -> None:
        """Put the keyboard on the first button."""
        self._walk.begin()
