"""Areas written for other programs and read back."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import numpy as np
import pyproj
import pytest
import shapefile
import shapely
from sqlalchemy import Connection, text

from app.database.areas import put_areas
from app.domain.area import AreaLevel
from app.domain.redraw import Acceptance
from app.exports.area_export import ExportRefused, export_areas
from app.imports.area_file import AreaFileOptions, read_area_file
from app.imports.area_shift import check_area_shift
from app.imports.area_standing import as_standing
from app.imports.area_store import store_areas
from app.imports.coordinates import to_gcj02
from app.imports.problems import ImportRefused
from tests.database.clone import PEOPLE, clone_database

TODAY = date(2026, 11, 22)
FAR = [[121.5, 28.5], [121.6, 28.5], [121.6, 28.6], [121.5, 28.5]]


def standing(connection: Connection) -> list[tuple]:
    """Every version of every area, with its outline to the byte."""
    return [tuple(row) for row in connection.execute(text(
        "select a.area_id, a.path, a.provisional, a.valid_from, a.valid_to, o.outline::text"
        " from api.area a join api.area_outline o using (area_id) order by a.area_id"))]


@pytest.mark.parametrize("suffix", [".geojson", ".shp"])
@pytest.mark.parametrize("level", list(AreaLevel))
def test_that_what_is_written_is_read_back_the_same(database, tmp_path, suffix, level):
    target = tmp_path / f"区域{suffix}"
    count = export_areas(database.engine("worker"), level, TODAY, target)
    found = read_area_file(target, AreaFileOptions())
    assert {draft.level for draft in found.drafts} == {level}
    assert len(found.drafts) == count > 0
    with database.engine("administrator").begin() as connection:
        before = standing(connection)
        stored = put_areas(connection, as_standing(connection, found.drafts))
        assert standing(connection) == before
    assert (stored.added, stored.changed, stored.unchanged) == (0, 0, count)
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


@pytest.mark.parametrize(("level", "code"), [
    (AreaLevel.GRID_CELL, None), (AreaLevel.DISTRICT, None),  # the one district again
    (AreaLevel.STREET, "999901077"), (AreaLevel.COMMUNITY, "999901001077"),  # not known yet, but they fill what is
])
def test_that_outlines_in_gcj02_declared_as_wgs84_are_found_out(database, tmp_path, level, code):
    export_areas(database.engine("worker"), level, TODAY, tmp_path / "a.geojson")
    told = json.loads((tmp_path / "a.geojson").read_text(encoding="utf-8"))
    for feature in told["features"]:
        feature["properties"]["code"] = code or feature["properties"]["code"]
        shape = shapely.transform(shapely.from_geojson(json.dumps(feature["geometry"])),
                                  lambda xy: to_gcj02(np.asarray(xy)))
        feature["geometry"] = json.loads(shapely.to_geojson(shape))
    (tmp_path / "b.geojson").write_text(json.dumps(told))
    shifted = read_area_file(tmp_path / "b.geojson", AreaFileOptions(level=level)).drafts
    with database.engine("administrator").begin() as connection:
        with pytest.raises(ImportRefused, match="GCJ-02"):
            check_area_shift(connection, level, shifted, despite_shift=False)
        assert "GCJ-02" in check_area_shift(connection, level, shifted, despite_shift=True)[0]
        right = read_area_file(tmp_path / "b.geojson", AreaFileOptions(level=level, crs="GCJ-02")).drafts
        assert check_area_shift(connection, level, right, despite_shift=False) == []
        far = [replace(draft, code=f"x{number}", outline={"type": "Polygon", "coordinates": [FAR]})
               for number, draft in enumerate(right[:2])]
        (note,) = check_area_shift(connection, level, far, despite_shift=False)
        assert "could not be checked" in note


def test_that_outlines_imported_as_geojson_come_back_unchanged_as_a_shapefile(database, tmp_path):
    for name in ("a.geojson", "a.shp"):
        export_areas(database.engine("worker"), AreaLevel.GRID_CELL, TODAY, tmp_path / name)
        drafts = read_area_file(tmp_path / name, AreaFileOptions(level=AreaLevel.GRID_CELL)).drafts
        with database.engine("administrator").begin() as connection:
            stored = put_areas(connection, drafts)
    assert (stored.changed, stored.unchanged) == (0, len(drafts))


def test_that_an_export_of_every_level_comes_back_in_any_order_unchanged(database, tmp_path):
    with database.owner.begin() as connection:
        connection.execute(text("update gridroom.area set exclusive = true where level = 'duty_grid'"))
    features = []
    for level in reversed(AreaLevel):
        export_areas(database.engine("worker"), level, TODAY, tmp_path / "one.geojson")
        features += json.loads((tmp_path / "one.geojson").read_text(encoding="utf-8"))["features"]
    for feature in features:  # as a program writes it that keeps seven decimals
        shape = shapely.transform(shapely.from_geojson(json.dumps(feature["geometry"])), lambda xy: xy.round(7))
        feature["geometry"] = json.loads(shapely.to_geojson(shapely.reverse(shape)))
    (tmp_path / "all.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    drafts = read_area_file(tmp_path / "all.geojson", AreaFileOptions()).drafts
    with database.engine("administrator").begin() as connection:
        before = standing(connection)
        stored = put_areas(connection, as_standing(connection, drafts))
        assert standing(connection) == before
    assert [draft.level for draft in drafts] == sorted((draft.level for draft in drafts), key=list(AreaLevel).index)
    assert (stored.added, stored.changed, stored.unchanged) == (0, 0, len(features))


def test_that_an_untouched_grid_stays_with_its_parent_and_a_moved_border_is_a_change(database, tmp_path):
    export_areas(database.engine("worker"), AreaLevel.GRID_CELL, TODAY, tmp_path / "a.geojson")
    told = json.loads((tmp_path / "a.geojson").read_text(encoding="utf-8"))
    for feature in told["features"]:
        del feature["properties"]["parent_code"]
    outer = told["features"][0]["geometry"]["coordinates"][0]
    ring = outer if isinstance(outer[0][0], float) else outer[0]
    ring[1] = [ring[1][0] + 1e-5, ring[1][1]]
    (tmp_path / "b.geojson").write_text(json.dumps(told))
    drafts = read_area_file(tmp_path / "b.geojson", AreaFileOptions()).drafts
    with database.engine("administrator").begin() as connection:
        before = {row.area_id: row for row in connection.execute(text("select * from api.area"))}
        settled = as_standing(connection, drafts)
        moved = Acceptance("边界略移", {"gap": 1e3, "overlap": 1e3, "outside": 1e3})
        stored = put_areas(connection, settled, None, moved)
        after = {row.area_id: row for row in connection.execute(text("select * from api.area where valid_to is null"))}
    assert (stored.added, stored.changed, stored.unchanged) == (0, 1, len(drafts) - 1)
    assert all(draft.parent_code for draft in settled[1:])
    assert {area_id: row.parent_id for area_id, row in after.items() if area_id in before} == {
        area_id: before[area_id].parent_id for area_id in after if area_id in before}


@pytest.mark.parametrize("suffix", [".geojson", ".shp"])
def test_that_an_export_makes_the_same_district_in_an_empty_room(database, server, template, tmp_path, suffix):
    with database.owner.begin() as connection:
        connection.execute(text("update gridroom.area set exclusive = true, name = '市场<b>' where code = 'Z01'"))
    for level in AreaLevel:
        export_areas(database.engine("worker"), level, TODAY, tmp_path / f"{level.value}{suffix}")
    empty = clone_database(server, template)
    try:
        with empty.owner.begin() as connection:
            connection.execute(text("delete from gridroom.area_ring; delete from gridroom.area_outline;"
                                    " delete from gridroom.area"))
        for level in AreaLevel:
            drafts = read_area_file(tmp_path / f"{level.value}{suffix}", AreaFileOptions()).drafts
            with empty.engine("administrator").begin() as connection:
                store_areas(connection, as_standing(connection, drafts))
        assert district_of(empty) == district_of(database)
    finally:
        empty.drop()


def district_of(database) -> list[tuple]:
    """Levels, codes, names, marks, parents and outlines (rings begun anywhere, turned either way)."""
    with database.owner.connect() as connection:
        rows = connection.execute(text(
            "select a.level, a.code, a.name, a.exclusive, p.code as parent, o.outline::text as outline"
            " from gridroom.area a join gridroom.area_outline o using (area_id)"
            " left join gridroom.area p on p.area_id = a.parent_id where a.valid_to is null order by 1, 2"))
        return [(*row[:5], shapely.normalize(shapely.from_geojson(row.outline)).wkt) for row in rows]


def test_that_names_of_columns_fit_into_a_shapefile(database, tmp_path):
    export_areas(database.engine("worker"), AreaLevel.DUTY_GRID, TODAY, tmp_path / "z.shp")
    with shapefile.Reader(str(tmp_path / "z")) as reader:
        names = [field[0] for field in reader.fields[1:]]
    assert all(len(name.encode()) <= 10 for name in names)
    assert "exclusive" in names
