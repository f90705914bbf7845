"""Households and population of areas: read with their past, put by hand, or taken from a spreadsheet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from qtpy.QtCore import QObject, Signal, Slot
from sqlalchemy import Engine

from app.background.jobs import Jobs
from app.database.area_figures import read_figure_sheet
from app.database.failures_from_sql import translated
from app.database.map_areas import FiguresDraft, put_area_figures
from app.domain.failures import Failure
from app.domain.figure_sheet import FigureSheet
from app.imports.figure_file import FigureFile, read_figures


@dataclass(frozen=True, slots=True)
class FiguresTaken:
    """What became of a file: ``bad`` are sentences about rows that were left out."""

    file: str
    added: int
    changed: int
    unchanged: int
    bad: tuple[str, ...]


class AreaFigures(QObject):
    """Figures of the area that is looked at.

    Signals:
        sheet_read(object): FigureSheet.
        taken(object): FiguresTaken, of a file.
        put(int): how many figures are other than before, 0 or 1.
        failed(object): Failure; of a file that cannot be read its message says why.
    """

    sheet_read = Signal(object)
    taken = Signal(object)
    put = Signal(int)
    failed = Signal(object)

    def __init__(self, engine: Engine, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine, self._jobs = engine, jobs
        self._area = 0

    def look_at(self, area_id: int) -> None:
        """Read what is known of this area."""
        self._area = area_id
        self._jobs.run(partial(self._read, area_id), self._show, self._broke, name="figures: read")

    def put_figures(self, sheet: FigureSheet, households: int | None, population: int | None, from_day: date,
                    source: str) -> None:
        """Put figures of the area of the sheet (None: not known); what was before stays on record."""
        draft = FiguresDraft(sheet.level, sheet.code, households, population)
        self._jobs.run(partial(self._put, draft, from_day, source), self._done, self._broke, name="figures: put")

    def take_file(self, file: Path, from_day: date) -> None:
        """Put the figures of a spreadsheet: rows that name no area or hold no count are left out and told."""
        self._jobs.run(partial(self._take, file, from_day), self._took, self._broke, name="figures: file")

    def _read(self, area_id: int) -> FigureSheet:
        with translated(), self._engine.begin() as connection:
            return read_figure_sheet(connection, area_id)

    def _put(self, draft: FiguresDraft, from_day: date, source: str) -> int:
        with translated(), self._engine.begin() as connection:
            added, changed, _ = put_area_figures(connection, source, [draft], from_day)
        return added + changed

    def _take(self, file: Path, from_day: date) -> FiguresTaken:
        with translated(), self._engine.begin() as connection:
            found: FigureFile = read_figures(connection, file)
            added, changed, unchanged = put_area_figures(connection, file.stem[:100], found.drafts, from_day)
        return FiguresTaken(file.name, added, changed, unchanged, tuple(map(str, found.bad)))

    @Slot(object)
    def _show(self, sheet: FigureSheet) -> None:
        self.sheet_read.emit(sheet)

    @Slot(object)
    def _done(self, changed: int) -> None:
        self.put.emit(changed)
        self.look_at(self._area)

    @Slot(object)
    def _took(self, taken: FiguresTaken) -> None:
        self.taken.emit(taken)
        self.look_at(self._area)

    @Slot(object)
    def _broke(self, error: BaseException) -> None:
        if not isinstance(error, Failure):
            raise error  # a bug: the exception hook shows and logs it
        self.failed.emit(error)
