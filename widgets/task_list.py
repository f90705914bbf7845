"""The tasks that field staff have on a case: the code with its countdown, the text to copy, a line for the answer."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from qtpy.QtCore import Signal
from qtpy.QtGui import QGuiApplication
from qtpy.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.domain.field_task import FieldTask, TaskOutcome
from widgets.answer_line import AnswerLine
from widgets.glyphs import GlyphLabel
from widgets.layouts import empty_layout
from widgets.request_words import task_kind_word, task_outcome_word
from widgets.time_words import left_words, moment_words, over_words
from widgets.tokens import Tokens
from widgets.told_list import quiet_words


class TaskList(QWidget):
    """Open tasks with what they wait for, then those that are over.

    Signals:
        answer_asked(str): a worker's answer was pasted or typed; see ``answered`` and ``show_refusal``.
    """

    answer_asked = Signal(str)

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._tasks: tuple[FieldTask, ...] = ()
        self._heads: list[tuple[FieldTask, GlyphLabel]] = []
        self.copy_buttons: list[QPushButton] = []
        self.setProperty("plain", True)
        self.setAccessibleName(self.tr("Field tasks"))
        self._rows = QVBoxLayout()
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(tokens.px(6))
        self._below = QVBoxLayout()  # under the line for the answer: what was sent, and what is over
        self._below.setContentsMargins(0, 0, 0, 0)
        self._below.setSpacing(tokens.px(6))
        self.answer = AnswerLine(tokens)
        self.answer.answer_asked.connect(self.answer_asked)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(tokens.px(6))
        box.addLayout(self._rows)
        box.addWidget(self.answer)
        box.addLayout(self._below)
        self.hide()

    def show_tasks(self, tasks: Iterable[FieldTask], now: datetime) -> None:
        """Show these tasks at the server time ``now``; hidden when there are none. Words of an answer stay."""
        tasks = tuple(sorted(tasks, key=lambda one: (not one.is_open, -one.task_id)))
        if tasks != self._tasks:
            self._tasks = tasks
            self._rebuild(now)
        self.answer.setVisible(any(one.is_open and one.code for one in tasks))
        self.setVisible(bool(tasks))
        self.set_now(now)

    def set_now(self, now: datetime) -> None:
        """The server's time: the countdowns follow it."""
        for task, head in self._heads:
            span = task.due_at - now
            late = span.total_seconds() <= 0
            words = " ".join(part for part in (task_kind_word(task.kind), task.code) if part)
            head.show_state("overdue" if late else "near",
                            f"{words} · {over_words(span) if late else left_words(span)} → {task.asked}")

    def answered(self) -> None:
        """The answer was taken: its words may go."""
        self.answer.answered()

    def show_refusal(self, words: str) -> None:
        """The answer was not taken; its words stay."""
        self.answer.show_refusal(words)

    def _rebuild(self, now: datetime) -> None:
        empty_layout(self._rows)
        empty_layout(self._below)
        self._heads, self.copy_buttons = [], []
        for task in self._tasks:
            if task.is_open:
                _put(self._rows, self._open_row(task))
                if task.words:
                    _put(self._below, quiet_words(task.words))
            else:
                for widget in self._ended_rows(task, now):
                    _put(self._below, widget)

    def _open_row(self, task: FieldTask) -> QWidget:
        head = GlyphLabel(self._tokens)
        self._heads.append((task, head))
        if not task.words:
            return head
        row = QWidget()
        row.setProperty("plain", True)
        copy = QPushButton(self.tr("Copy text"))
        copy.setProperty("small", True)
        copy.setAccessibleName(self.tr("Copy the text of {code}").format(code=task.code))
        copy.clicked.connect(lambda _checked=False: self._copy(task, copy))
        self.copy_buttons.append(copy)
        box = QHBoxLayout(row)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(self._tokens.px(8))
        box.addWidget(head, 1)
        box.addWidget(copy)
        return row

    def _ended_rows(self, task: FieldTask, now: datetime) -> list[QWidget]:
        head = GlyphLabel(self._tokens)
        head.show_state("idle", f"{task_kind_word(task.kind)} {task.code} · {task_outcome_word(task.outcome)}")
        told = [task.asked, task.answered_by if task.outcome is not TaskOutcome.OVERTAKEN else "",
                moment_words(task.ended_at, now), task.answer if task.outcome is not TaskOutcome.OVERTAKEN else ""]
        return [head, quiet_words(" · ".join(dict.fromkeys(part for part in told if part)))]

    def _copy(self, task: FieldTask, button: QPushButton) -> None:
        QGuiApplication.clipboard().setText(task.words)
        button.setText(self.tr("Copied"))


def _put(layout: QVBoxLayout, widget: QWidget) -> None:
    layout.addWidget(widget)
    widget.show()  # at once, not at the next turn of the event loop
