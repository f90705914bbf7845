"""What the map lies on: chosen beside the map, seen at once."""

from __future__ import annotations

from collections.abc import Sequence

from qtpy.QtCore import QEvent, QSignalBlocker, Qt, Signal, Slot
from qtpy.QtWidgets import QButtonGroup, QCheckBox, QFrame, QLabel, QPushButton, QRadioButton, QSlider, QVBoxLayout

from app.domain.base_map import BaseKind
from widgets.map.words import base_word
from widgets.tokens import Tokens

FAINTEST, STRONGEST = 10, 100  # percent


class BasePanel(QFrame):
    """The base maps of this workstation, how strongly areas cover them, and what is said of them.

    Signals:
        chosen(object): BaseKind.
        file_asked(): another MBTiles file is wanted.
        opacity_chosen(int): percent of the areas' colour.
        dark_chosen(bool): whether pictures are darkened in the night theme.
        left(): back to the area.
        dressed(): the theme is another.
    """

    chosen = Signal(object)
    file_asked = Signal()
    opacity_chosen = Signal(int)
    dark_chosen = Signal(bool)
    left = Signal()
    dressed = Signal()

    def __init__(self, tokens: Tokens, kinds: Sequence[BaseKind]) -> None:
        super().__init__()
        self.setProperty("panel", True)
        self._tokens, self._worn = tokens, tokens.theme
        self.buttons: dict[BaseKind, QRadioButton] = {}
        self._group = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.px(16), tokens.px(8), tokens.px(16), tokens.px(16))
        column.setSpacing(tokens.px(8))
        back = QPushButton(self.tr("‹ Back to the area"))
        back.setProperty("flat", True)
        back.clicked.connect(self.left)
        column.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._label(self.tr("Base map"), "section"))
        self._kinds = QVBoxLayout()
        self._kinds.setSpacing(tokens.px(8))
        column.addLayout(self._kinds)
        self.set_kinds(kinds)
        self.file = QPushButton(self.tr("Choose a file…"))
        self.file.clicked.connect(self.file_asked)
        column.addWidget(self.file, 0, Qt.AlignmentFlag.AlignLeft)
        self.status = self._label("", "quiet")
        self.status.hide()
        column.addWidget(self.status)
        column.addSpacing(tokens.px(16))
        column.addWidget(self._label(self.tr("Colour of the areas"), "section"))
        self.opacity = QSlider(Qt.Orientation.Horizontal)
        self.opacity.setRange(FAINTEST, STRONGEST)
        self.opacity.setPageStep(10)
        self.opacity.setAccessibleName(self.tr("Colour of the areas"))
        self.opacity.setToolTip(self.tr("To the left the base map shines through, to the right the areas cover it"))
        self.opacity.valueChanged.connect(self.opacity_chosen)
        column.addWidget(self.opacity)
        self.dark = QCheckBox(self.tr("Darken pictures in the night theme"))
        self.dark.toggled.connect(self.dark_chosen)
        self.dark.setVisible(tokens.theme == "night")
        column.addWidget(self.dark)
        column.addSpacing(tokens.px(16))
        column.addWidget(self._label(self.tr(
            "The choice is kept for this person, for day and night apart. Where they come from is set on the page "
            "Settings, Base maps."), "quiet"))
        column.addStretch(1)

    def set_kinds(self, kinds: Sequence[BaseKind]) -> None:
        """What can be chosen from now on."""
        for button in self.buttons.values():
            self._group.removeButton(button)
            button.hide()
            button.deleteLater()
        self.buttons = {}
        for kind in kinds:
            button = self.buttons[kind] = QRadioButton(base_word(kind))
            self._group.addButton(button)
            button.clicked.connect(self._tell)
            self._kinds.addWidget(button)

    def changeEvent(self, event: QEvent) -> None:
        """The other theme: its own choice holds, and only by night pictures are darkened."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and getattr(self, "_worn", None) not in (None, self._tokens.theme):
            self._worn = self._tokens.theme
            self.dark.setVisible(self._worn == "night")
            self.dressed.emit()

    def show_choice(self, kind: BaseKind, opacity: int, *, dark: bool, file: str) -> None:
        """What holds now, without telling anybody; ``file`` is the name of the chosen file."""
        with QSignalBlocker(self.opacity), QSignalBlocker(self.dark):
            self.opacity.setValue(opacity)
            self.dark.setChecked(dark)
        if kind in self.buttons:
            self.buttons[kind].setChecked(True)
        words = base_word(BaseKind.FILE)
        self.buttons[BaseKind.FILE].setText(f"{words}: {file}" if file else words)

    def show_status(self, words: str) -> None:
        """A sentence about the base map; '' for none."""
        self.status.setText(words)
        self.status.setVisible(bool(words))

    @staticmethod
    def _label(words: str, role: str) -> QLabel:
        label = QLabel(words)
        label.setProperty("role", role)
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        return label

    @Slot()
    def _tell(self) -> None:
        asked = self.sender()
        kind = next(kind for kind, button in self.buttons.items() if button is asked)
        self.chosen.emit(kind)
