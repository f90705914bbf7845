"""Positions: who sees which dots, tracks with a reason, patrols and the nearest by brute force, months, retention."""

from __future__ import annotations

import json
import math
import random
from collections import defaultdict
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from app.database import positions
from app.database.engine import connect_raw
from app.database.gateways import put_vehicle
from app.domain.people import Duty
from app.domain.position import LivePosition, UnitKind
from tests.database.clone import PEOPLE, Clone
from tests.database.field_room import HERE, duty, furnish, now, place
from tests.database.test_case_functions import expect_refusal

EARTH = 6371008.8
ROOM = ZoneInfo("Asia/Shanghai")


@pytest.fixture
def room(database: Clone) -> Clone:
    return furnish(database)


def dots(room: Clone, login: str, since: datetime | None = None) -> dict[str, LivePosition]:
    with room.engine(login).connect() as connection:
        return {one.code or str(one.unit_id): one for one in positions.live_positions(connection, since)}


# Live dots ------------------------------------------------------------------------------------------------------------

def test_that_duty_staff_see_dots_and_others_only_their_own(room: Clone) -> None:
    for worker in ("worker", "second", "JA1234"):
        place(room, worker)
    for login in PEOPLE:
        expected = {"worker", "second", "JA1234"} if login in ("taker", "dispatcher", "chief", "inspector") else \
            {"worker"} if login == "worker" else {"JA1234"} if login == "works" else set()
        if login == "wall":
            continue
        assert set(dots(room, login)) == expected, login
    seen = dots(room, "taker")["JA1234"]
    assert (seen.kind, seen.name, seen.department) == (UnitKind.VEHICLE, "巡查一号车", "市政公用中心")
    assert seen.position == HERE


def test_that_a_wall_shows_dots_without_names(room: Clone) -> None:
    place(room, "worker", battery=50)
    (dot,) = dots(room, "wall").values()
    assert (dot.code, dot.name, dot.battery, dot.position) == ("", "", None, HERE)


def test_that_people_of_one_street_see_theirs_and_who_stands_there(room: Clone) -> None:
    with room.owner.begin() as connection:
        connection.execute(text("insert into gridroom.area (level, code, name, parent_id, path, valid_from) "
                                "select 'street', '999901002', '二号街道', area_id, path || '9999', '2020-01-01' "
                                "from gridroom.area where level = 'district'"))
    room.login("far_taker", "二号街道值班员", [Duty.CALL_TAKER], area_code="999901002")
    room.login("far_worker", "二号街道网格员", [Duty.GRID_WORKER], area_code="999901002")
    room.login("near_taker", "一号街道值班员", [Duty.CALL_TAKER], area_code="999901001")
    room.gateway("pat", ["worker", "second", "JA1234", "far_worker"])
    duty(room, "far_worker", True, now())
    outside = (121.5, 28.7)
    place(room, "worker", HERE)
    place(room, "second", outside)
    place(room, "far_worker", outside)
    assert set(dots(room, "far_taker")) == {"far_worker"}
    assert set(dots(room, "near_taker")) == {"worker", "second"}
    with room.engine("far_taker").connect() as connection:
        assert [one.code for one in positions.nearest_on_duty(connection, *HERE, n=9)] == ["far_worker"]


def test_that_a_dot_grows_stale_and_goes_with_the_duty(room: Clone) -> None:
    place(room, "worker", at=now() - timedelta(minutes=30))
    before = dots(room, "taker")["worker"]
    assert before.stale is True
    place(room, "worker", (121.372, 28.581))
    assert dots(room, "taker")["worker"].stale is False
    place(room, "worker", at=now() - timedelta(minutes=20))  # a late one moves nothing back
    assert dots(room, "taker")["worker"].position == (121.372, 28.581)
    duty(room, "worker", False, now())
    assert dots(room, "taker") == {}
    gone = dots(room, "taker", before.changed_at)["worker"]
    assert (gone.on_duty, gone.position, gone.at) == (False, None, None)


