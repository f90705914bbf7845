"""The map in a window of its own, for another monitor; closing it gives the map back to its page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qtpy.QtCore import QObject, Qt, Signal, Slot
from qtpy.QtGui import QCloseEvent, QGuiApplication
from qtpy.QtWidgets import QLabel, QPushButton, QSplitter, QVBoxLayout, QWidget

from widgets.tokens import Tokens

if TYPE_CHECKING:
    from ui.pages.map_page import MapPage


class MapWindow(QWidget):
    """Holds the map while it is away.

    Signals:
        closed(): the person closed it.
    """

    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("page", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(self.tr("Grid map"))
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closed.emit()
        super().closeEvent(event)


class MapAway(QObject):
    """Takes the map out of its page and back. What was chosen, the view and all layers go with it. Signals: none."""

    def __init__(self, tokens: Tokens, page: MapPage) -> None:
        super().__init__(page)
        self._tokens, self._page = tokens, page
        self.window: MapWindow | None = None
        self._sizes: list[int] = []

    def join(self, panels: QSplitter, map_side: QWidget) -> None:
        """The page stands: ``map_side`` is what goes out of ``panels``."""
        self._panels, self._side = panels, map_side
        px = self._tokens.px
        self.button = QPushButton(self.tr("New window"))
        self.button.setToolTip(self.tr("The map in a window of its own, for another monitor; close it to have it back"))
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.button.clicked.connect(self.open)
        self._page.tools.row.insertWidget(self._page.tools.row.indexOf(self._page.tools.output), self.button)
        self._empty = QWidget()
        column = QVBoxLayout(self._empty)
        words = QLabel(self.tr("The map is in a window of its own."))
        words.setProperty("role", "quiet")
        self.back = QPushButton(self.tr("Bring it back"))
        self.back.clicked.connect(self.close)
        column.addStretch(1)
        column.addWidget(words, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(px(8))
        column.addWidget(self.back, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        self._empty.setParent(self._page)
        self._empty.hide()

    @property
    def is_open(self) -> bool:
        """Whether the map is away."""
        return self.window is not None and self.window.isVisible()

    @Slot()
    def open(self) -> None:
        """Take the map out, onto another monitor where there is one."""
        if self.is_open:
            return
        if self.window is None:
            self.window = MapWindow()
            self.window.closed.connect(self._give_back)
            self._place(self.window)
        self._sizes = self._panels.sizes()
        self._panels.replaceWidget(0, self._empty)
        self.window.column.addWidget(self._side)
        self._side.show()
        self._empty.show()
        self._panels.setSizes(self._sizes)
        self.button.hide()
        self.window.show()

    @Slot()
    def close(self) -> None:
        """Have the map back."""
        if self.window is not None:
            self.window.close()

    def end(self) -> None:
        """The page goes: no window stays behind."""
        self.close()
        if self.window is not None:
            self.window.deleteLater()
            self.window = None

    @Slot()
    def _give_back(self) -> None:
        if self._side.window() is not self.window:
            return
        self._sizes = self._panels.sizes()
        self._panels.replaceWidget(0, self._side)
        self._empty.setParent(self._page)
        self._empty.hide()
        self._side.show()
        self._panels.setSizes(self._sizes)
        self.button.show()
        self._page.came_back()

    def _place(self, window: MapWindow) -> None:
        here = self._page.screen()
        other = next((screen for screen in QGuiApplication.screens() if screen is not here), None)
        if other is not None:
            window.setGeometry(other.availableGeometry())
        else:
            window.resize(self._tokens.px(1100), self._tokens.px(720))
