"""What an administrator configures: recorded, refused when it cannot stand, and never at the cost of old cases."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import text

from app.database.catalogue import Put, put_condition, put_major, put_minor, subcategories
from app.database.failures_from_sql import translated
from app.domain.case import Action
from app.domain.catalogue import LimitKind
from app.domain.failures import Refusal
from tests.database.clone import Clone
from tests.database.desk import act, dispatched, report

FIVE_DAYS = (LimitKind.WORK_DAY, 5, "修复", "市政公用")

STAGES = ("register", "confirm", "dispatch", "verify")  # those that every case passes


def as_administrator(database: Clone, query: str, **values: object) -> object:
    with database.engine("administrator").begin() as connection, translated():
        return connection.execute(text(query), values).scalar_one()


def history(database: Clone) -> list[tuple[str, str, object, object]]:
    with database.engine("auditor").connect() as connection:
        rows = connection.execute(
            text("select subject, subject_key, old, new from api.configuration_history order by step_id"))
        return [tuple(row) for row in rows]


def test_that_the_catalogue_is_read_with_its_conditions_in_order(database: Clone) -> None:
    with database.engine("taker").connect() as connection:
        found = subcategories(connection)
    assert [(minor.kind, minor.major_code, minor.code, minor.name) for minor in found] == [
        ("component", "01", "01", "上水井盖"), ("component", "01", "37", "路灯"), ("event", "04", "06", "占道经营")]
    assert [(c.seq, c.limit_kind, c.limit_value) for c in found[0].conditions] == [
        (1, LimitKind.URGENT_HOUR, 2.0), (2, LimitKind.WORK_HOUR, 4.0), (3, LimitKind.WORK_DAY, 5.0)]
    assert found[2].category == "街面秩序"


def test_that_a_put_says_what_it_did_and_keeps_old_and_new(database: Clone) -> None:
    with database.engine("administrator").begin() as connection:
        assert put_minor(connection, "component", "01", "99", "爱心驿站") is Put.NEW
        assert put_minor(connection, "component", "01", "99", "爱心驿站") is Put.UNCHANGED
        assert put_condition(connection, "component", "01", "99", 1, "设施缺损", *FIVE_DAYS) is Put.NEW
        assert put_condition(connection, "component", "01", "99", 1, "设施破损", *FIVE_DAYS) is Put.CHANGED
    steps = history(database)
    assert [step[:2] for step in steps] == [
        ("minor", "component/01/99"), ("condition", "component/01/99/1"), ("condition", "component/01/99/1")]
    assert steps[2][2]["condition"] == "设施缺损"
    assert steps[2][3]["condition"] == "设施破损"


@pytest.mark.parametrize("login", ["taker", "dispatcher", "chief", "works", "auditor"])
def test_that_only_an_administrator_configures(database: Clone, login: str) -> None:
    for query in (
        "select api.put_major('component', '09', '新类')",
        "select api.put_calendar_day('2026-12-25', false)",
        "select api.put_office_hours('[]')",
        "select api.change_setting('district_code', '\"1\"')",
    ):
        with pytest.raises(Refusal) as refused, translated(), database.engine(login).begin() as connection:
            connection.execute(text(query))
        assert refused.value.code == "GR003"


def test_that_a_major_takes_its_minors_along_and_gives_back_exactly_those(database: Clone) -> None:
    with database.engine("administrator").begin() as connection:
        put_minor(connection, "component", "01", "37", "路灯", disabled=True)
        put_major(connection, "component", "01", "公用设施", disabled=True)
        assert [minor.name for minor in subcategories(connection)] == ["占道经营"]
        put_minor(connection, "component", "01", "02", "污水井盖")
        assert [minor.name for minor in subcategories(connection)] == ["占道经营"]
        put_major(connection, "component", "01", "公用设施")
        assert [minor.name for minor in subcategories(connection)] == ["上水井盖", "污水井盖", "占道经营"]


def test_that_a_switched_off_class_takes_no_new_case_and_loses_no_old_one(database: Clone) -> None:
    old = dispatched(database)
    waiting = report(database)
    with database.engine("administrator").begin() as connection:
        put_major(connection, "component", "01", "公用设施", disabled=True)
    with pytest.raises(Refusal) as refused:
        act(database, "taker", Action.REGISTER, waiting, condition_id=1)
    assert refused.value.code == "GR004"
    with database.engine("dispatcher").connect() as connection:
        row = connection.execute(text("select subcategory from api.case_board where case_id = :id"),
                                 {"id": old.case_id})
        assert row.scalar_one() == "上水井盖"


def test_that_a_case_keeps_the_limit_under_which_it_was_registered(database: Clone) -> None:
    case = dispatched(database)
    with database.engine("administrator").begin() as connection:
        put_condition(connection, "component", "01", "01", 1, "缺失、移位", LimitKind.WORK_DAY, 9, "恢复")
    with database.engine("dispatcher").connect() as connection:
        row = connection.execute(text("select limit_kind, limit_value from api.case_detail where case_id = :id"),
                                 {"id": case.case_id}).one()
    assert tuple(row) == ("urgent_hour", 2)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"limit_kind": "week"}, "limit_kind"), ({"limit_value": 0}, "limit_value"), ({"seq": 0}, "seq"),
        ({"condition": ""}, "condition"), ({"condition": "长" * 501}, "condition"),
        ({"closing_condition": "修\x07复"}, "closing_condition"),
    ],
)
def test_that_a_condition_that_cannot_stand_is_refused_by_field(
    database: Clone, values: dict[str, object], field: str
) -> None:
    given: dict[str, object] = {"seq": 9, "condition": "破损", "limit_kind": "work_day", "limit_value": 1,
                                "closing_condition": "修复"}
    given |= values
    with pytest.raises(Refusal) as refused:
        as_administrator(database, "select api.put_condition('component', '01', '01', :seq, :condition, :limit_kind,"
                                   " :limit_value, :closing_condition)", **given)
    assert refused.value.detail["field"] == field


@pytest.mark.parametrize(
    ("key", "value", "stands"),
    [
        ("case_number", {"pattern": "{DISTRICT}{YYYY}{MM}{DD}{SEQ:5}"}, True),
        ("case_number", {"pattern": "{YYYY}-{SEQ:5}"}, False),          # would repeat every day
        ("case_number", {"pattern": "{YYYY}{MM}{DD}"}, False),          # the same number all day
        ("case_number", {"pattern": "{YYYY}{MM}{DD}{SEQ:5}<b>"}, False),
        ("case_number", "x", False),
        ("time_zone", "Asia/Urumqi", True), ("time_zone", "Asia/Atlantis", False),
        ("hours_per_work_day", 7.5, True), ("hours_per_work_day", 25, False), ("hours_per_work_day", "8", False),
        ("largest_attachment", 5_000_000, True), ("largest_attachment", 5_000_000_000, False),
        ("stage_limits", {one: {"kind": "urgent_hour", "value": 1} for one in STAGES}, True),
        ("stage_limits", {one: {"kind": "urgent_hour", "value": 1} for one in STAGES[1:]}, False),
        ("stage_limits", {}, False),
        ("stage_limits", {"register": {"kind": "week", "value": 1}}, False),
        ("stage_limits", {"breakfast": {"kind": "urgent_hour", "value": 1}}, False),
        ("no_such_key", 1, False),
    ],
)
def test_that_a_setting_takes_only_what_can_work(database: Clone, key: str, value: object, stands: bool) -> None:
    query = "select api.change_setting(:key, cast(:value as jsonb))"
    if stands:
        as_administrator(database, query, key=key, value=json.dumps(value))
        assert history(database)[-1][:2] == ("setting", key)
        assert history(database)[-1][3] == value
    else:
        with pytest.raises(Refusal) as refused:
            as_administrator(database, query, key=key, value=json.dumps(value))
        assert refused.value.code in ("GR004", "GR005")
        assert history(database) == []


@pytest.mark.parametrize(
    ("hours", "why"),
    [
        ([], "empty"), ([{"starts": "08:00", "ends": "12:00"}, {"starts": "11:00", "ends": "17:00"}], "overlap"),
        ([{"starts": "18:00", "ends": "08:00"}], "malformed"), ([{"starts": "eight", "ends": "12:00"}], "malformed"),
        ([{"starts": "08:00"}], "malformed"), ({"starts": "08:00", "ends": "12:00"}, "malformed"),
    ],
)
def test_that_office_hours_that_cannot_be_are_refused(database: Clone, hours: object, why: str) -> None:
    with pytest.raises(Refusal) as refused:
        as_administrator(database, "select api.put_office_hours(cast(:hours as jsonb))", hours=json.dumps(hours))
    assert refused.value.detail["why"] == why
    with database.engine("taker").connect() as connection:
        assert connection.execute(text("select count(*) from api.office_hours")).scalar_one() == 2


def test_that_a_night_shift_may_end_at_midnight(database: Clone) -> None:
    hours = [{"starts": "00:00", "ends": "08:00"}, {"starts": "08:00", "ends": "24:00"}]
    as_administrator(database, "select api.put_office_hours(cast(:hours as jsonb))", hours=json.dumps(hours))
    due = as_administrator(database, "select api.due_at('2026-11-20 23:00+08', 'work_hour', 2)"
                                     " = timestamptz '2026-11-23 01:00+08'")
    assert due is True


def test_that_what_was_configured_stays_on_record(database: Clone) -> None:
    as_administrator(database, "select api.put_calendar_day('2026-12-25', false, 'x')")
    for attack in ("delete from gridroom.configuration_step", "update gridroom.configuration_step set by_login = 'x'",
                   "truncate gridroom.configuration_step"):
        with pytest.raises(Refusal), translated(), database.owner.begin() as connection:
            connection.execute(text(attack))
    assert len(history(database)) == 1


def test_that_a_city_is_not_left_without_workdays_for_a_running_deadline(database: Clone) -> None:
    dispatched(database, condition_id=3)  # five workdays
    whole_year = "select sum(api.put_calendar_day(current_date + n, false)) from generate_series(0, 400) n"
    with pytest.raises(Refusal) as refused:
        as_administrator(database, whole_year)
    assert refused.value.detail["why"] == "too_few_workdays"


def test_that_everybody_who_works_here_reads_the_catalogue_and_nobody_the_record_of_changes(database: Clone) -> None:
    as_administrator(database, "select api.put_calendar_day('2026-12-25', false, 'x')")
    with database.engine("wall").connect() as connection:
        assert connection.execute(text("select count(*) from api.catalogue")).scalar_one() == 6
        assert connection.execute(text("select count(*) from api.configuration_history")).scalar_one() == 0
