"""A person at a station of the tour who has no mouse: every key goes where the keyboard is, and is counted.

Text is typed or handed over by an input method and is not counted; every other press is, modifiers too.
"""

from __future__ import annotations

import time
from functools import partial
from pathlib import Path
from typing import Any

from qtpy.QtGui import QGuiApplication
from qtpy.QtWidgets import QApplication, QCheckBox, QComboBox, QLineEdit, QListWidget, QPushButton, QWidget

from app.domain.case import Action
from ui.tour.fingers import NotThere, photograph, wait_until
from ui.tour.seat import PATIENCE
from ui.tour.typist import Typist
from widgets.action_panel import ActionPanel
from widgets.department_field import DepartmentField
from widgets.departments_field import DepartmentsField
from widgets.main_case_field import MainCaseField
from widgets.other_actions import OTHER_KEY, WALK_KEY
from widgets.value_fields import ValueField
from widgets.words import action_word


class Keyboard(Typist):
    """What the shift asks a person to do by keys; every order answers with the ``keys`` that it took."""

    # Taking reports down ------------------------------------------------------------------------------------------
    def do_type_report(self, description: str, place: str, minor: str, phone: str = "", picture: str = "",
                       similar: str = "", about: str = "") -> dict[str, Any]:
        """Take a report down and send it; ``similar``: the keys that say what it is about, instead of sending it."""
        self._target()
        self._press("F4")
        form = self.window.board.form
        wait_until(form.description.hasFocus, PATIENCE, "the report form")
        self._write(description)
        self._press("Tab")
        self._walk_to(form.place.hasFocus, "the place")
        self._write(place)
        if place:
            wait_until(lambda: bool(form.place.proposed()), PATIENCE, f"a proposal for {place}")
            self._press("Return")
            wait_until(lambda: form.draft().position is not None, PATIENCE, f"the position of {place}")
        self._choose_class(minor)
        if phone:
            self._walk_to(form.reporter_phone.hasFocus, "the telephone")
            self._write(phone)
        if similar:
            wait_until(lambda: form.similar.isVisible() and form.similar.chosen() is not None, PATIENCE,
                       "cases that it may be about")
        if picture:
            self._photograph(picture)
        return self._send_report(similar or "Ctrl+Return", description, about)

    def _choose_class(self, minor: str) -> None:
        form = self.window.board.form
        wait_until(lambda: bool(form.proposed.rows[0].words), PATIENCE, "a proposed class")
        self._walk_to(form.minor.hasFocus, "the class")
        proposed = form.minor.proposed()
        rows = [number for number, row in enumerate(form.proposed.rows, 1) if row.words.startswith(f"{minor} · ")]
        if rows and rows[0] > 1:
            self._press(f"Ctrl+{rows[0]}")
            return
        if proposed is None or proposed.name != minor:
            self._write(minor)
            popup = form.minor.completer().popup()
            if popup.isVisible():
                self._walk_to(lambda: f"{minor} ·" in str(popup.currentIndex().data()), minor, "Down")
        self._press("Return")
        chosen = form.minor.chosen()
        if chosen is None or chosen.name != minor:
            raise NotThere(f"the class {minor} was not taken")

    def do_paste_report(self, words: str, minor: str, picture: str = "") -> dict[str, Any]:
        """Paste a chat message, confirm proposal after proposal with Enter, and send it."""
        QGuiApplication.clipboard().setText(words)
        self._press("Ctrl+Shift+V")
        form = self.window.board.form
        wait_until(lambda: self.window.board.reporting and form.place.hasFocus(), PATIENCE, "the pasted message")
        wait_until(lambda: bool(form.place.proposed()) and bool(form.proposed.rows[0].words), PATIENCE,
                   "proposals for the message")
        if picture:
            self._photograph(picture)
        description = form.description.toPlainText()
        for _ in range(12):
            focused = QApplication.focusWidget()
            if focused is form.send_button:
                return self._send_report("Return", description)
            chosen = form.minor.chosen() or form.minor.proposed()
            if focused is form.minor and (chosen is None or chosen.name != minor):
                self._choose_class(minor)
                continue
            self._press("Return")
            wait_until(partial(_is_elsewhere, focused), PATIENCE,
                       f"what follows {focused.accessibleName() if focused is not None else 'nothing'}")
        raise NotThere("the button that sends the report was not reached by Enter")

    def _send_report(self, keys: str, description: str, about: str = "") -> dict[str, Any]:
        board = self.window.board
        pressed = time.time()
        self._press(keys)

        def answered() -> bool:
            detail = self.inspector.shown_case()
            return not board.reporting and detail is not None and (
                self._shown() == about or detail.description == description)

        wait_until(answered, PATIENCE, f"the answer to “{description[:12]}”")
        return self._with_keys(at=pressed, case_number=self._shown())

    # Working on a case --------------------------------------------------------------------------------------------
    def do_open_number(self, case_number: str) -> dict[str, Any]:
        """Open a case by ``/`` and its number, unless it is open."""
        if self._shown() != case_number or not self.inspector.isVisible():
            self._press("/")
            self._write(case_number.lstrip("/"))
            self._press("Return")
        self.do_shown(case_number)
        return self._with_keys()

    def do_work(self, case_number: str, version: int, action: str, values: dict[str, str], picture: str = "",
                ) -> dict[str, Any]:
        """Open the case, open the action, fill it in, look at it (``picture``), press F8."""
        self.do_open_number_quietly(case_number)
        wait_until(lambda: self._version() >= version, PATIENCE, f"version {version} of {case_number} in the inspector")
        panel, wanted = self.inspector.actions, Action(action)
        wait_until(lambda: (panel.isVisible() and panel.confirm.isEnabled()) or not panel.confirm.isVisible(), PATIENCE,
                   f"{case_number} to be ready for {action}")
        self._open(panel, wanted)
        for need, words in values.items():
            self._fill(panel, wanted, need, words)
        if picture:
            self._photograph(picture)
        pressed = time.time()
        self._press("F8")
        return self._with_keys(at=pressed)

    def do_open_number_quietly(self, case_number: str) -> None:
        """As ``open_number``; its keys count for the order that follows."""
        keys = self.do_open_number(case_number)["keys"]
        self._keys += keys

    def _version(self) -> int:
        detail = self.inspector.shown_case()
        return detail.case.version if detail is not None else 0

    def _open(self, panel: ActionPanel, action: Action) -> None:
        word = action_word(action)
        if panel.confirm.isVisible() and panel.confirm.accessibleName() == word:
            return
        buttons = [one for one in panel.findChildren(QPushButton) if one.isVisible() and one.accessibleName() == word]
        if not buttons:
            offered = [one.accessibleName() for one in panel.findChildren(QPushButton) if one.isVisible()]
            raise NotThere(f"{word} is not offered; offered are {'、'.join(offered)}")
        if OTHER_KEY in buttons[0].text():
            self._press(OTHER_KEY)
        else:
            self._press(WALK_KEY)
            self._walk_to(buttons[0].hasFocus, word, "Right")
            self._press("Return")
        wait_until(lambda: panel.confirm.accessibleName() == word, PATIENCE, f"the action {word}")

    def _fill(self, panel: ActionPanel, action: Action, need: str, words: str) -> None:
        wait_until(lambda: self._field(need), PATIENCE, f"the field {need} of {action}")
        field = self._field(need)
        assert field is not None
        if not words and field.value() is not None:
            return  # filled in by the case itself
        if not panel.isAncestorOf(QApplication.focusWidget()):
            self._press("F8")  # something is missing: it says so, and the keyboard goes there
        self._walk_to(lambda: _holds(field, QApplication.focusWidget()), need)
        editor = field.focusProxy()
        if isinstance(editor, QListWidget) and not words:
            self._press("Space")  # the first of the list
        elif isinstance(editor, QListWidget):
            self._walk_to(lambda: any(words in one.text() for one in editor.selectedItems()), words, "Down")
        elif isinstance(editor, QCheckBox):
            self._press("Space")  # a moment that need not be given: the tick takes the one that is proposed
        elif isinstance(editor, QComboBox) and not editor.isEditable():
            self._walk_to(lambda: words in editor.currentText() and editor.currentIndex() >= 0, words,
                          "Down")
        elif isinstance(field, DepartmentField | DepartmentsField | MainCaseField):
            self._write(words)
            if QApplication.activePopupWidget() is not None or not words or isinstance(field, DepartmentsField):
                self._press("Return")
        else:
            if isinstance(editor, QComboBox | QLineEdit):
                self._press("Ctrl+A")
            self._write(words)

    def do_answer_task(self, words: str, picture: str = "") -> dict[str, Any]:
        """Type a worker's answer with its code into the line under the tasks of the open case."""
        line = self.inspector.body.tasks.answer.line
        self._walk_to(line.hasFocus, "the line for the answer")
        self._write(words)
        if picture:
            self._photograph(picture)
        pressed = time.time()
        self._press("Return")
        return self._with_keys(at=pressed)

    def do_task_code(self, case_number: str) -> dict[str, Any]:
        """The code of the open task of the open case."""
        def codes() -> list[str]:
            detail = self.inspector.shown_case()
            return [one.code for one in detail.tasks if one.is_open and one.code] if detail is not None else []

        wait_until(lambda: self._shown() == case_number and codes(), PATIENCE, "the code of the task")
        return {"code": codes()[0]}

    # The board's tools --------------------------------------------------------------------------------------------
    def do_choose_rows(self, numbers: list[str], picture: str = "") -> dict[str, Any]:
        """Choose these neighbouring rows of the table with Shift and the arrows."""
        view = self.table.view
        self._walk_to(lambda: view.hasFocus() or self.table.hasFocus(), "the table")
        self._press("Home")
        model = view.model()
        top = min(row for number in numbers if (row := self._row(number)) is not None)
        for _ in range(top):
            self._press("Down")
        for _ in range(len(numbers) - 1):
            self._press("Shift+Down")
        wait_until(lambda: self.window.board.batch.isVisible(), PATIENCE, "the batch")
        if picture:
            self._photograph(picture)
        return self._with_keys(rows=model.rowCount())

    def do_batch(self, needs: list[str], picture: str = "") -> dict[str, Any]:
        """F8 opens the likely step of the batch; Enter takes what is proposed; F8 does it."""
        batch = self.window.board.batch
        wait_until(lambda: any(one.isVisible() for one in batch.buttons.findChildren(QPushButton)), 3 * PATIENCE,
                   "what may be done to the batch")
        self._press("F8")
        for words in needs:
            self._write(words)
            if QApplication.activePopupWidget() is not None:
                self._press("Return")
        if picture:
            self._photograph(picture)
        self._press("F8")
        wait_until(lambda: bool(batch.told.text()) and not batch.progress.isVisible(), PATIENCE, "the batch's result")
        return self._with_keys(told=batch.told.text())

    def do_count_rows(self, rows: int) -> dict[str, Any]:
        """Wait until the table has so many rows."""
        wait_until(lambda: self.table.view.model().rowCount() == rows, PATIENCE, f"{rows} rows")
        return {"rows": rows}

    def do_shows(self) -> dict[str, Any]:
        """Every row of the board as (number, version), for whoever compares it with the database."""
        model = self.window.board.model
        return {"rows": [(case.case_number, case.version) for case in model.cases]}

    def _photograph(self, file: str) -> None:
        QApplication.processEvents()
        photograph(self.window, Path(file))


def _holds(field: ValueField, focused: QWidget | None) -> bool:
    proxy = field.focusProxy()
    return focused is not None and (focused is proxy or (proxy is not None and proxy.isAncestorOf(focused))
                                    or (isinstance(proxy, QComboBox) and focused is proxy.lineEdit()))


def _is_elsewhere(widget: QWidget | None) -> bool:
    return QApplication.focusWidget() is not widget
