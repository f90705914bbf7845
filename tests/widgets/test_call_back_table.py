"""The table of calls to make: what is chosen stays, the telephone is masked, nothing is cut off in silence."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from qtpy.QtCore import Qt

from app.domain.aftercare import CallBackDue, ClosingKind
from tests.widgets.sample_cases import NOW
from widgets.call_back_table import CallBackTable

ONE = CallBackDue(7, "2026-1121-00007", ClosingKind.FORCED, NOW - timedelta(hours=3), 1, 2, "王**", "138****0001",
                  "hotline", "卖芝桥东路 117 号", "上水井盖", "市政公用中心", "井盖缺失",
                  NOW - timedelta(hours=1), False)
OTHER = replace(ONE, case_id=8, case_number="2026-1121-00008", closing_kind=None, is_part=True, attempts=0,
                reporter_phone="", source="leader", last_called_at=None, reopen_count=0)


def row(shown, number):
    return [shown.table.item(number, column).text() for column in range(shown.table.columnCount())]


def test_that_a_line_says_what_ended_how_and_whom_to_call(tokens, qtbot):
    shown = CallBackTable(tokens)
    qtbot.addWidget(shown)
    shown.show_calls([ONE, OTHER], NOW)
    assert shown.heading.text() == "待回访 2 件，21:14:07 核对"
    assert row(shown, 0) == ["18:14", "2026-1121-00007", "上水井盖 · 卖芝桥东路 117 号",
                             "强制结案 · 重办 2 次 · 市政公用中心",
                             "王** 138****0001", "1 · 20:14"]
    assert row(shown, 1)[3:] == ["随主案结案 · 市政公用中心", "王** 领导批示", "0"]


def test_that_the_chosen_call_stays_chosen_when_the_list_is_read_anew(tokens, qtbot):
    shown = CallBackTable(tokens)
    qtbot.addWidget(shown)
    shown.show_calls([ONE, OTHER], NOW)
    with qtbot.waitSignal(shown.case_chosen) as told:
        shown.table.selectRow(1)
    assert told.args == [8]
    with qtbot.assertNotEmitted(shown.case_chosen):
        shown.show_calls([OTHER], NOW)
    assert shown.chosen() == 8
    shown.show_calls([], NOW)
    assert shown.chosen() is None


def test_that_the_arrows_go_from_call_to_call(tokens, qtbot):
    shown = CallBackTable(tokens)
    qtbot.addWidget(shown)
    shown.show_calls([ONE, OTHER], NOW)
    shown.table.selectRow(0)
    with qtbot.waitSignal(shown.case_chosen) as told:
        qtbot.keyClick(shown.table, Qt.Key.Key_Down)
    assert told.args == [8]


def test_that_a_secret_caller_is_masked_once(tokens, qtbot):
    shown = CallBackTable(tokens)
    qtbot.addWidget(shown)
    shown.show_calls([replace(ONE, reporter_name="***", reporter_phone="***")], NOW)
    assert row(shown, 0)[4] == "***"
