"""Issuing the papers of one case and turning them into PDF: what the command and the page do, without a screen."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, Engine

from app.database import cases, papers
from app.database.failures_from_sql import translated
from app.domain.failures import Refusal
from app.domain.paper import CasePaper, Paper, PaperKind
from app.paper.fonts import paper_fonts
from app.paper.form_pdf import form_pdf, pictures_of


@dataclass(frozen=True, slots=True)
class PrintedPaper:
    """An issued edition, ready to be shown, saved or printed."""

    paper: Paper
    pdf: bytes

    @property
    def file_name(self) -> str:
        """LZ-2026-1121-00417-v2.pdf"""
        kept = "".join(sign if sign.isalnum() or sign in "-_." else "_" for sign in self.paper.paper_number)
        return f"{kept}-v{self.paper.sequence}.pdf"


class PaperDesk:
    """One person's way to the papers; every call asks the server and may take a second. Safe from several threads.

    Each method raises Refusal, Unreachable, LoginRefused or NoPaperFont.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def papers(self, case_id: int) -> list[CasePaper]:
        """Every paper that the case has or could have."""
        with translated(), self._engine.begin() as connection:
            return papers.case_papers(connection, case_id)

    def issue(self, request_id: UUID, case_id: int, kind: PaperKind, subject: str = "") -> PrintedPaper:
        """The paper as it stands, counted as one print; unchanged content is the same edition and the same bytes."""
        with translated(), self._engine.begin() as connection:
            paper = papers.issue_paper(connection, request_id, case_id, kind, subject)
            files = _files(connection, paper)
        return PrintedPaper(paper, form_pdf(paper, paper_fonts(), files))  # the case is free while it is drawn

    def show(self, paper_id: int) -> PrintedPaper:
        """An edition without issuing anything."""
        with translated(), self._engine.begin() as connection:
            paper = papers.read_paper(connection, paper_id)
            files = _files(connection, paper)
        return PrintedPaper(paper, form_pdf(paper, paper_fonts(), files))

    def find(self, case_number: str) -> int:
        """The id of the case with this number or its end. Raises Refusal GR005."""
        with translated(), self._engine.begin() as connection:
            found = cases.find_case(connection, case_number)
        if found is None:
            raise Refusal("GR005", f"no case {case_number} for this login", {"what": "case"})
        return found


def _files(connection: Connection, paper: Paper) -> dict[int, bytes]:
    wanted = [one["attachment_id"] for one in pictures_of(paper)]
    return {attachment_id: cases.attachment_bytes(connection, attachment_id) for attachment_id in wanted}
