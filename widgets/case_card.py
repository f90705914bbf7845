"""Paints one case as a card: time limit and number, class, place, and what is unusual or whose it is."""

from __future__ import annotations

from dataclasses import dataclass

from qtpy.QtCore import QRect, QRectF, Qt
from qtpy.QtGui import QFontMetrics, QPainter, QPen

from app.domain.case import Case, DeadlineLight
from widgets.case_delegate import CaseDelegate
from widgets.case_table_model import CaseRole, CaseTableModel, Column
from widgets.glyphs import LIGHT_TOKENS, glyph_color, paint_glyph
from widgets.time_words import rough_words
from widgets.tokens import BODY, LABEL, RADIUS, Tokens
from widgets.words import class_words

HEIGHT, BETWEEN = 92, 6   # px at 96 dpi: a card, and what lies between two
_LINE, _SIDE = 20, 10
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
_WHOLE_NUMBER = 280       # px at 96 dpi of a card from which on the number is written out


@dataclass(slots=True)
class CardLook:
    """How the hand stands to a card."""

    current: bool = False
    chosen: bool = False
    hovered: bool = False
    focused: bool = False


class CaseCard:
    """The painter of all cards; holds the fonts."""

    def __init__(self, tokens: Tokens, source: CaseTableModel) -> None:
        self._tokens, self._source = tokens, source
        self.delegate = CaseDelegate(tokens)  # knows what is unusual about a case
        self._body, self._strong = tokens.font(BODY), tokens.font(BODY, strong=True)
        self._small, self._mono = tokens.font(LABEL), tokens.font(LABEL, mono=True)
        self._mono_strong = tokens.font(BODY, mono=True, strong=True)

    def paint(self, painter: QPainter, card: QRect, case: Case, look: CardLook) -> None:
        """Paint the card into ``card`` (px)."""
        tokens = self._tokens
        told = self._source.told(case, Column.DEADLINE, CaseRole.LIGHT)
        light = told if isinstance(told, DeadlineLight) else DeadlineLight.NONE
        marked = look.current or look.chosen
        self._paint_ground(painter, card, look, marked, light)
        box = card.adjusted(tokens.px(_SIDE), tokens.px(6), -tokens.px(8), 0)
        line = tokens.px(_LINE)
        self._paint_head(painter, QRect(box.left(), box.top(), box.width(), line), case, light)
        painter.setFont(self._strong)
        painter.setPen(tokens.color("text"))
        self._draw(painter, QRect(box.left(), box.top() + line, box.width(), line), class_words(case))
        painter.setFont(self._body)
        painter.setPen(tokens.color("quiet"))
        self._draw(painter, QRect(box.left(), box.top() + 2 * line, box.width(), line), case.place or case.summary)
        self._paint_foot(painter, QRect(box.left(), box.top() + 3 * line, box.width(), line), case)

    def _paint_ground(self, painter: QPainter, card: QRect, look: CardLook, marked: bool, light: DeadlineLight) -> None:
        tokens = self._tokens
        radius = tokens.px(RADIUS)
        painter.setPen(QPen(tokens.color("line"), 1))
        painter.setBrush(tokens.color("raised" if marked or look.hovered else "panel"))
        painter.drawRoundedRect(QRectF(card).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        if light is DeadlineLight.OVERDUE and not marked:
            painter.fillRect(QRect(card.left() + 1, card.top() + 1, card.width() - 2, tokens.px(_LINE + 6)),
                             tokens.fill("overdue"))
        if marked:
            painter.fillRect(QRect(card.left(), card.top(), tokens.px(3), card.height()),
                             tokens.color("focus" if look.focused or look.chosen else "faint"))
        if look.current and look.focused:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(tokens.color("focus"), tokens.px(2)))
            painter.drawRoundedRect(QRectF(card).adjusted(1, 1, -1, -1), radius, radius)

    def _paint_head(self, painter: QPainter, box: QRect, case: Case, light: DeadlineLight) -> None:
        tokens = self._tokens
        number = case.case_number if box.width() >= tokens.px(_WHOLE_NUMBER) else case.case_number[-5:]
        painter.setFont(self._mono_strong)
        painter.setPen(tokens.color("text"))
        painter.drawText(box, _RIGHT, number)
        room = box.width() - QFontMetrics(self._mono_strong).horizontalAdvance(number) - tokens.px(6)
        glyph = LIGHT_TOKENS.get(light, "")
        color = glyph_color(tokens, glyph)
        side = tokens.px(12) if glyph else 0
        if glyph:
            paint_glyph(painter, QRectF(box.left(), box.center().y() - side / 2 + 0.5, side, side), glyph, color)
        painter.setFont(self._body)
        painter.setPen(color if light in (DeadlineLight.NEAR, DeadlineLight.OVERDUE) else tokens.color("quiet"))
        left = side + tokens.px(5) if glyph else 0
        words = self._source.words(case, Column.DEADLINE)
        if painter.fontMetrics().horizontalAdvance(words) > room - left and self._source.now is not None:
            words = rough_words(case, self._source.now)
        self._draw(painter, QRect(box.left() + left, box.top(), room - left, box.height()), words)

    def _paint_foot(self, painter: QPainter, box: QRect, case: Case) -> None:
        """Who is at it, what is unusual, else whose it is."""
        tokens = self._tokens
        painter.setFont(self._small)
        right = self.delegate.paint_onlookers(painter, box, self._source.onlookers(case.case_id))
        left, side = 0, tokens.px(10)
        for glyph, words in self.delegate.marks(case):
            color = glyph_color(tokens, glyph)
            room = box.width() - right - left - side - tokens.px(4)
            if room < tokens.px(16):
                return
            paint_glyph(painter, QRectF(box.left() + left, box.center().y() - side / 2 + 0.5, side, side), glyph, color)
            painter.setPen(color)
            left += side + tokens.px(4)
            self._draw(painter, QRect(box.left() + left, box.top(), room, box.height()), words)
            left += QFontMetrics(self._small).horizontalAdvance(words) + tokens.px(8)
        if left == 0:
            painter.setPen(tokens.color("faint"))
            words = case.department or self._source.words(case, Column.STATE)
            self._draw(painter, box.adjusted(0, 0, -right, 0), words)

    @staticmethod
    def _draw(painter: QPainter, box: QRect, words: str) -> None:
        painter.drawText(box, _LEFT, painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, box.width()))
