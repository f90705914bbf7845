"""Tiles of a server: few requests at once, each with a limit of time, and silence towards a server that is silent.

Only the configured host is ever asked: redirects are not followed and no proxy of the environment is used. The key
stands in the address, so addresses are never told to anybody: errors and the log name the host and nothing more.
"""

from __future__ import annotations

import contextlib
import hashlib
import http.client
import logging
import socket
import ssl
import threading
import time
from collections.abc import Callable
from urllib.parse import SplitResult, urlsplit

from app.domain.base_map import LARGEST_TILE, BaseMapRefused, ServerNews, ServerState, Tile, TileUnavailable
from app.tiles.checked_tile import checked_tile
from app.tiles.tile_cache import TileCache

log = logging.getLogger("gridroom.tiles")
SECONDS = 8.0            # for one tile, from the first byte sent to the last one received
AT_ONCE = 6              # requests under way towards one server
FAILURES = 3             # in a row, then the server is left alone …
REST_SECONDS = 60.0      # … for so long; then one request tries
_CHUNK = 64 * 1024
_STALE = (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError, http.client.CannotSendRequest)


class _FailedError(Exception):
    """A request that came to nothing."""

    def __init__(self, state: ServerState, words: str) -> None:
        super().__init__(words)
        self.state = state


class ServerCircuit:
    """Who may ask a server now. Sheets of one server share it; safe to be asked from several threads."""

    def __init__(self, host: str, rest_seconds: float = REST_SECONDS,
                 now: Callable[[], float] = time.monotonic) -> None:
        self.host, self._rest, self._now = host, rest_seconds, now
        self._door = threading.Lock()
        self._failures, self._again_at, self._trying = 0, 0.0, False
        self._state = ServerState.ANSWERS
        self.places = threading.BoundedSemaphore(AT_ONCE)

    def may_ask(self) -> bool:
        """Whether a request may leave: always while it answers; after the rest, one at a time."""
        with self._door:
            if self._failures < FAILURES:
                return True
            if self._trying or self._now() < self._again_at:
                return False
            self._trying = True
            return True

    def answered(self) -> None:
        """A request was answered."""
        with self._door:
            self._failures, self._trying = 0, False
            changed, self._state = self._state is not ServerState.ANSWERS, ServerState.ANSWERS
        if changed:
            log.info("the base map's server %s answers again", self.host)

    def failed(self, state: ServerState, words: str) -> None:
        """A request came to nothing."""
        with self._door:
            self._failures, self._trying = self._failures + 1, False
            if self._failures < FAILURES:
                return
            self._again_at = self._now() + self._rest
            changed, self._state = self._failures == FAILURES or self._state is not state, state
        if changed:
            log.warning("the base map's server %s: %s; asked again in %.0f s", self.host, words, self._rest)

    def news(self) -> ServerNews:
        """How the server does now."""
        with self._door:
            left = 0.0 if self._state is ServerState.ANSWERS else max(0.0, self._again_at - self._now())
            return ServerNews(self.host, self._state, left, self._trying)


