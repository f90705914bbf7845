"""How loud each kind of sound is at this workstation, with a test, and the mute that ends by itself."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from qtpy.QtCore import Qt, Signal
from qtpy.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QSlider, QVBoxLayout, QWidget

from widgets.time_words import moment_words
from widgets.tokens import Tokens

MUTES = (15, 60)  # minutes
STEP = 10


class SoundSettings(QFrame):
    """One line a kind.

    Signals:
        volume_changed(str, int): kind, 0 … 100. test_asked(str): play it now.
        mute_asked(int): for so many minutes; 0: heard again.
    """

    volume_changed = Signal(str, int)
    test_asked = Signal(str)
    mute_asked = Signal(int)

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("panel", True)
        self._sliders: dict[str, QSlider] = {}
        title = QLabel(self.tr("Sounds of this workstation"))
        title.setProperty("role", "section")
        self.told = QLabel()
        self.told.setWordWrap(True)
        self.told.setProperty("role", "quiet")
        grid = QGridLayout()
        grid.setHorizontalSpacing(tokens.px(8))
        grid.setVerticalSpacing(tokens.px(2))
        grid.setColumnStretch(1, 1)
        for row, (kind, word) in enumerate(self.words().items()):
            slider = QSlider(Qt.Orientation.Horizontal)
            slider.setRange(0, 100)
            slider.setSingleStep(STEP)
            slider.setPageStep(STEP)
            slider.setAccessibleName(self.tr("Volume: {what}").format(what=word))
            slider.valueChanged.connect(lambda value, of=kind: self.volume_changed.emit(of, value))
            test = QPushButton(self.tr("Test"))
            test.setAccessibleName(self.tr("Test: {what}").format(what=word))
            test.clicked.connect(lambda _checked=False, of=kind: self.test_asked.emit(of))
            self._sliders[kind] = slider
            for column, part in enumerate((QLabel(word), slider, test)):
                grid.addWidget(part, row, column)
        self.mutes = [QPushButton(self.tr("Mute {n} minutes").format(n=one)) for one in MUTES]
        self.heard = QPushButton(self.tr("Hear again"))
        row_of_mutes = QHBoxLayout()
        for minutes, button in zip(MUTES, self.mutes, strict=True):
            button.clicked.connect(lambda _checked=False, of=minutes: self.mute_asked.emit(of))
            row_of_mutes.addWidget(button)
        self.heard.clicked.connect(lambda: self.mute_asked.emit(0))
        row_of_mutes.addWidget(self.heard)
        row_of_mutes.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(tokens.px(12), tokens.px(10), tokens.px(12), tokens.px(12))
        box.setSpacing(tokens.px(8))
        box.addWidget(title)
        box.addLayout(grid)
        box.addLayout(row_of_mutes)
        box.addWidget(self.told)

    def words(self) -> dict[str, str]:
        """The kinds of sound and their words."""
        return {"urgent": self.tr("Urgent case"), "red_card": self.tr("Red card"), "order": self.tr("Order"),
                "new_case": self.tr("New alarm"), "link_lost": self.tr("Link lost"), "link_back": self.tr("Link back")}

    def show_volumes(self, volumes: Mapping[str, int]) -> None:
        """As they are remembered; tells nobody."""
        for kind, slider in self._sliders.items():
            slider.blockSignals(True)
            slider.setValue(volumes[kind])
            slider.blockSignals(False)

    def show_mute(self, until: datetime | None, now: datetime, *, silent: bool) -> None:
        """Until when it is muted; ``silent``: this machine has nothing to play on."""
        self.heard.setVisible(until is not None)
        for button in self.mutes:
            button.setVisible(until is None)
        if silent:
            self.told.setText(self.tr("This machine has no sound: watch the number in the foot bar."))
        elif until is not None:
            self.told.setText(self.tr("Muted until {at}; a lost link is heard all the same.").format(
                at=moment_words(until, now)))
        else:
            self.told.setText(self.tr("Everything is heard."))
