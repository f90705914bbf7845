"""The report form: nothing typed is lost, one press is one report, errors stand beside their field."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

import pytest
from qtpy.QtCore import QMimeData, Qt

from app.domain.area import Located
from app.domain.catalogue import ProposedClass
from app.domain.report import LONGEST_DESCRIPTION, ReportDraft
from tests.widgets.sample_cases import NOW, SUBCATEGORIES
from widgets.class_search import likely_class
from widgets.report_form import ReportForm


def test_that_twenty_presses_are_one_report(form, qtbot):
    asked = []
    form.report_asked.connect(asked.append)
    form.description.setPlainText("井盖缺失")
    for _ in range(20):
        qtbot.mouseClick(form.send_button, Qt.MouseButton.LeftButton)
        form.send()
    assert len(asked) == 1
    assert asked[0].description == "井盖缺失"
    assert "正在发送" in form.send_button.text()


def test_that_a_refused_report_keeps_its_words_and_its_request_id(form):
    asked = []
    form.report_asked.connect(asked.append)
    form.description.setPlainText("井盖缺失")
    form.send()
    form.report_refused("与服务器的连接中断")
    form.send()
    assert [draft.request_id for draft in asked] == [asked[0].request_id] * 2
    assert form.description.toPlainText() == "井盖缺失"


@pytest.mark.parametrize("by_hand", [False, True])
def test_that_a_message_names_the_source_of_its_own_report_only(form, by_hand):
    message = QMimeData()
    message.setText("某某(网格员) 21:03 甲路12号 井盖没了")
    form.intake.set_now(NOW)
    form.intake.paste(message)
    assert form.source.currentData() == "patrol"
    if by_hand:  # chosen by the person, it stays for the next, as ever
        form.source.activated.emit(form.source.currentIndex())
    form.send()
    form.report_done("已上报")
    assert form.source.currentData() == ("patrol" if by_hand else "hotline")


def test_that_a_filed_report_makes_room_for_the_next_with_a_new_id(form):
    first = form.draft().request_id
    form.description.setPlainText("井盖缺失")
    form.send()
    form.report_done("已上报, 案件编号 2026-1121-00417")
    assert form.draft().request_id != first
    assert form.description.toPlainText() == ""
    assert "00417" in form.answer.text


def test_that_digits_of_a_chinese_input_method_are_digits(form):
    asked = []
    form.locate_asked.connect(asked.append)
    form.longitude.setText("１２１．３７")
    form.latitude.setText("２８．５８")
    form.locate.click()
    assert asked == [(121.37, 28.58)]


def test_that_an_empty_report_is_told_beside_the_description(form, qtbot):
    with qtbot.assertNotEmitted(form.report_asked):
        form.send()
    assert form._wrong["description"].text() == "问题描述未填写"
    assert form._wrong["description"].isVisible()
    assert form.description.property("wrong")
    form.description.setPlainText("x")
    form.send()
    assert not form._wrong["description"].isVisible()


@pytest.mark.parametrize(("field", "text", "name"), [
    ("description", "井" * (LONGEST_DESCRIPTION + 1), "description"), ("place", "x" * 501, "place"),
    ("longitude", "abc", "position"), ("longitude", "181", "position"), ("reporter_phone", "1" * 501, "reporter_phone"),
])
def test_that_what_cannot_be_kept_is_told_and_not_sent(form, qtbot, field, text, name):
    form.description.setPlainText("井盖缺失")
    form.longitude.setText("121.37")
    form.latitude.setText("28.58")
    editor = getattr(form, field)
    editor.setPlainText(text) if field == "description" else editor.setText(text)
    with qtbot.assertNotEmitted(form.report_asked):
        form.send()
    assert form._wrong[name].isVisible()


@pytest.mark.parametrize("hostile", [
    "<script>alert(1)</script>", "Robert'); drop table case_file;--", "<b>x</b>&amp;", "a\u202eb", "a\x00b\x07c", "{0}",
])
def test_that_hostile_words_are_sent_as_words(form, hostile):
    asked = []
    form.report_asked.connect(asked.append)
    form.description.setPlainText(hostile)
    form.send()
    kept = hostile.replace("\u202e", "").replace("\x00", "").replace("\x07", "")
    assert asked[0].description == kept


def test_that_a_hundred_thousand_characters_are_counted_and_refused_quickly(form, qtbot):
    form.description.setPlainText("井盖缺失" * 25_000)
    assert form._count["description"].text() == f"100000 / {LONGEST_DESCRIPTION}"
    with qtbot.assertNotEmitted(form.report_asked):
        form.send()


def test_that_the_draft_is_told_and_can_be_gone_on_with(form, tokens, qtbot):
    with qtbot.waitSignal(form.draft_changed) as told:
        qtbot.keyClicks(form.description, "manhole")
    draft = told.args[0]
    assert draft.description == "manhole"
    form.place.setText("银安街")
    form.minor.choose(11)
    form.urgent.setChecked(True)
    other = ReportForm(tokens)
    qtbot.addWidget(other)
    other.set_catalogue(SUBCATEGORIES)
    other.show_draft(form.draft())
    assert other.draft() == form.draft()
    assert other.draft().minor_id == 11


def test_that_showing_a_draft_is_not_typing(form, qtbot):
    with qtbot.assertNotEmitted(form.draft_changed, wait=600):
        form.show_draft(ReportDraft(uuid4(), "井盖缺失", place="银安街"))


def test_that_escape_folds_away_and_keeps_the_draft(form, qtbot):
    form.description.setPlainText("井盖缺失")
    with qtbot.waitSignals([form.draft_changed, form.folded]):
        qtbot.keyClick(form.description, Qt.Key.Key_Escape)
    assert form.description.toPlainText() == "井盖缺失"


def test_that_control_enter_sends_from_every_field(form, qtbot):
    form.activateWindow()
    qtbot.waitUntil(form.isActiveWindow)
    for editor in (form.description, form.place, form.reporter_phone):
        form.start_new()
        form.description.setPlainText("井盖缺失")
        editor.setFocus()
        with qtbot.waitSignal(form.report_asked):
            qtbot.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


# Offscreen has no windows to raise and no keyboard to grab for the list of proposals.
@pytest.mark.qt_log_ignore("raise", "grabbing the keyboard")
def test_that_the_class_is_found_by_a_part_of_its_name(form, qtbot):
    search = form.minor
    assert [one.name for one in search.matches("井")] == ["污水井盖"]
    assert [one.name for one in search.matches("公用设施")] == ["污水井盖"]
    assert search.matches("0113")[0].name == "路面塌陷"
    search.setText("")
    qtbot.keyClicks(search, "0113")
    qtbot.keyClick(search, Qt.Key.Key_Return)
    assert form.draft().minor_id == 13


@pytest.mark.qt_log_ignore("raise", "grabbing the keyboard")
def test_that_overtyping_a_class_takes_it_away(form, qtbot):
    form.minor.choose(11)
    with qtbot.waitSignal(form.minor.class_chosen) as told:
        qtbot.keyClicks(form.minor, "x")
    assert told.args == [None]
    assert form.draft().minor_id is None


def test_that_the_description_proposes_a_class_and_enter_takes_it(form, qtbot):
    form.description.setPlainText("小区门口污水井盖不见了")
    qtbot.waitUntil(lambda: "污水井盖" in form.minor.placeholderText(), timeout=2000)
    assert form.draft().minor_id is None
    qtbot.keyClick(form.minor, Qt.Key.Key_Return)
    assert form.draft().minor_id == 11


def offered(*shares):
    return tuple(ProposedClass(one, share, ("井盖",)) for one, share in zip(SUBCATEGORIES, shares, strict=False))


def test_that_proposals_choose_nothing_until_a_key_does(form, qtbot):
    form.description.setPlainText("路面有东西")
    form.description.setFocus()
    three = offered(0.6, 0.3, 0.1)
    height = form.proposed.height()
    form.show_proposals(three, "塌陷")
    assert form.draft().minor_id is None
    assert not form.urgent.isChecked()
    assert "塌陷" in form.urgent_why.text
    assert form.description.hasFocus()
    assert form.proposed.height() == height
    assert three[0].minor.name in form.proposed.rows[0].words
    qtbot.keyClick(form.description, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert form.draft().minor_id == three[1].minor.minor_id
    assert form.description.hasFocus()


def test_that_enter_takes_the_first_and_arrows_another(form, qtbot):
    three = offered(0.6, 0.3, 0.1)
    form.show_proposals(three, "")
    qtbot.keyClick(form.minor, Qt.Key.Key_Down)
    assert three[1].minor.name in form.minor.placeholderText()
    qtbot.keyClick(form.minor, Qt.Key.Key_Up)
    qtbot.keyClick(form.minor, Qt.Key.Key_Return)
    assert form.draft().minor_id == three[0].minor.minor_id


def test_that_a_chosen_class_stays_when_other_proposals_come(form, qtbot):
    form.minor.choose(SUBCATEGORIES[1].minor_id)
    form.show_proposals(offered(0.9, 0.05), "")
    qtbot.keyClick(form.minor, Qt.Key.Key_Return)
    assert form.draft().minor_id == SUBCATEGORIES[1].minor_id
    form.show_proposals((), "")
    assert form.draft().minor_id == SUBCATEGORIES[1].minor_id
    assert [row.words for row in form.proposed.rows] == ["", "", ""]


def test_that_the_words_are_asked_for_after_a_pause_and_once(form, qtbot):
    asked = []
    form.words_changed.connect(asked.append)
    form.description.setPlainText("井盖")
    qtbot.waitUntil(lambda: asked == ["井盖"], timeout=3000)
    with qtbot.waitSignal(form.draft_changed, timeout=3000):
        form.place.setText("某路")
    assert asked == ["井盖"]


def test_that_words_that_speak_for_two_classes_propose_none():
    names = ("污水井盖", "雨水井盖", "行道树")
    known = [replace(SUBCATEGORIES[0], minor_id=n, name=name) for n, name in enumerate(names)]
    assert likely_class("井盖坏了", known) is None
    assert likely_class("雨水井盖坏了", known).name == "雨水井盖"
    assert likely_class("路灯不亮", known) is None
    assert likely_class("", known) is None


def test_that_a_place_from_the_map_is_located(form, qtbot):
    with qtbot.waitSignal(form.locate_asked) as asked:
        form.show_position((121.3735, 28.5822))
    assert asked.args == [(121.3735, 28.5822)]
    form.show_located(Located(1, "331004001003017", "责任网格 03", "龙头王社区", "路桥街道", "路桥区", "1.2"))
    assert "331004001003017" in form.located.text
    form.show_located(Located(None, "", "", "", "", "", ""))
    assert form.located.glyph == "behind"
    assert form.draft().position == (121.3735, 28.5822)


def test_that_real_messages_fit_the_form(form, real_data):
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_path(str(real_data / "citizen_messages_with_replies.xlsx"))
    rows = book.get_sheet_by_index(0).to_python()[1:]
    longest = max((str(cell) for row in rows for cell in row), key=len)
    form.description.setPlainText(longest)
    form.place.setText(longest[:500])
    form.grab()
    assert form.minimumSizeHint().width() <= 400
    form.send()
    assert form.draft().description == longest.replace("\r\n", "\n").replace("\r", "\n")
