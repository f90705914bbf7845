"""Which values an action asks for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.domain.case import Action, CaseState
from app.domain.case_detail import AllowedAction
from app.domain.confirmation import Confirmer
from tests.widgets.sample_cases import DEPARTMENTS, NOW, SUBCATEGORIES, make_case, make_detail, make_order
from widgets.action_fields import ActionFields, is_possible
from widgets.department_field import likely_department
from widgets.value_fields import ChoiceField

NEEDS = {
    Action.REGISTER: (("condition",), ["condition_id", "remark", "handling_kind"]),
    Action.REJECT: (("reason",), ["reason"]),
    Action.ANSWER: (("reply",), ["reply"]),
    Action.DISPATCH: (("department",), ["department_id", "assisting", "remark"]),
    Action.TAKE_BACK: ((), ["reason"]),
    Action.ACCEPT: ((), ["remark"]),
    Action.RETURN: (("reason",), ["reason", "cause"]),
    Action.REASSIGN: (("department", "reason"), ["department_id", "reason", "assisting"]),
    Action.CHANGE_ASSISTING: (("reason",), ["reason", "assisting"]),
    Action.SEND_BACK: (("reason",), ["reason"]),
    Action.DISPUTE: (("reason",), ["reason", "departments"]),
    Action.SETTLE_DISPUTE: (("department", "reason"), ["department_id", "reason", "assisting"]),
    Action.ESCALATE: (("to_level", "reason"), ["to_level", "reason", "agreed_by", "receive_by"]),
    Action.RECEIVE_ESCALATION: (("receiver",), ["receiver", "receipt_number"]),
    Action.RETURN_FROM_LEVEL: (("reply",), ["reply"]),
    Action.WHISTLE: (("departments", "demand", "appear_by"), ["departments", "demand", "appear_by"]),
    Action.ANSWER_WHISTLE: (("whistle_answer",), ["whistle_answer", "remark"]),
    Action.ACCEPT_PART: ((), ["remark"]),
    Action.FINISH_PART: (("result",), ["result"]),
    Action.RETURN_PART: (("reason",), ["reason"]),
    Action.HANDLE: (("result",), ["result"]),
    Action.VERIFY: ((), ["remark"]),
    Action.REWORK: (("reason",), ["reason"]),
    Action.CLOSE: (("closing_condition",), ["closing_condition", "remark"]),
    Action.VOID: (("reason",), ["reason"]),
    Action.SUSPEND: (("until", "reason"), ["until", "reason"]),
    Action.RESUME: ((), ["remark"]),
    Action.REMIND: (("words",), ["words"]),
    Action.SUPERVISE: (("order_kind", "card", "reason", "demand"),
                       ["order_kind", "card", "reason", "demand", "reply_by"]),
    Action.REPLY_TO_ORDER: (("order_id", "reply"), ["order_id", "reply"]),
    Action.RESOLVE_ORDER: (("order_id", "resolution"), ["order_id", "resolution"]),
    Action.ASK_CONFIRMATION: (("worker",), ["worker", "remark"]),
    Action.CONFIRM: (("confirmation", "finding"), ["confirmation", "finding"]),
    Action.ASK_EXTENSION: (("reason",), ["reason"]),
    Action.ASK_DEFERRAL: (("until", "reason"), ["until", "reason"]),
    Action.WITHDRAW_REQUEST: ((), ["remark"]),
    Action.APPROVE_REQUEST: ((), ["remark"]),
    Action.GRANT_EXTENSION: ((), ["remark"]),
    Action.GRANT_DEFERRAL: ((), ["remark"]),
    Action.REFUSE_REQUEST: (("reason",), ["reason"]),
    Action.SELF_HANDLE: (("result",), ["result"]),
    Action.AUDIT_PASS: (("closing_condition",), ["closing_condition", "remark"]),
    Action.AUDIT_FAIL: (("reason",), ["reason"]),
    Action.SET_HANDLING: (("handling_kind",), ["handling_kind", "remark"]),
    Action.TELL_REPORTER: (("told_words",), ["told_words"]),
    Action.TRACK: (("finding",), ["finding"]),
    Action.APPROVE_RUNG: (("decision", "office", "decision_words"), ["decision", "office", "decision_words"]),
    Action.HAND_OVER: (("service", "told", "told_words"),
                       ["service", "told", "told_words", "channel", "reference", "reply"]),
    Action.CONFIRM_HAND_OVER: (("hand_over_no", "reply"), ["hand_over_no", "reply", "reference"]),
    Action.FORCE_CLOSE: (("reason",), ["reason"]),
    Action.INFORM_CLOSE: (("reason", "reply"), ["reason", "reply"]),
    Action.CALL_BACK: (("reached",), ["reached", "responded", "solved", "satisfied", "words"]),
    Action.REOPEN: (("reason",), ["reason"]),
    Action.REOPEN_REPORT: (("reason",), ["reason"]),
    Action.AMEND: (("changes", "reason"), ["changes", "reason"]),
}


@pytest.mark.parametrize("action", NEEDS)
def test_that_an_action_asks_for_its_parameters_by_their_names(tokens, qtbot, action):
    needs, parameters = NEEDS[action]
    detail = replace(make_detail(make_case(3, CaseState.ACCEPTED)), orders=(make_order(),))
    made = ActionFields(tokens, detail, NOW, DEPARTMENTS, SUBCATEGORIES).make(
        AllowedAction(action, CaseState.ACCEPTED, needs, False))
    for field in made:
        qtbot.addWidget(field)
    assert [field.parameter for field in made] == parameters
    assert all(field.accessibleName() or field.focusProxy().accessibleName() for field in made)


def test_that_words_typed_are_given_back_by_every_field(tokens, qtbot):
    detail = replace(make_detail(make_case(3, CaseState.ACCEPTED)), orders=(make_order(),))
    makes = ActionFields(tokens, detail, NOW, DEPARTMENTS, SUBCATEGORIES)
    drafts = {
        "department": "园林", "condition": "11 112", "closing_condition": "已修复", "until": "2026-12-24T08:00:00",
        "reason": "现场已处理", "changes": '{"place": "银安街 12 号"}', "card": "红牌", "order_kind": "重点督办",
        "reply_by": "2026-12-24T08:00:00",
    }
    for action, (needs, _parameters) in NEEDS.items():
        for field in makes.make(AllowedAction(action, CaseState.ACCEPTED, needs, False)):
            qtbot.addWidget(field)
            if field.need in drafts:
                field.restore(drafts[field.need])
                assert field.draft() == drafts[field.need], field.need


def test_that_the_duty_grid_or_a_worker_by_name_is_asked_to_confirm(tokens, qtbot):
    detail = replace(make_detail(), confirmers=(Confirmer("wangge1", "网格员一号"),))

    def choice(shown):
        field = ActionFields(tokens, shown, NOW, DEPARTMENTS, SUBCATEGORIES).make(
            AllowedAction(Action.ASK_CONFIRMATION, CaseState.CONFIRMING, ("worker",), False))[0]
        qtbot.addWidget(field)
        return field

    field = choice(detail)
    assert field.value() is None  # a person chooses
    field.restore("责任网格 03")
    assert field.value() == ""
    field.restore("网格员一号")
    assert field.value() == "wangge1"
    assert choice(replace(detail, duty_grid="")).value() == "wangge1"
    assert choice(replace(detail, duty_grid="", confirmers=())).value() is None


def test_that_no_order_is_answered_or_lifted_that_does_not_wait():
    without, answered = make_detail(), replace(make_detail(), orders=(make_order(replied_at=NOW),))
    waiting = replace(make_detail(), orders=(make_order(),))
    assert [is_possible(Action.REPLY_TO_ORDER, one) for one in (without, answered, waiting)] == [False, False, True]
    assert [is_possible(Action.RESOLVE_ORDER, one) for one in (without, answered, waiting)] == [False, True, True]


@pytest.mark.parametrize(("units", "name"), [
    ("市政公用", "市政公用中心"), ("市政公用、产权单位", "市政公用中心"), ("园林绿化管理所", "园林绿化管理所"),
    ("市政公用，园林", None), ("所属街办", None), ("", None),
])
def test_that_only_a_single_responsible_department_is_proposed(units, name):
    found = likely_department(units, DEPARTMENTS)
    assert (found.name if found else None) == name


def test_that_a_complaint_goes_as_soon_as_the_value_is_there(tokens, qtbot):
    field = ChoiceField(tokens, "card", [("黄牌", "yellow"), ("红牌", "red")])
    qtbot.addWidget(field)
    field.complain("empty")
    assert field.wrong.text()
    field.editor.setCurrentIndex(1)
    assert field.wrong.text() == ""
    assert field.editor.property("wrong") is False
