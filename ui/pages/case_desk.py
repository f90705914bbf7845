"""Joins one inspector with the services: what is asked in it is done, what is known is shown in it."""

from __future__ import annotations

import mimetypes
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4

from qtpy.QtCore import QObject, Signal, Slot

from app.domain.area import Area, MultiPolygon
from app.domain.case import Action, Answer, Move
from app.domain.case_detail import CaseDetail
from app.domain.dispatching import LeftCase
from app.domain.failures import Refusal, Unreachable
from app.services.open_case import OpenCase
from ui.pages.papers_desk import PapersDesk
from ui.workstation import Workstation
from widgets.case_inspector import CaseInspector
from widgets.dispatch_words import left_words
from widgets.failure_words import failure_words
from widgets.words import action_word

LARGEST_FILE = 64 * 1024 * 1024  # bytes; the server's own limit is a setting and lower, this one saves the memory


class CaseDesk(QObject):
    """The inspector's other half: its wishes go to casework, its answers come from the open case.

    Signals:
        said(str): a sentence for the message bar: a refusal that belongs to no field, something that waits.
        done(object, object): the Move that was carried out and its Answer.
    """

    said = Signal(str)
    done = Signal(object, object)

    def __init__(self, workstation: Workstation, inspector: CaseInspector, parent: QObject | None = None, *,
                 case: OpenCase | None = None) -> None:
        """``case``: what this inspector shows, when that is not what the board has open."""
        super().__init__(parent)
        self._work, self._inspector = workstation, inspector
        self._case = case or workstation.case
        self._notes: dict[UUID, int] = {}
        self._files: dict[UUID, str] = {}
        self._then: tuple[int, Action] | None = None  # what to open in a case that is being read
        self.papers = PapersDesk(workstation, inspector, self)
        self.done.connect(self.papers.note_done)
        self._connect()
        self._show_book()

    def _connect(self) -> None:
        work, inspector = self._work, self._inspector
        inspector.body.fields.reporter.set_person(work.person)
        inspector.move_asked.connect(self._ask_move)
        inspector.note_asked.connect(self._ask_note)
        inspector.disclose_asked.connect(self._ask_reporter)
        inspector.files_dropped.connect(self._ask_files)
        inspector.attachment_wanted.connect(self._case.fetch_attachment)
        inspector.outlines_wanted.connect(self._ask_outlines)
        inspector.case_asked.connect(self._case.show)
        inspector.take_out_asked.connect(self._take_out)
        inspector.reload_asked.connect(self._case.read_again)
        inspector.task_answer_asked.connect(self._ask_task_answer)
        work.tasks.answered.connect(self._task_answered)
        work.tasks.refused.connect(self._task_refused)
        work.tasks.unreachable.connect(self._task_unreachable)
        self._case.detail_ready.connect(self._show_case)
        self._case.gone.connect(self._case_gone)
        self._case.left.connect(self._case_left)
        self._case.unreachable.connect(self._case_unreadable)
        self._case.attachment_ready.connect(inspector.show_attachment)
        work.places.outlines.connect(self._show_outlines)
        work.book.changed.connect(self._show_book)
        work.casework.done.connect(self._done)
        work.casework.refused.connect(self._refused)
        work.casework.unreachable.connect(self._unreachable)
        work.casework.kept.connect(self._kept)
        work.casework.not_kept.connect(self._not_kept)
        work.casework.disclosed.connect(inspector.show_reporter)
        work.ticked.connect(inspector.set_now)

    # What the inspector asks --------------------------------------------------------------------------------------
    @Slot(object, object)
    def _ask_move(self, action: Action, values: dict[str, object]) -> None:
        detail = self._inspector.shown_case()
        if detail is None:
            return
        if not self._work.connected:
            self._inspector.show_refusal(self.tr(
                "No connection to the server: “{action}” is not possible now. Reports, notes and files are kept and "
                "sent later.").format(action=action_word(action)))
            return
        self._work.casework.move(action, detail.case.case_id, detail.case.version, values)

    @Slot(str)
    def _ask_task_answer(self, words: str) -> None:
        self._work.tasks.answer(words)

    @Slot(object)
    def _task_answered(self, _answer: Answer) -> None:
        if self._inspector.body.tasks.answer.waits:
            self._inspector.body.tasks.answered()

    @Slot(object)
    def _task_refused(self, refusal: Refusal) -> None:
        if self._inspector.body.tasks.answer.waits:
            self._inspector.body.tasks.show_refusal(failure_words(refusal, self._work.clock.now()))

    @Slot()
    def _task_unreachable(self) -> None:
        if self._inspector.body.tasks.answer.waits:
            self._inspector.body.tasks.show_refusal(failure_words(Unreachable(), self._work.clock.now()))

    @Slot(str)
    def _ask_note(self, words: str) -> None:
        detail = self._inspector.shown_case()
        if detail is not None:
            request_id = uuid4()
            self._notes[request_id] = detail.case.case_id
            self._work.casework.note(request_id, detail.case.case_id, words)

    @Slot(str)
    def _ask_reporter(self, reason: str) -> None:
        detail = self._inspector.shown_case()
        if detail is not None:
            self._work.casework.disclose(detail.case.case_id, reason)

    @Slot(object, str)
    def _ask_files(self, paths: list[Path], kind: str) -> None:
        detail = self._inspector.shown_case()
        if detail is None:
            return
        for path in map(Path, paths):
            try:
                if path.stat().st_size > LARGEST_FILE:
                    self.said.emit(self.tr("{name} is too large to be attached.").format(name=path.name))
                    continue
                data, taken_at = path.read_bytes(), datetime.fromtimestamp(path.stat().st_mtime, UTC)
            except OSError as error:
                self.said.emit(self.tr("{name} cannot be read: {why}").format(name=path.name, why=error.strerror))
                continue
            request_id = uuid4()
            self._files[request_id] = path.name
            self._work.casework.attach(
                request_id, detail.case.case_id, kind=kind, file_name=path.name, data=data, taken_at=taken_at,
                media_type=mimetypes.guess_type(path.name)[0] or "application/octet-stream")

    @Slot(object)
    def _ask_outlines(self, position: tuple[float, float]) -> None:
        self._work.places.around(*position)

    @Slot(int)
    def _take_out(self, case_id: int) -> None:
        """Show the report and ask there why it is to be taken out."""
        self._then = (case_id, Action.UNMERGE)
        self._case.show(case_id)

    def open_at(self, case_id: int, action: Action) -> None:
        """Show this case; when it is read, open this action if it is possible."""
        self._then = (case_id, action)
        self._case.show(case_id)
        shown = self._inspector.shown_case()
        if shown is not None and shown.case.case_id == case_id:
            self._inspector.actions.open_action(action)

    # What the services tell -----------------------------------------------------------------------------------------
    @Slot(object)
    def _show_case(self, detail: CaseDetail) -> None:
        self._inspector.show_case(detail, self._work.clock.now())
        if self._then is not None and self._then[0] == detail.case.case_id:
            self._inspector.actions.open_action(self._then[1])
        self._then = None

    @Slot(int)
    def _case_gone(self, _case_id: int) -> None:
        self._inspector.show_nothing(self.tr("This case is not, or no longer, in your area or department."))

    @Slot(object)
    def _case_left(self, left: LeftCase) -> None:
        """A case does not vanish in silence from the department that had it."""
        self._inspector.show_nothing(left_words(left, self._work.clock.now()))

    @Slot()
    def _case_unreadable(self) -> None:
        """What is shown stays; a case that was just chosen is read as soon as the server is back."""
        shown = self._inspector.shown_case()
        if shown is None or shown.case.case_id != self._case.case_id:
            self._inspector.show_nothing(self.tr("The server does not answer. The case is shown as soon as it does."))

    @Slot(object)
    def _show_outlines(self, outlines: list[tuple[Area, MultiPolygon]]) -> None:
        self._inspector.show_outlines([(area.name, outline) for area, outline in outlines])

    @Slot()
    def _show_book(self) -> None:
        self._inspector.set_departments(self._work.book.departments)
        self._inspector.set_catalogue(self._work.book.subcategories)

    @Slot(object, object)
    def _done(self, what: Move | UUID, answer: Answer) -> None:
        if isinstance(what, Move):
            self._inspector.move_done(what.case_id, what.action)
            self.done.emit(what, answer)
        elif what in self._notes:
            self._inspector.note_added(self._notes.pop(what))
        else:
            self._files.pop(what, None)

    @Slot(object, object)
    def _refused(self, what: Move | UUID | None, refusal: Refusal) -> None:
        words = failure_words(refusal, self._work.clock.now())
        if isinstance(what, Move):
            self._refuse_move(what, refusal, words)
        elif what in self._notes:
            self._notes.pop(what)
            self._inspector.note_refused()
            self.said.emit(words)
        elif what in self._files:
            self.said.emit(f"{self._files.pop(what)}: {words}")
        elif what is None:
            self.said.emit(words)

    def _refuse_move(self, move: Move, refusal: Refusal, words: str) -> None:
        shown = self._inspector.shown_case()
        if shown is None or shown.case.case_id != move.case_id:
            self.said.emit(words)
        elif refusal.code == "GR001":
            self._inspector.show_conflict(words)
            self._case.read_again()
        else:
            detail = refusal.detail
            limit = detail.get("limit")
            self._inspector.show_refusal(words, str(detail.get("field", "")), str(detail.get("why", "")),
                                         int(limit) if isinstance(limit, int | float) else None)

    @Slot(object)
    def _unreachable(self, move: Move | None) -> None:
        words = self.tr("The answer of the server did not come. Your words are kept; send again when the connection "
                        "is back, it will not be done twice.")
        if move is None:
            self.said.emit(failure_words(Unreachable(), self._work.clock.now()))
        else:
            self._inspector.show_refusal(words)

    @Slot(object)
    def _kept(self, request_id: UUID) -> None:
        if request_id in self._notes:
            self._inspector.note_added(self._notes.pop(request_id))
            self.said.emit(self.tr("The note is kept on this machine and sent when the connection is back."))
        elif request_id in self._files:
            self.said.emit(self.tr("{name} is kept on this machine and sent when the connection is back.").format(
                name=self._files.pop(request_id)))

    @Slot(object, str)
    def _not_kept(self, request_id: UUID, why: str) -> None:
        if request_id in self._notes or request_id in self._files:
            self._notes.pop(request_id, None)
            self._files.pop(request_id, None)
            self._inspector.note_refused()
            self.said.emit(self.tr("Not kept: no connection, and this disk refuses ({why}). Your words are still "
                                   "here; write them down.").format(why=why))
