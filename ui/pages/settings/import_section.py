"""Files into the room: choose one, see what it holds, try it without storing anything, then store it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from qtpy.QtCore import Qt, Slot
from qtpy.QtGui import QDragEnterEvent, QDropEvent
from qtpy.QtWidgets import QFileDialog

from app.background.jobs import Jobs
from app.domain.failures import Failure
from app.domain.file_import import ImportAccount, ImportOrder, PastImport, Recognised
from app.domain.import_reason import because
from app.imports.problems import ImportRefused
from app.services.file_imports import Carrying, FileImports
from app.services.server_clock import ServerClock
from ui.pages.settings.import_form import ImportForm
from ui.pages.settings.section import SettingsSection
from widgets.import_account import AccountView, fill, table_of
from widgets.import_words import kind_word, reason_words, step_word
from widgets.progress_line import ProgressLine
from widgets.time_words import moment_words
from widgets.tokens import ROW, Tokens


class ImportSection(SettingsSection):
    """F8 tries the file, F8 again stores what was tried; changing anything in between asks for another try."""

    def __init__(self, imports: FileImports, jobs: Jobs, clock: ServerClock, tokens: Tokens) -> None:
        super().__init__(jobs, tokens, self.tr("Imports"), self.tr(
            "A file is tried first, which stores nothing, and then stored. Drop it here, or choose it. Areas are "
            "stored all or none; of lists, rows that cannot be used are left out and told."), changes=False)
        self._imports, self._clock = imports, clock
        self._looking: ImportOrder | None = None        # the file that is being looked at
        self._tried: ImportOrder | None = None          # what may be stored as it stands
        self._asked: ImportOrder | None = None          # what is being tried or stored
        self.carrying: Carrying | None = None
        self.form = ImportForm(tokens)
        self.progress = ProgressLine(tokens)
        self.account = AccountView(tokens)
        self.past = table_of(tokens, [self.tr("When"), self.tr("Who"), self.tr("Kind"), self.tr("File"),
                                      self.tr("What came of it")])
        self.past.setAccessibleName(self.tr("Imports so far"))
        self.past.setMinimumHeight(tokens.px(ROW * 3))
        for part, stretch in ((self.form, 0), (self.progress, 0), (self.account, 2), (self.past, 1)):
            self.body.addWidget(part, stretch)
        self.setAcceptDrops(True)
        self.form.file_asked.connect(self._ask_file)
        self.form.changed.connect(self._changed)
        self.form.look_asked.connect(self._look_again)
        self.form.try_asked.connect(self._try)
        self.form.store_asked.connect(self._store)
        self.progress.cancel_asked.connect(self._stop)

    # What the section gives -----------------------------------------------------------------------------------------
    def fetch(self) -> Callable[[], Any]:
        return self._imports.past

    def show_held(self, held: Any) -> None:
        now = self._clock.now()
        fill(self.past, [self._line(one, moment_words(one.at, now)) for one in held])

    def take_keyboard(self) -> None:
        self.form.file.setFocus()

    @Slot()
    def record(self) -> None:
        """F8: the next step, whichever it is."""
        if self.form.store.isEnabled():
            self._store()
        elif self.form.attempt.isEnabled():
            self._try()

    # Choosing -------------------------------------------------------------------------------------------------------
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """One file of this machine may be dropped."""
        urls = event.mimeData().urls()
        if len(urls) == 1 and urls[0].isLocalFile() and self.carrying is None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """As if it were chosen."""
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.take_file(event.mimeData().urls()[0].toLocalFile())

    @Slot(str)
    def take_file(self, name: str) -> None:
        """Look at this file, unless another one is under way."""
        if name and self.carrying is None:
            self.form.show_file(Path(name))
            self._look_again()

    @Slot()
    def _ask_file(self) -> None:
        dialog = QFileDialog(self, self.tr("Choose a file to import"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(self.form.name_filter())
        dialog.fileSelected.connect(self.take_file)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot()
    def _look_again(self) -> None:
        order = self.form.order()
        self._changed()
        if order is None:
            return
        self._looking = order
        self.form.show_recognised(None)
        self.account.say(self.tr("Looking at {file} …").format(file=order.path.name))
        self._jobs.run(partial(self._look, order), self._looked, self._not_looked, name="import: look")

    def _look(self, order: ImportOrder) -> tuple[ImportOrder, Recognised | ImportRefused]:
        try:
            return order, self._imports.recognise(order)
        except ImportRefused as refused:
            return order, refused

    @Slot(object)
    def _looked(self, answer: tuple[ImportOrder, Recognised | ImportRefused]) -> None:
        order, found = answer
        if order is not self._looking:
            return  # another file, or another way to read it, was chosen meanwhile
        self._looking = None
        if isinstance(found, ImportRefused):
            self.account.say(reason_words(found.message))
            return
        self.form.show_recognised(found)
        self.account.say("\n".join(
            [self.tr("{n} rows, {m} columns.").format(n=f"{found.rows:,}", m=len(found.headings)),
             *([reason_words(because("crs_in_file", system=found.system))] if found.system else []),
             *map(reason_words, found.notes)]))

    @Slot(object)
    def _not_looked(self, error: BaseException) -> None:
        self._looking = None
        self.account.clear()
        self.failed.emit(error)

    @Slot()
    def _changed(self) -> None:
        """What was tried is not what would be stored any more."""
        self._tried = None
        self.form.let_store(False)

    # Trying and storing ---------------------------------------------------------------------------------------------
    @Slot()
    def _try(self) -> None:
        order = self.form.order()
        if order is not None and self.carrying is None:
            self._carry_out(order, store=False)

    @Slot()
    def _store(self) -> None:
        if self._tried is not None and self.carrying is None:
            self._carry_out(self._tried, store=True)

    def _carry_out(self, order: ImportOrder, *, store: bool) -> None:
        self._asked, self.carrying = order, Carrying()
        self.form.let_change(False)
        self.progress.begin(self.tr("Reading the file"))
        self._jobs.run_long(partial(self._imports.carry_out, order, self.carrying, store=store), self._carried,
                            self._not_carried, self._progressed, name="import")

    @Slot()
    def _stop(self) -> None:
        if self.carrying is not None:
            self.carrying.stop.set()

    @Slot(object)
    def _progressed(self, told: tuple[int, int]) -> None:
        if self.carrying is not None:
            self.progress.count(step_word(self.carrying.step), *told)

    @Slot(object)
    def _carried(self, account: ImportAccount) -> None:
        self._over()
        self.account.show_account(account, self._clock.now())
        shifted = isinstance(account.refusal, ImportRefused) and \
            getattr(account.refusal.message, "code", "") == "shift_refused"
        self.form.offer(shift=shifted, reason=account.acceptable)
        if not account.stored and account.refusal is None and not account.stopped:
            self._tried = self._asked
            self.form.let_store(account.added + account.changed > 0)
        else:
            self._changed()
        if account.stored:
            self.forget()

    @Slot(object)
    def _not_carried(self, error: BaseException) -> None:
        self._over()
        self.account.clear()
        if isinstance(error, Failure):
            self.account.say(str(error))
        self.failed.emit(error)

    def _over(self) -> None:
        self.carrying = None
        self.progress.finish()
        self.form.let_change(True)

    def _line(self, one: PastImport, when: str) -> tuple[str, ...]:
        counts = {name: f"{one.detail.get(name) or 0:,}" for name in ("added", "changed", "unchanged", "left_out")}
        told = self.tr("{added} new, {changed} changed, {unchanged} unchanged, {left_out} left out").format(**counts)
        return when, one.by, kind_word(one.kind), str(one.detail.get("file") or one.source), told
