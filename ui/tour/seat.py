"""One person's seat at a station of the tour: arriving at it, looking at it, and waiting for what comes to it."""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import Any

from qtpy.QtCore import QObject, QPoint, Qt, Slot
from qtpy.QtTest import QTest
from qtpy.QtWidgets import QAbstractButton, QApplication, QPushButton, QStackedWidget, QWidget

from ui.main_window import MainWindow
from ui.start import Program
from ui.tour.fingers import NotThere, click, photograph, type_into, wait_until
from ui.tour.painted import PaintedRows
from ui.workstation import Workstation
from widgets.case_inspector import CaseInspector
from widgets.case_table import CaseTable
from widgets.case_table_model import CaseRole, Column

PATIENCE = 15.0  # seconds that a person would wait for something that takes a tenth of one
# Words that a Chinese screen should not hold: four Latin letters and no Chinese, unless it is the name of a file.
FOREIGN = re.compile(r"(?!.*[\u4e00-\u9fff])(?!.*\.\w{3,4}$).*[A-Za-z]{4}")


class Seat(QObject):
    """The window of one person; every method ``do_…`` is an order of the tour."""

    def __init__(self, app: QApplication, program: Program, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app, self._program = app, program
        self._painted: PaintedRows | None = None
        self._counts_stale = False
        self.faults: list[str] = []
        program.failures.crashed.connect(self._fault)

    @Slot(str)
    def _fault(self, report: str) -> None:
        self.faults.append(report)

    @Slot(object)
    @Slot(int)
    def _case_changed(self, _what: object) -> None:
        self._counts_stale = True

    @Slot(list)
    def _counted(self, _counts: object) -> None:
        self._counts_stale = False

    # Arriving ---------------------------------------------------------------------------------------------------
    def do_sign_in(self, login: str, password: str, width: int, height: int, picture: str = "") -> dict[str, Any]:
        """Type login and password, sign in, and wait until the board has been read."""
        wait_until(lambda: self._program.login is not None and self._program.login.isVisible(), PATIENCE,
                   "the login window")
        dialog = self._program.login
        assert dialog is not None
        type_into(dialog.login, login)
        type_into(dialog.password, password)
        if picture:
            photograph(dialog, Path(picture))
        click(dialog.sign_in_button)
        wait_until(lambda: self._program.window is not None, PATIENCE, f"the main window for {login}")
        self.window.resize(width, height)
        self._painted = PaintedRows(self.table, self)
        board = self.work.board
        board.case_put.connect(self._case_changed)
        board.case_gone.connect(self._case_changed)
        board.counted.connect(self._counted)
        wait_until(lambda: board.complete, PATIENCE, "the board")
        wait_until(lambda: self.work.book.departments, PATIENCE, "the list of departments")
        return {"name": self.work.person.name, "rows": self.table.view.model().rowCount()}

    @property
    def work(self) -> Workstation:
        """What stands behind the main window; there from the sign-in on."""
        assert self._program.workstation is not None
        return self._program.workstation

    @property
    def window(self) -> MainWindow:
        """The main window."""
        if self._program.window is None:
            raise NotThere("nobody is signed in")
        return self._program.window

    @property
    def table(self) -> CaseTable:
        """The board's table."""
        return self.window.board.table

    @property
    def inspector(self) -> CaseInspector:
        """The case inspector beside the board."""
        return self.window.board.inspector

    def do_newest_first(self) -> None:
        """Click the heading of the case numbers until the newest case stands on top."""
        header = self.table.view.horizontalHeader()
        column = int(Column.NUMBER)
        for _ in range(3):
            if header.sortIndicatorSection() == column and header.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder:
                return
            at = QPoint(header.sectionViewportPosition(column) + header.sectionSize(column) // 3, header.height() // 2)
            QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
        raise NotThere("the list could not be sorted by case number")

    # Looking ----------------------------------------------------------------------------------------------------
    def do_picture(self, file: str) -> dict[str, Any]:
        """Photograph the screen, once everything that is on its way has arrived."""
        jobs = self._program.jobs
        work = self.work
        try:
            wait_until(lambda: not work.connected or (jobs.running == 0 and not self._counts_stale), PATIENCE,
                       "a quiet moment")
        except NotThere as never:
            raise NotThere(f"{never}: {'、'.join(jobs.names()) or 'the counts'} are still on their way") from None
        QApplication.processEvents()
        focused = QApplication.focusWidget()
        if focused is not None and not self._may_hold(focused):
            told = words_of(focused) or focused.accessibleName() or type(focused).__name__
            self.faults.append(f"the keyboard is on “{told}”, away from the work in {Path(file).name}")
        width, height = photograph(self.window, Path(file))
        return {"width": width, "height": height, "faults": self.faults, "foreign": self._foreign()}

    def leave_picture(self, file: Path) -> None:
        """What the screen looks like now, for whoever asks why something went wrong."""
        if self._program.window is not None:
            photograph(self._program.window, file)

    def do_see(self, case_number: str) -> dict[str, Any]:
        """The words of the row of this case as the table shows them; nothing when it is not there."""
        row = self._row(case_number)
        if row is None:
            return {"seen": False}
        model = self.table.view.model()
        words = {column.name.lower(): model.index(row, column).data() for column in Column}
        return {"seen": True, "row": row} | words

    def do_painted(self, case_number: str, version: int, seconds: float = PATIENCE) -> dict[str, Any]:
        """When this version of the case was painted here; waits for it.

        A board whose rows must not move under the hand shows a button for what came in above: it is clicked then. A
        row that stands out of sight for a second is scrolled to, as a wheel would.
        """
        assert self._painted is not None
        painted, view = self._painted, self.table.view
        began = time.monotonic()

        def seen() -> float | None:
            row = self._row(case_number)
            if row is not None and time.monotonic() - began > 1.0:
                view.scrollTo(view.model().index(row, 0))
            for button in view.findChildren(QPushButton):
                if button.isVisible() and painted.painted_at(case_number, version) is None:
                    click(button)
            return painted.painted_at(case_number, version)

        wait_until(seen, seconds, f"version {version} of {case_number} on the board")
        return {"at": painted.painted_at(case_number, version)}

    def do_left(self, case_number: str, seconds: float = PATIENCE) -> dict[str, Any]:
        """When the case left the board; waits for it."""
        assert self._painted is not None
        painted = self._painted
        wait_until(lambda: painted.left_at(case_number), seconds, f"the end of {case_number} on the board")
        return {"at": painted.left_at(case_number)}

    def do_ever_seen(self) -> dict[str, Any]:
        """Every case number that was ever painted at this station."""
        assert self._painted is not None
        return {"numbers": sorted(self._painted.ever_seen())}

    def do_connected(self, wanted: bool, seconds: float = 40.0) -> dict[str, Any]:
        """Wait until the station knows that the server is there, or away."""
        wait_until(lambda: self.work.connected is wanted, seconds,
                   "the server's return" if wanted else "the loss of the server")
        return {"at": time.time()}

    def do_page(self, number: int) -> None:
        """Go to a page by its place on the rail, from 1."""
        click(self.window.rail.findChildren(QAbstractButton)[number - 1])

    # Inside -----------------------------------------------------------------------------------------------------
    def _work_place(self) -> QWidget:
        """The pages: where the keyboard belongs, whatever button was pressed last and went away."""
        stack = self.window.board.parentWidget()
        assert isinstance(stack, QStackedWidget)
        return stack

    def _may_hold(self, focused: QWidget) -> bool:
        """Whether the keyboard belongs there: in the pages, in another window, in the command line where it was put."""
        return (self._work_place().isAncestorOf(focused) or focused.window() is not self.window
                or self.window.top.isAncestorOf(focused))

    def _foreign(self) -> list[str]:
        """Words on labels and buttons that were left in English."""
        shown = (words_of(widget) for widget in self.window.findChildren(QWidget) if widget.isVisible())
        return sorted({words for words in shown if FOREIGN.match(words)})

    def _row(self, case_number: str) -> int | None:
        model = self.table.view.model()
        return next((row for row in range(model.rowCount())
                     if model.index(row, 0).data(CaseRole.CASE).case_number == case_number), None)


def words_of(widget: QWidget) -> str:
    """The words of a label or a button; glyph labels keep theirs in a property."""
    text = getattr(widget, "text", "")
    return str(text() if callable(text) else text)
