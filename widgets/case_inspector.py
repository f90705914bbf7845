"""The case inspector: one widget for one case, the same on the board, the map, the hotline and in a search."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from qtpy.QtCore import Qt, Signal
from qtpy.QtGui import QKeySequence, QShortcut
from qtpy.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.domain.area import MultiPolygon
from app.domain.case import Action, CaseDetail
from app.domain.catalogue import Subcategory
from app.domain.difference import differences
from app.domain.paper import PaperKind
from app.domain.people import Department
from app.domain.presence import Onlooker
from app.domain.similar_case import SimilarCase
from widgets.action_panel import ActionPanel
from widgets.aftercare_list import AftercareList
from widgets.attachment_strip import AttachmentStrip
from widgets.case_fields import CaseFields
from widgets.conflict_view import ConflictView, Wish
from widgets.elided_label import ElidedLabel
from widgets.glyphs import LIGHT_TOKENS, GlyphLabel
from widgets.main_case_field import MainCaseField
from widgets.merged_reports import MergedReports
from widgets.order_list import OrderList
from widgets.paper_list import kind_words
from widgets.place_sketch import PlaceSketch
from widgets.request_list import RequestList
from widgets.similar_list import SimilarList
from widgets.step_list import StepList
from widgets.task_list import TaskList
from widgets.time_words import moment_words, remaining_words
from widgets.tokens import Tokens
from widgets.unit_list import UnitList
from widgets.value_fields import GrowingText
from widgets.words import action_word, class_words, onlooker_words, state_word

WIDTH = 380  # px at 96 dpi; what the inspector is given on a 1366×768 screen


class CaseInspector(QWidget):
    """Everything about one case, and what this person may do to it now.

    Signals:
        move_asked(object, object): ``Action`` and its values (dict by SQL parameter); answered by ``move_done`` and
            ``show_case`` with the new version in either order, or by ``show_refusal`` or ``show_conflict``.
        note_asked(str): words for the case's history.
        disclose_asked(str): the reporter in clear, with this reason.
        files_dropped(object, str): list of paths and the kind of attachment.
        attachment_wanted(object): id of an attachment whose bytes are needed; answered by ``show_attachment``.
        outlines_wanted(object): (longitude, latitude) whose surrounding cells are needed; see ``show_outlines``.
        reload_asked(object): case id, from the conflict bar.
        case_asked(int): another case is to be shown: the main case, a report in this one, a likely duplicate.
        take_out_asked(int): a report in this case is to be taken out; it asks for the reason itself.
        task_answer_asked(str): a worker's answer, pasted; answered by ``tasks``.
        papers_asked(): the papers of the shown case are to be shown.
    """

    move_asked = Signal(object, object)
    note_asked = Signal(str)
    disclose_asked = Signal(str)
    files_dropped = Signal(object, str)
    attachment_wanted = Signal(object)
    outlines_wanted = Signal(object)
    reload_asked = Signal(object)
    case_asked = Signal(int)
    take_out_asked = Signal(int)
    task_answer_asked = Signal(str)
    papers_asked = Signal()

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._detail: CaseDetail | None = None
        self._now: datetime | None = None
        self._sent: tuple[int, int] | None = None  # case id and version that the move on its way was made for
        self._done = False                         # the answer to it has come, the case as it is now not yet
        self._wish: Wish | None = None             # the move on its way, or the one that came too late
        self._clashed = False
        self._note_drafts: dict[int, str] = {}
        self._paper_named: tuple[int, PaperKind] | None = None  # the paper that a move of this seat has written
        self.setMinimumWidth(tokens.px(300))
        self.setAccessibleName(self.tr("Case"))
        self._make_head()
        self.conflict = QFrame()
        self.fields = CaseFields(tokens)
        self.orders = OrderList(tokens, self.tr("Supervision"))
        self.tasks = TaskList(tokens)
        self.time_requests = RequestList(tokens, self.tr("More time"))
        self.units = UnitList(tokens, self.tr("Departments"))
        self.aftercare = AftercareList(tokens, self.tr("Beside the handling"))
        self.appeals = RequestList(tokens, self.tr("Appeal against overtime"))
        self.merging, self.similar = MergedReports(tokens), SimilarList(tokens, for_report=False)
        self.sketch = PlaceSketch(tokens)
        self.attachments = AttachmentStrip(tokens)
        self.steps = StepList(tokens)
        self.actions = ActionPanel(tokens)
        self.note = GrowingText(tokens, 1, 4)
        self.note_button = QPushButton(self.tr("Add note"))
        self._make_conflict()
        self._empty = QLabel(self.tr("Choose a case in the list."))
        self._empty.setProperty("role", "quiet")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._body = self._make_body()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        for widget in (self._head, self.conflict):
            box.addWidget(widget)
        box.addWidget(self._body, 1)
        box.addWidget(self._empty, 1)
        box.addWidget(self.actions)
        self._connect()
        self.show_nothing()

    # For the page -------------------------------------------------------------------------------------------

    def set_departments(self, departments: Iterable[Department]) -> None:
        """Who may be dispatched to."""
        self.actions.set_departments(departments)

    def set_catalogue(self, catalogue: Iterable[Subcategory]) -> None:
        """The classes with their filing conditions."""
        self.actions.set_catalogue(catalogue)

    def show_nothing(self, words: str = "") -> None:
        """No case is chosen; ``words`` say why or what to do."""
        self._keep_note()
        self._detail = None
        if words:
            self._empty.setText(words)
        for widget in (self._head, self._body, self.actions, self.conflict):
            widget.hide()
        self._empty.show()

    def show_case(self, detail: CaseDetail, now: datetime) -> None:
        """Show this case at the server time ``now``. Words typed for the case before, or for this one, are kept."""
        before = self._detail
        same = before is not None and before.case.case_id == detail.case.case_id
        self._keep_note()
        changed_underneath = same and before is not None and detail.case.version > before.case.version \
            and self._sent is None and self.has_words()
        self._detail, self._now = detail, now
        if not same:
            self._sent = None
        self._empty.hide()
        self._head.show()
        self._body.show()
        self._show_head(detail, now)
        self._show_papers_button()
        self.orders.show_orders(detail.orders, now)
        self.tasks.show_tasks(detail.tasks, now)
        self.time_requests.show_requests(detail.time_requests, now)
        self.aftercare.show_case(detail, now)
        self.appeals.show_appeals(detail.time_appeals, now)
        self._show_others(detail, now)
        self.units.show_case(detail, now)
        self.fields.show_case(detail, now)
        self._show_place(detail, same)
        may_attach = any(one.action is Action.ATTACH for one in detail.allowed)
        self.attachments.judge_by(detail)
        self.attachments.show_attachments(detail.attachments, now, may_attach)
        self._attachments_title.setVisible(may_attach or bool(detail.attachments))
        self.steps.show_steps(detail.steps, now)
        self.actions.show_case(detail, now)
        self._release()
        may_note = any(one.action is Action.NOTE for one in detail.allowed)
        self.note.setVisible(may_note)
        self.note_button.setVisible(may_note)
        if not same:
            self.note.setPlainText(self._note_drafts.get(detail.case.case_id, ""))
            self._body.verticalScrollBar().setValue(0)
            self.conflict.hide()
        if not same:
            self._wish, self._clashed = None, False
            self.actions.set_tight(False)
        if changed_underneath and not self._clashed:
            self._tell_change(detail, now)
            if before is not None:
                self.clash.show_clash(differences(before, detail), detail, now, None)
        self._show_clash(now)

    def set_now(self, now: datetime) -> None:
        """The server's time: the deadline's words follow it."""
        self._now = now
        if self._detail is not None:
            self._show_deadline(self._detail, now)
            self.tasks.set_now(now)

    @property
    def tokens(self) -> Tokens:
        """Colours and sizes with which this was made."""
        return self._tokens

    def name_paper(self, case_id: int, kind: PaperKind) -> None:
        """The button names the paper that a move of the shown case has written, until another case is shown."""
        self._paper_named = (case_id, kind)
        self._show_papers_button()

    def _show_papers_button(self) -> None:
        named, detail = self._paper_named, self._detail
        fresh = named is not None and detail is not None and named[0] == detail.case.case_id
        self.papers_button.setText((kind_words(named[1]) if named and fresh else self.tr("Papers")) + "  Ctrl+P")

    def shown_case(self) -> CaseDetail | None:
        """What is shown, or None."""
        return self._detail

    def has_words(self) -> bool:
        """True while words were typed for the shown case and not sent."""
        return self._detail is not None and (self.actions.has_words() or bool(self.note.toPlainText().strip()))

    def cases_with_words(self) -> frozenset[int]:
        """The cases, the shown one among them, for which words were typed and not sent."""
        self._keep_note()
        return self.actions.cases_with_words() | frozenset(self._note_drafts)

    def show_onlookers(self, people: Sequence[Onlooker]) -> None:
        """Who else is at the shown case now."""
        self._onlookers.setVisible(bool(people))
        glyph = "writes" if any(one.has_words for one in people) else "looks"
        self._onlookers.show_state(glyph if people else "", " · ".join(onlooker_words(one) for one in people))

    def show_refusal(self, words: str, field: str = "", why: str = "", limit: int | None = None) -> None:
        """The move was refused: everything typed stays. A refusal of one value is told beside it."""
        self._stop_waiting()
        if field and self.actions.complain(field, why, limit):
            return
        self._clashed = False
        self._tell(words, reload=False)

    def show_conflict(self, words: str) -> None:
        """Somebody changed the case meanwhile; the words stay. What changed is named once it has been read again."""
        self._stop_waiting()
        self._tell(words, reload=True)
        self._clashed = self._wish is not None
        if self._now is not None:
            self._show_clash(self._now)

    def show_attachment(self, attachment_id: int, data: bytes) -> None:
        """The bytes of an attachment that was wanted."""
        self.attachments.show_bytes(attachment_id, data)

    def show_outlines(self, outlines: Iterable[tuple[str, MultiPolygon]]) -> None:
        """Names and outlines of the cells around the shown case."""
        self.sketch.show_outlines(outlines)

    def show_reporter(self, case_id: int, name: str, phone: str) -> None:
        """The reporter in clear, as the database disclosed it."""
        self.fields.reporter.show_clear(case_id, name, phone)

    def move_done(self, case_id: int, action: Action) -> None:
        """The move was carried out, whatever case is shown by now: its words are done."""
        self.actions.forget_words(case_id, action)
        if self._sent is not None and self._sent[0] == case_id:
            self._done = True
            self._release()

    def note_added(self, case_id: int) -> None:
        """The note is in the history: its words may go."""
        self._note_drafts.pop(case_id, None)
        self.note_button.setEnabled(True)
        if self._detail is not None and self._detail.case.case_id == case_id:
            self.note.clear()

    def note_refused(self) -> None:
        """The note was not taken; its words stay."""
        self.note_button.setEnabled(True)

    # Building -----------------------------------------------------------------------------------------------

    def _make_head(self) -> None:
        tokens = self._tokens
        self._head = QFrame()
        self._head.setProperty("panel", True)
        self._title = ElidedLabel(tokens)
        self._title.setProperty("role", "section")
        self._number = QLabel()
        self._number.setFont(tokens.font(mono=True))
        self._number.setTextFormat(Qt.TextFormat.PlainText)
        self._number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._state = ElidedLabel(tokens)
        self._deadline = GlyphLabel(tokens)
        self._marks = GlyphLabel(tokens)
        self._onlookers = GlyphLabel(tokens)
        self._onlookers.hide()
        first, second = QHBoxLayout(), QHBoxLayout()
        for row in (first, second):
            row.setSpacing(tokens.px(8))
        first.addWidget(self._title, 1)
        first.addWidget(self._number)
        second.addWidget(self._state, 1)
        second.addWidget(self._deadline)
        self.papers_button = QPushButton()
        self.papers_button.setProperty("flat", True)
        self.papers_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its key is Ctrl+P
        self.papers_button.setToolTip(self.tr("Slips, orders and requests of this case: see, issue, print  Ctrl+P"))
        self.papers_button.clicked.connect(self.papers_asked)
        QShortcut(QKeySequence("Ctrl+P"), self).activated.connect(self.papers_asked)
        second.addWidget(self.papers_button)
        box = QVBoxLayout(self._head)
        box.setContentsMargins(tokens.px(12), tokens.px(10), tokens.px(12), tokens.px(6))
        box.setSpacing(tokens.px(4))
        box.addLayout(first)
        box.addLayout(second)
        box.addWidget(self._marks)
        box.addWidget(self._onlookers)

    def _make_conflict(self) -> None:
        tokens = self._tokens
        self.conflict.setProperty("notice", "behind")
        self._conflict_words = QLabel()
        self._conflict_words.setWordWrap(True)
        self._conflict_words.setTextFormat(Qt.TextFormat.PlainText)
        self._reload = QPushButton(self.tr("Show as it is now"))
        self._dismiss = QPushButton(self.tr("Put away"))
        row = QHBoxLayout()
        row.addWidget(self._reload)
        row.addWidget(self._dismiss)
        row.addStretch(1)
        box = QVBoxLayout(self.conflict)
        box.setContentsMargins(tokens.px(12), tokens.px(8), tokens.px(12), tokens.px(8))
        box.setSpacing(tokens.px(6))
        self.clash = ConflictView(tokens)
        self.clash.mine_taken.connect(self._ask_move)
        self.clash.theirs_taken.connect(self._leave_theirs)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self.conflict, activated=self._leave_theirs)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        box.addWidget(self._conflict_words)
        box.addWidget(self.clash)
        box.addLayout(row)
        self.conflict.hide()

    def _make_body(self) -> QScrollArea:
        tokens = self._tokens
        inside = QWidget()
        inside.setProperty("plain", True)
        box = QVBoxLayout(inside)
        box.setContentsMargins(tokens.px(12), tokens.px(8), tokens.px(12), tokens.px(12))
        box.setSpacing(tokens.px(8))
        box.addWidget(self.orders)
        box.addWidget(self.tasks)
        box.addWidget(self.time_requests)
        box.addWidget(self.units)
        box.addWidget(self.aftercare)
        box.addWidget(self.appeals)
        box.addWidget(self.merging)
        box.addWidget(self.similar)
        box.addWidget(self.fields)
        box.addWidget(self.sketch)
        self._attachments_title = self._section(self.tr("Files"))
        box.addWidget(self._attachments_title)
        box.addWidget(self.attachments)
        box.addWidget(self._section(self.tr("History")))
        box.addWidget(self.steps)
        self.note.setPlaceholderText(self.tr("A note for the history"))
        self.note.setAccessibleName(self.tr("Note"))
        row = QHBoxLayout()
        row.setSpacing(tokens.px(8))
        row.addWidget(self.note, 1)
        row.addWidget(self.note_button, 0, Qt.AlignmentFlag.AlignBottom)
        box.addLayout(row)
        box.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        area.setMinimumHeight(self._tokens.px(24))
        return area

    @staticmethod
    def _section(words: str) -> QLabel:
        label = QLabel(words)
        label.setProperty("role", "label")
        return label

    def _connect(self) -> None:
        self.actions.move_asked.connect(self._ask_move)
        self.tasks.answer_asked.connect(self.task_answer_asked)
        self.fields.disclose_asked.connect(self.disclose_asked)
        for others in (self.merging, self.similar):
            others.open_asked.connect(self.case_asked)
        self.merging.take_out_asked.connect(self.take_out_asked)
        self.similar.same_asked.connect(self._ask_merge)
        self.attachments.files_dropped.connect(self.files_dropped)
        self.attachments.attachment_wanted.connect(self.attachment_wanted)
        self.note_button.clicked.connect(self._ask_note)
        self.note.sent.connect(self._ask_note)
        self._reload.clicked.connect(self._ask_reload)
        self._dismiss.clicked.connect(self.conflict.hide)

    # Showing ------------------------------------------------------------------------------------------------

    def _show_head(self, detail: CaseDetail, now: datetime) -> None:
        case = detail.case
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
        self._show_deadline(detail, now)

    def _show_deadline(self, detail: CaseDetail, now: datetime) -> None:
        light = detail.case.light(now)
        self._deadline.show_state(LIGHT_TOKENS.get(light, ""), remaining_words(detail.case, now))

    def _show_place(self, detail: CaseDetail, same: bool) -> None:
        case = detail.case
        self.sketch.setVisible(case.position is not None)
        moved = not same or self.sketch.property("position") != case.position
        self.sketch.show_place(case.position, case.place)
        self.sketch.setProperty("position", case.position)
        if case.position is not None and moved:
            self.outlines_wanted.emit(case.position)

    def _show_others(self, detail: CaseDetail, now: datetime) -> None:
        """The reports in it or the case it is part of, and what it may be a second report of."""
        # Who may merge one may take one out; whether just this one, the server says.
        may_take_out = any(one.action in (Action.MERGE, Action.REMIND) for one in detail.allowed)
        self.merging.show_merging(detail.merging, now, may_take_out)
        self.similar.show_similar(detail.similar, now)

    def _tell_change(self, detail: CaseDetail, now: datetime) -> None:
        last = max(detail.steps, key=lambda step: step.seq, default=None)
        if last is None:
            return
        self._tell(self.tr("Changed meanwhile by {by} at {at}: {action}, now “{state}”. Your words are kept.").format(
            by=last.by_name or last.by_login, at=moment_words(last.at, now), action=action_word(last.action),
            state=state_word(detail.case.state)), reload=False)

    def _tell(self, words: str, *, reload: bool) -> None:
        self._conflict_words.setText(words)
        self._reload.setVisible(reload)
        self._dismiss.show()
        self.clash.hide()
        self.conflict.setVisible(bool(words))

    def _show_clash(self, now: datetime) -> None:
        """The case was read again after a move that came too late: its differences beside what was wanted."""
        wish, detail = self._wish, self._detail
        if self._clashed and wish is not None and detail is not None and detail.case.version > wish.seen.case.version:
            self.clash.show_clash(differences(wish.seen, detail), detail, now, wish)
            self._reload.hide()
            self._dismiss.hide()
            self.actions.set_tight(True)  # first room is made, then it is taken: the window must not grow for a moment
            self.conflict.show()

    def _leave_theirs(self) -> None:
        """The case stays as it is; what was typed stays in its field."""
        self._clashed = False
        self.actions.set_tight(False)
        self.conflict.hide()

    # Asking -------------------------------------------------------------------------------------------------

    def _ask_move(self, action: Action, values: dict[str, object]) -> None:
        if self._detail is None:
            return
        self._sent, self._done = (self._detail.case.case_id, self._detail.case.version), False
        words = self.actions.words_of(self._detail.case.case_id, action)
        if self._clashed and self._wish is not None and self._wish.action is action:
            words = words or self._wish.words
        self._wish, self._clashed = Wish(action, dict(values), words, self._detail), False
        self.actions.set_tight(False)
        self.conflict.hide()
        self.move_asked.emit(action, values)

    def _ask_merge(self, similar: SimilarCase) -> None:
        """Open the move with this case in its field; it is sent by hand like every move."""
        if self.actions.open_action(Action.MERGE):
            field = self.actions.findChild(MainCaseField)
            if field is not None:
                field.choose(similar.case_number)

    def _release(self) -> None:
        """Take the next wish only when the answer is there and the case is shown as it is after it."""
        if self._sent is not None and self._done and self._detail is not None \
                and self._detail.case.version > self._sent[1]:
            self._stop_waiting()

    def _stop_waiting(self) -> None:
        self._sent = None
        self.actions.set_busy(False)

    def _ask_note(self) -> None:
        words = self.note.toPlainText().strip()
        if words and self.note_button.isEnabled():
            self.note_button.setEnabled(False)
            self.note_asked.emit(words)

    def _ask_reload(self) -> None:
        if self._detail is not None:
            self.conflict.hide()
            self.reload_asked.emit(self._detail.case.case_id)

    def _keep_note(self) -> None:
        if self._detail is None:
            return
        words = self.note.toPlainText()
        if words.strip():
            self._note_drafts[self._detail.case.case_id] = words
        else:
            self._note_drafts.pop(self._detail.case.case_id, None)
