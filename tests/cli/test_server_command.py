"""``gridroom server``, and what every command has in common."""

from __future__ import annotations

from contextlib import closing

import psycopg2
import pytest

from tests.cli.conftest import Gridroom


def test_that_start_status_url_and_stop_tell_of_one_server(gridroom: Gridroom) -> None:
    before = gridroom("server", "status")
    started = gridroom("server", "start")
    status = gridroom("server", "status")
    address = gridroom("server", "url").said.strip()
    with closing(psycopg2.connect(address)) as connection, connection.cursor() as cursor:
        cursor.execute("select count(*) from gridroom.transition")
        [moves] = cursor.fetchall()
    stopped = gridroom("server", "stop")
    after = gridroom("server", "status")

    assert (before.code, started.code, status.code, stopped.code, after.code) == (3, 0, 0, 0, 3)
    assert status.said.split("port ")[1].split(",")[0] in started.said
    assert moves[0] > 10
    assert str(gridroom.home) in status.said


def test_that_another_command_leaves_a_started_server_running(running: Gridroom) -> None:
    assert running("people", "list").code == 0

    assert running("server", "status").code == 0


def test_that_a_command_stops_the_server_that_it_started_itself(gridroom: Gridroom) -> None:
    assert gridroom("people", "list").code == 0

    assert gridroom("server", "status").code == 3


def test_that_the_address_for_a_person_holds_no_password(running: Gridroom) -> None:
    address = running("server", "url", "--login", "paiqian1").said.strip()

    assert address.startswith("postgresql://paiqian1@127.0.0.1:")


def test_that_the_version_is_told_without_making_a_home(gridroom: Gridroom) -> None:
    called = gridroom("--version")

    assert called.said.startswith("gridroom 0.")
    assert not gridroom.home.exists()


def test_that_help_names_every_command_and_speaks_some_chinese(gridroom: Gridroom) -> None:
    said = gridroom("--help").said

    for name in ("server", "people", "demo", "import", "make-cells", "sheet", "verify-history", "tour", "picture"):
        assert f"    {name}" in said
    assert "主窗口" in said
    assert "GRIDROOM_HOME" in said


def test_that_help_prints_on_a_screen_that_knows_no_chinese(gridroom: Gridroom) -> None:
    called = gridroom("--help", PYTHONIOENCODING="ascii", PYTHONUTF8="0")

    assert called.code == 0
    assert "GRIDROOM_HOME" in called.said


@pytest.mark.parametrize(("variables", "words"), [
    ({"GRIDROOM_DATABASE_URL": "postgresql://nobody@127.0.0.1:9/none"}, "the database cannot be reached"),
    ({"GRIDROOM_DATABASE_URL": "not an address"}, "is no database address"),
])
def test_that_a_failure_is_one_sentence(gridroom: Gridroom, variables: dict[str, str], words: str) -> None:
    called = gridroom("people", "list", **variables)

    assert called.code == 2
    assert words in called.complained
    assert called.complained.count("\n") == 1


def test_that_a_home_that_cannot_be_written_is_one_sentence(gridroom: Gridroom) -> None:
    gridroom.home.write_text("a file, not a folder")

    called = gridroom("server", "status")
    gridroom.home.unlink()

    assert called.code == 2
    assert "set GRIDROOM_HOME to another folder" in called.complained
    assert called.complained.count("\n") == 1


def test_that_the_home_is_closed_to_others(running: Gridroom) -> None:
    assert running.home.stat().st_mode & 0o066 == 0


def test_that_a_misspelt_command_is_answered_with_all_of_them(gridroom: Gridroom) -> None:
    called = gridroom("sheets")

    assert called.code == 2
    for name in ("'server'", "'import'", "'make-cells'", "'sheet'", "'window'"):
        assert name in called.complained


def test_that_a_wrong_settings_file_is_named(gridroom: Gridroom) -> None:
    gridroom.home.mkdir()
    (gridroom.home / "gridroom.toml").write_text('theme = "pink"\n')

    called = gridroom("server", "status")

    assert called.code == 2
    assert "gridroom.toml: theme must be one of night, day, not 'pink'" in called.complained


def test_that_the_window_without_a_display_says_what_to_do(gridroom: Gridroom) -> None:
    called = gridroom()

    assert called.code == 2
    assert "gridroom tour --out FOLDER" in called.complained


def test_that_a_wrong_size_is_refused_by_name(gridroom: Gridroom) -> None:
    called = gridroom("picture", "board", "--size", "large")

    assert called.code == 2
    assert "'large' is not a size" in called.complained
    for tiny in ("1x1", "90000x768"):
        called = gridroom("picture", "board", "--size", tiny)
        assert called.code == 2
        assert "from 320x200 to 8192x8192" in called.complained
