"""Spreadsheets and outlines made for the tests, good and hostile: written byte by byte, so that they can lie."""

from __future__ import annotations

import json
import struct
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

_TYPES = ('<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
          '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
          '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType='
          '"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName='
          '"/xl/worksheets/sheet1.xml" ContentType='
          '"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>')
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELS = ('<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
         f'<Relationship Id="rId1" Type="{_RELATION}/{{kind}}" Target="{{target}}"/></Relationships>')
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_BOOK = (f'<?xml version="1.0"?><workbook xmlns="{_MAIN}" xmlns:r="{_RELATION}"><sheets>'
         '<sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>')
SHEET = "xl/worksheets/sheet1.xml"


def column_letters(index: int) -> str:
    """0 → A, 26 → AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cell_xml(row: int, column: int, value: object) -> str:
    """One cell; text goes inline."""
    place = f"{column_letters(column)}{row}"
    if isinstance(value, int | float):
        return f'<c r="{place}"><v>{value}</v></c>'
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(str(value))}</t></is></c>'


def sheet_xml(rows: Iterable[Sequence[object]]) -> str:
    """A whole sheet."""
    lines = (
        f'<row r="{number}">{"".join(cell_xml(number, column, value) for column, value in enumerate(row))}</row>'
        for number, row in enumerate(rows, 1)
    )
    return f'<?xml version="1.0"?><worksheet xmlns="{_MAIN}"><sheetData>{"".join(lines)}</sheetData></worksheet>'


def write_xlsx(path: Path, rows: Iterable[Sequence[object]] = (), *, sheet: str | None = None) -> Path:
    """A workbook with one sheet; ``sheet`` is its XML when the rows do not say it."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("_rels/.rels", _RELS.format(kind="officeDocument", target="xl/workbook.xml"))
        archive.writestr("xl/workbook.xml", _BOOK)
        archive.writestr("xl/_rels/workbook.xml.rels", _RELS.format(kind="worksheet", target="worksheets/sheet1.xml"))
        archive.writestr(SHEET, sheet if sheet is not None else sheet_xml(rows))
    return path


def understate_sizes(path: Path, claimed: int) -> None:
    """Make the zip directory claim that every entry unpacks to ``claimed`` bytes."""
    data = bytearray(path.read_bytes())
    for sign, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        at = data.find(sign)
        while at >= 0:
            struct.pack_into("<I", data, at + offset, claimed)
            at = data.find(sign, at + 4)
    path.write_bytes(bytes(data))


def feature(name: str, rings: Any, kind: str = "Polygon", **properties: Any) -> dict[str, Any]:
    """A GeoJSON feature."""
    return {"type": "Feature", "properties": {"name": name, **properties},
            "geometry": {"type": kind, "coordinates": rings}}


def write_geojson(path: Path, *features: dict[str, Any], crs: str = "", encoding: str = "utf-8") -> Path:
    """A FeatureCollection."""
    document: dict[str, Any] = {"type": "FeatureCollection", "features": list(features)}
    if crs:
        document["crs"] = {"type": "name", "properties": {"name": crs}}
    path.write_bytes(json.dumps(document, ensure_ascii=False).encode(encoding))
    return path


def box_ring(west: float, south: float, width: float, height: float | None = None) -> list[list[float]]:
    """A closed ring, counter-clockwise."""
    east, north = round(west + width, 9), round(south + (width if height is None else height), 9)
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]
