"""The main line, by hand: what one person does with keys and buttons shows on the other's screen."""

from __future__ import annotations

from qtpy.QtCore import Qt

from app.domain.case import Action, CaseState


def test_that_a_report_filed_by_hand_shows_on_another_persons_board(seat, qtbot) -> None:
    taker, dispatcher = seat("taker"), seat("dispatcher")
    taker.sit_down(qtbot)
    qtbot.keyClick(taker.window, Qt.Key.Key_F4)
    form = taker.board.form
    qtbot.waitUntil(lambda: taker.board.reporting)
    qtbot.keyClicks(form.description, "hole in the road")
    form.place.setFocus()
    qtbot.keyClicks(form.place, "88 Bridge Road")
    with qtbot.waitSignal(dispatcher.work.board.case_put) as put:
        qtbot.keyClick(form.description, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert put.args[0].summary == "hole in the road"
    qtbot.waitUntil(lambda: dispatcher.board.shown.rowCount() == 1)
    qtbot.waitUntil(lambda: taker.board.inspector.shown_case() is not None)
    assert taker.board.inspector.shown_case().case.state is CaseState.REPORTED
