"""``gridroom verify-history``: follow the chain of every case and name the first broken link."""

from __future__ import annotations

import argparse
import time

from app.cli.connection import add_login_options, owner_engine, person_engine
from app.cli.parser import Commands
from app.database.alarms import record_history_check
from app.settings import Settings

BROKEN = 1


def add(commands: Commands[argparse.ArgumentParser]) -> None:
    """Add ``verify-history``."""
    verify = commands.add_parser(
        "verify-history", help="check that no step of any case was changed afterwards 核对流转记录",
        description=f"Exit code 0: the history holds. {BROKEN}: it does not, and each broken link is named.")
    add_login_options(verify)
    verify.set_defaults(handler=_verify)


def _verify(arguments: argparse.Namespace, settings: Settings) -> int:
    """As the person named, else as the owner of the program's own database."""
    began = time.perf_counter()
    opened = person_engine(settings, arguments) if arguments.login else owner_engine(settings)
    with opened as engine, engine.begin() as connection:
        broken = record_history_check(connection)  # what it finds is an alarm at the desk
    for link in broken:
        print(f"{link.case_number}: step {link.seq}: {link.problem}")
    if broken:
        print(f"{len(broken)} case(s) have a history that was changed.")
        return BROKEN
    print(f"The history holds: every step follows from the one before it ({time.perf_counter() - began:.1f} s).")
    return 0
