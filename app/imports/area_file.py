"""Outlines of districts, streets, communities or cells from a GeoJSON file (RFC 7946) or a shapefile.

Everything is read and checked before the first area is stored; each thing that is wrong is told with its feature and,
where there is one, its place on the map.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import shapely

from app.database.areas import AreaDraft
from app.domain.area import AreaLevel
from app.domain.import_reason import ImportReason, because
from app.domain.report import cleaned
from app.imports.coordinates import CoordinateSystem, system_named
from app.imports.problems import ImportRefused, Problem, Progress, silent
from app.imports.projection import DECIMALS, LocalProjection, geojson_of
from app.imports.shape_file import document_of_shapes, is_shape_file
from app.imports.text_file import decoded

LARGEST_FILE = 256 * 1024 * 1024   # bytes; 35,000 cells take about 12 MB
MOST_FEATURES = 200_000
TOLD_EVERY = 500
NAME_PROPERTIES = ("name", "NAME", "Name", "名称", "MC")
CODE_PROPERTIES = ("code", "CODE", "adcode", "代码", "编码", "DM")
LEVEL_PROPERTIES = ("level",)                  # as app.exports.area_export writes them, in GeoJSON or a shapefile
PARENT_PROPERTIES = ("parent_code", "parent")
MADE_PROPERTIES = ("provisional", "made")
WIDEST = 12.0                      # degrees; far more than any district
EARTH = shapely.box(-180, -90, 180, 90)
EXCHANGED_CHINA = shapely.box(3, 73, 54, 136)  # latitude first, longitude second
OUTER_FIRST = tuple(AreaLevel)
PLACE = re.compile(r"(.+)\[(\S+) (\S+)\]")


@dataclass(frozen=True, slots=True)
class AreaFileOptions:
    """How to read a file: what a person states because the file does not."""

    level: AreaLevel | None = None     # None: each feature's own property "level", without one a district
    name_property: str = ""            # '': the first of NAME_PROPERTIES that a feature has
    code_property: str = ""
    parent_property: str = ""          # '': as a feature says that says its level too, else by place
    codes: Mapping[str, str] = field(default_factory=dict)  # name → code, for files without codes
    only: frozenset[str] = frozenset()  # names; empty: all
    crs: str = ""                      # '': as the file says
    encoding: str = ""                 # '': UTF-8
    repair: bool = False


@dataclass(frozen=True, slots=True)
class AreaFile:
    """What a file holds, outer levels first, ready to be stored; ``notes`` tell what was assumed or repaired."""

    drafts: tuple[AreaDraft, ...]
    notes: tuple[str, ...]


def read_area_file(path: Path, options: AreaFileOptions, progress: Progress = silent) -> AreaFile:
    """Read and check a whole file. Raises ImportRefused naming every feature that cannot be used.

    ``progress`` is told while features are checked and may raise Cancelled; nothing was stored then.
    """
    document, notes = _document(path, options)
    features = features_of(document, path.name)
    system = system_of(document, options.crs, notes)
    drafts: list[AreaDraft] = []
    problems: list[Problem] = []
    for number, feature in enumerate(features, 1):
        properties = feature.get("properties") if isinstance(feature, dict) else None
        properties = properties if isinstance(properties, dict) else {}
        name = _property(properties, options.name_property, NAME_PROPERTIES)
        if options.only and name not in options.only:
            continue
        if number % TOLD_EVERY == 0:
            progress(number, len(features), "checking outlines")
        where = because("feature_named", number=number, name=name) if name else because("feature", number=number)
        try:
            drafts.append(_draft(feature, properties, name, where, system, options, notes))
        except _WrongError as wrong:
            problems.append(Problem(where, wrong.reason))
    problems.extend(_repeated(drafts))
    if problems:
        told = because("features_unusable", name=path.name, bad=len(problems), total=len(features))
        raise ImportRefused(told, problems)
    if not drafts:
        if options.only:
            raise ImportRefused(because("no_area_named", name=path.name, names=", ".join(sorted(options.only))))
        raise ImportRefused(because("no_area", name=path.name))
    return AreaFile(tuple(sorted(drafts, key=lambda draft: OUTER_FIRST.index(draft.level))), tuple(notes))


def _document(path: Path, options: AreaFileOptions) -> tuple[dict[str, Any], list[str]]:
    if not is_shape_file(path):
        text, notes = text_of(path, options.encoding)
        return document_of(text, path.name), notes
    notes = []
    document = document_of_shapes(path, options.encoding, LARGEST_FILE, MOST_FEATURES, notes)
    if "crs" not in document and not options.crs:  # a shapefile without one says nothing; RFC 7946 is not for it
        raise ImportRefused(because("no_prj", name=path.name, prj=f"{path.stem}.prj"))
    return document, notes


class _WrongError(Exception):
    """What is wrong with one feature."""

    def __init__(self, reason: ImportReason) -> None:
        super().__init__(reason)
        self.reason = reason


def text_of(path: Path, encoding: str) -> tuple[str, list[str]]:
    """The text of a GeoJSON file of bearable size. Raises ImportRefused."""
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE:
            raise ImportRefused(because("too_large", name=path.name, size=size / 2**20, limit=LARGEST_FILE / 2**20))
        data = path.read_bytes()
    except OSError as error:
        raise ImportRefused(because("unreadable", path=path, error=error.strerror)) from error
    count = data.count(b'"Feature"')
    if count > MOST_FEATURES:
        raise ImportRefused(because("too_many_features", name=path.name, count=count, limit=MOST_FEATURES))
    return decoded(data, path.name, encoding), []


def document_of(text: str, name: str) -> dict[str, Any]:
    """The GeoJSON object in a text. Raises ImportRefused."""
    def no_number(word: str) -> float:
        raise ImportRefused(because("no_number", name=name, word=word))

    try:
        found = json.loads(text, parse_constant=no_number)
    except json.JSONDecodeError as error:
        if error.pos >= len(text.rstrip()) or error.msg.startswith("Unterminated string"):
            raise ImportRefused(because("cut_off_text", name=name, line=error.lineno)) from error
        raise ImportRefused(
            because("not_json", name=name, error=error.msg, line=error.lineno, column=error.colno)) from error
    except RecursionError as error:
        raise ImportRefused(because("nested", name=name)) from error
    except ValueError as error:  # Python reads no whole number of thousands of digits
        raise ImportRefused(because("long_number", name=name, error=error)) from error
    if not isinstance(found, dict) or not isinstance(found.get("type"), str):
        raise ImportRefused(because("not_geojson", name=name))
    return found


def features_of(document: dict[str, Any], name: str) -> list[Any]:
    """The features of a document. Raises ImportRefused."""
    if document["type"] == "FeatureCollection":
        features = document.get("features")
        if not isinstance(features, list):
            raise ImportRefused(because("no_features", name=name))
        if not features:
            raise ImportRefused(because("empty_features", name=name))
        return features
    if document["type"] == "Feature":
        return [document]
    if document["type"] in ("Polygon", "MultiPolygon"):
        raise ImportRefused(because("bare_geometry", name=name, kind=document["type"]))
    raise ImportRefused(because("holds_no_areas", name=name, kind=document["type"]))


def system_of(document: dict[str, Any], stated: str, notes: list[str]) -> CoordinateSystem:
    """What a person states wins over the file's ``crs`` member; without either RFC 7946 says WGS-84."""
    member = document.get("crs")
    properties = member.get("properties") if isinstance(member, dict) else None
    in_file = str(properties.get("name", "")) if isinstance(properties, dict) else ""
    if stated:
        system = system_named(stated)
        if in_file and system_named(in_file).name != system.name:
            notes.append(because("crs_overruled", told=in_file, system=system.name))
        return system
    if member is not None and not in_file:
        raise ImportRefused(because("crs_unclear"))
    if in_file:
        system = system_named(in_file)
        notes.append(because("crs_in_file", system=system.name))
        return system
    notes.append(because("crs_assumed"))
    return system_named("CRS84")


