"""Areas drawn anew on the real map by mouse and keys, from the chosen area to what holds in the database."""

from __future__ import annotations

from uuid import uuid4

import pytest
from qtpy.QtCore import QPoint, Qt
from qtpy.QtTest import QTest
from sqlalchemy import text

from app.database.areas import locate
from app.database.redraws import redraw_areas, tell_drawing
from app.domain.area import AreaLevel
from app.domain.area_pack import mercator
from app.domain.redraw import Acceptance
from tests.database.test_area_figures import shrink
from tests.database.test_redraws import age_areas, area_id, box, element, redraw, seen, today

CELL = "999901001001005"
STEP, WEST, SOUTH = 0.001, 121.37, 28.58


@pytest.fixture
def desk(database, seat, qtbot):
    """An administrator who draws the cells of the duty grid anew."""
    desk = seat("administrator")
    desk.sit_down(qtbot)
    page = desk.window.pages["map"]
    with qtbot.waitSignal(page.drawn, timeout=20_000):
        desk.window.show_page("map")
    with database.owner.begin() as connection:
        grid = connection.exec_driver_sql("select area_id from gridroom.area where code = 'Z01'").scalar()
    page.side.show_area(grid)
    begin(page, qtbot)
    return desk


def start_of(page):
    return next(child for child in page.children() if type(child).__name__ == "GridStart")


def begin(page, qtbot):
    start = start_of(page)
    start.redraw(AreaLevel.GRID_CELL)
    drawing = start.desk
    with qtbot.waitSignal(drawing.drafting.faults_found, timeout=10_000):
        pass
    qtbot.waitUntil(lambda: page.view.hasFocus() or page.view.focusProxy().hasFocus(), timeout=5000)
    page.view.go_to("all", (WEST - STEP / 2, SOUTH - STEP / 2, WEST + 3.5 * STEP, SOUTH + 3.5 * STEP))
    heard(drawing, qtbot)
    return drawing


def heard(drawing, qtbot) -> None:
    """Wait until the page has done all that it was told: a press of the mouse reaches it another way, and sooner."""
    with qtbot.waitSignal(drawing.layer.drawn, timeout=10_000):
        drawing.layer.change({}, ())


def place(page, x: float, y: float) -> QPoint:
    """Where the map shows a place given in cells from the south-west corner."""
    view = page.view
    world = 256 * 2 ** view.view.zoom
    (px, py), (cx, cy) = mercator(WEST + x * STEP, SOUTH + y * STEP), mercator(view.view.longitude, view.view.latitude)
    return QPoint(round(view.width() / 2 + (px - cx) * world), round(view.height() / 2 + (py - cy) * world))


def click(page, qtbot, x: float, y: float, keys=Qt.KeyboardModifier.NoModifier) -> None:
    with qtbot.waitSignal(start_of(page).desk.layer.tapped, timeout=5000):
        QTest.mouseClick(page.view.focusProxy(), Qt.MouseButton.LeftButton, keys, place(page, x, y))


