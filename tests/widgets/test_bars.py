"""The frame of the workstation: stages, filter, messages, lamps, rail, bars; by click and key."""

from __future__ import annotations

from datetime import date

import pytest
from qtpy.QtCore import Qt
from qtpy.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.domain.area import Area, AreaLevel
from app.domain.case import Stage, StageCount
from app.domain.people import Duty, Person
from tests.widgets.sample_cases import DEPARTMENTS, NOW
from widgets.board_filter import BoardFilter
from widgets.case_filter_model import CaseFilter
from widgets.foot_bar import FootBar
from widgets.glyphs import GlyphLabel
from widgets.message_bar import MessageBar
from widgets.progress_line import ProgressLine
from widgets.queue_line import QueueLine
from widgets.rail import Rail, RailPage
from widgets.stage_list import StageList
from widgets.status_lamp import StatusLamp
from widgets.top_bar import TopBar

PAGES = (RailPage("board", "案件", "案件办理"), RailPage("map", "地图", "地图"))


def shown(qtbot, widget):
    qtbot.addWidget(widget)
    widget.show()
    widget.activateWindow()
    qtbot.waitUntil(widget.isActiveWindow)
    return widget


def test_that_stages_are_chosen_by_click_and_arrow(tokens, qtbot):
    stages = shown(qtbot, StageList(tokens))
    stages.show_counts([StageCount(Stage.TO_REGISTER, 12, 2), StageCount(Stage.TO_HANDLE, 83, 0)])
    assert stages.chosen() is None
    with qtbot.waitSignal(stages.stage_chosen) as told:
        qtbot.mouseClick(stages._rows[Stage.TO_REGISTER], Qt.MouseButton.LeftButton)
    assert told.args == [Stage.TO_REGISTER]
    stages._rows[Stage.TO_REGISTER].setFocus()
    with qtbot.waitSignal(stages.stage_chosen) as told:
        qtbot.keyClick(stages._rows[Stage.TO_REGISTER], Qt.Key.Key_Down)
    assert told.args == [Stage.TO_DISPATCH]
    assert stages._rows[Stage.TO_REGISTER].accessibleName() == "待受理：在办 12 件，超时 2 件"
    assert stages._rows[None].accessibleName() == "全部在办：在办 95 件，超时 2 件"


def area(area_id, level, name, path):
    return Area(area_id, level, str(area_id), name, None, path, date(2026, 1, 1), None)


def test_that_the_filter_gathers_everything_and_lets_go_with_one_button(tokens, qtbot):
    narrowing = shown(qtbot, BoardFilter(tokens))
    narrowing.set_areas([
        area(1, AreaLevel.DISTRICT, "路桥区", "1"), area(3, AreaLevel.COMMUNITY, "龙头王社区", "1.2.3"),
        area(2, AreaLevel.STREET, "路桥街道", "1.2"), area(4, AreaLevel.STREET, "路南街道", "1.4"),
    ])
    narrowing.set_departments(DEPARTMENTS)
    assert [narrowing.area.itemText(n).strip() for n in range(narrowing.area.count())] == [
        "全部片区", "路南街道", "路桥街道", "龙头王社区"]
    narrowing.set_stage(Stage.TO_HANDLE)
    narrowing.area.setCurrentIndex(narrowing.area.findData("1.2"))
    narrowing.department.setCurrentIndex(2)
    narrowing.overdue.setChecked(True)
    with qtbot.waitSignal(narrowing.filter_changed) as told:
        qtbot.keyClicks(narrowing.words, "cover")
    assert told.args == [CaseFilter(Stage.TO_HANDLE, "1.2", 2, True, False, text="cover")]
    narrowing.show_shown(12, 140)
    assert narrowing.count.text() == "显示 12 / 140 件"
    with qtbot.waitSignal(narrowing.filter_changed) as told:
        narrowing.clear.click()
    assert told.args == [CaseFilter(stage=Stage.TO_HANDLE)]
    assert not narrowing.clear.isVisible()


def test_that_new_choices_keep_what_was_chosen(tokens, qtbot):
    narrowing = shown(qtbot, BoardFilter(tokens))
    narrowing.set_departments(DEPARTMENTS)
    narrowing.department.setCurrentIndex(3)
    narrowing.set_departments(DEPARTMENTS[1:])
    assert narrowing.filter.department_id == 3


def test_that_a_message_stays_until_put_away_and_never_takes_the_keyboard(tokens, qtbot):
    page = QWidget()
    line, bar = QLineEdit(), MessageBar(tokens)
    box = QVBoxLayout(page)
    box.addWidget(bar)
    box.addWidget(line)
    shown(qtbot, page)
    line.setFocus()
    bar.tell("不能派遣", key="dispatch")
    bar.tell("不能派遣, 案件已结案", key="dispatch")
    bar.tell("连接中断", "overdue", key="link", action="查看")
    assert bar.words() == ["连接中断", "不能派遣, 案件已结案"]
    assert line.hasFocus()
    qtbot.keyClicks(line, "abc")
    assert line.text() == "abc"
    buttons = {one.text(): one for one in bar._notices["link"].findChildren(QPushButton)}
    with qtbot.waitSignal(bar.action_asked) as told:
        qtbot.mouseClick(buttons["查看"], Qt.MouseButton.LeftButton)
    assert told.args == ["link"]
    with qtbot.waitSignal(bar.dismissed):
        qtbot.mouseClick(buttons["收起"], Qt.MouseButton.LeftButton)
    assert line.hasFocus()
    bar.withdraw("dispatch")
    assert not bar.isVisible()


