"""Pressing keys and typing words at a station of the tour: each goes where the keyboard is, and is counted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from qtpy.QtCore import QKeyCombination, Qt
from qtpy.QtGui import QInputMethodEvent, QKeySequence
from qtpy.QtTest import QTest
from qtpy.QtWidgets import QApplication, QWidget

from ui.tour.fingers import NotThere, wait_until
from ui.tour.hands import Hands
from ui.tour.seat import PATIENCE

LONGEST_WALK = 60  # presses of Tab or an arrow after which something is not reachable
_MODIFIERS = (Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier)


class Typist(Hands):
    """A person whose keys are counted: ``_with_keys`` answers an order with those that it took."""

    _keys = 0

    def do_press_keys(self, keys: list[str]) -> dict[str, Any]:
        """Press these, one after the other, written as Qt writes them: ``F8``, ``Ctrl+Z``."""
        for one in keys:
            self._press(one)
        return self._with_keys()

    def do_write(self, words: str) -> dict[str, Any]:
        """Type where the keyboard is."""
        self._write(words)
        return self._with_keys()

    def _press(self, keys: str) -> None:
        combination: QKeyCombination = QKeySequence(keys)[0]
        modifiers = combination.keyboardModifiers()
        self._keys += 1 + sum(bool(modifiers & one) for one in _MODIFIERS)
        QTest.keyClick(self._target(), combination.key(), modifiers)

    def _target(self) -> QWidget:
        active = QApplication.activeWindow()
        if active is None or not active.isVisible():  # a desktop would hand the keyboard back; without one nobody does
            self.window.activateWindow()
            wait_until(lambda: QApplication.activeWindow() is self.window, PATIENCE, "the keyboard's return")
        return QApplication.activePopupWidget() or QApplication.focusWidget() or self.window

    def _write(self, words: str) -> None:
        target = QApplication.focusWidget()
        if target is None:
            raise NotThere(f"nothing takes the words “{words}”")
        run = ""
        for letter in [*words, ""]:
            if letter and not (letter.isascii() and letter.isprintable()):
                run += letter
                continue
            if run:
                event = QInputMethodEvent()
                event.setCommitString(run)
                QApplication.sendEvent(target, event)
                run = ""
            if letter:
                QTest.keyClicks(self._target(), letter)

    def _with_keys(self, **more: Any) -> dict[str, Any]:
        keys, self._keys = self._keys, 0
        return {"keys": keys} | more

    def _walk_to(self, wanted: Callable[[], bool], what: str, key: str = "Tab") -> None:
        for _ in range(LONGEST_WALK):
            if wanted():
                return
            self._press(key)
        raise NotThere(f"{what} cannot be reached by {key}")
