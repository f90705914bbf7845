"""The department that a move asks for: picked, typed, or taken as it is proposed."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from qtpy.QtCore import Qt
from qtpy.QtWidgets import QCompleter, QLabel, QWidget

from app.domain.people import Department
from widgets.field_words import field_word
from widgets.tokens import Tokens
from widgets.value_fields import ValueField, open_list

_MOST_REASONS = 3  # proposals that say why below the line; the others stand on top of the list


def likely_department(responsible_units: str, departments: Iterable[Department]) -> Department | None:
    """The one active department that the catalogue's words name, wholly or by its short form; None when not just one.

    The words list units such as ``市政公用、园林``; a department is called ``市政公用中心``.
    """
    units = [unit.strip() for unit in re.split(r"[、，,;；/\s]+", responsible_units) if len(unit.strip()) > 1]
    found = [one for one in departments if one.active and any(unit in one.name or one.name in unit for unit in units)]
    return found[0] if len(found) == 1 else None


class DepartmentField(ValueField):
    """Picking the department by list or by typing a part of its name; Enter in the empty line takes the proposal."""

    def __init__(self, tokens: Tokens, departments: Iterable[Department], parent: QWidget | None = None) -> None:
        super().__init__(tokens, "department", parent=parent)
        self._departments = tuple(departments)
        self._proposed: Department | None = None
        self._reasons = QLabel()
        self._reasons.setProperty("role", "quiet")
        self._reasons.setTextFormat(Qt.TextFormat.PlainText)
        self._reasons.setWordWrap(True)
        self._reasons.hide()
        self.editor = open_list()
        for one in self._departments:
            if one.active:
                self.editor.addItem(one.name, one.department_id)
        proposals = QCompleter(self.editor.model(), self.editor)
        proposals.setFilterMode(Qt.MatchFlag.MatchContains)
        proposals.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.editor.setCompleter(proposals)
        self.editor.setCurrentIndex(-1)
        self.editor.setEditText("")
        line = self.editor.lineEdit()
        line.setPlaceholderText(self.tr("Type a part of the name"))
        line.setAccessibleName(field_word("department"))
        line.returnPressed.connect(self._take_proposal)
        self.editor.editTextChanged.connect(self.changed)
        self.finish(self.editor)
        self.box.insertWidget(2, self._reasons)

    def value(self) -> int | None:
        row = self.editor.findText(self.editor.currentText().strip(), Qt.MatchFlag.MatchExactly)
        return None if row < 0 else int(self.editor.itemData(row))

    def draft(self) -> str:
        return self.editor.currentText()

    def restore(self, draft: str) -> None:
        row = self.editor.findText(draft, Qt.MatchFlag.MatchExactly)
        self.editor.setCurrentIndex(row)
        if row < 0:
            self.editor.setEditText(draft)

    def departments(self) -> tuple[Department, ...]:
        """All that were given, those out of use too."""
        return self._departments

    def likely(self) -> int | None:
        """The department that is chosen or, while the line is empty, the one that Enter takes."""
        if self.editor.currentText().strip():
            return self.value()
        return self._proposed.department_id if self._proposed is not None else None

    def propose(self, responsible_units: str, not_again: int | None = None) -> None:
        """Show the department that the catalogue makes responsible; ``not_again`` is one that returned the case."""
        self._proposed = likely_department(responsible_units, (
            one for one in self._departments if one.department_id != not_again))
        if self._proposed is not None:
            self.editor.lineEdit().setPlaceholderText(
                self.tr("{name}?  Enter takes it").format(name=self._proposed.name))

    def propose_these(self, proposals: Iterable[tuple[int, str]], not_again: Collection[int | None] = ()) -> bool:
        """Show these departments, the best first, as first choices with why; False when none of them is in use.

        Enter in the empty line takes the first; the list opens with all of them on top. ``not_again`` are those that
        returned the case: each may be chosen, but never by Enter alone.
        """
        active = {one.department_id: one for one in self._departments if one.active}
        known = [(active[department_id], why) for department_id, why in proposals if department_id in active]
        if not known:
            return False
        for place, (one, _why) in enumerate(known):
            row = self.editor.findData(one.department_id)
            self.editor.removeItem(row)
            self.editor.insertItem(place, one.name, one.department_id)
        self.editor.setCurrentIndex(-1)
        self.editor.setEditText("")
        self._proposed = next((one for one, _why in known if one.department_id not in not_again), None)
        if self._proposed is not None:
            self.editor.lineEdit().setPlaceholderText(
                self.tr("{name}?  Enter takes it").format(name=self._proposed.name))
        self._reasons.setText("\n".join(f"{one.name}: {why}" for one, why in known[:_MOST_REASONS]))
        self._reasons.show()
        return True

    def _take_proposal(self) -> None:
        if self._proposed is not None and not self.editor.currentText().strip():
            self.restore(self._proposed.name)
