"""``gridroom import duties``: which unit answers for what, from a list or from the filing standard."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from app.cli.connection import add_login_options, person_engine
from app.cli.import_words import DEMO_ADMINISTRATOR, told_problems
from app.cli.parser import Commands
from app.cli.progress_bar import ProgressBar
from app.imports.duty_file import store_duties, store_standard
from app.settings import Settings

MOST_NOTES_SHOWN = 20


def add(kinds: Commands[argparse.ArgumentParser]) -> None:
    """Add ``duties`` to the kinds of ``gridroom import``."""
    parser = kinds.add_parser(
        "duties", help="table of duties, .xlsx, .xls or .csv 权责清单",
        description="Headings: 大类, 小类, 立案条件序号, 区域, 权属单位, 主办单位, 协办单位, 备注. "
                    "All rows are stored, or none; a changed row ends the old one from today on. Without a file the "
                    "responsible units of the filing standard are taken, as far as they name just one department.")
    parser.add_argument("file", type=Path, metavar="FILE", nargs="?")
    parser.add_argument("--encoding", default="", metavar="NAME", help="of a CSV: utf-8 or gbk")
    add_login_options(parser)
    parser.set_defaults(handler=_import_duties)


def _import_duties(arguments: argparse.Namespace, settings: Settings) -> int:
    began = time.perf_counter()
    bar = ProgressBar(sys.stderr)
    with told_problems(), person_engine(settings, arguments, DEMO_ADMINISTRATOR) as engine, \
            engine.begin() as connection:
        def progress(done: int, total: int, _words: str) -> None:
            bar(done, total, "storing")

        stored = store_standard(connection, progress) if arguments.file is None \
            else store_duties(connection, arguments.file, progress, arguments.encoding)
    bar.finish()
    for note in stored.unnamed[:MOST_NOTES_SHOWN]:
        print(f"names no single department: {note}")
    if len(stored.unnamed) > MOST_NOTES_SHOWN:
        print(f"… and {len(stored.unnamed) - MOST_NOTES_SHOWN:,} more")
    name = arguments.file.name if arguments.file else "filing standard"
    print(f"{name}: rows of the table of duties: {stored.new:,} new, {stored.changed:,} changed, {stored.unchanged:,} "
          f"unchanged ({time.perf_counter() - began:.1f} s)")
    return 0
