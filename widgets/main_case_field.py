"""Which case a report is part of: one of the likely ones, or any other by its number."""

from __future__ import annotations

from collections.abc import Iterable

from qtpy.QtCore import QStringListModel, Qt
from qtpy.QtWidgets import QCompleter, QWidget

from app.domain.similar_case import SimilarCase
from widgets.similar_words import reason_words
from widgets.tokens import Tokens, tool_tip
from widgets.value_fields import ValueField, open_list

_APART = " · "


class MainCaseField(ValueField):
    """The likely cases to choose from with the arrow keys, each with its reasons; typing a number, or its last digits,
    names any other. Enter in the empty line takes the likeliest."""

    def __init__(self, tokens: Tokens, similar: Iterable[SimilarCase], parent: QWidget | None = None) -> None:
        super().__init__(tokens, "into_case", parent=parent)
        self._similar = tuple(one for one in similar if one.is_open and one.case_id is not None)
        self.editor = open_list()
        for one in self._similar:
            self.editor.addItem(_APART.join((one.case_number, *reason_words(one))), one.case_number)
            self.editor.setItemData(self.editor.count() - 1, tool_tip(one.summary), Qt.ItemDataRole.ToolTipRole)
        told = [self.editor.itemText(row) for row in range(self.editor.count())]
        proposals = QCompleter(QStringListModel(told, self), self.editor)
        proposals.setFilterMode(Qt.MatchFlag.MatchContains)
        self.editor.setCompleter(proposals)
        self.editor.setCurrentIndex(-1)
        self.editor.setEditText("")
        line = self.editor.lineEdit()
        line.setAccessibleName(self.label.text())
        line.setPlaceholderText(self.tr("{number}?  Enter takes it").format(number=self._similar[0].case_number)
                                if self._similar else self.tr("Number, or its last digits"))
        line.returnPressed.connect(self._take_likeliest)
        self.editor.editTextChanged.connect(self.changed)
        self.finish(self.editor)

    def value(self) -> str | None:
        """The number of the case, as it was chosen or typed."""
        return self.editor.currentText().split(_APART)[0].strip() or None

    def draft(self) -> str:
        return self.editor.currentText()

    def restore(self, draft: str) -> None:
        row = self.editor.findText(draft, Qt.MatchFlag.MatchExactly)
        self.editor.setCurrentIndex(row)
        if row < 0:
            self.editor.setEditText(draft)

    def choose(self, case_number: str) -> None:
        """This one it is."""
        row = self.editor.findData(case_number)
        self.restore(self.editor.itemText(row) if row >= 0 else case_number)
        self.editor.lineEdit().setCursorPosition(0)  # the number stands in front

    def _take_likeliest(self) -> None:
        if self._similar and not self.editor.currentText().strip():
            self.choose(self._similar[0].case_number)
