"""The appeal against overtime of a case: how far it is, why, and what came of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from qtpy.QtCore import Qt
from qtpy.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.domain.appeal import AppealOutcome, TimeAppeal
from widgets.glyphs import GlyphLabel
from widgets.request_words import appeal_word
from widgets.time_words import moment_words, over_words
from widgets.tokens import Tokens


class AppealList(QWidget):
    """Sign and standing, with the overtime, the reason and who decided below.

    Signals: none.
    """

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self.setProperty("plain", True)
        self.setAccessibleName(self.tr("Appeal against overtime"))
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(tokens.px(6))

    def show_appeals(self, appeals: Iterable[TimeAppeal], now: datetime) -> None:
        """Show these appeals at the server time ``now``; hidden when there are none."""
        while self._box.count():
            old = self._box.takeAt(0).widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        listed = list(appeals)
        for appeal in listed:
            for line in (self._head(appeal), self._words(appeal, now)):
                self._box.addWidget(line)
                line.show()  # at once, not at the next turn of the event loop
        self.setVisible(bool(listed))

    def _head(self, appeal: TimeAppeal) -> GlyphLabel:
        standing = appeal_word(appeal.outcome)
        if appeal.outcome is AppealOutcome.PENDING:
            standing = self.tr("waits for the final decision") if appeal.approved_at is not None \
                else self.tr("waits for the dispatcher")
        head = GlyphLabel(self._tokens)
        head.show_state("behind" if appeal.outcome is AppealOutcome.PENDING else "idle",
                        self.tr("Appeal against overtime · {standing}").format(standing=standing))
        return head

    def _words(self, appeal: TimeAppeal, now: datetime) -> QLabel:
        lines = [over_words(appeal.stopped_at - appeal.due_at), appeal.reason,
                 f"{appeal.department} · {appeal.asked_by} · {moment_words(appeal.asked_at, now)}"]
        if appeal.approved_at is not None:
            lines.append(self.tr("First look: {by}, {at}").format(
                by=appeal.approved_by, at=moment_words(appeal.approved_at, now)))
        if appeal.decided_at is not None:
            said = f"{appeal_word(appeal.outcome)} · {appeal.decided_by} · {moment_words(appeal.decided_at, now)}"
            lines.append(f"{said} · {appeal.decision}" if appeal.decision else said)
        shown = QLabel("\n".join(lines))
        shown.setTextFormat(Qt.TextFormat.PlainText)
        shown.setProperty("role", "quiet")
        shown.setWordWrap(True)
        shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return shown
