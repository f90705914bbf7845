"""Apply resources/sql and obey its stamp: forward-only migrations, then all of the code, in one transaction.

A 60-line runner instead of Alembic (docs/decisions/0002): the schema is SQL through and through, and roles, functions,
row security and grants are applied whole each time, which a migration tool would only get in the way of.
"""

from __future__ import annotations

import hashlib
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection, text

from app.database.calendar import fill_calendar, known_years
from app.domain.failures import Failure, Outdated
from app.resource_files import resource_path

_STAMP_TABLE = """
create table if not exists public.gridroom_schema_stamp (
    number     integer primary key,
    name       text not null,
    breaking   boolean not null,
    checksum   text not null,
    applied_at timestamptz not null default clock_timestamp()
)"""


def migration_files() -> list[Path]:
    """The migrations in their order; the number is the first part of the name."""
    return sorted(resource_path("sql", "migrations").glob("[0-9]*.sql"))


def code_files() -> list[Path]:
    """Functions, views, policies and grants, in the order in which they are applied."""
    return sorted(resource_path("sql", "code").glob("*.sql"))


def known_number() -> int:
    """The newest migration that this program knows."""
    return int(migration_files()[-1].name.split("_")[0])


def apply_schema(connection: Connection) -> bool:
    """Bring the database up to this program; True when something was applied. The caller commits.

    ``connection`` belongs to a superuser (the embedded server's owner, or the administrator of a shared server).
    Raises Outdated when the database has a breaking migration that this program does not know.
    """
    run = connection.exec_driver_sql
    run("select pg_advisory_xact_lock(7001)")  # two programs starting at once: one applies, the other waits
    run(_STAMP_TABLE)
    stamps = {row.number: row for row in run("select number, breaking, checksum from public.gridroom_schema_stamp")}
    _refuse_newer({number: bool(row.breaking) for number, row in stamps.items()})
    code = code_files()
    code_sum = f"{_checksum(code)} calendar {known_years()[1]}"
    pending = [file for file in migration_files() if int(file.name.split("_")[0]) not in stamps]
    if not pending and 0 in stamps and stamps[0].checksum == code_sum:
        return False
    _run_file(connection, code[0])  # roles come before anything that is owned by them
    for file in pending:
        _run_file(connection, file)
        _stamp(connection, int(file.name.split("_")[0]), file.name, "-- breaking" in file.read_text("utf-8")[:200],
               _checksum([file]))
    for file in code:
        _run_file(connection, file)
    fill_calendar(connection)  # holidays and make-up workdays as far as they are published
    _stamp(connection, 0, "code", False, code_sum)
    run("select pg_notify('gridroom_schema', '0')")
    return True


def check_schema(connection: Connection) -> None:
    """Raise Outdated when the database is ahead of this program with a breaking change; any person may ask.

    Raises Failure when the database holds no schema of ours at all.
    """
    if connection.execute(text("select to_regclass('api.schema_stamp')")).scalar_one() is None:
        raise Failure("this database is not a Gridroom database yet: its administrator runs gridroom schema apply")
    rows = connection.execute(text("select number, breaking from api.schema_stamp"))
    _refuse_newer({row.number: row.breaking for row in rows})


def _refuse_newer(breaking: dict[int, bool]) -> None:
    known = known_number()
    newer = [number for number, breaks in breaking.items() if number > known and breaks]
    if newer:
        raise Outdated(max(newer), known)


def _run_file(connection: Connection, file: Path) -> None:
    # Through the driver's cursor without parameters, so that % and : in the SQL mean themselves.
    with closing(connection.connection.cursor()) as cursor:
        cursor.execute(file.read_text("utf-8"))


def _stamp(connection: Connection, number: int, name: str, breaking: bool, checksum: str) -> None:
    connection.execute(
        text("insert into public.gridroom_schema_stamp (number, name, breaking, checksum) "
             "values (:number, :name, :breaking, :checksum) on conflict (number) do update "
             "set checksum = excluded.checksum, applied_at = clock_timestamp()"),
        {"number": number, "name": name, "breaking": breaking, "checksum": checksum},
    )


def _checksum(files: list[Path]) -> str:
    whole = hashlib.sha256()
    for file in files:
        whole.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return whole.hexdigest()
