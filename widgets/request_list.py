"""What a department asked for about a case's time, more of it or an overrun not to count, and what came of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from app.domain.appeal import AppealOutcome, TimeAppeal
from app.domain.time_request import TimeOutcome, TimeRequest
from widgets.request_words import appeal_word, outcome_word, request_word
from widgets.time_words import moment_words, over_words
from widgets.told_list import ToldList


class RequestList(ToldList):
    """Each request as sign and standing, with its reason and who decided below.

    Signals: none.
    """

    def show_requests(self, requests: Iterable[TimeRequest], now: datetime) -> None:
        """Show these requests for more time at the server time ``now``, the pending one first."""
        self._clear()
        for one in sorted(requests, key=lambda one: (one.outcome is not TimeOutcome.PENDING, -one.request_no)):
            pending, standing = one.outcome is TimeOutcome.PENDING, outcome_word(one.outcome)
            if pending:
                standing = self.tr("waits for the duty chief") if one.approved_at is not None \
                    else self.tr("waits for the dispatcher")
            self._head("behind" if pending else "idle", f"{request_word(one.kind)} · {standing}")
            until = self.tr("until {at}").format(at=moment_words(one.until, now)) if one.until is not None else ""
            approval = self.tr("First approval: {by}, {at}")
            self._lines([one.reason, until, *self._course(one, approval, outcome_word(one.outcome), now)])
        self._told()

    def show_appeals(self, appeals: Iterable[TimeAppeal], now: datetime) -> None:
        """Show these appeals against overtime at the server time ``now``."""
        self._clear()
        for one in appeals:
            pending, standing = one.outcome is AppealOutcome.PENDING, appeal_word(one.outcome)
            if pending:
                standing = self.tr("waits for the final decision") if one.approved_at is not None \
                    else self.tr("waits for the dispatcher")
            self._head("behind" if pending else "idle",
                       self.tr("Appeal against overtime · {standing}").format(standing=standing))
            over, look = over_words(one.stopped_at - one.due_at), self.tr("First look: {by}, {at}")
            self._lines([over, one.reason, *self._course(one, look, appeal_word(one.outcome), now)])
        self._told()

    def _course(self, one: TimeRequest | TimeAppeal, approval: str, outcome: str, now: datetime) -> list[str]:
        """Who asked, who looked first, who decided and with which words."""
        lines = [f"{one.department} · {one.asked_by} · {moment_words(one.asked_at, now)}"]
        if one.approved_at is not None:
            lines.append(approval.format(by=one.approved_by, at=moment_words(one.approved_at, now)))
        if one.decided_at is not None:
            said = f"{outcome} · {one.decided_by} · {moment_words(one.decided_at, now)}"
            lines.append(f"{said} · {one.decision}" if one.decision else said)
        return lines
