"""Heat, repeat places, a day and a track played again, patrols: a real server, a real browser engine."""

from __future__ import annotations

import os
import signal
from dataclasses import replace
from datetime import timedelta

import pytest
from qtpy.QtCore import Qt
from qtpy.QtTest import QTest

from app.database.positions import track_readings
from app.domain.case import Action
from app.services.map_history import Places
from tests.database.desk import act, report
from tests.database.field_room import furnish, now, place
from tests.ui.test_map_live import HERE, HOSTILE, ask, framed, near
from tests.ui.test_map_page import click


@pytest.fixture
def page(database, seat, qtbot):
    """The duty chief's map: three cases at one place, one of them ended, and a worker who walked."""
    furnish(database)
    for number in range(3):
        case = report(database, position=HERE, place=HOSTILE)
        if not number:
            act(database, "taker", Action.REJECT, case, reason="重复")
    for minute in (40, 30, 20, 10, 1):
        place(database, "worker", (121.3712 + minute / 1e5, 28.5812), at=now() - timedelta(minutes=minute))
    desk = seat("chief")
    desk.sit_down(qtbot)
    page = desk.window.pages["map"]
    page.desk_of_test = desk
    with qtbot.waitSignal(page.drawn, timeout=20_000):
        QTest.keyClick(desk.window, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    page.tools.layers.setChecked(True)  # folded on a screen as small as this
    return page


def test_that_heat_tells_of_what_and_when(page, qtbot):
    past = page.live.past
    with qtbot.waitSignal(past.heat.painted, timeout=5000) as painted:
        page.live.panel.box("heat").click()
    assert painted.args == [3]
    assert any("3" in note for note in past.heat.legend()["notes"])
    with qtbot.waitSignal(past.heat.painted, timeout=5000) as painted:
        past.open_only.click()
    assert painted.args == [2]
    with qtbot.waitSignal(past.heat.painted, timeout=5000):
        past.heat_days.period.setCurrentIndex(3)
    assert past.heat_days.first.isVisible()


def test_that_repeat_places_are_listed_and_lead_to_their_cases(page, qtbot):
    with qtbot.waitSignal(page.live.list_asked, timeout=5000):
        page.live.panel.box("repeat").click()
    assert page.live.list.keys() == ["0"]
    assert HOSTILE in page.live.list.list.item(0).text()
    before = page.view.view
    with qtbot.waitSignal(page.view.view_changed, timeout=5000):
        page.live.list.list.setCurrentRow(0)
        QTest.keyClick(page.live.list.list, Qt.Key.Key_Return)
    assert page.view.view != before
    assert len(page.live.list.keys()) == 3
    assert ask(page, qtbot, "typeof window.pwned") == "undefined"


def test_that_a_list_of_places_says_when_some_may_be_missing(page, qtbot):
    with qtbot.waitSignal(page.live.list_asked, timeout=5000):
        page.live.panel.box("repeat").click()
    assert "遗漏" not in page.live.list.note.text()
    (found,) = page.live.past._places
    page.live.past.history.places_read.emit(Places([replace(found, bounded=True)], 50, 3))
    assert "案件过密：只比较最密集的点位，靠后的可能有遗漏。" in page.live.list.note.text()


def test_that_a_day_is_played_in_its_order_and_says_that_it_is_not_live(page, qtbot):
    past, strip = page.live.past, page.live.past.strip
    with qtbot.waitSignal(past.replay.loaded, timeout=5000) as loaded:
        QTest.mouseClick(past.play, Qt.MouseButton.LeftButton)
    assert loaded.args == [4]
    assert strip.isVisible()
    assert not page.live.cases.layer.shown
    page.live.panel.box("cases").click()
    page.live.panel.box("cases").click()
    assert not page.live.cases.layer.shown
    assert "00:00" in strip.title.text()
    start = strip.second
    QTest.keyClick(strip.slider, Qt.Key.Key_Space)
    assert strip.playing
    qtbot.waitUntil(lambda: strip.second > start, timeout=5000)
    QTest.keyClick(strip.slider, Qt.Key.Key_Space)
    assert not strip.playing
    QTest.keyClick(strip.slider, Qt.Key.Key_End)
    assert strip.second == strip.slider.maximum()
    QTest.mouseClick(strip.now, Qt.MouseButton.LeftButton)
    assert page.live.cases.layer.shown
    assert not strip.isVisible()


def test_that_a_track_is_read_with_a_reason_only_and_the_reading_is_recorded(page, database, qtbot):
    units, past = page.live.units, page.live.past
    with qtbot.waitSignal(units.positions.all_read, timeout=5000):
        page.live.panel.box("positions").click()
    near(page, qtbot, HERE)
    framed(page, qtbot)
    worker = next(one for one in units.position_layer.units.values() if one.code == "worker")
    with qtbot.waitSignal(page.live.track_asked, timeout=5000):
        click(page.view, *worker.position)
    panel = past.track_panel
    assert panel.isVisible()
    QTest.mouseClick(panel.read, Qt.MouseButton.LeftButton)
    assert panel.answer.text()
    with database.engine("chief").begin() as connection:
        assert track_readings(connection) == []
    panel.reason.setText("核对巡查")
    with qtbot.waitSignal(past.history.track_read, timeout=5000) as read:
        QTest.keyClick(panel.reason, Qt.Key.Key_Return)
    assert len(read.args[1]) == 5
    assert past.strip.isVisible()
    with database.engine("chief").begin() as connection:
        assert [one.reason for one in track_readings(connection)] == ["核对巡查"]


def test_that_a_day_that_comes_late_is_the_day_that_was_asked_for(page, qtbot):
    past = page.live.past
    today = past.replay_day.date()
    with qtbot.waitSignal(past.replay.loaded, timeout=5000):
        QTest.mouseClick(past.play, Qt.MouseButton.LeftButton)
        past.replay_day.setDate(today.addDays(-3))  # the hand is faster than the answer
    assert today.toString("MM-dd") in past.strip.title.text()


def test_that_a_track_that_comes_late_is_told_of_nobody_else(page, database, qtbot):
    units, past = page.live.units, page.live.past
    with qtbot.waitSignal(units.positions.all_read, timeout=5000):
        page.live.panel.box("positions").click()
    worker = next(one for one in units.position_layer.units.values() if one.code == "worker")
    past.show_unit(worker)
    past.track_panel.reason.setText("核对巡查")
    with qtbot.waitSignal(past.history.track_read, timeout=5000):
        QTest.keyClick(past.track_panel.reason, Qt.Key.Key_Return)
        past.show_unit(replace(worker, code="second", name="网格员二号"))
    assert past.track_panel.name.text() == "网格员二号"
    assert past.track_panel.answer.text() == ""
    assert not past.strip.isVisible()


def test_that_patrols_tell_who_met_the_rule_and_shade_what_was_walked(page, qtbot):
    past = page.live.past
    with qtbot.waitSignal(past.history.patrols_read, timeout=5000):
        page.live.panel.box("patrol").click()
    assert page.live.list.keys().count("worker") == 1
    assert past.heat.legend() is not None


def test_that_a_killed_page_gets_its_layers_back(page, qtbot):
    with qtbot.waitSignal(page.live.past.heat.painted, timeout=5000):
        page.live.panel.box("heat").click()
    victim = page.view.page.renderProcessPid()
    with qtbot.waitSignals([page.view.ready, page.live.past.heat.painted, page.live.cases.layer.painted],
                           timeout=20_000):
        os.kill(victim, signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
