"""Day or night, changed while the program runs, and remembered for this person at this workstation."""

from __future__ import annotations

from pathlib import Path

from qtpy.QtCore import QObject, Signal, Slot
from qtpy.QtWidgets import QApplication

from app.settings import THEMES
from ui.theme import change_theme
from ui.window_memory import WindowMemory
from widgets.tokens import Tokens

KEPT = "theme"


class ThemeSwitch(QObject):
    """Dresses the whole application; what this person chose here before is put on at once.

    Signals:
        changed(str): the theme that is worn from now on, ``'night'`` or ``'day'``.
    """

    changed = Signal(str)

    def __init__(self, file: Path | None, login: str, tokens: Tokens, parent: QObject | None = None) -> None:
        """``file`` keeps the choices of everybody at this workstation; None: nothing is taken back or kept."""
        super().__init__(parent)
        self._tokens, self._memory = tokens, WindowMemory(file, login)
        kept = self._memory.recall_choice(KEPT)
        if kept in THEMES:
            self._wear(kept)

    @property
    def theme(self) -> str:
        """What is worn."""
        return self._tokens.theme

    @Slot(str)
    def choose(self, theme: str) -> None:
        """Wear ``'night'`` or ``'day'`` and remember it."""
        self._memory.keep_choice(KEPT, theme)
        if theme != self.theme:
            self._wear(theme)
            self.changed.emit(theme)

    def _wear(self, theme: str) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        change_theme(app, self._tokens, theme)
