"""``gridroom people`` and ``gridroom verify-history``: real logins on a real server."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import psycopg2
import pytest

from app.database.embedded_server import EmbeddedServer
from tests.cli.conftest import Called, Gridroom

PASSWORD = "long-enough"


def add(running: Gridroom, login: str, *options: str, password: str = PASSWORD) -> Called:
    return running("people", "add", login, "--name", "派遣员二号", *options, "--password-from", "-",
                   given=password + "\n")


def test_that_an_added_person_signs_in_and_is_listed(running: Gridroom) -> None:
    assert add(running, "paiqian2", "--duty", "dispatcher", "--duty", "assessor").code == 0

    address = EmbeddedServer(running.home).person_url("paiqian2", PASSWORD).replace("+psycopg2", "")
    with closing(psycopg2.connect(address)) as connection, connection.cursor() as cursor:
        cursor.execute("select name, duties from api.me")
        assert cursor.fetchone() == ("派遣员二号", ["gridroom_assessor", "gridroom_dispatcher"])
    assert "paiqian2\t派遣员二号\tdispatcher, assessor\t" in running("people", "list").said


def test_that_adding_again_changes_password_and_duties(running: Gridroom) -> None:
    add(running, "hecha2", "--duty", "dispatcher")
    add(running, "hecha2", "--duty", "inspector", password="another-one")

    server = EmbeddedServer(running.home)
    with pytest.raises(psycopg2.OperationalError, match="password"):
        psycopg2.connect(server.person_url("hecha2", PASSWORD).replace("+psycopg2", ""))
    assert "hecha2\t派遣员二号\tinspector\t" in running("people", "list").said


@pytest.mark.parametrize(("login", "options", "words"), [
    ("postgres", ("--duty", "wall"), "'postgres' cannot be a login"),
    ("Paiqian", ("--duty", "wall"), "'Paiqian' cannot be a login"),
    ("x'; drop table person", ("--duty", "wall"), "cannot be a login"),
    ("gridroom_owner", ("--duty", "wall"), "cannot be a login"),
    ("works2", ("--duty", "department"), "needs --department CODE"),
    ("works2", ("--duty", "department", "--department", "D77"), "there is no department 'D77'"),
    ("worker2", ("--duty", "grid_worker", "--area", "123"), "there is no area with the code '123'"),
    ("worker2", ("--duty", "king"), "invalid choice: 'king'"),
    ("worker2", ("--duty", "wall", "--name", "  "), "cannot be a name"),
    ("worker2", ("--duty", "wall", "--name", "a\u202eb"), "cannot be a name"),
    ("worker2", ("--duty", "wall", "--name", "长" * 61), "cannot be a name"),
])
def test_that_what_cannot_be_a_person_is_refused_in_words(
    running: Gridroom, login: str, options: tuple[str, ...], words: str
) -> None:
    called = add(running, login, *options)

    assert called.code == 2
    assert words in called.complained
    assert "Traceback" not in called.complained


def test_that_a_short_password_is_refused(running: Gridroom) -> None:
    called = add(running, "short1", "--duty", "wall", password="1234567")

    assert called.code == 2
    assert "at least 8 characters" in called.complained
    assert "short1" not in running("people", "list").said


def test_that_without_a_terminal_the_password_must_be_given(running: Gridroom) -> None:
    called = running("people", "add", "nopass1", "--name", "大屏", "--duty", "wall")

    assert called.code == 2
    assert "--password-from FILE" in called.complained


def test_that_a_whole_history_is_confirmed_and_a_right_is_needed_for_it(running: Gridroom, tmp_path: Path) -> None:
    add(running, "paiqian3", "--duty", "dispatcher")
    secret = tmp_path / "password"
    secret.write_text(PASSWORD + "\n")

    as_owner = running("verify-history")
    as_dispatcher = running("verify-history", "--login", "paiqian3", "--password-from", str(secret))

    assert as_owner.code == 0
    assert "The history holds" in as_owner.said
    assert as_dispatcher.code == 2
    assert "refused (GR003)" in as_dispatcher.complained


def test_that_a_gateway_is_added_and_listed_and_is_no_person(running: Gridroom) -> None:
    def gateway(login: str) -> Called:
        return running("gateway", "add", login, "--name", "平安通", "--password-from", "-", given=PASSWORD + "\n")

    assert gateway("pat").code == 0
    assert "pat\t平安通\t\t" in running("gateway", "list").said
    assert add(running, "paiqian9", "--duty", "dispatcher").code == 0
    assert gateway("paiqian9").code != 0
    assert "gateway" in add(running, "pat", "--duty", "dispatcher").complained
    address = EmbeddedServer(running.home).person_url("pat", PASSWORD).replace("+psycopg2", "")
    with closing(psycopg2.connect(address)) as connection, connection.cursor() as cursor, \
            pytest.raises(psycopg2.errors.InsufficientPrivilege):
        cursor.execute("select * from api.me")
