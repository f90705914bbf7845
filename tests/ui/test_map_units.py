"""Cameras and people on the map page, with a real server and real mouse."""

from __future__ import annotations

from datetime import timedelta

import pytest
from qtpy.QtCore import Qt
from qtpy.QtTest import QTest

from app.database.cameras import CameraDraft, put_cameras, tell_camera_state
from app.domain.place import CameraState
from tests.database.desk import report
from tests.database.field_room import duty, furnish, now, place
from tests.ui.test_map_live import HERE, HOSTILE, ask, framed, near
from tests.ui.test_map_page import click

CODE = "33100400081316000001"
CAMERA, WORKER = (121.3717, 28.5817), (121.3712, 28.5812)


@pytest.fixture
def page(database, seat, qtbot):
    """The duty chief's map: one camera that sees the case, two workers, one of them silent for an hour."""
    furnish(database)
    case = report(database, position=HERE)
    place(database, "worker", WORKER)
    place(database, "second", (121.3713, 28.5817), at=now() - timedelta(hours=1))
    with database.engine("administrator").begin() as connection:
        put_cameras(connection, [CameraDraft(CODE, HOSTILE, CAMERA, 225, 90, 100, "rtsp://u:p@10.0.0.1/live")])
    desk = seat("chief")
    desk.sit_down(qtbot)
    page = desk.window.pages["map"]
    page.desk_of_test, page.case_of_test = desk, case
    page.live.panel.show_choice({"cameras": True, "positions": True})
    units = page.live.units
    with qtbot.waitSignals([page.drawn, units.cameras.all_read, units.positions.all_read], timeout=20_000):
        QTest.keyClick(desk.window, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    near(page, qtbot, HERE)
    ask(page, qtbot, "1")
    framed(page, qtbot)
    return page


def test_that_a_camera_tells_what_it_is_and_that_nothing_plays_it_yet(page, qtbot):
    units = page.live.units
    with qtbot.waitSignal(units.camera_asked, timeout=5000):
        click(page.view, *CAMERA)
    panel = units.camera_panel
    assert panel.isVisible()
    assert panel.name.text() == HOSTILE
    assert "u:p" not in panel.facts.text()
    QTest.mouseClick(panel.play, Qt.MouseButton.LeftButton)
    assert panel.answer.isVisible()
    with qtbot.waitSignal(units.play_asked) as asked:  # now somebody listens
        QTest.mouseClick(panel.play, Qt.MouseButton.LeftButton)
    assert asked.args[0].gb_code == CODE
    assert ask(page, qtbot, "typeof window.pwned") == "undefined"


def test_that_the_state_of_a_camera_changes_while_it_is_looked_at(page, database, qtbot):
    units = page.live.units
    with qtbot.waitSignal(units.camera_asked, timeout=5000):
        click(page.view, *CAMERA)
    before = units.camera_panel.facts.text()
    with qtbot.waitSignal(units.cameras.changed, timeout=5000), \
            database.engine("chief").begin() as connection:
        tell_camera_state(connection, CODE, CameraState.DEAD)
    assert units.camera_panel.facts.text() != before
    assert "1" in [row["count"] for row in units.camera_layer.legend()["rows"]][2]


def test_that_a_silent_dot_is_stale_and_the_others_are_not(page, qtbot):
    layer = page.live.units.position_layer
    assert {one.code for one in layer.units.values()} == {"worker", "second"}
    assert sorted(one.stale for one in layer.units.values()) == [False, True]
    stale = next(one for one in layer.units.values() if one.stale)
    with qtbot.waitSignal(layer.clicked, timeout=5000) as clicked:
        click(page.view, *stale.position)
    assert clicked.args[0] == stale.unit_id


def test_that_dots_move_and_go_off_duty_as_they_live(page, database, qtbot):
    layer, positions = page.live.units.position_layer, page.live.units.positions
    worker = next(one for one in layer.units.values() if one.code == "worker")
    place(database, "worker", (121.3718, 28.5812))
    positions.hear("gridroom_position", 0)
    qtbot.waitUntil(lambda: layer.units[worker.unit_id].position == (121.3718, 28.5812), timeout=5000)
    duty(database, "worker", False, now())
    positions.hear("gridroom_position", 0)
    qtbot.waitUntil(lambda: worker.unit_id not in layer.units, timeout=5000)


def test_that_what_is_near_a_case_is_listed_those_that_see_it_first(page, qtbot):
    with qtbot.waitSignal(page.desk_of_test.work.case.detail_ready, timeout=5000):
        click(page.view, *HERE)
    with qtbot.waitSignal(page.live.units.positions.nearest_read, timeout=5000):
        QTest.mouseClick(page.nearby, Qt.MouseButton.LeftButton)
    keys = page.live.list.keys
    qtbot.waitUntil(lambda: len(keys()) == 3, timeout=5000)
    assert keys()[0].startswith("camera")
    assert page.live.list.isVisible()
    assert HOSTILE in page.live.list.list.item(0).text()


def test_that_an_area_tells_who_and_what_is_in_it(page, qtbot):
    with qtbot.waitSignal(page.live.units.positions.in_area, timeout=5000):
        click(page.view, 121.3718, 28.58185)
    assert "2" in page.panel.here.text()
    assert HOSTILE in page.panel.here.text()
