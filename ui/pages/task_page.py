"""The page of field tasks: the line for a worker's answer, and below it every task that waits for one."""

from __future__ import annotations

from qtpy.QtCore import QCoreApplication, Qt, QTimer, Signal, Slot
from qtpy.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from qtpy.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.domain.case import Answer
from app.domain.failures import Refusal, Unreachable
from app.domain.field_task import FieldTask
from ui.workstation import Workstation
from widgets.answer_line import AnswerLine
from widgets.failure_words import failure_words
from widgets.task_table import TaskTable
from widgets.tokens import Tokens
from widgets.words import state_word

AGAIN_MS = 60_000  # a task expires by itself, without a change that the feed could tell


class TaskPage(QWidget):
    """Paste, Enter, the next one. Arrow down goes into the list.

    Signals:
        case_asked(int): open this case.
    """

    case_asked = Signal(int)

    def __init__(self, workstation: Workstation, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work, self._tasks = workstation, workstation.tasks
        self.setProperty("page", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.answer, self.table, self.taken = AnswerLine(tokens), TaskTable(tokens), QLabel()
        self.taken.setProperty("role", "quiet")
        box = QVBoxLayout(self)
        box.setContentsMargins(*(tokens.px(16),) * 4)
        box.setSpacing(tokens.px(8))
        box.addWidget(self.answer)
        box.addWidget(self.taken)
        box.addSpacing(tokens.px(8))
        box.addWidget(self.table, 1)
        self._again = QTimer(self)
        self._again.setInterval(AGAIN_MS)
        self._again.timeout.connect(self._tasks.read)
        down = QShortcut(QKeySequence(Qt.Key.Key_Down), self.answer.line)
        down.setContext(Qt.ShortcutContext.WidgetShortcut)
        down.activated.connect(self.table.take_keyboard)
        self.answer.answer_asked.connect(self._tasks.answer)
        self.table.case_asked.connect(self.case_asked)
        self._tasks.listed.connect(self._show)
        self._tasks.answered.connect(self._answered)
        self._tasks.refused.connect(self._refused)
        self._tasks.unreachable.connect(self._unreachable)
        workstation.ticked.connect(self._tick)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._tasks.watch(True)
        self._again.start()
        self.answer.line.setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._tasks.watch(False)
        self._again.stop()

    def keep(self, words: str, why: str) -> None:
        """An answer that was given elsewhere and not taken: its words wait here, unless others stand here already."""
        if not self.answer.line.text():
            self.answer.line.setText(words)
            if why:
                self.answer.show_refusal(why)

    @Slot(object)
    def _show(self, tasks: list[FieldTask]) -> None:
        self.table.show_tasks(tasks, self._about, self._work.clock.now())

    def _about(self, task: FieldTask) -> str:
        case = self._work.board.case(task.case_id)
        return " · ".join(filter(None, (case.subcategory, case.place or case.summary))) if case is not None else ""

    @Slot(object)
    def _tick(self, now: object) -> None:
        if self.isVisible():
            self.table.set_now(now)

    @Slot(object)
    def _answered(self, answer: Answer) -> None:
        if self.answer.waits:
            self.answer.answered()
            self.taken.setText(taken_words(answer))

    @Slot(object)
    def _refused(self, refusal: Refusal) -> None:
        if self.answer.waits:
            self.taken.clear()
            self.answer.show_refusal(failure_words(refusal, self._work.clock.now()))

    @Slot()
    def _unreachable(self) -> None:
        if self.answer.waits:
            self.taken.clear()
            self.answer.show_refusal(failure_words(Unreachable(), self._work.clock.now()))


def taken_words(answer: Answer) -> str:
    """What an answer made of its case."""
    return QCoreApplication.translate("task_page", "Answer taken: case {number}, now {state}").format(
        number=answer.case_number, state=state_word(answer.state))
