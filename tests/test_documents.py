"""What the pages for newcomers name is there: files, folders, links, and the same sections in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PAGES = ("README.md", "README.zh-CN.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "installer/README.md",
         "installer/database.md", "resources/map/README.md", "docs/trade.md")
HOUSES = ("app", "widgets", "ui", "resources", "installer", "tests", "docs")
# ARCHITECTURE writes a path short where its folder was just named.
FOLDERS = ("", "app/", "app/services/", "app/database/", "app/paper/", "widgets/", "ui/", "ui/tour/", "resources/",
           "resources/sql/", "resources/map/", "resources/translations/")
NO_FILES = ("gridroom.toml", "windows.ini", "psycopg2.sql")  # made on a workstation; a module of the driver
_NAMED = re.compile(r"`([\w./*-]+)`")
_LINKED = re.compile(r"\]\(([^)#:]+)\)")
_FILE = re.compile(r"\.(py|sql|md|js|html|toml|ts|qss|css)$")


def named(page: str) -> list[str]:
    """What the page writes in code letters that can only be a file or folder of the project."""
    words = _NAMED.findall((ROOT / page).read_text(encoding="utf-8"))
    return [one for one in words if _FILE.search(one) or ("/" in one and one.split("/")[0] in (*HOUSES, "code"))]


def is_there(path: str, page: str) -> bool:
    """Whether a file or folder, or with a star any, is meant; ``code/41`` means the file that begins so."""
    near = str((ROOT / page).parent.relative_to(ROOT)) + "/"
    return any(any(ROOT.glob(f"{folder}{path.rstrip('/')}{more}"))
               for folder in (*FOLDERS, near) for more in ("", "_*.sql"))


@pytest.mark.parametrize("page", PAGES)
def test_that_every_path_a_page_names_exists(page: str) -> None:
    assert [one for one in named(page) if one not in NO_FILES and not is_there(one, page)] == []


@pytest.mark.parametrize("page", PAGES)
def test_that_every_link_leads_somewhere(page: str) -> None:
    at = (ROOT / page).parent
    assert [one for one in _LINKED.findall((ROOT / page).read_text(encoding="utf-8")) if not (at / one).exists()] == []


def test_that_both_readmes_have_the_same_sections() -> None:
    sections = [re.findall(r"^## ", (ROOT / page).read_text(encoding="utf-8"), re.M) for page in PAGES[:2]]
    assert len(sections[0]) == len(sections[1])


def test_that_the_paths_are_found_at_all() -> None:
    assert {"app/services/casework.py", "widgets/case_inspector.py"} <= set(named("ARCHITECTURE.md"))


def test_that_the_rules_of_the_trade_have_every_section_that_comments_name() -> None:
    page = (ROOT / "docs" / "trade.md").read_text(encoding="utf-8")
    sources = [one for house in ("app", "widgets", "ui", "resources/sql/code") for one in (ROOT / house).rglob("*")
               if one.suffix in (".py", ".sql")]
    wanted = {section for one in sources
              for section in re.findall(r"docs/trade\.md (§[\d.]*\d)", one.read_text(encoding="utf-8"))}
    assert {"§1.3", "§1.4"} <= wanted
    assert [one for one in sorted(wanted) if f"{one} " not in page] == []
