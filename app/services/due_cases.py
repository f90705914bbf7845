"""What has its day: resting cases go on, cards are given, old tracks go. Whoever notices first has it done."""

from __future__ import annotations

from qtpy.QtCore import QObject, QTimer, Slot
from sqlalchemy import Engine

from app.background.jobs import Jobs
from app.database import cases, positions, redraws
from app.database.failures_from_sql import translated
from app.domain.failures import Failure

EVERY_MS = 60_000  # the clock counts from the promised moment, so a minute costs nobody anything


class DueCases(QObject):
    """Asks the server once a minute; the server knows which cases are due and does each once.

    Signals: none. Who hears of it are the boards, by the cases that changed.
    """

    def __init__(self, engine: Engine, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine, self._jobs = engine, jobs
        self._asking = False
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.ask)

    def start(self) -> None:
        """Ask now and every minute."""
        self._timer.start()
        self.ask()

    def stop(self) -> None:
        """Ask no more."""
        self._timer.stop()

    @Slot()
    def ask(self) -> None:
        """Ask once, unless an answer is still awaited."""
        if not self._asking:
            self._asking = True
            self._jobs.run(self._resume, self._answered, self._failed, name="cases: due")

    def _resume(self) -> int:
        with translated(), self._engine.begin() as connection:
            cases.end_blockers(connection)
        with translated(), self._engine.begin() as connection:
            positions.tend_positions(connection)
        with translated(), self._engine.begin() as connection:
            resumed = cases.resume_due(connection)
        with translated(), self._engine.begin() as connection:
            redraws.begin_planned_redraws(connection)
        with translated(), self._engine.begin() as connection:
            return resumed + cases.issue_cards(connection)

    @Slot(object)
    def _answered(self, _resumed: int) -> None:
        self._asking = False

    @Slot(object)
    def _failed(self, error: BaseException) -> None:
        self._asking = False
        if not isinstance(error, Failure):
            raise error  # a bug: the exception hook shows and logs it
