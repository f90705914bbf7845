"""``gridroom paper``: issue one of a case's papers and write it as PDF."""

from __future__ import annotations

import argparse
from pathlib import Path
from uuid import uuid4

from app.cli.connection import add_login_options, person_engine
from app.cli.parser import Commands
from app.cli.sheet import is_folder
from app.demo.accounts import PASSWORD
from app.domain.failures import Failure
from app.domain.paper import CasePaper, PaperKind
from app.paper.paper_desk import PaperDesk
from app.paper.pdf_file import write_pdf
from app.settings import Settings, make_home

# Who prints on the program's own demo when nobody is named: the duty chief may print every kind.
DEMO_CHIEF = ("zhiban1", PASSWORD)


def add(commands: Commands[argparse.ArgumentParser]) -> None:
    """Add ``paper``."""
    paper = commands.add_parser(
        "paper", help="issue a paper of one case as PDF 事件流转单 派遣单 督办单 申请表",
        description="Issues one of the papers of a case. A supervision order or a request for more time is printed as "
                    "it was written when it was given or decided; a flow or dispatch slip says how things stand. "
                    "Nothing changed since the last time: the same edition, byte for byte.")
    paper.add_argument("case_number", metavar="CASE_NUMBER", help="2026-1121-00417, or its last digits")
    paper.add_argument("--kind", required=True, choices=[kind.value for kind in PaperKind],
                       help="flow 网格排查事件流转单, dispatch 派遣单, order 督办单, request 延期/缓办/挂账申请表")
    paper.add_argument("--number", metavar="NUMBER",
                       help="which order or request, by the paper's number (default: the newest)")
    paper.add_argument("--out", metavar="FILE", help="where to write it: a file, or a folder that exists "
                                                     "(default: in papers of the home folder)")
    add_login_options(paper)
    paper.set_defaults(handler=_issue)


def _issue(arguments: argparse.Namespace, settings: Settings) -> int:
    target = Path(arguments.out) if arguments.out else settings.home / "papers"
    if not arguments.out:
        make_home(settings.home)
        target.mkdir(mode=0o700, exist_ok=True)  # it names places and people
    elif not is_folder(target.parent):
        raise Failure(f"there is no folder {target.parent}")
    kind = PaperKind(arguments.kind)
    with person_engine(settings, arguments, DEMO_CHIEF) as engine:
        desk = PaperDesk(engine)
        case_id = desk.find(arguments.case_number)
        printed = desk.issue(uuid4(), case_id, kind, _subject(desk.papers(case_id), kind, arguments.number))
    if is_folder(target):
        target /= printed.file_name
    write_pdf(target, printed.pdf)
    paper = printed.paper
    print(f"{target}: {paper.paper_number}, edition {paper.sequence}, content {paper.content_hash[:12]}")
    return 0


def _subject(papers: list[CasePaper], kind: PaperKind, number: str | None) -> str:
    """Which order or request is meant; '' for a slip. Raises Failure where there is none."""
    if kind in (PaperKind.FLOW, PaperKind.DISPATCH):
        return ""
    of_kind = [one for one in papers if one.kind is kind]
    if number is not None:
        of_kind = [one for one in of_kind if number in (one.paper_number, one.subject)]
    if not of_kind:
        raise Failure(f"the case has no such {kind.value}" + (f" {number}" if number else ""))
    return of_kind[0].subject
