"""The history of a case: who did what and when, newest last, told in lines that wrap."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from qtpy.QtCore import Qt
from qtpy.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.domain.case_detail import CaseStep
from app.domain.confirmation import Confirmation
from widgets.layouts import empty_layout
from widgets.request_words import confirmation_word
from widgets.time_words import moment_words
from widgets.tokens import Tokens
from widgets.told_list import quiet_words
from widgets.words import action_word


class StepList(QWidget):
    """Every step as time · action · who, with receiver and remark below it.

    Signals: none.
    """

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self.setProperty("plain", True)
        self.setAccessibleName(self.tr("History"))
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(tokens.px(6))
        self._shown: tuple[tuple[CaseStep, ...], datetime] | None = None

    def show_steps(self, steps: Iterable[CaseStep], now: datetime) -> None:
        """Show these steps, in the order of their sequence."""
        ordered = tuple(sorted(steps, key=lambda step: step.seq))
        if self._shown is not None and self._shown[0] == ordered and self._shown[1].date() == now.date():
            return
        self._shown = (ordered, now)
        empty_layout(self._box)
        for step in ordered:
            self._box.addWidget(self._line(step, now))

    def _line(self, step: CaseStep, now: datetime) -> QWidget:
        tokens = self._tokens
        line = QFrame()
        line.setProperty("plain", True)
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.px(8))
        when = QLabel(moment_words(step.at, now))
        when.setProperty("role", "faint")
        when.setFixedWidth(tokens.px(76))
        when.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        when.setContentsMargins(0, tokens.px(2), 0, 0)
        row.addWidget(when)
        words = QVBoxLayout()
        words.setSpacing(0)
        who = " · ".join(part for part in (step.by_name or step.by_login, step.by_department) if part)
        if step.detail.get("automatic"):
            who = self.tr("by rule") if "rule" in step.detail else self.tr("by itself, its day had come")
        title = QLabel(f"{action_word(step.action)} · {who}")
        title.setTextFormat(Qt.TextFormat.PlainText)
        title.setWordWrap(True)
        words.addWidget(title)
        below = []
        if "asked" in step.detail:
            below.append(f"→ {step.detail['asked']}")
        if "confirmation" in step.detail:
            found = confirmation_word(Confirmation(step.detail["confirmation"]))
            below.append(self.tr("{found}, as told to the desk").format(found=found) if step.detail.get("typed_in")
                         else found)
        if "into" in step.detail:
            below.append(self.tr("into {number}").format(number=step.detail["into"]))
        if "from" in step.detail:
            below.append(self.tr("out of {number}").format(number=step.detail["from"]))
        if "report" in step.detail:
            below.append(self.tr("report {number}").format(number=step.detail["report"]))
        if step.receiver:
            below.append(f"→ {step.receiver}")
        if step.remark:
            below.append(step.remark)
        if step.original_at is not None:
            below.append(self.tr("really at {at}").format(at=moment_words(step.original_at, now)))
        if below:
            more = quiet_words("\n".join(below))
            words.addWidget(more)
        row.addLayout(words, 1)
        return line
