"""The map as a picture: a PNG as it is seen, or one landscape page with a heading and when it was taken."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from qtpy.QtCore import QBuffer, QIODevice, QMarginsF, QObject, QRectF, Qt, Signal, Slot
from qtpy.QtGui import QImage, QPageLayout, QPageSize, QPainter, QPdfWriter
from qtpy.QtWidgets import QFileDialog, QWidget

from app.services.map_areas import MapAreas
from ui.printing import Printing
from ui.workstation import Workstation
from widgets.map.words import indicator_word
from widgets.tokens import Tokens

if TYPE_CHECKING:
    from widgets.map_view import MapView

DOTS = 150  # per inch; the picture itself has the screen's


class MapPictures(QObject):
    """Saves and prints what the map shows.

    Signals:
        said(str): what became of it.
    """

    said = Signal(str)

    def __init__(self, workstation: Workstation, areas: MapAreas, tokens: Tokens, printing: Printing,
                 page: QWidget) -> None:
        super().__init__(page)
        self._work, self._areas, self._tokens, self._printing, self._page = workstation, areas, tokens, printing, page
        self.view: MapView | None = None
        printing.no_printer.connect(self._no_printer)

    @Slot()
    def ask_file(self) -> None:
        """Ask where the PNG is to lie."""
        dialog = QFileDialog(self._page, self.tr("Save the map as a picture"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter("PNG (*.png)")
        dialog.setDefaultSuffix("png")
        dialog.selectFile(f"{self._work.clock.now():%Y%m%d-%H%M}.png")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.save)
        dialog.open()

    @Slot(str)
    def save(self, file: str) -> None:
        """Write the map as it is seen."""
        if self.view is None:
            return
        if self.view.picture().save(file, "PNG"):
            self.said.emit(self.tr("The map is in {file}").format(file=Path(file).name))
        else:
            self.said.emit(self.tr("{file} cannot be written.").format(file=Path(file).name))

    @Slot()
    def print(self) -> None:
        """Ask for a printer and print one page."""
        if self.view is None:
            return
        heading = indicator_word(self._areas.indicator.key)
        foot = f"{self._work.person.name} · {self._work.clock.now():%Y-%m-%d %H:%M}"
        self._printing.ask(map_pdf(self.view.picture(), heading, foot, self._tokens), heading, self._page)

    @Slot()
    def _no_printer(self) -> None:
        self.said.emit(self.tr("This computer has no printer; the map can be saved as a picture."))


def map_pdf(picture: QImage, heading: str, foot: str, tokens: Tokens) -> bytes:
    """A PDF of one A4 page."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(DOTS)
    writer.setTitle(heading)
    writer.setPageLayout(QPageLayout(QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Landscape,
                                     QMarginsF(12, 12, 12, 12), QPageLayout.Unit.Millimeter))
    painter = QPainter(writer)
    page = QRectF(0, 0, writer.width(), writer.height())
    font = tokens.font()
    font.setPointSizeF(11)
    painter.setFont(font)
    line = painter.fontMetrics().height() * 1.4
    painter.drawText(QRectF(0, 0, page.width(), line), Qt.AlignmentFlag.AlignVCenter, heading)
    room = page.adjusted(0, line, 0, -line)
    size = picture.size().scaled(room.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
    painter.drawImage(QRectF((page.width() - size.width()) / 2, room.top(), size.width(), size.height()), picture)
    font.setPointSizeF(9)
    painter.setFont(font)
    painter.drawText(QRectF(0, page.height() - line, page.width(), line), Qt.AlignmentFlag.AlignVCenter, foot)
    painter.end()
    buffer.close()
    return bytes(buffer.data().data())
