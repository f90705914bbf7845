"""Who looks at a case shows on the others' rows and in their inspectors, and goes with the window."""

from __future__ import annotations

from app.database.presence import onlookers
from tests.database.desk import report
from tests.ui.test_main_path import write


def test_that_others_see_who_looks_and_who_has_unsent_words(seat, database, qtbot) -> None:
    case = report(database)
    one, other = seat("dispatcher"), seat("taker")
    other.board.open_case(case.case_id)
    one.board.open_case(case.case_id)
    told = other.board.inspector.head.onlookers
    qtbot.waitUntil(lambda: told.text == "派遣员一号 正在看")
    write(one.board.inspector.body.note.words, "联系过所有人")
    qtbot.waitUntil(lambda: told.text == "派遣员一号 正在看 · 有未发送的文字")
    assert [person.name for person in other.board.model.onlookers(case.case_id)] == ["派遣员一号"]
    qtbot.waitUntil(lambda: one.board.model.onlookers(case.case_id) != ())
    assert [person.name for person in one.board.model.onlookers(case.case_id)] == ["受理员一号"]  # not oneself
    one.leave()
    qtbot.waitUntil(lambda: told.isHidden() and other.board.model.onlookers(case.case_id) == ())


def test_that_a_seat_that_leaves_does_not_come_back_with_its_words(seat, database, qtbot) -> None:
    case = report(database)
    one = seat("dispatcher")

    def known() -> set[int]:
        with database.engine("taker").begin() as connection:
            return set(onlookers(connection))

    one.work.presence.look(case.case_id)
    qtbot.waitUntil(lambda: known() == {case.case_id})
    one.work.presence.leave()
    one.work.presence.set_words(frozenset({case.case_id}))  # the window looks for words as long as it stands
    assert one.jobs.wait_idle(10)
    assert known() == set()


def test_that_running_down_the_list_tells_only_where_it_stops(seat, database, qtbot) -> None:
    cases = [report(database) for _ in range(20)]
    one, other = seat("dispatcher"), seat("taker")
    heard: list[int] = []
    other.work.presence.changed.connect(lambda news: heard.extend(news))
    for case in cases:
        one.work.presence.look(case.case_id)
    last = cases[-1].case_id
    qtbot.waitUntil(lambda: other.work.presence.onlookers(last) != ())
    assert set(heard) <= {cases[0].case_id, last}
