"""Lists of places, components and cameras: bad rows are told, shifted lists refused, a second run changes nothing."""

from __future__ import annotations

import csv
import json
import random
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from sqlalchemy import text

from app.database.cameras import CameraDraft, cameras
from app.database.places import ComponentDraft, PlaceDraft, Put, component_of, find_place, place_codes
from app.domain.failures import Refusal
from app.domain.place import PlaceKind
from app.imports.coordinates import to_bd09, to_gcj02
from app.imports.message_file import BadRow
from app.imports.point_file import PointRow, read_points
from app.imports.problems import ImportRefused
from app.imports.register_rows import (
    CAMERA_HEADINGS,
    COMPONENT_HEADINGS,
    PLACE_HEADINGS,
    cameras_of,
    components_of,
    places_of,
)
from app.imports.register_store import Stored, store_register
from app.imports.shift_check import find_shift
from tests.database.clone import PASSWORD, Clone
from tests.imports.made_files import write_xlsx
from ui.command import main

HEAD = ("编码", "类型", "名称", "道路", "灯杆号", "别名", "经度", "纬度")
ROWS = [
    ("S1", "道路", "银安街", "", "", "老银安街；银安老街", 121.3715, 28.5815),
    ("M1", "门牌", "银安街117号", "", "", "", 121.3716, 28.5816),
    ("M2", "门牌", "", "银安街", 118, "", "121.3717", "２８．５８１６"),
    ("D1", "路灯", "", "银安街", "LQ-0123", "", 121.3718, 28.5817),
    ("P1", "POI", "区人民医院", "", "", "", 121.3719, 28.5818),
]


def write_csv(path: Path, rows: list[tuple[object, ...]], encoding: str = "utf-8") -> Path:
    with path.open("w", encoding=encoding, newline="") as stream:
        csv.writer(stream).writerows(rows)
    return path


def places(path: Path, crs: str = "CGCS2000") -> list[PlaceDraft | BadRow]:
    return places_of(read_points(path, PLACE_HEADINGS, crs=crs).rows)


def store(database: Clone, rows: list[PlaceDraft | BadRow], register: str = "place", **options: bool) -> Stored:
    with database.engine("administrator").connect() as connection:
        return store_register(connection, register, "地名库", rows, **options)


@pytest.mark.parametrize("kind", ["xlsx", "csv", "gbk", "geojson"])
def test_that_a_list_is_the_same_from_every_kind_of_file(tmp_path: Path, kind: str) -> None:
    if kind == "xlsx":
        path = write_xlsx(tmp_path / "地名.xlsx", [("某区地名表",), HEAD, *ROWS])
    elif kind == "geojson":
        path = tmp_path / "地名.geojson"
        path.write_text(
            json.dumps(
                {
                    "type": "FeatureCollection",
                    "features": [
                        {
                            "type": "Feature",
                            "properties": dict(zip(HEAD[:6], row[:6], strict=True)),
                            "geometry": {
                                "type": "Point",
                                "coordinates": [
                                    121.3715 + n / 10_000,
                                    28.5815 + min(n, 1) / 10_000 + max(0, n - 2) / 10_000,
                                ],
                            },
                        }
                        for n, row in enumerate(ROWS)
                    ],
                },
                ensure_ascii=False,
            ),
            "utf-8",
        )
    else:
        path = write_csv(tmp_path / "地名.csv", [HEAD, *ROWS], "gb18030" if kind == "gbk" else "utf-8")
    read = places(path)
    assert [(one.code, one.kind, one.name, one.position) for one in read if isinstance(one, PlaceDraft)] == [
        ("S1", "street", "银安街", (121.3715, 28.5815)),
        ("M1", "door_plate", "银安街117号", (121.3716, 28.5816)),
        ("M2", "door_plate", "银安街118号", (121.3717, 28.5816)),
        ("D1", "lamp_post", "银安街灯杆LQ-0123", (121.3718, 28.5817)),
        ("P1", "poi", "区人民医院", (121.3719, 28.5818)),
    ]
    assert read[0].aliases == ("老银安街", "银安老街")  # type: ignore[union-attr]