def test_that_at_most_three_messages_stand(tokens, qtbot):
    bar = MessageBar(tokens)
    qtbot.addWidget(bar)
    for n in range(9):
        bar.tell(f"第 {n} 条")
    assert bar.words() == ["第 8 条", "第 7 条", "第 6 条"]


def test_that_a_lamp_is_colour_glyph_and_word(tokens, qtbot):
    lamp = shown(qtbot, StatusLamp(tokens, "数据"))
    seen = set()
    for say, glyph in ((lamp.show_connected, "link"), (lamp.show_waiting, "behind"), (lamp.show_idle, "idle")):
        say("自 03:10:04")
        assert lamp.glyph == glyph
        assert lamp.accessibleName() == "数据 自 03:10:04"
        seen.add(bytes(lamp.grab().toImage().constBits()))
    assert len(seen) == 3


def test_that_each_glyph_can_be_told_from_the_others_in_grey(tokens, qtbot):
    pictures = {}
    for glyph in ("near", "behind", "overdue", "order", "link", "paused", "idle"):
        label = GlyphLabel(tokens)
        qtbot.addWidget(label)
        label.show_state(glyph, "")
        label.resize(20, 20)
        image = label.grab().toImage().convertToFormat(label.grab().toImage().Format.Format_Grayscale8)
        ink = frozenset((x, y) for x in range(20) for y in range(20) if image.pixelColor(x, y).lightness() > 90)
        assert ink
        pictures[glyph] = ink
    assert len(set(pictures.values())) == 7


def test_that_pages_are_chosen_by_click_and_key(tokens, qtbot):
    rail = shown(qtbot, Rail(tokens, PAGES))
    assert rail.chosen() == "board"
    with qtbot.waitSignal(rail.page_chosen) as told:
        qtbot.keyClick(rail, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert told.args == ["map"]
    assert rail.chosen() == "map"


def test_that_the_slash_leads_to_the_command_line_but_not_from_a_text(tokens, qtbot):
    page = QWidget()
    bar, line = TopBar(tokens), QLineEdit()
    box = QVBoxLayout(page)
    box.addWidget(bar)
    box.addWidget(line)
    shown(qtbot, page)
    line.setFocus()
    qtbot.keyClicks(line, "1/2")
    assert line.text() == "1/2"
    line.clearFocus()
    page.setFocus()
    qtbot.keyClick(page, Qt.Key.Key_Slash)
    assert bar.command.hasFocus()
    qtbot.keyClicks(bar.command, "/ 00417")
    with qtbot.waitSignal(bar.command.entered) as told:  # nobody proposed anything for it here
        qtbot.keyClick(bar.command, Qt.Key.Key_Return)
    assert told.args == ["/ 00417"]
    qtbot.keyClick(bar.command, Qt.Key.Key_Escape)
    assert page.hasFocus()
    bar.command.setFocus()
    with qtbot.waitSignal(bar.command_left):  # nothing remembered: the page decides
        qtbot.keyClick(bar.command, Qt.Key.Key_Escape)


def test_that_the_top_bar_says_where_who_and_when(tokens, qtbot):
    bar = shown(qtbot, TopBar(tokens))
    bar.show_person(Person("p1", "派遣员一号", frozenset({Duty.DISPATCHER}), None, "", 1, "路桥区"), "路桥区",
                    "中班 15:00–23:00")
    bar.set_now(NOW)
    assert bar._person.text() == "派遣员一号 · 派遣员"
    assert bar._clock.text() == "21:14:07"
    before = bar._clock.geometry()
    bar.set_now(NOW.replace(hour=11, minute=11, second=11))
    assert bar._clock.geometry() == before


def test_that_ctrl_z_takes_back_only_when_something_can_be(tokens, qtbot):
    bar = shown(qtbot, FootBar(tokens))
    with qtbot.assertNotEmitted(bar.undo_asked):
        qtbot.keyClick(bar, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    bar.show_undo("已派遣 00417 → 市政公用 (对方未打开)")
    with qtbot.waitSignal(bar.undo_asked):
        qtbot.keyClick(bar, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    bar.show_counts([("本班 已派", 41), ("回退", 1)])
    assert "已派 41" in bar._counts.text()


def test_that_progress_tells_how_far_and_can_be_stopped_once(tokens, qtbot):
    line = shown(qtbot, ProgressLine(tokens))
    line.begin("导入群众留言", 2816)
    line.advance(900)
    assert line.words() == "导入群众留言 900 / 2816"
    line._cancel.click()
    assert not line._cancel.isEnabled()
    line.finish()
    assert not line.isVisible()


@pytest.mark.parametrize(("counts", "glyph"), [((3, 0, 0), "behind"), ((0, 3, 0), "link"), ((1, 1, 1), "overdue")])
def test_that_the_journal_is_counted_on_screen(tokens, qtbot, counts, glyph):
    line = QueueLine(tokens)
    qtbot.addWidget(line)
    line.show_counts(*counts)
    assert not line.isHidden()
    assert line._words.glyph == glyph
    line.show_counts(0, 0, 0)
    assert line.isHidden()
