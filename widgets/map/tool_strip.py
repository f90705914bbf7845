"""What stands above the map: what it is coloured by, which level, the view, measuring, the picture."""

from __future__ import annotations

from collections.abc import Sequence

from qtpy.QtCore import QSignalBlocker, Qt, Signal, Slot
from qtpy.QtWidgets import QComboBox, QFrame, QMenu, QPushButton, QWidget

from app.domain.area import AreaLevel
from app.domain.map_figures import INDICATORS, Indicator
from widgets.map.words import indicator_word
from widgets.tokens import Tokens
from widgets.words import level_word
from widgets.wrapping_row import WrappingRow


class MapTools(QFrame):
    """A row of tools, two where one has no room. ``row`` takes what other layers add; ``layers`` is checked while the
    list of layers is open.

    Signals:
        indicator_chosen(str): key of the indicator.
        level_chosen(object): AreaLevel, or None: as the zoom has it.
        home_asked(), nearer_asked(), farther_asked(): the view.
        measure_asked(str): "distance", "area", or "": put the tool away.
        picture_asked(), print_asked(): the view as a picture.
        export_asked(): areas into a file.
    """

    indicator_chosen = Signal(str)
    level_chosen = Signal(object)
    home_asked = Signal()
    nearer_asked = Signal()
    farther_asked = Signal()
    measure_asked = Signal(str)
    picture_asked = Signal()
    print_asked = Signal()
    export_asked = Signal()

    def __init__(self, tokens: Tokens, indicators: Sequence[Indicator] = INDICATORS,
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("panel", True)
        self.indicator, self.level = QComboBox(), QComboBox()
        for one in indicators:
            self.indicator.addItem(indicator_word(one.key), one.key)
        self.level.addItem(self.tr("Level by zoom"), None)
        for level in AreaLevel:
            self.level.addItem(level_word(level), level)
        for box, name in ((self.indicator, self.tr("Coloured by")), (self.level, self.tr("Level of areas"))):
            box.setAccessibleName(name)
            box.setToolTip(name)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.indicator.currentIndexChanged.connect(self._tell_indicator)
        self.level.currentIndexChanged.connect(self._tell_level)
        self.layers = self._button(self.tr("Layers"), self.tr("What the map shows: open or fold the list"))
        self.layers.setCheckable(True)
        self.layers.setChecked(True)
        self.home = self._button(self.tr("★ Whole"), self.tr("The whole district (Home)"), self.home_asked)
        self.nearer = self._button("+", self.tr("Nearer (+)"), self.nearer_asked)
        self.farther = self._button("−", self.tr("Farther (−)"), self.farther_asked)
        self.distance = self._button(self.tr("Distance"), self.tr("Measure a line: click its points, Esc ends"))
        self.area = self._button(self.tr("Area size"), self.tr("Measure an area: click its corners, Esc ends"))
        for button in (self.distance, self.area):
            button.setCheckable(True)
            button.clicked.connect(self._tell_measure)
        self.output = self._button(self.tr("Output"), self.tr("Picture, print, areas into a file"))
        menu = QMenu(self.output)
        for words, signal in ((self.tr("Save picture…"), self.picture_asked), (self.tr("Print…"), self.print_asked),
                              (self.tr("Export areas…"), self.export_asked)):
            menu.addAction(words).triggered.connect(signal)
        self.output.setMenu(menu)
        self.row = WrappingRow(self, last_at_end=True)
        self.row.setContentsMargins(tokens.px(8), tokens.px(6), tokens.px(8), tokens.px(6))
        self.row.setSpacing(tokens.px(6))   # so that one line holds them all at 1366 px
        for widget in (self.layers, self.indicator, self.level, self.home, self.nearer, self.farther, self.distance,
                       self.area):
            self.row.addWidget(widget)
        self.row.addWidget(self.output)
        for button in (self.nearer, self.farther):
            button.setFixedWidth(tokens.px(36))

    def show_indicator(self, key: str) -> None:
        """Mark this indicator without telling anybody."""
        with QSignalBlocker(self.indicator):
            self.indicator.setCurrentIndex(max(0, self.indicator.findData(key)))

    @Slot()
    def put_away(self) -> None:
        """No measuring tool is in the hand any more."""
        self.distance.setChecked(False)
        self.area.setChecked(False)

    def _button(self, word: str, tip: str, signal: object = None) -> QPushButton:
        button = QPushButton(word)
        button.setToolTip(tip)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        if signal is not None:
            button.clicked.connect(signal)
        return button

    @Slot()
    def _tell_indicator(self) -> None:
        self.indicator_chosen.emit(self.indicator.currentData())

    @Slot()
    def _tell_level(self) -> None:
        chosen = self.level.currentData()  # Qt keeps the word, not the enumeration
        self.level_chosen.emit(AreaLevel(chosen) if chosen else None)

    @Slot()
    def _tell_measure(self) -> None:
        taken = self.sender()
        for button in (self.distance, self.area):
            if button is not taken:
                button.setChecked(False)
        kind = "distance" if self.distance.isChecked() else "area" if self.area.isChecked() else ""
        self.measure_asked.emit(kind)
