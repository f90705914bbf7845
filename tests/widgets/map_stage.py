"""A real map for the tests: 8 × 8 cells and their street, and a hand that clicks where a place is shown."""

from __future__ import annotations

import math
from dataclasses import dataclass

from pytestqt.wait_signal import SignalBlocker
from qtpy.QtCore import QPoint, QPointF, Qt
from qtpy.QtGui import QColor
from qtpy.QtTest import QTest
from qtpy.QtWidgets import QWidget

from app.background.jobs import Jobs
from app.domain.area import AreaLevel
from app.domain.area_pack import AreaPack, Outlined, mercator, pack_areas
from app.domain.map_figures import INDICATORS, AreaCounts, AreaFacts, coloured
from widgets.map.area_layer import AreaLayer
from widgets.map.engine import start_engine
from widgets.map_view import MapView
from widgets.tokens import Tokens

WEST, SOUTH, STEP, SIDE = 121.37, 28.58, 0.01, 8
HOSTILE = ("<img src=x onerror='window.pwned=1'>", "</script><script>window.pwned=2</script>", "';window.pwned=3;//",
           "{{7*7}}${window.pwned=4}", "\u202e\ud7ff\x00\n")


def square(area_id: int, name: str, west: float, south: float, width: float) -> Outlined:
    """A square area."""
    ring = ((west, south), (west + width, south), (west + width, south + width), (west, south + width), (west, south))
    return Outlined(area_id, name, (west + width / 2, south + width / 2), ((ring,),))


def cells(names: tuple[str, ...] = ()) -> AreaPack:
    """Cells 1000… row by row from the south-west; the first ones may have names of their own."""
    return pack_areas(
        square(1000 + at, names[at] if at < len(names) else f"单元网格{at + 1}", WEST + at % SIDE * STEP,
               SOUTH + at // SIDE * STEP, STEP) for at in range(SIDE * SIDE))


def street() -> AreaPack:
    """The one street around all cells."""
    return pack_areas([square(1, "一号街道", WEST, SOUTH, SIDE * STEP)])


def figures(counts: list[int], bounds: tuple[float, ...] | None = None):
    """Cells coloured by open cases."""
    return coloured(INDICATORS[0], [(AreaCounts(open=count), AreaFacts(10_000)) for count in counts], bounds)


@dataclass
class Stage:
    """A map that stands, with its layer of areas."""

    view: MapView
    areas: AreaLayer
    jobs: Jobs

    @property
    def hand(self) -> QWidget:
        """The widget that takes the real events."""
        return self.view.focusProxy()

    def place(self, longitude: float, latitude: float) -> QPoint:
        """Where on the widget a place is shown."""
        view = self.view.view
        world = 256 * 2 ** view.zoom
        x, y = mercator(longitude, latitude)
        centre = mercator(view.longitude, view.latitude)
        offset = QPointF((x - centre[0]) * world, (y - centre[1]) * world)
        return QPoint(math.floor(self.view.width() / 2 + offset.x()), math.floor(self.view.height() / 2 + offset.y()))

    def cell(self, at: int) -> tuple[float, float]:
        """The middle of a cell."""
        return WEST + (at % SIDE + 0.5) * STEP, SOUTH + (at // SIDE + 0.5) * STEP

    def click(self, at: QPoint) -> None:
        """A real click."""
        QTest.mouseClick(self.hand, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)

    def move(self, at: QPoint) -> None:
        """The pointer."""
        QTest.mouseMove(self.hand, at)

    def key(self, key: Qt.Key) -> None:
        """A real key."""
        QTest.keyClick(self.hand, key)

    def color(self, longitude: float, latitude: float) -> QColor:
        """What is painted there, beside the middle where the label stands."""
        picture = self.view.picture()
        return picture.pixelColor(self.place(longitude + STEP * 0.38, latitude + STEP * 0.38))

    def ask(self, qtbot, script: str) -> object:
        """The value of a script in the page: only tests reach into it like this."""
        answers: list[object] = []
        self.view.page.runJavaScript(script, answers.append)
        qtbot.waitUntil(lambda: bool(answers), timeout=10_000)
        return answers[0]


def make_stage(tokens: Tokens) -> Stage:
    """A map of 900 × 700 px that shows its cells, painted."""
    start_engine()
    jobs = Jobs(threads=2)
    view = MapView(tokens, jobs.run)
    areas = AreaLayer(tokens, view)
    view.add_layer(areas)
    view.resize(900, 700)
    areas.show_outlines(AreaLevel.STREET, street(), more=True)
    areas.show_outlines(AreaLevel.GRID_CELL, cells())
    areas.show_figures(INDICATORS[0], {AreaLevel.GRID_CELL: figures(list(range(SIDE * SIDE)))}, "14:05")
    view.set_home((WEST, SOUTH, WEST + SIDE * STEP, SOUTH + SIDE * STEP))
    # Not qtbot: it lives for one test, this map for a module.
    painted = SignalBlocker(timeout=20_000, raising=True, check_params_cb=lambda what, _ms: what == "grades")
    painted.connect(areas.painted)
    with painted:
        view.show()
    return Stage(view, areas, jobs)


def strike(stage: Stage) -> None:
    """Take the map down, its processes included."""
    stage.view.close()
    stage.view.end()
    stage.jobs.shut_down(5)
    stage.view.deleteLater()
