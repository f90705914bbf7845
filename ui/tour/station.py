"""The process of one workstation of the tour: the real program, with hands that follow orders from its input.

Started by ``station_process.StationProcess`` as ``python -m ui.tour.station``; the protocol is described there. The
program is the one that ``gridroom`` opens; nothing of it is replaced. It ends when its input closes.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import traceback
from typing import Any, TextIO

from qtpy.QtCore import QObject, Signal, Slot
from qtpy.QtWidgets import QApplication

from app.domain.failures import Failure
from app.log_files import start_log
from app.settings import Settings
from ui.start import Program, make_application
from ui.tour.keyboard import Keyboard


class Orders(QObject):
    """Reads orders on a thread of its own and has them carried out here, one after another.

    Signals:
        came(str): one line.
        ended(): the input was closed.
    """

    came = Signal(str)
    ended = Signal()

    def __init__(self, hands: Keyboard, answers: TextIO, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hands, self._answers = hands, answers
        self.came.connect(self._carry_out)
        self._reader = threading.Thread(target=self._read, name="tour-orders", daemon=True)

    def begin(self) -> None:
        """Start to read."""
        self._reader.start()

    def _read(self) -> None:
        for line in sys.stdin:
            self.came.emit(line)
        self.ended.emit()

    @Slot(str)
    def _carry_out(self, line: str) -> None:
        try:
            order: dict[str, Any] = json.loads(line)
            said = getattr(self._hands, "do_" + order.pop("do"))(**order)
            answer = {"ok": True} | (said or {})
        except Exception as error:
            if not isinstance(error, Failure):
                traceback.print_exc()
            answer = {"ok": False, "why": str(error) or type(error).__name__}
            self._hands.leave_picture(Settings.load().home / "failed.png")
        self._answers.write(json.dumps(answer, ensure_ascii=False, default=str) + "\n")


def main() -> int:
    """Run the program until the input closes; returns the exit code, 3 when the program had a fault."""
    # The answers' line is ours alone: whatever libraries print goes to the log with the errors.
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8", buffering=1)
    os.dup2(2, 1)
    settings = Settings.load()
    start_log(settings.log_folder, to_screen=True)
    app = make_application(settings)
    assert isinstance(app, QApplication)
    app.setQuitOnLastWindowClosed(False)  # the tour says when it is over
    program = Program(app, settings)
    app.setQuitOnLastWindowClosed(False)
    hands = Keyboard(app, program)
    orders = Orders(hands, answers)
    orders.ended.connect(app.quit)
    program.begin()
    orders.begin()
    app.exec()
    faults = hands.faults
    program.end()
    return 3 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
