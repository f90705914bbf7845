"""Pictures at full size: one, or before and after side by side, moved and enlarged together."""

from __future__ import annotations

from qtpy.QtCore import QPointF, QRectF, QSizeF, Qt, Signal
from qtpy.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap, QWheelEvent
from qtpy.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from widgets.layouts import empty_layout
from widgets.tokens import Tokens

MOST = 16.0   # times as large as what fits
STEP = 1.25   # of one key press or one notch of the wheel
SHIFT = 0.1   # of what is seen, by one arrow key


class PictureView(QWidget):
    """A window of its own, not modal. Wheel, ``+`` and ``-`` enlarge, dragging and arrows move, both pictures alike;
    ``0`` fits again, Space shows the one picture in the place of the other, Esc closes.

    Signals: none.
    """

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._tokens = tokens
        self._columns: list[QWidget] = []
        self.pictures: list[FittedPicture] = []
        self._flipped = -1  # which picture stands alone; -1: side by side
        self.setProperty("page", True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._row = QHBoxLayout()
        self._row.setSpacing(tokens.px(8))
        self._keys = QLabel()
        self._keys.setProperty("role", "faint")
        box = QVBoxLayout(self)
        box.setContentsMargins(*[tokens.px(8)] * 4)
        box.setSpacing(tokens.px(6))
        box.addLayout(self._row, 1)
        box.addWidget(self._keys)
        self.setAccessibleName(self.tr("Pictures"))

    def show_pictures(self, pictures: list[tuple[str, QPixmap]], warnings: list[str] | None = None) -> None:
        """Show these pictures next to each other, each under its words and what is to be warned of ('' nothing)."""
        zoom = self.pictures[0].view if self.pictures and len(self.pictures) == len(pictures) else None
        empty_layout(self._row)
        self._columns, self.pictures = [], []
        for at, (words, pixmap) in enumerate(pictures):
            self._add(words, pixmap, warnings[at] if warnings else "")
        if zoom is not None:
            self._show_alike(*zoom)
        self._flipped = -1 if self._flipped >= len(pictures) else self._flipped
        self._show_flipped()
        keys = self.tr("Wheel or + − enlarges · drag or arrows move · 0 fits · Esc closes")
        self._keys.setText(self.tr("Space: one in the place of the other · ") + keys if len(pictures) > 1 else keys)
        self.setWindowTitle(" / ".join(words for words, _ in pictures))
        if self.isVisible():
            self.raise_()
        self.show()

    def _add(self, words: str, pixmap: QPixmap, warning: str) -> None:
        column = QWidget()
        column.setProperty("plain", True)
        box = QVBoxLayout(column)
        box.setContentsMargins(0, 0, 0, 0)
        title = QLabel(words)
        title.setTextFormat(Qt.TextFormat.PlainText)
        title.setWordWrap(True)
        box.addWidget(title)
        wrong = QLabel(warning)
        wrong.setTextFormat(Qt.TextFormat.PlainText)
        wrong.setProperty("role", "overdue")
        wrong.setWordWrap(True)
        wrong.setVisible(bool(warning))
        box.addWidget(wrong)
        picture = FittedPicture(self._tokens)
        picture.show_pixmap(pixmap, words)
        picture.moved.connect(self._show_alike)
        box.addWidget(picture, 1)
        self._row.addWidget(column, 1)
        self._columns.append(column)
        self.pictures.append(picture)

    def flip(self) -> None:
        """One picture alone, then the other in its place, then both again."""
        if len(self.pictures) > 1:
            self._flipped = self._flipped + 1 if self._flipped + 1 < len(self.pictures) else -1
            self._show_flipped()

    def _show_flipped(self) -> None:
        for at, column in enumerate(self._columns):
            column.setVisible(self._flipped in (-1, at))

    def _show_alike(self, zoom: float, centre: QPointF) -> None:
        for picture in self.pictures:
            picture.show_view(zoom, centre)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        arrows = {Qt.Key.Key_Left: (-SHIFT, 0.0), Qt.Key.Key_Right: (SHIFT, 0.0), Qt.Key.Key_Up: (0.0, -SHIFT),
                  Qt.Key.Key_Down: (0.0, SHIFT)}
        if key == Qt.Key.Key_Escape:
            self.close()
        elif key == Qt.Key.Key_Space:
            self.flip()
        elif not self.pictures:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.pictures[0].enlarge(STEP)
        elif key == Qt.Key.Key_Minus:
            self.pictures[0].enlarge(1 / STEP)
        elif key == Qt.Key.Key_0:
            self._show_alike(1.0, QPointF(0.5, 0.5))
        elif key in arrows:
            self.pictures[0].shift(*arrows[Qt.Key(key)])
        else:
            super().keyPressEvent(event)


class FittedPicture(QWidget):
    """One picture as large as there is room, never stretched; enlarged around a place of it.

    Signals:
        moved(float, object): the hand asks for this enlargement around this place, a QPointF in parts of the picture.
    """

    moved = Signal(float, object)

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._pixmap = QPixmap()
        self.view: tuple[float, QPointF] = (1.0, QPointF(0.5, 0.5))
        self._held: QPointF | None = None
        self.setMinimumSize(tokens.px(40), tokens.px(40))

    def show_pixmap(self, pixmap: QPixmap, words: str = "") -> None:
        """Show this picture; ``words`` are read out in its place."""
        self._pixmap = pixmap
        self.setAccessibleName(words)
        self.update()

    def show_view(self, zoom: float, centre: QPointF) -> None:
        """Enlarge ``zoom`` times beyond what fits, with the place ``centre`` (parts of the picture) in the middle."""
        zoom = min(max(zoom, 1.0), MOST)
        edge = 0.5 / zoom
        self.view = (zoom, QPointF(min(max(centre.x(), edge), 1 - edge), min(max(centre.y(), edge), 1 - edge)))
        self.update()

    def enlarge(self, times: float) -> None:
        """Ask for more or less of the same place."""
        zoom, centre = self.view
        self.moved.emit(min(max(zoom * times, 1.0), MOST), centre)

    def shift(self, right: float, down: float) -> None:
        """Ask for another place, by parts of what is seen."""
        zoom, centre = self.view
        self.moved.emit(zoom, QPointF(centre.x() + right / zoom, centre.y() + down / zoom))

    def wheelEvent(self, event: QWheelEvent) -> None:
        notches = event.angleDelta().y() / 120
        if notches:
            self.enlarge(STEP ** notches)
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._held = event.position()

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self._held = None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held is not None and not self._pixmap.isNull():
            size = self._fitted()
            by = event.position() - self._held
            self._held = event.position()
            self.shift(-by.x() / size.width(), -by.y() / size.height())

    def _fitted(self) -> QSizeF:
        return QSizeF(self._pixmap.size()).scaled(QSizeF(self.size()), Qt.AspectRatioMode.KeepAspectRatio)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._tokens.color("bg"))
        if self._pixmap.isNull():
            return
        zoom, centre = self.view
        size = self._fitted()
        box = QRectF((self.width() - size.width()) / 2, (self.height() - size.height()) / 2,
                     size.width(), size.height())
        wide, high = self._pixmap.width() / zoom, self._pixmap.height() / zoom
        source = QRectF(centre.x() * self._pixmap.width() - wide / 2, centre.y() * self._pixmap.height() - high / 2,
                        wide, high)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(box, self._pixmap, source)
