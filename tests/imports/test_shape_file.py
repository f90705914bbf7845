"""Shapefiles, good and bad."""

from __future__ import annotations

import struct
from contextlib import suppress
from pathlib import Path
from typing import Any

import pyproj
import pytest
import shapefile

from app.imports import area_file
from app.imports.area_file import AreaFileOptions, read_area_file
from app.imports.problems import ImportRefused
from tests.imports.made_files import box_ring

NAME = "路桥街道"
BOX = [tuple(point) for point in box_ring(121.37, 28.58, 0.01)]


def make(path: Path, *, encoding: str = "utf-8", epsg: int | None = 4490, cpg: str | None = "UTF-8",
         rings: list[Any] | None = None, name: str = NAME, kind: int = shapefile.POLYGON) -> Path:
    with shapefile.Writer(str(path.with_suffix("")), shapeType=kind, encoding=encoding) as writer:
        writer.field("NAME", "C", size=60)
        writer.field("CODE", "C", size=20)
        for number in range(2):
            if kind == shapefile.POLYGON:
                writer.poly(rings or [[(x + number * 0.02, y) for x, y in BOX][::-1]])
            else:
                writer.point(121.0, 28.0)
            writer.record(f"{name}{number}", f"33100400{number}")
    if epsg is not None:
        path.with_suffix(".prj").write_text(pyproj.CRS.from_epsg(epsg).to_wkt("WKT1_ESRI"))
    if cpg is not None:
        path.with_suffix(".cpg").write_text(cpg)
    return path


def refusal(path: Path, **options: Any) -> str:
    with pytest.raises(ImportRefused) as caught:
        read_area_file(path, AreaFileOptions(**options))
    return "\n".join([str(caught.value), *map(str, caught.value.problems)])


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "街道.shp"


@pytest.mark.parametrize(("encoding", "cpg"), [("utf-8", "UTF-8"), ("utf-8", None), ("gbk", "GBK"), ("gbk", None),
                                               ("gbk", "936"), ("gbk", "UTF-8")])
def test_that_names_are_read_in_the_encoding_of_their_office(file, encoding, cpg):
    make(file, encoding=encoding, cpg=cpg)
    assert [(draft.name, draft.code) for draft in read_area_file(file, AreaFileOptions()).drafts] == [
        (f"{NAME}0", "331004000"), (f"{NAME}1", "331004001")]


def test_that_a_projected_file_is_brought_to_degrees(file):
    east, north = pyproj.Transformer.from_crs(4490, 4549, always_xy=True).transform(*zip(*BOX, strict=True))
    make(file, epsg=4549, rings=[list(zip(east, north, strict=True))[::-1]])
    found = read_area_file(file, AreaFileOptions())
    assert found.drafts[0].centre == pytest.approx((121.375, 28.585), abs=1e-3)
    assert any("EPSG:4549" in note for note in found.notes)


def test_that_holes_stay_holes(file):
    hole = [(x, y) for x, y in box_ring(121.373, 28.583, 0.002)]
    make(file, rings=[BOX[::-1], hole])
    assert len(read_area_file(file, AreaFileOptions()).drafts[0].outline["coordinates"]) == 2


def test_that_without_a_system_nothing_is_guessed(file):
    make(file, epsg=None)
    assert "state the system with --crs" in refusal(file)
    assert len(read_area_file(file, AreaFileOptions(crs="CGCS2000")).drafts) == 2


def test_that_degrees_in_a_projected_system_and_the_other_way_round_are_refused(file):
    assert "no degrees" in refusal(make(file, rings=[[(x * 1000, y * 1000) for x, y in BOX[::-1]]]))
    assert "does not lie where" in refusal(make(file, epsg=4549, rings=[[(x * 1e9, y * 1e9) for x, y in BOX[::-1]]]))
    assert "Xi'an 1980" in refusal(make(file, epsg=4610))
    file.with_suffix(".prj").write_text("GEOGCS[oh")
    assert "cannot be understood" in refusal(file)


def test_that_what_is_missing_cut_off_or_something_else_is_told(file, monkeypatch):
    assert "holds points" in refusal(make(file, kind=shapefile.POINT))
    make(file)
    whole, table = file.read_bytes(), file.with_suffix(".dbf").read_bytes()
    file.write_bytes(b"")
    assert "is empty" in refusal(file)
    file.write_bytes(b"hello" * 100)
    assert "no shapefile" in refusal(file)
    file.write_bytes(whole[:-40])
    assert "cut off" in refusal(file)
    file.write_bytes(whole)
    file.with_suffix(".dbf").write_bytes(table[:50])
    assert "damaged" in refusal(file)
    file.with_suffix(".dbf").write_bytes(table)
    monkeypatch.setattr(area_file, "MOST_FEATURES", 1)
    assert "at most 1 are read" in refusal(file)
    monkeypatch.setattr(area_file, "LARGEST_FILE", 10)
    assert "split it" in refusal(file)
    monkeypatch.undo()
    file.with_suffix(".dbf").unlink()
    assert ".dbf is not beside it" in refusal(file)
    file.unlink()
    assert "cannot be read" in refusal(file)


def test_that_no_broken_byte_ends_in_a_traceback(file):
    """Each of these is read or refused in words."""
    make(file)
    whole = file.read_bytes()
    for at in range(28, len(whole), 3):
        for value in (0x00, 0x7F, 0xFF):
            if at in range(24, 32):
                continue
            file.write_bytes(whole[:at] + bytes([value]) + whole[at + 1:])
            with suppress(ImportRefused):
                read_area_file(file, AreaFileOptions())


def test_that_a_count_out_of_this_world_is_refused(file):
    make(file)
    whole = bytearray(file.read_bytes())
    struct.pack_into("<i", whole, 100 + 8 + 4 + 32, 2**30)  # rings of the first outline
    file.write_bytes(whole)
    assert "damaged" in refusal(file)
