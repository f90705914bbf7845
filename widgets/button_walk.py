"""Walking over buttons that stand in rows, by keyboard: arrows go to the neighbour, Enter presses."""

from __future__ import annotations

from collections.abc import Sequence

from qtpy.QtCore import QEvent, QObject, Qt
from qtpy.QtGui import QKeyEvent
from qtpy.QtWidgets import QPushButton

_ASIDE = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_ROWS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_PRESS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ButtonWalk(QObject):
    """Arrow keys among buttons as they stand: aside in reading order, up and down to the nearest of that row."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
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
        key = Qt.Key(event.key())
        if key not in _ASIDE and key not in _ROWS:
            return False
        wanted = at + _ASIDE[key] if key in _ASIDE else self._beside(at, _ROWS[key])
        if 0 <= wanted < len(self._buttons):
            self._buttons[wanted].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def _beside(self, at: int, way: int) -> int:
        """Place of the button nearest in the row above (-1) or below (1); -1 where there is no such row."""
        here = self._buttons[at].geometry()
        tops = sorted({one.y() for one in self._buttons if (one.y() - here.y()) * way > 0}, reverse=way < 0)
        row = [number for number, one in enumerate(self._buttons) if tops and one.y() == tops[0]]
        middle = here.center().x()
        return min(row, key=lambda number: abs(self._buttons[number].geometry().center().x() - middle), default=-1)
