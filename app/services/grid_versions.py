"""How areas were drawn on a day, the days on which they changed, and the redraws, which can be undone or withdrawn."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial
from uuid import uuid4

from qtpy.QtCore import QObject, Signal, Slot
from sqlalchemy import Engine

from app.background.jobs import Jobs
from app.database import redraws
from app.database.failures_from_sql import translated
from app.domain.area import AreaLevel
from app.domain.failures import Failure, Refusal
from app.domain.redraw import Acceptance, AreaOn, Redraw, RedrawAnswer, sizes_seen


@dataclass(frozen=True, slots=True)
class DayShown:
    """The areas of a day beside those of today; ``states`` by label: "" the same as today, changed, gone (no more
    today), new (not yet on that day)."""

    day: date
    areas: tuple[AreaOn, ...]
    not_yet: tuple[AreaOn, ...]
    states: dict[str, str]


class GridVersions(QObject):
    """Versions of the areas of one level inside one area.

    Signals:
        days_read(object): list of ChangeDay, newest first.
        day_read(object): DayShown.
        redraws_read(object): list of Redraw, newest first.
        undone(object): RedrawAnswer.
        failed(object): Failure.
    """

    days_read = Signal(object)
    day_read = Signal(object)
    redraws_read = Signal(object)
    undone = Signal(object)
    failed = Signal(object)

    def __init__(self, engine: Engine, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine, self._jobs = engine, jobs
        self._asked: tuple[int, AreaLevel] | None = None
        self._day: date | None = None
        self._refused: tuple[int, dict[str, float]] = (0, {})   # of which redraw, square metres by kind

    def look_at(self, parent: int, level: AreaLevel) -> None:
        """Which areas."""
        self._asked = (parent, level)
        self._jobs.run(partial(self._read_days, parent, level), self._show_days, self._broke, name="grids: days")
        self.read_redraws()

    def ask_day(self, day: date, today: date) -> None:
        """How they were on that day; of several asked quickly the last is answered."""
        self._day = day
        if self._asked is not None:
            asked = partial(self._read_day, *self._asked, day, today)
            self._jobs.run(asked, self._show_day, self._broke, name="grids: day")

    def read_redraws(self) -> None:
        """Read the list of redraws (again)."""
        self._jobs.run(self._read_redraws, self._show_redraws, self._broke, name="grids: redraws")

    def undo(self, redraw: Redraw, from_day: date, reason: str = "") -> None:
        """Restore what was before it; a plan is withdrawn instead. Faults of the borders of then that may stand are
        refused with their sizes, and accepted with a ``reason`` after that."""
        of, sizes = self._refused
        if of != redraw.redraw_id:
            self._refused = (redraw.redraw_id, {})
        accepted = Acceptance(reason, sizes) if reason and of == redraw.redraw_id and sizes else None
        self._jobs.run(partial(self._undo, redraw, from_day, accepted), self._undone, self._broke, name="grids: undo")

    def _read_days(self, parent: int, level: AreaLevel) -> list[redraws.ChangeDay]:
        with translated(), self._engine.begin() as connection:
            return redraws.area_days(connection, parent, level)

    def _read_day(self, parent: int, level: AreaLevel, day: date, today: date) -> DayShown:
        with translated(), self._engine.begin() as connection:
            then = redraws.areas_on(connection, parent, level, day)
            now = {one.label: one for one in redraws.areas_on(connection, parent, level, today)}
        states = {one.label: "gone" if one.label not in now else
                  "" if (now[one.label].outline, now[one.label].name) == (one.outline, one.name) else "changed"
                  for one in then}
        not_yet = tuple(one for label, one in now.items() if label not in states)
        return DayShown(day, tuple(then), not_yet, states | {one.label: "new" for one in not_yet})

    def _read_redraws(self) -> list[Redraw]:
        with translated(), self._engine.begin() as connection:
            return redraws.redraws(connection)

    def _undo(self, redraw: Redraw, from_day: date, accepted: Acceptance | None) -> RedrawAnswer | None:
        with translated(), self._engine.begin() as connection:
            if redraw.state != "done":
                redraws.withdraw_redraw(connection, redraw.redraw_id)
                return None
            return redraws.undo_redraw(connection, uuid4(), redraw.redraw_id, from_day, accepted)

    @Slot(object)
    def _show_days(self, days: list[redraws.ChangeDay]) -> None:
        self.days_read.emit(days)

    @Slot(object)
    def _show_day(self, shown: DayShown) -> None:
        if shown.day == self._day:
            self.day_read.emit(shown)

    @Slot(object)
    def _show_redraws(self, found: list[Redraw]) -> None:
        self.redraws_read.emit(found)

    @Slot(object)
    def _undone(self, answer: RedrawAnswer | None) -> None:
        self.undone.emit(answer)
        if self._asked is not None:
            self.look_at(*self._asked)

    @Slot(object)
    def _broke(self, error: BaseException) -> None:
        if not isinstance(error, Failure):
            raise error  # a bug: the exception hook shows and logs it
        if isinstance(error, Refusal):
            self._refused = (self._refused[0], sizes_seen(self._refused[1], error.detail))
        self.failed.emit(error)
