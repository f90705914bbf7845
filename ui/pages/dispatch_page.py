"""The board: stages and filters at the left, the cases in the middle, the case or a new report at the right."""

from __future__ import annotations

from datetime import datetime

from qtpy.QtCore import QByteArray, QMimeData, Qt, Signal, Slot
from qtpy.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from qtpy.QtWidgets import QApplication, QFrame, QPushButton, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from app.domain.case import Action
from app.domain.people import Duty
from ui.pages.batch_desk import BatchDesk
from ui.pages.board_feed import BoardFeed
from ui.pages.board_views import BoardViews
from ui.pages.case_desk import CaseDesk
from ui.pages.presence_desk import PresenceDesk
from ui.pages.report_desk import ReportDesk
from ui.pages.view_desk import MAY_SHARE, ViewDesk
from ui.workstation import Workstation
from widgets.batch_panel import BatchPanel
from widgets.board_filter import BoardFilter
from widgets.case_filter_model import CaseFilter, CaseFilterModel
from widgets.case_inspector import WIDTH as INSPECTOR_WIDTH
from widgets.case_inspector import CaseInspector
from widgets.case_table_model import CaseTableModel, Column
from widgets.column_widths import FIRST_COLUMNS
from widgets.paste import brings_anything
from widgets.report_form import ReportForm
from widgets.stage_list import StageList
from widgets.tokens import Tokens
from widgets.view_shelf import ViewShelf

ONLY_READING = frozenset((Duty.WALL, Duty.ASSESSOR, Duty.SECURITY_AUDITOR))
LEFT_WIDTH = 168      # px at 96 dpi


