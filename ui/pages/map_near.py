"""What is near the chosen case: cameras, those that see it first, and people and vehicles on duty."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from qtpy.QtCore import QObject, Signal, Slot

from app.domain.people import Duty
from app.domain.place import Camera
from app.domain.position import NearbyUnit
from app.services.map_cameras import MapCameras
from app.services.map_positions import MapPositions
from ui.workstation import Workstation
from widgets.map.camera_panel import camera_lines
from widgets.map.list_panel import Line
from widgets.map.words import age_words
from widgets.place_words import distance_words

if TYPE_CHECKING:
    from widgets.map.camera_layer import CameraLayer
    from widgets.map.position_layer import PositionLayer
    from widgets.map_view import MapView

NEAREST = 5
SENDERS = {Duty.CALL_TAKER, Duty.DISPATCHER, Duty.DUTY_CHIEF, Duty.INSPECTOR}  # who may ask who is nearest
AROUND = 0.0012  # degrees shown around what is gone to


class MapNear(QObject):
    """Asks and lists it, marks cameras that see the case and draws lines to people.

    Signals:
        ready(str, str, object): title, note and Lines.
        camera_chosen(int): a camera of the list.
        said(str): a sentence for the message bar.
    """

    ready = Signal(str, str, object)
    camera_chosen = Signal(int)
    said = Signal(str)

    def __init__(self, workstation: Workstation, cameras: MapCameras, positions: MapPositions,
                 parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work, self._cameras, self._positions = workstation, cameras, positions
        self._camera_layer: CameraLayer | None = None
        self._position_layer: PositionLayer | None = None
        self._view: MapView | None = None
        self._near: list[Camera] = []
        self._nearest: list[NearbyUnit] = []
        self._wanted = False
        cameras.near_read.connect(self._show_near)
        positions.nearest_read.connect(self._show_nearest)
        workstation.case.opened.connect(self._forget)
        workstation.case.detail_ready.connect(self._ask_cameras)

    # For the page ---------------------------------------------------------------------------------------------------
    def open(self, view: MapView, cameras: CameraLayer, positions: PositionLayer) -> None:
        """The view is made."""
        self._view, self._camera_layer, self._position_layer = view, cameras, positions

    def that_see(self) -> Iterator[int]:
        """The cameras that see the chosen case."""
        return (one.camera_id for one in self._near if one.covers)

    @Slot()
    def ask(self) -> None:
        """List cameras and people near the chosen case, and draw lines to the people."""
        detail = self._work.case.detail
        if detail is None or detail.case.position is None:
            self.said.emit(self.tr("Nobody knows where this case is: it has no place on the map."))
            return
        self._wanted = True
        self._cameras.ask_near(detail.case.case_id, detail.case.position)
        if self._work.person.duties & SENDERS:
            self._positions.ask_nearest(detail.case.case_id, detail.case.position, NEAREST)

    def choose(self, key: str) -> None:
        """An entry of the list of what is near."""
        kind, _, number = key.partition(" ")
        if kind == "camera":
            self.camera_chosen.emit(int(number))
            return
        unit = next((one for one in self._nearest if str(one.unit_id) == number), None)
        if unit is not None and self._view is not None:
            x, y = unit.position
            self._view.go_to(f"unit {number}", (x - AROUND, y - AROUND, x + AROUND, y + AROUND))

    # Behind it ------------------------------------------------------------------------------------------------------
    @Slot(int)
    def _forget(self, _case_id: int) -> None:
        self._near, self._nearest, self._wanted = [], [], False
        if self._camera_layer is not None:
            self._camera_layer.select(None)
        if self._position_layer is not None:
            self._position_layer.show_nearest((0, 0), [])

    @Slot(object)
    def _ask_cameras(self, detail: object) -> None:
        case = self._work.case.detail
        if case is not None and case.case.position is not None and self._camera_layer is not None \
                and self._camera_layer.shown:
            self._cameras.ask_near(case.case.case_id, case.case.position)

    @Slot(int, list)
    def _show_near(self, case_id: int, cameras: list[Camera]) -> None:
        if case_id != self._work.case.case_id or self._camera_layer is None:
            return
        self._near = cameras
        self._camera_layer.select(None, (one.camera_id for one in cameras if one.covers))
        self._list()

    @Slot(int, list)
    def _show_nearest(self, case_id: int, units: list[NearbyUnit]) -> None:
        detail = self._work.case.detail
        if detail is None or case_id != detail.case.case_id or detail.case.position is None:
            return
        self._nearest = units
        if self._position_layer is not None:
            self._position_layer.show_nearest(detail.case.position, units)
        self._list()

    def _list(self) -> None:
        detail = self._work.case.detail
        if not self._wanted or detail is None:
            return
        now = self._work.clock.now()
        lines = [Line(f"camera {one.camera_id}", self.tr("sees it: {name}").format(name=one.name) if one.covers
                      else one.name, " · ".join([distance_words(one.metres or 0), *camera_lines(one, now)[1:]]))
                 for one in self._near]
        lines += [Line(f"unit {one.unit_id}", one.name, " · ".join(part for part in (
            distance_words(one.metres), one.area, age_words(now - one.at)) if part)) for one in self._nearest]
        note = "" if lines else self.tr("No camera and nobody on duty is known near it.")
        self.ready.emit(self.tr("Near {number}").format(number=detail.case.case_number), note, lines)
