"""What a workstation sees when nothing comes back: neither an answer nor a refusal."""

from __future__ import annotations

import socket
import sys
import threading
import time
from collections.abc import Iterator
from functools import partial
from queue import Queue

import pytest

from app.database.changes import changes
from app.database.embedded_server import EmbeddedServer
from app.database.engine import CONNECT_SECONDS, connect_raw, make_engine
from app.database.failures_from_sql import translated
from app.domain.changes import Change, Lost, Resync
from app.domain.failures import Unreachable
from tests.database.clone import PASSWORD, make_template
from tests.soak.black_hole import stopped, swallowing_address
from tests.soak.homes import server_home

HEARTBEAT = 0.5
PATIENCE = 20.0


@pytest.fixture
def chief_url() -> Iterator[tuple[EmbeddedServer, str]]:
    """A server of this test alone, which may be made to stand still, and an address of the chief there."""
    with server_home() as home:
        server = EmbeddedServer(home)
        server.start()
        try:
            yield server, server.person_url("chief", PASSWORD, make_template(server))
        finally:
            server.stop()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux drops packets for a full queue")
def test_that_an_address_which_swallows_packets_is_unreachable_after_the_connect_limit() -> None:
    with swallowing_address() as (host, port):
        engine = make_engine(f"postgresql://somebody:secret@{host}:{port}/gridroom", "test")
        began = time.monotonic()
        with pytest.raises(Unreachable), translated():
            engine.connect()
        waited = time.monotonic() - began
    print(f"unreachable after {waited:.1f} s")
    assert CONNECT_SECONDS - 1 <= waited <= CONNECT_SECONDS + 3


def test_that_a_server_which_stands_still_is_told_as_lost_and_found_again(chief_url) -> None:
    server, url = chief_url
    wake, waker = socket.socketpair()
    said: Queue[Change] = Queue()

    def follow() -> None:
        for change in changes(partial(connect_raw, url, "test"), ["gridroom_case"], wake, HEARTBEAT):
            said.put(change)

    following = threading.Thread(target=follow)
    following.start()
    try:
        assert isinstance(said.get(timeout=PATIENCE), Resync)
        with stopped(server):
            began = time.monotonic()
            assert isinstance(said.get(timeout=PATIENCE), Lost)
            print(f"told as lost after {time.monotonic() - began:.1f} s")
        while not isinstance(said.get(timeout=PATIENCE), Resync):
            pass
    finally:
        waker.send(b"x")
        following.join(PATIENCE)
        wake.close()
        waker.close()
    assert not following.is_alive()


def test_that_a_new_connection_to_a_server_which_stands_still_gives_up(chief_url) -> None:
    server, url = chief_url
    with stopped(server):
        began = time.monotonic()
        with pytest.raises(Unreachable), translated():
            make_engine(url, "test").connect()
        assert time.monotonic() - began <= CONNECT_SECONDS + 3
