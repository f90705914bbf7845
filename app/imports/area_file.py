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
        where = f"feature {number}" + (f" ({name})" if name else "")
        try:
            drafts.append(_draft(feature, properties, name, where, system, options, notes))
        except _WrongError as wrong:
            problems.append(Problem(where, str(wrong)))
    problems.extend(_repeated(drafts))
    if problems:
        raise ImportRefused(f"{path.name}: {len(problems)} of {len(features)} features cannot be used", problems)
    if not drafts:
        asked = f" named {', '.join(sorted(options.only))}" if options.only else ""
        raise ImportRefused(f"{path.name}: there is no area{asked} in it")
    return AreaFile(tuple(sorted(drafts, key=lambda draft: OUTER_FIRST.index(draft.level))), tuple(notes))


def _document(path: Path, options: AreaFileOptions) -> tuple[dict[str, Any], list[str]]:
    if not is_shape_file(path):
        text, notes = text_of(path, options.encoding)
        return document_of(text, path.name), notes
    notes = []
    document = document_of_shapes(path, options.encoding, LARGEST_FILE, MOST_FEATURES, notes)
    if "crs" not in document and not options.crs:  # a shapefile without one says nothing; RFC 7946 is not for it
        raise ImportRefused(f"{path.name}: there is no {path.stem}.prj beside it: state the system with --crs")
    return document, notes


class _WrongError(Exception):
    """What is wrong with one feature."""


def text_of(path: Path, encoding: str) -> tuple[str, list[str]]:
    """The text of a GeoJSON file of bearable size. Raises ImportRefused."""
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE:
            raise ImportRefused(
                f"{path.name} has {size / 2**20:,.0f} MB, at most {LARGEST_FILE / 2**20:,.0f} MB are read: split it"
            )
        data = path.read_bytes()
    except OSError as error:
        raise ImportRefused(f"{path} cannot be read: {error.strerror}") from error
    count = data.count(b'"Feature"')
    if count > MOST_FEATURES:
        raise ImportRefused(f"{path.name} holds {count:,} features, at most {MOST_FEATURES:,} are read: split it")
    return decoded(data, path.name, encoding), []


def document_of(text: str, name: str) -> dict[str, Any]:
    """The GeoJSON object in a text. Raises ImportRefused."""
    def no_number(word: str) -> float:
        raise ImportRefused(f"{name}: {word} is not a number that an outline can have")

    try:
        found = json.loads(text, parse_constant=no_number)
    except json.JSONDecodeError as error:
        if error.pos >= len(text.rstrip()) or error.msg.startswith("Unterminated string"):
            words = f"{name} ends in the middle (line {error.lineno}): it is cut off, get it again"
            raise ImportRefused(words) from error
        raise ImportRefused(f"{name} is not JSON: {error.msg} at line {error.lineno}, column {error.colno}") from error
    except RecursionError as error:
        raise ImportRefused(f"{name} is nested too deeply to be GeoJSON") from error
    except ValueError as error:  # Python reads no whole number of thousands of digits
        raise ImportRefused(f"{name} holds a number that no outline can have: {error}") from error
    if not isinstance(found, dict) or not isinstance(found.get("type"), str):
        raise ImportRefused(f"{name} is JSON but not GeoJSON: there is no 'type' at the top")
    return found


def features_of(document: dict[str, Any], name: str) -> list[Any]:
    """The features of a document. Raises ImportRefused."""
    if document["type"] == "FeatureCollection":
        features = document.get("features")
        if not isinstance(features, list):
            raise ImportRefused(f"{name}: the FeatureCollection has no list 'features'")
        if not features:
            raise ImportRefused(f"{name}: the FeatureCollection is empty")
        return features
    if document["type"] == "Feature":
        return [document]
    if document["type"] in ("Polygon", "MultiPolygon"):
        raise ImportRefused(f"{name} is a bare {document['type']} without name and code: wrap it in a Feature")
    raise ImportRefused(f"{name}: a {document['type']!r} holds no areas; wanted is a FeatureCollection or Feature")


def system_of(document: dict[str, Any], stated: str, notes: list[str]) -> CoordinateSystem:
    """What a person states wins over the file's ``crs`` member; without either RFC 7946 says WGS-84."""
    member = document.get("crs")
    properties = member.get("properties") if isinstance(member, dict) else None
    in_file = str(properties.get("name", "")) if isinstance(properties, dict) else ""
    if stated:
        system = system_named(stated)
        if in_file and system_named(in_file).name != system.name:
            notes.append(f"the file says {in_file}, read as {system.name} because --crs says so")
        return system
    if member is not None and not in_file:
        raise ImportRefused("the file's 'crs' member cannot be understood: state the system with --crs")
    if in_file:
        system = system_named(in_file)
        notes.append(f"coordinate system {system.name}, as the file says")
        return system
    notes.append("no coordinate system stated: read as WGS-84 = CGCS2000 degrees (RFC 7946); --crs states another")
    return system_named("CRS84")


