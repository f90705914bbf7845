"""The head of the case inspector: class, number, state, deadline, marks, and who else is looking."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from qtpy.QtCore import Qt, Signal
from qtpy.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.domain.case_detail import CaseDetail
from app.domain.paper import PaperKind
from app.domain.presence import Onlooker
from widgets.elided_label import ElidedLabel
from widgets.glyphs import LIGHT_TOKENS, GlyphLabel
from widgets.paper_list import kind_words
from widgets.time_words import remaining_words
from widgets.tokens import Tokens
from widgets.words import class_words, onlooker_words, state_word


class CaseHead(QFrame):
    """What identifies a case and how it stands, in two rows and what is out of the ordinary below.

    Signals:
        papers_asked(): the papers of the shown case are to be shown.
    """

    papers_asked = Signal()

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: CaseDetail | None = None
        self._paper_named: tuple[int, PaperKind] | None = None  # the paper that a move of this seat has written
        self.setProperty("panel", True)
        self._title = ElidedLabel(tokens)
        self._title.setProperty("role", "section")
        self._number = QLabel()
        self._number.setFont(tokens.font(mono=True))
        self._number.setTextFormat(Qt.TextFormat.PlainText)
        self._number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._state = ElidedLabel(tokens)
        self._deadline = GlyphLabel(tokens)
        self._marks = GlyphLabel(tokens)
        self.onlookers = GlyphLabel(tokens)
        self.onlookers.hide()
        self.papers_button = QPushButton()
        self.papers_button.setProperty("flat", True)
        self.papers_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its key is Ctrl+P
        self.papers_button.setToolTip(self.tr("Slips, orders and requests of this case: see, issue, print  Ctrl+P"))
        self.papers_button.clicked.connect(self.papers_asked)
        self._lay_out(tokens)

    def _lay_out(self, tokens: Tokens) -> None:
        first, second = QHBoxLayout(), QHBoxLayout()
        for row in (first, second):
            row.setSpacing(tokens.px(8))
        first.addWidget(self._title, 1)
        first.addWidget(self._number)
        second.addWidget(self._state, 1)
        second.addWidget(self._deadline)
        second.addWidget(self.papers_button)
        box = QVBoxLayout(self)
        box.setContentsMargins(tokens.px(12), tokens.px(10), tokens.px(12), tokens.px(6))
        box.setSpacing(tokens.px(4))
        box.addLayout(first)
        box.addLayout(second)
        box.addWidget(self._marks)
        box.addWidget(self.onlookers)

    def show_case(self, detail: CaseDetail, now: datetime) -> None:
        """Show this case at the server time ``now``."""
        self._shown, case = detail, detail.case
        self._title.setText(class_words(case))
        self._number.setText(case.case_number)
        self._state.setText(" · ".join(part for part in (state_word(case.state), case.department) if part))
        marks = []
        if case.changed_after_print:
            marks.append(self.tr("changed after printing"))
        if case.urgency == "urgent":
            marks.append(self.tr("urgent"))
        self._marks.show_state("behind", " · ".join(marks))
        self._marks.setVisible(bool(marks))
        self.set_now(now)
        self._name_papers()

    def set_now(self, now: datetime) -> None:
        """The server's time: the deadline's words follow it."""
        if self._shown is not None:
            case = self._shown.case
            self._deadline.show_state(LIGHT_TOKENS.get(case.light(now), ""), remaining_words(case, now))

    def show_onlookers(self, people: Sequence[Onlooker]) -> None:
        """Who else is at the shown case now."""
        self.onlookers.setVisible(bool(people))
        glyph = "writes" if any(one.has_words for one in people) else "looks"
        self.onlookers.show_state(glyph if people else "", " · ".join(onlooker_words(one) for one in people))

    def name_paper(self, case_id: int, kind: PaperKind) -> None:
        """The button names the paper that a move of the shown case has written, until another case is shown."""
        self._paper_named = (case_id, kind)
        self._name_papers()

    def _name_papers(self) -> None:
        named, detail = self._paper_named, self._shown
        fresh = named is not None and detail is not None and named[0] == detail.case.case_id
        self.papers_button.setText((kind_words(named[1]) if named and fresh else self.tr("Papers")) + "  Ctrl+P")
