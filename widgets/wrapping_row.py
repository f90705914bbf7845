"""A row of tools that goes on in a second line where one has no room, so that no word is ever cut."""

from __future__ import annotations

from qtpy.QtCore import QPoint, QRect, QSize, Qt
from qtpy.QtWidgets import QLayout, QLayoutItem, QWidget


class WrappingRow(QLayout):
    """Each widget as wide as its words want; what does not fit stands in the line below.

    With ``last_at_end`` the last widget stands at the end of its line. Signals: none.
    """

    def __init__(self, parent: QWidget | None = None, *, last_at_end: bool = False) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._last_at_end = last_at_end

    def insertWidget(self, at: int, widget: QWidget) -> None:
        """Put ``widget`` before the one that is now number ``at``."""
        self.addWidget(widget)   # Qt makes the item, and owns it
        self._items.insert(at, self._items.pop())
        self.invalidate()

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, at: int) -> QLayoutItem | None:
        return self._items[at] if 0 <= at < len(self._items) else None

    def takeAt(self, at: int) -> QLayoutItem | None:
        return self._items.pop(at) if 0 <= at < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, move=True)

    def sizeHint(self) -> QSize:
        """All in one line."""
        sizes = [self._wanted(item) for item in self._shown()]
        wide = sum(size.width() for size in sizes) + max(0, len(sizes) - 1) * self.spacing()
        return QSize(wide, max((size.height() for size in sizes), default=0)) + self._margins()

    def minimumSize(self) -> QSize:
        """The widest of them; the height follows from the width."""
        sizes = [self._wanted(item) for item in self._shown()]
        return QSize(max((size.width() for size in sizes), default=0),
                     max((size.height() for size in sizes), default=0)) + self._margins()

    def _margins(self) -> QSize:
        margins = self.contentsMargins()
        return QSize(margins.left() + margins.right(), margins.top() + margins.bottom())

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _wanted(self, item: QLayoutItem) -> QSize:
        return item.sizeHint().expandedTo(item.minimumSize())

    def _lines(self, width: int) -> list[list[tuple[QLayoutItem, QSize]]]:
        lines: list[list[tuple[QLayoutItem, QSize]]] = []
        used = 0
        for item in self._shown():
            size = self._wanted(item)
            if not lines or used + self.spacing() + size.width() > width:
                lines.append([])
                used = size.width()
            else:
                used += self.spacing() + size.width()
            lines[-1].append((item, size))
        return lines

    def _place(self, rect: QRect, *, move: bool) -> int:
        """Lay the lines out within ``rect``; returns the height that they take, margins included."""
        inner = rect.marginsRemoved(self.contentsMargins())
        top, lines = inner.top(), self._lines(inner.width())
        for line in lines:
            height = max(size.height() for _item, size in line)
            left = inner.left()
            for item, size in line:
                if self._last_at_end and item is self._items[-1]:
                    left = max(left, inner.right() + 1 - size.width())
                if move:
                    item.setGeometry(QRect(QPoint(left, top), QSize(min(size.width(), inner.width()), height)))
                left += size.width() + self.spacing()
            top += height + self.spacing()
        used = top - self.spacing() - inner.top() if lines else 0
        return used + self._margins().height()
