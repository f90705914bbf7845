"""What stands at the right of the map: the whole or a chosen area, a case, a list, a camera, a track, other panels."""

from __future__ import annotations

from datetime import datetime

from qtpy.QtCore import Signal, Slot
from qtpy.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from app.domain.area import AreaVersion, PlacedArea
from app.services.map_areas import MapAreas
from ui.pages.area_cases import AreaCases
from ui.pages.case_desk import CaseDesk
from ui.pages.map_live import MapLive
from ui.workstation import Workstation
from widgets.area_panel import AreaPanel
from widgets.case_inspector import CaseInspector
from widgets.tokens import Tokens


class MapSide(QStackedWidget):
    """One panel at a time; the way back leads to the one before.

    Signals:
        marked(object): this PlacedArea is to be marked on the map; None: no area is.
        shown_asked(object): the map is to show this PlacedArea; asked again, the view before it.
    """

    marked = Signal(object)
    shown_asked = Signal(object)

    def __init__(self, workstation: Workstation, areas: MapAreas, live: MapLive, tokens: Tokens, page: QWidget) -> None:
        super().__init__(page)
        self._work, self._areas, self._live = workstation, areas, live
        self.panel, self.inspector = AreaPanel(tokens), CaseInspector(tokens)
        self.desk = CaseDesk(workstation, self.inspector, page)
        self.cases = AreaCases(workstation.board, workstation.clock, self.panel, self)
        self.back = self._button(self.tr("‹ Back"))
        self.nearby = self._button(self.tr("Cameras and people near it"))
        self._case = self._framed()
        self._before: QWidget = self.panel   # what the way back from a case leads to
        for panel in (self.panel, self._case, live.list, live.units.camera_panel, live.past.track_panel):
            self.addWidget(panel)
        self._connect()

    def _button(self, words: str) -> QPushButton:
        button = QPushButton(words)
        button.setProperty("flat", True)
        return button

    def _framed(self) -> QWidget:
        frame = QWidget()
        column = QVBoxLayout(frame)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        top = QHBoxLayout()
        top.addWidget(self.back)
        top.addStretch(1)
        top.addWidget(self.nearby)
        column.addLayout(top)
        column.addWidget(self.inspector, 1)
        return frame

    def _connect(self) -> None:
        live, panel = self._live, self.panel
        self._areas.versions_ready.connect(self._show_versions)
        panel.area_asked.connect(self.show_area)
        panel.shown_asked.connect(self._ask_shown)
        panel.case_asked.connect(self.open_case)
        self.back.clicked.connect(self._leave)
        self.nearby.clicked.connect(live.units.near.ask)
        live.case_asked.connect(self.open_case)
        live.closing_asked.connect(self._leave)
        live.list_asked.connect(self._show_list)
        live.camera_asked.connect(self._show_camera)
        live.track_asked.connect(self._show_track)
        live.list.closed.connect(self._leave_list)
        for one in (live.units.camera_panel, live.past.track_panel):
            one.closed.connect(self._leave)

    # For the page ---------------------------------------------------------------------------------------------------
    @Slot(int)
    def show_area(self, area_id: int) -> None:
        """Choose an area: its facts and cases stand here, it is marked on the map, nothing moves."""
        area = self._areas.area(area_id)
        if area is not None:
            self._before = self.panel
            self.setCurrentWidget(self.panel)
            self._tell(area, whole=False)
            self._areas.ask_versions(area_id)
            self.marked.emit(area)

    def show_whole(self, area: PlacedArea) -> None:
        """No area is chosen: the whole, unless something else is worked with."""
        self._tell(area, whole=True)
        self.marked.emit(None)

    def show_outlines(self, whole: PlacedArea | None) -> None:
        """The areas were read, perhaps anew; ``whole`` is the top one."""
        shown = self.panel.area
        kept = self._areas.area(shown.area_id) if shown is not None and not self.panel.whole else None
        if kept is not None:
            self._tell(kept, whole=False)
            self._areas.ask_versions(kept.area_id)
            self.marked.emit(kept)
        elif whole is not None:
            self.show_whole(whole)

    def show_figures(self, as_of: str) -> None:
        """There are other figures, or of another time."""
        area = self.panel.area
        if area is not None:
            self.panel.show_counts(self._areas.counts(area), self._areas.people(area))
            self.panel.show_time(as_of)

    def set_now(self, now: datetime) -> None:
        """The server's clock went on."""
        self.panel.cases.set_now(now)

    def show_beside(self, panel: QWidget | None) -> None:
        """Show a panel that was added; None: the area's."""
        self.setCurrentWidget(panel or self.panel)

    @Slot(object)
    def open_case(self, case_id: int) -> None:
        """Show a case."""
        self.setCurrentWidget(self._case)
        self._work.case.show(case_id)

    # Behind it ------------------------------------------------------------------------------------------------------
    def _tell(self, area: PlacedArea, *, whole: bool) -> None:
        areas, panel = self._areas, self.panel
        panel.show_area(area, areas.above(area), areas.counts(area), areas.people(area), cells=areas.cells(area),
                        whole=whole)
        self.cases.show_area(area)
        self._live.units.here.show_area(area, panel)

    @Slot(int, object)
    def _show_versions(self, area_id: int, versions: list[AreaVersion]) -> None:
        if self.panel.area is not None and self.panel.area.area_id == area_id:
            self.panel.show_versions(versions)

    @Slot(int)
    def _ask_shown(self, area_id: int) -> None:
        area = self._areas.area(area_id)
        if area is not None:
            self.shown_asked.emit(area)

    @Slot()
    def _leave(self) -> None:
        self.setCurrentWidget(self._before)
        if self._before is self.panel:
            self.panel.cases.setFocus()

    @Slot()
    def _show_list(self) -> None:
        self._before = self._live.list
        self.setCurrentWidget(self._live.list)

    @Slot()
    def _leave_list(self) -> None:
        self._before = self.panel
        self.setCurrentWidget(self.panel)

    @Slot()
    def _show_camera(self) -> None:
        self.setCurrentWidget(self._live.units.camera_panel)

    @Slot()
    def _show_track(self) -> None:
        self.setCurrentWidget(self._live.past.track_panel)
