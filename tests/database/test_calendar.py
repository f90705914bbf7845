"""The statutory calendar in the database: as published, filled once, never over a city's own days."""

from __future__ import annotations

from datetime import date, timedelta

import chinese_calendar
import pytest
from sqlalchemy import text

from app.database.calendar import CalendarEnds, calendar_ends, fill_calendar, known_years, published_days, room_today
from tests.database.clone import Clone


def test_that_every_known_day_counts_as_the_package_says(database: Clone) -> None:
    first, last = known_years()
    with database.owner.begin() as connection:
        fill_calendar(connection)
        workdays = set(connection.execute(
            text("select (opens at time zone :zone)::date from gridroom.office_windows(:first, :last, :zone)"),
            {"first": first, "last": last, "zone": "Asia/Shanghai"}).scalars())
    days = [first + timedelta(n) for n in range((last - first).days + 1)]
    assert [day for day in days if chinese_calendar.is_workday(day) != (day in workdays)] == []


def test_that_filling_twice_changes_nothing(database: Clone) -> None:
    with database.owner.begin() as connection:
        connection.execute(text("delete from gridroom.calendar_day"))
        first, second = fill_calendar(connection), fill_calendar(connection)
    assert first.added == len(list(published_days()))
    assert (first.corrected, first.kept) == (0, ())
    assert (second.added, second.corrected, second.kept) == (0, 0, ())
    assert second.known_until == known_years()[1]


def test_that_a_later_edition_corrects_its_own_days_and_leaves_the_citys(database: Clone) -> None:
    with database.owner.begin() as connection:
        fill_calendar(connection)
        connection.execute(text("update gridroom.calendar_day set is_workday = true where day = '2026-10-01'"))
        connection.execute(text("select api.put_calendar_day('2026-10-02', true, 'fair')"))
        again = fill_calendar(connection)
        rows = connection.execute(text("select day, is_workday, note, source from gridroom.calendar_day"
                                       " where day between '2026-10-01' and '2026-10-02' order by day")).all()
    assert (again.added, again.corrected, again.kept) == (0, 1, (date(2026, 10, 2),))
    assert [tuple(row) for row in rows] == [
        (date(2026, 10, 1), False, "国庆节", "package"), (date(2026, 10, 2), True, "fair", "city")]


@pytest.mark.parametrize(("days_before", "warns"), [(61, False), (60, True), (0, True), (-5, True)])
def test_that_a_calendar_that_ends_soon_is_announced(database: Clone, days_before: int, warns: bool) -> None:
    with database.owner.begin() as connection:
        until = fill_calendar(connection).known_until
    with database.engine("taker").connect() as connection:
        found = calendar_ends(connection, until - timedelta(days_before))
    assert found == (CalendarEnds(until, days_before) if warns else None)


def test_that_the_rooms_day_is_that_of_its_time_zone(database: Clone) -> None:
    days = []
    for zone in ("Pacific/Kiritimati", "Pacific/Niue"):  # never the same day
        with database.engine("administrator").begin() as connection:
            connection.execute(text("select api.change_setting('time_zone', to_jsonb(cast(:zone as text)))"),
                               {"zone": zone})
            days.append(room_today(connection))
    assert days[0] > days[1]


def test_that_a_database_without_a_calendar_warns(database: Clone) -> None:
    with database.owner.begin() as connection:
        connection.execute(text("delete from gridroom.setting where key = 'calendar_known_until'"))
    with database.engine("taker").connect() as connection:
        assert calendar_ends(connection, date(2026, 11, 21)) is not None


def test_that_an_administrator_may_say_how_far_the_calendar_is_known(database: Clone) -> None:
    with database.owner.begin() as connection:
        fill_calendar(connection)
    with database.engine("administrator").begin() as connection:
        connection.execute(text("select api.change_setting('calendar_known_until', '\"2099-12-31\"')"))
        assert calendar_ends(connection, date(2026, 11, 21)) is None
