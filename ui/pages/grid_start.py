"""From the area that is chosen on the map to drawing anew. What draws is loaded only when somebody draws."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from qtpy.QtCore import QObject, Slot

from app.domain.area import AreaLevel
from app.domain.people import Duty
from ui.pages.map_page import MapPage
from ui.workstation import Workstation, server_name
from widgets.grid_entry import GridEntry
from widgets.tokens import Tokens

if TYPE_CHECKING:
    from ui.pages.figure_desk import FigureDesk
    from ui.pages.grid_desk import GridDesk
    from ui.pages.grid_past_desk import GridPastDesk


class GridStart(QObject):
    """Gives the panel of the chosen area its way to a drawing session."""

    def __init__(self, work: Workstation, page: MapPage, tokens: Tokens) -> None:
        super().__init__(page)
        self._work, self._page, self._tokens = work, page, tokens
        self.desk: GridDesk | None = None
        self.past: GridPastDesk | None = None
        self.figures: FigureDesk | None = None
        seat = hashlib.sha256(f"{server_name(work.settings)} {work.person.login}".encode()).hexdigest()[:16]
        self.folder: Path = work.settings.home / "drafts" / seat
        self.entry = GridEntry(tokens, Duty.ADMINISTRATOR in work.person.duties, self._kept)
        page.panel.put_entry(self.entry)
        page.panel.area_shown.connect(self.entry.show_level)
        self.entry.redraw_asked.connect(self.redraw)
        self.entry.versions_asked.connect(self.look_back)
        self.entry.figures_asked.connect(self.show_figures)

    def _kept(self, level: AreaLevel) -> bool:
        area = self._page.panel.area
        return area is not None and (self.folder / f"{area.label}-{level.value}.json").exists()

    @Slot(object)
    def redraw(self, level: AreaLevel) -> None:
        """Draw what lies inside the chosen area anew."""
        area = self._page.panel.area
        if area is None or self._page.view is None:
            return
        self._ready().begin(area, level)

    @Slot(object)
    def look_back(self, level: AreaLevel) -> None:
        """Show how what lies inside the chosen area was drawn on a day."""
        area = self._page.panel.area
        if area is None or self._page.view is None:
            return
        desk = self._ready()
        if desk.drafting.draft is not None:
            desk.drafting.leave()  # it is kept
        if self.past is None:
            self.past = self._make_past(desk)
        self._page.show_beside(self.past.panel)
        self.past.look_at(area, level)

    @Slot()
    def show_figures(self) -> None:
        """Show households and population of the chosen area."""
        area = self._page.panel.area
        if area is None:
            return
        if self.figures is None:
            self.figures = self._make_figures()
        self._page.show_beside(self.figures.panel)
        self.figures.look_at(area)

    def _ready(self) -> GridDesk:
        if self.desk is None:
            self.desk = self._make_desk()
        return self.desk

    def _make_past(self, desk: GridDesk) -> GridPastDesk:
        from app.services.grid_versions import GridVersions
        from ui.pages.grid_past_desk import GridPastDesk
        from widgets.grid_past import GridPast

        panel = GridPast(self._tokens, Duty.ADMINISTRATOR in self._work.person.duties)
        past = GridPastDesk(self._work, GridVersions(self._work.engine, self._work.jobs, self), panel, desk.layer, self)
        self._page.put_beside(panel)
        past.ended.connect(self._leave_panel)
        return past

    def _make_figures(self) -> FigureDesk:
        from app.services.area_figures import AreaFigures
        from ui.pages.figure_desk import FigureDesk
        from widgets.figure_panel import FigurePanel

        panel = FigurePanel(self._tokens, Duty.ADMINISTRATOR in self._work.person.duties)
        figures = AreaFigures(self._work.engine, self._work.jobs, self)
        desk = FigureDesk(self._work, figures, panel, self._page.areas, self)
        self._page.put_beside(panel)
        desk.ended.connect(self._leave_panel)
        return desk

    def _make_desk(self) -> GridDesk:
        from app.services.grid_drafting import GridDrafting
        from ui.pages.grid_desk import GridDesk
        from widgets.grid_panel import GridPanel

        page = self._page
        drafting = GridDrafting(self._work.engine, self._work.jobs, self.folder, self)
        desk = GridDesk(self._work, drafting, GridPanel(self._tokens), page)
        page.put_beside(desk.panel)
        desk.opened.connect(self._show_panel)
        desk.ended.connect(self._leave_panel)
        desk.said.connect(page.said)
        desk.refused.connect(page.said)
        desk.join(page.view)
        return desk

    @Slot()
    def _show_panel(self) -> None:
        assert self.desk is not None
        self._page.show_beside(self.desk.panel)

    @Slot()
    def _leave_panel(self) -> None:
        self._page.show_beside(None)
