"""What is shown while the embedded server comes up: which step it is at, and plainly why it does not."""

from __future__ import annotations

from qtpy.QtCore import Qt, Slot
from qtpy.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from app.domain.failures import Failure
from app.services.server_start import ServerStart, StartStep
from widgets.tokens import Tokens


class StartWindow(QWidget):
    """A small window with one line and a bar; closing it ends the program."""

    def __init__(self, tokens: Tokens, start: ServerStart, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Gridroom")
        self.setProperty("page", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        title = QLabel(self.tr("Gridroom"))
        title.setProperty("role", "title")
        self.line = QLabel()
        self.line.setWordWrap(True)
        self.line.setTextFormat(Qt.TextFormat.PlainText)
        self.bar = QProgressBar()
        self.bar.setRange(0, StartStep.READY)
        self.bar.setTextVisible(False)
        self.again_button = QPushButton(self.tr("Try again"))
        self.again_button.clicked.connect(start.begin)
        self.again_button.hide()
        close = QPushButton(self.tr("Quit"))
        close.clicked.connect(self.close)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.again_button)
        buttons.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[tokens.px(24)] * 4)
        column.setSpacing(tokens.px(8))
        for part in (title, self.line, self.bar):
            column.addWidget(part)
        column.addStretch(1)
        column.addLayout(buttons)
        self.resize(tokens.px(480), tokens.px(200))
        start.stepped.connect(self.show_step)
        start.failed.connect(self.show_failure)
        self.show_step(StartStep.SERVER)

    @Slot(int)
    def show_step(self, step: int) -> None:
        """Say which step begins."""
        self.again_button.hide()
        self.bar.setValue(step)
        self.line.setText({
            StartStep.SERVER: self.tr("Starting the database of this machine…"),
            StartStep.SCHEMA: self.tr("Bringing the database up to this program…"),
            StartStep.DEMO: self.tr("Looking after the demo district (only the first start takes longer)…"),
            StartStep.READY: self.tr("Ready."),
        }[StartStep(step)])

    @Slot(object)
    def show_failure(self, failure: Failure) -> None:
        """Say why it does not start, and let them try again."""
        self.line.setText(self.tr("The database did not start: {why}").format(why=failure))
        self.again_button.show()
        self.again_button.setFocus()
