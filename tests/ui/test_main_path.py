"""The main line, by hand: what one person does with keys and buttons shows on the others' screens."""

from __future__ import annotations

from qtpy.QtCore import QCoreApplication, Qt
from qtpy.QtGui import QInputMethodEvent
from qtpy.QtWidgets import QComboBox, QPlainTextEdit, QWidget

from app.domain.case import CaseState

CTRL = Qt.KeyboardModifier.ControlModifier


def write(widget: QWidget, words: str) -> None:
    """Chinese comes from an input method, not from single keys."""
    target = widget.lineEdit() if isinstance(widget, QComboBox) else widget
    target.setFocus()
    event = QInputMethodEvent()
    event.setCommitString(words)
    QCoreApplication.sendEvent(target, event)


def file_report(taker, qtbot, description: str, class_part: str = "") -> None:
    """Type a report into the form and send it with the keyboard."""
    taker.sit_down(qtbot)
    qtbot.waitUntil(lambda: not taker.board.reporting)  # the report before this one has been answered
    qtbot.keyClick(taker.window, Qt.Key.Key_F4)
    form = taker.board.form
    qtbot.waitUntil(lambda: taker.board.reporting and form.description.hasFocus())
    qtbot.keyClicks(form.description, description)
    if class_part:
        write(form.minor, class_part)
        proposals = form.minor.completer().popup()  # while it is open it has the keyboard
        if proposals.isVisible():
            qtbot.keyClick(proposals, Qt.Key.Key_Down)
            qtbot.keyClick(proposals, Qt.Key.Key_Return)
        else:
            qtbot.keyClick(form.minor, Qt.Key.Key_Return)
        assert form.minor.chosen() is not None
    qtbot.keyClick(form.description, Qt.Key.Key_Return, CTRL)


def open_first(one, qtbot, state: CaseState):
    """Wait for a case in this state, choose its row with the keyboard and wait for the inspector."""
    one.sit_down(qtbot)
    qtbot.waitUntil(lambda: any(case.state is state for case in one.work.board.cases()))
    table = one.board.table.view
    table.setFocus()
    row = next(row for row in range(one.board.shown.rowCount()) if one.board.shown.case_at(row).state is state)
    qtbot.keyClick(table, Qt.Key.Key_Home, CTRL)
    for _ in range(row):
        qtbot.keyClick(table, Qt.Key.Key_Down)
    wanted = one.board.shown.case_at(row).case_id
    inspector = one.board.inspector
    if inspector.shown_case() is None or inspector.shown_case().case.case_id != wanted:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: inspector.shown_case() is not None and inspector.shown_case().case.case_id == wanted
                    and inspector.shown_case().case.state is state)
    return inspector


def press_next(one, qtbot, state: CaseState) -> None:
    """F8: the next step; wait until the inspector shows the new state."""
    actions = one.board.inspector.actions
    qtbot.waitUntil(lambda: not actions._settle.isActive() and not actions._busy)  # a second press is no second step
    qtbot.keyClick(one.window, Qt.Key.Key_F8)
    qtbot.waitUntil(lambda: one.board.inspector.shown_case().case.state is state)


def field(inspector, need: str):
    """The editor of a value that the open action asks for."""
    return next(one for one in inspector.actions.fields() if one.need == need)


def test_that_a_case_goes_its_whole_way_through_five_windows_by_hand(seat, qtbot) -> None:
    taker, dispatcher, works = seat("taker"), seat("dispatcher"), seat("works")
    inspector, chief = seat("inspector"), seat("chief")

    file_report(taker, qtbot, "manhole cover is gone", "上水")
    qtbot.waitUntil(lambda: taker.board.inspector.shown_case() is not None)
    assert not taker.board.reporting
    condition = field(open_first(taker, qtbot, CaseState.REPORTED), "condition")
    condition.editor.setFocus()
    qtbot.keyClick(condition.editor, Qt.Key.Key_Down)
    press_next(taker, qtbot, CaseState.REGISTERED)

    department = field(open_first(dispatcher, qtbot, CaseState.REGISTERED), "department")
    assert isinstance(department.editor, QComboBox)
    write(department.editor, "市政公用中心")
    press_next(dispatcher, qtbot, CaseState.DISPATCHED)
    qtbot.waitUntil(lambda: "00001" in dispatcher.window.foot._words.text())  # the row may be here before the answer

    open_first(works, qtbot, CaseState.DISPATCHED)
    qtbot.waitUntil(lambda: dispatcher.window.foot._words.text() == "")  # opened there: no undo any more
    press_next(works, qtbot, CaseState.ACCEPTED)
    result = field(works.board.inspector, "result")
    assert isinstance(result.editor, QPlainTextEdit)
    qtbot.keyClicks(result.editor, "cover replaced")
    press_next(works, qtbot, CaseState.HANDLED)

    open_first(inspector, qtbot, CaseState.HANDLED)
    press_next(inspector, qtbot, CaseState.VERIFIED)

    open_first(chief, qtbot, CaseState.VERIFIED)
    press_next(chief, qtbot, CaseState.CLOSED)
    for one in (taker, dispatcher, works, inspector, chief):
        qtbot.waitUntil(lambda one=one: one.board.shown.rowCount() == 0)
    steps = chief.board.inspector.shown_case().steps
    assert [str(step.action) for step in steps] == [
        "report", "register", "dispatch", "accept", "handle", "verify", "close"]


