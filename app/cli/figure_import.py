"""``gridroom import figures``: households and population of areas."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path

from app.cli.connection import add_login_options, person_engine
from app.cli.import_words import DEMO_ADMINISTRATOR, MOST_PROBLEMS_SHOWN, told_problems
from app.cli.parser import Commands
from app.domain.area import AreaLevel
from app.settings import Settings

ROWS_LEFT_OUT = 1


def add(kinds: Commands[argparse.ArgumentParser]) -> None:
    """Add ``figures`` to the kinds of ``gridroom import``."""
    parser = kinds.add_parser(
        "figures", help="households and population of areas, .xlsx, .xls or .csv 户数人口",
        description="Headings: 编码 or 名称, 户数, 人口 (may be missing). Where only inner areas have figures they are "
                    "summed upwards. Bad rows are left out and told (exit code 1); run again, it changes what changed.")
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--level", type=AreaLevel, choices=list(AreaLevel), metavar="LEVEL",
                        help=f"of every row: {', '.join(AreaLevel)} (default: whichever has the code or name)")
    parser.add_argument("--from", dest="from_day", type=_day, metavar="DAY",
                        help="from when they hold (default: today)")
    parser.add_argument("--source", default="", metavar="NAME", help="name of the list (default: the file's name)")
    parser.add_argument("--encoding", default="", metavar="NAME", help="of a CSV: utf-8 or gbk")
    add_login_options(parser)
    parser.set_defaults(handler=_import_figures)


def _import_figures(arguments: argparse.Namespace, settings: Settings) -> int:
    from app.database.map_areas import put_area_figures
    from app.imports.figure_file import read_figures

    with told_problems(), person_engine(settings, arguments, DEMO_ADMINISTRATOR) as engine, \
            engine.begin() as connection:
        file = read_figures(connection, arguments.file, arguments.level, arguments.encoding)
        added, changed, unchanged = put_area_figures(
            connection, (arguments.source or arguments.file.stem)[:100], file.drafts, arguments.from_day)
    for note in file.notes:
        print(f"note: {note}")
    for problem in file.bad[:MOST_PROBLEMS_SHOWN]:
        print(problem, file=sys.stderr)
    if len(file.bad) > MOST_PROBLEMS_SHOWN:
        print(f"… and {len(file.bad) - MOST_PROBLEMS_SHOWN:,} more", file=sys.stderr)
    print(f"{arguments.file.name}: figures of areas: {added:,} new, {changed:,} changed, {unchanged:,} unchanged, "
          f"{len(file.bad):,} rows left out")
    return ROWS_LEFT_OUT if file.bad else 0


def _day(words: str) -> date:
    try:
        return date.fromisoformat(words)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{words!r} is no day: write it like 2026-11-21") from None
