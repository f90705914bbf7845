"""How the tour waits for what is on its way."""

from __future__ import annotations

import time

import pytest
from qtpy.QtCore import QObject, QTimer, Slot

from ui.tour.fingers import LOOK_MS, NotThere, wait_until

PATIENCE = 20.0


class Desk(QObject):
    """Something that is quiet for a moment, and busy again in the very round in which somebody saw it quiet."""

    def __init__(self) -> None:
        super().__init__()
        self.quiet = False
        self.looks = 0
        self._end = QTimer(self)
        self._end.setSingleShot(True)
        self._end.setInterval(5 * LOOK_MS)
        self._end.timeout.connect(self.rest)

    def is_quiet(self) -> bool:
        """What a wait looks at; having been seen quiet once it starts something, as a timer due at that time would."""
        self.looks += 1
        seen = self.looks == 2 or self.quiet
        if self.looks == 2:
            self._end.start()
        return seen

    @Slot()
    def rest(self) -> None:
        """Nothing is under way any more."""
        self.quiet = True


def test_that_a_moment_which_passes_in_the_same_round_is_waited_for_again(qapp) -> None:
    desk = Desk()
    wait_until(desk.is_quiet, PATIENCE, "a quiet moment")
    assert desk.quiet


def test_that_what_does_not_come_is_told_after_the_whole_time_and_not_before(qapp) -> None:
    began = time.monotonic()
    with pytest.raises(NotThere, match="the ship did not come within 0 s"):
        wait_until(lambda: False, 0.2, "the ship")
    assert time.monotonic() - began >= 0.2
