"""What the owner of a server reads for whoever measures: commits, and which cases came of which words."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, text


@dataclass(frozen=True, slots=True)
class Committed:
    """One step as the database keeps it."""

    seq: int
    action: str
    state: str                       # of the case after this step
    version: int                     # of the case after this step
    by_login: str
    committed_at: float              # seconds since 1970, by the server's clock


def committed_steps(owner_connection: Connection, case_number: str) -> list[Committed]:
    """The steps of a case in their order, each with the time of its commit.

    Needs the server's owner, and ``track_commit_timestamp = on`` since before the steps were written; the database
    refuses the question otherwise.
    """
    rows = owner_connection.execute(text(
        "select seq, action, to_state, step.version, by_login,"
        " extract(epoch from pg_xact_commit_timestamp(step.xmin)) as committed_at"
        " from gridroom.case_step step join gridroom.case_file using (case_id)"
        " where case_number = :number order by seq"), {"number": case_number})
    return [Committed(row.seq, row.action, row.to_state, row.version, row.by_login, float(row.committed_at))
            for row in rows]


def numbers_beginning(owner_connection: Connection, words: str) -> list[str]:
    """The numbers of all cases, ended ones too, whose description begins with ``words``."""
    rows = owner_connection.execute(text(
        "select case_number from gridroom.case_file where starts_with(description, :words)"), {"words": words})
    return list(rows.scalars())


def doubled_descriptions(owner_connection: Connection) -> list[str]:
    """Descriptions that stand in more than one case of the same place: a report that was sent twice."""
    return list(owner_connection.execute(text(
        "select description from gridroom.case_file group by description, place having count(*) > 1")).scalars())
