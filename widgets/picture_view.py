"""Pictures at full size: one, or before and after side by side."""

from __future__ import annotations

from qtpy.QtCore import QRectF, QSizeF, Qt
from qtpy.QtGui import QKeyEvent, QPainter, QPaintEvent, QPixmap
from qtpy.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from widgets.tokens import Tokens


class PictureView(QWidget):
    """A window of its own, not modal; Esc closes it.

    Signals: none.
    """

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._tokens = tokens
        self.setProperty("page", True)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(*[tokens.px(8)] * 4)
        self._row.setSpacing(tokens.px(8))
        self.setAccessibleName(self.tr("Pictures"))

    def show_pictures(self, pictures: list[tuple[str, QPixmap]]) -> None:
        """Show these pictures next to each other, each under its words."""
        while self._row.count():
            old = self._row.takeAt(0).widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for words, pixmap in pictures:
            column = QWidget()
            column.setProperty("plain", True)
            box = QVBoxLayout(column)
            box.setContentsMargins(0, 0, 0, 0)
            title = QLabel(words)
            title.setTextFormat(Qt.TextFormat.PlainText)
            box.addWidget(title)
            picture = FittedPicture(self._tokens)
            picture.show_pixmap(pixmap, words)
            box.addWidget(picture, 1)
            self._row.addWidget(column, 1)
        self.setWindowTitle(" / ".join(words for words, _ in pictures))
        if self.isVisible():
            self.raise_()
        self.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
            return
        super().keyPressEvent(event)


class FittedPicture(QWidget):
    """One picture as large as there is room, never stretched."""

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._pixmap = QPixmap()
        self.setMinimumSize(tokens.px(40), tokens.px(40))

    def show_pixmap(self, pixmap: QPixmap, words: str = "") -> None:
        """Show this picture; ``words`` are read out in its place."""
        self._pixmap = pixmap
        self.setAccessibleName(words)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._tokens.color("bg"))
        if self._pixmap.isNull():
            return
        size = QSizeF(self._pixmap.size()).scaled(QSizeF(self.size()), Qt.AspectRatioMode.KeepAspectRatio)
        box = QRectF((self.width() - size.width()) / 2, (self.height() - size.height()) / 2,
                     size.width(), size.height())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(box, self._pixmap, QRectF(self._pixmap.rect()))
