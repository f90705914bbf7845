"""The sentences for what an import says of a file, by the codes of app/domain/import_reason.py.

Each names facts as the command line does; where a person can do something on the page, it names that.
"""

from __future__ import annotations

from qtpy.QtCore import QT_TRANSLATE_NOOP

SENTENCES = {
    "no_file": QT_TRANSLATE_NOOP("imports", "There is no file {path}."),
    "unreadable": QT_TRANSLATE_NOOP("imports", "{path} cannot be read: {error}"),
    "empty": QT_TRANSLATE_NOOP("imports", "{name} is empty."),
    "too_large": QT_TRANSLATE_NOOP(
        "imports",
        "{name} has {size:,.0f} MB, at most {limit:,.0f} MB are read. Split it."),
    "table_too_large": QT_TRANSLATE_NOOP("imports", "{name} is larger than {limit:,.0f} MB. Split it."),
    "too_many_features": QT_TRANSLATE_NOOP(
        "imports",
        "{name} holds {count:,} features, at most {limit:,} are read. Split it."),
    "no_text_file": QT_TRANSLATE_NOOP("imports", "{name} is another kind of file: {kind}."),
    "wrong_encoding": QT_TRANSLATE_NOOP(
        "imports",
        "{name} is not written in {encoding}: byte {byte:,} in line {line:,}. Choose its encoding."),
    "wrong_encoding_gbk": QT_TRANSLATE_NOOP(
        "imports",
        "{name} is not written in {encoding} (line {line:,}, byte {byte:,}); it reads as GBK. Choose GBK as its "
        "encoding."),
    "unknown_encoding": QT_TRANSLATE_NOOP("imports", "{name}: the encoding {encoding} is not known here."),
    "nul_characters": QT_TRANSLATE_NOOP(
        "imports",
        "{name} holds empty characters (at {at:,}): it is no text file."),
    "no_number": QT_TRANSLATE_NOOP("imports", "{name}: {word} is no number that an outline can have."),
    "cut_off_text": QT_TRANSLATE_NOOP("imports", "{name} ends in the middle (line {line}). Get it again."),
    "not_json": QT_TRANSLATE_NOOP("imports", "{name} is no GeoJSON (line {line}, column {column})."),
    "nested": QT_TRANSLATE_NOOP("imports", "{name} is nested too deeply to be GeoJSON."),
    "long_number": QT_TRANSLATE_NOOP("imports", "{name} holds a number that no outline can have."),
    "not_geojson": QT_TRANSLATE_NOOP("imports", "{name} is no GeoJSON: its kind is missing."),
    "no_features": QT_TRANSLATE_NOOP("imports", "{name}: the list of features is missing."),
    "empty_features": QT_TRANSLATE_NOOP("imports", "{name}: the list of features is empty."),
    "bare_geometry": QT_TRANSLATE_NOOP("imports", "{name} is a bare outline ({kind}) without name and code."),
    "holds_no_areas": QT_TRANSLATE_NOOP("imports", "{name} holds no areas but {kind}."),
    "features_unusable": QT_TRANSLATE_NOOP(
        "imports",
        "{bad} of {total} features of {name} cannot be used. Nothing is stored before all can."),
    "no_area": QT_TRANSLATE_NOOP("imports", "{name}: there is no area in it."),
    "no_area_named": QT_TRANSLATE_NOOP("imports", "{name}: there is no area named {names} in it."),
    "no_prj": QT_TRANSLATE_NOOP("imports", "{prj} is not beside {name}: choose the coordinate system."),
    "crs_unclear": QT_TRANSLATE_NOOP(
        "imports",
        "What the file says of its coordinate system cannot be understood: choose it."),
    "system_unknown": QT_TRANSLATE_NOOP(
        "imports",
        "The coordinate system {system} is not known here. Known are CGCS2000, WGS-84 and their projections, "
        "GCJ-02 and BD-09; Beijing 1954 and Xi'an 1980 must be converted by the surveying office first."),
    "no_dbf": QT_TRANSLATE_NOOP(
        "imports",
        "{table} is not beside {name}. Copy .shp, .dbf, .prj and .cpg together."),
    "table_encoding": QT_TRANSLATE_NOOP("imports", "{name} is not written in {encodings}. Choose its encoding."),
    "shape_empty": QT_TRANSLATE_NOOP("imports", "{name} holds no area."),
    "no_shapefile": QT_TRANSLATE_NOOP("imports", "{name} is no shapefile."),
    "cut_off": QT_TRANSLATE_NOOP("imports", "{name} is cut off. Get it again."),
    "other_shapes": QT_TRANSLATE_NOOP("imports", "{name} holds other shapes ({kind}); areas are polygons."),
    "table_differs": QT_TRANSLATE_NOOP(
        "imports",
        "{name} has {outlines:,} outlines and {table} {rows:,} rows: they do not belong together."),
    "damaged": QT_TRANSLATE_NOOP("imports", "{name} is damaged. Get it again."),
    "prj_unclear": QT_TRANSLATE_NOOP("imports", "{name} cannot be understood: choose the coordinate system."),
    "prj_unknown": QT_TRANSLATE_NOOP(
        "imports",
        "{name} tells of {system}, which is no usual system: choose the coordinate system."),
    "no_such_field": QT_TRANSLATE_NOOP("imports", "There is no field {fields}; fields are {known}."),
    "system_wanted": QT_TRANSLATE_NOOP(
        "imports",
        "{name} does not say in which coordinate system its figures are: choose it."),
    "no_row": QT_TRANSLATE_NOOP("imports", "{name}: there is no row in it."),
    "no_place_columns": QT_TRANSLATE_NOOP(
        "imports",
        "{name}: no columns for longitude and latitude; found are: {found}. Choose them above."),
    "too_many_rows": QT_TRANSLATE_NOOP(
        "imports",
        "{name} has over {limit:,} rows, which are the most taken at once. Split it."),
    "heading_twice": QT_TRANSLATE_NOOP(
        "imports",
        "{name}: the heading {heading} stands {times} times in row {row}. Rename the column that is not meant."),
    "no_column": QT_TRANSLATE_NOOP("imports", "{name}: no column {lacking}; it has: {found}"),
    "no_csv": QT_TRANSLATE_NOOP("imports", "{name} is no proper CSV file."),
    "locked": QT_TRANSLATE_NOOP("imports", "{name} is locked by a password."),
    "no_spreadsheet": QT_TRANSLATE_NOOP("imports", "{name} is no spreadsheet that can be read."),
    "damaged_or_cut": QT_TRANSLATE_NOOP("imports", "{name} is damaged or cut off. Get it again."),
    "damaged_or_locked": QT_TRANSLATE_NOOP("imports", "{name} is damaged or locked."),
    "many_parts": QT_TRANSLATE_NOOP("imports", "{name} holds {count:,} parts, at most {limit:,} are read."),
    "unpacks_large": QT_TRANSLATE_NOOP(
        "imports",
        "{name} would unpack from {packed:,.1f} to {size:,.0f} MB; at most {limit:,.0f} MB are read."),
    "no_workbook": QT_TRANSLATE_NOOP("imports", "{name} is an archive but no workbook. Save it as .xlsx."),
    "unpacks_lying": QT_TRANSLATE_NOOP(
        "imports",
        "{name} unpacks to over {limit:,.0f} MB, although it says {size:,.0f}."),
    "many_cells": QT_TRANSLATE_NOOP(
        "imports",
        "{name} spans {rows:,} rows × {columns:,} columns, at most {limit:,} cells are read. Split it."),
    "rows_at_once": QT_TRANSLATE_NOOP(
        "imports",
        "{name} has {rows:,} rows, at most {limit:,} are taken at once. Split it."),
    "feature": QT_TRANSLATE_NOOP("imports", "Feature {number}"),
    "feature_named": QT_TRANSLATE_NOOP("imports", "Feature {number} ({name})"),
    "code": QT_TRANSLATE_NOOP("imports", "Code {code}"),
    "no_feature": QT_TRANSLATE_NOOP("imports", "is no feature"),
    "no_name_property": QT_TRANSLATE_NOOP(
        "imports",
        "has no name; choose the column of the name. There are: {known}"),
    "no_code_property": QT_TRANSLATE_NOOP("imports", "has no code; choose the column of the code or write it"),
    "no_ground": QT_TRANSLATE_NOOP("imports", "covers no ground"),
    "level_unknown": QT_TRANSLATE_NOOP(
        "imports",
        "says it is of level {level}, which is not known; choose the level above"),
    "no_parent_property": QT_TRANSLATE_NOOP("imports", "does not name its outer area in {name}"),
    "no_outline": QT_TRANSLATE_NOOP("imports", "has no outline"),
    "other_geometry": QT_TRANSLATE_NOOP("imports", "is no area but {kind}"),
    "outline_unreadable": QT_TRANSLATE_NOOP("imports", "has an outline that cannot be read: {why}"),
    "ring_open": QT_TRANSLATE_NOOP("imports", "a ring is not closed"),
    "no_lists": QT_TRANSLATE_NOOP("imports", "its coordinates are no lists of numbers"),
    "reader_says": QT_TRANSLATE_NOOP("imports", "it is malformed"),
    "empty_outline": QT_TRANSLATE_NOOP("imports", "has an empty outline"),
    "exchanged": QT_TRANSLATE_NOOP("imports", "longitude and latitude look exchanged ({x:.4f}, {y:.4f})"),
    "projected": QT_TRANSLATE_NOOP(
        "imports",
        "has coordinates such as ({x:.8g}, {y:.8g}) that are no degrees: the file is projected, {likely}"),
    "likely_three": QT_TRANSLATE_NOOP(
        "imports",
        "as CGCS2000 in 3-degree zone {zone} it seems: type EPSG:{epsg} if that is so"),
    "likely_mercator": QT_TRANSLATE_NOOP("imports", "as web Mercator it seems: type EPSG:3857 if that is so"),
    "likely_six": QT_TRANSLATE_NOOP(
        "imports",
        "as CGCS2000 in 6-degree zone {zone} it seems: type EPSG:{epsg} if that is so"),
    "likely_meridian": QT_TRANSLATE_NOOP(
        "imports",
        "by a meridian of which the numbers tell nothing: ask whoever made it for the zone and type it, e.g. "
        "EPSG:4549 for the meridian 120°"),
    "likely_none": QT_TRANSLATE_NOOP("imports", "type its system, e.g. EPSG:4549"),
    "elsewhere": QT_TRANSLATE_NOOP("imports", "does not lie where {system} is used"),
    "elsewhere_because": QT_TRANSLATE_NOOP("imports", "does not lie where {system} is used"),
    "too_wide": QT_TRANSLATE_NOOP(
        "imports",
        "reaches from ({west:.4f}, {south:.4f}) to ({east:.4f}, {north:.4f}): no district is that large; is the "
        "coordinate system right?"),
    "fault_at": QT_TRANSLATE_NOOP("imports", "the border is faulty ({fault}) at ({x:.6f}, {y:.6f})"),
    "fault": QT_TRANSLATE_NOOP("imports", "the border is faulty ({fault})"),
    "not_mended": QT_TRANSLATE_NOOP("imports", "{fault}; “Mend borders” mends it and says what changed"),
    "nothing_left": QT_TRANSLATE_NOOP("imports", "{fault}: nothing is left when it is mended"),
    "twice": QT_TRANSLATE_NOOP("imports", "stands twice: {first} and {second}"),
    "row": QT_TRANSLATE_NOOP("imports", "Row {row}"),
    "no_coordinates": QT_TRANSLATE_NOOP("imports", "has no coordinates that are numbers"),
    "no_point": QT_TRANSLATE_NOOP("imports", "has no point or line"),
    "row_exchanged": QT_TRANSLATE_NOOP("imports", "longitude and latitude look exchanged ({x:.6g}, {y:.6g})"),
    "row_projected": QT_TRANSLATE_NOOP(
        "imports",
        "({x:.8g}, {y:.8g}) are no degrees: if the file is projected, type its system, e.g. EPSG:4549"),
    "row_elsewhere": QT_TRANSLATE_NOOP("imports", "({x:.8g}, {y:.8g}) does not lie where {system} is used"),
    "rows_elsewhere": QT_TRANSLATE_NOOP("imports", "The coordinates do not lie where {system} is used."),
    "row_nowhere": QT_TRANSLATE_NOOP("imports", "(0, 0) is what programs write for no place"),
    "kind_missing": QT_TRANSLATE_NOOP(
        "imports",
        "does not say what kind of place it is; choose a kind for the whole list"),
    "kind_unknown": QT_TRANSLATE_NOOP("imports", "the kind {kind} is not known; known are {known}"),
    "name_missing": QT_TRANSLATE_NOOP("imports", "has no name"),
    "post_unnumbered": QT_TRANSLATE_NOOP("imports", "is a lamp post without a number"),
    "component_code_missing": QT_TRANSLATE_NOOP("imports", "has no code"),
    "class_malformed": QT_TRANSLATE_NOOP(
        "imports",
        "{code} is no class: 2 digits of the major and 2 or 3 of the minor class"),
    "state_unknown": QT_TRANSLATE_NOOP("imports", "the state {state} is not known; known are {known}"),
    "camera_malformed": QT_TRANSLATE_NOOP(
        "imports",
        "{code} is no id of 20 digits (GB/T 28181); a spreadsheet that made a number of it has lost digits: "
        "format the column as text"),
    "camera_no_camera": QT_TRANSLATE_NOOP("imports", "{code} is of type {kind}: a camera is 131 or 132"),
    "camera_no_area": QT_TRANSLATE_NOOP("imports", "{code} begins with no province"),
    "address_malformed": QT_TRANSLATE_NOOP("imports", "its stream address holds spaces or is too long"),
    "code_twice": QT_TRANSLATE_NOOP("imports", "the code {code} stands twice, first in row {row}"),
    "field_no_number": QT_TRANSLATE_NOOP("imports", "{field}: {value} is no number"),
    "field_out_of_range": QT_TRANSLATE_NOOP("imports", "{field}: {value} does not lie in {low:g}…{high:g}"),
    "text_too_long": QT_TRANSLATE_NOOP("imports", "{text}… has {length:,} characters, at most {limit} are kept"),
    "server_refused": QT_TRANSLATE_NOOP("imports", "the server refused it"),
    "time_missing": QT_TRANSLATE_NOOP("imports", "no day given"),
    "time_unclear": QT_TRANSLATE_NOOP(
        "imports",
        "{text} could be day/month or month/day: write it as year-month-day"),
    "time_unknown": QT_TRANSLATE_NOOP("imports", "{text} is no day in a form known here, such as 2019-04-25"),
    "time_number": QT_TRANSLATE_NOOP("imports", "the number {value:g} is no day"),
    "time_unreal": QT_TRANSLATE_NOOP("imports", "{text} is no real day"),
    "time_year": QT_TRANSLATE_NOOP("imports", "the year {year} cannot be meant"),
    "gcj_as_degrees": QT_TRANSLATE_NOOP("imports", "the file is in GCJ-02. Choose GCJ-02."),
    "bd_as_degrees": QT_TRANSLATE_NOOP("imports", "the file is in BD-09. Choose BD-09."),
    "degrees_as_gcj": QT_TRANSLATE_NOOP("imports", "the file is in CGCS2000 and not in GCJ-02. Choose CGCS2000."),
    "degrees_as_bd": QT_TRANSLATE_NOOP("imports", "the file is in CGCS2000 and not in BD-09. Choose CGCS2000."),
    "bd_as_gcj": QT_TRANSLATE_NOOP("imports", "the file is in BD-09 and not in GCJ-02. Choose BD-09."),
    "gcj_as_bd": QT_TRANSLATE_NOOP("imports", "the file is in GCJ-02 and not in BD-09. Choose GCJ-02."),
    "shift_unknown": QT_TRANSLATE_NOOP("imports", "no known shift fits; is the coordinate system right?"),
    "shifted": QT_TRANSLATE_NOOP(
        "imports",
        "{points} known points of this file lie {metres:,.0f} m beside where they are known: {fault}"),
    "shift_refused": QT_TRANSLATE_NOOP("imports", "{shift} Nothing was stored."),
    "level_unchecked": QT_TRANSLATE_NOOP(
        "imports",
        "The coordinate system could not be checked ({level}): too few areas are known by their codes."),
    "list_unchecked": QT_TRANSLATE_NOOP(
        "imports",
        "The coordinate system could not be checked: too few of these are known by name or code."),
    "crs_overruled": QT_TRANSLATE_NOOP("imports", "The file says {told}, read as {system} as chosen."),
    "crs_in_file": QT_TRANSLATE_NOOP("imports", "Coordinate system {system}, as the file says."),
    "crs_assumed": QT_TRANSLATE_NOOP(
        "imports",
        "The file states no coordinate system: read as WGS-84 = CGCS2000, as GeoJSON prescribes."),
    "table_read_as": QT_TRANSLATE_NOOP("imports", "The table is read as {encoding}."),
    "read_as_gbk": QT_TRANSLATE_NOOP("imports", "The file is read as GBK."),
    "nul_left_out": QT_TRANSLATE_NOOP("imports", "{count:,} empty characters left out."),
    "sheet": QT_TRANSLATE_NOOP("imports", "Read from sheet {sheet}."),
    "no_heights": QT_TRANSLATE_NOOP("imports", "Heights are left out (first at {where})."),
    "mended": QT_TRANSLATE_NOOP("imports", "{where}: {fault}: mended, {parts} part(s), area {change:+.4%}"),
    "overlap": QT_TRANSLATE_NOOP("imports", "{first} and {second} overlap by {km2:,.3f} km²."),
    "more_overlaps": QT_TRANSLATE_NOOP("imports", "… and {count:,} more overlaps"),
    "gap": QT_TRANSLATE_NOOP("imports", "{level}: ground that no area has any more, {m2:,.0f} m², at {codes}"),
    "outside": QT_TRANSLATE_NOOP("imports", "{level}: {m2:,.0f} m² beyond the area around, at {codes}"),
    "below": QT_TRANSLATE_NOOP("imports", "{level}: areas inside stick out by {m2:,.0f} m², at {codes}"),
    "lie_on": QT_TRANSLATE_NOOP("imports", "{level}: {m2:,.0f} m² lie on each other, at {codes}"),
    "and_more": QT_TRANSLATE_NOOP("imports", "{codes} and {more} more"),
    "report_unwritten": QT_TRANSLATE_NOOP("imports", "The file with what is left out cannot be written: {path}"),
    "other_fault": QT_TRANSLATE_NOOP("imports", "{level}: a fault of {m2:,.0f} m² at {codes}"),
}