class DispatchPage(QWidget):
    """The page on which cases are reported, dispatched and followed.

    Signals:
        said(str, str): a sentence for the message bar and its kind.
        searched(str): that no case has the number that was looked for; empty when one has.
        layout_changed(): columns or panels were moved; ``save_layout`` has the new state.
    """

    said = Signal(str, str)
    searched = Signal(str)
    layout_changed = Signal()

    def __init__(self, workstation: Workstation, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work, self._tokens = workstation, tokens
        self.may_report = bool(workstation.person.duties - ONLY_READING)  # who may is the server's rule; see GR003
        self.setProperty("page", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.model = CaseTableModel(self)
        self.model.set_now(workstation.clock.now())
        self.shown = CaseFilterModel(self.model, self)
        self.stages, self.filter = StageList(tokens), BoardFilter(tokens)
        self.views = BoardViews(tokens, self.shown)
        self.table = self.views.table
        if workstation.person.department_id is not None:  # they see their own department's cases only
            self.table.set_columns(column for column in FIRST_COLUMNS if column is not Column.DEPARTMENT)
        self.inspector, self.form = CaseInspector(tokens), ReportForm(tokens)
        self.desk = CaseDesk(workstation, self.inspector, self)
        self.shelf = ViewShelf(tokens, may_share=bool(workstation.person.duties & MAY_SHARE))
        self.view_desk = ViewDesk(workstation, self.shelf, self.views, self.filter, self.stages, self.shown, self)
        self.presence_desk = PresenceDesk(workstation, self.inspector, self.model, self.views, self)
        self.report_desk = ReportDesk(workstation, self.form, self)
        self._right = QStackedWidget()
        self._right.addWidget(self.inspector)
        self._right.addWidget(self.form)
        self.batch = BatchPanel(tokens)
        self._right.addWidget(self.batch)
        self._right.addWidget(self.shelf)
        self.batch_desk = BatchDesk(workstation, self.batch, self.views.choice, self.model, self)
        self.panels = self._arrange()
        self._connect()
        self._feed = BoardFeed(workstation, self.model, self.shown, self.stages, self.filter, self.views, self)

    # For the window -----------------------------------------------------------------------------------------------
    @Slot()
    def open_report(self) -> None:
        """Unfold the report form, with whatever was typed into it before."""
        if not self.may_report:
            return
        self._right.setCurrentWidget(self.form)
        self.form.description.setFocus()

    @Slot()
    def paste_report(self) -> None:
        """Ctrl+Shift+V: what the clipboard holds becomes a report, or goes into the one that was begun."""
        self.take_report(QApplication.clipboard().mimeData())

    def take_report(self, mime: QMimeData) -> None:
        """A message, a picture or files for the report form."""
        if self.may_report and brings_anything(mime):
            self.open_report()
            self.form.intake.paste(mime)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.may_report and brings_anything(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.take_report(event.mimeData())

    @Slot()
    def fold_report(self) -> None:
        """Fold the form away; its words stay."""
        self._right.setCurrentWidget(self.inspector)
        self.views.setFocus()

    @property
    def reporting(self) -> bool:
        """Whether the report form is unfolded."""
        return self._right.currentWidget() is self.form

    @Slot(str)
    def open_number(self, case_number: str) -> None:
        """Find a case by its number (or the end of it) and open it, wherever it stands."""
        self._work.case.find(case_number)

    @Slot(int)
    def open_case(self, case_id: int) -> None:
        """Show a case in the inspector, and its row if the list has it."""
        self._right.setCurrentWidget(self.inspector)
        self.views.select_case(case_id)
        self._work.case.show(case_id)

    def open_case_at(self, case_id: int, action: Action | None) -> None:
        """The same, opened at this action if it is possible there."""
        self.open_case(case_id)
        if action is not None:
            self.desk.open_at(case_id, action)

    def find_words(self, words: str) -> None:
        """Narrow the list to rows with these words."""
        self.filter.words.setText(words)

    def leave_command(self) -> None:
        """The command line gives the keyboard back."""
        self.views.setFocus()

    def save_layout(self) -> dict[str, bytes]:
        """Panels and columns, for ``restore_layout``."""
        return {"panels": bytes(self.panels.saveState().data()), "columns": self.table.save_layout(),
                "view": self.views.save_view()}

    def restore_layout(self, name: str, state: bytes) -> None:
        """Take back one part of ``save_layout``."""
        if name == "panels":
            self.panels.restoreState(QByteArray(state))
        elif name == "view":
            self.view_desk.keep_as_it_is()
            self.views.restore_view(state)
        else:
            self.table.restore_layout(state)

    @Slot(object)
    def set_now(self, now: datetime) -> None:
        """The server's time."""
        self.views.set_now(now)

    # Building -----------------------------------------------------------------------------------------------------
    def _arrange(self) -> QSplitter:
        px = self._tokens.px
        left = QFrame()
        left.setProperty("panel", True)
        column = QVBoxLayout(left)
        column.setContentsMargins(px(4), px(8), px(8), px(8))
        column.setSpacing(px(16))
        self.report_button = QPushButton(self.tr("New report  F4"))
        self.report_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.report_button.clicked.connect(self.open_report)
        self.report_button.setVisible(self.may_report)
        column.addWidget(self.report_button)
        column.addWidget(self.stages)
        column.addWidget(self.filter)
        column.addStretch(1)
        panels = QSplitter(Qt.Orientation.Horizontal)
        panels.setChildrenCollapsible(False)
        panels.setHandleWidth(px(6))
        for number, panel in enumerate((left, self.views, self._right)):
            panels.addWidget(panel)
            panels.setStretchFactor(number, 1 if number == 1 else 0)
        left.setMinimumWidth(px(150))
        panels.setSizes([px(LEFT_WIDTH), px(770), px(INSPECTOR_WIDTH)])
        panels.splitterMoved.connect(self.layout_changed)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(panels)
        return panels

    def _connect(self) -> None:
        work = self._work
        work.ticked.connect(self.set_now)
        work.case.found.connect(self._found)
        work.case.not_found.connect(self._not_found)
        self.stages.stage_chosen.connect(self.filter.set_stage)
        self.filter.filter_changed.connect(self._narrow)
        self.views.case_selected.connect(self._select)
        self.views.case_opened.connect(self._open)
        self.views.case_peeked.connect(self._select)
        self.views.view_changed.connect(self.layout_changed)
        self.table.layout_changed.connect(self.layout_changed)
        self.form.folded.connect(self.fold_report)
        QShortcut(QKeySequence("Ctrl+Shift+V"), self).activated.connect(self.paste_report)
        self.setAcceptDrops(True)
        self.report_desk.reported.connect(self.open_case)
        self.report_desk.said.connect(self.said)
        self.desk.said.connect(self._say)
        self.batch_desk.said.connect(self._tell)
        self.batch_desk.chosen.connect(self._show_batch)
        self.views.views_asked.connect(self.open_shelf)
        self.shelf.folded.connect(self.fold_report)
        self.batch.case_asked.connect(self._peek)
        self.batch.left.connect(self.views.setFocus)

    # What the services tell -----------------------------------------------------------------------------------------
    @Slot(str)
    def _not_found(self, case_number: str) -> None:
        self.searched.emit(self.tr("No case {number} in your area or department.").format(number=case_number))

    @Slot(int)
    def _found(self, case_id: int) -> None:
        self.searched.emit("")
        self.open_case(case_id)

    @Slot(str)
    def _say(self, words: str) -> None:
        self.said.emit(words, "behind")

    @Slot(str)
    def _tell(self, words: str) -> None:
        self.said.emit(words, "near")

    # What the hand does ---------------------------------------------------------------------------------------------
    @Slot(object)
    def _narrow(self, wanted: CaseFilter) -> None:
        self.shown.set_filter(wanted)
        self.views.show_filter(wanted)
        self._feed.tell()

    @Slot(object)
    def _select(self, case_id: int | None) -> None:
        if case_id is not None:
            if not self.views.choice.many:
                self._right.setCurrentWidget(self.inspector)
            self._work.case.show(case_id)

    @Slot()
    def open_shelf(self) -> None:
        """The saved views, at the right."""
        self._right.setCurrentWidget(self.shelf)
        self.shelf.open()

    @Slot(bool)
    def _show_batch(self, many: bool) -> None:
        """Several cases are chosen: what may be done to all of them. A report that is being taken down stays."""
        if not self.reporting:
            self._right.setCurrentWidget(self.batch if many else self.inspector)

    @Slot(int)
    def _peek(self, case_id: int) -> None:
        """One of the batch is looked at; the choice stays."""
        self._right.setCurrentWidget(self.inspector)
        self._work.case.show(case_id)

    @Slot(object)
    def _open(self, case_id: int) -> None:
        self._select(case_id)
        self.inspector.actions.confirm.setFocus()
