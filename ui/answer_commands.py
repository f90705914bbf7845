"""A worker's answer given in the command bar: ``回填 A7K3 存在``, or the code and what was found and nothing more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qtpy.QtCore import QObject, Slot

from app.domain.case import Answer
from app.domain.command import Suggestion, SuggestionKind
from app.domain.failures import Failure, Refusal, Unreachable
from app.domain.field_task import TASK_SENDERS, task_code
from ui.pages.task_page import taken_words
from ui.workstation import Workstation
from widgets.failure_words import failure_words

if TYPE_CHECKING:
    from ui.main_window import MainWindow

NOTICE = "task answer"


class AnswerCommands(QObject):
    """Sends the answer and tells in the message bar what became of it. Signals: none; it acts."""

    def __init__(self, workstation: Workstation, window: MainWindow, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work, self._window, self._sent = workstation, window, ""
        workstation.tasks.answered.connect(self._answered)
        workstation.tasks.refused.connect(self._refused)
        workstation.tasks.unreachable.connect(self._unreachable)

    def suggestions(self, words: str) -> list[Suggestion]:
        """The answer that ``words`` are, or how it is given; nothing for who takes in none, and for other words."""
        if not self._work.person.duties & TASK_SENDERS:
            return []
        head, _space, rest = words.partition(" ")
        asked = head.casefold() in (self.tr("answer").casefold(), "answer")
        said = rest.strip() if asked else words
        code = task_code(said)
        if code and len(said.split()) > 1:
            return [Suggestion(SuggestionKind.COMMAND, said, lambda: self._send(said),
                               detail=self.tr("answer to the task {code}").format(code=code))]
        if code:
            return [_note(self.tr("{code}: and what was found? For example: {code} exists").format(code=code))]
        return [_note(self.tr("the task's code and what was found, as the worker wrote it"))] if asked else []

    def _send(self, words: str) -> None:
        if self._sent:
            told = self.tr("An answer is still on its way; “{words}” waits on the page of tasks.").format(words=words)
            self._window.messages.tell(told, "behind", NOTICE)
            self._window.pages["tasks"].keep(words, "")
            return
        self._sent = " ".join(words.split())
        self._work.tasks.answer(self._sent)

    @Slot(object)
    def _answered(self, answer: Answer) -> None:
        if self._sent:
            self._sent = ""
            self._window.messages.tell(taken_words(answer), "link", NOTICE)

    @Slot(object)
    def _refused(self, refusal: Refusal) -> None:
        self._not_taken(refusal)

    @Slot()
    def _unreachable(self) -> None:
        self._not_taken(Unreachable())

    def _not_taken(self, why: Failure) -> None:
        """The line is empty again, so the words are told, and wait on the page of tasks."""
        words, self._sent = self._sent, ""
        if words:
            reason = failure_words(why, self._work.clock.now())
            told = self.tr("Not taken: “{words}”. {why} The words wait on the page of tasks.")
            self._window.messages.tell(told.format(words=words, why=reason), "behind", NOTICE)
            self._window.pages["tasks"].keep(words, reason)


def _note(words: str) -> Suggestion:
    return Suggestion(SuggestionKind.NOTE, words, lambda: None)
