"""The map in a real browser engine, moved by real mouse and key events."""

from __future__ import annotations

import math
import os
import signal
import socket

import psutil
import pytest
from qtpy import shiboken
from qtpy.QtCore import Qt, QUrl
from qtpy.QtWebEngineCore import QWebEnginePage

from app.domain.area import AreaLevel
from app.domain.map_figures import INDICATORS
from tests.widgets.map_stage import HOSTILE, SIDE, SOUTH, STEP, WEST, Stage, cells, figures, make_stage, strike
from widgets.map.scheme import AddressGuard
from widgets.map_view import View
from widgets.tokens import NIGHT

COUNTS = list(range(SIDE * SIDE))


@pytest.fixture(scope="module")
def shared(qapp, tokens):
    stage = make_stage(tokens)
    yield stage
    strike(stage)


@pytest.fixture
def stage(shared: Stage, qtbot) -> Stage:
    """The shared map, as it was at first."""
    view, areas = shared.view, shared.areas
    view.measure("")
    areas.choose_level(None)
    areas.select(None)
    with qtbot.waitSignal(view.view_changed, timeout=10_000):
        view.go_home()
    view.setFocus()
    return shared


def painted(qtbot, stage: Stage, what: str, do) -> None:
    with qtbot.waitSignal(stage.areas.painted, timeout=10_000, check_params_cb=lambda one, _ms: one == what):
        do()


def heard(qtbot, stage: Stage) -> None:
    """Every command before this one was carried out."""
    assert stage.ask(qtbot, "1 + 1") == 2


def seen(qtbot, condition) -> None:
    """What was painted reaches the screen a frame or two later."""
    qtbot.waitUntil(condition, timeout=5000)


def near(color, other, by: int = 40) -> bool:
    return all(abs(a - b) <= by for a, b in zip(color.getRgb()[:3], other.getRgb()[:3], strict=True))


def test_that_each_cell_is_painted_in_the_colour_of_its_grade(stage, qtbot):
    assert stage.areas.level == "grid_cell"
    seen(qtbot, lambda: stage.color(*stage.cell(1)).lightness() + 30 < stage.color(*stage.cell(63)).lightness())
    seen(qtbot, lambda: near(stage.color(WEST - STEP, SOUTH + 6 * STEP), NIGHT.color("bg"), 6))


def test_that_another_indicator_colours_everything_anew(stage, qtbot):
    seen(qtbot, lambda: stage.color(*stage.cell(63)).lightness() > 100)
    before = stage.color(*stage.cell(63))
    painted(qtbot, stage, "grades", lambda: stage.areas.show_figures(
        INDICATORS[1], {AreaLevel.GRID_CELL: figures(COUNTS[::-1])}, "14:06"))
    seen(qtbot, lambda: not near(stage.color(*stage.cell(63)), before))
    painted(qtbot, stage, "grades", lambda: stage.areas.show_figures(
        INDICATORS[0], {AreaLevel.GRID_CELL: figures(COUNTS)}, "14:07"))
    seen(qtbot, lambda: near(stage.color(*stage.cell(63)), before, 4))


def test_that_a_change_of_one_cell_paints_that_cell_alone(stage, qtbot):
    first = figures(COUNTS)
    painted(qtbot, stage, "grades", lambda: stage.areas.show_figures(INDICATORS[0], {AreaLevel.GRID_CELL: first}, ""))
    seen(qtbot, lambda: stage.color(*stage.cell(40)).lightness() > 60)
    dark, other = stage.color(*stage.cell(1)), stage.color(*stage.cell(40))
    painted(qtbot, stage, "some", lambda: stage.areas.change_figures(
        AreaLevel.GRID_CELL, figures([0, 60, *COUNTS[2:]], first.bounds), ""))
    seen(qtbot, lambda: stage.color(*stage.cell(1)).lightness() > dark.lightness() + 30)
    assert stage.color(*stage.cell(40)) == other


def test_that_figures_of_other_outlines_are_left_out(stage, qtbot):
    seen(qtbot, lambda: stage.color(*stage.cell(63)).lightness() > 100)
    before = stage.color(*stage.cell(63))
    stage.areas.show_figures(INDICATORS[0], {AreaLevel.GRID_CELL: figures([1, 2, 3])}, "")
    stage.areas.change_figures(AreaLevel.GRID_CELL, figures([1]), "")
    heard(qtbot, stage)
    assert stage.color(*stage.cell(63)) == before
    painted(qtbot, stage, "grades", lambda: stage.areas.show_figures(
        INDICATORS[0], {AreaLevel.GRID_CELL: figures(COUNTS)}, ""))


@pytest.mark.parametrize("at", [0, 7, 27, 63])
def test_that_a_click_names_the_cell_under_it(stage, qtbot, at):
    with qtbot.waitSignal(stage.areas.area_clicked, timeout=5000) as clicked:
        stage.click(stage.place(*stage.cell(at)))
    area_id, (longitude, latitude) = clicked.args
    assert area_id == 1000 + at
    assert abs(longitude - stage.cell(at)[0]) < STEP / 4
    assert abs(latitude - stage.cell(at)[1]) < STEP / 4


