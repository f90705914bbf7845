"""Search over all years: what was found at the left, the case in the same inspector as everywhere at the right."""

from __future__ import annotations

from qtpy.QtCore import Qt, Signal, Slot
from qtpy.QtWidgets import QFrame, QSplitter, QVBoxLayout, QWidget

from app.domain.failures import Refusal
from app.domain.people import Duty
from app.domain.search import SearchAnswer, is_caller_number
from app.services.case_search import CaseSearch
from app.services.open_case import OpenCase
from ui.pages.case_desk import CaseDesk
from ui.workstation import Workstation
from widgets.case_inspector import WIDTH as INSPECTOR_WIDTH
from widgets.case_inspector import CaseInspector
from widgets.failure_words import failure_words
from widgets.found_list import FoundFilter, FoundList
from widgets.search_box import SearchBox
from widgets.time_words import moment_words
from widgets.tokens import Tokens

_SEARCHES_CALLERS = frozenset((Duty.CALL_TAKER, Duty.DISPATCHER, Duty.DUTY_CHIEF))
_FEW = 12  # rows: with fewer in sight an older page is read by itself


class SearchPage(QWidget):
    """The page 检索.

    Signals:
        said(str): a sentence for the message bar.
        left(): Esc in the line: back to where one came from.
    """

    said = Signal(str)
    left = Signal()

    def __init__(self, workstation: Workstation, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work = workstation
        self.setProperty("page", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.search = CaseSearch(workstation.engine, workstation.jobs, self)
        self.box = SearchBox(tokens)
        self.list = FoundList(tokens, lambda: self.search.has_older)
        self.inspector = CaseInspector(tokens)
        self.case = OpenCase(workstation.engine, workstation.jobs, workstation.person, self)
        self.desk = CaseDesk(workstation, self.inspector, self, case=self.case)
        self._answer: SearchAnswer | None = None
        self._arrange(tokens)
        self._connect()
        self._show_book()
        self.box.say(self.tr("Looks in place, description and result, in numbers, and for callers. Two characters at "
                             "least; several words must all be there."))

    def look_for(self, words: str) -> None:
        """Show this page's answer to these words; a telephone number still waits for Enter."""
        self.box.line.setText(words)
        self.box.line.setFocus()
        self._typed(words, now=True)

    def showEvent(self, event: object) -> None:
        """The keyboard is in the line as soon as the page is there."""
        super().showEvent(event)
        self.box.line.setFocus()
        self.box.line.selectAll()

    def _arrange(self, tokens: Tokens) -> None:
        left = QFrame()
        left.setProperty("panel", True)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.box)
        column.addWidget(self.list, 1)
        panels = QSplitter(Qt.Orientation.Horizontal)
        panels.setChildrenCollapsible(False)
        panels.addWidget(left)
        panels.addWidget(self.inspector)
        panels.setStretchFactor(0, 1)
        panels.setSizes([tokens.px(930), tokens.px(INSPECTOR_WIDTH)])
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(panels)

    def _connect(self) -> None:
        work, search = self._work, self.search
        work.feed.changed.connect(self.case.hear)
        work.feed.resynced.connect(self.case.read_again)
        work.book.changed.connect(self._show_book)
        self.box.typed.connect(self._typed)
        self.box.entered.connect(self._entered)
        self.box.down.connect(self.list.setFocus)
        self.box.left.connect(self.left)
        self.box.filter_changed.connect(self._narrow)
        self.list.opened.connect(self._open)
        self.list.older_wanted.connect(search.older)
        self.list.left.connect(self.box.line.setFocus)
        self.desk.said.connect(self.said)
        search.begun.connect(self._begun)
        search.answered.connect(self._answered)
        search.went_on.connect(self._went_on)
        search.refused.connect(self._refused)
        search.unreachable.connect(self._unreachable)

    # Asking -------------------------------------------------------------------------------------------------

    @Slot(str)
    def _typed(self, words: str, *, now: bool = False) -> None:
        self._answer = None
        plain = words.strip()
        if self._is_recorded(plain):
            self.search.forget()
            self.list.show_found((), "", self._work.clock.now())
            self.box.say(self.tr("Enter looks for the caller with this telephone number. That is recorded with your "
                                 "name; callers who asked for secrecy are not found."))
        elif len(plain) < 2:
            self.search.forget()
            self.list.show_found((), "", self._work.clock.now())
            self.box.say(self.tr("A word has two characters at least.") if plain else "")
        elif now:
            self.search.ask(plain)
        else:
            self.search.type(plain)

    @Slot(str)
    def _entered(self, words: str) -> None:
        """Enter: ask now; with the answer there, into the list."""
        answer = self._answer
        if answer is not None and answer.words == words.strip() and self.list.shown.rowCount():
            self.list.setFocus()
            found = self.list.current()
            if found is not None:
                self._open(found.case.case_id)
        elif words.strip():
            self.search.ask(words)

    def _is_recorded(self, words: str) -> bool:
        return is_caller_number(words) and bool(self._work.person.duties & _SEARCHES_CALLERS)

    @Slot(int)
    def _open(self, case_id: int) -> None:
        """The case at the right; the keyboard stays in the list, F8 and F9 work from there."""
        self.case.show(case_id)

    @Slot(object)
    def _narrow(self, wanted: FoundFilter) -> None:
        self.list.show_filter(wanted)
        self._tell()
        self._go_on()

    # Answers ------------------------------------------------------------------------------------------------

    @Slot(str)
    def _begun(self, words: str) -> None:
        self.box.say(self.tr("Looking for “{words}” in all years…").replace("{words}", words))

    @Slot(object)
    def _answered(self, answer: SearchAnswer) -> None:
        self._answer = answer
        self.list.show_found(answer.found, answer.words, self._work.clock.now())
        self._tell()
        self._go_on()

    @Slot(object)
    def _went_on(self, answer: SearchAnswer) -> None:
        self._answer = answer
        self.list.add_older(answer.found)
        self._tell()
        self._go_on()

    def _go_on(self) -> None:
        """Few rows pass the filter: read on by itself, as far as the filter can reach."""
        found = self.list.source.found()
        if self.list.shown.rowCount() < _FEW and found and self.search.has_older \
                and not self.box.wanted.ends_before(found[-1].case, self._work.clock.now()):
            self.search.older()

    @Slot(object)
    def _refused(self, refusal: Refusal) -> None:
        self._answer = None
        self.list.show_found((), "", self._work.clock.now())
        self.box.say(failure_words(refusal, self._work.clock.now()))

    @Slot()
    def _unreachable(self) -> None:
        """What was found before stays readable."""
        self.box.say(self.tr("The server does not answer: nothing was looked for. Enter asks again."))

    def _tell(self) -> None:
        """What was looked at and how far: “none” must never be taken for “never”."""
        answer = self._answer
        if answer is None:
            return
        now, count, shown = self._work.clock.now(), self.list.source.rowCount(), self.list.shown.rowCount()
        if answer.back_to is not None:
            reach = self.tr("Looked back to {time}; more cases hold these words than can be looked through. Add a "
                            "word.").format(time=moment_words(answer.back_to, now))
        elif answer.more:
            reach = self.tr("Older ones follow as you scroll.")
        else:
            reach = self.tr("All years were looked at, as far as you may see them.")
        if count == 0:
            words = self.tr("No case holds “{words}”.").replace("{words}", answer.words)
        elif shown < count:
            words = self.tr("{shown} of {count} found so far.").format(shown=shown, count=count)
        else:
            words = self.tr("{count} found.").format(count=count)
        self.box.say(f"{words} {reach}")

    @Slot()
    def _show_book(self) -> None:
        book = self._work.book
        self.box.set_book(book.departments, dict.fromkeys(street.name for street in book.streets))
