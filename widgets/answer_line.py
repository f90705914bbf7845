"""One line for a worker's answer with its code, wherever it is wanted: in a case, over the list of all tasks."""

from __future__ import annotations

from qtpy.QtCore import Signal
from qtpy.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from widgets.tokens import Tokens


class AnswerLine(QWidget):
    """Paste and press Enter. Lines of a message become one, and a second Enter waits for the first answer.

    Signals:
        answer_asked(str): the words; answered by ``answered`` or ``show_refusal``.
    """

    answer_asked = Signal(str)

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sent = False
        self.setProperty("plain", True)
        self.line = QLineEdit()
        self.line.setPlaceholderText(self.tr("Paste the worker's answer with its code, Enter"))
        self.line.setAccessibleName(self.tr("Answer to a field task"))
        self.line.returnPressed.connect(self._send)
        self.line.textEdited.connect(self._edited)
        self.wrong = QLabel()
        self.wrong.setProperty("role", "overdue")
        self.wrong.setWordWrap(True)
        self.wrong.hide()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(tokens.px(2))
        box.addWidget(self.line)
        box.addWidget(self.wrong)
        self.setFocusProxy(self.line)

    def answered(self) -> None:
        """The answer was taken: its words may go."""
        self._sent = False
        self.line.setReadOnly(False)
        self.line.clear()
        self.wrong.hide()

    def show_refusal(self, words: str) -> None:
        """It was not taken, for this reason; the words stay."""
        self._sent = False
        self.line.setReadOnly(False)
        self.wrong.setText(words)
        self.wrong.show()

    @property
    def waits(self) -> bool:
        """Whether an answer was sent and nothing has come back yet."""
        return self._sent

    def _send(self) -> None:
        words = " ".join(self.line.text().split())
        if words and not self._sent:
            self._sent = True
            self.line.setReadOnly(True)
            self.wrong.hide()
            self.answer_asked.emit(words)

    def _edited(self) -> None:
        self.wrong.hide()
