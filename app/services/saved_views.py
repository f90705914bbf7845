"""The saved views of this person and of the room, kept in step; saved, removed and put back."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from uuid import uuid4

from qtpy.QtCore import QObject, Signal, Slot
from sqlalchemy import Engine

from app.background.jobs import Job, Jobs
from app.database import saved_views
from app.database.failures_from_sql import translated
from app.domain.failures import Failure
from app.domain.saved_view import SavedView

TOPIC = "gridroom_view"


@dataclass(frozen=True, slots=True)
class _Written:
    view: SavedView
    what: str                        # 'saved', 'removed', 'restored'
    view_id: int = 0
    failure: Exception | None = None


class SavedViews(QObject):
    """All views that this person may choose.

    Signals:
        changed(object): the list of SavedView as it is now.
        written(object, str): the SavedView and what became of it: 'saved', 'removed' or 'restored'.
        failed(object): a Failure; nothing was changed.
    """

    changed = Signal(object)
    written = Signal(object, str)
    failed = Signal(object)

    def __init__(self, engine: Engine, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine, self._jobs = engine, jobs
        self._reading: Job | None = None
        self._again = False
        self._writing = False
        self.views: list[SavedView] = []

    @Slot()
    def read(self) -> None:
        """Read them (again)."""
        if self._reading is not None:
            self._again = True
            return
        self._reading = self._jobs.run(self._fetch, self._show, self._not_read, name="saved views")

    @Slot(str, int)
    def hear(self, topic: str, _view_id: int) -> None:
        """A change of the feed."""
        if topic == TOPIC:
            self.read()

    def save(self, view: SavedView) -> None:
        """Keep a new view, or a changed one as it was seen. While the answer is awaited a second press asks nothing."""
        self._write(view, "saved")

    def remove(self, view: SavedView) -> None:
        """Take it off the list; ``restore`` puts it back."""
        self._write(view, "removed")

    def restore(self, view: SavedView) -> None:
        """Put back what was just removed (as ``written`` told it)."""
        self._write(view, "restored")

    def _write(self, view: SavedView, what: str) -> None:
        if not self._writing:
            self._writing = True
            self._jobs.run(partial(self._send, view, what), self._told, self._broke, name=f"view: {what}")

    # On worker threads ------------------------------------------------------------------------------------------

    def _fetch(self) -> list[SavedView]:
        with translated(), self._engine.begin() as connection:
            return saved_views.read_views(connection)

    def _send(self, view: SavedView, what: str) -> _Written:
        try:
            with translated(), self._engine.begin() as connection:
                if what == "saved":
                    return _Written(view, what, saved_views.save_view(connection, uuid4(), view))
                return _Written(view, what, saved_views.remove_view(
                    connection, uuid4(), view.view_id, view.version, restored=what == "restored"))
        except Failure as failure:
            return _Written(view, what, failure=failure)

    # Back on the GUI thread -------------------------------------------------------------------------------------

    @Slot(object)
    def _show(self, views: list[SavedView]) -> None:
        self._reading = None
        if views != self.views:
            self.views = views
        self.changed.emit(views)
        if self._again:
            self._again = False
            self.read()

    @Slot(object)
    def _not_read(self, error: BaseException) -> None:
        self._reading = None
        if not isinstance(error, Failure):
            raise error  # a bug: the exception hook shows and logs it

    @Slot(object)
    def _told(self, written: _Written) -> None:
        self._writing = False
        if written.failure is not None:
            self.failed.emit(written.failure)
        else:
            self.written.emit(written.view, written.what)
            self.read()

    @Slot(object)
    def _broke(self, error: BaseException) -> None:
        self._writing = False
        raise error  # a bug: the exception hook shows and logs it
