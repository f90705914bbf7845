"""GeoJSON files, good and bad: each fault is told with its feature and its place."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from app.domain.area import AreaLevel
from app.imports.area_file import LARGEST_FILE, MOST_FEATURES, AreaFile, AreaFileOptions, read_area_file
from app.imports.coordinates import to_bd09, to_gcj02
from app.imports.problems import Cancelled, ImportRefused
from tests.imports.made_files import box_ring, feature, write_geojson

LUQIAO = box_ring(121.37, 28.58, 0.01)
CROSSED = [[121.0, 28.0], [121.1, 28.1], [121.1, 28.0], [121.0, 28.1], [121.0, 28.0]]


def read(path: Path, **options: Any) -> AreaFile:
    return read_area_file(path, AreaFileOptions(**options))


def refusal(path: Path, **options: Any) -> str:
    """Everything that is said about a file that is refused."""
    with pytest.raises(ImportRefused) as caught:
        read(path, **options)
    return "\n".join([str(caught.value), *map(str, caught.value.problems)])


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "areas.geojson"


def test_that_names_codes_and_outlines_are_taken_over(file: Path) -> None:
    write_geojson(file, feature("路桥区", [LUQIAO], code="331004"),
                  feature("椒江区", [box_ring(121.4, 28.6, 0.01)], code=331002.0))
    found = read(file)
    assert [(draft.name, draft.code, draft.level) for draft in found.drafts] == [
        ("路桥区", "331004", AreaLevel.DISTRICT), ("椒江区", "331002", AreaLevel.DISTRICT)]
    assert found.drafts[0].outline == {"type": "Polygon", "coordinates": [LUQIAO]}
    assert found.drafts[0].area_m2 == pytest.approx(1_084_500, rel=0.001)
    assert 121.37 < found.drafts[0].centre[0] < 121.38
    assert any("RFC 7946" in note for note in found.notes), "what is assumed is said"


def test_that_islands_and_holes_stay(file: Path) -> None:
    rings = [[LUQIAO, box_ring(121.372, 28.582, 0.001)], [box_ring(121.39, 28.58, 0.001)]]
    write_geojson(file, feature("岛区", rings, "MultiPolygon", code="1"))
    outline = read(file).drafts[0].outline
    assert [len(polygon) for polygon in outline["coordinates"]] == [2, 1]


@pytest.mark.parametrize("system", ["GCJ-02", "BD-09"])
def test_that_shifted_coordinates_are_brought_back(file: Path, system: str) -> None:
    shift = {"GCJ-02": to_gcj02, "BD-09": to_bd09}[system]
    write_geojson(file, feature("路桥区", [shift(np.array(LUQIAO)).tolist()], code="331004"))
    found = read(file, crs=system).drafts[0].outline["coordinates"][0]
    assert np.abs(np.array(found) - np.array(LUQIAO)).max() < 1e-8


def test_that_the_crs_member_counts_unless_a_person_says_otherwise(file: Path) -> None:
    metres = box_ring(40_600_000, 3_160_000, 1_000)
    write_geojson(file, feature("路桥区", [metres], code="331004"), crs="urn:ogc:def:crs:EPSG::4528")
    found = read(file)
    assert found.drafts[0].area_m2 == pytest.approx(1_000_000, rel=0.001)
    assert 121.0 < found.drafts[0].centre[0] < 121.1
    write_geojson(file, feature("路桥区", [LUQIAO], code="331004"), crs="EPSG:4326")
    assert any("because --crs says so" in note for note in read(file, crs="GCJ-02").notes)


def test_that_properties_can_be_chosen_and_codes_given(file: Path) -> None:
    write_geojson(file, feature("", [LUQIAO], XZQMC="路桥街道", XZQDM="331004001", UP="331004"))
    found = read(file, level=AreaLevel.STREET, name_property="XZQMC", code_property="XZQDM",
                 parent_property="UP").drafts[0]
    assert (found.name, found.code, found.parent_code) == ("路桥街道", "331004001", "331004")
    write_geojson(file, feature("路桥区", [LUQIAO]), feature("椒江区", [LUQIAO]))
    assert read(file, codes={"路桥区": "331004"}, only=frozenset({"路桥区"})).drafts[0].code == "331004"
    said = refusal(file)
    assert "feature 2 (椒江区): has no code" in said
    assert "--codes '椒江区=…'" in said


def test_that_a_crossing_is_told_with_its_place_and_mended_on_request(file: Path) -> None:
    write_geojson(file, feature("好", [LUQIAO], code="1"), feature("坏", [CROSSED], code="2"))
    said = refusal(file)
    assert "feature 2 (坏): self-intersection at (121.050000, 28.050000)" in said
    assert "feature 1" not in said
    mended = read(file, repair=True)
    assert len(mended.drafts[1].outline["coordinates"]) == 2, "a bow tie is two triangles"
    assert any("feature 2 (坏): self-intersection" in note and "2 part(s)" in note for note in mended.notes)


@pytest.mark.parametrize(("change", "words"), [
    ({"geometry": None}, "has no outline"),
    ({"geometry": {"type": "Point", "coordinates": [1, 2]}}, "is a Point"),
    ({"geometry": {"type": "Polygon", "coordinates": []}}, "empty outline"),
    ({"geometry": {"type": "Polygon", "coordinates": [[[1, 2], [3, 4]]]}}, "cannot be read"),
    ({"geometry": {"type": "Polygon", "coordinates": "no"}}, "cannot be read: its coordinates are no lists of numbers"),
    ({"geometry": {"type": "Polygon", "coordinates": None}}, "its coordinates are no lists of numbers"),
    ({"geometry": {"type": "Polygon", "coordinates": [[[1, 2], [1, 3], [2, 3], [2, 2]]]}}, "a ring is not closed"),
    ({"geometry": {"type": "Polygon", "coordinates": [box_ring(500_000, 3_160_000, 100)]}}, "the file is projected"),
    ({"geometry": {"type": "Polygon", "coordinates": [[list(reversed(p)) for p in LUQIAO]]}}, "look exchanged"),
    ({"geometry": {"type": "Polygon", "coordinates": [[[1, 2], [1, 2], [1, 2], [1, 2]]]}}, "too few points"),
    ({"geometry": {"type": "Polygon", "coordinates": [[[179, 8], [-179, 8], [-179, 9], [179, 8]]]}}, "that large"),
    ({"properties": None}, "has no name"),
    ({"properties": {"name": "\x00\u202e ", "code": "1"}}, "has no name"),
    ({"properties": {"name": True}}, "has no name"),
    ({"type": "Nothing"}, "is not a GeoJSON Feature"),
])
def test_that_each_fault_is_told(file: Path, change: dict[str, Any], words: str) -> None:
    write_geojson(file, feature("好", [LUQIAO], code="1"), feature("坏", [LUQIAO], code="2") | change)
    said = refusal(file)
    assert "feature 2" in said
    assert words in said


def test_that_a_code_that_stands_twice_is_told(file: Path) -> None:
    write_geojson(file, feature("甲", [LUQIAO], code="1"), feature("乙", [LUQIAO], code="1"))
    assert "code 1: stands twice: 甲 and 乙" in refusal(file)


@pytest.mark.parametrize(("data", "words"), [
    (b"", "is empty"), (b" \n\t ", "is empty"), (b"{", "cut off"), (b'{"type": "FeatureCollection", "feat', "cut off"),
    (b"name,code\n1,2\n", "is not JSON"), (b"[1, 2]", "not GeoJSON"), (b'"text"', "not GeoJSON"),
    (b"{}", "not GeoJSON"), (b'{"type": "FeatureCollection"}', "no list 'features'"),
    (b'{"type": "FeatureCollection", "features": []}', "is empty"),
    (b'{"type": "Topology"}', "holds no areas"), (b"[" * 100_000, "nested too deeply"),
    (b'{"type": "Polygon", "coordinates": []}', "wrap it in a Feature"),
    (b'{"type": "Feature", "a": NaN}', "NaN is not a number"),
    (b'{"type": "Feature", "a": ' + b"1" * 10_000 + b"}", "a number that no outline can have"),
    (b"PK\x03\x04" + b"\0" * 50, "zip archive"), (b"\0\0\x27\x0a" + b"\0" * 96, "shapefile"),
    (b'{"type": "Feature\0"}', "NUL"), (b"\xff\xfe\xfd", "cannot be read|is not UTF-16"),
])
def test_that_a_file_of_another_kind_is_named(file: Path, data: bytes, words: str) -> None:
    file.write_bytes(data)
    assert re.search(words, refusal(file))


def test_that_gbk_is_recognised_and_read_when_stated(file: Path) -> None:
    write_geojson(file, feature("路桥区", [LUQIAO], code="331004"), encoding="gbk")
    assert "it reads as GBK: add --encoding gbk" in refusal(file)
    assert read(file, encoding="gbk").drafts[0].name == "路桥区"
    assert "is not known here" in refusal(file, encoding="klingon")


def test_that_a_mark_in_front_does_no_harm(file: Path) -> None:
    write_geojson(file, feature("路桥区", [LUQIAO], code="331004"), encoding="utf-8-sig")
    assert read(file).drafts[0].name == "路桥区"


def test_that_too_many_features_and_too_large_files_are_counted(file: Path) -> None:
    million = 1_000_000
    file.write_bytes(b'{"type": "FeatureCollection", "features": [' + b'{"type": "Feature"},' * million + b"{}]}")
    assert f"1,000,000 features, at most {MOST_FEATURES:,}" in refusal(file)
    with file.open("wb") as stream:
        stream.truncate(LARGEST_FILE + 1)  # a hole: takes no room on the disk
    assert f"at most {LARGEST_FILE // 2**20:,} MB" in refusal(file)


def test_that_a_missing_file_is_a_sentence(tmp_path: Path) -> None:
    assert "No such file" in refusal(tmp_path / "none.geojson")
    assert "cannot be read" in refusal(tmp_path)


def test_that_heights_are_left_out_and_said(file: Path) -> None:
    write_geojson(file, feature("路桥区", [[[x, y, 4.5] for x, y in LUQIAO]], code="331004"))
    found = read(file)
    assert found.drafts[0].outline["coordinates"] == [LUQIAO]
    assert any("heights are left out" in note for note in found.notes)


def test_that_the_real_outlines_can_be_read(real_data: Path) -> None:
    path = real_data / "taizhou_districts.geojson"
    names = [entry["properties"]["name"] for entry in json.loads(path.read_text(encoding="utf-8"))["features"]]
    found = read(path, codes={name: f"33{number:04}" for number, name in enumerate(names)})
    assert len(found.drafts) == 9
    luqiao = next(draft for draft in found.drafts if draft.name == "路桥区")
    assert luqiao.area_m2 / 1e6 == pytest.approx(360.57, abs=0.01)


def test_that_each_feature_says_its_own_level_unless_a_person_states_one(file: Path) -> None:
    write_geojson(file, feature("一网格", [LUQIAO], code="1", level="grid_cell", parent_code="C1"),
                  feature("一街道", [LUQIAO], code="1", level="street", parent_code="D1"))
    assert [(draft.level, draft.parent_code) for draft in read(file).drafts] == [
        (AreaLevel.STREET, "D1"), (AreaLevel.GRID_CELL, "C1")]
    write_geojson(file, feature("某市", [LUQIAO], code="1", level="city"))
    assert "'city'" in refusal(file)
    assert read(file, level=AreaLevel.DISTRICT).drafts[0].level is AreaLevel.DISTRICT


@pytest.mark.parametrize(("west", "south", "words"), [
    (40_535_000, 3_166_000, "3-degree zone 40 it seems: say --crs EPSG:4528"),
    (13_511_000, 3_323_000, "web Mercator it seems: say --crs EPSG:3857"),
    (635_000, 3_166_000, "ask whoever made it for the zone"),
])
def test_that_projected_numbers_are_named_and_never_converted_on_a_guess(tmp_path, west, south, words):
    ring = [[west, south], [west + 900, south], [west + 900, south + 900], [west, south + 900], [west, south]]
    path = write_geojson(tmp_path / "metres.geojson", feature("甲区", [ring], code="331098"))
    with pytest.raises(ImportRefused) as caught:
        read_area_file(path, AreaFileOptions())
    assert words in str(caught.value.problems[0])


def test_that_reading_a_long_file_tells_how_far_it_is_and_can_be_stopped(tmp_path):
    rings = [[[121.5 + n * 1e-4, 28.5], [121.50009 + n * 1e-4, 28.5], [121.50009 + n * 1e-4, 28.50009],
              [121.5 + n * 1e-4, 28.5]] for n in range(1_001)]
    path = write_geojson(tmp_path / "long.geojson",
                         *(feature(f"格{n}", [ring], code=f"C{n}") for n, ring in enumerate(rings)))
    told: list[tuple[int, int]] = []

    def stop(done: int, total: int, _words: str) -> None:
        told.append((done, total))
        raise Cancelled("stopped")

    with pytest.raises(Cancelled):
        read_area_file(path, AreaFileOptions(), stop)
    assert told == [(500, 1_001)]


def test_that_mixed_geometry_is_told_feature_by_feature_and_markup_stays_text(tmp_path):
    ring = [[121.5, 28.5], [121.51, 28.5], [121.51, 28.51], [121.5, 28.5]]
    line = {"type": "Feature", "properties": {"name": "路", "code": "1"},
            "geometry": {"type": "LineString", "coordinates": ring}}
    bag = {"type": "Feature", "properties": {"name": "袋", "code": "2"},
           "geometry": {"type": "GeometryCollection", "geometries": []}}
    good = feature("<script>alert(1)</script>", [ring], code="3")
    with pytest.raises(ImportRefused) as caught:
        read_area_file(write_geojson(tmp_path / "mixed.geojson", good, line, bag), AreaFileOptions())
    assert [problem.where for problem in caught.value.problems] == ["feature 2 (路)", "feature 3 (袋)"]
    assert read_area_file(write_geojson(tmp_path / "good.geojson", good), AreaFileOptions()
                          ).drafts[0].name == "<script>alert(1)</script>"
