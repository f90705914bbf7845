"""The settings of the room and of this workstation: sections at the left, one of them at the right."""

from __future__ import annotations

from qtpy.QtCore import QSize, Qt, Signal, Slot
from qtpy.QtGui import QKeySequence, QShortcut, QShowEvent
from qtpy.QtWidgets import QHBoxLayout, QLabel, QListWidget, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from app.domain.people import Duty
from app.services.file_imports import FileImports
from app.services.room_settings import RoomSettings
from app.services.time_rules import TimeRules
from ui.pages.map_page import MapPage
from ui.pages.settings.alarm_section import AlarmSection
from ui.pages.settings.calendar_section import CalendarSection
from ui.pages.settings.colour_section import ColourSection
from ui.pages.settings.gateway_section import GatewaySection
from ui.pages.settings.home_section import HomeSection
from ui.pages.settings.import_section import ImportSection
from ui.pages.settings.map_section import MapSection
from ui.pages.settings.roster_section import RosterSection
from ui.pages.settings.section import SettingsSection
from ui.pages.settings.shift_section import ShiftSection
from ui.theme_switch import ThemeSwitch
from ui.workstation import Workstation
from widgets.import_words import left_out_words
from widgets.tokens import MARGIN, ROW, Tokens

SETTERS = frozenset({Duty.ADMINISTRATOR, Duty.DUTY_CHIEF})


class SettingsPage(QWidget):
    """A list of sections and the one that is chosen. A duty chief has those that are a chief's.

    Signals:
        failed(object): a Failure (or a bug) for the failure display.
        said(str): something done, for the message bar.
    """

    failed = Signal(object)
    said = Signal(str)

    def __init__(self, workstation: Workstation, theme: ThemeSwitch, map_page: MapPage, tokens: Tokens,
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("page", True)
        self._tokens = tokens
        room, jobs = RoomSettings(workstation.engine), workstation.jobs
        administrator = Duty.ADMINISTRATOR in workstation.person.duties
        self.sections: list[tuple[str, SettingsSection]] = [
            (self.tr("Roster"), RosterSection(room, jobs, workstation.clock, tokens))]
        if administrator:
            self.sections += [
                (self.tr("Shifts"), ShiftSection(room, jobs, tokens)),
                (self.tr("Calendar"), CalendarSection(room, TimeRules(workstation.engine), jobs, workstation.clock,
                                                      tokens)),
                (self.tr("Alarm rules"), AlarmSection(room, jobs, tokens)),
                (self.tr("Home of the map"), HomeSection(room, jobs, map_page, tokens)),
                (self.tr("Imports"), ImportSection(FileImports(
                    workstation.engine, workstation.settings.home / "imports", left_out_words), jobs,
                    workstation.clock, tokens))]
        self.sections += [
            (self.tr("Gateways"), GatewaySection(room, jobs, workstation.clock, tokens, may_change=administrator)),
            (self.tr("Base maps"), MapSection(workstation, tokens)),
            (self.tr("Day and night"), ColourSection(theme, jobs, tokens))]
        self.names, self.stack = QListWidget(), QStackedWidget()
        self.names.setAccessibleName(self.tr("Settings"))
        self.names.setFixedWidth(tokens.px(176))
        for name, section in self.sections:
            self.names.addItem(name)
            self.names.item(self.names.count() - 1).setSizeHint(QSize(0, tokens.px(ROW)))
            scroll = QScrollArea()
            scroll.setWidgetResizable(True)
            scroll.setWidget(section)
            self.stack.addWidget(scroll)
            section.failed.connect(self.failed)
            section.told.connect(self.said)
        head = QLabel(self.tr("Settings"))
        head.setProperty("role", "title")
        row, column = QHBoxLayout(), QVBoxLayout(self)
        row.setSpacing(tokens.px(MARGIN))
        row.addWidget(self.names)
        row.addWidget(self.stack, 1)
        column.setContentsMargins(*[tokens.px(MARGIN)] * 4)
        column.addWidget(head)
        column.addLayout(row, 1)
        self.names.currentRowChanged.connect(self._chosen)
        self.names.itemActivated.connect(self._enter)
        workstation.feed.changed.connect(self.hear)
        workstation.feed.resynced.connect(self.read)
        QShortcut(QKeySequence("F8"), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut).activated.connect(
            self.record)
        self.names.setCurrentRow(0)

    def section(self, name: str) -> SettingsSection:
        """The section with this class name, e.g. ``"RosterSection"``."""
        return next(one for _words, one in self.sections if type(one).__name__ == name)

    @Slot(str, int)
    def hear(self, topic: str, _id: int) -> None:
        """A change of the feed: what is open is read again, unless it is being changed."""
        if topic == "gridroom_catalogue":
            self.read()

    @Slot()
    def read(self) -> None:
        """Read the section in sight."""
        if self.isVisible():
            self.sections[self.stack.currentIndex()][1].read()

    @Slot()
    def record(self) -> None:
        """F8, wherever the keyboard is on the page."""
        self.sections[self.stack.currentIndex()][1].record()

    def showEvent(self, event: QShowEvent) -> None:
        """What is shown is what holds."""
        super().showEvent(event)
        self.read()
        self.names.setFocus()

    @Slot(int)
    def _chosen(self, row: int) -> None:
        self.stack.setCurrentIndex(row)
        self.read()

    @Slot()
    def _enter(self) -> None:
        self.sections[self.stack.currentIndex()][1].take_keyboard()
