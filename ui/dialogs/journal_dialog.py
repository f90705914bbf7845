"""What waits on this disk and what the server refused: correct it, or give it up with a reason."""

from __future__ import annotations

from qtpy.QtCore import QSize, Qt, Signal, Slot
from qtpy.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.services.journal_entry import Entry, EntryState, draft_of
from ui.workstation import Workstation
from widgets.failure_words import refusal_words
from widgets.time_words import moment_words
from widgets.tokens import Tokens

_ENTRY = Qt.ItemDataRole.UserRole + 1


class JournalDialog(QDialog):
    """The rows of the local journal that are not applied yet.

    Signals:
        correct_asked(object): the ReportDraft of a refused report, to go on with.
    """

    correct_asked = Signal(object)

    def __init__(self, tokens: Tokens, workstation: Workstation, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work, self._row_height = workstation, tokens.px(32)
        self.setWindowTitle(self.tr("Kept on this machine"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        head = QLabel(self.tr("Waiting rows are sent by themselves. "
                              "A refused one can be corrected, or discarded with a reason."))
        head.setWordWrap(True)
        head.setProperty("role", "quiet")
        self.rows = QListWidget()
        self.rows.setAccessibleName(self.tr("Rows"))
        self.words = QPlainTextEdit()
        self.words.setReadOnly(True)
        self.words.setAccessibleName(self.tr("Words of the row"))
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(self.tr("Reason for discarding"))
        self.reason.setMaxLength(500)
        self.correct_button = QPushButton(self.tr("Correct"))
        self.correct_button.setProperty("primary", True)
        self.discard_button = QPushButton(self.tr("Discard"))
        close = QPushButton(self.tr("Close"))
        buttons = QHBoxLayout()
        buttons.addWidget(self.reason, 1)
        for button in (self.discard_button, self.correct_button, close):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[tokens.px(16)] * 4)
        column.setSpacing(tokens.px(8))
        column.addWidget(head)
        column.addWidget(self.rows, 2)
        column.addWidget(self.words, 1)
        column.addLayout(buttons)
        self.resize(tokens.px(760), tokens.px(480))
        self.rows.currentItemChanged.connect(self._show_row)
        self.reason.textChanged.connect(self._dress)
        self.correct_button.clicked.connect(self._correct)
        self.discard_button.clicked.connect(self._discard)
        close.clicked.connect(self.close)
        workstation.replay.counted.connect(self.read)
        self._dress()
        self.read()

    @Slot()
    def read(self) -> None:
        """Read the rows again."""
        journal = self._work.journal
        self._work.disk.run(lambda: journal.refused() + journal.waiting(), self._show_rows, self._broke,
                            name="journal: rows")

    @Slot(object)
    def _show_rows(self, entries: list[Entry]) -> None:
        before = self._entry()
        self.rows.clear()
        for entry in entries:
            item = QListWidgetItem(self._line(entry))
            item.setData(_ENTRY, entry)
            item.setSizeHint(QSize(0, self._row_height))
            self.rows.addItem(item)
            if before is not None and entry.request_id == before.request_id:
                self.rows.setCurrentItem(item)
        if self.rows.currentRow() < 0 and entries:
            self.rows.setCurrentRow(0)
        self._show_row()

    def _line(self, entry: Entry) -> str:
        now = self._work.clock.now()
        kind = {"report": self.tr("Report"), "note": self.tr("Note")}.get(entry.kind, self.tr("File"))
        first = (_text(entry).splitlines() or [""])[0][:60]
        if entry.state is EntryState.REFUSED:
            why = refusal_words(str(entry.refusal.get("code")), dict(entry.refusal.get("detail") or {}), now,
                                str(entry.refusal.get("message")))
            return self.tr("✖ {kind} of {time} refused: {why} {words}").format(
                kind=kind, time=moment_words(entry.taken_at, now), why=why, words=f"· {first}")
        return self.tr("▲ {kind} of {time} waits: {words}").format(
            kind=kind, time=moment_words(entry.taken_at, now), words=first)

    def _entry(self) -> Entry | None:
        item = self.rows.currentItem()
        return None if item is None else item.data(_ENTRY)

    @Slot()
    def _show_row(self) -> None:
        entry = self._entry()
        self.words.setPlainText("" if entry is None else _text(entry))
        self._dress()

    @Slot()
    def _dress(self) -> None:
        entry = self._entry()
        self.discard_button.setEnabled(entry is not None and bool(self.reason.text().strip()))
        self.correct_button.setEnabled(entry is not None and entry.kind == "report"
                                       and entry.state is EntryState.REFUSED)

    @Slot()
    def _correct(self) -> None:
        entry = self._entry()
        if entry is not None:
            self.correct_asked.emit(draft_of(entry))
            self.close()

    @Slot()
    def _discard(self) -> None:
        entry = self._entry()
        if entry is not None and self.reason.text().strip():
            self._work.replay.discard(entry.request_id, self.reason.text())
            self.reason.clear()

    @Slot(object)
    def _broke(self, error: BaseException) -> None:
        raise error  # the journal cannot be read: a broken disk, or a bug


def _text(entry: Entry) -> str:
    return str(entry.body.get("description") or entry.body.get("note") or entry.body.get("file_name") or "")
