"""Bring a database of the embedded server to this program's schema, and cost next to nothing when it is there."""

from __future__ import annotations

import hashlib
from pathlib import Path

import sqlalchemy
from psycopg2 import sql
from sqlalchemy import Connection, NullPool, text

from app.database.schema import apply_schema
from app.resource_files import resource_path


def ready_database(maintenance_url: str, database_url: str, database: str) -> bool:
    """Create ``database`` if it is missing, apply the schema if the SQL files changed; tells whether it did anything.

    Both addresses are the superuser's. What was applied is remembered as a comment on the database itself, so a dropped
    or restored database is never taken for a ready one. The caller sees to it that one process does this at a time.
    """
    wanted = f"gridroom schema {_fingerprint(resource_path('sql'))}"
    with _connected(maintenance_url, autocommit=True) as connection:
        found = connection.execute(
            text("select shobj_description(oid, 'pg_database') from pg_database where datname = :name"),
            {"name": database},
        ).one_or_none()
        if found is not None and found[0] == wanted:
            return False
        if found is None:
            _run(connection, sql.SQL("create database {}").format(sql.Identifier(database)))
        with _connected(database_url) as inside:
            apply_schema(inside)
            inside.commit()
        _run(connection, sql.SQL("comment on database {} is {}").format(sql.Identifier(database), sql.Literal(wanted)))
    return True


def _connected(url: str, *, autocommit: bool = False) -> Connection:
    engine = sqlalchemy.create_engine(url, poolclass=NullPool, isolation_level="AUTOCOMMIT" if autocommit else None)
    return engine.connect()


def _run(connection: Connection, statement: sql.Composed) -> None:
    with connection.connection.cursor() as cursor:
        cursor.execute(statement)


def _fingerprint(folder: Path) -> str:
    """SHA-256 over names and bytes of every SQL file: any change to them is applied at the next start."""
    digest = hashlib.sha256()
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            digest.update(file.relative_to(folder).as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()
