"""The rules page: by keys and clicks, on a real server; what is shown is what happens, and only after confirming."""

from __future__ import annotations

from qtpy.QtCore import Qt

from tests.database.desk import report
from tests.ui.conftest import Seat
from ui.pages.rules_page import RulesPage
from widgets.rule_editors import LimitLine


def opened(seat, qtbot) -> tuple[Seat, RulesPage]:
    room = seat("administrator")
    room.sit_down(qtbot)
    room.window.show_page("rules")
    page = room.window.pages["rules"]
    qtbot.waitUntil(lambda: bool(page.editors[0].change() and page.editors[0].change()["value"]))
    return room, page


def test_that_a_stage_limit_is_looked_at_then_confirmed(database, seat, qtbot) -> None:
    waiting = report(database)
    _, page = opened(seat, qtbot)
    line = page.editors[0]._lines["register"]
    line.number.setFocus()
    line.number.selectAll()
    qtbot.keyClicks(line.number, "2")
    assert not page.open_too.isEnabled()
    qtbot.keyClick(line.number, Qt.Key.Key_F8)
    qtbot.waitUntil(page.open_too.isEnabled)
    assert "1 件在办案件时限将变动" in page.effect.said.text()
    assert page.effect.table.item(0, 0).text() == waiting.case_number
    with database.owner.connect() as connection:
        rows = connection.exec_driver_sql("select limit_value from gridroom.case_clock where stopped_at is null").all()
    assert [float(row.limit_value) for row in rows] == [0.25]
    qtbot.mouseClick(page.open_too, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "规则已修改" in page.effect.said.text())
    with database.owner.connect() as connection:
        rows = connection.exec_driver_sql("select limit_value from gridroom.case_clock where stopped_at is null").all()
    assert [float(row.limit_value) for row in rows] == [2]


def test_that_what_cannot_be_read_is_marked_and_never_sent(seat, qtbot) -> None:
    _, page = opened(seat, qtbot)
    page.names.setCurrentRow(4)
    page.editors[4].hours.setText("早八点到晚六点")
    page.preview()
    assert page.editors[4].hours.property("wrong") is True
    assert page.effect.said.text() == "标出的内容无法识别。"
    page.editors[4].hours.setText("08:30-12:00，13：30")
    page.preview()
    assert not page.open_too.isEnabled()
    page.editors[4].hours.setText("08:30-12:00，13:30~17:30")
    page.preview()
    qtbot.waitUntil(page.open_too.isEnabled)
    assert not page.new_only.isEnabled()  # deadlines are computed from office hours, open ones too


def test_that_card_rules_can_be_added_changed_and_removed(database, seat, qtbot) -> None:
    _, page = opened(seat, qtbot)
    page.names.setCurrentRow(2)
    cards = page.editors[2]
    assert len(cards.rules) == 5
    qtbot.mouseClick(cards.rules[0].remove, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(cards.add, Qt.MouseButton.LeftButton)
    page.preview()
    assert not page.open_too.isEnabled()  # it has no words yet
    cards.rules[-1].words.setText("重点路段未按时办结")
    cards.rules[-1].demand.setText("当日办结")
    page.preview()
    qtbot.waitUntil(page.open_too.isEnabled)
    qtbot.mouseClick(page.open_too, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "规则已修改" in page.effect.said.text())
    with database.owner.connect() as connection:
        names = connection.exec_driver_sql("select jsonb_path_query_array(value, '$[*].name') from gridroom.setting "
                                           "where key = 'card_rules'").scalar_one()
    assert names == ["accept_late", "overdue", "finish", "finish_late", "own_aa"]


def test_that_nobody_else_has_the_page(seat) -> None:
    assert "rules" not in seat("chief").window.pages


def test_that_less_than_an_hour_is_told_in_minutes_beside_it(tokens, qtbot) -> None:
    line = LimitLine(tokens, "派遣时限")
    qtbot.addWidget(line)
    for kind, value, told in (("urgent_hour", 0.25, "= 15 分钟"), ("work_hour", 0.5, "= 30 分钟"),
                              ("urgent_hour", 2, ""), ("work_day", 0.5, "")):
        line.show_limit(kind, value)
        assert line.minutes.text() == told
    line.number.setText("十五")
    assert line.minutes.text() == ""
