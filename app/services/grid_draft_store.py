"""What a drawing session asks of the server and of this disk; all of it on workers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from sqlalchemy import Engine

from app.database import redraws
from app.database.failures_from_sql import translated
from app.domain.area import AreaLevel
from app.domain.failures import Unreachable
from app.domain.redraw import Acceptance, RedrawAnswer
from app.grids.draft import changes_of, element_of
from app.services.grid_work import Work, begun, draft_file, keep, kept_work, put_aside, redone


class GridDraftStore:
    """Drafts on the server and in a folder of this disk. Raises Failure and OSError."""

    def __init__(self, engine: Engine, folder: Path) -> None:
        self._engine, self._folder = engine, folder

    def file(self, label: str, level: AreaLevel) -> Path:
        """Where the draft of the areas in the area of this label lies on this disk."""
        return draft_file(self._folder, label, level)

    def read(self, parent: int, label: str, level: AreaLevel) -> tuple[Work, bool, bool]:
        """The drawing, whether it came back from this disk, and whether it was overtaken meanwhile."""
        kept = kept_work(self.file(label, level), parent, label, level)
        try:
            with translated(), self._engine.begin() as connection:
                told = redraws.read_area_set(connection, parent, level)
        except Unreachable:
            if kept is None:
                raise
            return kept, bool(kept.commands), False  # what is on this disk can be drawn on without the server
        if kept is None:
            return begun(told["parent"]["area_id"], told["parent"]["label"], told), False, False
        return kept, bool(kept.commands), kept.told["seen"] != told["seen"]

    def read_again(self, work: Work) -> Work:
        """The drawing done again on the borders of now, what it was put aside."""
        with translated(), self._engine.begin() as connection:
            told = redraws.read_area_set(connection, work.parent, work.draft.level)
        after = redone(work, told)
        put_aside(self._folder, work, after)
        keep(self._folder, after)
        return after

    def change(self, change: Callable[[Work], Work], work: Work) -> Work:
        """After a command, and kept."""
        after = change(work)
        if after is not work:
            keep(self._folder, after)
        return after

    def send(self, work: Work, from_day: date, accepted: Acceptance | None) -> RedrawAnswer:
        """Let it hold from that day on."""
        changes = changes_of(work.base, work.draft)
        elements = [element_of(area) for area in (*changes.added, *changes.changed)]
        with translated(), self._engine.begin() as connection:
            return redraws.redraw_areas(connection, work.request, work.parent, work.draft.level, from_day, elements,
                                        [area.code for area in changes.ended], work.told["seen"], accepted)