def test_that_a_forgotten_duty_ends_by_itself(room: Clone) -> None:
    place(room, "worker")
    with room.owner.begin() as connection:
        connection.execute(text("update gridroom.field_duty set began_at = now() - interval '17 hours'"))
        connection.execute(text("select gridroom.tend_positions(clock_timestamp())"))
        assert connection.execute(text("select bool_and(forgotten and ended_at = began_at + interval '16 hours') "
                                       "from gridroom.field_duty")).scalar_one() is True
    assert dots(room, "taker") == {}


def test_that_five_hundred_fixes_are_few_notices(room: Clone) -> None:
    listener = connect_raw(room.url("taker"), "test")
    listener.autocommit = True
    with listener.cursor() as cursor:
        cursor.execute("listen gridroom_position")
    began = now()
    engine = room.engine("pat")
    for number in range(200):
        with engine.begin() as connection:
            connection.execute(text("select api.field_position('worker', 121.3715, 28.5815, :at)"),
                               {"at": began - timedelta(seconds=300 - number)})
    seconds = (now() - began).total_seconds()
    with listener.cursor() as cursor:
        cursor.execute("select 1")
    listener.poll()
    told = [notice.payload for notice in listener.notifies]
    listener.close()
    assert told[:1] == ["0"]
    assert len(told) <= 2 * seconds + 2


# Tracks ---------------------------------------------------------------------------------------------------------------

def test_that_a_track_needs_a_reason_and_leaves_a_record(room: Clone) -> None:
    for minutes in range(10, 0, -1):
        place(room, "worker", at=now() - timedelta(minutes=minutes), accuracy=8)
    starts, ends = now() - timedelta(hours=1), now()
    with room.engine("chief").begin() as connection:
        with expect_refusal("GR010", "reason"), connection.begin_nested():
            positions.track(connection, "worker", starts, ends, " ")
        assert positions.track(connection, "worker", starts, ends, "核对上午巡查投诉") == []  # on record first
    with room.engine("chief").begin() as connection:
        track = positions.track(connection, "worker", starts, ends, "核对上午巡查投诉")
    assert len(track) == 10
    assert track == sorted(track, key=lambda fix: fix.at)
    assert (track[0].cell_code, track[0].accuracy) == ("999901001001005", 8)
    with room.engine("auditor").connect() as connection:
        (record,) = positions.track_readings(connection)
    assert (record.by_name, record.name, record.what) == ("值班长", "网格员一号", "track")
    assert record.reason == "核对上午巡查投诉"
    with room.owner.begin() as connection, pytest.raises(Exception, match="append-only"):
        connection.execute(text("delete from gridroom.track_reading"))


def test_that_only_duty_staff_read_tracks_and_everybody_their_own(room: Clone) -> None:
    place(room, "worker")
    starts, ends = now() - timedelta(hours=1), now() + timedelta(minutes=1)
    for login in PEOPLE:
        if login in ("dispatcher", "chief", "inspector"):
            with room.engine(login).connect() as connection:  # nobody reads and rolls the record back
                assert positions.track(connection, "worker", starts, ends, "查") == []
                assert positions.track(connection, "worker", starts, ends, "查") == []
                connection.rollback()
                assert positions.track(connection, "worker", starts, ends, "查") == []
                connection.commit()
        with room.engine(login).begin() as connection:
            if login in ("dispatcher", "chief", "inspector"):
                assert len(positions.track(connection, "worker", starts, ends, "查")) == 1
            elif login == "worker":
                assert len(positions.track(connection, "worker", starts, ends, "")) == 1
                with expect_refusal("GR003"), connection.begin_nested():
                    positions.track(connection, "second", starts, ends, "查")
            else:
                with expect_refusal("GR003"):
                    positions.track(connection, "worker", starts, ends, "查")
    with room.engine("chief").connect() as connection:
        assert {one.by_name for one in positions.track_readings(connection)} == {"派遣员一号", "值班长", "核查员一号"}
    with room.engine("taker").connect() as connection:
        assert positions.track_readings(connection) == []


