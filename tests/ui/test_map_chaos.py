"""A hand that does anything to the map as fast as it can: nothing breaks, and what stands at the end is right."""

from __future__ import annotations

import json
import logging
import os
import random

import pytest
from qtpy.QtCore import QPoint, QPointF, Qt
from qtpy.QtGui import QWheelEvent
from qtpy.QtTest import QTest
from qtpy.QtWidgets import QApplication

from tests.ui.test_map_live import ask
from tests.ui.test_map_past import page  # noqa: F401 - a fixture
from ui.picture import settle
from widgets.map.words import indicator_word

STEPS = int(os.environ.get("GRIDROOM_CHAOS_STEPS", "250"))
KEYS = [*map(Qt.Key, (*range(0x20, 0x61), *range(0x01000000, 0x01000004), 0x01000005, 0x01000006, 0x01000007,
                      *range(0x01000010, 0x01000018)))]
LEFT, SHIFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.NoModifier
STATE = """JSON.stringify({title: [...document.querySelectorAll('.legend .title')].map(one => one.textContent).join(),
    measuring: document.querySelector('#map').classList.contains('measuring')})"""


class Hand:
    """Does one thing after the other, by a seed."""

    def __init__(self, map_page, seed: int) -> None:
        self.page, self.dice = map_page, random.Random(seed)
        self.deeds = [self.key, self.key, self.click, self.click, self.twice, self.wheel, self.drag, self.indicator,
                      self.level, self.layer, self.tool, self.replay, self.move]

    @property
    def hand(self):
        return self.page.view.focusProxy()

    def place(self) -> QPoint:
        return QPoint(self.dice.randrange(self.page.view.width()), self.dice.randrange(self.page.view.height()))

    def key(self) -> None:
        QTest.keyClick(self.hand, self.dice.choice(KEYS), self.dice.choice((NONE, NONE, SHIFT)))

    def click(self) -> None:
        QTest.mouseClick(self.hand, LEFT, self.dice.choice((NONE, SHIFT)), self.place())

    def twice(self) -> None:
        QTest.mouseDClick(self.hand, LEFT, NONE, self.place())

    def move(self) -> None:
        QTest.mouseMove(self.hand, self.place())

    def wheel(self) -> None:
        at = QPointF(self.place())
        for _ in range(self.dice.randrange(1, 30)):
            turn = QPoint(0, self.dice.choice((120, -120, 1200, -1200, 7)))
            QApplication.sendEvent(self.hand, QWheelEvent(at, self.hand.mapToGlobal(at), QPoint(), turn,
                                                          Qt.MouseButton.NoButton, NONE, Qt.ScrollPhase.NoScrollPhase,
                                                          False))

    def drag(self) -> None:
        QTest.mousePress(self.hand, LEFT, NONE, self.place())
        for _ in range(self.dice.randrange(4)):
            QTest.mouseMove(self.hand, self.place())
        QTest.mouseRelease(self.hand, LEFT, NONE, self.place())

    def indicator(self) -> None:
        box = self.page.tools.indicator
        box.setCurrentIndex(self.dice.randrange(box.count()))

    def level(self) -> None:
        box = self.page.tools.level
        box.setCurrentIndex(self.dice.randrange(box.count()))

    def layer(self) -> None:
        panel = self.page.live.panel
        panel.box(self.dice.choice(("areas", "cases", "cameras", "positions", "heat", "repeat", "patrol"))).click()

    def tool(self) -> None:
        tools = self.page.tools
        self.dice.choice((tools.distance, tools.area, tools.home, tools.nearer, tools.farther)).click()

    def replay(self) -> None:
        past = self.page.live.past
        if past.strip.isVisible():
            self.dice.choice((past.strip.now.click, past.strip.toggle,
                              lambda: past.strip.slider.setValue(self.dice.randrange(86_400))))()
        else:
            past.play.click()


@pytest.mark.parametrize("seed", [1, 2])
def test_that_a_wild_hand_breaks_nothing(page, qtbot, caplog, seed):  # noqa: F811
    hand = Hand(page, seed)
    with caplog.at_level(logging.WARNING, logger="gridroom"):
        for step in range(STEPS):
            hand.dice.choice(hand.deeds)()
            if step % 5 == 0:
                settle(hand.dice.choice((0, 1, 20)))
        qtbot.waitUntil(lambda: ask(page, qtbot, "1 + 1") == 2, timeout=20_000)
        past = page.live.past
        settle(300)
        if past.strip.isVisible():
            past.strip.end()
        page.live.panel.box("areas").setChecked(True)
        page.view.fold_legend(False)
        with qtbot.waitSignal(page.areas.figures_ready, timeout=10_000):
            page.tools.indicator.setCurrentIndex((page.tools.indicator.currentIndex() + 1) % 3)
        with qtbot.waitSignal(page.view.view_changed, timeout=5000):
            page.tools.home.click()
    assert [record.getMessage() for record in caplog.records] == []
    said = {}

    def settled() -> bool:
        said.update(json.loads(ask(page, qtbot, STATE)))
        return indicator_word(page.areas.indicator.key) in said["title"]

    qtbot.waitUntil(settled, timeout=10_000)
    assert said["measuring"] == (page.tools.distance.isChecked() or page.tools.area.isChecked())
    assert page.view.page_stands
    assert page.live.cases.layer.shown == page.live.panel.box("cases").isChecked()
    assert page.live.units.position_layer.shown == page.live.panel.box("positions").isChecked()
