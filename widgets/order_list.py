"""The supervision orders of a case: the open ones with what they demand and the reply, then those that are over."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from app.domain.supervision import SupervisionOrder
from widgets.glyphs import CARD_TOKENS
from widgets.request_words import card_word, order_appeal_word, order_kind_word
from widgets.time_words import moment_words
from widgets.told_list import ToldList


class OrderList(ToldList):
    """Each order as sign, card and number, with its demand, its reason and what came of it below.

    Signals: none.
    """

    def show_orders(self, orders: Iterable[SupervisionOrder], now: datetime) -> None:
        """Show these orders at the server time ``now``, open ones first; hidden when there are none."""
        self._clear()
        for order in sorted(orders, key=lambda one: (one.resolved_at is not None, -one.order_id)):
            over = order.resolved_at is not None
            self._head("idle" if over else CARD_TOKENS[order.card],
                       f"{card_word(order.card)} {order.order_number} · {order_kind_word(order.kind)}")
            self._lines(self._course(order, now))
        self._told()

    def _course(self, order: SupervisionOrder, now: datetime) -> list[str]:
        author = self.tr("by rule") if order.rule else order.issued_by
        by = " · ".join(part for part in (author, moment_words(order.issued_at, now)) if part)
        lines = [order.demand, order.reason, by + (f" → {order.department}" if order.department else "")]
        if order.replied_at is not None:
            lines.append(self.tr("Reply by {by} at {at}: {reply}").format(
                by=order.replied_by, at=moment_words(order.replied_at, now), reply=order.reply))
        elif order.reply_by is not None:
            at = moment_words(order.reply_by, now)
            if order.resolved_at is not None:
                lines.append(self.tr("Never replied; it was due {at}").format(at=at))
            elif order.reply_by <= now:
                lines.append(self.tr("Reply overdue since {at}").format(at=at))
            else:
                lines.append(self.tr("Reply due {at}").format(at=at))
        if order.appealed_at is not None:
            lines.append(self.tr("Appeal of {by} at {at}: {words}").format(
                by=order.appealed_by, at=moment_words(order.appealed_at, now), words=order.appeal))
        if order.appeal_outcome is not None:
            said = order_appeal_word(order.appeal_outcome)
            if order.appeal_decided_at is not None and order.appeal_words:
                said = f"{said} · {order.appeal_decided_by} · {order.appeal_words}"
            lines.append(self.tr("Appeal: {standing}").format(standing=said))
        if order.ended_with_case:
            lines.append(self.tr("Ended with the case"))
        elif order.resolved_at is not None and order.resolution:
            lines.append(self.tr("Resolved by {by} at {at}: {words}").format(
                by=order.resolved_by, at=moment_words(order.resolved_at, now), words=order.resolution))
        return lines
