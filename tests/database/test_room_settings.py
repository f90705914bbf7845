"""Shifts, roster, calendar, settings and gateways as the desk sets them: who may, what is kept, what is refused."""

from __future__ import annotations

import json
from datetime import date, time, timedelta

import pytest
from sqlalchemy import text

from app.database import alarms, gateways, room_settings
from app.database.calendar import room_today
from app.database.rules import change_rule, preview_rule
from app.domain.failures import Refusal
from app.domain.roster import Watch, copied_week, gaps, monday_of
from app.domain.shift import Shift
from tests.database.clone import PEOPLE, Clone

LONG_AND_NIGHT = (Shift("白班", time(8)), Shift("夜班", time(20)))
OTHERS = sorted(set(PEOPLE) - {"administrator"})


def today(database: Clone) -> date:
    with database.engine("administrator").connect() as connection:
        return room_today(connection)


def refused(database: Clone, login: str, code: str, work, *values, **named) -> None:
    with pytest.raises(Refusal) as told, database.engine(login).begin() as connection:
        work(connection, *values, **named)
    assert told.value.code == code


def test_that_shifts_change_from_a_day_on(database: Clone) -> None:
    day = today(database)
    with database.engine("administrator").begin() as connection:
        seen = room_settings.newest_plan(connection)
        made = room_settings.put_shifts(connection, day + timedelta(days=1), LONG_AND_NIGHT, seen)
    refused(database, "administrator", "GR015", room_settings.put_shifts, day, LONG_AND_NIGHT, seen)
    with database.engine("taker").connect() as connection:
        assert [one.name for one in alarms.read_shifts(connection)] == ["早班", "中班", "夜班"]
        holds, comes = room_settings.shift_plans(connection)
        assert (holds.holds, comes.holds, comes.shifts, comes.plan_id) == (True, False, LONG_AND_NIGHT, made)
    with database.engine("administrator").begin() as connection:
        room_settings.end_shifts(connection, made)
        assert len(room_settings.shift_plans(connection)) == 1
        made = room_settings.put_shifts(connection, day, LONG_AND_NIGHT, made)
        assert [one.name for one in alarms.read_shifts(connection)] == ["白班", "夜班"]
    refused(database, "administrator", "GR005", room_settings.end_shifts, made)  # it holds already
    refused(database, "administrator", "GR004", room_settings.put_shifts, day - timedelta(days=1), LONG_AND_NIGHT, made)
    with database.owner.connect() as connection:
        kept = connection.execute(text("select subject, by_login from gridroom.configuration_step order by 1")).all()
    assert kept == [("shifts", "administrator")] * 3


@pytest.mark.parametrize("shifts", [(), (Shift("早", time(7)), Shift("晚", time(7))), (Shift("长" * 13, time(7)),)])
def test_that_shifts_that_nobody_could_work_are_refused(database: Clone, shifts) -> None:
    with database.engine("administrator").connect() as connection:
        seen = room_settings.newest_plan(connection)
    refused(database, "administrator", "GR004", room_settings.put_shifts, today(database), shifts, seen)


def test_that_a_chief_fills_a_week_and_takes_it_back(database: Clone) -> None:
    first = monday_of(today(database)) + timedelta(days=7)
    watches = {Watch(first, "早班", "taker"), Watch(first, "早班", "chief", leads=True),
               Watch(first, "夜班", "dispatcher")}
    with database.engine("chief").begin() as connection:
        empty = room_settings.roster_week(connection, first)
        assert not empty.watches
        assert set(empty.people) == {"taker", "dispatcher", "chief", "inspector"}
        assert room_settings.put_roster(connection, first, watches, empty.stamp) == 3
        assert room_settings.put_roster(connection, first, watches, "the answer was lost, asked again") == 0
        week = room_settings.roster_week(connection, first)
    assert week.watches == watches
    assert len(gaps(week, week.watches, first)) == 7 * 3 - 2
    refused(database, "administrator", "GR015", room_settings.put_roster, first, [], empty.stamp)
    with database.engine("administrator").begin() as connection:
        assert room_settings.put_roster(connection, first, [], week.stamp) == 3
    with database.owner.connect() as connection:
        rows = connection.execute(text("select made_by, ended_by from gridroom.roster_entry")).all()
    assert rows == [("chief", "administrator")] * 3  # nothing is erased


def test_that_a_week_is_copied_where_it_can_be(database: Clone) -> None:
    first = monday_of(today(database))
    before = {Watch(first, "早班", "taker"), Watch(first + timedelta(days=2), "夜班", "gone"),
              Watch(first + timedelta(days=3), "旧班", "taker", leads=True)}
    with database.engine("chief").connect() as connection:
        week = room_settings.roster_week(connection, first + timedelta(days=7))
    copied = copied_week(before, week.first_day, week.shifts, week.people, first)
    assert copied == {Watch(first + timedelta(days=7), "早班", "taker")}


