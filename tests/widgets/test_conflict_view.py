"""A move that came too late: what changed is named, mine can be sent again, and no word is lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from qtpy.QtCore import Qt
from qtpy.QtWidgets import QLabel

from app.domain.case import Action, CaseState
from app.domain.case_detail import AllowedAction
from app.domain.difference import differences
from tests.widgets.sample_cases import DEPARTMENTS, NOW, SUBCATEGORIES, make_case, make_detail, make_step
from widgets.case_inspector import CaseInspector
from widgets.value_fields import TextField

SEEN = make_detail(make_case(2, CaseState.REPORTED, department_id=None, department=""), allowed=(
    AllowedAction(Action.REGISTER, CaseState.REGISTERED, ("condition",), True),
    AllowedAction(Action.REJECT, CaseState.REJECTED, ("reason",), False),
    AllowedAction(Action.AMEND, CaseState.REPORTED, ("changes", "reason"), False)))
AMENDED = replace(
    SEEN, case=replace(SEEN.case, version=4, place="富仕路 90 号", urgency="urgent"),
    steps=(*SEEN.steps, make_step(3, Action.AMEND, CaseState.REPORTED, by_name="受理员二号",
                                  at=NOW - timedelta(minutes=1), detail={"changed": {"place": {}, "urgency": {}}}),
           make_step(4, Action.NOTE, CaseState.REPORTED, by_name="网格员一号")))
MOVED = replace(
    AMENDED, case=replace(AMENDED.case, version=5, state=CaseState.REGISTERED), allowed=(),
    steps=(*AMENDED.steps, make_step(5, Action.REGISTER, CaseState.REGISTERED, by_name="值班长",
                                     from_state=CaseState.REPORTED)))


@pytest.fixture
def inspector(tokens, qtbot):
    made = CaseInspector(tokens)
    made.set_departments(DEPARTMENTS)
    made.set_catalogue(SUBCATEGORIES)
    qtbot.addWidget(made)
    made.resize(380, 690)
    made.show()
    made.show_case(SEEN, NOW)
    return made


def reject(inspector, why="不属于受理范围"):
    inspector.actions.open_action(Action.REJECT)
    field = next(one for one in inspector.actions.fields() if isinstance(one, TextField))
    field.restore(why)
    inspector.actions.send()


def said(inspector) -> str:
    return " ".join(label.text() for label in inspector.conflict.clash.findChildren(QLabel) if label.isVisible())


def test_that_each_field_names_the_step_that_changed_it() -> None:
    found = {one.field: (one.was, one.now, one.step.by_name) for one in differences(SEEN, MOVED)}
    assert found == {
        "state": (CaseState.REPORTED, CaseState.REGISTERED, "值班长"),
        "place": (SEEN.case.place, "富仕路 90 号", "受理员二号"), "urgency": ("normal", "urgent", "受理员二号")}
    assert differences(SEEN, SEEN) == ()


@pytest.mark.parametrize("faster", [True, False])
def test_that_differences_stand_beside_my_wish_and_mine_is_sent_on_the_new_version(inspector, qtbot, faster) -> None:
    reject(inspector)
    if faster:  # the feed brings the new case before the refusal
        inspector.show_case(AMENDED, NOW)
    inspector.show_conflict("期间已变更")
    inspector.show_case(AMENDED, NOW)
    words = said(inspector)
    wanted = ("富仕路 90 号", "受理员二号 21:13", "一般 → 紧急", "不予立案 · 不属于受理范围")
    assert [one for one in wanted if one not in words] == []
    with qtbot.waitSignal(inspector.move_asked) as asked:
        inspector.conflict.clash.take_mine.click()
    assert asked.args == [Action.REJECT, {"reason": "不属于受理范围"}]
    assert inspector.shown_case().case.version == 4
    assert not inspector.conflict.isVisible()


def test_that_mine_is_not_sent_where_it_is_not_legal_any_more_and_esc_keeps_the_words(inspector, qtbot) -> None:
    reject(inspector)
    inspector.show_conflict("期间已变更")
    inspector.show_case(MOVED, NOW)
    assert not inspector.conflict.clash.take_mine.isEnabled()
    assert "待派遣" in inspector.conflict.clash.why_not.text()
    inspector.conflict.clash.take_theirs.setFocus()
    qtbot.keyClick(inspector.conflict.clash.take_theirs, Qt.Key.Key_Escape)
    assert not inspector.conflict.isVisible()
    assert inspector.actions.words_of(2, Action.REJECT) == {"reason": "不属于受理范围"}


def test_that_a_correction_is_chosen_value_by_value(inspector, qtbot) -> None:
    inspector.actions.open_action(Action.AMEND)
    amend, reason = inspector.actions.fields()
    amend.place.setText("富仕路 88 号东侧")
    amend.description.setPlainText("井盖缺失, 已放锥桶")
    reason.restore("来电人补充")
    inspector.actions.send()
    inspector.show_conflict("期间已变更")
    inspector.show_case(AMENDED, NOW)
    choices = inspector.conflict.clash._choices
    assert {name: box.isChecked() for name, box in choices.items()} == {"description": True, "place": False}
    choices["description"].setChecked(False)
    assert not inspector.conflict.clash.take_mine.isEnabled()
    choices["place"].setChecked(True)
    with qtbot.waitSignal(inspector.move_asked) as asked:
        inspector.conflict.clash.take_mine.click()
    assert asked.args == [Action.AMEND, {"changes": {"place": "富仕路 88 号东侧"}, "reason": "来电人补充"}]


def test_that_another_case_has_no_part_in_it(inspector) -> None:
    reject(inspector)
    inspector.show_conflict("期间已变更")
    inspector.show_case(make_detail(make_case(7)), NOW)
    assert not inspector.conflict.isVisible()
    inspector.show_case(AMENDED, NOW)
    assert not inspector.conflict.isVisible()
    assert inspector.actions.words_of(2, Action.REJECT) == {"reason": "不属于受理范围"}
