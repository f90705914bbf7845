"""A base map made of pictures, under everything else (JavaScript half: resources/map/base_layer.js).

The page never asks a server: it asks us, and a reader on a worker thread asks the file or the one configured server.
"""

from __future__ import annotations

import re

from qtpy.QtCore import QObject, Signal

from app.domain.base_map import BaseKind, BaseMap, TileSheet
from widgets.map.layer import Command, MapLayer
from widgets.map.scheme import Answer, Run
from widgets.map_view import MapView

PLACE = re.compile(r"(\d+)/([a-z_]+)/(\d{1,2})/(\d{1,8})/(\d{1,8})")


class BaseLayer(MapLayer):
    """Shows one base map. ``run`` is a pool for its tiles alone: a server that hangs holds up nothing else.

    Signals:
        painted(): every tile in sight was painted, or could not be had.
    """

    painted = Signal()

    name = "base"
    script = "base_layer.js"

    def __init__(self, run: Run, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._run = run
        self._base = BaseMap(BaseKind.NONE)
        self._serial = 0
        self._sheets: tuple[int, dict[str, TileSheet]] = (0, {})  # replaced, never changed: workers read it
        self._dark = False
        self._words: Command = {"attribution": "", "trouble": ""}

    @property
    def base(self) -> BaseMap:
        """What is shown."""
        return self._base

    def attach(self, view: MapView) -> None:
        super().attach(view)
        view.serve("base/", self._answer, self._run)

    def show(self, base: BaseMap, *, dark: bool) -> None:
        """Another base map; ``dark``: for a room at night."""
        self._base, self._dark = base, dark
        self._serial += 1
        self._sheets = (self._serial, {sheet.key: sheet for sheet in base.sheets})
        self._words = {"attribution": base.attribution, "trouble": ""}
        for command in self.restore():
            self.send(str(command.pop("do")), **command)

    def tell_trouble(self, words: str) -> None:
        """A sentence in the corner of the map; '' takes it away."""
        if words != self._words["trouble"]:
            self._words = {**self._words, "trouble": words}
            self.send("words", **self._words)

    @property
    def trouble(self) -> str:
        """The sentence in the corner."""
        return str(self._words["trouble"])

    def again(self, *, once: bool = False) -> None:
        """Ask again for the tiles that could not be had, those on their way included.

        ``once``: leave out what was asked for so already since the last ``again`` for all. A tile that a server that
        answers can never give is not asked for without end.
        """
        self.send("again", once=once)

    def restore(self) -> list[Command]:
        dark = "" if not self._dark else "dim" if self._base.kind is BaseKind.IMAGE else "invert"
        return [{"do": "show", "serial": self._serial, "dark": dark,
                 "sheets": [{"key": sheet.key, "min": sheet.min_zoom, "max": sheet.max_zoom, "shifted": sheet.shifted}
                            for sheet in self._base.sheets]},
                {"do": "words", **self._words}]

    def hear(self, event: str, body: Command) -> None:
        if event == "painted" and body.get("serial") == self._serial:
            self.painted.emit()

    def _answer(self, path: str, _query: dict[str, str]) -> Answer | None:
        """On a worker. A base map that was left meanwhile is asked no more."""
        found = PLACE.fullmatch(path)
        serial, sheets = self._sheets
        if found is None or int(found[1]) != serial or found[2] not in sheets:
            return None
        sheet, (z, x, y) = sheets[found[2]], map(int, found.groups()[2:])
        if not (sheet.min_zoom <= z <= sheet.max_zoom and x < 1 << z and y < 1 << z):
            return None
        tile = sheet.read(z, x, y)
        return None if tile is None else Answer(tile.data, tile.media_type)
