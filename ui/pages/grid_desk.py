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
from app.domain.redraw import Drawer, RedrawAnswer
from app.grids.draft import rounded
from app.services.grid_drafting import GridDrafting
from app.services.grid_work import Shown
from ui.pages.grid_balance import area_words, balance_words, sum_words
from ui.pages.grid_hand import GridHand
from ui.workstation import Workstation
from widgets.failure_words import failure_words
from widgets.grid_panel import KEYS, TOOLS, GridPanel
from widgets.grid_words import why_words
from widgets.map.grid_layer import Drawn, GridLayer
from widgets.map_view import MapView
from widgets.words import level_word

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
        self.hand = GridHand(drafting, panel, self.layer, self)
        self._view: MapView | None = None
        self._keys: list[QShortcut] = []
        self._make_keys(page)
        self._connect()

    def _make_keys(self, page: QWidget) -> None:
        actions = {KEYS[tool]: lambda tool=tool: self.panel.choose_tool(tool) for tool in TOOLS} | {
            KEYS["merge"]: self.hand.merge, KEYS["remove"]: self.hand.remove, KEYS["finish"]: self.hand.finish,
            "Del": self.hand.remove,
            "Ctrl+Z": self.drafting.undo, "Ctrl+Y": self.drafting.redo, "Esc": self.hand.drop}
        for key, action in actions.items():
            shortcut = QShortcut(QKeySequence(key), page)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(action)
            shortcut.setEnabled(False)
            self._keys.append(shortcut)

    def _connect(self) -> None:
        drafting, panel = self.drafting, self.panel
        self.hand.chosen_changed.connect(self._tell_chosen)
        drafting.rebased.connect(self._rebased)
        drafting.company.connect(self._show_company)
        drafting.opened.connect(self._opened)
        drafting.shown.connect(self._show)
        drafting.faults_found.connect(self._show_faults)
        drafting.refused.connect(self._tell_why)
        drafting.failed.connect(self._show_failure)
        drafting.committed.connect(self._committed)
        drafting.closed.connect(self._closed)
        panel.undo_asked.connect(drafting.undo)
        panel.redo_asked.connect(drafting.redo)
        panel.name_asked.connect(self._name)
        panel.parent_asked.connect(self._hang)
        panel.faults.fault_chosen.connect(self._show_fault)
        panel.faults.mend_asked.connect(self._mend)
        panel.end.commit_asked.connect(drafting.commit)
        panel.end.rebase_asked.connect(drafting.rebase)
        panel.end.leave_asked.connect(drafting.leave)
        panel.end.discard_asked.connect(drafting.discard)

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
        title, parents = self._around()
        self.panel.show_set(title, date.fromisoformat(told["today"]), parents,
                            exclusive=draft.level is AreaLevel.DUTY_GRID)
        for key in self._keys:
            key.setEnabled(True)
        self.hand.empty()
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

    def _around(self) -> tuple[str, list[tuple[str, AreaLevel, str]]]:
        """The title of the drawing, and which areas may be parents."""
        told, draft = self.drafting.told, self.drafting.draft
        assert draft is not None
        title = self.tr("Redraw {level} of {area}").format(level=level_word(draft.level), area=told["parent"]["name"])
        return title, [(code, level, name) for (code, level), name in draft.parents.items()]

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
        self.panel.end.show_changes(self.panel.end.changes.text(), ready=False)  # until the faults are known
        self.panel.end.ask_reason(False)
        if shown.whole:
            self.layer.show_whole(put)
        else:
            self.layer.change(put, shown.gone)
        self.hand.keep_chosen()

    @Slot(object)
    def _show_faults(self, faults: list[Fault]) -> None:
        self.panel.faults.show_faults(faults)
        self.layer.show_fault(None)
        changes = self.drafting.changes()
        lines = []
        for word, areas in ((self.tr("new"), changes.added), (self.tr("changed"), changes.changed),
                            (self.tr("ended"), changes.ended)):
            if areas:
                lines.append(f"{word} {len(areas)}")
        touched = (*changes.changed, *changes.ended)
        if touched and self.drafting.draft is not None:
            standing = sum(area.open_cases for area in touched)
            if standing:
                lines.append(self.tr("open cases there: {n}, they keep their areas").format(n=standing))
        ready = bool(changes) and not any(fault.grave and not fault.acceptable for fault in faults)
        self.panel.end.show_changes(" · ".join(lines) or self.tr("Nothing is changed yet"), ready=ready)
        self.panel.show_steps(undo=self.drafting.can_undo, redo=self.drafting.can_redo)
        self.panel.show_balance(balance_words(self.drafting, changes))

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
            self._offer_way_on(failure)

    def _offer_way_on(self, failure: Failure) -> None:
        """After a refusal: a reason for a fault that may stand, or the drawing once more on the borders of now."""
        if not isinstance(failure, Refusal):
            return
        why = str(failure.detail.get("why"))
        self.panel.end.offer_rebase(why == "redrawn" or (why == "parent_gone" and "other" in failure.detail))
        if failure.detail.get("acceptable"):
            self.panel.end.ask_reason(True)
        shape = failure.detail.get("shape")
        # What the drawing knows itself is the very place; the server tells the area that it is about.
        here = next((one.shape for one in self.drafting.faults if one.kind == why and one.shape), ())
        outline = here or (rounded(shape) if isinstance(shape, dict) else ())
        if outline:
            self.layer.show_fault(outline)
            if self._view is not None:
                self._view.go_to(f"refused {why} {failure.detail.get('code')}", _box(outline))

    @Slot(int, int)
    def _rebased(self, done: int, lost: int) -> None:
        self.panel.end.offer_rebase(False)
        self.panel.show_around(*self._around())
        self._tell_chosen()
        words = self.tr("Done again on the borders of now: {done} steps.").format(done=done)
        if lost:
            words += " " + self.tr("{lost} could not be done there; look the drawing through.").format(lost=lost)
        self.panel.tell(words)

    @Slot(object)
    def _show_company(self, drawers: list[Drawer]) -> None:
        names = "、".join(self.tr("you at another seat") if one.same else one.name for one in drawers)
        words = self.tr("{names} draws here too. Whoever lets it hold first wins; the other is told and can go on from "
                        "there.")
        self.panel.show_company(words.format(names=names) if drawers else "")

    # What the panel asks --------------------------------------------------------------------------------------------
    @Slot(str, str, bool)
    def _name(self, code: str, name: str, exclusive: bool) -> None:
        draft = self.drafting.draft
        if draft is None or len(self.hand.chosen) != 1 or self.hand.chosen[0] not in draft.areas:
            return
        area = draft.areas[self.hand.chosen[0]]
        if (area.code, area.name, area.exclusive) != (code.strip(), name.strip(), exclusive):
            self.drafting.do({"do": "name", "key": area.key, "code": code, "name": name, "exclusive": exclusive})

    @Slot(object)
    def _hang(self, parent: tuple[str, AreaLevel]) -> None:
        if self.hand.chosen:
            self.drafting.do({"do": "hang", "keys": self.hand.chosen, "parent": [parent[0], parent[1].value]})

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

    @Slot()
    def _tell_chosen(self) -> None:
        draft = self.drafting.draft
        areas = [draft.areas[key] for key in self.hand.chosen if draft is not None and key in draft.areas]
        if len(areas) == 1:
            one = areas[0]
            title = area_words(self.drafting, one)
            self.panel.show_chosen(title, one.code, one.name, (one.parent_code, one.parent_level), stands=one.stands,
                                   exclusive=one.exclusive)
        else:
            title = sum_words(self.drafting, areas)
            parent = (areas[0].parent_code, areas[0].parent_level) if areas else None
            self.panel.show_chosen(title, "", "", parent, stands=True, exclusive=False)


def _box(outline: MultiPolygon) -> tuple[float, float, float, float]:
    points = [point for polygon in outline for ring in polygon for point in ring]
    return (min(x for x, _ in points) - MARGIN, min(y for _, y in points) - MARGIN,
            max(x for x, _ in points) + MARGIN, max(y for _, y in points) + MARGIN)
