"""Who and what is in the area that the panel shows: people on duty, cameras by state. Unknown is no 0."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qtpy.QtCore import QObject, QTimer, Slot

from app.domain.area import PlacedArea
from app.domain.place import CameraState
from app.services.map_cameras import MapCameras
from app.services.map_positions import MapPositions
from widgets.area_panel import AreaPanel
from widgets.map.words import camera_state_word

if TYPE_CHECKING:
    from widgets.map.camera_layer import CameraLayer
    from widgets.map.position_layer import PositionLayer

MOST_NAMES = 8
AGAIN_MS = 30_000   # people walk from one area into another


class AreaHere(QObject):
    """Keeps these lines of the panel as they are now. Signals: none."""

    def __init__(self, cameras: MapCameras, positions: MapPositions, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._positions = positions
        self.camera_layer: CameraLayer | None = None
        self.position_layer: PositionLayer | None = None
        self._shown: tuple[PlacedArea, AreaPanel] | None = None
        self._on_duty: list[int] | None = None   # ids of those on duty there; None: not read yet
        self._cameras_known = self._looked_at = False
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(AGAIN_MS)
        self._again.timeout.connect(self._ask)
        cameras.all_read.connect(self._know_cameras)
        positions.in_area.connect(self._show_on_duty)

    def look(self, looked_at: bool) -> None:
        """The page is shown, or not: nothing is asked for what nobody looks at."""
        self._looked_at = looked_at
        self._ask()

    def show_area(self, area: PlacedArea, panel: AreaPanel) -> None:
        """Tell in ``panel`` who and what is in this area."""
        if self._shown is None or self._shown[0].area_id != area.area_id:
            self._on_duty = None
        self._shown = area, panel
        self.tell()
        self._ask()

    @Slot()
    def _ask(self) -> None:
        self._again.stop()
        if self._shown is not None and self._looked_at:
            self._positions.ask_area(self._shown[0].area_id)
            self._again.start()

    @Slot()
    def _know_cameras(self, *_: object) -> None:
        self._cameras_known = True
        self.tell()

    @Slot(int, list)
    def _show_on_duty(self, area_id: int, unit_ids: list[int]) -> None:
        if self._shown is not None and self._shown[0].area_id == area_id:
            self._on_duty = unit_ids
            self.tell()

    @Slot()
    def tell(self) -> None:
        """Say it anew."""
        if self._shown is None:
            return
        area, panel = self._shown
        if panel.area is not None and panel.area.area_id == area.area_id:
            panel.show_here([self._people_words(), *self._camera_words(area)])

    def _people_words(self) -> str:
        if self._on_duty is None:
            return self.tr("On duty here: not known yet")
        known = self.position_layer.units if self.position_layer is not None else {}
        names = [known[one].name for one in self._on_duty if one in known and known[one].name]
        return self._named(self.tr("On duty here: {n}").format(n=len(self._on_duty)), names)

    def _camera_words(self, area: PlacedArea) -> list[str]:
        if not self._cameras_known or self.camera_layer is None:
            return [self.tr("Cameras here: not known yet")]
        here = [one for one in self.camera_layer.cameras.values() if area.holds(one.area_path)]
        words = self.tr("Cameras here: {n}").format(n=len(here))
        if len(here) <= MOST_NAMES:
            words = self._named(words, [one.name for one in here])
        states = [f"{camera_state_word(state)} {count}" for state in CameraState
                  if (count := sum(one.state is state for one in here))]
        return [words, " · ".join(states)] if states else [words]

    @staticmethod
    def _named(words: str, names: list[str]) -> str:
        told = "、".join(names[:MOST_NAMES]) + ("…" if len(names) > MOST_NAMES else "")
        return words + (f"  {told}" if told else "")