def _draft(
    feature: Any, properties: dict[str, Any], name: str, where: str, system: CoordinateSystem,
    options: AreaFileOptions, notes: list[str],
) -> AreaDraft:
    if not isinstance(feature, dict) or feature.get("type") != "Feature":
        raise _WrongError(because("no_feature"))
    if not name:
        known = ", ".join(sorted(map(str, properties))) or "none"
        raise _WrongError(because("no_name_property", known=known))
    code = options.codes.get(name) or _property(properties, options.code_property, CODE_PROPERTIES)
    if not code:
        raise _WrongError(because("no_code_property", name=name))
    level, parent = _level(properties, options), _parent(properties, options)
    shape = _in_degrees(_geometry(feature.get("geometry"), where, notes), system)
    shape = _checked(shape, where, options.repair, notes)
    shape = shapely.transform(shape, lambda xy: xy.round(DECIMALS))
    metres = LocalProjection.around(shape).to_metres(shape)
    if metres.area <= 0:
        raise _WrongError(because("no_ground"))
    centre = shapely.point_on_surface(shape)
    place = (float(centre.x), float(centre.y))
    made = _own_level(properties) in set(AreaLevel) and any(properties.get(key) is True for key in MADE_PROPERTIES)
    exclusive = properties.get("exclusive")
    return AreaDraft(level, code, name, geojson_of([shape])[0], place, float(metres.area), parent, provisional=made,
                     exclusive=exclusive if isinstance(exclusive, bool) and level is AreaLevel.DUTY_GRID else None)


def _own_level(properties: dict[str, Any]) -> str:
    return _property(properties, "", LEVEL_PROPERTIES)


def _level(properties: dict[str, Any], options: AreaFileOptions) -> AreaLevel:
    """What a person states, else what the feature says of itself."""
    told = _own_level(properties)
    if options.level is not None or not told:
        return options.level or AreaLevel.DISTRICT
    try:
        return AreaLevel(told)
    except ValueError:
        known = ", ".join(AreaLevel)
        raise _WrongError(because("level_unknown", level=told, known=known)) from None