def test_that_a_track_has_an_end_and_a_worker(room: Clone) -> None:
    with room.engine("chief").begin() as connection:
        for starts, ends in ((now(), now() - timedelta(days=1)), (now() - timedelta(days=40), now())):
            with expect_refusal("GR004", "ends"), connection.begin_nested():
                positions.track(connection, "worker", starts, ends, "查")
        with expect_refusal("GR005"), connection.begin_nested():
            positions.track(connection, "nobody", now() - timedelta(days=1), now(), "查")


# Who is nearest -------------------------------------------------------------------------------------------------------

def metres(a: tuple[float, float], b: tuple[float, float]) -> float:
    (east, north), (east2, north2) = ([math.radians(x) for x in p] for p in (a, b))
    half = math.sin((north2 - north) / 2) ** 2 + math.cos(north) * math.cos(north2) * math.sin((east2 - east) / 2) ** 2
    return 2 * EARTH * math.asin(min(1, math.sqrt(half)))


def test_that_the_nearest_are_the_nearest_by_true_distance(room: Clone) -> None:
    with room.owner.begin() as connection:
        connection.execute(text("insert into gridroom.field_unit (kind, code, name) "
                                "select 'vehicle', 'V' || n, 'V' || n from generate_series(1, 60) n"))
    with room.engine("taker").connect() as asking, room.owner.connect() as owner:
        @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
        @given(centre=st.tuples(st.floats(74, 134), st.floats(4, 53)), n=st.integers(1, 20),
               spread=st.sampled_from([0.001, 0.05, 2.0]), shifts=st.lists(
                   st.tuples(st.floats(-1, 1), st.floats(-1, 1)), min_size=1, max_size=60))
        def check(centre: tuple[float, float], n: int, spread: float, shifts: list[tuple[float, float]]) -> None:
            at = [(centre[0] + east * spread, centre[1] + north * spread) for east, north in shifts]
            _stand(owner, at)
            found = positions.nearest_on_duty(asking, *centre, n=n, kind=UnitKind.VEHICLE)
            expected = sorted(metres(centre, one) for one in at)[:n]
            assert [one.metres for one in found] == pytest.approx(expected, abs=0.01)
            asking.rollback()

        check()


def _stand(owner: Connection, at: list[tuple[float, float]]) -> None:
    owner.execute(text("delete from gridroom.last_position"))
    owner.execute(text(
        "insert into gridroom.last_position (unit_id, at, place, on_duty, changed_at) "
        "select u.unit_id, now(), point(p.longitude, p.latitude), true, now() "
        "from unnest(cast(:longitudes as float8[]), cast(:latitudes as float8[])) "
        "with ordinality p(longitude, latitude, n) "
        "join gridroom.field_unit u on u.code = 'V' || p.n"),
        {"longitudes": [one[0] for one in at], "latitudes": [one[1] for one in at]})
    owner.commit()


def test_that_the_duty_grids_own_worker_comes_first(room: Clone) -> None:
    place(room, "worker", HERE)
    place(room, "second", (121.40, 28.60), at=now() - timedelta(minutes=20))
    with room.engine("taker").connect() as connection:
        found = positions.nearest_on_duty(connection, *HERE, n=2)
        assert [(one.code, one.own_grid, one.stale) for one in found] == [
            ("second", True, True), ("worker", False, False)]
        assert found[0].metres == pytest.approx(metres(HERE, (121.40, 28.60)))
        assert [one.code for one in positions.nearest_on_duty(connection, *HERE, n=1)] == ["second"]
        plain = positions.nearest_on_duty(connection, *HERE, n=1, own_grid_first=False)
        assert [one.code for one in plain] == ["worker"]
    duty(room, "second", False, now())
    with room.engine("taker").connect() as connection:
        assert [one.code for one in positions.nearest_on_duty(connection, *HERE, n=5)] == ["worker"]


