"""The number of alarms in the foot bar: glyph, word, number. Only the glyph of a new red card flashes, at 1 Hz."""

from __future__ import annotations

from qtpy.QtCore import QRectF, QSize, Qt, QTimer, Slot
from qtpy.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from qtpy.QtWidgets import QAbstractButton, QWidget

from widgets.alarm_words import priority_glyph
from widgets.glyphs import glyph_color, paint_glyph
from widgets.tokens import BODY, Tokens

HALF_MS = 500


class AlarmLight(QAbstractButton):
    """A button. Signals: those of every button."""

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._glyph = ""
        self._dark = False
        self._font = tokens.font(BODY)
        # The keyboard must not land here when a button that was pressed goes away; F7 is its key.
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._flash = QTimer(self)
        self._flash.setInterval(HALF_MS)
        self._flash.timeout.connect(self._turn)
        self.show_alarms(0, 0, False, False)

    @Slot(int, int, bool, bool)
    def show_alarms(self, count: int, priority: int, flashes: bool, flood: bool) -> None:
        """How many wait for an answer, the gravest priority among them (0: none)."""
        self._glyph = priority_glyph(priority) if count else ""
        words = self.tr("alarms {n}").format(n=count)
        if flood:
            words = self.tr("alarm flood {n}").format(n=count)
        self.setText(words)
        self.setAccessibleName(words)
        self.setToolTip(self.tr("Alarms  F7"))
        if flashes and not self._flash.isActive():
            self._flash.start()
        elif not flashes:
            self._flash.stop()
            self._dark = False
        self.updateGeometry()
        self.update()

    @property
    def flashes(self) -> bool:
        """Whether the glyph flashes now; the words never do."""
        return self._flash.isActive()

    @Slot()
    def _turn(self) -> None:
        self._dark = not self._dark
        self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self._font)
        side = self._side() + self._tokens.px(6)
        return QSize(metrics.horizontalAdvance(self.text()) + side + self._tokens.px(12), self._tokens.px(28))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _side(self) -> int:
        return round(self._font.pixelSize() * 0.86)

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens, side = self._tokens, self._side()
        painter = QPainter(self)
        if self.underMouse():
            painter.fillRect(self.rect(), tokens.color("raised"))
        color = glyph_color(tokens, self._glyph)
        left = tokens.px(6)
        if self._glyph and not self._dark:
            paint_glyph(painter, QRectF(left, (self.height() - side) / 2, side, side), self._glyph, color)
        painter.setFont(self._font)
        painter.setPen(color)
        painter.drawText(self.rect().adjusted(left + side + tokens.px(6), 0, 0, 0),
                         Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())
        if self.hasFocus():
            painter.setPen(QPen(tokens.color("focus"), tokens.px(2)))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
