"""The window: rail, top bar, messages, pages, foot bar. Navigation only; pages do the work."""

from __future__ import annotations

from qtpy.QtCore import Qt, QTimer, Signal, Slot
from qtpy.QtGui import QCloseEvent, QKeySequence, QShortcut
from qtpy.QtWidgets import QHBoxLayout, QMainWindow, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from ui.alarm_corner import AlarmCorner
from ui.command_desk import CommandDesk
from ui.dialogs.journal_dialog import JournalDialog
from ui.failure_display import FailureDisplay
from ui.link_display import LinkDisplay
from ui.pages.dispatch_page import DispatchPage
from ui.pages.page_list import make_pages
from ui.pages.search_page import SearchPage
from ui.scan_watch import ScanWatch
from ui.theme_switch import ThemeSwitch
from ui.window_memory import WindowMemory
from ui.workstation import Workstation
from widgets.case_inspector import CaseInspector
from widgets.foot_bar import FootBar
from widgets.message_bar import MessageBar
from widgets.rail import Rail, RailPage
from widgets.tokens import Tokens
from widgets.top_bar import TopBar

KEEP_LAYOUT_MS = 1000  # after the last move of a panel


class MainWindow(QMainWindow):
    """One person's window.

    Signals:
        sign_out_asked(): this person wants to leave the seat.
    """

    sign_out_asked = Signal()

    def __init__(self, workstation: Workstation, tokens: Tokens, failures: FailureDisplay, *,
                 remembers: bool = True) -> None:
        """``remembers`` False: neither takes back how the windows stood nor keeps it (a picture of another size)."""
        super().__init__()
        self._work, self._tokens = workstation, tokens
        kept_in = workstation.settings.window_file if remembers else None
        self.theme = ThemeSwitch(kept_in, workstation.person.login, tokens, self)
        self.setWindowTitle("Gridroom")
        self.board = DispatchPage(workstation, tokens)
        self.pages: dict[str, QWidget] = {"board": self.board}
        rail = [RailPage("board", self.tr("Cases"), self.tr("Case board"))]
        for page in make_pages(workstation, tokens, failures, self):
            self.pages[page.key] = page.widget
            rail.append(RailPage(page.key, page.word, page.name))
        self.rail, self.top, self.foot = Rail(tokens, rail), TopBar(tokens), FootBar(tokens)
        self.commands = CommandDesk(workstation, self.top.command, self, rail, self)
        self.messages, self._stack = MessageBar(tokens), QStackedWidget()
        for page in self.pages.values():
            self._stack.addWidget(page)
        self._before_search = "board"
        self._arrange()
        self.memory = WindowMemory(kept_in, workstation.person.login)
        self._keep = QTimer(self, singleShot=True, interval=KEEP_LAYOUT_MS, timeout=self.keep_layout)
        self.scan = ScanWatch(self)
        self.scan.watch(self, self.board.table.view)
        self.link = LinkDisplay(workstation, self.top, self.messages, self.foot, self)
        self.alarms = AlarmCorner(self)
        self._connect(failures)
        for keys, slot in (("F4", self.report), ("Ctrl+N", self.report), ("Ctrl+Shift+Q", self.sign_out_asked)):
            QShortcut(QKeySequence(keys), self).activated.connect(slot)
        self._recall_layout()
        self.board.views.setFocus()

    @Slot()
    def _leave_search(self) -> None:
        self.show_page(self._before_search)

    @Slot(str)
    def show_page(self, key: str) -> None:
        """Show a page by its key; raises KeyError for an unknown one."""
        if key == "search":
            shown = next(one for one, page in self.pages.items() if page is self._stack.currentWidget())
            self._before_search = shown if shown != "search" else self._before_search
        self._stack.setCurrentWidget(self.pages[key])
        self.rail.choose(key)

    def search(self, words: str) -> None:
        """Look for these words in all years."""
        self.show_page("search")
        self.pages["search"].look_for(words)

    def open_inspector(self) -> CaseInspector:
        """The inspector that is in sight, or the board's."""
        shown = self._stack.currentWidget()
        return shown.inspector if isinstance(shown, SearchPage) else self.board.inspector

    @Slot(str)
    def open_number(self, case_number: str) -> None:
        """Open a case by its number, from the command line or a scanner."""
        self.show_page("board")
        self.board.open_number(case_number)

    @Slot(int)
    def open_case(self, case_id: int) -> None:
        """Open a case that another page points at."""
        self.show_page("board")
        self.board.open_case(case_id)

    @Slot()
    def report(self) -> None:
        """Unfold the report form."""
        self.show_page("board")
        self.board.open_report()

    @Slot()
    def keep_layout(self) -> None:
        """Remember how this person likes it at these monitors."""
        self.memory.keep("window", bytes(self.saveGeometry().data()))
        for name, state in self.board.save_layout().items():
            self.memory.keep(name, state)
        self.memory.keep("map", self.pages["map"].save_state())

    def closeEvent(self, event: QCloseEvent) -> None:
        """Nothing is asked: every draft and every report is on the disk already."""
        self.keep_layout()
        self.alarms.end()
        self.pages["map"].end()
        super().closeEvent(event)

    def _arrange(self) -> None:
        self.leave_button = QPushButton(self.tr("Sign out"))
        self.leave_button.setProperty("flat", True)
        # The keyboard must not land here when a button that was pressed goes away; Ctrl+Shift+Q is its key.
        self.leave_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.leave_button.setToolTip("Ctrl+Shift+Q")
        self.leave_button.clicked.connect(self.sign_out_asked)
        self.foot.layout().addWidget(self.leave_button)
        middle, column, inside, outer = QWidget(), QVBoxLayout(), QHBoxLayout(), QVBoxLayout()
        for part in (self.top, self.messages):
            column.addWidget(part)
        column.addWidget(self._stack, 1)
        for layout in (column, inside, outer):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(0)
        inside.addWidget(self.rail)
        inside.addLayout(column, 1)
        outer.addLayout(inside, 1)
        outer.addWidget(self.foot)
        middle.setLayout(outer)
        self.setCentralWidget(middle)
        self.setMinimumSize(self._tokens.px(1024), self._tokens.px(640))

    def _connect(self, failures: FailureDisplay) -> None:
        self.rail.page_chosen.connect(self.show_page)
        self.top.command_left.connect(self.board.leave_command)
        self.scan.scanned.connect(self.open_number)
        self.foot.queue.details_asked.connect(self.show_journal)
        self.board.said.connect(self.messages.tell)
        self.board.searched.connect(self._tell_of_search)
        self.link.batch_undo_asked.connect(self.board.batch_desk.take_back)
        self.board.layout_changed.connect(self._keep.start)
        for key in {"map", "calls", "search", "settings"} & set(self.pages):
            self.pages[key].said.connect(self.messages.tell)
        for key in {"sheet", "tasks"} & set(self.pages):
            self.pages[key].case_asked.connect(self.open_case)
        if "search" in self.pages:
            self.pages["search"].left.connect(self._leave_search)
        self.pages["sheet"].told.connect(self._tell_of_sheet)
        failures.refused.connect(self.messages.tell)
        failures.unreachable.connect(self.messages.tell)

    @Slot(str)
    def _tell_of_sheet(self, words: str) -> None:
        """What became of the sheet is news, not a refusal; the newest takes the place of the one before."""
        self.messages.tell(words, "near", "sheet")

    @Slot(str)
    def _tell_of_search(self, words: str) -> None:
        """One search, one answer: the next one takes its place, a find takes it away."""
        if words:
            self.messages.tell(words, "near", "search")
        else:
            self.messages.withdraw("search")

    def _recall_layout(self) -> None:
        geometry = self.memory.recall("window")
        if geometry is None or not self.restoreGeometry(geometry):
            self.resize(self._tokens.px(1366), self._tokens.px(768))
        for name in ("panels", "columns", "view"):
            state = self.memory.recall(name)
            if state is not None:
                self.board.restore_layout(name, state)
        self.pages["map"].restore_state(self.memory.recall("map") or b"")

    @Slot()
    def show_journal(self) -> None:
        """The reports that wait here or were refused."""
        dialog = JournalDialog(self._tokens, self._work, self)
        dialog.correct_asked.connect(self.board.report_desk.correct)
        dialog.correct_asked.connect(self.report)
        dialog.open()
