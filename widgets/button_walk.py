"""Walking over buttons that stand in rows, by keyboard: arrows go to the neighbour, Enter presses."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from qtpy.QtCore import QEvent, QObject, Qt
from qtpy.QtGui import QKeyEvent
from qtpy.QtWidgets import QPushButton

_ASIDE = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_PRESS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ButtonWalk(QObject):
    """Arrow keys among the buttons of a grid; the rows are as long as ``per_row`` says when a key comes."""

    def __init__(self, per_row: Callable[[], int], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._per_row = per_row
        self._buttons: list[QPushButton] = []

    def set_buttons(self, buttons: Sequence[QPushButton]) -> None:
        """These, in reading order."""
        self._buttons = list(buttons)
        for button in self._buttons:
            button.installEventFilter(self)

    def begin(self) -> None:
        """Put the keyboard on the first button."""
        if self._buttons:
            self._buttons[0].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt's own: True swallows the key."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent) or watched not in self._buttons:
            return False
        at = self._buttons.index(watched)
        if event.key() in _PRESS:
            self._buttons[at].click()
            return True
        steps = _ASIDE | {Qt.Key.Key_Up: -self._per_row(), Qt.Key.Key_Down: self._per_row()}
        if event.key() not in steps:
            return False
        wanted = at + steps[Qt.Key(event.key())]
        if 0 <= wanted < len(self._buttons):
            self._buttons[wanted].setFocus(Qt.FocusReason.TabFocusReason)
        return True
