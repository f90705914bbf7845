"""Bring a database of the embedded server to this program's schema; costs a few milliseconds when it is there."""

from __future__ import annotations

import sqlalchemy
from psycopg2 import sql
from sqlalchemy import Connection, NullPool, text

from app.database.failures_from_sql import translated
from app.database.schema import apply_schema


def ready_database(maintenance_url: str, database_url: str, database: str) -> bool:
    """Create ``database`` if it is missing and apply the schema; tells whether anything had to be done.

    Both addresses are the superuser's; the first one's database always exists (``postgres``). The caller sees to it
    that one process does this at a time. Raises Unreachable when the server goes away, Outdated when the schema is
    newer than this program.
    """
    with translated():
        return _ready(maintenance_url, database_url, database)


def _ready(maintenance_url: str, database_url: str, database: str) -> bool:
    with _connected(maintenance_url, autocommit=True) as connection:
        asked = connection.execute(text("select from pg_database where datname = :name"), {"name": database})
        if asked.one_or_none() is None:
            statement = sql.SQL("create database {}").format(sql.Identifier(database))
            connection.exec_driver_sql(statement.as_string(connection.connection.dbapi_connection))
    with _connected(database_url) as inside:
        applied = apply_schema(inside)
        inside.commit()
    return applied


def _connected(url: str, *, autocommit: bool = False) -> Connection:
    level = "AUTOCOMMIT" if autocommit else "READ COMMITTED"
    return sqlalchemy.create_engine(url, poolclass=NullPool, isolation_level=level).connect()