def key(page, wanted, keys=Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(page.view.focusProxy(), wanted, keys)


def after(drawing, qtbot):
    return qtbot.waitSignal(drawing.drafting.faults_found, timeout=10_000)


def test_that_a_cell_is_split_by_hand_and_holds_from_today(desk, database, qtbot):
    page = desk.window.pages["map"]
    drawing = start_of(page).desk
    assert drawing.panel.isVisible()
    assert not drawing.panel.end.commit.isEnabled()
    key(page, Qt.Key.Key_S)
    assert drawing.panel.tools["split"].isChecked()
    click(page, qtbot, 1.4, 0.9)
    click(page, qtbot, 1.6, 2.1)
    with after(drawing, qtbot):
        key(page, Qt.Key.Key_F)
    assert len(drawing.drafting.draft.areas) == 10
    assert "1" in drawing.panel.end.changes.text()
    with after(drawing, qtbot):
        key(page, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(drawing.drafting.draft.areas) == 9
    with after(drawing, qtbot):
        key(page, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    with qtbot.waitSignal(drawing.drafting.committed, timeout=10_000) as answer:
        QTest.mouseClick(drawing.panel.end.commit, Qt.MouseButton.LeftButton)
    assert answer.args[0].state == "done"
    assert page.panel.isVisible()
    with database.engine("taker").begin() as connection:
        assert locate(connection, WEST + 1.7 * STEP, SOUTH + 1.5 * STEP).cell_code \
            != locate(connection, WEST + 1.2 * STEP, SOUTH + 1.5 * STEP).cell_code


def test_that_a_corner_is_dragged_with_its_neighbours_and_cells_are_merged(desk, qtbot):
    page = desk.window.pages["map"]
    drawing = start_of(page).desk
    key(page, Qt.Key.Key_B)
    heard(drawing, qtbot)   # else the press drags the map
    hand = page.view.focusProxy()
    start, end = place(page, 1, 1), place(page, 1.3, 1.2)
    with after(drawing, qtbot):
        QTest.mousePress(hand, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
        for part in range(1, 6):
            QTest.mouseMove(hand, start + (end - start) * part / 5)
        QTest.mouseRelease(hand, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, end)
    assert len(drawing.drafting.changes().changed) == 4
    assert not drawing.drafting.faults
    key(page, Qt.Key.Key_V)
    click(page, qtbot, 0.5, 2.5)
    click(page, qtbot, 1.5, 2.5, Qt.KeyboardModifier.ShiftModifier)
    with after(drawing, qtbot):
        key(page, Qt.Key.Key_M)
    assert [area.code for area in drawing.drafting.changes().ended] == ["999901001001008"]


def test_that_escape_drops_the_line_and_never_the_drawing(desk, qtbot):
    page = desk.window.pages["map"]
    drawing = start_of(page).desk
    key(page, Qt.Key.Key_S)
    click(page, qtbot, 1.4, 0.9)
    key(page, Qt.Key.Key_Escape)
    click(page, qtbot, 1.6, 1.5)
    with qtbot.waitSignal(drawing.drafting.refused, timeout=5000):
        key(page, Qt.Key.Key_F)
    assert drawing.panel.said.text()
    for _ in range(3):
        key(page, Qt.Key.Key_Escape)
    assert drawing.drafting.draft is not None


def test_that_a_drawing_survives_the_program_and_a_fault_is_shown_and_mended(desk, qtbot):
    page = desk.window.pages["map"]
    drawing = start_of(page).desk
    with after(drawing, qtbot):
        drawing.drafting.do({"do": "move", "from": (WEST, SOUTH), "to": (WEST - STEP / 5, SOUTH)})
    assert drawing.panel.faults.list.count() == 1
    assert drawing.panel.end.commit.isEnabled()  # beyond the parent may stand with a reason; the server asks for it
    drawing.drafting.leave()
    assert page.panel.isVisible()
    begin(page, qtbot)
    assert drawing.drafting.can_undo
    with qtbot.waitSignal(page.view.view_changed, timeout=5000):
        drawing.panel.faults.list.itemClicked.emit(drawing.panel.faults.list.item(0))
    drawing.panel.faults.list.setCurrentRow(0)
    with after(drawing, qtbot):
        QTest.mouseClick(drawing.panel.faults.mend, Qt.MouseButton.LeftButton)
    assert drawing.panel.faults.list.count() == 0


def test_that_a_day_to_come_makes_a_plan(desk, database, qtbot):
    page = desk.window.pages["map"]
    drawing = start_of(page).desk
    with after(drawing, qtbot):
        drawing.drafting.do({"do": "merge", "keys": [CELL, "999901001001006"]})
    drawing.panel.end.day.setDate(drawing.panel.end.day.date().addDays(1))
    with qtbot.waitSignal(drawing.drafting.committed, timeout=10_000) as answer:
        QTest.mouseClick(drawing.panel.end.commit, Qt.MouseButton.LeftButton)
        QTest.mouseClick(drawing.panel.end.commit, Qt.MouseButton.LeftButton)
    assert answer.args[0].state == "planned"
    with database.engine("taker").begin() as connection:
        assert locate(connection, WEST + 2.5 * STEP, SOUTH + 1.5 * STEP).cell_code == "999901001001006"


@pytest.mark.parametrize("garbage", ["", "[]", '{"told": {"level": "grid_cell"}, "commands": [{"do": "explode"}]}'])
def test_that_a_kept_drawing_that_cannot_be_read_is_put_aside(desk, qtbot, garbage):
    page = desk.window.pages["map"]
    drawing = start_of(page).desk
    with after(drawing, qtbot):
        drawing.drafting.do({"do": "merge", "keys": [CELL, "999901001001006"]})
    drawing.drafting.leave()
    file = next(start_of(page).folder.glob("*.json"))
    file.write_text(garbage)
    begin(page, qtbot)
    assert not drawing.drafting.can_undo
    assert file.with_suffix(".broken").read_text() == garbage


def test_that_an_overtaken_drawing_says_by_whom_and_is_kept(desk, database, qtbot):
    page = desk.window.pages["map"]
    drawing = start_of(page).desk
    with after(drawing, qtbot):
        drawing.drafting.do({"do": "merge", "keys": [CELL, "999901001001006"]})
    with database.owner.begin() as connection:
        connection.exec_driver_sql("update gridroom.area set name = '改名' where code = '999901001001001'")
    with qtbot.waitSignal(drawing.drafting.failed, timeout=10_000):
        QTest.mouseClick(drawing.panel.end.commit, Qt.MouseButton.LeftButton)
    assert drawing.panel.said.isVisible()
    assert drawing.drafting.can_undo
    with qtbot.waitSignal(drawing.drafting.rebased, timeout=10_000) as again, after(drawing, qtbot):
        QTest.mouseClick(drawing.panel.end.rebase, Qt.MouseButton.LeftButton)
    assert again.args == [1, 0]
    assert drawing.drafting.draft.areas["999901001001001"].name == "改名"
    assert [one.name.endswith(".overtaken") for one in drawing.drafting.file("", AreaLevel.GRID_CELL).parent.iterdir()
            ].count(True) == 1
    with qtbot.waitSignal(drawing.drafting.committed, timeout=10_000):
        QTest.mouseClick(drawing.panel.end.commit, Qt.MouseButton.LeftButton)
    assert name_of(database, "999901001001001") == "改名"


@pytest.mark.parametrize("merged", [False, True])
def test_that_a_drawing_goes_on_when_the_area_around_was_redrawn_or_merged_away(database, desk, qtbot, merged):
    page = desk.window.pages["map"]
    drawing = start_of(page).desk
    drafting, end = drawing.drafting, drawing.panel.end
    with after(drawing, qtbot):
        drafting.do({"do": "merge", "keys": ["999901001001001", "999901001001002"]})
    first = drafting.file(drafting._work.label, AreaLevel.GRID_CELL)
    shrink(database)                  # Z01 keeps six cells, Z02 has three
    if merged:
        age_areas(database)
        whole = element("Z02", box(WEST, SOUTH, WEST + 3 * STEP, SOUTH + 3 * STEP), "999901001001", name="责任网格02")
        redraw(database, [whole], ("Z01",), parent="999901001001", level=AreaLevel.DUTY_GRID)
    day = end.day.date().addDays(3)
    end.day.setDate(day)
    with qtbot.waitSignal(drafting.failed, timeout=10_000):
        QTest.mouseClick(end.commit, Qt.MouseButton.LeftButton)
    assert ("责任网格02" in drawing.panel.said.text()) is merged
    assert end.rebase.isVisible()
    with qtbot.waitSignal(drafting.rebased, timeout=10_000) as again, after(drawing, qtbot):
        QTest.mouseClick(end.rebase, Qt.MouseButton.LeftButton)
    assert again.args == [1, 0]
    assert not end.rebase.isVisible()
    assert ("责任网格02" in drawing.panel.title.text()) is merged
    assert len(drafting.draft.areas) == (8 if merged else 5)
    assert end.day.date() == day, "nothing else moves"
    assert first.exists() is not merged
    assert first.with_suffix(".overtaken").exists()
    end.day.setDate(end.day.minimumDate())
    with qtbot.waitSignal(drafting.committed, timeout=10_000):
        QTest.mouseClick(end.commit, Qt.MouseButton.LeftButton)
    assert name_of(database, "999901001001001")


def name_of(database, code: str) -> str:
    with database.owner.begin() as connection:
        return connection.execute(text("select name from gridroom.area where valid_to is null and code = :code"),
                                  {"code": code}).scalar_one()


def test_that_free_ground_is_let_stand_only_with_a_reason_and_shown_until_then(desk, database, qtbot):
    page = desk.window.pages["map"]
    drawing = start_of(page).desk
    end = drawing.panel.end
    with after(drawing, qtbot):
        drawing.drafting.do({"do": "move", "from": (WEST, SOUTH), "to": (WEST + STEP / 4, SOUTH + STEP / 4)})
    assert not end.reason.isVisible()
    with qtbot.waitSignal(drawing.drafting.failed, timeout=10_000):
        QTest.mouseClick(end.commit, Qt.MouseButton.LeftButton)
    assert end.reason.isVisible()
    assert "999901001001001" in drawing.panel.said.text()
    assert not end.commit.isEnabled()
    QTest.keyClicks(end.reason, "fen")
    assert not end.commit.isEnabled()
    QTest.keyClicks(end.reason, "ce of a building site")
    with qtbot.waitSignal(drawing.drafting.committed, timeout=10_000):
        QTest.mouseClick(end.commit, Qt.MouseButton.LeftButton)
    with database.owner.begin() as connection:
        kept = connection.exec_driver_sql("select accepted, asked_by from gridroom.area_redraw").one()
    assert (kept.accepted["reason"], kept.asked_by) == ("fence of a building site", "administrator")


def test_that_another_drawing_asks_for_its_own_reason(desk, qtbot):
    page = desk.window.pages["map"]
    drawing = start_of(page).desk
    with after(drawing, qtbot):
        drawing.drafting.do({"do": "move", "from": (WEST, SOUTH), "to": (WEST + STEP / 4, SOUTH + STEP / 4)})
    with qtbot.waitSignal(drawing.drafting.failed, timeout=10_000):
        QTest.mouseClick(drawing.panel.end.commit, Qt.MouseButton.LeftButton)
    with after(drawing, qtbot):
        drawing.drafting.undo()
    assert not drawing.panel.end.reason.isVisible()
    assert drawing.panel.end.reason.text() == ""


def test_that_who_draws_here_too_is_told(desk, database, qtbot):
    page = desk.window.pages["map"]
    drawing = start_of(page).desk
    assert not drawing.panel.company.isVisible()
    with database.engine("administrator").begin() as connection:
        tell_drawing(connection, uuid4(), (page.panel.area.area_id, AreaLevel.GRID_CELL))
    drawing.drafting.leave()
    with qtbot.waitSignal(drawing.drafting.company, timeout=10_000):
        begin(page, qtbot)
    assert drawing.panel.company.isVisible()


def test_that_a_split_tells_before_and_after(desk, database, qtbot):
    page = desk.window.pages["map"]
    drawing = start_of(page).desk
    with after(drawing, qtbot):
        drawing.drafting.do({"do": "split", "line": [(WEST + 1.4 * STEP, SOUTH + 0.9 * STEP),
                                                    (WEST + 1.4 * STEP, SOUTH + 2.1 * STEP)], "keys": [CELL]})
    words = drawing.panel.balance.text()
    assert drawing.panel.balance.isVisible()
    assert len(words.splitlines()) == 2
    assert "▲" in words, "4/10 of a cell is small"


def test_that_a_day_is_shown_and_a_redraw_is_undone(desk, database, qtbot):
    page = desk.window.pages["map"]
    start = start_of(page)
    drawing = start.desk
    with after(drawing, qtbot):
        drawing.drafting.do({"do": "merge", "keys": [CELL, "999901001001006"]})
    with qtbot.waitSignal(drawing.drafting.committed, timeout=10_000):
        drawing.drafting.commit(desk.work.clock.now().astimezone().date())
    start.look_back(AreaLevel.GRID_CELL)
    past = start.past
    qtbot.waitUntil(lambda: past.panel.redraws.count() == 1 and past.panel.days.count() == 2, timeout=10_000)
    with qtbot.waitSignal(past.versions.day_read, timeout=10_000,
                          check_params_cb=lambda shown: len(shown.areas) == 9) as shown:
        past.panel.days.setCurrentRow(1)
    assert sorted(shown.args[0].states.values()) == [""] * 7 + ["changed", "gone"]
    past.panel.redraws.setCurrentRow(0)
    with qtbot.waitSignal(past.versions.undone, timeout=10_000):
        QTest.mouseClick(past.panel.undo, Qt.MouseButton.LeftButton)
    with database.engine("taker").begin() as connection:
        assert locate(connection, WEST + 2.5 * STEP, SOUTH + 1.5 * STEP).cell_code == "999901001001006"
    qtbot.waitUntil(lambda: past.panel.redraws.count() == 2, timeout=5000)
    QTest.mouseClick(past.panel.leave, Qt.MouseButton.LeftButton)
    assert page.panel.isVisible()


def test_that_undoing_brings_free_ground_back_only_with_a_reason(desk, database, qtbot):
    """What the redraw gave to a cell was nobody's before, and would be again."""
    free = [element("999901001001001", box(WEST, SOUTH, WEST + STEP / 2, SOUTH + STEP))]
    with database.engine("administrator").begin() as connection:
        redraw_areas(connection, uuid4(), area_id(database, "Z01"), AreaLevel.GRID_CELL, today(database), free, (),
                     seen(database), Acceptance("工地围挡", {"gap": 1e5}))
    redraw(database, [element("999901001001001", box(WEST, SOUTH, WEST + STEP, SOUTH + STEP))])
    start = start_of(desk.window.pages["map"])
    start.look_back(AreaLevel.GRID_CELL)
    panel, versions = start.past.panel, start.past.versions
    qtbot.waitUntil(lambda: panel.redraws.count() == 2, timeout=10_000)
    panel.redraws.setCurrentRow(0)
    assert not panel.reason.isVisible()
    with qtbot.waitSignal(versions.failed, timeout=10_000):
        QTest.mouseClick(panel.undo, Qt.MouseButton.LeftButton)
    assert "999901001001001" in panel.said.text()
    assert panel.reason.isVisible()
    QTest.keyClicks(panel.reason, "its")
    assert not panel.undo.isEnabled()
    panel.redraws.setCurrentRow(1)
    assert not panel.reason.isVisible(), "another redraw has another reason"
    panel.redraws.setCurrentRow(0)
    with qtbot.waitSignal(versions.failed, timeout=10_000):
        QTest.mouseClick(panel.undo, Qt.MouseButton.LeftButton)
    QTest.keyClicks(panel.reason, "the site is fenced again")
    with qtbot.waitSignal(versions.undone, timeout=10_000):
        QTest.mouseClick(panel.undo, Qt.MouseButton.LeftButton)
    with database.owner.begin() as connection:
        kept = connection.exec_driver_sql("select accepted ->> 'reason' from gridroom.area_redraw order by redraw_id"
                                          " desc limit 1").scalar()
    assert kept == "the site is fenced again"


def test_that_whoever_is_no_administrator_is_told_so(database, seat, qtbot):
    page = seat("dispatcher").window.pages["map"]
    entry = start_of(page).entry
    assert not entry.redraw.isEnabled()
    assert entry.redraw.toolTip()
