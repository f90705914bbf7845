"""Where a person's windows stood, remembered for each set of monitors they sit at."""

from __future__ import annotations

import hashlib
from pathlib import Path

from qtpy.QtCore import QByteArray, QSettings
from qtpy.QtGui import QGuiApplication


class WindowMemory:
    """Bytes by name, kept in one file for every person and monitor set of this machine; nothing without a file."""

    def __init__(self, file: Path | None, login: str) -> None:
        self._settings = QSettings(str(file), QSettings.Format.IniFormat) if file is not None else None
        # A login is letters and digits of PostgreSQL, but it need not be: as a hash it is a safe key.
        self._person = hashlib.sha256(login.encode()).hexdigest()[:12]
        self._group = f"{self._person}/{monitor_set()}"

    def keep(self, name: str, state: bytes) -> None:
        """Remember ``state`` under ``name``."""
        if self._settings is not None:
            self._settings.setValue(f"{self._group}/{name}", QByteArray(state))

    def recall(self, name: str) -> bytes | None:
        """What was kept under ``name`` at these monitors; None when nothing was."""
        state = self._settings.value(f"{self._group}/{name}") if self._settings is not None else None
        return bytes(state.data()) if isinstance(state, QByteArray) else None

    def keep_choice(self, name: str, word: str) -> None:
        """Remember a choice that holds at every set of monitors."""
        if self._settings is not None:
            self._settings.setValue(f"{self._person}/{name}", word)

    def recall_choice(self, name: str) -> str:
        """What was kept by ``keep_choice``; '' when nothing was."""
        word = self._settings.value(f"{self._person}/{name}") if self._settings is not None else None
        return word if isinstance(word, str) else ""


def monitor_set() -> str:
    """A name for the monitors as they are now: their sizes and places."""
    screens = sorted((screen.geometry().x(), screen.geometry().y(), screen.geometry().width(),
                      screen.geometry().height()) for screen in QGuiApplication.screens())
    return hashlib.sha256(repr(screens).encode()).hexdigest()[:12]
