"""Joins the report form with the services: every report is on this disk before it is sent, every draft is kept."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from qtpy.QtCore import QObject, Signal, Slot

from app.domain.case import Answer
from app.domain.failures import Refusal
from app.domain.report import ReportDraft
from ui.workstation import Workstation
from widgets.failure_words import failure_words
from widgets.report_form import ReportForm


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
        form.report_asked.connect(self._send)
        form.draft_changed.connect(self._keep_draft)
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
        workstation.casework.kept.connect(self._kept)
        workstation.casework.not_kept.connect(self._not_kept)
        workstation.disk.run(workstation.journal.draft, self._take_up, self._broke, name="draft: read")

    def correct(self, draft: ReportDraft) -> None:
        """Put a refused report back into the form; it keeps its request id."""
        self._form.show_draft(draft)

    @Slot(object)
    def _send(self, draft: ReportDraft) -> None:
        self._asked = draft.request_id
        self._work.casework.report(draft)

    @Slot(object)
    def _keep_draft(self, draft: ReportDraft) -> None:
        empty = not (draft.description.strip() or draft.place.strip() or draft.reporter_phone.strip())
        self._store(None if empty else draft)

    def _store(self, draft: ReportDraft | None) -> None:
        keep = partial(self._work.journal.save_draft, draft)
        self._work.disk.run(keep, self._stored, self._broke, name="draft: keep")

    @Slot(object)
    def _take_up(self, draft: ReportDraft | None) -> None:
        """Go on where the program ended; what was typed meanwhile wins."""
        if draft is not None and not self._form.draft().description.strip():
            self._form.show_draft(draft)

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
            self._asked = None
            self._form.report_done(self.tr("Filed as {number}").format(number=answer.case_number))
            self._store(None)
            self.reported.emit(answer.case_id)

    @Slot(object, object)
    def _refused(self, what: object, refusal: Refusal) -> None:
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
            self._form.report_done(self.tr("Kept on this machine; it is sent when the connection is back."))
            self._store(None)

    @Slot(object, str)
    def _not_kept(self, request_id: UUID, why: str) -> None:
        if request_id == self._asked:
            self._asked = None
            self._form.report_refused(self.tr(
                "Not kept: no connection, and this disk refuses ({why}). Your words are still here; write them down."
            ).format(why=why))

    @Slot(object)
    def _stored(self, _nothing: object) -> None:
        pass

    @Slot(object)
    def _broke(self, error: BaseException) -> None:
        raise error  # a broken disk or a bug: the exception hook shows and logs it
