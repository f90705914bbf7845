"""Tiles of servers kept on this disk, so that a district is fetched once and shown also when the server is away.

One SQLite file for all servers of a workstation. What lies here can be fetched again: a damaged file is thrown away,
and a disk that is full or read-only only means that nothing is kept.
"""

from __future__ import annotations

import contextlib
import logging
import sqlite3
import threading
import time
from collections.abc import Callable
from pathlib import Path

from app.domain.base_map import Tile

log = logging.getLogger("gridroom.tiles")
LARGEST = 512 * 1024 * 1024      # bytes of pictures
KEPT_SECONDS = 30 * 86_400.0     # after that a tile is fetched again; it is shown until the new one came
LOOK_EVERY = 200                 # tiles put between two looks at the size
_TABLE = """create table if not exists tile (
    source text not null, z integer not null, x integer not null, y integer not null,
    data blob not null, media_type text not null, fetched_at real not null, used_at real not null,
    primary key (source, z, x, y)) without rowid"""
_GET = "select data, media_type, fetched_at, used_at from tile where source = ? and z = ? and x = ? and y = ?"
_USED = "update tile set used_at = ? where source = ? and z = ? and x = ? and y = ?"
_DELETE = "delete from tile where source = ? and z = ? and x = ? and y = ?"

Place = tuple[str, int, int, int]


class TileCache:
    """Safe to be asked from several threads. ``now`` is a clock in seconds."""

    def __init__(self, path: Path, largest: int = LARGEST, kept_seconds: float = KEPT_SECONDS,
                 now: Callable[[], float] = time.time) -> None:
        self._path, self._largest, self._kept, self._now = path, largest, kept_seconds, now
        self._door = threading.Lock()
        self._puts = 0
        self._file: sqlite3.Connection | None = None
        self._broken = self._closed = False

    def get(self, place: Place) -> tuple[Tile, bool] | None:
        """The tile and whether it is fresh; None when there is none."""
        with self._door:
            try:
                file = self._opened()
                if file is None:
                    return None
                row = file.execute(_GET, place).fetchone()
                if row is None:
                    return None
                now = self._now()
                if now - row[3] > 3600:  # an hour is exact enough to know what was not used for long
                    file.execute(_USED, (now, *place))
                return Tile(bytes(row[0]), str(row[1])), 0 <= now - row[2] < self._kept
            except sqlite3.Error as error:
                self._give_up(error)
                return None

    def put(self, place: Place, tile: Tile) -> None:
        """Keep a tile; the least used ones go when there are too many."""
        with self._door:
            try:
                file = self._opened()
                if file is None:
                    return
                now = self._now()
                file.execute("insert or replace into tile values (?, ?, ?, ?, ?, ?, ?, ?)",
                             (*place, tile.data, tile.media_type, now, now))
                self._puts += 1
                if self._puts % LOOK_EVERY == 1:
                    self._tidy(file)
            except sqlite3.Error as error:
                self._give_up(error)

    def size(self) -> int:
        """Bytes of all pictures."""
        with self._door:
            file = self._opened()
            return 0 if file is None else int(
                file.execute("select coalesce(sum(length(data)), 0) from tile").fetchone()[0])

    def close(self) -> None:
        """Let go of the file."""
        with self._door:
            self._closed = True
            self._shut()

    def _opened(self) -> sqlite3.Connection | None:
        if self._file is None and not (self._broken or self._closed):
            try:
                self._file = self._open()
            except sqlite3.OperationalError:
                raise
            except sqlite3.DatabaseError as error:
                log.warning("the kept tiles are damaged and are fetched anew: %s", error)
                self._shut()
                for ending in ("", "-wal", "-shm"):
                    with contextlib.suppress(OSError):
                        Path(f"{self._path}{ending}").unlink()
                self._file = self._open()
        return self._file

    def _open(self) -> sqlite3.Connection:
        # Transactions of one statement each; the file may be shared with a second program of this workstation.
        file = sqlite3.connect(self._path, timeout=2.0, check_same_thread=False, isolation_level=None)
        try:
            file.execute("pragma journal_mode = wal")
            file.execute("pragma synchronous = off")
            file.execute("pragma auto_vacuum = incremental")
            file.execute(_TABLE)
        except sqlite3.Error:
            file.close()
            raise
        return file

    def _tidy(self, file: sqlite3.Connection) -> None:
        total = int(file.execute("select coalesce(sum(length(data)), 0) from tile").fetchone()[0])
        if total <= self._largest:
            return
        goes = total - int(self._largest * 0.9)
        for row in file.execute("select source, z, x, y, length(data) from tile order by used_at").fetchall():
            file.execute(_DELETE, row[:4])
            goes -= row[4]
            if goes <= 0:
                break
        file.execute("pragma incremental_vacuum")

    def _give_up(self, error: sqlite3.Error) -> None:
        log.warning("tiles are not kept on this disk any more: %s", error)
        self._broken = True
        self._shut()

    def _shut(self) -> None:
        if self._file is not None:
            with contextlib.suppress(sqlite3.Error):
                self._file.close()
        self._file = None