@pytest.mark.parametrize("login", list(PEOPLE))
def test_that_only_who_sends_somebody_is_told_who_is_near(room: Clone, login: str) -> None:
    place(room, "worker")
    with room.engine(login).connect() as connection:
        if login in ("taker", "dispatcher", "chief", "inspector"):
            assert len(positions.nearest_on_duty(connection, *HERE)) == 1
            for wrong in (0, 51, -1):
                with expect_refusal("GR004", "n"), connection.begin_nested():
                    positions.nearest_on_duty(connection, *HERE, n=wrong)
        else:
            with expect_refusal("GR003"):
                positions.nearest_on_duty(connection, *HERE)


# Patrols --------------------------------------------------------------------------------------------------------------

CELLS = {(column, row): f"999901001001{row * 3 + column + 1:03}" for column in range(3) for row in range(3)}
WALK = st.lists(st.tuples(
    st.sampled_from([20, 60, 300, 899, 900, 901, 1500, 4000]), st.integers(-1, 3), st.integers(0, 2),
    st.sampled_from([None, 5.0, 100.0, 101.0])), min_size=0, max_size=60)


def test_that_patrols_are_what_a_brute_count_says(room: Clone) -> None:
    day = date(2026, 11, 20)
    with room.engine("inspector").connect() as asking, room.owner.connect() as owner:
        owner.execute(text("select gridroom.make_position_month(cast(:day as date))"), {"day": day})
        unit = owner.execute(text("select unit_id from gridroom.field_unit where code = 'second'")).scalar_one()

        @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
        @given(walk=WALK, first=st.integers(-3600, 80000))
        def check(walk: list[tuple[int, int, int, float | None]], first: int) -> None:
            at = datetime(2026, 11, 20, tzinfo=ROOM) + timedelta(seconds=first)
            fixes: list[tuple[datetime, int, int, float | None]] = []
            for seconds, column, row, accuracy in walk:
                at += timedelta(seconds=seconds)
                fixes.append((at, column, row, accuracy))
            _walk(owner, unit, fixes)
            minutes, lengths = _brute(fixes, day)
            (told,) = positions.patrol_coverage(asking, day, worker="second")
            assert told.minutes == pytest.approx(sum(minutes.values()))
            assert (told.patrols, told.long_patrols) == (len(lengths), sum(one >= 120 for one in lengths))
            assert told.rule_met == (told.long_patrols >= 2)
            assert (told.cells_walked, told.cells_of_area) == (len(minutes), 9)
            positions.cells_of_worker(asking, "second", day, "核对")  # on record first
            asking.commit()
            cells = {one.cell_code: one.minutes for one in positions.cells_of_worker(asking, "second", day, "核对")}
            assert cells == pytest.approx(minutes)
            assert {one.cell_code: one.minutes for one in positions.cells_walked(asking, day)} == pytest.approx(minutes)
            asking.rollback()

        check()


def _walk(owner: Connection, unit: int, fixes: list[tuple[datetime, int, int, float | None]]) -> None:
    owner.execute(text("delete from gridroom.position_fix"))
    for sums in ("patrol_day", "patrol_run", "patrol_cell"):
        owner.execute(text(f"delete from gridroom.{sums}"))
    for at, column, row, accuracy in fixes:
        owner.execute(text(
            "insert into gridroom.position_fix (unit_id, at, place, area_id, accuracy, received_at) "
            "values (:unit, :at, point(:longitude, :latitude), gridroom.deepest_area(point(:longitude, :latitude)), "
            ":accuracy, now())"),
            {"unit": unit, "at": at, "longitude": 121.3705 + column * 0.001, "latitude": 28.5805 + row * 0.001,
             "accuracy": accuracy})
    owner.commit()


