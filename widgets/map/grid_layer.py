"""Areas that are drawn anew, or as they were on some day (JavaScript half: resources/map/grid_edit.js)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from qtpy.QtCore import QObject, Signal

from app.domain.area import MultiPolygon
from widgets.map.layer import Command, MapLayer
from widgets.map.scheme import Answer
from widgets.map_view import MapView

Place = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Drawn:
    """One area on the map; ``state``: "", "new", "changed", "gone"."""

    outline: MultiPolygon
    label: str
    state: str = ""

    def told(self) -> dict[str, object]:
        """As the page takes it."""
        return {"outline": self.outline, "label": self.label, "state": self.state}


class GridLayer(MapLayer):
    """Draws areas over the others and tells what the hand does. With the tool "" there is nothing of it.

    Signals:
        tapped(object, float, bool): (longitude, latitude), how many metres the hand reaches there, whether one more.
        dragged(object, object, float, bool): from, to, reach in metres, whether ``from`` is a corner (else a border).
        drawn(float): what was said last is painted; milliseconds in the page, 0 for the whole.
    """

    tapped = Signal(object, float, bool)
    dragged = Signal(object, object, float, bool)
    drawn = Signal(float)

    name = "gridedit"
    script = "grid_edit.js"

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._areas: dict[str, Drawn] = {}
        self._served: dict[str, bytes] = {}     # replaced, never changed, as workers read it
        self._serial = 0
        self.tool = ""
        self._hand: Command = {"selected": [], "gesture": [], "closed": False, "held": None}
        self._fault: MultiPolygon | None = None

    def attach(self, view: MapView) -> None:
        super().attach(view)
        view.serve("gridedit/", self._answer)

    def show_whole(self, areas: Mapping[str, Drawn]) -> None:
        """These areas and no others."""
        self._areas = dict(areas)
        self.send("whole", serial=self._serve())

    def change(self, put: Mapping[str, Drawn], gone: Iterable[str]) -> None:
        """Some areas put, others gone."""
        leaving = list(gone)
        for key in leaving:
            self._areas.pop(key, None)
        self._areas.update(put)
        self.send("some", put={key: one.told() for key, one in put.items()}, gone=leaving)

    def take(self, tool: str) -> None:
        """Put a tool in the hand: select, border, draw, split; look: nothing but shown; "": nothing is shown."""
        self.tool = tool
        if not tool:
            self._areas, self._fault = {}, None
        self.send("tool", tool=tool)

    def hand(self, selected: Iterable[str], gesture: Iterable[Place] = (), *, closed: bool = False,
             held: Place | None = None) -> None:
        """What is chosen, the line that is being drawn, the corner that is held."""
        self._hand = {"selected": list(selected), "gesture": list(gesture), "closed": closed, "held": held}
        self.send("hand", **self._hand)

    def show_fault(self, outline: MultiPolygon | None) -> None:
        """Mark a place where something is wrong."""
        self._fault = outline
        self.send("fault", outline=outline)

    def restore(self) -> list[Command]:
        if not self.tool:
            return []
        return [{"do": "tool", "tool": self.tool}, {"do": "whole", "serial": self._serve()},
                {"do": "hand", **self._hand}, {"do": "fault", "outline": self._fault}]

    def hear(self, event: str, body: Command) -> None:
        if event == "drawn":
            self.drawn.emit(float(body.get("milliseconds", 0.0)))
            return
        at = (float(body["longitude"]), float(body["latitude"]))
        if event == "tapped":
            self.tapped.emit(at, float(body["metres"]), bool(body["more"]))
        elif event == "dragged":
            start = (float(body["from"][0]), float(body["from"][1]))
            self.dragged.emit(start, at, float(body["metres"]), bool(body["corner"]))

    def _serve(self) -> int:
        self._serial += 1
        told = {key: one.told() for key, one in self._areas.items()}
        self._served = {f"whole/{self._serial}": json.dumps(told, ensure_ascii=False).encode()}
        return self._serial

    def _answer(self, path: str, _query: dict[str, str]) -> Answer | None:
        data = self._served.get(path)
        return None if data is None else Answer(data, "application/json")
