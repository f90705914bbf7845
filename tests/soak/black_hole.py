"""Addresses and servers that swallow everything: nothing comes back, not even a refusal."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import psutil

from app.database.embedded_server import EmbeddedServer


@contextmanager
def swallowing_address() -> Iterator[tuple[str, int]]:
    """An address on this machine that answers no attempt to connect.

    A listening socket whose queue is full: Linux drops further packets without a word, as a firewall does.
    """
    listening = socket.create_server(("127.0.0.1", 0), backlog=0)
    fillers = []
    try:
        for _ in range(8):
            filler = socket.socket()
            filler.setblocking(False)
            with suppress(BlockingIOError):
                filler.connect(listening.getsockname())
            fillers.append(filler)
        yield listening.getsockname()
    finally:
        for one in (*fillers, listening):
            one.close()


@contextmanager
def stopped(server: EmbeddedServer) -> Iterator[None]:
    """The server's processes stand still (SIGSTOP): sockets stay open, nothing is answered."""
    process_id = server.status().process_id
    assert process_id is not None
    postmaster = psutil.Process(process_id)
    family = [postmaster, *postmaster.children(recursive=True)]
    for process in family:
        process.suspend()
    try:
        yield
    finally:
        for process in family:
            with suppress(psutil.NoSuchProcess):
                process.resume()