def _brute(fixes: list[tuple[datetime, int, int, float | None]], day: date) -> tuple[dict[str, float], list[float]]:
    """Minutes by cell and the lengths of the patrols, second by second so to speak."""
    kept = [(at, CELLS[column, row]) for at, column, row, accuracy in fixes
            if at.astimezone(ROOM).date() == day and (column, row) in CELLS and (accuracy or 0) <= 100]
    minutes: dict[str, float] = defaultdict(float)
    lengths: list[float] = []
    length = 0.0
    for number, (at, cell) in enumerate(kept):
        minutes[cell] += 0
        gap = (kept[number + 1][0] - at).total_seconds() if number + 1 < len(kept) else math.inf
        if gap <= 900:
            minutes[cell] += gap / 60
            length += gap / 60
        else:
            lengths.append(length)
            length = 0.0
    return dict(minutes), [one for one in lengths if one > 0]


def test_that_sums_grow_with_what_is_told_in_whatever_order_it_comes(room: Clone) -> None:
    """Through the gateway, asked in between; late fixes, fixes outside and bad ones among them."""
    dice = random.Random(5)
    day = (now() - timedelta(days=1)).astimezone(ROOM).date()
    begins = datetime.combine(day, time(9), ROOM)
    duty(room, "second", False, now() - timedelta(hours=2.5))
    with room.owner.begin() as owner:
        owner.execute(text("update gridroom.field_duty set began_at = :at, ended_at = null where unit_id = "
                           "(select unit_id from gridroom.field_unit where code = 'second')"),
                      {"at": begins - timedelta(hours=1)})
    fixes = [(begins + timedelta(seconds=40 * n + (2000 if n > 70 else 0)), dice.randint(-1, 3), dice.randint(0, 2),
              dice.choice([5.0, 5.0, 5.0, 300.0])) for n in range(140)]
    late = [fix for fix in fixes if dice.random() < 0.2]
    told = [fix for fix in fixes if fix not in late] + late
    with room.engine("inspector").connect() as asking:
        for first in range(0, len(told), 20):
            for at, column, row, accuracy in told[first:first + 20]:
                place(room, "second", (121.3705 + column * 0.001, 28.5805 + row * 0.001), at, accuracy=accuracy)
            (shown,) = positions.patrol_coverage(asking, day, worker="second")
            asking.commit()
            with room.owner.begin() as owner:
                assert owner.execute(text("select * from gridroom.patrols_that_differ(:day)"), {"day": day}).all() == []
        minutes, lengths = _brute(fixes, day)
        assert (shown.minutes, shown.patrols) == (pytest.approx(sum(minutes.values())), len(lengths))
        assert len(lengths) == 2
    with room.engine("administrator").begin() as connection:  # another rule: the day is summed anew
        rule = connection.execute(text("select value from api.setting where key = 'positions'")).scalar_one()
        connection.execute(text("select api.change_setting('positions', cast(:rule as jsonb))"),
                           {"rule": json.dumps(rule | {"patrol_gap_minutes": 60})})
    with room.engine("inspector").begin() as asking:
        (shown,) = positions.patrol_coverage(asking, day, worker="second")
        assert (shown.patrols, shown.minutes > sum(minutes.values()) + 30) == (1, True)


def test_that_a_wrong_sum_is_found_out(room: Clone) -> None:
    for minutes in (30, 28, 26):
        place(room, "worker", at=now() - timedelta(minutes=minutes))
    day = (now() - timedelta(minutes=28)).astimezone(ROOM).date()
    with room.engine("chief").begin() as asking:
        positions.patrol_coverage(asking, day)
    with room.owner.begin() as owner:
        owner.execute(text("update gridroom.patrol_cell set seconds = seconds + 60"))
        differ = owner.execute(text("select count(*) from gridroom.patrols_that_differ(:day)"), {"day": day})
        assert differ.scalar_one() == 1


def test_that_only_who_judges_patrols_sees_them(room: Clone) -> None:
    for login in PEOPLE:
        with room.engine(login).connect() as connection:
            if login in ("chief", "inspector", "assessor"):
                assert {one.code for one in positions.patrol_coverage(connection, now().date())} == {
                    "worker", "second", "JA1234"}
                continue
            with expect_refusal("GR003"):
                positions.patrol_coverage(connection, now().date())
            connection.rollback()
            with expect_refusal("GR003"):
                positions.cells_of_worker(connection, "worker", now().date(), "查")
    with room.engine("assessor").begin() as connection, expect_refusal("GR010", "reason"):
        positions.cells_of_worker(connection, "worker", now().date(), "")


