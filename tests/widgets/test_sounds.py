"""The sounds are the ones that their script makes, short and not silent."""

from __future__ import annotations

import runpy
import wave
from pathlib import Path

import pytest

SOUNDS = Path(__file__).resolve().parents[2] / "resources" / "sounds"
MADE = runpy.run_path(str(SOUNDS / "make_sounds.py"))


@pytest.mark.parametrize("name", MADE["SOUNDS"])
def test_that_a_sound_is_what_its_script_makes(name):
    with wave.open(str(SOUNDS / f"{name}.wav")) as file:
        seconds = file.getnframes() / file.getframerate()
        frames = file.readframes(file.getnframes())
    assert frames == MADE["samples"](MADE["SOUNDS"][name])
    assert 0.1 < seconds < 1.0
    assert max(frames) > 0
