"""Joins the choice of several cases with the service that moves them."""

from __future__ import annotations

from qtpy.QtCore import QObject, QTimer, Signal, Slot

from app.domain.batch import BatchAction, BatchResult
from app.domain.case import Action, Case
from app.domain.failures import Refusal
from ui.workstation import Workstation
from widgets.batch_panel import BatchPanel
from widgets.case_choice import CaseChoice
from widgets.case_table_model import CaseTableModel
from widgets.failure_words import failure_words
from widgets.words import action_word

ASK_AFTER_MS = 150  # the choice grows row by row while Shift is held


class BatchDesk(QObject):
    """The batch panel's other half.

    Signals:
        chosen(bool): several cases are chosen (True), or one alone (False) again.
        said(str): a sentence for the message bar: what came of a batch whose cases are not chosen any more.
    """

    chosen = Signal(bool)
    said = Signal(str)

    def __init__(self, workstation: Workstation, panel: BatchPanel, choice: CaseChoice, model: CaseTableModel,
                 parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work, self._panel, self._choice, self._model = workstation, panel, choice, model
        self._numbers: dict[int, str] = {}
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(ASK_AFTER_MS)
        self._soon.timeout.connect(self._ask_offer)
        self._after = QTimer(self)  # the model hears of a case after this desk did: told again once it has
        self._after.setSingleShot(True)
        self._after.setInterval(0)
        self._after.timeout.connect(self._tell_choice)
        batch = workstation.batchwork
        choice.changed.connect(self._show_choice)
        panel.asked.connect(self._start)
        panel.cancel_asked.connect(batch.cancel)
        batch.offered.connect(self._show_offer)
        batch.progressed.connect(self._progress)
        batch.finished.connect(self._finished)
        batch.unreachable.connect(self._unreachable)
        batch.refused.connect(self._refused)
        workstation.board.case_put.connect(self._changed)
        workstation.book.changed.connect(self._show_book)
        workstation.ticked.connect(panel.set_now)
        panel.set_now(workstation.clock.now())
        self._show_book()

    @Slot()
    def _show_book(self) -> None:
        self._panel.set_departments(self._work.book.departments)

    def _cases(self) -> list[Case]:
        found = (self._model.case(case_id) for case_id in self._choice.ids())
        return [case for case in found if case is not None]

    @Slot()
    def _show_choice(self) -> None:
        if self._choice.many:
            self._panel.show_choice(self._cases())
            self._soon.start()
        self.chosen.emit(self._choice.many)

    @Slot(object)
    def _changed(self, case: Case) -> None:
        if self._choice.many and case.case_id in self._choice:
            self._after.start()
            self._soon.start()

    @Slot()
    def _tell_choice(self) -> None:
        if self._choice.many:
            self._panel.show_choice(self._cases())

    @Slot()
    def _ask_offer(self) -> None:
        if self._choice.many and not self._work.batchwork.busy:
            self._work.batchwork.ask_offer(self._choice.ids())

    @Slot(object, object)
    def _show_offer(self, case_ids: list[int], offered: list[BatchAction]) -> None:
        if case_ids == self._choice.ids():
            self._panel.show_offer(offered)

    @Slot(object, object)
    def _start(self, action: Action, values: dict[str, object]) -> None:
        if not self._work.connected:
            self._panel.say(self.tr("No connection to the server: nothing can be done to many cases now."))
            return
        cases = self._cases()
        self._begin(action, self._work.batchwork.start(action, [(one.case_id, one.version) for one in cases], values)
                    is not None, len(cases))

    @Slot()
    def take_back(self) -> None:
        """Take the last batch of dispatches back."""
        undo = self._work.batchwork.undo
        if undo is not None:
            self._begin(Action.TAKE_BACK, self._work.batchwork.take_back() is not None, len(undo.cases))

    def _begin(self, action: Action, started: bool, count: int) -> None:
        if started:
            self._numbers = {case.case_id: case.case_number for case in self._model.cases}
            self._panel.set_busy(True, action_word(action), count)

    @Slot(int, int)
    def _progress(self, done: int, _total: int) -> None:
        self._panel.show_progress(done)

    @Slot(object)
    def _finished(self, result: BatchResult) -> None:
        self._panel.set_busy(False)
        self._panel.show_result(result, self._numbers)
        if not self._choice.many or result.batch.action is Action.TAKE_BACK:
            self.said.emit(self._panel.told.text())
        self._soon.start()

    @Slot(object)
    def _unreachable(self, result: BatchResult) -> None:
        self._finished(result)
        words = self.tr("The answer of the server did not come for {n} cases. Press again when the connection is back: "
                        "nothing is done twice.")
        self._panel.say(words.format(n=len(result.not_asked)))

    @Slot(object)
    def _refused(self, refusal: Refusal) -> None:
        self._panel.set_busy(False)
        self._panel.say(failure_words(refusal, self._work.clock.now()))
