"""Who is on duty in which shift: a week at a time; fill it, copy the week before, take the last change back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Any

from qtpy.QtCore import Slot
from qtpy.QtWidgets import QHBoxLayout, QLabel, QPushButton

from app.background.jobs import Jobs
from app.domain.roster import WEEK, RosterWeek, Watch, copied_week, gaps, monday_of
from app.services.room_settings import RoomSettings
from app.services.server_clock import ServerClock
from ui.pages.settings.section import SettingsSection
from widgets.change_list import Change
from widgets.roster_table import RosterTable
from widgets.tokens import GAP, Tokens


class RosterSection(SettingsSection):
    """The roster (值班表)."""

    def __init__(self, room: RoomSettings, jobs: Jobs, clock: ServerClock, tokens: Tokens) -> None:
        super().__init__(jobs, tokens, self.tr("Roster"), self.tr(
            "Who is on duty in which shift. A shift belongs to the day on which it begins; ★ leads it."))
        self._room = room
        self._first_day = monday_of(clock.now().date())
        self._held: RosterWeek | None = None
        self._before: RosterWeek | None = None
        self._today = clock.now().date()
        self._undo: frozenset[Watch] | None = None      # what the week was before the last record
        self._sent: frozenset[Watch] | None = None
        self.roster = RosterTable(tokens)
        self.roster.edited.connect(self.look)
        self.week = QLabel()
        self.missing = QLabel()
        self.missing.setProperty("role", "behind")
        self.buttons = {name: QPushButton(words) for name, words in (
            ("before", self.tr("‹ Week before")), ("this", self.tr("This week")), ("after", self.tr("Week after ›")),
            ("copy", self.tr("Copy the week before")), ("undo", self.tr("Take back")))}
        row = QHBoxLayout()
        row.setSpacing(tokens.px(GAP))
        for name in ("before", "this", "after"):
            row.addWidget(self.buttons[name])
        row.addWidget(self.week)
        row.addWidget(self.missing, 1)
        row.addWidget(self.buttons["copy"])
        row.addWidget(self.buttons["undo"])
        self.body.addLayout(row)
        self.body.addWidget(self.roster, 1)
        self.buttons["before"].clicked.connect(partial(self._turn, -WEEK))
        self.buttons["this"].clicked.connect(partial(self._turn, 0))
        self.buttons["after"].clicked.connect(partial(self._turn, WEEK))
        self.buttons["copy"].clicked.connect(self.copy_week)
        self.buttons["undo"].clicked.connect(self.take_back)
        self.buttons["undo"].setEnabled(False)

    def fetch(self) -> Callable[[], Any]:
        return partial(self._room.roster, self._first_day)

    def show_held(self, held: Any) -> None:
        week, before, today = held
        if week.first_day != self._first_day:
            return  # another week was asked for meanwhile
        self._held, self._before, self._today = week, before, today
        self.roster.show_week(week, week.watches, today)
        last = self._first_day + timedelta(days=WEEK - 1)
        self.week.setText(f"{self._first_day:%Y-%m-%d} – {last:%m-%d}")
        self.buttons["copy"].setEnabled(bool(before.watches) and last >= today)
        self.buttons["undo"].setEnabled(self._undo is not None and last >= today)

    def hold(self, held: Any) -> None:
        week, self._before, self._today = held
        if self._held is None or week.first_day != self._first_day:
            return
        came, went = self.roster.watches - self._held.watches, self._held.watches - self.roster.watches
        self._held, self._undo = week, None
        self.roster.show_week(week, (week.watches - went) | came, self._today)

    def take_keyboard(self) -> None:
        self.roster.table.setFocus()

    def differences(self) -> list[Change] | None:
        if self._held is None:
            return []
        changed = self._held.watches ^ self.roster.watches
        cells = sorted({(one.day, one.shift) for one in changed})
        empty = gaps(self._held, self.roster.watches, self._today)
        self.missing.setText(self.tr("▲ {n} shifts with nobody").format(n=len(empty)) if empty else "")
        return [Change(f"{day:%m-%d} {shift}", self._words(self._held.watches, day, shift),
                       self._words(self.roster.watches, day, shift)) for day, shift in cells]

    def saving(self) -> Callable[[], Any]:
        assert self._held is not None
        self._undo, self._sent = self._held.watches, self.roster.watches
        return partial(self._room.put_roster, self._first_day, self.roster.watches, self._held.stamp)

    @Slot()
    def copy_week(self) -> None:
        """Who was on duty a week before, in the days that may still be changed."""
        if self._held is None or self._before is None:
            return
        kept = {one for one in self._held.watches if not self.roster.changeable(one.day)}
        copied = copied_week(self._before.watches, self._first_day, self._held.shifts, self._held.people,
                             self._today - timedelta(days=1))
        self.roster.show_week(self._held, kept | copied, self._today)
        self.look()

    @Slot()
    def take_back(self) -> None:
        """What was recorded last is shown as it was before; F8 records that."""
        if self._held is not None and self._undo is not None and self._held.watches == self._sent:
            self.roster.show_week(self._held, self._undo, self._today)
            self._undo = None
            self.buttons["undo"].setEnabled(False)
            self.look()

    def _turn(self, days: int, _checked: bool = False) -> None:
        self._first_day = monday_of(self._today) if days == 0 else self._first_day + timedelta(days=days)
        self._undo = None
        self.forget()

    def _words(self, watches: frozenset[Watch], day: date, shift: str) -> str:
        assert self._held is not None
        here = sorted((one for one in watches if (one.day, one.shift) == (day, shift)),
                      key=lambda one: (not one.leads, one.login))
        return " ".join(("★" if one.leads else "") + self._held.names.get(one.login, one.login) for one in here)
