"""``gridroom import KIND`` (areas here, the other kinds in modules of their own) and ``gridroom make-cells``."""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import sys
import time
from pathlib import Path

from sqlalchemy import Engine

from app.cli.connection import add_login_options, person_engine
from app.cli.given_day import given_day
from app.cli.import_words import DEMO_ADMINISTRATOR, told_problems
from app.cli.parser import Commands
from app.cli.progress_bar import ProgressBar
from app.domain.area import AreaLevel
from app.domain.failures import Failure, Refusal
from app.settings import Settings

NO_DISTRICT = "000000"  # setting district_code as it comes (resources/sql/code/12_transitions.sql)

# What needs geometry is imported where it is used: shapely and pyproj take longer to load than --help may.


def add(commands: Commands[argparse.ArgumentParser]) -> None:
    """Add ``import`` with its kinds of file, and ``make-cells``."""
    imports = commands.add_parser("import", help="take in areas, messages or a catalogue from files 导入")
    kinds = imports.add_subparsers(title="kinds", metavar="KIND", required=True)
    _add_areas(kinds)
    # Each kind of file is a module of its own.
    for name in ("message_import", "catalogue_import", "register_import", "duty_import", "water_import",
                 "figure_import"):
        if importlib.util.find_spec(f"app.cli.{name}"):
            importlib.import_module(f"app.cli.{name}").add(kinds)
    cells = commands.add_parser(
        "make-cells", help="cut a district into grid cells and duty grids 划分单元网格",
        description="Cells get 15-digit codes; where streets or communities are not imported, provisional ones are "
                    "cut. Run again, it replaces its earlier cut; cases keep the cell they were filed in.")
    cells.add_argument("--district", required=True, metavar="NAME", help="name or code of an imported district")
    cells.add_argument("--size", type=float, default=100.0, metavar="METRES", help="width of a cell (default 100)")
    cells.add_argument("--from", dest="from_day", type=given_day, metavar="DAY",
                       help="from when they hold (default: today)")
    cells.add_argument("--accept-faults", default="", metavar="REASON",
                       help="store although cells lie on those of another district, whose border is not settled; the "
                            "reason stays on record")
    add_login_options(cells)
    cells.set_defaults(handler=_make_cells)


def _add_areas(kinds: Commands[argparse.ArgumentParser]) -> None:
    parser = kinds.add_parser(
        "areas", help="outlines from GeoJSON or a shapefile 区域",
        description="All features are stored, or none. A changed outline begins a new version; the old one is kept.")
    parser.add_argument("file", type=Path, metavar="FILE", help=".geojson, or .shp with .dbf and .prj beside it")
    parser.add_argument("--level", choices=[level.value for level in AreaLevel], default=None,
                        help="what the features are (default: as each one's property level says, else district)")
    parser.add_argument("--name-property", default="", metavar="P",
                        help="property with the name (default: name, 名称 …)")
    parser.add_argument("--code-property", default="", metavar="P",
                        help="property with the code (default: code, 代码 …)")
    parser.add_argument("--parent-property", default="", metavar="P",
                        help="property with the code of the outer area (default: as an export names it, else the one "
                             "that it has, else the one around it)")
    parser.add_argument("--codes", type=_codes, default={}, metavar="NAME=CODE,…", help="codes that the file lacks")
    parser.add_argument("--only", action="append", default=[], metavar="NAME", help="take only this one (repeatable)")
    parser.add_argument("--crs", default="", metavar="SYSTEM",
                        help="CGCS2000, WGS-84, EPSG:4549, GCJ-02, BD-09 … (default: as the file says)")
    parser.add_argument("--encoding", default="", metavar="NAME", help="utf-8 (default) or gbk")
    parser.add_argument("--repair", action="store_true", help="mend self-crossing outlines and say what changed")
    parser.add_argument("--from", dest="from_day", type=given_day, metavar="DAY",
                        help="from when they hold (default: today)")
    parser.add_argument("--despite-shift", action="store_true",
                        help="store although known areas would move as if the coordinate system were stated wrongly")
    parser.add_argument("--accept-faults", default="", metavar="REASON",
                        help="store although outlines overlap, stick out of the area around or leave ground free; the "
                             "reason stays on record")
    add_login_options(parser)
    parser.set_defaults(handler=_import_areas)


