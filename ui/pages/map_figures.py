"""What the areas are and how they stand, brought to the map and beside it; and of when that is, server or no server."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from qtpy.QtCore import QObject, Signal, Slot

from app.domain.area import AreaLevel, PlacedArea
from app.domain.area_pack import AreaPack
from app.domain.failures import Failure
from app.services.area_sums import Figures
from app.services.map_areas import MapAreas
from ui.pages.map_side import MapSide
from ui.workstation import Workstation
from widgets.failure_words import failure_words
from widgets.map.state_line import StateLine

if TYPE_CHECKING:
    from widgets.map.area_layer import AreaLayer
    from widgets.map_view import MapView


class MapFigures(QObject):
    """Listens to MapAreas and to the connection.

    Signals:
        drawn(): the colours of an indicator were painted.
    """

    drawn = Signal()

    def __init__(self, workstation: Workstation, areas: MapAreas, side: MapSide, state: StateLine,
                 parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work, self._areas, self._side, self._state = workstation, areas, side, state
        self._view: MapView | None = None
        self._layer: AreaLayer | None = None
        self._figures: Figures | None = None
        self._last_data: datetime | None = None   # while the server is away: of when what is shown is
        self._district: tuple[float, float, float, float] | None = None
        workstation.map_home.changed.connect(self._show_home)
        areas.outlines_ready.connect(self._show_outlines)
        areas.figures_ready.connect(self._show_figures)
        areas.failed.connect(self._show_failure)
        workstation.lost.connect(self._away)
        workstation.back.connect(self._back)
        self._words = ""   # how far they are
        self._tell(self.tr("Reading the areas…"))

    # For the page ---------------------------------------------------------------------------------------------------
    def open(self, view: MapView, layer: AreaLayer) -> None:
        """The view is made."""
        self._view, self._layer = view, layer
        view.show_stale(self._last_data is not None)
        layer.painted.connect(self._painted)

    def tell_standing(self) -> None:
        """The map's page stands (again): what is to be said is how far the areas are, if anything."""
        self._state.tell(self._words)

    def home(self) -> PlacedArea | None:
        """What ★ shows and what stands at the right until an area is chosen: this person's area, else the district of
        this room; a file may have held the whole city."""
        own = [self._work.person.area_id, *(district.area_id for district in self._work.book.districts[:1])]
        found = [area for area in (self._areas.area(one) for one in own if one is not None) if area is not None]
        return found[0] if found else None

    @Slot()
    def _show_home(self) -> None:
        """What the room has set, but who sees one area only keeps that."""
        if self._view is not None and self._district is not None:
            of_room = self._work.map_home.box if self._work.person.area_id is None else None
            self._view.set_home(of_room or self._district)

    # Behind it ------------------------------------------------------------------------------------------------------
    @Slot(object)
    def _show_outlines(self, packs: dict[AreaLevel, AreaPack]) -> None:
        assert self._view is not None
        assert self._layer is not None
        for number, (level, pack) in enumerate(packs.items(), start=1):
            self._layer.show_outlines(level, pack, more=number < len(packs))
        home, self._district = self.home(), None
        whole = home.box if home is not None else next((pack.box for pack in packs.values() if pack.box), None)
        if whole is None:
            self._tell(self.tr("There are no areas yet. Import the district's outlines: "
                               "gridroom import areas FILE"))
            return
        self._district = whole
        self._show_home()
        self._tell("" if self._figures else self.tr("Counting the cases…"))
        self._side.show_outlines(home)

    @Slot(object)
    def _show_figures(self, figures: Figures) -> None:
        assert self._layer is not None
        self._figures = figures
        words = self._as_of(figures)
        if figures.fresh:
            self._layer.show_figures(figures.indicator, figures.levels, words)
        else:
            for level, one in figures.levels.items():
                self._layer.change_figures(level, one, words)
        if figures.levels:  # else what to do about it stands there
            self._tell("")
        self._side.show_figures(words)

    def _as_of(self, figures: Figures) -> str:
        """Of when they are: what is counted while the server is away is as old as what was read last."""
        at = self._last_data or figures.at
        return self.tr("As of {time}").format(time=f"{at:%H:%M:%S}")

    @Slot(object)
    def _away(self, last_data: datetime | None) -> None:
        """The server is gone: what the map shows is kept, grey and with its time."""
        self._last_data = last_data or self._work.clock.now()
        self._state.hold(self.tr("No connection to the server. The map shows {time}.").format(
            time=f"{self._last_data:%H:%M:%S}"))
        self._tell_stale()

    @Slot()
    def _back(self) -> None:
        self._last_data = None
        self._state.hold("")
        self._tell_stale()

    def _tell_stale(self) -> None:
        if self._view is not None:
            self._view.show_stale(self._last_data is not None)
        if self._figures is not None:
            self._side.show_figures(self._as_of(self._figures))

    @Slot(object)
    def _show_failure(self, failure: Failure) -> None:
        words = failure_words(failure, self._work.clock.now())
        if self._figures is not None:
            time = self._last_data or self._figures.at
            words += " " + self.tr("What the map shows is of {time}.").format(time=f"{time:%H:%M:%S}")
        self._tell(words)

    def _tell(self, words: str) -> None:
        self._words = words
        self._state.tell(words)

    @Slot(str, float)
    def _painted(self, what: str, _milliseconds: float) -> None:
        if what == "grades":
            self.drawn.emit()
