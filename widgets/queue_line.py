"""The local journal on one line: how many reports wait for the server, were carried out, were refused."""

from __future__ import annotations

from qtpy.QtCore import Qt, Signal
from qtpy.QtWidgets import QHBoxLayout, QPushButton, QWidget

from widgets.glyphs import GlyphLabel
from widgets.tokens import LABEL, Tokens


class QueueLine(QWidget):
    """Hidden while nothing waits and nothing was refused.

    Signals:
        details_asked(): show the entries one by one.
    """

    details_asked = Signal()

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("plain", True)
        self._words = GlyphLabel(tokens, size=LABEL)
        self._details = QPushButton(self.tr("Details"))
        self._details.setProperty("flat", True)
        self._details.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._details.clicked.connect(self.details_asked)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.px(4))
        row.addWidget(self._words, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._details)
        self.hide()

    def show_counts(self, queued: int, applied: int, refused: int) -> None:
        """Waiting, carried out since the line came back, refused by the server."""
        words = self.tr("kept here: {queued} waiting, {applied} sent, {refused} refused").format(
            queued=queued, applied=applied, refused=refused)
        self._words.show_state("overdue" if refused else "behind" if queued else "link", words)
        self.setVisible(bool(queued or applied or refused))

    def words(self) -> str:
        """What is told now."""
        return self._words.text
