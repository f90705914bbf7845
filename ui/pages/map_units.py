"""Cameras, people and vehicles on the map page: their layers, what a click tells, what is near a case."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from qtpy.QtCore import QMetaMethod, QObject, Signal, Slot

from app.domain.area import PlacedArea
from app.domain.failures import Failure
from app.domain.people import Duty
from app.domain.place import Camera
from app.domain.position import LivePosition, NearbyUnit
from app.services.map_cameras import MapCameras
from app.services.map_positions import MapPositions
from ui.workstation import Workstation
from widgets.area_panel import AreaPanel
from widgets.failure_words import failure_words
from widgets.map.camera_panel import CameraPanel, camera_lines
from widgets.map.list_panel import Line
from widgets.map.words import age_words
from widgets.place_words import distance_words
from widgets.tokens import Tokens

if TYPE_CHECKING:
    from widgets.map.camera_layer import CameraLayer
    from widgets.map.position_layer import PositionLayer
    from widgets.map_view import MapView

NEAREST = 5
MOST_NAMES = 8
SENDERS = {Duty.CALL_TAKER, Duty.DISPATCHER, Duty.DUTY_CHIEF, Duty.INSPECTOR}  # who may ask who is nearest
AROUND = 0.0012  # degrees shown around what is gone to


class MapUnits(QObject):
    """What has a place and lives.

    Signals:
        camera_asked(): show ``camera_panel``.
        near_ready(str, str, object): title, note and Lines of what is near the chosen case.
        play_asked(object): the picture of this Camera is wanted; whoever plays cameras connects here.
        unit_asked(object): this LivePosition was clicked.
        said(str): a sentence for the message bar.
    """

    camera_asked = Signal()
    near_ready = Signal(str, str, object)
    play_asked = Signal(object)
    unit_asked = Signal(object)
    said = Signal(str)

    def __init__(self, workstation: Workstation, tokens: Tokens, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work = workstation
        self.cameras = MapCameras(workstation.engine, workstation.jobs, self)
        self.positions = MapPositions(workstation.engine, workstation.jobs, self)
        self.camera_panel = CameraPanel(tokens)
        self.camera_layer: CameraLayer | None = None
        self.position_layer: PositionLayer | None = None
        self._view: MapView | None = None
        self._area: tuple[PlacedArea, AreaPanel] | None = None
        self._here: list[int] | None = None      # ids of those on duty in the area that is shown
        self._near: list[Camera] = []
        self._nearest: list[NearbyUnit] = []
        self._near_wanted = False
        self.camera_panel.play_asked.connect(self._play)
        work, cameras, positions = workstation, self.cameras, self.positions
        cameras.near_read.connect(self._show_near)
        cameras.failed.connect(self._complain)
        positions.nearest_read.connect(self._show_nearest)
        positions.in_area.connect(self._show_in_area)
        positions.failed.connect(self._complain)
        work.case.opened.connect(self._forget_near)
        work.case.detail_ready.connect(self._ask_cameras)

    # For the page ---------------------------------------------------------------------------------------------------
    def open(self, view: MapView, shown: Mapping[str, bool]) -> None:
        """Put the layers on the map. Imported only now, as the view is."""
        from widgets.map.camera_layer import CameraLayer
        from widgets.map.position_layer import PositionLayer

        self._view = view
        self.camera_layer, self.position_layer = CameraLayer(view), PositionLayer(view)
        for layer in (self.camera_layer, self.position_layer):
            layer.shown = shown[layer.name]
            view.add_layer(layer)
        self.cameras.all_read.connect(self._load_cameras)
        self.cameras.changed.connect(self._change_cameras)
        self.positions.all_read.connect(self._load_units)
        self.positions.changed.connect(self._change_units)
        self.camera_layer.clicked.connect(self.show_camera)
        self.camera_layer.tip_asked.connect(self._tell_camera)
        self.position_layer.tip_asked.connect(self._tell_unit)
        self.position_layer.clicked.connect(self._ask_unit)

    def look(self, looked_at: bool, shown: Mapping[str, bool]) -> None:
        """The page is shown, or not: nothing is read for what nobody looks at."""
        self.cameras.look(looked_at)
        self.positions.look(looked_at and shown["positions"])

    def switch(self, key: str, on: bool) -> None:
        """A layer is wanted, or not."""
        self.show_layer(key, on)
        if key == "positions":
            self.positions.look(on)

    def show_layer(self, key: str, shown: bool) -> None:
        """Show "cameras" or "positions" or hide them, for whatever reason."""
        layer = self.camera_layer if key == "cameras" else self.position_layer
        if layer is not None:
            layer.show_layer(shown)
        if key == "positions" and not shown and self.position_layer is not None:
            self.position_layer.show_nearest((0, 0), [])

    def show_area(self, area: PlacedArea, panel: AreaPanel) -> None:
        """Tell in ``panel`` who and what is in this area."""
        self._area, self._here = (area, panel), None
        self._tell_area()
        self.positions.ask_area(area.area_id)

    @Slot(int)
    def show_camera(self, camera_id: int) -> None:
        """Its facts at the right, its field of view marked."""
        camera = self.camera_layer.cameras.get(camera_id) if self.camera_layer is not None else None
        if camera is None or self.camera_layer is None:
            return
        self.camera_layer.select(camera_id, (one.camera_id for one in self._near if one.covers))
        self.camera_panel.show_camera(camera, self._work.clock.now())
        self.camera_asked.emit()

    @Slot()
    def ask_near(self) -> None:
        """List cameras and people near the chosen case, and draw lines to the people."""
        detail = self._work.case.detail
        if detail is None or detail.case.position is None:
            self.said.emit(self.tr("Nobody knows where this case is: it has no place on the map."))
            return
        self._near_wanted = True
        self.cameras.ask_near(detail.case.case_id, detail.case.position)
        if self._work.person.duties & SENDERS:
            self.positions.ask_nearest(detail.case.case_id, detail.case.position, NEAREST)

    def choose(self, key: str) -> None:
        """An entry of the list of what is near."""
        kind, _, number = key.partition(" ")
        if kind == "camera":
            self.show_camera(int(number))
            return
        unit = next((one for one in self._nearest if str(one.unit_id) == number), None)
        if unit is not None and self._view is not None:
            x, y = unit.position
            self._view.go_to(f"unit {number}", (x - AROUND, y - AROUND, x + AROUND, y + AROUND))

    # Cameras --------------------------------------------------------------------------------------------------------
    @Slot(list)
    def _load_cameras(self, cameras: list[Camera]) -> None:
        assert self.camera_layer is not None
        self.camera_layer.load(cameras)
        self._refresh()

    @Slot(object, object)
    def _change_cameras(self, cameras: list[Camera], gone: set[int]) -> None:
        assert self.camera_layer is not None
        self.camera_layer.change(cameras, gone)
        self._refresh()

    def _refresh(self) -> None:
        shown = self.camera_panel.camera
        known = self.camera_layer.cameras if self.camera_layer is not None else {}
        if shown is not None and shown.camera_id in known:
            self.camera_panel.show_camera(known[shown.camera_id], self._work.clock.now())
        self._tell_area()

    @Slot(int)
    def _tell_camera(self, camera_id: int) -> None:
        assert self.camera_layer is not None
        camera = self.camera_layer.cameras.get(camera_id)
        if camera is not None:
            self.camera_layer.tell_tip(camera_id, camera_lines(camera, self._work.clock.now()))

    @Slot(object)
    def _play(self, camera: Camera) -> None:
        if self.isSignalConnected(QMetaMethod.fromSignal(self.play_asked)):
            self.play_asked.emit(camera)
        else:
            self.camera_panel.tell(self.tr("No video wall is open at this seat that could show the picture."))

    # People ---------------------------------------------------------------------------------------------------------
    @Slot(list, float)
    def _load_units(self, units: list[LivePosition], stale_minutes: float) -> None:
        assert self.position_layer is not None
        self.position_layer.load(units, stale_minutes, self._work.clock.now())

    @Slot(list)
    def _change_units(self, units: list[LivePosition]) -> None:
        assert self.position_layer is not None
        self.position_layer.change(units, self._work.clock.now())

    @Slot(int)
    def _tell_unit(self, unit_id: int) -> None:
        assert self.position_layer is not None
        unit = self.position_layer.units.get(unit_id)
        if unit is None or unit.at is None:
            return
        lines = [unit.name, " · ".join(part for part in (unit.department, unit.area) if part),
                 age_words(self._work.clock.now() - unit.at)]
        self.position_layer.tell_tip(unit_id, [line for line in lines if line])

    @Slot(int)
    def _ask_unit(self, unit_id: int) -> None:
        assert self.position_layer is not None
        unit = self.position_layer.units.get(unit_id)
        if unit is not None:
            self.unit_asked.emit(unit)

    @Slot(int, list)
    def _show_in_area(self, area_id: int, unit_ids: list[int]) -> None:
        if self._area is not None and self._area[0].area_id == area_id:
            self._here = unit_ids
            self._tell_area()

    def _tell_area(self) -> None:
        if self._area is None:
            return
        area, panel = self._area
        if panel.area is None or panel.area.area_id != area.area_id:
            return
        lines = []
        if self._here is not None:
            known = self.position_layer.units if self.position_layer is not None else {}
            names = [known[one].name for one in self._here if one in known and known[one].name]
            lines.append(self._counted(self.tr("On duty here: {n}"), len(self._here), names))
        cameras = self.camera_layer.cameras.values() if self.camera_layer is not None else ()
        here = [one.name for one in cameras if area.holds(one.area_path)]
        lines.append(self._counted(self.tr("Cameras here: {n}"), len(here), here))
        panel.show_here(lines)

    @staticmethod
    def _counted(words: str, count: int, names: list[str]) -> str:
        told = "、".join(names[:MOST_NAMES]) + ("…" if len(names) > MOST_NAMES else "")
        return words.format(n=count) + (f"  {told}" if told else "")

    # Near the chosen case -------------------------------------------------------------------------------------------
    @Slot(int)
    def _forget_near(self, _case_id: int) -> None:
        self._near, self._nearest, self._near_wanted = [], [], False
        if self.camera_layer is not None:
            self.camera_layer.select(None)
        if self.position_layer is not None:
            self.position_layer.show_nearest((0, 0), [])

    @Slot(object)
    def _ask_cameras(self, detail: object) -> None:
        case = self._work.case.detail
        if case is not None and case.case.position is not None and self.camera_layer is not None \
                and self.camera_layer.shown:
            self.cameras.ask_near(case.case.case_id, case.case.position)

    @Slot(int, list)
    def _show_near(self, case_id: int, cameras: list[Camera]) -> None:
        if case_id != self._work.case.case_id or self.camera_layer is None:
            return
        self._near = cameras
        self.camera_layer.select(None, (one.camera_id for one in cameras if one.covers))
        self._list_near()

    @Slot(int, list)
    def _show_nearest(self, case_id: int, units: list[NearbyUnit]) -> None:
        detail = self._work.case.detail
        if detail is None or case_id != detail.case.case_id or detail.case.position is None:
            return
        self._nearest = units
        if self.position_layer is not None:
            self.position_layer.show_nearest(detail.case.position, units)
        self._list_near()

    def _list_near(self) -> None:
        detail = self._work.case.detail
        if not self._near_wanted or detail is None:
            return
        now = self._work.clock.now()
        lines = [Line(f"camera {one.camera_id}", self.tr("sees it: {name}").format(name=one.name) if one.covers
                      else one.name, " · ".join([distance_words(one.metres or 0), *camera_lines(one, now)[1:]]))
                 for one in self._near]
        lines += [Line(f"unit {one.unit_id}", one.name, " · ".join(part for part in (
            distance_words(one.metres), one.area, age_words(now - one.at)) if part)) for one in self._nearest]
        note = "" if lines else self.tr("No camera and nobody on duty is known near it.")
        self.near_ready.emit(self.tr("Near {number}").format(number=detail.case.case_number), note, lines)

    @Slot(object)
    def _complain(self, failure: Failure) -> None:
        self.said.emit(failure_words(failure, self._work.clock.now()))
