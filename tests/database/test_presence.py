"""Who looks at a case: seen by whoever sees the case, gone with its workstation, never told by a wall."""

from __future__ import annotations

import select
from contextlib import closing
from uuid import uuid4

from sqlalchemy import text

from app.database import presence
from app.database.engine import connect_raw
from tests.database.clone import Clone
from tests.database.desk import dispatched, report


def tell(database: Clone, login: str, seat, looks_at, words=()) -> None:
    with database.engine(login).begin() as connection:
        presence.tell_presence(connection, seat, looks_at, words)


def seen(database: Clone, login: str) -> dict[int, list[tuple[str, bool, bool]]]:
    with database.engine(login).connect() as connection:
        return {case_id: [(one.name, one.looks, one.has_words) for one in people]
                for case_id, people in presence.onlookers(connection).items()}


def test_that_who_sees_the_case_sees_who_looks_and_who_has_words(database: Clone) -> None:
    first, second, mine = report(database), report(database), dispatched(database, department_id=1)
    seat = uuid4()
    tell(database, "dispatcher", seat, first.case_id, [second.case_id])
    tell(database, "chief", uuid4(), mine.case_id, [mine.case_id])
    expected = {first.case_id: [("派遣员一号", True, False)], second.case_id: [("派遣员一号", False, True)],
                mine.case_id: [("值班长", True, True)]}
    assert seen(database, "taker") == expected
    assert seen(database, "works") == {mine.case_id: expected[mine.case_id]}
    assert seen(database, "sanitation") == {}
    assert seen(database, "wall") == {}
    tell(database, "dispatcher", seat, None)
    assert list(seen(database, "taker")) == [mine.case_id]


def test_that_nobody_is_announced_where_they_may_not_look(database: Clone) -> None:
    hidden = dispatched(database, department_id=2)
    tell(database, "works", uuid4(), hidden.case_id, [hidden.case_id, 999_999])
    tell(database, "wall", uuid4(), hidden.case_id)
    assert seen(database, "chief") == {}


def test_that_nobody_takes_another_ones_seat(database: Clone) -> None:
    case, seat = report(database), uuid4()
    tell(database, "dispatcher", seat, case.case_id)
    tell(database, "taker", seat, None)
    tell(database, "taker", seat, case.case_id, [case.case_id])
    assert seen(database, "chief") == {case.case_id: [("派遣员一号", True, False)]}


def test_that_a_dead_seat_is_forgotten_and_buried_by_the_next_sign_of_life(database: Clone) -> None:
    case = report(database)
    tell(database, "dispatcher", uuid4(), case.case_id)
    with database.owner.begin() as connection:
        connection.exec_driver_sql("update gridroom.presence set told_at = told_at - interval '46 seconds'")
    assert seen(database, "chief") == {}
    tell(database, "taker", uuid4(), None)
    with database.owner.begin() as connection:
        assert connection.exec_driver_sql("select count(*) from gridroom.presence").scalar() == 0


def test_that_only_a_difference_is_told_on_and_only_as_an_id(database: Clone) -> None:
    case, seat = report(database), uuid4()
    with closing(connect_raw(database.url("taker"), "test")) as hearing:
        hearing.autocommit = True
        hearing.cursor().execute("listen gridroom_presence")

        def heard() -> list[str]:
            with database.engine("taker").begin() as connection:
                connection.execute(text("notify gridroom_presence, 'end'"))
            said: list[str] = []
            while said[-1:] != ["end"]:
                select.select([hearing], [], [], 10)
                hearing.poll()
                said += [one.payload for one in hearing.notifies]
                hearing.notifies.clear()
            return said[:-1]

        tell(database, "dispatcher", seat, case.case_id)
        assert heard() == [str(case.case_id)]
        tell(database, "dispatcher", seat, case.case_id)  # a heartbeat
        assert heard() == []
        tell(database, "dispatcher", seat, case.case_id, [case.case_id])
        assert heard() == [str(case.case_id)]
        tell(database, "dispatcher", seat, None)
        assert heard() == [str(case.case_id)]
