"""Short ways to what happens beside and after handling."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from app.database import cases
from app.database.case_detail import read_case
from app.database.history import broken_links
from app.domain.case import Action, Answer
from app.domain.case_detail import CaseDetail
from tests.database.clone import Clone
from tests.database.desk import act, handled, report


def seen(database: Clone, login: str, answer: Answer) -> CaseDetail:
    """The case as ``login`` sees it."""
    with database.engine(login).connect() as connection:
        detail = read_case(connection, answer.case_id)
    assert detail is not None
    return detail


def with_pictures(database: Clone, answer: Answer, *kinds: str, login: str = "worker") -> Answer:
    """The same case with a picture of each kind; files leave its version alone."""
    for kind in kinds or ("handle_before", "handle_after"):
        with database.engine(login).begin() as connection:
            cases.attach(connection, uuid4(), answer.case_id, kind, f"{kind}.png", "image/png",
                         f"{kind} {answer.case_id}".encode())
    return answer


def settled(database: Clone, **values: Any) -> Answer:
    """A case that a grid worker reported and settled on the spot."""
    answer = with_pictures(database, report(database, "worker", source="patrol", **values))
    return act(database, "worker", Action.SELF_HANDLE, answer, result="已当场清走占道杂物")


def closed(database: Clone, **values: Any) -> Answer:
    """A case closed the ordinary way, whose caller left a telephone number."""
    answer = handled(database, **({"reporter_phone": "13800000001"} | values))
    answer = act(database, "inspector", Action.VERIFY, answer)
    return act(database, "chief", Action.CLOSE, answer, closing_condition="恢复")


def unbroken(database: Clone) -> bool:
    """Whether the whole history holds."""
    with database.engine("auditor").connect() as connection:
        return broken_links(connection) == []
