"""A PDF on the screen as it will be on paper: pages one under the other, turned and zoomed by key or button."""

from __future__ import annotations

from collections.abc import Callable

from qtpy.QtCore import QBuffer, QByteArray, QEvent, QIODevice, QPointF, Qt, Signal, Slot
from qtpy.QtGui import QKeySequence, QPalette, QShortcut
from qtpy.QtPdf import QPdfDocument
from qtpy.QtPdfWidgets import QPdfView
from qtpy.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QStackedLayout, QVBoxLayout, QWidget

from widgets.tokens import GAP, Tokens

ZOOM_STEP, ZOOM_LEAST, ZOOM_MOST = 1.25, 0.25, 4.0


class SheetPreview(QWidget):
    """Shows a PDF from memory, or a sentence where there is none.

    Signals:
        page_changed(int, int): the page in view, from 1, and how many there are.
    """

    page_changed = Signal(int, int)

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._buffer: QBuffer | None = None
        self.view = QPdfView()
        self.view.setPageMode(QPdfView.PageMode.MultiPage)
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.view.setAccessibleName(self.tr("Preview"))
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self._dress()
        self.message = QLabel()
        self.message.setProperty("role", "quiet")
        self.message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.message.setWordWrap(True)
        self.message.setTextFormat(Qt.TextFormat.PlainText)
        self.page_label, self.zoom_label = QLabel(), QLabel()
        for label, width in ((self.page_label, 72), (self.zoom_label, 64)):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setMinimumWidth(tokens.px(width))
        self._bar = self._make_bar()
        self._arrange()
        # The view draws on a thread of its own. Children go in the order they came: the document after the view.
        self._document = QPdfDocument(self)
        self.view.setDocument(self._document)
        self.view.pageNavigator().currentPageChanged.connect(self._turned)
        self.view.zoomFactorChanged.connect(self._zoomed)
        self.clear("")

    def _dress(self) -> None:
        colours = self.view.palette()
        for role in (QPalette.ColorRole.Dark, QPalette.ColorRole.Window, QPalette.ColorRole.Base):
            colours.setColor(role, self._tokens.color("bg"))
        self.view.setPalette(colours)

    def changeEvent(self, event: QEvent) -> None:
        """The other theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "view"):
            self._dress()

    # For the page that shows it -----------------------------------------------------------------------------------
    def show_pdf(self, data: bytes) -> None:
        """Show these pages from the first one; the zoom stays as it was chosen. Raises ValueError for no PDF."""
        self._document.close()
        buffer = QBuffer(self)
        buffer.setData(QByteArray(data))  # its own copy: nothing of Python is read by the drawing thread
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._document.load(buffer)
        if self._buffer is not None:
            self._buffer.deleteLater()
        self._buffer = buffer
        if self._document.status() != QPdfDocument.Status.Ready:
            raise ValueError(f"not a PDF: {self._document.error()}")
        self._stack.setCurrentWidget(self.view)
        self._bar.show()
        self.view.pageNavigator().jump(0, QPointF())
        self._turned(0)

    def clear(self, words: str) -> None:
        """Show ``words`` instead of pages."""
        self._document.close()
        self.message.setText(words)
        self._stack.setCurrentWidget(self.message)
        self._bar.hide()

    @property
    def page_count(self) -> int:
        """Pages shown; 0 while there are none."""
        return int(self._document.pageCount())

    @property
    def page(self) -> int:
        """The page in view, from 1."""
        return int(self.view.pageNavigator().currentPage()) + 1

    @Slot()
    def next_page(self) -> None:
        """Go one page on."""
        self.go_to(self.page + 1)

    @Slot()
    def previous_page(self) -> None:
        """Go one page back."""
        self.go_to(self.page - 1)

    def go_to(self, page: int) -> None:
        """Go to a page, from 1; beyond the ends it stays at the end."""
        if self.page_count:
            self.view.pageNavigator().jump(min(max(page, 1), self.page_count) - 1, QPointF())

    @Slot()
    def zoom_in(self) -> None:
        """One step larger."""
        self._zoom(ZOOM_STEP)

    @Slot()
    def zoom_out(self) -> None:
        """One step smaller."""
        self._zoom(1 / ZOOM_STEP)

    @Slot()
    def fit_width(self) -> None:
        """As wide as the window."""
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self._zoomed()

    @Slot()
    def fit_page(self) -> None:
        """A whole page in the window."""
        self.view.setZoomMode(QPdfView.ZoomMode.FitInView)
        self._zoomed()

    # Inside -------------------------------------------------------------------------------------------------------
    def _make_bar(self) -> QFrame:
        bar = QFrame()
        bar.setProperty("bar", True)
        row = QHBoxLayout(bar)
        row.setContentsMargins(*[self._tokens.px(GAP // 2)] * 4)
        row.setSpacing(self._tokens.px(GAP // 2))
        row.addWidget(self._button("‹", self.tr("Previous page  PgUp"), self.previous_page, Qt.Key.Key_PageUp))
        row.addWidget(self.page_label)
        row.addWidget(self._button("›", self.tr("Next page  PgDn"), self.next_page, Qt.Key.Key_PageDown))
        row.addStretch(1)
        row.addWidget(self._button("−", self.tr("Smaller  Ctrl+−"), self.zoom_out, "Ctrl+-"))
        row.addWidget(self.zoom_label)
        row.addWidget(self._button("+", self.tr("Larger  Ctrl++"), self.zoom_in, "Ctrl+=", "Ctrl++"))
        row.addWidget(self._button(self.tr("Width"), self.tr("Fit the width  Ctrl+0"), self.fit_width, "Ctrl+0"))
        row.addWidget(self._button(self.tr("Page"), self.tr("Fit the page  Ctrl+9"), self.fit_page, "Ctrl+9"))
        return bar

    def _button(self, words: str, tip: str, act: Callable[[], None], *keys: str | Qt.Key) -> QPushButton:
        button = QPushButton(words)
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.setAutoDefault(False)
        button.clicked.connect(act)
        for key in keys:
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)
        return button

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        place = QWidget()
        self._stack = QStackedLayout(place)
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.message)
        column.addWidget(self._bar)
        column.addWidget(place, 1)
        self.setFocusProxy(self.view)

    def _zoom(self, factor: float) -> None:
        if not self.page_count:
            return
        wanted = min(max(self._shown_zoom() * factor, ZOOM_LEAST), ZOOM_MOST)
        self.view.setZoomMode(QPdfView.ZoomMode.Custom)
        self.view.setZoomFactor(wanted)
        self._zoomed()

    def _shown_zoom(self) -> float:
        """How large a page is drawn now; where the view fits it to the window, the view does not tell."""
        if self.view.zoomMode() == QPdfView.ZoomMode.Custom:
            return float(self.view.zoomFactor())
        margins = self.view.documentMargins()
        size = self._document.pagePointSize(max(self.page - 1, 0))
        points = self.view.logicalDpiX() / 72
        across = (self.view.viewport().width() - margins.left() - margins.right()) / max(size.width() * points, 1)
        if self.view.zoomMode() == QPdfView.ZoomMode.FitToWidth:
            return across
        spacing = self.view.pageSpacing()
        return min(across, (self.view.viewport().height() - spacing) / max(size.height() * points, 1))

    @Slot()
    def _zoomed(self) -> None:
        if self.page_count:
            self.zoom_label.setText(f"{self._shown_zoom() * 100:.0f} %")

    @Slot(int)
    def _turned(self, page: int) -> None:
        if self.page_count:
            self.page_label.setText(f"{page + 1} / {self.page_count}")
            self.page_changed.emit(page + 1, self.page_count)
            self._zoomed()
