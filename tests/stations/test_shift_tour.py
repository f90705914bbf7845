"""A shift of twenty cases at one desk by keyboard: the command as one starts it, and what it leaves is looked at."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator

import pytest
from PySide6.QtGui import QImage

from tests.stations.test_duty_tour import ROOT, Played, a_folder, command, environment, left_over

MOST_KEYS = 25         # from the report to the dispatch, besides the text
CASES = 20
ENDS = {1: "closed", 2: "merged", 4: "closed", 5: "rejected", 6: "dispatched", 7: "closed", 10: "registered",
        14: "suspended", 16: "closed", 18: "closed", 19: "in_rework"}

pytestmark = pytest.mark.timeout(400)


@pytest.fixture(scope="module")
def shift() -> Iterator[Played]:
    with a_folder() as folder:
        done = subprocess.run([*command(folder), "--play", "shift"], cwd=ROOT, env=environment(folder),
                              capture_output=True, timeout=360, check=False)
        said = done.stdout.decode() + done.stderr.decode()
        file = folder / "timeline.json"
        yield Played(folder, done.returncode, said, json.loads(file.read_text("utf-8")) if file.exists() else {})


def test_that_the_whole_shift_happens_and_no_screen_is_stale(shift) -> None:
    assert shift.code == 0, shift.said
    assert "every screen shows what the database has" in shift.said


def test_that_every_case_ends_as_its_story_says(shift) -> None:
    told = {one["number"]: one["wanted"] for one in shift.timeline["cases"]}
    assert len(told) >= CASES
    assert {number: told[number] for number in ENDS} == ENDS


def test_that_report_register_and_dispatch_take_few_keys(shift) -> None:
    counted = {one["english"]: one["to_dispatch"] for one in shift.timeline["cases"] if one["to_dispatch"] is not None}
    straight = counted["pasted, handled, closed, called back"]
    assert 0 < straight <= MOST_KEYS, counted
    assert all(one["desk_keys"] > 0 for one in shift.timeline["cases"])


def test_that_every_step_was_painted_at_the_other_seats(shift) -> None:
    moments = shift.timeline["moments"]
    assert len(moments) >= 80
    assert all({"desk", "inspector", "chief"} == set(one["painted_ms"]) for one in moments)
    assert all(span > 0 for one in moments for span in one["painted_ms"].values())


def test_that_the_page_shows_every_picture_and_none_is_blank(shift) -> None:
    files = sorted(shift.folder.glob("*.png"))
    page = (shift.folder / "index.html").read_text("utf-8")
    assert re.findall(r'img src="([^"]+)"', page) == [file.name for file in files]
    assert len(files) >= 40
    for file in files:
        image = QImage(str(file))
        colours = {image.pixel(x, y) for x in range(0, image.width(), 5) for y in range(0, image.height(), 5)}
        assert len(colours) > 30, file.name


def test_that_it_leaves_nothing_behind(shift) -> None:
    assert left_over(shift.folder) == []
    assert not (shift.folder / "work").exists()
