"""Correcting what was taken down: only the values that really differ are sent."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from qtpy.QtCore import Signal
from qtpy.QtWidgets import QCheckBox, QLabel, QLineEdit, QWidget

from app.domain.case import CaseState
from app.domain.case_detail import CaseDetail
from app.domain.catalogue import Subcategory
from widgets.class_search import ClassSearch
from widgets.field_words import field_word
from widgets.growing_text import GrowingText
from widgets.tokens import Tokens
from widgets.value_fields import ValueField


class AmendField(ValueField):
    """Description, place, class and urgency as they stand, to be changed; the class only until it is registered.

    Signals: changed() and sent() of ``ValueField``.
    """

    sent = Signal()

    def __init__(self, tokens: Tokens, catalogue: Iterable[Subcategory], parent: QWidget | None = None) -> None:
        super().__init__(tokens, "changes", parent=parent)
        self._before: dict[str, Any] = {}
        self.description = GrowingText(tokens, 2)
        self.place = QLineEdit()
        self.minor = ClassSearch(tokens)
        self.minor.set_catalogue(catalogue)
        self._minor_label = self._label("minor_id")
        self.urgent = QCheckBox(self.tr("Urgent"))
        self.label.hide()
        for name, editor in (("description", self.description), ("place", self.place)):
            label = self._label(name)
            label.setBuddy(editor)
            editor.setAccessibleName(field_word(name))
            self.box.addWidget(label)
            self.box.addWidget(editor)
        self.box.addWidget(self._minor_label)
        self.box.addWidget(self.minor)
        self.box.addWidget(self.urgent)
        self.box.addWidget(self.wrong)
        self.setFocusProxy(self.description)
        self.description.textChanged.connect(self.changed)
        self.description.sent.connect(self.sent)
        self.place.textChanged.connect(self.changed)
        self.minor.class_chosen.connect(self.changed)
        self.urgent.toggled.connect(self.changed)

    @staticmethod
    def _label(name: str) -> QLabel:
        label = QLabel(field_word(name))
        label.setProperty("role", "label")
        return label

    def prepare(self, detail: CaseDetail) -> None:
        self._before = {
            "description": detail.description, "place": detail.case.place, "minor_id": detail.minor_id,
            "urgency": detail.case.urgency,
        }
        open_class = detail.case.state is CaseState.REPORTED
        self.minor.setVisible(open_class)
        self._minor_label.setVisible(open_class)
        self._show(self._before)

    def value(self) -> dict[str, Any] | None:
        now = self._now()
        return {name: value for name, value in now.items() if value != self._before.get(name)} or None

    def draft(self) -> str:
        changes = self.value()
        return json.dumps(changes, ensure_ascii=False) if changes else ""

    def restore(self, draft: str) -> None:
        if draft:
            self._show(self._before | json.loads(draft))

    def _now(self) -> dict[str, Any]:
        chosen = self.minor.chosen()
        return {
            "description": self.description.toPlainText().strip(), "place": self.place.text().strip(),
            "minor_id": chosen.minor_id if chosen is not None else self._before.get("minor_id"),
            "urgency": "urgent" if self.urgent.isChecked() else "normal",
        }

    def _show(self, values: dict[str, Any]) -> None:
        self.description.setPlainText(values["description"])
        self.place.setText(values["place"])
        self.place.setCursorPosition(0)
        self.minor.choose(values["minor_id"])
        self.urgent.setChecked(values["urgency"] == "urgent")
