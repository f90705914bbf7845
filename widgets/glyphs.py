"""The few glyphs of the look, painted rather than typed, so that they stand on a machine without their font.

A state is always colour + glyph + word: ``GlyphLabel`` puts the three together.
"""

from __future__ import annotations

from qtpy.QtCore import QPointF, QRectF, QSize, Qt
from qtpy.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF
from qtpy.QtWidgets import QSizePolicy, QWidget

from app.domain.case import DeadlineLight
from app.domain.supervision import Card
from widgets.tokens import BODY, Tokens, tool_tip

# Which colour and glyph a state has; the glyph's name is the token's name.
LIGHT_TOKENS = {DeadlineLight.NEAR: "near", DeadlineLight.OVERDUE: "overdue", DeadlineLight.PAUSED: "paused"}

# A red card looks like what is overdue, a yellow one like what is behind, an order without a card is an order.
CARD_TOKENS = {Card.REMINDER: "order", Card.YELLOW: "behind", Card.RED: "overdue"}


def glyph_color(tokens: Tokens, name: str) -> QColor:
    """The colour that goes with the glyph; ``paused`` and unknown ones are quiet."""
    if name in ("looks", "writes"):
        return tokens.color("near")
    return tokens.color(name if name in ("near", "behind", "overdue", "order", "link") else "quiet")


def paint_glyph(painter: QPainter, box: QRectF, name: str, color: QColor) -> None:
    """Paint the glyph ``name`` into the square in the middle of ``box``; an unknown name paints nothing."""
    side = min(box.width(), box.height())
    square = QRectF(box.center().x() - side / 2, box.center().y() - side / 2, side, side)
    inner = square.adjusted(side * 0.1, side * 0.1, -side * 0.1, -side * 0.1)
    stroke = max(1.2, side * 0.13)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    if name == "near":  # ◔
        painter.drawPie(inner, 0, 90 * 16)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(color, stroke))
        painter.drawEllipse(inner.adjusted(stroke / 2, stroke / 2, -stroke / 2, -stroke / 2))
    elif name == "behind":  # ▲
        painter.drawPolygon(QPolygonF([
            QPointF(inner.center().x(), inner.top()), inner.bottomRight(), inner.bottomLeft()]))
    elif name == "overdue":  # ✖
        painter.setPen(QPen(color, stroke * 1.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        cross = inner.adjusted(stroke, stroke, -stroke, -stroke)
        painter.drawLine(cross.topLeft(), cross.bottomRight())
        painter.drawLine(cross.topRight(), cross.bottomLeft())
    elif name == "order":  # ⚑
        painter.drawRect(QRectF(inner.left(), inner.top(), stroke, inner.height()))
        painter.drawPolygon(QPolygonF([
            QPointF(inner.left() + stroke, inner.top()), QPointF(inner.right(), inner.top() + inner.height() * 0.28),
            QPointF(inner.left() + stroke, inner.top() + inner.height() * 0.56)]))
    elif name == "link":  # ●
        painter.drawEllipse(inner.adjusted(side * 0.08, side * 0.08, -side * 0.08, -side * 0.08))
    elif name == "paused":  # ‖
        bar = inner.width() * 0.26
        painter.drawRect(QRectF(inner.left() + bar * 0.5, inner.top(), bar, inner.height()))
        painter.drawRect(QRectF(inner.right() - bar * 1.5, inner.top(), bar, inner.height()))
    elif name == "looks":  # an eye
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(color, stroke))
        painter.drawEllipse(inner.adjusted(0, side * 0.18, 0, -side * 0.18))
        painter.setBrush(color)
        painter.drawEllipse(inner.center(), side * 0.11, side * 0.11)
    elif name == "writes":  # ✎
        painter.setPen(QPen(color, stroke * 1.8, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
        tip = QPointF(inner.left() + stroke, inner.bottom() - stroke)
        painter.drawLine(tip + QPointF(side * 0.14, -side * 0.14), inner.topRight() + QPointF(-stroke, stroke))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawPolygon(QPolygonF([tip, tip + QPointF(side * 0.26, -side * 0.06),
                                       tip + QPointF(side * 0.06, -side * 0.26)]))
    elif name == "idle":  # ○
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(color, stroke))
        painter.drawEllipse(inner.adjusted(side * 0.12, side * 0.12, -side * 0.12, -side * 0.12))
    painter.restore()


class GlyphLabel(QWidget):
    """A glyph and a word in the colour of a state, on one line; the word is cut with … when there is no room.

    Signals: none.
    """

    def __init__(self, tokens: Tokens, parent: QWidget | None = None, *, size: int = BODY) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._glyph = ""
        self._text = ""
        self._font = tokens.font(size)
        self.setProperty("plain", True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_state(self, glyph: str, text: str) -> None:
        """``glyph`` is near, behind, overdue, order, link, paused, idle or ''; '' shows the quiet word alone."""
        if (glyph, text) == (self._glyph, self._text):
            return
        self._glyph, self._text = glyph, text
        self.setAccessibleName(text)
        self.setToolTip(tool_tip(text))
        self.updateGeometry()
        self.update()

    @property
    def text(self) -> str:
        """The word that is shown."""
        return self._text

    @property
    def glyph(self) -> str:
        """The glyph that is shown."""
        return self._glyph

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self._font)
        width = metrics.horizontalAdvance(self._text) + self._tokens.px(2)
        if self._glyph:
            width += self._glyph_side() + self._tokens.px(6)
        return QSize(width, metrics.height() + self._tokens.px(4))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._glyph_side() + self._tokens.px(24), self.sizeHint().height())

    def _glyph_side(self) -> int:
        return round(self._font.pixelSize() * 0.86)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        color = glyph_color(self._tokens, self._glyph)
        left = 0
        if self._glyph:
            side = self._glyph_side()
            paint_glyph(painter, QRectF(0, (self.height() - side) / 2, side, side), self._glyph, color)
            left = side + self._tokens.px(6)
        painter.setFont(self._font)
        painter.setPen(color)
        room = self.width() - left
        words = QFontMetrics(self._font).elidedText(self._text, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRectF(left, 0, room, self.height()),
                         Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
