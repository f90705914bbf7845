"""The files of the report that is taken down: read off the GUI thread, kept on this disk, sent with the report."""

from __future__ import annotations

import mimetypes
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from uuid import UUID, uuid4

from qtpy.QtCore import QObject, Signal, Slot
from sqlalchemy import Engine

from app.background.jobs import Jobs
from app.database import catalogue
from app.database.failures_from_sql import translated
from app.domain.failures import Failure
from app.domain.report import LARGEST_FILE, FileRefused, ReportFile, why_refused
from app.services.casework import Casework
from app.services.local_journal import LocalJournal


class ReportFiles(QObject):
    """One report's files at a time.

    Signals:
        taken(object): a ReportFile that goes with the report now; also those of a draft that is gone on with.
        refused(object): the FileRefused of one that does not.
        not_sent(str, str): name of a file that neither the server nor this disk would take, and why.
    """

    taken = Signal(object)
    refused = Signal(object)
    not_sent = Signal(str, str)

    def __init__(self, engine: Engine, jobs: Jobs, disk: Jobs, journal: LocalJournal, casework: Casework,
                 parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine, self._jobs, self._disk = engine, jobs, disk
        self._journal, self._casework = journal, casework
        self._limit = LARGEST_FILE
        self._files: dict[UUID, ReportFile] = {}
        self._sent: dict[UUID, str] = {}
        casework.done.connect(self._send_done)
        casework.refused.connect(self._send_refused)
        casework.not_kept.connect(self._not_kept)

    @property
    def files(self) -> list[ReportFile]:
        """Those that go with the report, in the order in which they came."""
        return list(self._files.values())

    @Slot()
    def read_limit(self) -> None:
        """Ask the room how large a file may be."""
        self._jobs.run(self._fetch_limit, self._take_limit, self._no_limit, name="largest file")

    def go_on(self) -> None:
        """Take up the files of the draft that was left on this disk."""
        self._disk.run(self._journal.draft_files, self._take_up, self._broke, name="draft files: read")

    def leave_behind(self) -> None:
        """Another report was begun already: the files of the old draft must not go with it."""
        self._disk.run(self._journal.draft_files, self._drop_kept, self._broke, name="draft files: leave")

    def add(self, file: ReportFile) -> None:
        """A picture of the clipboard."""
        self._add(file, len(file.data))

    def read(self, paths: Iterable[str]) -> None:
        """Files of this machine."""
        for path in paths:
            self._disk.run(partial(self._read, Path(path), self._limit), self._was_read, self._broke, name="read file")

    def drop(self, file_id: UUID) -> None:
        """This one does not go with the report; nor does it wait for it, when the report was refused once."""
        if file_id in self._sent:
            self._sent.pop(file_id)
            self._disk.run(partial(self._journal.discard, file_id, "taken out of the report"), self._stored,
                           self._broke, name="draft file: discard")
        self._forget(file_id)

    def send(self, *, after: UUID | None = None, case_id: int | None = None) -> None:
        """Send them with the report ``after``, or to a case that stands. They stay here until ``clear``."""
        for file in self._files.values():
            self._sent[file.file_id] = file.file_name
            self._casework.attach(file.file_id, case_id, kind=file.kind, file_name=file.file_name,
                                  media_type=file.media_type, data=file.data, taken_at=file.taken_at, after=after)

    def clear(self) -> None:
        """The report is where it belongs; the next one has no files yet."""
        for file_id in list(self._files):
            self._forget(file_id)

    # On worker threads ------------------------------------------------------------------------------------------

    def _fetch_limit(self) -> int:
        with translated(), self._engine.begin() as connection:
            limit = catalogue.setting(connection, "largest_attachment")
        return int(limit) if isinstance(limit, int | float) else LARGEST_FILE

    def _read(self, path: Path, limit: int) -> ReportFile | FileRefused:
        try:
            if path.is_dir():
                return FileRefused(path.name, "folder")
            stat = path.stat()
            refused = why_refused(path.name, stat.st_size, 0, limit)
            if refused is not None:
                return refused
            data = path.read_bytes()
        except OSError as error:
            return FileRefused(path.name, "unreadable", told=error.strerror or str(error))
        media = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        return ReportFile(uuid4(), path.name, media, data, "near" if media.startswith("image/") else "document",
                          datetime.fromtimestamp(stat.st_mtime, UTC))

    # Back on the GUI thread -------------------------------------------------------------------------------------

    def _add(self, file: ReportFile, size: int) -> None:
        if any(one.data == file.data for one in self._files.values()):
            return  # pasted twice
        refused = why_refused(file.file_name, size, len(self._files), self._limit)
        if refused is not None:
            self.refused.emit(refused)
            return
        self._files[file.file_id] = file
        self._disk.run(partial(self._journal.keep_draft_file, file), self._stored, self._broke, name="draft file: keep")
        self.taken.emit(file)

    def _forget(self, file_id: UUID) -> None:
        if self._files.pop(file_id, None) is not None:
            self._disk.run(partial(self._journal.drop_draft_file, file_id), self._stored, self._broke,
                           name="draft file: drop")

    @Slot(object, object)
    def _send_done(self, what: object, _answer: object) -> None:
        if isinstance(what, UUID):
            self._sent.pop(what, None)

    @Slot(object)
    def _was_read(self, read: ReportFile | FileRefused) -> None:
        if isinstance(read, FileRefused):
            self.refused.emit(read)
        else:
            self._add(read, len(read.data))

    @Slot(object)
    def _take_up(self, files: list[ReportFile]) -> None:
        for file in files:
            if file.file_id not in self._files:
                self._files[file.file_id] = file
                self.taken.emit(file)

    @Slot(object)
    def _drop_kept(self, files: list[ReportFile]) -> None:
        for file in files:
            if file.file_id not in self._files:
                self._disk.run(partial(self._journal.drop_draft_file, file.file_id), self._stored, self._broke,
                               name="draft file: drop")

    @Slot(object)
    def _take_limit(self, limit: int) -> None:
        self._limit = limit

    @Slot(object)
    def _no_limit(self, error: BaseException) -> None:
        if not isinstance(error, Failure):
            raise error

    @Slot(object, object)
    def _send_refused(self, what: object, refusal: Failure) -> None:
        if isinstance(what, UUID) and what in self._sent:
            self.not_sent.emit(self._sent.pop(what), str(refusal))

    @Slot(object, str)
    def _not_kept(self, request_id: UUID, why: str) -> None:
        if request_id in self._sent:
            self.not_sent.emit(self._sent.pop(request_id), why)

    @Slot(object)
    def _stored(self, _nothing: object) -> None:
        pass

    @Slot(object)
    def _broke(self, error: BaseException) -> None:
        raise error  # a broken disk or a bug: the exception hook shows and logs it
