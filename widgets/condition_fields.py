"""What a move asks of the catalogue: the filing condition and the closing condition."""

from __future__ import annotations

from collections.abc import Iterable

from qtpy.QtCore import Qt
from qtpy.QtWidgets import QComboBox, QWidget

from app.domain.case_detail import CaseDetail
from app.domain.catalogue import Subcategory
from widgets.class_search import ClassSearch
from widgets.time_words import condition_words
from widgets.tokens import Tokens, tool_tip
from widgets.value_fields import ValueField, open_list


class ConditionField(ValueField):
    """The filing condition: first the class by typing, then one of its conditions with its limit."""

    def __init__(self, tokens: Tokens, catalogue: Iterable[Subcategory], parent: QWidget | None = None) -> None:
        super().__init__(tokens, "condition", parent=parent)
        self.search = ClassSearch(tokens)
        self.search.set_catalogue(catalogue)
        self.search.class_chosen.connect(self._class_chosen)
        self.editor = QComboBox()
        self.editor.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.editor.setPlaceholderText(self.tr("Choose the filing condition"))
        self.editor.currentIndexChanged.connect(self._condition_chosen)
        self.box.addWidget(self.search)
        self.finish(self.editor)
        self._touched = False

    def prepare(self, detail: CaseDetail) -> None:
        self.search.choose(detail.minor_id)
        self._class_chosen(detail.minor_id)
        if detail.condition_id is not None:
            self.editor.setCurrentIndex(self.editor.findData(detail.condition_id))
        self._touched = False

    def value(self) -> int | None:
        return self.editor.currentData()

    def draft(self) -> str:
        chosen = self.search.chosen()
        if not self._touched or chosen is None:
            return ""
        return f"{chosen.minor_id} {self.editor.currentData() or ''}".strip()

    def restore(self, draft: str) -> None:
        numbers = [int(part) for part in draft.split()]
        if not numbers:
            return
        self.search.choose(numbers[0])
        self._class_chosen(numbers[0])
        if len(numbers) > 1:
            self.editor.setCurrentIndex(self.editor.findData(numbers[1]))
        self._touched = True

    def _class_chosen(self, minor_id: int | None) -> None:
        self._touched = True
        self.editor.clear()
        chosen = self.search.chosen() if minor_id is not None else None
        for one in chosen.conditions if chosen is not None else ():
            self.editor.addItem(condition_words(one), one.condition_id)
            self.editor.setItemData(self.editor.count() - 1, tool_tip(one.condition), Qt.ItemDataRole.ToolTipRole)
        # A class with one condition needs no second choice; with several the person decides.
        self.editor.setCurrentIndex(0 if self.editor.count() == 1 else -1)
        self.changed.emit()

    def _condition_chosen(self) -> None:
        self._touched = True
        self.editor.setToolTip(tool_tip(self.editor.currentText()))
        self.changed.emit()


class ClosingField(ValueField):
    """The closing condition: what the catalogue proposes, or own words."""

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(tokens, "closing_condition", parent=parent)
        self.editor = open_list()
        self._proposed = ""
        self.editor.editTextChanged.connect(self.changed)
        self.finish(self.editor)

    def prepare(self, detail: CaseDetail) -> None:
        self._proposed = detail.closing_condition
        self.editor.clear()
        parts = [part.strip() for part in detail.closing_condition.replace("，", "、").split("、") if part.strip()]
        self.editor.addItems([detail.closing_condition] if detail.closing_condition else [])
        self.editor.addItems([part for part in parts if part != detail.closing_condition])
        self.editor.setEditText(detail.closing_condition)

    def value(self) -> str | None:
        return self.editor.currentText().strip() or None

    def draft(self) -> str:
        text = self.editor.currentText()
        return "" if text == self._proposed else text

    def restore(self, draft: str) -> None:
        if draft:
            self.editor.setEditText(draft)
