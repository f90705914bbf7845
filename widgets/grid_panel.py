"""The side of the map on which areas are drawn anew: tools, the chosen area, faults, and what it comes to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from qtpy.QtCore import QSignalBlocker, Qt, Signal, Slot
from qtpy.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.domain.area import AreaLevel
from widgets.grid_end import GridEnd
from widgets.grid_faults import GridFaults
from widgets.tokens import Tokens

TOOLS = ("select", "border", "draw", "split")
KEYS = {"select": "V", "border": "B", "draw": "D", "split": "S", "merge": "M", "remove": "X", "finish": "F"}
SNAPS, SNAP_METRES = (0, 1, 3, 5, 10, 20), 3


class GridPanel(QWidget):
    """What the hand may do with the draft.

    Signals:
        tool_chosen(str): select, border, draw, split.
        merge_asked(), remove_asked(), finish_asked(), undo_asked(), redo_asked(): what the buttons say.
        name_asked(str, str, bool): code, name, exclusive for the chosen area.
        parent_asked(object): (code, AreaLevel) for the chosen areas.
    What is wrong stands in ``faults`` (GridFaults), the way out in ``end`` (GridEnd), with signals of their own.
    """

    tool_chosen = Signal(str)
    merge_asked = Signal()
    remove_asked = Signal()
    finish_asked = Signal()
    undo_asked = Signal()
    redo_asked = Signal()
    name_asked = Signal(str, str, bool)
    parent_asked = Signal(object)

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self.setAccessibleName(self.tr("Drawing areas anew"))
        self.title, self.hint, self.said, self.company, self.balance = (QLabel() for _ in range(5))
        self.title.setProperty("role", "section")
        self.hint.setProperty("role", "quiet")
        self.said.setProperty("role", "behind")
        self.company.setProperty("role", "behind")
        for text in (self.title, self.hint, self.said, self.company, self.balance):
            text.setWordWrap(True)
            text.setTextFormat(Qt.TextFormat.PlainText)
        self._make_tools()
        self._make_area()
        self.faults, self.end = GridFaults(tokens), GridEnd(tokens)
        self._arrange()
        self.choose_tool("select")

    # Building -------------------------------------------------------------------------------------------------------
    def _make_tools(self) -> None:
        words = {"select": self.tr("Choose"), "border": self.tr("Move border"), "draw": self.tr("Draw new"),
                 "split": self.tr("Split")}
        self.tools: dict[str, QPushButton] = {}
        self._group = QButtonGroup(self)
        for tool in TOOLS:
            button = self._button(f"{words[tool]} {KEYS[tool]}")
            button.setCheckable(True)
            button.clicked.connect(lambda _checked=False, chosen=tool: self.choose_tool(chosen))
            self._group.addButton(button)
            self.tools[tool] = button
        self.merge = self._button(self.tr("Merge {key}").format(key=KEYS["merge"]), self.merge_asked)
        self.remove = self._button(self.tr("Remove corner {key}").format(key=KEYS["remove"]), self.remove_asked)
        self.finish = self._button(self.tr("Finish {key}").format(key=KEYS["finish"]), self.finish_asked)
        self.undo = self._button(self.tr("Undo"), self.undo_asked)
        self.redo = self._button(self.tr("Redo"), self.redo_asked)
        self.undo.setToolTip("Ctrl+Z")
        self.redo.setToolTip("Ctrl+Y")
        self.snap = QComboBox()
        for metres in SNAPS:
            self.snap.addItem(self.tr("{n} m").format(n=metres), metres)
        self.snap.setCurrentIndex(SNAPS.index(SNAP_METRES))
        self.snap.setToolTip(self.tr("A point this near to a corner or border goes onto it; 0: never"))
        self.carve = QCheckBox(self.tr("Take it from the neighbours"))
        self.carve.setToolTip(self.tr("A new area is cut out of those that lie there; else it gets only what is free"))

    def _make_area(self) -> None:
        self.area_title = QLabel()
        self.area_title.setProperty("role", "label")
        self.area_title.setWordWrap(True)
        self.code, self.name = QLineEdit(), QLineEdit()
        self.code.setPlaceholderText(self.tr("Code"))
        self.name.setPlaceholderText(self.tr("Name"))
        self.code.setMaxLength(40)
        self.name.setMaxLength(200)
        self.exclusive = QCheckBox(self.tr("Exclusive grid"))
        self.exclusive.setToolTip(self.tr("A market, hospital, park … with people of its own"))
        self.parent_box = QComboBox()
        self.parent_box.setToolTip(self.tr("Belongs to"))
        self.parent_box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        for field in (self.code, self.name):
            field.editingFinished.connect(self._ask_name)
        self.exclusive.clicked.connect(self._ask_name)
        self.parent_box.activated.connect(self._ask_parent)

    def _arrange(self) -> None:
        px = self._tokens.px
        tools = QGridLayout()
        tools.setSpacing(px(4))
        for at, button in enumerate((*self.tools.values(), self.merge, self.remove, self.finish)):
            tools.addWidget(button, at // 3, at % 3)
        tools.addWidget(self.carve, 2, 1, 1, 2)
        steps = QHBoxLayout()
        for widget in (self.undo, self.redo, QLabel(self.tr("Snap")), self.snap):
            steps.addWidget(widget)
        names = QHBoxLayout()
        names.addWidget(self.code, 2)
        names.addWidget(self.name, 3)
        belongs = QHBoxLayout()
        belongs.addWidget(self.parent_box, 1)
        belongs.addWidget(self.exclusive)
        box = QVBoxLayout(self)
        box.setContentsMargins(px(12), px(12), px(12), px(12))
        box.setSpacing(px(8))
        box.addWidget(self.title)
        box.addWidget(self.hint)
        box.addLayout(tools)
        box.addLayout(steps)
        box.addWidget(self._middle(names, belongs), 1)
        box.addWidget(self.said)
        box.addWidget(self.end)

    def _middle(self, names: QHBoxLayout, belongs: QHBoxLayout) -> QScrollArea:
        """What may be long, between the tools and the way out, which always stand where they are."""
        inside = QWidget()
        inside.setProperty("plain", True)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, self._tokens.px(4), 0)
        column.setSpacing(self._tokens.px(8))
        column.addWidget(self.company)
        column.addWidget(self.area_title)
        column.addLayout(names)
        column.addLayout(belongs)
        column.addWidget(self.faults, 1)
        column.addWidget(self.balance)
        room = QScrollArea()
        room.setWidgetResizable(True)
        room.setFrameShape(QScrollArea.Shape.NoFrame)
        room.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        room.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        room.setWidget(inside)
        return room

    def _button(self, words: str, signal: object = None) -> QPushButton:
        button = QPushButton(words)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        if signal is not None:
            button.clicked.connect(signal)
        return button

    # For the page ---------------------------------------------------------------------------------------------------
    def show_set(self, title: str, today: date, parents: Sequence[tuple[str, AreaLevel, str]], *,
                 exclusive: bool) -> None:
        """A draft was begun. ``parents``: (code, level, name) to which areas may belong."""
        self.show_around(title, parents)
        self.end.show_day(today)
        self.exclusive.setVisible(exclusive)
        self.tell("")
        self.faults.show_faults([])
        self.show_company("")
        self.show_balance("")
        self.show_chosen("", "", "", None, stands=True, exclusive=False)

    def show_around(self, title: str, parents: Sequence[tuple[str, AreaLevel, str]]) -> None:
        """In which area is drawn, and to which areas those that are drawn may belong: (code, level, name)."""
        self.title.setText(title)
        self.parent_box.clear()
        for code, level, name in parents:
            self.parent_box.addItem(name, (code, level.value))
        self.parent_box.setVisible(len(parents) > 1)

    def snap_metres(self) -> int:
        """How near a corner or border must be to hold a point."""
        return int(self.snap.currentData())

    def choose_tool(self, tool: str) -> None:
        """Take a tool."""
        self.tools[tool].setChecked(True)
        self.hint.setText({
            "select": self.tr("Click an area; Shift and click adds another. Keys work on the map too: arrows, Enter."),
            "border": self.tr("Drag a corner, or a border to give it one. Or click the corner, then its new place."),
            "draw": self.tr("Click the corners; the first one again, or F, ends. Esc drops the line."),
            "split": self.tr("Click a line across, beginning and ending outside; F ends. Esc drops it."),
        }[tool])
        self.carve.setEnabled(tool == "draw")
        self.remove.setEnabled(tool == "border")
        self.finish.setEnabled(tool in ("draw", "split"))
        self.tool_chosen.emit(tool)

    def tell(self, words: str) -> None:
        """A sentence about what was refused or done."""
        self.said.setText(words)
        self.said.setVisible(bool(words))

    def show_chosen(self, title: str, code: str, name: str, parent: tuple[str, AreaLevel] | None, *, stands: bool,
                    exclusive: bool) -> None:
        """The chosen area, or several, or none (an empty ``code``)."""
        self.area_title.setText(title or self.tr("No area is chosen"))
        for field, words in ((self.code, code), (self.name, name)):
            if field.text() != words:
                field.setText(words)
            field.setEnabled(bool(code))
        self.code.setReadOnly(stands)
        self.exclusive.setEnabled(bool(code))
        self.exclusive.setChecked(exclusive)
        self.parent_box.setEnabled(parent is not None)
        if parent is not None:
            with QSignalBlocker(self.parent_box):
                self.parent_box.setCurrentIndex(self.parent_box.findData((parent[0], parent[1].value)))

    def show_balance(self, words: str) -> None:
        """How large the areas are that were drawn, beside what they were and what is usual."""
        self.balance.setText(words)
        self.balance.setVisible(bool(words))

    def show_company(self, words: str) -> None:
        """Who else draws here just now."""
        self.company.setText(words)
        self.company.setVisible(bool(words))

    def show_steps(self, *, undo: bool, redo: bool) -> None:
        """Whether there is something to take back, or to do again."""
        self.undo.setEnabled(undo)
        self.redo.setEnabled(redo)

    # Behind it ------------------------------------------------------------------------------------------------------
    @Slot()
    def _ask_name(self) -> None:
        if self.code.isEnabled():
            self.name_asked.emit(self.code.text(), self.name.text(), self.exclusive.isChecked())

    @Slot()
    def _ask_parent(self) -> None:
        code, level = self.parent_box.currentData()
        self.parent_asked.emit((code, AreaLevel(level)))
