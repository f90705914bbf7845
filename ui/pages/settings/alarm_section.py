"""Which conditions are alarms, how grave, for whom, after how long, with which sound; and the rules of the shelf."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from app.background.jobs import Jobs
from app.services.room_settings import RoomSettings
from ui.pages.settings.section import SettingsSection
from widgets.alarm_rule_table import AlarmLimits, AlarmRuleTable
from widgets.change_list import Change
from widgets.tokens import Tokens

RULES, LIMITS = "alarm_rules", "alarm_limits"


class AlarmSection(SettingsSection):
    """The table of rules and one line of limits; both are recorded together."""

    def __init__(self, room: RoomSettings, jobs: Jobs, tokens: Tokens) -> None:
        super().__init__(jobs, tokens, self.tr("Alarm rules"), self.tr(
            "An alarm wants an action of somebody now. What is off stands on no list and rings nowhere; a broken "
            "history cannot be switched off."))
        self._room = room
        self._held: dict[str, Any] = {}
        self.rules, self.limits = AlarmRuleTable(tokens), AlarmLimits(tokens)
        self.body.addWidget(self.rules, 1)
        self.body.addWidget(self.limits)
        self.rules.edited.connect(self.look)
        self.limits.edited.connect(self.look)

    def fetch(self) -> Callable[[], Any]:
        return partial(self._room.settings, RULES, LIMITS)

    def show_held(self, held: Any) -> None:
        self._held = held
        self.rules.show_rules(held[RULES])
        self.limits.show_limits(held[LIMITS])

    def hold(self, held: Any) -> None:
        self._held = held
        self.rules.hold(held[RULES])
        self.limits.hold(held[LIMITS])

    def take_keyboard(self) -> None:
        self.rules.take_keyboard()

    def differences(self) -> list[Change] | None:
        if not self._held:
            return []
        limits = self.limits.differences()
        return None if limits is None else [*self.rules.differences(), *limits]

    def saving(self) -> Callable[[], Any]:
        typed = {RULES: self.rules.rules(), LIMITS: self.limits.limits()}
        changed = {key: value for key, value in typed.items() if value != self._held[key]}
        return partial(self._room.change, changed, {key: self._held[key] for key in changed})
