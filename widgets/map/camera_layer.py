"""Cameras on the map (JavaScript half: resources/map/camera_layer.js)."""

from __future__ import annotations

from collections.abc import Iterable

from qtpy.QtCore import QObject

from app.domain.place import Camera, CameraState
from widgets.map.layer import Command
from widgets.map.live_layer import LiveLayer, icon
from widgets.map.words import camera_state_word

LOOKS = {CameraState.LIVE: ("link", "play", False), CameraState.STALLED: ("behind", "paused", False),
         CameraState.DEAD: ("overdue", "overdue", False), CameraState.UNKNOWN: ("quiet", "ask", True)}


class CameraLayer(LiveLayer):
    """Pins with the field of view. Signals: those of LiveLayer."""

    name = "cameras"
    script = "camera_layer.js"

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.cameras: dict[int, Camera] = {}
        self._selected: Command = {"id": 0, "near": []}

    def load(self, cameras: Iterable[Camera]) -> None:
        """All that this person may see."""
        self.cameras = {one.camera_id: one for one in cameras}
        self.send("load", rows=self._rows())
        self.tell_legend()

    def change(self, cameras: Iterable[Camera], gone: Iterable[int]) -> None:
        """Some changed, some are gone."""
        put, away = list(cameras), [one for one in gone if self.cameras.pop(one, None) is not None]
        self.cameras |= {one.camera_id: one for one in put}
        self.send("change", rows=[_row(one) for one in put], gone=away)
        self.tell_legend()

    def select(self, camera_id: int | None, near: Iterable[int] = ()) -> None:
        """Mark one, and those that matter to the chosen case."""
        self._selected = {"id": camera_id or 0, "near": list(near)}
        self.send("select", **self._selected)

    def legend(self) -> Command:
        count = dict.fromkeys(LOOKS, 0)
        for one in self.cameras.values():
            count[one.state] += 1
        rows = [{**icon("square", color, camera_state_word(state), glyph=glyph, hollow=hollow),
                 "count": str(count[state])} for state, (color, glyph, hollow) in LOOKS.items()]
        return {"title": self.tr("Cameras"), "rows": rows}

    def restore(self) -> list[Command]:
        return [*super().restore(), {"do": "show", "shown": self.shown}, {"do": "load", "rows": self._rows()},
                {"do": "select", **self._selected}]

    def _rows(self) -> list[list[object]]:
        return [_row(one) for one in self.cameras.values()]


def _row(one: Camera) -> list[object]:
    return [one.camera_id, *one.position, one.direction, one.view_angle, one.reach, one.state.value]