def test_that_twenty_presses_of_send_file_one_report(seat, database, qtbot) -> None:
    taker = seat("taker")
    taker.sit_down(qtbot)
    taker.window.report()
    form = taker.board.form
    qtbot.keyClicks(form.description, "pressed twenty times")
    for _ in range(20):
        qtbot.mouseClick(form.send_button, Qt.MouseButton.LeftButton)
        qtbot.keyClick(form.description, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: len(taker.work.board.cases()) == 1)
    qtbot.waitUntil(lambda: not taker.jobs.running)
    assert len(taker.work.board.cases()) == 1


def test_that_ctrl_z_takes_the_last_dispatch_back_and_leaves_typed_words_alone(seat, qtbot) -> None:
    taker, dispatcher = seat("taker"), seat("dispatcher")
    file_report(taker, qtbot, "lamp is dark", "路灯")
    open_first(taker, qtbot, CaseState.REPORTED)
    press_next(taker, qtbot, CaseState.REGISTERED)
    department = field(open_first(dispatcher, qtbot, CaseState.REGISTERED), "department")
    write(department.editor, "市政公用中心")
    press_next(dispatcher, qtbot, CaseState.DISPATCHED)
    note = dispatcher.board.inspector.body.note.words
    note.setFocus()
    qtbot.keyClicks(note, "half a word")
    qtbot.keyClick(note, Qt.Key.Key_Z, CTRL)
    assert dispatcher.board.inspector.shown_case().case.state is CaseState.DISPATCHED
    dispatcher.board.table.view.setFocus()
    qtbot.keyClick(dispatcher.board.table.view, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: dispatcher.board.inspector.shown_case().case.state is CaseState.REGISTERED)
    assert dispatcher.window.foot._words.text() == ""


def test_that_two_people_on_one_case_see_who_was_first_and_keep_their_words(seat, database, qtbot) -> None:
    taker, chief = seat("taker"), seat("chief")
    file_report(taker, qtbot, "stall on the pavement", "占道")
    actions = open_first(chief, qtbot, CaseState.REPORTED).actions
    open_first(taker, qtbot, CaseState.REPORTED)
    chief.work.feed.changed.disconnect(chief.work.case.hear)  # their news comes late
    field(taker.board.inspector, "condition").editor.setCurrentIndex(0)
    press_next(taker, qtbot, CaseState.REGISTERED)
    chief.sit_down(qtbot)
    field(chief.board.inspector, "condition").editor.setCurrentIndex(1)
    remark = field(chief.board.inspector, "remark").editor
    qtbot.keyClicks(remark, "my own words")
    qtbot.waitUntil(lambda: not actions._settle.isActive())
    qtbot.keyClick(chief.window, Qt.Key.Key_F8)
    conflict = chief.board.inspector.conflict
    qtbot.waitUntil(conflict.isVisible)
    assert "受理员一号" in chief.board.inspector.conflict.words.text()
    qtbot.waitUntil(lambda: chief.board.inspector.shown_case().case.state is CaseState.REGISTERED)
    kept = actions._kept._words.get(chief.board.inspector.shown_case().case.case_id, {})
    assert any("my own words" in words.values() for words in kept.values()), kept


def test_that_single_letters_do_nothing_inside_text_fields_and_slash_finds_the_command_line(seat, qtbot) -> None:
    taker = seat("taker")
    taker.sit_down(qtbot)
    taker.window.report()
    form = taker.board.form
    qtbot.keyClicks(form.description, "a/b gridroom:case:1")
    assert form.description.toPlainText() == "a/b gridroom:case:1"
    assert form.description.hasFocus()
    qtbot.keyClick(form.description, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not taker.board.reporting)
    qtbot.keyClick(taker.board.table.view, Qt.Key.Key_Slash)
    assert taker.window.top.command.hasFocus()
    taker.window.report()
    assert form.description.toPlainText() == "a/b gridroom:case:1"  # folded, not forgotten


def test_that_a_scanned_code_opens_its_case_wherever_the_keyboard_is(seat, qtbot) -> None:
    taker = seat("taker")
    file_report(taker, qtbot, "first")
    qtbot.waitUntil(lambda: len(taker.work.board.cases()) == 1)
    file_report(taker, qtbot, "second")
    qtbot.waitUntil(lambda: len(taker.work.board.cases()) == 2)
    first, second = sorted(taker.work.board.cases(), key=lambda case: case.case_id)
    qtbot.waitUntil(lambda: (shown := taker.board.inspector.shown_case()) is not None
                    and shown.case.case_id == second.case_id)
    taker.sit_down(qtbot)
    table = taker.board.table.view
    table.setFocus()
    qtbot.keyClicks(table, f"gridroom:case:{first.case_number}")
    qtbot.keyClick(table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: taker.board.inspector.shown_case().case.case_id == first.case_id)
    command = taker.window.top.command
    command.setFocus()
    qtbot.keyClicks(command, f"gridroom:case:{second.case_number}")
    qtbot.keyClick(command, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: taker.board.inspector.shown_case().case.case_id == second.case_id)
    qtbot.keyClicks(command, "99999")
    qtbot.keyClick(command, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: any("99999" in words for words in taker.window.messages.words()))
    command.setText("99998")
    qtbot.keyClick(command, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: any("99998" in words for words in taker.window.messages.words()))
    assert not any("99999" in words for words in taker.window.messages.words()), "one search, one answer"
    command.setText(first.case_number)
    qtbot.keyClick(command, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: taker.board.inspector.shown_case().case.case_id == first.case_id)
    assert not any("9999" in words for words in taker.window.messages.words())
