"""A person with psql and their own login can do no more than with the program: each way tried by hand, as each role."""

from __future__ import annotations

import subprocess
from uuid import uuid4

import psycopg2
import pytest
from psycopg2 import sql
from sqlalchemy import text

from app.database import cases
from app.database.people import create_person
from app.domain.case import Action
from app.domain.people import Duty
from tests.database.clone import PEOPLE, Clone
from tests.database.desk import act, dispatched, handled, report


def by_hand(database: Clone, login: str, statement: str | sql.Composed) -> list[tuple]:
    """What a person gets who types ``statement`` at a prompt of their own."""
    connection = psycopg2.connect(database.url(login).replace("+psycopg2", ""))
    try:
        with connection, connection.cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchall() if cursor.description else []
    finally:
        connection.close()


def private_tables(database: Clone) -> list[str]:
    with database.owner.connect() as connection:
        return list(connection.execute(text(
            "select relname from pg_class where relnamespace = 'gridroom'::regnamespace and relkind in ('r', 'p')"
        )).scalars())


@pytest.mark.parametrize("login", sorted(PEOPLE))
def test_that_no_person_holds_any_right_on_any_table(database: Clone, login: str) -> None:
    for table in private_tables(database):
        name = sql.Identifier("gridroom", table)
        for statement in (sql.SQL("select * from {}"), sql.SQL("delete from {}"), sql.SQL("truncate {}"),
                          sql.SQL("alter table {} disable row level security"), sql.SQL("drop table {}")):
            with pytest.raises(psycopg2.errors.InsufficientPrivilege):
                by_hand(database, login, statement.format(name))


@pytest.mark.parametrize("login", sorted(PEOPLE))
def test_that_no_person_can_call_a_private_function_or_become_an_owner(database: Clone, login: str) -> None:
    for statement in (
        "select gridroom.next_number('case')", "select gridroom.start_clock(1, 'handle', 'work_day', 99, now())",
        "select gridroom.locate_cell(point(1, 1))", "set role gridroom_owner", "set role gridroom_across",
        "set session authorization postgres", "create table public.mine (x int)", "create schema mine",
        "create function pg_temp.f() returns int language plpython3u as 'x'", "copy (select 1) to program 'id'",
        "select pg_read_file('/etc/hostname')", "alter role dispatcher superuser", "create role mine",
        "grant gridroom_administrator to " + login, "set session_replication_role = replica",
    ):
        with pytest.raises(psycopg2.Error) as refusal:
            by_hand(database, login, statement)
        assert refusal.value.pgcode in ("42501", "42704"), statement


def test_that_another_departments_case_cannot_be_read_by_any_view(database: Clone) -> None:
    answer = dispatched(database, department_id=1, description="只归市政", reporter_phone="13800000001")
    act(database, "works", Action.ACCEPT, answer)
    with database.owner.connect() as connection:
        views = list(connection.execute(text(
            "select table_name from information_schema.columns where table_schema = 'api' and column_name = 'case_id'"
        )).scalars())
    assert {"case_board", "case_detail", "case_step_list", "attachment_list"} <= set(views)
    for view in views:
        found = by_hand(database, "sanitation", sql.SQL("select * from {} where case_id = {}")
                        .format(sql.Identifier("api", view), sql.Literal(answer.case_id)))
        assert found == [], view
    assert by_hand(database, "sanitation", "select sum(open_count) from api.stage_count") == [(None,)]
    assert len(by_hand(database, "works", "select * from api.case_board")) == 1


def test_that_a_leaky_condition_does_not_see_rows_before_row_security(database: Clone) -> None:
    dispatched(database, department_id=1, description="秘密词")
    leak = """create function pg_temp.leak(t text) returns boolean language plpgsql cost 0.0000001 as
              $$ begin raise notice '%', t; return true; end $$"""
    connection = psycopg2.connect(database.url("sanitation").replace("+psycopg2", ""))
    try:
        with connection.cursor() as cursor:
            try:
                cursor.execute(leak)
            except psycopg2.errors.InsufficientPrivilege:
                return  # not even a temporary function: nothing can leak this way
            cursor.execute("select * from api.case_detail where pg_temp.leak(description)")
            assert cursor.fetchall() == []
        assert not [notice for notice in connection.notices if "秘密词" in notice]
    finally:
        connection.close()


