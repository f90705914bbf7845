"""The papers of one case: what there is, issuing one, reading an edition (rules: sql/code/42_papers.sql)."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, text

from app.database.failures_from_sql import translated
from app.domain.failures import Refusal
from app.domain.paper import CasePaper, Paper, PaperKind


def case_papers(connection: Connection, case_id: int) -> list[CasePaper]:
    """Every paper that the case has or could have; empty where the case is not in this person's sight."""
    with translated():
        rows = connection.execute(text("select * from api.case_papers(:id)"), {"id": case_id})
        return [CasePaper(PaperKind(row[0]), *row[1:]) for row in rows]


def issue_paper(connection: Connection, request_id: UUID, case_id: int, kind: PaperKind, subject: str = "") -> Paper:
    """The paper as it stands now, counted as one print; the same ``request_id`` again counts nothing.

    Unchanged content is the same edition. The caller commits. Raises Refusal GR003 (no right), GR004, GR005 (no such
    case for this login), GR006, GR031 (there is nothing to print).
    """
    statement = text("select api.issue_paper(:request_id, :case_id, :kind, :subject)")
    values = {"request_id": request_id, "case_id": case_id, "kind": kind.value, "subject": subject}
    with translated():
        return _paper(connection.execute(statement, values).scalar_one())


def read_paper(connection: Connection, paper_id: int) -> Paper:
    """An issued edition as it stands. Raises Refusal GR005 when it is not in this person's sight."""
    with translated():
        found = connection.execute(text("select paper from api.paper_content where paper_id = :id"),
                                   {"id": paper_id}).scalar_one_or_none()
    if found is None:
        raise Refusal("GR005", "no such paper for this login", {"what": "paper"})
    return _paper(found)


def editions(connection: Connection, case_id: int, kind: PaperKind, subject: str = "") -> list[int]:
    """Ids of the editions that were issued, the newest first."""
    with translated():
        return list(connection.execute(text(
            "select paper_id from api.paper_list where case_id = :id and kind = :kind and subject = :subject "
            "order by sequence desc"), {"id": case_id, "kind": kind.value, "subject": subject}).scalars())


def _paper(answer: dict[str, Any]) -> Paper:
    return Paper(
        paper_id=answer["paper_id"], kind=PaperKind(answer["kind"]), case_id=answer["case_id"],
        subject=answer["subject"], paper_number=answer["paper_number"], sequence=answer["sequence"],
        content_hash=answer["content_hash"], issued_at=datetime.fromisoformat(answer["issued_at"]),
        issued_by=answer["issued_by"], content=answer["content"])
