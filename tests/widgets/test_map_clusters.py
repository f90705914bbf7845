"""Clusters of cases and the names of areas beside them, in a real browser engine."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from datetime import timedelta
from itertools import combinations

import pytest
from qtpy.QtCore import QPoint, Qt
from qtpy.QtTest import QTest

from app.domain.area_pack import mercator
from app.domain.case_pack import pack_cases
from app.domain.supervision import Card
from tests.widgets.map_stage import SIDE, Stage, make_stage, strike
from tests.widgets.sample_cases import NOW, make_case
from widgets.map.case_layer import CaseLayer
from widgets.map_view import View
from widgets.tokens import NIGHT

NAMES = "Gridroom.half('areas').names.map(one => [...one.box, one.lines[0]])"
CLUSTERS = "Gridroom.half('cases').clusters.map(one => [one.n, one.overdue, one.near, one.ordered, one.r, !!one.tag])"
DAY = timedelta(days=1)


@pytest.fixture(scope="module")
def shared(qapp, tokens):
    stage = make_stage(tokens)
    layer = CaseLayer(stage.view)
    stage.view.add_layer(layer)
    stage.cases = layer
    yield stage
    strike(stage)


@pytest.fixture
def stage(shared: Stage, qtbot) -> Stage:
    """The shared map, whole, without cases."""
    with qtbot.waitSignal(shared.view.view_changed, timeout=10_000):
        shared.view.go_home()
    shared.view.fold_legend(False)
    show(shared, qtbot, [])
    return shared


def cases_at(place, count: int, first: int = 1, *, overdue: int = 0, near: int = 0, ordered: int = 0):
    """Cases at one place: the first ones overdue, the next nearly due, the last ones with an order."""
    made = []
    for number in range(count):
        deadline, close = NOW + 9 * DAY, NOW + 8 * DAY
        if number < overdue:
            deadline, close = NOW - DAY, NOW - 2 * DAY
        elif number < overdue + near:
            deadline, close = NOW + DAY, NOW - DAY
        made.append(replace(make_case(first + number), position=place, deadline_at=deadline, near_at=close,
                            paused_remaining=None, urgency="normal",
                            card=Card.RED if number >= count - ordered else None))
    return made


def show(stage: Stage, qtbot, cases) -> None:
    with qtbot.waitSignal(stage.cases.painted, timeout=10_000):
        stage.cases.load(*pack_cases(cases), len(cases), NOW)
    settled(stage, qtbot)


def settled(stage: Stage, qtbot) -> None:
    """Every canvas over the view shows what it was told."""
    stage.ask(qtbot, "window.framed = 0; requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame("
                     "() => { window.framed = 1; }))); 1")
    qtbot.waitUntil(lambda: stage.ask(qtbot, "window.framed") == 1, timeout=5000)


def told(stage: Stage, qtbot, script: str):
    return json.loads(stage.ask(qtbot, f"JSON.stringify({script})"))


def meet(one, other) -> bool:
    return one[0] < other[2] and one[2] > other[0] and one[1] < other[3] and one[3] > other[1]


def painted_in(stage: Stage, place, color: str, reach: int = 30) -> int:
    """Pixels of about this colour around a place."""
    picture, middle, wanted = stage.view.picture(), stage.place(*place), NIGHT.color(color)
    return sum(
        all(abs(a - b) < 30 for a, b in zip(picture.pixelColor(middle.x() + x, middle.y() + y).getRgb()[:3],
                                            wanted.getRgb()[:3], strict=True))
        for x in range(-reach, reach) for y in range(-reach, reach))


def test_that_an_ordinary_cluster_stays_quiet_and_trouble_shows_its_sign_and_number(stage, qtbot):
    calm, overdue, ordered, near = stage.cell(9), stage.cell(14), stage.cell(49), stage.cell(54)
    show(stage, qtbot, [*cases_at(calm, 6), *cases_at(overdue, 6, 100, overdue=3),
                        *cases_at(ordered, 6, 200, ordered=1), *cases_at(near, 6, 300, near=2)])
    rows = sorted(told(stage, qtbot, CLUSTERS))
    assert [row[:4] for row in rows] == [[6, 0, 0, 0], [6, 0, 0, 1], [6, 0, 2, 0], [6, 3, 0, 0]]
    assert [row[5] for row in rows] == [False, True, True, True]
    qtbot.waitUntil(lambda: painted_in(stage, overdue, "overdue") > 40, timeout=5000)
    assert painted_in(stage, ordered, "order") > 20
    assert painted_in(stage, near, "near") > 20
    assert [painted_in(stage, calm, color) for color in ("overdue", "order", "near")] == [0, 0, 0]


def test_that_clusters_grow_in_few_steps_and_stay_small(stage, qtbot):
    show(stage, qtbot, [*cases_at(stage.cell(9), 2), *cases_at(stage.cell(14), 9, 100),
                        *cases_at(stage.cell(49), 10, 200), *cases_at(stage.cell(54), 120, 300)])
    radii = {row[0]: row[4] for row in told(stage, qtbot, CLUSTERS)}
    assert radii[2] == radii[9] < radii[10] < radii[120] <= 15


def test_that_the_pointer_tells_the_counts_in_words(stage, qtbot):
    place = stage.cell(27)
    show(stage, qtbot, cases_at(place, 7, overdue=2, near=1, ordered=1))
    stage.move(stage.place(*stage.cell(30)))
    stage.move(stage.place(*place))
    words = "Array.from(document.querySelectorAll('#tip div'), one => one.textContent)"
    qtbot.waitUntil(lambda: told(stage, qtbot, words)[:2] == [
        "在办 7 件", "✖ 超时 2 件 · ⚑ 督办 1 件 · ◔ 即将超时 1 件"], timeout=5000)
    show(stage, qtbot, cases_at(place, 3))
    stage.move(stage.place(*stage.cell(30)))
    stage.move(stage.place(*place))
    qtbot.waitUntil(lambda: told(stage, qtbot, words)[:2] == ["在办 3 件", "无超时、即将超时和督办"], timeout=5000)


def test_that_clusters_that_would_cover_each_other_are_one(stage, qtbot):
    world, side = 256 * 2 ** 13, 72  # px at zoom 13; cases are gathered in squares this wide
    x, y = (round(share * world / side) * side for share in mercator(*stage.cell(27)))
    with qtbot.waitSignal(stage.view.view_changed, timeout=5000):
        stage.view.show_view(View(*stage.cell(27), 13))
    for apart, clusters in ((8, 1), (40, 2)):  # on both sides of a border of squares
        places = [degrees((x + step) / world, (y + side / 2) / world) for step in (-apart / 2, apart / 2)]
        show(stage, qtbot, [*cases_at(places[0], 3), *cases_at(places[1], 4, 50, overdue=1)])
        found = told(stage, qtbot, CLUSTERS)
        assert len(found) == clusters
        assert (sum(row[0] for row in found), sum(row[1] for row in found)) == (7, 1)
    show(stage, qtbot, cases_at(stage.cell(27), 3))


def degrees(x: float, y: float) -> tuple[float, float]:
    """Longitude and latitude of shares of the Mercator world."""
    return x * 360 - 180, math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * y))))


def test_that_no_name_is_covered_and_those_in_the_way_move_beside(stage, qtbot):
    bare = told(stage, qtbot, NAMES)
    assert len(bare) > SIDE * SIDE / 2
    show(stage, qtbot, [case for at in range(0, SIDE * SIDE, 5)
                        for case in cases_at(stage.cell(at), 3, 10 * at + 1, overdue=at % 2)])
    names, covers = told(stage, qtbot, f"[{NAMES}, Gridroom.half('cases').covering]")
    assert covers
    assert not [name for name in names for box in covers if meet(name, box)]
    assert not [pair for pair in combinations(names, 2) if meet(*pair)]
    assert len(names) > len(bare) / 2
    stood, stands = ({row[4]: row[1] for row in rows} for rows in (bare, names))
    assert any(abs(stands[name] - stood[name]) > 5 for name in stands if name in stood)


def test_that_names_keep_their_place_when_cases_come_elsewhere_and_when_the_map_is_dragged(stage, qtbot):
    show(stage, qtbot, cases_at(stage.cell(9), 4))
    before = {row[4]: row[:4] for row in told(stage, qtbot, NAMES)}
    assert "单元网格19" in before
    stage.cases.put(cases_at(stage.cell(18), 1, 500)[0])  # in the middle of cell 19, where its name stands
    qtbot.waitUntil(lambda: {row[4]: row[:4] for row in told(stage, qtbot, NAMES)}.get("单元网格19")
                    != before["单元网格19"], timeout=5000)
    after = {row[4]: row[:4] for row in told(stage, qtbot, NAMES)}
    assert {name for name in before if after.get(name) != before[name]} <= {"单元网格19"}
    with qtbot.waitSignal(stage.view.view_changed, timeout=5000):
        QTest.keyClick(stage.hand, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    settled(stage, qtbot)
    moved = {row[4]: row[:4] for row in told(stage, qtbot, NAMES)}
    shifts = {round(after[name][0] - moved[name][0]) for name in after if name in moved}
    assert max(shifts) - min(shifts) <= 1


def test_that_the_legend_folds_by_click_and_by_key_and_explains_clusters(stage, qtbot):
    legend = "document.querySelector('.legend')"
    assert all(words in stage.ask(qtbot, f"{legend}.textContent") for words in ("聚合", "超时件数", "督办"))
    high = stage.ask(qtbot, f"{legend}.offsetHeight")
    spot = told(stage, qtbot, "(box => [box.left + box.width / 2, box.top + box.height / 2])"
                              "(document.querySelector('.legend .fold').getBoundingClientRect())")
    QTest.mouseClick(stage.hand, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
                     QPoint(round(spot[0]), round(spot[1])))
    qtbot.waitUntil(lambda: stage.view.legend_folded, timeout=5000)
    assert stage.ask(qtbot, f"{legend}.offsetHeight") < high / 3
    assert stage.ask(qtbot, f"{legend}.textContent").startswith("图例")
    stage.key(Qt.Key.Key_L)
    qtbot.waitUntil(lambda: not stage.view.legend_folded, timeout=5000)
    assert stage.ask(qtbot, f"{legend}.offsetHeight") == high


def test_that_one_part_of_the_legend_folds_by_its_title(stage, qtbot):
    show(stage, qtbot, cases_at(stage.cell(9), 3))
    words = "document.querySelector('.legend').textContent"
    assert "聚合" in stage.ask(qtbot, words)
    title = ("[...document.querySelectorAll('.legend .title')]"
             ".find(one => one.textContent.startsWith('在办案件（实时）'))")
    for shut in (True, False):
        box = told(stage, qtbot, f"(box => [box.left + 5, box.top + 5])({title}.getBoundingClientRect())")
        QTest.mouseClick(stage.hand, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
                         QPoint(round(box[0]), round(box[1])))
        qtbot.waitUntil(lambda shut=shut: ("聚合" not in stage.ask(qtbot, words)) is shut, timeout=5000)
        assert "待受理" in stage.ask(qtbot, words) or shut


def test_that_a_low_view_keeps_the_legend_folded_until_the_hand_opens_it(stage, qtbot):
    show(stage, qtbot, cases_at(stage.cell(9), 3))
    legend, size = "document.querySelector('.legend')", stage.view.size()
    high = stage.ask(qtbot, f"{legend}.offsetHeight")
    try:
        stage.view.resize(size.width(), 180)
        qtbot.waitUntil(lambda: stage.ask(qtbot, f"{legend}.textContent") == "图例 ▸", timeout=5000)
        stage.key(Qt.Key.Key_L)
        qtbot.waitUntil(lambda: stage.ask(qtbot, f"{legend}.textContent").startswith("图例 ▾"), timeout=5000)
        assert stage.ask(qtbot, f"{legend}.offsetHeight < innerHeight && {legend}.getBoundingClientRect().top > 0")
        assert not stage.view.legend_folded   # what is remembered is what the hand wants
    finally:
        stage.view.resize(size)
    qtbot.waitUntil(lambda: stage.ask(qtbot, f"{legend}.offsetHeight") == high, timeout=5000)
