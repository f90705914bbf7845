"""The papers of one case in a window of their own: see, issue, print, save. It stays open beside the work."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from uuid import UUID, uuid4

from qtpy.QtCore import Qt, QTimer, Slot
from qtpy.QtGui import QKeySequence, QShortcut
from qtpy.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.background.jobs import Job
from app.domain.failures import Failure, Refusal
from app.domain.paper import CasePaper, PaperKind
from app.paper.paper_desk import PaperDesk, PrintedPaper
from app.paper.pdf_file import write_pdf
from app.services.case_board import CASE_TOPIC
from ui.printing import Printing
from ui.workstation import Workstation
from widgets.failure_words import failure_words
from widgets.paper_list import PaperList
from widgets.sheet_preview import SheetPreview
from widgets.tokens import GAP, MARGIN, Tokens

SETTLE_MS = 300  # changes that come together are looked up together
SHOW, PRINT, SAVE = "show", "print", "save"


class PaperWindow(QWidget):
    """List at the left, the marked paper at the right. Printing and saving issue it first, so that each is counted
    and none is out of date.

    Signals: none.
    """

    def __init__(self, workstation: Workstation, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._work, self._tokens = workstation, tokens
        self._desk, self._printing = PaperDesk(workstation.engine), Printing(self)
        self._case_id: int | None = None
        self._wanted: PaperKind | None = None
        self._request: tuple[UUID, tuple[int, PaperKind, str]] | None = None  # of an issue that has no answer yet
        self._then = SHOW
        self._reading: Job | None = None
        self._shown: PrintedPaper | None = None
        self._issuing = False
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MS)
        self._settle.timeout.connect(self.read)
        self.setProperty("page", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._make_controls()
        self._arrange()
        self._connect()
        self.resize(tokens.px(1040), tokens.px(700))

    # For the desk -------------------------------------------------------------------------------------------------
    @property
    def shown(self) -> PrintedPaper | None:
        """What the preview shows."""
        return self._shown

    def open_case(self, case_id: int, case_number: str, kind: PaperKind) -> None:
        """Show the papers of this case, the newest of ``kind`` first."""
        self.setWindowTitle(self.tr("Papers of case {number}").format(number=case_number))
        if case_id != self._case_id:
            self._request = None
            self.papers.show_papers([], self._work.clock.now())
        self._case_id, self._wanted = case_id, kind
        self.show()
        self.raise_()
        self.activateWindow()
        self.papers.setFocus()
        self.read()

    @Slot()
    def read(self) -> None:
        """Read which papers there are and how they stand."""
        if self._case_id is not None and self.isVisible():
            self._work.jobs.run(partial(self._fetch, self._case_id), self._list, self._broke, name="case papers")

    @Slot()
    def issue(self) -> None:
        """Issue the marked paper and show it."""
        self._issue(SHOW)

    @Slot()
    def print_paper(self) -> None:
        """Issue the marked paper and ask for a printer."""
        self._issue(PRINT)

    @Slot()
    def save(self) -> None:
        """Issue the marked paper and ask where to save it."""
        self._issue(SAVE)

    @Slot(str)
    def save_to(self, file: str) -> None:
        """Write the PDF that is shown to ``file``."""
        if self._shown is not None:
            self._work.jobs.run(partial(_write, Path(file), self._shown.pdf), self._saved, self._broke,
                                name="save paper")

    # Building -----------------------------------------------------------------------------------------------------
    def _make_controls(self) -> None:
        self.papers = PaperList(self._tokens)
        self.papers.setFixedWidth(self._tokens.px(280))
        self.preview = SheetPreview(self._tokens)
        self.state = QLabel()
        self.state.setProperty("role", "quiet")
        self.state.setTextFormat(Qt.TextFormat.PlainText)
        self.state.setWordWrap(True)
        self.issue_button = QPushButton(self.tr("Issue  F8"))
        self.save_button = QPushButton(self.tr("Save as PDF…  Ctrl+S"))
        self.print_button = QPushButton(self.tr("Print…  Ctrl+P"))
        self.print_button.setProperty("primary", True)
        self.buttons = (self.issue_button, self.save_button, self.print_button)
        for button in self.buttons:
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def _arrange(self) -> None:
        px = self._tokens.px
        row = QHBoxLayout()
        row.setSpacing(px(GAP))
        row.addWidget(self.state, 1)
        for button in self.buttons:
            row.addWidget(button)
        body = QHBoxLayout()
        body.setSpacing(px(GAP))
        body.addWidget(self.papers)
        body.addWidget(self.preview, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[px(MARGIN)] * 4)
        column.setSpacing(px(GAP))
        column.addLayout(row)
        column.addLayout(body, 1)

    def _connect(self) -> None:
        self.papers.paper_chosen.connect(self._choose)
        self.issue_button.clicked.connect(self.issue)
        self.save_button.clicked.connect(self.save)
        self.print_button.clicked.connect(self.print_paper)
        for keys, act in (("F8", self.issue), ("Ctrl+S", self.save), ("Ctrl+P", self.print_paper), ("F5", self.read),
                          ("Esc", self.close)):
            QShortcut(QKeySequence(keys), self).activated.connect(act)
        self._printing.no_printer.connect(self._no_printer)
        self._printing.printed.connect(self._printed)
        self._printing.failed.connect(self._print_failed)
        self._work.feed.changed.connect(self._hear)

    # On a worker thread -------------------------------------------------------------------------------------------
    def _fetch(self, case_id: int) -> tuple[int, list[CasePaper]]:
        return case_id, self._desk.papers(case_id)

    # Showing ------------------------------------------------------------------------------------------------------
    @Slot(str, int)
    def _hear(self, topic: str, id_: int) -> None:
        if topic == CASE_TOPIC and id_ == self._case_id and self.isVisible():
            self._settle.start()

    @Slot(object)
    def _list(self, answer: tuple[int, list[CasePaper]]) -> None:
        case_id, papers = answer
        if case_id != self._case_id:
            return
        before = self.papers.chosen()
        self.papers.show_papers(papers, self._work.clock.now())
        if self._wanted is not None:
            kind, self._wanted = self._wanted, None
            self.papers.mark(kind)
        marked = self.papers.chosen()
        if marked is None and papers:
            self.papers.setCurrentRow(0)
        elif marked is not None and (before is None or self._is_other(marked)):
            self._choose(marked)
        if not papers:
            self._tell(self.tr("This case has no papers for you."))
        self._allow()

    def _is_other(self, marked: CasePaper) -> bool:
        """Whether the preview shows something else than the newest edition of this paper."""
        return marked.paper_id != (self._shown.paper.paper_id if self._shown is not None else None)

    @Slot(object)
    def _choose(self, paper: CasePaper) -> None:
        if self._reading is not None and not self._issuing:
            self._reading.cancel()
        if not self._issuing:
            self._request = None
        self._shown = None
        if paper.paper_id is None:
            words = self.tr("This paper was never issued.")
            if paper.may_issue:
                words += "\n" + self.tr("F8 issues it, Ctrl+P prints it.")
            self.preview.clear(words)
        else:
            self.preview.clear(self.tr("Reading the paper…"))
            self._reading = self._work.jobs.run(partial(self._desk.show, paper.paper_id), self._show, self._broke,
                                                name="read paper")
        self.state.setText("")
        self._allow()

    @Slot(object)
    def _show(self, printed: PrintedPaper) -> None:
        self._reading = None
        marked = self.papers.chosen()
        paper = printed.paper
        if marked is None or (paper.case_id, paper.kind, paper.subject) != (self._case_id, marked.kind, marked.subject):
            return
        same = self._shown is not None and self._shown.pdf == printed.pdf
        self._shown = printed
        if not same:
            self.preview.show_pdf(printed.pdf)
            self.preview.fit_page()
        self.state.setText(self.tr("{number} · edition {edition} · {hash}").format(
            number=paper.paper_number, edition=paper.sequence, hash=paper.content_hash[:12]))
        self._allow()

    def _allow(self) -> None:
        marked = self.papers.chosen()
        for button in self.buttons:
            button.setEnabled(marked is not None and marked.may_issue and not self._issuing)

    def _tell(self, words: str) -> None:
        if self._shown is None:
            self.preview.clear(words)
        else:
            self.state.setText(words)

    # Issuing ------------------------------------------------------------------------------------------------------
    def _issue(self, then: str) -> None:
        """Pressed again before an answer came, or after the connection was lost, it is the same request."""
        marked = self.papers.chosen()
        if marked is None or not marked.may_issue or self._issuing or self._case_id is None:
            return
        what = (self._case_id, marked.kind, marked.subject)
        if self._request is None or self._request[1] != what:
            self._request = (uuid4(), what)
        self._then, self._issuing = then, True
        self._allow()
        self.state.setText(self.tr("Issuing the paper…"))
        self._work.jobs.run(partial(self._desk.issue, self._request[0], *what), self._issued, self._broke,
                            name="issue paper")

    @Slot(object)
    def _issued(self, printed: PrintedPaper) -> None:
        self._issuing, self._request = False, None
        self._show(printed)
        self._allow()
        self.read()
        if self._shown is not printed:
            return  # another paper was marked meanwhile; this one is issued all the same
        if self._then == PRINT:
            self._printing.ask(printed.pdf, printed.file_name, self, portrait=True)
        elif self._then == SAVE:
            self._ask_where(printed)

    def _ask_where(self, printed: PrintedPaper) -> None:
        dialog = QFileDialog(self, self.tr("Save the paper"), printed.file_name, "PDF (*.pdf)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.save_to)
        dialog.open()

    @Slot(object)
    def _broke(self, error: BaseException) -> None:
        self._reading = None
        if self._issuing and isinstance(error, Refusal):
            self._request = None
        self._issuing = False
        self._allow()
        if not isinstance(error, Failure):
            raise error  # a bug: the exception hook shows and logs it
        self._tell(failure_words(error, self._work.clock.now()))

    @Slot(object)
    def _saved(self, file: Path) -> None:
        self.state.setText(self.tr("Saved: {file}").format(file=file))

    @Slot()
    def _no_printer(self) -> None:
        self.state.setText(self.tr("This computer has no printer. Ctrl+S saves the paper as PDF."))

    @Slot(int)
    def _printed(self, pages: int) -> None:
        self.state.setText(self.tr("Sent to the printer: {pages} pages").format(pages=pages))

    @Slot(str)
    def _print_failed(self, why: str) -> None:
        self.state.setText(" ".join(word for word in (self.tr("The printer did not take it."), why) if word))


def _write(target: Path, data: bytes) -> Path:
    write_pdf(target, data)
    return target
