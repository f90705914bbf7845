"""``gridroom schema apply|status``: a server of the room is brought to this program's schema by its administrator."""

from __future__ import annotations

import argparse

from app.cli.connection import owner_engine
from app.cli.parser import Commands
from app.database.schema import apply_schema, check_schema, known_number
from app.settings import Settings


def add(commands: Commands[argparse.ArgumentParser]) -> None:
    """Add ``schema`` with its two acts."""
    schema = commands.add_parser(
        "schema", help="bring a server's database to this program's schema 数据库结构",
        description="Works on the server that GRIDROOM_DATABASE_URL names, as its superuser (installer/database.md); "
                    "without one, on the program's own database, which needs no such care.")
    acts = schema.add_subparsers(title="acts", metavar="ACT", required=True)
    apply = acts.add_parser("apply", help="apply what is missing, in one transaction; safe to repeat")
    apply.set_defaults(handler=_apply)
    status = acts.add_parser("status", help="say whether this program may work with the database")
    status.set_defaults(handler=_status)


def _apply(arguments: argparse.Namespace, settings: Settings) -> int:
    with owner_engine(settings) as engine, engine.begin() as connection:
        changed = apply_schema(connection)
    print(f"The database holds schema {known_number()}" + (", applied just now." if changed else " already."))
    return 0


def _status(arguments: argparse.Namespace, settings: Settings) -> int:
    with owner_engine(settings) as engine, engine.connect() as connection:
        check_schema(connection)
    print(f"This program (schema {known_number()}) may work with the database.")
    return 0
