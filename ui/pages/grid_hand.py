"""The hand of whoever draws: the tool in it, what is chosen, the line or corner that is being drawn."""

from __future__ import annotations

from qtpy.QtCore import QObject, Signal, Slot

from app.services.grid_drafting import GridDrafting
from widgets.grid_panel import GridPanel
from widgets.map.grid_layer import GridLayer

Place = tuple[float, float]


class GridHand(QObject):
    """Makes commands of taps and drags on the map.

    Signals:
        chosen_changed(): other areas are chosen.
    """

    chosen_changed = Signal()

    def __init__(self, drafting: GridDrafting, panel: GridPanel, layer: GridLayer, parent: QObject) -> None:
        super().__init__(parent)
        self.drafting, self.panel, self.layer = drafting, panel, layer
        self._tool = "select"
        self.chosen: list[str] = []
        self._gesture: list[Place] = []
        self._held: Place | None = None
        panel.tool_chosen.connect(self.take)
        panel.merge_asked.connect(self.merge)
        panel.remove_asked.connect(self.remove)
        panel.finish_asked.connect(self.finish)
        layer.tapped.connect(self._tap)
        layer.dragged.connect(self._drag)

    def empty(self) -> None:
        """A drawing was begun: nothing is chosen, nothing in the hand."""
        self.chosen, self._gesture, self._held = [], [], None

    def keep_chosen(self) -> None:
        """The drawing changed: what is no more is not chosen."""
        draft = self.drafting.draft
        self.chosen = [key for key in self.chosen if draft is not None and key in draft.areas]
        self.show()
        self.chosen_changed.emit()

    def show(self) -> None:
        """Show on the map what is chosen and in the hand."""
        self.layer.hand(self.chosen, self._gesture, closed=self._tool == "draw", held=self._held)

    @Slot(str)
    def take(self, tool: str) -> None:
        """Put a tool in the hand; a line that was begun is dropped."""
        self._tool = tool
        self._gesture, self._held = [], None
        if self.drafting.draft is not None:
            self.layer.take(tool)
            self.show()

    @Slot()
    def drop(self) -> None:
        """Esc: drop the line or the corner in the hand, else what is chosen. The drawing stays."""
        if self._gesture or self._held:
            self._gesture, self._held = [], None
        else:
            self.chosen = []
            self.chosen_changed.emit()
        self.panel.tell("")
        self.show()

    @Slot(object, float, bool)
    def _tap(self, at: Place, reach: float, more: bool) -> None:
        self.panel.tell("")
        if self._tool == "select":
            self._choose(self.drafting.area(at), more)
        elif self._tool == "border":
            self._tap_border(at, reach)
        else:
            self._tap_line(at, reach)
        self.show()

    def _choose(self, key: str | None, more: bool) -> None:
        if not more:
            self.chosen = [] if key is None else [key]
        elif key in self.chosen:
            self.chosen.remove(key)
        elif key is not None:
            self.chosen.append(key)
        self.chosen_changed.emit()

    def _tap_border(self, at: Place, reach: float) -> None:
        if self._held is not None:
            start, self._held = self._held, None
            end = self.drafting.snap(at, self.panel.snap_metres(), start)
            self.drafting.do({"do": "move", "from": start, "to": end})
            return
        self._held = self.drafting.corner(at, reach)
        if self._held is None:
            place = self.drafting.snap(at, reach)
            self.drafting.do({"do": "insert", "at": place})

    def _tap_line(self, at: Place, reach: float) -> None:
        place = self.drafting.snap(at, self.panel.snap_metres())
        ends = self._gesture[:1] + self._gesture[-1:] if self._tool == "draw" else self._gesture[-1:]
        if len(self._gesture) > 1 and any(_metres(place, end) <= max(reach / 2, 0.01) for end in ends):
            self.finish()
        else:
            self._gesture.append(place)

    @Slot(object, object, float, bool)
    def _drag(self, start: Place, end: Place, reach: float, corner: bool) -> None:
        self.panel.tell("")
        if not corner:
            start = self.drafting.snap(start, reach)
            self.drafting.do({"do": "insert", "at": start})
        self._held = None
        self.drafting.do({"do": "move", "from": start, "to": self.drafting.snap(end, self.panel.snap_metres(), start)})

    @Slot()
    def finish(self) -> None:
        """End the line in the hand."""
        line, self._gesture = self._gesture, []
        if self._tool == "draw" and line:
            self.drafting.do({"do": "draw", "ring": line, "carve": self.panel.carve.isChecked()})
        elif self._tool == "split" and line:
            self.drafting.do({"do": "split", "line": line, "keys": self.chosen})
        self.show()

    @Slot()
    def merge(self) -> None:
        """Make one of the chosen areas."""
        self.drafting.do({"do": "merge", "keys": self.chosen})

    @Slot()
    def remove(self) -> None:
        """Take the corner in the hand away."""
        if self._held is not None:
            held, self._held = self._held, None
            self.drafting.do({"do": "remove", "at": held})
            self.show()


def _metres(one: Place, other: Place) -> float:
    return float(max(abs(one[0] - other[0]), abs(one[1] - other[1])) * 111_320)
