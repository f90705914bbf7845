"""Arrows go over rows of buttons and Enter presses; every other action of a case is reached that way from F3."""

from __future__ import annotations

import pytest
from qtpy.QtCore import Qt
from qtpy.QtWidgets import QGridLayout, QPushButton, QWidget

from widgets.button_walk import ButtonWalk

KEY = Qt.Key


@pytest.fixture
def walk(qtbot):
    """Five buttons, two to a row, that write down who was pressed."""
    holder = QWidget()
    qtbot.addWidget(holder)
    box = QGridLayout(holder)
    pressed: list[str] = []
    buttons = [QPushButton(name) for name in "abcde"]
    for at, (name, button) in enumerate(zip("abcde", buttons, strict=True)):
        box.addWidget(button, at // 2, at % 2)
        button.clicked.connect(lambda _checked=False, name=name: pressed.append(name))
    walk = ButtonWalk(holder)
    walk.set_buttons(buttons)
    with qtbot.waitExposed(holder):
        holder.show()
    holder.activateWindow()
    walk.begin()
    qtbot.waitUntil(buttons[0].hasFocus)
    yield buttons, pressed
    holder.hide()


def at(buttons: list[QPushButton]) -> str:
    return next(button.text() for button in buttons if button.hasFocus())


def test_that_arrows_go_to_the_neighbours_and_stop_at_the_edges(walk, qtbot) -> None:
    buttons, _pressed = walk
    for key, reached in ((KEY.Key_Down, "c"), (KEY.Key_Right, "d"), (KEY.Key_Down, "e"), (KEY.Key_Down, "e"),
                         (KEY.Key_Up, "c"), (KEY.Key_Right, "d"), (KEY.Key_Up, "b"), (KEY.Key_Left, "a"),
                         (KEY.Key_Left, "a"), (KEY.Key_Up, "a")):
        qtbot.keyClick(buttons["abcde".index(at(buttons))], key)
        assert at(buttons) == reached


def test_that_enter_presses_the_button_once_and_letters_press_none(walk, qtbot) -> None:
    buttons, pressed = walk
    qtbot.keyClick(buttons[0], KEY.Key_Right)
    qtbot.keyClick(buttons[1], KEY.Key_Return)
    qtbot.keyClick(buttons[1], KEY.Key_A)
    assert pressed == ["b"]
