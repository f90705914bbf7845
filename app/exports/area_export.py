"""Areas as files for other programs: GeoJSON (RFC 7946) and shapefile, both in CGCS2000 degrees.

Nothing is left half written: files are made beside their place and moved there when all of them are whole.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pyproj
import shapefile
import shapely
from sqlalchemy import Engine

from app.database.area_history import AreaOnDay, areas_on
from app.database.failures_from_sql import translated
from app.domain.area import AreaLevel
from app.domain.failures import Failure

SYSTEM = 4490                    # EPSG number of CGCS2000 in degrees
SUFFIXES = (".geojson", ".json", ".shp")
LONGEST_TEXT = 254               # bytes of a text in a .dbf


class ExportRefused(Failure):
    """The files cannot be written; the message says why."""


def export_areas(engine: Engine, level: AreaLevel, day: date, target: Path) -> int:
    """Read the areas that held on ``day`` and write them; answers how many. Waits: call it on a worker."""
    check_target(target)
    with translated(), engine.begin() as connection:
        found = areas_on(connection, level, day)
    write_areas(target, found)
    return len(found)


def check_target(target: Path) -> None:
    """Raises ExportRefused where nothing could be written, before anything is read."""
    if target.suffix.lower() not in SUFFIXES:
        raise ExportRefused(f"{target.name}: a file is called .geojson or .shp, by what it is to be")
    if not target.parent.is_dir():
        raise ExportRefused(f"there is no folder {target.parent}")


def write_areas(target: Path, areas: Sequence[AreaOnDay]) -> None:
    """Write what the suffix says. Raises ExportRefused."""
    check_target(target)
    if not areas:
        raise ExportRefused("there was no area of this level on that day")
    try:
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".export-") as folder:
            made = Path(folder) / target.name
            if target.suffix.lower() == ".shp":
                _write_shapes(made, areas)
            else:
                made.write_text(_geojson(areas), encoding="utf-8")
            for file in sorted(Path(folder).iterdir()):
                file.replace(target.parent / file.name)
    except OSError as error:
        raise ExportRefused(f"{target} cannot be written: {error.strerror}") from error


def _geojson(areas: Sequence[AreaOnDay]) -> str:
    lines = []
    for one in areas:
        properties = {"code": one.code, "name": one.name, "level": one.level.value, "parent_code": one.parent_code,
                      "provisional": one.provisional, "exclusive": one.exclusive,
                      "valid_from": one.valid_from.isoformat(),
                      "valid_to": one.valid_to.isoformat() if one.valid_to else None,
                      "area_m2": round(one.area_m2, 2)}
        # RFC 7946 wants the outer ring counter-clockwise.
        shape = _shape(one, exterior_cw=False)
        parts = shapely.get_parts(shape)
        geometry = json.loads(shapely.to_geojson(parts[0] if len(parts) == 1 else shape))
        lines.append(json.dumps({"type": "Feature", "properties": properties, "geometry": geometry},
                                ensure_ascii=False, separators=(",", ":")))
    return '{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n"


def _write_shapes(target: Path, areas: Sequence[AreaOnDay]) -> None:
    with shapefile.Writer(str(target.with_suffix("")), shapeType=shapefile.POLYGON, encoding="utf-8") as writer:
        for name, kind, size, decimals in (("code", "C", 40, 0), ("name", "C", LONGEST_TEXT, 0), ("level", "C", 20, 0),
                                           ("parent", "C", 40, 0), ("made", "L", 1, 0), ("from_day", "D", 8, 0),
                                           ("to_day", "D", 8, 0), ("area_m2", "N", 20, 2), ("exclusive", "L", 1, 0)):
            writer.field(name, kind, size=size, decimal=decimals)
        for one in areas:
            shape = _shape(one, exterior_cw=True)
            writer.poly([[(x, y) for x, y in ring.coords] for part in shapely.get_parts(shape)
                         for ring in (part.exterior, *part.interiors)])
            writer.record(_cut(one.code, 40), _cut(one.name, LONGEST_TEXT), one.level.value, _cut(one.parent_code, 40),
                          one.provisional, one.valid_from, one.valid_to, round(one.area_m2, 2), one.exclusive)
    target.with_suffix(".prj").write_text(pyproj.CRS.from_epsg(SYSTEM).to_wkt("WKT1_ESRI"), encoding="ascii")
    target.with_suffix(".cpg").write_text("UTF-8", encoding="ascii")


def _shape(one: AreaOnDay, *, exterior_cw: bool) -> shapely.MultiPolygon:
    return shapely.orient_polygons(shapely.MultiPolygon([(rings[0], rings[1:]) for rings in one.outline]),
                                   exterior_cw=exterior_cw)


def _cut(words: str, size: int) -> str:
    """As much as goes into so many bytes, never a half character."""
    return words.encode()[:size].decode(errors="ignore")
