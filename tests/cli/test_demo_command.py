"""``gridroom demo``: made anew on wish, and never over somebody's records."""

from __future__ import annotations

from contextlib import closing

import psycopg2

from app.database.embedded_server import EmbeddedServer
from app.demo import demo_accounts
from tests.cli.conftest import Gridroom


def test_that_reset_makes_a_demo_whose_history_holds(gridroom: Gridroom) -> None:
    called = gridroom("demo", "reset")

    assert called.code == 0, called.complained
    assert "示范区 is ready" in called.said
    account = demo_accounts()[0]
    server = EmbeddedServer(gridroom.home)
    server.start()
    address = server.person_url(account.login, account.password).replace("+psycopg2", "")
    with closing(psycopg2.connect(address)) as connection, connection.cursor() as cursor:
        cursor.execute("select count(*) from api.case_board")
        row = cursor.fetchone()
    assert row is not None
    assert row[0] > 50
    assert gridroom("verify-history").code == 0


def test_that_on_the_demo_the_sheet_needs_no_name(gridroom: Gridroom) -> None:
    """``gridroom sheet --date D --out F.pdf`` on a home that nobody has used yet."""
    paper = gridroom.home.parent / "sheet.pdf"

    called = gridroom("sheet", "--date", "today", "--out", str(paper))

    assert called.code == 0, called.complained
    assert paper.read_bytes().startswith(b"%PDF-")
    assert "edition 1" in called.said


def test_that_reset_leaves_real_records_alone(running: Gridroom) -> None:
    added = running("people", "add", "realone", "--name", "派遣员", "--duty", "dispatcher", "--password-from", "-",
                    given="long-enough\n")
    assert added.code == 0

    called = running("demo", "reset")

    assert called.code == 2
    assert "no demo" in called.complained
    assert "realone" in running("people", "list").said


def test_that_reset_never_works_on_a_server_of_the_room(gridroom: Gridroom) -> None:
    called = gridroom("demo", "reset", GRIDROOM_DATABASE_URL="postgresql://127.0.0.1:1/gridroom")

    assert called.code == 2
    assert "never reset" in called.complained


def test_that_the_accounts_are_listed(gridroom: Gridroom) -> None:
    lines = gridroom("demo", "accounts").said.splitlines()

    assert len(lines) == len(demo_accounts())
    assert "paiqian1\tgridroom-demo\t派遣员一号" in lines
