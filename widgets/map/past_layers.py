"""What has gone by, on the map: heat, repeat places, walked cells; a day or a track played again.

JavaScript halves: resources/map/heat_layer.js, replay_layer.js.
"""

from __future__ import annotations

from collections.abc import Sequence

from qtpy.QtCore import QObject, Signal

from app.domain.map_history import RepeatPlace
from app.domain.position import Fix, WalkedCell
from widgets.map.layer import Command
from widgets.map.live_layer import LiveLayer, icon


class HeatLayer(LiveLayer):
    """Heat, rings of repeat places, shading of walked cells; each is shown or not by ``show_part``.

    Signals:
        painted(int): so many points are painted.
    """

    painted = Signal(int)

    name = "heat"
    script = "heat_layer.js"

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._parts = {"heat": False, "repeat": False, "patrol": False}
        self._points: Command | None = None
        self._places: list[list[object]] = []
        self._walked: Command = {"rows": [], "full": 120}
        self._chosen = -1
        self._words: dict[str, str] = {}

    def show_part(self, part: str, shown: bool) -> None:
        """Show heat, repeat or patrol, or hide it."""
        self._parts[part] = shown
        self.send("parts", **self._parts)
        self.tell_legend()

    def show_points(self, data: bytes, words: str) -> None:
        """Points as api.case_points gives them; ``words`` say of what and when."""
        self._points = {"serial": self.serve_bytes(data)}
        self._words["heat"] = words
        self.send("points", **self._points)
        self.tell_legend()

    def show_places(self, places: Sequence[RepeatPlace], tips: Sequence[Sequence[str]], words: str) -> None:
        """Ranked places, with the words beside the pointer of each."""
        self._places = [[*one.position, one.cases, list(tip)] for one, tip in zip(places, tips, strict=True)]
        self._words["repeat"] = words
        self.choose(-1)
        self.send("places", rows=self._places)
        self.tell_legend()

    def choose(self, at: int) -> None:
        """Mark one of the places; -1: none."""
        self._chosen = at
        self.send("choose", at=at)

    def show_walked(self, cells: Sequence[WalkedCell], words: str) -> None:
        """Cells that were walked, the longer the stronger."""
        self._walked = {"rows": [[one.cell_id, one.minutes] for one in cells], "full": 120}
        self._words["patrol"] = words
        self.send("walked", **self._walked)
        self.tell_legend()

    def legend(self) -> Command | None:
        rows: list[Command] = []
        if self._parts["heat"]:
            rows += [{"icon": {"fill": "heat_mild", "alpha": 0.5}, "words": self.tr("few cases")},
                     {"icon": {"fill": "heat"}, "words": self.tr("many cases")}]
        if self._parts["repeat"]:
            rows.append(icon("circle", "heat", self.tr("repeat place, by rank"), hollow=True))
        if self._parts["patrol"]:
            rows.append({"icon": {"fill": "heat", "alpha": 0.5}, "words": self.tr("cell walked")})
        notes = [self._words[part] for part, shown in self._parts.items() if shown and self._words.get(part)]
        return {"title": self.tr("Gone by"), "rows": rows, "notes": notes} if rows else None

    def restore(self) -> list[Command]:
        commands = [*super().restore(), {"do": "parts", **self._parts}, {"do": "places", "rows": self._places},
                    {"do": "choose", "at": self._chosen}, {"do": "walked", **self._walked}]
        return [*commands, {"do": "points", **self._points}] if self._points else commands

    def hear(self, event: str, body: Command) -> None:
        if event == "painted":
            self.painted.emit(int(body["count"]))
        else:
            super().hear(event, body)


class ReplayLayer(LiveLayer):
    """A day of cases or a track at the second that ``show_at`` says.

    Signals:
        loaded(int): so many records of the day are there.
    """

    loaded = Signal(int)

    name = "replay"
    script = "replay_layer.js"

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._day: Command | None = None
        self._track: list[list[float]] = []
        self._at: Command = {"second": 0.0, "words": ""}

    def show_day(self, data: bytes) -> None:
        """Records as api.day_of_cases gives them."""
        self.end()
        self._day = {"serial": self.serve_bytes(data)}
        self.send("day", **self._day)

    def show_track(self, fixes: Sequence[Fix]) -> None:
        """A track; seconds count from its first fix."""
        self.end()
        first = fixes[0].at if fixes else None
        self._track = [[(one.at - first).total_seconds(), *one.position] for one in fixes if first is not None]
        self.send("track", rows=self._track)

    def show_at(self, second: float, words: str) -> None:
        """The time that is shown; ``words`` stand over the map and say that it is not now."""
        self._at = {"second": second, "words": words}
        self.send("at", **self._at)

    def end(self) -> None:
        """Back to now."""
        self._day, self._track, self._at = None, [], {"second": 0.0, "words": ""}
        self.send("end")

    def restore(self) -> list[Command]:
        commands: list[Command] = [*super().restore(), {"do": "track", "rows": self._track}]
        if self._day is not None:
            commands.append({"do": "day", **self._day})
        return [*commands, {"do": "at", **self._at}]

    def hear(self, event: str, body: Command) -> None:
        if event == "loaded":
            self.loaded.emit(int(body["records"]))
        else:
            super().hear(event, body)
