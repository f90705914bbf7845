"""Alarms in the real window, by keys: the number, the list, the case at its action, the shelf, a line that is cut."""

from __future__ import annotations

import pytest
from qtpy.QtCore import QSize, Qt
from qtpy.QtGui import QImage
from sqlalchemy import text

from app.domain.case import Action
from tests.database.clone import PEOPLE
from tests.database.desk import act, dispatched, report
from ui.theme import apply_theme

LATE = "update gridroom.case_file set deadline_at = now() - interval '5 minutes' where case_id = :case_id"


def late(database, answer):
    with database.owner.begin() as connection:
        connection.execute(text(LATE), {"case_id": answer.case_id})
    return answer


def keys_of(page):
    return [key for key, item in page.panel._items.items() if item.text(5) != "已消除"]


def opened(made, qtbot, count):
    made.sit_down(qtbot)
    qtbot.keyClick(made.window, Qt.Key.Key_F7)
    page = made.window.pages["alarms"]
    qtbot.waitUntil(lambda: len(keys_of(page)) == count, timeout=10_000)
    return page


def test_that_an_alarm_leads_by_key_to_its_case_and_action(seat, database, qtbot):
    answer = late(database, act(database, "taker", Action.REGISTER, report(database), condition_id=1))
    made = seat("dispatcher")
    qtbot.waitUntil(lambda: made.window.foot.alarms.text() == "待处理告警 1", timeout=10_000)
    assert made.window.pages["alarms"].sounds.played == ["new_case"]
    page = opened(made, qtbot, 1)
    qtbot.waitUntil(page.panel.list.hasFocus)
    qtbot.keyClick(page.panel.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: made.board.inspector.shown_case() is not None, timeout=10_000)
    assert made.board.inspector.shown_case().case.case_id == answer.case_id
    assert made.board.inspector.actions._open.action is Action.DISPATCH
    act(database, "dispatcher", Action.DISPATCH, answer, department_id=1)
    qtbot.waitUntil(lambda: made.window.foot.alarms.text() == "待处理告警 0", timeout=10_000)


def test_that_one_operator_acknowledges_and_the_other_sees_it(seat, database, qtbot):
    late(database, report(database))
    database.login("taker2", "受理员二号", PEOPLE["taker"][1])
    one, other = seat("taker"), seat("taker2")
    qtbot.waitUntil(lambda: other.window.foot.alarms.text() == "待处理告警 1", timeout=10_000)
    page = opened(one, qtbot, 1)
    qtbot.keyClick(page.panel.list, Qt.Key.Key_A)
    qtbot.waitUntil(lambda: other.window.foot.alarms.text() == "待处理告警 0", timeout=10_000)
    assert [alarm.acknowledged_by for alarm in other.work.alarms.alarms] == ["受理员一号"]


def test_that_the_shelf_asks_why_and_keeps_its_words(seat, database, qtbot):
    late(database, report(database))
    made = seat("taker")
    page = opened(made, qtbot, 1)
    panel = page.panel
    qtbot.keyClick(panel.list, Qt.Key.Key_S)
    qtbot.waitUntil(panel.shelf.reason.hasFocus)
    qtbot.keyClick(panel.shelf.reason, Qt.Key.Key_Return)  # without a reason nothing happens
    assert panel.shelf.isVisible()
    qtbot.keyClicks(panel.shelf.reason, "as rain")
    qtbot.keyClick(panel.shelf.reason, Qt.Key.Key_Escape)
    assert not panel.shelf.isVisible()
    qtbot.keyClick(panel.list, Qt.Key.Key_S)
    assert panel.shelf.reason.text() == "as rain"
    qtbot.keyClick(panel.shelf.reason, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: [one.state for one in made.work.alarms.alarms] == ["shelved"], timeout=10_000)
    assert made.window.foot.alarms.text() == "待处理告警 0"
    qtbot.waitUntil(lambda: panel.list.topLevelItem(panel.list.topLevelItemCount() - 1).text(0) == "已搁置  1")
    panel.list.setCurrentItem(next(iter(panel._items.values())))
    qtbot.keyClick(panel.list, Qt.Key.Key_U)
    qtbot.waitUntil(lambda: [one.state for one in made.work.alarms.alarms] == ["new"], timeout=10_000)


def test_that_nothing_moves_under_the_hand(seat, database, qtbot):
    first, second = late(database, report(database)), late(database, report(database, description="第二件"))
    made = seat("taker")
    page = opened(made, qtbot, 2)
    panel = page.panel
    qtbot.waitUntil(panel.list.hasFocus)
    panel.list.setCurrentItem(panel._items[f"register_overdue:{second.case_id}"])
    act(database, "taker", Action.REGISTER, first, condition_id=1)
    qtbot.waitUntil(lambda: panel._items[f"register_overdue:{first.case_id}"].text(5) == "已消除", timeout=10_000)
    late(database, report(database, description="第三件"))
    qtbot.waitUntil(lambda: len(panel._items) == 3, timeout=10_000)
    assert list(panel._items)[:2] == [f"register_overdue:{first.case_id}", f"register_overdue:{second.case_id}"]
    assert panel.list.currentItem() is panel._items[f"register_overdue:{second.case_id}"]


