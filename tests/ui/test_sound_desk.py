"""Sounds without sound hardware: nothing breaks, volumes and mute are remembered, a lost line is heard even so."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from qtpy.QtCore import QSettings

from ui.sound_desk import KINDS, LONGEST_MUTE, SoundDesk
from ui.theme import RESOURCES

NOW = datetime(2026, 11, 21, 3, 10, tzinfo=UTC)


@pytest.fixture
def sounds(tmp_path, qapp):
    desk = SoundDesk(tmp_path / "sounds.ini")
    yield desk
    desk.end()


def test_that_every_kind_has_its_own_file():
    files = [(RESOURCES / "sounds" / f"{kind}.wav").read_bytes() for kind in KINDS]
    assert len(set(files)) == len(KINDS)


def test_that_playing_where_there_is_no_device_is_calm(sounds, qtbot):
    for kind in KINDS:
        assert sounds.play(kind, NOW)
    qtbot.waitUntil(lambda: sounds.is_silent or bool(sounds._player._effects), timeout=10_000)
    sounds.end()
    sounds.end()
    assert not sounds.play("link_lost", NOW)  # what is lost while a window closes begins no thread anew


def test_that_volume_and_mute_are_remembered_at_this_workstation(sounds, tmp_path):
    sounds.set_volume("order", 20)
    sounds.set_volume("new_case", 0)
    sounds.mute(NOW + timedelta(minutes=30), NOW)
    again = SoundDesk(tmp_path / "sounds.ini")
    assert (again.volume("order"), again.volume("new_case"), again.volume("urgent")) == (20, 0, 70)
    assert again.muted_until(NOW) == NOW + timedelta(minutes=30)
    assert again.muted_until(NOW + timedelta(minutes=31)) is None


def test_that_muted_is_quiet_but_for_a_lost_line_and_a_test(sounds):
    sounds.mute(NOW + timedelta(minutes=30), NOW)
    assert not sounds.play("red_card", NOW)
    assert sounds.play("link_lost", NOW)
    assert sounds.play("red_card", NOW, test=True)
    assert sounds.play("red_card", NOW + timedelta(minutes=31))
    sounds.set_volume("order", 0)
    assert not sounds.play("order", NOW + timedelta(minutes=31))
    assert not sounds.play("unknown", NOW)


def test_that_a_mute_ends_within_a_shift(sounds):
    sounds.mute(NOW + timedelta(days=3), NOW)
    assert sounds.muted_until(NOW) == NOW + LONGEST_MUTE


def test_that_a_file_that_somebody_spoiled_is_no_trouble(tmp_path, qapp):
    file = QSettings(str(tmp_path / "sounds.ini"), QSettings.Format.IniFormat)
    file.setValue("volume/order", "laut")
    file.setValue("muted_until", "morgen")
    file.sync()
    desk = SoundDesk(tmp_path / "sounds.ini")
    assert desk.volume("order") == 70
    assert desk.muted_until(NOW) is None
