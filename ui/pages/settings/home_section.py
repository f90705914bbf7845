"""What the map shows first and by ★, for everybody of the room without an area of their own."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import partial
from typing import Any

from qtpy.QtCore import Slot
from qtpy.QtWidgets import QFormLayout, QHBoxLayout, QLineEdit, QPushButton

from app.background.jobs import Jobs
from app.services.map_home import KEY, WHOLE
from app.services.room_settings import RoomSettings
from ui.pages.map_page import MapPage
from ui.pages.settings.section import SettingsSection
from widgets.change_list import Change
from widgets.tokens import GAP, Tokens
from widgets.wrong_mark import mark_wrong

LEAST = 0.0005      # degrees, some fifty metres: less is a slip of the finger
TILE = 256          # px of the whole world at zoom 0


class HomeSection(SettingsSection):
    """Four borders, or none for the whole district; or simply what the map shows now."""

    def __init__(self, room: RoomSettings, jobs: Jobs, page: MapPage, tokens: Tokens) -> None:
        super().__init__(jobs, tokens, self.tr("Home of the map"), self.tr(
            "What the map shows first and by ★. Empty: the whole district. Who sees one area only keeps that."))
        self._room, self._page = room, page
        self._held: dict[str, Any] | None = None        # None: the whole district
        self._known = False
        names = {"west": self.tr("West border, °E"), "east": self.tr("East border, °E"),
                 "south": self.tr("South border, °N"), "north": self.tr("North border, °N")}
        self.fields = {key: QLineEdit() for key in names}
        form = QFormLayout()
        form.setVerticalSpacing(tokens.px(GAP))
        for key, field in self.fields.items():
            field.setAccessibleName(names[key])
            field.setFixedWidth(tokens.px(160))
            field.textChanged.connect(self.look)
            form.addRow(names[key], field)
        self.seen = QPushButton(self.tr("As the map shows now"))
        self.whole = QPushButton(self.tr("The whole district"))
        row = QHBoxLayout()
        row.setSpacing(tokens.px(GAP))
        row.addWidget(self.seen)
        row.addWidget(self.whole)
        row.addStretch(1)
        self.body.addLayout(form)
        self.body.addLayout(row)
        self.body.addStretch(1)
        self.seen.clicked.connect(self._take_seen)
        self.whole.clicked.connect(self._take_whole)

    def fetch(self) -> Callable[[], Any]:
        return partial(self._room.settings, KEY)

    def show_held(self, held: Any) -> None:
        self._held, self._known = _borders(held), True
        self._fill(self._held)
        self.seen.setEnabled(self._page.view is not None and self._page.view.view is not None)

    def hold(self, held: Any) -> None:
        self._held = _borders(held)

    def take_keyboard(self) -> None:
        self.fields["west"].setFocus()

    def differences(self) -> list[Change] | None:
        if not self._known:
            return []
        good, box = self._typed()
        if not good:
            return None
        return [] if box == self._held else [Change(self.tr("Home of the map"), self._words(self._held),
                                                    self._words(box))]

    def saving(self) -> Callable[[], Any]:
        return partial(self._room.change, {KEY: self._typed()[1] or WHOLE}, {KEY: self._held or WHOLE})

    def _typed(self) -> tuple[bool, dict[str, float] | None]:
        """(can be read, the box or None for the whole district); what cannot be read is marked."""
        words = {key: field.text().strip() for key, field in self.fields.items()}
        wrong = set()
        box: dict[str, float] = {}
        for key, one in words.items():
            try:
                box[key] = float(one)
            except ValueError:
                wrong.add(key)
        if not any(words.values()):
            wrong, box = set(), {}
        elif not wrong:
            for low, high, most in (("west", "east", 180), ("south", "north", 85)):
                if not (-most <= box[low] and box[high] <= most and box[high] - box[low] >= LEAST):
                    wrong |= {low, high}
        for key, field in self.fields.items():
            mark_wrong(field, key in wrong)
        return not wrong, box or None

    def _fill(self, box: dict[str, Any] | None) -> None:
        for key, field in self.fields.items():
            field.blockSignals(True)
            field.setText(f"{box[key]:g}" if box and isinstance(box[key], int) else f"{box[key]}" if box else "")
            field.blockSignals(False)

    def _words(self, box: dict[str, Any] | None) -> str:
        if box is None:
            return self.tr("the whole district")
        return f"{box['west']}–{box['east']} °E  {box['south']}–{box['north']} °N"

    @Slot()
    def _take_whole(self) -> None:
        self._fill(None)
        self.look()

    @Slot()
    def _take_seen(self) -> None:
        """The rectangle of the map page's view, from its middle, its zoom and its size (Mercator)."""
        view = self._page.view
        if view is None or view.view is None:
            return
        world = TILE * 2 ** view.view.zoom
        across, down = view.width() / world * 180, view.height() / world * math.pi
        middle = math.asinh(math.tan(math.radians(view.view.latitude)))
        south, north = (math.degrees(math.atan(math.sinh(middle + half))) for half in (-down, down))
        self._fill({"west": round(view.view.longitude - across, 6), "east": round(view.view.longitude + across, 6),
                    "south": round(south, 6), "north": round(north, 6)})
        self.look()


def _borders(held: dict[str, Any]) -> dict[str, Any] | None:
    value = held[KEY]
    return value if isinstance(value, dict) else None
