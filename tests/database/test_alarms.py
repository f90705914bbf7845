"""What needs an action now: each rule raised and gone, for whom, rung once, shelved, acknowledged, and measured."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import text

from app.database import alarms
from app.domain.case import Action
from app.domain.failures import Refusal
from tests.database.aftercare import closed
from tests.database.clone import PEOPLE
from tests.database.desk import act, dispatched, handled, report

LATE_BY = "update gridroom.case_file set deadline_at = now() - make_interval(mins => :m) where case_id = :c"
PAST = "update gridroom.case_file set deadline_at = now() - interval '5 minutes' where case_id = :case_id"


def listed(database, login):
    with database.engine(login).connect() as connection:
        return alarms.read_alarms(connection)


def rules(database, login):
    return sorted(one.rule for one in listed(database, login))


def ring(database, login):
    with database.engine(login).begin() as connection:
        return alarms.ring(connection)


def owner(database, words, **values):
    with database.owner.begin() as connection:
        connection.execute(text(words), values)


def late(database, answer):
    owner(database, PAST, case_id=answer.case_id)
    return answer


def who_has(database, rule):
    return {login for login in PEOPLE if rule in rules(database, login)}


def test_that_a_quiet_room_has_no_alarm(database):
    report(database)
    assert {login: rules(database, login) for login in PEOPLE if rules(database, login)} == {}


def test_that_an_overdue_registration_is_the_call_takers_until_it_is_done(database):
    answer = late(database, report(database))
    assert who_has(database, "register_overdue") == {"taker"}
    act(database, "taker", Action.REGISTER, answer, condition_id=1)
    assert rules(database, "taker") == []


def test_that_an_urgent_report_is_an_alarm_at_once_and_only_one(database):
    answer = report(database, urgency="urgent")
    late(database, answer)
    assert rules(database, "taker") == rules(database, "chief") == ["urgent_report"]
    act(database, "taker", Action.REGISTER, answer, condition_id=1)
    assert rules(database, "taker") == []
    assert rules(database, "dispatcher") == ["urgent_dispatch"]


def test_that_an_overdue_dispatch_and_a_returned_case_are_the_dispatchers(database):
    answer = late(database, act(database, "taker", Action.REGISTER, report(database), condition_id=1))
    assert who_has(database, "dispatch_overdue") == {"dispatcher"}
    answer = act(database, "dispatcher", Action.DISPATCH, answer, department_id=1)
    assert rules(database, "dispatcher") == []
    answer = act(database, "works", Action.RETURN, answer, reason="不属于我单位")
    assert who_has(database, "returned") == {"dispatcher"}
    late(database, answer)
    assert rules(database, "dispatcher") == ["dispatch_overdue"]


def test_that_overdue_handling_is_the_own_departments_and_overdue_verifying_the_inspectors(database):
    late(database, dispatched(database))
    assert who_has(database, "handle_overdue") == {"works"}
    answer = late(database, handled(database))
    assert who_has(database, "verify_overdue") == {"inspector", "chief"}
    act(database, "inspector", Action.VERIFY, answer)
    assert rules(database, "inspector") == []


@pytest.mark.parametrize(("kind", "card", "rule"), [
    ("timeout", "red", "red_card"), ("timeout", "yellow", "yellow_card"), ("leader", "red", "leader_order")])
def test_that_an_order_is_the_departments_until_it_replied_and_then_the_chiefs(database, kind, card, rule):
    answer = dispatched(database)
    with database.owner.connect() as connection:
        by = connection.execute(text("select now() + interval '1 day'")).scalar_one()
    answer = act(database, "chief", Action.SUPERVISE, answer, order_kind=kind, card=card, reason="超时",
                 demand="立即处置", reply_by=by)
    assert who_has(database, rule) == {"works"}
    with database.owner.connect() as connection:
        order_id = connection.execute(text("select order_id from gridroom.supervision_order")).scalar_one()
    act(database, "works", Action.REPLY_TO_ORDER, answer, order_id=order_id, reply="今日办结")
    assert rules(database, "works") == rules(database, "chief") == []
    owner(database, "update gridroom.supervision_order set replied_at = now() - interval '31 minutes'")
    assert who_has(database, "order_replied") == {"chief"}


def test_that_each_condition_kept_beside_the_case_is_an_alarm_once_its_time_has_passed(database):
    answer = dispatched(database)
    owner(database, "update gridroom.case_file set receipt_due = now() - interval '1 minute' where case_id = :case_id",
          case_id=answer.case_id)
    assert who_has(database, "receipt_missing") == {"dispatcher", "chief"}
    owner(database, "update gridroom.case_file set receipt_due = null")
    owner(database, """insert into gridroom.field_task
            (code, kind, case_id, worker, asked, words, asked_at, due_at, asked_by)
        values ('AAAA', 'urgent', :case_id, 'worker', '网格员一号', '请到场', now(), now() - interval '1 minute',
                'dispatcher')""",
          case_id=answer.case_id)
    assert who_has(database, "task_overdue") == {"dispatcher"}
    owner(database, "update gridroom.field_task set ended_at = now(), outcome = 'done'")
    owner(database, """insert into gridroom.case_unit (case_id, department_id, part, told_at, told_by)
        values (:case_id, 2, 'whistled', now(), 'chief')""", case_id=answer.case_id)
    owner(database, "update gridroom.case_file set seen_by = '{2}' where case_id = :case_id", case_id=answer.case_id)
    assert who_has(database, "whistle") == {"sanitation"}
    assert who_has(database, "task_overdue") == who_has(database, "receipt_missing") == set()


def test_that_a_request_for_time_waits_for_the_dispatcher_and_then_for_the_chief(database):
    answer = act(database, "works", Action.ACCEPT, dispatched(database, condition_id=3))
    answer = act(database, "works", Action.ASK_EXTENSION, answer, reason="缺材料")
    assert who_has(database, "request_waits") == set()
    owner(database, "update gridroom.time_request set asked_at = now() - interval '31 minutes'")
    assert who_has(database, "request_waits") == {"dispatcher"}
    act(database, "dispatcher", Action.APPROVE_REQUEST, answer, reason="同意")
    owner(database, "update gridroom.time_request set approved_at = now() - interval '31 minutes'")
    assert who_has(database, "request_waits") == set()
    assert who_has(database, "grant_waits") == {"chief"}


def test_that_an_unread_way_up_and_an_old_call_back_are_alarms(database):
    answer = act(database, "taker", Action.REGISTER, report(database), condition_id=1)
    act(database, "dispatcher", Action.ESCALATE, answer, to_level="city", reason="权属在市级", agreed_by="")
    owner(database, "update gridroom.case_escalation set receive_by = now() - interval '1 minute'")
    assert who_has(database, "escalation_unread") == {"dispatcher", "chief"}
    done = closed(database)
    owner(database, "update gridroom.case_file set closed_at = now() - interval '25 hours' where case_id = :case_id",
          case_id=done.case_id)
    assert who_has(database, "call_back_overdue") == {"taker"}


def test_that_a_history_that_was_changed_is_an_alarm_until_a_check_finds_it_whole(database):
    answer = report(database)
    owner(database, "alter table gridroom.case_step disable trigger user")
    owner(database, "update gridroom.case_step set remark = 'x' where case_id = :case_id", case_id=answer.case_id)
    with database.engine("auditor").begin() as connection:
        assert len(alarms.record_history_check(connection)) == 1
    assert who_has(database, "history_broken") == {"auditor", "chief"}
    owner(database, "update gridroom.case_step set remark = '' where case_id = :case_id", case_id=answer.case_id)
    with database.engine("auditor").begin() as connection:
        assert alarms.record_history_check(connection) == []
    assert who_has(database, "history_broken") == set()
    with pytest.raises(Refusal, match="may not verify"), database.engine("taker").begin() as connection:
        alarms.record_history_check(connection)


def test_that_a_calendar_that_ends_is_an_alarm_of_those_who_can_mend_it(database):
    owner(database, "update gridroom.setting set value = to_jsonb((now() + interval '10 days')::date::text) "
                    "where key = 'calendar_known_until'")
    assert who_has(database, "calendar_ends") == {"administrator", "chief"}


def test_that_a_wall_has_no_alarm_and_reads_nothing_of_them_by_hand(database):
    late(database, report(database))
    with database.engine("administrator").begin() as connection:
        connection.execute(text("select api.change_setting('alarm_rules', (select jsonb_agg(r || "
                                """'{"duties": ["administrator"]}') from api.setting, jsonb_array_elements(value) r """
                                "where key = 'alarm_rules'))"))
    assert rules(database, "administrator") == ["register_overdue"]
    ring(database, "administrator")
    assert listed(database, "wall") == ring(database, "wall") == []
    with database.engine("wall").connect() as connection:
        assert connection.execute(text("select * from api.alarm_rate")).all() == []
        for hidden in ("gridroom.alarm_ring", "gridroom.alarm_act", "gridroom.alarm_rows()"):
            with pytest.raises(Exception, match="permission denied"), connection.begin_nested():
                connection.execute(text(f"select * from {hidden}"))


def test_that_an_alarm_rings_once_for_a_person_wherever_they_sign_in(database):
    late(database, report(database))
    first = ring(database, "taker")
    assert [(one.rule, one.fresh, one.chatters, one.flood) for one in first] == [
        ("register_overdue", True, False, False)]
    assert ring(database, "taker") == []
    database.login("taker2", "受理员二号", PEOPLE["taker"][1])
    assert len(ring(database, "taker2")) == 1
    assert ring(database, "taker2") == []


def test_that_two_seats_of_one_person_that_ask_at_once_ring_once(database):
    late(database, report(database))
    one, other = database.engine("taker").connect(), database.engine("taker").connect()
    with one, other:
        began = one.begin()
        assert len(alarms.ring(one)) == 1
        other.execute(text("set lock_timeout = '200ms'"))
        with pytest.raises(Exception, match="lock timeout"):
            alarms.ring(other)
        other.rollback()
        began.commit()
        assert alarms.ring(other) == []


def test_that_more_than_ten_in_ten_minutes_are_a_flood(database):
    for number in range(11):
        late(database, report(database, description=f"井盖缺失 {number}"))
    came = ring(database, "taker")
    assert len(came) == 11
    assert all(one.flood for one in came)
    late(database, report(database, description="又一件"))
    assert [one.flood for one in ring(database, "taker")] == [True]


def test_that_an_alarm_that_comes_and_goes_is_told_no_more(database):
    answer = report(database)
    told = []
    for minutes in (5, 4, 3, 2):
        owner(database, LATE_BY, m=minutes, c=answer.case_id)
        told += [one.chatters for one in ring(database, "taker")]
        owner(database, "update gridroom.case_file set deadline_at = now() + interval '1 hour' where case_id = :c",
              c=answer.case_id)
        assert ring(database, "taker") == []
    assert told == [False, False, True, True]


def test_that_acknowledging_is_for_all_who_have_it_and_holds_for_this_time_only(database):
    answer = late(database, report(database))
    key = listed(database, "taker")[0].key
    request = uuid4()
    with database.engine("taker").begin() as connection:
        assert alarms.acknowledge(connection, request, [key]) == 1
        assert alarms.acknowledge(connection, request, [key]) == 1
    database.login("taker2", "受理员二号", PEOPLE["taker"][1])
    seen = listed(database, "taker2")[0]
    assert (seen.state, seen.acknowledged_by) == ("acknowledged", "受理员一号")
    assert ring(database, "taker2") == []
    owner(database, LATE_BY, m=1, c=answer.case_id)
    assert [one.state for one in listed(database, "taker2")] == ["new"]
    assert len(ring(database, "taker2")) == 1


def test_that_a_shelved_alarm_is_quiet_and_comes_back_by_itself(database):
    late(database, report(database))
    ring(database, "taker")
    key = listed(database, "taker")[0].key
    with database.engine("taker").begin() as connection:
        now = connection.execute(text("select now()")).scalar_one()
        assert alarms.shelve(connection, uuid4(), [key], now + timedelta(hours=2), "等雨停") == 1
    shelved = listed(database, "taker")[0]
    assert (shelved.state, shelved.reason, shelved.shelved_by) == ("shelved", "等雨停", "受理员一号")
    assert ring(database, "taker") == []
    owner(database, "alter table gridroom.alarm_act disable trigger user")  # so that the time can be turned back
    owner(database, "update gridroom.alarm_act set until = now() - interval '1 second', at = at - interval '2 hours'")
    assert listed(database, "taker")[0].state == "new"
    assert [one.key for one in ring(database, "taker")] == [key]
    assert ring(database, "taker") == []


def shelve(database, key):
    with database.engine("chief" if key.startswith("urgent") else "taker").begin() as connection:
        until = connection.execute(text("select now()")).scalar_one() + timedelta(hours=2)
        return alarms.shelve(connection, uuid4(), [key], until, "等雨停")


def test_that_nobody_shelves_an_alarm_for_ever(database):
    late(database, report(database))
    key = listed(database, "taker")[0].key
    assert [shelve(database, key) for _again in range(3)] == [1, 1, 1]
    with database.engine("taker").begin() as connection:
        alarms.unshelve(connection, uuid4(), [key])  # taking it out does not begin again
    with pytest.raises(Refusal) as refused:
        shelve(database, key)
    assert (refused.value.code, refused.value.detail["why"], refused.value.detail["times"]) == (
        "GR004", "shelved_often", 3)


def test_that_a_critical_alarm_is_acknowledged_and_never_shelved(database):
    report(database, urgency="urgent")
    key = next(one.key for one in listed(database, "chief") if one.rule == "urgent_report")
    with pytest.raises(Refusal) as refused:
        shelve(database, key)
    assert (refused.value.code, refused.value.detail["why"]) == ("GR004", "critical")
    with database.engine("chief").begin() as connection:
        assert alarms.acknowledge(connection, uuid4(), [key]) == 1


def test_that_taking_an_alarm_from_the_shelf_rings_nobody_again(database):
    late(database, report(database))
    ring(database, "taker")
    key = listed(database, "taker")[0].key
    with database.engine("taker").begin() as connection:
        now = connection.execute(text("select now()")).scalar_one()
        alarms.shelve(connection, uuid4(), [key], now + timedelta(hours=2), "等雨停")
        assert alarms.unshelve(connection, uuid4(), [key]) == 1
    assert listed(database, "taker")[0].state == "new"
    assert ring(database, "taker") == []


@pytest.mark.parametrize(("hours", "reason", "code"), [
    (9, "x", "GR004"), (0, "x", "GR004"), (-1, "x", "GR004"), (1, " ", "GR010"), (1, "长" * 201, "GR010")])
def test_that_a_shelf_needs_a_reason_and_an_end(database, hours, reason, code):
    late(database, report(database))
    key = listed(database, "taker")[0].key
    with database.owner.connect() as connection:
        until = connection.execute(text("select now()")).scalar_one() + timedelta(hours=hours)
    with pytest.raises(Refusal) as refused, database.engine("taker").begin() as connection:
        alarms.shelve(connection, uuid4(), [key], until, reason)
    assert refused.value.code == code


@pytest.mark.parametrize("login", sorted(set(PEOPLE) - {"taker"}))
def test_that_nobody_acts_on_an_alarm_of_others(database, login):
    late(database, report(database))
    key = listed(database, "taker")[0].key
    with pytest.raises(Refusal) as refused, database.engine(login).begin() as connection:
        alarms.acknowledge(connection, uuid4(), [key])
    assert refused.value.code == "GR005"
    assert listed(database, "taker")[0].state == "new"


def test_that_what_people_did_cannot_be_changed(database):
    late(database, report(database))
    with database.engine("taker").begin() as connection:
        alarms.acknowledge(connection, uuid4(), [listed(database, "taker")[0].key])
    for words in ("update gridroom.alarm_act set reason = 'x'", "delete from gridroom.alarm_act",
                  "truncate gridroom.alarm_act"):
        with pytest.raises(Exception, match="append-only"):
            owner(database, words)


def test_that_the_desk_measures_its_own_rate(database):
    for number in range(12):
        late(database, report(database, description=f"井盖缺失 {number}"))
    ring(database, "taker")
    ring(database, "dispatcher")
    with database.engine("taker").connect() as connection:
        mine = alarms.read_rate(connection)
    assert [(one.scope, one.hours) for one in mine] == [("mine", 8), ("mine", 24), ("mine", 720)]
    assert (mine[0].alarms, mine[0].peak, mine[0].per_hour, mine[0].flood_share) == (12, 12, 72.0, 1.0)
    assert mine[0].top == (("register_overdue", 12),)
    with database.engine("chief").connect() as connection:
        room = next(one for one in alarms.read_rate(connection) if one.scope == "room")
    assert (room.alarms, room.operator_hours, room.per_hour, room.flood_share) == (12, 0.3, 36.0, 0.5)


def test_that_what_stood_before_somebody_came_is_told_but_not_counted_as_new(database):
    answer = report(database)
    owner(database, LATE_BY, m=25 * 60, c=answer.case_id)
    assert [one.fresh for one in ring(database, "taker")] == [False]
    with database.engine("taker").connect() as connection:
        day = alarms.read_rate(connection)[1]
    assert (day.alarms, day.standing) == (0, 1)


@pytest.mark.parametrize(("key", "value"), [
    ("alarm_rules", '[{"name": "x"}]'), ("alarm_rules", '{}'), ("alarm_limits", '{"shelve_hours": 100}'),
    ("alarm_limits", '[]'), ("alarm_rules", '[]'),
    ("alarm_rules", '[{"name": "history_broken", "priority": 1, "cause": "system", "duties": []}]'),
    ("alarm_rules", '[{"name": "history_broken", "priority": 1, "cause": "system", "duties": ["duty_chief"], '
                    '"off": true}]'),
    ("alarm_rules", '[{"name": "history_broken", "priority": 1, "cause": "system", "duties": ["duty_chief"], '
                    '"after_minutes": 500000}]'),
    ("alarm_rules", '[{"name": "red_card", "priority": 1, "cause": "order", "duties": ["wall"]}]'),
    ("alarm_rules", '[{"name": "red_card", "priority": 4, "cause": "order", "duties": []}]')])
def test_that_a_setting_that_cannot_be_read_is_refused(database, key, value):
    with pytest.raises(Refusal) as refused, database.engine("administrator").begin() as connection:
        alarms.change_setting(connection, key, value)
    assert refused.value.code == "GR004"


def test_that_a_city_turns_a_rule_off(database):
    late(database, report(database))
    with database.engine("administrator").begin() as connection:
        alarms.change_setting(connection, "alarm_rules", '[{"name": "register_overdue", "priority": 2, '
                              '"cause": "overdue", "duties": ["call_taker"], "off": true}, {"name": "history_broken", '
                              '"priority": 1, "cause": "system", "duties": ["security_auditor"]}]')
    assert rules(database, "taker") == []


def test_that_the_shifts_follow_each_other_around_the_clock(database):
    with database.engine("taker").connect() as connection:
        shifts = alarms.read_shifts(connection)
    assert [(one.name, f"{one.starts:%H:%M}") for one in shifts] == [
        ("早班", "07:00"), ("中班", "15:00"), ("夜班", "23:00")]
