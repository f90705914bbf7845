"""Whom to send and what became of it: the list of people near, the tasks of a case, the line for an answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from qtpy.QtCore import Qt
from qtpy.QtGui import QGuiApplication
from qtpy.QtTest import QTest
from qtpy.QtWidgets import QLabel

from app.domain.case import Action, CaseState
from app.domain.case_detail import AllowedAction
from app.domain.confirmation import Confirmer
from app.domain.field_task import FieldTask, TaskKind, TaskOutcome
from app.domain.position import NearbyUnit
from tests.widgets.sample_cases import NOW, make_case, make_detail
from widgets.case_inspector import CaseInspector
from widgets.glyphs import GlyphLabel
from widgets.task_list import TaskList
from widgets.worker_field import WorkerField, distance_words

TEXT = "【核实】A7K3\n地点: 银安街 12 号\n回复: A7K3 存在 / 不存在 / 无法核实, 再加说明"
OPEN = FieldTask(7, "A7K3", TaskKind.CONFIRM, 1, "2026-1121-00417", "wangge1", "网格员一号", TEXT, NOW, "受理员一号",
                 NOW + timedelta(minutes=20), None, TaskOutcome.OPEN, "", "")
ENDED = replace(OPEN, task_id=6, code="C4PM", kind=TaskKind.URGENT, outcome=TaskOutcome.DONE, ended_at=NOW,
                answer="C4PM <b>已围挡</b>", answered_by="派遣员一号")
NEAR = (
    NearbyUnit(1, "wangge2", "网格员二号", "责任网格 03", 1240.0, NOW - timedelta(minutes=2), False, True,
               (121.4, 28.6)),
    NearbyUnit(2, "wangge1", "网格员一号", "", 233.0, NOW - timedelta(minutes=31), True, False, (121.4, 28.6)))


def heads(shown):
    return [(one.glyph, one.text) for one in shown.findChildren(GlyphLabel) if not one.isHidden()]


def rows(field):
    return [field.editor.item(row).text() for row in range(field.editor.count())]


def test_that_people_near_come_with_distance_and_age_before_the_others(tokens, qtbot):
    detail = replace(make_detail(), nearby=NEAR, confirmers=(Confirmer("wangge1", "网格员一号"),
                                                             Confirmer("wangge9", "网格员九号")))
    field = WorkerField(tokens, detail, NOW)
    qtbot.addWidget(field)
    assert rows(field) == ["责任网格 03的网格员", "网格员二号 · 本责任网格 · 1.2 km · 2 分前",
                           "网格员一号 · 230 m · 31 分前", "网格员九号 · 未上岗或无定位"]
    assert field.value() is None


def test_that_a_worker_is_chosen_and_sent_by_keyboard_alone(tokens, qtbot):
    field = WorkerField(tokens, replace(make_detail(), nearby=NEAR), NOW)
    qtbot.addWidget(field)
    field.show()
    field.setFocus()
    assert field.value() is None  # the keyboard alone chooses nobody
    for expected in ("", "wangge2"):  # the duty grid, then the nearest
        QTest.keyClick(field.editor, Qt.Key.Key_Down)
        assert field.value() == expected
    with qtbot.waitSignal(field.sent):
        QTest.keyClick(field.editor, Qt.Key.Key_Return)
    assert field.draft() == "网格员二号"


@pytest.mark.parametrize(("metres", "words"), [(0, "10 m"), (234, "230 m"), (999.0, "1000 m"), (1049, "1.0 km")])
def test_that_distances_are_told_as_exactly_as_they_are_known(metres, words):
    assert distance_words(metres) == words


def test_that_an_open_task_counts_down_and_gives_its_text(tokens, qtbot):
    shown = TaskList(tokens)
    qtbot.addWidget(shown)
    shown.show_tasks([ENDED, OPEN], NOW)
    assert heads(shown) == [("near", "现场核实 A7K3 · 剩 20 分 → 网格员一号"), ("idle", "突发先行处置 C4PM · 已处置")]
    shown.set_now(NOW + timedelta(minutes=25))
    assert heads(shown)[0] == ("overdue", "现场核实 A7K3 · 超 5 分 → 网格员一号")
    shown.copy_buttons[0].click()
    assert QGuiApplication.clipboard().text() == TEXT
    assert shown.copy_buttons[0].text() == "已复制"
    assert any("C4PM <b>已围挡</b>" in one.text() for one in shown.findChildren(QLabel))


def test_that_an_answer_is_sent_once_and_kept_until_it_is_taken(tokens, qtbot):
    shown = TaskList(tokens)
    qtbot.addWidget(shown)
    sent = []
    shown.answer_asked.connect(sent.append)
    shown.show_tasks([OPEN], NOW)
    shown.answer.line.setText("A7K3 存在\n照片已发")
    for _twice in range(2):
        QTest.keyClick(shown.answer.line, Qt.Key.Key_Return)
    assert sent == ["A7K3 存在 照片已发"]
    shown.show_refusal("任务码 有误，校验位不符")
    assert (shown.answer.wrong.isHidden(), shown.answer.line.text().split()) == (False, ["A7K3", "存在", "照片已发"])
    shown.show_tasks([replace(OPEN, due_at=NOW)], NOW)  # the case was read again meanwhile
    assert shown.answer.line.text().split() == ["A7K3", "存在", "照片已发"]
    QTest.keyClick(shown.answer.line, Qt.Key.Key_Return)
    shown.answered()
    assert (len(sent), shown.answer.line.text()) == (2, "")


def test_that_who_sends_nobody_sees_no_code_and_no_line(tokens, qtbot):
    shown = TaskList(tokens)
    qtbot.addWidget(shown)
    shown.show_tasks([replace(OPEN, code="", words="")], NOW)
    assert heads(shown) == [("near", "现场核实 · 剩 20 分 → 网格员一号")]
    assert (shown.answer.isHidden(), shown.copy_buttons) == (True, [])
    shown.show_tasks([], NOW)
    assert shown.isHidden()


def test_that_the_inspector_sends_a_task_and_shows_it(tokens, qtbot):
    inspector = CaseInspector(tokens)
    qtbot.addWidget(inspector)
    detail = replace(
        make_detail(make_case(3, CaseState.HANDLED)), nearby=NEAR, tasks=(OPEN,),
        allowed=(AllowedAction(Action.VERIFY, CaseState.VERIFIED, (), True),
                 AllowedAction(Action.SEND_TASK, CaseState.HANDLED, ("task_kind", "worker"), False)))
    inspector.show_case(detail, NOW)
    assert inspector.actions.open_action(Action.SEND_TASK)
    kind, worker, remark = inspector.actions.fields()
    assert [kind.editor.itemText(row) for row in range(kind.editor.count())] == ["现场核查", "突发先行处置"]
    kind.editor.setCurrentIndex(0)
    worker.restore("网格员一号")
    remark.restore("看井盖是否松动")
    with qtbot.waitSignal(inspector.move_asked) as asked:
        inspector.actions.send()
    assert asked.args == [Action.SEND_TASK, {"task_kind": "verify", "worker": "wangge1", "remark": "看井盖是否松动"}]
    with qtbot.waitSignal(inspector.task_answer_asked) as answered:
        inspector.body.tasks.answer.line.setText("A7K3 存在")
        QTest.keyClick(inspector.body.tasks.answer.line, Qt.Key.Key_Return)
    assert answered.args == ["A7K3 存在"]
