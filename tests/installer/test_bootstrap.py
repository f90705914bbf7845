"""``bootstrap.py`` on a checkout in miniature: what it sets up, when it does nothing, what it hands on."""

from __future__ import annotations

import ast
import json
import shutil
import sys
from pathlib import Path

import pytest

from tests.installer.conftest import ROOT, Checkout, make_wheel

sys.path.insert(0, str(ROOT / "installer"))
from bootstrap import too_old


def answer(said: str) -> dict[str, object]:
    """What the called program printed about itself, on the last line."""
    return dict(json.loads(said.strip().splitlines()[-1]))


def test_that_an_old_python_is_told_the_version_it_needs() -> None:
    assert "3.11 or newer, not 3.9" in too_old((3, 9, 2))
    assert too_old((3, 11, 0)) == ""
    assert too_old((4, 0, 0)) == ""


def test_that_the_entry_can_be_read_by_python_3_6() -> None:
    tree = ast.parse((ROOT / "installer" / "bootstrap.py").read_text(encoding="utf-8"), feature_version=(3, 6))

    imported = [node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
    assert [ast.unparse(node) for node in imported] == ["import sys"]
    assert not any(isinstance(node, ast.arg) and node.annotation for node in ast.walk(tree))


def test_that_a_second_start_does_nothing_twice(checkout: Checkout) -> None:
    first = checkout.call("run", "--", "--version")
    stamp = checkout.root / ".venv" / "gridroom-stamp.json"
    noted = stamp.stat().st_mtime_ns
    second = checkout.call("run", "--", "--version")

    assert "Making .venv" in first[1]
    assert second[1].splitlines() == [first[1].splitlines()[-1]]
    assert stamp.stat().st_mtime_ns == noted


def test_that_arguments_folder_and_exit_code_pass_through(ready: Checkout, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    (elsewhere / "ui").mkdir(parents=True)  # a stranger's folder of the same name must not be taken for ours
    (elsewhere / "ui" / "command.py").write_text("raise SystemExit('wrong one')")

    code, said, _ = ready.call("run", "--", "sheet", "--out", "F.pdf", "--", "-x", folder=elsewhere)

    assert code == 7
    assert answer(said)["arguments"] == ["sheet", "--out", "F.pdf", "--", "-x"]
    assert answer(said)["folder"] == str(elsewhere)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux runs without a display")
def test_that_without_a_display_the_tour_is_played(ready: Checkout) -> None:
    _, said, _ = ready.call("run")
    _, with_display, _ = ready.call("run", DISPLAY=":99")

    assert "There is no display here" in said
    assert answer(said)["arguments"] == ["tour"]
    assert answer(with_display)["arguments"] == []


def test_that_tests_run_headless_in_a_home_of_their_own_and_print_last(ready: Checkout) -> None:
    code, said, _ = ready.call("test", "-k", "something", GRIDROOM_HOME="/precious")

    called = answer(said)
    assert code == 7
    assert called["qt"] == "offscreen"
    assert called["home"] not in (None, "/precious")
    assert called["arguments"] == ["-m", "not soak", "-n", "2", "-k", "something"]


def test_that_a_broken_environment_is_made_anew(checkout: Checkout) -> None:
    checkout.call("run", "--", "one")
    for folder in ("bin", "Scripts"):
        shutil.rmtree(checkout.root / ".venv" / folder, ignore_errors=True)

    code, said, _ = checkout.call("run", "--", "two")

    assert code == 7
    assert ".venv is broken or of another Python; making it anew" in said
    assert answer(said)["arguments"] == ["two"]


def test_that_changed_requirements_are_installed(half_ready: Checkout, tmp_path: Path) -> None:
    half_ready.require(make_wheel(tmp_path / "wheels", "otherthing"))

    code, said, _ = half_ready.call("run", "--", "two")

    assert code == 7
    assert "Bringing the packages in .venv up to date" in said
    assert list(half_ready.root.glob(".venv/[Ll]ib/**/otherthing.py"))


def test_that_two_set_ups_at_once_make_one_environment(checkout: Checkout) -> None:
    both = [checkout.start("run", "--", "x") for _ in range(2)]

    said = [process.communicate(timeout=110)[0] for process in both]

    assert [process.returncode for process in both] == [7, 7]
    assert sum("Making .venv" in words for words in said) == 1