# Months and retention -------------------------------------------------------------------------------------------------

@pytest.mark.parametrize(("moment", "month"), [
    ("2026-12-31T23:59:59.999999Z", "202612"), ("2027-01-01T00:00:00Z", "202701"), ("2028-02-29T23:59:59Z", "202802"),
    ("2027-01-01T07:59:59+08:00", "202612")])
def test_that_each_fix_lies_in_its_month(room: Clone, moment: str, month: str) -> None:
    with room.owner.begin() as connection:
        for _twice in range(2):
            connection.execute(text("select gridroom.make_position_month(cast(:at as timestamptz))"), {"at": moment})
        assert connection.execute(text(
            "insert into gridroom.position_fix (unit_id, at, place, received_at) "
            "values (1, cast(:at as timestamptz), point(0, 0), now()) returning tableoid::regclass::text"),
            {"at": moment}).scalar_one() == f"gridroom.position_fix_{month}"


def test_that_the_coming_months_stand_ready(room: Clone) -> None:
    with room.owner.connect() as connection:
        months = connection.execute(text(
            "select count(*) from pg_inherits where inhparent = 'gridroom.position_fix'::regclass"))
        assert months.scalar_one() >= 3


def test_that_old_tracks_go_by_the_month_and_by_the_day(room: Clone) -> None:
    place(room, "worker")
    ages = (89.9, 90.1, 150, 400)
    with room.owner.begin() as connection:
        for days in ages:
            at = now() - timedelta(days=days)
            connection.execute(text("select gridroom.make_position_month(:at)"), {"at": at})
            connection.execute(text("insert into gridroom.position_fix (unit_id, at, place, received_at) "
                                    "values (1, :at, point(0, 0), now())"), {"at": at})
        connection.execute(text("update gridroom.position_upkeep set tended_at = '-infinity'"))
    with room.engine("works").begin() as connection:  # anybody's workstation does it
        assert positions.tend_positions(connection) is True
        assert positions.tend_positions(connection) is False
    with room.owner.connect() as connection:
        left = connection.execute(text("select now() - at from gridroom.position_fix order by at")).scalars().all()
        assert [round(age.total_seconds() / 86400, 1) for age in left] == [89.9, 0.0]
        oldest = connection.execute(text("select min(relname) from pg_inherits join pg_class on oid = inhrelid "
                                         "where inhparent = 'gridroom.position_fix'::regclass")).scalar_one()
        assert oldest >= f"position_fix_{datetime.now(UTC) - timedelta(days=91):%Y%m}"


def test_that_what_went_is_on_record_and_the_record_stays(room: Clone) -> None:
    with room.owner.begin() as connection:
        unit = connection.execute(text("select min(unit_id) from gridroom.field_unit")).scalar_one()
        for days in (91, 92, 400):
            at = now() - timedelta(days=days)
            connection.execute(text("select gridroom.make_position_month(:at)"), {"at": at})
            connection.execute(text("insert into gridroom.position_fix (unit_id, at, place, received_at) "
                                    "values (:unit, :at, point(0, 0), now())"), {"unit": unit, "at": at})
        connection.execute(text("insert into gridroom.patrol_cell values (:unit, current_date - 92, 0, 60, now())"),
                           {"unit": unit})
        connection.execute(text("update gridroom.position_upkeep set tended_at = '-infinity'"))
    with room.engine("works").begin() as connection:
        positions.tend_positions(connection)
    told = text("select fixes, months, now() - kept_from from api.position_expiry_list")
    with room.owner.connect() as connection:
        assert connection.execute(text("select count(*) from gridroom.patrol_cell")).scalar_one() == 0
    for login in ("auditor", "chief", "administrator"):
        with room.engine(login).connect() as connection:
            ((fixes, months, kept),) = connection.execute(told).all()
            dropped = {f"{now() - timedelta(days=days):%Y%m}" for days in (91, 92, 400)}
            assert {f"{now() - timedelta(days=400):%Y%m}"} <= set(months) <= dropped
            one_by_one = [days for days in (91, 92, 400) if f"{now() - timedelta(days=days):%Y%m}" not in months]
            assert fixes == len(one_by_one)
            assert kept.days == 90
    for login in sorted(set(PEOPLE) - {"auditor", "chief", "administrator"}):
        with room.engine(login).connect() as connection:
            assert connection.execute(told).all() == [], login
    with room.owner.begin() as connection, pytest.raises(DBAPIError):
        connection.execute(text("delete from gridroom.position_expiry"))


