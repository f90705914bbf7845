"""Whether the GUI thread ever waited."""

from __future__ import annotations

import time
from itertools import pairwise

from qtpy.QtCore import QObject, QTimer, Slot


class Pulse(QObject):
    """Measures the longest gap between two turns of the event loop, in seconds."""

    def __init__(self) -> None:
        super().__init__()
        self.beats: list[float] = []
        self._timer = QTimer(self)
        self._timer.setInterval(5)
        self._timer.timeout.connect(self.beat)
        self._timer.start()

    @Slot()
    def beat(self) -> None:
        self.beats.append(time.monotonic())

    def longest_gap(self) -> float:
        return max(late - early for early, late in pairwise(self.beats))
