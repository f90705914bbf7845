"""What a gateway may do, and that it may do nothing more; what garbage it is refused."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import psycopg2
import pytest
from sqlalchemy import text

from app.database.engine import connect_raw
from app.database.failures_from_sql import translated
from app.database.gateways import create_gateway, list_gateways, set_gateway_list
from app.database.people import create_person
from app.domain.failures import Failure, Refusal
from app.domain.people import Duty
from tests.database.clone import PASSWORD, PEOPLE, Clone
from tests.database.field_room import HERE, ask, duty, furnish, now, place
from tests.database.test_case_functions import expect_refusal


@pytest.fixture
def room(database: Clone) -> Clone:
    return furnish(database)


def test_that_a_gateway_can_call_its_functions_and_nothing_else(room: Clone) -> None:
    with room.owner.connect() as connection:
        relations = connection.execute(text(
            "select c.oid::regclass::text from pg_class c "
            "where c.relnamespace in ('gridroom'::regnamespace, 'api'::regnamespace) "
            "and c.relkind in ('r', 'p', 'v', 'S')")).scalars().all()
        functions = connection.execute(text(
            "select p.oid::regprocedure::text, p.proname, p.pronamespace::regnamespace::text as house from pg_proc p "
            "where p.pronamespace in ('gridroom'::regnamespace, 'api'::regnamespace)")).all()
        allowed = {row[0] for row in functions if row.house == "api" and connection.execute(
            text("select has_function_privilege('pat', :f, 'execute')"), {"f": row[0]}).scalar_one()}
        reached = [name for name in relations if connection.execute(
            text("select has_table_privilege('pat', :t, 'select,insert,update,delete')"), {"t": name}).scalar_one()]
        assert connection.execute(text("select has_schema_privilege('pat', 'gridroom', 'usage')")).scalar_one() is False
    assert reached == []
    assert allowed == {row[0] for row in functions if row.house == "api" and row.proname.startswith("field_")}
    for statement in ("select * from api.me", "select * from api.case_board", "select * from gridroom.person",
                      "select * from api.live_positions", "select api.verify_history()",
                      "select api.track('worker', now() - interval '1 day', now(), 'x')",
                      "select gridroom.keep_fixes('{}')", "select gridroom.has_duty('wall')",
                      "create table public.mine (a integer)", "set role gridroom_owner"):
        with pytest.raises(psycopg2.errors.InsufficientPrivilege):
            _by_hand(room, "pat", statement)


def _by_hand(room: Clone, login: str, statement: str) -> None:
    connection = connect_raw(room.url(login), "psql")
    try:
        with connection.cursor() as cursor:
            cursor.execute(statement)
    finally:
        connection.close()


def test_that_no_person_speaks_through_the_gateways_functions(room: Clone) -> None:
    for login in PEOPLE:
        with pytest.raises(Refusal) as no:
            ask(room, login, "select api.field_on_duty('worker', true)")
        assert no.value.code == "GR003", login
    with room.owner.connect() as connection, pytest.raises(Exception, match="not a gateway"):
        connection.execute(text("select api.field_on_duty('worker', true)"))  # not even the server's owner


def test_that_a_login_is_a_person_or_a_gateway_and_never_both(room: Clone) -> None:
    with room.owner.begin() as connection, pytest.raises(Failure, match="person"):
        create_gateway(connection, "taker", PASSWORD, "平安通")
    with room.owner.begin() as connection, pytest.raises(Failure, match="gateway"):
        create_person(connection, "pat", PASSWORD, "某人", [Duty.DISPATCHER])


def test_that_a_gateway_speaks_only_for_its_own_list(room: Clone) -> None:
    room.gateway("cgt", ["second"], "城管通")
    place(room, "second", gateway="cgt")
    for wrong in ("worker", "JA1234", "taker", "nobody", "", "'; drop table x; --"):
        with pytest.raises(Refusal) as no:
            place(room, wrong, gateway="cgt")
        assert no.value.code in ("GR005", "GR010"), wrong
    with room.engine("administrator").begin() as connection:
        set_gateway_list(connection, "cgt", [])
    with expect_refusal("GR005"):
        place(room, "second", gateway="cgt")
    with room.owner.begin() as connection:
        connection.execute(text("update gridroom.gateway set active = false where login = 'pat'"))
    with expect_refusal("GR003", "not_a_gateway"):
        place(room, "worker")


def test_that_only_an_administrator_says_for_whom_a_gateway_speaks(room: Clone) -> None:
    for login in PEOPLE:
        if login == "administrator":
            continue
        with room.engine(login).begin() as connection, expect_refusal("GR003"):
            set_gateway_list(connection, "pat", ["worker"])
        with room.engine(login).connect() as connection:
            assert bool(list_gateways(connection)) == (login in ("chief", "auditor"))
    with room.engine("administrator").begin() as connection:
        for wrong in ("taker", "nobody"):  # no grid worker
            with expect_refusal("GR004", "codes"), connection.begin_nested():
                set_gateway_list(connection, "pat", ["worker", wrong])
        with expect_refusal("GR005"), connection.begin_nested():
            set_gateway_list(connection, "nobody", ["worker"])
    with room.owner.connect() as connection:
        kept = connection.execute(text("select by_login, old, new from gridroom.configuration_step "
                                       "where subject_key = 'gateway/pat' order by step_id desc limit 1")).one()
    assert (kept.by_login, sorted(kept.new)) == ("administrator", ["JA1234", "second", "worker"])


@pytest.mark.parametrize(("position", "why"), [
    ((float("nan"), 28.58), "out_of_range"), ((float("inf"), 28.58), "out_of_range"), ((28.58, 121.37), "out_of_range"),
    ((0.0, 0.0), "far_away"), ((116.4, 39.9), "far_away"), ((121.3715, 29.6), "far_away")])
def test_that_a_place_that_is_none_of_ours_is_refused(room: Clone, position: tuple[float, float], why: str) -> None:
    with expect_refusal("GR004", why):
        place(room, "worker", position)


@pytest.mark.parametrize(("offset", "why"), [
    (timedelta(minutes=10), "future"), (timedelta(days=3650), "future"), (-timedelta(days=5), "out_of_range"),
    (-timedelta(days=365 * 126), "out_of_range")])
def test_that_a_time_that_cannot_be_is_refused(room: Clone, offset: timedelta, why: str) -> None:
    with expect_refusal("GR004", why):
        place(room, "worker", at=now() + offset)
    with expect_refusal("GR004", why):
        duty(room, "worker", False, now() + offset)


@pytest.mark.parametrize(("name", "value"), [
    ("accuracy", -1), ("accuracy", 1e9), ("speed", 400), ("heading", 361), ("battery", 101), ("battery", float("nan")),
    ("speed", float("inf"))])
def test_that_a_reading_that_no_device_gives_is_refused(room: Clone, name: str, value: float) -> None:
    with expect_refusal("GR004", name):
        place(room, "worker", **{name: value})


def test_that_endless_texts_are_refused(room: Clone) -> None:
    with expect_refusal("GR010", "too_long"):
        place(room, "w" * 10_000_000)
    with expect_refusal("GR011"):
        send(room, [{"worker": "w" * 10_000_000}])
    with expect_refusal("GR011"):
        send(room, [{"worker": "worker"}] * 1001)
    for wrong in ({"worker": "worker"}, "worker", None, 3):
        with expect_refusal("GR004", "positions"):
            send(room, wrong)


def send(room: Clone, positions: object) -> dict[str, object]:
    with room.engine("pat").begin() as connection, translated():
        row = connection.execute(text("select * from api.field_positions(cast(:positions as jsonb))"),
                                 {"positions": json.dumps(positions)}).one()
    return dict(row._mapping)


def test_that_one_bad_position_spoils_no_other(room: Clone) -> None:
    good = {"worker": "worker", "longitude": HERE[0], "latitude": HERE[1], "at": f"{now():%Y-%m-%dT%H:%M:%SZ}"}
    batch = [good, 3, {}, good | {"longitude": "121.37"}, good | {"latitude": None}, good | {"longitude": 1e300},
             good | {"at": "now"}, good | {"at": "2026-02-30T10:00:00Z"}, good | {"at": "2026-11-21T10:00:00"},
             good | {"at": 5}, good | {"worker": ["worker"]}, good | {"worker": "nobody"}, good | {"battery": "full"},
             good | {"worker": "JA1234", "accuracy": 12.5, "speed": 8, "heading": 90, "battery": 77.6}]
    answer = send(room, batch)
    assert (answer["taken"], answer["repeated"]) == (2, 0)
    refused = answer["refused"]
    assert isinstance(refused, list)
    assert [one["index"] for one in refused] == list(range(1, 13))
    assert {one["code"] for one in refused} == {"GR004", "GR005"}
    assert send(room, batch)["repeated"] == 2
    assert send(room, [])["taken"] == 0


def test_that_where_somebody_is_after_work_is_not_kept(room: Clone) -> None:
    assert place(room, "worker", at=now() - timedelta(minutes=5)) is True
    assert duty(room, "worker", False, now()) is False
    for at in (now() + timedelta(seconds=1), now() - timedelta(hours=4)):  # after it ended, before it began
        with expect_refusal("GR002", "off_duty"):
            place(room, "worker", at=at)
    assert place(room, "worker", at=now() - timedelta(minutes=1)) is True  # sent late, of the time on duty
    assert ask(room, "chief", "select count(*) from api.live_positions where code = 'worker'") == 0


def test_that_a_duty_told_twice_or_late_stays_what_it_was(room: Clone) -> None:
    began = now() - timedelta(hours=2)
    assert duty(room, "worker", False, now() - timedelta(minutes=1)) is False
    assert duty(room, "worker", False, now() - timedelta(minutes=1)) is False
    assert duty(room, "worker", True, began) is False            # the beginning, told once more after the end
    assert duty(room, "worker", True, now()) is True
    assert duty(room, "worker", False, began) is True            # an end that lies before this beginning
    with room.owner.connect() as connection:
        assert connection.execute(text(
            "select count(*), count(*) filter (where ended_at is null) from gridroom.field_duty d "
            "join gridroom.field_unit u using (unit_id) where u.code = 'worker'")).one() == (2, 1)


def test_that_two_duties_of_one_moment_are_one(room: Clone) -> None:
    moment = datetime.now(UTC)
    duty(room, "worker", False, moment)
    assert duty(room, "worker", True, moment) is True
    assert duty(room, "worker", True, moment) is True


def test_that_a_worker_who_left_falls_silent(room: Clone) -> None:
    with room.owner.begin() as connection:
        connection.execute(text("update gridroom.person set active = false where login = 'worker'"))
    with expect_refusal("GR005"):
        place(room, "worker")


@pytest.mark.parametrize("change", [
    {"at": "2026-11-22T01:27:00+99:99"}, {"at": "2026-02-30T01:27:00Z"}, {"at": "2026-11-22T25:61:61Z"},
    {"at": "0000-00-00T00:00:00Z"},
    {"speed": 1e-320}, {"accuracy": 1e300}, {"worker": 7}, {"longitude": "东"}])
def test_that_what_no_type_can_hold_spoils_no_other_position(room: Clone, change: dict[str, object]) -> None:
    duty(room, "worker", True, now() - timedelta(hours=1))
    good = {"worker": "worker", "longitude": HERE[0], "latitude": HERE[1],
            "at": (now() - timedelta(minutes=5)).isoformat()}
    answer = send(room, [good | change, good])
    assert answer["taken"] == 1
    assert [(one["index"], one["code"][:2]) for one in answer["refused"]] == [(0, "GR")]  # type: ignore[attr-defined]


def test_that_a_request_id_with_another_worker_or_other_words_is_refused(room: Clone) -> None:
    query = "select (api.field_report(:r, :w, :d, 121.3715, 28.5815)).case_id"
    asked = {"r": "0a1b2c3d-0000-4000-8000-000000000001", "w": "worker", "d": "路灯不亮"}
    first = ask(room, "pat", query, **asked)
    assert ask(room, "pat", query, **asked) == first
    for change in ({"w": "second"}, {"d": "路灯又不亮"}):
        with expect_refusal("GR006"):
            ask(room, "pat", query, **asked | change)
    with translated(), room.engine("pat").begin() as connection:  # two of one transaction are two
        several = [connection.execute(text(query), asked | {"r": uuid4(), "d": words}).scalar_one()
                   for words in ("甲", "乙")]
    assert len({first, *several}) == 3
