"""Base maps: what a map can lie on, and the tiles that it is made of. No addresses and no keys come as far as this.

Tiles are counted as everywhere on the web: zoom z, column x from 180° W eastward, row y from 85.05° N southward.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from app.domain.failures import Failure

LARGEST_TILE = 4 * 1024 * 1024      # bytes
LARGEST_SIDE = 1024                 # px; usual are 256 and 512
DEEPEST = 22                        # zoom


class BaseKind(StrEnum):
    """What a base map is; each may be chosen once."""

    STREETS = "streets"             # the room's own streets and water, drawn as lines: needs nothing
    FILE = "file"                   # an MBTiles file that a person chose
    ROOM_FILE = "room_file"         # the MBTiles file of this workstation's settings
    VECTOR = "tianditu_vec"         # 天地图, streets
    IMAGE = "tianditu_img"          # 天地图, pictures from above
    SHIFTED = "gcj02"               # tiles in GCJ-02, moved under our coordinates when they are drawn
    NONE = "none"


class TileUnavailable(Failure):
    """The tile may exist but cannot be had now: no answer, refused, or the server is left alone for a while."""


class BaseMapRefused(Failure):
    """A file is no base map; ``why`` is a short name that screens translate, ``value`` what was found."""

    def __init__(self, why: str, value: str = "") -> None:
        super().__init__(f"no base map: {why}" + (f" ({value})" if value else ""))
        self.why, self.value = why, value


@dataclass(frozen=True, slots=True)
class Tile:
    """A picture as it came."""

    data: bytes
    media_type: str


# Called on a worker; None: there is no such tile, and there will not be. Raises TileUnavailable.
TileReader = Callable[[int, int, int], Tile | None]


@dataclass(frozen=True, slots=True)
class TileSheet:
    """One sheet of tiles of a base map. ``shifted``: its tiles are cut in GCJ-02."""

    key: str
    read: TileReader
    min_zoom: int
    max_zoom: int
    shifted: bool = False


@dataclass(frozen=True, slots=True)
class BaseMap:
    """A base map that can be chosen; ``sheets`` lie above each other, the lowest first; none: it is drawn."""

    kind: BaseKind
    sheets: tuple[TileSheet, ...] = ()
    attribution: str = ""


class ServerState(StrEnum):
    """How a tile server does."""

    ANSWERS = "answers"
    SILENT = "silent"               # no answer in time, or no connection
    REFUSES = "refuses"             # it says no: the key is wrong, or was used too often today
    NONSENSE = "nonsense"           # what came is no picture


@dataclass(frozen=True, slots=True)
class ServerNews:
    """How a server does. ``retry_seconds``: after so long one request may try again; ``trying``: it is under way."""

    host: str
    state: ServerState
    retry_seconds: float = 0.0
    trying: bool = False
