"""Open cases on the map, as clusters that open (JavaScript half: resources/map/case_layer.js)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from qtpy.QtCore import QObject, QTimer, Signal, Slot

from app.domain.case import Case, Stage
from app.domain.case_pack import CaseRow, case_row, milliseconds
from widgets.map.layer import Command
from widgets.map.live_layer import LiveLayer, icon
from widgets.words import stage_word

FRAME_MS = 16       # what changes within a frame is told together
MOST_SINGLY = 2_000
SHAPES = {Stage.TO_REGISTER: "circle", Stage.TO_DISPATCH: "diamond", Stage.TO_HANDLE: "square",
          Stage.TO_VERIFY: "triangle", Stage.TO_CLOSE: "pentagon"}


class CaseLayer(LiveLayer):
    """Pins by stage and deadline.

    Signals:
        several(object): the case ids of a cluster that no zoom can open.
        arrow_clicked(): the arrow that points to the chosen case was clicked.
        painted(int): so many cases were loaded and painted.
        full_asked(): more changed at once than is told singly: load all anew.
    """

    several = Signal(object)
    arrow_clicked = Signal()
    painted = Signal(int)
    full_asked = Signal()

    name = "cases"
    script = "case_layer.js"

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._load: Command | None = None
        self._selected: Command = {"id": None}
        self._put: dict[int, CaseRow] = {}
        self._gone: set[int] = set()
        self._placeless = 0
        self._frame = QTimer(self)
        self._frame.setSingleShot(True)
        self._frame.setInterval(FRAME_MS)
        self._frame.timeout.connect(self._tell_changes)
        self._now: datetime | None = None

    def load(self, data: bytes, count: int, of_all: int, now: datetime) -> None:
        """All cases, packed (app/domain/case_pack.py); ``now`` is the server's time."""
        self._put.clear()
        self._gone.clear()
        self._now, self._placeless = now, of_all - count
        self._load = {"serial": self.serve_bytes(data), "now": milliseconds(now)}
        self.send("load", **self._load)
        self.tell_legend()

    def put(self, case: Case) -> None:
        """A case is new or has changed."""
        row = case_row(case)
        if row is None:
            self.remove(case.case_id)
            return
        self._gone.discard(case.case_id)
        self._put[case.case_id] = row
        self._begin()

    def remove(self, case_id: int) -> None:
        """A case is no longer open, or out of sight."""
        self._put.pop(case_id, None)
        self._gone.add(case_id)
        self._begin()

    def select(self, case: Case | None) -> None:
        """Mark this case; the view stays as it is."""
        if case is None or case.position is None:
            self._selected = {"id": None}
        else:
            self._selected = {"id": case.case_id, "longitude": case.position[0], "latitude": case.position[1],
                              "label": case.case_number[-5:]}
        self.send("select", **self._selected)

    @property
    def selected(self) -> int | None:
        """The marked case."""
        chosen: int | None = self._selected["id"]
        return chosen

    def legend(self) -> Command:
        rows = [icon(shape, "quiet", stage_word(stage), hollow=True) for stage, shape in SHAPES.items()]
        rows += [icon("circle", "quiet", self.tr("urgent"), hollow=True, ring=True),
                 icon("circle", "near", self.tr("nearly due"), glyph="near"),
                 icon("circle", "overdue", self.tr("overdue"), glyph="overdue"),
                 icon("circle", "quiet", self.tr("card"), hollow=True, flag="overdue"),
                 {"icon": {"cluster": {"n": 9}}, "words": self.tr("so many cases")},
                 {"icon": {"cluster": {"n": 9, "overdue": 2, "ordered": 1, "near": 1}},
                  "words": self.tr("ring: share of those below")},
                 {"icon": {"sign": "overdue", "color": "overdue"},
                  "words": self.tr("overdue, ⚑ ordered, ◔ nearly due")}]
        notes = [self.tr("{n} without a place").format(n=f"{self._placeless:,}")] if self._placeless else []
        title = self.tr("Open cases, live") if self.lives else self.tr("Open cases, as known last")
        return {"title": title, "rows": rows, "notes": notes}

    def restore(self) -> list[Command]:
        commands = [*super().restore(), {"do": "words", **self._words()}]
        if self._load is not None:
            commands.append({"do": "load", **self._load})
            self.full_asked.emit()  # what changed since is in no pack yet
        return [*commands, {"do": "select", **self._selected}]

    def hear(self, event: str, body: Command) -> None:
        if event == "several":
            self.several.emit([one for one in body.get("ids", []) if isinstance(one, int)])
        elif event == "arrow":
            self.arrow_clicked.emit()
        elif event == "painted":
            self.painted.emit(int(body["count"]))
        else:
            super().hear(event, body)

    def _words(self) -> Command:
        return {"cluster": self.tr("{n} open cases"), "overdue": self.tr("✖ {n} overdue"),
                "ordered": self.tr("⚑ {n} with an order"), "near": self.tr("◔ {n} nearly due"),
                "calm": self.tr("none overdue, nearly due or with an order"), "open": self.tr("Click to open"),
                "arrow": self.tr("The chosen case lies here: click to go, again to come back")}

    def _begin(self) -> None:
        if not self._frame.isActive():
            self._frame.start()

    @Slot()
    def _tell_changes(self) -> None:
        put, gone, self._put, self._gone = list(self._put.values()), list(self._gone), {}, set()
        if len(put) + len(gone) > MOST_SINGLY:
            self.full_asked.emit()
        else:
            self.send("change", put=put, gone=gone)


def boxed(places: Iterable[tuple[float, float]], margin: float = 0.0) -> tuple[float, float, float, float] | None:
    """West, south, east, north around places, ``margin`` degrees wider; None without any."""
    found = list(places)
    if not found:
        return None
    xs, ys = [x for x, _ in found], [y for _, y in found]
    return min(xs) - margin, min(ys) - margin, max(xs) + margin, max(ys) + margin
