"""A drawing session of an administrator: the draft, its undo, its faults, its copy on this disk, what becomes of it.

Geometry and server are on workers; one command after the other. The draft on the disk is the answer of the server that
it began with and the list of its commands: a program that is killed loses nothing that was drawn.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from qtpy.QtCore import QObject, Signal, Slot
from sqlalchemy import Engine

from app.background.jobs import Jobs
from app.database import redraws
from app.database.failures_from_sql import translated
from app.domain.area import AreaLevel
from app.domain.failures import Failure
from app.domain.grid_fault import Fault
from app.domain.redraw import RedrawAnswer
from app.grids.commands import Command, apply, area_at, corner_at, snapped
from app.grids.draft import (
    Draft,
    DraftArea,
    DraftChanges,
    DraftError,
    Point,
    begin_draft,
    changes_of,
    differs,
    element_of,
)
from app.grids.faults import find_faults

log = logging.getLogger("gridroom.grids")


@dataclass(frozen=True, slots=True)
class Shown:
    """What is to be drawn anew: areas by key with their state ("", "new", "changed"), and those that are gone.

    ``whole``: everything before it is forgotten.
    """

    put: Mapping[str, tuple[DraftArea, str]]
    gone: tuple[str, ...]
    whole: bool


@dataclass(frozen=True, slots=True)
class _Work:
    """A draft at some step, as it stands on the disk."""

    parent: int                  # the version of the area around, as it is now
    label: str                   # the same in all its versions
    told: dict[str, Any]
    base: Draft
    commands: tuple[dict[str, Any], ...]
    history: tuple[Draft, ...]
    at: int
    request: UUID

    @property
    def draft(self) -> Draft:
        return self.history[self.at]


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
    """

    opened = Signal(bool)
    shown = Signal(object)
    faults_found = Signal(object)
    refused = Signal(str, str)
    committed = Signal(object)
    failed = Signal(object)
    closed = Signal()

    def __init__(self, engine: Engine, jobs: Jobs, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine, self._jobs, self._folder = engine, jobs, folder
        self._work: _Work | None = None
        self._seen: Mapping[str, DraftArea] = {}
        self._queue: list[Callable[[_Work], _Work]] = []
        self._busy = self._checking = False
        self._checked: _Work | None = None
        self.faults: list[Fault] = []

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
        return self._folder / f"{label}-{level.value}.json"

    # Drawing --------------------------------------------------------------------------------------------------------
    def begin(self, parent: int, label: str, level: AreaLevel) -> None:
        """Read the areas of ``level`` in ``parent``, or take up the draft of them that lies on this disk.

        ``label`` is the last part of the parent's path, the same in all its versions.
        """
        if self._busy:
            return
        self._busy = True
        self._jobs.run(partial(self._read, parent, label, level), self._opened, self._broke, name="grids: begin")

    def do(self, command: Command) -> None:
        """Do a command after those that wait; answered by ``shown`` or ``refused``."""
        self._ask(partial(_done, dict(command)))

    @Slot()
    def undo(self) -> None:
        """Take the last command back."""
        self._ask(partial(_stepped, by=-1))

    @Slot()
    def redo(self) -> None:
        """Do again what was taken back."""
        self._ask(partial(_stepped, by=1))

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
        self.closed.emit()

    def discard(self) -> None:
        """End the session and throw the draft away."""
        if self._work is not None:
            self.file(self._work.label, self._work.draft.level).unlink(missing_ok=True)
        self.leave()

    def commit(self, from_day: date) -> None:
        """Make the draft what holds from that day on. Grave faults must be mended first; it is done once."""
        if self._work is None or self._busy or self._checked is not self._work or any(one.grave for one in self.faults):
            return
        self._busy = True
        self._jobs.run(partial(self._send, self._work, from_day), self._sent, self._broke, name="grids: commit")

    # On workers -----------------------------------------------------------------------------------------------------
    def _read(self, parent: int, label: str, level: AreaLevel) -> tuple[_Work, bool]:
        kept = self._kept_work(parent, label, level)
        if kept is not None:
            return kept, bool(kept.commands)
        with translated(), self._engine.begin() as connection:
            told = redraws.read_area_set(connection, parent, level)
        base = begin_draft(told)
        return _Work(parent, label, told, base, (), (base,), 0, uuid4()), False

    def _kept_work(self, parent: int, label: str, level: AreaLevel) -> _Work | None:
        try:
            kept = json.loads(self.file(label, level).read_text(encoding="utf-8"))
            if kept["told"]["level"] != level.value or not kept["commands"]:
                return None
            base = begin_draft(kept["told"])
            history = [base]
            for command in kept["commands"]:
                history.append(apply(history[-1], command))
            return _Work(parent, label, kept["told"], base, tuple(kept["commands"]), tuple(history), int(kept["at"]),
                         UUID(kept["request"]))
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, TypeError, DraftError):
            log.warning("a kept draft cannot be read: %s", self.file(label, level), exc_info=True)
            with suppress(OSError):  # put aside: the next drawing shall not write over it
                self.file(label, level).replace(self.file(label, level).with_suffix(".broken"))
            return None

    def _keep(self, work: _Work) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        file = self.file(work.label, work.draft.level)
        beside = file.with_suffix(".new")
        kept = {"told": work.told, "commands": work.commands, "at": work.at, "request": str(work.request)}
        beside.write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8")
        beside.replace(file)

    def _change(self, change: Callable[[_Work], _Work], work: _Work) -> _Work:
        after = change(work)
        if after is not work:
            self._keep(after)
        return after

    def _send(self, work: _Work, from_day: date) -> RedrawAnswer:
        changes = changes_of(work.base, work.draft)
        elements = [element_of(area) for area in (*changes.added, *changes.changed)]
        with translated(), self._engine.begin() as connection:
            return redraws.redraw_areas(connection, work.request, work.parent, work.draft.level, from_day, elements,
                                        [area.code for area in changes.ended], work.told["seen"])

    # Back on the GUI thread -----------------------------------------------------------------------------------------
    def _ask(self, change: Callable[[_Work], _Work]) -> None:
        if self._work is None:
            return
        self._queue.append(change)
        self._next()

    def _next(self) -> None:
        if self._busy or not self._queue or self._work is None:
            return
        self._busy = True
        change = partial(self._change, self._queue.pop(0), self._work)
        self._jobs.run(change, self._changed, self._broke, name="grids: draw")

    @Slot(object)
    def _opened(self, answer: tuple[_Work, bool]) -> None:
        self._busy = False
        self._work, again = answer
        self._seen, self._queue, self._checked = {}, [], None
        self.opened.emit(again)
        self._tell(whole=True)
        self._check()

    @Slot(object)
    def _changed(self, work: _Work) -> None:
        self._busy = False
        if self._work is None:
            return
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
    def _found(self, answer: tuple[_Work, list[Fault]]) -> None:
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
            self.failed.emit(error)
        elif isinstance(error, OSError):
            self.failed.emit(Failure(f"the draft cannot be kept on this disk: {error}"))
        else:
            raise error  # a bug: the exception hook shows and logs it
        self._next()


def _done(command: dict[str, Any], work: _Work) -> _Work:
    after = apply(work.draft, command)
    if after is work.draft:
        return work
    # What was taken back is gone with the next command. Another drawing is another request.
    return _Work(work.parent, work.label, work.told, work.base, (*work.commands[:work.at], command),
                 (*work.history[:work.at + 1], after), work.at + 1, uuid4())


def _stepped(work: _Work, by: int) -> _Work:
    at = work.at + by
    if not 0 <= at <= len(work.commands):
        return work
    return _Work(work.parent, work.label, work.told, work.base, work.commands, work.history, at, uuid4())


def _faults_of(work: _Work) -> tuple[_Work, list[Fault]]:
    return work, find_faults(work.base, work.draft)
