"""Borders of a day on the map: brings together the map, the panel at its right and what the server remembers."""

from __future__ import annotations

from collections import Counter
from datetime import date

from qtpy.QtCore import QObject, Signal, Slot

from app.database.redraws import ChangeDay
from app.domain.area import AreaLevel, PlacedArea
from app.domain.failures import Failure, Refusal
from app.domain.redraw import Redraw, RedrawAnswer
from app.services.grid_versions import DayShown, GridVersions
from ui.workstation import Workstation
from widgets.failure_words import failure_words
from widgets.grid_past import GridPast
from widgets.grid_words import past_why_words
from widgets.map.grid_layer import Drawn, GridLayer
from widgets.words import level_word


class GridPastDesk(QObject):
    """Shows versions on the layer that drawing uses; only one of the two is on the map at a time.

    Signals:
        ended(): the panel is to be put away.
    """

    ended = Signal()

    def __init__(self, work: Workstation, versions: GridVersions, panel: GridPast, layer: GridLayer,
                 parent: QObject) -> None:
        super().__init__(parent)
        self._work, self.versions, self.panel, self.layer = work, versions, panel, layer
        versions.days_read.connect(self._show_days)
        versions.day_read.connect(self._show_day)
        versions.redraws_read.connect(self._show_redraws)
        versions.undone.connect(self._undone)
        versions.failed.connect(self._show_failure)
        panel.day_asked.connect(self._ask_day)
        panel.undo_asked.connect(self._undo)
        panel.leave_asked.connect(self.leave)

    def look_at(self, area: PlacedArea, level: AreaLevel) -> None:
        """Show the areas of ``level`` inside ``area`` of today, and let a day be chosen."""
        self.layer.hand([])
        self.layer.take("look")
        self.versions.look_at(area.area_id, level)
        self.panel.show_set(self.tr("{level} of {area} on a day").format(level=level_word(level), area=area.name),
                            self._today())

    def _today(self) -> date:
        return self._work.clock.now().astimezone().date()

    @Slot()
    def leave(self) -> None:
        """Show only what holds again."""
        self.layer.take("")
        self.ended.emit()

    @Slot(object)
    def _ask_day(self, day: date) -> None:
        self.versions.ask_day(day, self._today())

    @Slot(object)
    def _show_days(self, days: list[ChangeDay]) -> None:
        self.panel.show_days([(one.day, one.begun, one.ended) for one in days])

    @Slot(object)
    def _show_day(self, shown: DayShown) -> None:
        if self.layer.tool != "look":
            return
        drawn = {one.label: Drawn(one.outline, one.name, shown.states[one.label])
                 for one in (*shown.not_yet, *shown.areas) if shown.states[one.label] != "new"}
        self.layer.show_whole(drawn)
        self.panel.show_day(shown.day, {**Counter(shown.states.values()), "all": len(shown.areas)})

    @Slot(object)
    def _show_redraws(self, redraws: list[Redraw]) -> None:
        self.panel.show_redraws(redraws)

    @Slot(object, str)
    def _undo(self, redraw: Redraw, reason: str) -> None:
        self.panel.tell("")
        self.versions.undo(redraw, self._today(), reason)

    @Slot(object)
    def _undone(self, answer: RedrawAnswer | None) -> None:
        self.panel.tell(self.tr("The plan is withdrawn.") if answer is None else
                        self.tr("Undone from {day} on, as one more version.").format(day=answer.from_day.isoformat()))
        self._ask_day(self._today())

    @Slot(object)
    def _show_failure(self, failure: Failure) -> None:
        words = failure_words(failure, self._work.clock.now())
        if isinstance(failure, Refusal) and failure.code == "GR020":
            words = past_why_words(str(failure.detail.get("why", "")), failure.detail) or words
        self.panel.tell(words)
        if isinstance(failure, Refusal) and failure.detail.get("acceptable"):
            self.panel.ask_reason()
