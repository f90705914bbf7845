"""``gridroom sheet``: issue a day's dispatch sheet and write it as PDF."""

from __future__ import annotations

import argparse
from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

from app.cli.connection import add_login_options, person_engine
from app.cli.parser import Commands
from app.demo.accounts import PASSWORD
from app.domain.failures import Failure
from app.paper.pdf_file import suggested_name, write_pdf
from app.paper.sheet_desk import SheetDesk
from app.settings import Settings, make_home

# Whose sheet it is on the program's own demo, when nobody is named: the whole room's.
DEMO_DISPATCHER = ("paiqian1", PASSWORD)


def add(commands: Commands[argparse.ArgumentParser]) -> None:
    """Add ``sheet``."""
    sheet = commands.add_parser(
        "sheet", help="issue a day's dispatch sheet as PDF 每日派遣单",
        description="Issues the sheet for your part of the room: all of it for a dispatcher or duty chief, its own "
                    "cases for a department. Nothing changed since the last time: the same sheet, byte for byte.")
    sheet.add_argument("--date", default="today", metavar="DAY", help="2026-11-21, today or yesterday (default: today)")
    sheet.add_argument("--out", metavar="FILE", help="where to write it: a file, or a folder that exists "
                                                     "(default: in sheets of the home folder)")
    add_login_options(sheet)
    sheet.set_defaults(handler=_issue)


def _issue(arguments: argparse.Namespace, settings: Settings) -> int:
    target = Path(arguments.out) if arguments.out else settings.home / "sheets"
    if not arguments.out:
        make_home(settings.home)
        target.mkdir(mode=0o700, exist_ok=True)  # it names places and people
    elif not is_folder(target.parent):
        raise Failure(f"there is no folder {target.parent}")
    with person_engine(settings, arguments, DEMO_DISPATCHER) as engine:
        desk = SheetDesk(engine)
        printed = desk.issue(uuid4(), _day(arguments.date, desk))
    if is_folder(target):
        target /= suggested_name(printed.sheet)
    write_pdf(target, printed.pdf)
    sheet = printed.sheet
    count = sum(len(section.lines) for section in sheet.sections)
    print(f"{target}: {sheet.sheet_number}, edition {sheet.sequence}, {count} case(s) in {len(sheet.sections)} "
          f"department(s), content {sheet.content_hash[:12]}")
    return 0


def is_folder(path: Path) -> bool:
    """Like ``is_dir``, and False also for what cannot be a path at all (too long, NUL)."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def _day(words: str, desk: SheetDesk) -> date:
    """The day meant; ``today`` is the room's, by the server's clock, whatever this computer thinks."""
    if words in ("today", "yesterday"):
        return desk.today() - timedelta(days=words == "yesterday")
    try:
        return date.fromisoformat(words)
    except ValueError:
        raise Failure(f"{words!r} is no day: write it like 2026-11-21, or today or yesterday") from None
