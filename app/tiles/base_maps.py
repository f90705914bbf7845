"""The base maps that this workstation can show: what its settings name, and one file that a person chose."""

from __future__ import annotations

import logging
from pathlib import Path
from urllib.parse import urlsplit

from app.domain.base_map import BaseKind, BaseMap, BaseMapRefused, ServerNews, TileSheet
from app.settings import Settings
from app.tiles.mbtiles import MBTiles
from app.tiles.tile_cache import TileCache
from app.tiles.tile_server import REST_SECONDS, SECONDS, ServerCircuit, TileServer

log = logging.getLogger("gridroom.tiles")
TIANDITU = "https://t{s}.tianditu.gov.cn"
TIANDITU_SERVERS = "01234567"
TIANDITU_ZOOMS = (1, 18)
SHIFTED_ZOOMS = (3, 18)
SHIFTED_SERVERS = "1234"
# WMTS of 天地图 in the Mercator matrix set (docs/trade.md §10); words stand on a sheet of their own.
_WMTS = ("/{layer}_w/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&LAYER={layer}&STYLE=default&TILEMATRIXSET=w"
         "&FORMAT=tiles&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}&tk={key}")


class BaseMaps:
    """Opens and closes them. No address is asked before somebody looks at its map."""

    def __init__(self, settings: Settings, *, rest_seconds: float = REST_SECONDS, seconds: float = SECONDS) -> None:
        self._settings, self._rest, self._seconds = settings, rest_seconds, seconds
        self._cache: TileCache | None = None
        self._circuits: dict[BaseKind, ServerCircuit] = {}
        self._files: dict[BaseKind, MBTiles] = {}
        self._maps: dict[BaseKind, BaseMap] = {}
        self._servers: list[TileServer] = []

    def configured(self) -> list[BaseKind]:
        """The kinds that this workstation has, beside STREETS, FILE and NONE, which every one has."""
        settings = self._settings
        found = [BaseKind.ROOM_FILE] if settings.map_file else []
        if settings.tianditu_key:
            found += [BaseKind.VECTOR, BaseKind.IMAGE]
        if settings.gcj02_tiles:
            found.append(BaseKind.SHIFTED)
        return found

    def open(self, kind: BaseKind, file: Path | None = None) -> BaseMap:
        """The base map of that kind, ``file`` for FILE; reads a disk, so call it on a worker.

        Raises BaseMapRefused (see MBTiles; ``not_configured`` for a kind that the settings lack).
        """
        if kind in (BaseKind.STREETS, BaseKind.NONE):
            return BaseMap(kind)
        if kind is BaseKind.FILE:
            if file is None:
                raise BaseMapRefused("missing")
            return self._file(kind, file)
        if kind not in self.configured():
            raise BaseMapRefused("not_configured")
        if kind is BaseKind.ROOM_FILE:
            return self._file(kind, self._settings.home / Path(self._settings.map_file).expanduser())
        if kind not in self._maps:
            self._maps[kind] = self._shifted() if kind is BaseKind.SHIFTED else self._tianditu(kind)
        return self._maps[kind]

    def news(self, kind: BaseKind) -> ServerNews | None:
        """How the server of that base map does; None for one without a server."""
        circuit = self._circuits.get(kind)
        return None if circuit is None else circuit.news()

    def close(self) -> None:
        """Let go of files, connections and cache."""
        for server in self._servers:
            server.close()
        for file in self._files.values():
            file.close()
        if self._cache is not None:
            self._cache.close()

    def _file(self, kind: BaseKind, path: Path) -> BaseMap:
        file = self._files.get(kind)
        if file is None or file.path != path:
            # One that was open before is left to whoever still reads it; its connections go with it.
            file = self._files[kind] = MBTiles(path)
        return BaseMap(kind, (TileSheet("file", file.read, file.min_zoom, file.max_zoom),),
                       file.attribution or file.name)

    def _tianditu(self, kind: BaseKind) -> BaseMap:
        settings = self._settings
        address = settings.tianditu_address or TIANDITU
        circuit = self._circuit(BaseKind.VECTOR, address)
        self._circuits[BaseKind.IMAGE] = circuit
        sheets = []
        for layer in ("vec", "cva") if kind is BaseKind.VECTOR else ("img", "cia"):
            server = TileServer(address + _WMTS.replace("{layer}", layer), circuit, self._kept(),
                                key=settings.tianditu_key, servers=TIANDITU_SERVERS, seconds=self._seconds)
            self._servers.append(server)
            sheets.append(TileSheet(layer, server.read, *TIANDITU_ZOOMS))
        return BaseMap(kind, tuple(sheets), "天地图")

    def _shifted(self) -> BaseMap:
        settings = self._settings
        circuit = self._circuit(BaseKind.SHIFTED, settings.gcj02_tiles)
        server = TileServer(settings.gcj02_tiles, circuit, self._kept(), servers=SHIFTED_SERVERS,
                            seconds=self._seconds)
        self._servers.append(server)
        return BaseMap(BaseKind.SHIFTED, (TileSheet("tiles", server.read, *SHIFTED_ZOOMS, shifted=True),),
                       settings.gcj02_attribution or circuit.host)

    def _circuit(self, kind: BaseKind, address: str) -> ServerCircuit:
        if kind not in self._circuits:
            host = urlsplit(address.replace("{s}", "")).netloc
            self._circuits[kind] = ServerCircuit(host, self._rest)
        return self._circuits[kind]

    def _kept(self) -> TileCache:
        if self._cache is None:
            self._cache = TileCache(self._settings.home / "tiles.sqlite")
        return self._cache
