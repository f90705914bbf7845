"""The settings page by keys and clicks on a real server: shown before it holds, recorded, and refused in words."""

from __future__ import annotations

from datetime import timedelta

import pytest
from qtpy.QtCore import Qt
from qtpy.QtTest import QTest
from sqlalchemy import text

from app.database import alarms, room_settings
from app.database.calendar import room_today
from app.domain.base_map import BaseKind
from app.domain.roster import Watch, monday_of
from app.settings import Settings
from tests.database.clone import Clone
from tests.database.desk import report
from tests.ui.conftest import Seat

F8 = Qt.Key.Key_F8


def opened(seat, qtbot, name: str, login: str = "administrator", url: str | None = None) -> tuple[Seat, object]:
    """The page with the section of that class chosen, and what holds read."""
    desk = seat(login, url=url)
    desk.sit_down(qtbot)
    desk.window.show_page("settings")
    page = desk.window.pages["settings"]
    row = next(n for n, (_words, one) in enumerate(page.sections) if type(one).__name__ == name)
    while page.names.currentRow() < row:
        QTest.keyClick(page.names, Qt.Key.Key_Down)
    section = page.section(name)
    assert page.stack.currentWidget().widget() is section
    qtbot.waitUntil(lambda: not desk.jobs.names() and not section._reading)
    return desk, section


def changed(section) -> list[tuple[str, str, str]]:
    table = section.changes.table
    return [tuple(table.item(row, column).text() for column in range(3)) for row in range(table.rowCount())]


def recorded(desk: Seat, section, qtbot) -> None:
    with qtbot.waitSignal(section.told, timeout=5000) as told:
        QTest.keyClick(section, F8)
    assert told.args == ["已保存。"]
    qtbot.waitUntil(lambda: not section._reading and not changed(section))


