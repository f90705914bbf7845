"""Streets and water drawn as lines, where no base map is chosen (JavaScript half: resources/map/street_layer.js)."""

from __future__ import annotations

from qtpy.QtCore import QObject, Signal, Slot

from widgets.map.layer import Command, MapLayer
from widgets.map.scheme import Answer
from widgets.map_view import MapView
from widgets.tokens import Tokens, mixed

WATER_SHARE, ROAD_SHARE, NAME_SHARE = 0.24, 0.48, 0.62  # of a token's colour over the ground


class StreetLayer(MapLayer):
    """The ground of a map from our own data.

    Signals:
        painted(): streets and water were painted.
    """

    painted = Signal()

    name = "streets"
    script = "street_layer.js"

    def __init__(self, tokens: Tokens, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._data = b""                 # as app.domain.map_ground packs it; replaced, never changed
        self._serial, self._shown = 0, False

    def attach(self, view: MapView) -> None:
        super().attach(view)
        view.serve("streets/", self._answer)

    @Slot(object)
    def show_ground(self, data: bytes) -> None:
        """Streets and water, in place of those before."""
        self._data, self._serial = data, self._serial + 1
        if self._shown:
            self.send("load", serial=self._serial)

    def set_shown(self, shown: bool) -> None:
        """Show it or put it away."""
        self._shown = shown
        if shown:
            for command in self.restore():
                self.send(str(command.pop("do")), **command)
        else:
            self.send("hide")

    def dress(self, tokens: Tokens) -> None:
        """Another theme."""
        self._tokens = tokens
        self.send("colors", **self._colors())

    def restore(self) -> list[Command]:
        if not self._shown:
            return []
        commands: list[Command] = [{"do": "colors", **self._colors()}]
        if self._data:
            commands.append({"do": "load", "serial": self._serial})
        return commands

    def hear(self, event: str, body: Command) -> None:
        if event == "painted":
            self.painted.emit()

    def _colors(self) -> dict[str, str]:
        tokens, ground = self._tokens, self._tokens.color("bg")
        return {"water": mixed(tokens.color("near"), ground, WATER_SHARE).name(),
                "road": mixed(tokens.color("faint"), ground, ROAD_SHARE).name(),
                "water_name": mixed(tokens.color("near"), ground, NAME_SHARE).name(),
                "road_name": tokens.faint}

    def _answer(self, _path: str, _query: dict[str, str]) -> Answer | None:
        return Answer(self._data, "application/json") if self._data else None
