"""What stands beside the handling: who was told and whether they confirmed, the ladder, the calls back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from qtpy.QtWidgets import QLabel

from app.domain.aftercare import (
    Approval,
    CallBack,
    CallBackState,
    Channel,
    ClosingKind,
    HandlingKind,
    HandOver,
    Service,
    YesNo,
)
from app.domain.case import CaseState
from tests.widgets.sample_cases import NOW, make_case, make_detail
from widgets.aftercare_list import AftercareList
from widgets.case_delegate import CaseDelegate
from widgets.case_inspector import CaseInspector
from widgets.glyphs import GlyphLabel

TOLD = HandOver(1, Service.FIRE, "消防指挥中心 3 号台", Channel.PHONE, "<b>沿街店铺起火</b>",
                NOW - timedelta(minutes=5), "受理员一号", NOW + timedelta(minutes=5), "", "", None, "")
CALLED = CallBack(1, 0, True, YesNo.YES, YesNo.NO, YesNo.NO, "又坏了", NOW, "受理员一号")


def heads(shown):
    return [(one.glyph, one.text) for one in shown.findChildren(GlyphLabel) if not one.isHidden()]


def words(shown):
    return [one.text() for one in shown.findChildren(QLabel) if not one.isHidden()]


def listed(tokens, qtbot, detail):
    shown = AftercareList(tokens, "处置之外")
    qtbot.addWidget(shown)
    shown.show_case(detail, NOW)
    return shown


def test_that_a_missing_receipt_is_waited_for_then_overdue_then_there(tokens, qtbot):
    detail = replace(make_detail(), hand_overs=(TOLD,))
    shown = listed(tokens, qtbot, detail)
    assert heads(shown) == [("behind", "119 消防 · 21:19 前应确认接收")]
    assert words(shown)[0].startswith("<b>沿街店铺起火</b>\n消防指挥中心 3 号台 · 电话 · 21:09")
    shown.show_case(detail, NOW + timedelta(minutes=6))
    assert heads(shown) == [("overdue", "119 消防 · 21:19 起未接收确认")]
    done = replace(TOLD, confirmed_at=NOW, confirmed_by="值班长", reference="F-77", reply="已出警")
    shown.show_case(replace(detail, hand_overs=(done,)), NOW)
    assert heads(shown) == [("idle", "119 消防 · 21:14 已接收")]
    assert "F-77 · 已出警 · 值班长" in words(shown)[0]


def test_that_the_kind_of_handling_says_what_it_still_demands(tokens, qtbot):
    case = replace(make_case(1, CaseState.REGISTERED), handling_kind=HandlingKind.APPROVAL)
    rung = Approval(1, 1, True, "社区居委会", "同意", NOW, "受理员一号")
    shown = listed(tokens, qtbot, replace(make_detail(case), approvals=(rung,), closing_hindrance="approval_open"))
    assert heads(shown) == [("behind", "审批：只收信息、逐级审批")]
    assert words(shown) == ["审批性事项须逐级审批完毕或被否决，才能结案。\n"
                            "1 社区界定: 通过 · 社区居委会 · 21:14 · 同意"]


def test_that_a_forced_closing_stays_marked_and_an_unhappy_call_too(tokens, qtbot):
    case = replace(make_case(1, CaseState.CLOSED), closing_kind=ClosingKind.FORCED, call_back=CallBackState.DUE,
                   call_back_count=1, reopen_count=2)
    shown = listed(tokens, qtbot, replace(make_detail(case), call_backs=(CALLED,)))
    assert heads(shown) == [("behind", "强制结案"), ("behind", "已发回重办 2 次"), ("near", "待回访 · 已拨 1 次"),
                            ("behind", "联系 是 · 解决 否 · 满意 否")]


def test_that_an_ordinary_case_has_nothing_there(tokens, qtbot):
    assert listed(tokens, qtbot, make_detail()).isHidden()
    inspector = CaseInspector(tokens)
    qtbot.addWidget(inspector)
    inspector.show_case(replace(make_detail(), hand_overs=(TOLD,)), NOW)
    assert len(heads(inspector.body.aftercare)) == 1


def test_that_the_row_tells_who_was_told_and_what_came_back(tokens):
    case = replace(make_case(1, CaseState.IN_REWORK), hand_overs="110 119", receipt_due=NOW, reopen_count=1,
                   handling_kind=HandlingKind.EMERGENCY, urgency="urgent")
    marks = CaseDelegate(tokens).marks(case)
    assert ("behind", "110 119 未确认") in marks
    assert any("重办 1 次" in text and "突发" in text and "紧急" not in text for _, text in marks)
    assert ("idle", "110 119") in CaseDelegate(tokens).marks(replace(case, receipt_due=None))
