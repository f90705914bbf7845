"""The schema applies twice without a change, refuses to be ahead of the program, and is what was reviewed."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from sqlalchemy import text

from app.database.case_moves import CASTS, MOVES
from app.database.engine import make_engine
from app.database.failures_from_sql import translated
from app.database.schema import apply_schema, check_schema, known_number
from app.domain.case import Action, CaseState
from app.domain.failures import Outdated, Unreachable
from tests.database.clone import Clone

SNAPSHOT = Path(__file__).with_name("schema_snapshot.sql")


def dumped(database: Clone) -> str:
    """pg_dump of the schema, without what differs from server to server."""
    run = subprocess.run(  # the partitions of position_fix are named after the months in which it runs
        [database.server.binary("pg_dump"), "--schema-only", "--restrict-key=review",
         "--exclude-table=gridroom.position_fix_*", "--dbname",
         database.server.owner_url(database.name).replace("+psycopg2", "")],
        capture_output=True, text=True, check=True)
    kept = [line for line in run.stdout.splitlines()
            if not re.match(r"(--|SET |SELECT pg_catalog.set_config|\\(un)?restrict|$)", line)]
    return "\n".join(kept) + "\n"


def test_that_the_schema_snapshot_is_the_reviewed_one(database: Clone, request: pytest.FixtureRequest) -> None:
    now = dumped(database)
    if request.config.getoption("--write-snapshot"):
        SNAPSHOT.write_text(now, encoding="utf-8")
    assert SNAPSHOT.read_text(encoding="utf-8") == now, "run pytest --write-snapshot and review the difference in git"


def test_that_applying_the_schema_again_changes_nothing(database: Clone) -> None:
    with database.owner.begin() as connection:
        assert apply_schema(connection) is False


def test_that_applying_all_of_the_code_again_leaves_the_same_schema(database: Clone) -> None:
    before = dumped(database)
    with database.owner.begin() as connection:
        connection.execute(text("update public.gridroom_schema_stamp set checksum = 'old' where number = 0"))
        assert apply_schema(connection) is True
    assert dumped(database) == before


def test_that_a_transaction_left_open_ends_by_itself(database: Clone) -> None:
    with database.owner.begin() as connection:  # a clone of a template lacks what belongs to the database itself
        connection.execute(text("update public.gridroom_schema_stamp set checksum = 'old' where number = 0"))
        apply_schema(connection)
    with database.engine("taker").connect() as connection:
        assert connection.execute(text("show idle_in_transaction_session_timeout")).scalar() == "30s"
        pondering = make_engine(database.url("administrator"), "test", ponders=True)
        with pondering.connect() as long:
            assert long.execute(text("show idle_in_transaction_session_timeout")).scalar() == "0"
        pondering.dispose()
        connection.execute(text("set idle_in_transaction_session_timeout = '50ms'"))
        pid = connection.execute(text("select pg_backend_pid()")).scalar()
        with database.owner.connect() as watching:
            still_there = text("select from pg_stat_activity where pid = :pid")
            while watching.execute(still_there, {"pid": pid}).first() is not None:
                watching.rollback()
        with pytest.raises(Unreachable), translated():
            connection.execute(text("select 1"))
        connection.invalidate()


def test_that_a_newer_breaking_schema_stops_this_program(database: Clone) -> None:
    with database.owner.begin() as connection:
        connection.execute(text("insert into public.gridroom_schema_stamp (number, name, breaking, checksum) "
                                "values (:number, 'later', true, '')"), {"number": known_number() + 1})
    with database.engine("taker").connect() as connection, pytest.raises(Outdated) as stopped:
        check_schema(connection)
    assert stopped.value.schema == known_number() + 1
    with database.owner.begin() as connection, pytest.raises(Outdated):
        apply_schema(connection)


def test_that_a_newer_schema_that_breaks_nothing_is_worked_with(database: Clone) -> None:
    with database.owner.begin() as connection:
        connection.execute(text("insert into public.gridroom_schema_stamp (number, name, breaking, checksum) "
                                "values (:number, 'later', false, '')"), {"number": known_number() + 1})
    with database.engine("taker").connect() as connection:
        check_schema(connection)
        assert connection.execute(text("select count(*) from api.case_board")).scalar() == 0


def test_that_python_and_the_transition_table_name_the_same_moves(database: Clone) -> None:
    with database.engine("taker").connect() as connection:
        rows = connection.execute(text("select action, from_state, to_state from api.transition")).all()
    states = {state for row in rows for state in (row.from_state, row.to_state)} - {"", "*", "=", "<"}
    assert states == {state.value for state in CaseState}
    assert {row.action for row in rows} == {action.value for action in Action}


def test_that_every_move_calls_a_function_that_takes_just_those_values(database: Clone) -> None:
    with database.owner.connect() as connection:
        found = dict(connection.execute(text(
            "select proname, proargnames from pg_proc where pronamespace = 'api'::regnamespace")).all())
    for function, names in MOVES.values():
        given = [name for name in found[function] if name not in ("request_id", "case_id", "version")]
        assert [name for name in names if name not in given] == [], function
        assert set(names) <= set(given)
    assert set(CASTS) <= {name for names in found.values() if names for name in names}
