"""Drawing areas anew on the map: brings together the map, the panel at its right and the session."""

from __future__ import annotations

import json
from datetime import date

from qtpy.QtCore import QObject, Qt, Signal, Slot
from qtpy.QtGui import QKeySequence, QShortcut
from qtpy.QtWidgets import QWidget

from app.domain.area import AreaLevel, MultiPolygon, PlacedArea
from app.domain.failures import Failure, Refusal
from app.domain.grid_fault import Fault
from app.domain.redraw import RedrawAnswer
from app.services.grid_drafting import GridDrafting, Shown
from ui.workstation import Workstation
from widgets.failure_words import failure_words
from widgets.grid_panel import KEYS, TOOLS, GridPanel
from widgets.grid_words import why_words
from widgets.map.grid_layer import Drawn, GridLayer
from widgets.map_view import MapView
from widgets.words import level_word

Place = tuple[float, float]
MARGIN = 0.0008    # degrees around a fault that is shown


class GridDesk(QObject):
    """One drawing session on one map.

    Signals:
        opened(): the panel is to be shown.
        ended(): the panel is to be put away.
        said(str): a sentence for the message bar.
        refused(str): why there is no drawing.
    """

    opened = Signal()
    ended = Signal()
    said = Signal(str)
    refused = Signal(str)

    def __init__(self, work: Workstation, drafting: GridDrafting, panel: GridPanel, page: QWidget) -> None:
        super().__init__(page)
        self._work, self.drafting, self.panel = work, drafting, panel
        self.layer = GridLayer(self)
        self._view: MapView | None = None
        self._tool = "select"
        self._chosen: list[str] = []
        self._gesture: list[Place] = []
        self._held: Place | None = None
        self._keys: list[QShortcut] = []
        self._make_keys(page)
        self._connect()

    def _make_keys(self, page: QWidget) -> None:
        actions = {KEYS[tool]: lambda tool=tool: self.panel.choose_tool(tool) for tool in TOOLS} | {
            KEYS["merge"]: self.merge, KEYS["remove"]: self.remove, KEYS["finish"]: self.finish, "Del": self.remove,
            "Ctrl+Z": self.drafting.undo, "Ctrl+Y": self.drafting.redo, "Esc": self.drop}
        for key, action in actions.items():
            shortcut = QShortcut(QKeySequence(key), page)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(action)
            shortcut.setEnabled(False)
            self._keys.append(shortcut)

    def _connect(self) -> None:
        drafting, panel, layer = self.drafting, self.panel, self.layer
        drafting.opened.connect(self._opened)
        drafting.shown.connect(self._show)
        drafting.faults_found.connect(self._show_faults)
        drafting.refused.connect(self._tell_why)
        drafting.failed.connect(self._show_failure)
        drafting.committed.connect(self._committed)
        drafting.closed.connect(self._closed)
        panel.tool_chosen.connect(self.take)
        panel.merge_asked.connect(self.merge)
        panel.remove_asked.connect(self.remove)
        panel.finish_asked.connect(self.finish)
        panel.undo_asked.connect(drafting.undo)
        panel.redo_asked.connect(drafting.redo)
        panel.name_asked.connect(self._name)
        panel.parent_asked.connect(self._hang)
        panel.fault_chosen.connect(self._show_fault)
        panel.mend_asked.connect(self._mend)
        panel.commit_asked.connect(drafting.commit)
        panel.leave_asked.connect(drafting.leave)
        panel.discard_asked.connect(drafting.discard)
        layer.tapped.connect(self._tap)
        layer.dragged.connect(self._drag)

    # For the page ---------------------------------------------------------------------------------------------------
    @Slot(object)
    def join(self, view: MapView) -> None:
        """The map stands."""
        self._view = view
        view.add_layer(self.layer)

    def begin(self, area: PlacedArea, level: AreaLevel) -> None:
        """Draw the areas of ``level`` inside this area anew."""
        self.drafting.begin(area.area_id, area.label, level)

    # The session ----------------------------------------------------------------------------------------------------
    @Slot(bool)
    def _opened(self, again: bool) -> None:
        told, draft = self.drafting.told, self.drafting.draft
        assert draft is not None
        parents = [(code, level, name) for (code, level), name in draft.parents.items()]
        title = self.tr("Redraw {level} of {area}").format(level=level_word(draft.level), area=told["parent"]["name"])
        self.panel.show_set(title, date.fromisoformat(told["today"]), parents,
                            exclusive=draft.level is AreaLevel.DUTY_GRID)
        for key in self._keys:
            key.setEnabled(True)
        self._chosen, self._gesture, self._held = [], [], None
        self.panel.choose_tool("select")
        if again:
            self.panel.tell(self.tr("A drawing of earlier came back from this machine."))
        elif told.get("planned"):
            self.panel.tell(why_words("planned", {"from_day": told["planned"]}))
        self.opened.emit()
        if self._view is not None:
            self._view.setFocus()
            if draft.parent_shape is not None:
                self._view.suggest(draft.parent_shape.bounds)

    @Slot()
    def _closed(self) -> None:
        for key in self._keys:
            key.setEnabled(False)
        self.layer.take("")
        self.ended.emit()

    @Slot(object)
    def _show(self, shown: Shown) -> None:
        put = {key: Drawn(area.outline, f"{area.code} {area.name}" if state == "new" else area.name, state)
               for key, (area, state) in shown.put.items()}
        self.panel.commit.setEnabled(False)  # until the faults are known
        if shown.whole:
            self.layer.show_whole(put)
        else:
            self.layer.change(put, shown.gone)
        draft = self.drafting.draft
        self._chosen = [key for key in self._chosen if draft is not None and key in draft.areas]
        self._tell_hand()
        self._tell_chosen()

    @Slot(object)
    def _show_faults(self, faults: list[Fault]) -> None:
        self.panel.show_faults(faults)
        self.layer.show_fault(None)
        changes = self.drafting.changes()
        lines = []
        for word, areas in ((self.tr("new"), changes.added), (self.tr("changed"), changes.changed),
                            (self.tr("ended"), changes.ended)):
            if areas:
                told = "、".join(f"{area.name} {area.m2:,.0f} m²" for area in areas[:3])
                lines.append(f"{word} {len(areas)}: {told}" + ("…" if len(areas) > 3 else ""))
        touched = (*changes.changed, *changes.ended)
        if touched and self.drafting.draft is not None:
            standing = sum(area.open_cases for area in touched)
            lines.append(self.tr("open cases there: {n}, they keep their areas").format(n=standing))
        self.panel.show_changes("\n".join(lines) or self.tr("Nothing is changed yet"),
                                ready=bool(changes) and not any(fault.grave for fault in faults),
                                undo=self.drafting.can_undo, redo=self.drafting.can_redo)

    @Slot(object)
    def _committed(self, answer: RedrawAnswer) -> None:
        words = self.tr("Holds since {day}: {changed} changed, {added} new, {ended} ended, {moved} below moved.")
        if answer.state == "planned":
            words = self.tr("Planned for {day}: {changed} changed, {added} new, {ended} ended.")
        self.said.emit(words.format(day=answer.from_day.isoformat(), changed=answer.changed, added=answer.added,
                                    ended=answer.ended, moved=answer.moved))

    @Slot(str, str)
    def _tell_why(self, why: str, code: str) -> None:
        self.panel.tell(why_words(why, {"code": code}))

    @Slot(object)
    def _show_failure(self, failure: Failure) -> None:
        words = failure_words(failure, self._work.clock.now())
        if isinstance(failure, Refusal) and failure.code == "GR020":
            words = why_words(str(failure.detail.get("why", "")), failure.detail) or words
        if self.drafting.draft is None:
            self.refused.emit(words)
        else:
            self.panel.tell(words)

    # The hand -------------------------------------------------------------------------------------------------------
    @Slot(str)
    def take(self, tool: str) -> None:
        """Put a tool in the hand; a line that was begun is dropped."""
        self._tool = tool
        self._gesture, self._held = [], None
        if self.drafting.draft is not None:
            self.layer.take(tool)
            self._tell_hand()

    @Slot()
    def drop(self) -> None:
        """Esc: drop the line or the corner in the hand, else what is chosen. The drawing stays."""
        if self._gesture or self._held:
            self._gesture, self._held = [], None
        else:
            self._chosen = []
            self._tell_chosen()
        self.panel.tell("")
        self._tell_hand()

    @Slot(object, float, bool)
    def _tap(self, at: Place, reach: float, more: bool) -> None:
        self.panel.tell("")
        if self._tool == "select":
            self._choose(self.drafting.area(at), more)
        elif self._tool == "border":
            self._tap_border(at, reach)
        else:
            self._tap_line(at, reach)
        self._tell_hand()

    def _choose(self, key: str | None, more: bool) -> None:
        if not more:
            self._chosen = [] if key is None else [key]
        elif key in self._chosen:
            self._chosen.remove(key)
        elif key is not None:
            self._chosen.append(key)
        self._tell_chosen()

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
            self.drafting.do({"do": "split", "line": line, "keys": self._chosen})
        self._tell_hand()

    @Slot()
    def merge(self) -> None:
        """Make one of the chosen areas."""
        self.drafting.do({"do": "merge", "keys": self._chosen})

    @Slot()
    def remove(self) -> None:
        """Take the corner in the hand away."""
        if self._held is not None:
            held, self._held = self._held, None
            self.drafting.do({"do": "remove", "at": held})
            self._tell_hand()

    @Slot(str, str, bool)
    def _name(self, code: str, name: str, exclusive: bool) -> None:
        draft = self.drafting.draft
        if draft is None or len(self._chosen) != 1 or self._chosen[0] not in draft.areas:
            return
        area = draft.areas[self._chosen[0]]
        if (area.code, area.name, area.exclusive) != (code.strip(), name.strip(), exclusive):
            self.drafting.do({"do": "name", "key": area.key, "code": code, "name": name, "exclusive": exclusive})

    @Slot(object)
    def _hang(self, parent: tuple[str, AreaLevel]) -> None:
        if self._chosen:
            self.drafting.do({"do": "hang", "keys": self._chosen, "parent": [parent[0], parent[1].value]})

    @Slot(object)
    def _show_fault(self, fault: Fault) -> None:
        self.layer.show_fault(fault.shape)
        if self._view is not None and fault.shape:
            self._view.go_to(f"fault {fault.kind} {fault.codes} {fault.m2:.2f}", _box(fault.shape))

    @Slot(object)
    def _mend(self, fault: Fault) -> None:
        if fault.mend is not None:
            # As it would come back from the disk.
            self.drafting.do(json.loads(json.dumps(fault.mend)))

    def _tell_hand(self) -> None:
        self.layer.hand(self._chosen, self._gesture, closed=self._tool == "draw", held=self._held)

    def _tell_chosen(self) -> None:
        draft = self.drafting.draft
        areas = [draft.areas[key] for key in self._chosen if draft is not None and key in draft.areas]
        if len(areas) == 1:
            one = areas[0]
            cells = 1 if draft is not None and draft.level is AreaLevel.GRID_CELL else one.cells
            title = self.tr("{m2} m² · cells {cells} · open cases {cases}").format(
                m2=f"{one.m2:,.0f}", cells=cells, cases=one.open_cases)
            self.panel.show_chosen(title, one.code, one.name, (one.parent_code, one.parent_level), stands=one.stands,
                                   exclusive=one.exclusive)
        else:
            title = self.tr("{n} areas: {m2} m² · cells {cells} · open cases {cases}").format(
                n=len(areas), m2=f"{sum(area.m2 for area in areas):,.0f}", cells=sum(area.cells for area in areas),
                cases=sum(area.open_cases for area in areas)) if areas else ""
            parent = (areas[0].parent_code, areas[0].parent_level) if areas else None
            self.panel.show_chosen(title, "", "", parent, stands=True, exclusive=False)


def _metres(one: Place, other: Place) -> float:
    return float(max(abs(one[0] - other[0]), abs(one[1] - other[1])) * 111_320)


def _box(outline: MultiPolygon) -> tuple[float, float, float, float]:
    points = [point for polygon in outline for ring in polygon for point in ring]
    return (min(x for x, _ in points) - MARGIN, min(y for _, y in points) - MARGIN,
            max(x for x, _ in points) + MARGIN, max(y for _, y in points) + MARGIN)
