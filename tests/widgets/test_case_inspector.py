"""The inspector: allowed actions only, reasons in place, no word lost, one press one move."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from qtpy.QtCore import QBuffer, QIODevice, QMimeData, QPoint, QPointF, Qt, QUrl
from qtpy.QtGui import QColor, QDropEvent, QImage
from qtpy.QtWidgets import QLabel, QPushButton

from app.domain.case import Action, CaseState
from app.domain.case_detail import AllowedAction
from app.domain.people import Duty, Person
from tests.widgets.sample_cases import (
    DEPARTMENTS,
    NOW,
    SUBCATEGORIES,
    make_attachment,
    make_case,
    make_detail,
    make_order,
    make_step,
)
from widgets.case_inspector import CaseInspector
from widgets.condition_fields import ClosingField, ConditionField
from widgets.department_field import DepartmentField
from widgets.glyphs import GlyphLabel
from widgets.value_fields import TextField, UntilField

WAITING = replace(make_detail(make_case(2, CaseState.REPORTED)), condition_id=None, allowed=(
    AllowedAction(Action.REJECT, CaseState.REJECTED, ("reason",), False),
    AllowedAction(Action.REGISTER, CaseState.REGISTERED, ("condition",), True),
    AllowedAction(Action.NOTE, CaseState.REPORTED, ("note",), False),
))


def newer(detail, **changes):
    return replace(detail, case=replace(detail.case, version=detail.case.version + 1, **changes))


@pytest.fixture
def inspector(tokens, qtbot):
    shown = CaseInspector(tokens)
    qtbot.addWidget(shown)
    shown.set_departments(DEPARTMENTS)
    shown.set_catalogue(SUBCATEGORIES)
    shown.resize(380, 690)
    shown.show()
    return shown


def field(inspector, kind):
    return next(one for one in inspector.actions.fields() if isinstance(one, kind))


def buttons(inspector):
    return [one.text() for one in inspector.actions.others.findChildren(QPushButton) if not one.isHidden()]


def test_that_only_allowed_actions_are_offered_and_the_likely_one_first(inspector):
    inspector.show_case(WAITING, NOW)
    assert inspector.actions.confirm.text() == "立案  F8"
    assert buttons(inspector) == ["不予立案  F9"]
    inspector.show_case(replace(make_detail(), allowed=()), NOW)
    assert not inspector.actions.isVisible()
    assert not inspector.body.note.words.isVisible()


def test_that_the_next_step_is_at_the_same_place_whatever_it_is(inspector):
    places = []
    for detail in (WAITING, make_detail()):
        inspector.show_case(detail, NOW)
        inspector.layout().activate()
        bottom = inspector.actions.confirm.mapTo(inspector, QPoint(0, 0))
        places.append((bottom.x(), inspector.height() - bottom.y()))
    assert places[0] == places[1]


def test_that_a_dispatch_asks_for_its_department_and_is_sent_once(inspector, qtbot):
    inspector.show_case(make_detail(), NOW)
    asked = []
    inspector.move_asked.connect(lambda action, values: asked.append((action, values)))
    inspector.actions.confirm.click()
    assert asked == []
    assert "未填写" in field(inspector, DepartmentField).wrong.text()
    department = field(inspector, DepartmentField)
    qtbot.keyClicks(department.editor.lineEdit(), "x")
    inspector.actions.send()
    assert asked == []
    department.restore("环境卫生管理所")
    for _ in range(20):
        inspector.actions.send()
    assert asked == [(Action.DISPATCH, {"department_id": 2})]
    assert "正在发送" in inspector.actions.confirm.text()


def test_that_the_responsible_department_is_proposed_and_enter_takes_it(inspector, qtbot):
    known = [replace(SUBCATEGORIES[0], conditions=(replace(SUBCATEGORIES[0].conditions[0],
                                                           responsible_units="市政公用、产权单位"),))]
    inspector.set_catalogue(known)
    inspector.show_case(replace(make_detail(), condition_id=101), NOW)
    line = field(inspector, DepartmentField).editor.lineEdit()
    assert line.placeholderText() == "市政公用中心？  按 Enter 采用"
    assert field(inspector, DepartmentField).value() is None
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert field(inspector, DepartmentField).value() == 1
    # Who has returned the case is not proposed again.
    inspector.show_case(replace(make_detail(make_case(9, CaseState.RETURNED)), condition_id=101), NOW)
    assert "市政" not in field(inspector, DepartmentField).editor.lineEdit().placeholderText()


def test_that_a_second_press_never_reaches_the_step_after(inspector, qtbot):
    detail = replace(make_detail(make_case(3, CaseState.HANDLED)), allowed=(
        AllowedAction(Action.VERIFY, CaseState.VERIFIED, (), True),))
    after = replace(newer(detail, state=CaseState.VERIFIED), allowed=(
        AllowedAction(Action.CLOSE, CaseState.CLOSED, ("closing_condition",), True),))
    asked = []
    inspector.move_asked.connect(lambda action, _values: asked.append(action))
    inspector.show_case(detail, NOW)
    inspector.actions.send()
    inspector.show_case(after, NOW)
    inspector.actions.send()
    inspector.move_done(3, Action.VERIFY)
    inspector.actions.send()
    assert asked == [Action.VERIFY]
    assert not inspector.actions.confirm.isEnabled()
    qtbot.waitUntil(inspector.actions.confirm.isEnabled, timeout=2000)
    inspector.actions.send()
    assert asked == [Action.VERIFY, Action.CLOSE]


def test_that_the_panel_waits_until_the_case_is_shown_as_it_is_now(inspector):
    detail = make_detail()
    inspector.show_case(detail, NOW)
    field(inspector, DepartmentField).restore("市政公用中心")
    inspector.actions.send()
    inspector.move_done(detail.case.case_id, Action.DISPATCH)
    assert not inspector.actions.confirm.isEnabled()
    done = replace(newer(detail, state=CaseState.DISPATCHED), allowed=(
        AllowedAction(Action.TAKE_BACK, CaseState.REGISTERED, (), False),))
    inspector.show_case(done, NOW)
    assert buttons(inspector) == ["撤回派遣  F9"]
    assert inspector.actions.others.isEnabled()


def test_that_words_survive_leaving_the_case_and_coming_back(inspector):
    inspector.show_case(WAITING, NOW)
    inspector.actions.open_action(Action.REJECT)
    field(inspector, TextField).restore("不属于城市管理范围")
    inspector.body.note.words.setPlainText("先打了电话")
    inspector.show_case(make_detail(make_case(7)), NOW)
    assert inspector.body.note.words.toPlainText() == ""
    inspector.show_case(WAITING, NOW)
    assert inspector.actions.confirm.text() == "不予立案  F8"
    assert field(inspector, TextField).draft() == "不属于城市管理范围"
    assert inspector.body.note.words.toPlainText() == "先打了电话"


def test_that_words_survive_a_change_underneath_and_the_change_is_named(inspector):
    inspector.show_case(WAITING, NOW)
    inspector.actions.open_action(Action.REJECT)
    field(inspector, TextField).restore("不属于城市管理范围")
    changed = replace(newer(WAITING), steps=(*WAITING.steps, make_step(
        3, Action.AMEND, CaseState.REPORTED, by_name="受理员二号", at=NOW - timedelta(minutes=1))))
    inspector.show_case(changed, NOW)
    assert inspector.conflict.isVisible()
    said = " ".join(label.text() for label in inspector.conflict.findChildren(QLabel))
    assert "受理员二号" in said
    assert "21:13" in said
    assert "更正" in said
    assert field(inspector, TextField).draft() == "不属于城市管理范围"


def test_that_a_change_without_unsent_words_needs_no_word(inspector):
    inspector.show_case(WAITING, NOW)
    inspector.show_case(newer(WAITING), NOW)
    assert not inspector.conflict.isVisible()


def test_that_a_conflict_offers_the_case_as_it_is_now(inspector, qtbot):
    inspector.show_case(WAITING, NOW)
    inspector.actions.open_action(Action.REJECT)
    field(inspector, TextField).restore("不属于城市管理范围")
    inspector.actions.send()
    inspector.show_conflict("期间派遣员二号已办理")
    assert field(inspector, TextField).draft() == "不属于城市管理范围"
    with qtbot.waitSignal(inspector.reload_asked) as asked:
        inspector.conflict.reload.click()
    assert asked.args == [2]


def test_that_a_refused_value_is_told_beside_it(inspector):
    inspector.show_case(WAITING, NOW)
    inspector.actions.open_action(Action.REJECT)
    field(inspector, TextField).restore("x" * 9)
    inspector.actions.send()
    inspector.show_refusal("原因过长", "reason", "too_long", 5)
    assert field(inspector, TextField).wrong.text() == "原因过长（最多 5）"
    assert not inspector.conflict.isVisible()
    assert inspector.actions.confirm.isEnabled()


def test_that_sent_words_are_gone_only_when_the_move_is_done(inspector):
    inspector.show_case(WAITING, NOW)
    inspector.actions.open_action(Action.REJECT)
    field(inspector, TextField).restore("不属于城市管理范围")
    inspector.actions.send()
    # Somebody else's change comes first: it is not the answer to our move.
    inspector.show_case(newer(WAITING), NOW)
    assert field(inspector, TextField).draft() == "不属于城市管理范围"
    inspector.move_done(2, Action.REJECT)
    assert not inspector.has_words()


def test_that_every_kind_of_value_is_asked_in_place(inspector, qtbot):
    detail = replace(make_detail(), minor_id=10, condition_id=None, allowed=(
        AllowedAction(Action.REGISTER, CaseState.REGISTERED, ("condition",), True),
        AllowedAction(Action.CLOSE, CaseState.CLOSED, ("closing_condition",), False),
        AllowedAction(Action.SUSPEND, CaseState.SUSPENDED, ("until", "reason"), False),
        AllowedAction(Action.AMEND, CaseState.REGISTERED, ("changes", "reason"), False),
        AllowedAction(Action.HANDLE, CaseState.HANDLED, ("result",), False),
    ))
    asked = []
    inspector.move_asked.connect(lambda action, values: asked.append((action, values)))
    inspector.show_case(detail, NOW)
    assert field(inspector, ConditionField).value() is None
    field(inspector, ConditionField).editor.setCurrentIndex(1)
    inspector.actions.send()
    assert asked.pop() == (Action.REGISTER, {"condition_id": 102})
    inspector.actions.set_busy(False)
    inspector.actions.open_action(Action.CLOSE)
    assert field(inspector, ClosingField).value() == "修复、更换"
    inspector.actions.send()
    assert asked.pop() == (Action.CLOSE, {"closing_condition": "修复、更换"})
    inspector.actions.set_busy(False)
    inspector.actions.open_action(Action.SUSPEND)
    assert field(inspector, UntilField).value() == (NOW + timedelta(days=7)).replace(second=0)
    field(inspector, TextField).restore("汛期无法施工")
    inspector.actions.send()
    assert asked.pop()[1]["reason"] == "汛期无法施工"
    inspector.actions.set_busy(False)
    inspector.actions.open_action(Action.AMEND)
    amend = inspector.actions.fields()[0]
    inspector.actions.send()
    assert asked == []
    amend.place.setText("银安街 12 号")
    field(inspector, TextField).restore("来电人更正")
    inspector.actions.send()
    assert asked.pop() == (Action.AMEND, {"changes": {"place": "银安街 12 号"}, "reason": "来电人更正"})


def test_that_a_supervision_order_is_given_and_answered_in_place(inspector):
    case = make_case(4, CaseState.ACCEPTED)
    chief = replace(make_detail(case), orders=(), allowed=(
        AllowedAction(Action.SUPERVISE, CaseState.ACCEPTED, ("order_kind", "card", "reason", "demand"), False),
        AllowedAction(Action.RESOLVE_ORDER, CaseState.ACCEPTED, ("order_id", "resolution"), False),
        AllowedAction(Action.REPLY_TO_ORDER, CaseState.ACCEPTED, ("order_id", "reply"), False)))
    asked = []
    inspector.move_asked.connect(lambda action, values: asked.append((action, values)))
    inspector.show_case(chief, NOW)
    assert buttons(inspector) == ["督办"]  # nothing to lift or to answer yet
    inspector.actions.open_action(Action.SUPERVISE)
    kind, card, reason, demand, reply_by = inspector.actions.fields()
    inspector.actions.send()
    assert asked == []
    kind.restore("领导督办")
    card.restore("红牌")
    reason.restore("超过办理时限")
    demand.restore("今日处置到位")
    inspector.actions.send()
    assert asked.pop() == (Action.SUPERVISE, {"order_kind": "leader", "card": "red", "reason": "超过办理时限",
                                              "demand": "今日处置到位"})
    assert reply_by.value() is None
    reply_by.wanted.setChecked(True)
    assert reply_by.value() == (NOW + timedelta(days=7)).replace(second=0)
    inspector.show_case(replace(newer(chief), orders=(make_order(7),)), NOW)
    inspector.move_done(4, Action.SUPERVISE)
    assert "黄牌" in inspector.body.orders.findChild(GlyphLabel).text
    inspector.actions.open_action(Action.REPLY_TO_ORDER)
    inspector.actions.fields()[1].restore("已派抢修")
    inspector.actions.send()
    assert asked.pop() == (Action.REPLY_TO_ORDER, {"order_id": 7, "reply": "已派抢修"})


def test_that_an_order_says_what_is_owed_and_what_came_of_it(inspector):
    orders = (make_order(1, reply_by=NOW - timedelta(hours=1)),
              make_order(2, resolved_at=NOW, resolution="已处置到位", replied_at=NOW, reply="已派抢修"))
    inspector.show_case(replace(make_detail(), orders=orders), NOW)
    said = " ".join(label.text() for label in inspector.body.orders.findChildren(QLabel))
    assert "20:14" in said
    assert "已派抢修" in said
    assert "已处置到位" in said
    assert "超" in said or "逾期" in said
    inspector.show_case(make_detail(make_case(8)), NOW)
    assert inspector.body.orders.isHidden()


def test_that_the_keyboard_sends_opens_and_folds(inspector, qtbot):
    inspector.show_case(WAITING, NOW)
    inspector.activateWindow()
    qtbot.waitUntil(inspector.isActiveWindow)
    qtbot.keyClick(inspector, Qt.Key.Key_F9)
    assert inspector.actions.confirm.text() == "不予立案  F8"
    editor = field(inspector, TextField).editor
    qtbot.keyClicks(editor, "dup")
    with qtbot.waitSignal(inspector.move_asked) as asked:
        qtbot.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert asked.args == [Action.REJECT, {"reason": "dup"}]
    inspector.show_refusal("no")
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    assert inspector.actions.confirm.text() == "立案  F8"


def test_that_the_reporter_in_clear_needs_a_reason_and_stays_with_its_case(inspector, qtbot):
    inspector.show_case(make_detail(), NOW)
    line = inspector.body.fields.reporter
    line.ask.click()
    qtbot.keyClick(line.reason, Qt.Key.Key_Return)
    with qtbot.waitSignal(inspector.disclose_asked) as asked:
        line.reason.setText("回访")
        qtbot.keyClick(line.reason, Qt.Key.Key_Return)
    assert asked.args == ["回访"]
    inspector.show_reporter(1, "王小明", "13800001234")
    assert line._who.text() == "王小明  13800001234"
    inspector.show_case(make_detail(make_case(5)), NOW)
    assert line._who.text().endswith("138****1234")
    inspector.show_reporter(1, "王小明", "13800001234")
    assert line._who.text().endswith("138****1234")


def test_that_a_long_name_never_pushes_the_button_out_of_sight(inspector, qtbot):
    inspector.resize(378, 700)
    inspector.show()
    inspector.show_case(make_detail(), NOW)
    inspector.show_reporter(1, "示范区第一物业管理有限公司云帆花园服务处（网格员）", "13800001234")
    line = inspector.body.fields.reporter
    qtbot.waitUntil(lambda: line._who.height() > line._who.fontMetrics().lineSpacing())
    view = inspector.body.viewport()
    assert line.ask.mapTo(view, line.ask.rect().topRight()).x() <= view.width()


def test_that_pictures_are_asked_for_once_and_compared(inspector, qtbot):
    wanted = []
    inspector.attachment_wanted.connect(wanted.append)
    inspector.show_case(make_detail(), NOW)
    inspector.show_case(newer(make_detail()), NOW)
    assert sorted(wanted) == [1, 2, 3]
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    for attachment_id in wanted:
        inspector.show_attachment(attachment_id, bytes(buffer.data()))
    strip = inspector.body.attachments
    strip.show_before_after()
    assert strip._view.isVisible()
    assert "处置前" in strip._view.windowTitle()
    assert "处置后" in strip._view.windowTitle()
    strip._view.close()


def test_that_a_large_picture_is_kept_small(inspector, tmp_path):
    image = QImage(4000, 3000, QImage.Format.Format_RGB32)
    image.fill(QColor("green"))
    image.save(str(tmp_path / "large.jpg"))
    inspector.show_case(make_detail(), NOW)
    inspector.show_attachment(1, (tmp_path / "large.jpg").read_bytes())
    kept, tile = inspector.body.attachments._pictures[1], inspector.body.attachments._tiles[1]._pixmap
    assert (kept.width(), kept.height()) == (1600, 1200)
    assert max(tile.width(), tile.height()) == 240
    for attachment_id in range(100, 140):
        inspector.show_attachment(attachment_id, b"no picture")
    assert len(inspector.body.attachments._pictures) <= 12


def test_that_garbage_bytes_leave_the_name_in_the_tile(inspector):
    inspector.show_case(make_detail(), NOW)
    inspector.show_attachment(1, b"\x00garbage")
    inspector.grab()
    assert inspector.body.attachments._tiles[1]._pixmap.isNull()


def test_that_dropped_files_are_asked_for_with_their_kind(inspector, qtbot, tmp_path):
    photo = tmp_path / "处置后.jpg"
    photo.write_bytes(b"x")
    inspector.show_case(make_detail(), NOW)
    strip = inspector.body.attachments
    strip.kind.setCurrentIndex(strip.kind.findData("handle_after"))
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(photo))])
    drop = QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton,
                      Qt.KeyboardModifier.NoModifier)
    with qtbot.waitSignal(inspector.files_dropped) as asked:
        strip.dropEvent(drop)
    assert asked.args == [[str(photo)], "handle_after"]


def test_that_words_of_people_are_never_read_as_markup(inspector):
    evil = "<b>x</b><script>alert(1)</script><img src=http://example.org/a.png>&amp;"
    inspector.show_case(replace(make_detail(), description=evil, result=evil), NOW)
    assert "<b>" not in inspector.body.fields.description.text()
    assert "&lt;b&gt;" in inspector.body.fields.description.text()
    plain = [label for label in inspector.findChildren(QLabel) if evil in label.text()]
    assert plain
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in plain)


def test_that_a_very_long_text_does_not_widen_the_inspector(inspector, qtbot):
    long = "菜市场门口" * 4000
    detail = replace(make_detail(replace(make_case(), place="很长的地名" * 60, department="综合行政执法局" * 9)),
                     description=long, result="无空格" * 900, attachments=(make_attachment(9, "document",
                                                                                         file_name="长" * 200),))
    inspector.show_case(detail, NOW)
    inspector.layout().activate()
    assert inspector.width() == 380
    assert inspector.minimumSizeHint().width() <= 380
    assert inspector.body.widget().width() <= inspector.body.viewport().width()


def test_that_a_note_is_kept_until_it_is_in_the_history(inspector, qtbot):
    inspector.show_case(make_detail(), NOW)
    inspector.body.note.words.setPlainText("已电话告知")
    asked = []
    inspector.note_asked.connect(asked.append)
    inspector.body.note.button.click()
    inspector.body.note.button.click()
    assert asked == ["已电话告知"]
    assert inspector.body.note.words.toPlainText() == "已电话告知"
    inspector.note_added(1)
    assert inspector.body.note.words.toPlainText() == ""
    assert inspector.body.note.button.isEnabled()


def test_that_the_reporter_in_clear_is_offered_to_whom_the_database_would_tell(inspector):
    case = make_case(3, CaseState.ACCEPTED)
    own = case.department_id
    assert own is not None
    secret = replace(make_detail(case), keep_secret=True)
    for duty, department, of_open, of_secret in (
            (Duty.GRID_WORKER, None, False, False), (Duty.ASSESSOR, None, False, False),
            (Duty.CALL_TAKER, None, True, True), (Duty.INSPECTOR, None, True, True),
            (Duty.DEPARTMENT, own, True, False), (Duty.DEPARTMENT, own + 1, False, False)):
        person = Person("x", "某员", frozenset({duty}), department, "", None, "")
        inspector.body.fields.reporter.set_person(person)
        told = []
        for detail in (make_detail(case), secret):
            inspector.show_case(detail, NOW)
            told.append(not inspector.body.fields.reporter.ask.isHidden())
        assert told == [of_open, of_secret], duty