def test_that_a_list_is_stored_found_and_unchanged_the_second_time(database: Clone, tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "地名.xlsx", [HEAD, *ROWS])
    assert store(database, places(path)).put == Put(5)
    assert store(database, places(path)).put == Put(0, 0, 5)
    with database.engine("taker").connect() as connection:
        assert find_place(connection, "银安街118")[0].position == (121.3717, 28.5816)
    with database.owner.connect() as connection:
        told = (
            connection.execute(text("select detail from gridroom.register_import order by import_id")).scalars().all()
        )
    assert [detail["unchanged"] for detail in told] == [0, 5]


def test_that_what_is_absent_is_switched_off_only_when_that_is_asked(database: Clone, tmp_path: Path) -> None:
    store(database, places(write_csv(tmp_path / "a.csv", [HEAD, *ROWS])))
    shorter = places(write_csv(tmp_path / "b.csv", [HEAD, *ROWS[:3], (*ROWS[3][:6], "x", "y")]))
    assert store(database, shorter).switched_off == 0
    assert store(database, shorter, switch_off_absent=True).switched_off == 1  # P1; D1 is there and cannot be read
    with database.engine("administrator").connect() as connection:
        assert place_codes(connection, "地名库") == {"S1", "M1", "M2", "D1"}


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (("1", "道路", "银安街", "", "", "", 28.58, 121.37), "exchanged"),
        (("1", "道路", "银安街", "", "", "", 3160000.5, 536000.25), "projected"),
        (("1", "道路", "银安街", "", "", "", "inf", 28.5), "numbers"),
        (("1", "道路", "银安街", "", "", "", "nan", 28.5), "numbers"),
        (("1", "道路", "银安街", "", "", "", 1e308, 1e308), "projected"),
        (("1", "道路", "银安街", "", "", "", "", ""), "numbers"),
        (("1", "道路", "银安街", "", "", "", 0, 0), "no place"),
        (("1", "城堡", "银安街", "", "", "", 121.37, 28.58), "not known"),
        (("1", "", "银安街", "", "", "", 121.37, 28.58), "what kind"),
        (("1", "道路", "", "", "", "", 121.37, 28.58), "no name"),
        (("1", "路灯", "银安街灯杆", "", "", "", 121.37, 28.58), "without a number"),
        (("1", "道路", "街" * 201, "", "", "", 121.37, 28.58), "at most 200"),
        (("S1", "道路", "别的街", "", "", "", 121.37, 28.58), "stands twice"),
    ],
)
def test_that_a_bad_row_is_told_and_the_others_are_kept(tmp_path: Path, row: tuple[object, ...], why: str) -> None:
    read = places(write_csv(tmp_path / "a.csv", [HEAD, ROWS[0], row, ROWS[1]]))
    assert isinstance(read[1], BadRow)
    assert why in read[1].why
    assert read[1].row == 3
    assert [isinstance(one, PlaceDraft) for one in read] == [True, False, True]


def test_that_a_table_must_say_its_coordinate_system(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [HEAD, *ROWS])
    with pytest.raises(ImportRefused, match="--crs"):
        places(path, "")
    for wrong in ("Beijing 1954", "EPSG:2437"):
        with pytest.raises(ImportRefused, match="not known"):
            places(path, wrong)


def test_that_projected_figures_become_degrees(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [HEAD, ("1", "道路", "银安街", "", "", "", 536301.8, 3162806.7)])
    (read,) = places(path, "EPSG:4549")
    assert isinstance(read, PlaceDraft)
    assert read.position == pytest.approx((120.3714, 28.58), abs=0.01)


