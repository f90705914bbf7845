"""Taking reports down when nobody can sign in because the server is away: they wait in the journal of that login."""

from __future__ import annotations

from functools import partial

from qtpy.QtCore import Qt, Slot
from qtpy.QtWidgets import QDialog, QLabel, QVBoxLayout, QWidget

from app.background.jobs import Jobs
from app.domain.report import ReportDraft
from app.services.local_journal import LocalJournal
from app.settings import Settings
from ui.workstation import server_name
from widgets.report_form import ReportForm
from widgets.tokens import Tokens


class OfflineReports(QDialog):
    """The report form alone. What it takes is sent after the next sign-in with this login, and by nobody else's."""

    def __init__(self, tokens: Tokens, settings: Settings, login: str, parent: QWidget | None = None) -> None:
        """Raises sqlite3.Error or OSError when the journal's disk will not have it."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Reports without the server"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.journal = LocalJournal(settings.journal_file, login, server_name(settings))
        self._disk = Jobs(threads=1, parent=self)
        self._asked: ReportDraft | None = None
        self.words = QLabel(self.tr(
            "Nobody is signed in. Reports are kept on this machine and sent after the next sign-in as {login}."
        ).format(login=login))
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        self.words.setProperty("role", "behind")
        self.waiting = QLabel()
        self.waiting.setProperty("role", "quiet")
        self.form = ReportForm(tokens)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[tokens.px(16)] * 4)
        column.setSpacing(tokens.px(8))
        for part in (self.words, self.waiting):
            column.addWidget(part)
        column.addWidget(self.form, 1)
        self.form.report_asked.connect(self._keep)
        self.form.locate_asked.connect(self._cannot_locate)
        self.form.folded.connect(self.close)
        self.resize(tokens.px(520), tokens.px(680))
        self.form.start_new()
        self._count()

    def done(self, result: int) -> None:
        """Qt's own: the window goes; everything taken down is on the disk."""
        self._disk.wait_idle(2.0)
        self._disk.shut_down()
        self.journal.close()
        super().done(result)

    @Slot(object)
    def _keep(self, draft: ReportDraft) -> None:
        self._disk.run(partial(self.journal.keep_report, draft), self._kept, self._not_kept, name="journal: keep")

    @Slot(object)
    def _kept(self, _nothing: object) -> None:
        self.form.report_done(self.tr("Kept on this machine."))
        self._count()

    @Slot(object)
    def _not_kept(self, error: BaseException) -> None:
        self.form.report_refused(self.tr(
            "Not kept: this disk refuses ({why}). Your words are still here; write them down.").format(why=error))

    @Slot(object)
    def _cannot_locate(self, _position: object) -> None:
        self.form.show_located(None)

    def _count(self) -> None:
        self._disk.run(self.journal.waiting, self._show_count, self._not_kept, name="journal: count")

    @Slot(object)
    def _show_count(self, entries: list[object]) -> None:
        self.waiting.setText(self.tr("{n} waiting").format(n=len(entries)))
