"""``gridroom import water``: rivers, lakes and canals for a map without a base map."""

from __future__ import annotations

import argparse
from pathlib import Path

from app.cli.connection import add_login_options, person_engine
from app.cli.import_words import DEMO_ADMINISTRATOR, told_problems
from app.cli.parser import Commands
from app.domain.area import AreaLevel
from app.settings import Settings


def add(kinds: Commands[argparse.ArgumentParser]) -> None:
    """Add ``water`` to the kinds of ``gridroom import``."""
    parser = kinds.add_parser(
        "water", help="outlines of rivers and lakes, GeoJSON or shapefile 水系",
        description="The list becomes what the file holds: what it no longer holds is taken away.")
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--source", default="水系", metavar="NAME", help="name of the list (default: 水系)")
    parser.add_argument("--name-property", default="", metavar="P", help="property with the name")
    parser.add_argument("--code-property", default="", metavar="P", help="property with the code")
    parser.add_argument("--crs", default="", metavar="SYSTEM", help="default: as the file says")
    parser.add_argument("--encoding", default="", metavar="NAME", help="utf-8 (default) or gbk")
    parser.add_argument("--repair", action="store_true", help="mend self-crossing outlines and say what changed")
    add_login_options(parser)
    parser.set_defaults(handler=_import_water)


def _import_water(arguments: argparse.Namespace, settings: Settings) -> int:
    from app.database.map_ground import WaterDraft, put_water
    from app.imports.area_file import AreaFileOptions, read_area_file

    options = AreaFileOptions(AreaLevel.DISTRICT, arguments.name_property, code_property=arguments.code_property,
                              crs=arguments.crs, encoding=arguments.encoding, repair=arguments.repair)
    with told_problems():
        file = read_area_file(arguments.file, options)
    for note in file.notes:
        print(f"note: {note}")
    drafts = [WaterDraft(one.code, one.name, one.centre, one.outline) for one in file.drafts]
    with person_engine(settings, arguments, DEMO_ADMINISTRATOR) as engine, engine.begin() as connection:
        added, changed, unchanged, removed = put_water(connection, arguments.source, drafts)
    print(f"{arguments.file.name}: {added:,} new, {changed:,} changed, {unchanged:,} unchanged, {removed:,} taken away")
    return 0
