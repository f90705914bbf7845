"""Enter goes from one proposal to the next and ends on the button that sends: no field is passed unseen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from qtpy.QtCore import QEvent, QObject, Qt, QTimer, Signal
from qtpy.QtGui import QKeyEvent
from qtpy.QtWidgets import QLineEdit, QPushButton, QWidget

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


@dataclass(slots=True)
class _Stop:
    """One field of the way: whether it has something to confirm, and what Enter does there (True: go on)."""

    widget: QWidget
    waits: Callable[[], bool]
    accept: Callable[[], bool]
    seen: bool = False


class ConfirmWalk(QObject):
    """The way through a form by Enter. A held Enter does nothing: each proposal needs its own press.

    Signals:
        moved(object): the widget that has the keyboard now.
    """

    moved = Signal(object)

    def __init__(self, last: QPushButton, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stops: list[_Stop] = []
        self._last = last
        last.setAutoDefault(True)  # Enter presses it
        last.installEventFilter(self)

    def add(self, widget: QWidget, waits: Callable[[], bool], accept: Callable[[], bool]) -> None:
        """The next field of the way. A line edit sees Enter first and ``accept`` is asked after it."""
        self._stops.append(_Stop(widget, waits, accept))
        widget.installEventFilter(self)
        if isinstance(widget, QLineEdit):
            widget.returnPressed.connect(lambda widget=widget: self._entered(widget))

    def begin(self) -> None:
        """Everything is unseen; the keyboard goes to the first field with something to confirm."""
        self.forget()
        self.go_on()

    def forget(self) -> None:
        """Another report: nothing of it was confirmed."""
        for stop in self._stops:
            stop.seen = False

    def passed(self, widget: QWidget) -> None:
        """What this field proposes was taken by another way than Enter."""
        for stop in self._stops:
            if stop.widget is widget:
                stop.seen = True

    def go_on(self) -> None:
        """To the next field that waits, or to the button."""
        waiting = next((stop.widget for stop in self._stops
                        if not stop.seen and stop.widget.isEnabled() and stop.waits()), self._last)
        waiting.setFocus(Qt.FocusReason.TabFocusReason)
        self.moved.emit(waiting)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt's own: True swallows the key."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent) or event.key() not in _ENTER \
                or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return False
        if event.isAutoRepeat():
            return True
        if isinstance(watched, QLineEdit) or watched is self._last or not isinstance(watched, QWidget):
            return False
        self._entered(watched)
        return True

    def _entered(self, widget: QWidget) -> None:
        stop = next(one for one in self._stops if one.widget is widget)
        if stop.accept():
            stop.seen = True
            QTimer.singleShot(0, self, self.go_on)  # after every other receiver of this key
