"""The log: one file per process, no password in it, old files gone."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.log_files import start_log


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    """A started log; the handlers are taken off again."""
    root = logging.getLogger("gridroom")
    before = root.propagate
    yield start_log(tmp_path / "log")
    for handler in list(root.handlers):
        root.removeHandler(handler)
        handler.close()
    root.propagate = before


@pytest.mark.parametrize("line", [
    "postgresql://zhang:top-secret@127.0.0.1:5432/gridroom refused",
    "connection to password=top-secret host=x failed",
    "connection to password='top-secret' failed",
])
def test_that_no_password_is_written(log: Path, line: str) -> None:
    logging.getLogger("gridroom.database").error(line)

    said = log.read_text(encoding="utf-8")
    assert "top-secret" not in said
    assert "***" in said


def test_that_a_traceback_hides_its_password_too(log: Path) -> None:
    try:
        raise ValueError("postgresql://zhang:top-secret@server/gridroom")
    except ValueError:
        logging.getLogger("gridroom.ui").exception("bug")

    said = log.read_text(encoding="utf-8")
    assert "ValueError" in said
    assert "top-secret" not in said


def test_that_only_the_newest_files_stay(tmp_path: Path, log: Path) -> None:
    for number in range(20):
        old = log.parent / f"gridroom-{number}.log"
        old.write_text("old")
        os.utime(old, (number, number))

    start_log(log.parent)

    kept = {file.name for file in log.parent.iterdir()}
    assert kept == {f"gridroom-{number}.log" for number in range(10, 20)}


def test_that_the_log_is_closed_to_others(log: Path) -> None:
    if os.name == "posix":
        assert log.parent.stat().st_mode & 0o077 == 0
