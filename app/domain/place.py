"""Places of the address book, components and cameras as the database tells of them (decisions 0039 and 0040)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class PlaceKind(StrEnum):
    """What stands in the address book (GB/T 30428.3 basic places, and the lamp posts of docs/trade.md §8)."""

    STREET = "street"
    DOOR_PLATE = "door_plate"
    LAMP_POST = "lamp_post"
    BUS_STOP = "bus_stop"
    POI = "poi"
    SETTLEMENT = "settlement"      # a housing estate, a village: what people live in and name


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """One proposal for words that somebody types; the point is (longitude, latitude), CGCS2000/WGS-84.

    ``origin`` is 'book', 'area' or 'case'; ``kind`` a PlaceKind, a level of area, or 'past_case'. ``metres`` from the
    place near which was searched, None without one. ``why`` says what of it matched: number, number_start, number_of,
    name, name_part, alias, former, street_of, post, post_start, area, past_case.
    """

    origin: str
    place_id: int
    kind: str
    name: str
    position: tuple[float, float]
    cell_id: int | None
    cell_code: str
    community: str
    street: str
    area_path: str
    cases: int
    metres: float | None
    score: float
    why: str


@dataclass(frozen=True, slots=True)
class PlaceAt:
    """What stands at a point; without an address within 300 m it is empty, and ``metres`` and ``bearing`` are None.

    ``bearing``: degrees from north, clockwise, in which the point lies as seen from the address.
    """

    place_id: int | None
    kind: str
    address: str
    metres: float | None
    bearing: float | None
    lamp_post: str
    lamp_post_metres: float | None
    road: str
    cell_id: int | None
    cell_code: str
    duty_grid: str
    community: str
    street: str
    district: str
    area_path: str


@dataclass(frozen=True, slots=True)
class Component:
    """A registered component (部件); ``metres`` from where was asked, None when it was asked by its code."""

    component_id: int
    code: str
    class_code: str
    class_name: str
    name: str
    position: tuple[float, float]
    metres: float | None
    owner: str
    department: str
    state: str
    changed_on: date


class CameraState(StrEnum):
    """Whether a camera's picture comes."""

    LIVE = "live"
    STALLED = "stalled"
    DEAD = "dead"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Camera:
    """A camera with its 20-digit id of GB/T 28181.

    ``direction`` and ``view_angle`` are degrees, the first from north clockwise; ``reach`` metres; None: not known.
    ``metres`` and ``covers`` (its field of view holds the place) are set when it was asked for near a place.
    """

    camera_id: int
    gb_code: str
    name: str
    position: tuple[float, float]
    direction: float | None
    view_angle: float | None
    reach: float | None
    state: CameraState
    state_since: datetime
    has_stream: bool
    masked_address: str = ""
    area_path: str = ""
    metres: float | None = None
    covers: bool = False


def camera_code_fault(code: str) -> str:
    """Why these digits cannot be a camera's id: 'malformed' | 'no_camera' | 'no_area'; '' when they can.

    GB/T 28181 annex: 8 digits of place, 2 of trade, 3 of type (131 camera, 132 IP camera), 1 of network, 6 of number.
    The database asks the same (gridroom.camera_code_fault).
    """
    if len(code) != 20 or not (code.isascii() and code.isdigit()):
        return "malformed"
    if code[10:13] not in ("131", "132"):
        return "no_camera"
    if not 11 <= int(code[:2]) <= 82:
        return "no_area"
    return ""
