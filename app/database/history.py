"""Whether the history still is what was written: the chain of hashes over the steps of every case."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, text

from app.database.failures_from_sql import translated


@dataclass(frozen=True, slots=True)
class BrokenLink:
    """The first step of a case whose hash does not follow from the step before it."""

    case_id: int
    case_number: str
    seq: int
    problem: str


def broken_links(connection: Connection) -> list[BrokenLink]:
    """The first broken link of every case that has one; empty when the whole history holds.

    Raises Refusal GR003 unless the person is an auditor, an administrator or a duty chief.
    """
    with translated():
        rows = connection.execute(text("select case_id, case_number, seq, problem from api.verify_history()")).all()
    return [BrokenLink(row.case_id, row.case_number, row.seq, row.problem) for row in rows]
