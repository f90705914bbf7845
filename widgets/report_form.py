"""The report form: the description first, everything else when it is known, and nothing typed is ever lost."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from uuid import UUID, uuid4

from qtpy.QtCore import QEvent, Qt, QTimer, Signal
from qtpy.QtGui import QKeyEvent, QKeySequence, QShortcut
from qtpy.QtWidgets import QWidget

from app.domain.area import Located
from app.domain.catalogue import ProposedClass, Subcategory
from app.domain.place import FoundPlace, PlaceAt
from app.domain.report import ReportDraft
from widgets.report_fields import ReportFields
from widgets.report_intake import ReportIntake
from widgets.tokens import Tokens

_SAVE_PAUSE = 400      # ms without a key before the draft is told


class ReportForm(ReportFields):
    """Taking a report down. Esc folds it away and keeps the draft; Ctrl+Enter sends it, once.

    Signals:
        report_asked(object): a clean ``ReportDraft``; the form stays busy until ``report_done`` or ``report_refused``.
        draft_changed(object): the ``ReportDraft`` so far, shortly after the last key.
        locate_asked(object): (longitude, latitude) whose cell is wanted; answered by ``show_located``.
        places_asked(str, object): words typed as a place, and the position near which it lies, if that is known;
            answered by ``show_places``. '' : none are wanted any more.
        folded(): Esc; the draft is kept.
        words_changed(str): the description, after a pause in typing; answered by ``show_proposals``.
    """

    report_asked = Signal(object)
    draft_changed = Signal(object)
    locate_asked = Signal(object)
    places_asked = Signal(str, object)
    folded = Signal()
    words_changed = Signal(str)

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(tokens, parent)
        self._part_of: int | None = None
        self._request_id: UUID = uuid4()
        self._extra = ReportDraft(self._request_id, "")  # what the form has no field for: origin, original time
        self._showing = False
        self._asked_words = ""
        self.setAccessibleName(self.tr("Report"))
        self.intake = ReportIntake(self, self)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_SAVE_PAUSE)
        self._pause.timeout.connect(self._typing_paused)
        self._connect()

    # For the page -------------------------------------------------------------------------------------------

    def set_catalogue(self, catalogue: Iterable[Subcategory]) -> None:
        """The classes to choose from."""
        self.minor.set_catalogue(catalogue)

    def draft(self) -> ReportDraft:
        """The report as it stands, with its request id."""
        chosen = self.minor.chosen()
        return replace(
            self._extra, request_id=self._request_id, description=self.description.toPlainText(),
            source=self.source.currentData(), place=self.place.text(), position=self._position(),
            minor_id=chosen.minor_id if chosen is not None else None,
            urgency="urgent" if self.urgent.isChecked() else "normal", reporter_name=self.reporter_name.text(),
            reporter_phone=self.reporter_phone.text(), keep_secret=self.keep_secret.isChecked(),
            original_at=self.intake.original_at(),
        )

    def show_draft(self, draft: ReportDraft) -> None:
        """Go on with this draft; its request id is kept, so that sending it twice files it once."""
        self._showing = True
        self._request_id, self._extra = draft.request_id, draft
        self.description.setPlainText(draft.description)
        self.source.setCurrentIndex(max(0, self.source.findData(draft.source)))
        self.place.setText(draft.place)
        self.place.forget_taken()
        self._show_position(draft.position)
        self.minor.choose(draft.minor_id)
        self._ask_proposals()
        self.urgent.setChecked(draft.urgency == "urgent")
        self.reporter_name.setText(draft.reporter_name)
        self.reporter_phone.setText(draft.reporter_phone)
        self.keep_secret.setChecked(draft.keep_secret)
        self.intake.show_draft(draft)
        self._showing = False
        self._say_complaints({})
        self._set_busy(False)

    def start_new(self, source: str = "hotline", reporter_phone: str = "") -> None:
        """An empty form with a new request id; the keyboard goes to the description."""
        self.show_draft(ReportDraft(uuid4(), "", source=source, reporter_phone=reporter_phone))
        self.located.show_state("", "")
        self.answer.show_state("", "")
        self.similar.start_new()
        self.files.clear()
        self.description.setFocus()

    def show_position(self, position: tuple[float, float]) -> None:
        """The place was picked elsewhere, on a map: (longitude, latitude), CGCS2000/WGS-84."""
        self._show_position(position)
        self._ask_locate()

    def show_located(self, located: Located | None) -> None:
        """Where the position lies; None while that cannot be told."""
        if located is None:
            self.located.show_state("idle", self.tr("cannot be located now"))
            return
        if located.cell_id is None:
            self.located.show_state("behind", self.tr("outside every grid cell of this district") if located.district
                                    else self.tr("outside this district"))
            return
        # A duty grid is usually named after its community: told once, so that the cell's code has room.
        community = "" if located.duty_grid.startswith(located.community) else located.community
        parts = (located.street, community, located.duty_grid, located.cell_code)
        self.located.show_state("", " · ".join(part for part in parts if part))

    def show_proposals(self, proposals: Sequence[ProposedClass], urgent: str) -> None:
        """Classes that the description speaks for, and the words that speak for urgency or ''. Nothing is chosen by
        it: Enter in the empty line, Ctrl+1, 2, 3 or a click do."""
        self.proposed.show_proposals(proposals)
        self.minor.offer(one.minor for one in proposals)
        if urgent:
            self.urgent_why.show_state("behind", self.tr("Urgent? “{words}”").format(words=urgent))
        else:
            self.urgent_why.show_state("", "")

    def show_places(self, words: str, found: list[FoundPlace]) -> None:
        """Proposals for what is typed as the place."""
        self.place.show_found(words, found)

    def show_address(self, told: PlaceAt) -> None:
        """What stands at the position: proposed as the place while none is typed."""
        self.place.show_address(told if self._position() is not None else None)

    def report_done(self, words: str) -> None:
        """The report is a case, or kept in the local journal; ``words`` say which. The next one may begin."""
        self.start_new(self.intake.usual_source())
        self.answer.show_state("", words)

    def report_refused(self, words: str, field: str = "", why: str = "") -> None:
        """It was not taken; everything typed stays, with the same request id."""
        self._set_busy(False)
        if field in self._wrong:
            self._say_complaints({field: why})
        else:
            self.answer.show_state("behind", words)

    def send(self) -> None:
        """Ask for the report, once, if nothing is wrong with it."""
        if self._busy:
            return
        draft = self.draft().clean()
        if self._part_of is not None:
            draft, self._part_of = replace(draft, same_as=self._part_of), None
        complaints = draft.complaints()
        if self._position() is None and (self.longitude.text().strip() or self.latitude.text().strip()):
            complaints["position"] = "malformed"
        self._say_complaints(complaints)
        if complaints:
            self._editor_of(next(iter(complaints))).setFocus()
            return
        self._pause.stop()
        self._set_busy(True)
        self.report_asked.emit(draft)

    def send_as_part(self, case_id: int) -> None:
        """Ask for the report as another one of this case."""
        self._part_of = case_id
        self.send()

    def wait_for_answer(self) -> str:
        """What was asked is no report, but it is about these words: they are held until it is answered. The words, or
        '' when there are none; then that is told beside the field."""
        words = self.draft().clean().description
        self._say_complaints({} if words else {"description": "empty"})
        if not words or self._busy:
            self.description.setFocus()
            return ""
        self._pause.stop()
        self._set_busy(True)
        return words

    def _connect(self) -> None:
        for line in (self.place, self.reporter_name, self.reporter_phone):
            line.textChanged.connect(self._edited)
        for line in (self.longitude, self.latitude):
            line.textChanged.connect(self._edited)
            line.returnPressed.connect(self._ask_locate)
        self.place.words_typed.connect(self._ask_places)
        self.place.place_taken.connect(self._place_taken)
        self.place.place_left.connect(self._place_left)
        self.description.textChanged.connect(self._edited)
        self.source.currentIndexChanged.connect(self._edited)
        self.minor.class_chosen.connect(self._edited)
        self.minor.class_chosen.connect(self._mark_proposal)
        self.minor.marked.connect(self._mark_proposal)
        self.proposed.taken.connect(self.minor.take)
        self.urgent.toggled.connect(self._edited)
        self.keep_secret.toggled.connect(self._edited)
        self.original.toggled.connect(self._edited)
        self.intake.place_named.connect(self._ask_places)
        self.locate.clicked.connect(self._ask_locate)
        self.send_button.clicked.connect(self.send)
        self.fold_button.clicked.connect(self._fold)
        self.description.sent.connect(self.send)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self, activated=self.send)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        for keys, say in (("Ctrl+D", self.similar.say_same), ("Ctrl+R", self.similar.say_remind)):
            shortcut = QShortcut(QKeySequence(keys), self, activated=say)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    # Inside -------------------------------------------------------------------------------------------------

    def _ask_locate(self) -> None:
        position = self._position()
        if position is None or "position" in replace(self.draft(), description="x").complaints():
            self._say_complaints({"position": "malformed" if position is None else "out_of_range"})
            return
        self._say_complaints({})
        self.located.show_state("", self.tr("locating…"))
        self.locate_asked.emit(position)

    def _ask_places(self, words: str) -> None:
        self.places_asked.emit(words.strip(), self._position())

    def _place_taken(self, place: FoundPlace) -> None:
        """Position and cell follow the place at once; the exact answer comes after."""
        self.places_asked.emit("", None)
        self.show_position(place.position)
        self.show_located(Located(
            place.cell_id, place.cell_code, "", place.community, place.street, "", place.area_path))

    def _place_left(self, place: FoundPlace) -> None:
        """The line names another place now: a position that came with the old one goes with it."""
        if self._position() == tuple(round(number, 6) for number in place.position):
            self._show_position(None)
            self.located.show_state("", "")

    def _edited(self) -> None:
        if self._showing:
            return
        self._show_counts()
        self._pause.start()

    def _typing_paused(self) -> None:
        self._ask_proposals()
        self._tell_draft()

    def _ask_proposals(self) -> None:
        words = self.description.toPlainText()
        if words != self._asked_words:
            self._asked_words = words
            self.minor.propose(words)
            self.words_changed.emit(words)

    def _mark_proposal(self, _minor_id: int | None) -> None:
        one = self.minor.chosen() or self.minor.proposed()
        self.proposed.mark(one.minor_id if one is not None else None)

    def _fold(self) -> None:
        self._pause.stop()
        self._tell_draft()
        self.folded.emit()

    def _tell_draft(self) -> None:
        self.draft_changed.emit(self.draft())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._fold()
            return
        row = self.proposed.row_of(event)
        if row is not None:
            self.proposed.press(row)
            return
        super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Ctrl+1 … mean proposals while the keyboard is in here, whatever they mean in the window around."""
        if event.type() == QEvent.Type.ShortcutOverride and self.proposed.row_of(event) is not None:
            event.accept()
            return True
        return super().event(event)
