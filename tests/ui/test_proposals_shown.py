"""A report is typed in the real window: the class is proposed, taken with a key, and filed."""

from __future__ import annotations

from qtpy.QtCore import Qt

from tests.ui.test_main_path import CTRL, write


def test_that_the_typed_words_propose_a_class_that_a_key_takes_and_the_case_has_it(seat, qtbot) -> None:
    taker = seat("taker")
    taker.sit_down(qtbot)
    qtbot.keyClick(taker.window, Qt.Key.Key_F4)
    form = taker.board.form
    qtbot.waitUntil(lambda: taker.board.reporting and form.description.hasFocus())
    write(form.description, "小贩摆摊占用道路，老人绕行时被电线裸露的灯箱电到")
    qtbot.waitUntil(lambda: "占道经营" in form.proposed.rows[0].words, timeout=15_000)
    assert form.urgent_why.text == "紧急？“电线 裸露”"
    assert not form.urgent.isChecked()
    assert form.draft().minor_id is None
    assert form.description.hasFocus()
    qtbot.keyClick(form.description, Qt.Key.Key_1, CTRL)
    assert form.minor.chosen().name == "占道经营"
    qtbot.keyClick(form.description, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: [case.subcategory for case in taker.work.board.cases()] == ["占道经营"], timeout=15_000)
    qtbot.waitUntil(lambda: form.proposed.rows[0].words == "", timeout=15_000)


def test_that_a_department_is_taught_by_no_case(seat, qtbot) -> None:
    """It has the form's service, and row security gives it the catalogue alone."""
    works = seat("works")
    with qtbot.waitSignal(works.work.proposals.proposed, timeout=15_000) as told:
        works.work.proposals.propose("路灯不亮")
    assert told.args[0][0].minor.name == "路灯"
    assert works.work.proposals._known.model.measured.texts == 0
