"""The hands of one person at one station of the tour: they touch the window's widgets and read what stands there.

No order calls a service: a report is typed, a button is clicked, a row is chosen. What is read back is read from the
screen's own models and labels.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from qtpy.QtCore import QObject, QPoint, Qt, Slot
from qtpy.QtTest import QTest
from qtpy.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialogButtonBox,
    QFileDialog,
    QLabel,
    QPushButton,
    QScrollArea,
    QWidget,
)

from app.domain.case import Action
from ui.main_window import MainWindow
from ui.pages.sheet_page import SheetPage
from ui.start import Program
from ui.tour.fingers import (
    NotThere,
    choose,
    click,
    click_row,
    drop_file,
    has_ink,
    photograph,
    take_proposal,
    type_into,
    wait_until,
)
from ui.tour.painted import PaintedRows
from widgets.case_inspector import CaseInspector
from widgets.case_table import CaseTable
from widgets.case_table_model import CaseRole, Column
from widgets.picture_view import PictureView
from widgets.report_form import ReportForm
from widgets.value_fields import ConditionField, DepartmentField, ValueField

PATIENCE = 15.0  # seconds that a person would wait for something that takes a tenth of one


class Hands(QObject):
    """Carries out the orders of the tour; every method ``do_…`` is one."""

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
        type_into(dialog.login, login)
        type_into(dialog.password, password)
        if picture:
            photograph(dialog, Path(picture))
        click(dialog.sign_in_button)
        wait_until(lambda: self._program.window is not None, PATIENCE, f"the main window for {login}")
        self.window.resize(width, height)
        self._painted = PaintedRows(self.table, self)
        board = self._program.workstation.board
        board.case_put.connect(self._case_changed)
        board.case_gone.connect(self._case_changed)
        board.counted.connect(self._counted)
        wait_until(lambda: board.complete, PATIENCE, "the board")
        wait_until(lambda: self._program.workstation.book.departments, PATIENCE, "the list of departments")
        return {"name": self._program.workstation.person.name, "rows": self.table.view.model().rowCount()}

    @property
    def window(self) -> MainWindow:
        """The main window."""
        if self._program.window is None:
            raise NotThere("nobody is signed in")
        return self._program.window

    @property
    def table(self) -> CaseTable:
        """The board's table."""
        return self.window.findChild(CaseTable)

    @property
    def inspector(self) -> CaseInspector:
        """The case inspector beside the board."""
        return self.window.findChild(CaseInspector)

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
        work = self._program.workstation
        wait_until(lambda: not work.connected or (jobs.running == 0 and not self._counts_stale), PATIENCE,
                   "a quiet moment")
        QApplication.processEvents()
        width, height = photograph(self.window, Path(file))
        return {"width": width, "height": height, "faults": self.faults}

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

    def do_read(self) -> dict[str, Any]:
        """Every word of the window that a person could read in labels and on buttons."""
        return {"words": [words for widget in self.window.findChildren(QWidget) if widget.isVisible()
                          and (words := _words(widget))]}

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
        wait_until(lambda: self._program.workstation.connected is wanted, seconds,
                   "the server's return" if wanted else "the loss of the server")
        return {"at": time.time()}

    def do_page(self, number: int) -> None:
        """Go to a page by its place on the rail, from 1."""
        click(self.window.rail.findChildren(QAbstractButton)[number - 1])

    # Taking a report down ---------------------------------------------------------------------------------------
    def do_open_report(self) -> None:
        """Unfold the report form with its key."""
        QTest.keyClick(self.window, Qt.Key.Key_F4)
        wait_until(lambda: self._form().isVisible(), PATIENCE, "the report form")

    def do_report(self, description: str, place: str, longitude: str, latitude: str, minor: str, name: str,
                  phone: str) -> dict[str, Any]:
        """Fill in the report form; ``minor`` is the class's name. Returns where the place was found to lie."""
        form = self._form()
        type_into(form.description, description)
        type_into(form.place, place)
        type_into(form.longitude, longitude)
        type_into(form.latitude, latitude)
        take_proposal(form.minor, minor)
        type_into(form.reporter_name, name)
        type_into(form.reporter_phone, phone)
        if longitude:
            click(form.locate)
            wait_until(lambda: any(part.isdigit() for part in _words(form.located).split(" · ")), PATIENCE,
                       "the grid cell of the place")
        return {"located": _words(form.located)}

    def do_send_report(self) -> dict[str, Any]:
        """Press the form's button and wait for its answer: the case's number, or that the report is kept here."""
        form = self._form()
        pressed = time.time()
        click(form.send_button)
        wait_until(lambda: form.send_button.isEnabled() and _words(form.answer), PATIENCE, "the answer to the report")
        said = _words(form.answer)
        number = next((word for word in said.replace("：", " ").split() if word.count("-") == 2), "")
        return {"at": pressed, "said": said, "case_number": number}

    def do_shown(self, case_number: str) -> None:
        """Wait until the inspector shows this case."""
        wait_until(lambda: self._shown() == case_number and self.inspector.isVisible(), PATIENCE,
                   f"{case_number} in the inspector")

    def _form(self) -> ReportForm:
        form = self.window.findChild(ReportForm)
        if form is None or not form.isVisible():
            raise NotThere("the report form is not open")
        return form

    # Working on a case ------------------------------------------------------------------------------------------
    def do_select(self, case_number: str) -> dict[str, Any]:
        """Click the row of the case and wait until the inspector shows it."""
        row = self._row(case_number)
        if row is None:
            raise NotThere(f"{case_number} is not on the board")
        click_row(self.table.view, row)
        self.do_shown(case_number)
        detail = self.inspector.shown_case()
        assert detail is not None
        return {"version": detail.case.version, "state": detail.case.state,
                "allowed": [one.action for one in detail.allowed]}

    def do_fill(self, action: str, **values: str) -> None:
        """Open an action of the shown case and fill in its values."""
        panel = self.inspector.actions
        wait_until(lambda: panel.isVisible() and panel.open_action(Action(action)), PATIENCE, f"the action {action}")
        for name, words in values.items():
            wait_until(lambda name=name: self._field(name), PATIENCE, f"the field {name} of {action}")
            field = self._field(name)
            if isinstance(field, ConditionField):
                choose(field.editor, words)
            elif isinstance(field, DepartmentField):
                take_proposal(field.editor.lineEdit(), words)
            else:
                type_into(field, words)

    def _field(self, name: str) -> ValueField | None:
        fields = self.inspector.actions.findChildren(ValueField)
        return next((one for one in fields if one.need == name and one.isVisible()), None)

    def do_press(self, at: float = 0.0) -> dict[str, Any]:
        """Press the button of the open action. With ``at`` (seconds since 1970) at exactly that moment: the finger is
        on its way, nothing that comes meanwhile is seen any more."""
        button = self.inspector.actions.confirm
        while time.time() < at:
            pass
        pressed = time.time()
        click(button)
        return {"at": pressed}

    def do_wait_conflict(self) -> dict[str, Any]:
        """Wait until the inspector says that somebody else was first; returns its words and what is still typed."""
        bar = self.inspector.conflict
        wait_until(bar.isVisible, PATIENCE, "the word that somebody else was first")
        words = " ".join(label.text() for label in bar.findChildren(QLabel))
        return {"words": words, "kept": self.inspector.has_words()}

    def do_attach(self, file: str, kind: str) -> dict[str, Any]:
        """Drop a file on the shown case as this kind, and wait until the case has it."""
        strip = self.inspector.attachments
        before = len(self._attachments())
        self.do_show("attachments")
        choose(strip.kind, kind)
        drop_file(strip, Path(file))
        wait_until(lambda: len(self._attachments()) > before, PATIENCE, "the file at the case")
        return {"count": len(self._attachments())}

    def do_compare(self, open: bool) -> None:
        """Look at the pictures before and after side by side, or put them away."""
        strip = self.inspector.attachments
        if open:
            wait_until(strip.compare.isVisible, PATIENCE, "pictures before and after")
            self.do_show("attachments")
            click(strip.compare)
            wait_until(self._pictures, PATIENCE, "the pictures' window")
            shown = self._pictures()[0]  # a desktop would put it in the middle; without one nobody does
            shown.move(self.window.frameGeometry().center() - shown.rect().center())
        else:
            QTest.keyClick(self._pictures()[0], Qt.Key.Key_Escape)

    def do_show(self, part: str) -> None:
        """Scroll the inspector until this part of it can be seen."""
        wanted = getattr(self.inspector, part)
        area = wanted.parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        QApplication.processEvents()
        if area is not None:
            area.verticalScrollBar().setValue(wanted.mapTo(area.widget(), wanted.rect().topLeft()).y() - 40)

    # The sheet --------------------------------------------------------------------------------------------------
    def do_issue_sheet(self) -> dict[str, Any]:
        """Go to the sheet's page and issue the sheet of today."""
        page = self._sheet()
        self.do_page(2)
        wait_until(lambda: page.isVisible() and page.issue_button.isEnabled(), PATIENCE, "the sheet's page")
        click(page.issue_button)
        wait_until(lambda: page.shown is not None and page.save_button.isEnabled(), PATIENCE, "the sheet")
        wait_until(lambda: has_ink(page.preview.view.viewport()), PATIENCE, "the sheet's first page on the screen")
        return {"state": page.state.text()}

    def do_save_sheet(self) -> dict[str, Any]:
        """Save the sheet with the dialog's own proposal; returns the file."""
        page = self._sheet()
        click(page.save_button)
        dialog = page.findChild(QFileDialog)
        wait_until(dialog.isVisible, PATIENCE, "the dialog to save")
        file = Path(dialog.selectedFiles()[0])
        click(dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Save))
        wait_until(file.exists, PATIENCE, "the saved sheet")
        return {"file": str(file)}

    def _sheet(self) -> SheetPage:
        return self.window.findChild(SheetPage)

    # Inside -----------------------------------------------------------------------------------------------------
    def _row(self, case_number: str) -> int | None:
        model = self.table.view.model()
        return next((row for row in range(model.rowCount())
                     if model.index(row, 0).data(CaseRole.CASE).case_number == case_number), None)

    def _shown(self) -> str:
        detail = self.inspector.shown_case()
        return detail.case.case_number if detail is not None else ""

    def _pictures(self) -> list[PictureView]:
        return [one for one in QApplication.topLevelWidgets() if isinstance(one, PictureView) and one.isVisible()]

    def _attachments(self) -> tuple[object, ...]:
        detail = self.inspector.shown_case()
        return detail.attachments if detail is not None else ()


def _words(widget: QWidget) -> str:
    """The words of a label or a button; glyph labels keep theirs in a property."""
    text = getattr(widget, "text", "")
    return str(text() if callable(text) else text)
