"""One signed-in workstation: everything is built here once and handed on by constructors; nothing is global."""

from __future__ import annotations

import logging
from datetime import datetime
from functools import partial

from qtpy.QtCore import QObject, QTimer, Signal, Slot

from app.background.change_feed import ChangeFeed
from app.background.jobs import Jobs
from app.database.address import server_of
from app.database.cases import row_reader
from app.database.changes import TOPICS, changes
from app.database.engine import CONNECT_SECONDS, connect_raw
from app.services.alarm_desk import AlarmDesk
from app.services.batchwork import Batchwork
from app.services.case_board import CaseBoard
from app.services.casework import Casework
from app.services.catalogue_book import CatalogueBook
from app.services.class_proposals import ClassProposals
from app.services.dispatch_tally import DispatchTally
from app.services.due_cases import DueCases
from app.services.field_tasks import FieldTasks
from app.services.local_journal import LocalJournal
from app.services.map_home import MapHome
from app.services.open_case import OpenCase
from app.services.place_search import PlaceSearch
from app.services.places import Places
from app.services.presence import Presence
from app.services.replay import Replay
from app.services.report_files import ReportFiles
from app.services.saved_views import SavedViews
from app.services.server_clock import ServerClock
from app.services.session import SchemaWatch, SignedIn
from app.services.similar_search import SimilarSearch
from app.settings import Settings

log = logging.getLogger("gridroom.ui")
TICK_MS = 1000