def test_that_a_step_cannot_be_rewritten_even_by_the_schemas_owner(database: Clone) -> None:
    answer = handled(database)
    raw = database.owner.raw_connection()
    try:
        for table in ("case_step", "attachment", "disclosure", "request"):
            for statement in ("truncate {}", "delete from {} where case_id = {}"):
                with raw.cursor() as cursor:
                    cursor.execute("insert into gridroom.disclosure (case_id, reason) values (%s, 'x')",
                                   (answer.case_id,))
                    if table == "attachment" and statement.startswith("delete"):
                        continue  # no row to delete in this case
                    with pytest.raises(psycopg2.Error) as refusal:
                        cursor.execute(sql.SQL(statement).format(sql.Identifier("gridroom", table),
                                                                 sql.Literal(answer.case_id)))
                raw.rollback()
                assert refusal.value.pgcode == "GR003", table
    finally:
        raw.close()


@pytest.mark.parametrize("login", sorted(PEOPLE))
def test_that_views_cannot_be_written_through(database: Clone, login: str) -> None:
    report(database)
    for statement in ("update api.case_step_list set remark = 'x'", "delete from api.case_board",
                      "update api.setting set value = '1'", "insert into api.department (code, name) values ('x', 'x')",
                      "update api.me set name = 'x'"):
        with pytest.raises(psycopg2.Error) as refusal:
            by_hand(database, login, statement)
        assert refusal.value.pgcode in ("42501", "55000"), statement


def test_that_a_street_sees_its_own_area_only(database: Clone) -> None:
    inside = report(database, position=(121.3705, 28.5805))
    nowhere = report(database, position=None)
    outside = report(database, position=(120.0, 27.0))
    database.login("street1", "街道派遣员", [Duty.DISPATCHER], area_code="999901001")
    with database.engine("street1").connect() as connection:
        assert [case.case_id for case in cases.read_board(connection)] == [inside.case_id]
    with database.engine("dispatcher").connect() as connection:
        assert {case.case_id for case in cases.read_board(connection)} == {
            inside.case_id, nowhere.case_id, outside.case_id}


def test_that_a_worker_may_report_what_lies_outside_their_own_area(database: Clone) -> None:
    database.login("cell1", "网格员二号", [Duty.GRID_WORKER], area_code="999901001001001")
    answer = report(database, login="cell1", position=(121.3725, 28.5825), source="patrol")
    with database.engine("cell1").connect() as connection:
        assert cases.read_board_case(connection, answer.case_id) is None
    with database.engine("taker").connect() as connection:
        assert cases.read_board_case(connection, answer.case_id) is not None


def test_that_a_person_who_left_sees_and_does_nothing(database: Clone) -> None:
    answer = report(database)
    with database.owner.begin() as connection:
        connection.execute(text("update gridroom.person set active = false where login = 'dispatcher'"))
    assert by_hand(database, "dispatcher", "select * from api.case_board") == []
    with pytest.raises(psycopg2.Error) as refusal:
        by_hand(database, "dispatcher", sql.SQL("select api.add_note(gen_random_uuid(), {}, 'x')")
                .format(sql.Literal(answer.case_id)))
    assert refusal.value.pgcode == "GR007"


def test_that_a_wall_reads_no_words_of_citizens(database: Clone) -> None:
    report(database, description="家住三号楼的老人求助", reporter_phone="13800000001")
    row = by_hand(database, "wall", "select b.summary, d.description, d.reporter_phone from api.case_board b "
                                    "join api.case_detail d using (case_id)")
    assert row == [("", "", "138****0001")]


def test_that_a_wall_is_not_told_who_did_a_step(database: Clone) -> None:
    report(database, "worker")
    assert by_hand(database, "wall", "select by_login, by_name from api.case_step_list") == [("", "")]
    assert by_hand(database, "chief", "select by_login, by_name from api.case_step_list") == [("worker", "网格员一号")]


