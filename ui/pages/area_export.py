"""Areas from the map into a file for another program."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from qtpy.QtCore import QDate, QObject, Slot
from qtpy.QtWidgets import QFileDialog

from app.domain.area import AreaLevel
from app.domain.failures import Failure, Unreachable
from app.exports.area_export import export_areas
from ui.workstation import Workstation
from widgets.failure_words import failure_words
from widgets.map.export_panel import ExportPanel
from widgets.tokens import Tokens

if TYPE_CHECKING:
    from ui.pages.map_page import MapPage


class AreaExport(QObject):
    """The panel beside the map, the file that is asked for, and what became of it. Signals: none."""

    def __init__(self, workstation: Workstation, tokens: Tokens, page: MapPage) -> None:
        super().__init__(page)
        self._work, self._page = workstation, page
        self.panel = ExportPanel(tokens)

    def join(self) -> None:
        """The page stands."""
        self._page.put_beside(self.panel)
        self._page.tools.export_asked.connect(self._open)
        self.panel.left.connect(self._leave)
        self.panel.asked.connect(self._ask_file)

    @Slot()
    def _open(self) -> None:
        now = self._work.clock.now()
        shown = self._page.layer.level if self._page.layer is not None else ""
        self.panel.show_choice(shown, QDate(now.year, now.month, now.day))
        self.panel.show_busy(False)
        self._page.show_beside(self.panel)
        self.panel.level.setFocus()

    @Slot()
    def _leave(self) -> None:
        self._page.show_beside(None)

    @Slot(str)
    def _ask_file(self, suffix: str) -> None:
        dialog = QFileDialog(self._page, self.tr("Export areas"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(f"*{suffix}")
        dialog.setDefaultSuffix(suffix.removeprefix("."))
        dialog.selectFile(f"{self.panel.level.currentText()}-{self.panel.day.date().toString('yyyyMMdd')}{suffix}")
        dialog.fileSelected.connect(self.write)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(str)
    def write(self, file: str) -> None:
        """Write what the panel says into ``file``; its suffix decides the kind."""
        chosen = self.panel.day.date()
        day = date(chosen.year(), chosen.month(), chosen.day())
        level = AreaLevel(self.panel.level.currentData())
        self.panel.show_busy(True, self.tr("Writing {file}…").format(file=Path(file).name))
        self._work.jobs.run(partial(_write, self._work, level, day, Path(file)), self._written, self._broke,
                            name="export of areas")

    @Slot(object)
    def _written(self, answer: tuple[str, int]) -> None:
        words = self.tr("{count} areas are in {file}").format(file=answer[0], count=answer[1])
        self.panel.show_busy(False, words)
        self._page.said.emit(words)

    @Slot(object)
    def _broke(self, error: BaseException) -> None:
        self.panel.show_busy(False)
        if not isinstance(error, Failure):
            raise error  # a bug: the exception hook shows and logs it
        words = failure_words(error, self._work.clock.now()) if isinstance(error, Unreachable) else self.tr(
            "Nothing was written: the file cannot be written there, or no area of this level held on that day.")
        self.panel.show_busy(False, words)
        self._page.said.emit(words)


def _write(work: Workstation, level: AreaLevel, day: date, file: Path) -> tuple[str, int]:
    return file.name, export_areas(work.engine, level, day, file)