def test_that_a_line_that_is_cut_is_an_alarm_and_rings_nothing_again(seat, database, qtbot):
    late(database, report(database))
    made = seat("taker")
    qtbot.waitUntil(lambda: made.window.foot.alarms.text() == "待处理告警 1", timeout=10_000)
    sounds = made.window.pages["alarms"].sounds
    for _ in range(2):
        with qtbot.waitSignal(made.work.lost, timeout=10_000), database.owner.begin() as connection:
            connection.execute(text("select pg_terminate_backend(pid) from pg_stat_activity "
                                    "where usename = 'taker' and datname = current_database()"))
        if not made.work.connected:
            with qtbot.waitSignal(made.work.back, timeout=15_000):
                pass
        with qtbot.waitSignal(made.work.alarms.listed, timeout=15_000):
            pass
    assert sounds.played == ["new_case", "link_lost", "link_back", "link_lost", "link_back"]
    assert made.window.foot.alarms.text() == "待处理告警 1"


def test_that_only_a_new_red_card_flashes_and_only_its_glyph(seat, database, qtbot):
    answer = dispatched(database)
    made = seat("works")
    assert not made.window.foot.alarms.flashes
    with database.owner.connect() as connection:
        by = connection.execute(text("select now() + interval '1 day'")).scalar_one()
    act(database, "chief", Action.SUPERVISE, answer, order_kind="timeout", card="red", reason="超时", demand="立即处置",
        reply_by=by)
    qtbot.waitUntil(lambda: made.window.foot.alarms.flashes, timeout=10_000)
    assert made.window.pages["alarms"].sounds.played == ["red_card"]
    page = opened(made, qtbot, 1)
    qtbot.keyClick(page.panel.list, Qt.Key.Key_A)
    qtbot.waitUntil(lambda: not made.window.foot.alarms.flashes, timeout=10_000)


def test_that_a_flood_makes_one_sound_and_says_so(seat, database, qtbot):
    for number in range(12):
        late(database, report(database, description=f"井盖缺失 {number}"))
    made = seat("taker")
    qtbot.waitUntil(lambda: made.window.foot.alarms.text() == "告警泛滥 12", timeout=10_000)
    page = opened(made, qtbot, 12)
    assert page.sounds.played == ["new_case"]
    assert page.panel.flood.text.startswith("告警泛滥")
    assert page.panel.list.topLevelItem(0).text(0) == "时限已过  12"


def test_that_a_wall_has_no_alarms(seat):
    made = seat("wall")
    assert "alarms" not in made.window.pages
    assert made.window.foot.alarms.isHidden()


def test_that_the_top_bar_names_the_shift(seat, qtbot):
    made = seat("taker")
    qtbot.waitUntil(lambda: "班 " in made.window.top._shift.text(), timeout=10_000)


def act_on(page, qtbot):
    """One is seen, one is on the shelf, the line for the next one is open."""
    rows = list(page.panel._items.values())
    page.panel.list.setCurrentItem(rows[1])
    page.panel.list.asked.emit("acknowledge")
    qtbot.waitUntil(lambda: rows[1].text(5) == "受理员一号已确认", timeout=10_000)
    page.panel.shelf.wanted.emit((rows[2].data(0, Qt.ItemDataRole.UserRole),), 60, "道路封闭，等交警放行")
    qtbot.waitUntil(lambda: page.panel.list.topLevelItemCount() == 3, timeout=10_000)
    page.panel.list.setCurrentItem(page.panel._items[rows[0].data(0, Qt.ItemDataRole.UserRole)])
    page.panel.list.asked.emit("shelve")


@pytest.mark.parametrize(("size", "theme"), [((1366, 768), "night"), ((3840, 2160), "day")])
def test_that_the_page_is_drawn_by_night_and_day(seat, database, qtbot, qapp, tmp_path, size, theme):
    from ui.main_window import MainWindow
    for number in range(4):
        late(database, report(database, description=f"井盖缺失 {number}", place="卖芝桥东路 117 号银座商厦北门",
                              urgency="urgent" if number == 0 else "normal"))
    made = seat("taker")
    qtbot.waitUntil(lambda: len(made.work.alarms.alarms) == 4, timeout=10_000)
    tokens = apply_theme(qapp, theme, QSize(*size))
    window = MainWindow(made.work, tokens, made.failures, remembers=False)
    window.resize(*size)
    window.show()
    window.alarms.show_page()
    made.work.alarms.read()
    qtbot.waitUntil(lambda: len(keys_of(window.pages["alarms"])) == 4, timeout=10_000)
    qtbot.waitUntil(lambda: window.pages["alarms"].rate._grid.count() > 5, timeout=10_000)
    qtbot.waitUntil(lambda: window.pages["alarms"].rate._grid.itemAt(5).widget().isVisible())
    act_on(window.pages["alarms"], qtbot)
    picture = QImage(window.size(), QImage.Format.Format_RGB32)
    window.render(picture)
    assert picture.save(str(tmp_path / "alarms.png"))
    window.close()
    window.deleteLater()
    apply_theme(qapp, "night", QSize(1366, 768))
