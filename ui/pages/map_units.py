"""Cameras, people and vehicles on the map page: their layers, and what a click tells."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from qtpy.QtCore import QMetaMethod, QObject, Signal, Slot

from app.domain.failures import Failure
from app.domain.place import Camera
from app.domain.position import LivePosition
from app.services.map_cameras import MapCameras
from app.services.map_positions import MapPositions
from ui.pages.area_here import AreaHere
from ui.pages.map_near import MapNear
from ui.workstation import Workstation
from widgets.failure_words import failure_words
from widgets.map.camera_panel import CameraPanel, camera_lines
from widgets.map.words import age_words
from widgets.tokens import Tokens

if TYPE_CHECKING:
    from widgets.map.camera_layer import CameraLayer
    from widgets.map.position_layer import PositionLayer
    from widgets.map_view import MapView

class MapUnits(QObject):
    """What has a place and lives.

    Signals:
        camera_asked(): show ``camera_panel``.
        play_asked(object): the picture of this Camera is wanted; whoever plays cameras connects here.
        unit_asked(object): this LivePosition was clicked.
        said(str): a sentence for the message bar.
    """

    camera_asked = Signal()
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
        self.here = AreaHere(self.cameras, self.positions, self)
        self.near = MapNear(workstation, self.cameras, self.positions, self)
        self.camera_panel.play_asked.connect(self._play)
        cameras, positions = self.cameras, self.positions
        cameras.failed.connect(self._complain)
        positions.failed.connect(self._complain)
        self.near.camera_chosen.connect(self.show_camera)
        self.near.said.connect(self.said)

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
        self.here.camera_layer, self.here.position_layer = self.camera_layer, self.position_layer
        self.near.open(view, self.camera_layer, self.position_layer)
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
        self.here.look(looked_at)
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

    @Slot(int)
    def show_camera(self, camera_id: int) -> None:
        """Its facts at the right, its field of view marked."""
        camera = self.camera_layer.cameras.get(camera_id) if self.camera_layer is not None else None
        if camera is None or self.camera_layer is None:
            return
        self.camera_layer.select(camera_id, self.near.that_see())
        self.camera_panel.show_camera(camera, self._work.clock.now())
        self.camera_asked.emit()

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
        self.here.tell()

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

    @Slot(object)
    def _complain(self, failure: Failure) -> None:
        self.said.emit(failure_words(failure, self._work.clock.now()))
