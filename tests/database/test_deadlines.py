"""Deadlines against an independent oracle: every quarter of a minute of seven months is asked whether it counts."""

from __future__ import annotations

from bisect import bisect_left
from datetime import date, datetime, timedelta
from itertools import accumulate
from zoneinfo import ZoneInfo

import chinese_calendar
import psycopg2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from app.database.calendar import fill_calendar

ZONE = ZoneInfo("Asia/Shanghai")
SLOT = timedelta(seconds=15)
FIRST, LAST = date(2026, 9, 1), date(2027, 3, 31)
FIRST_MOMENT = datetime(2026, 9, 1, tzinfo=ZONE)
QUICK = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def counts_as_office_time(day: date, hour: int) -> bool:
    """The rule in the words of docs/trade.md §1.4; the package itself says what a workday is, where it knows."""
    is_workday = chinese_calendar.is_workday(day) if day.year <= 2026 else day.weekday() < 5
    return is_workday and (8 <= hour < 12 or 14 <= hour < 18)


def office_slots() -> list[int]:
    """Number of counted slots before each slot."""
    counted = [0]
    for offset in range((LAST - FIRST).days + 1):
        for hour in range(24):
            counted += [int(counts_as_office_time(FIRST + timedelta(offset), hour))] * 240
    return list(accumulate(counted))


OFFICE = office_slots()


