"""Areas on the map, coloured by the grades of an indicator (JavaScript half: resources/map/area_layer.js)."""

from __future__ import annotations

import math
from collections.abc import Mapping

from qtpy.QtCore import QObject, Signal
from qtpy.QtGui import QColor

from app.domain.area import AreaLevel
from app.domain.area_pack import AreaPack
from app.domain.map_figures import GRADES, NO_GRADE, Coloured, Indicator, grade_place
from widgets.map.layer import Command, MapLayer
from widgets.map.scheme import Answer, at_once
from widgets.map.words import cut_words, indicator_word, unit_word, value_words
from widgets.map_view import MapView
from widgets.tokens import Tokens, mixed

SHARES = (0.16, 0.34, 0.52, 0.74, 1.0)  # of the ramp's colour over the panel, faintest grade first
MOST_SINGLY = 2_000                     # changed areas told one by one; more are sent as a whole


class AreaLayer(MapLayer):
    """District to grid cell, as many as there are, without an object per area.

    Signals:
        area_clicked(int, object): area id and the (longitude, latitude) clicked.
        level_changed(str): the level that is shown now; follows the zoom unless one was chosen.
        painted(str, float): what was painted anew in the page ("outlines", "grades", "some", "level") and the
            milliseconds from the command to the last stroke.
        failed(str): the page could not read something; the level.
    """

    area_clicked = Signal(int, object)
    level_changed = Signal(str)
    painted = Signal(str, float)
    failed = Signal(str)

    name = "areas"
    script = "area_layer.js"

    def __init__(self, tokens: Tokens, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._packs: dict[str, AreaPack] = {}
        self._coloured: dict[str, Coloured] = {}
        self._serial = 0
        self._served: dict[str, bytes] = {}     # path → bytes
        self._indicator: Indicator | None = None
        self._as_of = ""
        self._chosen_level = ""
        self._selected: tuple[int, str] | None = None
        self._opacity: Command | None = None
        self._filled = True
        self.level = ""

    def attach(self, view: MapView) -> None:
        super().attach(view)
        view.serve("areas/", self._answer, at_once)

    # For the page ---------------------------------------------------------------------------------------------------
    def show_outlines(self, level: AreaLevel, pack: AreaPack, *, more: bool = False) -> None:
        """Outlines of one level, in place of those before; ``more``: another level follows at once."""
        self._packs[level.value] = pack
        self._coloured.pop(level.value, None)
        self.send("outlines", **self._serve_outlines(level.value), more=more)

    def show_figures(self, indicator: Indicator, coloured: Mapping[AreaLevel, Coloured], as_of: str) -> None:
        """Colour every level by ``indicator``; what does not fit its pack is left out. ``as_of`` is a time in words."""
        self._indicator, self._as_of = indicator, as_of
        self._coloured = {level.value: one for level, one in coloured.items()
                          if level.value in self._packs and len(one.grades) == len(self._packs[level.value].area_ids)}
        # What is seen comes first: the rest is for another zoom.
        for level in sorted(self._coloured, key=lambda one: one != self.level):
            for command in self._colour_commands(level):
                self.send(str(command.pop("do")), **command)
        self._tell_legend()

    def change_figures(self, level: AreaLevel, coloured: Coloured, as_of: str) -> None:
        """The same indicator and bounds, some areas changed: only those are painted anew."""
        before = self._coloured.get(level.value)
        pack = self._packs.get(level.value)
        if before is None or pack is None or len(coloured.grades) != len(pack.area_ids):
            return
        changed = [[at, coloured.grades[at], None if math.isnan(coloured.values[at]) else coloured.values[at]]
                   for at in coloured.different(before)]
        self._coloured[level.value], self._as_of = coloured, as_of
        if len(changed) > MOST_SINGLY:
            for command in self._colour_commands(level.value):
                self.send(str(command.pop("do")), **command)
        elif changed:
            self.send("some", level=level.value, changed=changed)
        self._tell_legend()

    def choose_level(self, level: AreaLevel | None) -> None:
        """Show this level at every zoom; None: as the zoom has it."""
        self._chosen_level = "" if level is None else level.value
        self.send("level", level=self._chosen_level)

    def select(self, area_id: int | None, level: AreaLevel | None = None) -> None:
        """Mark one area."""
        self._selected = None if area_id is None or level is None else (area_id, level.value)
        self._tell_selected()

    def set_opacity(self, share: float, empty: float | None = None) -> None:
        """How much of a base map below shines through (1: nothing); ``empty``: of areas without a figure."""
        self._opacity = {"share": share, "empty": share if empty is None else empty}
        self.send("opacity", **self._opacity)

    def show_fill(self, filled: bool) -> None:
        """Colour the areas, or show nothing but their borders and names."""
        self._filled = filled
        self.send("fill", filled=filled)
        self._tell_legend()

    def dress(self, tokens: Tokens) -> None:
        """Another theme."""
        self._tokens = tokens
        for level in self._coloured:
            for command in self._colour_commands(level):
                self.send(str(command.pop("do")), **command)
        self._tell_legend()

    @property
    def selected(self) -> int | None:
        """The marked area."""
        return self._selected[0] if self._selected else None

    # MapLayer -------------------------------------------------------------------------------------------------------
    def restore(self) -> list[Command]:
        last = len(self._packs) - 1
        commands: list[Command] = [{"do": "outlines", **self._serve_outlines(level), "more": number < last}
                                   for number, level in enumerate(self._packs)]
        for level in self._coloured:
            commands += self._colour_commands(level)
        if not self._filled:
            commands.append({"do": "fill", "filled": False})
        if self._opacity is not None:
            commands.append({"do": "opacity", **self._opacity})
        if self._chosen_level:
            commands.append({"do": "level", "level": self._chosen_level})
        if self._selected:
            commands.append({"do": "select", "id": self._selected[0], "level": self._selected[1]})
        self._tell_legend()
        return commands

    def hear(self, event: str, body: Command) -> None:
        if event == "click":
            area_id, level = int(body["id"]), str(body["level"])
            if level in self._packs and area_id in self._packs[level].area_ids:
                self.area_clicked.emit(area_id, (float(body["longitude"]), float(body["latitude"])))
        elif event == "level":
            self.level = str(body["level"])
            self._tell_legend()
            self.level_changed.emit(self.level)
        elif event == "painted":
            self.painted.emit(str(body["what"]), float(body["milliseconds"]))
        elif event == "failed":
            self.failed.emit(str(body["level"]))

    # Behind it ------------------------------------------------------------------------------------------------------
    def _answer(self, path: str, _query: dict[str, str]) -> Answer | None:
        data = self._served.get(path)
        return None if data is None else Answer(data)

    def _serve(self, kind: str, level: str, data: bytes) -> Command:
        self._serial += 1
        prefix = f"{kind}/{level}/"
        self._served = {path: kept for path, kept in self._served.items() if not path.startswith(prefix)} | {
            f"{prefix}{self._serial}": data}
        return {"level": level, "serial": self._serial}

    def _serve_outlines(self, level: str) -> Command:
        return self._serve("outlines", level, self._packs[level].data)

    def _colour_commands(self, level: str) -> list[Command]:
        one, indicator = self._coloured[level], self._indicator
        assert indicator is not None
        data = one.grades + bytes(-len(one.grades) % 4) + one.value_bytes()
        return [{"do": "grades", **self._serve("grades", level, data),
                 "colors": self.colors(), "unit": indicator.unit.value,
                 "tip": self.tr("{title}: {value}").replace("{title}", indicator_word(indicator.key)),
                 "none": value_words(None, indicator.unit)}]

    def colors(self) -> list[str]:
        """The colours of the five grades in this theme, faintest first."""
        ramp = QColor(self._tokens.overdue if self._indicator and self._indicator.abnormal else self._tokens.ramp)
        return [mixed(ramp, self._tokens.color("panel"), share).name() for share in SHARES]

    def _tell_selected(self) -> None:
        area_id, level = self._selected or (None, "")
        self.send("select", id=area_id, level=level)

    def _tell_legend(self) -> None:
        if self._view is None:
            return
        shown = self._coloured.get(self.level)
        self._view.send("map", "legend", self._legend(shown) if shown and self._indicator and self._filled
                        else {"title": ""})

    def _legend(self, shown: Coloured) -> Command:
        indicator = self._indicator
        assert indicator is not None
        colors, bounds, unit = self.colors(), shown.bounds, indicator.unit
        rows = []
        for at, upper in enumerate(bounds):
            place = at if len(bounds) >= GRADES else grade_place(at, len(bounds))
            rows.append({"color": colors[place], "count": str(shown.grades.count(place)),
                         "words": self._range(bounds[at - 1] if at else None, upper, at == len(bounds) - 1, indicator)})
        none = shown.grades.count(NO_GRADE)
        if none:
            zero = self.tr("none") if indicator.zero_is_none else self.tr("no figure")
            rows.insert(0, {"color": self._tokens.panel, "words": zero, "count": str(none)})
        notes = [cut_words(indicator.cut), self._as_of]
        told = unit_word(unit)
        title = indicator_word(indicator.key)
        return {"title": self.tr("{title} ({unit})").format(title=title, unit=told) if told else title, "rows": rows,
                "notes": [note for note in notes if note]}

    def _range(self, lower: float | None, upper: float, last: bool, indicator: Indicator) -> str:
        """The last grade has no upper end: what grows past it after the bounds were cut belongs to it too."""
        if last:
            low = 0.0 if lower is None and indicator.zero_is_none else lower
            return value_words(upper, indicator.unit) if low is None else f"> {value_words(low, indicator.unit)}"
        high = value_words(upper, indicator.unit)
        return f"≤ {high}" if lower is None else f"> {value_words(lower, indicator.unit)} – {high}"
