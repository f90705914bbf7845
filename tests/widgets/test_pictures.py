"""Every widget is drawn at the smallest and the largest screen, by night and by day, with the longest words."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from qtpy.QtCore import QSize
from qtpy.QtWidgets import QAbstractButton, QLabel

from app.domain.area import AreaLevel
from app.domain.case import Action, CaseState, StageCount
from app.domain.case_detail import AllowedAction
from app.domain.figure_sheet import FigureSheet, FigureStep
from app.domain.people import Duty, Person
from tests.widgets.sample_cases import DEPARTMENTS, NOW, SUBCATEGORIES, make_case, make_detail, many_cases
from ui.language import install_translation
from ui.theme import apply_theme
from widgets.case_filter_model import CaseFilterModel
from widgets.case_inspector import WIDTH, CaseInspector
from widgets.case_table import CaseTable
from widgets.case_table_model import CaseTableModel, Column
from widgets.column_widths import FIRST_COLUMNS
from widgets.elided_label import ElidedLabel
from widgets.figure_panel import FigurePanel
from widgets.grid_panel import GridPanel
from widgets.report_form import ReportForm
from widgets.stage_list import BOARD_STAGES, StageList
from widgets.top_bar import TopBar

SCREENS = [(name, size) for name in ("night", "day") for size in ((1366, 768), (3840, 2160))]
LANGUAGES = ("zh_CN", "en")


@pytest.fixture(params=[(*screen, language) for screen in SCREENS for language in LANGUAGES],
                ids=lambda one: f"{one[0]}-{one[1][0]}-{one[2]}")
def dressed(request, qapp):
    theme, size, language = request.param
    install_translation(qapp, language)
    yield apply_theme(qapp, theme, QSize(*size))
    install_translation(qapp, "zh_CN")


def cut_words(widget):
    """Words of visible labels and buttons that stand in less room than they need."""
    cut = []
    for one in widget.findChildren(QLabel):
        ends_in_dots = isinstance(one, ElidedLabel)  # what may be cut says so itself
        if one.isVisible() and one.text() and not one.wordWrap() and not ends_in_dots \
                and one.width() < one.sizeHint().width() - 1:
            cut.append(one.text())
    for one in widget.findChildren(QAbstractButton):
        if one.isVisible() and one.text() and one.fontMetrics().horizontalAdvance(one.text()) > one.width():
            cut.append(one.text())
    return cut


def test_that_a_cut_word_is_noticed(tokens, qtbot):
    bar = TopBar(tokens)
    bar.show_person(Person("p", "派遣员一号", frozenset(), None, "", 1, ""), "路桥区指挥中心", "中班 15:00–23:00")
    draw(qtbot, bar, 1310, 40)
    bar._district.setMaximumWidth(40)
    bar.grab()
    assert cut_words(bar) == ["路桥区指挥中心"]


def draw(qtbot, widget, width, height):
    qtbot.addWidget(widget)
    widget.resize(width, height)
    widget.show()
    qtbot.waitExposed(widget)
    picture = widget.grab().toImage()
    assert picture.width() == width
    return picture


def test_that_the_inspector_has_room_for_every_word(dressed, qtbot):
    states = {
        CaseState.REPORTED: [("register", ("condition",)), ("answer", ("reply",)), ("reject", ("reason",)),
                             ("amend", ("changes", "reason")), ("void", ("reason",))],
        CaseState.DISPATCHED: [("take_back", ()), ("suspend", ("until", "reason")), ("amend", ("changes", "reason")),
                               ("void", ("reason",)), ("accept", ()), ("return", ("reason",))],
        CaseState.VERIFIED: [("close", ("closing_condition",)), ("rework", ("reason",))],
    }
    for state, actions in states.items():
        detail = replace(
            make_detail(replace(make_case(3, state), department="综合行政执法局路桥街道中队")), keep_secret=True,
            reporter_name="欧阳**", allowed=tuple(AllowedAction(Action(action), state, needs, at == 0)
                                                 for at, (action, needs) in enumerate(actions)))
        inspector = CaseInspector(dressed)
        inspector.set_departments(DEPARTMENTS)
        inspector.set_catalogue(SUBCATEGORIES)
        inspector.show_case(detail, NOW)
        draw(qtbot, inspector, dressed.px(WIDTH), dressed.px(690))
        assert inspector.minimumSizeHint().width() <= dressed.px(WIDTH)
        assert cut_words(inspector) == []
        assert inspector.body.widget().width() <= inspector.body.viewport().width()


def test_that_the_report_form_has_room_for_every_word(dressed, qtbot):
    form = ReportForm(dressed)
    form.start_new()
    draw(qtbot, form, dressed.px(WIDTH), dressed.px(690))
    assert form.minimumSizeHint().width() <= dressed.px(WIDTH)
    assert cut_words(form) == []


def test_that_the_top_bar_fits_the_smallest_screen(dressed, qtbot):
    bar = TopBar(dressed)
    bar.show_person(Person("p", "派遣员一号", frozenset({Duty.DISPATCHER, Duty.DUTY_CHIEF}), None, "", 1, ""),
                    "路桥区", "中班 15:00–23:00")
    bar.set_now(NOW)
    for lamp in (bar.data_lamp, bar.phone_lamp, bar.video_lamp):
        lamp.show_waiting("03:10:04")
    draw(qtbot, bar, dressed.px(1310), dressed.px(40))
    assert cut_words(bar) == []
    lamps = (bar.data_lamp, bar.phone_lamp, bar.video_lamp)
    assert [one.text for one in lamps if one.width() < one.sizeHint().width()] == []


def test_that_large_counts_leave_room_for_the_stage(dressed, qtbot):
    stages = StageList(dressed)
    stages.show_counts([StageCount(stage, 30_000, 12_345) for stage in BOARD_STAGES])
    draw(qtbot, stages, dressed.px(176), dressed.px(240))
    assert stages.sizeHint().width() <= dressed.px(176)
    assert cut_words(stages) == []


def test_that_the_table_needs_no_sideways_scrolling(dressed, qtbot):
    source = CaseTableModel()
    shown = CaseFilterModel(source)
    table = CaseTable(dressed, shown)
    table.set_now(NOW)
    source.replace_all([replace(case, urgency="urgent", changed_after_print=True, paused_remaining=timedelta(hours=9),
                                place="很长的地名" * 40) for case in many_cases(60)])
    draw(qtbot, table, dressed.px(740), dressed.px(600))
    table.set_columns(column for column in FIRST_COLUMNS if column is not Column.DEPARTMENT)
    for width in (740, 1100, 700):
        table.resize(dressed.px(width), dressed.px(600))
        qtbot.waitUntil(lambda: table.view.horizontalHeader().length() == table.view.viewport().width(), timeout=1000)
        assert table.view.horizontalScrollBar().maximum() == 0


def test_that_the_panels_of_drawing_and_of_households_have_room_for_every_word(dressed, qtbot):
    drawing = GridPanel(dressed)
    drawing.show_set("调整横街镇卖芝桥社区综合网格的单元网格", NOW.date(), [], exclusive=True)
    drawing.show_company("管理员二号 也在此处调整。先生效者为准；另一方会得到提示，可在新边界上接着做。")
    drawing.tell("331004001001001 原有范围将有 12,720.5 m² 无人负责。请并入相邻网格，或在下方写明为何空着。")
    line = "单元网格5: 6,505 m² · 在办 12 · 户数 未知（原: 10,842 m² · 在办 30 · 户数 1,234）"
    drawing.show_balance("\n".join([line] * 6))
    drawing.end.ask_reason(True)
    drawing.end.offer_rebase(True)
    sheet = FigureSheet(AreaLevel.COMMUNITY, "331004001001", "卖芝桥社区", NOW.date(), 1234, 3456, NOW.date(),
                        "社区台账" * 8, NOW.date(), 12, 3,
                        (FigureStep(NOW, "管理员二号", None, None, 1234, 3456),) * 30)
    figures = FigurePanel(dressed, True)
    figures.show_sheet(sheet, None)
    figures.tell("台账.xlsx: 新增 12，变更 3，未变 4，未采用 19 行", ["Sheet1 row 7: Z99 is no current area"] * 19)
    for panel in (drawing, figures):
        draw(qtbot, panel, dressed.px(WIDTH), dressed.px(690))
        assert panel.minimumSizeHint().width() <= dressed.px(WIDTH)
        assert panel.minimumSizeHint().height() <= dressed.px(690)
        assert cut_words(panel) == []
