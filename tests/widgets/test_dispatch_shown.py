"""How dispatching looks: proposals with why, several departments by keyboard, units, the way up."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from qtpy.QtCore import Qt
from qtpy.QtTest import QTest
from qtpy.QtWidgets import QLabel

from app.domain.case import Action, CaseState
from app.domain.case_detail import AllowedAction
from app.domain.dispatching import (
    CaseUnit,
    DispatchProposal,
    Escalation,
    LeftCase,
    Level,
    ProposalSource,
    UnitAnswer,
    UnitEnd,
    UnitPart,
)
from tests.widgets.sample_cases import DEPARTMENTS, NOW, SUBCATEGORIES, make_case, make_detail
from widgets.action_fields import ActionFields
from widgets.departments_field import DepartmentsField
from widgets.dispatch_words import left_words
from widgets.glyphs import GlyphLabel
from widgets.unit_list import UnitList

HOUR = timedelta(hours=1)
UNIT = CaseUnit(1, 1, "市政公用中心", UnitPart.MAIN, NOW - 3 * HOUR, "派遣员一号", "", None, False, None, None, "", "",
                None, "", "", None, "", None, "")
STEP = Escalation(1, Level.STREET, Level.DISTRICT, NOW - HOUR, "值班长", "街道难协调", "街道主任", NOW + HOUR,
                  None, "", "", "", None, "", "")


def make_units() -> tuple[CaseUnit, ...]:
    return (
        replace(UNIT, unit_no=0, department="综合行政执法局", ended_at=NOW - 3 * HOUR, ended_by="执法联络员",
                ended_how=UnitEnd.RETURNED_WRONG, ended_why="非本单位职责, 属市政管养"),
        UNIT,
        replace(UNIT, unit_no=2, department_id=2, department="市容环卫中心", part=UnitPart.ASSIST,
                answer=UnitAnswer.ACCEPTED, answered_at=NOW - 2 * HOUR, answered_by="环卫联络员",
                answer_words="已派一车两人",
                done_at=NOW - HOUR, done_by="环卫联络员", done_words="周边已清扫干净"),
        replace(UNIT, unit_no=3, department="路桥供电公司", part=UnitPart.WHISTLED, demand="18:00 前到场断电, 联合整治",
                due_at=NOW - HOUR, typed_in=True))


def shown_words(widget) -> str:
    return "\n".join([label.text() for label in widget.findChildren(QLabel)]
                     + [label.text for label in widget.findChildren(GlyphLabel)])


def test_that_the_parts_of_all_units_are_told_with_who_and_when(tokens, qtbot):
    shown = UnitList(tokens, "承办单位")
    qtbot.addWidget(shown)
    detail = replace(make_detail(make_case(3, CaseState.ACCEPTED)), units=make_units(), escalations=(STEP,))
    shown.show_case(detail, NOW)
    words = shown_words(shown)
    for told in ("市容环卫中心", "已派一车两人", "周边已清扫干净", "18:00 前到场断电, 联合整治",
                 "非本单位职责, 属市政管养", "街道难协调", "街道主任"):
        assert told in words


def test_that_a_returned_case_says_first_why(tokens, qtbot):
    shown = UnitList(tokens, "承办单位")
    qtbot.addWidget(shown)
    back = make_units()[0]
    shown.show_case(replace(make_detail(make_case(3, CaseState.RETURNED)), units=(back,)), NOW)
    first = shown.findChildren(GlyphLabel)[0]
    assert back.ended_why in first.text


def test_that_one_unit_alone_takes_no_room(tokens, qtbot):
    shown = UnitList(tokens, "承办单位")
    qtbot.addWidget(shown)
    shown.show_case(replace(make_detail(make_case(3, CaseState.ACCEPTED)), units=(UNIT,)), NOW)
    assert shown.isHidden()


def dispatch_fields(tokens, qtbot, *proposals):
    detail = replace(make_detail(make_case(3, CaseState.REGISTERED)), proposals=proposals)
    made = ActionFields(tokens, detail, NOW, DEPARTMENTS, SUBCATEGORIES).make(
        AllowedAction(Action.DISPATCH, CaseState.DISPATCHED, ("department",), True))
    for field in made:
        qtbot.addWidget(field)
    return made


def test_that_enter_takes_the_first_proposal_and_the_reasons_are_told(tokens, qtbot):
    best = DispatchProposal(DEPARTMENTS[1].department_id, DEPARTMENTS[1].name, (DEPARTMENTS[0].department_id,),
                            ProposalSource.DUTY, 0.95, {"class": "污水井盖", "area": "路桥街道"})
    past = DispatchProposal(DEPARTMENTS[0].department_id, DEPARTMENTS[0].name, (), ProposalSource.PAST, 0.7,
                            {"in_street": 12, "of_all": 14, "in_community": 3, "returned": 2,
                             "returned_here": "非本单位职责"})
    main, assisting, _remark = dispatch_fields(tokens, qtbot, best, past)
    assert main.value() is None
    words = shown_words(main)
    for told in ("污水井盖 · 路桥街道", "12", "非本单位职责"):
        assert told in words
    assert [main.editor.itemText(row) for row in range(2)] == [DEPARTMENTS[1].name, DEPARTMENTS[0].name]
    QTest.keyClick(main.editor.lineEdit(), Qt.Key.Key_Return)
    assert main.value() == DEPARTMENTS[1].department_id
    QTest.keyClick(assisting.editor.lineEdit(), Qt.Key.Key_Return)
    assert assisting.value() == [DEPARTMENTS[0].department_id]


def test_that_who_alone_is_known_and_returned_the_case_is_told_and_taken_by_no_key(tokens, qtbot):
    first, second = (one.department_id for one in DEPARTMENTS[:2])
    back = DispatchProposal(first, DEPARTMENTS[0].name, (second,), ProposalSource.DUTY, 0.1,
                            {"class": "污水井盖", "returned_here": "非本单位职责"})
    main, assisting, _remark = dispatch_fields(tokens, qtbot, back)
    assert "曾退回本案：非本单位职责" in shown_words(main)
    for field in (main, assisting):
        QTest.keyClick(field.editor.lineEdit(), Qt.Key.Key_Return)
        assert field.value() is None
    assert DEPARTMENTS[0].name not in main.editor.lineEdit().placeholderText()
    main.restore(DEPARTMENTS[0].name)  # by hand it may go there again
    assert main.value() == first


def test_that_the_main_department_never_assists_itself(tokens, qtbot):
    first, second = (one.department_id for one in DEPARTMENTS[:2])
    best = DispatchProposal(first, DEPARTMENTS[0].name, (first, second), ProposalSource.DUTY, 0.95, {})
    main, assisting, _remark = dispatch_fields(tokens, qtbot, best)
    QTest.keyClick(assisting.editor.lineEdit(), Qt.Key.Key_Return)
    assert assisting.value() == [second]
    main.restore(DEPARTMENTS[1].name)
    assert assisting.value() is None
    assert DEPARTMENTS[1].name not in shown_words(assisting)
    main.restore(DEPARTMENTS[0].name)
    assert assisting.value() == [second]


def test_that_a_department_that_assisted_and_is_proposed_as_main_is_told_once(tokens, qtbot):
    assists = replace(UNIT, department_id=2, department="市容环卫中心", part=UnitPart.ASSIST)
    detail = replace(make_detail(make_case(3, CaseState.RETURNED)), units=(assists,), proposals=(
        DispatchProposal(2, "市容环卫中心", (), ProposalSource.DUTY, 0.95, {}),))
    main, assisting, *_rest = ActionFields(tokens, detail, NOW, DEPARTMENTS, SUBCATEGORIES).make(
        AllowedAction(Action.DISPATCH, CaseState.DISPATCHED, ("department",), True))
    for field in (main, assisting, *_rest):
        qtbot.addWidget(field)
    assert assisting.value() is None
    QTest.keyClick(main.editor.lineEdit(), Qt.Key.Key_Return)
    assert (main.value(), assisting.value()) == (2, None)
    main.restore(DEPARTMENTS[0].name)
    assert assisting.value() == [2]


def test_that_enter_alone_never_sends_a_case_to_who_has_just_returned_it(tokens, qtbot):
    back, other = DEPARTMENTS[0], DEPARTMENTS[1]
    proposals = tuple(DispatchProposal(one.department_id, one.name, (), ProposalSource.DUTY, 0.9, {"class": "路灯"})
                      for one in (back, other))
    case = replace(make_case(3, CaseState.RETURNED), department_id=back.department_id)
    for listed, taken in ((proposals, other.department_id), (proposals[:1], None)):
        main, *_rest = ActionFields(tokens, replace(make_detail(case), proposals=listed), NOW, DEPARTMENTS,
                                    SUBCATEGORIES).make(
            AllowedAction(Action.DISPATCH, CaseState.DISPATCHED, ("department",), True))
        for field in (main, *_rest):
            qtbot.addWidget(field)
        QTest.keyClick(main.editor.lineEdit(), Qt.Key.Key_Return)
        assert main.value() == taken
        assert back.name in shown_words(main)
        main.restore(back.name)
        assert main.value() == back.department_id


def test_that_without_a_proposal_the_words_of_the_catalogue_are_asked(tokens, qtbot):
    main, _assisting, _remark = dispatch_fields(tokens, qtbot)
    assert main._reasons.isHidden()


def test_that_several_departments_are_taken_and_dropped_by_keyboard(tokens, qtbot):
    field = DepartmentsField(tokens, "departments", DEPARTMENTS)
    qtbot.addWidget(field)
    line = field.editor.lineEdit()
    assert field.value() is None
    for one in DEPARTMENTS[:2]:
        line.setText(one.name)
        QTest.keyClick(line, Qt.Key.Key_Return)
    assert field.value() == [one.department_id for one in DEPARTMENTS[:2]]
    line.setText(DEPARTMENTS[0].name)
    QTest.keyClick(line, Qt.Key.Key_Return)  # twice the same is once
    assert len(field.value()) == 2
    draft = field.draft()
    QTest.keyClick(line, Qt.Key.Key_Backspace)
    assert field.value() == [DEPARTMENTS[0].department_id]
    again = DepartmentsField(tokens, "departments", DEPARTMENTS)
    qtbot.addWidget(again)
    again.restore(draft)
    assert again.value() == [one.department_id for one in DEPARTMENTS[:2]]
    line.setText("没有这个单位")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert field.value() == [DEPARTMENTS[0].department_id]


def test_that_a_department_is_told_why_a_case_left_it():
    words = left_words(LeftCase(3, "2026-1121-00003", "污水井盖", UnitPart.MAIN, NOW, "派遣员一号", UnitEnd.REASSIGNED,
                                "属环卫管养", "市容环卫中心"), NOW)
    for told in ("2026-1121-00003", "污水井盖", "派遣员一号", "属环卫管养", "市容环卫中心"):
        assert told in words
