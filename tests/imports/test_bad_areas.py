"""Areas as offices send them and as nobody should: numbers that are none, rings that do not close, tables in old
encodings, codes that stand twice, files without end. Each is read, or refused in a sentence."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Any

import pytest

from app.imports.area_file import LARGEST_FILE, AreaFileOptions, read_area_file
from app.imports.text_file import CHINESE
from tests.imports.made_files import box_ring, feature, write_geojson
from tests.imports.test_shape_file import BOX, make, refusal

RING = box_ring(121.37, 28.58, 0.01)
FAR = 2**40     # bytes of a file that is a hole on the disk: whoever reads it whole does not come back


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "街道.shp"


@pytest.fixture
def document(tmp_path: Path) -> Path:
    return tmp_path / "街道.geojson"


@pytest.mark.parametrize("number", ["1e999", "-1e999", "NaN", "Infinity", "-Infinity", "null", '"121"', "true"])
def test_that_a_number_that_is_none_is_refused(document: Path, number: str) -> None:
    write_geojson(document, feature("坏", [RING], code="1"))
    document.write_text(document.read_text("utf-8").replace("121.37,", f"{number},"), "utf-8")
    assert "坏" in refusal(document) or "is not a number" in refusal(document)


@pytest.mark.parametrize("number", [float("nan"), float("inf"), float("-inf"), 1e308])
@pytest.mark.parametrize("place", [0, 3])
def test_that_a_shapefile_with_a_number_that_is_none_is_refused(file: Path, number: float, place: int) -> None:
    """A corner in the middle, and the one at which a ring begins and ends."""
    make(file)
    data = bytearray(file.read_bytes())
    first = 100 + 8 + 4 + 32 + 4 + 4 + 4
    for at in {place, 0, 4} if place == 0 else {place}:
        struct.pack_into("<d", data, first + 16 * at, number)
    file.write_bytes(data)
    assert "街道" in refusal(file)


def test_that_a_ring_of_a_shapefile_that_does_not_close_is_told(file: Path) -> None:
    make(file)
    data = bytearray(file.read_bytes())
    struct.pack_into("<d", data, 100 + 8 + 4 + 32 + 4 + 4 + 4 + 16 * 4, 121.3705)
    file.write_bytes(data)
    assert "feature 1 (路桥街道0): has an outline that cannot be read: a ring is not closed" in refusal(file)


def test_that_islands_and_their_holes_stay_in_a_shapefile(file: Path) -> None:
    island = [(x + 0.05, y) for x, y in BOX]
    holes = [[(x + shift, y) for x, y in box_ring(121.373, 28.583, 0.002)] for shift in (0, 0.05)]
    make(file, rings=[BOX[::-1], island[::-1], *holes])
    outline = read_area_file(file, AreaFileOptions()).drafts[0].outline
    assert outline["type"] == "MultiPolygon"
    assert [len(polygon) for polygon in outline["coordinates"]] == [2, 2]


def test_that_codes_that_stand_twice_are_all_told(document: Path, file: Path) -> None:
    write_geojson(document, *(feature(name, [RING], code=code) for name, code in (
        ("甲", "1"), ("乙", "1"), ("丙", "2"), ("丁", " 1 "), ("戊", "2"))))
    said = refusal(document)
    assert said.count("stands twice") == 3
    make(file)
    table = file.with_suffix(".dbf")
    table.write_bytes(table.read_bytes().replace(b"331004001", b"331004000"))
    assert "code 331004000: stands twice: 路桥街道0 and 路桥街道1" in refusal(file)


@pytest.mark.parametrize(("encoding", "name"), [
    ("gbk", "喆街道"), ("gb18030", "㙍头村"), ("utf-8", "卖芝桥"), ("gbk", "峰江街道")])
def test_that_a_table_without_cpg_is_read_in_the_encoding_that_fits(file: Path, encoding: str, name: str) -> None:
    make(file, encoding=encoding, cpg=None, name=name)
    assert [draft.name for draft in read_area_file(file, AreaFileOptions()).drafts] == [f"{name}0", f"{name}1"]


@pytest.mark.parametrize("told", ["", "\ufeffUTF-8", "utf8\r\n", "klingon", "936\x00", "\x00", "GB18030", "ANSI 936"])
def test_that_an_odd_cpg_does_no_harm(file: Path, told: str) -> None:
    make(file, encoding="utf-8" if "utf" in told.lower() else "gbk")
    file.with_suffix(".cpg").write_bytes(told.encode())
    assert [draft.name for draft in read_area_file(file, AreaFileOptions()).drafts] == ["路桥街道0", "路桥街道1"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", CHINESE])
def test_that_a_document_with_a_mark_or_in_an_old_encoding_is_read_or_says_how(document: Path, encoding: str) -> None:
    write_geojson(document, feature("路桥区", [RING], code="331004"), encoding=encoding)
    options: dict[str, Any] = {"encoding": "gbk"} if encoding == CHINESE else {}
    if options:
        assert "--encoding gbk" in refusal(document)
    assert read_area_file(document, AreaFileOptions(**options)).drafts[0].name == "路桥区"


@pytest.mark.parametrize("ending", [".geojson", ".shp", ".dbf", ".prj", ".cpg"])
def test_that_a_file_without_end_is_refused_before_it_is_read(file: Path, ending: str) -> None:
    make(file)
    write_geojson(file.with_suffix(".geojson"), feature("甲", [RING], code="1"))
    endless = file.with_suffix(ending)
    with endless.open("r+b") as stream:
        stream.truncate(FAR)
    asked = endless if ending == ".geojson" else file
    if ending in (".cpg", ".prj"):      # only what they begin with counts
        assert len(read_area_file(asked, AreaFileOptions()).drafts) == 2
    else:
        assert f"{LARGEST_FILE // 2**20:,} MB" in refusal(asked)
