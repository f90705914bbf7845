"""What leaves the sheet's page: the PDF as a file, or on paper."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from qtpy.QtCore import QObject, Qt, Signal, Slot
from qtpy.QtWidgets import QFileDialog, QWidget

from app.background.jobs import Jobs
from app.paper.pdf_file import suggested_name, write_pdf
from app.paper.sheet_desk import PrintedSheet
from ui.printing import Printing


class SheetOutput(QObject):
    """Saves and prints an issued sheet.

    Signals:
        file_chosen(str): the person named this file; the page says what to save there.
        told(str): something done, for the message bar.
        failed(object): a Failure (or a bug) for the failure display.
        no_printer(): this computer has none; saving is the way out.
    """

    file_chosen = Signal(str)
    told = Signal(str)
    failed = Signal(object)
    no_printer = Signal()

    def __init__(self, jobs: Jobs, printing: Printing, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs, self.printing = jobs, printing
        printing.no_printer.connect(self._no_printer)
        printing.progressed.connect(self._progressed)
        printing.printed.connect(self._printed)
        printing.failed.connect(self._print_failed)

    def ask_file(self, shown: PrintedSheet, over: QWidget) -> None:
        """Ask where to save the PDF; ``file_chosen`` tells."""
        dialog = QFileDialog(over, self.tr("Save the sheet"), suggested_name(shown.sheet), "PDF (*.pdf)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.file_chosen)
        dialog.open()

    def save(self, shown: PrintedSheet, file: str) -> None:
        """Write the PDF to ``file``."""
        self._jobs.run(partial(_write, Path(file), shown.pdf), self._saved, self._not_saved, name="save sheet")

    def print(self, shown: PrintedSheet, over: QWidget) -> None:
        """Ask for a printer and print it."""
        self.printing.ask(shown.pdf, suggested_name(shown.sheet), over)

    @Slot()
    def _no_printer(self) -> None:
        self.told.emit(self.tr("This computer has no printer. Save the sheet as PDF and print it elsewhere."))
        self.no_printer.emit()

    @Slot(int, int)
    def _progressed(self, done: int, total: int) -> None:
        self.told.emit(self.tr("Printing page {done} of {total}").format(done=done, total=total))

    @Slot(int)
    def _printed(self, pages: int) -> None:
        self.told.emit(self.tr("Sent to the printer: {pages} pages").format(pages=pages))

    @Slot(str)
    def _print_failed(self, _words: str) -> None:
        self.told.emit(self.tr("The printer did not take the sheet. Save it as PDF, or try another printer."))

    @Slot(object)
    def _saved(self, file: Path) -> None:
        self.told.emit(self.tr("Saved: {file}").format(file=file))

    @Slot(object)
    def _not_saved(self, error: BaseException) -> None:
        self.failed.emit(error)


def _write(target: Path, data: bytes) -> Path:
    write_pdf(target, data)
    return target
