"""The requests for more time on a case: the pending one with how far it is, then what came of the others."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from qtpy.QtCore import Qt
from qtpy.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.domain.time_request import TimeOutcome, TimeRequest
from widgets.glyphs import GlyphLabel
from widgets.request_words import outcome_word, request_word
from widgets.time_words import moment_words
from widgets.tokens import Tokens


class TimeRequestList(QWidget):
    """Each request as sign, kind and standing, with its reason and who decided below.

    Signals: none.
    """

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self.setProperty("plain", True)
        self.setAccessibleName(self.tr("More time"))
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(tokens.px(6))

    def show_requests(self, requests: Iterable[TimeRequest], now: datetime) -> None:
        """Show these requests at the server time ``now``, the pending one first; hidden when there are none."""
        while self._box.count():
            old = self._box.takeAt(0).widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        listed = sorted(requests, key=lambda one: (one.outcome is not TimeOutcome.PENDING, -one.request_no))
        for request in listed:
            for line in (self._head(request), self._words(request, now)):
                self._box.addWidget(line)
                line.show()  # at once, not at the next turn of the event loop
        self.setVisible(bool(listed))

    def _head(self, request: TimeRequest) -> GlyphLabel:
        head = GlyphLabel(self._tokens)
        head.show_state("behind" if request.outcome is TimeOutcome.PENDING else "idle",
                        f"{request_word(request.kind)} · {self._standing(request)}")
        return head

    def _standing(self, request: TimeRequest) -> str:
        if request.outcome is not TimeOutcome.PENDING:
            return outcome_word(request.outcome)
        return self.tr("waits for the duty chief") if request.approved_at is not None \
            else self.tr("waits for the dispatcher")

    def _words(self, request: TimeRequest, now: datetime) -> QLabel:
        lines = [request.reason]
        if request.until is not None:
            lines.append(self.tr("until {at}").format(at=moment_words(request.until, now)))
        lines.append(f"{request.department} · {request.asked_by} · {moment_words(request.asked_at, now)}")
        if request.approved_at is not None:
            lines.append(self.tr("First approval: {by}, {at}").format(
                by=request.approved_by, at=moment_words(request.approved_at, now)))
        if request.decided_at is not None:
            said = f"{outcome_word(request.outcome)} · {request.decided_by} · {moment_words(request.decided_at, now)}"
            lines.append(f"{said} · {request.decision}" if request.decision else said)
        shown = QLabel("\n".join(lines))
        shown.setTextFormat(Qt.TextFormat.PlainText)
        shown.setProperty("role", "quiet")
        shown.setWordWrap(True)
        shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return shown
