"""Outlines from an ESRI shapefile, read as the GeoJSON that the rest of the import knows.

A shapefile is several files of one name: .shp the outlines, .dbf the table, .prj the coordinate system, .cpg the
encoding, .shx an index that is not needed here. Old programs of Chinese offices write GBK and no .cpg.
"""

from __future__ import annotations

import re
import struct
from pathlib import Path
from typing import Any

import pyproj
import shapefile

from app.domain.import_reason import because
from app.imports.problems import ImportRefused
from app.imports.text_file import CHINESE

POLYGONS = {5: "Polygon", 15: "PolygonZ", 25: "PolygonM"}
KINDS = {0: "nothing", 1: "points", 3: "lines", 8: "points", 11: "points", 13: "lines", 18: "points", 21: "points",
         23: "lines", 28: "points", 31: "surfaces in space"}
MAGIC = 9994
HEAD = 100                       # bytes
GUESSED = ("utf-8", CHINESE)     # without a .cpg, the first that fits all names
OLD_NAMES = {**dict.fromkeys(("936", "cp936", "gbk", "gb2312"), CHINESE), "65001": "utf-8", "utf8": "utf-8"}


class _EncodingError(Exception):
    """The table is written in another encoding."""


def is_shape_file(path: Path) -> bool:
    """Whether the name says so."""
    return path.suffix.lower() == ".shp"


def document_of_shapes(path: Path, encoding: str, largest: int, most: int, notes: list[str]) -> dict[str, Any]:
    """A GeoJSON document with a ``crs`` member where there is a .prj. Raises ImportRefused."""
    table, prj, cpg = (_beside(path, ending) for ending in ("dbf", "prj", "cpg"))
    _check_head(path, largest)
    if table is None:
        raise ImportRefused(because("no_dbf", name=path.name, table=f"{path.stem}.dbf"))
    if table.stat().st_size > largest:
        raise ImportRefused(because("table_too_large", name=table.name, limit=largest / 2**20))
    encodings = (encoding,) if encoding else _encodings(cpg)
    for tried in encodings:
        try:
            features = _features(path, table, tried, most)
        except _EncodingError:
            continue
        if not encoding and tried != encodings[0]:
            notes.append(because("table_read_as", encoding=tried))
        break
    else:
        raise ImportRefused(because("table_encoding", name=table.name, encodings=" or ".join(encodings)))
    if not features:
        raise ImportRefused(because("shape_empty", name=path.name))
    document: dict[str, Any] = {"type": "FeatureCollection", "features": features}
    if prj is not None:
        document["crs"] = {"type": "name", "properties": {"name": _system(prj)}}
    return document


def _beside(path: Path, ending: str) -> Path | None:
    return next((found for found in (path.with_suffix(f".{ending}"), path.with_suffix(f".{ending.upper()}"))
                 if found.is_file()), None)


def _beginning(path: Path, most: int) -> bytes:
    """The first bytes, however long the file is."""
    with path.open("rb") as file:
        return file.read(most)


def _check_head(path: Path, largest: int) -> None:
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(HEAD)
    except OSError as error:
        raise ImportRefused(because("unreadable", path=path, error=error.strerror)) from error
    if size > largest:
        raise ImportRefused(because("too_large", name=path.name, size=size / 2**20, limit=largest / 2**20))
    if len(head) < HEAD or struct.unpack_from(">i", head)[0] != MAGIC:
        raise ImportRefused(because("no_shapefile" if head else "empty", name=path.name))
    if struct.unpack_from(">i", head, 24)[0] * 2 > size:
        raise ImportRefused(because("cut_off", name=path.name))
    kind = struct.unpack_from("<i", head, 32)[0]
    if kind not in POLYGONS:
        raise ImportRefused(because("other_shapes", name=path.name, kind=KINDS.get(kind, "something unknown")))


def _encodings(cpg: Path | None) -> tuple[str, ...]:
    if cpg is None:
        return GUESSED
    told = re.sub(r"[^a-z0-9_-]", "", _beginning(cpg, 40).decode("ascii", "replace").lower())
    name = OLD_NAMES.get(told, told)
    return (name, *(one for one in GUESSED if one != name))


def _features(path: Path, table: Path, encoding: str, most: int) -> list[Any]:
    try:
        with path.open("rb") as shp, table.open("rb") as dbf, \
                shapefile.Reader(shp=shp, dbf=dbf, encoding=encoding, encodingErrors="strict") as reader:
            if (reader.numRecords or 0) > most:
                raise ImportRefused(because("too_many_features", name=path.name, count=reader.numRecords, limit=most))
            shapes, records = reader.shapes(), reader.records()
            if len(shapes) != len(records):
                raise ImportRefused(because("table_differs", name=path.name, outlines=len(shapes), table=table.name,
                                            rows=len(records)))
            return [{"type": "Feature", "properties": record.as_dict(), "geometry": _geometry(shape)}
                    for shape, record in zip(shapes, records, strict=True)]
    except ImportRefused:
        raise
    except (UnicodeDecodeError, LookupError) as error:
        if isinstance(error, UnicodeDecodeError) or "encoding" in str(error):
            raise _EncodingError from error
        raise ImportRefused(because("damaged", name=path.name)) from error
    except shapefile.dbfFileException as error:
        if "decode" in str(error):  # the library has no kind of error of its own for it
            raise _EncodingError from error
        raise ImportRefused(because("damaged", name=table.name)) from error
    except (shapefile.ShapefileException, struct.error, ValueError, EOFError, OSError, TypeError,
            AttributeError, OverflowError, MemoryError) as error:
        raise ImportRefused(because("damaged", name=path.name)) from error


def _geometry(shape: Any) -> dict[str, Any] | None:
    if shape.shapeType == 0 or not shape.points:
        return None
    told = dict(shape.__geo_interface__)
    # Shapefiles turn their rings the other way than GeoJSON; turned back, what was exported is unchanged on its return.
    if told["type"] == "Polygon":
        told["coordinates"] = [ring[::-1] for ring in told["coordinates"]]
    elif told["type"] == "MultiPolygon":
        told["coordinates"] = [[ring[::-1] for ring in polygon] for polygon in told["coordinates"]]
    return told


def _system(prj: Path) -> str:
    """The system of a .prj by its EPSG number. Raises ImportRefused for one that nobody numbered."""
    try:
        system = pyproj.CRS.from_wkt(_beginning(prj, 20_000).decode("utf-8", "replace"))
    except pyproj.exceptions.CRSError as error:
        raise ImportRefused(because("prj_unclear", name=prj.name)) from error
    number = system.to_epsg(min_confidence=60)
    if number is None:
        raise ImportRefused(because("prj_unknown", name=prj.name, system=system.name))
    return f"EPSG:{number}"
