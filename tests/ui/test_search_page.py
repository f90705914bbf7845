"""The search page at a real workstation: typed, marked, paged; ended cases open in the same inspector."""

from __future__ import annotations

from qtpy.QtCore import Qt
from sqlalchemy import text

from app.domain.case import Action, CaseState
from app.domain.search import FoundBy
from tests.database.desk import act, handled, report
from tests.ui.test_main_path import write


def open_search(one, qtbot):
    one.sit_down(qtbot)
    one.window.show_page("search")
    page = one.window.pages["search"]
    qtbot.waitUntil(page.box.line.hasFocus)
    return page


def numbers(page) -> list[str]:
    return [found.case.case_number for found in page.list.source.found()]


def typed(page, words: str) -> None:
    page.box.line.clear()
    write(page.box.line, words)
    page.box.line.textEdited.emit(page.box.line.text())  # an input method tells it so


def test_that_an_ended_case_is_found_by_typing_and_opens_in_the_inspector_with_its_history(
        seat, database, qtbot) -> None:
    answer = act(database, "inspector", Action.VERIFY, handled(database, description="水杉路井盖缺失"))
    closed = act(database, "chief", Action.CLOSE, answer, closing_condition="恢复")
    report(database, description="路灯不亮")
    chief = seat("chief")
    page = open_search(chief, qtbot)
    typed(page, "井盖")
    qtbot.waitUntil(lambda: numbers(page) == [closed.case_number])
    assert "历年" in page.box.told.text()
    qtbot.keyClick(page.box.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.inspector.shown_case() is not None)
    detail = page.inspector.shown_case()
    assert detail.case.state is CaseState.CLOSED
    assert len(detail.steps) >= 7
    assert page.list.hasFocus()
    assert chief.board.inspector.shown_case() is None  # the board's own case is another matter
    qtbot.keyClick(page.list, Qt.Key.Key_Escape)
    assert page.box.line.hasFocus()
    qtbot.keyClick(page.box.line, Qt.Key.Key_Escape)
    assert chief.board.isVisible()
    chief.window.show_page("search")
    assert page.box.line.text() == "井盖"


def test_that_a_found_open_case_is_moved_on_from_the_search_page(seat, database, qtbot) -> None:
    made = report(database, description="占道经营一处")
    taker = seat("taker")
    page = open_search(taker, qtbot)
    page.look_for(made.case_number[-5:])
    qtbot.waitUntil(lambda: numbers(page) == [made.case_number])
    assert page.list.source.found()[0].by is FoundBy.NUMBER
    page.list.setFocus()
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.inspector.shown_case() is not None)
    page.inspector.actions.open_action(Action.REJECT)
    next(one for one in page.inspector.actions.fields() if one.need == "reason").restore("不属受理范围")
    qtbot.keyClick(page.list, Qt.Key.Key_F8)
    qtbot.waitUntil(lambda: page.inspector.shown_case().case.state is CaseState.REJECTED)


def test_that_a_caller_is_looked_for_by_enter_only_after_it_was_said_that_this_is_recorded(
        seat, database, qtbot) -> None:
    wanted = report(database, reporter_name="来电人", reporter_phone="13812345678")
    taker = seat("taker")
    page = open_search(taker, qtbot)
    qtbot.keyClicks(page.box.line, "13812345678")
    assert "记录" in page.box.told.text()
    assert not page.search.is_asking
    with database.owner.connect() as connection:
        assert connection.execute(text("select count(*) from gridroom.caller_search")).scalar_one() == 0
    qtbot.keyClick(page.box.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: numbers(page) == [wanted.case_number])
    with database.owner.connect() as connection:
        assert connection.execute(text("select number from gridroom.caller_search")).scalars().all() == ["138****5678"]


def test_that_older_pages_follow_and_filters_narrow_without_a_new_question(seat, database, qtbot) -> None:
    for n in range(70):
        report(database, description=f"第{n}处占道经营")
    act(database, "taker", Action.REJECT, report(database, description="占道经营已了结"), reason="重复")
    taker = seat("taker")
    page = open_search(taker, qtbot)
    typed(page, "占道经营")
    qtbot.waitUntil(lambda: len(numbers(page)) >= 50)
    page.list.scrollToBottom()
    qtbot.waitUntil(lambda: len(numbers(page)) == 71)
    assert numbers(page) == sorted(numbers(page), reverse=True)
    page.box.state.setCurrentIndex(2)
    assert page.list.shown.rowCount() == 1
    assert "71" in page.box.told.text()
    page.box.state.setCurrentIndex(0)
    assert page.list.shown.rowCount() == 71


def test_that_only_the_newest_words_are_answered_and_nothing_found_says_how_far(seat, database, qtbot) -> None:
    report(database, description="井盖缺失")
    taker = seat("taker")
    page = open_search(taker, qtbot)
    answers = []
    page.search.answered.connect(lambda answer: answers.append(answer.words))
    for words in ("井", "井盖", "井盖缺", "井盖缺失甲"):
        typed(page, words)
    qtbot.waitUntil(lambda: answers == ["井盖缺失甲"])
    assert "井盖缺失甲" in page.box.told.text()
    assert "历年" in page.box.told.text()
    typed(page, "井")
    assert "两个字" in page.box.told.text()
    for hostile in ("%%", "' or 1=1 --", "<b>井盖</b>", "长" * 200, "。。。"):
        typed(page, hostile)
        qtbot.waitUntil(lambda: not page.search.is_asking)
    assert page.list.source.rowCount() == 0