def test_that_a_click_beside_everything_says_where(stage, qtbot):
    with qtbot.waitSignal(stage.view.missed, timeout=5000) as missed:
        stage.click(stage.place(WEST - STEP, SOUTH + STEP))
    assert abs(missed.args[0][0] - (WEST - STEP)) < STEP / 4


def test_that_the_level_follows_the_zoom(stage, qtbot):
    with qtbot.waitSignal(stage.areas.level_changed, timeout=5000):
        stage.view.show_view(View(WEST, SOUTH, 9))
    assert stage.areas.level == "street"
    with qtbot.waitSignal(stage.areas.level_changed, timeout=5000):
        stage.areas.choose_level(AreaLevel.GRID_CELL)
    assert stage.areas.level == "grid_cell"


def test_that_the_keyboard_moves_zooms_and_goes_home(stage, qtbot):
    home = stage.view.view
    with qtbot.waitSignal(stage.view.view_changed, timeout=5000):
        stage.key(Qt.Key.Key_Right)
    assert stage.view.view.longitude > home.longitude + STEP
    assert stage.view.locked
    with qtbot.waitSignal(stage.view.view_changed, timeout=5000, check_params_cb=lambda v: v.zoom > home.zoom):
        stage.key(Qt.Key.Key_Plus)
    with qtbot.waitSignal(stage.view.view_changed, timeout=5000):
        stage.key(Qt.Key.Key_Home)
    assert stage.view.view == home
    assert not stage.view.locked


def test_that_enter_clicks_in_the_middle(stage, qtbot):
    stage.view.show_view(View(*stage.cell(9), 14))
    heard(qtbot, stage)
    with qtbot.waitSignal(stage.areas.area_clicked, timeout=5000) as clicked:
        stage.key(Qt.Key.Key_Return)
    assert clicked.args[0] == 1009


def test_that_nothing_yanks_a_map_that_a_person_moved(stage, qtbot):
    with qtbot.waitSignal(stage.view.moved_by_person, timeout=5000):
        stage.key(Qt.Key.Key_Left)
    moved = stage.view.view
    stage.view.suggest((120, 27, 123, 30))
    heard(qtbot, stage)
    assert stage.view.view == moved


def test_that_the_same_thing_twice_gives_the_view_before_exactly(stage, qtbot):
    with qtbot.waitSignal(stage.view.view_changed, timeout=5000):
        stage.view.show_view(View(121.4012345678, 28.6087654321, 13))
    before = stage.view.view
    with qtbot.waitSignal(stage.view.view_changed, timeout=5000):
        stage.view.go_to("area 1009", (WEST, SOUTH, WEST + STEP, SOUTH + STEP))
    assert stage.view.view.zoom > before.zoom
    with qtbot.waitSignal(stage.view.view_changed, timeout=5000):
        stage.view.go_to("area 1009", (WEST, SOUTH, WEST + STEP, SOUTH + STEP))
    assert stage.view.view == before


def test_that_a_measured_line_has_its_length_on_the_ground(stage, qtbot):
    stage.view.measure("distance")
    heard(qtbot, stage)
    with qtbot.waitSignal(stage.view.measured, timeout=5000):
        stage.click(stage.place(WEST, SOUTH))
    with qtbot.waitSignal(stage.view.measured, timeout=5000,
                          check_params_cb=lambda said: len(said["points"]) == 2) as measured:
        stage.click(stage.place(WEST, SOUTH + 4 * STEP))
    assert measured.args[0]["metres"] == pytest.approx(4448, rel=0.01)
    with qtbot.waitSignal(stage.view.measuring_ended, timeout=5000):
        stage.key(Qt.Key.Key_Escape)


def test_that_a_measured_area_has_its_size_on_the_ground(stage, qtbot):
    stage.view.measure("area")
    heard(qtbot, stage)
    corners = [(0, 0), (4, 0), (4, 4), (0, 4)]
    for number, (east, north) in enumerate(corners, start=1):
        with qtbot.waitSignal(stage.view.measured, timeout=5000,
                              check_params_cb=lambda said, n=number: len(said["points"]) == n) as measured:
            stage.click(stage.place(WEST + east * STEP, SOUTH + north * STEP))
    assert measured.args[0]["square_metres"] == pytest.approx(4448 * 3904, rel=0.02)


def test_that_words_of_people_are_shown_and_never_run(stage, qtbot):
    painted(qtbot, stage, "outlines", lambda: stage.areas.show_outlines(AreaLevel.GRID_CELL, cells(HOSTILE)))
    stage.areas.show_figures(INDICATORS[0], {AreaLevel.GRID_CELL: figures(COUNTS)}, HOSTILE[0])
    for at, name in enumerate(HOSTILE[:4]):
        stage.move(stage.place(*stage.cell(at)))
        seen(qtbot, lambda name=name: stage.ask(qtbot, "document.getElementById('tip').textContent").startswith(name))
    assert stage.ask(qtbot, "typeof window.pwned") == "undefined"
    assert stage.ask(qtbot, "document.querySelectorAll('#tip img, #tip script, .legend img').length") == 0
    painted(qtbot, stage, "outlines", lambda: stage.areas.show_outlines(AreaLevel.GRID_CELL, cells()))
    painted(qtbot, stage, "grades", lambda: stage.areas.show_figures(
        INDICATORS[0], {AreaLevel.GRID_CELL: figures(COUNTS)}, ""))


