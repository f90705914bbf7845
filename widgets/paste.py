"""What the clipboard or a drop brings: words, pictures, files; and a text that hands it all on."""

from __future__ import annotations

from uuid import uuid4

from qtpy.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, Signal
from qtpy.QtGui import QImage

from app.domain.report import ReportFile
from widgets.growing_text import GrowingText

_RAW = {"image/jpeg": ".jpg", "image/png": ".png"}  # kept as they are: nothing is gained by painting them anew
_LARGE_PNG = 2 * 1024 * 1024                        # bytes from which a picture is kept as JPEG
_LONGEST_SIDE = 12_000                              # px; a larger picture is no photograph


def brings_anything(mime: QMimeData) -> bool:
    """Whether words, a picture or files of this machine are in it."""
    return mime.hasText() or mime.hasImage() or bool(paths_of(mime))


def paths_of(mime: QMimeData) -> list[str]:
    """Files of this machine; a link to somewhere else is never followed."""
    return [url.toLocalFile() for url in mime.urls() if url.isLocalFile()] if mime.hasUrls() else []


def words_of(mime: QMimeData) -> str:
    """The words; a list of files is none."""
    return mime.text() if mime.hasText() and not paths_of(mime) else ""


def picture_of(mime: QMimeData, name: str) -> ReportFile | None:
    """The picture as a file called ``name`` without its ending; None when there is none that can be read."""
    if paths_of(mime):
        return None
    for media, ending in _RAW.items():
        raw = mime.data(media).data() if mime.hasFormat(media) else b""
        if raw and not QImage.fromData(raw).isNull():
            return ReportFile(uuid4(), name + ending, media, bytes(raw))
    image = mime.imageData() if mime.hasImage() else None
    if not isinstance(image, QImage) or image.isNull() or max(image.width(), image.height()) > _LONGEST_SIDE:
        return None
    data, media = _encoded(image, "PNG"), "image/png"
    if len(data) > _LARGE_PNG:
        data, media = _encoded(image, "JPEG"), "image/jpeg"
    return ReportFile(uuid4(), name + _RAW[media], media, data) if data else None


def _encoded(image: QImage, form: str) -> bytes:
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    return bytes(data.data()) if image.save(buffer, form, 90 if form == "JPEG" else -1) else b""


class PasteText(GrowingText):
    """A growing text that hands on what is pasted or dropped into it.

    Signals:
        pasted(object): the QMimeData; the receiver inserts the words by ``insert_words``, or does something better.
    """

    pasted = Signal(object)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return brings_anything(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        self.pasted.emit(source)

    def insert_words(self, words: str) -> None:
        """Where the cursor stands, in the place of what is chosen; Ctrl+Z takes it back."""
        self.insertPlainText(words)

    def replace_words(self, words: str) -> None:
        """In the place of everything; Ctrl+Z brings back what stood there."""
        cursor = self.textCursor()
        cursor.select(cursor.SelectionType.Document)
        cursor.insertText(words)
        self.setTextCursor(cursor)
