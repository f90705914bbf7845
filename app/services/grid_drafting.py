"""A drawing session of an administrator: the draft, its undo, its faults, its copy on this disk, what becomes of it.

Geometry and server are on workers; one command after the other. The draft on the disk is the answer of the server that
it began with and the list of its commands: a program that is killed loses nothing that was drawn.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from qtpy.QtCore import QObject, Signal, Slot
from sqlalchemy import Engine

from app.background.jobs import Jobs
from app.domain.area import AreaLevel
from app.domain.failures import Failure, Refusal
from app.domain.grid_fault import Fault
from app.domain.redraw import Acceptance, RedrawAnswer, sizes_seen
from app.grids.balance import Balance
from app.grids.commands import Command, area_at, corner_at, snapped
from app.grids.draft import Draft, DraftArea, DraftChanges, DraftError, Point, changes_of, differs
from app.grids.faults import find_faults
from app.services.drawing_company import DrawingCompany
from app.services.grid_draft_store import GridDraftStore
from app.services.grid_work import Shown, Work, done, stepped


class GridDrafting(QObject):
    """The one drawing session of this seat.

    Signals:
        opened(bool): a draft stands; True when one that was begun earlier came back.
        shown(object): Shown, after each change of the draft.
        faults_found(object): list of Fault of what is shown; after a change, when no other follows at once.
        refused(str, str): why a command cannot be done (a word of app.grids), and the code that it is about.
        committed(object): RedrawAnswer; the draft is gone.
        failed(object): Failure of the server or of this disk; the draft stays.
        closed(): there is no draft any more.
        rebased(int, int): how many steps were done again on the borders of now, and how many could not be.
        company(object): list of Drawer who draw there too.
    """

    opened = Signal(bool)
    shown = Signal(object)
    faults_found = Signal(object)
    refused = Signal(str, str)
    committed = Signal(object)
    failed = Signal(object)
    closed = Signal()
    rebased = Signal(int, int)
    company = Signal(object)

    def __init__(self, engine: Engine, jobs: Jobs, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._store = GridDraftStore(engine, folder)
        self._work: Work | None = None
        self._seen: Mapping[str, DraftArea] = {}
        self._queue: list[Callable[[Work], Work]] = []
        self._busy = self._checking = False
        self._checked: Work | None = None
        self._refused: dict[str, float] = {}    # square metres by kind, of faults that may stand with a reason
        self.faults: list[Fault] = []
        self._company = DrawingCompany(engine, jobs, self)
        self._company.read.connect(self.company)

    # What stands ----------------------------------------------------------------------------------------------------
    @property
    def draft(self) -> Draft | None:
        """The draft as it is drawn now; None when there is no session."""
        return self._work.draft if self._work else None

    @property
    def told(self) -> dict[str, Any]:
        """What the server said when the drawing began: parent, level, today, planned."""
        return self._work.told if self._work else {}

    @property
    def busy(self) -> bool:
        """Whether a command or an answer is awaited."""
        return self._busy

    @property
    def can_undo(self) -> bool:
        """Whether there is a command to take back."""
        return self._work is not None and self._work.at > 0

    @property
    def can_redo(self) -> bool:
        """Whether a command was taken back."""
        return self._work is not None and self._work.at < len(self._work.commands)

    def changes(self) -> DraftChanges:
        """What the draft comes to."""
        if self._work is None:
            return DraftChanges((), (), ())
        return changes_of(self._work.base, self._work.draft)

    def file(self, label: str, level: AreaLevel) -> Path:
        """Where the draft of the areas in the area of this label lies on this disk."""
        return self._store.file(label, level)

    # Drawing --------------------------------------------------------------------------------------------------------
    def begin(self, parent: int, label: str, level: AreaLevel) -> None:
        """Read the areas of ``level`` in ``parent``, or take up the draft of them that lies on this disk.

        ``label`` is the last part of the parent's path, the same in all its versions.
        """
        if self._busy:
            return
        self._busy = True
        self._jobs.run(partial(self._store.read, parent, label, level), self._opened, self._broke, name="grids: begin")

    def do(self, command: Command) -> None:
        """Do a command after those that wait; answered by ``shown`` or ``refused``."""
        self._ask(partial(done, dict(command)))

    @Slot()
    def undo(self) -> None:
        """Take the last command back."""
        self._ask(partial(stepped, by=-1))

    @Slot()
    def redo(self) -> None:
        """Do again what was taken back."""
        self._ask(partial(stepped, by=1))

    def snap(self, at: Point, metres: float, leave: Point | None = None) -> Point:
        """Where a point goes that the hand puts there."""
        return snapped(self._work.draft, at, metres, leave) if self._work else at

    def corner(self, at: Point, metres: float) -> Point | None:
        """The corner under the hand."""
        return corner_at(self._work.draft, at, metres) if self._work else None

    def area(self, at: Point) -> str | None:
        """The area under the hand."""
        return area_at(self._work.draft, at) if self._work else None

    def leave(self) -> None:
        """End the session; the draft stays on the disk."""
        self._work, self._queue, self._seen, self.faults = None, [], {}, []
        self._company.stop()
        self.closed.emit()

    def discard(self) -> None:
        """End the session and throw the draft away."""
        if self._work is not None:
            self.file(self._work.label, self._work.draft.level).unlink(missing_ok=True)
        self.leave()

    def commit(self, from_day: date, reason: str = "") -> None:
        """Make the draft what holds from that day on; it is done once. Faults that nobody may accept must be mended
        first; the others are refused by the server with their sizes, and accepted with a ``reason`` after that."""
        if self._work is None or self._busy or self._checked is not self._work \
                or any(one.grave and not one.acceptable for one in self.faults):
            return
        accepted = Acceptance(reason, self._refused) if reason and self._refused else None
        self._busy = True
        self._jobs.run(partial(self._store.send, self._work, from_day, accepted), self._sent, self._broke,
                       name="grids: commit")

    @Slot()
    def rebase(self) -> None:
        """Do the drawing again on the borders of now; what it was is kept beside it. Answered by ``rebased``. Where the
        area around ended meanwhile, that is in the one that has its middle."""
        if self._work is None or self._busy:
            return
        self._busy = True
        self._jobs.run(partial(self._store.read_again, self._work), self._rebased, self._broke, name="grids: rebase")

    def balance(self, area: DraftArea) -> Balance | None:
        """How large an area of the draft is, in ground, cells, open cases and households."""
        return self._work.ground.count(self._work.base, area) if self._work else None

    @property
    def base(self) -> Draft | None:
        """As the areas stand."""
        return self._work.base if self._work else None

    @property
    def usual(self) -> Mapping[str, float]:
        """How large grids usually are: cell_m2, households_from, households_to."""
        return self._work.ground.usual if self._work else {}

    # Back on the GUI thread -----------------------------------------------------------------------------------------
    def _ask(self, change: Callable[[Work], Work]) -> None:
        if self._work is None:
            return
        self._queue.append(change)
        self._next()

    def _next(self) -> None:
        if self._busy or not self._queue or self._work is None:
            return
        self._busy = True
        change = partial(self._store.change, self._queue.pop(0), self._work)
        self._jobs.run(change, self._changed, self._broke, name="grids: draw")

    @Slot(object)
    def _opened(self, answer: tuple[Work, bool, bool]) -> None:
        work, again, overtaken = answer
        self._take(work)
        self.opened.emit(again)
        self._tell(whole=True)
        self._check()
        self._company.start(work.parent, work.draft.level)
        if overtaken:
            self.failed.emit(Refusal("GR020", "the areas were drawn anew meanwhile", {"why": "redrawn"}))

    @Slot(object)
    def _rebased(self, work: Work) -> None:
        self._take(work)
        self._tell(whole=True)
        self._check()
        self._company.start(work.parent, work.draft.level)
        self.rebased.emit(len(work.commands), work.lost)

    def _take(self, work: Work) -> None:
        self._busy = False
        self._work = work
        self._seen, self._queue, self._checked, self._refused = {}, [], None, {}

    @Slot(object)
    def _changed(self, work: Work) -> None:
        self._busy = False
        if self._work is None:
            return
        if work is not self._work:
            self._refused = {}
        self._work = work
        self._tell(whole=False)
        self._next()
        self._check()

    def _check(self) -> None:
        """Look for faults beside the drawing: large sets take longer than a hand waits."""
        if self._checking or self._work is None:
            return
        self._checking = True
        self._jobs.run(partial(_faults_of, self._work), self._found, self._check_broke, name="grids: faults")

    @Slot(object)
    def _found(self, answer: tuple[Work, list[Fault]]) -> None:
        self._checking = False
        work, faults = answer
        if work is self._work:
            self._checked, self.faults = work, faults
            self.faults_found.emit(faults)
        else:
            self._check()

    @Slot(object)
    def _check_broke(self, error: BaseException) -> None:
        self._checking = False
        raise error  # a bug: the exception hook shows and logs it

    def _tell(self, *, whole: bool) -> None:
        assert self._work is not None
        base, areas = self._work.base.areas, self._work.draft.areas
        put = {key: (area, "new" if key not in base else "changed" if differs(base[key], area) else "")
               for key, area in areas.items() if self._seen.get(key) is not area}
        gone = tuple(key for key in self._seen if key not in areas)
        self._seen = areas
        self.shown.emit(Shown(put, gone, whole))

    @Slot(object)
    def _sent(self, answer: RedrawAnswer) -> None:
        self._busy = False
        self.committed.emit(answer)
        self.discard()

    @Slot(object)
    def _broke(self, error: BaseException) -> None:
        self._busy = False
        if isinstance(error, DraftError):
            self.refused.emit(error.why, error.code)
        elif isinstance(error, Failure):
            if isinstance(error, Refusal):
                self._refused = sizes_seen(self._refused, error.detail)
            self.failed.emit(error)
        elif isinstance(error, OSError):
            self.failed.emit(Failure(f"the draft cannot be kept on this disk: {error}"))
        else:
            raise error  # a bug: the exception hook shows and logs it
        self._next()


def _faults_of(work: Work) -> tuple[Work, list[Fault]]:
    return work, find_faults(work.base, work.draft)
