"""The window for what should not happen: it says what is safe, offers the report to copy, and the program goes on."""

from __future__ import annotations

from pathlib import Path

from qtpy.QtCore import Qt, Slot
from qtpy.QtGui import QFontDatabase, QGuiApplication
from qtpy.QtWidgets import QDialog, QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from widgets.tokens import Tokens

MOST_REPORTS = 20  # in one window; what comes after that is in the log


class CrashWindow(QDialog):
    """Shows reports of faults in the program, one below the other. Never modal: work goes on behind it."""

    def __init__(self, tokens: Tokens, log_file: Path | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("A fault in the program"))
        self.setModal(False)
        self._count = 0
        title = QLabel(self.tr("The program met a fault of its own and goes on."))
        title.setProperty("role", "section")
        words = QLabel(self.tr("Everything sent before is safe in the server, everything waiting is safe on this disk. "
                               "If the last step had no effect, do it again. Please hand this report to whoever "
                               "looks after the program."))
        words.setWordWrap(True)
        self.report = QPlainTextEdit()
        self.report.setReadOnly(True)
        self.report.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.report.setAccessibleName(self.tr("Report"))
        where = QLabel(self.tr("Log: {file}").format(file=log_file) if log_file else "")
        where.setProperty("role", "faint")
        where.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.copy_button = QPushButton(self.tr("Copy the report"))
        self.go_on_button = QPushButton(self.tr("Go on working"))
        self.go_on_button.setProperty("primary", True)
        self.go_on_button.setDefault(True)
        self.copy_button.clicked.connect(self.copy)
        self.go_on_button.clicked.connect(self.close)
        buttons = QHBoxLayout()
        buttons.addWidget(where, 1)
        buttons.addWidget(self.copy_button)
        buttons.addWidget(self.go_on_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[tokens.px(16)] * 4)
        column.setSpacing(tokens.px(8))
        column.addWidget(title)
        column.addWidget(words)
        column.addWidget(self.report, 1)
        column.addLayout(buttons)
        self.resize(tokens.px(720), tokens.px(440))

    def add(self, report: str) -> None:
        """Show one more report; the window is not raised over what somebody is typing in."""
        self._count += 1
        if self._count <= MOST_REPORTS:
            self.report.appendPlainText(report.rstrip() + "\n")
        elif self._count == MOST_REPORTS + 1:
            self.report.appendPlainText(self.tr("Further faults are in the log only."))

    @Slot()
    def copy(self) -> None:
        """Put the whole report on the clipboard."""
        QGuiApplication.clipboard().setText(self.report.toPlainText())
        self.copy_button.setText(self.tr("Copied"))
