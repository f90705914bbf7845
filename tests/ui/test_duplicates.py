"""A second call about the same trouble: seen before a second case is made, answered by keys, on everybody's screen."""

from __future__ import annotations

from qtpy.QtCore import Qt
from sqlalchemy import text

from app.database.history import broken_links
from app.domain.case import Action, CaseState
from tests.database.desk import act, report
from tests.ui.test_main_path import CTRL, write


def take_down(taker, qtbot, words: str) -> None:
    """Open the form, type the words, and the place and number of the caller."""
    taker.sit_down(qtbot)
    qtbot.keyClick(taker.window, Qt.Key.Key_F4)
    form = taker.board.form
    qtbot.waitUntil(lambda: taker.board.reporting and form.description.hasFocus())
    write(form.description, words)
    qtbot.keyClicks(form.longitude, "121.3715")
    qtbot.keyClicks(form.latitude, "28.58155")
    qtbot.waitUntil(lambda: form.similar.chosen() is not None, timeout=10_000)
    form.description.setFocus()


def test_that_a_second_report_becomes_part_of_the_case_and_out_again(database, seat, qtbot) -> None:
    main = report(database)
    taker = seat("taker")
    take_down(taker, qtbot, "老人被井盖绊倒")
    form, inspector = taker.board.form, taker.board.inspector
    assert form.similar.chosen().case_number == main.case_number
    qtbot.keyClick(form.description, Qt.Key.Key_D, CTRL)
    qtbot.waitUntil(lambda: inspector.shown_case() is not None
                    and inspector.shown_case().case.case_id == main.case_id
                    and inspector.shown_case().merging.report_count == 1, timeout=10_000)
    assert inspector.body.merging.isVisible()
    assert [case.case_id for case in taker.work.board.cases()] == [main.case_id]
    (part,) = inspector.shown_case().merging.reports
    inspector.body.merging.take_out_asked.emit(part.case_id)
    qtbot.waitUntil(lambda: inspector.shown_case() is not None
                    and inspector.shown_case().case.case_id == part.case_id
                    and inspector.actions._open is not None and inspector.actions._open.action is Action.UNMERGE)
    write(inspector.actions.fields()[0].editor, "是另一处")
    qtbot.keyClick(taker.window, Qt.Key.Key_F8)
    qtbot.waitUntil(lambda: inspector.shown_case().case.state is CaseState.REPORTED
                    and len(taker.work.board.cases()) == 2, timeout=10_000)


def test_that_a_second_call_only_reminds_and_makes_no_case(database, seat, qtbot) -> None:
    main = report(database)
    taker = seat("taker")
    take_down(taker, qtbot, "来电人又问何时修好")
    form = taker.board.form
    # Meanwhile somebody else moved it: the words stay, and what is shown is asked again.
    act(database, "chief", Action.REMIND, main, words="请尽快")
    qtbot.waitUntil(lambda: form.similar.chosen() is not None and form.similar.chosen().version == 2, timeout=10_000)
    qtbot.keyClick(form.description, Qt.Key.Key_R, CTRL)
    qtbot.waitUntil(lambda: not form.description.toPlainText(), timeout=10_000)
    with database.owner.connect() as connection:
        rows = connection.execute(text("select remark from gridroom.case_step where action = 'remind' "
                                       "order by seq")).scalars().all()
        assert rows == ["请尽快", "来电人又问何时修好"]
        assert connection.execute(text("select count(*) from gridroom.case_file")).scalar() == 1


def test_that_two_windows_see_a_case_merged_by_hand(database, seat, qtbot) -> None:
    main, second = report(database), report(database)
    taker, chief = seat("taker"), seat("chief")
    taker.sit_down(qtbot)
    taker.board.open_case(second.case_id)
    inspector = taker.board.inspector
    qtbot.waitUntil(lambda: inspector.shown_case() is not None and inspector.body.similar.chosen() is not None)
    inspector.body.similar.same.click()
    qtbot.keyClick(taker.window, Qt.Key.Key_F8)
    qtbot.waitUntil(lambda: [case.case_id for case in chief.work.board.cases()] == [main.case_id], timeout=10_000)
    qtbot.waitUntil(lambda: inspector.shown_case().case.state is CaseState.MERGED)
    inspector.case_asked.emit(inspector.shown_case().merging.main_case_id)
    qtbot.waitUntil(lambda: inspector.shown_case().case.case_id == main.case_id)
    with database.engine("chief").connect() as connection:
        assert broken_links(connection) == []
