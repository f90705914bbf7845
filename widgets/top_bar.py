"""The bar at the top: where, which shift, who; the command line; the lamps; the server's time."""

from __future__ import annotations

from datetime import datetime

from qtpy.QtCore import Qt, Signal
from qtpy.QtGui import QFontMetrics, QKeySequence, QShortcut
from qtpy.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from app.domain.people import Person
from widgets.command_line import CommandLine
from widgets.elided_label import ElidedLabel
from widgets.status_lamp import StatusLamp
from widgets.tokens import SECTION, Tokens
from widgets.words import duty_word


class TopBar(QFrame):
    """Always visible: what an operator must know without asking.

    Signals:
        command_left(): Esc in the command line, and what had the keyboard before is gone: the page may have it.
    """

    command_left = Signal()

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("bar", True)
        self.setFixedHeight(tokens.px(40))
        self._district = QLabel()
        self._district.setProperty("role", "section")
        self._shift, self._leader, self._person = QLabel(), ElidedLabel(tokens), ElidedLabel(tokens)
        for label in (self._district, self._shift):
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._leader.setProperty("role", "quiet")
        self._person.setProperty("role", "quiet")
        self.command = CommandLine(tokens)
        self.command.setPlaceholderText(self.tr("/  command or search…"))
        self.command.setAccessibleName(self.tr("Command or search"))
        self.command.setFixedWidth(tokens.px(280))
        self.data_lamp = StatusLamp(tokens, self.tr("Data"))
        self.phone_lamp = StatusLamp(tokens, self.tr("Phone"))
        self.video_lamp = StatusLamp(tokens, self.tr("Video"))
        self._clock = QLabel("--:--:--")
        self._clock.setFont(tokens.font(SECTION))
        # As wide as any time: nothing beside it moves when a second passes.
        self._clock.setFixedWidth(QFontMetrics(tokens.font(SECTION)).horizontalAdvance("00:00:00") + tokens.px(4))
        self._clock.setAccessibleName(self.tr("Server time"))
        row = QHBoxLayout(self)
        row.setContentsMargins(tokens.px(16), 0, tokens.px(16), 0)
        row.setSpacing(tokens.px(16))
        row.addWidget(self._district)
        row.addWidget(self._shift)
        row.addWidget(self._leader)
        row.addWidget(self._person, 1)
        row.addWidget(self.command)
        row.addStretch(1)
        for lamp in (self.data_lamp, self.phone_lamp, self.video_lamp):
            row.addWidget(lamp)
        row.addWidget(self._clock)
        QShortcut(QKeySequence("/"), self, activated=self.focus_command)
        self.command.left.connect(self.command_left)

    def show_person(self, person: Person, district: str, shift: str = "", leader: str = "") -> None:
        """Who sits here, for which district, in which shift (``中班 15:00–23:00``), and who leads that one."""
        self._district.setText(district or person.area)
        self._shift.setText(shift)
        self._shift.setVisible(bool(shift))
        self._leader.setText(self.tr("led by {name}").format(name=leader) if leader else "")
        self._leader.setVisible(bool(leader))
        duties = " ".join(duty_word(duty) for duty in sorted(person.duties))
        parts = dict.fromkeys((person.name, duties, person.department))  # a seat named like its duty is told once
        words = " · ".join(part for part in parts if part)
        self._person.setText(words)

    def set_now(self, now: datetime) -> None:
        """The server's time in the room's zone."""
        self._clock.setText(f"{now:%H:%M:%S}")

    def focus_command(self) -> None:
        """Put the keyboard into the command line."""
        self.command.begin()
