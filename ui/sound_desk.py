"""Sounds of the workstation: which kind, how loud, muted until when; calm where there is no sound hardware."""

from __future__ import annotations

import logging
import os
import sys
from datetime import datetime, timedelta
from pathlib import Path

from qtpy.QtCore import QLoggingCategory, QObject, QSettings, Qt, QThread, QUrl, Signal, Slot

from ui.theme import RESOURCES

log = logging.getLogger("gridroom.sound")
KINDS = ("urgent", "red_card", "order", "new_case", "link_lost", "link_back")
ALWAYS = frozenset(("link_lost",))     # a lost line is heard even when somebody muted the rest and forgot it
FIRST_VOLUME = 70                      # per cent
LONGEST_MUTE = timedelta(hours=8)
END_MS = 2000


class SoundDesk(QObject):
    """Plays short sounds on a thread of its own, because to look for sound hardware may wait.

    Signals:
        silent(): this machine has nothing to play on; told once.
        changed(): a volume or the mute was changed.
    """

    silent = Signal()
    changed = Signal()
    _play_asked = Signal(str, float)

    def __init__(self, file: Path | None, parent: QObject | None = None) -> None:
        """``file``: where volumes and mute are remembered for this workstation; None remembers nothing."""
        super().__init__(parent)
        self._settings = QSettings(str(file), QSettings.Format.IniFormat) if file is not None else None
        self._volumes = {kind: self._recalled(kind) for kind in KINDS}
        self._muted_until = self._recalled_mute()
        self._thread: QThread | None = None
        self._player: _Player | None = None
        self.played: list[str] = []      # newest last, for the log of this session
        self.is_silent = False
        self._ended = False

    def play(self, kind: str, now: datetime, *, test: bool = False) -> bool:
        """Play it; False when it is muted (``test``: even then) or turned down, so that nothing is to be heard."""
        volume = self._volumes.get(kind, 0)
        if self._ended or not volume or (not test and kind not in ALWAYS and self.muted_until(now) is not None):
            return False
        self.played = [*self.played[-99:], kind]
        if self._thread is None:
            self._begin()
        self._play_asked.emit(kind, volume / 100)
        return True

    def volume(self, kind: str) -> int:
        """How loud this kind is, 0 … 100."""
        return self._volumes[kind]

    def set_volume(self, kind: str, volume: int) -> None:
        """Set and remember it."""
        self._volumes[kind] = max(0, min(100, volume))
        self._keep(f"volume/{kind}", self._volumes[kind])
        self.changed.emit()

    def mute(self, until: datetime | None, now: datetime) -> None:
        """Mute until then, at most a shift; None: heard again."""
        self._muted_until = None if until is None else min(until, now + LONGEST_MUTE)
        self._keep("muted_until", self._muted_until.isoformat() if self._muted_until is not None else "")
        self.changed.emit()

    def muted_until(self, now: datetime) -> datetime | None:
        """When the mute ends; None when everything is heard."""
        return self._muted_until if self._muted_until is not None and self._muted_until > now else None

    def end(self) -> None:
        """Stop the thread and play no more; safe to call twice."""
        self._ended = True
        if self._thread is not None:
            self._thread.quit()
            if not self._thread.wait(END_MS):
                log.warning("the sound thread did not end in time")
            self._thread = None

    def _begin(self) -> None:
        self._thread, self._player = QThread(), _Player(RESOURCES / "sounds")
        self._player.moveToThread(self._thread)
        self._play_asked.connect(self._player.play, Qt.ConnectionType.QueuedConnection)
        self._player.silent.connect(self._tell_silent, Qt.ConnectionType.QueuedConnection)
        self._thread.finished.connect(self._player.release, Qt.ConnectionType.DirectConnection)
        self._thread.start()

    @Slot()
    def _tell_silent(self) -> None:
        self.is_silent = True
        self.silent.emit()

    def _recalled(self, kind: str) -> int:
        value = self._settings.value(f"volume/{kind}") if self._settings is not None else None
        try:
            return max(0, min(100, int(str(value)))) if value is not None else FIRST_VOLUME
        except ValueError:  # somebody edited the file
            return FIRST_VOLUME

    def _recalled_mute(self) -> datetime | None:
        value = self._settings.value("muted_until") if self._settings is not None else None
        try:
            at = datetime.fromisoformat(str(value)) if value else None
        except ValueError:
            return None
        return at if at is not None and at.tzinfo is not None else None

    def _keep(self, name: str, value: object) -> None:
        if self._settings is not None:
            self._settings.setValue(name, value)


def may_have_sound() -> bool:
    """Whether it is worth asking for sound hardware: on Linux without a sound card or server Qt waits and complains."""
    if not sys.platform.startswith("linux"):
        return True
    runtime = Path(os.environ.get("XDG_RUNTIME_DIR") or "/nonexistent")
    if os.environ.get("PULSE_SERVER") or any((runtime / name).exists() for name in ("pulse/native", "pipewire-0")):
        return True
    cards = Path("/proc/asound/cards")
    try:
        return cards.is_file() and "no soundcards" not in cards.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False


class _Player(QObject):
    """Lives on the sound thread.

    Signals:
        silent(): nothing to play on.
    """

    silent = Signal()

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder
        self._effects: dict[str, object] = {}
        self._ready: bool | None = None

    @Slot(str, float)
    def play(self, kind: str, volume: float) -> None:
        """Play one sound; the first time it is looked for something to play on."""
        if self._ready is None:
            self._ready = self._has_device()
            if not self._ready:
                log.info("no sound device: the workstation is silent")
                self.silent.emit()
        if not self._ready:
            return
        from qtpy.QtMultimedia import QSoundEffect
        effect = self._effects.get(kind)
        if not isinstance(effect, QSoundEffect):
            effect = QSoundEffect()
            effect.setSource(QUrl.fromLocalFile(str(self._folder / f"{kind}.wav")))
            self._effects[kind] = effect
        effect.setVolume(volume)
        effect.play()

    @Slot()
    def release(self) -> None:
        """The thread ends: its effects end with it."""
        self._effects.clear()

    @staticmethod
    def _has_device() -> bool:
        if not may_have_sound():
            return False
        QLoggingCategory.setFilterRules("qt.multimedia*=false")  # it tells of every optional library that it lacks
        try:
            from qtpy.QtMultimedia import QMediaDevices
        except ImportError as error:  # a bare machine without the libraries of sound
            log.info("no sound: %s", error)
            return False
        return bool(QMediaDevices.audioOutputs())
