"""The demo's address book, components and cameras: streets through its communities and what stands along them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

import shapely
from sqlalchemy import Connection

from app.database.cameras import CameraDraft, put_cameras, tell_camera_state
from app.database.places import ComponentDraft, PlaceDraft, put_components, put_places
from app.domain.place import CameraState, PlaceKind
from app.imports.projection import LocalProjection
from app.resource_files import resource_path

SOURCE = "示范区地名"
# Community → its streets, the first from west to east, the second from south to north, a third again from west to east.
STREETS: dict[str, tuple[str, ...]] = {
    "水杉社区": ("水杉路", "水杉弄"), "柳浪社区": ("柳浪路", "柳浪桥路"), "杏园社区": ("杏园路", "杏园北街"),
    "滨江社区": ("河滨路", "滨江桥路"), "科创社区": ("科创一路", "科创二路", "科创三路"),
    "广场社区": ("广场东路", "广场西路"), "云帆社区": ("云帆路", "云帆北街"), "星光社区": ("星光路", "示范大道"),
    "石板社区": ("石板街", "石板横街"), "染坊社区": ("染坊弄", "染坊北弄"), "钟楼社区": ("钟楼巷", "钟楼后街"),
    "桂花社区": ("桂花北路", "桂花南路"), "渔灯社区": ("渔灯街", "河滨南路"), "海棠社区": ("海棠路", "海棠东街"),
    "船坞社区": ("船坞路", "船坞横路"), "望潮社区": ("望潮路", "望潮南街"),
}
NAMED: dict[str, tuple[tuple[str, PlaceKind], ...]] = {
    "云帆社区": (("云帆花园", PlaceKind.SETTLEMENT),),
    "广场社区": (("市民广场", PlaceKind.POI),),
    "滨江社区": (("滨江公园", PlaceKind.POI), ("滨江桥", PlaceKind.POI)),
    "杏园社区": (("杏园小区", PlaceKind.SETTLEMENT),),
    "海棠社区": (("海棠小区", PlaceKind.SETTLEMENT),),
    "水杉社区": (("水杉公园", PlaceKind.POI),),
    "桂花社区": (("桂花南路菜场", PlaceKind.POI),),
    "柳浪社区": (("柳浪桥", PlaceKind.POI),),
    "科创社区": (("科创一路地铁口", PlaceKind.POI), ("科创一路公交站", PlaceKind.BUS_STOP)),
    "染坊社区": (("染坊弄小学", PlaceKind.POI),),
    "渔灯社区": (("渔灯街夜市", PlaceKind.POI),),
}
PLATE_EVERY, POST_EVERY, PART_EVERY = 40.0, 60.0, 110.0  # metres along a street
BESIDE = 9.0                                            # metres from the middle of the road to a door
# Class of the catalogue → its name and whose it is; along the streets in turn.
COMPONENTS = (("0101", "上水井盖", "供水公司", "GS01"), ("0103", "雨水井盖", "排水公司", "PS01"),
              ("0104", "雨水箅子", "排水公司", "PS01"), ("0305", "垃圾箱", "市容环卫中心", "HW01"),
              ("0402", "行道树", "园林绿化中心", "YL01"), ("0212", "路名牌", "市政公用中心", "SZ01"))


@dataclass(frozen=True, slots=True)
class _Street:
    name: str
    community: str
    line: Any                      # in metres
    ground: LocalProjection

    def at(self, along: float, beside: float) -> tuple[float, float]:
        """Degrees of the place so far along, and so far to the left (below zero: right) of the middle line."""
        one, other = self.line.interpolate(along), self.line.interpolate(along + 1.0)
        east, north = other.x - one.x, other.y - one.y
        if not (east or north):
            before = self.line.interpolate(along - 1.0)
            east, north = one.x - before.x, one.y - before.y
        point = self.ground.to_degrees(shapely.Point(one.x - north * beside, one.y + east * beside))
        return round(point.x, 7), round(point.y, 7)


def put_demo_places(connection: Connection) -> None:
    """Store all of it; asked twice it changes nothing. Needs an administrator."""
    streets = list(_streets())
    put_places(connection, SOURCE, [draft for street in streets for draft in _along(street)] + list(_named()))
    put_components(connection, list(_components(streets)))
    cameras = list(_cameras(streets))
    put_cameras(connection, cameras)
    for number, camera in enumerate(cameras):
        state = {4: CameraState.STALLED, 9: CameraState.DEAD}.get(number, CameraState.LIVE)
        if number != 11:  # one of which nothing is known yet
            tell_camera_state(connection, camera.code, state)


def _communities() -> Iterator[tuple[str, Any, tuple[float, float]]]:
    drawn = json.loads(resource_path("demo", "district.geojson").read_text(encoding="utf-8"))["features"]
    for feature in drawn:
        facts = feature["properties"]
        if facts["level"] == "community":
            yield facts["name"], shapely.geometry.shape(feature["geometry"]), tuple(facts["centre"])


def _streets() -> Iterator[_Street]:
    for name, outline, centre in _communities():
        ground = LocalProjection.around(outline)
        inside, middle = ground.to_metres(outline), ground.to_metres(shapely.Point(centre))
        for number, street in enumerate(STREETS[name]):
            dice = Random(street)
            ends: tuple[tuple[float, float], tuple[float, float]]
            if number == 1:
                ends = ((dice.uniform(-150, 150), -4000), (dice.uniform(-150, 150), 4000))
            else:
                shift = 150 * number
                ends = ((-4000, shift + dice.uniform(-120, 120)), (4000, shift + dice.uniform(-120, 120)))
            whole = shapely.LineString([(middle.x + x, middle.y + y) for x, y in ends])
            cut = max(shapely.get_parts(shapely.intersection(inside.buffer(-25), whole)), key=lambda part: part.length)
            if cut.length > 4 * POST_EVERY:
                yield _Street(street, name, cut, ground)


def _along(street: _Street) -> Iterator[PlaceDraft]:
    length = street.line.length
    line = tuple(street.at(along, 0.0) for along in (0.0, length / 2, length))
    yield PlaceDraft(f"L:{street.name}", PlaceKind.STREET, street.name, line[1], line=line)
    # Odd numbers on the left, even ones on the right, as plates are given from the beginning of a street.
    for number in range(1, int(street.line.length / PLATE_EVERY) * 2 + 1):
        along, side = (number + 1) // 2 * PLATE_EVERY - PLATE_EVERY / 2, BESIDE if number % 2 else -BESIDE
        yield PlaceDraft(f"M:{street.name}{number}", PlaceKind.DOOR_PLATE, f"{street.name}{number}号",
                         street.at(along, side), street.name)
    for number in range(1, int(street.line.length / POST_EVERY)):
        post = _post(street.name, number)
        yield PlaceDraft(f"D:{post}", PlaceKind.LAMP_POST, f"{street.name}灯杆{post}",
                         street.at(number * POST_EVERY, 5.0 if number % 2 else -5.0), street.name, post)


def _post(street: str, number: int) -> str:
    """SF-0105: the street's place in the list and the post's in the street."""
    order = [name for names in STREETS.values() for name in names].index(street) + 1
    return f"SF-{order:02}{number:02}"


def _named() -> Iterator[PlaceDraft]:
    for name, outline, centre in _communities():
        dice = Random(name)
        own = ((name.removesuffix("社区") + "社区服务站", PlaceKind.POI), *NAMED.get(name, ()))
        ground = LocalProjection.around(outline)
        middle = ground.to_metres(shapely.Point(centre))
        for number, (place, kind) in enumerate(own):
            point = ground.to_degrees(shapely.Point(middle.x + dice.uniform(30, 90), middle.y + 40 + 70 * number))
            yield PlaceDraft(f"P:{place}", kind, place, (round(point.x, 7), round(point.y, 7)))


def _components(streets: list[_Street]) -> Iterator[ComponentDraft]:
    serial = 0
    for street in streets:
        for number in range(1, int(street.line.length / POST_EVERY)):
            serial += 1
            yield ComponentDraft(f"9900990137{serial:06}", "0137",
                                 street.at(number * POST_EVERY, 5.0 if number % 2 else -5.0),
                                 f"路灯 {_post(street.name, number)}", "市政公用中心", "SZ01")
        for number in range(1, int(street.line.length / PART_EVERY)):
            serial += 1
            class_code, name, owner, department = COMPONENTS[serial % len(COMPONENTS)]
            state = "damaged" if serial % 41 == 0 else "intact"
            yield ComponentDraft(f"990099{class_code}{serial:06}", class_code,
                                 street.at(number * PART_EVERY, 3.5 if number % 2 else -3.5), name, owner, department,
                                 state)


def _cameras(streets: list[_Street]) -> Iterator[CameraDraft]:
    """One at every second street's middle; the addresses lead nowhere (RFC 5737)."""
    for number, street in enumerate(streets[::2]):
        place = street.at(street.line.length / 2, 6.0)
        turning = number % 5 == 4
        yield CameraDraft(f"33990099081316{number + 1:06}", f"{street.name}中段", place,
                          None if turning else float(number * 47 % 360), 360.0 if turning else (60.0, 90.0)[number % 2],
                          120.0 if turning else 80.0, f"rtsp://viewer:demo-only@192.0.2.{number + 10}/live")