def test_that_sums_and_the_last_dot_go_too_and_nothing_leaves_no_record(room: Clone) -> None:
    place(room, "worker")
    counts = text("select (select count(*) from gridroom.patrol_run), (select count(*) from gridroom.patrol_day),"
                  " (select count(*) from gridroom.last_position), (select count(*) from gridroom.position_expiry)")
    with room.owner.begin() as connection:
        unit = connection.execute(text("select min(unit_id) from gridroom.field_unit")).scalar_one()
        runs, days, dots, _expired = connection.execute(counts).one()
        for ago in (92, 2):
            for row in ("patrol_run values (:unit, :day, :at, :at)",
                        "patrol_day values (:unit, :day, '', 0, :at, 0, :at)"):
                connection.execute(text(f"insert into gridroom.{row}"), {
                    "unit": unit, "day": now().date() - timedelta(days=ago), "at": now() - timedelta(days=ago)})
        connection.execute(text("select gridroom.tend_positions(clock_timestamp())"))
        assert tuple(connection.execute(counts).one()) == (runs + 1, days + 1, dots, 0)
        connection.execute(text("update gridroom.last_position set at = now() - interval '91 days'"))
        connection.execute(text("select gridroom.tend_positions(clock_timestamp())"))
        assert connection.execute(counts).one()[2] == 0
        tended = "update gridroom.position_upkeep set tended_at = clock_timestamp() - interval '50 minutes'"
        connection.execute(text(tended))
        assert connection.execute(text("select gridroom.tend_positions_hourly()")).scalar_one() is False


def test_that_a_month_that_somebody_reads_holds_up_nobody(room: Clone) -> None:
    long_ago = now() - timedelta(days=400)
    with room.owner.begin() as connection:
        connection.execute(text("select gridroom.make_position_month(:at)"), {"at": long_ago})
    months = text("select count(*) from pg_class where relname = :name")
    name = {"name": f"position_fix_{long_ago:%Y%m}"}
    with room.owner.connect() as reader, room.owner.connect() as owner:
        reader.execute(text("select count(*) from gridroom.position_fix")).all()  # and goes on reading
        owner.execute(text("select gridroom.tend_positions(clock_timestamp())"))
        owner.commit()
        assert owner.execute(months, name).scalar_one() == 1
        reader.rollback()
        owner.execute(text("select gridroom.tend_positions(clock_timestamp())"))
        owner.commit()
        assert owner.execute(months, name).scalar_one() == 0


def test_that_nobody_reaches_a_month_by_its_name(room: Clone) -> None:
    place(room, "worker")
    with room.owner.begin() as connection:
        connection.execute(text("set role gridroom_owner"))
        months = connection.execute(text("select inhrelid::regclass::text from pg_inherits "
                                         "where inhparent = 'gridroom.position_fix'::regclass")).scalars().all()
        for month in months:
            assert connection.execute(text(f"select count(*) from {month}")).scalar_one() == 0


def test_that_a_vehicle_is_not_called_like_a_person(room: Clone) -> None:
    with room.engine("administrator").begin() as connection:
        for wrong in ("taker", "worker"):
            with expect_refusal("GR004", "code"), connection.begin_nested():
                put_vehicle(connection, wrong, "车")
    with room.engine("chief").begin() as connection, expect_refusal("GR003"):
        put_vehicle(connection, "X1", "车")
