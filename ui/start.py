"""From the command to the window: application, theme, language, server, sign-in, workstation; and back to sign-in."""

from __future__ import annotations

import logging
import sys
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from qtpy.QtCore import QObject, Qt, QTimer, Slot
from qtpy.QtWidgets import QApplication

from app import demo
from app.background.garbage import GarbageOnThisThread
from app.background.jobs import Jobs
from app.database.address import person_address, server_of, with_options
from app.database.embedded_server import EmbeddedServer
from app.database.engine import ANSWER_SECONDS, make_engine
from app.services.server_start import ServerStart
from app.services.session import Session, SignedIn
from app.settings import Settings
from ui.dialogs.login_dialog import LoginDialog, OfferedAccount
from ui.dialogs.offline_reports import OfflineReports
from ui.dialogs.start_window import StartWindow
from ui.failure_display import FailureDisplay
from ui.language import install_translation
from ui.main_window import MainWindow
from ui.theme import apply_theme, change_theme
from ui.workstation import Workstation
from widgets.map.engine import allow_map

log = logging.getLogger("gridroom.ui")
PROMPT_ENDING_SECONDS = 3.0


def open_window(settings: Settings) -> int:
    """Run the program until its last window is closed; returns the exit code."""
    app = make_application(settings)
    program = Program(app, settings)
    program.begin()
    code = app.exec()
    program.end()
    return int(code)


def make_application(settings: Settings) -> QApplication:
    """The one QApplication, named and in the person's language."""
    # While a worker reads 30,000 rows, painting asks for Python's lock at every cell; 5 ms each time would be felt.
    sys.setswitchinterval(0.0005)
    app = QApplication.instance()
    if app is None:
        allow_map()
        QApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
        app = QApplication(sys.argv[:1])
    app.setApplicationName("gridroom")
    app.setApplicationDisplayName("Gridroom")
    app.setDesktopFileName("gridroom")
    if not install_translation(app, settings.language):
        log.warning("no translation for %s", settings.language)
    return app


class Program(QObject):
    """What outlives a signed-in person: application, threads, server, and the place where failures are shown."""

    def __init__(self, app: QApplication, settings: Settings) -> None:
        super().__init__()
        self._app, self._settings = app, settings
        app.setQuitOnLastWindowClosed(True)
        self.tokens = apply_theme(app, settings.theme)
        self.garbage = GarbageOnThisThread(self)
        self.jobs = Jobs(parent=self)
        self.failures = FailureDisplay(self.tokens, log_file(), _local_now, self)
        self.failures.install()
        open_engine = partial(make_engine, workstation=settings.workstation, answer_seconds=ANSWER_SECONDS)
        self.session = Session(self.jobs, open_engine, self)
        self.server = None if settings.database_url else EmbeddedServer(settings.home)
        self.starting: StartWindow | None = None
        self.login: LoginDialog | None = None
        self.window: MainWindow | None = None
        self.workstation: Workstation | None = None

    def begin(self) -> None:
        """Show the first window at once; the server starts behind it."""
        if self.server is None:
            self.ask_login()
            return
        start = ServerStart(self.server, self.jobs, self)
        self.starting = StartWindow(self.tokens, start)
        start.ready.connect(self.ask_login)
        self.starting.show()
        start.begin()

    def end(self) -> None:
        """Close everything that must not be cut off."""
        if self.workstation is not None:
            self.workstation.stop()
        self.jobs.shut_down(PROMPT_ENDING_SECONDS)
        self.garbage.stop()
        if self.server is not None:
            self.server.let_go()

    @Slot()
    def ask_login(self) -> None:
        """Ask who is there."""
        accounts = [] if self.server is None else offered_accounts()
        self.login = LoginDialog(self.tokens, self.session, self._person_url, accounts=accounts,
                                 address=None if self.server else server_of(self._settings.database_url or ""))
        self.login.signed_in.connect(self.enter)
        self.login.reports_asked.connect(self.take_reports)
        self.login.show()
        if self.starting is not None:
            self.starting.close()
            self.starting = None

    @Slot(str)
    def take_reports(self, login: str) -> None:
        """Nobody can sign in, but a caller is on the line: take it down, it is sent after the next sign-in."""
        OfflineReports(self.tokens, self._settings, login, self.login).show()

    @Slot(object)
    def enter(self, door: SignedIn) -> None:
        """Open the main window for who signed in."""
        self.workstation = Workstation(door, self.jobs, self._settings, self)
        self.failures.now = self.workstation.clock.now
        self.window = MainWindow(self.workstation, self.tokens, self.failures)
        self.failures.window_parent = self.window
        self.window.sign_out_asked.connect(self.sign_out)
        self.window.show()
        self.workstation.start()

    @Slot()
    def sign_out(self) -> None:
        """Close this person's window and ask who is next. Unsent reports stay in the journal for their login."""
        QTimer.singleShot(0, self._leave)  # not from inside the window that goes

    @Slot()
    def _leave(self) -> None:
        window, workstation = self.window, self.workstation
        self.window = self.workstation = None
        change_theme(self._app, self.tokens, self._settings.theme)  # the next person has a choice of their own
        self.failures.window_parent = None
        self.ask_login()
        if window is not None:
            window.close()
            window.deleteLater()
        if workstation is not None:
            workstation.stop()
            workstation.deleteLater()

    def _person_url(self, address: str, login: str, password: str) -> str:
        if self.server is not None:
            return self.server.person_url(login, password)
        return person_address(with_options(address, self._settings.database_url or ""), login, password)


def offered_accounts() -> list[OfferedAccount]:
    """The accounts of the demo district, for the login window."""
    return [OfferedAccount(one.login, one.password, one.name, frozenset(one.duties), one.department)
            for one in demo.demo_accounts()]


def log_file() -> Path | None:
    """The file that the log goes to, if it goes to one."""
    for handler in logging.getLogger("gridroom").handlers:
        name = getattr(handler, "baseFilename", None)
        if name:
            return Path(name)
    return None


def _local_now() -> datetime:
    return datetime.now(UTC).astimezone()