def _draft(
    feature: Any, properties: dict[str, Any], name: str, where: str, system: CoordinateSystem,
    options: AreaFileOptions, notes: list[str],
) -> AreaDraft:
    if not isinstance(feature, dict) or feature.get("type") != "Feature":
        raise _WrongError("is not a GeoJSON Feature")
    if not name:
        known = ", ".join(sorted(map(str, properties))) or "none"
        raise _WrongError(f"has no name; its properties are: {known} (choose one with --name-property)")
    code = options.codes.get(name) or _property(properties, options.code_property, CODE_PROPERTIES)
    if not code:
        raise _WrongError(f"has no code; choose a property with --code-property, or say --codes '{name}=…'")
    level, parent = _level(properties, options), _parent(properties, options)
    shape = _in_degrees(_geometry(feature.get("geometry"), where, notes), system)
    shape = _checked(shape, where, options.repair, notes)
    shape = shapely.transform(shape, lambda xy: xy.round(DECIMALS))
    metres = LocalProjection.around(shape).to_metres(shape)
    if metres.area <= 0:
        raise _WrongError("covers no ground")
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
        raise _WrongError(f"says it is of level {told!r}, which is none of {known}: state it with --level") from None


def _parent(properties: dict[str, Any], options: AreaFileOptions) -> str:
    """The outer area's code: by the property that a person states, else as our own export names it."""
    if options.parent_property:
        parent = _property(properties, options.parent_property, ())
        if not parent:
            raise _WrongError(f"has no property {options.parent_property!r} that names its outer area")
        return parent
    return _property(properties, "", PARENT_PROPERTIES) if _own_level(properties) in set(AreaLevel) else ""


def _reading_fault(words: str) -> str:
    """What the reader of outlines complains of, in the words of whoever drew them."""
    if "closed linestring" in words:
        return "a ring is not closed; its last point must be its first"
    if "type must be" in words or "JSON" in words:
        return "its coordinates are no lists of numbers"
    return " ".join(words.split())


def _geometry(geometry: Any, where: str, notes: list[str]) -> Any:
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind not in ("Polygon", "MultiPolygon"):
        raise _WrongError("has no outline" if kind is None else f"is a {kind}; an area is a Polygon or MultiPolygon")
    try:
        shape = shapely.from_geojson(json.dumps(geometry))
    except (shapely.errors.GEOSException, ValueError) as error:
        raise _WrongError(f"has an outline that cannot be read: {_reading_fault(str(error))}") from error
    if shape is None or shape.is_empty:
        raise _WrongError("has an empty outline")
    if shape.has_z:
        shape = shapely.force_2d(shape)
        if not any("heights" in note for note in notes):
            notes.append(f"heights are left out (first at {where})")
    return shape


def _in_degrees(shape: Any, system: CoordinateSystem) -> Any:
    west, south, _, _ = shape.bounds
    if system.in_degrees and not EARTH.covers(shapely.box(*shape.bounds)):
        if EXCHANGED_CHINA.covers(shapely.box(*shape.bounds)):
            raise _WrongError(f"longitude and latitude look exchanged ({west:.4f}, {south:.4f})")
        raise _WrongError(f"has coordinates such as ({west:.8g}, {south:.8g}) that are no degrees: "
                          f"the file is projected, {_likely_system(west, south)}")
    try:
        degrees = shapely.transform(shape, system.to_degrees)
    except ValueError as error:
        raise _WrongError(f"does not lie where {system.name} is used: {error}") from error
    if not EARTH.covers(shapely.box(*degrees.bounds)):
        raise _WrongError(f"does not lie where {system.name} is used")
    west, south, east, north = degrees.bounds
    if max(east - west, north - south) > WIDEST:
        raise _WrongError(f"reaches from ({west:.4f}, {south:.4f}) to ({east:.4f}, {north:.4f}): no district is that "
                          "large; is the coordinate system stated rightly?")
    return degrees


def _likely_system(x: float, y: float) -> str:
    """What projected numbers in China look like, and how to say so. Nothing is converted on a guess."""
    zone = int(x // 1_000_000)
    if 1_500_000 < y < 6_500_000 and 25 <= zone <= 45:   # 3-degree zones write their number before the easting
        return f"as CGCS2000 in 3-degree zone {zone} it seems: say --crs EPSG:{4513 + zone - 25} if that is so"
    if 8_000_000 < x < 15_500_000 and 1_500_000 < y < 7_500_000:
        return "as web Mercator it seems: say --crs EPSG:3857 if that is so"
    if 1_500_000 < y < 6_500_000 and 13 <= zone <= 23:
        return f"as CGCS2000 in 6-degree zone {zone} it seems: say --crs EPSG:{4491 + zone - 13} if that is so"
    if 1_500_000 < y < 6_500_000 and 100_000 < x < 900_000:
        return ("by a meridian of which the numbers tell nothing: ask whoever made it for the zone, and say it, e.g. "
                "--crs EPSG:4549 for the meridian 120°")
    return "state its system, e.g. --crs EPSG:4549"


def _checked(shape: Any, where: str, repair: bool, notes: list[str]) -> Any:
    if shape.is_valid:
        return shape
    reason = shapely.is_valid_reason(shape)
    found = PLACE.fullmatch(reason)
    words = f"{found[1].strip().lower()} at ({float(found[2]):.6f}, {float(found[3]):.6f})" if found else reason.lower()
    if not repair:
        raise _WrongError(f"{words} (longitude, latitude); --repair mends it and says what changed")
    parts = shapely.get_parts(shapely.make_valid(shape, method="structure", keep_collapsed=False))
    solid = [part for part in parts if part.geom_type == "Polygon"]
    if not solid:
        raise _WrongError(f"{words}: nothing is left when it is mended")
    mended = shapely.union_all(solid)
    change = mended.area / abs(shape.area) - 1 if shape.area else 0.0
    notes.append(f"{where}: {words}: mended, {len(shapely.get_parts(mended))} part(s), area {change:+.4%}")
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
            found.append(Problem(f"code {draft.code}", f"stands twice: {seen[key]} and {draft.name}"))
        seen[key] = draft.name
    return found
