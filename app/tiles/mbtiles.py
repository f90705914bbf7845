"""Base maps of one file: MBTiles 1.3, a SQLite file with pictures.

The file is opened for reading only and as one that nobody changes (``immutable``), so it may lie on a read-only share
and no lock or journal is ever written beside it. Each thread has a connection of its own.
"""

from __future__ import annotations

import contextlib
import logging
import sqlite3
import threading
import time
from pathlib import Path

from app.domain.base_map import DEEPEST, LARGEST_TILE, BaseMapRefused, Tile, TileUnavailable
from app.tiles.checked_tile import checked_tile

log = logging.getLogger("gridroom.tiles")
LONGEST_WORDS = 500     # characters of a name or attribution that are taken
PROBED = 3              # tiles looked at when a file is opened
SECONDS = 8.0           # for opening a file, or for one tile: "tiles" may be a view that never ends, or have no index
_STEPS = 20_000         # of SQLite's machine between two looks at the clock
_ONE = "select {} from tiles where zoom_level = ? and tile_column = ? and tile_row = ?"


class MBTiles:
    """One file; opening checks it. Raises BaseMapRefused (missing, no_sqlite, no_tiles, vector, empty, too_large,
    cut_off, no_picture, unreadable, slow, in_use)."""

    def __init__(self, path: Path, seconds: float = SECONDS) -> None:
        self.path, self._seconds = path, seconds
        self._threads = threading.local()
        self._all: list[sqlite3.Connection] = []
        self._door = threading.Lock()
        self._told = False
        if not path.is_file():
            raise BaseMapRefused("missing", path.name)
        if any(Path(f"{path}{ending}").is_file() and Path(f"{path}{ending}").stat().st_size
               for ending in ("-wal", "-journal")):
            raise BaseMapRefused("in_use", path.name)  # part of it stands beside it, where nobody here looks
        try:
            self._open()
        except sqlite3.DatabaseError as error:
            self.close()
            if _took_too_long(error):
                raise BaseMapRefused("slow", path.name) from error
            no_sqlite = "not a database" in str(error) or not _begins_as_sqlite(path)
            raise BaseMapRefused("no_sqlite" if no_sqlite else "unreadable", path.name) from error
        except BaseMapRefused:
            self.close()
            raise

    def read(self, z: int, x: int, y: int) -> Tile | None:
        """A tile; None where the file has none. Raises TileUnavailable where the file is damaged."""
        if not (0 <= z <= DEEPEST and 0 <= x < 1 << z and 0 <= y < 1 << z):
            return None
        key = (z, x, (1 << z) - 1 - y)  # MBTiles counts rows from the south (TMS)
        try:
            connection = self._connection()
            self._threads.ends = time.monotonic() + self._seconds
            size = connection.execute(_ONE.format("length(tile_data)"), key).fetchone()
            if size is None or not size[0]:
                return None
            if size[0] > LARGEST_TILE:
                raise BaseMapRefused("too_large", f"{size[0] / 2**20:.1f} MB")
            found = connection.execute(_ONE.format("tile_data"), key).fetchone()
            data = found[0] if found is not None else None
            return checked_tile(data) if isinstance(data, bytes) else None
        except BaseMapRefused as refused:
            self._tell(f"tile {z}/{x}/{y} is left out: {refused}")
            return None
        except sqlite3.Error as error:
            self._tell(str(error))
            raise TileUnavailable(f"{self.path.name} cannot be read") from error

    def close(self) -> None:
        """Let go of the file, when no thread reads any more."""
        with self._door:
            for connection in self._all:
                with contextlib.suppress(sqlite3.Error):
                    connection.close()
            self._all.clear()

    def _open(self) -> None:
        connection = self._connection()
        self._threads.ends = time.monotonic() + self._seconds
        columns = {str(row[1]) for row in connection.execute("pragma table_info(tiles)")}
        if not {"zoom_level", "tile_column", "tile_row", "tile_data"} <= columns:
            raise BaseMapRefused("no_tiles", self.path.name)
        facts = self._facts(connection)
        if facts.get("format", "").lower() in ("pbf", "mvt"):
            raise BaseMapRefused("vector", self.path.name)
        # Asked one by one each of them is a look into the index; together they would read all of it.
        zooms = connection.execute("select (select min(zoom_level) from tiles), (select max(zoom_level) from tiles)"
                                   ).fetchone()
        if zooms is None or zooms[0] is None:
            raise BaseMapRefused("empty", self.path.name)
        # What lies in the file counts, whatever its metadata say.
        if not all(isinstance(zoom, int) and 0 <= zoom <= DEEPEST for zoom in zooms):
            raise BaseMapRefused("no_tiles", self.path.name)
        self.min_zoom, self.max_zoom = int(zooms[0]), int(zooms[1])
        self.name = facts.get("name", "") or self.path.stem
        self.attribution = facts.get("attribution", "")
        self.box = _box(facts.get("bounds", ""))
        for size, data in connection.execute(
                "select length(tile_data), case when length(tile_data) <= ? then tile_data end from tiles"
                " where zoom_level = ? limit ?", (LARGEST_TILE, self.max_zoom, PROBED)):
            if size is None or size > LARGEST_TILE:
                raise BaseMapRefused("too_large", f"{(size or 0) / 2**20:.1f} MB")
            checked_tile(data if isinstance(data, bytes) else b"")

    def _facts(self, connection: sqlite3.Connection) -> dict[str, str]:
        try:
            rows = connection.execute("select name, substr(value, 1, ?) from metadata limit 200", (LONGEST_WORDS,))
            return {str(name): " ".join(str(value).split()) for name, value in rows}
        except sqlite3.OperationalError:  # the table is wanted by the format, and often missing
            return {}

    def _connection(self) -> sqlite3.Connection:
        found: sqlite3.Connection | None = getattr(self._threads, "connection", None)
        if found is None:
            found = sqlite3.connect(f"{self.path.absolute().as_uri()}?mode=ro&immutable=1", uri=True,
                                    check_same_thread=False)  # its own thread uses it, another one may close it
            found.set_progress_handler(self._late, _STEPS)
            found.execute("pragma query_only = on")
            found.execute("pragma cell_size_check = on")
            with self._door:
                self._all.append(found)
            self._threads.connection = found
        return found

    def _late(self) -> int:
        """Asked by SQLite on the thread that reads; anything but 0 ends the question."""
        return int(time.monotonic() > getattr(self._threads, "ends", float("inf")))

    def _tell(self, words: str) -> None:
        if not self._told:
            self._told = True
            log.warning("base map %s: %s (further faults of this file are not told)", self.path.name, words)


def _took_too_long(error: sqlite3.DatabaseError) -> bool:
    return getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_INTERRUPT


def _begins_as_sqlite(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(16) == b"SQLite format 3\0"


def _box(words: str) -> tuple[float, float, float, float] | None:
    try:
        west, south, east, north = (float(part) for part in words.split(","))
    except ValueError:
        return None
    return (west, south, east, north) if -180 <= west < east <= 180 and -90 <= south < north <= 90 else None
