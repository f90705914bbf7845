"""What a confirmation on the spot found, where the desk decides about the report."""

from __future__ import annotations

from dataclasses import replace

import pytest
from qtpy.QtWidgets import QLabel

from app.domain.case import Action, CaseState
from app.domain.confirmation import Confirmation
from tests.widgets.sample_cases import NOW, make_case, make_detail, make_step
from widgets.case_fields import CaseFields
from widgets.step_list import StepList
from widgets.tokens import Tokens

ASKED = make_step(2, Action.ASK_CONFIRMATION, CaseState.CONFIRMING, detail={"asked": "责任网格 03"})
FOUND = make_step(3, Action.CONFIRM, CaseState.REPORTED, by_name="网格员一号", remark="现场无此井盖",
                  detail={"confirmation": "absent", "typed_in": False})


def said(tokens: Tokens, qtbot, steps, **changes) -> str:
    shown = CaseFields(tokens)
    qtbot.addWidget(shown)
    case = make_case(1, CaseState.REPORTED, **changes)
    shown.show_case(replace(make_detail(case), steps=steps), NOW)
    return " | ".join(one.text() for one in shown.findChildren(QLabel) if not one.isHidden())


def test_that_the_desk_sees_who_was_asked_and_what_was_found(tokens, qtbot):
    assert "已委托 责任网格 03" in said(tokens, qtbot, (ASKED,))
    assert "不存在 · 现场无此井盖 · 网格员一号" in said(tokens, qtbot, (ASKED, FOUND), confirmation=Confirmation.ABSENT)
    assert "核实" not in said(tokens, qtbot, ())


@pytest.mark.parametrize(("typed_in", "words"), [(False, "核实不存在"), (True, "核实不存在，由坐席代录")])
def test_that_the_history_tells_a_worker_from_a_desk_that_typed(tokens, qtbot, typed_in, words):
    shown = StepList(tokens)
    qtbot.addWidget(shown)
    shown.show_steps([ASKED, replace(FOUND, detail={"confirmation": "absent", "typed_in": typed_in})], NOW)
    lines = "\n".join(one.text() for one in shown.findChildren(QLabel)).splitlines()
    assert words in lines
    assert "→ 责任网格 03" in lines
