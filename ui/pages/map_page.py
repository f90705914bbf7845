"""The map: areas coloured by an indicator in the middle, above it what it shows, at its right the area and its cases.

Other layers (cases, cameras, positions, base maps, editing) join when ``opened`` says that the view stands;
resources/map/README.md tells how.
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING

from qtpy.QtCore import Qt, Signal, Slot
from qtpy.QtGui import QHideEvent, QShowEvent
from qtpy.QtWidgets import QGridLayout, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from app.background.jobs import Jobs
from app.domain.area import PlacedArea
from app.services.map_areas import MapAreas
from ui.pages.area_export import AreaExport
from ui.pages.base_maps import BaseMapDesk
from ui.pages.map_figures import MapFigures
from ui.pages.map_live import MapLive
from ui.pages.map_picture import MapPictures
from ui.pages.map_side import MapSide
from ui.pages.map_window import MapAway
from ui.printing import Printing
from ui.workstation import Workstation
from widgets.case_inspector import WIDTH as INSPECTOR_WIDTH
from widgets.map.state_line import StateLine
from widgets.map.tool_strip import MapTools
from widgets.tokens import Tokens

if TYPE_CHECKING:
    from widgets.map.area_layer import AreaLayer
    from widgets.map_view import MapView

ROOMY = 1500   # px at 96 dpi; on a narrower page the list of layers is folded until somebody opens it


class MapPage(QWidget):
    """The map of the district. The browser behind it starts when the page is shown for the first time.

    Signals:
        opened(object): the MapView is made; layers may be added. Once.
        drawn(): the colours of an indicator were painted.
        said(str): a sentence for the message bar.
    """

    opened = Signal(object)
    drawn = Signal()
    said = Signal(str)

    def __init__(self, workstation: Workstation, areas: MapAreas, tokens: Tokens, printing: Printing,
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work, self.areas, self._tokens = workstation, areas, tokens
        self.setProperty("page", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.view: MapView | None = None
        self.layer: AreaLayer | None = None
        self._jobs: Jobs | None = None
        self._kept: dict[str, object] = {}   # what was remembered, until the view is there to take it
        self._layers_open: bool | None = None   # None: as there is room
        self.tools = MapTools(tokens)
        self.pictures = MapPictures(workstation, areas, tokens, printing, self)
        self.live = MapLive(workstation, tokens, self)
        self.side = MapSide(workstation, areas, self.live, tokens, self)
        self.panel, self.inspector, self.desk = self.side.panel, self.side.inspector, self.side.desk
        self.back, self.nearby = self.side.back, self.side.nearby
        self.base = BaseMapDesk(workstation, tokens, self)
        self.away = MapAway(tokens, self)
        self.export = AreaExport(workstation, tokens, self)
        self.state = StateLine(tokens)
        self.figures = MapFigures(workstation, areas, self.side, self.state, self)
        self._arrange()
        self._connect()
        self.base.join()
        self.export.join()
        self.away.join(self.panels, self.panels.widget(0))

    # For the window -----------------------------------------------------------------------------------------------
    def save_state(self) -> bytes:
        """Indicator and view of this person."""
        state = dict(self._kept, indicator=self.areas.indicator.key, live=self.live.save(), base=self.base.state(),
                     layers=self._layers_open)
        if self.view is not None and self.view.view is not None:
            state |= {"view": list(self.view.view), "locked": self.view.locked, "legend": self.view.legend_folded}
        return json.dumps(state).encode()

    def restore_state(self, state: bytes) -> None:
        """Take ``save_state`` back; what cannot be read is as good as nothing."""
        try:
            kept = json.loads(state)
            self.areas.choose(str(kept["indicator"]))
        except (ValueError, KeyError, TypeError):
            return
        self._kept = kept
        self.base.restore(kept.get("base"))
        self.tools.show_indicator(self.areas.indicator.key)
        self.live.restore(kept.get("live"))
        if isinstance(kept.get("layers"), bool):
            self.tools.layers.setChecked(kept["layers"])
            self._layers_open = kept["layers"]

    @Slot()
    def end(self) -> None:
        """Let the browser go; for the end of the session."""
        self.away.end()
        self.areas.look(False)
        if self.view is not None:
            self.view.end()
        if self._jobs is not None:
            self._jobs.shut_down(1.0)
        self.base.end()

    def put_beside(self, panel: QWidget) -> None:
        """Give a panel a place at the right of the map; ``show_beside`` shows it."""
        self.side.addWidget(panel)

    def show_beside(self, panel: QWidget | None) -> None:
        """Show a panel at the right of the map; None: the area's."""
        self.side.show_beside(panel)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.view is None:
            if self._layers_open is None:
                self.tools.layers.setChecked(self.width() >= self._tokens.px(ROOMY))
                self._layers_open = None   # nobody chose it
            self._open()
        self.areas.look(True)
        self.live.look(True)
        if self.view is not None:
            self.view.setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        if not self.away.is_open:
            self._look_away()
        super().hideEvent(event)

    def came_back(self) -> None:
        """The map's own window was closed, perhaps while another page is shown."""
        if not self.isVisible():
            self._look_away()

    def _look_away(self) -> None:
        self.areas.look(False)
        self.live.look(False)

    # Building -----------------------------------------------------------------------------------------------------
    def _arrange(self) -> None:
        px = self._tokens.px
        self._map = QVBoxLayout()
        self._map.setContentsMargins(0, 0, 0, 0)
        self._map.setSpacing(0)
        left = QWidget()
        left.setLayout(self._map)
        self._map.addWidget(self.tools)
        self._room = QGridLayout()           # where the map will stand
        self._room.addWidget(self.state, 0, 0, Qt.AlignmentFlag.AlignTop)   # over it: nothing moves when it speaks
        beside = QHBoxLayout()
        beside.setSpacing(0)
        beside.addWidget(self.live.panel)
        beside.addLayout(self._room, 1)
        self._map.addLayout(beside, 1)
        self._map.addWidget(self.live.past.strip)
        self.panels = QSplitter(Qt.Orientation.Horizontal)
        self.panels.setChildrenCollapsible(False)
        self.panels.setHandleWidth(px(6))
        self.panels.addWidget(left)
        self.panels.addWidget(self.side)
        self.panels.setStretchFactor(0, 1)
        self.panels.setSizes([px(930), px(INSPECTOR_WIDTH)])
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.panels)

    def _connect(self) -> None:
        work, areas, tools = self._work, self.areas, self.tools
        work.ticked.connect(self._set_now)
        tools.indicator_chosen.connect(areas.choose)
        tools.picture_asked.connect(self.pictures.ask_file)
        tools.print_asked.connect(self.pictures.print)
        self.pictures.said.connect(self.said)
        tools.layers.toggled.connect(self._fold_layers)
        self.side.marked.connect(self._mark)
        self.side.shown_asked.connect(self._go_to)
        self.figures.drawn.connect(self.drawn)
        self.desk.said.connect(self.said)
        self.live.said.connect(self.said)

    def _open(self) -> None:
        """Make the view. Imported only now: who never opens the map never loads a browser."""
        from widgets.map.area_layer import AreaLayer
        from widgets.map.engine import start_engine
        from widgets.map_view import MapView, View

        start_engine()
        # A pool of its own: tiles that hang must not hold up a query.
        self._jobs = Jobs(threads=2, parent=self)
        self.view = view = MapView(self._tokens, self._jobs.run, parent=self)
        self.layer = layer = AreaLayer(self._tokens, view)
        view.add_layer(layer)
        self.pictures.view = view
        self._room.addWidget(view, 0, 0)
        self.state.raise_()
        kept = View.kept(self._kept.get("view"))
        if kept is not None:
            view.show_view(kept, locked=bool(self._kept.get("locked")))
        view.fold_legend(self._kept.get("legend") is True)
        tools = self.tools
        tools.level_chosen.connect(layer.choose_level)
        tools.home_asked.connect(view.go_home)
        tools.nearer_asked.connect(view.zoom_in)
        tools.farther_asked.connect(view.zoom_out)
        tools.measure_asked.connect(self._measure)
        view.measuring_ended.connect(tools.put_away)
        view.lost.connect(self._lost)
        view.ready.connect(self._stands)
        layer.area_clicked.connect(self._clicked)
        view.missed.connect(self._missed)
        self.state.again.clicked.connect(view.load_again)
        self.figures.open(view, layer)
        self.live.open(view, layer)
        self.opened.emit(view)

    # What others tell ------------------------------------------------------------------------------------------------
    @Slot(object)
    def _set_now(self, now: datetime) -> None:
        if self.isVisible():
            self.side.set_now(now)

    # What the hand does ---------------------------------------------------------------------------------------------
    @Slot(int, object)
    def _clicked(self, area_id: int, _place: tuple[float, float]) -> None:
        self.side.show_area(area_id)

    @Slot(object)
    def _missed(self, _place: tuple[float, float]) -> None:
        """A click beside everything: no area is chosen any more."""
        home = self.figures.home()
        if home is not None and self.side.currentWidget() is self.panel:
            self.side.show_whole(home)

    @Slot(object)
    def _mark(self, area: PlacedArea | None) -> None:
        if self.layer is not None:
            self.layer.select(None if area is None else area.area_id, None if area is None else area.level)

    @Slot(object)
    def _go_to(self, area: PlacedArea) -> None:
        if self.view is not None:
            self.view.go_to(f"area {area.label}", area.box)

    @Slot(bool)
    def _fold_layers(self, shown: bool) -> None:
        self._layers_open = shown
        self.live.panel.setVisible(shown)

    @Slot(str)
    def _measure(self, kind: str) -> None:
        assert self.view is not None
        self.view.measure(kind)
        self.view.setFocus()

    @Slot(bool)
    def _lost(self, comes_back: bool) -> None:
        self.state.again.setVisible(not comes_back)
        self.state.tell(self.tr("The map's process ended; it is brought back.") if comes_back else
                         self.tr("The map's process ended several times within a minute."))

    @Slot()
    def _stands(self) -> None:
        self.state.again.hide()
        self.figures.tell_standing()
