"""The inspector of a case that is pressed, has a request pending and offers much: every word has its room."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import combinations, pairwise

import pytest

from app.domain.case import Action, CaseState
from app.domain.case_detail import AllowedAction
from app.domain.supervision import Card
from app.domain.time_request import TimeOutcome, TimeRequest, TimeRequestKind
from tests.widgets.sample_cases import NOW, make_case, make_detail, make_order
from tests.widgets.test_pictures import cut_words, dressed
from widgets.case_inspector import WIDTH, CaseInspector

__all__ = ["dressed"]

OFFERED = {
    "duty chief": (Action.GRANT_EXTENSION, Action.REFUSE_REQUEST, Action.REMIND, Action.SUPERVISE, Action.RESOLVE_ORDER,
                   Action.SUSPEND, Action.AMEND, Action.TAKE_BACK, Action.VOID),
    "dispatcher": (Action.APPROVE_REQUEST, Action.REFUSE_REQUEST, Action.REMIND, Action.SUSPEND, Action.AMEND),
    "department": (Action.HANDLE, Action.REPLY_TO_ORDER, Action.RETURN, Action.ASK_EXTENSION, Action.ASK_DEFERRAL,
                   Action.WITHDRAW_REQUEST),
    "call taker": (Action.REGISTER, Action.ANSWER, Action.REJECT, Action.ASK_CONFIRMATION, Action.REMIND, Action.AMEND),
}
REQUEST = TimeRequest(
    2, TimeRequestKind.EXTENSION, "备件明日到货", None, "市政公用中心", NOW - timedelta(hours=1), "市政公用联络员", NOW,
    "派遣员一号", TimeOutcome.PENDING, None, "", "")


@pytest.mark.parametrize("who", OFFERED)
def test_that_every_action_has_room_for_its_word(dressed, qtbot, who):
    case = make_case(3, CaseState.ACCEPTED, card=Card.RED, time_request=TimeRequestKind.EXTENSION, remind_count=2)
    detail = replace(make_detail(case), orders=(make_order(card=Card.RED),), time_requests=(REQUEST,), allowed=tuple(
        AllowedAction(action, CaseState.ACCEPTED, (), action is OFFERED[who][0]) for action in OFFERED[who]))
    inspector = CaseInspector(dressed)
    qtbot.addWidget(inspector)
    inspector.resize(dressed.px(WIDTH), dressed.px(690))
    inspector.show_case(detail, NOW)
    inspector.show()
    qtbot.waitExposed(inspector)
    inspector.layout().activate()
    assert inspector.minimumSizeHint().width() <= dressed.px(WIDTH)
    assert cut_words(inspector) == []
    others = inspector.actions.others
    assert len(others.buttons) == len(OFFERED[who]) - 1
    boxes = [button.geometry() for button in others.buttons]
    assert all(others.rect().contains(box) for box in boxes)
    assert not any(one.intersects(other) for one, other in combinations(boxes, 2))
    last = others.buttons[-1]
    qtbot.waitUntil(lambda: last.mapTo(inspector, last.rect().bottomLeft()).y() < inspector.height(), timeout=1000)
    full = {box.y(): box.right() for box in boxes if box.y() < boxes[-1].y()}
    assert set(full.values()) <= {others.rect().right()}, "full rows end where the panel ends"
    for earlier, later in pairwise(others.buttons):  # as few rows as words allow
        if later.y() > earlier.y():
            row = sum(one.sizeHint().width() + others.gap for one in others.buttons if one.y() == earlier.y())
            assert row + later.sizeHint().width() > others.width()
