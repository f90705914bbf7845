"""Paints one cell of the board: the deadline's light, the number with its last five digits stronger, plain words."""

from __future__ import annotations

from collections.abc import Sequence

from qtpy.QtCore import QModelIndex, QRect, QRectF, QSize, Qt
from qtpy.QtGui import QFontMetrics, QPainter
from qtpy.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.domain.aftercare import HandlingKind
from app.domain.appeal import AppealOutcome
from app.domain.case import Case, CaseState, DeadlineLight
from app.domain.dispatching import Level
from app.domain.presence import Onlooker
from app.domain.supervision import Card
from widgets.aftercare_words import short_handling_word
from widgets.case_table_model import CaseRole, Column
from widgets.dispatch_words import escalation_level_word
from widgets.glyphs import CARD_TOKENS, LIGHT_TOKENS, glyph_color, paint_glyph
from widgets.request_words import card_word, confirmation_word, request_word
from widgets.tokens import BODY, COMPACT_ROW, LABEL, ROW, Tokens

_STRONG_DIGITS = 5
_STALE_OPACITY = 0.55
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


class CaseDelegate(QStyledItemDelegate):
    """The look of the board's rows. ``compact``, ``stale``, ``hover_row`` and ``marks_column`` are set by the table."""

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self._tokens = tokens
        self.compact = False
        self.stale = False
        self.hover_row = -1
        self.marks_column = Column.SUMMARY  # where urgency, reworks and later changes are told
        self._font = tokens.font(BODY)
        self._small = tokens.font(LABEL)
        self._mono = tokens.font(BODY, mono=True)
        self._mono_strong = tokens.font(BODY, mono=True, strong=True)
        self._metrics = QFontMetrics(self._font)
        self._small_metrics = QFontMetrics(self._small)

    def row_height(self) -> int:
        """Height of every row in px."""
        return self._tokens.px(COMPACT_ROW if self.compact else ROW)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        return QSize(self._metrics.horizontalAdvance(str(index.data() or "")) + self._tokens.px(24), self.row_height())

    def words_width(self, *words: str) -> int:
        """Px that the longest of these words takes, with the cell's margins."""
        return max(self._metrics.horizontalAdvance(word) for word in words) + self._tokens.px(18)

    def number_width(self, number: str) -> int:
        """Px that a case number takes, with the cell's margins."""
        return QFontMetrics(self._mono_strong).horizontalAdvance(number) + self._tokens.px(18)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        tokens = self._tokens
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        case: Case = index.data(CaseRole.CASE)
        column = Column(index.column())
        painter.save()
        if selected or index.row() == self.hover_row:
            painter.fillRect(option.rect, tokens.color("raised"))
        if self.stale:
            painter.setOpacity(_STALE_OPACITY)
        box = option.rect.adjusted(tokens.px(8), 0, -tokens.px(8), 0)
        if column is Column.DEADLINE:
            self._paint_deadline(painter, option.rect, box, index, selected)
            if selected:
                focused = option.widget is not None and option.widget.hasFocus()
                painter.fillRect(QRect(option.rect.left(), option.rect.top(), tokens.px(3), option.rect.height()),
                                 tokens.color("focus" if focused else "faint"))
        elif column is Column.NUMBER:
            self._paint_number(painter, box, case.case_number)
        else:
            if column is self.marks_column:
                box.adjust(0, 0, -self.paint_onlookers(painter, box, index.data(CaseRole.ONLOOKERS) or ()), 0)
            words = self.words_of(index)
            left = self._paint_marks(painter, box, case, words) if column is self.marks_column else 0
            quiet = column not in (Column.SUBCATEGORY, Column.PLACE) or (column is Column.PLACE and not case.place)
            painter.setFont(self._font)
            painter.setPen(tokens.color("quiet" if quiet else "text"))
            if left < box.width():
                self._draw(painter, box.adjusted(left, 0, 0, 0), words)
        painter.restore()

    def paint_onlookers(self, painter: QPainter, box: QRect, people: Sequence[Onlooker]) -> int:
        """Paint at the right who else is at the case, with a pencil for unsent words; returns the px it took."""
        if not people:
            return 0
        painter.setFont(self._small)
        side = self._tokens.px(11)
        name = people[0].name if len(people) == 1 else self.tr("{n} people").format(n=len(people))
        name = self._small_metrics.elidedText(name, Qt.TextElideMode.ElideRight, box.width() // 3)
        width = self._small_metrics.horizontalAdvance(name)
        glyph = "writes" if any(one.has_words for one in people) else "looks"
        color = self._tokens.color("near")
        painter.setPen(color)
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, name)
        left = box.right() - width - side - self._tokens.px(4)
        paint_glyph(painter, QRectF(left, box.center().y() - side / 2 + 0.5, side, side), glyph, color)
        return box.right() - left + self._tokens.px(8)

    def words_of(self, index: QModelIndex) -> str:
        """What a plain cell says. A case without a place says in that column what it is about, where the screen has
        no room for the description: else a fresh report would be a bare number."""
        words = str(index.data() or "")
        if not words and index.column() == Column.PLACE and self.marks_column is Column.PLACE:
            case: Case = index.data(CaseRole.CASE)
            return case.summary
        return words

    def _draw(self, painter: QPainter, box: QRect, text: str) -> None:
        painter.drawText(box, _LEFT, self._metrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width()))

    def _paint_deadline(self, painter: QPainter, cell: QRect, box: QRect, index: QModelIndex, selected: bool) -> None:
        tokens = self._tokens
        light = DeadlineLight(index.data(CaseRole.LIGHT) or DeadlineLight.NONE)  # Qt hands a plain text back
        glyph = LIGHT_TOKENS.get(light, "")
        if light is DeadlineLight.OVERDUE and not selected and index.row() != self.hover_row:
            painter.fillRect(cell, tokens.fill("overdue"))
        side = tokens.px(12)
        color = glyph_color(tokens, glyph)
        if glyph:
            paint_glyph(painter, QRectF(box.left(), box.center().y() - side / 2 + 0.5, side, side), glyph, color)
        painter.setFont(self._font)
        painter.setPen(color if light in (DeadlineLight.NEAR, DeadlineLight.OVERDUE) else tokens.color("quiet"))
        self._draw(painter, box.adjusted(side + tokens.px(6), 0, 0, 0), str(index.data() or ""))

    def _paint_number(self, painter: QPainter, box: QRect, number: str) -> None:
        head, tail = number[:-_STRONG_DIGITS], number[-_STRONG_DIGITS:]
        painter.setFont(self._mono)
        painter.setPen(self._tokens.color("faint"))
        painter.drawText(box, _LEFT, head)
        past = QFontMetrics(self._mono).horizontalAdvance(head)
        painter.setFont(self._mono_strong)
        painter.setPen(self._tokens.color("text"))
        painter.drawText(box.adjusted(past, 0, 0, 0), _LEFT, tail)

    def marks(self, case: Case) -> list[tuple[str, str]]:
        """Glyph and words of what is unusual about the case, the gravest first."""
        return self._marks(case)

    def _paint_marks(self, painter: QPainter, box: QRect, case: Case, beside: str) -> int:
        """Paint what is unusual about the case, glyph and words; returns the px it took.

        Three fifths of the cell, or what they need, stay for the words ``beside`` it: a mark whose own words do not fit
        any more is its glyph alone.
        """
        left = 0
        room = box.width() - min(self._metrics.horizontalAdvance(beside), box.width() * 3 // 5)
        side = self._tokens.px(10)
        painter.setFont(self._small)
        for glyph, words in self._marks(case):
            color = glyph_color(self._tokens, glyph)
            paint_glyph(painter, QRectF(box.left() + left, box.center().y() - side / 2 + 0.5, side, side), glyph, color)
            painter.setPen(color)
            left += side + self._tokens.px(4)
            needed = self._small_metrics.horizontalAdvance(words) + self._tokens.px(8)
            if left + needed <= room:
                painter.drawText(box.adjusted(left, 0, 0, 0), _LEFT, words)
                left += needed
        return left + self._tokens.px(4) if left else 0

    def _marks(self, case: Case) -> list[tuple[str, str]]:
        """Glyph and words of what is unusual, the gravest first."""
        found = []
        if case.card is not None:
            found.append((CARD_TOKENS[Card(case.card)], card_word(Card(case.card))))
        if case.hand_overs:
            found.append(("behind" if case.receipt_due is not None else "idle", self.tr("{services} no receipt").format(
                services=case.hand_overs) if case.receipt_due is not None else case.hand_overs))
        behind = []
        if case.reopen_count:
            behind.append(self.tr("reopened {n}").format(n=case.reopen_count))
        if case.handling_kind in (HandlingKind.COORDINATE, HandlingKind.EMERGENCY, HandlingKind.APPROVAL):
            behind.append(short_handling_word(case.handling_kind))
        if case.urgency == "urgent" and case.handling_kind is not HandlingKind.EMERGENCY:
            behind.append(self.tr("urgent"))
        if case.confirmation is not None and case.state is CaseState.REPORTED:
            behind.append(confirmation_word(case.confirmation))
        if case.time_request is not None:
            behind.append(request_word(case.time_request))
        if case.time_appeal is AppealOutcome.PENDING or case.order_appeal:
            behind.append(self.tr("appeal"))
        if case.level:
            behind.append(escalation_level_word(Level(case.level)))
        if case.whistle_due is not None:
            behind.append(self.tr("whistled"))
        if case.open_parts:
            behind.append(self.tr("{n} assist").format(n=case.open_parts))
        if case.remind_count:
            behind.append(self.tr("reminded {n}").format(n=case.remind_count))
        if case.rework_count:
            behind.append(self.tr("rework {n}").format(n=case.rework_count))
        if case.changed_after_print:
            behind.append(self.tr("changed after printing"))
        if behind:
            found.append(("behind", " · ".join(behind)))
        return found
