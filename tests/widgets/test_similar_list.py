"""Perhaps a case already: shown with its reasons, chosen and answered by keys, and nothing on it for what cannot be."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from qtpy.QtCore import Qt

from app.domain.case import Action, CaseState
from app.domain.case_detail import AllowedAction
from app.domain.similar_case import MergedReport, Merging, SimilarCase
from tests.widgets.sample_cases import NOW, make_case, make_detail
from tests.widgets.test_pictures import cut_words, draw, dressed  # noqa: F401 - a fixture
from widgets.case_inspector import WIDTH, CaseInspector
from widgets.main_case_field import MainCaseField
from widgets.merged_reports import MergedReports
from widgets.report_form import ReportForm
from widgets.similar_list import SimilarList

CTRL = Qt.KeyboardModifier.ControlModifier


def similar(number: str = "2026-1121-00398", **values: object) -> SimilarCase:
    made = SimilarCase(
        398, number, "accepted", "to_handle", "市政公用中心", 5, "上水井盖",
        "市民来电反映：卖芝桥东路117号附近井盖缺失，已影响行人通行，夜间尤其危险", "卖芝桥东路117号",
        NOW - timedelta(hours=3), None, NOW + timedelta(hours=1, minutes=20), NOW + timedelta(minutes=30), None,
        1, 18.4, True, True, 0.62)
    return replace(made, **values)


ENDED = similar("2026-1120-00231", case_id=231, state="closed", stage="ended", ended_at=NOW - timedelta(days=1),
                deadline_at=None, same_caller=False)
ELSEWHERE = SimilarCase(None, "2026-1121-00377", "dispatched", "to_handle", "市容环卫中心", None, "", "", "", None,
                        None, None, None, None, 0, None, False, False, None)


@pytest.fixture
def shown(tokens, qtbot):
    made = SimilarList(tokens, for_report=True)
    qtbot.addWidget(made)
    made.resize(400, 240)
    return made


def told(widget: SimilarList) -> list[str]:
    return [widget.list.item(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(widget.list.count())]


def test_that_each_is_told_with_its_standing_countdown_and_reasons(shown):
    shown.show_similar([similar(), ENDED, ELSEWHERE], NOW)
    first, ended, elsewhere = told(shown)
    for part in ("2026-1121-00398", "市政公用中心", "剩 1 小时 20 分", "相距 18 米", "同一来电人", "同小类", "描述相近",
                 "2 件上报"):
        assert part in first
    assert "昨天" in ended and "已结束" in ended  # noqa: PT018
    assert "2026-1121-00377" in elsewhere and "不在您的可见范围" in elsewhere  # noqa: PT018


def test_that_the_keyboard_chooses_opens_and_answers(shown, qtbot):
    said = []
    shown.open_asked.connect(lambda case_id: said.append(("open", case_id)))
    shown.same_asked.connect(lambda one: said.append(("same", one.case_id)))
    shown.show_similar([similar(), similar("2026-1121-00399", case_id=399)], NOW)
    shown.list.setFocus()
    qtbot.keyClick(shown.list, Qt.Key.Key_Down)
    qtbot.keyClick(shown.list, Qt.Key.Key_Return)
    qtbot.keyClick(shown.same, Qt.Key.Key_Space)
    assert said == [("open", 399), ("same", 399)]


@pytest.mark.parametrize("one", [ENDED, ELSEWHERE])
def test_that_nothing_becomes_part_of_what_has_ended_or_is_out_of_sight(shown, one):
    said = []
    shown.same_asked.connect(said.append)
    shown.remind_asked.connect(said.append)
    shown.show_similar([one], NOW)
    shown.say_same()
    shown.say_remind()
    assert said == []
    assert not shown.same.isEnabled()


def test_that_what_is_another_one_stays_away_until_there_is_a_new_one(shown):
    shown.show_similar([similar()], NOW)
    shown.say_another()
    assert not shown.isVisible()
    shown.show_similar([similar(deadline_at=None)], NOW)
    assert not shown.isVisibleTo(None)
    shown.show_similar([similar("2026-1121-00400", case_id=400), similar()], NOW)
    assert shown.isVisibleTo(None)
    shown.say_another()
    shown.start_new()
    shown.show_similar([similar()], NOW)
    assert shown.isVisibleTo(None)


def test_that_nothing_shown_is_not_nothing_found_while_the_server_is_away(shown):
    shown.show_unknown()
    assert shown.isVisibleTo(None)
    assert "没有应答" in shown.title.text()
    assert not shown.same.isVisibleTo(shown)
    shown.show_similar([similar()], NOW)
    assert "（1）" in shown.title.text()
    assert shown.same.isVisibleTo(shown)
    shown.show_unknown()
    assert shown.chosen() is not None  # it may have changed; what to do is still the person's word
    shown.show_similar([], NOW)
    assert not shown.isVisibleTo(None)


def test_that_the_chosen_one_stays_chosen_when_the_order_changes(shown, qtbot):
    shown.show_similar([similar(), similar("2026-1121-00399", case_id=399)], NOW)
    shown.list.setCurrentRow(1)
    shown.show_similar([similar("2026-1121-00399", case_id=399), similar()], NOW)
    assert shown.chosen().case_id == 399


def test_that_the_form_sends_the_report_as_part_of_the_chosen_case(tokens, qtbot):
    form = ReportForm(tokens)
    qtbot.addWidget(form)
    form.start_new()
    form.show()
    form.activateWindow()
    qtbot.waitUntil(form.isActiveWindow)
    asked = []
    form.report_asked.connect(asked.append)
    form.similar.same_asked.connect(lambda one: form.send_as_part(one.case_id))
    form.similar.show_similar([similar()], NOW)
    form.description.setFocus()
    qtbot.keyClick(form.description, Qt.Key.Key_D, CTRL)
    assert asked == []  # without words it is no report; and what was asked is not kept for the next press
    form.description.setPlainText("井盖缺失")
    form.send()
    assert asked.pop().same_as is None
    form.report_refused("与服务器的连接中断")
    form.description.setFocus()
    qtbot.keyClick(form.description, Qt.Key.Key_D, CTRL)
    assert asked.pop().same_as == 398


def test_that_a_refused_report_that_was_part_of_a_case_stays_so_when_it_is_corrected(tokens, qtbot):
    form = ReportForm(tokens)
    qtbot.addWidget(form)
    asked = []
    form.report_asked.connect(asked.append)
    form.show_draft(replace(form.draft(), description="井盖缺失", same_as=398))
    form.send()
    assert asked[0].same_as == 398


def detail_to_merge(**values: object):
    detail = make_detail(make_case(state=CaseState.REPORTED))
    return replace(detail, allowed=(AllowedAction(Action.REGISTER, CaseState.REGISTERED, ("condition",), True),
                                    AllowedAction(Action.MERGE, CaseState.MERGED, ("into_case",), False)),
                   similar=(similar(),), **values)


def test_that_the_inspector_merges_into_the_chosen_case_by_keys(tokens, qtbot):
    inspector = CaseInspector(tokens)
    qtbot.addWidget(inspector)
    inspector.resize(WIDTH, 700)
    inspector.show()
    inspector.show_case(detail_to_merge(), NOW)
    asked = []
    inspector.move_asked.connect(lambda action, values: asked.append((action, values)))
    qtbot.keyClick(inspector.body.similar.same, Qt.Key.Key_Space)
    inspector.actions.send()
    assert asked == [(Action.MERGE, {"into_number": "2026-1121-00398"})]


def test_that_a_number_can_be_typed_and_enter_takes_the_likeliest(tokens, qtbot):
    field = MainCaseField(tokens, [ENDED, ELSEWHERE, similar()])
    qtbot.addWidget(field)
    assert field.value() is None
    qtbot.keyClicks(field.editor.lineEdit(), "00417")
    assert field.value() == "00417"
    field.restore("")
    qtbot.keyClick(field.editor.lineEdit(), Qt.Key.Key_Return)
    assert field.value() == "2026-1121-00398"
    again = MainCaseField(tokens, [])
    qtbot.addWidget(again)
    again.restore(field.draft())
    assert again.value() == "2026-1121-00398"


REPORTS = Merging(3, None, "", (
    MergedReport(12, "2026-1121-00421", 2, NOW - timedelta(minutes=50), "hotline", "老人被井盖绊倒，家属很着急", "林**",
                 "139****0002", NOW, "受理员一号"),
    MergedReport(13, "2026-1121-00433", 2, NOW - timedelta(minutes=5), "patrol", "井盖还没修", "", "", NOW,
                 "派遣员一号")))


def test_that_the_reports_of_a_case_are_listed_and_each_can_be_taken_out(tokens, qtbot):
    merging = MergedReports(tokens)
    qtbot.addWidget(merging)
    said = []
    merging.take_out_asked.connect(said.append)
    merging.show_merging(REPORTS, NOW, True)
    words = [label.text() for label in merging.findChildren(type(merging.layout().itemAt(0).widget()))]
    assert any("4" in one for one in words)
    next(one for one in merging.findChildren(type(merging._link(Merging(0, 7, "X")))) if one.text() == "拆出").click()
    assert said == [12]
    merging.show_merging(Merging(0, 7, "2026-1121-00398"), NOW, False)
    opened = []
    merging.open_asked.connect(opened.append)
    merging.layout().itemAt(0).widget().click()
    assert opened == [7]


def test_that_the_form_and_the_inspector_have_room_for_it(dressed, qtbot):  # noqa: F811
    form = ReportForm(dressed)
    form.start_new()
    form.description.setPlainText("井盖缺失, 老人差点摔倒")
    form.similar.show_similar([similar(), ENDED, ELSEWHERE, similar("2026-1121-00402")], NOW)
    draw(qtbot, form, dressed.px(WIDTH), dressed.px(640))
    assert cut_words(form) == []
    inspector = CaseInspector(dressed)
    inspector.show_case(detail_to_merge(merging=REPORTS), NOW)
    draw(qtbot, inspector, dressed.px(WIDTH), dressed.px(700))
    assert cut_words(inspector) == []
