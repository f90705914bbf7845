"""The page of calls back: whom to call at the left, their case at the right, where the call is written down."""

from __future__ import annotations

from qtpy.QtCore import Qt, Signal, Slot
from qtpy.QtGui import QHideEvent, QShowEvent
from qtpy.QtWidgets import QHBoxLayout, QSplitter, QWidget

from app.domain.aftercare import CallBackDue
from app.services.call_backs import CallBacks
from ui.pages.case_desk import CaseDesk
from ui.workstation import Workstation
from widgets.call_back_table import CallBackTable
from widgets.case_inspector import WIDTH as INSPECTOR_WIDTH
from widgets.case_inspector import CaseInspector
from widgets.tokens import Tokens


class CallBackPage(QWidget):
    """Closed cases whose reporter waits for a call, and the one that is open.

    Signals:
        said(str, str): a sentence for the message bar and its kind.
    """

    said = Signal(str, str)

    def __init__(self, workstation: Workstation, calls: CallBacks, tokens: Tokens,
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work, self._calls = workstation, calls
        self.setProperty("page", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.table, self.inspector = CallBackTable(tokens), CaseInspector(tokens)
        self.desk = CaseDesk(workstation, self.inspector, self)
        self.inspector.show_nothing(self.tr("Choose a call at the left."))
        panels = QSplitter(Qt.Orientation.Horizontal)
        panels.setChildrenCollapsible(False)
        panels.setHandleWidth(tokens.px(6))
        panels.addWidget(self.table)
        panels.addWidget(self.inspector)
        panels.setStretchFactor(0, 1)
        panels.setSizes([tokens.px(930), tokens.px(INSPECTOR_WIDTH)])
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(panels)
        self.table.case_chosen.connect(workstation.case.show)
        self.desk.said.connect(self._say)
        calls.listed.connect(self._show)
        calls.unreachable.connect(self._unreachable)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._calls.watch(True)
        self.table.table.setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._calls.watch(False)

    @Slot(object)
    def _show(self, found: list[CallBackDue]) -> None:
        self.table.show_calls(found, self._work.clock.now())

    @Slot()
    def _unreachable(self) -> None:
        self.said.emit(self.tr("The list of calls could not be read; what is shown is from before."), "behind")

    @Slot(str)
    def _say(self, words: str) -> None:
        self.said.emit(words, "behind")