class Workstation(QObject):
    """The services of one person at one seat, connected with each other.

    Signals:
        lost(object): no connection; the server time of the newest data (None: there never was any).
        back(): connected (again); everything is being read anew.
        ticked(object): the server's time, once a second.
        outdated(object): the server was upgraded past this program (Outdated).
        settings_changed(object): the Settings of this workstation that hold from now on.
    """

    lost = Signal(object)
    back = Signal()
    ticked = Signal(object)
    outdated = Signal(object)
    settings_changed = Signal(object)

    def __init__(self, door: SignedIn, jobs: Jobs, settings: Settings, parent: QObject | None = None) -> None:
        """Builds; ``start`` begins. Raises sqlite3.Error or OSError when the journal's disk will not have it."""
        super().__init__(parent)
        self.settings, self.jobs, self.person, self.engine = settings, jobs, door.person, door.engine
        self.clock = ServerClock()
        self.clock.set(door.time)
        self.board = CaseBoard(door.engine, jobs, self.clock, self)
        self.case = OpenCase(door.engine, jobs, door.person, self)
        self.book = CatalogueBook(door.engine, jobs, self)
        self.tally = DispatchTally(door.engine, jobs, door.person, self.clock, self)
        self.places = Places(door.engine, jobs, self)
        self.proposals = ClassProposals(door.engine, jobs, self)
        self.search = PlaceSearch(door.engine, jobs, self)
        self.similar = SimilarSearch(door.engine, jobs, self)
        # This machine's disk has a thread of its own: a server that hangs may hold every other one.
        self.disk = Jobs(threads=1, parent=self)
        self.journal = LocalJournal(settings.journal_file, door.person.login, server_name(settings), self.clock.now)
        self.replay = Replay(self.journal, door.engine, jobs, self, disk=self.disk)
        self.casework = Casework(door.engine, jobs, self.journal, self.replay, self, disk=self.disk)
        self.files = ReportFiles(door.engine, jobs, self.disk, self.journal, self.casework, self)
        self.views = SavedViews(door.engine, jobs, self)
        self.presence = Presence(door.engine, jobs, self)
        self.batchwork = Batchwork(door.engine, jobs, self)
        self.due = DueCases(door.engine, jobs, self)
        self.tasks = FieldTasks(door.engine, jobs, self)
        self.alarms = AlarmDesk(door.engine, jobs, self)
        self.map_home = MapHome(door.engine, jobs, self)
        self.schema = SchemaWatch(door.engine, jobs, self)
        connect = partial(connect_raw, door.url, settings.workstation)
        self.feed = ChangeFeed(partial(changes, connect, TOPICS, open_reader=row_reader), self)
        self.connected = False
        self._listening = False
        self.lost_at: datetime | None = None
        self._tick = QTimer(self)
        self._tick.setInterval(TICK_MS)
        self._connect()

    def start(self) -> None:
        """Listen, then read."""
        self.feed.start()
        self._tick.start()
        self.due.start()
        self.alarms.start()
        self._tell_time()
        self.replay.recount()

    def stop(self) -> None:
        """Stop listening, wait shortly for what is under way, close. Safe to call twice."""
        self._tick.stop()
        self.due.stop()
        self.alarms.stop()
        self.feed.ask_to_end()
        self.replay.hold()
        if self.connected:
            self.presence.leave()
        self.jobs.wait_idle(2.0)
        self.disk.wait_idle(2.0)
        self.disk.shut_down()
        self.journal.close()
        self.engine.dispose()
        # While it connects to a dead address it ends by its timeout only; at the end of the program no window waits.
        if not self.feed.stop(CONNECT_SECONDS + 1):
            log.warning("the change listener did not end in time")

    def take_settings(self, settings: Settings) -> None:
        """Other base maps."""
        self.settings = settings
        self.settings_changed.emit(settings)

    def _connect(self) -> None:
        self.feed.resynced.connect(self._back)
        self.feed.lost.connect(self._lost)
        self.feed.failed.connect(self._feed_broke)
        self.board.stalled.connect(self._stalled)
        self.board.as_of.connect(self._answered)
        self.case.unreachable.connect(self.board.read_all)  # finds out whether that was the line or one query
        self.feed.cases_read.connect(self.board.take)
        for listener in (self.case, self.book, self.schema, self.presence, self.views, self.similar,
                         self.tally, self.tasks, self.alarms, self.map_home):
            self.feed.changed.connect(listener.hear)
        self.feed.resynced.connect(self.board.read_all)
        self.feed.resynced.connect(self.case.read_again)
        self.feed.resynced.connect(self.tasks.read)
        self.feed.resynced.connect(self.book.read)
        self.feed.resynced.connect(self.map_home.read)
        self.feed.resynced.connect(self.similar.ask_again)
        self.feed.resynced.connect(self.tally.read)
        self.feed.resynced.connect(self.replay.go_on)
        self.feed.resynced.connect(self.presence.resync)
        self.feed.resynced.connect(self.alarms.read)
        self.feed.resynced.connect(self.files.read_limit)
        self.feed.resynced.connect(self.views.read)
        self.board.case_put.connect(self.casework.hear_case)
        self.board.case_put.connect(self.proposals.hear_case)
        self.alarms.shifts_read.connect(self.tally.set_shifts)
        self.schema.outdated.connect(self.outdated)
        self._tick.timeout.connect(self._tell_time)

    @Slot()
    def _back(self) -> None:
        """The listener has a connection again."""
        self._listening = True
        self._came_back()

    @Slot(object)
    def _answered(self, _at: datetime) -> None:
        """The board was answered: a server that only hung is there again."""
        if self._listening and not self.connected:
            self._came_back()
            self.replay.go_on()

    def _came_back(self) -> None:
        self.connected, self.lost_at = True, None
        self.back.emit()

    @Slot(str)
    def _lost(self, _words: str) -> None:
        self._listening = False
        self._stalled()

    @Slot()
    def _stalled(self) -> None:
        """No answer. Told once: the listener tells of every vain attempt."""
        if self.lost_at is None:
            self.connected, self.lost_at = False, self.clock.now()
            self.replay.hold()
            self.lost.emit(self.board.last_data)

    @Slot(object)
    def _feed_broke(self, error: BaseException) -> None:
        self._lost("")
        raise error  # a bug: the exception hook shows and logs it

    @Slot()
    def _tell_time(self) -> None:
        self.ticked.emit(self.clock.now())


def server_name(settings: Settings) -> str:
    """A name of the server without login and password, by which the journal knows whose rows it keeps."""
    return "embedded" if settings.database_url is None else server_of(settings.database_url)
