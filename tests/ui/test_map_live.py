"""The living layers of the map page: a real server, a real browser engine, real mouse and keys."""

from __future__ import annotations

import pytest
from qtpy.QtCore import Qt
from qtpy.QtTest import QTest

from app.domain.case import Action
from tests.database.desk import act, report
from tests.ui.test_map_page import click

HOSTILE = "<img src=x onerror='window.pwned=1'>"
HERE = (121.3715, 28.5815)


@pytest.fixture
def page(database, seat, qtbot):
    """A dispatcher's map with three cases at one place and one elsewhere, loaded."""
    for _ in range(3):
        report(database, position=HERE, description=HOSTILE, place=HOSTILE)
    report(database, position=(121.3725, 28.5825))
    desk = seat("dispatcher")
    desk.sit_down(qtbot)
    page = desk.window.pages["map"]
    page.desk_of_test = desk
    with qtbot.waitSignal(page.drawn, timeout=20_000):
        QTest.keyClick(desk.window, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: ask(page, qtbot, "document.querySelector('.legend').textContent.length > 20"))
    return page


def ask(page, qtbot, script: str):
    answers: list[object] = []
    page.view.page.runJavaScript(script, answers.append)
    qtbot.waitUntil(lambda: bool(answers), timeout=10_000)
    return answers[0]


def framed(page, qtbot) -> None:
    """What the page was told, at the earliest a frame ago, is painted."""
    qtbot.waitUntil(lambda: not page.live.cases.layer._frame.isActive(), timeout=5000)
    ask(page, qtbot, "window.framed = 0; setTimeout(() => requestAnimationFrame(() => requestAnimationFrame("
                     "() => { window.framed = 1; })), 30); 1")
    qtbot.waitUntil(lambda: ask(page, qtbot, "window.framed") == 1, timeout=5000)


def near(page, qtbot, place) -> None:
    """Look at a place from so near that pins stand alone."""
    x, y = place
    with qtbot.waitSignal(page.view.view_changed, timeout=5000):
        page.view.go_to(f"test {place}", (x - 0.0004, y - 0.0004, x + 0.0004, y + 0.0004))


def test_that_a_pin_opens_its_case_and_the_same_click_goes_back(page, qtbot):
    near(page, qtbot, (121.3725, 28.5825))
    before = page.view.view
    with qtbot.waitSignal(page.desk_of_test.work.case.detail_ready, timeout=5000):
        click(page.view, 121.3725, 28.5825)
    assert page.inspector.isVisible()
    assert page.live.cases.layer.selected == page.desk_of_test.work.case.case_id
    assert page.view.view == before
    with qtbot.waitSignal(page.live.closing_asked, timeout=5000):
        click(page.view, 121.3725, 28.5825)
    assert not page.inspector.isVisible()
    assert page.view.view == before


def test_that_a_cluster_that_cannot_open_lists_its_cases_as_text(page, qtbot):
    near(page, qtbot, HERE)
    with qtbot.waitSignal(page.live.list_asked, timeout=5000):
        click(page.view, *HERE)
    assert len(page.live.list.keys()) == 3
    assert HOSTILE in page.live.list.list.item(0).text()
    with qtbot.waitSignal(page.desk_of_test.work.case.detail_ready, timeout=5000):
        page.live.list.list.setCurrentRow(0)
        QTest.keyClick(page.live.list.list, Qt.Key.Key_Return)
    assert page.inspector.isVisible()
    assert ask(page, qtbot, "typeof window.pwned") == "undefined"


def test_that_a_cluster_opens_by_a_click(page, qtbot):
    x, y = 121.372, 28.582
    with qtbot.waitSignal(page.view.view_changed, timeout=5000):
        page.view.go_to("far", (x - 0.02, y - 0.02, x + 0.02, y + 0.02))
    far = page.view.view
    with qtbot.waitSignal(page.view.view_changed, timeout=5000):
        click(page.view, 121.37175, 28.58175)
    assert page.view.view.zoom > far.zoom


def test_that_a_case_appears_and_goes_as_it_lives(page, database, qtbot):
    place = (121.3705, 28.5805)
    near(page, qtbot, place)
    new = report(database, position=place)
    board, layer = page.desk_of_test.work.board, page.live.cases.layer
    qtbot.waitUntil(lambda: board.case(new.case_id) is not None, timeout=5000)
    with qtbot.waitSignal(layer.clicked, timeout=5000) as clicked:
        framed(page, qtbot)
        click(page.view, *place)
    assert clicked.args[0] == new.case_id
    act(database, "taker", Action.REJECT, new, reason="重复")
    qtbot.waitUntil(lambda: board.case(new.case_id) is None, timeout=5000)
    framed(page, qtbot)
    with qtbot.waitSignal(page.areas.versions_ready, timeout=5000):
        click(page.view, *place)


def test_that_what_is_shown_is_remembered_and_nonsense_is_not(page):
    page.live.panel.box("cases").click()
    assert page.live.save()["shown"]["cases"] is False
    for nonsense in (None, 7, {"shown": 3}, {"shown": {"cases": "yes", "no such": True}}):
        page.live.restore(nonsense)
    assert page.live.panel.shown()["cases"] is False
