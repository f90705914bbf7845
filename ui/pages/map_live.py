"""The living layers of the map page: made when its view is, switched by the panel at the left."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qtpy.QtCore import QObject, Signal, Slot
from qtpy.QtWidgets import QWidget

from app.domain.case import Case
from ui.pages.map_cases import MapCases, tip_lines
from ui.pages.map_past import MapPast
from ui.pages.map_units import MapUnits
from ui.workstation import Workstation
from widgets.map.layer_panel import LayerPanel
from widgets.map.list_panel import Line, ListPanel
from widgets.tokens import Tokens

if TYPE_CHECKING:
    from widgets.map.area_layer import AreaLayer
    from widgets.map_view import MapView

NEAR_DEGREES = 0.002  # shown around a case that is gone to


class MapLive(QObject):
    """Cases, cameras, people, and what is computed of the past.

    Signals:
        case_asked(object): open this case id.
        closing_asked(): show what was shown before the case.
        list_asked(): show ``list`` at the right.
        camera_asked(): show ``units.camera_panel`` at the right.
        track_asked(): show ``past.track_panel`` at the right.
        said(str): a sentence for the message bar.
    """

    case_asked = Signal(object)
    closing_asked = Signal()
    list_asked = Signal()
    camera_asked = Signal()
    track_asked = Signal()
    said = Signal(str)

    def __init__(self, workstation: Workstation, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work = workstation
        self.panel, self.list = LayerPanel(tokens), ListPanel(tokens)
        self.view: MapView | None = None
        self._areas: AreaLayer | None = None
        self.cases: MapCases | None = None
        self._listed = ""   # what the list shows
        self.units = MapUnits(workstation, tokens, self)
        self.panel.add("areas", self.tr("Area colours"), on=True)
        self.panel.add("cases", self.tr("Open cases"), on=True)
        self.panel.add("cameras", self.tr("Cameras"), on=False)
        self.panel.add("positions", self.tr("People and vehicles on duty"), on=False)
        self.past = MapPast(workstation, tokens, self.panel, self)
        self.panel.switched.connect(self._switch)
        self.past.list_ready.connect(self._list_past)
        self.past.cases_asked.connect(self._list_ids)
        self.past.live_asked.connect(self._show_live)
        self.past.track_asked.connect(self.track_asked)
        self.past.said.connect(self.said)
        self.units.unit_asked.connect(self.past.show_unit)
        self.units.camera_asked.connect(self.camera_asked)
        self.units.near.ready.connect(self._list_near)
        self.units.said.connect(self.said)
        self.list.chosen.connect(self._choose_line)

    # For the page ---------------------------------------------------------------------------------------------------
    def open(self, view: MapView, areas: AreaLayer) -> None:
        """The view is made: put the layers on it. Imported only now, as the view is."""
        from widgets.map.case_layer import CaseLayer

        self.view, self._areas = view, areas
        work, shown = self._work, self.panel.shown()
        layer = CaseLayer(view)
        layer.shown = shown["cases"]
        view.add_layer(layer)
        self.cases = MapCases(layer, work.board, work.case, work.clock, work.jobs, self)
        self.cases.case_asked.connect(self.case_asked)
        self.cases.closing_asked.connect(self.closing_asked)
        self.cases.several_asked.connect(self._list_cases)
        layer.arrow_clicked.connect(self._go_to_case)
        areas.show_fill(shown["areas"])
        self.units.open(view, shown)
        self.past.open(view)
        for key in ("heat", "repeat", "patrol"):
            if shown.get(key):
                self.past.switch(key, True)

    def look(self, looked_at: bool) -> None:
        """The page is shown, or not."""
        self.units.look(looked_at, self.panel.shown())

    def save(self) -> dict[str, Any]:
        """What this person wants to see."""
        return {"shown": self.panel.shown()}

    def restore(self, kept: object) -> None:
        """Take ``save`` back, before the view is opened; what cannot be read is as good as nothing."""
        if isinstance(kept, dict) and isinstance(kept.get("shown"), dict):
            self.panel.show_choice(kept["shown"])

    # Behind it ------------------------------------------------------------------------------------------------------
    @Slot(str, bool)
    def _switch(self, key: str, on: bool) -> None:
        if self.view is None or self._areas is None:
            return
        if key == "areas":
            self._areas.show_fill(on)
        elif key == "cases":
            assert self.cases is not None
            self.cases.layer.show_layer(on and not self.past.replays)
        elif key in ("cameras", "positions"):
            self.units.switch(key, on)
            if self.past.replays:
                self.units.show_layer(key, False)
        else:
            self.past.switch(key, on)

    @Slot(bool)
    def _show_live(self, shown: bool) -> None:
        """What lives is hidden while a day is played again: two times on one map would deceive."""
        if self.cases is None:
            return
        wanted = self.panel.shown()
        self.cases.layer.show_layer(shown and wanted["cases"])
        for key in ("cameras", "positions"):
            self.units.show_layer(key, shown and wanted[key])

    @Slot(str, str, str, object)
    def _list_past(self, what: str, title: str, note: str, lines: list[Line]) -> None:
        self._show_list(what, title, note, lines)

    @Slot(object)
    def _list_ids(self, case_ids: list[int]) -> None:
        """Cases by id; those that are no longer on the board are opened by their id all the same."""
        lines = []
        for case_id in case_ids:
            case = self._work.board.case(case_id)
            told = tip_lines(case, self._work.clock) if case is not None else [
                self.tr("Ended case {id}").format(id=case_id)]
            lines.append(Line(str(case_id), " · ".join(told[:2]), " · ".join(told[2:])))
        self._show_list("cases", self.tr("{n} cases here").format(n=len(lines)), "", lines)

    @Slot(object)
    def _list_cases(self, cases: list[Case]) -> None:
        self._show_list(
            "cases", self.tr("{n} cases at one place").format(n=len(cases)), "",
            [Line(str(one.case_id), " · ".join(tip_lines(one, self._work.clock)[:2]),
                  " · ".join(tip_lines(one, self._work.clock)[2:])) for one in cases])

    def _show_list(self, what: str, title: str, note: str, lines: list[Line]) -> None:
        self._listed = what
        self.list.show_lines(title, note, lines)
        self.list_asked.emit()

    @Slot(str)
    def _choose_line(self, key: str) -> None:
        if self._listed == "cases":
            self.case_asked.emit(int(key))
        elif self._listed == "near":
            self.units.near.choose(key)
        elif self._listed == "places":
            self.past.choose_place(int(key))

    @Slot(str, str, object)
    def _list_near(self, title: str, note: str, lines: list[Line]) -> None:
        self._show_list("near", title, note, lines)

    @Slot()
    def _go_to_case(self) -> None:
        case = self._work.case
        known = case.detail.case if case.detail is not None else None
        if known is None or known.position is None or self.view is None:
            return
        x, y = known.position
        self.view.go_to(f"case {known.case_id}", (x - NEAR_DEGREES, y - NEAR_DEGREES, x + NEAR_DEGREES,
                                                  y + NEAR_DEGREES))