def test_that_the_guard_stops_what_no_policy_of_a_page_stops(stage, qtbot):
    bare = QWebEnginePage(stage.view._profile, stage.view)  # test_map_reaches_nobody.py asks from our own page
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0.1)
        with qtbot.waitSignal(bare.loadFinished, timeout=5000):
            bare.setHtml(f"<img src='http://127.0.0.1:{listening.getsockname()[1]}/tile.png'>")
        qtbot.waitUntil(lambda: "http://127.0.0.1" in stage.view.guard.blocked, timeout=5000)
        with pytest.raises(TimeoutError):
            listening.accept()
    shiboken.delete(bare)


@pytest.mark.parametrize("path", ["../pyproject.toml", "%2e%2e/README.md", "areas/outlines/grid_cell/999999",
                                  "README.md", "no/such/thing", "leaflet/../../../map.html"])
def test_that_only_what_is_offered_can_be_read(stage, qtbot, path):
    stage.ask(qtbot, f"window.answer = 'none'; fetch('{path}').then(r => window.answer = 'got ' + r.status)"
                     ".catch(() => window.answer = 'refused'); 1")
    qtbot.waitUntil(lambda: stage.ask(qtbot, "window.answer") != "none", timeout=5000)
    assert stage.ask(qtbot, "window.answer") == "got 404"


def test_that_nonsense_from_the_page_does_no_harm(stage, qtbot, caplog):
    for words in ("no json", "[]", "{}", '{"layer": 1, "event": 2}', '{"layer": "nobody", "event": "click"}',
                  "x" * 300_000):
        stage.view._bridge.say(words)
    heard(qtbot, stage)


def test_that_a_killed_page_comes_back_with_its_state(stage, qtbot):
    with qtbot.waitSignal(stage.view.view_changed, timeout=5000):
        stage.view.show_view(View(*stage.cell(36), 14))
    stage.areas.select(1036, AreaLevel.GRID_CELL)
    seen(qtbot, lambda: stage.color(*stage.cell(36)).lightness() > 60)
    before, colour = stage.view.view, stage.color(*stage.cell(36))
    victim = stage.view.page.renderProcessPid()
    with qtbot.waitSignals([stage.view.lost, stage.view.ready, stage.areas.painted], timeout=20_000):
        os.kill(victim, signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
    assert stage.view.page.renderProcessPid() != victim
    qtbot.waitUntil(lambda: near(stage.color(*stage.cell(36)), colour, 8), timeout=10_000)
    assert stage.view.view == before
    assert stage.areas.selected == 1036
    with qtbot.waitSignal(stage.areas.area_clicked, timeout=5000) as clicked:
        stage.click(stage.place(*stage.cell(36)))
    assert clicked.args[0] == 1036


def test_that_a_killed_page_goes_on_measuring(stage, qtbot):
    stage.view.measure("distance")
    heard(qtbot, stage)
    with qtbot.waitSignal(stage.view.measured, timeout=5000):
        stage.click(stage.place(WEST, SOUTH))
    victim = stage.view.page.renderProcessPid()
    with qtbot.waitSignals([stage.view.lost, stage.view.ready], timeout=20_000):
        os.kill(victim, signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
    heard(qtbot, stage)
    with qtbot.waitSignal(stage.view.measured, timeout=5000) as measured:
        stage.click(stage.place(WEST, SOUTH + 4 * STEP))
    assert measured.args[0]["metres"] == pytest.approx(4448, rel=0.01)


@pytest.mark.parametrize("kept", [[None, 28.5, 12], ["x", 28.5, 12], [121.4, 500, 12], [121.4, 28.5, -7], [121.4, 28.5],
                                  [math.nan, 28.5, 12], [math.inf, 28.5, 12], {"longitude": 1}, None, "abc"])
def test_that_a_view_that_no_map_can_show_is_none(kept):
    assert View.kept(kept) is None
    assert View.kept([121.4, 28.5, 12]) == View(121.4, 28.5, 12)


def test_that_nobody_but_us_is_asked(qapp):
    guard = AddressGuard()
    assert guard.allows(QUrl("gridroom://map/tiles/1/2/3"))
    for address in ("https://tiles.example/vec/1", "http://gridroom/map/1", "https://map/", "file:///etc/passwd",
                    "ftp://tiles.example/1", "gridroom://elsewhere/x", "qrc:///other", "ws://127.0.0.1/"):
        assert not guard.allows(QUrl(address)), address


def test_that_the_engine_leaves_no_process_behind(tokens, qapp, qtbot):
    stage = make_stage(NIGHT)
    child = psutil.Process(stage.view.page.renderProcessPid())
    strike(stage)
    qtbot.waitUntil(lambda: not child.is_running() or child.status() == psutil.STATUS_ZOMBIE, timeout=10_000)
