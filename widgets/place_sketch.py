"""A small sketch of where a case lies: the outlines of the cells around it, the pin, north up, a scale bar."""

from __future__ import annotations

from collections.abc import Iterable
from math import cos, floor, log10, radians

from qtpy.QtCore import QPointF, QRectF, QSize, Qt
from qtpy.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from qtpy.QtWidgets import QSizePolicy, QWidget

from app.domain.area import MultiPolygon
from widgets.tokens import LABEL, Tokens

METRES_PER_DEGREE = 111_320.0  # of latitude, and of longitude at the equator
_SHOWN_METRES = 360.0          # width of the sketch on the ground
_NICE = (1, 2, 5, 10)


class PlaceSketch(QWidget):
    """The place with the cells around it. Positions are (longitude, latitude) in degrees, CGCS2000/WGS-84.

    Signals: none.
    """

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._position: tuple[float, float] | None = None
        self._outlines: list[tuple[str, MultiPolygon]] = []
        self._words = self.tr("No position")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self._words)

    def show_place(self, position: tuple[float, float] | None, words: str = "") -> None:
        """Put the pin here; outlines of another place are taken away. ``words`` say where it is."""
        if position != self._position:
            self._outlines = []
        self._position = position
        self._words = words if position is not None else self.tr("No position")
        self.setAccessibleName(self._words)
        self.update()

    def show_outlines(self, outlines: Iterable[tuple[str, MultiPolygon]]) -> None:
        """The cells around the place: the last digits of their code and their outline."""
        self._outlines = list(outlines)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._tokens.px(348), self._tokens.px(150))

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = self._tokens
        painter = QPainter(self)
        painter.fillRect(self.rect(), tokens.color("bg"))
        painter.setFont(tokens.font(LABEL))
        if self._position is None:
            painter.setPen(tokens.color("faint"))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._words)
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_cells(painter)
        self._paint_pin(painter)
        self._paint_scale(painter)

    def _at(self, longitude: float, latitude: float) -> QPointF:
        assert self._position is not None
        per_metre = self.width() / _SHOWN_METRES
        east = (longitude - self._position[0]) * METRES_PER_DEGREE * cos(radians(self._position[1]))
        north = (latitude - self._position[1]) * METRES_PER_DEGREE
        return QPointF(self.width() / 2 + east * per_metre, self.height() / 2 - north * per_metre)

    def _paint_cells(self, painter: QPainter) -> None:
        tokens = self._tokens
        pin = QPointF(self.width() / 2, self.height() / 2)
        for name, outline in self._outlines:
            path = QPainterPath()
            path.setFillRule(Qt.FillRule.OddEvenFill)
            for polygon in outline:
                for ring in polygon:
                    path.moveTo(self._at(*ring[0]))
                    for point in ring[1:]:
                        path.lineTo(self._at(*point))
                    path.closeSubpath()
            holds_pin = path.contains(pin)
            painter.fillPath(path, tokens.fill("focus") if holds_pin else tokens.color("panel"))
            painter.setPen(QPen(tokens.color("focus" if holds_pin else "line"), tokens.px(1)))
            painter.drawPath(path)
            painter.setPen(tokens.color("quiet" if holds_pin else "faint"))
            box = path.boundingRect().intersected(QRectF(self.rect())).adjusted(
                tokens.px(4), tokens.px(2), -tokens.px(2), 0)
            if box.width() < tokens.px(32) or box.height() < tokens.px(18):
                continue  # a clipped corner has no room for its name
            # The end of a name tells cells apart, so its beginning gives way.
            shown = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideLeft, round(box.width()))
            painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, shown)

    def _paint_pin(self, painter: QPainter) -> None:
        tokens = self._tokens
        tip = QPointF(self.width() / 2, self.height() / 2)
        size = tokens.px(9)
        head = QPainterPath(tip)
        head.cubicTo(tip + QPointF(-size, -size), tip + QPointF(-size, -2.4 * size), tip + QPointF(0, -2.4 * size))
        head.cubicTo(tip + QPointF(size, -2.4 * size), tip + QPointF(size, -size), tip)
        painter.setPen(QPen(tokens.color("bg"), tokens.px(1)))
        painter.fillPath(head, tokens.color("text"))
        painter.drawPath(head)
        painter.setBrush(tokens.color("bg"))
        painter.drawEllipse(tip + QPointF(0, -1.6 * size), size * 0.3, size * 0.3)
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _paint_scale(self, painter: QPainter) -> None:
        tokens = self._tokens
        wanted = _SHOWN_METRES / 4
        power = 10 ** floor(log10(wanted))
        metres = max(n * power for n in _NICE if n * power <= wanted)
        length = metres * self.width() / _SHOWN_METRES
        margin = tokens.px(8)
        right, base = self.width() - margin, self.height() - margin
        painter.fillRect(QRectF(right - length - tokens.px(4), base - tokens.px(22), length + tokens.px(8),
                                tokens.px(26)), tokens.color("bg"))
        painter.setPen(QPen(tokens.color("quiet"), tokens.px(1)))
        painter.drawLine(QPointF(right - length, base), QPointF(right, base))
        for x in (right - length, right):
            painter.drawLine(QPointF(x, base - tokens.px(4)), QPointF(x, base))
        painter.drawText(QRectF(right - length - tokens.px(40), base - tokens.px(22), length + tokens.px(40),
                                tokens.px(18)),
                         Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, f"{metres:g} m")
        top = QPointF(self.width() - tokens.px(14), tokens.px(8))
        painter.fillRect(QRectF(top.x() - tokens.px(12), top.y() - tokens.px(4), tokens.px(24), tokens.px(34)),
                         tokens.color("bg"))
        arrow = QPainterPath(top)
        arrow.lineTo(top + QPointF(-tokens.px(4), tokens.px(10)))
        arrow.lineTo(top + QPointF(tokens.px(4), tokens.px(10)))
        arrow.closeSubpath()
        painter.fillPath(arrow, tokens.color("quiet"))
        painter.drawText(QRectF(top.x() - tokens.px(10), top.y() + tokens.px(11), tokens.px(20), tokens.px(16)),
                         Qt.AlignmentFlag.AlignCenter, self.tr("N"))
