"""What the owner of a demo may do: act as a person, and move the times of whole cases, never of half of one."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import text

from app.database.demo_room import acting_as, is_untouched
from app.database.demo_time import StepMoment, move_times, numbers_of
from app.database.failures_from_sql import translated
from app.database.history import broken_links
from app.domain.failures import Refusal
from tests.database.clone import Clone
from tests.database.desk import dispatched, handled, report

LONG_AGO = datetime(2026, 11, 3, 2, tzinfo=UTC)


def test_that_acting_as_a_person_has_their_rights_and_no_more(database: Clone) -> None:
    with database.owner.connect() as connection, connection.begin():
        with acting_as(connection, "taker"):
            assert connection.execute(text("select session_user")).scalar_one() == "taker"
            with pytest.raises(Refusal) as refused, translated(), connection.begin_nested():
                connection.execute(text("select api.put_calendar_day('2026-12-25', false)"))
            assert refused.value.code == "GR003"
        assert connection.execute(text("select session_user")).scalar_one() == "postgres"


def test_that_a_failure_takes_the_authorization_back(database: Clone) -> None:
    with database.owner.connect() as connection:
        with pytest.raises(Refusal), translated(), connection.begin(), acting_as(connection, "taker"):
            connection.execute(text("select api.put_calendar_day('2026-12-25', false)"))
        assert connection.execute(text("select session_user")).scalar_one() == "postgres"


def test_that_moved_times_carry_clocks_and_chain_with_them(database: Clone) -> None:
    answer = handled(database)  # report, register, dispatch, accept, handle
    steps = range(1, answer.step_seq + 1)
    moments = [StepMoment(answer.case_id, n, LONG_AGO + timedelta(minutes=40 * n)) for n in steps]
    with database.owner.begin() as connection:
        move_times(connection, moments)
    with database.engine("chief").connect() as connection:
        assert broken_links(connection) == []
    with database.owner.connect() as connection:
        row = connection.execute(
            text("select reported_at, dispatched_at, handled_at, deadline_at"
                 " from gridroom.case_file where case_id = :id"),
            {"id": answer.case_id}).one()
        clocks = connection.execute(
            text("select name, was_overdue from gridroom.case_clock where case_id = :id order by name"),
            {"id": answer.case_id}).all()
    assert (row.reported_at, row.dispatched_at, row.handled_at) == (moments[0].at, moments[2].at, moments[4].at)
    assert row.deadline_at == moments[4].at + timedelta(minutes=30)  # the limit of verification
    assert [tuple(clock) for clock in clocks] == [
        ("dispatch", True), ("handle", None), ("register", True), ("verify", None)]


@pytest.mark.parametrize("seqs", [[1, 2], [1, 2, 3, 3]])
def test_that_half_a_case_is_not_moved(database: Clone, seqs: list[int]) -> None:
    answer = dispatched(database)
    with pytest.raises(ValueError, match="one moment"), database.owner.begin() as connection:
        move_times(connection, [StepMoment(answer.case_id, seq, LONG_AGO + timedelta(hours=seq)) for seq in seqs])


def test_that_nobody_but_a_superuser_moves_times(database: Clone) -> None:
    answer = report(database)
    with pytest.raises(Refusal), translated(), database.engine("administrator").begin() as connection:
        move_times(connection, [StepMoment(answer.case_id, 1, LONG_AGO)])


def test_that_cases_of_another_day_are_numbered_by_that_day(database: Clone) -> None:
    call = text("select (api.report_case(gen_random_uuid(), 'x')).case_number")
    numbers = []
    with database.owner.begin() as connection:
        for day in (date(2026, 1, 5), date(2026, 1, 6)):
            with numbers_of(connection, day):
                for _ in range(2):
                    with acting_as(connection, "taker"):
                        numbers.append(connection.execute(call).scalar_one())
    assert numbers == ["2026-0105-00001", "2026-0105-00002", "2026-0106-00001", "2026-0106-00002"]
    assert report(database).case_number.endswith("-00001")


def test_that_a_district_or_a_person_makes_a_database_touched(database: Clone) -> None:
    with database.owner.connect() as connection:
        assert is_untouched(connection) is False
