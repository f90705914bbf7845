"""The hands of one person at one station of the tour: they touch the window's widgets and read what stands there.

No order calls a service: a report is typed, a button is clicked, a row is chosen. What is read back is read from the
screen's own models and labels.
"""

from __future__ import annotations

import time
from functools import partial
from pathlib import Path
from typing import Any

from qtpy.QtCore import Qt
from qtpy.QtTest import QTest
from qtpy.QtWidgets import QApplication, QDialogButtonBox, QFileDialog, QLabel

from app.domain.case import Action
from ui.pages.sheet_page import SheetPage
from ui.tour.fingers import (
    NotThere,
    choose,
    click,
    click_row,
    drop_file,
    has_ink,
    take_proposal,
    type_into,
    wait_until,
)
from ui.tour.seat import PATIENCE, Seat, words_of
from widgets.condition_fields import ConditionField
from widgets.department_field import DepartmentField
from widgets.picture_view import PictureView
from widgets.report_form import ReportForm
from widgets.value_fields import ValueField


class Hands(Seat):
    """What the tour can ask a person to do."""

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
            wait_until(lambda: any(part.isdigit() for part in words_of(form.located).split(" · ")), PATIENCE,
                       "the grid cell of the place")
        return {"located": words_of(form.located)}

    def do_send_report(self) -> dict[str, Any]:
        """Press the form's button and wait for its answer: the case's number, or that the report is kept here."""
        form = self._form()
        pressed = time.time()
        click(form.send_button)
        wait_until(lambda: form.send_button.isEnabled() and words_of(form.answer), PATIENCE, "the answer to the report")
        said = words_of(form.answer)
        number = next((word for word in said.replace("：", " ").split() if word.count("-") == 2), "")
        return {"at": pressed, "said": said, "case_number": number}

    def do_shown(self, case_number: str) -> None:
        """Wait until the inspector shows this case."""
        wait_until(lambda: self._shown() == case_number and self.inspector.isVisible(), PATIENCE,
                   f"{case_number} in the inspector")

    def _form(self) -> ReportForm:
        form = self.window.board.form
        if not form.isVisible():
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
            wait_until(partial(self._field, name), PATIENCE, f"the field {name} of {action}")
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
        strip = self.inspector.body.attachments
        before = len(self._attachments())
        self._scroll_to_files()
        choose(strip.kind, kind)
        drop_file(strip, Path(file))
        wait_until(lambda: len(self._attachments()) > before, PATIENCE, "the file at the case")
        return {"count": len(self._attachments())}

    def do_compare(self, open: bool) -> None:
        """Look at the pictures before and after side by side, or put them away."""
        strip = self.inspector.body.attachments
        if open:
            wait_until(strip.compare.isVisible, PATIENCE, "pictures before and after")
            self._scroll_to_files()
            click(strip.compare)
            wait_until(self._pictures, PATIENCE, "the pictures' window")
            shown = self._pictures()[0]  # a desktop would put it in the middle; without one nobody does
            shown.move(self.window.frameGeometry().center() - shown.rect().center())
        else:
            QTest.keyClick(self._pictures()[0], Qt.Key.Key_Escape)

    def _scroll_to_files(self) -> None:
        """Scroll the inspector until the files of the case can be seen."""
        body = self.inspector.body
        QApplication.processEvents()
        top = body.attachments.mapTo(body.widget(), body.attachments.rect().topLeft()).y()
        body.verticalScrollBar().setValue(top - 40)

    # The sheet --------------------------------------------------------------------------------------------------
    def do_issue_sheet(self) -> dict[str, Any]:
        """Go to the sheet's page and issue the sheet of today."""
        page = self._sheet()
        self.do_page(1 + list(self.window.pages).index("sheet"))
        wait_until(lambda: page.isVisible() and page.bar.issue_button.isEnabled(), PATIENCE, "the sheet's page")
        click(page.bar.issue_button)
        wait_until(lambda: page.shown is not None and page.bar.save_button.isEnabled(), PATIENCE, "the sheet")
        wait_until(lambda: has_ink(page.preview.view.viewport()), PATIENCE, "the sheet's first page on the screen")
        return {"state": page.bar.state.text()}

    def do_save_sheet(self) -> dict[str, Any]:
        """Save the sheet with the dialog's own proposal; returns the file."""
        page = self._sheet()
        click(page.bar.save_button)
        dialog = page.findChild(QFileDialog)
        wait_until(dialog.isVisible, PATIENCE, "the dialog to save")
        file = Path(dialog.selectedFiles()[0])
        click(dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Save))
        wait_until(file.exists, PATIENCE, "the saved sheet")
        return {"file": str(file)}

    def _sheet(self) -> SheetPage:
        return self.window.findChild(SheetPage)

    # Inside -----------------------------------------------------------------------------------------------------
    def _shown(self) -> str:
        detail = self.inspector.shown_case()
        return detail.case.case_number if detail is not None else ""

    def _pictures(self) -> list[PictureView]:
        return [one for one in QApplication.topLevelWidgets() if isinstance(one, PictureView) and one.isVisible()]

    def _attachments(self) -> tuple[object, ...]:
        detail = self.inspector.shown_case()
        return detail.attachments if detail is not None else ()
