"""Areas written for other programs and read back."""

from __future__ import annotations

import json
from datetime import date

import numpy as np
import pyproj
import pytest
import shapefile
import shapely

from app.database.areas import area_outlines, put_areas
from app.domain.area import AreaLevel
from app.exports.area_export import ExportRefused, export_areas
from app.imports.area_file import AreaFileOptions, read_area_file
from app.imports.area_shift import check_area_shift
from app.imports.coordinates import to_gcj02
from app.imports.problems import ImportRefused
from tests.database.clone import PEOPLE

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize("suffix", [".geojson", ".shp"])
@pytest.mark.parametrize("level", list(AreaLevel))
def test_that_what_is_written_is_read_back_the_same(database, tmp_path, suffix, level):
    target, counts = tmp_path / f"区域{suffix}", []
    for _ in range(2):  # the first time rings may begin at another corner
        count = export_areas(database.engine("worker"), level, TODAY, target)
        found = read_area_file(target, AreaFileOptions(level=level))
        assert len(found.drafts) == count > 0
        with database.engine("administrator").begin() as connection:
            before = {area_id: shapely.MultiPolygon([(rings[0], rings[1:]) for rings in outline])
                      for area_id, outline in area_outlines(connection, level)}
            stored = put_areas(connection, found.drafts)
            after = area_outlines(connection, level)
        counts.append(stored.added + stored.changed - count)
        assert sorted(shape.normalize().wkt for shape in before.values()) == sorted(
            shapely.MultiPolygon([(rings[0], rings[1:]) for rings in outline]).normalize().wkt for _, outline in after)
    assert counts[-1] == -count
    assert {file.suffix for file in tmp_path.iterdir()} == (
        {".shp", ".shx", ".dbf", ".prj", ".cpg"} if suffix == ".shp" else {".geojson"})


def test_that_the_files_say_what_they_are(database, tmp_path):
    export_areas(database.engine("worker"), AreaLevel.GRID_CELL, TODAY, tmp_path / "cells.shp")
    assert pyproj.CRS.from_wkt((tmp_path / "cells.prj").read_text()).to_epsg() == 4490
    assert (tmp_path / "cells.cpg").read_text() == "UTF-8"
    with shapefile.Reader(str(tmp_path / "cells")) as reader:
        assert reader.record(0).as_dict()["name"].startswith("单元网格")
        ring = shapely.LinearRing(reader.shape(0).points)
    assert not ring.is_ccw
    export_areas(database.engine("worker"), AreaLevel.GRID_CELL, TODAY, tmp_path / "cells.geojson")
    first = json.loads((tmp_path / "cells.geojson").read_text(encoding="utf-8"))["features"][0]
    assert first["properties"]["valid_from"] == "2020-01-01"
    outer = first["geometry"]["coordinates"]
    assert shapely.LinearRing(outer[0] if first["geometry"]["type"] == "Polygon" else outer[0][0]).is_ccw


def test_that_a_day_has_the_outlines_that_held_then(database, tmp_path):
    export_areas(database.engine("worker"), AreaLevel.GRID_CELL, TODAY, tmp_path / "a.geojson")
    drafts = read_area_file(tmp_path / "a.geojson", AreaFileOptions(level=AreaLevel.GRID_CELL)).drafts
    moved = type(drafts[0])(**{name: getattr(drafts[0], name) for name in drafts[0].__slots__} | {"name": "新名网格"})
    with database.engine("administrator").begin() as connection:
        put_areas(connection, [moved], TODAY)
    for day, wanted in ((TODAY, True), (date(2025, 1, 1), False)):
        export_areas(database.engine("worker"), AreaLevel.GRID_CELL, day, tmp_path / "b.geojson")
        assert ("新名网格" in (tmp_path / "b.geojson").read_text(encoding="utf-8")) is wanted
    with pytest.raises(ExportRefused, match="no area"):
        export_areas(database.engine("worker"), AreaLevel.GRID_CELL, date(1990, 1, 1), tmp_path / "c.shp")


def test_that_what_cannot_be_written_is_refused_and_leaves_nothing(database, tmp_path):
    engine = database.engine("worker")
    for name, words in (("a.kml", "called .geojson or .shp"), ("no/a.shp", "no folder")):
        with pytest.raises(ExportRefused, match=words):
            export_areas(engine, AreaLevel.STREET, TODAY, tmp_path / name)
    (tmp_path / "a.geojson").mkdir()
    with pytest.raises(ExportRefused, match="cannot be written"):
        export_areas(engine, AreaLevel.STREET, TODAY, tmp_path / "a.geojson")
    assert [file.name for file in tmp_path.iterdir()] == ["a.geojson"]


@pytest.mark.parametrize("login", list(PEOPLE))
def test_that_whoever_sees_the_map_may_take_its_outlines_along(database, tmp_path, login):
    assert export_areas(database.engine(login), AreaLevel.STREET, TODAY, tmp_path / "a.shp") > 0


def test_that_outlines_in_gcj02_declared_as_wgs84_are_found_out(database, tmp_path):
    export_areas(database.engine("worker"), AreaLevel.GRID_CELL, TODAY, tmp_path / "a.geojson")
    told = json.loads((tmp_path / "a.geojson").read_text(encoding="utf-8"))
    for feature in told["features"]:
        shape = shapely.transform(shapely.from_geojson(json.dumps(feature["geometry"])),
                                  lambda xy: to_gcj02(np.asarray(xy)))
        feature["geometry"] = json.loads(shapely.to_geojson(shape))
    (tmp_path / "b.geojson").write_text(json.dumps(told))
    shifted = read_area_file(tmp_path / "b.geojson", AreaFileOptions(level=AreaLevel.GRID_CELL)).drafts
    with database.engine("administrator").begin() as connection:
        with pytest.raises(ImportRefused, match="GCJ-02"):
            check_area_shift(connection, AreaLevel.GRID_CELL, shifted, despite_shift=False)
        assert "GCJ-02" in check_area_shift(connection, AreaLevel.GRID_CELL, shifted, despite_shift=True)[0]
        right = read_area_file(tmp_path / "b.geojson", AreaFileOptions(level=AreaLevel.GRID_CELL, crs="GCJ-02")).drafts
        assert check_area_shift(connection, AreaLevel.GRID_CELL, right, despite_shift=False) == []


def test_that_outlines_imported_as_geojson_come_back_unchanged_as_a_shapefile(database, tmp_path):
    for name in ("a.geojson", "a.shp"):
        export_areas(database.engine("worker"), AreaLevel.GRID_CELL, TODAY, tmp_path / name)
        drafts = read_area_file(tmp_path / name, AreaFileOptions(level=AreaLevel.GRID_CELL)).drafts
        with database.engine("administrator").begin() as connection:
            stored = put_areas(connection, drafts)
    assert (stored.changed, stored.unchanged) == (0, len(drafts))
