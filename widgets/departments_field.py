"""Several departments: typed one after the other, each kept as a small button that takes it away again."""

from __future__ import annotations

from collections.abc import Iterable

from qtpy.QtCore import QEvent, QObject, Qt
from qtpy.QtGui import QKeyEvent
from qtpy.QtWidgets import QCompleter, QPushButton, QVBoxLayout, QWidget

from app.domain.people import Department
from widgets.department_field import DepartmentField
from widgets.field_words import field_word
from widgets.layouts import empty_layout
from widgets.tokens import Tokens, tool_tip
from widgets.value_fields import ValueField, open_list

_LARGEST = 20  # as the database has it


class DepartmentsField(ValueField):
    """Enter takes what was typed or, in an empty line, the proposal; Backspace in an empty line drops the last one.

    ``value()`` is a list of department ids in the order in which they were chosen; None for no department.
    """

    def __init__(self, tokens: Tokens, need: str, departments: Iterable[Department], *, optional: bool = False,
                 parent: QWidget | None = None) -> None:
        super().__init__(tokens, need, optional=optional, parent=parent)
        self._names = {one.department_id: one.name for one in departments if one.active}
        self._chosen: list[int] = []
        self._asked: list[int] = []     # what propose() named; of these the main one is not proposed
        self._proposed: list[int] = []
        self._started_with: list[int] = []
        self._main: int | None = None
        self._follows: DepartmentField | None = None
        self.editor = open_list()
        for department_id, name in self._names.items():
            self.editor.addItem(name, department_id)
        matches = QCompleter(self.editor.model(), self.editor)
        matches.setFilterMode(Qt.MatchFlag.MatchContains)
        matches.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.editor.setCompleter(matches)
        self.editor.setCurrentIndex(-1)
        self._line = self.editor.lineEdit()
        self._line.setPlaceholderText(self.tr("Type a part of the name, Enter adds it"))
        self._line.setAccessibleName(field_word(need))
        self._line.installEventFilter(self)
        self.editor.activated.connect(self._picked)
        self._buttons = QWidget()
        self._buttons.setProperty("plain", True)
        self._rows = QVBoxLayout(self._buttons)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(tokens.px(4))
        self._buttons.hide()
        self.finish(self.editor)
        self.box.insertWidget(1, self._buttons)

    def propose(self, departments: Iterable[int]) -> None:
        """Departments that Enter in the empty line takes."""
        self._asked = [one for one in departments if one in self._names]
        self._proposed = [one for one in self._asked if one != self._main]
        words = self.tr("Type a part of the name, Enter adds it")
        if self._proposed:
            names = "、".join(self._names[one] for one in self._proposed)
            words = self.tr("{name}?  Enter takes it").format(name=names)
        self._line.setPlaceholderText(words)

    def start_with(self, departments: Iterable[int]) -> None:
        """Departments that are chosen already; they are no draft."""
        self._started_with = [one for one in departments if one in self._names]
        self._chosen = list(self._started_with)
        self._show()

    def follow(self, main: DepartmentField) -> None:
        """Leave out whatever department is chosen, or would be by Enter, in ``main``."""
        self._follows = main
        main.changed.connect(self._main_changed)
        self._main_changed()

    def leave_out(self, department_id: int | None) -> None:
        """This one is the main department: it is not proposed, not shown and not told as one that assists. Chosen
        before, it comes back when another one becomes the main one."""
        if department_id != self._main:
            self._main = department_id
            self.propose(self._asked)
            self._show()

    def value(self) -> list[int] | None:
        typed = self._typed()
        chosen = [*self._chosen, *([typed] if typed is not None and typed not in self._chosen else [])]
        return [one for one in chosen if one != self._main] or None

    def draft(self) -> str:
        if self._chosen == self._started_with and not self._line.text():
            return ""
        return "\n".join([*(self._names[one] for one in self._chosen), self._line.text()])

    def restore(self, draft: str) -> None:
        if not draft:
            return
        *names, typed = draft.split("\n")
        ids = {name: one for one, name in self._names.items()}
        self._chosen = [ids[name] for name in names if name in ids]
        self._show()
        self._line.setText(typed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys of the empty line, which a combo box would keep to itself."""
        if watched is self._line and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) \
                    and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                return self._enter()
            if event.key() == Qt.Key.Key_Backspace and not self._line.text() and self._chosen:
                self._drop_last()
                return True
        return super().eventFilter(watched, event)

    def _main_changed(self) -> None:
        assert self._follows is not None
        self.leave_out(self._follows.likely())

    def _enter(self) -> bool:
        typed = self._typed()
        if typed is not None:
            self._add([typed])
        elif not self._line.text().strip() and self._proposed:
            self._add(self._proposed)
        return True

    def _picked(self, row: int) -> None:
        self._add([int(self.editor.itemData(row))])

    def _typed(self) -> int | None:
        """The department whose name stands in the line, or the only one that contains what stands there."""
        text = self._line.text().strip()
        if not text:
            return None
        found = [one for one, name in self._names.items() if text.casefold() in name.casefold()]
        exact = [one for one in found if self._names[one] == text]
        return exact[0] if exact else found[0] if len(found) == 1 else None

    def _add(self, departments: Iterable[int]) -> None:
        self._chosen += [one for one in departments if one not in self._chosen][:_LARGEST - len(self._chosen)]
        self.editor.setCurrentIndex(-1)
        self.editor.clearEditText()
        self._show()
        self.changed.emit()

    def _drop_last(self) -> None:
        shown = [one for one in self._chosen if one != self._main]
        if shown:
            self._drop(shown[-1])

    def _drop(self, department_id: int) -> None:
        self._chosen.remove(department_id)
        self._show()
        self._line.setFocus()
        self.changed.emit()

    def _show(self) -> None:
        empty_layout(self._rows)
        shown = [one for one in self._chosen if one != self._main]
        for one in shown:
            button = QPushButton(f"{self._names[one]}  ✕")
            button.setProperty("small", True)
            button.setAccessibleName(self.tr("Take {name} away").format(name=self._names[one]))
            button.setToolTip(tool_tip(button.accessibleName()))
            button.clicked.connect(lambda _checked=False, one=one: self._drop(one))
            self._rows.addWidget(button)
            button.show()
        self._buttons.setVisible(bool(shown))
