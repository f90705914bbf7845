"""Dark colours for the night, light ones for the day: of this person at this workstation, at once."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from qtpy.QtCore import QSignalBlocker, Slot
from qtpy.QtWidgets import QRadioButton

from app.background.jobs import Jobs
from ui.pages.settings.section import SettingsSection
from ui.theme_switch import ThemeSwitch
from widgets.tokens import Tokens


class ColourSection(SettingsSection):
    """Two buttons; nothing is recorded in the room."""

    def __init__(self, theme: ThemeSwitch, jobs: Jobs, tokens: Tokens) -> None:
        super().__init__(jobs, tokens, self.tr("Day and night"), self.tr(
            "Holds at once, for you at this workstation. In the command bar: /night and /day."), changes=False)
        self._theme = theme
        self.buttons = {"night": QRadioButton(self.tr("Dark colours for the night")),
                        "day": QRadioButton(self.tr("Light colours for the day"))}
        for name, button in self.buttons.items():
            button.clicked.connect(partial(self._choose, name))
            self.body.addWidget(button)
        self.body.addStretch(1)
        theme.changed.connect(self._show)
        self._show(theme.theme)

    def fetch(self) -> Callable[[], Any]:
        return lambda: None

    def show_held(self, held: Any) -> None:
        self._show(self._theme.theme)

    def take_keyboard(self) -> None:
        self.buttons[self._theme.theme].setFocus()

    def _choose(self, name: str, _checked: bool = True) -> None:
        self._theme.choose(name)

    @Slot(str)
    def _show(self, theme: str) -> None:
        with QSignalBlocker(self.buttons[theme]):
            self.buttons[theme].setChecked(True)
