"""The moves beside the likely one: small buttons in rows, each with its key where it has one."""

from __future__ import annotations

from collections.abc import Sequence

from qtpy.QtCore import Signal
from qtpy.QtWidgets import QPushButton, QSizePolicy, QWidget

from app.domain.case import Action
from widgets.button_walk import ButtonWalk
from widgets.tokens import Tokens
from widgets.words import action_word

OTHER_KEY = "F9"  # opens the way back (return, rework, reject)
WALK_KEY = "F3"   # puts the keyboard on the other actions: arrows, Enter
BACKWARD = (Action.RETURN, Action.REWORK, Action.REJECT, Action.TAKE_BACK)

class OtherActions(QWidget):
    """Each button as wide as its words want and as many to a row as have room: few rows leave room for the case.

    Signals:
        action_asked(object): the ``Action`` whose values are to be asked for.
    """

    action_asked = Signal(object)

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("plain", True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)  # the panel's width decides
        self.buttons: list[QPushButton] = []
        self.gap = tokens.px(6)  # px between buttons
        self._walk = ButtonWalk(self)

    def show_actions(self, actions: Sequence[Action], room: int) -> None:
        """Show these, in this order, in ``room`` px of width; hidden when there are none."""
        for button in self.buttons:
            button.hide()
            button.deleteLater()
        shown_key = False
        self.buttons = []
        for action in actions:
            key = f"  {OTHER_KEY}" if action in BACKWARD and not shown_key else ""
            shown_key = shown_key or bool(key)
            if not self.buttons and not key and len(actions) > 1:
                key = f"  {WALK_KEY}"
            button = QPushButton(action_word(action) + key, self)
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
        top = 0
        for row in self._rows(room):
            widths = [button.sizeHint().width() for button in row]
            # What is over is shared, so that full rows end alike; the last one keeps the width of its words.
            over = 0 if row[-1] is self.buttons[-1] else room - sum(widths) - self.gap * (len(row) - 1)
            left, height = 0, max(button.sizeHint().height() for button in row)
            for at, (button, width) in enumerate(zip(row, widths, strict=True)):
                wide = width + over * (at + 1) // len(row) - over * at // len(row)
                button.setGeometry(left, top, wide, height)
                left += wide + self.gap
            top += height + self.gap
        self.setFixedHeight(max(0, top - self.gap))

    def _rows(self, room: int) -> list[list[QPushButton]]:
        """The buttons in reading order; a row takes as many as have room."""
        rows: list[list[QPushButton]] = []
        left = 0
        for button in self.buttons:
            button.ensurePolished()
            width = button.sizeHint().width() + self.gap
            if not rows or width > left:
                rows.append([])
                left = room + self.gap
            left -= width
            rows[-1].append(button)
        return rows

    def walk(self) -> None:
        """Put the keyboard on the first button."""
        self._walk.begin()
