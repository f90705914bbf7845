"""Real tiles, files and servers for the tests."""

from __future__ import annotations

import io
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from PIL import Image

Answer = tuple[int, bytes]


def picture(color: tuple[int, int, int] = (200, 40, 40), kind: str = "PNG", side: int = 256) -> bytes:
    """A tile of one colour."""
    buffer = io.BytesIO()
    Image.new("RGB", (side, side), color).save(buffer, kind)
    return buffer.getvalue()


def make_mbtiles(path: Path, tiles: dict[tuple[int, int, int], bytes], facts: dict[str, str] | None = None) -> Path:
    """An MBTiles file; keys are zoom, column, row from the north."""
    with sqlite3.connect(path) as file:
        file.execute("create table metadata (name text, value text)")
        file.execute("create table tiles (zoom_level integer, tile_column integer, tile_row integer, tile_data blob)")
        file.execute("create unique index at on tiles (zoom_level, tile_column, tile_row)")
        file.executemany("insert into metadata values (?, ?)", (facts or {"name": "试验底图"}).items())
        file.executemany("insert into tiles values (?, ?, ?, ?)",
                         ((z, x, (1 << z) - 1 - y, data) for (z, x, y), data in tiles.items()))
    file.close()
    return path


class TileRoom(ThreadingHTTPServer):
    """A real server: ``answer(path)`` is sent; ``asked`` keeps every path; cleared, ``held`` keeps requests waiting."""

    daemon_threads = True

    def __init__(self, answer: Callable[[str], Answer]) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answer, self.asked = answer, []
        self.held = threading.Event()
        self.held.set()

    @property
    def address(self) -> str:
        """Without a path."""
        return f"http://127.0.0.1:{self.server_port}"

    def handle_error(self, request, client_address) -> None:
        """Clients hang up here; that is no news."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        room = self.server
        room.asked.append(self.path)
        room.held.wait(30)
        status, body = room.answer(self.path)
        self.send_response(status)
        if status in (301, 302):
            self.send_header("Location", body.decode())
            body = b""
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_words: object) -> None:
        """Nothing on the screen."""


@contextmanager
def tile_room(answer: Callable[[str], Answer] = lambda _path: (200, picture())) -> Iterator[TileRoom]:
    """A server for as long as the block lasts."""
    room = TileRoom(answer)
    thread = threading.Thread(target=room.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield room
    finally:
        room.held.set()
        room.shutdown()
        room.server_close()
        thread.join(5)
