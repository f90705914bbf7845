"""A catalogue as read goes into the database through the functions of 35_catalogue.sql: all of it, or nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from app.database.catalogue import Put, put_condition, put_major, put_minor, subcategories
from app.database.failures_from_sql import translated
from app.domain.failures import Refusal
from app.imports.catalogue_file import MOST_PROBLEMS, SEED_CATALOGUE, CatalogueFile, CatalogueRow, read_catalogue
from app.imports.problems import ImportRefused, Problem, Progress, silent


@dataclass(frozen=True, slots=True)
class CatalogueStored:
    """What an import did to majors, minors and conditions together; ``absent``: conditions that the file lacks."""

    new: int
    changed: int
    unchanged: int
    absent: int
    notes: tuple[Problem, ...] = ()


def store_catalogue(
    connection: Connection,
    catalogue: CatalogueFile,
    progress: Progress = silent,
    *,
    switch_off_absent: bool = False,
) -> CatalogueStored:
    """Put every row; the same file again changes nothing. The caller commits, or rolls back on a failure.

    Conditions that the file lacks stay as they are, or are switched off with ``switch_off_absent``. Raises
    ImportRefused naming the rows that the database refuses, Refusal GR003 without an administrator's rights.
    """
    done: Counter[Put] = Counter()
    problems: list[Problem] = []
    seen: set[tuple[str, ...]] = set()
    for number, row in enumerate(catalogue.rows):
        progress(number, len(catalogue.rows), row.minor_name)
        try:
            with translated(), connection.begin_nested():
                done.update(_put_row(connection, row, seen))
        except Refusal as refusal:
            if refusal.code == "GR003":
                raise
            problems.append(Problem(row.where, refusal.message))
        if len(problems) >= MOST_PROBLEMS:
            break
    if problems:
        raise ImportRefused("the catalogue was not taken over", problems)
    absent = _absent(connection, catalogue.rows, switch_off_absent)
    progress(len(catalogue.rows), len(catalogue.rows), "")
    return CatalogueStored(done[Put.NEW], done[Put.CHANGED], done[Put.UNCHANGED], absent, catalogue.notes)


def load_seed_catalogue(connection: Connection) -> CatalogueStored:
    """Put the catalogue that comes with the program (docs/decisions/0015)."""
    return store_catalogue(connection, read_catalogue(SEED_CATALOGUE))


def _put_row(connection: Connection, row: CatalogueRow, seen: set[tuple[str, ...]]) -> list[Put]:
    puts = []
    if (row.kind, row.major_code) not in seen:
        puts.append(put_major(connection, row.kind, row.major_code, row.major_name))
    if (row.kind, row.major_code, row.minor_code) not in seen:
        puts.append(put_minor(connection, row.kind, row.major_code, row.minor_code, row.minor_name))
    puts.append(
        put_condition(
            connection, row.kind, row.major_code, row.minor_code, row.seq, row.condition, row.limit_kind,
            row.limit_value, row.closing_condition, row.responsible_units,
        )
    )
    seen |= {(row.kind, row.major_code), (row.kind, row.major_code, row.minor_code)}
    return puts


def _absent(connection: Connection, rows: Sequence[CatalogueRow], switch_off: bool) -> int:
    """How many conditions in use the file does not have; they are switched off when that is wished."""
    given = {(row.kind, row.major_code, row.minor_code, row.seq) for row in rows}
    absent = 0
    for minor in subcategories(connection):
        for condition in minor.conditions:
            if (minor.kind, minor.major_code, minor.code, condition.seq) in given:
                continue
            absent += 1
            if switch_off:
                put_condition(
                    connection, minor.kind, minor.major_code, minor.code, condition.seq, condition.condition,
                    condition.limit_kind, condition.limit_value, condition.closing_condition,
                    condition.responsible_units, disabled=True,
                )
    return absent
