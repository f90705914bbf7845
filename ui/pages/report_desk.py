"""Joins the report form with the services: every report is on this disk before it is sent, every draft is kept."""

from __future__ import annotations

from functools import partial
from uuid import UUID, uuid4

from qtpy.QtCore import QObject, Signal, Slot

from app.domain.case import Action, Answer, CaseState, Move
from app.domain.failures import Refusal
from app.domain.people import Duty
from app.domain.report import ReportDraft
from app.domain.similar_case import Probe, SimilarCase
from ui.workstation import Workstation
from widgets.failure_words import failure_words
from widgets.report_form import ReportForm

_AT_THE_TELEPHONE = frozenset({Duty.CALL_TAKER, Duty.DISPATCHER, Duty.DUTY_CHIEF})


class ReportDesk(QObject):
    """The form's other half.

    Signals:
        reported(int): the case id that the report became.
        said(str, str): a sentence for the message bar and its kind.
    """

    reported = Signal(int)
    said = Signal(str, str)

    def __init__(self, workstation: Workstation, form: ReportForm, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work, self._form = workstation, form
        self._asked: UUID | None = None
        self._part_of: int | None = None          # the main case of the report that is on its way
        self._reminding: Move | None = None       # the words went to a case that stands instead
        if Duty.GRID_WORKER in workstation.person.duties and not workstation.person.duties & _AT_THE_TELEPHONE:
            form.show_draft(ReportDraft(uuid4(), "", source="patrol"))  # what they see themselves
        form.report_asked.connect(self._send)
        form.draft_changed.connect(self._keep_draft)
        form.draft_changed.connect(self._look_for_similar)
        form.intake.set_now(workstation.clock.now())
        workstation.ticked.connect(form.intake.set_now)
        form.intake.picture_pasted.connect(workstation.files.add)
        form.intake.files_pasted.connect(workstation.files.read)
        form.files.drop_asked.connect(workstation.files.drop)
        workstation.files.taken.connect(form.files.add)
        workstation.files.refused.connect(form.files.say_refused)
        workstation.files.not_sent.connect(self._file_not_sent)
        form.similar.same_asked.connect(self._send_as_part)
        form.similar.remind_asked.connect(self._remind)
        form.similar.open_asked.connect(self.reported)
        workstation.similar.found.connect(self._show_similar)
        workstation.similar.unknown.connect(form.similar.show_unknown)
        form.locate_asked.connect(self._locate)
        form.words_changed.connect(workstation.proposals.propose)
        workstation.proposals.proposed.connect(form.show_proposals)
        form.places_asked.connect(self._find_places)
        workstation.search.found.connect(form.show_places)
        workstation.search.addressed.connect(form.show_address)
        workstation.places.located.connect(form.show_located)
        workstation.places.unknown.connect(self._not_located)
        workstation.book.changed.connect(self._show_book)
        workstation.casework.done.connect(self._done)
        workstation.casework.refused.connect(self._refused)
        workstation.casework.unreachable.connect(self._unreachable)
        workstation.casework.kept.connect(self._kept)
        workstation.casework.not_kept.connect(self._not_kept)
        workstation.disk.run(workstation.journal.draft, self._take_up, self._broke, name="draft: read")

    def correct(self, draft: ReportDraft) -> None:
        """Put a refused report back into the form; it keeps its request id. Its own files wait for it already."""
        self._work.files.clear()
        self._form.files.clear()
        self._form.show_draft(draft)

    @Slot(object)
    def _send(self, draft: ReportDraft) -> None:
        self._asked, self._part_of = draft.request_id, draft.same_as
        self._work.casework.report(draft)
        self._work.files.send(after=draft.request_id)

    @Slot(object)
    def _keep_draft(self, draft: ReportDraft) -> None:
        words = (draft.description, draft.place, draft.reporter_phone)
        empty = not self._work.files.files and not any(one.strip() for one in words)
        self._store(None if empty else draft)

    def _store(self, draft: ReportDraft | None) -> None:
        keep = partial(self._work.journal.save_draft, draft)
        self._work.disk.run(keep, self._stored, self._broke, name="draft: keep")

    @Slot(object)
    def _take_up(self, draft: ReportDraft | None) -> None:
        """Go on where the program ended; what was typed meanwhile wins."""
        if draft is None or not self._form.draft().description.strip():
            if draft is not None:
                self._form.show_draft(draft)
            self._work.files.go_on()
        else:
            self._work.files.leave_behind()

    @Slot(object)
    def _locate(self, position: tuple[float, float]) -> None:
        self._work.places.locate(*position)
        self._work.search.address(*position)

    @Slot(str, object)
    def _find_places(self, words: str, near: tuple[float, float] | None) -> None:
        self._work.search.find(words, near)

    @Slot()
    def _not_located(self) -> None:
        self._form.show_located(None)

    @Slot()
    def _show_book(self) -> None:
        self._form.set_catalogue(self._work.book.subcategories)
        self._work.proposals.set_catalogue(self._work.book.subcategories)

    @Slot(object, object)
    def _done(self, what: object, answer: Answer) -> None:
        if what == self._asked:
            part_of, self._asked, self._part_of = self._part_of, None, None
            merged = answer.state is CaseState.MERGED and part_of is not None
            if part_of is None:
                words = self.tr("Filed as {number}")
            elif merged:
                words = self.tr("Taken down as {number}, part of the other case")
            else:
                words = self.tr("Filed as {number}, a case of its own: the other one has ended meanwhile")
            self._finish(words.format(number=answer.case_number))
            self.reported.emit(part_of if merged else answer.case_id)
        elif self._reminding is not None and what == self._reminding:
            self._reminding = None
            self._work.files.send(case_id=answer.case_id)
            self._finish(self.tr("Reminded: {number}").format(number=answer.case_number))
            self.reported.emit(answer.case_id)

    def _finish(self, words: str) -> None:
        """These words are where they belong; the next report may begin."""
        self._form.report_done(words)
        self._work.similar.clear()
        self._work.files.clear()
        self._store(None)

    # Perhaps it is a case already ---------------------------------------------------------------------------------
    @Slot(object)
    def _look_for_similar(self, draft: ReportDraft) -> None:
        draft = draft.clean()
        self._work.similar.ask(Probe(draft.position, draft.minor_id, draft.place, draft.description,
                                     draft.reporter_phone))

    @Slot(object)
    def _show_similar(self, found: list[SimilarCase]) -> None:
        self._form.similar.show_similar(found, self._work.clock.now())

    @Slot(object)
    def _send_as_part(self, similar: SimilarCase) -> None:
        if similar.case_id is not None:
            self._form.send_as_part(similar.case_id)

    @Slot(object)
    def _remind(self, similar: SimilarCase) -> None:
        """The words go to the case that stands, as a reminder; no second case is made."""
        if not self._work.connected:
            self._form.answer.show_state("behind", self.tr(
                "No connection: a reminder needs the server. Report it, it is kept here."))
            return
        words = self._form.wait_for_answer()
        if words and similar.case_id is not None and similar.version is not None:
            self._reminding = self._work.casework.move(
                Action.REMIND, similar.case_id, similar.version, {"words": words})

    @Slot(object)
    def _unreachable(self, move: Move | None) -> None:
        if move is not None and move == self._reminding:
            self._reminding = None
            self._form.report_refused(self.tr("The answer of the server did not come. Your words are still here."))

    @Slot(object, object)
    def _refused(self, what: object, refusal: Refusal) -> None:
        if self._reminding is not None and what == self._reminding:
            self._reminding = None
            self._form.report_refused(failure_words(refusal, self._work.clock.now()))
            self._work.similar.ask_again()
            return
        if not isinstance(what, UUID):
            return
        words = failure_words(refusal, self._work.clock.now())
        if what == self._asked:
            self._asked = None
            self._form.report_refused(words, str(refusal.detail.get("field", "")), str(refusal.detail.get("why", "")))
        else:
            self.said.emit(self.tr("Something that was kept here was refused: {words}").format(words=words), "behind")

    @Slot(object)
    def _kept(self, request_id: UUID) -> None:
        if request_id == self._asked:
            self._asked = None
            self._finish(self.tr("Kept on this machine; it is sent when the connection is back."))

    @Slot(object, str)
    def _not_kept(self, request_id: UUID, why: str) -> None:
        if request_id == self._asked:
            self._asked = None
            self._form.report_refused(self.tr(
                "Not kept: no connection, and this disk refuses ({why}). Your words are still here; write them down."
            ).format(why=why))

    @Slot(str, str)
    def _file_not_sent(self, name: str, why: str) -> None:
        """The report went, this file did not; it is told where every refusal is."""
        self.said.emit(self.tr("{name} did not go with the report: {why}").format(name=name, why=why), "behind")

    @Slot(object)
    def _stored(self, _nothing: object) -> None:
        pass

    @Slot(object)
    def _broke(self, error: BaseException) -> None:
        raise error  # a broken disk or a bug: the exception hook shows and logs it
