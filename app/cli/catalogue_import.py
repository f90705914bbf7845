"""``gridroom import catalogue``: a city's own filing standards become the catalogue."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from app.cli.connection import add_login_options, person_engine
from app.cli.import_words import DEMO_ADMINISTRATOR, told_problems
from app.cli.parser import Commands
from app.cli.progress_bar import ProgressBar
from app.imports.catalogue_file import SEED_CATALOGUE, read_catalogue
from app.imports.catalogue_store import store_catalogue
from app.settings import Settings

MOST_NOTES_SHOWN = 20


def add(kinds: Commands[argparse.ArgumentParser]) -> None:
    """Add ``catalogue`` to the kinds of ``gridroom import``."""
    parser = kinds.add_parser(
        "catalogue", help="classes and filing conditions, .xlsx or .csv 立案标准",
        description="All rows are stored, or none. The same file again changes nothing.")
    parser.add_argument("file", type=Path, metavar="FILE", nargs="?", default=SEED_CATALOGUE,
                        help="default: the catalogue that comes with the program")
    parser.add_argument("--switch-off-absent", action="store_true",
                        help="switch off conditions that the file lacks (default: they stay as they are)")
    add_login_options(parser)
    parser.set_defaults(handler=_import_catalogue)


def _import_catalogue(arguments: argparse.Namespace, settings: Settings) -> int:
    began = time.perf_counter()
    bar = ProgressBar(sys.stderr)
    with told_problems():
        file = read_catalogue(arguments.file)
        with person_engine(settings, arguments, DEMO_ADMINISTRATOR) as engine, engine.begin() as connection:
            stored = store_catalogue(
                connection, file, lambda done, total, _: bar(done, total, "storing"),
                switch_off_absent=arguments.switch_off_absent,
            )
    bar.finish()
    for note in stored.notes[:MOST_NOTES_SHOWN]:
        print(f"note: {note}")
    if len(stored.notes) > MOST_NOTES_SHOWN:
        print(f"… and {len(stored.notes) - MOST_NOTES_SHOWN:,} more notes")
    left = f"{stored.absent:,} {'switched off' if arguments.switch_off_absent else 'not in the file, left as they are'}"
    print(f"{arguments.file.name}: {len(file.rows):,} filing conditions; classes and conditions: {stored.new:,} new, "
          f"{stored.changed:,} changed, {stored.unchanged:,} unchanged; {left} ({time.perf_counter() - began:.1f} s)")
    return 0