class Oracle:
    """Counted time by looking at every slot."""

    def __init__(self, kind: str) -> None:
        self.before = OFFICE if kind in ("work_hour", "work_day") else list(range(len(OFFICE)))

    def add(self, started: datetime, counted: timedelta) -> datetime:
        slot = (started - FIRST_MOMENT) // SLOT
        return FIRST_MOMENT + bisect_left(self.before, self.before[slot] + counted // SLOT) * SLOT

    def between(self, starts: datetime, ends: datetime) -> timedelta:
        slots = [(moment - FIRST_MOMENT) // SLOT for moment in (starts, ends)]
        return (self.before[slots[1]] - self.before[slots[0]]) * SLOT


HOURS = {"urgent_hour": 1, "work_hour": 1, "work_day": 8, "natural_day": 24}
moments = st.integers(0, 150 * 24 * 240).map(lambda slot: FIRST_MOMENT + slot * SLOT)
limits = st.one_of(
    st.tuples(st.sampled_from(["urgent_hour", "work_hour"]), st.sampled_from([0.25, 0.5, 1, 2, 4, 8, 24])),
    st.tuples(st.sampled_from(["work_day", "natural_day"]), st.sampled_from([0.5, 1, 2, 3, 5, 7, 15])),
)


@pytest.fixture
def owner(database):
    """The owner's connection of a fresh database with the published calendar; rolled back after the test."""
    with database.owner.connect() as connection:
        fill_calendar(connection)
        connection.execute(text("set time zone 'Asia/Shanghai'"))
        yield connection
        connection.rollback()


def ask(connection, query, **values):
    return connection.execute(text(query), values).scalar_one()


def due(connection, started: str, kind: str, value: float) -> str:
    found = ask(connection, "select gridroom.add_limit(cast(:started as timestamptz), :kind, :value)",
                started=started, kind=kind, value=value)
    return found.astimezone(ZONE).isoformat(" ")[:19]


def refusal(connection, query, **values) -> dict[str, object]:
    """SQLSTATE and detail with which the database refuses; the transaction stays usable."""
    with pytest.raises(DBAPIError) as caught, connection.begin_nested():
        connection.execute(text(query), values)
    error = caught.value.orig
    assert isinstance(error, psycopg2.Error)
    return {"code": error.pgcode, "detail": error.diag.message_detail}


@pytest.mark.parametrize(
    ("started", "kind", "value", "expected"),
    [
        ("2026-11-20 03:10:04", "urgent_hour", 2, "2026-11-20 05:10:04"),      # night counts
        ("2026-11-21 23:59:59", "natural_day", 1, "2026-11-22 23:59:59"),      # Sunday counts
        ("2026-11-19 08:00:00", "work_hour", 4, "2026-11-19 12:00:00"),        # due at noon, not at 14:00
        ("2026-11-19 12:00:00", "work_hour", 4, "2026-11-19 18:00:00"),        # starts exactly at noon
        ("2026-11-19 12:59:00", "work_hour", 1, "2026-11-19 15:00:00"),        # starts in the break
        ("2026-11-19 18:00:00", "work_hour", 2, "2026-11-20 10:00:00"),        # starts exactly at closing time
        ("2026-11-20 17:30:00", "work_hour", 1, "2026-11-23 08:30:00"),        # over a weekend
        ("2026-11-21 03:00:00", "work_day", 1, "2026-11-23 18:00:00"),         # Saturday night
        ("2026-10-09 17:00:00", "work_day", 1, "2026-10-10 17:00:00"),         # Saturday of make-up work
        ("2026-09-30 17:59:59", "work_hour", 2, "2026-10-08 09:59:59"),        # over National Day
        ("2026-09-30 10:00:00", "work_day", 1, "2026-10-08 10:00:00"),
        ("2026-12-31 17:00:00", "work_hour", 2, "2027-01-01 09:00:00"),        # 2027 unknown: Friday is a workday
        ("2026-12-31 23:59:59", "urgent_hour", 1, "2027-01-01 00:59:59"),
        ("2026-11-19 09:00:00", "work_day", 0.5, "2026-11-19 15:00:00"),
    ],
)
def test_that_a_limit_is_due_where_the_rule_says(owner, started, kind, value, expected):
    assert due(owner, started, kind, value) == expected


def test_that_one_microsecond_before_closing_counts(owner):
    found = ask(owner, "select gridroom.add_counted('2026-11-19 17:59:59.999999', 'work_hour', '2 microseconds')")
    assert found.astimezone(ZONE) == datetime(2026, 11, 20, 8, 0, 0, 1, tzinfo=ZONE)


@QUICK
@given(wanted=st.lists(st.tuples(moments, limits), min_size=1, max_size=40))
def test_that_every_limit_agrees_with_the_oracle(owner, wanted):
    rows = owner.execute(
        text("select gridroom.add_limit(started, kind, value), gridroom.limit_interval(kind, value),"
             " gridroom.counted_between(started, gridroom.add_limit(started, kind, value), kind)"
             " from unnest(cast(:started as timestamptz[]), cast(:kinds as text[]), cast(:amounts as numeric[]))"
             " with ordinality as w(started, kind, value, place) order by place"),
        {"started": [w[0] for w in wanted], "kinds": [w[1][0] for w in wanted], "amounts": [w[1][1] for w in wanted]},
    ).all()
    for (started, (kind, value)), (due_at, counted, counted_back) in zip(wanted, rows, strict=True):
        limit = timedelta(hours=HOURS[kind] * value)
        assert counted == limit
        assert due_at == Oracle(kind).add(started, limit), (started, kind, value)
        assert counted_back == limit


@QUICK
@given(start=moments, later=st.integers(-2000, 200_000), kind=st.sampled_from(list(HOURS)))
def test_that_counted_time_between_two_moments_agrees_with_the_oracle(owner, start, later, kind):
    ends = max(start + later * SLOT, FIRST_MOMENT)
    found = ask(owner, "select gridroom.counted_between(:start, :ends, :kind)", start=start, ends=ends, kind=kind)
    assert found == max(Oracle(kind).between(start, ends), timedelta(0))


def new_clock(connection, started: datetime, kind: str, value: float) -> int:
    case_id = ask(connection, "insert into gridroom.case_file (case_number, state, description, source)"
                              " values (gen_random_uuid()::text, 'dispatched', 'x', 'hotline') returning case_id")
    return ask(connection, "select gridroom.start_clock(:case_id, 'handle', :kind, :value, :started)",
               case_id=case_id, kind=kind, value=value, started=started)


def shown(connection, clock: int):
    """What the board would show of the clock's case, beside what the ledger says."""
    return connection.execute(
        text("select f.deadline_at, f.near_at, f.paused_remaining, c.due_at, c.stopped_at, c.was_overdue,"
             " gridroom.clock_due(c.clock_id) as ledger"
             " from gridroom.case_clock c join gridroom.case_file f using (case_id) where c.clock_id = :clock"),
        {"clock": clock},
    ).one()


def pause(connection, clock: int, at: datetime) -> None:
    connection.execute(text("select gridroom.pause_clock(:clock, :at, null, 'waits')"), {"clock": clock, "at": at})


def extend(connection, clock: int) -> None:
    connection.execute(text("select gridroom.extend_clock(:clock)"), {"clock": clock})


def resume(connection, clock: int, at: datetime) -> None:
    connection.execute(text("select gridroom.resume_clock(:clock, :at)"), {"clock": clock, "at": at})


@QUICK
@given(start=moments, limit=limits, gaps=st.lists(
    st.tuples(st.integers(0, 9000), st.integers(1, 40_000), st.booleans()), max_size=3), added_at_last=st.booleans())
def test_that_pauses_and_extensions_keep_the_remaining_time_exactly(owner, start, limit, gaps, added_at_last):
    """``gaps``: how many slots the clock runs, how many it is then paused, and whether it is extended before."""
    kind, value = limit
    oracle = Oracle(kind)
    once = timedelta(hours=HOURS[kind] * value)
    added = [wanted and sum(gap[2] for gap in gaps[:place]) < 2 for place, (_, _, wanted) in enumerate(gaps)]
    added_at_last = added_at_last and sum(added) < 2
    counted = once * (1 + sum(added) + added_at_last)
    clock = new_clock(owner, start, kind, value)
    used, now, expected_due, expected_near = timedelta(0), start, None, None
    for place, (runs, rests, _) in enumerate(gaps):
        if added[place]:
            extend(owner, clock)
        pause_at = now + runs * SLOT
        spent = oracle.between(now, pause_at)
        if expected_due is None and used + spent >= counted:
            expected_due = oracle.add(now, counted - used)
        if expected_near is None and used + spent >= counted * 0.75:
            expected_near = oracle.add(now, counted * 0.75 - used)
        used += spent
        pause(owner, clock, pause_at)
        row = shown(owner, clock)
        assert (row.deadline_at, row.near_at, row.due_at, row.ledger) == (None, None, None, None)
        assert row.paused_remaining == once * (1 + sum(added[:place + 1])) - used
        now = pause_at + rests * SLOT
        resume(owner, clock, now)
    if added_at_last:
        extend(owner, clock)
    expected_due = expected_due or oracle.add(now, counted - used)
    expected_near = expected_near or oracle.add(now, max(counted * 0.75 - used, timedelta(0)))
    row = shown(owner, clock)
    assert row.deadline_at == row.due_at == row.ledger == expected_due
    assert row.near_at == expected_near
    assert row.paused_remaining is None


def test_that_a_suspension_over_national_day_gives_back_what_was_left(owner):
    clock = new_clock(owner, datetime(2026, 9, 29, 8, tzinfo=ZONE), "work_day", 2)
    pause(owner, clock, datetime(2026, 9, 30, 10, tzinfo=ZONE))  # 10 of 16 office hours used
    assert shown(owner, clock).paused_remaining == timedelta(hours=6)
    resume(owner, clock, datetime(2026, 10, 5, 9, tzinfo=ZONE))  # within the holiday
    assert shown(owner, clock).deadline_at == datetime(2026, 10, 8, 16, tzinfo=ZONE)


@pytest.mark.parametrize(("minutes", "overdue"), [(119, False), (120, True), (121, True)])
def test_that_a_stopped_clock_knows_whether_it_was_overdue(owner, minutes, overdue):
    start = datetime(2026, 11, 19, 3, tzinfo=ZONE)
    clock = new_clock(owner, start, "urgent_hour", 2)
    stop = start + timedelta(minutes=minutes)
    owner.execute(text("select gridroom.stop_clock(:clock, :at)"), {"clock": clock, "at": stop})
    row = shown(owner, clock)
    assert row.was_overdue is overdue
    assert row.deadline_at is None
    assert row.due_at == start + timedelta(hours=2)


def test_that_starting_a_clock_stops_the_one_that_ran_and_lets_a_paused_one_wait(owner):
    start = datetime(2026, 11, 19, 9, tzinfo=ZONE)
    first = new_clock(owner, start, "work_day", 1)
    case_id = ask(owner, "select case_id from gridroom.case_clock where clock_id = :c", c=first)

    def begin(name: str, at: datetime) -> int:
        return ask(owner, "select gridroom.start_clock(:case_id, :name, 'urgent_hour', 1, :at)",
                   case_id=case_id, name=name, at=at)

    pause(owner, first, start + timedelta(hours=1))
    verify = begin("verify", start + timedelta(hours=1))
    assert shown(owner, first).deadline_at == start + timedelta(hours=2)
    begin("verify", start + timedelta(minutes=90))
    assert shown(owner, verify).stopped_at == start + timedelta(minutes=90)
    assert shown(owner, first).stopped_at is None


def test_that_a_changed_calendar_moves_running_deadlines_and_leaves_stopped_ones(owner):
    start = datetime(2026, 11, 19, 17, tzinfo=ZONE)
    runs, over, urgent = (new_clock(owner, start, kind, 2) for kind in ("work_hour", "work_hour", "urgent_hour"))
    waits = new_clock(owner, start, "work_hour", 2)
    pause(owner, waits, datetime(2026, 11, 20, 8, 30, tzinfo=ZONE))
    owner.execute(text("select gridroom.stop_clock(:c, :at)"), {"c": over, "at": start + timedelta(minutes=30)})
    due_before = shown(owner, over).due_at

    assert ask(owner, "select api.put_calendar_day('2026-11-20', false, 'typhoon')") == 2
    assert shown(owner, runs).deadline_at == datetime(2026, 11, 23, 9, tzinfo=ZONE)
    assert shown(owner, waits).paused_remaining == timedelta(hours=1)
    assert shown(owner, urgent).deadline_at == start + timedelta(hours=2)
    assert shown(owner, over).due_at == due_before
    assert ask(owner, "select gridroom.recompute_deadlines()") == 0


@QUICK
@given(clocks=st.lists(st.tuples(moments, limits, st.booleans(), st.integers(0, 2)), min_size=1, max_size=30),
       holidays=st.sets(st.integers(0, 150), max_size=20))
def test_that_clocks_recomputed_together_show_what_each_ledger_says(owner, clocks, holidays):
    """The way of one pass over many clocks against the way of one clock at a time; some of them had a pause."""
    with owner.begin_nested() as example:
        made = []
        for start, (kind, value), paused, added in clocks:
            made.append(new_clock(owner, start, kind, value))
            for _ in range(added):
                extend(owner, made[-1])
            if paused:
                pause(owner, made[-1], start + timedelta(hours=1))
                resume(owner, made[-1], start + timedelta(hours=30))
        before = {clock: shown(owner, clock).due_at for clock in made}
        owner.execute(text("insert into gridroom.calendar_day (day, is_workday) select date '2026-09-01' + n, false"
                           " from unnest(cast(:days as integer[])) n"
                           " on conflict (day) do update set is_workday = false"),
                      {"days": sorted(holidays)})
        changed = ask(owner, "select gridroom.recompute_deadlines()")
        rows = {clock: shown(owner, clock) for clock in made}
        assert all(row.deadline_at == row.due_at == row.ledger for row in rows.values())
        assert changed >= sum(rows[clock].due_at != before[clock] for clock in made)
        assert ask(owner, "select gridroom.recompute_deadlines()") == 0
        near = owner.execute(text(
            "select bool_and(f.near_at = gridroom.clock_reaches(c.clock_id,"
            " gridroom.limit_interval(c.limit_kind, c.limit_value) * (1 + c.added_limits) * 0.75))"
            " from gridroom.case_file f join gridroom.case_clock c using (clock_id)")).scalar_one()
        assert near is True
        example.rollback()


def test_that_a_change_of_one_day_leaves_alone_what_it_cannot_touch(owner):
    due_before, starts_after = (datetime(2026, 11, day, 9, tzinfo=ZONE) for day in (18, 23))
    clocks = [new_clock(owner, start, "work_hour", 2) for start in (due_before, starts_after)]
    owner.execute(text("update gridroom.case_clock set due_at = due_at + interval '1 minute'"))  # would be mended
    assert ask(owner, "select api.put_calendar_day('2026-11-20', false, 'typhoon')") == 0
    assert ask(owner, "select gridroom.recompute_deadlines()") == len(clocks)


def test_that_other_office_hours_move_running_deadlines(owner):
    clock = new_clock(owner, datetime(2026, 11, 19, 8, tzinfo=ZONE), "work_day", 1)
    hours = '[{"starts": "09:00", "ends": "12:00"}, {"starts": "13:00", "ends": "17:00"}]'
    assert ask(owner, "select api.put_office_hours(cast(:hours as jsonb))", hours=hours) == 1
    assert shown(owner, clock).deadline_at == datetime(2026, 11, 20, 10, tzinfo=ZONE)


def test_that_a_calendar_without_workdays_is_refused_and_not_searched_for_ever(owner):
    owner.execute(text("insert into gridroom.calendar_day (day, is_workday)"
                       " select date '2027-01-01' + n, false from generate_series(0, 364) n"))
    found = refusal(owner, "select gridroom.add_limit('2026-12-31 17:30+08', 'work_hour', 1)")
    assert found["code"] == "GR004"
    assert "too_few_workdays" in found["detail"]
    assert due(owner, "2026-12-31 17:30", "work_hour", 0.5) == "2026-12-31 18:00:00"


def test_that_no_office_hours_at_all_are_refused(owner):
    owner.execute(text("delete from gridroom.office_hours"))
    assert refusal(owner, "select gridroom.add_limit(now(), 'work_day', 1)")["code"] == "GR004"


@pytest.mark.parametrize("value", ["0", "-1", "'NaN'", "'infinity'", "1e9", "null"])
@pytest.mark.parametrize("kind", ["urgent_hour", "work_day"])
def test_that_a_limit_of_no_size_is_refused(owner, kind, value):
    assert refusal(owner, f"select gridroom.add_limit(now(), '{kind}', {value})")["code"] == "GR004"


@pytest.mark.parametrize("kind", ["week", "", None])
def test_that_an_unknown_kind_is_refused(owner, kind):
    assert refusal(owner, "select gridroom.add_limit(now(), :kind, 1)", kind=kind)["code"] == "GR004"


def test_that_a_clock_that_does_not_run_cannot_be_paused(owner):
    start = datetime(2026, 11, 19, 9, tzinfo=ZONE)
    clock = new_clock(owner, start, "work_day", 1)
    pause(owner, clock, start + timedelta(hours=1))
    again = "select gridroom.pause_clock(:clock, :at, null, 'again')"
    assert refusal(owner, again, clock=clock, at=start + timedelta(hours=2))["code"] == "GR002"
    resume(owner, clock, start + timedelta(hours=2))
    assert refusal(owner, again, clock=clock, at=start + timedelta(minutes=90))["code"] == "GR004"


def test_that_a_person_may_ask_when_something_would_be_due_and_nothing_more(database):
    with database.engine("taker").connect() as connection:
        answer = "select api.due_at('2026-11-20 03:00+08', 'urgent_hour', 2)"
        assert ask(connection, answer) == datetime(2026, 11, 20, 5, tzinfo=ZONE)
        assert refusal(connection, "select gridroom.add_limit(now(), 'urgent_hour', 1)")["code"] == "42501"
