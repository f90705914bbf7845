"""A note for the history of a case: typed, kept for its case while others are shown, sent."""

from __future__ import annotations

from qtpy.QtCore import Qt, Signal
from qtpy.QtWidgets import QHBoxLayout, QPushButton, QWidget

from widgets.growing_text import GrowingText
from widgets.tokens import Tokens


class NoteEntry(QWidget):
    """The words and the button; nothing more is sent before the answer: ``taken`` or ``refused``.

    Signals:
        note_asked(str): words for the history of the shown case.
    """

    note_asked = Signal(str)

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._case_id: int | None = None
        self._drafts: dict[int, str] = {}
        self.setProperty("plain", True)
        self.words = GrowingText(tokens, 1, 4)
        self.words.setPlaceholderText(self.tr("A note for the history"))
        self.words.setAccessibleName(self.tr("Note"))
        self.button = QPushButton(self.tr("Add note"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.px(8))
        row.addWidget(self.words, 1)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignBottom)
        self.button.clicked.connect(self._ask)
        self.words.sent.connect(self._ask)

    def leave_case(self) -> None:
        """No case is shown any more; what was typed for it is kept."""
        self._keep()
        self._case_id = None

    def show_case(self, case_id: int) -> None:
        """From now on the words belong to this case; those typed for it before come back."""
        self._keep()
        if case_id != self._case_id:
            self._case_id = case_id
            self.words.setPlainText(self._drafts.get(case_id, ""))

    def has_words(self) -> bool:
        """True while something is typed for the shown case and not sent."""
        return bool(self.words.toPlainText().strip())

    def cases_with_words(self) -> frozenset[int]:
        """The cases, the shown one among them, for which a note was typed and not sent."""
        self._keep()
        return frozenset(self._drafts)

    def taken(self, case_id: int) -> None:
        """The note is in the history of this case: its words may go."""
        self._drafts.pop(case_id, None)
        self.button.setEnabled(True)
        if case_id == self._case_id:
            self.words.clear()

    def refused(self) -> None:
        """The note was not taken; its words stay."""
        self.button.setEnabled(True)

    def _ask(self) -> None:
        words = self.words.toPlainText().strip()
        if words and self.button.isEnabled():
            self.button.setEnabled(False)
            self.note_asked.emit(words)

    def _keep(self) -> None:
        if self._case_id is None:
            return
        if self.has_words():
            self._drafts[self._case_id] = self.words.toPlainText()
        else:
            self._drafts.pop(self._case_id, None)