@pytest.mark.parametrize(("change", "code"), [
    ({"login": "nobody"}, "GR005"), ({"shift": "午夜班"}, "GR004"), ({"day": "2020-01-06"}, "GR004"),
    ({"day": "soon"}, "GR004"), ({"leads": "x"}, "GR004")])
def test_that_a_wrong_roster_is_refused(database: Clone, change, code) -> None:
    first = monday_of(today(database)) + timedelta(days=7)
    entry = {"day": first.isoformat(), "shift": "早班", "login": "taker", "leads": False} | change
    with database.engine("chief").connect() as connection:
        stamp = room_settings.roster_week(connection, first).stamp

    def put(connection) -> None:
        with room_settings.translated():
            connection.execute(text("select api.put_roster(:first, cast(:entries as jsonb), :stamp)"),
                               {"first": first, "entries": json.dumps([entry]), "stamp": stamp})

    refused(database, "chief", code, put)


def test_that_a_week_is_whole_and_a_shift_has_one_who_leads(database: Clone) -> None:
    first = monday_of(today(database)) + timedelta(days=7)
    with database.engine("chief").connect() as connection:
        stamp = room_settings.roster_week(connection, first).stamp
    taker = {"day": first.isoformat(), "shift": "早班", "login": "taker"}
    ask = text("select api.put_roster(:first, cast(:entries as jsonb), :stamp)")

    def put(connection, *entries) -> None:
        with room_settings.translated():
            connection.execute(ask, {"first": first, "entries": json.dumps(entries), "stamp": stamp})

    for wrong in ((taker, taker), (taker, taker | {"leads": True}), (taker | {"day": str(first + timedelta(days=7))},),
                  (taker | {"leads": True}, taker | {"login": "chief", "leads": True})):
        refused(database, "chief", "GR004", put, *wrong)
    with database.owner.begin() as connection:
        connection.execute(text("update gridroom.person set active = false where login = 'inspector'"))
    refused(database, "chief", "GR005", put, taker | {"login": "inspector"})
    with database.engine("chief").connect() as connection:
        assert set(room_settings.roster_week(connection, first).people) == {"taker", "dispatcher", "chief"}


def test_that_who_left_and_a_shift_of_another_name_stay_where_they_stand(database: Clone) -> None:
    first = monday_of(today(database)) + timedelta(days=7)
    stands = {Watch(first, "早班", "taker"), Watch(first, "夜班", "inspector")}
    with database.engine("chief").begin() as connection:
        room_settings.put_roster(connection, first, stands, room_settings.roster_week(connection, first).stamp)
    with database.owner.begin() as connection:
        connection.execute(text("update gridroom.person set active = false where login = 'inspector'"))
    with database.engine("administrator").begin() as connection:
        room_settings.put_shifts(connection, first, LONG_AND_NIGHT, room_settings.newest_plan(connection))
    with database.engine("chief").begin() as connection:
        stamp = room_settings.roster_week(connection, first).stamp
        assert room_settings.put_roster(connection, first, stands | {Watch(first, "白班", "chief")}, stamp) == 1
    with database.owner.connect() as connection:
        kept = connection.execute(text("select by_login, jsonb_array_length(old), jsonb_array_length(new) from"
                                       " gridroom.configuration_step where subject = 'roster' order by step_id")).all()
    assert kept == [("chief", 0, 2), ("chief", 2, 3)]


def test_that_past_days_stay_as_they_were(database: Clone) -> None:
    first = monday_of(today(database)) - timedelta(days=14)
    with database.engine("chief").connect() as connection:
        stamp = room_settings.roster_week(connection, first).stamp
    refused(database, "chief", "GR004", room_settings.put_roster, first, [Watch(first, "早班", "taker")], stamp)


def test_that_no_end_of_days_is_asked_for(database: Clone) -> None:
    ask = text("select count(*) from api.shifts_between(cast(:first as date), cast(:last as date))")
    with database.engine("taker").connect() as connection:
        assert connection.execute(ask, {"first": "2026-01-01", "last": "9999-12-31"}).scalar_one() == 401 * 3
    for first, last in (("-infinity", "infinity"), ("-infinity", "2026-01-01"), ("2026-01-01", "infinity")):
        with pytest.raises(Exception, match="infinite"), database.engine("taker").connect() as connection:
            connection.execute(ask, {"first": first, "last": last})


