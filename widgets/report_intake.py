"""Pasting into the report form: a chat message fills it, each value with its reason, and Enter confirms one by one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from qtpy.QtCore import QMimeData, QObject, Signal
from qtpy.QtWidgets import QWidget

from app.domain.pasted_message import PastedMessage, read_message
from app.domain.report import ReportDraft
from widgets.confirm_walk import ConfirmWalk
from widgets.paste import paths_of, picture_of, words_of
from widgets.report_fields import ReportFields
from widgets.time_words import moment_words


class ReportIntake(QObject):
    """The hand that fills a form from the clipboard. What a person typed before is never overwritten.

    Signals:
        picture_pasted(object): a ReportFile of the clipboard.
        files_pasted(object): list of paths that were pasted or dropped.
        place_named(str): words to look up as the place.
    """

    picture_pasted = Signal(object)
    files_pasted = Signal(object)
    place_named = Signal(str)

    def __init__(self, form: ReportFields, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._form = form
        self._now: datetime | None = None
        self._told: PastedMessage | None = None
        self._sent_at: datetime | None = None
        self._usual_source: str | None = None  # what stood there before a message named another
        self.walk = ConfirmWalk(form.send_button, self)
        self._lay_way()
        self.walk.moved.connect(self._bring_into_sight)
        form.description.pasted.connect(self.paste)
        form.place.textEdited.connect(lambda _words: form.place_why.show_state("", ""))
        form.reporter_phone.textEdited.connect(lambda _words: form.reporter_why.show_state("", ""))
        form.source.activated.connect(self._source_chosen)

    def set_now(self, now: datetime) -> None:
        """The server's time in the room's zone: a message says only ``21:03``."""
        self._now = now

    def paste(self, mime: QMimeData) -> None:
        """Take words, picture and files. Words fill an empty form; into a begun one they go where the cursor stands."""
        form = self._form
        if not form.description.isEnabled():
            return
        picture = picture_of(mime, self._picture_name())
        paths, words = paths_of(mime), words_of(mime)
        if paths:
            self.files_pasted.emit(paths)
        elif picture is not None:
            self.picture_pasted.emit(picture)
        if not words.strip():
            return
        fresh = form.is_empty()
        form.description.insert_words(words)
        if fresh and self._now is not None:
            self._fill(read_message(words, self._now), words)

    def original_at(self) -> datetime | None:
        """When the message was sent, while the person lets that stand."""
        form = self._form
        return self._sent_at if form.original.isChecked() else None

    def usual_source(self) -> str:
        """The source for the next report: a message speaks for its own report only."""
        return self._usual_source or str(self._form.source.currentData())

    def show_draft(self, draft: ReportDraft) -> None:
        """Another report is in the form."""
        self._told, self._sent_at, self._usual_source = None, draft.original_at, None
        self.walk.forget()
        for line in (self._form.pasted, self._form.place_why, self._form.source_why, self._form.reporter_why):
            line.show_state("", "")
            line.hide()
        self._show_original(draft.original_at)

    # Inside -------------------------------------------------------------------------------------------------

    def _fill(self, told: PastedMessage, raw: str) -> None:
        form = self._form
        self._told = told
        if told.description and told.description != raw:
            form.description.replace_words(told.description)
        if told.place_words:
            form.place.setText(told.place_words)
            form.place_why.show_state("", self.tr("stands in the message") if told.place_words == told.place
                                      else self.tr("the lamp post that the message names"))
        if told.source and form.source.findData(told.source) >= 0:
            self._usual_source = form.source.currentData()
            form.source.setCurrentIndex(form.source.findData(told.source))
            form.source_why.show_state("", self.tr("the sender is “{word}”").replace("{word}", told.source_why))
        if told.sender:
            form.reporter_name.setText(f"{told.sender}（{told.title}）" if told.title else told.sender)
        if told.phone:
            form.reporter_phone.setText(told.phone)
        form.reporter_why.show_state("", " · ".join(filter(None, (
            self.tr("sender of the message") if told.sender else "",
            self.tr("number in the message") if told.phone else ""))))
        self._show_original(told.sent_at)
        missing = told.pictures - form.files.count()
        words = self.tr("From a message; Enter confirms one after the other")
        if missing > 0:
            words += " · " + self.tr("{n} pictures that it names are missing: paste or drop them").format(n=missing)
        form.pasted.show_state("near" if missing > 0 else "", words)
        for line in (form.pasted, form.place_why, form.source_why, form.reporter_why):
            line.setVisible(bool(line.text))
        self.walk.begin()
        if told.place_words:
            self.place_named.emit(told.place_words)

    def _source_chosen(self, _row: int) -> None:
        self._form.source_why.show_state("", "")
        self._usual_source = None

    def _show_original(self, at: datetime | None) -> None:
        box = self._form.original
        self._sent_at = at
        box.setChecked(at is not None)
        if at is not None and self._now is not None:
            box.setText(self.tr("Told at {time}, by the message").replace("{time}", moment_words(at, self._now)))
        box.setVisible(at is not None and self._now is not None)

    def _bring_into_sight(self, widget: QWidget) -> None:
        if self._form.area.isAncestorOf(widget):
            self._form.area.ensureWidgetVisible(widget)

    def _picture_name(self) -> str:
        at = f"{self._now:%m%d-%H%M%S}" if self._now is not None else ""
        return self.tr("picture") + f"-{at}-{self._form.files.count() + 1}"

    def _lay_way(self) -> None:
        form, walk = self._form, self.walk

        def go_on() -> bool:
            return True

        def urgent() -> bool:
            form.urgent.setChecked(True)
            return True

        def choose_class() -> bool:
            return form.minor.chosen() is not None or not form.minor.text().strip()

        stops: list[tuple[QWidget, Callable[[], bool], Callable[[], bool]]] = [
            (form.place, lambda: self._told is not None and bool(form.place.text()), go_on),
            (form.minor, lambda: form.minor.chosen() is None, choose_class),
            (form.urgent, lambda: bool(form.urgent_why.text) and not form.urgent.isChecked(), urgent),
            (form.source, lambda: bool(form.source_why.text), go_on),
            (form.reporter_name, lambda: False, go_on),
            (form.reporter_phone, lambda: bool(form.reporter_why.text), go_on),
            (form.original, lambda: not form.original.isHidden() and form.original.isChecked(), go_on),
        ]
        for widget, waits, accept in stops:
            walk.add(widget, waits, accept)
        form.place.place_taken.connect(self._place_taken)
        form.minor.class_chosen.connect(lambda chosen: walk.passed(form.minor) if chosen is not None else None)

    def _place_taken(self, _place: object) -> None:
        self.walk.passed(self._form.place)
        if self._form.place.hasFocus():
            self.walk.go_on()
