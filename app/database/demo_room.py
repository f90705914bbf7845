"""What only the owner of a demo database does: act as its people, look what is there, and say that it is a demo."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from psycopg2 import sql
from sqlalchemy import Connection, NullPool, create_engine, text


def newest_of(connection: Connection, table: str, column: str, case_id: int) -> int:
    """The newest row that belongs to a case, by its number; superuser only."""
    found: int = connection.execute(text(
        f"select max({column}) from gridroom.{table} where case_id = :case_id"),  # noqa: S608 (names from the demo only)
        {"case_id": case_id}).scalar_one()
    return found


def drop_database(maintenance_url: str, database: str) -> None:
    """Throw a database away, whoever is connected; ``maintenance_url`` is the superuser's to another database."""
    engine = create_engine(maintenance_url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            _run(connection, sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(database)))
    finally:
        engine.dispose()


@contextmanager
def acting_as(connection: Connection, login: str) -> Iterator[None]:
    """Within the block the superuser's session is that of ``login``: rights, row security and authorship."""
    _run(connection, sql.SQL("set session authorization {}").format(sql.Identifier(login)))
    yield  # on a failure the rollback of the transaction takes the authorization back
    _run(connection, sql.SQL("reset session authorization"))


def _run(connection: Connection, statement: sql.Composable) -> None:
    # A name cannot be a bound value, so the driver quotes it.
    cursor = connection.connection.cursor()
    try:
        cursor.execute(statement)
    finally:
        cursor.close()


def is_untouched(connection: Connection) -> bool:
    """Whether nothing was ever put into this database: no area, no person, no department, no case."""
    return bool(connection.execute(text(
        "select not exists (select from gridroom.area) and not exists (select from gridroom.person)"
        " and not exists (select from gridroom.department) and not exists (select from gridroom.case_file)"
    )).scalar_one())


def lock_demo(connection: Connection) -> None:
    """Let one process at a time make the demo; held until commit."""
    connection.execute(text("select pg_advisory_xact_lock(7002)"))


def is_demo(connection: Connection) -> bool:
    """Whether this database says of itself that it is a demo."""
    found = connection.execute(text("select exists (select from gridroom.setting where key = 'demo')"))
    return bool(found.scalar_one())


def mark_as_demo(connection: Connection) -> None:
    """Say in the database that its cases are made up and their times were moved."""
    connection.execute(text(
        "insert into gridroom.setting (key, value)"
        " values ('demo', jsonb_build_object('made_at', now(), 'times_moved', true))"
        " on conflict (key) do update set value = excluded.value"
    ))


def add_department(connection: Connection, code: str, name: str) -> None:
    """Make a department, or rename the one of that code."""
    connection.execute(
        text("insert into gridroom.department (code, name) values (:code, :name)"
             " on conflict (code) do update set name = excluded.name"), {"code": code, "name": name})


def whole_cells(connection: Connection) -> dict[str, list[tuple[float, float]]]:
    """Community name → middles (longitude, latitude) of its uncut grid cells, in order of code."""
    rows = connection.execute(text(
        "select k.name, array_agg(array[c.longitude, c.latitude] order by c.code) as middles"
        " from api.area k join api.area c on c.level = 'grid_cell' and cast(c.path as ltree) <@ cast(k.path as ltree)"
        " where k.level = 'community' and k.valid_to is null and c.valid_to is null and c.area_m2 > 9900"
        " group by k.name"
    ))
    return {row.name: [(middle[0], middle[1]) for middle in row.middles] for row in rows}
