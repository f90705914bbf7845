"""Imports from the desk: look at a file, try it, store it, and what was imported before. Every method waits.

What reads geometry is loaded where it is used: it takes longer to load than a window may take to open.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from sqlalchemy import Engine

from app.background.jobs import Job
from app.database.failures_from_sql import translated
from app.database.places import past_imports
from app.domain.area import AreaLevel
from app.domain.failures import Failure, Refusal, Unreachable
from app.domain.file_import import ImportAccount, ImportKind, ImportOrder, LeftOut, PastImport, Recognised
from app.domain.report import cleaned
from app.imports.problems import Cancelled, ImportRefused
from app.imports.report_file import harmless, report_file

if TYPE_CHECKING:
    from app.imports.message_file import BadRow
    from app.imports.register_store import Draft

# What stands in the report for one that was left out: where, its code, why.
Words = Callable[[LeftOut], Sequence[str]]


class Carrying:
    """One import under way: whether somebody wants it stopped, how far it is, and what of it stands already."""

    def __init__(self) -> None:
        self.stop = Event()
        self.step = ""          # the name of what is counted now
        self.done = self.total = 0
        self.job: Job | None = None

    def progress(self, done: int, total: int, step: str) -> None:
        """Told by the import on its thread. Raises Cancelled, where that leaves nothing behind."""
        if self.stop.is_set() and step != "storing rows":
            raise Cancelled("stopped")
        self.done, self.total, self.step = done, total, step
        if self.job is not None:
            self.job.progress(done, total)

    def rows_stored(self, done: int, total: int, _step: str) -> None:
        """As ``progress``, for lists, of which each part stands when it is told."""
        self.progress(done, total, "storing rows")


class FileImports:
    """Reads and stores under this person's rights; reports lie in ``folder``."""

    def __init__(self, engine: Engine, folder: Path, words: Words) -> None:
        self._engine, self._folder, self._words = engine, folder, words

    def recognise(self, order: ImportOrder) -> Recognised:
        """What the file holds. Raises ImportRefused."""
        from app.imports.recognition import recognise

        return recognise(order.kind, order.path, order.encoding)

    def past(self) -> list[PastImport]:
        """The newest imports. Raises Refusal, Unreachable."""
        with translated(), self._engine.begin() as connection:
            return past_imports(connection)

    def carry_out(self, order: ImportOrder, carrying: Carrying, job: Job, *, store: bool) -> ImportAccount:
        """Store the file, or only try what that would do. What goes wrong stands in the account; nothing is raised
        but bugs."""
        carrying.job = job
        account = ImportAccount(stored=store)
        try:
            account = self._areas(order, carrying, store) if order.kind is ImportKind.AREA \
                else self._register(order, carrying, store)
        except ImportRefused as refused:
            account = ImportAccount(refusal=refused, left_out=tuple(
                LeftOut(problem.where, "", problem.why) for problem in refused.problems))
        except Cancelled:
            account = ImportAccount(stopped=True)
        except Refusal as refusal:
            from app.imports.area_store import fault_lines

            account = ImportAccount(refusal=refusal, faults=tuple(fault_lines(refusal)),
                                    acceptable=bool(refusal.detail.get("acceptable")))
        except Unreachable as lost:
            stands = carrying.done if carrying.step == "storing rows" else 0
            account = ImportAccount(stored=store, refusal=lost, done=stands, total=carrying.total)
        return self._reported(order, account)

    def _areas(self, order: ImportOrder, carrying: Carrying, store: bool) -> ImportAccount:
        """All of them in one transaction: refused, stopped or tried, nothing of it stays."""
        from app.imports.area_file import AreaFileOptions, read_area_file
        from app.imports.area_overlaps import overlaps_of
        from app.imports.area_shift import check_area_shift
        from app.imports.area_standing import as_standing
        from app.imports.area_store import record_areas, store_areas

        chosen = dict(order.columns)
        file = read_area_file(order.path, AreaFileOptions(
            order.level, chosen.get("name", ""), chosen.get("code", ""), chosen.get("parent", ""),
            dict(order.codes), crs=order.crs, encoding=order.encoding, repair=order.repair), carrying.progress)
        notes = list(file.notes)
        with translated(), self._engine.connect() as connection, connection.begin() as work:
            levels = [level for level in AreaLevel if any(draft.level is level for draft in file.drafts)]
            for level in levels:
                notes += check_area_shift(connection, level, [one for one in file.drafts if one.level is level],
                                          despite_shift=order.despite_shift)
            stored, accepted = store_areas(connection, as_standing(connection, file.drafts), None, order.reason,
                                           carrying.progress)
            for level in levels:
                notes += overlaps_of(connection, level, {one.code for one in file.drafts if one.level is level})
            record_areas(connection, _one_line(order.path.stem), _one_line(order.path.name), stored, order.reason)
            carrying.progress(len(file.drafts), len(file.drafts), "checking borders")  # the last place to turn back
            if not store:
                work.rollback()
        return ImportAccount(store, len(file.drafts), len(file.drafts), stored.added, stored.changed, stored.unchanged,
                             notes=tuple(notes), faults=tuple(accepted))

    def _register(self, order: ImportOrder, carrying: Carrying, store: bool) -> ImportAccount:
        """Some thousand rows at a time: stopped or cut off, what was stored before stands, and is told."""
        from app.imports.point_file import read_points
        from app.imports.recognition import HEADINGS, PLACE_FIELDS
        from app.imports.register_store import store_register, try_register

        headings = {field: usual for field, usual in HEADINGS[order.kind].items() if field not in PLACE_FIELDS}
        file = read_points(order.path, headings, columns=dict(order.columns), crs=order.crs, encoding=order.encoding)
        rows = _drafts(order, file.rows)
        source = _one_line(order.path.stem)
        with self._engine.connect() as connection:
            if store:
                done = store_register(
                    connection, order.kind, source, rows, despite_shift=order.despite_shift,
                    file=_one_line(order.path.name), progress=carrying.rows_stored, stopped=carrying.stop.is_set)
            else:
                done = try_register(connection, order.kind, source, rows, despite_shift=order.despite_shift,
                                    progress=carrying.progress, stopped=carrying.stop.is_set)
        good = sum(1 for row in rows if not hasattr(row, "why"))
        return ImportAccount(
            store, good, done.done, done.put.added, done.put.changed, done.put.unchanged,
            tuple(_left_out(bad) for bad in done.bad), (*file.notes, *done.notes), stopped=done.done < good)

    def _reported(self, order: ImportOrder, account: ImportAccount) -> ImportAccount:
        if not account.left_out:
            return account
        path = self._folder / f"{order.path.stem}-{datetime.now().astimezone():%Y%m%d-%H%M%S}.csv"
        try:
            with report_file(path) as stream:
                writer = csv.writer(stream)
                for one in account.left_out:
                    writer.writerow([harmless(words) for words in self._words(one)])
        except Failure as failed:   # what was stored is stored, and is told
            return replace(account, notes=(*account.notes, failed.args[0]))
        return replace(account, report=str(path))


def _drafts(order: ImportOrder, rows: Sequence[object]) -> Sequence[Draft | BadRow]:
    from app.imports import register_rows

    if order.kind is ImportKind.PLACE:
        return register_rows.places_of(rows, order.place_kind)  # type: ignore[arg-type]
    return register_rows.components_of(rows) if order.kind is ImportKind.COMPONENT else register_rows.cameras_of(rows)  # type: ignore[arg-type]


def _one_line(name: str) -> str:
    """A file's name as the record keeps it; a disk allows lines and marks in names that the record does not."""
    return cleaned(name, keep_lines=False)[:100] or "-"


def _left_out(bad: BadRow) -> LeftOut:
    from app.domain.import_reason import because

    return LeftOut(because("row", row=bad.row) if bad.row else "", bad.original_id, bad.why)
