"""``gridroom schema`` on a configured server, as its administrator would: here a second database of the tests' own."""

from __future__ import annotations

from contextlib import closing

import psycopg2

from app.database.embedded_server import EmbeddedServer
from tests.cli.conftest import Gridroom


def test_that_an_empty_database_is_named_and_then_filled(running: Gridroom) -> None:
    server = EmbeddedServer(running.home)
    with closing(psycopg2.connect(server.owner_url("postgres").replace("+psycopg2", ""))) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute("create database room")
    address = server.owner_url("room").replace("+psycopg2", "")

    empty = running("schema", "status", GRIDROOM_DATABASE_URL=address)
    first = running("schema", "apply", GRIDROOM_DATABASE_URL=address)
    second = running("schema", "apply", GRIDROOM_DATABASE_URL=address)
    filled = running("schema", "status", GRIDROOM_DATABASE_URL=address)

    assert (empty.code, first.code, second.code, filled.code) == (2, 0, 0, 0)
    assert "not a Gridroom database yet" in empty.complained
    assert "applied just now" in first.said
    assert "already" in second.said
    assert "may work with the database" in filled.said
