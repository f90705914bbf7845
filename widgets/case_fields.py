"""What is known of a case, as label and value, with the reporter masked until a reason is given."""

from __future__ import annotations

from datetime import datetime
from html import escape

from qtpy.QtCore import Qt, Signal
from qtpy.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.domain.case import Action
from app.domain.case_detail import CaseDetail
from app.domain.people import Person
from widgets.glyphs import GlyphLabel
from widgets.layouts import empty_layout
from widgets.request_words import confirmation_word
from widgets.time_words import limit_words, moment_words
from widgets.tokens import Tokens
from widgets.words import kind_word, source_word, urgency_word


class CaseFields(QWidget):
    """The description, then the other fields in two columns; empty ones are left out.

    Signals:
        disclose_asked(str): the person wants name and telephone in clear and gave this reason.
    """

    disclose_asked = Signal(str)

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self.setProperty("plain", True)
        self.description = _value_label(tokens)
        self.description.setTextFormat(Qt.TextFormat.RichText)
        self.description.setAccessibleName(self.tr("Description"))
        self._grid_holder = QWidget()
        self._grid_holder.setProperty("plain", True)
        self._grid = QGridLayout(self._grid_holder)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(tokens.px(12))
        self._grid.setVerticalSpacing(tokens.px(4))
        self._grid.setColumnStretch(1, 1)
        self.reporter = ReporterLine(tokens)
        self.reporter.disclose_asked.connect(self.disclose_asked)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(tokens.px(8))
        box.addWidget(self.description)
        box.addWidget(self._grid_holder)
        box.addWidget(self.reporter)

    def show_case(self, detail: CaseDetail, now: datetime) -> None:
        """Show what is known at the server time ``now``."""
        self.description.setText(prose(detail.description))
        empty_layout(self._grid)
        for row, (name, value) in enumerate(self._pairs(detail, now)):
            label = QLabel(name)
            label.setProperty("role", "label")
            label.setContentsMargins(0, self._tokens.px(2), 0, 0)
            shown = _value_label(self._tokens)
            shown.setText(value)
            shown.setAccessibleName(f"{name}: {value}")
            self._grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(shown, row, 1)
        self.reporter.show_case(detail)

    def _pairs(self, detail: CaseDetail, now: datetime) -> list[tuple[str, str]]:
        case = detail.case
        classes = " · ".join(part for part in (kind_word(case.kind), case.category, case.subcategory) if part)
        grid = " · ".join(part for part in (detail.duty_grid, case.cell_code) if part)
        where = " · ".join(part for part in (case.street, case.community) if part)
        limit = limit_words(detail.limit_kind, detail.limit_value) if detail.limit_value is not None else ""
        if case.deadline_at is not None:
            due = self.tr("due {at}").format(at=moment_words(case.deadline_at, now))
            limit = f"{limit}, {due}" if limit else due
        origin = source_word(case.source)
        if case.imported and detail.original_id:
            origin += f" · {detail.original_id}"
        pairs = [
            (self.tr("Confirmation"), self._confirmation(detail)),
            (self.tr("Place"), case.place), (self.tr("Area"), where), (self.tr("Grid"), grid),
            (self.tr("Class"), classes), (self.tr("Filing condition"), detail.condition),
            (self.tr("Limit"), limit), (self.tr("Department"), case.department),
            (self.tr("Result"), detail.result), (self.tr("Closing condition"), detail.closing_condition),
            (self.tr("Source"), origin), (self.tr("Reported"), moment_words(case.reported_at, now)),
            (self.tr("Taken down"), moment_words(detail.original_at, now)),
            (self.tr("Urgency"), urgency_word(case.urgency) if case.urgency != "normal" else ""),
            (self.tr("Reworks"), str(case.rework_count) if case.rework_count else ""),
            (self.tr("Returns"), str(case.return_count) if case.return_count else ""),
            (self.tr("Sheet"), detail.sheet_number),
        ]
        return [(name, value) for name, value in pairs if value]

    def _confirmation(self, detail: CaseDetail) -> str:
        """What was found on the spot, or who was asked to look; empty when nobody was."""
        about = (Action.CONFIRM, Action.ASK_CONFIRMATION)
        last = max((step for step in detail.steps if step.action in about), key=lambda step: step.seq, default=None)
        if last is None:
            return ""
        if detail.case.confirmation is None:
            return self.tr("asked of {who}").format(who=last.detail.get("asked") or "?")
        return " · ".join((confirmation_word(detail.case.confirmation), last.remark, last.by_name or last.by_login))


