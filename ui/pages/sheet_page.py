"""The day's dispatch sheet in the window: see it, issue it, print or save it, and see what changed since."""

from __future__ import annotations

from datetime import date
from functools import partial
from uuid import UUID, uuid4

from qtpy.QtCore import Qt, QTimer, Signal, Slot
from qtpy.QtGui import QKeySequence, QShortcut, QShowEvent
from qtpy.QtWidgets import (
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from app.background.jobs import Job, Jobs
from app.domain.changes import Changed
from app.domain.failures import Failure, Refusal
from app.domain.people import Duty, Person
from app.paper.sheet_desk import PrintedSheet, SheetDesk, SheetState
from app.services.server_clock import ServerClock
from ui.pages.sheet_output import SheetOutput
from ui.printing import Printing
from widgets.changed_cases import ChangedCases
from widgets.sheet_bar import SheetBar
from widgets.sheet_preview import SheetPreview
from widgets.tokens import GAP, MARGIN, Tokens

MAY_ISSUE = frozenset((Duty.DISPATCHER, Duty.DUTY_CHIEF, Duty.DEPARTMENT))
SETTLE_MS = 500  # changes that come together are looked up together


class SheetPage(QWidget):
    """One day's sheet, its editions and its changed cases.

    Signals:
        case_asked(int): open this case.
        failed(object): a Failure (or a bug) for the failure display.
        told(str): something done, for the message bar.
    """

    case_asked = Signal(int)
    failed = Signal(object)
    told = Signal(str)

    def __init__(self, desk: SheetDesk, jobs: Jobs, clock: ServerClock, person: Person, tokens: Tokens,
                 printing: Printing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._jobs, self._clock, self._tokens = desk, jobs, clock, tokens
        self._may_issue = bool(person.duties & MAY_ISSUE)
        self._output = SheetOutput(jobs, printing, self)
        self._shown: PrintedSheet | None = None
        self._request: UUID | None = None  # of an issue that the server has not answered yet
        self._reading: Job | None = None
        self._issuing = False
        self._fresh = False                # something has been read since the page was last shown
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MS)
        self._settle.timeout.connect(self._look_again)
        self.setProperty("page", True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.bar = SheetBar(tokens, clock.now().date(), may_issue=self._may_issue)
        self.preview, self.changed = SheetPreview(tokens), ChangedCases(tokens)
        self._arrange()
        self._connect()
        self._set_busy("")

    # For the window -----------------------------------------------------------------------------------------------
    @property
    def shown(self) -> PrintedSheet | None:
        """What the preview shows; None while there is no sheet for the day."""
        return self._shown

    def day(self) -> date:
        """The day chosen."""
        return self.bar.day()

    def show_day(self, day: date) -> None:
        """Choose a day; what was issued for it is read."""
        self.bar.set_day(day)

    @Slot()
    def read(self) -> None:
        """Read what was issued for the day, without issuing anything."""
        self._read()

    @Slot()
    def issue(self) -> None:
        """Issue the day's sheet. Pressed again before an answer came, or after the connection was lost, it is the
        same request: never two prints for one wish."""
        if not self._may_issue or self._busy_with(self.tr("Issuing the sheet…")):
            return
        self._request = self._request or uuid4()
        self._fresh = True
        self._reading = self._jobs.run(
            partial(self._desk.issue, self._request, self.day()), self._issued, self._broke, name="issue sheet")

    @Slot(object)
    def hear(self, change: object) -> None:
        """A change of any case may make the sheet stale; looked up once things have settled."""
        if isinstance(change, Changed) and change.topic == "gridroom_case" and self._shown and self.isVisible():
            self._settle.start()

    @Slot()
    def save(self) -> None:
        """Ask where to save the PDF."""
        if self._shown is not None:
            self._output.ask_file(self._shown, self)

    @Slot(str)
    def save_to(self, file: str) -> None:
        """Write the PDF that is shown to ``file``."""
        if self._shown is not None:
            self._output.save(self._shown, file)

    @Slot()
    def print_sheet(self) -> None:
        """Ask for a printer and print what is shown."""
        if self._shown is not None:
            self._output.print(self._shown, self)

    def showEvent(self, event: QShowEvent) -> None:
        """What is shown is never older than the moment the page came up."""
        super().showEvent(event)
        if not event.spontaneous():  # the pages have the keyboard, not the first button of the row
            (self.preview if self._shown else self).setFocus()
        if self._fresh:
            self._settle.start()
        else:
            self.read()

    # Building -----------------------------------------------------------------------------------------------------
    def _arrange(self) -> None:
        px = self._tokens.px
        body = QHBoxLayout()
        body.setSpacing(px(GAP))
        body.addWidget(self.preview, 1)
        body.addWidget(self.changed)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[px(MARGIN)] * 4)
        column.setSpacing(px(GAP))
        column.addWidget(self.bar)
        column.addLayout(body, 1)

    def _connect(self) -> None:
        self.bar.day_chosen.connect(self._day_chosen)
        self.bar.edition_chosen.connect(self._read)
        self.bar.today_asked.connect(self._go_to_today)
        self.bar.issue_asked.connect(self.issue)
        self.bar.save_asked.connect(self.save)
        self.bar.print_asked.connect(self.print_sheet)
        self.changed.case_asked.connect(self.case_asked)
        self._output.told.connect(self.told)
        self._output.failed.connect(self.failed)
        self._output.no_printer.connect(self.bar.save_button.setFocus)
        self._output.file_chosen.connect(self.save_to)
        for keys, act in (("F8", self.issue), ("Ctrl+S", self.save), ("Ctrl+P", self.print_sheet), ("F5", self.read),
                          ("Alt+Left", self.bar.go_back), ("Alt+Right", self.bar.go_on)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    # Reading and issuing ------------------------------------------------------------------------------------------
    @Slot(int)
    def _read(self, sheet_id: int | None = None) -> None:
        if self._reading is not None:
            self._reading.cancel()
        self._set_busy(self.tr("Reading the sheet…"))
        self._fresh = True
        self._reading = self._jobs.run(
            partial(self._desk.show, self.day(), sheet_id), self._show, self._broke, name="read sheet")

    def _busy_with(self, words: str) -> bool:
        """True when something is under way already; else says what begins now."""
        if self._issuing:
            return True
        if self._reading is not None:
            self._reading.cancel()
        self._set_busy(words, issuing=True)
        return False

    def _set_busy(self, words: str, *, issuing: bool = False) -> None:
        self._issuing = issuing
        if words and self.bar.holds_keyboard():
            self.setFocus()  # a button that is switched off would take the keyboard out of the page
        self.bar.set_busy(words, has_sheet=self._shown is not None)

    @Slot(object)
    def _issued(self, printed: PrintedSheet) -> None:
        self._request = None
        self._show(printed)
        sheet = printed.sheet
        self.told.emit(self.tr("Issued: {number}, edition {edition}").format(
            number=sheet.sheet_number, edition=sheet.sequence))

    @Slot(object)
    def _show(self, printed: PrintedSheet | None) -> None:
        self._reading = None
        same = printed is not None and self._shown is not None and printed.pdf == self._shown.pdf
        self._shown = printed
        self._set_busy("")
        if printed is None:
            self._show_nothing()
            return
        if not same:
            self.preview.show_pdf(printed.pdf)
        if self.hasFocus():
            self.preview.setFocus()
        self.bar.show_editions(printed.editions, printed.sheet, self._clock.now())
        self._show_state(SheetState(printed.changed, printed.current))

    def _show_nothing(self) -> None:
        words = self.tr("No sheet was issued for {day}. Checked {time}.").format(
            day=self.day().isoformat(), time=f"{self._clock.now():%H:%M:%S}")
        if self._may_issue:
            words += "\n" + self.tr("F8 issues it.")
        self.preview.clear(words)
        self.bar.show_nothing()
        self.changed.hide()

    def _show_state(self, state: SheetState) -> None:
        if self._shown is None:
            return
        sheet = self._shown.sheet
        lines = [line for section in sheet.sections for line in section.lines]
        self.bar.show_sheet(sheet, len(lines), self._clock.now())
        self.changed.show_changed([line for line in lines if line.case_id in state.changed], current=state.current)

    @Slot()
    def _look_again(self) -> None:
        if self._shown is not None and self._reading is None:
            self._jobs.run(partial(_state_of, self._desk, self._shown), self._state_read, self._state_not_read,
                           name="sheet state")

    @Slot(object)
    def _state_read(self, answer: tuple[PrintedSheet, SheetState]) -> None:
        if answer[0] is self._shown:
            self._show_state(answer[1])

    @Slot(object)
    def _state_not_read(self, error: BaseException) -> None:
        if not isinstance(error, Failure):
            self.failed.emit(error)  # without a connection the lamp says so; the next change asks again

    @Slot(object)
    def _broke(self, error: BaseException) -> None:
        self._reading = None
        if isinstance(error, Refusal):
            self._request = None
        self._set_busy("")
        if self._shown is None:
            self.preview.clear(self.tr("The sheet could not be read. F5 tries again."))
            self.bar.state.setText("")
        else:
            self._show_state(SheetState(self._shown.changed, self._shown.current))
        self.failed.emit(error)

    # The day ------------------------------------------------------------------------------------------------------
    @Slot()
    def _day_chosen(self) -> None:
        self._request = None
        self._read()

    @Slot()
    def _go_to_today(self) -> None:
        self.bar.set_day(self._clock.now().date())


def _state_of(desk: SheetDesk, printed: PrintedSheet) -> tuple[PrintedSheet, SheetState]:
    return printed, desk.state(printed.sheet)
