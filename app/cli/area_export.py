"""``gridroom export-areas``: outlines of one level as they held on a day, as GeoJSON or shapefile."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from app.cli.connection import add_login_options, person_engine
from app.cli.given_day import given_day
from app.cli.import_words import DEMO_ADMINISTRATOR
from app.cli.parser import Commands
from app.domain.area import AreaLevel
from app.settings import Settings


def add(commands: Commands[argparse.ArgumentParser]) -> None:
    """Add ``export-areas``."""
    parser = commands.add_parser(
        "export-areas", help="outlines as GeoJSON or shapefile 导出区域",
        description="In CGCS2000 degrees. A shapefile is five files of one name; its table is UTF-8.")
    parser.add_argument("file", type=Path, metavar="FILE", help=".geojson or .shp")
    parser.add_argument("--level", choices=[level.value for level in AreaLevel], default=AreaLevel.GRID_CELL.value,
                        help="default: grid_cell")
    parser.add_argument("--on", type=given_day, default=None, metavar="DAY",
                        help="as they held on that day (default: today)")
    add_login_options(parser)
    parser.set_defaults(handler=_export)


def _export(arguments: argparse.Namespace, settings: Settings) -> int:
    from app.exports.area_export import check_target, export_areas

    check_target(arguments.file)
    day = arguments.on or date.today()  # noqa: DTZ011 - the day at this desk
    with person_engine(settings, arguments, DEMO_ADMINISTRATOR, ponders=True) as engine:
        count = export_areas(engine, AreaLevel(arguments.level), day, arguments.file)
    print(f"{arguments.file}: {count:,} area(s) of level {arguments.level} as of {day:%Y-%m-%d}")
    return 0
