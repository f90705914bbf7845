"""The case inspector: one widget for one case, the same on the board, the map, the hotline and in a search."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from qtpy.QtCore import Qt, Signal
from qtpy.QtGui import QKeySequence, QShortcut
from qtpy.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.domain.area import MultiPolygon
from app.domain.case import Action
from app.domain.case_detail import CaseDetail
from app.domain.catalogue import Subcategory
from app.domain.difference import differences
from app.domain.paper import PaperKind
from app.domain.people import Department
from app.domain.presence import Onlooker
from app.domain.similar_case import SimilarCase
from widgets.action_panel import ActionPanel
from widgets.case_body import CaseBody
from widgets.case_head import CaseHead
from widgets.conflict_bar import ConflictBar
from widgets.conflict_view import Wish
from widgets.main_case_field import MainCaseField
from widgets.time_words import moment_words
from widgets.tokens import Tokens
from widgets.words import action_word, state_word

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
        self.setMinimumWidth(tokens.px(300))
        self.setAccessibleName(self.tr("Case"))
        self.head = CaseHead(tokens)
        self.conflict = ConflictBar(tokens)
        self.body = CaseBody(tokens)
        self.actions = ActionPanel(tokens)
        self._empty = QLabel(self.tr("Choose a case in the list."))
        self._empty.setProperty("role", "quiet")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.head)
        box.addWidget(self.conflict)
        box.addWidget(self.body, 1)
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
        self.body.note.leave_case()
        self._detail = None
        if words:
            self._empty.setText(words)
        for widget in (self.head, self.body, self.actions, self.conflict):
            widget.hide()
        self._empty.show()

    def show_case(self, detail: CaseDetail, now: datetime) -> None:
        """Show this case at the server time ``now``. Words typed for the case before, or for this one, are kept."""
        before = self._detail
        same = before is not None and before.case.case_id == detail.case.case_id
        changed_underneath = same and before is not None and detail.case.version > before.case.version \
            and self._sent is None and self.has_words()
        self._detail, self._now = detail, now
        if not same:
            self._sent = None
        self._empty.hide()
        self.head.show()
        self.body.show()
        self.head.show_case(detail, now)
        self.body.show_case(detail, now, same=same)
        self.actions.show_case(detail, now)
        self._release()
        if not same:
            self.conflict.hide()
            self._wish, self._clashed = None, False
            self.actions.set_tight(False)
        if changed_underneath and not self._clashed:
            self._tell_change(detail, now)
            if before is not None:
                self.conflict.show_differences(differences(before, detail), detail, now)
        self._show_clash(now)

    def set_now(self, now: datetime) -> None:
        """The server's time: the deadline's words and the countdowns follow it."""
        self._now = now
        if self._detail is not None:
            self.head.set_now(now)
            self.body.set_now(now)

    @property
    def tokens(self) -> Tokens:
        """Colours and sizes with which this was made."""
        return self._tokens

    def name_paper(self, case_id: int, kind: PaperKind) -> None:
        """The button names the paper that a move of the shown case has written, until another case is shown."""
        self.head.name_paper(case_id, kind)

    def shown_case(self) -> CaseDetail | None:
        """What is shown, or None."""
        return self._detail

    def has_words(self) -> bool:
        """True while words were typed for the shown case and not sent."""
        return self._detail is not None and (self.actions.has_words() or self.body.note.has_words())

    def cases_with_words(self) -> frozenset[int]:
        """The cases, the shown one among them, for which words were typed and not sent."""
        return self.actions.cases_with_words() | self.body.note.cases_with_words()

    def show_onlookers(self, people: Sequence[Onlooker]) -> None:
        """Who else is at the shown case now."""
        self.head.show_onlookers(people)

    def show_refusal(self, words: str, field: str = "", why: str = "", limit: int | None = None) -> None:
        """The move was refused: everything typed stays. A refusal of one value is told beside it."""
        self._stop_waiting()
        if field and self.actions.complain(field, why, limit):
            return
        self._clashed = False
        self.conflict.tell(words, reload=False)

    def show_conflict(self, words: str) -> None:
        """Somebody changed the case meanwhile; the words stay. What changed is named once it has been read again."""
        self._stop_waiting()
        self.conflict.tell(words, reload=True)
        self._clashed = self._wish is not None
        if self._now is not None:
            self._show_clash(self._now)

    def show_attachment(self, attachment_id: int, data: bytes) -> None:
        """The bytes of an attachment that was wanted."""
        self.body.attachments.show_bytes(attachment_id, data)

    def show_outlines(self, outlines: Iterable[tuple[str, MultiPolygon]]) -> None:
        """Names and outlines of the cells around the shown case."""
        self.body.sketch.show_outlines(outlines)

    def show_reporter(self, case_id: int, name: str, phone: str) -> None:
        """The reporter in clear, as the database disclosed it."""
        self.body.fields.reporter.show_clear(case_id, name, phone)

    def move_done(self, case_id: int, action: Action) -> None:
        """The move was carried out, whatever case is shown by now: its words are done."""
        self.actions.forget_words(case_id, action)
        if self._sent is not None and self._sent[0] == case_id:
            self._done = True
            self._release()

    def note_added(self, case_id: int) -> None:
        """The note is in the history: its words may go."""
        self.body.note.taken(case_id)

    def note_refused(self) -> None:
        """The note was not taken; its words stay."""
        self.body.note.refused()

    # Within -------------------------------------------------------------------------------------------------

    def _connect(self) -> None:
        body = self.body
        self.head.papers_asked.connect(self.papers_asked)
        QShortcut(QKeySequence("Ctrl+P"), self).activated.connect(self.papers_asked)
        self.conflict.mine_taken.connect(self._ask_move)
        self.conflict.theirs_taken.connect(self._leave_theirs)
        self.conflict.reload_asked.connect(self._ask_reload)
        self.actions.move_asked.connect(self._ask_move)
        body.outlines_wanted.connect(self.outlines_wanted)
        body.tasks.answer_asked.connect(self.task_answer_asked)
        body.fields.disclose_asked.connect(self.disclose_asked)
        for others in (body.merging, body.similar):
            others.open_asked.connect(self.case_asked)
        body.merging.take_out_asked.connect(self.take_out_asked)
        body.similar.same_asked.connect(self._ask_merge)
        body.attachments.files_dropped.connect(self.files_dropped)
        body.attachments.attachment_wanted.connect(self.attachment_wanted)
        body.note.note_asked.connect(self.note_asked)

    def _tell_change(self, detail: CaseDetail, now: datetime) -> None:
        last = max(detail.steps, key=lambda step: step.seq, default=None)
        if last is None:
            return
        words = self.tr("Changed meanwhile by {by} at {at}: {action}, now “{state}”. Your words are kept.").format(
            by=last.by_name or last.by_login, at=moment_words(last.at, now), action=action_word(last.action),
            state=state_word(detail.case.state))
        self.conflict.tell(words, reload=False)

    def _show_clash(self, now: datetime) -> None:
        """The case was read again after a move that came too late: its differences beside what was wanted."""
        wish, detail = self._wish, self._detail
        if self._clashed and wish is not None and detail is not None and detail.case.version > wish.seen.case.version:
            self.conflict.show_clash(differences(wish.seen, detail), detail, now, wish)
            self.actions.set_tight(True)  # first room is made, then it is taken: the window must not grow for a moment
            self.conflict.show()

    def _leave_theirs(self) -> None:
        """The case stays as it is; what was typed stays in its field."""
        self._clashed = False
        self.actions.set_tight(False)
        self.conflict.hide()

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

    def _ask_reload(self) -> None:
        if self._detail is not None:
            self.conflict.hide()
            self.reload_asked.emit(self._detail.case.case_id)
