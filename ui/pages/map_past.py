"""The past on the map page: heat and repeat places of a period, a day or a track played again, who walked where."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from qtpy.QtCore import QDate, QObject, Signal, Slot
from qtpy.QtWidgets import QCheckBox, QDateEdit, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.domain.failures import Failure
from app.domain.map_history import Period, RepeatPlace
from app.domain.people import Duty
from app.domain.position import Fix, LivePosition, PatrolDay, WalkedCell
from app.services.map_history import MapHistory, Places
from ui.workstation import Workstation
from widgets.failure_words import failure_words
from widgets.map.layer_panel import LayerPanel
from widgets.map.list_panel import Line
from widgets.map.period_box import PeriodBox
from widgets.map.time_strip import TimeStrip
from widgets.map.track_panel import TrackPanel
from widgets.map.words import age_words
from widgets.tokens import Tokens

if TYPE_CHECKING:
    from widgets.map.past_layers import HeatLayer, ReplayLayer
    from widgets.map_view import MapView

DAY_SECONDS = 86_400
READERS = {Duty.DISPATCHER, Duty.DUTY_CHIEF, Duty.INSPECTOR}      # of tracks; the database asks the same
PATROL_READERS = {Duty.DUTY_CHIEF, Duty.INSPECTOR, Duty.ASSESSOR}
AROUND = 0.001


class MapPast(QObject):
    """What was, switched in the panel at the left.

    Signals:
        live_asked(bool): show what lives, or hide it while a day is played again.
        list_ready(str, str, str, object): "places", "patrols" or "cases", title, note, Lines.
        cases_asked(object): list these case ids.
        track_asked(): show ``track_panel``.
        said(str): a sentence for the message bar.
    """

    live_asked = Signal(bool)
    list_ready = Signal(str, str, str, object)
    cases_asked = Signal(object)
    track_asked = Signal()
    said = Signal(str)

    def __init__(self, workstation: Workstation, tokens: Tokens, panel: LayerPanel, parent: QObject | None = None
                 ) -> None:
        super().__init__(parent)
        self._work = workstation
        self.history = MapHistory(workstation.engine, workstation.jobs, self)
        self.strip, self.track_panel = TimeStrip(tokens), TrackPanel(tokens)
        self.heat: HeatLayer | None = None
        self.replay: ReplayLayer | None = None
        self._view: MapView | None = None
        self._places: list[RepeatPlace] = []
        self._begins: datetime | None = None   # of what is played
        self._looked_at = False
        now = workstation.clock.now()
        self.heat_days, self.place_days = PeriodBox(tokens, now), PeriodBox(tokens, now)
        self.place_days.choose(Period.MONTH)
        self.open_only = QCheckBox(self.tr("only those open now"))
        below = QWidget()
        below.setProperty("plain", True)
        box = QVBoxLayout(below)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.heat_days)
        box.addWidget(_indented(self.open_only, tokens))
        panel.add("heat", self.tr("Heat of cases"), on=False, below=below)
        panel.add("repeat", self.tr("Repeat places"), on=False, below=self.place_days)
        self.patrol_day, self.replay_day = self._day_edit(now), self._day_edit(now)
        if workstation.person.duties & PATROL_READERS:
            panel.add("patrol", self.tr("Patrols: cells walked"), on=False,
                      below=_indented(self.patrol_day, tokens))
        self.play = QPushButton(self.tr("Play a day again"))
        panel.add_tool(self.replay_day)
        panel.add_tool(self.play)
        self._connect()

    def _day_edit(self, now: datetime) -> QDateEdit:
        edit = QDateEdit(QDate(now.year, now.month, now.day))
        edit.setDisplayFormat("yyyy-MM-dd")
        edit.setCalendarPopup(True)
        edit.setMaximumDate(edit.date())
        edit.setAccessibleName(self.tr("Day"))
        return edit

    def _connect(self) -> None:
        history = self.history
        history.points_read.connect(self._show_points)
        history.places_read.connect(self._show_places)
        history.day_read.connect(self._show_day)
        history.track_read.connect(self._show_track)
        history.patrols_read.connect(self._show_patrols)
        history.failed.connect(self._complain)
        self.heat_days.changed.connect(self._ask_points)
        self.open_only.toggled.connect(self._ask_points)
        self.place_days.changed.connect(self._ask_places)
        self.patrol_day.dateChanged.connect(self._ask_patrols)
        self.play.clicked.connect(self.play_day)
        self.strip.moved.connect(self._move)
        self.strip.ended.connect(self._end)
        self.track_panel.asked.connect(self._ask_track)

    # For the page ---------------------------------------------------------------------------------------------------
    def open(self, view: MapView) -> None:
        """Put the layers on the map. Imported only now, as the view is."""
        from widgets.map.past_layers import HeatLayer, ReplayLayer

        self._view = view
        self.heat, self.replay = HeatLayer(view), ReplayLayer(view)
        for layer in (self.heat, self.replay):
            view.add_layer(layer)
        self.heat.clicked.connect(self.choose_place)

    @property
    def replays(self) -> bool:
        """Whether time gone by is played instead of what lives."""
        return self._begins is not None

    def switch(self, key: str, on: bool) -> None:
        """Heat, repeat or patrol is wanted, or not."""
        if self.heat is None:
            return
        self.heat.show_part(key, on)
        if on:
            {"heat": self._ask_points, "repeat": self._ask_places, "patrol": self._ask_patrols}[key]()

    def show_unit(self, unit: LivePosition) -> None:
        """Somebody was clicked: who it is, and the way to the track."""
        now = self._work.clock.now()
        lines = [unit.name, " · ".join(part for part in (unit.department, unit.area) if part),
                 "" if unit.at is None else age_words(now - unit.at)]
        if unit.code:  # a wall has no names
            self.track_panel.show_unit(unit.code, [line for line in lines if line],
                                       may_read=bool(self._work.person.duties & READERS))
            self.track_asked.emit()

    @Slot(int)
    def choose_place(self, at: int) -> None:
        """One of the repeat places: mark it and list its cases; chosen again, the view before it comes back."""
        if self.heat is None or self._view is None or not 0 <= at < len(self._places):
            return
        self.heat.choose(at)
        x, y = self._places[at].position
        self._view.go_to(f"place {at}", (x - AROUND, y - AROUND, x + AROUND, y + AROUND))
        self.cases_asked.emit(list(self._places[at].case_ids))

    # Heat and repeat places -------------------------------------------------------------------------------------------
    @Slot()
    def _ask_points(self, *_: object) -> None:
        span = self.heat_days.span(self._work.clock.now())
        self.history.ask_points(*span.times(self._work.clock.now()), open_only=self.open_only.isChecked())

    @Slot(object)
    def _show_points(self, data: bytes) -> None:
        if self.heat is None:
            return
        now = self._work.clock.now()
        span = self.heat_days.span(now)
        words = self.tr("{n} cases, {first} to {last}, as of {time}").format(
            n=f"{len(data) // 8:,}", first=span.first, last=span.last, time=f"{now:%H:%M}")
        self.heat.show_points(data, words + (" · " + self.tr("open now") if self.open_only.isChecked() else ""))

    @Slot()
    def _ask_places(self, *_: object) -> None:
        now = self._work.clock.now()
        self.history.ask_places(*self.place_days.span(now).times(now))

    @Slot(object)
    def _show_places(self, found: Places) -> None:
        if self.heat is None:
            return
        self._places = found.places
        span = self.place_days.span(self._work.clock.now())
        rule = self.tr("{first} to {last}: at least {n} cases within {metres} m").format(
            first=span.first, last=span.last, n=found.fewest, metres=f"{found.metres:.0f}")
        lines = [Line(str(at), f"{at + 1}  {one.place or one.class_name}", " · ".join(part for part in (
            self.tr("{n} cases, {open} open").format(n=one.cases, open=one.open), one.class_name) if part))
            for at, one in enumerate(found.places)]
        self.heat.show_places(found.places, [[line.words, line.detail] for line in lines], rule)
        note = rule if lines else self.tr("No such place. {rule}.").format(rule=rule)
        if any(one.bounded for one in found.places):
            note += "\n" + self.tr(
                "So many cases: only the densest spots are compared; of the others some may be missing.")
        self.list_ready.emit("places", self.tr("Repeat places"), note, lines)

    # Patrols ----------------------------------------------------------------------------------------------------------
    @Slot()
    def _ask_patrols(self, *_: object) -> None:
        self.history.ask_patrols(self.patrol_day.date().toPython())

    @Slot(list, list)
    def _show_patrols(self, patrols: list[PatrolDay], cells: list[WalkedCell]) -> None:
        if self.heat is None:
            return
        day = self.patrol_day.date().toString("yyyy-MM-dd")
        self.heat.show_walked(cells, self.tr("{n} cells walked on {day}").format(n=len(cells), day=day))
        met_words = {True: self.tr("● rule met"), False: self.tr("▲ rule not met")}
        lines = [Line(one.code, f"{one.name}  {met_words[one.rule_met]}",
                      self.tr("{long} of {n} patrols long enough · {minutes} min · {walked} of {cells} cells").format(
                          long=one.long_patrols, n=one.patrols, minutes=f"{one.minutes:.0f}", walked=one.cells_walked,
                          cells=one.cells_of_area)) for one in patrols]
        met = sum(one.rule_met for one in patrols)
        self.list_ready.emit("patrols", self.tr("Patrols on {day}").format(day=day), self.tr(
            "Twice a day, two hours each: {met} of {n} met it").format(met=met, n=len(patrols)), lines)

    # Played again -----------------------------------------------------------------------------------------------------
    @Slot()
    def play_day(self) -> None:
        """Read the chosen day and show it from its beginning."""
        self.history.ask_day(self.replay_day.date().toPython())

    @Slot(object, object)
    def _show_day(self, day: date, data: bytes) -> None:
        if self.replay is None:
            return
        now = self._work.clock.now()
        self._begins = datetime(day.year, day.month, day.day, tzinfo=now.tzinfo)  # another may be chosen by now
        self.replay.show_day(data)
        self.live_asked.emit(False)
        self.strip.begin(min(DAY_SECONDS, (now - self._begins).total_seconds()), 0)

    @Slot(str, int, str)
    def _ask_track(self, code: str, hours: int, reason: str) -> None:
        now = self._work.clock.now()
        self.history.ask_track(code, now - timedelta(hours=hours), now, reason)

    @Slot(str, list)
    def _show_track(self, code: str, fixes: list[Fix]) -> None:
        if self.replay is None or code != self.track_panel.code:
            return  # somebody else is shown by now: nobody's way is told of another
        if not fixes:
            self.track_panel.tell(self.tr("No position of this time is kept."))
            return
        self.track_panel.tell(self.tr("{n} positions; the reading is recorded.").format(n=len(fixes)))
        self._begins = fixes[0].at.astimezone(self._work.clock.now().tzinfo)
        self.replay.show_track(fixes)
        self.live_asked.emit(False)
        self.strip.begin((fixes[-1].at - fixes[0].at).total_seconds(), 0)

    @Slot(float)
    def _move(self, second: float) -> None:
        if self.replay is None or self._begins is None:
            return
        at = self._begins + timedelta(seconds=second)
        words = self.tr("Replay {time}, not live").format(time=f"{at:%m-%d %H:%M}")
        self.strip.title.setText(words)
        self.replay.show_at(second, words)

    @Slot()
    def _end(self) -> None:
        if self.replay is not None:
            self.replay.end()
        self._begins = None
        self.live_asked.emit(True)

    @Slot(str, object)
    def _complain(self, kind: str, failure: Failure) -> None:
        words = failure_words(failure, self._work.clock.now())
        if kind == "track":
            self.track_panel.tell(words)
        else:
            self.said.emit(words)


def _indented(widget: QWidget, tokens: Tokens) -> QWidget:
    """``widget`` below the words of the check box to which it belongs."""
    frame = QWidget()
    frame.setProperty("plain", True)
    row = QHBoxLayout(frame)
    row.setContentsMargins(tokens.px(22), 0, 0, 0)
    row.addWidget(widget)
    return frame
