"""What a person states of a file that is to be imported; the keys that try and store it."""

from __future__ import annotations

from pathlib import Path

from qtpy.QtCore import Signal, Slot
from qtpy.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.domain.area import AreaLevel
from app.domain.file_import import ImportKind, ImportOrder, Recognised
from app.domain.place import PlaceKind
from widgets.column_choice import ColumnChoice
from widgets.elided_label import ElidedLabel
from widgets.import_words import kind_word
from widgets.place_words import kind_of_place_word
from widgets.tokens import GAP, Tokens
from widgets.words import level_word

LONGEST_REASON = 500
LIST_FILES = "*.csv *.tsv *.txt *.xlsx *.xlsm *.xls *.geojson *.json"
SYSTEMS = ("CGCS2000 / WGS-84", "GCJ-02", "BD-09")
STATED = {"CGCS2000 / WGS-84": "CGCS2000"}


class ImportForm(QWidget):
    """Kind, file, how to read it, which column is which.

    Signals:
        file_asked(): choose a file.
        look_asked(): kind or encoding is another: look at the file again.
        changed(): what was tried is not what stands here any more.
        try_asked(): try it.
        store_asked(): store what was tried.
    """

    file_asked = Signal()
    look_asked = Signal()
    changed = Signal()
    try_asked = Signal()
    store_asked = Signal()

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("plain", True)
        self._tokens = tokens
        self._path: Path | None = None
        self._found: Recognised | None = None
        self.kind, self.level, self.place_kind = QComboBox(), QComboBox(), QComboBox()
        self.crs, self.encoding = QComboBox(), QComboBox()
        self.file = QPushButton(self.tr("Choose a file…"))
        self.name = ElidedLabel(tokens)
        self.repair = QCheckBox(self.tr("Mend borders"))
        self.despite_shift = QCheckBox(self.tr("Store it although it is shifted"))
        self.reason = QLineEdit()
        self.reason.setMaxLength(LONGEST_REASON)
        self.reason.setPlaceholderText(self.tr("Why these borders may stand; it stays on record under your name"))
        self.codes = QLineEdit()
        self.codes.setPlaceholderText(self.tr("The file has no codes? Name=code, Name=code …"))
        self.columns = ColumnChoice(tokens)
        self.attempt, self.store = QPushButton(self.tr("Try  F8")), QPushButton(self.tr("Store  F8"))
        self._fill_choices()
        self._lay_out()
        self.kind.currentIndexChanged.connect(self._kind_chosen)
        self.encoding.currentIndexChanged.connect(self.look_asked)
        for choice in (self.level, self.place_kind):
            choice.currentIndexChanged.connect(self.changed)
        self.crs.currentTextChanged.connect(self.changed)
        self.repair.toggled.connect(self.changed)
        self.despite_shift.toggled.connect(self.changed)
        self.reason.textChanged.connect(self.changed)
        self.codes.textChanged.connect(self.changed)
        self.file.clicked.connect(self.file_asked)
        self.attempt.clicked.connect(self.try_asked)
        self.store.clicked.connect(self.store_asked)
        self.changed.connect(self._tell_crs)
        self._kind_chosen()

    def _fill_choices(self) -> None:
        for kind in ImportKind:
            self.kind.addItem(kind_word(kind), kind)
        self.level.addItem(self.tr("Level: as the file says"), None)
        for level in AreaLevel:
            self.level.addItem(level_word(level), level)
        self.place_kind.addItem(self.tr("Kind: as the list says"), None)
        for one in PlaceKind:
            self.place_kind.addItem(kind_of_place_word(one), one)
        self.crs.setEditable(True)
        self.crs.addItem(self.tr("As the file says"))
        self.crs.addItems(SYSTEMS)
        for words, name in ((self.tr("Encoding: recognised"), ""), ("UTF-8", "utf-8"), ("GBK", "gbk")):
            self.encoding.addItem(words, name)
        for choice, words in ((self.kind, self.tr("What the file holds")), (self.level, self.tr("Level")),
                              (self.place_kind, self.tr("Kind of place")), (self.crs, self.tr("Coordinate system")),
                              (self.encoding, self.tr("Encoding")), (self.codes, self.tr("Codes by name")),
                              (self.reason, self.tr("Reason"))):
            choice.setAccessibleName(words)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        system = QLabel(self.tr("Coordinate system"))
        self.crs.setMinimumWidth(self._tokens.px(184))
        for parts in ((self.kind, self.file, self.name), (system, self.crs, self.level, self.place_kind, self.encoding,
                                                          self.repair),
                      (self.columns,), (self.codes,), (self.despite_shift,), (self.reason,),
                      (self.attempt, self.store)):
            row = QHBoxLayout()
            row.setSpacing(self._tokens.px(GAP))
            for part in parts:
                row.addWidget(part, 1 if part in (self.name, self.columns, self.codes, self.reason) else 0)
            if parts[-1] not in (self.name, self.columns, self.codes, self.reason):
                row.addStretch(1)
            column.addLayout(row)
        column.setSpacing(self._tokens.px(GAP))
        self.attempt.setProperty("primary", True)
        self.despite_shift.hide()
        self.reason.hide()
        self.codes.hide()
        self.let_store(False)

    def order(self) -> ImportOrder | None:
        """What stands here; None without a file."""
        if self._path is None:
            return None
        kind = ImportKind(self.kind.currentData())
        words = self.crs.currentText().strip()
        crs = "" if words == self.crs.itemText(0) else STATED.get(words, words)
        areas = kind is ImportKind.AREA
        return ImportOrder(
            kind, self._path, crs, self.encoding.currentData(), self.columns.chosen(),
            _codes(self.codes.text()) if areas else (),
            self.level.currentData() if areas else None,
            self.place_kind.currentData() if kind is ImportKind.PLACE else None, areas and self.repair.isChecked(),
            self.despite_shift.isChecked(), self.reason.text().strip() if areas else "")

    def name_filter(self) -> str:
        """Which files can be chosen."""
        files = "*.geojson *.json *.shp" if self.kind.currentData() == ImportKind.AREA else LIST_FILES
        return f"{self.kind.currentText()} ({files})"

    def show_file(self, path: Path) -> None:
        """This file is chosen; what was allowed for another one is not allowed for it."""
        self._path = path
        self.name.setText(str(path))
        self.crs.setCurrentIndex(0)     # what was stated of another file holds for that one
        self.repair.setChecked(False)
        self.codes.clear()
        self.offer(shift=False, reason=False)

    def show_recognised(self, found: Recognised | None) -> None:
        """What it holds; None: not known (yet)."""
        self._found = found
        self.codes.setVisible(found is not None and found.columns.get("code", "-") == ""
                              and self.kind.currentData() == ImportKind.AREA)
        self.columns.show_columns(found)
        for choice in self.columns.fields.values():
            choice.currentIndexChanged.connect(self.changed)
        self._tell_crs()

    def offer(self, *, shift: bool, reason: bool) -> None:
        """The ways on after a refusal; one that was taken stays in sight."""
        for widget, wanted, taken in ((self.despite_shift, shift, self.despite_shift.isChecked()),
                                      (self.reason, reason, bool(self.reason.text().strip()))):
            widget.setVisible(wanted or (taken and (shift or reason or self._found is not None)))
        if self._found is None:
            self.despite_shift.setChecked(False)
            self.reason.clear()

    def let_store(self, may: bool) -> None:
        """Whether what stands here was tried."""
        self.store.setEnabled(may)
        for key, first in ((self.store, may), (self.attempt, not may)):
            key.setProperty("primary", first)
            key.style().unpolish(key)
            key.style().polish(key)

    def let_change(self, may: bool) -> None:
        """Nothing is changed while it is carried out."""
        for part in (self.kind, self.file, self.crs, self.level, self.place_kind, self.encoding, self.repair,
                     self.columns, self.codes, self.despite_shift, self.reason):
            part.setEnabled(may)
        if may:
            self._tell_crs()
        else:
            self.attempt.setEnabled(False)
            self.store.setEnabled(False)

    @Slot()
    def _kind_chosen(self) -> None:
        kind = self.kind.currentData()
        self.level.setVisible(kind == ImportKind.AREA)
        self.repair.setVisible(kind == ImportKind.AREA)
        self.place_kind.setVisible(kind == ImportKind.PLACE)
        self.look_asked.emit()

    @Slot()
    def _tell_crs(self) -> None:
        """A table says nothing of its coordinate system: then somebody has to."""
        table = self._path is not None and self._path.suffix.lower() not in (".geojson", ".json", ".shp")
        missing = table and self.crs.currentIndex() == 0 and self.crs.currentText() == self.crs.itemText(0)
        self.crs.setProperty("wrong", missing)
        self.crs.style().unpolish(self.crs)
        self.crs.style().polish(self.crs)
        self.attempt.setEnabled(self._found is not None and not missing)
        self.attempt.setToolTip(
            self.tr("Choose the coordinate system first; a table does not say it.") if missing else "")


def _codes(words: str) -> tuple[tuple[str, str], ...]:
    """``路桥区=331004, 椒江区=331002``; what is no pair names no area, which the try then tells."""
    pairs = (part.partition("=") for part in words.replace("，", ",").replace("＝", "=").split(","))
    return tuple((name.strip(), code.strip()) for name, _, code in pairs if name.strip() and code.strip())
