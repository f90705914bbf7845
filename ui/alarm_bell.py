"""What this seat tells of its alarms: the number at the foot, the sounds, and the alarms that only this seat knows."""

from __future__ import annotations

from datetime import datetime

from qtpy.QtCore import QObject, Signal, Slot

from app.domain.alarm import CRITICAL, HIGH, Alarm, Ring, order_of
from app.services.journal_entry import JournalCounts
from ui.sound_desk import SoundDesk
from ui.workstation import Workstation
from widgets.alarm_words import JOURNAL_REFUSED, LINK_LOST

SYSTEM = "system"


class AlarmBell(QObject):
    """Joins the alarms of the server with those of this seat, and tells of both once.

    Signals:
        changed(): ``alarms`` or ``flood`` are others now.
        told(int, int, bool, bool): how many wait, the gravest priority (0: none), whether a red card is new, a flood.
    """

    changed = Signal()
    told = Signal(int, int, bool, bool)

    def __init__(self, workstation: Workstation, sounds: SoundDesk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work, self._sounds = workstation, sounds
        self._own: dict[str, Alarm] = {}
        self._fresh_cards: set[str] = set()   # red cards that rang here and wait for an answer
        self._was_lost = False
        self._refused = 0
        self.flood = False
        work = workstation
        work.alarms.listed.connect(self._listed)
        work.alarms.rang.connect(self._rang)
        work.lost.connect(self._lost)
        work.back.connect(self._back)
        work.replay.counted.connect(self._count)

    def alarms(self) -> list[Alarm]:
        """All alarms of this person and seat: unanswered and grave ones first."""
        return sorted([*self._own.values(), *self._work.alarms.alarms], key=order_of)

    def acknowledge_own(self, keys: tuple[str, ...]) -> tuple[str, ...]:
        """Those of this seat are answered here; returns the others."""
        now = self._work.clock.now()
        for key in keys:
            if key in self._own:
                self._own[key] = _own(self._own[key].rule, self._own[key].since, self._own[key].priority,
                                      seen_by=self._work.person.name, seen_at=now)
        self._tell()
        return self.without_own(keys)

    def without_own(self, keys: tuple[str, ...]) -> tuple[str, ...]:
        """The keys that the server knows."""
        return tuple(key for key in keys if key not in self._own)

    @Slot(object)
    def _listed(self, _alarms: list[Alarm]) -> None:
        self._tell()

    @Slot(object)
    def _rang(self, rings: list[Ring]) -> None:
        """One sound for all that came together, that of the gravest."""
        self.flood = rings[-1].flood
        self._fresh_cards |= {one.key for one in rings if one.rule == "red_card" and not one.chatters}
        heard = [one for one in rings if one.sound and not one.chatters]
        if heard:
            self._sounds.play(min(heard, key=lambda one: one.priority).sound, self._work.clock.now())
        self._tell()

    @Slot(object)
    def _lost(self, _last: datetime | None) -> None:
        if LINK_LOST not in self._own:
            self._own[LINK_LOST] = _own(LINK_LOST, self._work.clock.now(), CRITICAL)
            self._was_lost = True
            self._sounds.play("link_lost", self._work.clock.now())
            self._tell()

    @Slot()
    def _back(self) -> None:
        self._own.pop(LINK_LOST, None)
        if self._was_lost:
            self._was_lost = False
            self._sounds.play("link_back", self._work.clock.now())
        self._tell()

    @Slot(object)
    def _count(self, counts: JournalCounts) -> None:
        if not counts.refused:
            self._own.pop(JOURNAL_REFUSED, None)
        elif counts.refused > self._refused:
            self._own[JOURNAL_REFUSED] = _own(JOURNAL_REFUSED, self._work.clock.now(), HIGH)
        self._refused = counts.refused
        self._tell()

    def _tell(self) -> None:
        alarms = self.alarms()
        new = [one for one in alarms if one.state == "new"]
        self._fresh_cards &= {one.key for one in new}
        unlisted = sum(one.of_rule - sum(other.rule == one.rule for other in alarms)
                       for one in {one.rule: one for one in alarms}.values())
        self.flood = self.flood and len(new) > 0
        self.told.emit(len(new) + unlisted, min((one.priority for one in new), default=0), bool(self._fresh_cards),
                       self.flood)
        self.changed.emit()


def _own(rule: str, since: datetime, priority: int, seen_by: str = "", seen_at: datetime | None = None) -> Alarm:
    return Alarm(rule, rule, priority, SYSTEM, 1, None, "", "", "", "", since,
                 "acknowledged" if seen_at is not None else "new", seen_at, seen_by)
