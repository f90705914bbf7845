"""``gridroom import messages``: citizens' messages with their replies become cases, closed with the reply."""

from __future__ import annotations

import argparse
import csv
import sys
import time
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import TextIO

from sqlalchemy import Engine

from app.cli.connection import add_login_options, person_engine
from app.cli.import_words import DEMO_ADMINISTRATOR, told_problems
from app.cli.interrupt import stop_on_interrupt
from app.cli.parser import Commands
from app.cli.progress_bar import ProgressBar
from app.database.room_zone import room_zone
from app.domain.failures import Unreachable
from app.imports.message_file import HEADINGS, MessageFile, read_messages
from app.imports.message_store import Outcome, RowResult, store_messages
from app.imports.report_file import harmless, report_file
from app.settings import Settings

ROWS_REFUSED = 1
INTERRUPTED = 130


def add(kinds: Commands[argparse.ArgumentParser]) -> None:
    """Add ``messages`` to the kinds of ``gridroom import``."""
    parser = kinds.add_parser(
        "messages", help="citizens' messages with replies, .xlsx, .xls or .csv 群众来信",
        description="Each row becomes a case through the desk's own functions, marked as imported, and is closed with "
                    "its reply. Run again, it goes on where it stopped. Exit code 1: some rows were refused.")
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--column", action="append", default=[], type=_column, metavar="FIELD=HEADING",
                        help=f"another heading for a field (repeatable); fields: {', '.join(HEADINGS)}")
    parser.add_argument("--leave-open", action="store_true", help="do not close the cases with their replies")
    parser.add_argument("--source", default="", metavar="NAME",
                        help="name of the source, kept with each case (default: the file's name without its ending)")
    parser.add_argument("--encoding", default="", metavar="NAME", help="of a CSV: utf-8 or gbk (default: recognised)")
    parser.add_argument("--report", type=Path, metavar="FILE.csv",
                        help="row by row, what happened (default: in the folder imports of the home folder)")
    add_login_options(parser)
    parser.set_defaults(handler=_import_messages)


def _import_messages(arguments: argparse.Namespace, settings: Settings) -> int:
    report = arguments.report or (
        settings.home / "imports" / f"{arguments.file.stem}-{datetime.now().astimezone():%Y%m%d-%H%M%S}.csv"
    )
    with person_engine(settings, arguments, DEMO_ADMINISTRATOR) as engine:
        with engine.connect() as connection:
            zone = room_zone(connection)
        with told_problems():
            file = read_messages(
                arguments.file, zone, headings=dict(arguments.column), encoding=arguments.encoding,
                with_reply=not arguments.leave_open,
            )
        for note in file.notes:
            print(f"note: {note}")
        with report_file(report) as stream:
            return _store(engine, file, arguments, report, stream)


def _store(engine: Engine, file: MessageFile, arguments: argparse.Namespace, report: Path, stream: TextIO) -> int:
    writer = csv.writer(stream)
    writer.writerow(("row", "original_id", "outcome", "case_number", "why"))
    counts: Counter[Outcome] = Counter()

    def tell(result: RowResult) -> None:
        counts[result.outcome] += 1
        cells = (result.original_id, result.outcome, result.case_number, result.why)
        writer.writerow((result.row, *map(harmless, cells)))

    origin = f"import:{arguments.source or arguments.file.stem}"
    bar = ProgressBar(sys.stderr)
    began = time.perf_counter()
    try:
        with engine.connect() as connection, stop_on_interrupt() as stopped:
            done = store_messages(connection, file.rows, origin, leave_open=arguments.leave_open, tell=tell,
                                  progress=bar, stopped=stopped)
    except Unreachable as lost:
        words = f"{counts.total():,} of {len(file.rows):,} rows are stored, run the same command again"
        raise Unreachable(f"{lost}; {words}") from lost
    finally:
        bar.finish()
    seconds = time.perf_counter() - began
    words = ", ".join(f"{counts[outcome]:,} {outcome}" for outcome in Outcome)
    print(f"{arguments.file.name}: {done:,} of {len(file.rows):,} rows: {words} "
          f"({seconds:.1f} s, {done / seconds if seconds else 0:,.0f} rows/s)")
    print(f"row by row: {report}")
    if done < len(file.rows):
        print("stopped; run the same command again to go on", file=sys.stderr)
        return INTERRUPTED
    return ROWS_REFUSED if counts[Outcome.REFUSED] else 0


def _column(words: str) -> tuple[str, str]:
    field, sign, heading = words.partition("=")
    if not sign or field.strip() not in HEADINGS or not heading.strip():
        raise argparse.ArgumentTypeError(f"{words!r} is not FIELD=HEADING; fields are {', '.join(HEADINGS)}")
    return field.strip(), heading.strip()
