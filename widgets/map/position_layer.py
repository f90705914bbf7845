"""People and vehicles on the map (JavaScript half: resources/map/position_layer.js)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from qtpy.QtCore import QObject, Signal

from app.domain.case_pack import milliseconds
from app.domain.position import LivePosition, NearbyUnit
from widgets.map.layer import Command
from widgets.map.live_layer import LiveLayer, icon
from widgets.place_words import distance_words


class PositionLayer(LiveLayer):
    """Dots with an age.

    Signals:
        painted(int): what was told under this number is on the screen (see ``load`` and ``change``).
    """

    painted = Signal(int)

    name = "positions"
    script = "position_layer.js"

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.units: dict[int, LivePosition] = {}
        self._stale_ms = 600_000.0
        self._now: float = 0
        self._mark = 0
        self._nearest: Command = {"from": [0, 0], "rows": []}

    def load(self, units: Iterable[LivePosition], stale_minutes: float, now: datetime) -> int:
        """All who are on duty; ``now`` is the server's time. Returns the number under which ``painted`` tells of it."""
        self.units = {one.unit_id: one for one in units if one.on_duty and one.position is not None}
        self._stale_ms, self._now = stale_minutes * 60_000, milliseconds(now) or 0
        self._mark += 1
        self.send("load", **self._all())
        self.tell_legend()
        return self._mark

    def change(self, units: Iterable[LivePosition], now: datetime) -> int:
        """What changed; who is off duty goes. Returns the number under which ``painted`` tells of it."""
        put, gone, before = [], [], len(self.units)
        for one in units:
            if one.on_duty and one.position is not None:
                self.units[one.unit_id] = one
                put.append(_row(one))
            elif self.units.pop(one.unit_id, None) is not None:
                gone.append(one.unit_id)
        self._now = milliseconds(now) or 0
        if put or gone:
            self.send("change", rows=put, gone=gone, now=self._now, mark=self._mark + 1)
            self._mark += 1
        if len(self.units) != before:
            self.tell_legend()
        return self._mark

    def show_nearest(self, place: tuple[float, float], units: Sequence[NearbyUnit]) -> None:
        """Lines from a place to these, with the distance; none of them takes the lines away."""
        self._nearest = {"from": list(place), "rows": [[*one.position, distance_words(one.metres)] for one in units]}
        self.send("nearest", **self._nearest)

    def legend(self) -> Command:
        minutes = f"{self._stale_ms / 60_000:.0f}"
        rows = [icon("drop", "ramp", self.tr("worker")), icon("diamond", "ramp", self.tr("vehicle")),
                icon("drop", "faint", self.tr("no news for {n} minutes").format(n=minutes), hollow=True, glyph="dash")]
        title = self.tr("On duty, live ({n})") if self.lives else self.tr("On duty, as known last ({n})")
        return {"title": title.format(n=len(self.units)), "rows": rows}

    def restore(self) -> list[Command]:
        return [*super().restore(), {"do": "show", "shown": self.shown}, {"do": "load", **self._all()},
                {"do": "nearest", **self._nearest}]

    def hear(self, event: str, body: Command) -> None:
        if event == "painted":
            self.painted.emit(int(body["mark"]))
        else:
            super().hear(event, body)

    def _all(self) -> Command:
        return {"rows": [_row(one) for one in self.units.values()], "stale": self._stale_ms, "now": self._now,
                "mark": self._mark}


def _row(one: LivePosition) -> list[object]:
    assert one.position is not None
    return [one.unit_id, one.kind.value, *one.position, milliseconds(one.at), one.name]
