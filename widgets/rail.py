"""The rail of pages at the left edge: one page, one job; Alt+1 … Alt+8."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from qtpy.QtCore import QSize, Qt, Signal
from qtpy.QtGui import QKeySequence, QPainter, QPaintEvent, QPen, QShortcut
from qtpy.QtWidgets import QAbstractButton, QButtonGroup, QFrame, QVBoxLayout, QWidget

from widgets.tokens import BODY, LABEL, Tokens

RAIL_WIDTH = 56  # px at 96 dpi


@dataclass(frozen=True, slots=True)
class RailPage:
    """One entry: ``key`` for the program, ``word`` of at most two Chinese characters, ``name`` told in full."""

    key: str
    word: str
    name: str


class Rail(QFrame):
    """The pages this person has.

    Signals:
        page_chosen(str): the key of the page.
    """

    page_chosen = Signal(str)

    def __init__(self, tokens: Tokens, pages: Iterable[RailPage], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("bar", True)
        self.setFixedWidth(tokens.px(RAIL_WIDTH))
        self.setAccessibleName(self.tr("Pages"))
        self._group = QButtonGroup(self)
        self._buttons: dict[str, _RailButton] = {}
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        for number, page in enumerate(pages, start=1):
            button = _RailButton(tokens, page, number)
            button.clicked.connect(lambda _checked=False, key=page.key: self.page_chosen.emit(key))
            self._group.addButton(button)
            self._buttons[page.key] = button
            box.addWidget(button)
            if number <= 9:
                QShortcut(QKeySequence(f"Alt+{number}"), self, activated=button.click)
        box.addStretch(1)
        if self._buttons:
            next(iter(self._buttons.values())).setChecked(True)

    def choose(self, key: str) -> None:
        """Mark this page without telling anybody."""
        self._buttons[key].setChecked(True)

    def chosen(self) -> str:
        """The key of the marked page."""
        return next((key for key, button in self._buttons.items() if button.isChecked()), "")


class _RailButton(QAbstractButton):
    """A word and its number below it. Signals: those of every button."""

    def __init__(self, tokens: Tokens, page: RailPage, number: int) -> None:
        super().__init__()
        self._tokens, self._number = tokens, number
        self.setText(page.word)
        self.setCheckable(True)
        self.setToolTip(f"{page.name}  Alt+{number}")
        self.setAccessibleName(page.name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFixedHeight(tokens.px(52))

    def sizeHint(self) -> QSize:
        return QSize(self._tokens.px(RAIL_WIDTH), self._tokens.px(52))

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = self._tokens
        painter = QPainter(self)
        if self.isChecked():
            painter.fillRect(self.rect(), tokens.color("bg"))
            painter.fillRect(0, 0, tokens.px(3), self.height(), tokens.color("focus"))
        elif self.underMouse():
            painter.fillRect(self.rect(), tokens.color("panel"))
        painter.setFont(tokens.font(BODY, strong=self.isChecked()))
        painter.setPen(tokens.color("text" if self.isChecked() else "quiet"))
        box = self.rect().adjusted(0, tokens.px(6), 0, -tokens.px(16))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self.text())
        painter.setFont(tokens.font(LABEL))
        painter.setPen(tokens.color("faint"))
        painter.drawText(self.rect().adjusted(0, 0, 0, -tokens.px(6)),
                         Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom, str(self._number))
        if self.hasFocus():
            painter.setPen(QPen(tokens.color("focus"), tokens.px(2)))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
