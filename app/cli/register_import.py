"""``gridroom import places|components|cameras``: lists of things with a place, from tables or GeoJSON."""

from __future__ import annotations

import argparse
import csv
import sys
import time
from datetime import datetime
from functools import partial
from pathlib import Path

from app.cli.connection import add_login_options, person_engine
from app.cli.import_words import DEMO_ADMINISTRATOR, MOST_PROBLEMS_SHOWN, told_problems
from app.cli.interrupt import stop_on_interrupt
from app.cli.parser import Commands
from app.cli.progress_bar import ProgressBar
from app.domain.place import PlaceKind
from app.imports.report_file import harmless, report_file
from app.settings import Settings

ROWS_LEFT_OUT = 1
INTERRUPTED = 130
REGISTERS = {
    "places": ("place", "address book: streets, door plates, lamp posts, stops, places with a name 地名"),
    "components": ("component", "the city's register of components 部件"),
    "cameras": ("camera", "cameras with their 20-digit ids 摄像机"),
}


def add(kinds: Commands[argparse.ArgumentParser]) -> None:
    """Add the three kinds of list to ``gridroom import``."""
    for name, (register, words) in REGISTERS.items():
        parser = kinds.add_parser(
            name, help=f"{words}: .csv, .xlsx, .xls, .geojson",
            description="Rows are known again by their code: run again, it changes what has changed. Bad rows are left "
                        "out and told (exit code 1). A list that is shifted against known points is refused.")
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--crs", default="", metavar="NAME",
                            help="CGCS2000, WGS-84, GCJ-02, BD-09 or EPSG:…; a table must say it")
        parser.add_argument("--column", action="append", default=[], type=_column, metavar="FIELD=HEADING",
                            help="another heading for a field (repeatable)")
        parser.add_argument("--encoding", default="", metavar="NAME", help="of a CSV: utf-8 or gbk")
        parser.add_argument("--source", default="", metavar="NAME", help="name of the list (default: the file's name)")
        parser.add_argument("--despite-shift", action="store_true", help="store it even if known points lie elsewhere")
        parser.add_argument("--report", type=Path, metavar="FILE.csv",
                            help="the rows that were left out (default: in the folder imports of the home folder)")
        if register == "place":
            parser.add_argument("--kind", type=PlaceKind, choices=list(PlaceKind), metavar="KIND",
                                help=f"of every row that does not say it: {', '.join(PlaceKind)}")
            parser.add_argument("--switch-off-absent", action="store_true",
                                help="switch off what came from this list before and is not in it any more")
        add_login_options(parser)
        parser.set_defaults(handler=partial(_import, register))


def _import(register: str, arguments: argparse.Namespace, settings: Settings) -> int:
    from app.imports import register_rows
    from app.imports.point_file import read_points
    from app.imports.register_store import store_register

    bar = ProgressBar(sys.stderr)
    began = time.perf_counter()
    with told_problems(), person_engine(settings, arguments, DEMO_ADMINISTRATOR, ponders=True) as engine:
        headings = {"place": register_rows.PLACE_HEADINGS, "component": register_rows.COMPONENT_HEADINGS,
                    "camera": register_rows.CAMERA_HEADINGS}[register]
        file = read_points(arguments.file, headings, columns=dict(arguments.column), crs=arguments.crs,
                           encoding=arguments.encoding)
        for note in file.notes:
            print(f"note: {note}")
        rows = (register_rows.places_of(file.rows, arguments.kind) if register == "place"
                else register_rows.components_of(file.rows) if register == "component"
                else register_rows.cameras_of(file.rows))
        try:
            with engine.connect() as connection, stop_on_interrupt() as stopped:
                stored = store_register(
                    connection, register, arguments.source or arguments.file.stem, rows, progress=bar, stopped=stopped,
                    despite_shift=arguments.despite_shift, file=arguments.file.name,
                    switch_off_absent=getattr(arguments, "switch_off_absent", False))
        finally:
            bar.finish()
    for note in stored.notes:
        print(f"note: {note}")
    seconds = time.perf_counter() - began
    off = f", {stored.switched_off:,} switched off" if stored.switched_off else ""
    print(f"{arguments.file.name}: {stored.put.added:,} new, {stored.put.changed:,} changed, {stored.put.unchanged:,} "
          f"unchanged{off}, {len(stored.bad):,} left out ({seconds:.1f} s)")
    for bad in stored.bad[:MOST_PROBLEMS_SHOWN]:
        print(f"row {bad.row or '?'} {bad.original_id}: {bad.why}", file=sys.stderr)
    if stored.bad:
        report = arguments.report or (
            settings.home / "imports" / f"{arguments.file.stem}-{datetime.now().astimezone():%Y%m%d-%H%M%S}.csv")
        with report_file(report) as stream:
            writer = csv.writer(stream)
            writer.writerow(("row", "code", "why"))
            writer.writerows((bad.row, harmless(bad.original_id), harmless(bad.why)) for bad in stored.bad)
        print(f"rows left out: {report}")
    if stored.done < len(rows) - sum(1 for bad in stored.bad if bad.row):
        print("stopped; run the same command again to go on", file=sys.stderr)
        return INTERRUPTED
    return ROWS_LEFT_OUT if stored.bad else 0


def _column(words: str) -> tuple[str, str]:
    field, sign, heading = words.partition("=")
    if not sign or not field.strip() or not heading.strip():
        raise argparse.ArgumentTypeError(f"{words!r} is not FIELD=HEADING")
    return field.strip(), heading.strip()
