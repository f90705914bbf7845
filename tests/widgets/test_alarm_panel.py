"""The list of alarms alone, by keys: causes, a whole cause at once, counts beyond what is listed, letters in fields."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from qtpy.QtCore import Qt

from app.domain.alarm import Alarm, AlarmRate
from tests.widgets.sample_cases import NOW
from widgets.alarm_light import AlarmLight
from widgets.alarm_panel import AlarmPanel
from widgets.alarm_rate_view import AlarmRateView
from widgets.alarm_words import rule_words
from widgets.sound_settings import SoundSettings


def alarm(number, rule="dispatch_overdue", **values):
    values = {"priority": 2, "cause": "overdue", "of_rule": 3, "state": "new"} | values
    return Alarm(f"{rule}:{number}", rule, values["priority"], values["cause"], values["of_rule"], number,
                 f"2026-1121-{number:05}", "井盖缺失", "卖芝桥东路 117 号", "市政公用中心",
                 NOW - timedelta(minutes=number), values["state"])


@pytest.fixture
def panel(tokens, qtbot):
    made = AlarmPanel(tokens)
    qtbot.addWidget(made)
    made.resize(1000, 500)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def headings(panel):
    return [panel.list.topLevelItem(n).text(0) for n in range(panel.list.topLevelItemCount())]


def test_that_alarms_stand_by_cause_with_all_of_them_counted(panel):
    panel.show_alarms([alarm(1, "red_card", priority=1, cause="order", of_rule=1), alarm(3, of_rule=500),
                       alarm(2, of_rule=500)], NOW)
    assert headings(panel) == ["牌证与督办  1", "时限已过  500（列出最早 2 条）"]


def test_that_a_chosen_cause_is_answered_whole(panel, qtbot):
    panel.show_alarms([alarm(3), alarm(2), alarm(1)], NOW)
    panel.list.setFocus()
    panel.list.setCurrentItem(panel.list.topLevelItem(0))
    with qtbot.waitSignal(panel.acknowledge_asked) as asked:
        qtbot.keyClick(panel.list, Qt.Key.Key_A)
    assert asked.args == [("dispatch_overdue:3", "dispatch_overdue:2", "dispatch_overdue:1")]


def test_that_letters_typed_into_the_reason_do_nothing_else(panel, qtbot):
    panel.show_alarms([alarm(1, of_rule=1)], NOW)
    panel.list.setFocus()
    qtbot.keyClick(panel.list, Qt.Key.Key_S)
    with qtbot.assertNotEmitted(panel.acknowledge_asked), qtbot.assertNotEmitted(panel.unshelve_asked):
        qtbot.keyClicks(panel.shelf.reason, "aus")
    assert panel.shelf.reason.text() == "aus"
    with qtbot.waitSignal(panel.shelve_asked) as asked:
        qtbot.keyClick(panel.shelf.reason, Qt.Key.Key_Return)
    assert asked.args == [("dispatch_overdue:1",), NOW + timedelta(hours=1), "aus"]


def test_that_what_is_over_stays_until_the_hand_leaves_and_is_not_answered(panel, qtbot):
    panel.show_alarms([alarm(2), alarm(1)], NOW)
    panel.list.setFocus()
    panel.show_alarms([alarm(1)], NOW)
    assert panel._items["dispatch_overdue:2"].text(5) == "已消除"
    panel.list.setCurrentItem(panel._items["dispatch_overdue:2"])
    with qtbot.assertNotEmitted(panel.open_asked), qtbot.assertNotEmitted(panel.acknowledge_asked):
        qtbot.keyClick(panel.list, Qt.Key.Key_Return)
        qtbot.keyClick(panel.list, Qt.Key.Key_A)
    panel.list.clearFocus()
    assert list(panel._items) == ["dispatch_overdue:1"]


def test_that_an_alarm_that_was_over_and_comes_again_can_be_answered(panel, qtbot):
    panel.show_alarms([alarm(1)], NOW)
    panel.list.setFocus()
    panel.show_alarms([], NOW)
    panel.show_alarms([replace(alarm(1), since=NOW)], NOW)
    panel.list.setCurrentItem(panel._items["dispatch_overdue:1"])
    with qtbot.waitSignal(panel.open_asked):
        qtbot.keyClick(panel.list, Qt.Key.Key_Return)


def test_that_a_rule_of_a_newer_server_is_shown_by_its_name(panel):
    panel.show_alarms([alarm(1, "drone_lost", cause="drones", of_rule=1)], NOW)
    assert headings(panel) == ["drones  1"]
    assert rule_words("drone_lost") == "drone_lost"


def test_that_the_number_tells_glyph_and_word_and_stops_flashing(tokens, qtbot):
    light = AlarmLight(tokens)
    qtbot.addWidget(light)
    light.show_alarms(2, 1, True, False)
    assert (light.text(), light._glyph, light.flashes) == ("待处理告警 2", "overdue", True)
    light.show_alarms(0, 0, False, False)
    assert (light.text(), light._glyph, light.flashes) == ("待处理告警 0", "", False)


def test_that_a_rate_beyond_what_is_acceptable_is_said_in_words(tokens, qtbot):
    view = AlarmRateView(tokens)
    qtbot.addWidget(view)
    view.show_rates([AlarmRate("mine", 24, 8.0, 96, 12.0, 4, 0.0, 1, (("dispatch_overdue", 96),)),
                     AlarmRate("room", 24, 0.0, 0, None, 0, None, 1)])
    words = [view._grid.itemAt(n).widget().text for n in range(view._grid.count())]
    said = [one() if callable(one) else one for one in words]
    assert "12.0 偏多" in said
    assert "–" in said
    view.show_rates([])
    assert view.top.text() == "近 24 小时没有告警。"


def test_that_sounds_are_set_by_keys_and_the_mute_tells_its_end(tokens, qtbot):
    settings = SoundSettings(tokens)
    qtbot.addWidget(settings)
    settings.show_volumes(dict.fromkeys(settings.words(), 70))
    settings.show()
    with qtbot.waitSignal(settings.volume_changed) as changed:
        qtbot.keyClick(settings._sliders["order"], Qt.Key.Key_Left)
    assert changed.args == ["order", 60]
    settings.show_mute(NOW + timedelta(minutes=15), NOW, silent=False)
    assert settings.heard.isVisible()
    assert settings.told.text().startswith("静音至")
    settings.show_mute(None, NOW, silent=True)
    assert settings.told.text().startswith("本机没有声音设备")


def test_that_less_than_an_hour_of_attendance_gives_no_rate(tokens, qtbot):
    view = AlarmRateView(tokens)
    qtbot.addWidget(view)
    rate = AlarmRate("mine", 24, 0.1, 2, 20.0, 2, 0.9, 0)
    view.show_rates([rate])
    assert "在岗不足 1 小时，暂不计算" in view.top.text()
    assert [said for _, said in view._figures(rate)][:3] == ["–", "2", "–"]