@pytest.mark.parametrize(
    "content", [b"", b"\0\0\0", b"a,b\n1,2\n", "经度,纬度\n".encode(), b"PK\x03\x04garbage", b"\xff\xfe\x00"]
)
def test_that_a_file_that_is_no_list_is_refused_in_words(tmp_path: Path, content: bytes) -> None:
    for name in ("a.csv", "a.xlsx", "a.geojson"):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(ImportRefused):
            places(tmp_path / name)


@pytest.mark.parametrize(
    "geometry",
    [
        None,
        {},
        {"type": "Polygon", "coordinates": [[[1, 2]]]},
        {"type": "Point", "coordinates": []},
        {"type": "Point", "coordinates": ["a", "b"]},
        {"type": "Point"},
        [],
        "x",
    ],
)
def test_that_a_feature_without_a_point_is_a_bad_row(tmp_path: Path, geometry: object) -> None:
    path = tmp_path / "a.geojson"
    path.write_text(
        json.dumps(
            {
                "type": "FeatureCollection",
                "features": [
                    {"type": "Feature", "properties": {"名称": "银安街", "类型": "道路"}, "geometry": geometry}
                ],
            }
        ),
        "utf-8",
    )
    (read,) = places(path, "")
    assert isinstance(read, BadRow)


KNOWN = {
    f"{n}号": (121.3 + random.Random(n).uniform(0, 0.2), 28.5 + random.Random(-n).uniform(0, 0.2)) for n in range(40)
}


def moved(shift: object, jitter: float = 0.00005) -> dict[str, tuple[float, float]]:
    points = shift(np.array(list(KNOWN.values())))  # type: ignore[operator]
    dice = random.Random(5)
    return {
        name: (x + dice.uniform(-jitter, jitter), y + dice.uniform(-jitter, jitter))
        for name, (x, y) in zip(KNOWN, points.tolist(), strict=True)
    }


def test_that_each_wrongly_declared_system_is_named() -> None:
    for shift, words in ((to_gcj02, "--crs GCJ-02"), (to_bd09, "--crs BD-09")):
        compared, found = find_shift(moved(shift), KNOWN)
        assert compared == 40
        assert found is not None
        assert words in found.fault
        assert found.metres > 300
    assert find_shift(moved(lambda xy: xy), KNOWN) == (40, None)
    _, unknown = find_shift(moved(lambda xy: xy + np.array([-0.004, 0.001])), KNOWN)
    assert unknown is not None
    assert unknown.fault == ""


def test_that_a_few_wrong_pairs_and_two_points_prove_nothing() -> None:
    read = moved(lambda xy: xy) | {"0号": (121.31, 28.51), "1号": (100.0, 30.0)}
    assert find_shift(read, KNOWN)[1] is None
    assert find_shift(dict(list(moved(to_gcj02).items())[:2]), KNOWN) == (2, None)
    assert find_shift({}, KNOWN) == (0, None)


def test_that_gcj02_declared_as_wgs84_is_refused_and_nothing_is_stored(database: Clone, tmp_path: Path) -> None:
    store(database, places(write_csv(tmp_path / "a.csv", [HEAD, *ROWS])))
    shifted = to_gcj02(np.array([[121.3715 + n / 10_000, 28.5815] for n in range(5)]))
    rows = [(f"新{row[0]}", *row[1:6], x, y) for row, (x, y) in zip(ROWS, shifted.tolist(), strict=True)]
    path = write_csv(tmp_path / "b.csv", [HEAD, *rows, ("新店", "POI", "新开的店", "", "", "", 121.37, 28.58)])
    with pytest.raises(ImportRefused, match="--crs GCJ-02"):
        store(database, places(path, "WGS-84"))
    with database.engine("taker").connect() as connection:
        assert find_place(connection, "新开的店") == []
    assert store(database, places(path, "GCJ-02")).put.added == 6
    assert store(database, places(path, "WGS-84"), despite_shift=True).put.changed == 6