def _parent(properties: dict[str, Any], options: AreaFileOptions) -> str:
    """The outer area's code: by the property that a person states, else as our own export names it."""
    if options.parent_property:
        parent = _property(properties, options.parent_property, ())
        if not parent:
            raise _WrongError(because("no_parent_property", name=options.parent_property))
        return parent
    return _property(properties, "", PARENT_PROPERTIES) if _own_level(properties) in set(AreaLevel) else ""


def _reading_fault(words: str) -> ImportReason:
    """What the reader of outlines complains of, in the words of whoever drew them."""
    if "closed linestring" in words:
        return because("ring_open")
    if "type must be" in words or "JSON" in words:
        return because("no_lists")
    return because("reader_says", words=" ".join(words.split()))


def _geometry(geometry: Any, where: str, notes: list[str]) -> Any:
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind not in ("Polygon", "MultiPolygon"):
        raise _WrongError(because("no_outline") if kind is None else because("other_geometry", kind=kind))
    try:
        shape = shapely.from_geojson(json.dumps(geometry))
    except (shapely.errors.GEOSException, ValueError) as error:
        raise _WrongError(because("outline_unreadable", why=_reading_fault(str(error)))) from error
    if shape is None or shape.is_empty:
        raise _WrongError(because("empty_outline"))
    if shape.has_z:
        shape = shapely.force_2d(shape)
        if not any("heights" in note for note in notes):
            notes.append(because("no_heights", where=where))
    return shape


def _in_degrees(shape: Any, system: CoordinateSystem) -> Any:
    west, south, _, _ = shape.bounds
    if system.in_degrees and not EARTH.covers(shapely.box(*shape.bounds)):
        if EXCHANGED_CHINA.covers(shapely.box(*shape.bounds)):
            raise _WrongError(because("exchanged", x=west, y=south))
        raise _WrongError(because("projected", x=west, y=south, likely=_likely_system(west, south)))
    try:
        degrees = shapely.transform(shape, system.to_degrees)
    except ValueError as error:
        raise _WrongError(because("elsewhere_because", system=system.name, error=error)) from error
    if not EARTH.covers(shapely.box(*degrees.bounds)):
        raise _WrongError(because("elsewhere", system=system.name))
    west, south, east, north = degrees.bounds
    if max(east - west, north - south) > WIDEST:
        raise _WrongError(because("too_wide", west=west, south=south, east=east, north=north))
    return degrees


def _likely_system(x: float, y: float) -> ImportReason:
    """What projected numbers in China look like, and how to say so. Nothing is converted on a guess."""
    zone = int(x // 1_000_000)
    if 1_500_000 < y < 6_500_000 and 25 <= zone <= 45:   # 3-degree zones write their number before the easting
        return because("likely_three", zone=zone, epsg=4513 + zone - 25)
    if 8_000_000 < x < 15_500_000 and 1_500_000 < y < 7_500_000:
        return because("likely_mercator")
    if 1_500_000 < y < 6_500_000 and 13 <= zone <= 23:
        return because("likely_six", zone=zone, epsg=4491 + zone - 13)
    if 1_500_000 < y < 6_500_000 and 100_000 < x < 900_000:
        return because("likely_meridian")
    return because("likely_none")


def _checked(shape: Any, where: str, repair: bool, notes: list[str]) -> Any:
    if shape.is_valid:
        return shape
    reason = shapely.is_valid_reason(shape)
    found = PLACE.fullmatch(reason)
    fault = (because("fault_at", fault=found[1].strip().lower(), x=float(found[2]), y=float(found[3])) if found
             else because("fault", fault=reason.lower()))
    if not repair:
        raise _WrongError(because("not_mended", fault=fault))
    parts = shapely.get_parts(shapely.make_valid(shape, method="structure", keep_collapsed=False))
    solid = [part for part in parts if part.geom_type == "Polygon"]
    if not solid:
        raise _WrongError(because("nothing_left", fault=fault))
    mended = shapely.union_all(solid)
    change = mended.area / abs(shape.area) - 1 if shape.area else 0.0
    notes.append(because("mended", where=where, fault=fault, parts=len(shapely.get_parts(mended)), change=change))
    return mended


def _property(properties: Mapping[str, Any], stated: str, usual: Iterable[str]) -> str:
    for key in (stated,) if stated else usual:
        value = properties.get(key)
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            continue
        if isinstance(value, float) and value.is_integer():
            value = int(value)  # spreadsheets turn codes into 331004.0
        words = cleaned(str(value), keep_lines=False)
        if words:
            return words
    return ""


def _repeated(drafts: Iterable[AreaDraft]) -> list[Problem]:
    seen: dict[tuple[AreaLevel, str], str] = {}
    found = []
    for draft in drafts:
        key = (draft.level, draft.code)
        if key in seen:
            found.append(Problem(because("code", code=draft.code),
                                 because("twice", first=seen[key], second=draft.name)))
        seen[key] = draft.name
    return found
