"""The pages of the rail behind the board, each with its key, its word on the rail and its name."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from qtpy.QtCore import QCoreApplication, QObject, Slot
from qtpy.QtWidgets import QWidget

from app.domain.changes import Changed
from app.domain.field_task import TASK_SENDERS
from app.domain.people import Duty
from app.paper.sheet_desk import SheetDesk
from app.services.call_backs import CallBacks
from app.services.map_areas import MapAreas
from app.services.time_rules import TimeRules
from ui.failure_display import FailureDisplay
from ui.pages.alarm_page import AlarmPage
from ui.pages.call_back_page import CallBackPage
from ui.pages.grid_start import GridStart
from ui.pages.map_page import MapPage
from ui.pages.rules_page import RulesPage
from ui.pages.search_page import SearchPage
from ui.pages.settings.page import SETTERS, SettingsPage
from ui.pages.sheet_page import SheetPage
from ui.pages.task_page import TaskPage
from ui.printing import Printing
from ui.sound_desk import SoundDesk
from ui.workstation import Workstation
from widgets.tokens import Tokens

if TYPE_CHECKING:
    from ui.main_window import MainWindow


class Page(NamedTuple):
    """One entry of the rail."""

    key: str
    word: str
    name: str
    widget: QWidget


class FeedRelay(QObject):
    """Hands the feed's topic and id on as the one value that a page's ``hear`` takes."""

    def __init__(self, page: SheetPage) -> None:
        super().__init__(page)
        self._page = page

    @Slot(str, int)
    def hear(self, topic: str, id_: int) -> None:
        """A change of the feed."""
        self._page.hear(Changed(topic, id_))


def make_pages(workstation: Workstation, tokens: Tokens, failures: FailureDisplay, parent: MainWindow) -> list[Page]:
    """The pages that stand beside the board, in the order of the rail."""
    pages = [_map_page(workstation, tokens, parent), _sheet_page(workstation, tokens, failures, parent)]
    if Duty.WALL not in workstation.person.duties:
        pages.append(Page("search", QCoreApplication.translate("page_list", "Search"),
                          QCoreApplication.translate("page_list", "Search all years"),
                          SearchPage(workstation, tokens, parent)))
    if workstation.person.duties - {Duty.WALL}:
        pages.append(_alarm_page(workstation, tokens, parent))
    if workstation.person.duties & {Duty.CALL_TAKER, Duty.DUTY_CHIEF}:
        pages.append(_call_back_page(workstation, tokens, parent))
    if workstation.person.duties & TASK_SENDERS:
        pages.append(Page("tasks", QCoreApplication.translate("page_list", "Tasks"),
                          QCoreApplication.translate("page_list", "Field tasks"),
                          TaskPage(workstation, tokens, parent)))
    if Duty.ADMINISTRATOR in workstation.person.duties:
        pages.append(_rules_page(workstation, tokens, failures, parent))
    if workstation.person.duties & SETTERS:
        pages.append(_settings_page(workstation, pages[0].widget, tokens, failures, parent))
    return pages


def _settings_page(workstation: Workstation, map_page: QWidget, tokens: Tokens, failures: FailureDisplay,
                   parent: MainWindow) -> Page:
    assert isinstance(map_page, MapPage)
    page = SettingsPage(workstation, parent.theme, map_page, tokens, parent)
    page.failed.connect(failures.show)
    translate = QCoreApplication.translate
    return Page("settings", translate("page_list", "Settings"), translate("page_list", "Settings"), page)


def _alarm_page(workstation: Workstation, tokens: Tokens, parent: QWidget) -> Page:
    page = AlarmPage(workstation, SoundDesk(workstation.settings.home / "sounds.ini", parent), tokens, parent)
    translate = QCoreApplication.translate
    return Page("alarms", translate("page_list", "Alarms"), translate("page_list", "Alarms"), page)


def _call_back_page(workstation: Workstation, tokens: Tokens, parent: QWidget) -> Page:
    calls = CallBacks(workstation.engine, workstation.jobs, parent)
    workstation.feed.changed.connect(calls.hear)
    workstation.feed.resynced.connect(calls.read)
    page = CallBackPage(workstation, calls, tokens, parent)
    translate = QCoreApplication.translate
    return Page("calls", translate("page_list", "Calls"), translate("page_list", "Calls back"), page)


def _rules_page(workstation: Workstation, tokens: Tokens, failures: FailureDisplay, parent: QWidget) -> Page:
    page = RulesPage(TimeRules(workstation.engine), workstation.jobs, workstation.clock, workstation.book, tokens,
                     parent)
    page.failed.connect(failures.show)
    translate = QCoreApplication.translate
    return Page("rules", translate("page_list", "Rules"), translate("page_list", "Rules of time"), page)


def _map_page(workstation: Workstation, tokens: Tokens, parent: QWidget) -> Page:
    areas = MapAreas(workstation.engine, workstation.jobs, workstation.board, workstation.clock, parent)
    workstation.feed.changed.connect(areas.hear)
    workstation.feed.resynced.connect(areas.read_again)
    page = MapPage(workstation, areas, tokens, Printing(parent), parent)
    for service in (page.live.units.cameras, page.live.units.positions):
        workstation.feed.changed.connect(service.hear)
        workstation.feed.resynced.connect(service.read_again)
    GridStart(workstation, page, tokens)
    translate = QCoreApplication.translate
    return Page("map", translate("page_list", "Map"), translate("page_list", "Grid map"), page)


def _sheet_page(workstation: Workstation, tokens: Tokens, failures: FailureDisplay, parent: QWidget) -> Page:
    page = SheetPage(SheetDesk(workstation.engine), workstation.jobs, workstation.clock, workstation.person, tokens,
                     Printing(parent), parent)
    workstation.feed.changed.connect(FeedRelay(page).hear)
    page.failed.connect(failures.show)
    translate = QCoreApplication.translate
    return Page("sheet", translate("page_list", "Sheet"), translate("page_list", "Daily dispatch sheet"), page)