def listed(register: str, points: list[tuple[float, float]], code: int, named: str = "") -> list[Any]:
    rows: list[Any] = []
    for n, point in enumerate(points):
        name = named.format(n) or f"球机{n}"
        rows.append(ComponentDraft(f"33100401{code + n:08}", "0101", point, name) if register == "component"
                    else CameraDraft(f"3310040008131{code + n:07}", name, point) if register == "camera"
                    else PlaceDraft(str(code + n), PlaceKind.POI, name, point))
    return rows


@pytest.mark.parametrize("register", ["place", "component", "camera"])
def test_that_every_register_refuses_what_is_shifted(database: Clone, register: str) -> None:
    true = [(121.3705 + n / 5_000, 28.5805 + n / 7_000) for n in range(8)]
    shifted = [tuple(point) for point in to_gcj02(np.array(true)).tolist()]
    assert store(database, listed(register, true, 1), register).put == Put(8)
    with pytest.raises(ImportRefused, match="--crs GCJ-02"):
        store(database, listed(register, shifted, 1), register)
    assert store(database, listed(register, true, 1), register).put == Put(0, 0, 8)


@pytest.mark.parametrize("register", ["component", "camera"])
def test_that_new_codes_are_compared_by_the_names_of_places(database: Clone, register: str) -> None:
    true = [(121.3705 + n / 5_000, 28.5805 + n / 7_000) for n in range(8)]
    shifted = [tuple(point) for point in to_gcj02(np.array(true)).tolist()]
    assert "could not be checked" in store(database, listed(register, true, 1, "银安街{}号"), register).notes[0]
    store(database, listed("place", true, 1, "银安街{}号"))
    with pytest.raises(ImportRefused, match="--crs GCJ-02"):
        store(database, listed(register, shifted, 500, "银安街{}号"), register)
    stored = store(database, listed(register, true, 500, "银安街{}号"), register)
    assert (stored.notes, stored.put) == ([], Put(8))


def test_that_components_and_cameras_come_in_and_bad_ones_are_told(database: Clone, tmp_path: Path) -> None:
    head = ("ObjID", "ObjName", "权属单位", "ObjState", "CHDate", "X", "Y")
    path = write_csv(
        tmp_path / "部件.csv",
        [
            head,
            ("3310040101000001", "上水井盖", "自来水公司", "完好", "2026-03-01", 121.37, 28.58),
            ("3310040137000002", "路灯", "路灯所", "吃掉", "", 121.37, 28.58),
            ("x", "", "", "", "", 121.37, 28.58),
            ("3310040137000003", "路灯", "路灯所", "破损", "13/45/2026", 121.37, 28.58),
        ],
    )
    read = components_of(read_points(path, COMPONENT_HEADINGS, crs="CGCS2000").rows)
    stored = store(database, read, "component")  # type: ignore[arg-type]
    assert stored.put == Put(1)
    assert [bad.row for bad in stored.bad] == [3, 4, 5]
    with database.engine("taker").connect() as connection:
        one = component_of(connection, "3310040101000001")
    assert one is not None
    assert (one.class_code, one.class_name, one.changed_on.isoformat()) == ("0101", "上水井盖", "2026-03-01")

    head = ("国标编码", "名称", "经度", "纬度", "方向", "视场角", "可视距离", "RTSP")
    path = write_csv(
        tmp_path / "摄像机.csv",
        [
            head,
            ("33100400081316000001", "路口东", 121.37, 28.58, "西南", "90°", "150米", "rtsp://a:b@c/d"),
            ("3.31004E+19", "路口西", 121.37, 28.58, "", "", "", ""),
            ("33100400082006000001", "信令", 121.37, 28.58, "", "", "", ""),
            ("33100400081326000003", "路口北", 121.37, 28.58, "400", "", "", ""),
        ],
    )
    stored = store(database, cameras_of(read_points(path, CAMERA_HEADINGS, crs="CGCS2000").rows), "camera")  # type: ignore[arg-type]
    assert stored.put == Put(1)
    assert ["20 digits" in bad.why or "type 200" in bad.why or "0…360" in bad.why for bad in stored.bad] == [True] * 3
    with database.engine("taker").connect() as connection:
        (camera,) = cameras(connection)
    assert (camera.direction, camera.view_angle, camera.reach, camera.masked_address) == (225, 90, 150, "rtsp://c/…")


