"""Several cases chosen and moved by hand: one press, one result for each, taken back with Ctrl+Z."""

from __future__ import annotations

from qtpy.QtCore import Qt

from app.domain.case import Action, CaseState
from tests.database.desk import act, report
from widgets.words import state_word

SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


def test_that_chosen_cases_are_dispatched_in_one_go_and_taken_back(seat, database, qtbot) -> None:
    waiting = [act(database, "taker", Action.REGISTER, report(database), condition_id=1) for _ in range(30)]
    one = seat("dispatcher")
    one.sit_down(qtbot)
    board, panel = one.board, one.board.batch
    qtbot.keyClick(board.table.view, Qt.Key.Key_A, CTRL)
    assert len(board.views.choice) == 30
    qtbot.waitUntil(lambda: any(offer.action is Action.DISPATCH for offer in panel._offered))
    qtbot.keyClick(one.window, Qt.Key.Key_F8)
    assert panel._open.action is Action.DISPATCH
    panel._fields[0].restore("市政公用中心")
    # Somebody is faster with two of them, and this screen has not heard of it when the key is pressed.
    gone = {case.case_id for case in waiting[:2]}
    for case in waiting[:2]:
        act(database, "chief", Action.DISPATCH, case, department_id=2)
    with qtbot.waitSignal(one.work.batchwork.finished) as told:
        qtbot.keyClick(one.window, Qt.Key.Key_F8)
    result = told.args[0]
    assert panel.results.count() == 2
    assert "值班长" in panel.results.item(0).text()
    assert (len(result.done), {item.case_id for item in result.refused}) == (28, gone)
    qtbot.waitUntil(lambda: all(case.state is CaseState.DISPATCHED for case in one.work.board.cases()))
    assert one.window.foot._words.text().startswith("已派遣 28 件")
    with qtbot.waitSignal(one.work.batchwork.finished) as told:
        qtbot.keyClick(one.window, Qt.Key.Key_Z, CTRL)
    assert len(told.args[0].done) == 28
    qtbot.waitUntil(lambda: sum(case.state is CaseState.REGISTERED for case in one.work.board.cases()) == 28)
    assert one.window.foot._words.text() == ""
    board.table.view.setFocus()
    qtbot.keyClick(board.table.view, Qt.Key.Key_A, CTRL)
    counts = f"{state_word(CaseState.REGISTERED)} 28 · {state_word(CaseState.DISPATCHED)} 2"
    qtbot.waitUntil(lambda: panel.states.text() == counts)


def test_that_a_double_press_moves_nothing_twice_and_esc_keeps_the_words(seat, database, qtbot) -> None:
    cases = [act(database, "taker", Action.REGISTER, report(database), condition_id=1) for _ in range(3)]
    one = seat("dispatcher")
    one.sit_down(qtbot)
    board, panel = one.board, one.board.batch
    qtbot.keyClick(board.table.view, Qt.Key.Key_Down)
    for _ in range(2):
        qtbot.keyClick(board.table.view, Qt.Key.Key_Down, SHIFT)
    qtbot.waitUntil(lambda: any(offer.action is Action.REMIND for offer in panel._offered))
    panel.open_action(Action.REMIND)
    panel._fields[0].restore("请尽快办理")
    qtbot.keyClick(panel._fields[0].editor, Qt.Key.Key_Escape)
    assert panel._open is None
    panel.open_action(Action.REMIND)
    assert panel._fields[0].value() == "请尽快办理"
    with qtbot.waitSignal(one.work.batchwork.finished) as told:
        qtbot.keyClick(one.window, Qt.Key.Key_F8)
        qtbot.keyClick(one.window, Qt.Key.Key_F8)
    assert len(told.args[0].done) == 3
    assert panel.told.text() == "催办：3 件完成"
    qtbot.waitUntil(lambda: [case.remind_count for case in one.work.board.cases()] == [1, 1, 1])
    assert {case.case_id for case in cases} == set(board.views.choice.ids())
