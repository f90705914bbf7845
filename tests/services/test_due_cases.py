"""A suspended case goes on when its day has come, from whichever workstation is running."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import text

from app.background.jobs import Jobs
from app.database import cases
from app.domain.case import Action, CaseState
from app.services.due_cases import DueCases
from tests.database.clone import Clone
from tests.database.desk import act, dispatched


def test_that_a_running_workstation_lets_a_due_case_go_on(database: Clone, jobs: Jobs, qtbot) -> None:
    answer = act(database, "chief", Action.SUSPEND, dispatched(database), reason="等资金",
                 until=datetime.now(UTC) + timedelta(days=1))
    with database.owner.begin() as connection:
        connection.execute(text("update gridroom.clock_pause set paused_at = paused_at - interval '2 days', "
                                "until = clock_timestamp() - interval '1 second'"))
    engine = database.engine("taker")
    due = DueCases(engine, jobs)
    due.start()

    def goes_on() -> bool:
        with engine.connect() as connection:
            case = cases.read_board_case(connection, answer.case_id)
        return case is not None and case.state is CaseState.DISPATCHED

    qtbot.waitUntil(goes_on, timeout=20_000)
    due.stop()


def test_that_a_server_that_is_away_is_asked_again_and_nothing_breaks(database: Clone, jobs: Jobs, qtbot) -> None:
    engine = database.engine("taker")
    due = DueCases(engine, jobs)
    with database.owner.begin() as connection:
        connection.execute(text("update gridroom.person set active = false where login = 'taker'"))  # any refusal
    due.ask()
    due.ask()  # one question at a time
    qtbot.waitUntil(lambda: not due._asking, timeout=20_000)
    with database.owner.begin() as connection:
        connection.execute(text("update gridroom.person set active = true where login = 'taker'"))
    due.ask()
    qtbot.waitUntil(lambda: not due._asking, timeout=20_000)
