"""Which column of a file is which field: found by their headings, chosen by hand where that fails."""

from __future__ import annotations

from qtpy.QtWidgets import QComboBox, QGridLayout, QLabel, QWidget

from app.domain.file_import import Recognised
from widgets.import_words import import_field_word
from widgets.tokens import GAP, Tokens

PER_ROW = 4


class ColumnChoice(QWidget):
    """Fields with the headings of the file, four a row.

    Signals: none.
    """

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("plain", True)
        self._tokens = tokens
        self.fields: dict[str, QComboBox] = {}
        self._found: dict[str, str] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(tokens.px(GAP))
        for column in range(1, PER_ROW * 2, 2):
            self._grid.setColumnStretch(column, 1)

    def show_columns(self, found: Recognised | None) -> None:
        """Those of this file; None: there is no file."""
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        self.fields, self._found = {}, dict(found.columns) if found else {}
        for number, (field, heading) in enumerate(self._found.items()):
            choice = QComboBox()
            choice.setAccessibleName(import_field_word(field))
            choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            choice.setMinimumContentsLength(8)
            choice.addItem("–", "")
            for word in found.headings if found else ():
                choice.addItem(word[:60], word)
            choice.setCurrentIndex(max(0, choice.findData(heading)))
            label = QLabel(import_field_word(field))
            label.setBuddy(choice)
            row, place = divmod(number, PER_ROW)
            self._grid.addWidget(label, row, place * 2)
            self._grid.addWidget(choice, row, place * 2 + 1)
            self.fields[field] = choice

    def chosen(self) -> tuple[tuple[str, str], ...]:
        """Field and heading, where a hand chose another than was found."""
        return tuple((field, choice.currentData()) for field, choice in self.fields.items()
                     if choice.currentData() and choice.currentData() != self._found[field])