def _import_areas(arguments: argparse.Namespace, settings: Settings) -> int:
    from app.imports.area_file import AreaFileOptions, read_area_file
    from app.imports.area_overlaps import overlaps_of
    from app.imports.area_shift import check_area_shift
    from app.imports.area_standing import as_standing
    from app.imports.area_store import fault_lines, record_areas, store_areas

    began = time.perf_counter()
    options = AreaFileOptions(
        AreaLevel(arguments.level) if arguments.level else None, arguments.name_property, arguments.code_property,
        arguments.parent_property, arguments.codes, frozenset(arguments.only), arguments.crs, arguments.encoding,
        arguments.repair,
    )
    bar = ProgressBar(sys.stderr)
    with told_problems():
        file = read_area_file(arguments.file, options, bar)
    for note in file.notes:
        print(f"note: {note}")
    with person_engine(settings, arguments, DEMO_ADMINISTRATOR, ponders=True) as engine, engine.begin() as connection:
        levels = [level for level in AreaLevel if any(draft.level == level for draft in file.drafts)]
        notes = []
        for level in levels:
            notes += check_area_shift(connection, level, [draft for draft in file.drafts if draft.level == level],
                                      despite_shift=arguments.despite_shift)
        try:
            stored, told = store_areas(connection, as_standing(connection, file.drafts), arguments.from_day,
                                       arguments.accept_faults, bar)
        except KeyboardInterrupt:
            bar.finish()
            print("nothing was stored", file=sys.stderr)
            raise
        except Refusal as refusal:
            bar.finish()
            for line in fault_lines(refusal):
                print(f"fault: {line}")
            if refusal.detail.get("acceptable"):
                print("nothing was stored; mend the file, or let it stand as it is with --accept-faults REASON, which "
                      "stays on record under your name")
            raise
        bar.finish()
        record_areas(connection, arguments.file.stem[:100], arguments.file.name, stored, arguments.accept_faults)
        notes += [f"accepted: {line}" for line in told]
        for level in levels:
            notes += overlaps_of(connection, level, {draft.code for draft in file.drafts if draft.level == level})
    for note in notes:
        print(f"note: {note}")
    total = sum(draft.area_m2 for draft in file.drafts) / 1e6
    print(f"{arguments.file.name}: {len(file.drafts):,} area(s) of level {', '.join(levels)}, {total:,.2f} km²: "
          f"{stored.added:,} new, {stored.changed:,} changed, {stored.unchanged:,} unchanged "
          f"({time.perf_counter() - began:.1f} s)")
    return 0


def _make_cells(arguments: argparse.Namespace, settings: Settings) -> int:
    with person_engine(settings, arguments, DEMO_ADMINISTRATOR, ponders=True) as engine:
        return _cut_and_store(engine, arguments)


def _cut_and_store(engine: Engine, arguments: argparse.Namespace) -> int:
    from app.database.areas import areas, find_area
    from app.database.catalogue import change_setting, setting
    from app.imports.area_store import accepting, fault_lines
    from app.imports.cell_store import plan_district, store_plan

    bar = ProgressBar(sys.stderr)
    with told_problems(), engine.begin() as connection:
        district = find_area(connection, AreaLevel.DISTRICT, arguments.district)
        if district is None:
            known = ", ".join(area.name for area in areas(connection, AreaLevel.DISTRICT)) or "none"
            raise Failure(f"there is no district {arguments.district!r}; imported are: {known} (gridroom import areas)")
        began = time.perf_counter()
        plan = plan_district(connection, district, size=arguments.size, progress=bar)
        cut = time.perf_counter()
        try:
            (stored, ended), told = accepting(
                connection, arguments.accept_faults,
                lambda accepted: store_plan(connection, plan, district, arguments.from_day, bar, accepted))
        except KeyboardInterrupt:
            bar.finish()
            print("nothing was stored; run the command again", file=sys.stderr)
            raise
        except Refusal as refusal:
            bar.finish()
            for line in fault_lines(refusal):
                print(f"fault: {line}")
            raise
        is_ours = setting(connection, "district_code") == NO_DISTRICT
        if is_ours:
            change_setting(connection, "district_code", district.code)
    bar.finish()
    done = time.perf_counter()
    if is_ours:
        print(f"note: {district.name} is now the district of this room: windows and sheets are headed with it")
    for note in (*plan.notes, *(f"accepted: {line}" for line in told)):
        print(f"note: {note}")
    print(f"{district.name} ({district.code}): {len(plan.cells):,} cells in {len(plan.duty_grids):,} duty grids, "
          f"{len(plan.communities):,} provisional communities, {len(plan.streets):,} provisional streets")
    print(f"outline {plan.district_m2 / 1e6:,.4f} km², cells together differ by {plan.cover_error:.1e} of it")
    print(f"{stored.added:,} new, {stored.changed:,} changed, {stored.unchanged:,} unchanged, {ended:,} ended; "
          f"cut in {cut - began:.1f} s, stored in {done - cut:.1f} s")
    return 0


def _codes(words: str) -> dict[str, str]:
    found = {}
    for part in words.replace("，", ",").split(","):
        name, sign, code = part.partition("=")
        if not sign or not name.strip() or not code.strip():
            raise argparse.ArgumentTypeError(f"{part!r} is not NAME=CODE")
        found[name.strip()] = code.strip()
    return found
