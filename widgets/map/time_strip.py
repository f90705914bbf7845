"""Time gone by, played again: play and pause, a slider, how fast, the way back to now."""

from __future__ import annotations

from qtpy.QtCore import Qt, QTimer, Signal, Slot
from qtpy.QtGui import QKeyEvent
from qtpy.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QPushButton, QSlider, QWidget

from widgets.tokens import Tokens

TICK_MS = 40
SPEEDS = (60, 300, 900, 3600)  # seconds of then in a second of now


class TimeStrip(QFrame):
    """A row below the map; Space plays and pauses, the slider's keys are Qt's, Esc pauses.

    Signals:
        moved(float): this second is to be shown.
        ended(): back to now.
    """

    moved = Signal(float)
    ended = Signal()

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("panel", True)
        self._second = 0.0
        self._tick = QTimer(self)
        self._tick.setInterval(TICK_MS)
        self._tick.timeout.connect(self._go_on)
        self.title, self.play = QLabel(), QPushButton(self.tr("▶ Play"))
        self.title.setProperty("role", "behind")
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.slider, self.speed = QSlider(Qt.Orientation.Horizontal), QComboBox()
        self.slider.setAccessibleName(self.tr("Time"))
        self.slider.setPageStep(3600)
        self.slider.setSingleStep(300)
        for speed in SPEEDS:
            self.speed.addItem(self.tr("{n} min/s").format(n=speed // 60), speed)
        self.speed.setAccessibleName(self.tr("Speed"))
        self.speed.setCurrentIndex(2)
        self.now = QPushButton(self.tr("Back to now"))
        self.play.clicked.connect(self.toggle)
        self.now.clicked.connect(self.end)
        self.slider.valueChanged.connect(self._slid)
        row = QHBoxLayout(self)
        row.setContentsMargins(tokens.px(8), tokens.px(4), tokens.px(8), tokens.px(4))
        row.setSpacing(tokens.px(8))
        for widget in (self.play, self.title):
            row.addWidget(widget)
        row.addWidget(self.slider, 1)
        for widget in (self.speed, self.now):
            row.addWidget(widget)
        self.hide()

    @property
    def second(self) -> float:
        """What is shown."""
        return self._second

    @property
    def playing(self) -> bool:
        """Whether time goes on."""
        return self._tick.isActive()

    def begin(self, seconds: float, at: float) -> None:
        """Show a stretch of so many seconds, standing at one of them."""
        self.pause()
        self.slider.setRange(0, max(1, round(seconds)))
        self._second = at
        self.slider.setValue(round(at))
        self.show()
        self.slider.setFocus()
        self.moved.emit(self._second)

    @Slot()
    def toggle(self) -> None:
        """Play or pause; at the end it begins anew."""
        if self.playing:
            self.pause()
            return
        if self._second >= self.slider.maximum():
            self._second = 0.0
        self._tick.start()
        self.play.setText(self.tr("‖ Pause"))

    @Slot()
    def pause(self) -> None:
        """Time stands."""
        self._tick.stop()
        self.play.setText(self.tr("▶ Play"))

    @Slot()
    def end(self) -> None:
        """Back to now."""
        self.pause()
        self.hide()
        self.ended.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self.toggle()
        elif event.key() == Qt.Key.Key_Escape:
            self.pause()
        else:
            super().keyPressEvent(event)

    @Slot()
    def _go_on(self) -> None:
        self._second = min(self._second + self.speed.currentData() * TICK_MS / 1000, self.slider.maximum())
        if round(self._second) == self.slider.value():
            self.moved.emit(self._second)
        else:
            self.slider.setValue(round(self._second))
        if self._second >= self.slider.maximum():
            self.pause()

    @Slot(int)
    def _slid(self, value: int) -> None:
        if abs(value - self._second) >= 1:  # by hand
            self._second = float(value)
        self.moved.emit(self._second)
