"""What stands beside the handling of a case: services it was handed over to, its ladder, calls to whoever reported."""

from __future__ import annotations

from datetime import datetime

from app.domain.aftercare import Approval, CallBack, CallBackState, ClosingKind, HandlingKind, HandOver
from app.domain.case import CaseState
from app.domain.case_detail import CaseDetail
from widgets.aftercare_words import (
    call_back_word,
    call_back_words,
    channel_word,
    closing_word,
    decision_word,
    handling_word,
    hindrance_words,
    rung_word,
    service_word,
)
from widgets.time_words import moment_words
from widgets.told_list import ToldList


class AftercareList(ToldList):
    """Sign and standing of each, its words below; hidden when there is nothing.

    Signals: none.
    """

    def show_case(self, detail: CaseDetail, now: datetime) -> None:
        """Show what stands beside this case at the server time ``now``."""
        self._clear()
        for one in detail.hand_overs:
            self._hand_over(one, now)
        self._handling(detail, now)
        self._closing(detail)
        for call in detail.call_backs:
            self._call_back(call, now)
        self._told()

    def _hand_over(self, one: HandOver, now: datetime) -> None:
        if one.confirmed_at is not None:
            sign, standing = "idle", self.tr("confirmed {at}").format(at=moment_words(one.confirmed_at, now))
        elif one.receipt_due <= now:
            sign, standing = "overdue", self.tr("no receipt since {at}").format(at=moment_words(one.receipt_due, now))
        else:
            sign, standing = "behind", self.tr("receipt due {at}").format(at=moment_words(one.receipt_due, now))
        head = self._head(sign, f"{service_word(one.service)} · {standing}")
        head.setProperty("role", "section")
        lines = [one.words, f"{one.told} · {channel_word(one.channel)} · {moment_words(one.told_at, now)} · "
                            f"{one.written_by}"]
        if one.confirmed_at is not None:
            lines.append(" · ".join(part for part in (one.reference, one.reply, one.confirmed_by) if part))
        self._lines(lines)

    def _handling(self, detail: CaseDetail, now: datetime) -> None:
        kind = detail.case.handling_kind
        if kind is None:
            return
        open_still = detail.closing_hindrance != "" and detail.case.state is not CaseState.CLOSED
        self._head("behind" if open_still else "idle", handling_word(kind))
        lines = [hindrance_words(detail.closing_hindrance)] if open_still else []
        if kind is HandlingKind.APPROVAL:
            lines += [self._rung(one, now) for one in detail.approvals]
        self._lines(lines)

    def _rung(self, one: Approval, now: datetime) -> str:
        decided = decision_word("passed" if one.passed else "refused")
        when = moment_words(one.written_at, now)
        return f"{one.rung} {rung_word(one.rung)}: {decided} · {one.office} · {when} · {one.words}"

    def _closing(self, detail: CaseDetail) -> None:
        case = detail.case
        if case.closing_kind is not None and case.closing_kind is not ClosingKind.NORMAL:
            unverified = case.closing_kind in (ClosingKind.FORCED, ClosingKind.INFORMED)
            self._head("behind" if unverified else "idle", closing_word(case.closing_kind))
        if case.reopen_count:
            self._head("behind", self.tr("reopened {n} times").format(n=case.reopen_count))
        if case.call_back is CallBackState.DUE:
            words = call_back_word(case.call_back)
            if case.call_back_count:
                words += " · " + self.tr("tried {n} times").format(n=case.call_back_count)
            self._head("near", words)
        elif case.call_back is CallBackState.UNREACHED:
            self._head("behind", call_back_word(case.call_back))

    def _call_back(self, one: CallBack, now: datetime) -> None:
        self._head("behind" if one.asks_for_reopening else "idle", call_back_words(one))
        self._lines([one.words, f"{one.called_by} · {moment_words(one.called_at, now)}"])