class TileServer:
    """One sheet of tiles of a server. ``template`` is an address with {z}, {x}, {y} and perhaps {s} for one of
    ``servers``; ``key`` takes the place of {key}."""

    def __init__(self, template: str, circuit: ServerCircuit, cache: TileCache | None = None, *, key: str = "",
                 servers: str = "", seconds: float = SECONDS) -> None:
        self._template, self._circuit, self._cache, self._key = template, circuit, cache, key
        self._servers, self._seconds = servers, seconds
        # The key is no part of what is kept: another key is the same map.
        self._source = hashlib.sha256(template.encode()).hexdigest()[:16]
        self._door = threading.Lock()
        self._idle: dict[str, list[http.client.HTTPConnection]] = {}
        self._closed = False

    def read(self, z: int, x: int, y: int) -> Tile | None:
        """A tile: kept and fresh, else fetched, else kept and old. None: the server has none there.

        Raises TileUnavailable.
        """
        place = (self._source, z, x, y)
        kept = self._cache.get(place) if self._cache is not None else None
        if kept is not None and kept[1]:
            return kept[0]
        try:
            tile = self._ask(z, x, y)
        except TileUnavailable:
            if kept is not None:
                return kept[0]
            raise
        if tile is not None and self._cache is not None:
            self._cache.put(place, tile)
        return tile

    def _ask(self, z: int, x: int, y: int) -> Tile | None:
        circuit = self._circuit
        with circuit.places:
            if not circuit.may_ask():
                raise TileUnavailable(f"{circuit.host} is left alone for a while")
            try:
                data = self._fetch(urlsplit(self._address(z, x, y)))
                tile = None if data is None else checked_tile(data)
            except _FailedError as failed:
                circuit.failed(failed.state, str(failed))
                raise TileUnavailable(f"{circuit.host}: {failed}") from None
            except BaseMapRefused as refused:
                circuit.failed(ServerState.NONSENSE, f"what came is no tile ({refused.why})")
                raise TileUnavailable(f"{circuit.host} sent no tile ({refused.why})") from None
            except BaseException:
                circuit.failed(ServerState.SILENT, "it cannot be asked")
                raise
            circuit.answered()
            return tile

    def _address(self, z: int, x: int, y: int) -> str:
        address = self._template.replace("{z}", str(z)).replace("{x}", str(x)).replace("{y}", str(y))
        if self._servers:
            address = address.replace("{s}", self._servers[(x + y) % len(self._servers)])
        return address.replace("{key}", self._key)

    def close(self) -> None:
        """Hang up what is kept open."""
        with self._door:
            self._closed = True
            for lines in self._idle.values():
                for line in lines:
                    line.close()
            self._idle.clear()

    def _fetch(self, url: SplitResult) -> bytes | None:
        end = time.monotonic() + self._seconds
        target = url.path + (f"?{url.query}" if url.query else "")
        while True:
            line, fresh = self._line(url)
            try:
                data = self._exchange(line, target, end)
            except (OSError, http.client.HTTPException) as error:
                line.close()
                # A connection that was kept open may have been closed meanwhile: then a new one asks once more.
                if isinstance(error, _STALE) and not fresh:
                    continue
                words = "no answer in time" if isinstance(error, TimeoutError) else "no connection"
                raise _FailedError(ServerState.SILENT, words) from None
            except BaseException:
                line.close()
                raise
            self._keep(url, line)
            return data

    def _exchange(self, line: http.client.HTTPConnection, target: str, end: float) -> bytes | None:
        line.request("GET", target, headers={"Accept": "image/*", "User-Agent": "Gridroom"})
        # A socket's own limit begins anew with each byte; a server that drips would hold this thread for ever.
        guard = threading.Timer(max(0.0, end - time.monotonic()), _cut, (line.sock,))
        guard.daemon = True
        guard.start()
        try:
            return self._answer(line, end)
        finally:
            guard.cancel()

    def _answer(self, line: http.client.HTTPConnection, end: float) -> bytes | None:
        try:
            answer = line.getresponse()
        except _STALE as error:
            if time.monotonic() >= end:
                raise TimeoutError from error
            raise
        data = bytearray()
        while True:
            chunk = answer.read1(_CHUNK)
            if time.monotonic() >= end:
                raise TimeoutError
            if not chunk:
                break
            data += chunk
            if len(data) > LARGEST_TILE:
                raise _FailedError(ServerState.NONSENSE, "a tile that is too large")
        status, left = answer.status, answer.length
        answer.close()  # else the connection counts as busy with it
        if answer.will_close or not 200 <= status < 300:
            line.close()
        if status in (200, 203):
            if left:  # the connection ended before what was promised
                raise TimeoutError
            return bytes(data)
        if status in (204, 404, 410):
            return None
        if status in (401, 402, 403, 407, 418, 429):
            raise _FailedError(ServerState.REFUSES, f"it refuses ({status})")
        raise _FailedError(ServerState.SILENT, f"it answers with an error ({status})")

    def _line(self, url: SplitResult) -> tuple[http.client.HTTPConnection, bool]:
        """A connection to this host, and whether it is new."""
        with self._door:
            idle = self._idle.get(url.netloc)
            if idle:
                return idle.pop(), False
        host, port = url.hostname or "", url.port
        if url.scheme == "https":
            return http.client.HTTPSConnection(host, port, timeout=self._seconds,
                                               context=ssl.create_default_context()), True
        return http.client.HTTPConnection(host, port, timeout=self._seconds), True

    def _keep(self, url: SplitResult, line: http.client.HTTPConnection) -> None:
        with self._door:
            if line.sock is None or self._closed:
                line.close()
            else:
                self._idle.setdefault(url.netloc, []).append(line)


def _cut(sock: socket.socket | None) -> None:
    if sock is not None:
        with contextlib.suppress(OSError):
            sock.shutdown(socket.SHUT_RDWR)
