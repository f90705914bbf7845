"""Short ways to say what people of the test room do."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from sqlalchemy import text

from app.database import cases
from app.database.history import broken_links
from app.domain.case import Action, Answer, Move
from app.domain.report import ReportDraft
from tests.database.clone import Clone


def report(database: Clone, login: str = "taker", **values: Any) -> Answer:
    """A report taken down by ``login``; in cell …005 unless a position is given."""
    values = {"description": "卖芝桥东路井盖缺失", "position": (121.3715, 28.5815)} | values
    with database.engine(login).begin() as connection:
        return cases.report(connection, ReportDraft(uuid4(), **values))


def act(database: Clone, login: str, action: Action, on: Answer, **values: Any) -> Answer:
    """``login`` does ``action`` to the case as they saw it in ``on``."""
    with database.engine(login).begin() as connection:
        return cases.move(connection, Move(uuid4(), action, on.case_id, on.version, values))


def dispatched(database: Clone, condition_id: int = 1, department_id: int = 1, **values: Any) -> Answer:
    """A case on its way to a department."""
    answer = act(database, "taker", Action.REGISTER, report(database, **values), condition_id=condition_id)
    return act(database, "dispatcher", Action.DISPATCH, answer, department_id=department_id)


def handled(database: Clone, **values: Any) -> Answer:
    """A case that waits for verification."""
    answer = act(database, "works", Action.ACCEPT, dispatched(database, **values))
    return act(database, "works", Action.HANDLE, answer, result="已更换井盖")


def forge(database: Clone, statement: str, case_id: int) -> None:
    """Change a case (``:id``) as only the server's owner can: behind the functions, without triggers."""
    with database.owner.begin() as connection:
        connection.execute(text("set local session_replication_role = replica"))
        connection.execute(text(statement), {"id": case_id})


def broken_cases(database: Clone) -> dict[int, str]:
    """Case id → what the auditor finds wrong with its history first."""
    with database.engine("auditor").connect() as connection:
        return {found.case_id: found.problem for found in broken_links(connection)}
