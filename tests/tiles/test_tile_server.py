"""Tiles of a server: a real one that answers, hangs, drips, refuses and comes back."""

from __future__ import annotations

import logging
import socket
import threading

import pytest

from app.domain.base_map import BaseKind, BaseMapRefused, ServerState, Tile, TileUnavailable
from app.settings import Settings
from app.tiles.base_maps import BaseMaps
from app.tiles.tile_cache import TileCache
from app.tiles.tile_server import AT_ONCE, FAILURES, ServerCircuit, TileServer
from tests.tiles.tile_room import picture, tile_room

KEY = "secret0123456789"


class Clock:
    """Seconds that pass when the test says so."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def server_of():
    """Makes a server for a room; closed with the test."""
    made: list[TileServer] = []

    def make(room, clock=None, cache=None, seconds: float = 0.3) -> tuple[TileServer, ServerCircuit]:
        circuit = ServerCircuit("the host", 60.0, clock or Clock())
        made.append(TileServer(room.address + "/{z}/{x}/{y}.png?tk={key}", circuit, cache, key=KEY, seconds=seconds))
        return made[-1], circuit

    yield make
    for server in made:
        server.close()


def fail(server: TileServer, times: int = 1) -> None:
    for at in range(times):
        with pytest.raises(TileUnavailable):
            server.read(9, at, 0)


def test_that_a_tile_is_fetched_with_the_key(server_of):
    with tile_room() as room:
        server, _ = server_of(room)
        assert server.read(9, 5, 6) == Tile(picture(), "image/png")
        assert room.asked == [f"/9/5/6.png?tk={KEY}"]


def test_that_a_tile_that_is_not_there_is_no_failure(server_of):
    with tile_room(lambda _path: (404, b"none")) as room:
        server, circuit = server_of(room)
        assert [server.read(9, at, 0) for at in range(5)] == [None] * 5
        assert circuit.news().state is ServerState.ANSWERS


def test_that_a_silent_server_is_left_alone_and_then_tried_once(server_of):
    clock = Clock()
    with tile_room() as room:
        server, circuit = server_of(room, clock)
        room.held.clear()
        fail(server, FAILURES)
        assert circuit.news().state is ServerState.SILENT
        asked = len(room.asked)
        fail(server, 20)
        assert len(room.asked) == asked
        clock.seconds += 61
        assert circuit.news().retry_seconds == 0
        fail(server, 3)                      # one of them asked, the others did not
        assert len(room.asked) == asked + 1
        clock.seconds += 61
        room.held.set()
        assert server.read(9, 0, 0) is not None
        assert circuit.news().state is ServerState.ANSWERS
        assert server.read(9, 1, 0) is not None


def test_that_a_server_that_drips_is_as_good_as_silent():
    with socket.create_server(("127.0.0.1", 0)) as listening:
        over = threading.Event()

        def drip() -> None:
            line, _ = listening.accept()
            with line:
                line.sendall(b"HTTP/1.1 200 OK\r\nX-Slow: ")
                while not over.wait(0.05):
                    try:
                        line.sendall(b"a")
                    except OSError:
                        return

        thread = threading.Thread(target=drip, daemon=True)
        thread.start()
        server = TileServer(f"http://127.0.0.1:{listening.getsockname()[1]}/{{z}}/{{x}}/{{y}}",
                            ServerCircuit("h"), seconds=0.4)
        fail(server)
        over.set()
        thread.join(5)
        assert not thread.is_alive()


@pytest.mark.parametrize(("answer", "state"), [
    ((403, b"{}"), ServerState.REFUSES), ((429, b""), ServerState.REFUSES), ((500, b""), ServerState.SILENT),
    ((200, b"<html>Please sign in</html>"), ServerState.NONSENSE), ((200, b""), ServerState.NONSENSE),
    ((200, picture()[:-40]), ServerState.NONSENSE), ((200, bytes(5 * 2**20)), ServerState.NONSENSE),
])
def test_that_other_answers_are_told_apart(server_of, answer, state):
    with tile_room(lambda _path: answer) as room:
        server, circuit = server_of(room, seconds=5)
        fail(server, FAILURES)
        assert circuit.news().state is state


def test_that_a_redirection_is_not_followed(server_of):
    with tile_room() as elsewhere, tile_room(lambda path: (302, elsewhere.address.encode() + path.encode())) as room:
        server, _ = server_of(room)
        fail(server)
        assert elsewhere.asked == []


def test_that_an_environment_s_proxy_is_not_asked(server_of, monkeypatch):
    with tile_room() as proxy, tile_room() as room:
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
            monkeypatch.setenv(name, proxy.address)
        assert server_of(room)[0].read(9, 0, 0) is not None
        assert proxy.asked == []


def test_that_no_key_and_no_address_are_told(server_of, caplog):
    with tile_room() as room, caplog.at_level(logging.DEBUG):
        server, _ = server_of(room)
        room.held.clear()
        words = []
        for at in range(5):
            with pytest.raises(TileUnavailable) as caught:
                server.read(9, at, 0)
            error: BaseException | None = caught.value
            while error is not None:
                words.append(str(error))
                error = None if error.__suppress_context__ else error.__context__
        told = caplog.text + " ".join(words)
        assert KEY not in told
        assert "tk=" not in told
        assert "the host" in told
        assert KEY not in repr(Settings(home=room, tianditu_key=KEY, gcj02_tiles=f"https://h/{{z}}{{x}}{{y}}?k={KEY}"))


def test_that_not_more_than_a_few_requests_are_under_way(server_of):
    with tile_room() as room:
        server, _ = server_of(room, seconds=20)
        room.held.clear()
        threads = [threading.Thread(target=server.read, args=(9, at, 0), daemon=True) for at in range(20)]
        for thread in threads:
            thread.start()
        while len(room.asked) < AT_ONCE:
            threading.Event().wait(0.01)
        assert len(room.asked) == AT_ONCE
        room.held.set()
        for thread in threads:
            thread.join(20)
        assert len(room.asked) == 20


def test_that_a_kept_tile_is_not_fetched_again_until_it_is_old(server_of, tmp_path):
    clock = Clock()
    cache = TileCache(tmp_path / "tiles.sqlite", kept_seconds=100, now=clock)
    with tile_room() as room:
        server, _ = server_of(room, cache=cache)
        for _ in range(4):
            assert server.read(9, 1, 1) is not None
        assert len(room.asked) == 1
        clock.seconds += 101
        assert server.read(9, 1, 1) is not None
        assert len(room.asked) == 2
        clock.seconds += 101
        room.held.clear()
        assert server.read(9, 1, 1) is not None  # old, but there
        fail(server)
    assert KEY.encode() not in (tmp_path / "tiles.sqlite").read_bytes()
    cache.close()


def test_that_the_least_used_tiles_go_when_there_are_too_many(tmp_path):
    clock, data = Clock(), picture()
    cache = TileCache(tmp_path / "tiles.sqlite", largest=len(data) * 150, now=clock)
    for at in range(401):
        clock.seconds += 1
        cache.put(("one", 9, at, 0), Tile(data, "image/png"))
    assert cache.size() <= len(data) * 150
    assert cache.get(("one", 9, 400, 0)) is not None
    assert cache.get(("one", 9, 0, 0)) is None
    cache.close()


def test_that_a_damaged_or_impossible_cache_stops_nothing(tmp_path):
    (tmp_path / "bad.sqlite").write_bytes(b"no database" * 500)
    cache = TileCache(tmp_path / "bad.sqlite")
    cache.put(("one", 1, 0, 0), Tile(picture(), "image/png"))
    assert cache.get(("one", 1, 0, 0)) is not None
    cache.close()
    cache = TileCache(tmp_path / "no" / "such" / "folder.sqlite")
    cache.put(("one", 1, 0, 0), Tile(picture(), "image/png"))
    assert cache.get(("one", 1, 0, 0)) is None
    cache.close()


def test_that_the_room_has_what_its_settings_name(tmp_path):
    assert BaseMaps(Settings(home=tmp_path)).configured() == []
    with tile_room() as room:
        settings = Settings(home=tmp_path, tianditu_key=KEY, tianditu_address=room.address,
                            gcj02_tiles=room.address + "/{z}-{x}-{y}", map_file="room.mbtiles")
        maps = BaseMaps(settings)
        assert maps.configured() == [BaseKind.ROOM_FILE, BaseKind.VECTOR, BaseKind.IMAGE, BaseKind.SHIFTED]
        for kind, layers in ((BaseKind.VECTOR, ("vec", "cva")), (BaseKind.IMAGE, ("img", "cia"))):
            for sheet, layer in zip(maps.open(kind).sheets, layers, strict=True):
                sheet.read(10, 855, 424)
                assert room.asked[-1].startswith(f"/{layer}_w/wmts?")
                assert f"&LAYER={layer}&" in room.asked[-1]
                assert room.asked[-1].endswith(f"&TILEMATRIX=10&TILEROW=424&TILECOL=855&tk={KEY}")
        assert maps.open(BaseKind.SHIFTED).sheets[0].shifted
        with pytest.raises(BaseMapRefused):
            maps.open(BaseKind.ROOM_FILE)
        maps.close()
    with pytest.raises(BaseMapRefused):
        BaseMaps(Settings(home=tmp_path)).open(BaseKind.VECTOR)
