"""Tools that have no room in one line stand in two, and no word of theirs is cut."""

from __future__ import annotations

from qtpy.QtCore import QPoint
from qtpy.QtWidgets import QPushButton, QVBoxLayout, QWidget

from app.domain.area import AreaLevel, PlacedArea
from app.domain.map_figures import AreaCounts, AreaPeople
from widgets.area_panel import AreaPanel
from widgets.map.tool_strip import MapTools

WORDS = ("底图…", "新窗口")


def tools_in(tokens, qtbot, width: int) -> tuple[QWidget, MapTools]:
    frame, tools = QWidget(), MapTools(tokens)
    qtbot.addWidget(frame)
    box = QVBoxLayout(frame)
    box.setContentsMargins(0, 0, 0, 0)
    box.addWidget(tools)
    box.addStretch(1)
    for word in WORDS:
        tools.row.insertWidget(tools.row.indexOf(tools.output), QPushButton(word))
    frame.resize(width, 300)
    frame.show()
    qtbot.waitExposed(frame)
    return frame, tools


def members(tools: MapTools) -> list[QWidget]:
    return [tools.row.itemAt(n).widget() for n in range(tools.row.count())]


def test_that_tools_without_room_stand_in_a_second_line(tokens, qtbot):
    for width, lines in ((1400, 1), (582, 2), (430, 3)):
        _frame, tools = tools_in(tokens, qtbot, width)
        shown = members(tools)
        assert [one.text() for one in shown[-3:]] == [*WORDS, "输出"]
        assert all(one.width() >= one.sizeHint().width() for one in shown if one not in (tools.nearer, tools.farther))
        assert len({one.y() for one in shown}) == lines
        ends = [one.mapTo(tools, QPoint(one.width(), one.height())) for one in shown]
        assert max(end.x() for end in ends) <= width
        assert max(end.y() for end in ends) < tools.height()
        assert tools.output.geometry().right() == width - 1 - tokens.px(8)


def test_that_figures_without_room_stand_below_each_other(tokens, qtbot):
    panel = AreaPanel(tokens)
    qtbot.addWidget(panel)
    area = PlacedArea(1, "示范区", AreaLevel.DISTRICT, "d", "d", 26_480_000.0, (0, 0, 1, 1))
    panel.show_area(area, [], AreaCounts(open=69, overdue=9), AreaPeople(75_715, 197_579, summed=True), cells=2_992,
                    whole=True)
    panel.show()
    hint = []
    for width, height, abreast in ((380, 700, 2), (300, 700, 1), (300, 560, 1), (380, 700, 2)):
        panel.resize(width, height)
        qtbot.waitUntil(lambda wanted=abreast: panel._abreast == wanted)
        panel._facts.layout().activate()
        assert all(one.width() >= one.sizeHint().width() for pair in panel._pairs for one in pair)
        assert len({pair[0].y() for pair in panel._pairs}) == -(-len(panel._pairs) // abreast)
        hint.append(panel.hint.isVisible())
    assert hint == [True, True, False, True]
