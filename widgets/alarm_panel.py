"""The alarms by cause: Enter opens the case at its action, A acknowledges, S shelves with a reason, U takes it back.

While the keyboard is in the list nothing moves: what is over stays and says so, what is new
comes at the end of its cause.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from qtpy.QtCore import QEvent, QRectF, QSize, Qt, Signal
from qtpy.QtGui import QColor, QIcon, QPainter, QPixmap
from qtpy.QtWidgets import (
    QLabel,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.domain.alarm import Alarm
from widgets.alarm_shelf import AlarmShelf
from widgets.alarm_tree import AlarmTree
from widgets.alarm_words import cause_words, priority_glyph, priority_words, rule_words
from widgets.glyphs import GlyphLabel, glyph_color, paint_glyph
from widgets.time_words import moment_words
from widgets.tokens import ROW, Tokens, tool_tip

KEY, ALARM = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
SHELVED = "shelved"


class AlarmPanel(QWidget):
    """All alarms of this person.

    Signals:
        open_asked(object): open the case of this Alarm at its action.
        acknowledge_asked(object): the keys (tuple of str). unshelve_asked(object): the same.
        shelve_asked(object, object, str): keys, until when, why.
        left(): Esc.
    """

    open_asked = Signal(object)
    acknowledge_asked = Signal(object)
    unshelve_asked = Signal(object)
    shelve_asked = Signal(object, object, str)
    left = Signal()

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._now: datetime | None = None
        self._last: dict[str, Alarm] = {}
        self._items: dict[str, QTreeWidgetItem] = {}
        self._groups: dict[str, QTreeWidgetItem] = {}
        self.setProperty("plain", True)
        self.heading = QLabel()
        self.heading.setProperty("role", "section")
        self.flood = GlyphLabel(tokens)
        self.flood.hide()
        self.keys = QLabel(self.tr(
            "Enter open the case at its action · A acknowledge · S shelve · U take from the shelf"))
        self.keys.setProperty("role", "faint")
        self.told = QLabel()
        self.told.setProperty("role", "behind")
        self.told.setWordWrap(True)
        self.told.setTextFormat(Qt.TextFormat.PlainText)
        self.told.hide()
        self.list = AlarmTree(tokens, self)
        self.list.itemActivated.connect(self._open)
        self.list.asked.connect(self._ask)
        self.list.rested.connect(self._tidy)
        self.shelf = AlarmShelf(tokens)
        self.shelf.hide()
        self.shelf.wanted.connect(self._shelve)
        self.shelf.left.connect(self._fold_shelf)
        box = QVBoxLayout(self)
        box.setContentsMargins(tokens.px(16), tokens.px(12), tokens.px(8), tokens.px(12))
        box.setSpacing(tokens.px(8))
        for part in (self.heading, self.flood):
            box.addWidget(part)
        box.addWidget(self.list, 1)
        for part in (self.shelf, self.told, self.keys):
            box.addWidget(part)

    # For the page -----------------------------------------------------------------------------------------------

    def show_alarms(self, alarms: Iterable[Alarm], now: datetime) -> None:
        """These hold at the server time ``now``."""
        self._now = now
        listed = {one.key: one for one in alarms}
        self._last = listed
        if not self._held():
            self._rebuild()
            return
        for key, item in self._items.items():
            if key not in listed:
                self._mark_gone(item)
        for one in listed.values():
            self._put(one)
        self._tell_counts()

    def show_flood(self, words: str) -> None:
        """More came than anybody can answer one by one; empty when that is over."""
        self.flood.show_state("overdue", words)
        self.flood.setVisible(bool(words))

    def say(self, words: str) -> None:
        """A refusal or what was done; empty takes it away."""
        self.told.setText(words)
        self.told.setVisible(bool(words))

    def chosen(self) -> tuple[Alarm, ...]:
        """The chosen alarms; a chosen cause stands for all of its own."""
        found: dict[str, Alarm] = {}
        for item in self.list.selectedItems():
            rows = [item] if item.data(0, ALARM) is not None else [item.child(n) for n in range(item.childCount())]
            for row in rows:
                alarm = row.data(0, ALARM)
                if alarm.key in self._last:
                    found[alarm.key] = alarm
        return tuple(found.values())

    def changeEvent(self, event: QEvent) -> None:
        """The other theme: signs and colours of the lines are made anew."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and getattr(self, "_now", None) is not None:
            for key, item in self._items.items():
                if key in self._last:
                    self._fill(item, self._last[key])
                else:
                    self._mark_gone(item)

    # Inside -----------------------------------------------------------------------------------------------------

    def _held(self) -> bool:
        return bool(self._items) and self.isVisible() and (self.list.hasFocus() or self.shelf.isVisible())

    def _tidy(self) -> None:
        """The keyboard left: the list may be put in order."""
        if not self.shelf.isVisible() and self._now is not None:
            self._rebuild()

    def _rebuild(self) -> None:
        current = self.list.currentItem()
        key = current.data(0, KEY) if current is not None else None
        self.list.clear()
        self._items, self._groups = {}, {}
        for one in self._last.values():
            self._put(one)
        if key in self._items:
            self.list.setCurrentItem(self._items[key])
        elif self._groups:
            first = next(iter(self._groups.values()))
            self.list.setCurrentItem(first.child(0))
        self._tell_counts()

    def _put(self, alarm: Alarm) -> None:
        group = self._group(SHELVED if alarm.state == "shelved" else alarm.cause)
        item = self._items.get(alarm.key)
        if item is None:
            item = QTreeWidgetItem(group)
            self._items[alarm.key] = item
        elif item.parent() is not group:  # what this person just shelved goes to the shelf
            was = item.parent()
            was.removeChild(item)
            group.addChild(item)
        self._fill(item, alarm)

    def _group(self, cause: str) -> QTreeWidgetItem:
        group = self._groups.get(cause)
        if group is None:
            group = QTreeWidgetItem()
            shelf = self._groups.get(SHELVED)
            at = self.list.indexOfTopLevelItem(shelf) if shelf is not None else self.list.topLevelItemCount()
            self.list.insertTopLevelItem(at, group)
            group.setData(0, KEY, f"cause {cause}")
            group.setSizeHint(0, QSize(0, self._tokens.px(ROW)))
            group.setExpanded(True)
            group.setFirstColumnSpanned(True)
            self._groups[cause] = group
        return group

    def _fill(self, item: QTreeWidgetItem, alarm: Alarm) -> None:
        assert self._now is not None
        glyph = priority_glyph(alarm.priority, alarm.rule)
        about = " · ".join(part for part in (alarm.subject, alarm.place, alarm.department) if part)
        words = (priority_words(alarm.priority), rule_words(alarm.rule), alarm.case_number, about,
                 moment_words(alarm.since, self._now), self._state_words(alarm))
        item.setData(0, KEY, alarm.key)
        item.setData(0, ALARM, alarm)
        item.setSizeHint(0, QSize(0, self._tokens.px(ROW)))
        item.setIcon(0, self._icon(glyph))
        quiet = alarm.state != "new"
        for column, word in enumerate(words):
            item.setText(column, word)
            item.setToolTip(column, tool_tip(word))
            color = self._tokens.color("quiet") if quiet else self._tokens.color("text")
            item.setForeground(column, glyph_color(self._tokens, glyph) if column == 0 and not quiet else color)
        item.setFont(2, self._tokens.font(mono=True))

    def _state_words(self, alarm: Alarm) -> str:
        if alarm.state == "shelved" and alarm.shelved_until is not None and self._now is not None:
            return self.tr("until {at}, {by}: {reason}").format(
                at=moment_words(alarm.shelved_until, self._now), by=alarm.shelved_by, reason=alarm.reason)
        if alarm.state == "acknowledged":
            return self.tr("seen by {by}").format(by=alarm.acknowledged_by)
        return self.tr("new")

    def _mark_gone(self, item: QTreeWidgetItem) -> None:
        item.setText(5, self.tr("over"))
        item.setIcon(0, self._icon("idle"))
        for column in range(item.columnCount()):
            item.setForeground(column, self._tokens.color("faint"))

    def _tell_counts(self) -> None:
        for cause, group in self._groups.items():
            alarms = [group.child(n).data(0, ALARM) for n in range(group.childCount())]
            here = [one for one in alarms if one.key in self._last]
            more = 0 if cause == SHELVED else sum(
                one.of_rule - sum(other.rule == one.rule for other in self._last.values())
                for one in {one.rule: one for one in here}.values())
            words = f"{cause_words(cause)}  {len(here) + more}"
            if more:
                words = self.tr("{cause} (the oldest {n} are listed)").format(cause=words, n=len(here))
            group.setText(0, words)
            group.setFont(0, self._tokens.font(strong=True))
        counts = {state: sum(one.state == state for one in self._last.values())
                  for state in ("new", "acknowledged", SHELVED)}
        assert self._now is not None
        self.heading.setText(self.tr("To answer {new} · seen {seen} · shelved {shelved} · checked {at}").format(
            new=counts["new"], seen=counts["acknowledged"], shelved=counts[SHELVED], at=f"{self._now:%H:%M:%S}"))

    def _icon(self, glyph: str) -> QIcon:
        side = self._tokens.px(14)
        picture = QPixmap(side, side)
        picture.fill(QColor("transparent"))
        painter = QPainter(picture)
        paint_glyph(painter, QRectF(0, 0, side, side), glyph, glyph_color(self._tokens, glyph))
        painter.end()
        icon = QIcon(picture)
        icon.addPixmap(picture, QIcon.Mode.Selected)  # else Qt tints it, and a colour here means something
        return icon

    # What the hand does -----------------------------------------------------------------------------------------

    def _open(self, item: QTreeWidgetItem, _column: int = 0) -> None:
        alarm = item.data(0, ALARM)
        if alarm is None:
            item.setExpanded(not item.isExpanded())
        elif alarm.key in self._last:
            self.open_asked.emit(alarm)

    def _ask(self, what: str) -> None:
        if what == "leave":
            self.left.emit()
            return
        keys = tuple(one.key for one in self.chosen())
        if not keys:
            return
        self.say("")
        if what == "acknowledge":
            self.acknowledge_asked.emit(keys)
        elif what == "unshelve":
            self.unshelve_asked.emit(keys)
        else:
            self.shelf.open(keys, rule_words(self.chosen()[0].rule))

    def _shelve(self, keys: tuple[str, ...], minutes: int, reason: str) -> None:
        if self._now is not None:
            self.shelve_asked.emit(keys, self._now + timedelta(minutes=minutes), reason)

    def _fold_shelf(self) -> None:
        self.shelf.hide()
        self.list.setFocus()

    def shelved(self) -> None:
        """The server took it: fold the line away and forget its words."""
        self.shelf.clear()
        self._fold_shelf()
