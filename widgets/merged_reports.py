"""How a case stands to others: the reports that it is made of, each with its caller, or the case that it is part of."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from qtpy.QtCore import Qt, Signal
from qtpy.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.domain.similar_case import MergedReport, Merging
from widgets.elided_label import ElidedLabel
from widgets.layouts import empty_layout
from widgets.time_words import moment_words
from widgets.tokens import Tokens
from widgets.words import source_word


class MergedReports(QFrame):
    """The link to the main case, or the list of reports.

    Signals:
        open_asked(int): show this case.
        take_out_asked(int): take this report out again; it asks for the reason itself.
    """

    open_asked = Signal(int)
    take_out_asked = Signal(int)

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._shown: tuple[Merging, bool] | None = None
        self.setProperty("plain", True)
        self.setAccessibleName(self.tr("Reports in this case"))
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(tokens.px(4))
        self.hide()

    def show_merging(self, merging: Merging, now: datetime, may_take_out: bool) -> None:
        """Show it at the server time ``now``; hidden for a case that stands by itself."""
        if self._shown == (merging, may_take_out):
            return
        self._shown = (merging, may_take_out)
        empty_layout(self._box)
        if merging.main_case_id is not None:
            self._box.addWidget(self._link(merging))
        if merging.report_count:
            title = QLabel(self.tr("Reports in this case: {count}").format(count=merging.report_count + 1))
            title.setProperty("role", "label")
            self._box.addWidget(title)
        for report in merging.reports:
            self._box.addWidget(self._line(report, now, may_take_out))
        hidden = merging.report_count - len(merging.reports)
        if hidden > 0:
            words = QLabel(self.tr("{count} of them outside what you may see").format(count=hidden))
            words.setProperty("role", "faint")
            self._box.addWidget(words)
        self.setVisible(merging.main_case_id is not None or merging.report_count > 0)

    def _link(self, merging: Merging) -> QPushButton:
        link = QPushButton(self.tr("Part of {number}").format(number=merging.main_case_number))
        link.clicked.connect(partial(self.open_asked.emit, merging.main_case_id))
        return link

    def _line(self, report: MergedReport, now: datetime, may_take_out: bool) -> QWidget:
        tokens = self._tokens
        line = QWidget()
        line.setProperty("plain", True)
        number = QPushButton(report.case_number)
        number.setProperty("small", True)
        number.setFont(tokens.font(mono=True))
        number.setAccessibleName(self.tr("Show {number}").format(number=report.case_number))
        number.clicked.connect(partial(self.open_asked.emit, report.case_id))
        caller = ElidedLabel(tokens)
        caller.setText(" ".join(part for part in (report.reporter_name, report.reporter_phone) if part)
                       or source_word(report.source))
        words = ElidedLabel(tokens)
        words.setProperty("role", "quiet")
        words.setText(f"{moment_words(report.reported_at, now)} · {report.summary}")
        first = QHBoxLayout()
        first.setSpacing(tokens.px(8))
        first.addWidget(number)
        first.addWidget(caller, 1)
        if may_take_out:
            out = QPushButton(self.tr("Take out"))
            out.setProperty("small", True)
            out.setAccessibleName(self.tr("Take {number} out").format(number=report.case_number))
            out.clicked.connect(partial(self.take_out_asked.emit, report.case_id))
            first.addWidget(out, 0, Qt.AlignmentFlag.AlignRight)
        box = QVBoxLayout(line)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(tokens.px(2))
        box.addLayout(first)
        box.addWidget(words)
        return line
