"""Which areas go into a file, as they held on which day."""

from __future__ import annotations

from qtpy.QtCore import QDate, Qt, Signal, Slot
from qtpy.QtWidgets import QComboBox, QDateEdit, QFrame, QLabel, QPushButton, QVBoxLayout

from app.domain.area import AreaLevel
from widgets.tokens import Tokens
from widgets.words import level_word


class ExportPanel(QFrame):
    """Level, day and kind of file.

    Signals:
        asked(str): a file of this suffix is wanted (".geojson", ".shp").
        left(): back to the area.
    """

    asked = Signal(str)
    left = Signal()

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self.setProperty("panel", True)
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.px(16), tokens.px(8), tokens.px(16), tokens.px(16))
        column.setSpacing(tokens.px(8))
        back = QPushButton(self.tr("‹ Back to the area"))
        back.setProperty("flat", True)
        back.clicked.connect(self.left)
        column.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._label(self.tr("Export areas"), "section"))
        self.level, self.day = QComboBox(), QDateEdit()
        for level in AreaLevel:
            self.level.addItem(level_word(level), level.value)
        self.day.setCalendarPopup(True)
        self.day.setDisplayFormat("yyyy-MM-dd")
        for word, widget in ((self.tr("Level of areas"), self.level), (self.tr("As they held on"), self.day)):
            column.addWidget(self._label(word, "label"))
            widget.setAccessibleName(word)
            column.addWidget(widget)
        column.addSpacing(tokens.px(8))
        self.geojson, self.shapes = QPushButton("GeoJSON…"), QPushButton(self.tr("Shapefile…"))
        self.geojson.clicked.connect(self._ask_geojson)
        self.shapes.clicked.connect(self._ask_shapes)
        column.addWidget(self.geojson)
        column.addWidget(self.shapes)
        self.status = self._label("", "quiet")
        column.addWidget(self.status)
        column.addWidget(self._label(self.tr("In CGCS2000 degrees; a shapefile is five files of one name."), "quiet"))
        column.addStretch(1)

    def show_choice(self, level: str, today: QDate) -> None:
        """What is exported unless another is chosen; no day after today."""
        self.level.setCurrentIndex(max(0, self.level.findData(level)))
        self.day.setMaximumDate(today)
        self.day.setDate(today)

    def show_busy(self, busy: bool, words: str = "") -> None:
        """Writing, or done with it."""
        for button in (self.geojson, self.shapes):
            button.setEnabled(not busy)
        self.status.setText(words)

    @staticmethod
    def _label(words: str, role: str) -> QLabel:
        label = QLabel(words)
        label.setProperty("role", role)
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        return label

    @Slot()
    def _ask_geojson(self) -> None:
        self.asked.emit(".geojson")

    @Slot()
    def _ask_shapes(self) -> None:
        self.asked.emit(".shp")
