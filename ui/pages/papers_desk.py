"""Opens the papers of the case that an inspector shows; after a move, on the paper that the move wrote."""

from __future__ import annotations

from qtpy.QtCore import QObject, Slot

from app.domain.case import Action, Answer, Move
from app.domain.paper import PaperKind
from ui.dialogs.paper_window import PaperWindow
from ui.workstation import Workstation
from widgets.case_inspector import CaseInspector

# Which paper a move has written, or is followed by.
WRITTEN = {
    Action.DISPATCH: PaperKind.DISPATCH, Action.REASSIGN: PaperKind.DISPATCH, Action.SETTLE_DISPUTE: PaperKind.DISPATCH,
    Action.SUPERVISE: PaperKind.ORDER, Action.REPLY_TO_ORDER: PaperKind.ORDER, Action.RESOLVE_ORDER: PaperKind.ORDER,
    Action.APPEAL_ORDER: PaperKind.ORDER, Action.DECIDE_ORDER_APPEAL: PaperKind.ORDER,
    Action.ASK_EXTENSION: PaperKind.REQUEST, Action.ASK_DEFERRAL: PaperKind.REQUEST,
    Action.APPROVE_REQUEST: PaperKind.REQUEST, Action.GRANT_EXTENSION: PaperKind.REQUEST,
    Action.GRANT_DEFERRAL: PaperKind.REQUEST, Action.REFUSE_REQUEST: PaperKind.REQUEST,
    Action.SUSPEND: PaperKind.REQUEST,
}


class PapersDesk(QObject):
    """One inspector's way to the papers; the window is made when it is first asked for."""

    def __init__(self, workstation: Workstation, inspector: CaseInspector, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work, self._inspector = workstation, inspector
        self._written: tuple[int, PaperKind] | None = None
        self.window: PaperWindow | None = None
        inspector.papers_asked.connect(self.open)

    @Slot()
    def open(self) -> None:
        """Show the papers of the case in the inspector."""
        detail = self._inspector.shown_case()
        if detail is None:
            return
        case = detail.case
        kind = self._written[1] if self._written is not None and self._written[0] == case.case_id else PaperKind.FLOW
        if self.window is None:
            self.window = PaperWindow(self._work, self._inspector.tokens, self._inspector.window())
        self.window.open_case(case.case_id, case.case_number, kind)

    @Slot(object, object)
    def note_done(self, move: Move, _answer: Answer) -> None:
        """A move of this seat: the paper that goes with it is one key away."""
        kind = WRITTEN.get(move.action)
        if kind is not None:
            self._written = (move.case_id, kind)
            self._inspector.name_paper(move.case_id, kind)