def test_that_a_chief_fills_a_shift_by_keys(database: Clone, seat, qtbot) -> None:
    desk, section = opened(seat, qtbot, "RosterSection", "chief")
    today = section._today
    QTest.keyClick(desk.window.pages["settings"].names, Qt.Key.Key_Return)
    table, people = section.roster.table, section.roster.people
    assert table.hasFocus()
    assert (table.currentRow(), table.currentColumn()) == (0, today.weekday())  # where the first gap of today is
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert people.hasFocus()
    names = [people.item(row).text() for row in range(people.count())]
    people.setCurrentRow(names.index("受理员一号"))
    QTest.keyClick(people, Qt.Key.Key_Space)
    assert changed(section) == [(f"{today:%m-%d} 早班", "–", "受理员一号")]
    people.setCurrentRow([people.item(row).text() for row in range(people.count())].index("值班长"))
    QTest.keyClick(people, Qt.Key.Key_L)
    assert changed(section) == [(f"{today:%m-%d} 早班", "–", "★值班长 受理员一号")]
    recorded(desk, section, qtbot)
    with database.engine("taker").connect() as connection:
        week = room_settings.roster_week(connection, monday_of(today))
    assert week.watches == {Watch(today, "早班", "taker"), Watch(today, "早班", "chief", leads=True)}
    section.read()
    qtbot.waitUntil(lambda: not section._reading)
    assert (table.currentRow(), table.currentColumn()) == (0, today.weekday())  # reading again moves nothing
    # The week after is a copy, its gaps are told, and it is taken back.
    qtbot.mouseClick(section.buttons["after"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: section._held.first_day == monday_of(today) + timedelta(days=7))
    qtbot.mouseClick(section.buttons["copy"], Qt.MouseButton.LeftButton)
    assert section.missing.text() == "▲ 20 个班次无人值班"
    recorded(desk, section, qtbot)
    assert len(section._held.watches) == 2
    qtbot.mouseClick(section.buttons["undo"], Qt.MouseButton.LeftButton)
    recorded(desk, section, qtbot)
    assert not section._held.watches


def test_that_a_roster_that_somebody_else_changed_is_refused_and_kept(database: Clone, seat, qtbot) -> None:
    desk, section = opened(seat, qtbot, "RosterSection")
    today = section._today
    section.roster.table.setCurrentCell(0, today.weekday())
    section.roster.people.item(0).setCheckState(Qt.CheckState.Checked)
    typed = changed(section)
    with database.engine("chief").begin() as connection:
        week = room_settings.roster_week(connection, monday_of(today))
        room_settings.put_roster(connection, week.first_day, {Watch(today, "夜班", "taker")}, week.stamp)
    with qtbot.waitSignal(desk.failures.refused, timeout=5000) as said:
        QTest.keyClick(section, F8)
    assert said.args[0].startswith("其他人刚刚改动了这里")
    qtbot.waitUntil(lambda: not section._reading)
    assert changed(section) == typed  # and the other's stays
    recorded(desk, section, qtbot)
    assert {(one.shift, one.login) for one in section._held.watches} == {("夜班", "taker"), ("早班", "chief")}


def test_that_the_top_bar_says_who_leads_the_shift(database: Clone, seat, qtbot) -> None:
    desk = seat("taker")
    desk.sit_down(qtbot)
    qtbot.waitUntil(lambda: desk.window.top._shift.text() != "", timeout=10_000)
    assert desk.window.top._leader.isHidden()
    with database.engine("chief").begin() as connection:
        today = room_today(connection)
        for first_day in {monday_of(today - timedelta(days=1)), monday_of(today)}:
            week = room_settings.roster_week(connection, first_day)
            everywhere = {Watch(day, shift, "chief", leads=True) for day, shifts in week.shifts.items()
                          for shift in shifts if day >= today - timedelta(days=1)}
            room_settings.put_roster(connection, first_day, everywhere, week.stamp)
    qtbot.waitUntil(lambda: desk.window.top._leader.text() == "带班 值班长", timeout=10_000)
    with database.engine("works").connect() as connection:
        assert alarms.read_leader(connection) == ""      # who works when is the room's own business


def test_that_shifts_of_today_reach_the_top_bar(database: Clone, seat, qtbot) -> None:
    desk, section = opened(seat, qtbot, "ShiftSection")
    for line in section.lines[1:]:
        qtbot.mouseClick(line.remove, Qt.MouseButton.LeftButton)
    section.lines[0].name.selectAll()
    QTest.keyClicks(section.lines[0].name, "Day shift")
    section.lines[0].starts.selectAll()
    QTest.keyClicks(section.lines[0].starts, "8:7")
    assert changed(section) == []
    assert section.lines[0].starts.property("wrong") is True
    section.lines[0].starts.selectAll()
    QTest.keyClicks(section.lines[0].starts, "8:00")
    section.day.setDate(section.day.minimumDate())
    assert [(now, after) for _what, now, after in changed(section)] == [
        ("早班 07:00  中班 15:00  夜班 23:00", "Day shift 08:00")]
    recorded(desk, section, qtbot)
    with database.engine("taker").connect() as connection:
        assert [one.name for one in alarms.read_shifts(connection)] == ["Day shift"]
    qtbot.waitUntil(lambda: desk.window.top._shift.text() == "Day shift 08:00–08:00", timeout=10_000)


def test_that_shifts_to_come_are_taken_back(seat, qtbot) -> None:
    desk, section = opened(seat, qtbot, "ShiftSection")
    qtbot.mouseClick(section.add, Qt.MouseButton.LeftButton)
    QTest.keyClicks(section.lines[-1].name, "Extra")
    QTest.keyClicks(section.lines[-1].starts, "03:00")
    recorded(desk, section, qtbot)
    assert section._coming.count() == 1
    back = section._coming.itemAt(0).widget().layout().itemAt(1).widget()
    with qtbot.waitSignal(section.told, timeout=5000):
        qtbot.mouseClick(back, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: section._coming.count() == 0)


def test_that_an_alarm_rule_is_changed_as_it_was_seen(database: Clone, seat, qtbot) -> None:
    desk, section = opened(seat, qtbot, "AlarmSection")
    on, _priority, after, _sound = section.rules.editors("yellow_card")
    after.setFocus()
    QTest.keyClicks(after, "20")
    assert changed(section) == [("黄牌，待回复", "重要 · 立即 · 督办", "重要 · 20 分钟后 · 督办")]
    QTest.keyClick(on, Qt.Key.Key_Space)
    assert changed(section)[0][2] == "停用"
    section.limits.fields["flood_alarms"].setText("many")
    assert not section.changes.record.isEnabled()
    section.limits.fields["flood_alarms"].setText("12")
    recorded(desk, section, qtbot)
    with database.engine("administrator").connect() as connection:
        held = room_settings.read_settings(connection, "alarm_rules", "alarm_limits")
    rule = next(one for one in held["alarm_rules"] if one["name"] == "yellow_card")
    assert (rule["off"], rule["after_minutes"], rule["sound"]) == (True, 20, "order")
    assert held["alarm_limits"]["flood_alarms"] == 12
    assert not section.rules.editors("history_broken")[0].isEnabled()


def test_that_a_year_is_read_from_a_file_tried_and_entered(database: Clone, seat, qtbot, tmp_path) -> None:
    report(database)
    desk, section = opened(seat, qtbot, "CalendarSection")
    year = section.year.currentData() + 1
    section.year.setCurrentIndex(section.year.currentIndex() + 1)
    qtbot.waitUntil(lambda: section._held is not None and section._held.year == year)
    file = tmp_path / "days.csv"
    file.write_bytes(f"日期,类型,名称\n{year}-01-01,休,元旦\n{year}/2/14,班\n".encode("gb18030"))
    section.take_file(str(file))
    qtbot.waitUntil(lambda: len(changed(section)) in (1, 2))
    section.text.setPlainText(section.text.toPlainText() + f"\n{year}-02-30 休 没有这天")
    assert section.changes.said.text().startswith("第 4 行无法识别")
    section.text.setPlainText(f"{year}-01-01 休 元旦")
    section.whole.setChecked(True)
    assert changed(section)[-1] == ("日历已知至", "2026-12-31", f"{year}-12-31")
    QTest.keyClick(section, F8)
    qtbot.waitUntil(lambda: section._effect is not None)
    assert "F8" in section.changes.record.text()
    with database.engine("taker").connect() as connection:
        assert room_settings.calendar_days(connection, year) == {}  # nothing holds yet
    recorded(desk, section, qtbot)
    with database.engine("taker").connect() as connection:
        assert [note for _is_workday, note in room_settings.calendar_days(connection, year).values()] == ["元旦"]
        assert room_today(connection).year < year


def test_that_a_gateway_is_stopped_with_a_reason(database: Clone, seat, qtbot) -> None:
    database.gateway("pingan", ["worker"])
    _desk, section = opened(seat, qtbot, "GatewaySection")
    assert section.table.item(0, 1).text() == "正常"
    assert not section.switch.isEnabled()
    QTest.keyClicks(section.reason, "leaked password")
    with qtbot.waitSignal(section.told, timeout=5000):
        QTest.keyClick(section.reason, F8)
    qtbot.waitUntil(lambda: section.table.item(0, 1).text() == "▲ 已停用")
    assert section.switch.text().startswith("恢复")


def test_that_a_chief_looks_and_does_not_switch(database: Clone, seat, qtbot) -> None:
    database.gateway("pingan", ["worker"])
    desk, section = opened(seat, qtbot, "GatewaySection", "chief")
    assert section.table.rowCount() == 1
    assert not section.switch.isVisible()
    names = [type(one).__name__ for _words, one in desk.window.pages["settings"].sections]
    assert names == ["RosterSection", "GatewaySection", "MapSection", "ColourSection"]


def test_that_what_was_removed_of_positions_is_told_by_day(database: Clone, seat, qtbot) -> None:
    _desk, section = opened(seat, qtbot, "GatewaySection")
    assert not section.expired.table.isVisible()
    assert section.expired.rule.text() == "位置保存 90 天，到期清除。尚未清除过。"
    with database.owner.begin() as owner:
        for at, kept, fixes, months in (("11-20 15:59", "08-22 15:59", 120, []), ("11-20 16:01", "08-22 16:01", 7, []),
                                        ("11-21 02:00", "08-23 02:00", 5_000, ["202608", "202607"])):
            owner.execute(text("insert into gridroom.position_expiry (at, kept_from, fixes, months) "
                               "values (:at, :kept, :fixes, :months)"),
                          {"at": f"2026-{at}+00", "kept": f"2026-{kept}+00", "fixes": fixes, "months": months})
    section.read()
    qtbot.waitUntil(lambda: section.expired.table.rowCount() == 2)
    told = [[section.expired.table.item(row, column).text() for column in range(3)] for row in range(2)]
    assert told == [["2026-11-21", "5,007 条，另 2026-07, 2026-08 整月", "2026-08-22 23:59 – 2026-08-23 10:00"],
                    ["2026-11-20", "120 条", "最初 – 2026-08-22 23:59"]]
    assert section.expired.table.isVisible()


@pytest.mark.parametrize("login", ["taker", "works", "wall"])
def test_that_nobody_else_has_the_page(seat, login: str) -> None:
    assert "settings" not in seat(login).window.pages


def test_that_base_maps_are_kept_and_offered_at_once(seat, qtbot) -> None:
    desk, section = opened(seat, qtbot, "MapSection")
    assert BaseKind.VECTOR not in desk.window.pages["map"].base.panel.buttons
    stood = section.changes.record.mapTo(desk.window, section.changes.record.rect().topLeft())
    QTest.keyClicks(section.fields["gcj02_tiles"], "ftp://x/{z}/{x}/{y}")
    assert not section.changes.record.isEnabled()
    assert "https://" in section.wrong.text()
    section.fields["gcj02_tiles"].clear()
    QTest.keyClicks(section.fields["tianditu_key"], "0123456789abcdef")
    assert changed(section) == [("天地图密钥", "–", "••••••••cdef")]
    QTest.qWait(0)
    assert section.changes.record.mapTo(desk.window, section.changes.record.rect().topLeft()) == stood
    recorded(desk, section, qtbot)
    assert Settings.load(desk.work.settings.home, {}).tianditu_key == "0123456789abcdef"
    assert {BaseKind.VECTOR, BaseKind.IMAGE} <= set(desk.window.pages["map"].base.panel.buttons)


def test_that_the_map_comes_home_to_what_was_set(database: Clone, seat, qtbot) -> None:
    desk = seat("administrator")
    desk.sit_down(qtbot)
    page = desk.window.pages["map"]
    with qtbot.waitSignal(page.drawn, timeout=20_000):
        desk.window.show_page("map")
    qtbot.waitUntil(lambda: page.view.view is not None, timeout=5000)
    district = page.view.view
    settings = desk.window.pages["settings"]
    desk.window.show_page("settings")
    settings.names.setCurrentRow([type(one).__name__ for _words, one in settings.sections].index("HomeSection"))
    section = settings.section("HomeSection")
    qtbot.waitUntil(lambda: section._known and not section._reading)
    assert section.fields["west"].text() == ""
    qtbot.mouseClick(section.seen, Qt.MouseButton.LeftButton)
    box = {key: float(field.text()) for key, field in section.fields.items()}
    assert box["west"] < district.longitude < box["east"]
    assert box["south"] < district.latitude < box["north"]
    section.fields["east"].setText(str(box["west"] - 1))
    assert not section.changes.record.isEnabled()
    section.fields["east"].setText(str(round(box["west"] + (box["east"] - box["west"]) / 4, 6)))
    section.fields["north"].setText(str(round(box["south"] + (box["north"] - box["south"]) / 4, 6)))
    assert changed(section)[0][1] == "整个辖区"
    recorded(desk, section, qtbot)
    qtbot.waitUntil(lambda: desk.work.map_home.box is not None, timeout=5000)
    desk.window.show_page("map")
    with qtbot.waitSignal(page.view.view_changed, timeout=5000):
        QTest.keyClick(page.view.focusProxy() or page.view, Qt.Key.Key_Home)
        page.view.go_home()
    qtbot.waitUntil(lambda: page.view.view.zoom > district.zoom, timeout=5000)


def test_that_the_colours_are_chosen_here_too(seat, qtbot, tokens) -> None:
    desk, section = opened(seat, qtbot, "ColourSection")
    qtbot.mouseClick(section.buttons["day"], Qt.MouseButton.LeftButton)
    assert tokens.theme == "day"
    desk.window.theme.choose("night")
    assert section.buttons["night"].isChecked()


def test_that_every_name_of_the_roster_is_read_in_a_small_window(database: Clone, seat, qtbot) -> None:
    with database.engine("chief").begin() as connection:
        today = room_today(connection)
        week = room_settings.roster_week(connection, monday_of(today))
        everybody = {Watch(today, "早班", login) for login in ("taker", "dispatcher", "chief", "inspector")}
        room_settings.put_roster(connection, week.first_day, everybody, week.stamp)
    desk, section = opened(seat, qtbot, "RosterSection", "chief")
    table = section.roster.table
    for width in (1366, 1024):
        desk.window.resize(width, 640)
        qtbot.waitUntil(lambda width=width: desk.window.width() == width)
        low = table.sizeHintForIndex(table.model().index(0, today.weekday())).height()
        assert table.rowHeight(0) >= low > 60
