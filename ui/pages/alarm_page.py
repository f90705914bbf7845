"""The page of alarms: what needs an action at the left; how many there are, and how they sound, at the right."""

from __future__ import annotations

from datetime import datetime, timedelta

from qtpy.QtCore import Qt, QTimer, Signal, Slot
from qtpy.QtGui import QHideEvent, QShowEvent
from qtpy.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.domain.alarm import Alarm
from app.domain.failures import Failure
from app.services.alarm_desk import AlarmAct
from ui.alarm_bell import AlarmBell
from ui.sound_desk import KINDS, SoundDesk
from ui.workstation import Workstation
from widgets.alarm_panel import AlarmPanel
from widgets.alarm_rate_view import AlarmRateView
from widgets.failure_words import failure_words
from widgets.sound_settings import SoundSettings
from widgets.tokens import Tokens

RIGHT = 360            # px at 96 dpi
RATE_EVERY_MS = 60_000


class AlarmPage(QWidget):
    """Alarms by cause, and what the desk measures of itself.

    Signals:
        case_asked(object): open the case of this Alarm at its action.
        journal_asked(): show the kept reports that were refused.
        left(): Esc: back to the board.
    """

    case_asked = Signal(object)
    journal_asked = Signal()
    left = Signal()

    def __init__(self, workstation: Workstation, sounds: SoundDesk, tokens: Tokens,
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work, self.sounds = workstation, sounds
        self.bell = AlarmBell(workstation, sounds, self)
        self.setProperty("page", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.panel, self.rate, self.settings = AlarmPanel(tokens), AlarmRateView(tokens), SoundSettings(tokens)
        self._again = QTimer(self)
        self._again.setInterval(RATE_EVERY_MS)
        self._again.timeout.connect(workstation.alarms.ask_rate)
        right, column = QFrame(), QVBoxLayout()
        right.setProperty("plain", True)
        column.setContentsMargins(0, tokens.px(12), tokens.px(12), tokens.px(12))
        column.setSpacing(tokens.px(12))
        column.addWidget(self.rate)
        column.addWidget(self.settings)
        column.addStretch(1)
        right.setLayout(column)
        scroll = QScrollArea()
        scroll.setWidget(right)
        scroll.setWidgetResizable(True)
        scroll.setFixedWidth(tokens.px(RIGHT))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.px(8))
        row.addWidget(self.panel, 1)
        row.addWidget(scroll)
        self._connect()

    def _connect(self) -> None:
        desk, panel = self._work.alarms, self.panel
        self.bell.changed.connect(self._show)
        desk.acted.connect(self._acted)
        desk.failed.connect(self._failed)
        desk.rated.connect(self.rate.show_rates)
        panel.open_asked.connect(self._open)
        panel.acknowledge_asked.connect(self._acknowledge)
        panel.unshelve_asked.connect(self._unshelve)
        panel.shelve_asked.connect(self._shelve)
        panel.left.connect(self.left)
        self.settings.volume_changed.connect(self.sounds.set_volume)
        self.settings.test_asked.connect(self._test)
        self.settings.mute_asked.connect(self._mute)
        self.sounds.changed.connect(self._show_mute)
        self.sounds.silent.connect(self._show_mute)
        self.settings.show_volumes({kind: self.sounds.volume(kind) for kind in KINDS})
        self._show_mute()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show()
        self._show_mute()
        self._work.alarms.ask_rate()
        self._again.start()
        self.panel.list.setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._again.stop()

    @Slot()
    def _show(self) -> None:
        self.panel.show_alarms(self.bell.alarms(), self._work.clock.now())
        self.panel.show_flood(self.tr("Alarm flood: more than ten within ten minutes. One sound for all of them; "
                                      "begin with the gravest cause.") if self.bell.flood else "")

    @Slot(object)
    def _open(self, alarm: Alarm) -> None:
        if alarm.case_id is not None:
            self.case_asked.emit(alarm)
        elif alarm.rule == "journal_refused":
            self.journal_asked.emit()

    @Slot(object)
    def _acknowledge(self, keys: tuple[str, ...]) -> None:
        rest = self.bell.acknowledge_own(keys)
        if rest:
            self._do(AlarmAct("acknowledge", rest))

    @Slot(object)
    def _unshelve(self, keys: tuple[str, ...]) -> None:
        self._do(AlarmAct("unshelve", self.bell.without_own(keys)))

    @Slot(object, object, str)
    def _shelve(self, keys: tuple[str, ...], until: datetime, reason: str) -> None:
        rest = self.bell.without_own(keys)
        if rest:
            self._do(AlarmAct("shelve", rest, until, reason))
        else:
            self.panel.say(self.tr("An alarm of this workstation itself cannot be shelved."))

    def _do(self, act: AlarmAct) -> None:
        if not act.keys:
            return
        if self._work.connected:
            self._work.alarms.do(act)
        else:
            self.panel.say(self.tr("No connection: alarms can be answered when it is back."))

    @Slot(object, int)
    def _acted(self, act: AlarmAct, count: int) -> None:
        self.panel.say("" if count else self.tr("Somebody else was quicker, or it is over."))
        if act.what == "shelve":
            self.panel.shelved()

    @Slot(object, object)
    def _failed(self, _act: AlarmAct, failure: Failure) -> None:
        self.panel.say(failure_words(failure, self._work.clock.now()))

    @Slot(str)
    def _test(self, kind: str) -> None:
        self.sounds.play(kind, self._work.clock.now(), test=True)

    @Slot(int)
    def _mute(self, minutes: int) -> None:
        now = self._work.clock.now()
        self.sounds.mute(now + timedelta(minutes=minutes) if minutes else None, now)

    @Slot()
    def _show_mute(self) -> None:
        now = self._work.clock.now()
        self.settings.show_mute(self.sounds.muted_until(now), now, silent=self.sounds.is_silent)
