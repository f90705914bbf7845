"""``gridroom sheet`` end to end: a real database in, a real file out, one sentence for whatever is wrong."""

from __future__ import annotations

import hashlib
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import text

from app.database.cases import move, report
from app.domain.case import Action, Answer, Move
from app.domain.report import ReportDraft
from tests.database.clone import PASSWORD, Clone
from tests.paper.reading import codes, page_texts, pictures
from ui.command import main


@pytest.fixture
def home(tmp_path: Path, database: Clone, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workstation of its own that uses the test's database."""
    monkeypatch.setenv("GRIDROOM_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("GRIDROOM_DATABASE_URL", database.url("dispatcher"))
    monkeypatch.setenv("GRIDROOM_PASSWORD", PASSWORD)
    return tmp_path


def command(*words: str) -> int:
    return main(["sheet", *words])


def dispatched(database: Clone, description: str) -> Answer:
    """A case that lies with the first department."""
    with database.engine("taker").begin() as connection:
        case = report(connection, ReportDraft(uuid4(), description))
        case = move(connection, Move(uuid4(), Action.REGISTER, case.case_id, case.version, {"condition_id": 1}))
    with database.engine("dispatcher").begin() as connection:
        return move(connection, Move(uuid4(), Action.DISPATCH, case.case_id, case.version, {"department_id": 1}))


def test_that_the_command_writes_the_sheet_and_a_second_time_the_same_bytes(
    home: Path, database: Clone, capsys: pytest.CaptureFixture[str],
) -> None:
    case = dispatched(database, "井盖缺失, 已围挡")
    first, second = home / "a.pdf", home / "b.pdf"
    assert command("--date", "today", "--out", str(first), "--login", "dispatcher") == 0
    assert command("--out", str(second), "--login", "chief") == 0
    assert first.read_bytes() == second.read_bytes()
    assert "井盖缺失, 已围挡" in page_texts(first.read_bytes())[0]
    assert codes(pictures(first.read_bytes(), 200)[0]) == [f"gridroom:case:{case.case_number}"]
    assert "edition 1, 1 case(s) in 1 department(s)" in capsys.readouterr().out
    with database.owner.connect() as connection:
        issued = connection.execute(text("select content_hash from gridroom.sheet")).scalar_one()
    assert issued in page_texts(first.read_bytes())[-1]
    with database.engine("dispatcher").begin() as connection:
        move(connection, Move(uuid4(), Action.AMEND, case.case_id, case.version,
                              {"changes": {"place": "路口"}, "reason": "补充"}))
    assert command("--out", str(second), "--login", "dispatcher") == 0
    assert "第 2 版" in page_texts(second.read_bytes())[0]
    assert hashlib.sha256(first.read_bytes()).digest() != hashlib.sha256(second.read_bytes()).digest()


def test_that_a_folder_gets_a_file_named_after_the_sheet(home: Path) -> None:
    folder = home / "out"
    folder.mkdir()
    assert command("--date", "2020-02-29", "--out", str(folder), "--login", "works") == 0
    assert [file.name for file in folder.iterdir()] == ["PQ-20200229-D1-v1.pdf"]


def test_that_without_a_place_the_sheet_goes_into_the_home_folder(home: Path) -> None:
    assert command("--date", "2020-02-29", "--login", "works") == 0
    folder = home / "home" / "sheets"
    assert [file.name for file in folder.iterdir()] == ["PQ-20200229-D1-v1.pdf"]
    assert folder.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(("words", "sentence"), [
    (("--date", "29.2.2020"), "'29.2.2020' is no day"),
    (("--date", "2999-01-01"), "GR030"),
    (("--out", "/nowhere/at/all.pdf"), "there is no folder /nowhere/at"),
    (("--login", "taker"), "GR003"),
])
def test_that_what_is_wrong_is_one_sentence_and_leaves_no_file(
    home: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], sentence: str,
) -> None:
    defaults = ["--login", "dispatcher", "--out", str(home / "sheet.pdf")]
    assert command(*defaults, *words) == 2
    said = capsys.readouterr().err
    assert sentence in said
    assert said.count("\n") == 1
    assert list(home.glob("*.pdf")) == []


def test_that_a_file_that_cannot_be_written_is_told_and_nothing_half_is_left(
    home: Path, capsys: pytest.CaptureFixture[str],
) -> None:
    assert command("--date", "2020-01-01", "--out", str(home / ("x" * 300 + ".pdf")), "--login", "dispatcher") == 2
    assert "cannot be written: " in capsys.readouterr().err
    assert [file.name for file in home.iterdir() if file.name != "home"] == []


def test_that_an_older_file_is_replaced_in_one_step(home: Path) -> None:
    target = home / "sheet.pdf"
    target.write_text("an older one")
    assert command("--date", "2020-01-01", "--out", str(target), "--login", "dispatcher") == 0
    assert target.read_bytes().startswith(b"%PDF-")
    assert [file.name for file in home.iterdir() if file.name != "home"] == ["sheet.pdf"]
