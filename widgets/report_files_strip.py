"""The pictures and documents that go with a report: small, in a row, each with a key to take it out again."""

from __future__ import annotations

from uuid import UUID

from qtpy.QtCore import QRectF, QSize, Qt, Signal
from qtpy.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from qtpy.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from app.domain.report import FileRefused, ReportFile
from widgets.attachment_strip import decoded
from widgets.tokens import LABEL, Tokens, tool_tip
from widgets.words import size_words

_PER_ROW = 4
_SIDE = 160  # px to which a picture is read


class ReportFilesStrip(QWidget):
    """Hidden while there is neither a file nor a word about one.

    Signals:
        drop_asked(object): the file_id of the one to take out: Delete, Backspace or a click on its ✕.
    """

    drop_asked = Signal(object)

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._tiles: dict[UUID, _Tile] = {}
        self.setProperty("plain", True)
        self.setAccessibleName(self.tr("Files of the report"))
        self._grid = QGridLayout()
        self._grid.setSpacing(tokens.px(6))
        for column in range(_PER_ROW):
            self._grid.setColumnStretch(column, 1)
        self.wrong = QLabel()
        self.wrong.setProperty("role", "overdue")
        self.wrong.setTextFormat(Qt.TextFormat.PlainText)
        self.wrong.setWordWrap(True)
        self.wrong.hide()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, tokens.px(2), 0, 0)
        box.setSpacing(tokens.px(4))
        box.addLayout(self._grid)
        box.addWidget(self.wrong)
        self.hide()

    def add(self, file: ReportFile) -> None:
        """One more file goes with the report."""
        if file.file_id in self._tiles:
            return
        tile = _Tile(self._tokens, file)
        tile.dropped.connect(self._drop)
        self._tiles[file.file_id] = tile
        self._lay_out()
        tile.show()
        self.show()

    def say_refused(self, refused: FileRefused) -> None:
        """One does not; the words of several refusals stand below one another."""
        told = self.wrong.text().split("\n") if self.wrong.text() else []
        self.wrong.setText("\n".join([*told, self._refusal_words(refused)][-3:]))
        self.wrong.show()
        self.show()

    def clear(self) -> None:
        """Another report."""
        for tile in self._tiles.values():
            tile.hide()
            tile.deleteLater()
        self._tiles.clear()
        self.wrong.clear()
        self.wrong.hide()
        self.hide()

    def count(self) -> int:
        """How many files go with the report."""
        return len(self._tiles)

    def _drop(self, file_id: UUID) -> None:
        order = list(self._tiles)
        at = order.index(file_id)
        tile = self._tiles.pop(file_id)
        had_focus = tile.hasFocus()
        tile.hide()
        tile.deleteLater()
        self._lay_out()
        left = list(self._tiles.values())
        if had_focus and left:
            left[min(at, len(left) - 1)].setFocus()
        if not left and self.wrong.isHidden():
            self.hide()
        self.drop_asked.emit(file_id)

    def _lay_out(self) -> None:
        for at, tile in enumerate(self._tiles.values()):
            self._grid.addWidget(tile, at // _PER_ROW, at % _PER_ROW)

    def _refusal_words(self, one: FileRefused) -> str:
        words = {
            "too_large": self.tr("{name} is {size}; at most {limit} can be kept. Make it smaller and paste it again."),
            "empty": self.tr("{name} is empty."),
            "too_many": self.tr("{name}: {limit} files go with one report at most."),
            "folder": self.tr("{name} is a folder. Drop the files in it."),
        }.get(one.why, self.tr("{name} cannot be read: {why}"))
        limit = str(one.limit) if one.why == "too_many" else size_words(one.limit)
        return words.replace("{size}", size_words(one.size)).replace("{limit}", limit) \
            .replace("{why}", one.told).replace("{name}", one.file_name)


class _Tile(QWidget):
    """One file: its picture or its name, and ✕.

    Signals:
        dropped(object): its file_id.
    """

    dropped = Signal(object)

    def __init__(self, tokens: Tokens, file: ReportFile) -> None:
        super().__init__()
        self._tokens, self._file_id, self._name = tokens, file.file_id, file.file_name
        self._pixmap = decoded(file.data, tokens.px(_SIDE)) if file.media_type.startswith("image/") else QPixmap()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        tip = f"{file.file_name} · {size_words(len(file.data))}"
        self.setToolTip(tool_tip(tip))
        self.setAccessibleName(self.tr("{file}, Delete takes it out").replace("{file}", tip))
        self.setFixedHeight(tokens.px(60))

    def sizeHint(self) -> QSize:
        return QSize(self._tokens.px(76), self._tokens.px(60))

    def _cross(self) -> QRectF:
        side = self._tokens.px(20)
        return QRectF(self.width() - side, 0, side, side)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.dropped.emit(self._file_id)
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._cross().contains(event.position()):
            self.dropped.emit(self._file_id)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens, painter = self._tokens, QPainter(self)
        painter.fillRect(self.rect(), tokens.color("bg"))
        painter.setFont(tokens.font(LABEL))
        if self._pixmap.isNull():
            painter.setPen(tokens.color("quiet"))
            painter.drawText(self.rect().adjusted(tokens.px(4), tokens.px(16), -tokens.px(4), 0),
                             Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWrapAnywhere, self._name)
        else:
            size = self.size().scaled(self._pixmap.size(), Qt.AspectRatioMode.KeepAspectRatio)
            source = QRectF((self._pixmap.width() - size.width()) / 2, (self._pixmap.height() - size.height()) / 2,
                            size.width(), size.height())
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(QRectF(self.rect()), self._pixmap, source)
        painter.fillRect(self._cross(), tokens.color("raised"))
        painter.setPen(tokens.color("text"))
        painter.drawText(self._cross(), Qt.AlignmentFlag.AlignCenter, "✕")
        if self.hasFocus():
            painter.setPen(QPen(tokens.color("focus"), tokens.px(2)))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
