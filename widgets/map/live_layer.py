"""What the layers of living things share: shown or not, words beside the pointer, a part of the legend."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from qtpy.QtCore import QObject, Signal

from widgets.map.layer import Command, MapLayer
from widgets.map.scheme import Answer, at_once
from widgets.map_view import MapView


class LiveLayer(MapLayer):
    """A layer of things with ids.

    Signals:
        clicked(int): the id of the thing.
        tip_asked(int): the pointer rests on this one; answer with ``tell_tip``.
    """

    clicked = Signal(int)
    tip_asked = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.shown = True
        self._served: dict[str, bytes] = {}  # path → bytes
        self._serial = 0

    def attach(self, view: MapView) -> None:
        super().attach(view)
        view.serve(f"{self.name}/", self._answer, at_once)

    def show_layer(self, shown: bool) -> None:
        """Show it or hide it; what is known of it stays."""
        self.shown = shown
        self.send("show", shown=shown)
        self.tell_legend()

    def tell_tip(self, id_: int, lines: Sequence[str]) -> None:
        """Words beside the pointer, as long as it rests there."""
        self.send("tip", id=id_, lines=list(lines))

    def legend(self) -> Command | None:
        """Title, rows and notes of this layer's part of the legend; None without one."""
        return None

    def tell_legend(self) -> None:
        """Show this layer's part of the legend as it is now."""
        if self._view is not None:
            told = self.legend() if self.shown else None
            self._view.send("map", "legend", {**(told or {"title": ""}), "part": self.name})

    @property
    def lives(self) -> bool:
        """Whether news come: what does not live must not be called live."""
        return self._view is None or not self._view.stale

    def age(self) -> None:
        self.tell_legend()

    def restore(self) -> list[Command]:
        self.tell_legend()
        return [] if self.shown else [{"do": "show", "shown": False}]

    def hear(self, event: str, body: Command) -> None:
        if event == "click" and isinstance(body.get("id"), int):
            self.clicked.emit(body["id"])
        elif event == "tip" and isinstance(body.get("id"), int):
            self.tip_asked.emit(body["id"])

    def serve_bytes(self, data: bytes) -> int:
        """Offer ``data`` to the page under a new number, in place of those before."""
        self._serial += 1
        self._served = {str(self._serial): data}
        return self._serial

    def _answer(self, path: str, _query: dict[str, str]) -> Answer | None:
        data = self._served.get(path)
        return None if data is None else Answer(data)


def icon(shape: str, color: str, words: str, **more: Any) -> Command:
    """One row of a legend with a drawn sign (resources/map/icons.js)."""
    return {"icon": {"shape": shape, "color": color, **more}, "words": words}
