"""A drawing as it stands at some step, and its copy on this disk.

On the disk is the answer of the server that it began with and the list of its commands: a program that is killed loses
nothing that was drawn. A drawing that was overtaken is kept beside the new one.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from app.domain.area import AreaLevel
from app.grids.balance import Ground, ground_of
from app.grids.commands import Command, apply
from app.grids.draft import Draft, DraftArea, DraftError, begin_draft

log = logging.getLogger("gridroom.grids")


@dataclass(frozen=True, slots=True)
class Work:
    """A draft at some step, as it stands on the disk.

    ``lost``: commands that could not be done again on new borders.
    """

    parent: int                  # the version of the area around, as it was when the drawing began
    label: str                   # the same in all its versions
    told: dict[str, Any]
    base: Draft
    commands: tuple[dict[str, Any], ...]
    history: tuple[Draft, ...]
    at: int
    request: UUID
    lost: int = 0
    ground: Ground = field(compare=False, repr=False, default=None)  # type: ignore[assignment]

    @property
    def draft(self) -> Draft:
        """As it is drawn now."""
        return self.history[self.at]

    def with_steps(self, commands: tuple[dict[str, Any], ...], history: tuple[Draft, ...], at: int) -> Work:
        """The same drawing with other steps; another drawing is another request."""
        return Work(self.parent, self.label, self.told, self.base, commands, history, at, uuid4(), self.lost,
                    self.ground)


@dataclass(frozen=True, slots=True)
class Shown:
    """What is to be drawn anew: areas by key with their state ("", "new", "changed"), and those that are gone.

    ``whole``: everything before it is forgotten.
    """

    put: Mapping[str, tuple[DraftArea, str]]
    gone: tuple[str, ...]
    whole: bool


def begun(parent: int, label: str, told: dict[str, Any]) -> Work:
    """Nothing is drawn yet."""
    base = begin_draft(told)
    return Work(parent, label, told, base, (), (base,), 0, uuid4(), 0, ground_of(told))


def done(command: Command, work: Work) -> Work:
    """After a command; raises DraftError. What was taken back is gone with it."""
    after = apply(work.draft, command)
    if after is work.draft:
        return work
    return work.with_steps((*work.commands[:work.at], dict(command)), (*work.history[:work.at + 1], after), work.at + 1)


def stepped(work: Work, by: int) -> Work:
    """Some steps back or forth."""
    at = work.at + by
    return work.with_steps(work.commands, work.history, at) if 0 <= at <= len(work.commands) else work


def redone(work: Work, told: dict[str, Any]) -> Work:
    """The same commands on the borders of now, one after the other; those that cannot be done there are counted. The
    area around may be another by now, and is named by ``told``."""
    parent = told["parent"]
    after, lost = begun(parent["area_id"], parent["label"], told), 0
    for command in work.commands[:work.at]:
        try:
            after = done(command, after)
        except DraftError:
            lost += 1
    return Work(after.parent, after.label, told, after.base, after.commands, after.history, after.at, uuid4(), lost,
                after.ground)


def draft_file(folder: Path, label: str, level: AreaLevel) -> Path:
    """Where the draft of the areas in the area of this label lies."""
    return folder / f"{label}-{level.value}.json"


def kept_work(file: Path, parent: int, label: str, level: AreaLevel) -> Work | None:
    """The drawing on the disk; one that cannot be read is put aside, never written over."""
    try:
        kept = json.loads(file.read_text(encoding="utf-8"))
        if kept["told"]["level"] != level.value or not kept["commands"]:
            return None
        work = begun(parent, label, kept["told"])
        history = [work.base]
        for command in kept["commands"]:
            history.append(apply(history[-1], command))
        return Work(parent, label, kept["told"], work.base, tuple(kept["commands"]), tuple(history), int(kept["at"]),
                    UUID(kept["request"]), 0, work.ground)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError, DraftError):
        log.warning("a kept draft cannot be read: %s", file, exc_info=True)
        with suppress(OSError):
            file.replace(file.with_suffix(".broken"))
        return None


def keep(folder: Path, work: Work) -> None:
    """Write the drawing whole, or leave what was there. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    file = draft_file(folder, work.label, work.draft.level)
    beside = file.with_suffix(".new")
    beside.write_text(_told(work), encoding="utf-8")
    beside.replace(file)


def put_aside(folder: Path, work: Work, after: Work) -> None:
    """Keep an overtaken drawing as it was, beside the one that goes on. Raises OSError.

    Where it goes on in another area, it leaves its place; a drawing that lies there already is kept beside it too.
    """
    file, goes_on = (draft_file(folder, one.label, one.draft.level) for one in (work, after))
    file.with_suffix(".overtaken").write_text(_told(work), encoding="utf-8")
    if goes_on != file:
        file.unlink(missing_ok=True)
        with suppress(FileNotFoundError):
            goes_on.replace(goes_on.with_suffix(".overtaken"))


def _told(work: Work) -> str:
    kept: Mapping[str, Any] = {"told": work.told, "commands": work.commands, "at": work.at,
                               "request": str(work.request)}
    return json.dumps(kept, ensure_ascii=False)
