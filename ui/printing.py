"""Sending a finished PDF to a printer, page by page between two events, so that the window stays alive."""

from __future__ import annotations

from qtpy.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QObject, QRectF, QSize, QTimer, Signal, Slot
from qtpy.QtGui import QImage, QPageLayout, QPageSize, QPainter
from qtpy.QtPdf import QPdfDocument
from qtpy.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from qtpy.QtWidgets import QWidget

FINEST = 300  # dots per inch at which pages are drawn: half a millimetre of a QR code is six dots


class Printing(QObject):
    """One print job at a time.

    Signals:
        progressed(int, int): this many pages of so many have gone to the printer.
        printed(int): all of so many pages have gone.
        no_printer(): this computer has no printer; the PDF can still be saved.
        failed(str): the printer did not take it; what the driver said, or ''.
    """

    progressed = Signal(int, int)
    printed = Signal(int)
    no_printer = Signal()
    failed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._dialog: QPrintDialog | None = None
        self._job: _PrintJob | None = None
        self._pdf = b""
        self._step = QTimer(self)
        self._step.setInterval(0)
        self._step.timeout.connect(self._print_page)

    @property
    def busy(self) -> bool:
        """Whether a job is under way."""
        return self._job is not None

    def ask(self, pdf: bytes, title: str, parent: QWidget, *, portrait: bool = False) -> None:
        """Let the person choose a printer for ``pdf`` and print; does nothing while a job is under way."""
        if self.busy or self._dialog is not None:
            return
        if not QPrinterInfo.availablePrinterNames():
            self.no_printer.emit()
            return
        self._pdf = pdf
        printer = landscape_printer(title, portrait=portrait)
        self._dialog = QPrintDialog(printer, parent)
        self._dialog.accepted.connect(self._accepted)
        self._dialog.finished.connect(self._forget_dialog)
        self._dialog.open()

    def start(self, printer: QPrinter, pdf: bytes) -> None:
        """Print ``pdf`` on ``printer``; pages outside the printer's chosen range are left out."""
        job = _PrintJob(printer, pdf)
        if not job.begin():
            self.failed.emit("")
            return
        self._job = job
        self._step.start()

    @Slot()
    def cancel(self) -> None:
        """Take the job back from the printer, as far as the printer lets it."""
        if self._job is not None:
            self._step.stop()
            self._job.abort()
            self._job = None

    @Slot()
    def _accepted(self) -> None:
        if self._dialog is not None:
            self.start(self._dialog.printer(), self._pdf)

    @Slot()
    def _forget_dialog(self) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None

    @Slot()
    def _print_page(self) -> None:
        job = self._job
        if job is None:
            self._step.stop()
            return
        if not job.print_next():
            self.cancel()
            self.failed.emit("")
            return
        self.progressed.emit(job.done, job.total)
        if job.done == job.total:
            self._step.stop()
            job.end()
            self._job = None
            self.printed.emit(job.total)


def landscape_printer(title: str, *, portrait: bool = False) -> QPrinter:
    """The default printer, set to A4 landscape (or upright) over the whole paper: what is printed has its margins."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    turned = QPageLayout.Orientation.Portrait if portrait else QPageLayout.Orientation.Landscape
    printer.setPageLayout(QPageLayout(QPageSize(QPageSize.PageSizeId.A4), turned, QMarginsF(),
                                      QPageLayout.Unit.Millimeter))
    printer.setFullPage(True)  # after the layout, which takes it away
    return printer


class _PrintJob:
    """A document on its way onto paper."""

    def __init__(self, printer: QPrinter, pdf: bytes) -> None:
        self._printer = printer
        self._document = QPdfDocument()
        buffer = QBuffer(self._document)  # a child goes after its document has let go of it
        buffer.setData(QByteArray(pdf))
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._document.load(buffer)
        last = self._document.pageCount()
        first = 1
        if printer.printRange() == QPrinter.PrintRange.PageRange and printer.fromPage():
            first, last = printer.fromPage(), min(printer.toPage() or last, last)
        self._pages = list(range(first - 1, last))
        self._painter = QPainter()
        self.done = 0

    @property
    def total(self) -> int:
        """Pages that are to be printed."""
        return len(self._pages)

    def begin(self) -> bool:
        """Open the printer; False when it does not open or there is nothing to print."""
        return bool(self._pages) and self._painter.begin(self._printer)

    def print_next(self) -> bool:
        """Draw the next page; False when the printer gave up."""
        if self.done and not self._printer.newPage():
            return False
        number = self._pages[self.done]
        paper = QRectF(self._printer.paperRect(QPrinter.Unit.DevicePixel))
        size = self._document.pagePointSize(number)
        scale = min(paper.width() / size.width(), paper.height() / size.height())
        target = QRectF(0, 0, size.width() * scale, size.height() * scale)
        target.moveCenter(QRectF(0, 0, paper.width(), paper.height()).center())
        fineness = min(FINEST, self._printer.resolution()) / 72
        drawn = self._document.render(number, QSize(round(size.width() * fineness), round(size.height() * fineness)))
        if drawn.isNull():
            return False
        page = QImage(drawn.size(), QImage.Format.Format_RGB32)  # printers do not all know transparency
        page.fill(0xFFFFFFFF)
        over = QPainter(page)
        over.drawImage(0, 0, drawn)
        over.end()
        self._painter.drawImage(target, page)
        self.done += 1
        return True

    def end(self) -> None:
        """Close the job: the printer has all of it."""
        self._painter.end()

    def abort(self) -> None:
        """Give the job up."""
        self._printer.abort()
        self._painter.end()
