"""A line to the server that can be cut, and one that swallows everything without a word."""

from __future__ import annotations

import contextlib
import select
import socket
import threading


class Relay:
    """Forwards TCP to ``(host, port)``. ``swallow`` keeps every socket open and moves nothing; ``cut`` closes all."""

    def __init__(self, host: str, port: int) -> None:
        self._target = (host, port)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._pairs: list[tuple[socket.socket, socket.socket]] = []
        self._swallowing = threading.Event()
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._forward, daemon=True)
        self._thread.start()

    def swallow(self) -> None:
        """From now on nothing arrives anywhere, and nobody is told."""
        self._swallowing.set()

    def flow(self) -> None:
        """Go on; what was held back arrives late."""
        self._swallowing.clear()

    def cut(self) -> None:
        """Close every connection; new ones are possible."""
        for pair in self._pairs:
            for one in pair:
                with contextlib.suppress(OSError):
                    one.shutdown(socket.SHUT_RDWR)

    def end(self) -> None:
        """Close everything."""
        self._ended.set()
        self._thread.join(5)
        for one in (self._listener, *(one for pair in self._pairs for one in pair)):
            one.close()

    def _forward(self) -> None:
        while not self._ended.is_set():
            if self._swallowing.is_set():
                self._ended.wait(0.02)
                continue
            other = {one: two for pair in self._pairs for one, two in (pair, pair[::-1])}
            readable, _, _ = select.select([self._listener, *other], [], [], 0.02)
            for one in readable:
                if one is self._listener:
                    client, _ = self._listener.accept()
                    self._pairs.append((client, socket.create_connection(self._target)))
                    continue
                try:
                    data = one.recv(65536)
                    if data:
                        other[one].sendall(data)
                except OSError:
                    data = b""
                if not data:
                    self._pairs = [pair for pair in self._pairs if one not in pair]
                    for side in (one, other[one]):
                        side.close()
                    break