@pytest.mark.parametrize("login", OTHERS)
def test_that_nobody_else_sets_anything(database: Clone, login: str) -> None:
    day = today(database) + timedelta(days=1)
    with database.engine("administrator").connect() as connection:
        seen, stamp = room_settings.newest_plan(connection), room_settings.roster_week(connection, day).stamp
        limits = room_settings.read_settings(connection, "alarm_limits")["alarm_limits"]
    refused(database, login, "GR003", room_settings.put_shifts, day, LONG_AND_NIGHT, seen)
    refused(database, login, "GR003", room_settings.end_shifts, seen)
    refused(database, login, "GR003", room_settings.change_seen_setting, "alarm_limits", limits, limits)
    refused(database, login, "GR003", gateways.set_gateway_active, "x", False, "试试")
    if login != "chief":
        refused(database, login, "GR003", room_settings.put_roster, day, [], stamp)
    for table in ("shift_plan", "roster_entry"):
        with pytest.raises(Exception, match="permission denied"), database.engine(login).begin() as connection:
            connection.execute(text(f"select * from gridroom.{table}"))


@pytest.mark.parametrize(("login", "reads"), [("taker", True), ("inspector", True), ("works", False), ("wall", False),
                                              ("worker", False)])
def test_that_the_roster_is_read_in_the_room_only(database: Clone, login: str, reads: bool) -> None:
    first = monday_of(today(database)) + timedelta(days=7)
    with database.engine("chief").begin() as connection:
        stamp = room_settings.roster_week(connection, first).stamp
        room_settings.put_roster(connection, first, [Watch(first, "早班", "taker")], stamp)
    with database.engine(login).connect() as connection:
        week = room_settings.roster_week(connection, first)
    assert bool(week.watches) is reads
    assert week.people == ()


def test_that_a_setting_changes_only_as_it_was_seen(database: Clone) -> None:
    with database.engine("administrator").begin() as connection:
        was = room_settings.read_settings(connection, "alarm_limits")["alarm_limits"]
        room_settings.change_seen_setting(connection, "alarm_limits", was | {"flood_alarms": 12}, was)
    refused(database, "administrator", "GR015", room_settings.change_seen_setting, "alarm_limits", was, was)
    refused(database, "administrator", "GR004", room_settings.change_seen_setting, "alarm_limits", {},
            was | {"flood_alarms": 12})


@pytest.mark.parametrize("value", [
    {}, {"west": 121, "east": 120, "south": 28, "north": 29}, {"west": 121, "east": 122, "south": 28, "north": 95},
    {"west": "121", "east": 122, "south": 28, "north": 29}, [1, 2, 3, 4], "home"])
def test_that_no_map_can_show_is_refused(database: Clone, value) -> None:
    refused(database, "administrator", "GR004", room_settings.change_seen_setting, "map_home", value,
            "district")


def test_that_a_year_of_days_is_tried_then_entered(database: Clone) -> None:
    change = {"rule": "calendar_days", "known_until": "2027-12-31", "value": [
        {"day": "2027-01-01", "is_workday": False, "note": "元旦"},
        {"day": "2027-02-14", "is_workday": True, "note": "春节调休上班"}]}
    with database.engine("administrator").begin() as connection:
        effect = preview_rule(connection, change)
        assert room_settings.calendar_days(connection, 2027) == {}
    refused(database, "chief", "GR003", preview_rule, change)
    with database.engine("administrator").begin() as connection:
        change_rule(connection, change, to_open=True, seen=effect.fingerprint)
        assert room_settings.calendar_days(connection, 2027) == {
            date(2027, 1, 1): (False, "元旦"), date(2027, 2, 14): (True, "春节调休上班")}
        assert room_settings.read_settings(connection, "calendar_known_until") == {"calendar_known_until": "2027-12-31"}
    for wrong in ({"value": "x"}, {"value": [{"day": "soon"}]}, {"known_until": "for ever"}):
        refused(database, "administrator", "GR004", preview_rule, change | wrong)


def test_that_a_stopped_gateway_is_refused_at_once(database: Clone) -> None:
    database.gateway("pingan", ["worker"])
    speaks = text("select api.field_on_duty('worker', true)")
    with database.engine("pingan").begin() as connection:
        connection.execute(speaks)
    with database.engine("chief").connect() as connection:
        activity = gateways.gateway_activity(connection)["pingan"]
    assert (activity.units, activity.positions_last_10_minutes) == (1, 0)
    with database.engine("taker").connect() as connection:
        assert gateways.gateway_activity(connection) == {}
    with database.engine("administrator").begin() as connection:
        gateways.set_gateway_active(connection, "pingan", False, "口令外泄")
    with pytest.raises(Exception, match="not a gateway"), database.engine("pingan").begin() as connection:
        connection.execute(speaks)
    with database.engine("administrator").begin() as connection:
        gateways.set_gateway_active(connection, "pingan", True, "口令已更换")
    with database.engine("pingan").begin() as connection:
        connection.execute(speaks)
    with database.engine("auditor").connect() as connection:
        told = connection.execute(text("select new from api.configuration_history where subject = 'gateway' "
                                       "order by step_id")).scalars().all()
    assert told == [{"active": False, "reason": "口令外泄"}, {"active": True, "reason": "口令已更换"}]
