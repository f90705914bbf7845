"""One login cannot hold up the room: guessed locks are refused, who blocks for minutes is ended by the others."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from sqlalchemy import text

from app.database import cases
from app.domain.report import ReportDraft
from tests.database.clone import Clone


@pytest.mark.parametrize("statement", [
    "select pg_advisory_lock(7)", "select pg_try_advisory_xact_lock(7, 7)", "select lo_create(0)",
    "select lo_from_bytea(0, '1')", "select pg_sleep(1)", "select pg_notify('gridroom_case', '1')",
    "create temporary table mine (a int)",
])
def test_that_what_would_hold_up_the_room_is_refused_to_everybody(database: Clone, statement: str) -> None:
    for login in ("wall", "administrator"):
        with database.engine(login).connect() as connection, pytest.raises(Exception, match="permission denied"):
            connection.execute(text(statement))


def test_that_who_blocks_for_minutes_is_ended_and_who_waits_briefly_is_not(database: Clone) -> None:
    # The same function with shorter patience, so that no test waits two minutes.
    with database.owner.begin() as connection:
        source = connection.execute(text(
            "select pg_get_functiondef('gridroom.end_blocking_sessions'::regproc)")).scalar_one()
        hurried = source.replace("'2 minutes'", "'1 second'")
        hurried = hurried.replace("'5 seconds'", "'0.2 seconds'")
        assert hurried != source
    holder, waiting = database.engine("worker").connect(), database.engine("taker").connect()
    cases.report(holder, ReportDraft(uuid4(), "不提交的上报"))  # and never commits: it holds the counter of numbers
    with database.engine("dispatcher").begin() as connection:
        assert cases.end_blockers(connection) == 0  # nobody waits for it
    with database.owner.begin() as connection:
        connection.exec_driver_sql(hurried)
    waiting.connection.dbapi_connection.set_session(autocommit=True)  # type: ignore[union-attr]
    pid = waiting.execute(text("select pg_backend_pid()")).scalar_one()
    with ThreadPoolExecutor(1) as room, database.owner.connect() as watching:
        coming = room.submit(cases.report, waiting, ReportDraft(uuid4(), "等编号的上报"))
        blocked = text("select cardinality(pg_blocking_pids(:pid)) > 0")
        while not watching.execute(blocked, {"pid": pid}).scalar():
            watching.rollback()
        watching.execute(text("select pg_sleep(1.2)"))
        with database.engine("dispatcher").begin() as connection:
            assert cases.end_blockers(connection) == 1
        assert coming.result(10).case_number
    with pytest.raises(Exception, match=r"terminat|closed|connection"):
        holder.execute(text("select 1"))
    holder.invalidate()
    holder.close()
    waiting.close()