def test_that_a_row_only_the_database_refuses_does_not_stop_the_list(database: Clone) -> None:
    rows = [PlaceDraft(str(n), PlaceKind.POI, f"店{n}" if n != 7 else "店\x07铃", (121.37, 28.58)) for n in range(20)]
    stored = store(database, list(rows))
    assert stored.put == Put(19)
    assert [(bad.original_id, "GR010" in bad.why) for bad in stored.bad] == [("7", True)]


def test_that_who_is_no_administrator_stores_nothing(database: Clone) -> None:
    with database.engine("taker").connect() as connection, pytest.raises(Refusal) as refused:
        store_register(connection, "place", "x", [PlaceDraft("1", PlaceKind.POI, "店", (121.37, 28.58))])
    assert refused.value.code == "GR003"


def test_that_a_stopped_import_keeps_what_it_committed_and_goes_on(database: Clone) -> None:
    rows: list[PlaceDraft | BadRow] = [
        PlaceDraft(str(n), PlaceKind.POI, f"店{n}", (121.37, 28.58)) for n in range(2500)
    ]
    turns = iter([False, True])
    with database.engine("administrator").connect() as connection:
        first = store_register(connection, "place", "地名库", rows, stopped=lambda: next(turns))
    assert (first.done, first.put) == (1000, Put(1000))
    assert store(database, rows).put == Put(1500, 0, 1000)


def test_that_real_points_are_read_as_rows(tmp_path: Path, real_data: Path) -> None:
    shapes = json.loads((real_data / "taizhou_districts.geojson").read_text("utf-8"))
    shapes["features"] = [
        feature | {"geometry": {"type": "Point", "coordinates": [121.37, 28.58]}} for feature in shapes["features"]
    ]
    path = tmp_path / "区.geojson"
    path.write_text(json.dumps(shapes, ensure_ascii=False), "utf-8")
    read = places_of(read_points(path, PLACE_HEADINGS).rows, PlaceKind.SETTLEMENT)
    assert "路桥区" in [one.name for one in read if isinstance(one, PlaceDraft)]
    assert all(isinstance(one, PointRow) for one in read_points(path, PLACE_HEADINGS).rows)


def test_that_the_command_tells_what_became_of_a_list(
    database: Clone, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GRIDROOM_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("GRIDROOM_DATABASE_URL", database.url("administrator"))
    monkeypatch.setenv("GRIDROOM_PASSWORD", PASSWORD)
    path = write_csv(tmp_path / "a.csv", [HEAD, *ROWS, ("=1+1", "城堡", "x", "", "", "", 121.37, 28.58)])
    report = tmp_path / "r.csv"
    command = ["import", "places", str(path), "--login", "administrator"]
    assert main(command) == 2
    assert "--crs" in capsys.readouterr().err
    assert main([*command, "--crs", "CGCS2000", "--report", str(report)]) == 1
    assert "5 new, 0 changed, 0 unchanged, 1 left out" in capsys.readouterr().out
    with report.open(encoding="utf-8-sig", newline="") as stream:
        assert [line[:2] for line in csv.reader(stream)] == [["row", "code"], ["7", "'=1+1"]]
    assert main([*command, "--crs", "GCJ-02"]) == 2
    assert "--crs CGCS2000" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["没有.csv", "没有.xlsx", "没有.geojson"])
def test_that_a_file_that_is_not_there_is_said_before_anything_is_asked(tmp_path: Path, name: str) -> None:
    with pytest.raises(ImportRefused, match=f"there is no file .*{name}"):
        read_points(tmp_path / name, PLACE_HEADINGS)
