"""Two drawn pictures as evidence: a street with an open manhole, and the same with a new cover.

They are drawn, and say so on the picture: the tour shows that bytes go with a case, not what a street looks like.
"""

from __future__ import annotations

from pathlib import Path

from qtpy.QtCore import QPointF, QRectF, Qt
from qtpy.QtGui import QBrush, QColor, QFont, QImage, QPainter, QPen, QPolygonF

WIDTH, HEIGHT = 1280, 960


def draw_evidence(file: Path, *, mended: bool, family: str, words: str) -> None:
    """Draw and save a JPEG. ``words`` stand in the lower corner, in the font ``family``."""
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _street(painter)
    centre = QPointF(WIDTH * 0.52, HEIGHT * 0.62)
    painter.setPen(QPen(QColor("#3a3d40"), 10))
    painter.setBrush(QColor("#7d8084") if mended else QColor("#0c0d0e"))
    painter.drawEllipse(centre, 190, 96)
    if mended:
        _cover(painter, centre)
    painter.fillRect(QRectF(0, HEIGHT - 76, WIDTH, 76), QColor(0, 0, 0, 150))
    painter.setPen(QColor("white"))
    font = QFont(family)
    font.setPixelSize(34)
    painter.setFont(font)
    painter.drawText(QRectF(28, HEIGHT - 76, WIDTH - 56, 76), Qt.AlignmentFlag.AlignVCenter, words)
    painter.end()
    if not image.save(str(file), "JPEG", 88):
        raise OSError(f"cannot write {file}")


def _street(painter: QPainter) -> None:
    painter.fillRect(QRectF(0, 0, WIDTH, HEIGHT), QColor("#6b6f73"))
    painter.fillRect(QRectF(0, 0, WIDTH, HEIGHT * 0.26), QColor("#b9b3a5"))
    painter.setPen(QPen(QColor("#a39d8f"), 3))
    for x in range(0, WIDTH, 90):
        painter.drawLine(x, 0, x - 60, int(HEIGHT * 0.26))
    painter.fillRect(QRectF(0, HEIGHT * 0.26, WIDTH, 22), QColor("#d7d3ca"))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor("#e8e4d8"))
    for x in range(-40, WIDTH, 340):
        painter.drawPolygon(QPolygonF([QPointF(x, 880), QPointF(x + 190, 880), QPointF(x + 180, 850),
                                       QPointF(x + 14, 850)]))
    painter.setBrush(QColor(80, 83, 87))
    for step in range(260):  # asphalt is not one colour
        painter.drawEllipse(QPointF((step * 211) % WIDTH, HEIGHT * 0.3 + (step * 97) % int(HEIGHT * 0.68)), 2.5, 1.5)


def _cover(painter: QPainter, centre: QPointF) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor("#54575a"), 5))
    for share in (0.8, 0.55, 0.3):
        painter.drawEllipse(centre, 190 * share, 96 * share)
    painter.setBrush(QBrush(QColor("#54575a")))
    for side in (-1, 1):
        painter.drawRoundedRect(QRectF(centre.x() + side * 120 - 18, centre.y() - 6, 36, 12), 6, 6)
