"""Python's cyclic garbage is collected on the GUI thread only.

The collector runs on whichever thread happens to allocate. When that is a worker, it may destroy a QObject there that
belongs to the GUI thread ("Timers cannot be stopped from another thread", then a crash: seen with PySide6 6.11). So
automatic collection is switched off and the same generations are collected by a timer of the GUI thread.
"""

from __future__ import annotations

import gc
import time

from qtpy.QtCore import QObject, QTimer, Slot

LOOK_MS = 250
FULL_SECONDS = 30.0  # at most so often all generations: that takes time where there is much to look through


class GarbageOnThisThread(QObject):
    """As long as it lives, cyclic garbage is collected on the thread that made it. Signals: none."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._full_at = time.monotonic()
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    @Slot()
    def look(self) -> None:
        """Collect what has become due by Python's own thresholds."""
        due = [count > limit for count, limit in zip(gc.get_count(), gc.get_threshold(), strict=True)]
        if due[2] and time.monotonic() - self._full_at > FULL_SECONDS:
            gc.collect(2)
            self._full_at = time.monotonic()
        elif due[1]:
            gc.collect(1)
        elif due[0]:
            gc.collect(0)

    def stop(self) -> None:
        """Give the collector back to Python; for the end, when no worker runs any more."""
        self._timer.stop()
        gc.enable()
