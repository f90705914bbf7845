"""A complete report → register → dispatch without the mouse: every key press besides the text is counted."""

from __future__ import annotations

from qtpy.QtCore import QEvent, QObject, Qt
from qtpy.QtWidgets import QApplication, QWidget

from app.domain.case import CaseState
from app.domain.people import Duty
from tests.ui.test_intake import know_the_road
from tests.ui.test_main_path import write

CTRL = Qt.KeyboardModifier.ControlModifier
MOST = 25


class KeyCount(QObject):
    """Counts the key presses that the application gets: modifiers too, what an input method commits not.

    Qt asks the focused widget about every press (ShortcutOverride) before it becomes a key or a shortcut.
    """

    def __init__(self) -> None:
        super().__init__()
        self.keys: list[str] = []
        QApplication.instance().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The focused widget alone: those around it are asked about the same press."""
        if event.type() == QEvent.Type.ShortcutOverride and watched is QApplication.focusWidget():
            self.keys.append(Qt.Key(event.key()).name.removeprefix("Key_"))
        return False

    def stop(self) -> None:
        QApplication.instance().removeEventFilter(self)


class Hand:
    """Two hands on a keyboard: what they press goes wherever the keyboard is."""

    def __init__(self, qtbot, seat) -> None:
        self.qtbot, self.seat = qtbot, seat

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.qtbot.keyClick(QApplication.focusWidget() or self.seat.window, key, modifier)

    def write(self, words: str) -> None:
        target = QApplication.focusWidget()
        assert isinstance(target, QWidget)
        write(target, words)


def both_duties(database) -> str:
    """A night seat: one person takes reports down and dispatches them."""
    return database.login("night", "夜班一号", (Duty.CALL_TAKER, Duty.DISPATCHER))


def report_and_dispatch(hand: Hand, seat, qtbot):
    """The whole way by keys; the inspector shows the dispatched case at the end."""
    board = seat.board
    form, inspector = board.form, board.inspector
    hand.press(Qt.Key.Key_F4)
    qtbot.waitUntil(form.description.hasFocus)
    hand.write("小贩摆摊占道经营，挡住人行道")
    hand.press(Qt.Key.Key_Tab)
    qtbot.waitUntil(form.place.hasFocus)
    hand.write("甲路12号")
    form.place.textEdited.emit(form.place.text())  # an input method tells it so; the event of the test does not
    qtbot.waitUntil(lambda: bool(form.place.proposed()) and bool(form.proposed.rows[0].words), timeout=15_000)
    hand.press(Qt.Key.Key_Return)
    qtbot.waitUntil(form.minor.hasFocus)
    hand.press(Qt.Key.Key_Return)
    qtbot.waitUntil(form.send_button.hasFocus)
    hand.press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: inspector.shown_case() is not None
                    and inspector.shown_case().case.state is CaseState.REPORTED, timeout=15_000)
    hand.press(Qt.Key.Key_F8)      # the condition is missing: it is told, and the keyboard goes there
    hand.press(Qt.Key.Key_Down)
    hand.press(Qt.Key.Key_F8)
    qtbot.waitUntil(lambda: inspector.shown_case().case.state is CaseState.REGISTERED)
    qtbot.waitUntil(lambda: not inspector.actions._settle.isActive() and not inspector.actions._busy)
    hand.press(Qt.Key.Key_F8)      # the department is missing
    hand.write("市政公用中心")
    hand.press(Qt.Key.Key_F8)
    qtbot.waitUntil(lambda: inspector.shown_case().case.state is CaseState.DISPATCHED)
    return inspector


def test_that_report_register_and_dispatch_take_few_keys_and_ctrl_z_takes_it_back(seat, database, qtbot) -> None:
    know_the_road(database)
    both_duties(database)
    night = seat("night")
    night.sit_down(qtbot)
    hand = Hand(qtbot, night)
    count = KeyCount()
    inspector = report_and_dispatch(hand, night, qtbot)
    count.stop()
    print(f"\nreport, register, dispatch: {len(count.keys)} key presses besides the text: {' '.join(count.keys)}")
    assert 10 <= len(count.keys) <= MOST, count.keys
    assert inspector.shown_case().case.department == "市政公用中心"
    qtbot.waitUntil(lambda: night.work.casework.undo is not None)
    hand.press(Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: inspector.shown_case().case.state is CaseState.REGISTERED)


def test_that_escape_destroys_nothing_on_this_way(seat, database, qtbot) -> None:
    both_duties(database)
    night = seat("night")
    night.sit_down(qtbot)
    hand, form, inspector = Hand(qtbot, night), night.board.form, night.board.inspector
    hand.press(Qt.Key.Key_F4)
    qtbot.waitUntil(form.description.hasFocus)
    hand.write("路灯不亮")
    hand.press(Qt.Key.Key_Tab)
    hand.write("甲路")
    for _ in range(3):
        hand.press(Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not night.board.reporting)
    hand.press(Qt.Key.Key_F4)
    assert (form.description.toPlainText(), form.place.text()) == ("路灯不亮", "甲路")
    hand.press(Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: inspector.shown_case() is not None, timeout=15_000)
    hand.press(Qt.Key.Key_F8)
    hand.press(Qt.Key.Key_F8)
    remark = next(one for one in inspector.actions.fields() if one.need == "remark").editor
    remark.setFocus()
    hand.write("附言")
    for _ in range(3):
        hand.press(Qt.Key.Key_Escape)
    assert inspector.shown_case().case.state is CaseState.REPORTED
    assert any("附言" in one.draft() for one in inspector.actions.fields())
    assert len(night.work.board.cases()) == 1
