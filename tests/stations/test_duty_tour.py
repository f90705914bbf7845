"""The duty tour as a newcomer starts it: a command, six real stations, a real server; what it leaves is looked at."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psutil
import pypdfium2
import pytest
from PySide6.QtGui import QImage

ROOT = Path(__file__).resolve().parents[2]
LINE = ["report", "register", "dispatch", "accept", "handle", "verify", "close"]
EVERYWHERE = {"call_taker", "dispatcher", "inspector", "chief"}
STATIONS = EVERYWHERE | {"department", "sanitation"}
OF_OTHER_SIZE = ("sign-in", "before-after", "sheet-page-1")  # a dialog, a window beside ours, a page of paper

pytestmark = pytest.mark.timeout(400)


@dataclass(frozen=True)
class Played:
    """What a tour said and left."""

    folder: Path
    code: int
    said: str
    timeline: dict[str, Any]


@contextmanager
def a_folder() -> Iterator[Path]:
    """Not pytest's own: another run of pytest closes that to the database's user while our server works in it."""
    above = Path(tempfile.mkdtemp(prefix="gridroom-tour-"))
    yield above / "out"
    shutil.rmtree(above, ignore_errors=True)


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with a_folder() as made:
        yield made


@pytest.fixture(scope="module")
def played(folder) -> Played:
    done = subprocess.run(command(folder), cwd=ROOT, env=environment(folder), capture_output=True, timeout=360,
                          check=False)
    said = done.stdout.decode() + done.stderr.decode()
    file = folder / "timeline.json"
    return Played(folder, done.returncode, said, json.loads(file.read_text("utf-8")) if file.exists() else {})


def command(folder: Path) -> list[str]:
    return [sys.executable, "-m", "ui.command", "tour", "--out", str(folder)]


def environment(folder: Path) -> dict[str, str]:
    return os.environ | {"GRIDROOM_HOME": str(folder.parent / "home"), "PYTHONUTF8": "1"}


def left_over(folder: Path) -> list[str]:
    """Processes that have to do with this tour: a server on its data, a station in its folder."""
    found = []
    for process in psutil.process_iter():
        try:
            words = [*process.cmdline(), process.cwd()]
        except (psutil.Error, OSError):
            continue
        if process.pid != os.getpid() and any(str(folder) in word for word in words):
            found.append(" ".join(words))
    return found


def test_that_the_whole_duty_happens(played) -> None:
    assert played.code == 0, played.said
    assert "the history holds" in played.said


def test_that_every_step_has_a_picture_from_every_station(played) -> None:
    names = {file.name for file in played.folder.glob("*.png")}
    for step in LINE:
        found = (re.fullmatch(rf"\d\d-{step}-([a-z_]+)\.png", name) for name in names)
        assert {one[1] for one in found if one} == STATIONS, step
    for scene in ("sign-in", "board", "report-form", "photograph", "register-form", "dispatch-form", "opened",
                  "handle-form", "before-after", "close-form", "two-at-once", "server-away", "server-back", "sheet",
                  "sheet-page-1"):
        assert any(f"-{scene}-" in name for name in names), scene
    page = (played.folder / "index.html").read_text("utf-8")
    assert re.findall(r'img src="([^"]+)"', page) == sorted(names)


def test_that_no_picture_is_blank_or_of_the_wrong_size(played) -> None:
    files = sorted(played.folder.glob("*.png"))
    assert files
    for file in files:
        image = QImage(str(file))
        assert not image.isNull(), file.name
        if not any(name in file.name for name in OF_OTHER_SIZE):
            assert (image.width(), image.height()) == (1366, 768), file.name
        colours = {image.pixel(x, y) for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)}
        assert len(colours) > 30, f"{file.name} shows {len(colours)} colours"


def test_that_the_steps_follow_each_other(played) -> None:
    moments = played.timeline["moments"]
    assert [one["name"] for one in moments] == LINE
    assert len({one["case_number"] for one in moments}) == 1
    times = [one[key] for one in moments for key in ("pressed_at", "committed_at")]
    assert times == sorted(times)


def test_that_every_step_was_seen_by_the_right_stations_and_only_by_them(played) -> None:
    for one in played.timeline["moments"]:
        may = EVERYWHERE if one["name"] in ("report", "register") else EVERYWHERE | {"department"}
        assert set(one["painted_ms"]) == may, one["name"]
        assert set(one["unseen_by"]) == STATIONS - may, one["name"]
        assert all(span > 0 for span in one["painted_ms"].values()), one


def test_that_the_report_taken_down_without_a_server_arrived_everywhere(played) -> None:
    assert set(played.timeline["replay_ms"]) == EVERYWHERE
    assert played.timeline["server_away_seconds"] > 0


def test_that_one_of_two_was_refused_and_told_by_whom(played) -> None:
    assert re.search(r"two at once: \w+ \d+ ms, \w+ was refused: .*(派遣员一号|值班长一号)", played.said)


def test_that_the_sheet_holds_the_case(played) -> None:
    document = pypdfium2.PdfDocument(played.folder / "sheet.pdf")
    text = "".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    number = played.timeline["moments"][0]["case_number"]
    assert number in "".join(text.split())
    assert f"{datetime.now(UTC).year}" in text
    assert "市政公用中心" in text


def test_that_nothing_is_left_behind(played) -> None:
    assert left_over(played.folder) == []
    assert not (played.folder / "work").exists()
    assert not (played.folder.parent / "home" / "server").exists()  # the person's own database was never touched


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl+C cannot be sent to one process on Windows")
def test_that_ctrl_c_in_the_middle_leaves_nothing_behind() -> None:
    with a_folder() as folder:
        interrupt_tour(folder)
        assert left_over(folder) == []


def interrupt_tour(folder: Path) -> None:
    """Start a tour, press Ctrl+C once its stations are there, and wait for its end."""
    tour = subprocess.Popen(command(folder), cwd=ROOT, env=environment(folder), stdout=subprocess.PIPE,
                            stderr=subprocess.STDOUT, text=True, start_new_session=True, preexec_fn=hear_ctrl_c)
    with tour:
        assert tour.stdout is not None
        for line in tour.stdout:
            if "signed in" in line:
                tour.send_signal(signal.SIGINT)
                break
        rest = tour.stdout.read()
        assert tour.wait(60) == 130, rest


def hear_ctrl_c() -> None:
    """Tests that run in the background of a shell inherit a Ctrl+C that nobody hears."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