def test_that_a_wall_reads_no_pictures_results_or_amendments(database: Clone) -> None:
    answer = report(database)
    with database.engine("taker").begin() as connection:
        cases.attach(connection, uuid4(), answer.case_id, "near", "门口.jpg", "image/jpeg", b"picture")
    answer = act(database, "taker", Action.AMEND, answer, changes={"description": "另一段话"}, reason="更正")
    act(database, "taker", Action.ANSWER, answer, reply="答复的话")
    assert by_hand(database, "wall", "select * from api.attachment_list") == []
    assert by_hand(database, "wall", "select result from api.case_detail") == [("",)]
    told = by_hand(database, "wall", "select remark, detail from api.case_step_list")
    assert [row for row in told if row != ("", {})] == []
    with pytest.raises(psycopg2.Error) as refusal:
        by_hand(database, "wall", "select api.attachment_bytes(1)")
    assert refusal.value.pgcode == "GR005"


@pytest.mark.parametrize(("call", "code"), [
    ("api.report_case(gen_random_uuid(), 'x', original_at => '4713-01-01 BC')", "GR004"),
    ("api.report_case(gen_random_uuid(), 'x', original_at => '-infinity')", "GR004"),
    ("api.report_case(gen_random_uuid(), 'x', original_at => 'infinity')", "GR004"),
    ("api.report_case(gen_random_uuid(), 'x', source => null)", "GR004"),
    ("api.report_case(gen_random_uuid(), 'x', urgency => null)", "GR004"),
    ("api.report_case(gen_random_uuid(), 'x', origin => null)", "GR004"),
    ("api.report_case(gen_random_uuid(), 'x', longitude => 'NaN', latitude => 1)", "GR004"),
    ("api.report_case(null, 'x')", "GR004"),
    ("api.attach_file(gen_random_uuid(), 1, 'near', 'a', 'b', 'x', '4000-01-01 BC')", "GR004"),
    ("api.reject_case(gen_random_uuid(), 1, null, 'x')", "GR004"),
    ("api.register_case(gen_random_uuid(), 1, null, 1)", "GR004"),
])
def test_that_values_no_program_sends_are_refused_and_poison_nothing(database: Clone, call: str, code: str) -> None:
    report(database)
    with pytest.raises(psycopg2.Error) as refusal:
        by_hand(database, "taker", "select * from " + call)
    assert refusal.value.pgcode == code
    with database.engine("taker").connect() as connection:
        assert [case.version for case in cases.read_board(connection)] == [1]


def test_that_only_the_desk_may_say_that_a_report_was_imported(database: Clone) -> None:
    forged = "select * from api.report_case(gen_random_uuid(), 'x', origin => 'import:市平台', original_id => '1')"
    for login in ("worker", "works", "inspector", "dispatcher"):
        with pytest.raises(psycopg2.Error) as refusal:
            by_hand(database, login, forged)
        assert refusal.value.pgcode == "GR003"
    assert len(by_hand(database, "administrator", forged)) == 1


def test_that_a_notification_carries_ids_and_nothing_else(database: Clone) -> None:
    connection = psycopg2.connect(database.url("sanitation").replace("+psycopg2", ""))
    try:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute("listen gridroom_case")
        answer = dispatched(database, department_id=1, description="不该听见的话")
        connection.poll()
        assert {notice.payload for notice in connection.notifies} == {str(answer.case_id)}
    finally:
        connection.close()


def test_that_psql_itself_is_refused_too(database: Clone) -> None:
    answer = dispatched(database, department_id=1)
    run = subprocess.run(
        [database.server.binary("psql"), "-X", "-d", database.url("sanitation").replace("+psycopg2", ""), "-At",
         "-c", f"select count(*) from api.case_board where case_id = {answer.case_id}",
         "-c", "select count(*) from gridroom.case_file"], capture_output=True, text=True, check=False)
    assert run.stdout.strip() == "0"
    assert "permission denied" in run.stderr


def test_that_no_password_travels_in_clear(database: Clone) -> None:
    with database.owner.begin() as connection:
        connection.execute(text("set local log_statement = 'all'"))
        create_person(connection, "newcomer", "Geheim-4711", "新来的", [Duty.WALL])
        stored = connection.execute(text("select rolpassword from pg_authid where rolname = 'newcomer'")).scalar_one()
    assert stored.startswith("SCRAM-SHA-256$")
    log = "".join(file.read_text("utf-8", "replace") for file in (database.server.folder / "log").glob("*.log"))
    assert "SCRAM-SHA-256$" in log
    assert "Geheim-4711" not in log
