"""Requests for more time: the pending one says whom it waits for, the others what came of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from qtpy.QtWidgets import QLabel

from app.domain.case import Action, CaseState
from app.domain.time_request import TimeOutcome, TimeRequest, TimeRequestKind
from tests.widgets.sample_cases import NOW, make_case, make_detail, make_step
from widgets.case_inspector import CaseInspector
from widgets.glyphs import GlyphLabel
from widgets.request_list import RequestList
from widgets.step_list import StepList

PENDING = TimeRequest(
    2, TimeRequestKind.EXTENSION, "备件明日到货", None, "市政公用中心", NOW - timedelta(hours=1), "市政公用联络员",
    None, "", TimeOutcome.PENDING, None, "", "")
REFUSED = replace(
    PENDING, request_no=1, kind=TimeRequestKind.DEFERRAL, until=NOW + timedelta(days=30), outcome=TimeOutcome.REFUSED,
    approved_at=NOW, approved_by="派遣员一号", decided_at=NOW, decided_by="值班长一号", decision="<b>汛期前</b>须完成")


def heads(shown):
    return [(one.glyph, one.text) for one in shown.findChildren(GlyphLabel) if not one.isHidden()]


def words(shown):
    return [one.text() for one in shown.findChildren(QLabel) if not one.isHidden()]


def test_that_the_pending_request_stands_first_and_says_whom_it_waits_for(tokens, qtbot):
    shown = RequestList(tokens, "延期缓办")
    qtbot.addWidget(shown)
    shown.show_requests([REFUSED, PENDING], NOW)
    assert heads(shown) == [("behind", "申请延期 · 待派遣员初审"), ("idle", "申请缓办 · 未同意")]
    shown.show_requests([replace(PENDING, approved_at=NOW, approved_by="派遣员一号")], NOW)
    assert heads(shown) == [("behind", "申请延期 · 待值班长终审")]
    assert "初审：派遣员一号，21:14" in words(shown)[0]


def test_that_a_decision_is_told_with_its_words_as_they_were_written(tokens, qtbot):
    shown = RequestList(tokens, "延期缓办")
    qtbot.addWidget(shown)
    shown.show_requests([REFUSED], NOW)
    assert "未同意 · 值班长一号 · 21:14 · <b>汛期前</b>须完成" in words(shown)[0]
    assert "至 12-21 21:14" in words(shown)[0]
    shown.show_requests([], NOW)
    assert shown.isHidden()


def test_that_the_inspector_shows_them_with_the_case(tokens, qtbot):
    inspector = CaseInspector(tokens)
    qtbot.addWidget(inspector)
    inspector.show_case(replace(make_detail(make_case(3, CaseState.ACCEPTED)), time_requests=(PENDING,)), NOW)
    assert heads(inspector.body.time_requests) == [("behind", "申请延期 · 待派遣员初审")]


def test_that_a_case_that_went_on_by_itself_names_nobody(tokens, qtbot):
    shown = StepList(tokens)
    qtbot.addWidget(shown)
    shown.show_steps([make_step(1, Action.RESUME, CaseState.ACCEPTED, detail={"automatic": True})], NOW)
    assert "恢复办理 · 到期自动恢复" in words(shown)
    assert not any("派遣员一号" in one for one in words(shown))
