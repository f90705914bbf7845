"""Why an import refuses, warns or leaves something out: a code and its facts, told in English by the command line.

Screens translate by code (widgets/import_words.py) and never read the English.
"""

from __future__ import annotations

from typing import Any

# Code → what the command line says of it. A fact may be a reason itself.
ENGLISH = {
    # the file as a whole
    "no_file": "there is no file {path}",
    "unreadable": "{path} cannot be read: {error}",
    "empty": "{name} is empty",
    "too_large": "{name} has {size:,.0f} MB, at most {limit:,.0f} MB are read: split it",
    "table_too_large": "{name} is larger than {limit:,.0f} MB: split it",
    "too_many_features": "{name} holds {count:,} features, at most {limit:,} are read: split it",
    "no_text_file": "{name} is no text file but {kind}",
    "wrong_encoding": "{name} is not {encoding}: byte {byte:,} in line {line:,}",
    "wrong_encoding_gbk": "{name} is not {encoding}: byte {byte:,} in line {line:,}; it reads as GBK: add --encoding "
                          "gbk",
    "unknown_encoding": "{name}: the encoding {encoding!r} is not known here; known are utf-8 and gbk",
    "nul_characters": "{name} holds NUL characters at character {at:,}: it is no text file",
    "no_number": "{name}: {word} is not a number that an outline can have",
    "cut_off_text": "{name} ends in the middle (line {line}): it is cut off, get it again",
    "not_json": "{name} is not JSON: {error} at line {line}, column {column}",
    "nested": "{name} is nested too deeply to be GeoJSON",
    "long_number": "{name} holds a number that no outline can have: {error}",
    "not_geojson": "{name} is JSON but not GeoJSON: there is no 'type' at the top",
    "no_features": "{name}: the FeatureCollection has no list 'features'",
    "empty_features": "{name}: the FeatureCollection is empty",
    "bare_geometry": "{name} is a bare {kind} without name and code: wrap it in a Feature",
    "holds_no_areas": "{name}: a {kind!r} holds no areas; wanted is a FeatureCollection or Feature",
    "features_unusable": "{name}: {bad} of {total} features cannot be used",
    "no_area": "{name}: there is no area in it",
    "no_area_named": "{name}: there is no area named {names} in it",
    "no_prj": "{name}: there is no {prj} beside it: state the system with --crs",
    "crs_unclear": "the file's 'crs' member cannot be understood: state the system with --crs",
    "system_unknown": "the coordinate system {system!r} is not known here; known are CGCS2000 (EPSG:4490 and its "
                      "projections EPSG:4491…4554), WGS-84 (EPSG:4326, 3857, 32601…32660), GCJ-02, BD-09. Beijing 1954 "
                      "and Xi'an 1980 must be converted by the surveying office first",
    # shapefiles
    "no_dbf": "{name}: the table {table} is not beside it: copy .shp, .dbf, .prj and .cpg together",
    "table_encoding": "{name} is not written in {encodings}: state its encoding, e.g. --encoding gbk",
    "shape_empty": "{name} holds no area",
    "no_shapefile": "{name} is no shapefile",
    "cut_off": "{name} is cut off: get it again",
    "other_shapes": "{name} holds {kind}; areas are polygons",
    "table_differs": "{name} has {outlines:,} outlines and {table} {rows:,} rows: they do not belong together",
    "damaged": "{name} is damaged: get it again",
    "prj_unclear": "{name} cannot be understood: state the system with --crs",
    "prj_unknown": "{name} tells of {system!r}, which is no usual system: state it with --crs, e.g. --crs EPSG:4549",
    # tables
    "no_such_field": "no such field: {fields}; fields are {known}",
    "system_wanted": "{name} does not say in which coordinate system its figures are: state it with --crs (CGCS2000, "
                     "WGS-84, GCJ-02, BD-09, EPSG:4549 …)",
    "no_row": "{name}: there is no row in it",
    "no_place_columns": "{name}: no columns for longitude (经度, X) and latitude (纬度, Y); found: {found}. Name "
                        "others with --column FIELD=HEADING",
    "too_many_rows": "{name} has over {limit:,} rows, which are the most taken at once: split it",
    "heading_twice": "{name}: the heading {heading!r} stands {times} times in row {row}: rename the column that is not "
                     "meant",
    "no_column": "{name}: no column {lacking}; it has: {found}",
    "no_csv": "{name} is no proper CSV: {error}",
    "locked": "{name} is locked by a password",
    "no_spreadsheet": "{name} is no spreadsheet that can be read: {error}",
    "damaged_or_cut": "{name} is damaged or cut off: {error}",
    "damaged_or_locked": "{name} is damaged or locked: {error}",
    "many_parts": "{name} holds {count:,} parts, at most {limit:,} are read",
    "unpacks_large": "{name} would unpack from {packed:,.1f} to {size:,.0f} MB; at most {limit:,.0f} MB are read",
    "no_workbook": "{name} is a zip archive but no Excel workbook: save it as .xlsx",
    "unpacks_lying": "{name} unpacks to over {limit:,.0f} MB, although it says {size:,.0f}",
    "many_cells": "{name} spans {rows:,} rows × {columns:,} columns, at most {limit:,} cells are read: split it",
    "rows_at_once": "{name} has {rows:,} rows, at most {limit:,} are taken at once: split it",
    # one feature
    "feature": "feature {number}",
    "feature_named": "feature {number} ({name})",
    "code": "code {code}",
    "no_feature": "is not a GeoJSON Feature",
    "no_name_property": "has no name; its properties are: {known} (choose one with --name-property)",
    "no_code_property": "has no code; choose a property with --code-property, or say --codes '{name}=…'",
    "no_ground": "covers no ground",
    "level_unknown": "says it is of level {level!r}, which is none of {known}: state it with --level",
    "no_parent_property": "has no property {name!r} that names its outer area",
    "no_outline": "has no outline",
    "other_geometry": "is a {kind}; an area is a Polygon or MultiPolygon",
    "outline_unreadable": "has an outline that cannot be read: {why}",
    "ring_open": "a ring is not closed; its last point must be its first",
    "no_lists": "its coordinates are no lists of numbers",
    "reader_says": "{words}",
    "empty_outline": "has an empty outline",
    "exchanged": "longitude and latitude look exchanged ({x:.4f}, {y:.4f})",
    "projected": "has coordinates such as ({x:.8g}, {y:.8g}) that are no degrees: the file is projected, {likely}",
    "likely_three": "as CGCS2000 in 3-degree zone {zone} it seems: say --crs EPSG:{epsg} if that is so",
    "likely_mercator": "as web Mercator it seems: say --crs EPSG:3857 if that is so",
    "likely_six": "as CGCS2000 in 6-degree zone {zone} it seems: say --crs EPSG:{epsg} if that is so",
    "likely_meridian": "by a meridian of which the numbers tell nothing: ask whoever made it for the zone, and say it, "
                       "e.g. --crs EPSG:4549 for the meridian 120°",
    "likely_none": "state its system, e.g. --crs EPSG:4549",
    "elsewhere": "does not lie where {system} is used",
    "elsewhere_because": "does not lie where {system} is used: {error}",
    "too_wide": "reaches from ({west:.4f}, {south:.4f}) to ({east:.4f}, {north:.4f}): no district is that large; is "
                "the coordinate system stated rightly?",
    "fault_at": "{fault} at ({x:.6f}, {y:.6f})",
    "fault": "{fault}",
    "not_mended": "{fault} (longitude, latitude); --repair mends it and says what changed",
    "nothing_left": "{fault}: nothing is left when it is mended",
    "twice": "stands twice: {first} and {second}",
    # one row
    "row": "row {row}",
    "no_coordinates": "has no coordinates that are numbers",
    "no_point": "has no Point or LineString",
    "row_exchanged": "longitude and latitude look exchanged ({x:.6g}, {y:.6g})",
    "row_projected": "({x:.8g}, {y:.8g}) are no degrees: if the file is projected, state its system, e.g. --crs "
                     "EPSG:4549",
    "row_elsewhere": "({x:.8g}, {y:.8g}) does not lie where {system} is used",
    "rows_elsewhere": "the coordinates do not lie where {system} is used: {error}",
    "row_nowhere": "(0, 0) is what programs write for no place",
    "kind_missing": "does not say what kind of place it is; --kind says it for a whole list",
    "kind_unknown": "the kind {kind!r} is not known; known are {known}",
    "name_missing": "has no name",
    "post_unnumbered": "is a lamp post without a number",
    "component_code_missing": "has no code (部件标识码)",
    "class_malformed": "{code!r} is no class: 2 digits of the major and 2 or 3 of the minor class",
    "state_unknown": "the state {state!r} is not known; known are {known}",
    "camera_malformed": "{code!r} is no id of 20 digits (GB/T 28181); a spreadsheet that made a number of it has lost "
                        "digits: format the column as text",
    "camera_no_camera": "{code} is of type {kind}: a camera is 131 or 132",
    "camera_no_area": "{code} begins with no province",
    "address_malformed": "its stream address holds spaces or is too long",
    "code_twice": "the code {code} stands twice, first in row {row}",
    "field_no_number": "{field}: {value!r} is no number",
    "field_out_of_range": "{field}: {value} does not lie in {low:g}…{high:g}",
    "text_too_long": "{text!r}… has {length:,} characters, at most {limit} are kept",
    "server_refused": "{message} ({code})",
    "time_missing": "no time given",
    "time_unclear": "{text!r} could be day/month or month/day: write it as year-month-day",
    "time_unknown": "{text!r} is no time in a form known here, such as 2019-04-25 09:32:09",
    "time_number": "the number {value:g} is no time",
    "time_unreal": "{text!r} is no real time: {error}",
    "time_year": "the year {year} cannot be meant",
    # the coordinate system against what is known
    "gcj_as_degrees": "the file is in GCJ-02 and was declared as CGCS2000 or WGS-84: say --crs GCJ-02",
    "bd_as_degrees": "the file is in BD-09 and was declared as CGCS2000 or WGS-84: say --crs BD-09",
    "degrees_as_gcj": "the file is in CGCS2000 or WGS-84 and was declared as GCJ-02: say --crs CGCS2000",
    "degrees_as_bd": "the file is in CGCS2000 or WGS-84 and was declared as BD-09: say --crs CGCS2000",
    "bd_as_gcj": "the file is in BD-09 and was declared as GCJ-02: say --crs BD-09",
    "gcj_as_bd": "the file is in GCJ-02 and was declared as BD-09: say --crs GCJ-02",
    "shift_unknown": "no known shift fits; is the coordinate system stated rightly?",
    "shifted": "{points} known points of this file lie {metres:,.0f} m (median) beside where they are known: {fault}",
    "shift_refused": "{shift}. Nothing was stored; --despite-shift stores it as declared",
    "level_unchecked": "the coordinate system of level {level} could not be checked: too few areas are known by code",
    "list_unchecked": "the coordinate system could not be checked: too few of these are known by name or code",
    # notes
    "crs_overruled": "the file says {told}, read as {system} because --crs says so",
    "crs_in_file": "coordinate system {system}, as the file says",
    "crs_assumed": "no coordinate system stated: read as WGS-84 = CGCS2000 degrees (RFC 7946); --crs states another",
    "table_read_as": "the table is read as {encoding}; --encoding states another",
    "read_as_gbk": "the file is not UTF-8 but reads as GBK: read so",
    "nul_left_out": "{count:,} NUL characters left out",
    "sheet": "read from sheet {sheet}",
    "no_heights": "heights are left out (first at {where})",
    "mended": "{where}: {fault}: mended, {parts} part(s), area {change:+.4%}",
    "overlap": "{first} and {second} overlap by {km2:,.3f} km²: there a point belongs to the cells that were made "
               "first",
    "more_overlaps": "… and {count:,} more overlaps",
    "gap": "{level}: ground that no area has any more: {m2:,.0f} m² at {codes}",
    "outside": "{level}: beyond the area around: {m2:,.0f} m² at {codes}",
    "below": "{level}: areas inside that stick out: {m2:,.0f} m² at {codes}",
    "lie_on": "{level}: lie on each other: {m2:,.0f} m² at {codes}",
    "and_more": "{codes} and {more} more",
    "report_unwritten": "the report {path} cannot be written: {error}",
    "other_fault": "{level}: {kind}: {m2:,.0f} m² at {codes}",
}


class ImportReason(str):
    """The English sentence, which remembers its code and facts; it is text wherever nobody asks for more."""

    __slots__ = ("code", "facts")
    code: str
    facts: dict[str, Any]


def because(code: str, /, **facts: Any) -> ImportReason:
    """The reason ``code`` with the facts that its sentence names. Raises KeyError for a code that nobody knows."""
    made = ImportReason(ENGLISH[code].format(**facts))
    made.code, made.facts = code, facts
    return made
