"""The files of a case: thumbnails, before and after beside each other, and where new ones are dropped."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from qtpy.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, Qt, Signal
from qtpy.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QImageReader,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
)
from qtpy.QtWidgets import QComboBox, QFileDialog, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.domain.case_detail import Attachment, CaseDetail
from widgets.elided_label import ElidedLabel
from widgets.layouts import empty_layout
from widgets.picture_doubts import doubt_words, place_words
from widgets.picture_view import PictureView
from widgets.time_words import moment_words
from widgets.tokens import LABEL, Tokens, tool_tip
from widgets.words import attachment_word, size_words

KINDS = ("near", "far", "reference", "handle_before", "handle_after", "document", "audio")
_ORDER = {kind: at for at, kind in enumerate(("near", "far", "handle_before", "handle_after", "reference", "document",
                                               "audio"))}
_PER_ROW = 3
_KEPT_PICTURES = 12   # at most, of cases looked at lately; thumbnails of the shown case are kept apart
_LONGEST_SIDE = 1600  # px to which a picture is read; a telephone's photograph would take 50 MB otherwise


def decoded(data: bytes, longest: int = _LONGEST_SIDE) -> QPixmap:
    """The picture upright and no larger than ``longest`` px either way; null when the bytes are no picture."""
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)  # telephones write how they were held beside the picture
    size = reader.size()
    if size.isValid() and max(size.width(), size.height()) > longest:
        reader.setScaledSize(size.scaled(longest, longest, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    return QPixmap() if image.isNull() else QPixmap.fromImage(image)


class AttachmentStrip(QWidget):
    """Thumbnails in rows of three. Files can be dropped on it or chosen; nothing is read before it is asked for.

    Signals:
        attachment_wanted(object): the id of an attachment whose bytes are needed for its thumbnail.
        files_dropped(object, str): list of paths, and the kind of attachment they are to be.
    """

    attachment_wanted = Signal(object)
    files_dropped = Signal(object, str)

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._attachments: tuple[Attachment, ...] = ()
        self._now: datetime | None = None
        self._pictures: dict[int, QPixmap] = {}
        self._asked: set[int] = set()
        self._tiles: dict[int, _Tile] = {}
        self._view: PictureView | None = None
        self._detail: CaseDetail | None = None
        self.setProperty("plain", True)
        self.setAcceptDrops(True)
        self._grid = QGridLayout()
        self._grid.setSpacing(tokens.px(8))
        self.kind = QComboBox()
        for kind in KINDS:
            self.kind.addItem(attachment_word(kind), kind)
        self.kind.setAccessibleName(self.tr("Kind of file"))
        self.add = QPushButton(self.tr("Attach files…"))
        self.add.clicked.connect(self._choose)
        self.compare = QPushButton(self.tr("Before / after"))
        self.compare.clicked.connect(self.show_before_after)
        self._hint = ElidedLabel(tokens)
        self._hint.setText(self.tr("or drop them here"))
        self._hint.setProperty("role", "faint")
        row = QHBoxLayout()
        row.setSpacing(tokens.px(8))
        row.addWidget(self.kind)
        row.addWidget(self.add)
        row.addWidget(self._hint, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(tokens.px(8))
        box.addLayout(self._grid)
        box.addWidget(self.compare, 0, Qt.AlignmentFlag.AlignLeft)
        box.addLayout(row)

    def judge_by(self, detail: CaseDetail) -> None:
        """The case whose place and dispatch a picture is held against."""
        self._detail = detail

    def show_attachments(self, attachments: Iterable[Attachment], now: datetime, may_attach: bool) -> None:
        """Show these files; pictures that are not here yet are asked for."""
        ordered = tuple(sorted(attachments, key=lambda one: (_ORDER.get(one.kind, 9), one.added_at)))
        for widget in (self.kind, self.add, self._hint):
            widget.setVisible(may_attach)
        self.setAcceptDrops(may_attach)
        self._now = now
        if ordered != self._attachments:
            self._attachments = ordered
            self._build()
        self.compare.setVisible(self._pair() is not None)

    def show_bytes(self, attachment_id: int, data: bytes) -> None:
        """The bytes of an attachment that was asked for; what is no picture keeps its name as its face."""
        pixmap = decoded(data)
        if len(self._pictures) >= _KEPT_PICTURES:
            self._pictures.pop(next(iter(self._pictures)))
        self._pictures[attachment_id] = pixmap
        if attachment_id in self._tiles:
            self._tiles[attachment_id].show_pixmap(pixmap)
        if self._view is not None and self._view.isVisible():
            self._refresh_view()

    def show_before_after(self) -> None:
        """The picture before handling and the last one after it, side by side."""
        pair = self._pair()
        if pair is not None:
            self._open(list(pair))

    # Inside -------------------------------------------------------------------------------------------------

    def _pair(self) -> tuple[Attachment, Attachment] | None:
        pictures = [one for one in self._attachments if one.media_type.startswith("image/")]
        before = [one for one in pictures if one.kind == "handle_before"] or \
            [one for one in pictures if one.kind in ("near", "far")]
        after = [one for one in pictures if one.kind == "handle_after"]
        return (before[-1], after[-1]) if before and after else None

    def _build(self) -> None:
        empty_layout(self._grid)
        self._tiles = {}
        for at, one in enumerate(self._attachments):
            tile = _Tile(self._tokens, one, self._now)
            tile.opened.connect(self._open_one)
            self._tiles[one.attachment_id] = tile
            self._grid.addWidget(tile, at // _PER_ROW, at % _PER_ROW)
            if one.attachment_id in self._pictures:
                tile.show_pixmap(self._pictures[one.attachment_id])
            elif one.media_type.startswith("image/") and one.attachment_id not in self._asked:
                self._asked.add(one.attachment_id)
                self.attachment_wanted.emit(one.attachment_id)
        for column in range(_PER_ROW):
            self._grid.setColumnStretch(column, 1)

    def _open_one(self, attachment: Attachment) -> None:
        self._open([attachment])

    def _open(self, attachments: list[Attachment]) -> None:
        if self._view is None:
            self._view = PictureView(self._tokens, self)
            self._view.resize(self._tokens.px(1000), self._tokens.px(640))
        self._view.setProperty("shown", [one.attachment_id for one in attachments])
        for one in attachments:
            if one.attachment_id not in self._pictures:
                self.attachment_wanted.emit(one.attachment_id)
        self._refresh_view()

    def _refresh_view(self) -> None:
        assert self._view is not None
        wanted = self._view.property("shown")
        known = {one.attachment_id: one for one in self._attachments}
        pictures = [(self._words(known[one]), self._pictures.get(one, QPixmap())) for one in wanted if one in known]
        if pictures:
            doubts = [doubt_words(known[one], self._detail) if self._detail is not None else ""
                      for one in wanted if one in known]
            self._view.show_pictures(pictures, doubts)

    def _words(self, one: Attachment) -> str:
        when = moment_words(one.taken_at or one.added_at, self._now) if self._now is not None else ""
        where = place_words(one, self._detail) if self._detail is not None else ""
        return " · ".join(part for part in (attachment_word(one.kind), when, one.added_by, where) if part)

    def _choose(self) -> None:
        chooser = QFileDialog(self, self.tr("Attach files"))
        chooser.setFileMode(QFileDialog.FileMode.ExistingFiles)
        chooser.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chooser.filesSelected.connect(self._chosen)
        chooser.open()

    def _chosen(self, paths: list[str]) -> None:
        if paths:
            self.files_dropped.emit(list(paths), self.kind.currentData())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self._chosen([url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()])
        event.acceptProposedAction()


class _Tile(QWidget):
    """One file: its picture or its name, its kind below.

    Signals:
        opened(object): the attachment, by click, Enter or Space.
    """

    opened = Signal(object)

    def __init__(self, tokens: Tokens, attachment: Attachment, now: datetime | None) -> None:
        super().__init__()
        self._tokens, self._attachment = tokens, attachment
        self._pixmap = QPixmap()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        when = moment_words(attachment.taken_at or attachment.added_at, now) if now is not None else ""
        self._words = attachment_word(attachment.kind)
        tip = f"{attachment.file_name} · {size_words(attachment.size)} · {when} · {attachment.added_by}"
        self.setToolTip(tool_tip(tip))
        self.setAccessibleName(f"{self._words} {tip}")
        self.setFixedHeight(tokens.px(96))

    def sizeHint(self) -> QSize:
        return QSize(self._tokens.px(104), self._tokens.px(96))

    def show_pixmap(self, pixmap: QPixmap) -> None:
        """The picture, cut to fill the tile; only what the tile needs of it is kept."""
        side = self._tokens.px(240)
        large = max(pixmap.width(), pixmap.height()) > side
        self._pixmap = pixmap.scaled(side, side, Qt.AspectRatioMode.KeepAspectRatio,
                                     Qt.TransformationMode.SmoothTransformation) if large else pixmap
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.opened.emit(self._attachment)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit(self._attachment)
            return
        super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = self._tokens
        painter = QPainter(self)
        face = self.rect().adjusted(0, 0, 0, -tokens.px(20))
        painter.fillRect(face, tokens.color("bg"))
        painter.setFont(tokens.font(LABEL))
        if self._pixmap.isNull():
            painter.setPen(tokens.color("faint"))
            painter.drawText(face.adjusted(tokens.px(4), 0, -tokens.px(4), 0),
                             Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWrapAnywhere, self._attachment.file_name)
        else:
            size = face.size().scaled(self._pixmap.size(), Qt.AspectRatioMode.KeepAspectRatio)
            source = QRectF((self._pixmap.width() - size.width()) / 2, (self._pixmap.height() - size.height()) / 2,
                            size.width(), size.height())
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(QRectF(face), self._pixmap, source)
        painter.setPen(tokens.color("quiet"))
        painter.drawText(self.rect().adjusted(0, face.height(), 0, 0),
                         Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self._words)
        if self.hasFocus():
            painter.setPen(QPen(tokens.color("focus"), tokens.px(2)))
            painter.drawRect(face.adjusted(1, 1, -1, -1))
