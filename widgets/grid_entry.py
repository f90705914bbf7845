"""The way from a chosen area to drawing what lies inside it anew, and to how it was on some day."""

from __future__ import annotations

from collections.abc import Callable

from qtpy.QtCore import Signal, Slot
from qtpy.QtWidgets import QMenu, QPushButton, QWidget

from app.domain.area import AreaLevel
from widgets.tokens import Tokens
from widgets.words import level_word
from widgets.wrapping_row import WrappingRow


class GridEntry(QWidget):
    """Two buttons with the levels below the chosen area, and one for its households.

    ``may_draw``: this person is an administrator; anybody else is told why not. ``kept(level)`` says whether a drawing
    of that level inside the area lies on this machine.

    Signals:
        redraw_asked(object), versions_asked(object): AreaLevel.
        figures_asked(): households and population of this area.
    """

    redraw_asked = Signal(object)
    versions_asked = Signal(object)
    figures_asked = Signal()

    def __init__(self, tokens: Tokens, may_draw: bool, kept: Callable[[AreaLevel], bool],
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("plain", True)
        self._kept, self._level = kept, AreaLevel.DISTRICT
        self.redraw, self.versions = QPushButton(self.tr("Redraw…")), QPushButton(self.tr("As of a day…"))
        self.figures = QPushButton(self.tr("Households…"))
        self.figures.setToolTip(self.tr("Households and population of this area, by whom and since when"))
        self.figures.clicked.connect(self.figures_asked)
        self.redraw.setEnabled(may_draw)
        may = self.tr("Draw, split, merge and move borders of what lies inside this area")
        self.redraw.setToolTip(may if may_draw else self.tr("Only an administrator redraws areas"))
        self.versions.setToolTip(self.tr("How the areas inside this one were drawn on some day"))
        self._redraw_menu, self._versions_menu = QMenu(self.redraw), QMenu(self.versions)
        self._redraw_menu.aboutToShow.connect(self._fill_redraw)
        self._versions_menu.aboutToShow.connect(self._fill_versions)
        self.redraw.setMenu(self._redraw_menu)
        self.versions.setMenu(self._versions_menu)
        row = WrappingRow(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.px(8))
        row.addWidget(self.redraw)
        row.addWidget(self.versions)
        row.addWidget(self.figures)

    def show_level(self, level: AreaLevel) -> None:
        """An area of this level is chosen; a grid cell has nothing inside."""
        self._level = level
        for button in (self.redraw, self.versions):
            button.setVisible(bool(self._below()))

    def _below(self) -> tuple[AreaLevel, ...]:
        levels = tuple(AreaLevel)
        return levels[levels.index(self._level) + 1:]

    @Slot()
    def _fill_redraw(self) -> None:
        self._redraw_menu.clear()
        for level in self._below():
            words = level_word(level) + (self.tr(" (a drawing is kept)") if self._kept(level) else "")
            action = self._redraw_menu.addAction(words)
            action.triggered.connect(lambda _checked=False, chosen=level: self.redraw_asked.emit(chosen))

    @Slot()
    def _fill_versions(self) -> None:
        self._versions_menu.clear()
        for level in self._below():
            action = self._versions_menu.addAction(level_word(level))
            action.triggered.connect(lambda _checked=False, chosen=level: self.versions_asked.emit(chosen))