class ReporterLine(QFrame):
    """Who reported, masked, and the way to see it in clear: a reason, which is recorded.

    Signals:
        disclose_asked(str): the reason.
    """

    disclose_asked = Signal(str)

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("plain", True)
        self._case_id: int | None = None
        self._who = _value_label(tokens)  # a long name wraps; the button beside it is never pushed out of sight
        self._person: Person | None = None
        self._secret = GlyphLabel(tokens)
        self._secret.show_state("behind", self.tr("to be kept secret"))
        self.ask = QPushButton(self.tr("Show in clear…"))
        self.ask.setProperty("flat", True)
        self.ask.clicked.connect(self._open)
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(self.tr("Why do you need it? This is recorded."))
        self.reason.setAccessibleName(self.tr("Reason for showing the reporter in clear"))
        self.reason.returnPressed.connect(self._send)
        self.reason.hide()
        row = QHBoxLayout()
        row.setSpacing(tokens.px(8))
        title = QLabel(self.tr("Reporter"))
        title.setProperty("role", "label")
        row.addWidget(title)
        row.addWidget(self._who, 1)
        row.addWidget(self.ask)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(tokens.px(4))
        box.addLayout(row)
        box.addWidget(self._secret)
        box.addWidget(self.reason)

    def set_person(self, person: Person) -> None:
        """Who looks; until that is told, the way to see it in clear is offered for every case."""
        self._person = person

    def show_case(self, detail: CaseDetail) -> None:
        """The masked reporter; what was shown in clear of another case goes away."""
        if detail.case.case_id != self._case_id:
            self._case_id = detail.case.case_id
            self.reason.clear()
            self.reason.hide()
            self.ask.setEnabled(True)
            self._say(detail.reporter_name, detail.reporter_phone)
        elif self.ask.isEnabled():  # nothing in clear is shown, so a changed mask may take its place
            self._say(detail.reporter_name, detail.reporter_phone)
        self._secret.setVisible(detail.keep_secret)
        may = self._person is None or self._person.may_disclose(detail.case.department_id,
                                                                keep_secret=detail.keep_secret)
        self.ask.setVisible(may)
        if not may:
            self.reason.hide()
        self.setVisible(bool(detail.reporter_name or detail.reporter_phone))

    def show_clear(self, case_id: int, name: str, phone: str) -> None:
        """What the database disclosed of this case; ignored when another one is shown by now."""
        if case_id == self._case_id:
            self._say(name, phone)
            self.reason.hide()
            self.ask.setEnabled(False)

    def _say(self, name: str, phone: str) -> None:
        self._who.setText("  ".join(part for part in (name, phone) if part))

    def _open(self) -> None:
        self.reason.setVisible(self.reason.isHidden())
        if not self.reason.isHidden():
            self.reason.setFocus()

    def _send(self) -> None:
        reason = self.reason.text().strip()
        if reason:
            self.disclose_asked.emit(reason)


def prose(text: str) -> str:
    """Words of a person as prose at line height 1.5: every character escaped, so that nothing in it is markup."""
    lines = escape(text).replace("\n", "<br>")
    return f'<p style="line-height: 150%; white-space: pre-wrap; margin: 0">{lines}</p>'


def _value_label(tokens: Tokens) -> QLabel:
    """A value that wraps, may be marked and copied, and is never read as markup."""
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setMinimumWidth(tokens.px(40))
    return label
