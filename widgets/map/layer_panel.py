"""What the map shows: a check box for each layer, what belongs to it below; at the left of the map."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from qtpy.QtCore import QSignalBlocker, Signal, Slot
from qtpy.QtWidgets import QCheckBox, QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from widgets.tokens import Tokens


class LayerPanel(QScrollArea):
    """Check boxes by the key of their layer.

    Signals:
        switched(str, bool): a layer is wanted or not, by the person's hand.
    """

    switched = Signal(str, bool)

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._boxes: dict[str, QCheckBox] = {}
        self._below: dict[str, QWidget] = {}
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setAccessibleName(self.tr("Layers"))
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(tokens.px(12), tokens.px(8), tokens.px(8), tokens.px(8))
        self._column.setSpacing(tokens.px(6))
        title = QLabel(self.tr("Layers"))
        title.setProperty("role", "label")
        self._column.addWidget(title)
        self._column.addStretch(1)
        self.setWidget(inside)
        self.setFixedWidth(tokens.px(216))

    def add(self, key: str, words: str, *, on: bool, below: QWidget | None = None) -> QCheckBox:
        """A layer with its check box; ``below`` is shown while it is on."""
        box = QCheckBox(words)
        box.setChecked(on)
        box.setProperty("layer", key)
        box.toggled.connect(self._tell)
        self._boxes[key] = box
        self._column.insertWidget(self._column.count() - 1, box)
        if below is not None:
            below.setVisible(on)
            self._below[key] = below
            self._column.insertWidget(self._column.count() - 1, below)
        return box

    def add_tool(self, widget: QWidget) -> None:
        """Something else, at the end."""
        self._column.insertWidget(self._column.count() - 1, widget)

    def box(self, key: str) -> QCheckBox:
        """The check box of a layer; raises KeyError."""
        return self._boxes[key]

    def shown(self) -> dict[str, bool]:
        """Which layers are wanted."""
        return {key: box.isChecked() for key, box in self._boxes.items()}

    def show_choice(self, choice: Mapping[str, object]) -> None:
        """Mark what was remembered, without telling anybody; what is not known stays."""
        for key, on in choice.items():
            if key in self._boxes and isinstance(on, bool):
                with QSignalBlocker(self._boxes[key]):
                    self._boxes[key].setChecked(on)
                if key in self._below:
                    self._below[key].setVisible(on)

    def keys(self) -> Iterable[str]:
        """The keys of the layers, in their order."""
        return self._boxes.keys()

    @Slot(bool)
    def _tell(self, on: bool) -> None:
        key = str(self.sender().property("layer"))
        if key in self._below:
            self._below[key].setVisible(on)
        self.switched.emit(key, on)
