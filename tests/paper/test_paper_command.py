"""``gridroom paper`` end to end: a real database in, a real file out, one sentence for whatever is wrong."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from uuid import uuid4

import pypdf
import pytest

from app.database.cases import attach
from app.domain.case import Action
from tests.database.clone import PASSWORD, Clone
from tests.database.desk import act, dispatched, handled
from tests.database.test_papers import ORDER
from tests.paper.reading import all_text, codes, pictures
from tests.paper.sample_papers import photograph
from ui.command import main


@pytest.fixture
def home(tmp_path: Path, database: Clone, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workstation of its own that uses the test's database."""
    monkeypatch.setenv("GRIDROOM_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("GRIDROOM_DATABASE_URL", database.url("chief"))
    monkeypatch.setenv("GRIDROOM_PASSWORD", PASSWORD)
    return tmp_path


def test_that_the_command_writes_each_paper_and_a_second_time_the_same_bytes(
    home: Path, database: Clone, capsys: pytest.CaptureFixture[str],
) -> None:
    case = act(database, "chief", Action.SUPERVISE, dispatched(database), **ORDER)
    case = act(database, "works", Action.ACCEPT, case)
    case = act(database, "works", Action.ASK_EXTENSION, case, reason="等备件")
    titles = {"flow": "网格排查事件流转单", "dispatch": "派遣单", "order": "督办单", "request": "案件延期申请表"}
    for kind, title in titles.items():
        first, second = home / f"{kind}.pdf", home / f"{kind}-2.pdf"
        for file, login in ((first, "chief"), (second, "works")):
            assert main(["paper", case.case_number, "--kind", kind, "--out", str(file), "--login", login]) == 0
        assert first.read_bytes() == second.read_bytes()
        assert title in all_text(first.read_bytes())
        assert codes(pictures(first.read_bytes(), 200)[0]) == [f"gridroom:case:{case.case_number}"]
    assert "edition 1" in capsys.readouterr().out
    folder = home / "out"
    folder.mkdir()
    assert main(["paper", case.case_number[-5:], "--kind", "flow", "--out", str(folder), "--login", "taker"]) == 0
    assert [file.name for file in folder.iterdir()] == [f"LZ-{case.case_number}-v1.pdf"]


@pytest.mark.parametrize(("words", "sentence"), [
    (("--kind", "order"), "the case has no such order"),
    (("--kind", "request", "--number", "YQ-1"), "the case has no such request YQ-1"),
    (("--kind", "flow", "--out", "/nowhere/at/all.pdf"), "there is no folder /nowhere/at"),
    (("--kind", "flow", "--login", "assessor"), "GR003"),
    (("--kind", "flow", "--login", "sanitation"), "GR005"),
])
def test_that_what_is_wrong_is_one_sentence_and_leaves_no_file(
    home: Path, database: Clone, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], sentence: str,
) -> None:
    case = handled(database)
    assert main(["paper", case.case_number, "--login", "chief", "--out", str(home / "x.pdf"), *words]) == 2
    said = capsys.readouterr().err
    assert sentence in said
    assert said.count("\n") == 1
    assert list(home.glob("*.pdf")) == []


def test_that_a_real_case_prints_its_photographs_and_never_its_reporter(home: Path, database: Clone) -> None:
    case = dispatched(database, reporter_name="欧阳建国", reporter_phone="13800001234", keep_secret=True)
    case = act(database, "works", Action.ACCEPT, case)
    for number, kind in enumerate(("near", "handle_after")):
        with database.engine("works").begin() as connection:
            attach(connection, uuid4(), case.case_id, kind, f"照片{number}.jpg", "image/jpeg",
                   photograph((50 * number, 90, 90)))
    act(database, "works", Action.HANDLE, case, result="已更换井盖")
    for kind in ("flow", "dispatch"):
        assert main(["paper", case.case_number, "--kind", kind, "--out", str(home / f"{kind}.pdf"),
                     "--login", "works"]) == 0
    slip = (home / "flow.pdf").read_bytes()
    images = [image for page in pypdf.PdfReader(BytesIO(slip)).pages for image in page.images]
    assert len(images) == 2
    for kind in ("flow", "dispatch"):
        text = all_text((home / f"{kind}.pdf").read_bytes())
        assert "保密" in text
        assert not any(words in text for words in ("欧阳", "欧*", "13800001234", "*1234"))
