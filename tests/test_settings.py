"""The settings of a workstation: where they come from, which of them win, and what is said of wrong ones."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from app.settings import Settings, SettingsUnreadable, home_folder


def test_that_defaults_are_night_chinese_and_the_embedded_server(tmp_path: Path) -> None:
    settings = Settings.load(tmp_path, {})

    assert (settings.theme, settings.language, settings.database_url) == ("night", "zh_CN", None)
    assert settings.workstation


def test_that_what_is_saved_is_loaded_again(tmp_path: Path) -> None:
    wanted = Settings.load(tmp_path / "new", {}).changed(
        theme="day", language="en", workstation='派遣台 "2"\\左\n', database_url="postgresql://a:b@c/d")
    wanted.save()

    assert Settings.load(tmp_path / "new", {}) == wanted


@pytest.mark.skipif(os.name != "posix", reason="rights of this kind are POSIX's")
def test_that_the_file_is_closed_to_others_because_it_may_hold_a_password(tmp_path: Path) -> None:
    Settings.load(tmp_path, {}).save()

    assert (tmp_path / "gridroom.toml").stat().st_mode & 0o077 == 0


def test_that_the_environment_is_stronger_than_the_file(tmp_path: Path) -> None:
    (tmp_path / "gridroom.toml").write_text('database_url = "postgresql://from.file/x"\n', encoding="utf-8")

    settings = Settings.load(tmp_path, {"GRIDROOM_DATABASE_URL": "postgresql://from.environment/x"})

    assert settings.database_url == "postgresql://from.environment/x"


def test_that_the_home_is_where_the_environment_says(tmp_path: Path) -> None:
    assert home_folder({"GRIDROOM_HOME": str(tmp_path)}) == tmp_path


@pytest.mark.parametrize(("text", "words"), [
    ('theme = "pink"', "theme must be one of night, day, not 'pink'"),
    ("theme = night", "is not valid TOML"),
    ('colour = "night"', "unknown setting 'colour'; known are database_url"),
    ("workstation = 3", "workstation must be a text in quotes"),
])
def test_that_a_wrong_file_is_refused_with_its_fault(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "gridroom.toml").write_text(text, encoding="utf-8")

    with pytest.raises(SettingsUnreadable) as caught:
        Settings.load(tmp_path, {})
    assert words in str(caught.value)
    assert "gridroom.toml" in str(caught.value)


def test_that_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "gridroom.toml").write_bytes(b"\xff\xfe\x00t")

    with pytest.raises(SettingsUnreadable, match="cannot be read"):
        Settings.load(tmp_path, {})
