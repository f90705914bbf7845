"""Households of the area chosen on the map: brings together the panel at its right, the figures and a file dialog."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from qtpy.QtCore import QObject, Signal, Slot
from qtpy.QtWidgets import QFileDialog

from app.domain.area import PlacedArea
from app.domain.failures import Failure
from app.domain.figure_sheet import FigureSheet
from app.imports.problems import ImportRefused
from app.services.area_figures import AreaFigures, FiguresTaken
from app.services.map_areas import MapAreas
from ui.workstation import Workstation
from widgets.failure_words import failure_words
from widgets.figure_panel import FigurePanel


class FigureDesk(QObject):
    """Figures of one area at a time.

    Signals:
        ended(): the panel is to be put away.
    """

    ended = Signal()

    def __init__(self, work: Workstation, figures: AreaFigures, panel: FigurePanel, areas: MapAreas,
                 parent: QObject) -> None:
        super().__init__(parent)
        self._work, self.figures, self.panel, self._areas = work, figures, panel, areas
        self._area: PlacedArea | None = None
        self._sheet: FigureSheet | None = None
        self._day = work.clock.now().date()
        figures.sheet_read.connect(self._show)
        figures.put.connect(self._put)
        figures.taken.connect(self._taken)
        figures.failed.connect(self._show_failure)
        panel.put_asked.connect(self._ask)
        panel.file_asked.connect(self._ask_file)
        panel.leave_asked.connect(self.ended)

    def look_at(self, area: PlacedArea) -> None:
        """Show what is known of this area."""
        self._area = area
        self.panel.tell("")
        self.figures.look_at(area.area_id)

    @Slot(object)
    def _show(self, sheet: FigureSheet) -> None:
        self._sheet = sheet
        people = self._areas.people(self._area) if self._area is not None else None
        self.panel.show_sheet(sheet, people.households if people is not None and people.summed else None)

    @Slot(object, object, object, str)
    def _ask(self, households: int | None, population: int | None, day: date, source: str) -> None:
        if self._sheet is not None:
            self.figures.put_figures(self._sheet, households, population, day, source)

    @Slot(int)
    def _put(self, changed: int) -> None:
        self.panel.tell(self.tr("On record; what was before stays readable below.") if changed else
                        self.tr("These are the numbers that hold already."))
        self._areas.read_figures_again()

    @Slot(object)
    def _ask_file(self, day: date) -> None:
        self._day = day
        dialog = QFileDialog(self.panel, self.tr("Households from a list"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter("*.xlsx *.xls *.csv")
        dialog.fileSelected.connect(self.take)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(str)
    def take(self, file: str) -> None:
        """Put the figures of this file, from the day that the panel says."""
        self.panel.tell(self.tr("Reading {file}…").format(file=Path(file).name))
        self.figures.take_file(Path(file), self._day)

    @Slot(object)
    def _taken(self, taken: FiguresTaken) -> None:
        words = self.tr("{file}: {added} new, {changed} changed, {unchanged} as before, {bad} rows left out").format(
            file=taken.file, added=taken.added, changed=taken.changed, unchanged=taken.unchanged, bad=len(taken.bad))
        self.panel.tell(words, taken.bad)
        self._areas.read_figures_again()

    @Slot(object)
    def _show_failure(self, failure: Failure) -> None:
        if isinstance(failure, ImportRefused):
            self.panel.tell(self.tr("Nothing was taken: {why}").format(why=failure),
                            [str(one) for one in failure.problems])
        else:
            self.panel.tell(failure_words(failure, self._work.clock.now()))
